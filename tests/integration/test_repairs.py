"""The repairs that HealthSense offers."""

from collections.abc import AsyncIterator, Mapping
from typing import Any
from unittest.mock import patch

import pytest
from forms_helpers import add_person, ha_person, household
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import issue_registry as ir
from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.healthsense.engine.store import StoreError
from custom_components.healthsense.sources import RawReading

DOMAIN = "healthsense"


@pytest.fixture
async def household_entry(hass: HomeAssistant) -> AsyncIterator[MockConfigEntry]:
    """Return a household without people; what waits to be imported stays waiting, so that it can be seen."""
    with patch("custom_components.healthsense.async_import_waiting"):
        yield await household(hass)


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
    return await reopen(hass, issue_id)


async def reopen(hass: HomeAssistant, issue_id: str) -> dict[str, Any]:
    """Open the repair of an issue that is there."""
    form: dict[str, Any] = await hass.data["repairs"]["flow_manager"].async_init(DOMAIN, context={"issue_id": issue_id})
    return form


async def send(hass: HomeAssistant, form: Mapping[str, Any], data: Mapping[str, Any]) -> dict[str, Any]:
    """Send a page."""
    result: dict[str, Any] = await hass.data["repairs"]["flow_manager"].async_configure(form["flow_id"], dict(data))
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


async def leave_history(hass: HomeAssistant, entry: MockConfigEntry, **who: Any) -> tuple[str, dict[str, Any]]:
    """Add somebody with a reading, remove them again; return their id and the repair that was raised, opened."""
    person = await add_person(hass, entry, who={"name": "Carol", **who})
    await hass.async_block_till_done()
    person_id = person.data["person_id"]
    reading = RawReading("weight", 70.0, "kg", None, None, None)
    await entry.runtime_data.async_record(person_id, [reading], source="manual")
    hass.config_entries.async_remove_subentry(entry, person.subentry_id)
    await hass.async_block_till_done()
    issue_id = f"orphaned_history_{person_id}"
    assert not fixed(hass, issue_id)
    return person_id, await reopen(hass, issue_id)


async def weights(entry: MockConfigEntry, person_id: str) -> list[float]:
    """Return the weights in somebody's history."""
    rows = await entry.runtime_data.async_run(lambda store: store.latest(person_id, "weight"))
    return [row.value for row in rows]


async def test_history_left_behind_is_erased_once_the_name_is_typed(
    hass: HomeAssistant, household_entry: MockConfigEntry
) -> None:
    """With nobody to give it to there is one choice, and it asks twice."""
    person_id, menu = await leave_history(hass, household_entry)
    assert (menu["type"], menu["menu_options"]) == (FlowResultType.MENU, ["erase"])
    form = await send(hass, menu, {"next_step_id": "erase"})
    assert form["description_placeholders"]["name"] == "Carol"
    form = await send(hass, form, {"name": "Karol"})
    assert form["errors"] == {"name": "wrong_name"}
    assert await weights(household_entry, person_id) == [70.0]
    with patch("custom_components.healthsense.repairs.async_erase", side_effect=HomeAssistantError):
        form = await send(hass, form, {"name": "Carol"})
    assert form["errors"] == {"base": "failed"}
    done = await send(hass, form, {"name": " carol "})
    assert done["type"] is FlowResultType.CREATE_ENTRY
    assert await weights(household_entry, person_id) == []
    assert fixed(hass, f"orphaned_history_{person_id}")


async def test_history_left_behind_is_given_to_somebody(hass: HomeAssistant, household_entry: MockConfigEntry) -> None:
    """All readings move to the person chosen."""
    alice = await add_person(hass, household_entry)
    person_id, menu = await leave_history(hass, household_entry)
    assert menu["menu_options"] == ["erase", "attach"]
    form = await send(hass, menu, {"next_step_id": "attach"})
    to = alice.data["person_id"]
    household = household_entry.runtime_data
    with patch.object(household, "async_reassign_all", side_effect=StoreError):
        form = await send(hass, form, {"person": to})
    assert form["errors"] == {"base": "failed"}
    done = await send(hass, form, {"person": to})
    assert done["type"] is FlowResultType.CREATE_ENTRY
    assert await weights(household_entry, person_id) == []
    assert await weights(household_entry, to) == [70.0]


async def test_what_a_private_person_left_goes_to_nobody_else(
    hass: HomeAssistant, household_entry: MockConfigEntry
) -> None:
    """Removing a private person is no way around their consent; added anew with the same user they get it back."""
    await add_person(hass, household_entry)
    carol = {"privacy": "private", "person_entity": ha_person(hass, "Carol", "user-c")}
    person_id, menu = await leave_history(hass, household_entry, **carol)
    assert menu["menu_options"] == ["erase"]
    again = await add_person(hass, household_entry, who={"name": "Carol", **carol})
    await hass.async_block_till_done()
    menu = await reopen(hass, f"orphaned_history_{person_id}")
    assert menu["menu_options"] == ["erase", "attach"]
    form = await send(hass, menu, {"next_step_id": "attach"})
    await send(hass, form, {"person": again.data["person_id"]})
    assert await weights(household_entry, again.data["person_id"]) == [70.0]


async def test_nothing_is_done_while_healthsense_is_not_running(
    hass: HomeAssistant, household_entry: MockConfigEntry
) -> None:
    """Every page says so, and the history stays."""
    await add_person(hass, household_entry)
    person_id, menu = await leave_history(hass, household_entry)
    other = await reopen(hass, f"orphaned_history_{person_id}")
    erase = await send(hass, menu, {"next_step_id": "erase"})
    attach = await send(hass, other, {"next_step_id": "attach"})
    (to,) = household_entry.runtime_data.people
    await hass.config_entries.async_unload(household_entry.entry_id)
    for page, data in ((erase, {"name": "Carol"}), (attach, {"person": to})):
        assert (await send(hass, page, data))["reason"] == "not_loaded"
    late = await reopen(hass, f"orphaned_history_{person_id}")
    assert (late["type"], late["reason"]) == (FlowResultType.ABORT, "not_loaded")
    assert await hass.config_entries.async_setup(household_entry.entry_id)
    assert await weights(household_entry, person_id) == [70.0]


async def test_a_person_who_is_back_needs_no_repair(hass: HomeAssistant, household_entry: MockConfigEntry) -> None:
    """An old issue must not erase somebody who is here."""
    person = await add_person(hass, household_entry)
    await hass.async_block_till_done()
    data = {"person_id": person.data["person_id"], "name": "Alice"}
    aborted = await begin(hass, "orphaned_history_old", data)
    assert aborted["reason"] == "person_is_back"
