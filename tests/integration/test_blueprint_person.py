"""The blueprints of single people: visits and medication, the check-in, the pressure week, a call for help."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from blueprint_home import BlueprintHome, async_home
from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.common import async_capture_events


@pytest.fixture
async def home(hass: HomeAssistant, freezer: FrozenDateTimeFactory, tmp_path: Path) -> AsyncIterator[BlueprintHome]:
    """Return a home at noon on a Friday that has our blueprints."""
    async with async_home(hass, freezer, tmp_path) as home:
        yield home


def event(summary: str) -> dict[str, Any]:
    """Return an event of the calendar at three in the afternoon."""
    start = datetime(2026, 11, 20, 15, tzinfo=UTC)
    return {"summary": summary, "start": start, "end": start + timedelta(hours=1)}


async def calendar(home: BlueprintHome, summary: str, **inputs: Any) -> None:
    """Have an event, and an automation that looks at it."""
    await home.calendar(event(summary))
    chosen = {"calendar": "calendar.home", "phones": [home.phone("Anna")], "family_phones": [home.phone("Cora")]}
    await home.automate("visit_and_medication", chosen | inputs)


async def comes(home: BlueprintHome, at: str) -> None:
    """Let a moment of the day come. Home Assistant asks a calendar every quarter of an hour for what is ahead."""
    moment = datetime.fromisoformat(f"2026-11-20 {at}")
    await home.at(str(moment - timedelta(minutes=5)))
    await home.at(str(moment))


async def test_a_visit_is_reminded_of_an_hour_before(home: BlueprintHome) -> None:
    """Once, with its time; at the time itself nothing."""
    await calendar(home, "Nurse")
    await comes(home, "14:00:00")
    assert [one["message"] for one in home.told("Anna")] == ["Nurse at 15:00."]
    await comes(home, "15:00:00")
    assert len(home.told("Anna")) == 1


async def test_medication_is_asked_for_until_it_is_answered(home: BlueprintHome) -> None:
    """The button ends it, does what was chosen, and the question leaves the phone."""
    taken = async_capture_events(home.hass, "taken")
    await calendar(home, "Blue tablet", taken_action=[{"event": "taken", "event_data": {"what": "{{ what }}"}}])
    await comes(home, "14:00:00")
    assert home.told("Anna") == []
    await comes(home, "15:00:00")
    await home.wait(minutes=15, seconds=1)
    first, second = home.told("Anna")
    assert first == second
    assert first["message"] == "Blue tablet: taken?"
    await home.tap(second["data"]["actions"][0]["action"])
    assert [one.data for one in taken] == [{"what": "Blue tablet"}]
    assert home.told("Anna")[2]["message"] == "clear_notification"
    await home.wait(hours=1)
    assert home.told("Cora") == []


async def test_medication_that_is_not_answered_is_told_to_the_family(home: BlueprintHome) -> None:
    """After three questions; "not today" is an answer."""
    await calendar(home, "Insulin")
    await comes(home, "15:00:00")
    for _ in range(3):
        await home.wait(minutes=15, seconds=1)
    assert [one["message"] for one in home.told("Cora")] == ["Insulin at 15:00: no answer."]


async def test_not_today_is_an_answer(home: BlueprintHome) -> None:
    """It does nothing and tells nobody."""
    taken = async_capture_events(home.hass, "taken")
    await calendar(home, "Insulin", taken_action=[{"event": "taken"}])
    await comes(home, "15:00:00")
    await home.tap(home.told("Anna")[0]["data"]["actions"][1]["action"])
    await home.wait(hours=1)
    assert (home.told("Cora"), taken) == ([], [])


async def check_in(home: BlueprintHome, inputs: dict[str, Any] | None = None) -> None:
    """Look for a sign of Anna at half past nine."""
    chosen = {"person": home.device, "phones": [home.phone("Anna")], "first_phones": [home.phone("Cora")]}
    chosen |= {"second_phones": [home.phone("Dan")], "movement": ["binary_sensor.hall"]}
    home.hass.states.async_set("binary_sensor.hall", "off")
    await home.automate("im_ok_check_in", chosen | (inputs or {}))


async def test_a_sign_of_life_is_enough(home: BlueprintHome) -> None:
    """Somebody walked through the hall: no question."""
    await check_in(home)
    home.freezer.move_to("2026-11-21 07:00:00+00:00")
    home.hass.states.async_set("binary_sensor.hall", "on")
    await home.at("2026-11-21 09:30:00")
    assert home.told("Anna") == []


@pytest.mark.parametrize("home_now", ["not_home", "off"])
async def test_nobody_home_is_asked_nothing(home: BlueprintHome, home_now: str) -> None:
    """Away is away."""
    home.hass.states.async_set("person.anna", home_now)
    await check_in(home, {"home": "person.anna"})
    await home.at("2026-11-21 09:30:00")
    assert home.told("Anna") == []


async def test_im_ok_ends_the_check_in(home: BlueprintHome) -> None:
    """HealthSense learns of it, nobody else does."""
    await check_in(home)
    await home.at("2026-11-21 09:30:00")
    (asked,) = home.told("Anna")
    assert asked["message"] == "Good morning Anna, are you OK?"
    await home.tap(asked["data"]["actions"][0]["action"])
    assert home.calls["healthsense.im_ok"][0].data == {"device_id": home.device}
    await home.wait(hours=2)
    assert home.told("Cora") == []


async def test_no_sign_is_told_to_one_after_the_other(home: BlueprintHome) -> None:
    """Asked twice, then Cora, then Dan, who takes it: no last resort."""
    last = async_capture_events(home.hass, "last_resort")
    await check_in(home, {"last_resort": [{"event": "last_resort"}]})
    await home.at("2026-11-21 09:30:00")
    await home.wait(minutes=15, seconds=1)
    assert len(home.told("Anna")) == 2
    await home.wait(minutes=15, seconds=1)
    assert home.told("Cora")[0]["message"].startswith("Anna gave no sign this morning")
    await home.wait(minutes=15, seconds=1)
    await home.tap(home.told("Dan")[0]["data"]["actions"][0]["action"])
    await home.wait(hours=2)
    assert (len(home.told("Cora")), len(home.told("Dan")), last) == (1, 1, [])


async def test_help_is_called_for_at_once(home: BlueprintHome) -> None:
    """The second button does not wait."""
    await check_in(home)
    await home.at("2026-11-21 09:30:00")
    await home.tap(home.told("Anna")[0]["data"]["actions"][1]["action"])
    assert home.told("Cora")[0]["message"] == "Anna needs help."


async def pressure(home: BlueprintHome, at: str, **inputs: Any) -> None:
    """Let a week of measuring begin on Saturday, and go to a moment of it."""
    found = {"vitals": {"systolic": {"readings": [{"value": 120}] * 26}}}
    home.mock("healthsense.get_history", response=found)
    systolic = home.entity("sensor.anna_systolic", "unknown")
    await home.automate(
        "blood_pressure_week",
        {"start_date": "2026-11-21", "systolic": systolic, "phones": [home.phone("Anna")]} | inputs,
    )
    await home.at(at)


async def test_two_readings_a_minute_apart(home: BlueprintHome) -> None:
    """The second is asked for a minute after the first."""
    await pressure(home, "2026-11-21 07:30:00")
    assert home.told("Anna")[0] == {
        "title": "Blood pressure, day 1 of 7",
        "message": "Sit down for five minutes, then measure.",
        "data": {"tag": f"healthsense-pressure-{home.device}", "group": "healthsense-reminders"},
    }
    await home.wait(minutes=6)
    home.measure("sensor.anna_systolic", "2026-11-21T07:36:00+00:00")
    await home.settle()
    assert len(home.told("Anna")) == 1
    await home.wait(minutes=1, seconds=1)
    assert home.told("Anna")[1]["message"].startswith("Thank you. One minute is over")
    home.measure("sensor.anna_systolic", "2026-11-21T07:37:30+00:00")
    await home.settle()
    assert home.told("Anna")[2]["message"] == "Thank you, that was it for now."


@pytest.mark.parametrize("at", ["2026-11-20 19:30:00", "2026-11-28 07:30:00"])
async def test_before_and_after_the_week_nobody_is_asked(home: BlueprintHome, at: str) -> None:
    """Seven days and no more."""
    await pressure(home, at)
    assert home.told("Anna") == []


async def test_the_last_evening_says_how_many_there_are(home: BlueprintHome) -> None:
    """Also when the last reading was left out."""
    done = async_capture_events(home.hass, "done")
    action = {"event": "done", "event_data": {"readings": "{{ readings }}"}}
    await pressure(home, "2026-11-26 21:00:00", done_action=[action])
    await home.wait(hours=3)
    await home.at("2026-11-27 07:30:00")
    await home.wait(hours=3)
    assert done == []
    await home.at("2026-11-27 19:30:00")
    await home.wait(minutes=90, seconds=1)
    assert home.told("Anna")[-1]["message"].startswith("The week is over, with 26 of 28 readings.")
    assert [one.data for one in done] == [{"readings": 26}]


async def script(home: BlueprintHome, name: str, inputs: dict[str, Any], **fields: Any) -> None:
    """Run a script of a blueprint."""
    config = {"alias": name, "use_blueprint": {"path": f"healthsense/{name}.yaml", "input": inputs}}
    assert await async_setup_component(home.hass, "script", {"script": {name: config}})
    await home.hass.services.async_call("script", "turn_on", {"entity_id": f"script.{name}", "variables": fields})
    await home.settle()


async def test_a_call_for_help_goes_on_until_somebody_comes(home: BlueprintHome) -> None:
    """Loud on phones, calm in the room; again after two minutes; the button ends it."""
    await script(
        home,
        "call_for_help",
        {"person": home.device, "phones": [home.phone("Ben"), home.phone("Cora")]}
        | {"speakers": ["media_player.bed"], "voice": "tts.home", "lights": ["light.hall"]},
    )
    assert home.told("Ben")[0]["title"] == "Anna calls for help"
    assert home.told("Ben")[0]["data"]["channel"] == "alarm_stream"
    assert home.calls["light.turn_on"][0].data["entity_id"] == ["light.hall"]
    await home.wait(minutes=2, seconds=1)
    assert len(home.told("Cora")) == 2
    await home.tap(home.told("Ben")[1]["data"]["actions"][0]["action"])
    assert home.told("Cora")[2]["message"] == "clear_notification"
    assert home.calls["tts.speak"][-1].data["message"] == "Somebody is on the way."
