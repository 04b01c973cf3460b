"""Each automation blueprint: with what it must be told it loads, and it calls what it should, when it should."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from blueprint_home import SOURCES, BlueprintHome, async_home
from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from pytest_homeassistant_custom_component.common import async_capture_events

EVENT = {"alert_event": "event.anna_alert"}
AUTOMATIONS = sorted(path.stem for path in SOURCES if path.parent.parent.name == "automation")


@pytest.fixture
async def home(hass: HomeAssistant, freezer: FrozenDateTimeFactory, tmp_path: Path) -> AsyncIterator[BlueprintHome]:
    """Return a home at noon on a Friday that has our blueprints."""
    async with async_home(hass, freezer, tmp_path) as home:
        yield home


def required(home: BlueprintHome) -> dict[str, dict[str, Any]]:
    """Return the inputs that each blueprint must be told."""
    ben = home.phone("Ben")
    return {
        "alert_to_phones": EVENT | {"phones": [ben]},
        "bedroom_oxygen_night": EVENT | {"lights": [home.entity("light.bed", "off", "demo")], "carer_phones": [ben]},
        "blood_pressure_week": {
            "start_date": "2026-11-20",
            "systolic": home.entity("sensor.anna_systolic", "unknown"),
            "phones": [ben],
        },
        "carer_chain": EVENT | {"first_phones": [ben]},
        "glucose_fast_path": EVENT | {"phones": [ben]},
        "im_ok_check_in": {"person": home.device},
        "measurement_reminder": {"measurement": home.entity("sensor.anna_weight", "unknown"), "phones": [ben]},
        "missed_measurement": {"overdue": home.entity("binary_sensor.anna_overdue", "off")},
        "monitoring_fallback": {
            "interrupted": home.entity("binary_sensor.anna_monitoring", "off"),
            "phones": [ben],
        },
        "morning_summary": {"person": home.device},
        "visit_and_medication": {"calendar": "calendar.home", "phones": [ben]},
        "weekly_summary_email": {"person": home.device, "mail": [home.entity("notify.mail", "unknown", "smtp")]},
    }


def test_every_blueprint_is_tried() -> None:
    """The table above is complete."""
    assert AUTOMATIONS == [
        "alert_to_phones", "bedroom_oxygen_night", "blood_pressure_week", "carer_chain", "glucose_fast_path",
        "im_ok_check_in", "measurement_reminder", "missed_measurement", "monitoring_fallback", "morning_summary",
        "visit_and_medication", "weekly_summary_email",
    ]  # fmt: skip


@pytest.mark.parametrize("name", AUTOMATIONS)
async def test_defaults_work(home: BlueprintHome, name: str) -> None:
    """Told what it must be told and nothing else, it is a valid automation."""
    await home.calendar()
    await home.automate(name, required(home)[name])
    state = home.hass.states.get(f"automation.{name}")
    assert state is not None
    assert state.state == "on"


@pytest.mark.parametrize("name", AUTOMATIONS)
async def test_what_must_be_told_is_asked_for(home: BlueprintHome, name: str, caplog: pytest.LogCaptureFixture) -> None:
    """Without one of the inputs Home Assistant says which is missing, and nothing runs."""
    inputs = required(home)[name]
    left_out = min(inputs)
    await home.automate(name, {key: value for key, value in inputs.items() if key != left_out})
    assert f"Missing input {left_out}" in caplog.text
    assert home.hass.states.get(f"automation.{name}").state == "unavailable"  # type: ignore[union-attr]  # it is there


@pytest.mark.parametrize(
    ("name", "inputs"),
    [
        ("alert_to_phones", {"wait_minutes": "soon"}),
        ("alert_to_phones", {"alert_event": "not an entity"}),
        ("bedroom_oxygen_night", {"wait_seconds": {"a": 1}}),
        ("measurement_reminder", {"first_time": "25:00:00"}),
        ("visit_and_medication", {"offset": "an hour"}),
        ("carer_chain", {"last_resort": [{"no": "action"}]}),
    ],
)
async def test_bad_inputs_make_no_automation(
    home: BlueprintHome, name: str, inputs: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    """Home Assistant refuses what cannot work, and says so."""
    await home.calendar()
    await home.automate(name, required(home)[name] | inputs)
    state = home.hass.states.get(f"automation.{name}")
    assert state is not None
    assert state.state == "unavailable"
    assert name in caplog.text


async def test_a_phone_that_is_gone_does_not_keep_others_from_being_told(home: BlueprintHome) -> None:
    """Home Assistant would stop at the first one; a notice says that phones are to be chosen anew."""
    await home.automate("alert_to_phones", EVENT | {"phones": ["0123456789abcdef", home.phone("Ben")]})
    await home.alert("raised")
    assert len(home.told("Ben")) == 1
    (notice,) = home.calls["persistent_notification.create"]
    assert "choose the phones anew" in notice.data["message"]
    assert "Oxygen" not in notice.data["message"]


async def test_what_was_missed_is_asked_for(home: BlueprintHome) -> None:
    """Two events in one moment: the state of the event entity shows the second only, HealthSense knows both."""
    await home.automate("alert_to_phones", EVENT | {"phones": [home.phone("Ben")]})
    await home.alert("raised")
    home.open.clear()
    await home.wait(minutes=5, seconds=1)
    await home.wait(minutes=5, seconds=1)
    assert len(home.told("Ben")) == 1


async def test_an_old_event_shown_again_rings_nobody(home: BlueprintHome) -> None:
    """After a restart the event entity shows its last event again; one that came meanwhile is new."""
    await home.automate("alert_to_phones", EVENT | {"phones": [home.phone("Ben")]})
    await home.alert("raised", at="2026-11-20T11:00:00.000+00:00", before="unavailable")
    assert home.told("Ben") == []
    await home.alert("raised", before="unavailable")
    assert len(home.told("Ben")) == 1


async def test_quiet_hours_hold_a_warning_and_nothing_urgent(home: BlueprintHome) -> None:
    """They may cross midnight."""
    hours = {"quiet_from": "22:00:00", "quiet_to": "13:00:00"}
    await home.automate("alert_to_phones", EVENT | hours | {"phones": [home.phone("Ben")]})
    await home.alert("raised", "warning")
    assert home.told("Ben") == []
    await home.alert("level_raised", "urgent")
    assert len(home.told("Ben")) == 1


async def test_carers_are_told_one_after_the_other(home: BlueprintHome) -> None:
    """Who is off duty is left out; the chain ends when somebody takes care; those who were told learn of it."""
    home.hass.states.async_set("schedule.cora", "off")
    await home.automate(
        "carer_chain",
        EVENT
        | {"first_phones": [home.phone("Ben")], "second_phones": [home.phone("Cora")], "second_duty": "schedule.cora"}
        | {"third_phones": [home.phone("Dan")], "last_resort": [{"event": "last_resort"}]},
    )
    last = async_capture_events(home.hass, "last_resort")
    await home.alert("raised")
    assert [len(home.told(name)) for name in ("Ben", "Cora", "Dan")] == [1, 0, 0]
    await home.wait(minutes=5, seconds=1)
    assert [len(home.told(name)) for name in ("Ben", "Cora", "Dan")] == [1, 0, 1]
    await home.alert("acknowledged", by="Dan")
    assert home.told("Ben")[1]["message"] == "Oxygen: Dan takes care."
    await home.wait(minutes=60)
    assert [len(home.told(name)) for name in ("Ben", "Cora", "Dan")] == [2, 0, 2]
    assert last == []


async def test_nobody_on_duty_means_everybody(home: BlueprintHome) -> None:
    """An alert that reaches nobody is worse; at the end of the chain comes the last resort."""
    home.hass.states.async_set("person.ben", "not_home")
    await home.automate(
        "carer_chain",
        EVENT
        | {"first_phones": [home.phone("Ben")], "first_duty": "person.ben", "rounds": 2, "first_minutes": 1}
        | {"last_resort": [{"event": "last_resort", "event_data": {"who": "{{ name }}"}}]},
    )
    last = async_capture_events(home.hass, "last_resort")
    await home.alert("raised", "critical")
    await home.wait(minutes=1, seconds=1)
    assert (len(home.told("Ben")), len(last)) == (2, 0)
    await home.wait(minutes=1, seconds=1)
    assert [one.data for one in last] == [{"who": "Anna"}]


async def bedroom(home: BlueprintHome, **more: Any) -> None:
    """Automate the bedroom, at two at night."""
    home.freezer.move_to("2026-11-21 02:00:00+00:00")
    await home.automate(
        "bedroom_oxygen_night",
        EVENT
        | {"lights": [home.entity("light.bed", "off", "demo")], "carer_phones": [home.phone("Cora")]}
        | {"speakers": ["media_player.bed"], "voice": "tts.home"}
        | more,
    )


async def test_light_and_voice_wake_before_the_carer_is_called(home: BlueprintHome) -> None:
    """Twice the voice, a minute each; then the carer; the light goes off when it is over."""
    await bedroom(home)
    await home.alert("raised")
    (light,) = home.calls["light.turn_on"]
    assert light.data == {"entity_id": ["light.bed"], "brightness_pct": 100}
    (said,) = home.calls["tts.speak"]
    assert said.data["message"].startswith("Anna, please wake up")
    assert said.data["media_player_entity_id"] == ["media_player.bed"]
    assert home.calls["media_player.volume_set"][0].data["volume_level"] == 0.6
    assert home.told("Cora") == []
    await home.wait(seconds=61)
    assert (len(home.calls["tts.speak"]), len(home.told("Cora"))) == (2, 0)
    await home.wait(seconds=61)
    (told,) = home.told("Cora")
    assert told["title"] == "Anna: urgent"
    await home.alert("resolved")
    assert home.calls["light.turn_off"][0].data == {"entity_id": ["light.bed"]}


async def test_waking_that_helps_calls_nobody(home: BlueprintHome) -> None:
    """The reading came back: the light goes off and everybody sleeps on."""
    await bedroom(home)
    await home.alert("raised")
    await home.wait(seconds=20)
    await home.alert("resolved")
    await home.wait(seconds=200)
    assert home.told("Cora") == []
    assert len(home.calls["light.turn_off"]) == 1


async def test_a_critical_alert_at_night_calls_the_carer_at_once(home: BlueprintHome) -> None:
    """The light and the voice come as well; the carer is told once."""
    await bedroom(home)
    await home.alert("raised", "critical")
    assert len(home.told("Cora")) == len(home.calls["light.turn_on"]) == 1
    await home.wait(seconds=61)
    await home.wait(seconds=61)
    assert len(home.told("Cora")) == 1


async def test_oxygen_that_joins_another_alert_wakes_too(home: BlueprintHome) -> None:
    """Alerts of causes that belong together are one: it began with the pulse. What joins later wakes nobody again."""
    await bedroom(home)
    await home.alert("raised", cause="pulse")
    assert home.calls["light.turn_on"] == []
    await home.alert("grouped", cause="pulse", causes=["pulse", "oxygen"])
    assert len(home.calls["light.turn_on"]) == 1
    await home.alert("grouped", cause="pulse", causes=["pulse", "oxygen", "breathing"])
    assert len(home.calls["light.turn_on"]) == 1


async def test_a_test_says_that_it_is_one(home: BlueprintHome) -> None:
    """Whoever tries the phones out frightens nobody."""
    await home.automate("alert_to_phones", EVENT | {"phones": [home.phone("Ben")]})
    await home.alert("raised", cause="monitoring", test=True)
    assert home.told("Ben")[0]["message"].startswith("Test.")


@pytest.mark.parametrize("name", AUTOMATIONS)
async def test_it_can_be_run_by_hand(home: BlueprintHome, name: str, caplog: pytest.LogCaptureFixture) -> None:
    """Run actions, in the menu of an automation: how somebody sees what it does. Nothing is missing then."""
    await home.calendar()
    home.mock("healthsense.get_assessment", response={"assessments": {"overall_status": {"value": "usual"}}})
    home.mock("healthsense.get_history", response={"vitals": {}})
    await home.automate(name, required(home)[name])
    entity = {"entity_id": f"automation.{name}", "skip_condition": True}
    await home.hass.services.async_call("automation", "trigger", entity)
    await home.settle()
    await home.wait(minutes=5, seconds=1)
    assert "Error" not in caplog.text
    done = home.told("Ben") or home.calls["light.turn_on"] or home.calls["notify.send_message"]
    assert done or name in {"im_ok_check_in", "missed_measurement", "monitoring_fallback", "morning_summary"}


@pytest.mark.parametrize(("cause", "at"), [("pulse", "02:00:00"), ("oxygen", "12:00:00")])
async def test_the_bedroom_stays_dark_otherwise(home: BlueprintHome, cause: str, at: str) -> None:
    """Another cause, or the day."""
    await bedroom(home)
    home.freezer.move_to(f"2026-11-22 {at}+00:00")
    await home.alert("raised", cause=cause)
    assert home.calls["light.turn_on"] == []


async def test_a_measurement_is_reminded_of_twice_and_then_told(home: BlueprintHome) -> None:
    """After half an hour once more, after another hour the family."""
    inputs = required(home)["measurement_reminder"] | {"missed_phones": [home.phone("Cora")]}
    await home.automate("measurement_reminder", inputs)
    await home.at("2026-11-21 08:00:00")
    assert home.told("Ben")[0]["message"] == "Time to measure: Weight."
    await home.wait(minutes=30, seconds=1)
    assert (len(home.told("Ben")), home.told("Cora")) == (2, [])
    await home.wait(minutes=60, seconds=1)
    assert home.told("Cora")[0]["message"] == "Anna: Weight was not measured."
    assert home.told("Ben")[2]["message"] == "clear_notification"


async def test_a_measurement_that_was_done_is_not_asked_for(home: BlueprintHome) -> None:
    """Done before: silence. Done after the reminder: the phone shows it no longer."""
    inputs = required(home)["measurement_reminder"] | {"missed_phones": [home.phone("Cora")]}
    await home.automate("measurement_reminder", inputs)
    home.measure("sensor.anna_weight", "2026-11-21T07:15:00+00:00")
    await home.at("2026-11-21 08:00:00")
    assert home.told("Ben") == []
    await home.at("2026-11-22 08:00:00")
    assert len(home.told("Ben")) == 1
    home.measure("sensor.anna_weight", "2026-11-22T08:10:00+00:00")
    await home.settle()
    assert home.told("Ben")[1]["message"] == "clear_notification"
    await home.wait(hours=3)
    assert home.told("Cora") == []


async def test_an_overdue_measurement_is_told_to_the_family_last(home: BlueprintHome) -> None:
    """A quarter of an hour, then the person; two hours, then the family; at night nobody."""
    inputs = required(home)["missed_measurement"]
    await home.automate(
        "missed_measurement", inputs | {"phones": [home.phone("Anna")], "family_phones": [home.phone("Cora")]}
    )
    home.freezer.move_to("2026-11-21 06:00:00+00:00")
    home.hass.states.async_set("binary_sensor.anna_overdue", "on")
    await home.wait(minutes=16)
    assert home.told("Anna") == []
    await home.wait(hours=2)
    assert (len(home.told("Anna")), home.told("Cora")) == (1, [])
    await home.wait(hours=2, seconds=1)
    assert home.told("Cora")[0]["message"] == "Anna: a measurement of the plan is still not done."


async def test_an_overdue_measurement_that_is_done_is_told_to_nobody(home: BlueprintHome) -> None:
    """The reminder disappears from the phone."""
    await home.automate(
        "missed_measurement",
        required(home)["missed_measurement"] | {"phones": [home.phone("Anna")], "family_phones": [home.phone("Cora")]},
    )
    home.hass.states.async_set("binary_sensor.anna_overdue", "on")
    await home.wait(minutes=16)
    home.hass.states.async_set("binary_sensor.anna_overdue", "off")
    await home.wait(hours=3)
    assert [one["message"] for one in home.told("Anna")][1:] == ["clear_notification"]
    assert home.told("Cora") == []
