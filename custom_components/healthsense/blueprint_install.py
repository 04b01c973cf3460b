"""Offers our blueprints to Home Assistant: copies them to where it looks, and leaves alone what somebody changed."""

import json
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import voluptuous as vol
from homeassistant.components.blueprint import DOMAIN as BLUEPRINT_DOMAIN
from homeassistant.components.blueprint import DomainBlueprints
from homeassistant.const import SERVICE_RELOAD
from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse
from homeassistant.exceptions import HomeAssistantError

from .access import NotAllowedError, async_caller
from .const import DOMAIN

SHIPPED: Final = Path(__file__).parent / "blueprints"
"""What this release brings: a folder for each domain, and what earlier ones brought."""
VERSIONS: Final = "versions.json"
DOMAINS: Final = ("automation", "script")
CONF_INSTALL_BLUEPRINTS: Final = "install_blueprints"
INSTALL_SCHEMA: Final = vol.Schema({})


class InstallError(HomeAssistantError):
    """Nothing could be installed, or not all of it; the message says why, in the user's language."""

    def __init__(self, translation_key: str) -> None:
        """Keep the reason."""
        super().__init__(translation_domain=DOMAIN, translation_key=translation_key)


class Fate(StrEnum):
    """What became of one blueprint."""

    WRITTEN = "written"
    UPDATED = "updated"
    """There was the one of an earlier release, untouched."""
    KEPT = "kept"
    """It is there already as it should be."""
    EDITED = "edited"
    """Somebody changed it: it stays as it is."""
    NOT_POSSIBLE = "not_possible"
    """Home Assistant has no place for it: automations or scripts are not set up."""


@dataclass(frozen=True, slots=True)
class Installed:
    """What became of each blueprint, by ``domain/file``."""

    fates: Mapping[str, Fate]

    def of(self, fate: Fate) -> list[str]:
        """Return the blueprints to which this happened."""
        return sorted(name for name, one in self.fates.items() if one is fate)

    def touched(self, domain: str, fate: Fate) -> bool:
        """Return whether this happened to a blueprint of a domain."""
        return any(name.startswith(f"{domain}/") for name in self.of(fate))

    def as_dict(self) -> dict[str, Any]:
        """Return the answer of the action."""
        return {fate.value: self.of(fate) for fate in Fate}


def digest(content: bytes) -> str:
    """Return what a version of a blueprint is known by."""
    return sha256(content).hexdigest()


def versions(shipped: Path = SHIPPED) -> dict[str, list[str]]:
    """Return the digests of every version that was ever shipped, the newest last, by ``domain/file``."""
    known: dict[str, list[str]] = json.loads((shipped / VERSIONS).read_text(encoding="utf-8"))
    return known


def install(folder: Path, domains: Collection[str], shipped: Path = SHIPPED) -> Installed:
    """Copy the blueprints to ``folder``, each domain's to a sub-folder of ours; blocks.

    ``domains`` are those that are set up. Home Assistant fills a domain's folder with its own examples when it does
    not find it: ours must never be the first thing there.

    Raises:
        OSError: a file could not be read or written; those before it are in place.
    """
    fates: dict[str, Fate] = {}
    known = versions(shipped)
    for domain in DOMAINS:
        for source in sorted((shipped / domain).glob("*.yaml")):
            name = f"{domain}/{source.name}"
            place = folder / domain
            if domain not in domains or not place.is_dir():
                fates[name] = Fate.NOT_POSSIBLE
            else:
                fates[name] = _install(source, place / DOMAIN / source.name, known.get(name, []))
    return Installed(fates)


def _install(source: Path, target: Path, known: list[str]) -> Fate:
    wanted = source.read_bytes()
    fate = Fate.WRITTEN
    with suppress(FileNotFoundError):
        found = target.read_bytes()
        if found == wanted:
            return Fate.KEPT
        if digest(found) not in known:
            return Fate.EDITED
        fate = Fate.UPDATED
    target.parent.mkdir(exist_ok=True)
    # Home Assistant may look at any moment: it must never find half a file.
    partial = target.with_suffix(".part")
    partial.write_bytes(wanted)
    partial.replace(target)
    return fate


async def async_install(hass: HomeAssistant) -> Installed:
    """Install the blueprints; automations that use one that was updated are loaded anew.

    Raises:
        InstallError: the folder of blueprints could not be read or written, or has no place for any of them.
    """
    places: Mapping[str, DomainBlueprints] = hass.data.get(BLUEPRINT_DOMAIN, {})
    try:
        done = await hass.async_add_executor_job(install, Path(hass.config.path("blueprints")), places)
    except OSError as err:
        raise InstallError("blueprints_failed") from err
    if len(done.of(Fate.NOT_POSSIBLE)) == len(done.fates):
        raise InstallError("blueprints_no_place")
    for domain in DOMAINS:
        if done.touched(domain, Fate.WRITTEN):
            # It may be known as a file that is not there.
            await places[domain].async_reset_cache()
        if done.touched(domain, Fate.UPDATED):
            await hass.services.async_call(domain, SERVICE_RELOAD, blocking=True)
    return done


async def async_handle_install(call: ServiceCall) -> ServiceResponse:
    """Install the blueprints for an administrator; answer with what became of each.

    Raises:
        NotAllowedError: somebody else asks.
        InstallError: it did not work.
    """
    user = await async_caller(call.hass, call.context)
    if user is not None and not user.is_admin:
        raise NotAllowedError("admin_needed", call.context)
    return (await async_install(call.hass)).as_dict()
