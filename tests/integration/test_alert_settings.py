"""Settings of alerts through their entities: they change what the engine does, and they outlast a restart."""

from datetime import timedelta
from functools import partial
from typing import Any
from unittest.mock import AsyncMock, patch

import pytest
from alerts_home import entity_of, shown
from doors_home import ALICE, GROUP_ID_ADMIN, GROUP_ID_READ_ONLY, async_household, async_link, async_user, person
from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.recorder import Recorder, get_instance
from homeassistant.components.recorder.history import state_changes_during_period
from homeassistant.const import STATE_OFF, STATE_ON, STATE_UNKNOWN
from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError, Unauthorized
from homeassistant.helpers import entity_registry as er
from homeassistant.util import dt as dt_util
from homeassistant.util.unit_system import US_CUSTOMARY_SYSTEM
from pytest_homeassistant_custom_component.common import MockUser, async_fire_time_changed
from pytest_homeassistant_custom_component.components.recorder.common import async_wait_recording_done
from test_household import bound, settle

from custom_components.healthsense.engine.alerts.controls import Controls
from custom_components.healthsense.engine.alerts.model import Level, News
from custom_components.healthsense.engine.store import StoreFullError
from custom_components.healthsense.household import Household, RawReading

NOW = "2026-11-20 12:00:00+00:00"


async def watched(hass: HomeAssistant, **sources: str) -> Household:
    """Set Alice up; the person entity of her user is Anna's."""
    entry = await async_household(hass, person(ALICE, "Alice", sources=bound(**(sources or {"spo2": "sensor.clip"}))))
    household: Household = entry.runtime_data
    return household


async def act(
    hass: HomeAssistant, domain: str, action: str, key: str, user: MockUser | None = None, **data: Any
) -> None:
    """Use one of Alice's entities."""
    about = {"entity_id": entity_of(hass, domain, key), **data}
    context = Context(user_id=None if user is None else user.id)
    await hass.services.async_call(domain, action, about, blocking=True, context=context)
    await hass.async_block_till_done()


async def measure(hass: HomeAssistant, household: Household, *values: float, vital: str = "spo2") -> None:
    """Take readings, one after the other."""
    for value in values:
        answer = await household.async_record(ALICE, [RawReading(vital, value, "%")], source="manual")
        assert not answer.rejected
        await settle(hass, household)


async def wait(hass: HomeAssistant, household: Household, freezer: FrozenDateTimeFactory, **period: float) -> None:
    """Let time pass."""
    freezer.tick(timedelta(**period))
    async_fire_time_changed(hass)
    await settle(hass, household)


async def low_again(hass: HomeAssistant, household: Household, freezer: FrozenDateTimeFactory, *values: float) -> None:
    """Take readings two minutes apart."""
    for value in values:
        await wait(hass, household, freezer, minutes=2)
        await measure(hass, household, value)


def news(household: Household) -> News:
    """Return what is known of Alice's alerts."""
    result = household.people[ALICE].result
    assert result is not None
    return result.alerts


def controls(household: Household) -> Controls:
    """Return what the engine goes by."""
    return news(household).controls


async def restarted(hass: HomeAssistant, household: Household) -> Household:
    """Start the household anew."""
    assert await hass.config_entries.async_reload(household.entry.entry_id)
    await hass.async_block_till_done()
    fresh: Household = household.entry.runtime_data
    assert fresh is not household
    return fresh


async def enabled(hass: HomeAssistant, household: Household, limit: str) -> Household:
    """Enable a limit that is disabled at first."""
    registry = er.async_get(hass)
    entity_id = entity_of(hass, "number", limit)
    assert entity_id is not None
    entry = registry.async_get(entity_id)
    assert entry is not None
    assert entry.disabled_by is er.RegistryEntryDisabler.INTEGRATION
    registry.async_update_entity(entity_id, disabled_by=None)
    return await restarted(hass, household)


async def test_low_readings_ring(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """Two readings of 91 %: urgent, at every entity that shows alerts."""
    freezer.move_to(NOW)
    household = await watched(hass)
    await low_again(hass, household, freezer, 97, 91, 91)
    assert shown(hass, "sensor", "alert_level").state == "urgent"
    assert shown(hass, "binary_sensor", "oxygen_alert").state == STATE_ON
    event = shown(hass, "event", "alert")
    assert (event.attributes["event_type"], event.attributes["level"]) == ("raised", "urgent")
    assert "spo2_low_spot_urgent" in event.attributes["reasons"]


async def test_what_the_recorder_keeps(
    recorder_mock: Recorder, hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """That there was an alert, of which family and level; neither why nor who."""
    freezer.move_to(NOW)
    household = await watched(hass)
    await low_again(hass, household, freezer, 91, 91)
    await async_wait_recording_done(hass)
    start = dt_util.utcnow() - timedelta(hours=1)
    kept = {}
    for domain, key in (("event", "alert"), ("binary_sensor", "oxygen_alert"), ("sensor", "alert_level")):
        entity_id = shown(hass, domain, key).entity_id
        changes = await get_instance(hass).async_add_executor_job(
            partial(state_changes_during_period, hass, start, None, entity_id, no_attributes=False)
        )
        kept[key] = changes[entity_id][-1]
    assert set(kept["alert"].attributes) == {"event_type", "alert", "cause", "level", "test", "friendly_name"}
    assert kept["oxygen_alert"].state == STATE_ON
    assert set(kept["oxygen_alert"].attributes) == {"device_class", "friendly_name"}
    assert kept["alert_level"].state == "urgent"
    assert "alerts" not in kept["alert_level"].attributes


async def test_an_alert_is_acknowledged_and_ends(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """By a button, in the name of who pressed; better readings end it."""
    freezer.move_to(NOW)
    anna = await async_user(hass, "anna", GROUP_ID_ADMIN)
    await async_link(hass, anna=anna)
    household = await watched(hass)
    await low_again(hass, household, freezer, 91, 91)
    await act(hass, "button", "press", "snooze", anna)
    assert shown(hass, "event", "alert").attributes["event_type"] == "snoozed"
    await act(hass, "button", "press", "acknowledge", anna)
    event = shown(hass, "event", "alert")
    assert (event.attributes["event_type"], event.attributes["by"]) == ("acknowledged", "Anna")
    assert shown(hass, "binary_sensor", "oxygen_alert").attributes["stage"] == "acknowledged"
    await low_again(hass, household, freezer, 98, 98)
    assert shown(hass, "event", "alert").attributes["event_type"] == "resolved"
    assert shown(hass, "sensor", "alert_level").state == "none"


async def test_what_happened_while_nobody_watched_is_an_event(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """A snooze that ended during a stop: told by the first advance, before there is an entity."""
    freezer.move_to(NOW)
    household = await watched(hass)
    await low_again(hass, household, freezer, 91, 91)
    await act(hass, "button", "press", "snooze")
    assert await hass.config_entries.async_unload(household.entry.entry_id)
    freezer.tick(timedelta(minutes=20))
    assert await hass.config_entries.async_setup(household.entry.entry_id)
    await hass.async_block_till_done()
    event = shown(hass, "event", "alert")
    assert (event.attributes["event_type"], event.attributes["cause"]) == ("snooze_ended", "oxygen")
    told = event.state
    assert shown(hass, "binary_sensor", "oxygen_alert").attributes["stage"] == "raised"
    await restarted(hass, household)
    assert shown(hass, "event", "alert").state == told, "once is enough"


async def test_im_ok_acknowledges(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """Somebody who says so has heard it."""
    freezer.move_to(NOW)
    household = await watched(hass)
    await low_again(hass, household, freezer, 91, 91)
    await act(hass, "button", "press", "im_ok")
    assert shown(hass, "binary_sensor", "oxygen_alert").attributes["stage"] == "acknowledged"


async def test_nothing_to_acknowledge(hass: HomeAssistant) -> None:
    """Said in words, not in the log."""
    await watched(hass)
    with pytest.raises(ServiceValidationError) as refused:
        await act(hass, "button", "press", "acknowledge")
    assert refused.value.translation_key == "alert_refused_not_open"


async def test_a_limit_moves_what_rings(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """Stricter for this person, with who set it and when; also after a restart."""
    freezer.move_to(NOW)
    anna = await async_user(hass, "anna", GROUP_ID_ADMIN)
    await async_link(hass, anna=anna)
    household = await watched(hass)
    await low_again(hass, household, freezer, 95, 95)
    assert news(household).level is None
    await act(hass, "number", "set_value", "limit_spo2_low_spot", anna, value=96)
    limit = shown(hass, "number", "limit_spo2_low_spot")
    assert (limit.state, limit.attributes["origin"], limit.attributes["set_by"]) == ("96.0", "person", "Anna")
    assert limit.attributes["set_at"].startswith("2026-11-20T12:0")
    household = await restarted(hass, household)
    limit = shown(hass, "number", "limit_spo2_low_spot")
    assert (limit.state, limit.attributes["set_by"]) == ("96.0", "Anna")
    await low_again(hass, household, freezer, 95, 95)
    assert news(household).level is Level.WARNING
    # What it is by itself takes the personal limit back.
    await act(hass, "number", "set_value", "limit_spo2_low_spot", anna, value=94)
    assert controls(household).limits == {}
    assert shown(hass, "number", "limit_spo2_low_spot").attributes["origin"] is None


async def test_what_is_dangerous_is_not_relaxed(hass: HomeAssistant) -> None:
    """Anybody may make an urgent limit stricter, nobody but a clinician less strict."""
    household = await enabled(hass, await watched(hass), "limit_spo2_low_urgent")
    with pytest.raises(ServiceValidationError) as refused:
        await act(hass, "number", "set_value", "limit_spo2_low_urgent", value=85)
    assert refused.value.translation_key == "setting_refused_clinician_only"
    with pytest.raises(ServiceValidationError):
        await act(hass, "number", "set_value", "limit_spo2_low_urgent", value=50)
    assert controls(household).limits == {}
    await act(hass, "number", "set_value", "limit_spo2_low_urgent", value=92)
    assert controls(household).limits["spo2_low_urgent"].value == 92


async def test_a_limit_in_the_unit_of_the_household(hass: HomeAssistant) -> None:
    """Fahrenheit is shown and taken; the store keeps degrees Celsius."""
    hass.config.units = US_CUSTOMARY_SYSTEM
    household = await watched(hass, temperature="sensor.thermometer", systolic="sensor.cuff")
    household = await enabled(hass, household, "limit_temperature_very_high")
    limit = shown(hass, "number", "limit_temperature_very_high")
    assert (limit.state, limit.attributes["unit_of_measurement"]) == ("104.0", "°F")
    await act(hass, "number", "set_value", "limit_temperature_very_high", value=102.2)
    assert controls(household).limits["temperature_very_high"].value == pytest.approx(39.0)
    assert shown(hass, "number", "limit_systolic_low").attributes["unit_of_measurement"] == "mmHg"


async def test_quiet_hours(hass: HomeAssistant) -> None:
    """One end makes both; a switch takes them away; they are there again after a restart."""
    household = await watched(hass)
    assert shown(hass, "time", "quiet_start").state == STATE_UNKNOWN
    await act(hass, "time", "set_value", "quiet_start", time="21:15:00")
    assert shown(hass, "time", "quiet_start").state == "21:15:00"
    assert shown(hass, "time", "quiet_end").state == "07:00:00"
    assert shown(hass, "switch", "quiet_hours").state == STATE_ON
    household = await restarted(hass, household)
    assert shown(hass, "time", "quiet_start").state == "21:15:00"
    assert controls(household).quiet is not None
    await act(hass, "switch", "turn_off", "quiet_hours")
    assert controls(household).quiet is None
    assert shown(hass, "time", "quiet_end").state == STATE_UNKNOWN
    await act(hass, "switch", "turn_on", "quiet_hours")
    assert shown(hass, "time", "quiet_start").state == "22:00:00"


async def test_a_context_holds_for_a_while(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """A forgotten one keeps nothing down for good."""
    freezer.move_to(NOW)
    household = await watched(hass)
    await act(hass, "select", "select_option", "context", option="exercise")
    state = shown(hass, "select", "context")
    assert (state.state, state.attributes["until"]) == ("exercise", "2026-11-20T16:00:00+00:00")
    household = await restarted(hass, household)
    assert shown(hass, "select", "context").state == "exercise"
    await wait(hass, household, freezer, hours=4, seconds=1)
    assert shown(hass, "select", "context").state == "rest"
    with pytest.raises(ServiceValidationError):
        await act(hass, "select", "select_option", "context", option="dancing")


async def test_a_pause_ends_by_itself(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """Nothing rings meanwhile, not even what is urgent; afterwards it does."""
    freezer.move_to(NOW)
    household = await watched(hass)
    await act(hass, "switch", "turn_off", "monitoring")
    state = shown(hass, "switch", "monitoring")
    assert (state.state, state.attributes["until"]) == (STATE_OFF, "2026-11-20T13:00:00+00:00")
    household = await restarted(hass, household)
    assert shown(hass, "switch", "monitoring").state == STATE_OFF
    await low_again(hass, household, freezer, 91, 91)
    assert shown(hass, "sensor", "alert_level").state == "none"
    await wait(hass, household, freezer, hours=1)
    assert shown(hass, "switch", "monitoring").state == STATE_ON
    await low_again(hass, household, freezer, 91, 91)
    assert shown(hass, "sensor", "alert_level").state == "urgent"
    await act(hass, "switch", "turn_off", "monitoring")
    await act(hass, "switch", "turn_on", "monitoring")
    assert shown(hass, "switch", "monitoring").state == STATE_ON
    assert controls(household).paused_until_ms is None


async def test_who_may_only_look_sets_nothing(hass: HomeAssistant) -> None:
    """Home Assistant's own permissions, and ours behind them."""
    household = await watched(hass)
    guest = await async_user(hass, "guest", GROUP_ID_READ_ONLY)
    for domain, action, key, data in (
        ("number", "set_value", "limit_spo2_low_spot", {"value": 96}),
        ("switch", "turn_off", "monitoring", {}),
        ("select", "select_option", "context", {"option": "ill"}),
        ("button", "press", "acknowledge", {}),
    ):
        with pytest.raises(Unauthorized):
            await act(hass, domain, action, key, guest, **data)
    assert controls(household) == Controls()


async def test_a_store_that_fails_says_so(hass: HomeAssistant) -> None:
    """The setting stays as it was."""
    await watched(hass)
    full = AsyncMock(side_effect=StoreFullError("full"))
    with patch.object(Household, "async_set_control", full), pytest.raises(HomeAssistantError) as failed:
        await act(hass, "number", "set_value", "limit_spo2_low_spot", value=96)
    assert failed.value.translation_key == "store_failed"
    assert shown(hass, "number", "limit_spo2_low_spot").attributes["origin"] is None
