"""services.yaml, triggers.yaml and conditions.yaml: valid selectors, each documented, each with an icon."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import homeassistant  # noqa: F401 - puts probatio in place of voluptuous before that is imported
import voluptuous as vol
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers import selector
from homeassistant.util.yaml import load_yaml_dict

from .integration import Integration, at

FILES = {"services.yaml": "services", "triggers.yaml": "triggers", "conditions.yaml": "conditions"}
CODE = {"trigger.py": "triggers.yaml", "condition.py": "conditions.yaml"}

_FIELD = vol.Schema({vol.Optional("selector"): selector.validate_selector}, extra=vol.ALLOW_EXTRA)
_DESCRIPTION = vol.Schema(
    {
        vol.Optional("target"): selector.TargetSelector.CONFIG_SCHEMA,
        vol.Optional("fields"): vol.Schema({str: _FIELD}),
    },
    extra=vol.ALLOW_EXTRA,
)


def check(integration: Integration) -> Iterator[str]:
    """What is wrong with the descriptions."""
    for code, descriptions in CODE.items():
        if (integration.root / code).is_file() and not (integration.root / descriptions).is_file():
            yield f"{code}: there is no {descriptions}"
    for file, section in FILES.items():
        described: Mapping[str, Any] = {}
        if (integration.root / file).is_file():
            try:
                described = load_yaml_dict(str(integration.root / file))
            except HomeAssistantError as error:
                yield f"{file}: {error}"
                continue
        for name, description in described.items():
            if not name.startswith("."):
                yield from (
                    f"{file}: {name}: {fault}" for fault in _faults(integration, section, name, description or {})
                )
        for name in sorted(set(at(integration.english, section) or {}) - set(described)):
            yield f"translations/en.json: {section}.{name} is not in {file}"


def _faults(integration: Integration, section: str, name: str, description: Mapping[str, Any]) -> Iterator[str]:
    try:
        cv.slug(name)
        _DESCRIPTION(description)
    except vol.Invalid as error:
        yield str(error)
    texts = at(integration.english, f"{section}.{name}") or {}
    for need in ("name", "description"):
        if need not in texts:
            yield f"has no {need} in translations/en.json"
    fields = description.get("fields", {})
    for field in fields:
        for need in ("name", "description"):
            if need not in texts.get("fields", {}).get(field, {}):
                yield f"the field {field} has no {need} in translations/en.json"
    for field in sorted(set(texts.get("fields", {})) - set(fields)):
        yield f"the field {field} of translations/en.json does not exist"
    for key in re.findall(r"'translation_key': '(\w+)'", str(fields)):
        if at(integration.english, f"selector.{key}") is None:
            yield f"its selector's translation_key {key} has no text"
    if at(integration.icons, f"{section}.{name}") is None:
        yield "has no icon in icons.json"
