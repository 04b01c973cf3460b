"""What the tests of the forms share: sending a person's pages, and people that Home Assistant knows."""

from collections.abc import Mapping
from typing import Any

from homeassistant.config_entries import SOURCE_RECONFIGURE, SOURCE_USER, ConfigSubentry
from homeassistant.core import HomeAssistant
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.healthsense.const import DOMAIN
from custom_components.healthsense.sources_form import SECTIONS

WHO = {"name": "Alice", "privacy": "shared", "allow_automations": False, "allow_assist": False}


async def household(hass: HomeAssistant) -> MockConfigEntry:
    """Set up a household without people."""
    entry = MockConfigEntry(
        domain=DOMAIN,
        title="HealthSense",
        options={"streaming_platforms": ["esphome", "bthome", "mqtt"], "keep_full_days": 7},
    )
    entry.add_to_hass(hass)
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    return entry


def sources_page(picked: Mapping[str, list[str]] | None = None, *, import_history: bool = True) -> dict[str, Any]:
    """Return the page of sources as the frontend sends it: every section, empty ones too."""
    chosen = picked or {}
    return {
        **{name: {vital: chosen[vital] for vital in vitals if vital in chosen} for name, vitals in SECTIONS.items()},
        "import_history": import_history,
    }


async def start(hass: HomeAssistant, entry: MockConfigEntry) -> dict[str, Any]:
    """Open the form of a new person."""
    form = await hass.config_entries.subentries.async_init((entry.entry_id, "person"), context={"source": SOURCE_USER})
    return dict(form)


async def send(hass: HomeAssistant, form: Mapping[str, Any], data: Mapping[str, Any]) -> dict[str, Any]:
    """Send a page."""
    result = await hass.config_entries.subentries.async_configure(form["flow_id"], dict(data))
    await hass.async_block_till_done()
    return dict(result)


async def add_person(hass: HomeAssistant, entry: MockConfigEntry, **pages: Mapping[str, Any]) -> ConfigSubentry:
    """Go through all pages and return the person's subentry."""
    before = set(entry.subentries)
    form = await send(hass, await start(hass, entry), {**WHO, **pages.get("who", {})})
    form = await send(hass, form, pages.get("profile", {}))
    form = await send(hass, form, sources_page(pages.get("sources")))
    if form.get("step_id") == "notice":
        await send(hass, form, {})
    (new,) = set(entry.subentries) - before
    person: ConfigSubentry = entry.subentries[new]
    return person


async def change(hass: HomeAssistant, entry: MockConfigEntry, person: ConfigSubentry, step: str) -> dict[str, Any]:
    """Open one page of a person who exists."""
    menu = await hass.config_entries.subentries.async_init(
        (entry.entry_id, "person"), context={"source": SOURCE_RECONFIGURE, "subentry_id": person.subentry_id}
    )
    assert step in menu["menu_options"]
    return await send(hass, menu, {"next_step_id": step})


def shown(form: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a page is filled in with."""
    return {
        str(key): key.description["suggested_value"]
        for key in form["data_schema"].schema
        if key.description and "suggested_value" in key.description
    }


def shown_sources(form: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return vital -> entities that the page of sources is filled in with."""
    return {
        str(key): key.description["suggested_value"]
        for part in form["data_schema"].schema.values()
        if hasattr(part, "schema")
        for key in part.schema.schema
        if key.description["suggested_value"]
    }


def ha_person(hass: HomeAssistant, name: str, user_id: str | None = None) -> str:
    """Make a person of Home Assistant, with a user account or without."""
    attributes = {"friendly_name": name} | ({"user_id": user_id} if user_id else {})
    hass.states.async_set(f"person.{name.lower()}", "home", attributes)
    return f"person.{name.lower()}"
