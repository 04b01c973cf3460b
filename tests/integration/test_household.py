"""The household: from a source's state to answers, through restarts, renames and failures."""

import sqlite3
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from doors_home import ALICE, BOB, async_household, async_link, async_user, person
from freezegun.api import FrozenDateTimeFactory
from homeassistant.config_entries import ConfigEntryState
from homeassistant.const import EVENT_HOMEASSISTANT_STOP
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers import issue_registry as ir
from homeassistant.util import dt as dt_util
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_fire_time_changed

from custom_components.healthsense.const import DOMAIN
from custom_components.healthsense.engine.alerts.controls import Setting
from custom_components.healthsense.engine.store import StoreCorruptError, StoreFullError
from custom_components.healthsense.household import Household, RawReading, now_ms
from custom_components.healthsense.worker import Engine

PULSE = "sensor.strap_heart_rate"
BPM = {"unit_of_measurement": "bpm"}


def bound(**sources: str) -> dict[str, list[dict[str, str | None]]]:
    """Return sources as the flow stores them: vital -> entity."""
    return {vital: [{"entity_id": entity, "registry_id": None, "unit": None}] for vital, entity in sources.items()}


async def settle(hass: HomeAssistant, household: Household) -> None:
    """Wait until everything that was heard is taken in and published."""
    for _ in range(3):
        await hass.async_block_till_done()
        await household.async_run(lambda store: None)
    await hass.async_block_till_done()


async def rates(household: Household, person_id: str = ALICE) -> list[float]:
    """Return the heart rates in the history, oldest first."""
    rows = await household.async_run(lambda store: store.readings(person_id, "heart_rate", 0, 2**50))
    return [row.value for row in rows]


async def hear(hass: HomeAssistant, household: Household, *values: str, **attributes: object) -> None:
    """Let the source say something, one after the other."""
    for value in values:
        hass.states.async_set(PULSE, value, {**BPM, **attributes})
        await settle(hass, household)


async def alone(hass: HomeAssistant, **sources: str) -> Household:
    """Set up a household of Alice alone."""
    entry = await async_household(hass, person(ALICE, "Alice", sources=bound(**sources)))
    household: Household = entry.runtime_data
    return household


def issues(hass: HomeAssistant, kind: str) -> list[ir.IssueEntry]:
    """Return our issues of a kind."""
    found = ir.async_get(hass).issues.items()
    return [issue for (domain, issue_id), issue in found if domain == DOMAIN and issue_id.startswith(f"{kind}_")]


async def test_a_reading_becomes_an_answer(hass: HomeAssistant) -> None:
    """The way of every reading, and everybody's results told to who listens."""
    household = await alone(hass, heart_rate=PULSE)
    told: list[tuple[str, frozenset[str]]] = []
    leave = household.async_subscribe(ALICE, lambda who, result: told.append((who.name, result.changed)))
    await hear(hass, household, "70", "71")
    assert await rates(household) == [70, 71]
    alice = household.people[ALICE]
    assert alice.result is not None
    assert alice.result.current["heart_rate"].measurement.value == 71
    assert alice.result.assessments["news2"].lower == 0
    assert told
    assert all(name == "Alice" for name, _ in told)
    assert "heart_rate" in told[-1][1]
    leave()
    told.clear()
    await hear(hass, household, "72")
    assert not told


async def test_nothing_comes_from_nowhere(hass: HomeAssistant) -> None:
    """A source that was away and comes back with the value it left with measured nothing."""
    household = await alone(hass, heart_rate=PULSE)
    await hear(hass, household, "70", "unavailable", "70", "unknown", "70")
    assert await rates(household) == [70]
    await hear(hass, household, "unavailable", "75")
    assert await rates(household) == [70, 75]
    await hear(hass, household, "76", battery=50)
    await hear(hass, household, "76", battery=49)
    assert await rates(household) == [70, 75, 76]


async def test_quality_of_the_device_is_that_of_its_readings(hass: HomeAssistant) -> None:
    """Entities of one device belong together: its signal quality, its cuff's values."""
    entry = MockConfigEntry(domain="esphome")
    entry.add_to_hass(hass)
    device = dr.async_get(hass).async_get_or_create(config_entry_id=entry.entry_id, identifiers={("esphome", "node")})
    registry = er.async_get(hass)
    for name in ("heart_rate", "signal_quality"):
        registry.async_get_or_create(
            "sensor", "esphome", name, device_id=device.id, suggested_object_id=f"node_{name}", config_entry=entry
        )
    household = await alone(hass, heart_rate="sensor.node_heart_rate", signal_quality="sensor.node_signal_quality")
    hass.states.async_set("sensor.node_signal_quality", "42", {"unit_of_measurement": "%"})
    hass.states.async_set("sensor.node_heart_rate", "70", BPM)
    await settle(hass, household)
    # The platform streams: the same value said again is a reading.
    hass.states.async_set("sensor.node_heart_rate", "70", BPM)
    await settle(hass, household)
    rows = await household.async_run(lambda store: store.readings(ALICE, "heart_rate", 0, 2**50))
    assert [(row.value, row.quality, row.source) for row in rows] == [(70, 42, f"ha:{device.id}")] * 2


async def test_what_the_gate_refuses_is_counted(hass: HomeAssistant) -> None:
    """And never shown."""
    household = await alone(hass, heart_rate=PULSE)
    await hear(hass, household, "70", "9000")
    assert await rates(household) == [70]
    result = household.people[ALICE].result
    assert result is not None
    assert dict(result.assessments["data_quality"].extra)["rejected"] == 1


async def test_answers_are_back_after_a_restart(hass: HomeAssistant) -> None:
    """Before the first new reading."""
    household = await alone(hass, heart_rate=PULSE)
    await hear(hass, household, "70")
    before = household.people[ALICE].result
    assert await hass.config_entries.async_reload(household.entry.entry_id)
    after: Household = household.entry.runtime_data
    assert after is not household
    again = after.people[ALICE].result
    assert before is not None
    assert again is not None
    assert again.current["heart_rate"] == before.current["heart_rate"]
    assert again.assessments["news2"].as_dict() == before.assessments["news2"].as_dict()


async def test_what_came_in_last_is_kept_when_home_assistant_stops(hass: HomeAssistant, store_file: Path) -> None:
    """Even what the worker had not seen yet."""
    household = await alone(hass, heart_rate=PULSE)
    await hear(hass, household, "70")
    hass.states.async_set(PULSE, "71", BPM)
    await household.async_stop()
    await household.async_stop()

    def count() -> int:
        with sqlite3.connect(store_file) as db:
            found: int = db.execute("SELECT count(*) FROM reading").fetchone()[0]
        return found

    # the two heart rates and the height that the profile tells
    assert await hass.async_add_executor_job(count) == 3
    hass.bus.async_fire(EVENT_HOMEASSISTANT_STOP)
    await hass.async_block_till_done()


async def test_time_alone_changes_answers(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """A reading grows stale without another one coming; live readings become durable within seconds."""
    household = await alone(hass, heart_rate=PULSE)
    await hear(hass, household, "70")
    freezer.tick(6)
    async_fire_time_changed(hass)
    await settle(hass, household)
    result = household.people[ALICE].result
    assert result is not None
    assert result.current["heart_rate"].fresh
    freezer.tick(timedelta(minutes=16))
    async_fire_time_changed(hass)
    await settle(hass, household)
    result = household.people[ALICE].result
    assert result is not None
    assert not result.current["heart_rate"].fresh


async def test_a_renamed_source_is_followed(hass: HomeAssistant) -> None:
    """By its registry id, whatever it is called now."""
    entity = er.async_get(hass).async_get_or_create("sensor", "demo", "strap", suggested_object_id="strap_heart_rate")
    sources: dict[str, list[dict[str, str | None]]] = {
        "heart_rate": [{"entity_id": PULSE, "registry_id": entity.id, "unit": "bpm"}]
    }
    entry = await async_household(hass, person(ALICE, "Alice", sources=sources))
    er.async_get(hass).async_update_entity(PULSE, new_entity_id="sensor.chest_strap")
    await hass.async_block_till_done()
    household: Household = entry.runtime_data
    assert household.people[ALICE].sources == {"heart_rate": ("sensor.chest_strap",)}
    hass.states.async_set("sensor.chest_strap", "66", BPM)
    await settle(hass, household)
    assert await rates(household) == [66]
    assert not issues(hass, "source_missing")


async def test_a_source_that_vanishes_is_told(hass: HomeAssistant) -> None:
    """Not before everything had its chance to start; withdrawn when it is back."""
    registry = er.async_get(hass)
    registry.async_get_or_create("sensor", "demo", "strap", suggested_object_id="strap_heart_rate")
    household = await alone(hass, heart_rate=PULSE)
    assert not issues(hass, "source_missing")
    registry.async_remove(PULSE)
    await hass.async_block_till_done()
    (issue,) = issues(hass, "source_missing")
    assert issue.data is not None
    assert issue.data["entity_id"] == PULSE
    registry.async_get_or_create("sensor", "demo", "strap", suggested_object_id="strap_heart_rate")
    await settle(hass, household)
    assert not issues(hass, "source_missing")


async def test_a_unit_that_does_not_fit_is_told(hass: HomeAssistant) -> None:
    """An accepted unit is followed; another one gives no reading and an issue, until it fits again."""
    household = await alone(hass, temperature="sensor.thermometer")
    for value, unit in (("37.0", "°C"), ("98.6", "°F"), ("310", "bananas")):
        hass.states.async_set("sensor.thermometer", value, {"unit_of_measurement": unit})
        await settle(hass, household)
    rows = await household.async_run(lambda store: store.readings(ALICE, "temperature", 0, 2**50))
    assert [row.value for row in rows] == [37.0, 37.0]
    assert len(issues(hass, "source_unit")) == 1
    hass.states.async_set("sensor.thermometer", "37.2", {"unit_of_measurement": "°C"})
    await settle(hass, household)
    assert not issues(hass, "source_unit")


async def test_a_unit_that_never_fitted_is_told_at_the_start(hass: HomeAssistant) -> None:
    """Nobody has to wait for the next reading to learn of it."""
    hass.states.async_set(PULSE, "70", {"unit_of_measurement": "mmHg"})
    await alone(hass, heart_rate=PULSE)
    assert len(issues(hass, "source_unit")) == 1


async def test_a_newer_history_is_left_alone(hass: HomeAssistant, store_file: Path) -> None:
    """The integration does not start, and the file is as it was."""

    def make() -> bytes:
        store_file.parent.mkdir()
        with sqlite3.connect(store_file) as db:
            db.execute("CREATE TABLE future (x)")
            db.execute("PRAGMA user_version = 9999")
        db.close()
        return store_file.read_bytes()

    before = await hass.async_add_executor_job(make)
    entry = MockConfigEntry(domain=DOMAIN, subentries_data=[person(ALICE, "Alice")])
    entry.add_to_hass(hass)
    assert not await hass.config_entries.async_setup(entry.entry_id)
    assert entry.state is ConfigEntryState.SETUP_ERROR
    assert entry.error_reason_translation_key == "store_too_new"
    assert await hass.async_add_executor_job(store_file.read_bytes) == before


async def test_a_history_that_cannot_be_opened_is_tried_again(hass: HomeAssistant, store_file: Path) -> None:
    """A disk may come back."""

    def block() -> None:
        store_file.mkdir(parents=True)

    await hass.async_add_executor_job(block)
    entry = MockConfigEntry(domain=DOMAIN, subentries_data=[person(ALICE, "Alice")])
    entry.add_to_hass(hass)
    assert not await hass.config_entries.async_setup(entry.entry_id)
    assert entry.error_reason_translation_key == "store_failed"
    await hass.async_add_executor_job(store_file.rmdir)
    assert await hass.config_entries.async_reload(entry.entry_id)
    assert entry.state is ConfigEntryState.LOADED


async def test_a_damaged_history_is_set_aside(hass: HomeAssistant, store_file: Path) -> None:
    """A new one begins, and a repair says where the old one lies."""

    def spoil() -> None:
        store_file.parent.mkdir()
        store_file.write_bytes(b"not a database" * 1000)

    await hass.async_add_executor_job(spoil)
    household = await alone(hass, heart_rate=PULSE)
    await hear(hass, household, "70")
    assert await rates(household) == [70]
    (issue,) = issues(hass, "store_set_aside")
    assert issue.translation_placeholders is not None
    assert (store_file.parent / issue.translation_placeholders["file"]).exists()


def failing(error: Exception, times: int) -> Callable[..., Any]:
    """Return an ``Engine.advance`` that fails so often, then works."""
    real = Engine.advance
    left = [times]

    def advance(engine: Engine, *args: Any, **kwargs: Any) -> Any:
        if left[0]:
            left[0] -= 1
            raise error
        return real(engine, *args, **kwargs)

    return advance


@pytest.mark.parametrize("error", [StoreFullError("full"), StoreCorruptError("malformed")])
async def test_readings_outlive_a_failing_history(hass: HomeAssistant, error: Exception) -> None:
    """What was heard waits until the history works again; entities are told meanwhile."""
    household = await alone(hass, heart_rate=PULSE)
    await hear(hass, household, "70")
    told: list[bool] = []
    leave = household.async_subscribe_failure(lambda: told.append(household.failed))
    with patch.object(Engine, "advance", failing(error, 1)):
        await hear(hass, household, "71")
        await settle(hass, household)
    assert told == [True, False]
    assert await rates(household) == [70, 71]
    leave()


async def test_a_fault_of_ours_does_not_go_round_for_ever(hass: HomeAssistant) -> None:
    """The batch that caused it is dropped and counted; what comes after is taken in."""
    household = await alone(hass, heart_rate=PULSE)
    with patch.object(Engine, "advance", failing(ZeroDivisionError(), 1)):
        await hear(hass, household, "70")
        await settle(hass, household)
    await hear(hass, household, "71")
    assert await rates(household) == [71]
    assert household.dropped == 1
    assert not household.failed


async def test_waiting_readings_have_a_bound(
    hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch, freezer: FrozenDateTimeFactory
) -> None:
    """The oldest make room, and are counted."""
    monkeypatch.setattr("custom_components.healthsense.reading_line.MAX_WAITING", 2)
    household = await alone(hass, heart_rate=PULSE)
    for value in ("70", "71", "72"):
        freezer.tick(1)
        hass.states.async_set(PULSE, value, BPM)
    await settle(hass, household)
    assert await rates(household) == [71, 72]
    assert household.dropped == 1


async def test_old_days_are_packed_at_night(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """What was read in full becomes minutes, and is still there; a packed minute is closed, and says so."""
    await hass.config.async_set_time_zone("UTC")
    freezer.move_to("2026-11-01 12:00:00+00:00")
    household = await alone(hass, heart_rate=PULSE)
    first = RawReading("heart_rate", 70, "bpm", dt_util.utcnow())
    await household.async_record(ALICE, [first], source="manual")
    freezer.move_to("2026-11-03 12:00:00+00:00")
    await household.async_record(ALICE, [RawReading("heart_rate", 72, "bpm")], source="manual")
    freezer.move_to("2026-11-20 03:40:00+00:00")
    async_fire_time_changed(hass)
    await settle(hass, household)
    assert await rates(household) == [72]
    minutes = await household.async_run(lambda store: store.minutes(ALICE, "heart_rate", 0, 2**50))
    assert [bucket.total for bucket in minutes] == [7000, 7200]
    late = RawReading("heart_rate", 71, "bpm", first.effective)
    answer = await household.async_record(ALICE, [late], source="manual")
    assert answer.rejected == ((0, "time", "minute_closed"),)


async def test_the_linked_user_is_followed(hass: HomeAssistant) -> None:
    """Who may read a private person is decided by whom the person entity is linked to now."""
    anna = await async_user(hass, "anna")
    await async_link(hass, anna=anna)
    entry = await async_household(hass, person(ALICE, "Anna", private=True, person_entity="person.anna"))
    household: Household = entry.runtime_data
    assert household.people[ALICE].user_id == anna.id
    hass.states.async_set("person.anna", "home", {"user_id": "somebody else"})
    await hass.async_block_till_done()
    assert household.people[ALICE].user_id == "somebody else"
    hass.states.async_remove("person.anna")
    await hass.async_block_till_done()
    assert household.people[ALICE].user_id is None


async def test_a_profile_that_cannot_be_used_is_not_told(hass: HomeAssistant) -> None:
    """A file edited by hand stops nobody: the scores that need the profile refuse."""
    entry = await async_household(hass, person(ALICE, "Alice", birth_date="never"))
    household: Household = entry.runtime_data
    assert household.people[ALICE].profile.birth_date is None


async def test_history_of_a_removed_person_is_kept_and_told(hass: HomeAssistant) -> None:
    """Removing somebody erases nothing; the repair goes when the person is back."""
    entry = await async_household(hass, person(ALICE, "Alice"), person(BOB, "Bob"))
    household: Household = entry.runtime_data
    await household.async_record(BOB, [RawReading("weight", 80.0, "kg")], source="manual")
    (bob,) = (one for one in entry.subentries.values() if one.title == "Bob")
    hass.config_entries.async_remove_subentry(entry, bob.subentry_id)
    await hass.async_block_till_done()
    (issue,) = issues(hass, "orphaned_history")
    assert issue.data == {"person_id": BOB, "name": "Bob", "user_id": None}
    hass.config_entries.async_add_subentry(entry, bob)
    await hass.async_block_till_done()
    assert not issues(hass, "orphaned_history")


async def test_giving_a_history_away(hass: HomeAssistant) -> None:
    """All of it, with answers anew for who gets it."""
    entry = await async_household(hass, person(ALICE, "Alice"), person(BOB, "Bob"))
    household: Household = entry.runtime_data
    await household.async_record(BOB, [RawReading("heart_rate", 80.0, "bpm")], source="manual")
    await household.async_set_control(BOB, Setting("context", {"context": "ill", "until_ms": None}, "u", now_ms()))
    assert await household.async_reassign_all(BOB, ALICE) >= 1
    (ill,) = await household.async_run(lambda store: store.contexts(ALICE))
    assert ill.end_ms is not None, "what was set for the one does not go on with the other"
    result = household.people[ALICE].result
    assert result is not None
    assert result.current["heart_rate"].measurement.value == 80


async def test_unloading_leaves_nothing_behind(hass: HomeAssistant) -> None:
    """No listener hears, no thread lives."""
    household = await alone(hass, heart_rate=PULSE)
    await hear(hass, household, "70")
    assert await hass.config_entries.async_unload(household.entry.entry_id)
    hass.states.async_set(PULSE, "71", BPM)
    await hass.async_block_till_done()
    with pytest.raises(RuntimeError):
        await household.async_run(lambda store: None)


async def test_a_private_person_is_not_linked_away(hass: HomeAssistant) -> None:
    """Whose it is was settled on going private: linking the person to another user opens nothing."""
    anna = await async_user(hass, "anna")
    await async_link(hass, anna=anna)
    alice = person(ALICE, "Anna", private=True, person_entity="person.anna")
    entry = await async_household(hass, {**alice, "data": {**alice["data"], "user_id": anna.id}})
    household: Household = entry.runtime_data
    hass.states.async_set("person.anna", "home", {"user_id": "an administrator"})
    await hass.async_block_till_done()
    assert household.people[ALICE].user_id == anna.id
