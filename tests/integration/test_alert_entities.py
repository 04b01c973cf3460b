"""Entities of alerts: what they show, when they are written, and what a private person does not have."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from alerts_home import BEGAN_MS, alert, entity_of, happened, publish, shown
from doors_home import ALICE, async_household, async_link, async_user, person
from freezegun.api import FrozenDateTimeFactory
from homeassistant.const import EVENT_STATE_CHANGED, STATE_OFF, STATE_ON, STATE_UNKNOWN
from homeassistant.core import Event, EventStateChangedData, HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_fire_time_changed
from syrupy.assertion import SnapshotAssertion
from test_household import bound

from custom_components.healthsense.engine.alerts.controls import Context, Controls, Origin, PersonalLimit, QuietHours
from custom_components.healthsense.engine.alerts.model import Cause, Level, News, Stage, Word
from custom_components.healthsense.household import Household

CLIP = "sensor.clip"
OURS = ("binary_sensor", "button", "event", "number", "select", "switch", "time")
NOW = "2026-11-20 12:00:00+00:00"


async def watched(hass: HomeAssistant) -> MockConfigEntry:
    """Set Alice up with an oximeter."""
    return await async_household(hass, person(ALICE, "Alice", sources=bound(spo2=CLIP)))


def writes(hass: HomeAssistant) -> list[str]:
    """Return the list that each entity that is written from now on will be put into."""
    found: list[str] = []

    @callback
    def note(event: Event[EventStateChangedData]) -> None:
        found.append(event.data["entity_id"])

    hass.bus.async_listen(EVENT_STATE_CHANGED, note)
    return found


async def test_entities_of_a_person_who_is_shared(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, snapshot: SnapshotAssertion
) -> None:
    """All of them, as they are while nothing is wrong."""
    freezer.move_to(NOW)
    entry = await watched(hass)
    found = {}
    for one in er.async_entries_for_config_entry(er.async_get(hass), entry.entry_id):
        if (one.domain in OURS or one.translation_key == "alert_level") and one.config_subentry_id is not None:
            state = hass.states.get(one.entity_id)
            about = (
                None if state is None else (state.state, {str(key): value for key, value in state.attributes.items()})
            )
            found[one.entity_id] = (one.unique_id, one.entity_category, about)
    assert dict(sorted(found.items())) == snapshot


async def test_a_private_person_has_none(hass: HomeAssistant, snapshot: SnapshotAssertion) -> None:
    """But the event of the status, which says no more than before."""
    entry = await watched(hass)
    assert entity_of(hass, "event", "alert") is not None
    anna = await async_user(hass, "anna")
    await async_link(hass, anna=anna)
    (subentry,) = entry.subentries.values()
    data = {**subentry.data, "privacy": "private", "person_entity": "person.anna", "user_id": anna.id}
    hass.config_entries.async_update_subentry(entry, subentry, data=data)
    await hass.async_block_till_done()
    entities = er.async_entries_for_config_entry(er.async_get(hass), entry.entry_id)
    ours = [one for one in entities if one.config_subentry_id is not None]
    assert {(one.domain, one.translation_key) for one in ours} == {("event", "status"), ("sensor", "overall_status")}
    shown_of = {one.entity_id: hass.states.get(one.entity_id) for one in ours}
    assert {
        entity_id: None
        if state is None
        else (state.state, {str(key): value for key, value in state.attributes.items()})
        for entity_id, state in sorted(shown_of.items())
    } == snapshot


async def test_an_alert_is_shown_and_not_its_value(hass: HomeAssistant) -> None:
    """The family's sensor, the level and the event; of what was measured nothing."""
    household: Household = (await watched(hass)).runtime_data
    assert shown(hass, "sensor", "alert_level").state == "none"
    assert shown(hass, "binary_sensor", "oxygen_alert").state == STATE_OFF
    low = alert()
    publish(household, News(alerts=(low,), transitions=(happened(low, Word.RAISED),)))
    await hass.async_block_till_done()
    level = shown(hass, "sensor", "alert_level")
    assert level.state == "urgent"
    family = shown(hass, "binary_sensor", "oxygen_alert")
    assert family.state == STATE_ON
    assert {key: family.attributes[key] for key in ("alert", "level", "stage", "reasons")} == {
        "alert": low.id, "level": "urgent", "stage": "raised", "reasons": ["spo2_low_urgent"],
    }  # fmt: skip
    event = shown(hass, "event", "alert")
    assert event.attributes["event_type"] == "raised"
    assert (event.attributes["alert"], event.attributes["cause"]) == (low.id, "oxygen")
    assert (event.attributes["level"], event.attributes["test"]) == ("urgent", False)
    assert "88" not in repr((level.attributes, family.attributes, event.attributes)).replace(low.id, "")


async def test_it_stays_until_it_is_over(hass: HomeAssistant) -> None:
    """Acknowledged and snoozed alerts are problems still; a resolved one is none."""
    household: Household = (await watched(hass)).runtime_data
    for stage in (Stage.RAISED, Stage.ESCALATED, Stage.ACKNOWLEDGED, Stage.SNOOZED):
        publish(household, News(alerts=(alert(stage=stage),)))
        await hass.async_block_till_done()
        assert shown(hass, "binary_sensor", "oxygen_alert").attributes["stage"] == stage
        assert shown(hass, "sensor", "alert_level").state == "urgent"
    over = alert(stage=Stage.RESOLVED, ended_ms=BEGAN_MS + 60_000)
    publish(household, News(alerts=(over,), transitions=(happened(over, Word.RESOLVED, 7),)))
    await hass.async_block_till_done()
    assert shown(hass, "binary_sensor", "oxygen_alert").state == STATE_OFF
    assert shown(hass, "sensor", "alert_level").state == "none"
    assert shown(hass, "event", "alert").attributes["event_type"] == "resolved"


async def test_what_is_pending_or_a_test_is_no_problem(hass: HomeAssistant) -> None:
    """A delay that runs, and somebody who tries it out."""
    household: Household = (await watched(hass)).runtime_data
    for quiet in (alert(stage=Stage.PENDING, raised_ms=None), alert(test=True)):
        publish(household, News(alerts=(quiet,)))
        await hass.async_block_till_done()
        assert shown(hass, "binary_sensor", "oxygen_alert").state == STATE_OFF
        assert shown(hass, "sensor", "alert_level").state == "none"
    tried = alert(test=True)
    publish(household, News(alerts=(tried,), transitions=(happened(tried, Word.RAISED),)))
    await hass.async_block_till_done()
    assert shown(hass, "event", "alert").attributes["test"] is True


async def test_every_event_counts_once_and_in_order(hass: HomeAssistant) -> None:
    """Several in one result are as many events; what never rang is none."""
    household: Household = (await watched(hass)).runtime_data
    seen = writes(hass)
    low = alert()
    words = (Word.PENDING, Word.SUPPRESSED, Word.RAISED, Word.GROUPED, Word.LEVEL_RAISED, Word.MARKED, Word.WITHDRAWN)
    news = News(alerts=(low,), transitions=tuple(happened(low, word, seq) for seq, word in enumerate(words)))
    publish(household, news)
    publish(household, news)
    publish(household, replace(news, transitions=()))
    await hass.async_block_till_done()
    assert seen.count("event.alice_alert") == 3
    assert shown(hass, "event", "alert").attributes["event_type"] == "level_raised"


async def test_nothing_is_written_that_did_not_change(hass: HomeAssistant) -> None:
    """A reading a second during an alert changes its parts, and nothing of what is shown."""
    household: Household = (await watched(hass)).runtime_data
    low = alert()
    publish(household, News(alerts=(low,)))
    await hass.async_block_till_done()
    seen = writes(hass)
    for second in range(1, 4):
        part = replace(low.parts[0], at_ms=BEGAN_MS + 15_000 + 1000 * second, value=88.0 - second)
        publish(household, News(alerts=(replace(low, parts=(part,)),)))
    await hass.async_block_till_done()
    assert seen == []


async def test_another_family_gets_its_sensor_with_its_first_alert(hass: HomeAssistant) -> None:
    """What nobody measures has none until then; one that joined another is a problem of both families."""
    household: Household = (await watched(hass)).runtime_data
    assert entity_of(hass, "binary_sensor", "pulse_alert") is None
    publish(household, News(alerts=(alert(causes=(Cause.PULSE,)),)))
    await hass.async_block_till_done()
    assert shown(hass, "binary_sensor", "pulse_alert").state == STATE_ON
    assert shown(hass, "binary_sensor", "oxygen_alert").state == STATE_ON
    assert await hass.config_entries.async_reload(household.entry.entry_id)
    await hass.async_block_till_done()
    assert shown(hass, "binary_sensor", "pulse_alert").state == STATE_OFF


async def test_the_highest_level_counts(hass: HomeAssistant) -> None:
    """Of several alerts; all of them stand beside it."""
    household: Household = (await watched(hass)).runtime_data
    fever = alert(id="temperature-1", cause=Cause.TEMPERATURE, level=Level.WARNING)
    publish(household, News(alerts=(fever, alert(level=Level.CRITICAL))))
    await hass.async_block_till_done()
    level = shown(hass, "sensor", "alert_level")
    assert level.state == "critical"
    assert [one["cause"] for one in level.attributes["alerts"]] == ["oxygen", "temperature"]


async def test_settings_are_shown_and_end_by_themselves(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """A pause and a context have an end, which needs no news."""
    freezer.move_to(NOW)
    household: Household = (await watched(hass)).runtime_data
    start = datetime(2026, 11, 20, 12, tzinfo=UTC)
    now_ms = int(start.timestamp() * 1000)
    controls = Controls(
        limits={"spo2_low_spot": PersonalLimit(92, Origin.CLINICIAN, "", now_ms)},
        quiet=QuietHours(time(21, 30), time(6)),
        context=Context.EXERCISE,
        context_until_ms=now_ms + 3_600_000,
        paused_until_ms=now_ms + 1_800_000,
    )
    publish(household, News(controls=controls))
    await hass.async_block_till_done()
    limit = shown(hass, "number", "limit_spo2_low_spot")
    assert (limit.state, limit.attributes["origin"], limit.attributes["default"]) == ("92", "clinician", 94)
    assert limit.attributes["set_at"] == start.isoformat()
    assert shown(hass, "time", "quiet_start").state == "21:30:00"
    assert shown(hass, "time", "quiet_end").state == "06:00:00"
    assert shown(hass, "switch", "quiet_hours").state == STATE_ON
    assert shown(hass, "select", "context").state == "exercise"
    pause = shown(hass, "switch", "monitoring")
    assert (pause.state, pause.attributes["until"]) == (STATE_OFF, (start + timedelta(minutes=30)).isoformat())
    for minutes, context in ((31, "exercise"), (30, "rest")):
        freezer.tick(timedelta(minutes=minutes))
        async_fire_time_changed(hass)
        await hass.async_block_till_done()
        assert shown(hass, "switch", "monitoring").state == STATE_ON
        assert shown(hass, "select", "context").state == context
    publish(household, News())
    await hass.async_block_till_done()
    assert shown(hass, "time", "quiet_start").state == STATE_UNKNOWN
    assert shown(hass, "switch", "quiet_hours").state == STATE_OFF
