"""Sensors: what they show, when they are written, and what they never show."""

import asyncio
from datetime import datetime, timedelta
from unittest.mock import patch

import pytest
from doors_home import ALICE, BOB, async_household, async_link, async_user, person
from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.recorder import Recorder, get_instance
from homeassistant.components.recorder.history import state_changes_during_period
from homeassistant.components.recorder.statistics import statistics_during_period
from homeassistant.const import EVENT_STATE_CHANGED, STATE_UNAVAILABLE, STATE_UNKNOWN, Platform
from homeassistant.core import Event, EventStateChangedData, HomeAssistant, State, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.util import dt as dt_util
from homeassistant.util.async_ import get_scheduled_timer_handles
from homeassistant.util.unit_system import US_CUSTOMARY_SYSTEM
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_fire_time_changed,
)
from pytest_homeassistant_custom_component.components.recorder.common import (
    async_wait_recording_done,
    do_adhoc_statistics,
)
from syrupy.assertion import SnapshotAssertion
from test_household import PULSE, bound, failing, hear, settle

from custom_components.healthsense import entity
from custom_components.healthsense.descriptions import ASSESSMENT_SENSORS, VITAL_SENSORS
from custom_components.healthsense.engine.store import StoreFullError
from custom_components.healthsense.engine.vitals import VITALS
from custom_components.healthsense.household import Household, RawReading
from custom_components.healthsense.worker import Engine

NOW = "2026-11-20 12:00:00+00:00"
CHECK_UP = (
    ("heart_rate", 95.0, "bpm"),
    ("spo2", 93.0, "%"),
    ("respiratory_rate", 22.0, "/min"),
    ("systolic", 105.0, "mmHg"),
    ("diastolic", 70.0, "mmHg"),
    ("cuff_pulse", 94.0, "bpm"),
    ("temperature", 38.5, "°C"),
    ("weight", 81.5, "kg"),
    ("glucose", 5.5, "mmol/L"),
    ("steps", 4000, "steps"),
    ("sleep_duration", 7.0, "h"),
    ("consciousness", "A", None),
    ("supplemental_oxygen", "off", None),
)


def entity_id(hass: HomeAssistant, key: str, person_id: str = ALICE) -> str:
    """Return the sensor of a person."""
    found = er.async_get(hass).async_get_entity_id("sensor", "healthsense", f"{person_id}_{key}")
    assert found is not None, key
    return found


@pytest.fixture(autouse=True)
def _ten_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy computer a test would outlast the ten seconds in which a value waits: here they are an hour."""
    assert entity.WRITE_EVERY_S == 10
    monkeypatch.setattr(entity, "WRITE_EVERY_S", 3600.0)


def state(hass: HomeAssistant, key: str, person_id: str = ALICE) -> State:
    """Return what a person's sensor shows."""
    found = hass.states.get(entity_id(hass, key, person_id))
    assert found is not None
    return found


def keys(hass: HomeAssistant, entry: MockConfigEntry, person_id: str = ALICE) -> set[str]:
    """Return the entities that a person has."""
    entities = er.async_entries_for_config_entry(er.async_get(hass), entry.entry_id)
    return {one.unique_id.removeprefix(f"{person_id}_") for one in entities if one.unique_id.startswith(person_id)}


async def check_up(hass: HomeAssistant, household: Household, person_id: str = ALICE) -> None:
    """Take every reading of a morning."""
    raws = [RawReading(vital, value, unit) for vital, value, unit in CHECK_UP]
    answer = await household.async_record(person_id, raws, source="manual")
    assert not answer.rejected
    await hass.async_block_till_done()


async def pass_time(hass: HomeAssistant, household: Household, freezer: FrozenDateTimeFactory, **period: float) -> None:
    """Let time pass for Home Assistant and for us."""
    freezer.tick(timedelta(**period))
    async_fire_time_changed(hass)
    await settle(hass, household)


async def test_every_vital_and_answer_has_a_sensor() -> None:
    """The tables decide; a new row needs nothing here."""
    assert VITAL_SENSORS.keys() == VITALS.keys()
    assert not ASSESSMENT_SENSORS.keys() & VITALS.keys()


async def test_entities_of_two_people(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, snapshot: SnapshotAssertion
) -> None:
    """All of them, as they are shown."""
    freezer.move_to(NOW)
    alice = person(ALICE, "Alice")
    alice["data"]["profile"]["measured_on"] = "2026-11-01"
    bob = person(BOB, "Bob", birth_date="2015-05-01")
    bob["data"]["profile"]["measured_on"] = "2026-11-01"
    entry = await async_household(hass, alice, bob)
    await check_up(hass, entry.runtime_data)
    registry = er.async_get(hass)
    for ours in sorted(er.async_entries_for_config_entry(registry, entry.entry_id), key=lambda one: one.unique_id):
        if ours.domain != Platform.SENSOR:
            continue
        shown = hass.states.get(ours.entity_id)
        if ours.disabled_by is not None:
            assert (shown, ours.disabled_by) == (None, er.RegistryEntryDisabler.INTEGRATION)
            continue
        assert shown is not None
        assert (shown.state, dict(shown.attributes)) == snapshot(name=ours.unique_id)


async def test_beyond_the_core_an_answer_gets_a_sensor_that_is_disabled(hass: HomeAssistant) -> None:
    """Only what can be answered; a risk is shown in percent, and every score says where it is explained."""
    alice = person(ALICE, "Alice")
    alice["data"]["profile"]["smoker"] = False
    entry = await async_household(hass, alice)
    assert "shock_index" not in keys(hass, entry)
    await check_up(hass, entry.runtime_data)
    registry = er.async_get(hass)
    assert {"shock_index", "bmi", "fever", "framingham_cvd_bmi"} <= keys(hass, entry)
    assert "glucose_tir" not in keys(hass, entry), "one fingerstick is no recording"
    index = registry.async_get(registry.async_get_entity_id("sensor", "healthsense", f"{ALICE}_shock_index") or "")
    assert index is not None
    assert index.disabled_by is er.RegistryEntryDisabler.INTEGRATION
    risk = state(hass, "framingham_cvd_bmi")
    answer = entry.runtime_data.people[ALICE].result.assessments["framingham_cvd_bmi"]
    assert risk.attributes["unit_of_measurement"] == "%"
    assert float(risk.state) == pytest.approx(100 * answer.value, abs=0.05)
    assert risk.attributes["attribution"].endswith("docs/scores/framingham.md")


async def test_news2_of_a_whole_check_up(hass: HomeAssistant) -> None:
    """Seven inputs known: a number, its band, and what it rests on."""
    entry = await async_household(hass, person(ALICE, "Alice"))
    await check_up(hass, entry.runtime_data)
    score = state(hass, "news2")
    assert score.state == "7"
    assert score.attributes["band"] == "high"
    assert score.attributes["coverage"] == 1
    assert {used["key"]: used["points"] for used in score.attributes["inputs"]}["respiratory_rate"] == 2
    assert state(hass, "overall_status").state == "urgent"
    assert float(state(hass, "map").state) == pytest.approx(81.7)


async def test_bounds_instead_of_a_guess(hass: HomeAssistant) -> None:
    """Inputs missing: no number, but between which two it lies."""
    entry = await async_household(hass, person(ALICE, "Alice", sources=bound(heart_rate=PULSE)))
    await hear(hass, entry.runtime_data, "135")
    score = state(hass, "news2")
    assert score.state == STATE_UNKNOWN
    assert (score.attributes["lower"], score.attributes["upper"]) == (3, 20)
    assert "temperature" in score.attributes["missing"]
    refused = state(hass, "bp_category_esc")
    assert refused.state == STATE_UNKNOWN
    assert refused.attributes["refused"] == "not_enough_data"


async def test_only_what_is_bound_or_read_has_a_sensor(hass: HomeAssistant) -> None:
    """A vital appears with its first reading."""
    entry = await async_household(hass, person(ALICE, "Alice", sources=bound(spo2="sensor.clip")))
    assert "spo2" in keys(hass, entry)
    assert "weight" not in keys(hass, entry)
    await entry.runtime_data.async_record(ALICE, [RawReading("weight", 70.0, "kg")], source="manual")
    await hass.async_block_till_done()
    assert state(hass, "weight").state == "70.0"
    assert state(hass, "spo2").state == STATE_UNKNOWN
    assert "last_value" not in state(hass, "spo2").attributes


async def test_a_stale_value_is_not_current(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """It is unknown, and what it was last is beside it."""
    entry = await async_household(hass, person(ALICE, "Alice", sources=bound(heart_rate=PULSE)))
    household: Household = entry.runtime_data
    measured = dt_util.utcnow()
    await hear(hass, household, "70")
    shown = state(hass, "heart_rate")
    assert shown.state == "70.0"
    assert shown.attributes["source"] == f"ha:{PULSE}"
    assert "last_value" not in shown.attributes
    await pass_time(hass, household, freezer, minutes=16)
    shown = state(hass, "heart_rate")
    assert shown.state == STATE_UNKNOWN
    assert shown.attributes["last_value"] == 70
    assert datetime.fromisoformat(shown.attributes["measured_at"]) >= measured - timedelta(seconds=1)


async def test_a_stream_is_written_every_ten_seconds(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """The last value of the ten seconds is never left out; what stays the same is not written."""
    entry = await async_household(hass, person(ALICE, "Alice", sources=bound(heart_rate=PULSE)))
    household: Household = entry.runtime_data
    await hear(hass, household, "70")
    seen = written(hass, "heart_rate")
    for value in ("71", "72", "73"):
        freezer.tick(1)
        await hear(hass, household, value)
    assert seen == []
    await late(hass, household)
    assert seen == [("heart_rate", "73.0")]


async def late(hass: HomeAssistant, household: Household, seconds: float | None = None) -> None:
    """Let the ten seconds of every entity end, or another time from now."""
    seconds = entity.WRITE_EVERY_S if seconds is None else seconds
    with patch.object(hass.loop, "time", return_value=hass.loop.time() + seconds):
        async_fire_time_changed(hass, dt_util.utcnow() + timedelta(seconds=seconds))
        await settle(hass, household)


def written(hass: HomeAssistant, *vitals: str) -> list[tuple[str, str]]:
    """Return the list that each new state of these vitals' sensors will be put into."""
    ours = {entity_id(hass, vital): vital for vital in vitals}
    found: list[tuple[str, str]] = []

    @callback
    def note(event: Event[EventStateChangedData]) -> None:
        if (vital := ours.get(event.data["entity_id"])) is not None and event.data["new_state"] is not None:
            found.append((vital, event.data["new_state"].state))

    hass.bus.async_listen(EVENT_STATE_CHANGED, note)
    return found


async def test_a_value_that_came_back_is_not_written(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """Within the ten seconds it left and returned: there is nothing to say."""
    entry = await async_household(hass, person(ALICE, "Alice", sources=bound(heart_rate=PULSE)))
    household: Household = entry.runtime_data
    await hear(hass, household, "70")
    seen = written(hass, "heart_rate")
    for value in ("75", "70"):
        freezer.tick(1)
        await hear(hass, household, value)
    await late(hass, household)
    assert seen == []


async def test_another_source_of_the_same_value_waits_too(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """Two that take turns every second must not fill the recorder."""
    entry = await async_household(hass, person(ALICE, "Alice"))
    household: Household = entry.runtime_data
    for source in ("demo", "manual"):
        freezer.tick(1)
        await household.async_record(ALICE, [RawReading("weight", 70.0, "kg")], source=source)
        await hass.async_block_till_done()
    assert state(hass, "weight").attributes["source"] == "demo"
    await late(hass, household)
    assert state(hass, "weight").attributes["source"] == "manual"


async def test_nobody_waits_for_somebody_elses_ten_seconds(hass: HomeAssistant) -> None:
    """The timer is shared; whoever is due first is written first, though it began to wait last."""
    entry = await async_household(hass, person(ALICE, "Alice"))
    household: Household = entry.runtime_data

    async def record(vital: str, value: float, unit: str) -> None:
        await household.async_record(ALICE, [RawReading(vital, value, unit)], source="manual")
        await hass.async_block_till_done()

    with patch.object(hass.loop, "time", return_value=hass.loop.time() - entity.WRITE_EVERY_S / 2):
        await record("weight", 70.0, "kg")
    await record("glucose", 100.0, "mg/dL")
    seen = written(hass, "weight", "glucose")
    await record("glucose", 110.0, "mg/dL")
    await record("weight", 71.0, "kg")
    assert seen == []
    await late(hass, household, entity.WRITE_EVERY_S * 0.75)
    assert seen == [("weight", "71.0")]
    await late(hass, household)
    assert seen == [("weight", "71.0"), ("glucose", "110.0")]


async def test_a_stop_leaves_no_timer(hass: HomeAssistant) -> None:
    """What waits is not written after the end."""
    entry = await async_household(hass, person(ALICE, "Alice", sources=bound(heart_rate=PULSE)))
    await hear(hass, entry.runtime_data, "70", "75")

    def timers() -> list[asyncio.TimerHandle]:
        handles = get_scheduled_timer_handles(hass.loop)
        return [one for one in handles if "_write_late" in repr(one) and not one.cancelled()]

    assert timers()
    assert await hass.config_entries.async_unload(entry.entry_id)
    assert not timers()


async def test_a_disabled_sensor_is_left_alone(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, caplog: pytest.LogCaptureFixture
) -> None:
    """Home Assistant would call every further state of it a bug of ours."""
    entry = await async_household(hass, person(ALICE, "Alice", sources=bound(heart_rate=PULSE)))
    household: Household = entry.runtime_data
    await hear(hass, household, "70")
    disabled = entity_id(hass, "heart_rate")
    er.async_get(hass).async_update_entity(disabled, disabled_by=er.RegistryEntryDisabler.USER)
    await hass.async_block_till_done()
    freezer.tick(20)
    await hear(hass, household, "unknown", "75")
    assert hass.states.get(disabled) is None
    assert "incorrectly being triggered" not in caplog.text


async def test_a_change_of_band_is_written_at_once(hass: HomeAssistant) -> None:
    """Nobody waits ten seconds to learn that something is urgent."""
    entry = await async_household(hass, person(ALICE, "Alice", sources=bound(heart_rate=PULSE)))
    household: Household = entry.runtime_data
    await check_up(hass, household)
    assert state(hass, "news2").attributes["band"] == "high"
    await household.async_record(
        ALICE,
        [RawReading("spo2", 98.0, "%"), RawReading("respiratory_rate", 15.0, "/min")],
        source="manual",
    )
    await hass.async_block_till_done()
    assert state(hass, "news2").attributes["band"] == "low"


async def test_millimetres_of_mercury_in_america_too(hass: HomeAssistant) -> None:
    """Its unit system would show inches; degrees are Fahrenheit there."""
    hass.config.units = US_CUSTOMARY_SYSTEM
    entry = await async_household(hass, person(ALICE, "Alice"))
    await check_up(hass, entry.runtime_data)
    systolic = state(hass, "systolic")
    assert (systolic.state, systolic.attributes["unit_of_measurement"]) == ("105.0", "mmHg")
    assert state(hass, "map").attributes["unit_of_measurement"] == "mmHg"
    assert float(state(hass, "temperature").state) == pytest.approx(101.3)


async def test_a_tenth_of_a_degree_in_america(hass: HomeAssistant) -> None:
    """It is less than a tenth of a degree Celsius, and no less of a change."""
    hass.config.units = US_CUSTOMARY_SYSTEM
    entry = await async_household(hass, person(ALICE, "Alice"))
    household: Household = entry.runtime_data
    # Both are 37.2 degrees Celsius.
    for fahrenheit in (98.9, 99.0):
        await household.async_record(ALICE, [RawReading("temperature", fahrenheit, "°F")], source="manual")
        await hass.async_block_till_done()
    await late(hass, household)
    assert float(state(hass, "temperature").state) == pytest.approx(99.0, abs=0.01)


async def test_who_picks_another_unit_is_followed(hass: HomeAssistant) -> None:
    """From then on its precision decides, without a new start."""
    entry = await async_household(hass, person(ALICE, "Alice"))
    household: Household = entry.runtime_data
    await household.async_record(ALICE, [RawReading("weight", 81.74, "kg")], source="manual")
    await hass.async_block_till_done()
    options = {"unit_of_measurement": "lb"}
    er.async_get(hass).async_update_entity_options(entity_id(hass, "weight"), "sensor", options)
    await hass.async_block_till_done()
    # Less than a tenth of a kilogram, and about a tenth of a pound.
    await household.async_record(ALICE, [RawReading("weight", 81.70, "kg")], source="manual")
    await hass.async_block_till_done()
    await late(hass, household)
    assert float(state(hass, "weight").state) == pytest.approx(81.70 / 0.45359237, abs=0.01)


async def test_a_private_person_shows_one_word(hass: HomeAssistant) -> None:
    """One status and one event; no vital, no value, no reason."""
    anna = await async_user(hass, "anna")
    await async_link(hass, anna=anna)
    entry = await async_household(hass, person(ALICE, "Anna", private=True, person_entity="person.anna"))
    await check_up(hass, entry.runtime_data)
    assert keys(hass, entry) == {"overall_status", "status"}
    shown = state(hass, "overall_status")
    assert shown.state == "urgent"
    assert set(shown.attributes) == {"device_class", "friendly_name", "icon", "options"} - {"icon"}


async def test_going_private_leaves_no_name_of_a_vital(hass: HomeAssistant) -> None:
    """A sensor of before that is merely unavailable still tells what is measured; back again, they return."""
    anna = await async_user(hass, "anna")
    await async_link(hass, anna=anna)
    entry = await async_household(hass, person(ALICE, "Anna", person_entity="person.anna"))
    await check_up(hass, entry.runtime_data)
    before = keys(hass, entry)
    assert "temperature" in before
    (subentry,) = entry.subentries.values()
    for privacy, expected in (("private", {"overall_status", "status"}), ("shared", before)):
        data = {**subentry.data, "privacy": privacy, "user_id": anna.id}
        hass.config_entries.async_update_subentry(entry, subentry, data=data)
        await hass.async_block_till_done()
        assert keys(hass, entry) == expected
        enabled = [
            one
            for one in er.async_entries_for_config_entry(er.async_get(hass), entry.entry_id)
            if one.disabled_by is None and ".anna" in one.entity_id
        ]
        assert sorted(one for one in hass.states.async_entity_ids() if ".anna_" in one) == sorted(
            one.entity_id for one in enabled
        )


async def test_a_sensor_without_source_and_reading_goes(hass: HomeAssistant) -> None:
    """Nobody measures it and nobody ever did; what was measured once stays."""
    sources = bound(spo2="sensor.clip", heart_rate=PULSE)
    entry = await async_household(hass, person(ALICE, "Alice", sources=sources))
    await hear(hass, entry.runtime_data, "70")
    assert {"spo2", "heart_rate"} <= keys(hass, entry)
    (subentry,) = entry.subentries.values()
    hass.config_entries.async_update_subentry(entry, subentry, data={**subentry.data, "sources": {}})
    await hass.async_block_till_done()
    assert "heart_rate" in keys(hass, entry)
    assert "spo2" not in keys(hass, entry)


async def test_unavailable_only_when_we_failed(hass: HomeAssistant) -> None:
    """And back as soon as the history works again."""
    entry = await async_household(hass, person(ALICE, "Alice", sources=bound(heart_rate=PULSE)))
    household: Household = entry.runtime_data
    await hear(hass, household, "70")
    seen: list[str] = []
    household.async_subscribe_failure(lambda: seen.append(state(hass, "heart_rate").state))
    with patch.object(Engine, "advance", failing(StoreFullError("full"), 1)):
        await hear(hass, household, "90")
        await settle(hass, household)
    assert STATE_UNAVAILABLE in seen
    assert state(hass, "heart_rate").state != STATE_UNAVAILABLE


async def test_nothing_stale_is_current_after_a_failure(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """An hour without a history: what was current before it is not shown again, not even for a moment."""
    entry = await async_household(hass, person(ALICE, "Alice", sources=bound(heart_rate=PULSE)))
    household: Household = entry.runtime_data
    await hear(hass, household, "70")
    seen = written(hass, "heart_rate")
    with (
        patch.object(Engine, "advance", failing(StoreFullError("full"), 1)),
        patch.object(Engine, "recover", side_effect=StoreFullError("full")),
    ):
        freezer.tick(1)
        hass.states.async_set(PULSE, "75", {"unit_of_measurement": "bpm"})
        await settle(hass, household)
        assert seen == [("heart_rate", STATE_UNAVAILABLE)]
        freezer.tick(timedelta(hours=1))
    async_fire_time_changed(hass)
    await settle(hass, household)
    assert not household.failed
    assert seen == [("heart_rate", STATE_UNAVAILABLE), ("heart_rate", STATE_UNKNOWN)]
    assert state(hass, "heart_rate").attributes["last_value"] == 75


async def test_what_the_recorder_keeps(
    recorder_mock: Recorder, hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """States and their statistics; explanations and inputs are for reading only."""
    freezer.move_to(NOW)
    entry = await async_household(hass, person(ALICE, "Alice"))
    await check_up(hass, entry.runtime_data)
    await async_wait_recording_done(hass)
    score, rate = entity_id(hass, "news2"), entity_id(hass, "heart_rate")
    instance = get_instance(hass)
    start = dt_util.utcnow() - timedelta(hours=1)
    recorded = await instance.async_add_executor_job(
        lambda: state_changes_during_period(hass, start, None, score, no_attributes=False)
    )
    assert recorded[score][-1].state == "7"
    assert set(recorded[score][-1].attributes) <= {"friendly_name", "icon", "state_class", "unit_of_measurement"}
    do_adhoc_statistics(hass, start=dt_util.utcnow().replace(minute=0, second=0, microsecond=0))
    await async_wait_recording_done(hass)
    means = await instance.async_add_executor_job(
        lambda: statistics_during_period(hass, start, None, {rate}, "5minute", None, {"mean"})
    )
    assert means[rate][0]["mean"] == pytest.approx(95.0)


async def test_last_measurement(hass: HomeAssistant) -> None:
    """The newest reading of all; what the profile tells is none."""
    entry = await async_household(hass, person(ALICE, "Alice"))
    assert state(hass, "last_measurement").state == STATE_UNKNOWN
    before = dt_util.utcnow().replace(microsecond=0)
    await check_up(hass, entry.runtime_data)
    shown = dt_util.parse_datetime(state(hass, "last_measurement").state)
    assert shown is not None
    assert before <= shown <= dt_util.utcnow()
