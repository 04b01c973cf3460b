"""The blueprints of the household: summaries, low and high glucose, a sensor that fell silent."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from blueprint_home import BlueprintHome, async_home
from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from pytest_homeassistant_custom_component.common import async_capture_events

EVENT = {"alert_event": "event.anna_alert"}


@pytest.fixture
async def home(hass: HomeAssistant, freezer: FrozenDateTimeFactory, tmp_path: Path) -> AsyncIterator[BlueprintHome]:
    """Return a home at noon on a Friday that has our blueprints."""
    async with async_home(hass, freezer, tmp_path) as home:
        yield home


def rang(level: str = "warning", cause: str = "oxygen", **more: Any) -> dict[str, Any]:
    """Return an alert of the history."""
    raised, acknowledged = "2026-11-20T20:00:00+00:00", "2026-11-20T20:06:00+00:00"
    about = {"level": level, "cause": cause, "test": False, "raised": raised, "acknowledged": acknowledged}
    return about | more


async def morning(home: BlueprintHome, status: str = "usual", **inputs: Any) -> list[str]:
    """Let it be morning; return what the family is told."""
    home.mock("healthsense.get_assessment", response={"assessments": {"overall_status": {"value": status}}})
    chosen = {"agreed": True, "person": home.device, "phones": [home.phone("Cora")]}
    await home.automate("morning_summary", chosen | inputs)
    await home.at("2026-11-21 08:30:00")
    return [one["message"] for one in home.told("Cora")]


async def test_the_family_is_told_that_all_is_well(home: BlueprintHome) -> None:
    """One sentence, and none of a value."""
    assert await morning(home) == ["All is as usual."]
    assert home.told("Cora")[0]["title"] == "Anna this morning"


async def test_nothing_is_sent_without_consent(home: BlueprintHome) -> None:
    """The default is no."""
    assert await morning(home, agreed=False) == []


async def test_the_morning_tells_what_rang_and_what_is_missing(home: BlueprintHome) -> None:
    """Tests, interruptions and what never rang do not count."""
    home.history = [rang(), rang(test=True), rang(raised=None), rang(cause="monitoring")]
    home.open = [{"id": "overdue-1", "cause": "overdue", "stage": "raised"}]
    told = await morning(home, "worth_checking")
    assert told == [
        "Something is worth checking: please ask Anna.\n"
        "Alerts since yesterday: 1.\n"
        "A measurement of the plan is not done."
    ]


async def test_too_little_is_told_as_such(home: BlueprintHome) -> None:
    """No number stands for a reading that was not there."""
    assert await morning(home, "no_data") == ["Too little was measured to say anything."]


@pytest.mark.parametrize(("status", "told"), [("usual", 0), ("urgent", 1)])
async def test_the_morning_may_be_silent_when_all_is_well(home: BlueprintHome, status: str, told: int) -> None:
    """Only when there is something to tell."""
    assert len(await morning(home, status, only_if_something=True)) == told


async def test_values_are_told_where_they_were_chosen(home: BlueprintHome) -> None:
    """With their unit; one that is not known is left out."""
    home.hass.states.async_set(
        "sensor.anna_weight", "71.2", {"unit_of_measurement": "kg", "friendly_name": "Anna Weight"}
    )
    home.hass.states.async_set("sensor.anna_pulse", "unknown", {"friendly_name": "Anna Pulse"})
    told = await morning(home, values=["sensor.anna_weight", "sensor.anna_pulse"], notifiers=["notify.chat"])
    assert told == ["All is as usual.\nWeight: 71.2 kg"]
    assert home.calls["notify.send_message"][0].data["message"] == told[0]


async def test_the_week_in_a_letter(home: BlueprintHome) -> None:
    """On Sunday at nine: averages, alerts, and how long it took until somebody took care."""
    points = [
        {"mean": 60.0, "min": 51.0, "max": 90.0, "count": 90},
        {"mean": 76.0, "min": 64.0, "max": 101.0, "count": 30},
    ]
    vitals = {"heart_rate": {"unit": "bpm", "points": points}, "weight": {"unit": "kg", "points": []}}
    home.mock("healthsense.get_history", response={"vitals": vitals})
    home.history = [rang(), rang(acknowledged=None)]
    await home.automate(
        "weekly_summary_email",
        {"agreed": True, "person": home.device, "mail": ["notify.mail"], "vitals": ["heart_rate", "weight"]},
    )
    await home.at("2026-11-21 09:00:00")
    assert home.calls["notify.send_message"] == []
    await home.at("2026-11-22 09:00:00")
    (asked,) = home.calls["healthsense.get_history"]
    assert asked.data["vitals"] == ["heart_rate", "weight"]
    assert asked.data["start"] == "2026-11-15T09:00:00+00:00"
    (letter,) = home.calls["notify.send_message"]
    assert letter.data["title"] == "The week of Anna"
    assert letter.data["message"].split("\n") == [
        "What was measured of Anna in the last seven days.",
        "",
        "Heart rate: 64.0 bpm (51.0 to 101.0, 120 times)",
        "",
        "Alerts: 2, taken care of after 6 min on average.",
        "",
        "HealthSense measures and compares; it replaces no doctor.",
    ]


async def test_low_glucose_tells_the_person_first(home: BlueprintHome) -> None:
    """A warning: phone and voice at once, a carer after five minutes, everybody again until somebody answers."""
    await home.automate(
        "glucose_fast_path",
        EVENT
        | {"phones": [home.phone("Anna")], "carer_phones": [home.phone("Cora")]}
        | {"speakers": ["media_player.kitchen"], "voice": "tts.home"},
    )
    await home.alert("raised", "warning", "glucose", reasons=["glucose_low_1"])
    (told,) = home.told("Anna")
    assert told["title"] == "Anna: glucose is low"
    assert told["message"].startswith("Eat or drink something sweet now")
    assert home.calls["tts.speak"][0].data["message"] == told["message"]
    assert home.told("Cora") == []
    await home.wait(minutes=5, seconds=1)
    assert (len(home.told("Anna")), len(home.told("Cora"))) == (2, 1)
    await home.alert("acknowledged", "warning", "glucose")
    await home.wait(minutes=30)
    assert len(home.told("Anna")) == 2


async def test_urgent_glucose_tells_everybody_at_once(home: BlueprintHome) -> None:
    """Loud, and again and again; at last what was chosen for that."""
    last = async_capture_events(home.hass, "last_resort")
    await home.automate(
        "glucose_fast_path",
        EVENT
        | {"phones": [home.phone("Anna")], "carer_phones": [home.phone("Cora")], "repeats": 1}
        | {"last_resort": [{"event": "last_resort"}]},
    )
    await home.alert("raised", "urgent", "glucose", reasons=["glucose_low_2"])
    assert home.told("Cora")[0]["data"]["push"]["interruption-level"] == "critical"
    await home.wait(minutes=5, seconds=1)
    await home.wait(minutes=5, seconds=1)
    assert (len(home.told("Cora")), len(last)) == (2, 1)


@pytest.mark.parametrize(("high_too", "told"), [(True, ["Anna: glucose is high"]), (False, [])])
async def test_high_glucose_only_where_it_is_wanted(home: BlueprintHome, high_too: bool, told: list[str]) -> None:
    """It has a text of its own, and can be left out."""
    await home.automate("glucose_fast_path", EVENT | {"phones": [home.phone("Anna")], "high_too": high_too})
    await home.alert("raised", "warning", "glucose", reasons=["glucose_high_2"])
    assert [one["title"] for one in home.told("Anna")] == told


async def test_another_cause_is_not_glucose(home: BlueprintHome) -> None:
    """Nobody is told to eat for a fast pulse."""
    await home.automate("glucose_fast_path", EVENT | {"phones": [home.phone("Anna")]})
    await home.alert("raised", "urgent", "pulse", reasons=["heart_rate_high"])
    assert home.told("Anna") == []


async def silence(home: BlueprintHome, **inputs: Any) -> None:
    """Watch a sensor, then let it fall silent for five minutes."""
    interrupted = home.entity("binary_sensor.anna_monitoring", "off")
    await home.automate("monitoring_fallback", {"interrupted": interrupted, "phones": [home.phone("Cora")]} | inputs)
    home.hass.states.async_set(interrupted, "on")
    await home.wait(minutes=5, seconds=1)


async def test_a_silent_sensor_is_told_hourly_until_it_is_back(home: BlueprintHome) -> None:
    """Then that it is back, to those who were told."""
    fallback = async_capture_events(home.hass, "fallback")
    await silence(home, fallback=[{"event": "fallback"}])
    assert home.told("Cora")[0]["title"] == "Anna: monitoring is interrupted"
    await home.wait(hours=1, seconds=1)
    assert (len(home.told("Cora")), len(fallback)) == (2, 1)
    home.hass.states.async_set("binary_sensor.anna_monitoring", "off")
    await home.settle()
    assert [one["message"] for one in home.told("Cora")][2:] == ["Measurements are back."]


async def test_a_plug_may_help_before_anybody_is_told(home: BlueprintHome) -> None:
    """Off, ten seconds, on, and three minutes to start."""
    home.hass.states.async_set("switch.sensor", "on")
    await silence(home, plug="switch.sensor")
    assert len(home.calls["switch.turn_off"]) == 1
    await home.wait(seconds=11)
    assert len(home.calls["switch.turn_on"]) == 1
    home.hass.states.async_set("binary_sensor.anna_monitoring", "off")
    await home.wait(minutes=10)
    assert home.told("Cora") == []


async def test_off_duty_is_left_alone(home: BlueprintHome) -> None:
    """What was chosen as a fallback happens all the same."""
    fallback = async_capture_events(home.hass, "fallback")
    home.hass.states.async_set("schedule.duty", "off")
    await silence(home, duty="schedule.duty", fallback=[{"event": "fallback"}])
    assert (home.told("Cora"), len(fallback)) == ([], 1)


async def test_healthsense_itself_may_be_what_fails(home: BlueprintHome) -> None:
    """Its entities are unavailable then."""
    interrupted = home.entity("binary_sensor.anna_monitoring", "off")
    await home.automate("monitoring_fallback", {"interrupted": interrupted, "phones": [home.phone("Cora")]})
    home.hass.states.async_set(interrupted, "unavailable")
    await home.wait(minutes=5, seconds=1)
    assert len(home.told("Cora")) == 1
