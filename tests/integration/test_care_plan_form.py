"""The care plan in a person's settings: proposals, one measurement at a time, and what is wrong beside its field."""

from typing import Any

import pytest
from forms_helpers import add_person, change, household, send, shown
from freezegun.api import FrozenDateTimeFactory
from homeassistant.config_entries import SOURCE_RECONFIGURE, ConfigSubentry
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.healthsense.engine.advice_sources import SOURCES
from custom_components.healthsense.engine.care_plan import PROPOSALS

NOW = "2026-11-20 12:00:00+00:00"
TODAY = "2026-11-20"


@pytest.fixture
async def entry(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> MockConfigEntry:
    """Return a household on a known day."""
    await hass.config.async_set_time_zone("UTC")
    freezer.move_to(NOW)
    return await household(hass)


async def plan(hass: HomeAssistant, entry: MockConfigEntry, person: ConfigSubentry, measure: str) -> dict[str, Any]:
    """Open the page of one measurement."""
    form = await change(hass, entry, person, "care_plan")
    assert form["step_id"] == "care_plan"
    return await send(hass, form, {"measure": measure})


def stored(entry: MockConfigEntry, person: ConfigSubentry) -> dict[str, Any]:
    """Return the plan as it is kept."""
    kept: dict[str, Any] = entry.subentries[person.subentry_id].data["care_plan"]
    return kept


async def test_a_measurement_is_planned_changed_and_taken_out(
    hass: HomeAssistant, entry: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    """The beginning stays with the rhythm; another rhythm begins anew."""
    alice = await add_person(hass, entry)
    form = await plan(hass, entry, alice, "weight")
    assert form["step_id"] == "care_routine"
    assert form["description_placeholders"] == {"name": "Alice", "measure": "Weight"}
    assert shown(form)["times"] == ["08:00"]
    done = await send(hass, form, {"repeat": "daily", "times": ["07:30"], "weekdays": ["mon"], "days": 3})
    assert done["reason"] == "reconfigure_successful"
    assert stored(entry, alice) == {"weight": {"repeat": "daily", "times": ["07:30"], "since": TODAY}}

    freezer.move_to("2026-12-01 12:00:00+00:00")
    form = await plan(hass, entry, alice, "weight")
    assert shown(form) == {"repeat": "daily", "times": ["07:30"]}
    await send(hass, form, {"repeat": "daily", "times": ["07:30", "6:5"]} | {"times": ["21:15", "07:30"]})
    assert stored(entry, alice)["weight"] == {"repeat": "daily", "times": ["07:30", "21:15"], "since": TODAY}

    form = await plan(hass, entry, alice, "weight")
    await send(hass, form, {"repeat": "weekly", "times": ["08:00"], "weekdays": ["fri", "mon"]})
    assert stored(entry, alice)["weight"] == {
        "repeat": "weekly",
        "times": ["08:00"],
        "weekdays": ["mon", "fri"],
        "since": "2026-12-01",
    }

    form = await plan(hass, entry, alice, "weight")
    await send(hass, form, {"repeat": "never"})
    assert stored(entry, alice) == {}


@pytest.mark.parametrize(
    ("page", "error"),
    [
        ({"repeat": "daily"}, {"times": "times_needed"}),
        ({"repeat": "daily", "times": ["noon"]}, {"times": "bad_time"}),
        ({"repeat": "daily", "times": [f"{hour:02}:00" for hour in range(9)]}, {"times": "times_needed"}),
        ({"repeat": "weekly", "times": ["08:00"]}, {"weekdays": "weekdays_needed"}),
        ({"repeat": "every_days", "times": ["08:00"]}, {"every_days": "not_a_number"}),
        ({"repeat": "every_days", "times": ["08:00"], "every_days": 1.5}, {"every_days": "not_a_number"}),
    ],
)
async def test_what_is_wrong_stands_beside_its_field(
    hass: HomeAssistant, entry: MockConfigEntry, page: dict[str, Any], error: dict[str, str]
) -> None:
    """Nothing is kept, what was typed stays, and mending it goes on."""
    alice = await add_person(hass, entry)
    form = await send(hass, await plan(hass, entry, alice, "spo2"), page)
    assert form["errors"] == error
    assert shown(form)["repeat"] == page["repeat"]
    assert "care_plan" not in entry.subentries[alice.subentry_id].data
    done = await send(hass, form, {"repeat": "every_days", "times": ["08:00"], "every_days": 2.0})
    assert done["reason"] == "reconfigure_successful"
    assert stored(entry, alice)["spo2"]["every_days"] == 2


async def test_proposals(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Named, taken over at once, and no longer proposed then."""
    alice = await add_person(hass, entry, profile={"conditions": ["hypertension", "heart_failure"]})
    form = await change(hass, entry, alice, "care_plan")
    assert form["description_placeholders"] == {
        "name": "Alice",
        "planned": "-",
        "proposed": "Blood pressure, Weight",
    }
    done = await send(hass, form, {"take_proposals": True})
    assert done["reason"] == "reconfigure_successful"
    kept = stored(entry, alice)
    assert kept["blood_pressure"] == {
        "repeat": "monthly",
        "times": ["07:00", "19:00"],
        "days": 7,
        "since": TODAY,
    }
    assert kept["weight"]["repeat"] == "daily"
    form = await change(hass, entry, alice, "care_plan")
    assert form["description_placeholders"]["planned"] == "Blood pressure, Weight"
    assert "take_proposals" not in {str(key) for key in form["data_schema"].schema}
    assert all(SOURCES[proposal.source] for proposal in PROPOSALS)


async def test_something_must_be_chosen(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """An empty page plans nothing."""
    alice = await add_person(hass, entry)
    form = await send(hass, await change(hass, entry, alice, "care_plan"), {})
    assert form["errors"] == {"measure": "choose_measure"}


async def test_the_plan_shows_at_once(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """The list has the item, and adherence its sensor, as soon as the page is sent."""
    alice = await add_person(hass, entry)
    await send(hass, await plan(hass, entry, alice, "temperature"), {"repeat": "daily", "times": ["20:00"]})
    person_id = alice.data["person_id"]
    registry = er.async_get(hass)
    assert registry.async_get_entity_id("sensor", "healthsense", f"{person_id}_adherence_7d") is not None
    reminders = registry.async_get_entity_id("todo", "healthsense", f"{person_id}_reminders")
    assert reminders is not None
    listed: Any = await hass.services.async_call(
        "todo", "get_items", target={"entity_id": reminders}, blocking=True, return_response=True
    )
    (item,) = listed[reminders]["items"]
    assert item["summary"] == "Measure: Temperature"


async def test_a_plan_edited_by_hand_can_be_made_anew(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """The page opens, and what is sent replaces what cannot be read."""
    alice = await add_person(hass, entry)
    broken = {**entry.subentries[alice.subentry_id].data, "care_plan": {"weight": 7}}
    hass.config_entries.async_update_subentry(entry, entry.subentries[alice.subentry_id], data=broken)
    await hass.async_block_till_done()
    await send(hass, await plan(hass, entry, alice, "weight"), {"repeat": "daily", "times": ["07:30"]})
    assert stored(entry, alice)["weight"]["since"] == TODAY


async def test_a_private_person_has_no_plan(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Reminders are entities, which others of the house could see."""
    alice = await add_person(hass, entry)
    hidden = {**entry.subentries[alice.subentry_id].data, "privacy": "private"}
    hass.config_entries.async_update_subentry(entry, entry.subentries[alice.subentry_id], data=hidden)
    await hass.async_block_till_done()
    menu = await hass.config_entries.subentries.async_init(
        (entry.entry_id, "person"), context={"source": SOURCE_RECONFIGURE, "subentry_id": alice.subentry_id}
    )
    assert "care_plan" not in menu["menu_options"]
