"""The repairs that HealthSense offers."""

from collections.abc import Mapping
from typing import Any

import pytest
from forms_helpers import add_person, household
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import issue_registry as ir
from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.common import MockConfigEntry

DOMAIN = "healthsense"


@pytest.fixture
async def household_entry(hass: HomeAssistant) -> MockConfigEntry:
    """Return a household without people."""
    return await household(hass)


@pytest.fixture(autouse=True)
async def repairs(hass: HomeAssistant) -> None:
    """Set up what drives fix flows."""
    assert await async_setup_component(hass, "repairs", {})


async def begin(hass: HomeAssistant, issue_id: str, data: Mapping[str, Any] | None) -> dict[str, Any]:
    """Raise an issue as the household does and open its repair."""
    ir.async_create_issue(
        hass, DOMAIN, issue_id, data=dict(data) if data else None, is_fixable=True,
        severity=ir.IssueSeverity.WARNING, translation_key=issue_id.split("-", maxsplit=1)[0],
        translation_placeholders={"file": "healthsense.db.broken"},
    )  # fmt: skip
    return await hass.data["repairs"]["flow_manager"].async_init(DOMAIN, context={"issue_id": issue_id})


async def send(hass: HomeAssistant, form: Mapping[str, Any], data: Mapping[str, Any]) -> dict[str, Any]:
    """Send a page."""
    result = await hass.data["repairs"]["flow_manager"].async_configure(form["flow_id"], dict(data))
    await hass.async_block_till_done()
    return result


def fixed(hass: HomeAssistant, issue_id: str) -> bool:
    """Return whether the issue is gone."""
    return ir.async_get(hass).async_get_issue(DOMAIN, issue_id) is None


@pytest.fixture
async def person(hass: HomeAssistant, household_entry: MockConfigEntry) -> str:
    """Return the subentry of somebody with two sources of the heart rate, the first of which is gone."""
    for entity in ("sensor.old", "sensor.strap", "sensor.watch"):
        hass.states.async_set(entity, "60", {"unit_of_measurement": "bpm"})
    hass.states.async_set("sensor.thermometer", "37", {"unit_of_measurement": "°C"})
    subentry = await add_person(hass, household_entry, sources={"heart_rate": ["sensor.old", "sensor.strap"]})
    data = {**subentry.data, "import_history": []}
    hass.config_entries.async_update_subentry(household_entry, subentry, data=data)
    await hass.async_block_till_done()
    return subentry.subentry_id


def about(entry: MockConfigEntry, person: str, entity_id: str = "sensor.old") -> dict[str, str]:
    """Return the data of an issue about a source."""
    return {"person_id": entry.subentries[person].data["person_id"], "vital": "heart_rate", "entity_id": entity_id}


def bound(entry: MockConfigEntry, person: str) -> list[str]:
    """Return the sources of the heart rate, best first."""
    return [source["entity_id"] for source in entry.subentries[person].data["sources"].get("heart_rate", [])]


async def test_a_missing_source_is_replaced_where_it_stood(
    hass: HomeAssistant, household_entry: MockConfigEntry, person: str
) -> None:
    """The new entity takes the old one's rank, and its past is imported."""
    hass.states.async_remove("sensor.old")
    form = await begin(hass, "source_missing_1", about(household_entry, person))
    assert (form["type"], form["step_id"]) == (FlowResultType.FORM, "replace")
    assert form["description_placeholders"]["vital"] == "Heart rate"
    assert form["description_placeholders"]["name"] == "Alice"
    form = await send(hass, form, {"entity": "sensor.thermometer", "import_history": True})
    assert form["errors"] == {"entity": "source_unit"}
    done = await send(hass, form, {"entity": "sensor.watch", "import_history": True})
    assert done["type"] is FlowResultType.CREATE_ENTRY
    assert bound(household_entry, person) == ["sensor.watch", "sensor.strap"]
    assert household_entry.subentries[person].data["import_history"] == ["sensor.watch"]
    assert fixed(hass, "source_missing_1")


async def test_a_missing_source_is_dropped(hass: HomeAssistant, household_entry: MockConfigEntry, person: str) -> None:
    """An empty field does without; a vital without any source is no longer bound."""
    form = await begin(hass, "source_missing_1", about(household_entry, person))
    await send(hass, form, {"import_history": True})
    assert bound(household_entry, person) == ["sensor.strap"]
    form = await begin(hass, "source_missing_2", about(household_entry, person, "sensor.strap"))
    await send(hass, form, {"import_history": False})
    assert household_entry.subentries[person].data["sources"] == {}
    assert household_entry.subentries[person].data["import_history"] == []


async def test_an_entity_is_not_bound_twice(hass: HomeAssistant, household_entry: MockConfigEntry, person: str) -> None:
    """Replacing by a source that is there already is dropping."""
    form = await begin(hass, "source_missing_1", about(household_entry, person))
    await send(hass, form, {"entity": "sensor.strap", "import_history": True})
    assert bound(household_entry, person) == ["sensor.strap"]


async def test_a_unit_is_confirmed_once_it_fits(
    hass: HomeAssistant, household_entry: MockConfigEntry, person: str
) -> None:
    """The source is suggested as it is; it stays only with a unit that its vital can be read in."""
    hass.states.async_set("sensor.old", "1", {"unit_of_measurement": "beats"})
    form = await begin(hass, "source_unit_1", about(household_entry, person))
    assert form["description_placeholders"]["unit"] == "beats"
    form = await send(hass, form, {"entity": "sensor.old", "import_history": True})
    assert form["errors"] == {"entity": "source_unit"}
    hass.states.async_set("sensor.old", "1", {"unit_of_measurement": "Hz"})
    await send(hass, form, {"entity": "sensor.old", "import_history": True})
    data = household_entry.subentries[person].data
    assert data["sources"]["heart_rate"][0] == {"entity_id": "sensor.old", "registry_id": None, "unit": "Hz"}
    assert bound(household_entry, person) == ["sensor.old", "sensor.strap"]
    assert data["import_history"] == []
    assert fixed(hass, "source_unit_1")


@pytest.mark.parametrize("kind", ["source_missing", "source_unit"])
async def test_the_person_may_be_gone(hass: HomeAssistant, household_entry: MockConfigEntry, kind: str) -> None:
    """Then there is nothing to repair."""
    data = {"person_id": "0" * 32, "vital": "heart_rate", "entity_id": "sensor.old"}
    aborted = await begin(hass, f"{kind}_1", data)
    assert (aborted["type"], aborted["reason"]) == (FlowResultType.ABORT, "person_gone")


async def test_a_history_set_aside_is_acknowledged(hass: HomeAssistant, household_entry: MockConfigEntry) -> None:
    """There is nothing to choose: it was read."""
    form = await begin(hass, "store_set_aside_x", None)
    assert form["step_id"] == "confirm"
    assert form["description_placeholders"] == {"file": "healthsense.db.broken"}
    await send(hass, form, {})
    assert fixed(hass, "store_set_aside_x")
