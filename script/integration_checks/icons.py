"""icons.json: an icon for every entity and action, and only icons that exist."""

import json
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Final

from .integration import Integration, at, leaves

OWN_STATES: Final = {"binary_sensor": frozenset({"on", "off"}), "switch": frozenset({"on", "off"})}
"""States for which Home Assistant has texts of its own."""


@cache
def known_icons() -> frozenset[str]:
    """Names of the Material Design icons in Home Assistant's frontend."""
    path = resources.files("hass_frontend") / "static" / "mdi" / "iconList.json"
    return frozenset(f"mdi:{icon['name']}" for icon in json.loads(path.read_text(encoding="utf-8")))


def check(integration: Integration) -> Iterator[str]:
    """What is wrong with the icons."""
    for path, icon in leaves(integration.icons):
        if icon not in known_icons():
            yield f"icons.json: {path}: no icon is called {icon}"
    yield from _entities(integration)


def _entities(integration: Integration) -> Iterator[str]:
    for platform, entities in integration.english.get("entity", {}).items():
        for key, texts in entities.items():
            if "name" not in texts:
                yield f"translations/en.json: entity.{platform}.{key} has no name"
            if at(integration.icons, f"entity.{platform}.{key}.default") is None:
                yield f"icons.json: entity.{platform}.{key} has no default icon"
    for platform, entities in integration.icons.get("entity", {}).items():
        for key, icons in entities.items():
            texts = at(integration.english, f"entity.{platform}.{key}")
            if texts is None:
                yield f"icons.json: entity.{platform}.{key} is no entity of translations/en.json"
                continue
            for state in sorted(
                set(icons.get("state", {})) - set(texts.get("state", {})) - OWN_STATES.get(platform, frozenset())
            ):
                yield f"icons.json: entity.{platform}.{key}: the state {state} has no text"
