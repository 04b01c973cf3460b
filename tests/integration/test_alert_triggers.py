"""The triggers: which alerts start an automation, and which do not."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from alert_home import AlertEntity, automate, register
from doors_home import ALICE, ago, async_act, async_household, person
from homeassistant.core import HomeAssistant
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers.trigger import async_get_all_descriptions, async_validate_trigger_config
from homeassistant.util.yaml import load_yaml_dict
from pytest_homeassistant_custom_component.common import MockConfigEntry
from voluptuous import Invalid

from custom_components.healthsense.engine.alerts.model import LEVEL_WORDS, Cause
from custom_components.healthsense.trigger import TRIGGERS

ROOT = Path(__file__).parents[2] / "custom_components" / "healthsense"
WORD_OF = {
    "alert_raised": "raised",
    "alert_escalated": "escalated",
    "alert_acknowledged": "acknowledged",
    "alert_resolved": "resolved",
    "measurement_overdue": "raised",
}


@pytest.fixture
async def entry(hass: HomeAssistant) -> MockConfigEntry:
    """Set a household up."""
    return await async_household(hass, person(ALICE, "Alice"))


@pytest.fixture
def device_id(hass: HomeAssistant, entry: MockConfigEntry) -> str:
    """Return Alice's device."""
    device = dr.async_get(hass).async_get_device_by_identifier(("healthsense", ALICE), entry.entry_id)
    assert device is not None
    return device.id


@pytest.fixture
def alerts(hass: HomeAssistant, entry: MockConfigEntry, device_id: str) -> AlertEntity:
    """Return an alert event of Alice."""
    return AlertEntity(hass, register(hass, entry, "event", "fake", "alert", device_id))


def on(alerts: AlertEntity, key: str = "alert_raised", **options: Any) -> dict[str, Any]:
    """Return a trigger as the editor writes it."""
    found: dict[str, Any] = {"trigger": f"healthsense.{key}", "target": {"entity_id": alerts.entity_id}}
    return found | ({"options": options} if options else {})


@pytest.mark.parametrize(("key", "word"), WORD_OF.items())
async def test_each_trigger_has_its_moment(hass: HomeAssistant, alerts: AlertEntity, key: str, word: str) -> None:
    """A trigger starts the automation with its own word, and with no other."""
    calls = await automate(hass, on(alerts, key))
    for other in ("raised", "escalated", "acknowledged", "snoozed", "resolved", "expired", "happened"):
        if other != word:
            await alerts.fire(other, level="warning", cause="overdue")
    assert not calls
    await alerts.fire(word, level="warning", cause="overdue")
    assert [call.data["entity"] for call in calls] == [alerts.entity_id]


async def test_the_level_is_a_least_one(hass: HomeAssistant, alerts: AlertEntity) -> None:
    """Urgent means urgent and critical; an event that says no level is none."""
    calls = await automate(hass, on(alerts, level="urgent"))
    for level in ("info", "warning", None, 4):
        await alerts.fire("raised", level=level, cause="oxygen")
    assert not calls
    for level in ("urgent", "critical"):
        await alerts.fire("raised", level=level, cause="oxygen")
    assert len(calls) == 2


async def test_a_warning_that_becomes_urgent_is_an_urgent_alert(hass: HomeAssistant, alerts: AlertEntity) -> None:
    """Who asked for urgent ones alone hears of it when the level rises."""
    calls = await automate(hass, on(alerts, level="urgent"))
    await alerts.fire("raised", level="warning", cause="oxygen")
    assert not calls
    await alerts.fire("level_raised", level="urgent", cause="oxygen")
    assert len(calls) == 1


async def test_causes_are_chosen(hass: HomeAssistant, alerts: AlertEntity) -> None:
    """Those named, and without a choice all."""
    calls = await automate(hass, on(alerts, cause=["glucose", "oxygen"]))
    for cause in Cause:
        await alerts.fire("raised", level="info", cause=cause.value)
    assert len(calls) == 2


async def test_overdue_is_about_nothing_else(hass: HomeAssistant, alerts: AlertEntity) -> None:
    """An alert about the oxygen is no overdue measurement."""
    calls = await automate(hass, on(alerts, "measurement_overdue"))
    await alerts.fire("raised", level="critical", cause="oxygen")
    assert not calls
    await alerts.fire("raised", level="info", cause="overdue")
    assert len(calls) == 1


async def test_a_person_is_a_target(
    hass: HomeAssistant, entry: MockConfigEntry, alerts: AlertEntity, device_id: str
) -> None:
    """Their device stands for their alerts: other events of theirs, or of somebody else's, say nothing."""
    trigger = {"trigger": "healthsense.alert_raised", "target": {"device_id": device_id}}
    calls = await automate(hass, trigger)
    status = AlertEntity(hass, register(hass, entry, "event", "fake", "status", device_id))
    await status.fire("raised", level="critical")
    bell = AlertEntity(hass, "event.doorbell")
    await bell.fire("raised", level="critical")
    assert not calls
    await alerts.fire("raised", level="info")
    assert len(calls) == 1


async def test_the_same_event_again_is_no_new_one(hass: HomeAssistant, alerts: AlertEntity) -> None:
    """HealthSense is set up anew, or an attribute changes: the automation does not start again."""
    calls = await automate(hass, on(alerts))
    at = datetime.now(UTC).isoformat()
    await alerts.show(at, event_type="raised", level="urgent")
    assert len(calls) == 1
    await alerts.show(at, event_type="raised", level="urgent", by="Bob")
    await alerts.show("unavailable")
    await alerts.show(at, event_type="raised", level="urgent")
    assert len(calls) == 1


async def test_an_alert_after_a_fault_is_not_missed(hass: HomeAssistant, alerts: AlertEntity) -> None:
    """The first thing that is shown after the disk failed may be an alert."""
    calls = await automate(hass, on(alerts))
    await alerts.show("unavailable")
    await alerts.show((datetime.now(UTC) + timedelta(seconds=1)).isoformat(), event_type="raised", level="urgent")
    assert len(calls) == 1
    await alerts.show("unavailable")
    await alerts.show("unknown")
    assert len(calls) == 1


@pytest.mark.parametrize(
    "options", [{"level": "loud"}, {"cause": ["love"]}, {"cause": "oxygen", "level": 3}, {"behavior": "each"}]
)
async def test_what_does_not_exist_is_refused(
    hass: HomeAssistant, alerts: AlertEntity, options: dict[str, Any]
) -> None:
    """A slip shows when the automation is saved, not in the night in which it does not start."""
    with pytest.raises(Invalid):
        await async_validate_trigger_config(hass, cv.TRIGGER_SCHEMA([on(alerts, **options)]))


async def test_readings_start_an_automation(hass: HomeAssistant, device_id: str) -> None:
    """Two low readings, our own event entity, a trigger and a condition of ours on the same person."""
    target = {"device_id": device_id}
    calls = await automate(
        hass,
        {
            "trigger": "healthsense.alert_raised",
            "target": target,
            "options": {"level": "urgent", "cause": "oxygen"},
        },
        {"condition": "healthsense.alert_level", "target": target, "options": {"level": "urgent"}},
    )
    for minutes, value in ((5, 91), (0, 90)):
        reading = {"vital": "spo2", "value": value, "unit": "%", "time": ago(minutes=minutes)}
        await async_act(hass, "record_measurement", {"person_id": ALICE, **reading})
        await hass.async_block_till_done()
    assert [call.data["entity"] for call in calls] == ["event.alice_alert"]


@pytest.mark.usefixtures("entry")
async def test_the_editor_is_told_of_every_trigger(hass: HomeAssistant) -> None:
    """What triggers.yaml describes is what there is, with every level and cause."""
    described = load_yaml_dict(str(ROOT / "triggers.yaml"))
    assert {name for name in described if not name.startswith(".")} == set(TRIGGERS)
    found = await async_get_all_descriptions(hass)
    for key in TRIGGERS:
        fields = (found[f"healthsense.{key}"] or {})["fields"]
        if key != "measurement_overdue":
            assert fields["level"]["selector"]["select"]["options"] == list(LEVEL_WORDS)
            assert fields["cause"]["selector"]["select"]["options"] == [cause.value for cause in Cause]
