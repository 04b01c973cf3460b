"""Makes an automation or a script of every blueprint, in the Home Assistant in whose environment this runs.

usage: check_blueprints.py

A bare Home Assistant is started in a temporary folder. With sample inputs, and the defaults of the rest, each blueprint
must become an automation or a script that works. Prints one finding a line and exits with status 1 when there is one.
"""

import asyncio
import logging
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Any, Final

import homeassistant  # noqa: F401 - puts probatio in place of voluptuous before that is imported
import voluptuous as vol
from homeassistant import loader
from homeassistant.bootstrap import async_load_base_functionality
from homeassistant.components.blueprint import BLUEPRINT_SCHEMA
from homeassistant.components.blueprint.models import Blueprint
from homeassistant.config_entries import ConfigEntries
from homeassistant.const import STATE_UNAVAILABLE, __version__
from homeassistant.core import HomeAssistant
from homeassistant.helpers.selector import selector
from homeassistant.setup import async_setup_component
from homeassistant.util.yaml import load_yaml_dict

ROOT: Final = Path(__file__).resolve().parents[1]
PATHS: Final = sorted((ROOT / "blueprints").glob("*/healthsense/*.yaml"))
SAMPLES: Final[Mapping[str, str]] = MappingProxyType(
    {"entity": "{domain}.sample", "device": "0123456789abcdef", "date": "2026-11-20", "select": "kg"}
)
"""What is chosen in a selector of this kind."""


def sample(about: Mapping[str, Any]) -> str | list[str]:
    """Return a choice for an input that has no default."""
    ((kind, options),) = about["selector"].items()
    chosen = SAMPLES[kind]
    if kind == "entity":
        chosen = chosen.format(domain=options["filter"][0]["domain"][0])
    return [chosen] if (options or {}).get("multiple") else chosen


def defaults(blueprint: Blueprint) -> Iterator[str]:
    """Yield the defaults that nobody could choose; nothing chosen is fine."""
    for key, about in blueprint.inputs.items():
        if about.get("default", []) in ([], ""):
            continue
        try:
            selector(about["selector"])(about["default"])  # type: ignore[operator]  # each kind can be called
        except vol.Invalid as error:
            yield f"input {key}: its default is no choice of its selector: {error}"


def instance(path: Path, blueprint: Blueprint) -> dict[str, Any]:
    """Return what makes an automation or a script of a blueprint."""
    chosen = {key: sample(about) for key, about in blueprint.inputs.items() if "default" not in about}
    return {"alias": path.stem, "use_blueprint": {"path": f"healthsense/{path.name}", "input": chosen}}


async def findings(folder: Path) -> list[str]:
    """Return what is wrong, in a Home Assistant that has our blueprints in ``folder``."""
    hass = HomeAssistant(str(folder))
    hass.config_entries = ConfigEntries(hass, {})
    loader.async_setup(hass)
    await async_load_base_functionality(hass)
    found: list[str] = []
    automations: list[dict[str, Any]] = []
    scripts: dict[str, Any] = {}
    for path in PATHS:
        domain = path.parent.parent.name
        blueprint = Blueprint(load_yaml_dict(path), path=path.name, expected_domain=domain, schema=BLUEPRINT_SCHEMA)
        found += [f"{path.stem}: {fault}" for fault in [*(blueprint.validate() or []), *defaults(blueprint)]]
        made = instance(path, blueprint)
        if domain == "automation":
            automations.append({"id": path.stem, **made})
        else:
            scripts[path.stem] = made
    for domain, config in (("automation", automations), ("script", scripts)):
        if not await async_setup_component(hass, domain, {domain: config}):
            found.append(f"{domain} is not set up")
    await hass.async_block_till_done()
    for path in PATHS:
        state = hass.states.get(f"{path.parent.parent.name}.{path.stem}")
        if state is None or state.state == STATE_UNAVAILABLE:
            found.append(f"{path.stem}: does not work; its errors are above")
    await hass.async_stop(force=True)
    return found


def main() -> int:
    """Print what is wrong; return the exit status."""
    logging.basicConfig(level=logging.ERROR, format="%(message)s")
    with TemporaryDirectory() as folder:
        copytree(ROOT / "blueprints", Path(folder) / "blueprints")
        found = asyncio.run(findings(Path(folder)))
    print("\n".join([*found, f"{len(PATHS)} blueprints, {len(found)} findings, Home Assistant {__version__}"]))
    return 1 if found or not PATHS else 0


if __name__ == "__main__":
    sys.exit(main())
