"""Somebody who lives alone: motion and doors as a source, and what becomes of a morning without any."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from unittest.mock import patch

import pytest
from alerts_home import shown
from doors_home import ALICE, async_household, person
from forms_helpers import household as empty_household
from forms_helpers import send, shown_sources, sources_page, start
from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.recorder import Recorder
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers import entity_registry as er
from homeassistant.util import dt as dt_util
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_fire_time_changed
from pytest_homeassistant_custom_component.components.recorder.common import async_wait_recording_done
from test_history_import import waiting
from test_household import bound, settle

from custom_components.healthsense.engine.alerts.commands import ImOk
from custom_components.healthsense.engine.alerts.model import Cause, Level, Stage
from custom_components.healthsense.engine.measurement import Measurement, to_ms
from custom_components.healthsense.household import Household

HALL = "binary_sensor.hall_motion"
DOOR = "binary_sensor.front_door"
WHO = {"name": "Alice", "privacy": "shared", "allow_automations": False, "allow_assist": False}
ZONE = "Europe/Rome"


@pytest.fixture
async def household_entry(hass: HomeAssistant) -> AsyncIterator[MockConfigEntry]:
    """Return a household without people that imports nothing."""
    with patch("custom_components.healthsense.async_import_waiting"):
        yield await empty_household(hass)


@pytest.fixture
def flat(hass: HomeAssistant) -> None:
    """Put a motion sensor and a door into the flat, and one into the garden."""
    hass.states.async_set(HALL, "off", {"device_class": "motion", "friendly_name": "Hall motion"})
    hass.states.async_set(DOOR, "off", {"device_class": "door", "friendly_name": "Front door"})
    hass.states.async_set("binary_sensor.garden", "off", {"device_class": "motion", "friendly_name": "Garden motion"})


async def events(household: Household) -> list[tuple[str, float]]:
    """Return the sources and values of the events in the history."""
    rows = await household.async_run(lambda store: store.readings(ALICE, "home_activity", 0, 2**50))
    return [(row.source, row.value) for row in rows]


async def test_the_form_of_who_lives_alone_is_filled_in(
    hass: HomeAssistant, household_entry: MockConfigEntry, flat: None
) -> None:
    """And kept as chosen: any sensor may tell that somebody is up."""
    form = await send(hass, await send(hass, await start(hass, household_entry), WHO), {})
    assert shown_sources(form) == {"home_activity": [HALL, DOOR]}
    hass.states.async_set("sensor.kettle_power", "0", {"unit_of_measurement": "W", "device_class": "power"})
    await send(hass, form, sources_page({"home_activity": [HALL, "sensor.kettle_power"]}))
    (alice,) = household_entry.subentries.values()
    assert [one["entity_id"] for one in alice.data["sources"]["home_activity"]] == [HALL, "sensor.kettle_power"]
    selector = form["data_schema"].schema["activity_sleep"].schema.schema["home_activity"]
    (offered,) = selector.config["filter"]
    assert {"binary_sensor", "sensor", "light", "event", "lock"} <= set(offered["domain"])


async def test_where_several_live_it_is_offered_and_left_empty(
    hass: HomeAssistant, household_entry: MockConfigEntry, flat: None
) -> None:
    """Motion in the hall tells nothing of one of two."""
    for name in ("alice", "bob"):
        hass.states.async_set(f"person.{name}", "home", {"friendly_name": name.title()})
    form = await send(hass, await send(hass, await start(hass, household_entry), WHO), {})
    assert shown_sources(form) == {}
    assert "home_activity" in form["data_schema"].schema["activity_sleep"].schema.schema
    await send(hass, form, sources_page({}))
    for name in ("alice", "bob"):
        hass.states.async_remove(f"person.{name}")
    second = await send(hass, await send(hass, await start(hass, household_entry), {**WHO, "name": "Bob"}), {})
    assert shown_sources(second) == {}


async def test_each_time_something_begins_is_an_event(hass: HomeAssistant, flat: None) -> None:
    """Of each entity by itself, even where one hub has them all; ends, repetitions and absences are none."""
    entry = MockConfigEntry(domain="zha")
    entry.add_to_hass(hass)
    hub = dr.async_get(hass).async_get_or_create(config_entry_id=entry.entry_id, identifiers={("zha", "hub")})
    registered = er.async_get(hass).async_get_or_create("binary_sensor", "zha", "bath", device_id=hub.id)
    configured = await async_household(
        hass,
        person(
            ALICE,
            "Alice",
            sources={"home_activity": [*bound(home_activity=HALL)["home_activity"], _registered(registered)]},
        ),
    )
    household: Household = configured.runtime_data
    for entity_id, states in (
        (HALL, ("on", "off", "on", "on", "unavailable", "on", "off")),
        (registered.entity_id, ("off", "on")),
    ):
        for state in states:
            hass.states.async_set(entity_id, state, {"device_class": "motion"})
            await settle(hass, household)
    bath = f"ha:{registered.id}"
    assert sorted(await events(household)) == sorted([(f"ha:{HALL}", 1), (f"ha:{HALL}", 1), (bath, 1)])
    assert shown(hass, "sensor", "home_activity").state == "active"


def _registered(entity: er.RegistryEntry) -> dict[str, str | None]:
    return {"entity_id": entity.entity_id, "registry_id": entity.id, "unit": None}


async def test_the_recorder_s_past_is_learned_from(
    recorder_mock: Recorder, hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """So that two weeks need not pass again."""
    for state in ("off", "on", "off", "unavailable", "on", "off", "on"):
        hass.states.async_set(HALL, state)
        freezer.tick(60)
    await async_wait_recording_done(hass)
    entry = await async_household(hass, waiting(HALL, home_activity=HALL))
    await async_wait_recording_done(hass)
    await settle(hass, entry.runtime_data)
    assert await events(entry.runtime_data) == [(f"ha:{HALL}", 1), (f"ha:{HALL}", 1)]


async def regular_life(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> Household:
    """Return the household of Alice, who was up at seven on each of 28 days; it is half past six."""
    await hass.config.async_set_time_zone(ZONE)
    zone = dt_util.get_default_time_zone()
    today = datetime(2026, 11, 25, tzinfo=zone)
    freezer.move_to(today + timedelta(hours=6, minutes=30))
    hass.states.async_set(HALL, "off", {"device_class": "motion"})
    entry = await async_household(hass, person(ALICE, "Alice", sources=bound(home_activity=HALL)))
    household: Household = entry.runtime_data
    rows = [
        Measurement("home_activity", at_ms, f"ha:{HALL}", 1, at_ms)
        for ago in range(28, 0, -1)
        for hour in (*range(7, 14), *range(16, 23))
        for at_ms in [to_ms(today - timedelta(days=ago) + timedelta(hours=hour))]
    ]
    await household.async_run(lambda store: store.write(ALICE, rows))
    assert await hass.config_entries.async_reload(entry.entry_id)
    again: Household = entry.runtime_data
    return again


async def later(hass: HomeAssistant, freezer: FrozenDateTimeFactory, household: Household, **time: float) -> None:
    """Let time pass, a quarter of an hour at a time."""
    end = dt_util.utcnow() + timedelta(**time)
    while dt_util.utcnow() < end:
        freezer.move_to(min(dt_util.utcnow() + timedelta(minutes=15), end))
        async_fire_time_changed(hass)
        await settle(hass, household)


def open_levels(household: Household) -> list[Level]:
    """Return the levels of the alerts about activity that are open."""
    result = household.people[ALICE].result
    assert result is not None
    return [alert.level for alert in result.alerts.open if alert.cause is Cause.ACTIVITY]


async def test_a_morning_without_a_sign_of_life_is_told_and_motion_ends_it(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """Half an hour beyond the latest usual hour, urgent when the longest usual silence has passed too."""
    household = await regular_life(hass, freezer)
    await later(hass, freezer, household, minutes=45)
    assert open_levels(household) == []
    await later(hass, freezer, household, minutes=30)
    assert open_levels(household) == [Level.WARNING]
    await later(hass, freezer, household, hours=4)
    assert open_levels(household) == [Level.URGENT]
    hass.states.async_set(HALL, "on", {"device_class": "motion"})
    await settle(hass, household)
    assert open_levels(household) == []


async def test_who_says_that_all_is_well_is_not_asked_again_soon(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """It ends the alert, and counts as a sign of life: the next silence begins then."""
    household = await regular_life(hass, freezer)
    await later(hass, freezer, household, minutes=90)
    assert open_levels(household) == [Level.WARNING]
    news = await household.async_alert_command(ALICE, ImOk(by="alice"))
    assert [alert.stage for alert in news.alerts if alert.cause is Cause.ACTIVITY] == [Stage.RESOLVED]
    assert (await events(household))[-1] == ("im_ok", 1)
    await later(hass, freezer, household, hours=3, minutes=30)
    assert open_levels(household) == []
    await later(hass, freezer, household, hours=1)
    assert open_levels(household) == [Level.WARNING]
