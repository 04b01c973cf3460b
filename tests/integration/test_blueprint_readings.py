"""From a reading to a call: HealthSense measures, alerts and tells its event entity, and our blueprints act on that."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from alerts_home import entity_of
from blueprint_home import BlueprintHome, async_home
from care_home import planner
from doors_home import ALICE, GROUP_ID_USER, async_household, async_user, person
from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import Context, HomeAssistant
from homeassistant.helpers import device_registry as dr
from homeassistant.setup import async_setup_component
from test_alert_delivery import of_alice
from test_household import bound

from custom_components.healthsense.engine.alerts.model import Stage
from custom_components.healthsense.household import Household, RawReading

WEIGHT_AT_EIGHT = {"weight": {"repeat": "daily", "times": ["08:00"], "since": "2026-11-19"}}


class Measured(BlueprintHome):
    """A home with a real household of Alice; the worker has done what was asked when a step returns."""

    household: Household

    async def start(self, subentry: Any = None) -> None:
        """Set HealthSense up."""
        alice = subentry or person(ALICE, "Alice", sources=bound(spo2="sensor.clip"))
        self.household = (await async_household(self.hass, alice)).runtime_data

    async def settle(self) -> None:
        """Let the worker finish and everything run that need not wait for a clock."""
        for _ in range(4):
            await super().settle()
            await self.household.async_run(lambda _store: None)
        await super().settle()

    async def read(self, vital: str, *values: float, unit: str = "%", apart: float = 2) -> None:
        """Take readings, minutes apart."""
        for value in values:
            await self.wait(minutes=apart)
            answer = await self.household.async_record(ALICE, [RawReading(vital, value, unit)], source="manual")
            assert not answer.rejected
            await self.settle()

    def of(self, domain: str, key: str) -> str:
        """Return an entity of Alice's."""
        entity_id = entity_of(self.hass, domain, key)
        assert entity_id is not None, key
        return entity_id

    @property
    def alice(self) -> str:
        """Return Alice's device."""
        (entry,) = self.hass.config_entries.async_entries("healthsense")
        device = dr.async_get(self.hass).async_get_device_by_identifier(("healthsense", ALICE), entry.entry_id)
        assert device is not None
        return device.id

    @property
    def events(self) -> dict[str, str]:
        """Return the input that names the alert event."""
        return {"alert_event": self.of("event", "alert")}


@pytest.fixture
async def home(hass: HomeAssistant, freezer: FrozenDateTimeFactory, tmp_path: Path) -> AsyncIterator[Measured]:
    """Return a home at noon on a Friday that has our blueprints, and HealthSense itself."""
    async with async_home(hass, freezer, tmp_path, Measured) as home:
        assert isinstance(home, Measured)
        yield home


async def test_low_oxygen_reaches_phones_and_a_button_reaches_healthsense(home: Measured) -> None:
    """Two low readings; the tap is obeyed by HealthSense itself; better readings end it."""
    await home.start()
    await home.automate("alert_to_phones", home.events | {"phones": [home.phone("Ben")]})
    await home.read("spo2", 91, 91)
    (told,) = home.told("Ben")
    assert (told["title"], told["message"]) == ("Alice: urgent", "Oxygen. Please look after Alice.")
    assert told["data"]["healthsense_person"] == ALICE

    ben = await async_user(home.hass, "Ben", GROUP_ID_USER)
    home.freezer.tick(timedelta(seconds=20))
    tapped = {"action": told["data"]["actions"][0]["action"], "healthsense_person": ALICE}
    home.hass.bus.async_fire("mobile_app_notification_action", tapped, context=Context(user_id=ben.id))
    await home.settle()
    assert [one.stage for one in of_alice(home.household)] == [Stage.ACKNOWLEDGED]
    assert home.told("Ben")[1]["message"].endswith("takes care.")

    await home.read("spo2", 97, 97, 97, 97)
    assert of_alice(home.household) == ()
    assert home.told("Ben")[2]["message"] == "Oxygen: it is over."
    await home.wait(hours=1)
    assert len(home.told("Ben")) == 3


async def test_nobody_answers_and_the_next_carer_is_told(home: Measured) -> None:
    """The second of the chain after five minutes; the button of the dashboard ends it for both."""
    await home.start()
    chain = {"first_phones": [home.phone("Ben")], "second_phones": [home.phone("Cora")]}
    await home.automate("carer_chain", home.events | chain)
    await home.read("spo2", 91, 91)
    assert (len(home.told("Ben")), len(home.told("Cora"))) == (1, 0)
    await home.wait(minutes=5, seconds=1)
    assert (len(home.told("Ben")), len(home.told("Cora"))) == (1, 1)
    button = {"entity_id": home.of("button", "acknowledge")}
    await home.hass.services.async_call("button", "press", button, blocking=True)
    await home.settle()
    assert home.told("Ben")[1]["message"] == home.told("Cora")[1]["message"] == "Oxygen: Somebody takes care."
    await home.wait(hours=1)
    assert len(home.told("Cora")) == 2


async def test_the_bedroom_wakes_before_the_carer_is_called(home: Measured) -> None:
    """Low oxygen at two at night: light and voice, a minute, again, a minute, the carer."""
    home.freezer.move_to("2026-11-21 02:00:00+00:00")
    await home.start()
    home.hass.states.async_set("light.bed", "off")
    await home.automate(
        "bedroom_oxygen_night",
        home.events
        | {"lights": ["light.bed"], "carer_phones": [home.phone("Cora")]}
        | {"speakers": ["media_player.bed"], "voice": "tts.home"},
    )
    await home.read("spo2", 91, 91)
    assert home.calls["light.turn_on"][0].data["entity_id"] == ["light.bed"]
    assert home.calls["tts.speak"][0].data["message"].startswith("Alice, please wake up")
    assert home.told("Cora") == []
    await home.wait(seconds=61)
    await home.wait(seconds=61)
    assert len(home.told("Cora")) == 1


async def test_low_glucose_needs_one_reading(home: Measured) -> None:
    """Urgent without a repetition: the person and the carer at once, loudly, and with what to do."""
    await home.start()
    await home.automate(
        "glucose_fast_path", home.events | {"phones": [home.phone("Alice")], "carer_phones": [home.phone("Cora")]}
    )
    await home.read("glucose", 50, unit="mg/dL")
    for name in ("Alice", "Cora"):
        (told,) = home.told(name)
        assert told["title"] == "Alice: glucose is low"
        assert told["data"]["push"]["sound"]["critical"] == 1


async def test_high_glucose_has_its_own_text(home: Measured) -> None:
    """Very high for an hour and a half."""
    await home.start()
    await home.automate("glucose_fast_path", home.events | {"phones": [home.phone("Alice")]})
    await home.read("glucose", *[330] * 9, unit="mg/dL", apart=15)
    told = home.told("Alice")
    assert told
    assert {one["title"] for one in told} == {"Alice: glucose is high"}
    assert told[0]["message"].startswith("Measure again, drink water")


async def test_an_alert_of_another_kind_wakes_nobody(home: Measured) -> None:
    """Low glucose at night is not for the light of the bedroom, nor low oxygen for the sugar."""
    home.freezer.move_to("2026-11-21 02:00:00+00:00")
    await home.start()
    home.hass.states.async_set("light.bed", "off")
    bedroom = {"lights": ["light.bed"], "carer_phones": [home.phone("Cora")]}
    await home.automate("bedroom_oxygen_night", home.events | bedroom)
    await home.read("glucose", 50, unit="mg/dL")
    assert (home.calls["light.turn_on"], home.told("Cora")) == ([], [])


async def test_a_weak_battery_asks_for_care_of_the_sensor(home: Measured) -> None:
    """It is not said that measurements stopped; charged, all is well again."""
    await home.start()
    await home.automate(
        "monitoring_fallback",
        {"interrupted": home.of("binary_sensor", "monitoring_alert"), "phones": [home.phone("Cora")]},
    )
    await home.read("device_battery", 50, 8)
    await home.wait(minutes=5, seconds=1)
    assert home.told("Cora")[0]["message"] == "The sensor needs care: a low battery or a poor signal."
    await home.read("device_battery", 95)
    assert home.told("Cora")[-1]["message"] == "Measurements are back."


async def test_a_source_that_falls_silent_is_told(home: Measured) -> None:
    """Five days of glucose every half an hour, then nothing for hours."""
    await home.start()
    await home.automate(
        "monitoring_fallback",
        {"interrupted": home.of("binary_sensor", "monitoring_alert"), "phones": [home.phone("Cora")]},
    )
    for _ in range(5 * 48 + 1):
        home.freezer.tick(timedelta(minutes=30))
        await home.household.async_record(ALICE, [RawReading("glucose", 110, "mg/dL")], source="cgm")
    await home.settle()
    assert home.told("Cora") == []
    for _ in range(8):
        await home.wait(minutes=30)
    assert home.told("Cora")[0]["title"] == "Alice: monitoring is interrupted"
    assert home.told("Cora")[0]["message"].startswith("No measurements come any more")


async def test_an_overdue_measurement_reminds_and_a_reading_ends_it(home: Measured) -> None:
    """Two hours after its time it is overdue; weighed, nobody is told any more."""
    home.freezer.move_to("2026-11-20 06:00:00+00:00")
    await home.start(planner(WEIGHT_AT_EIGHT))
    await home.automate(
        "missed_measurement",
        {"overdue": home.of("binary_sensor", "overdue_alert")}
        | {"phones": [home.phone("Alice")], "family_phones": [home.phone("Cora")]},
    )
    await home.wait(hours=4, minutes=1)
    assert home.hass.states.get(home.of("binary_sensor", "overdue_alert")).state == "on"  # type: ignore[union-attr]  # it is there
    await home.wait(minutes=16)
    assert [one["message"] for one in home.told("Alice")] == ["A measurement is overdue. Please do it when you can."]
    await home.read("weight", 70, unit="kg")
    await home.wait(hours=3)
    assert home.told("Alice")[-1]["message"] == "clear_notification"
    assert home.told("Cora") == []


async def test_a_reading_answers_a_reminder(home: Measured) -> None:
    """The next morning it is asked for; weighing takes the question off the phone."""
    await home.start()
    await home.read("weight", 70, unit="kg")
    await home.automate(
        "measurement_reminder",
        {"measurement": home.of("sensor", "weight"), "phones": [home.phone("Alice")]}
        | {"missed_phones": [home.phone("Cora")]},
    )
    await home.at("2026-11-21 08:00:00")
    assert home.told("Alice")[0]["message"] == "Time to measure: Weight."
    await home.wait(minutes=10)
    await home.read("weight", 70.2, unit="kg")
    assert home.told("Alice")[1]["message"] == "clear_notification"
    await home.wait(hours=3)
    assert (len(home.told("Alice")), home.told("Cora")) == (2, [])


async def cuff(home: Measured, systolic: float) -> None:
    """Measure with a cuff."""
    raws = [RawReading("systolic", systolic, "mmHg"), RawReading("diastolic", 78, "mmHg")]
    assert not (await home.household.async_record(ALICE, raws, source="cuff")).rejected
    await home.settle()


async def test_a_week_of_blood_pressure(home: Measured) -> None:
    """Two readings a minute apart on the last evening, and the count of what the store has."""
    await home.start(person(ALICE, "Alice", sources=bound(systolic="sensor.cuff")))
    await cuff(home, 121)
    await home.automate(
        "blood_pressure_week",
        {"start_date": "2026-11-18", "days": 3, "systolic": home.of("sensor", "systolic")}
        | {"phones": [home.phone("Alice")]},
    )
    await home.at("2026-11-20 19:30:00")
    assert home.told("Alice")[0]["title"] == "Blood pressure, day 3 of 3"
    await home.wait(minutes=6)
    await cuff(home, 131)
    await home.wait(minutes=1, seconds=5)
    assert home.told("Alice")[1]["message"].startswith("Thank you. One minute is over")
    await cuff(home, 127)
    messages = [one["message"] for one in home.told("Alice")]
    assert messages[2:] == [
        "Thank you, that was it for now.",
        "The week is over, with 3 of 12 readings. Take them along to your next visit.",
    ]


async def test_the_morning_tells_what_was_measured(home: Measured) -> None:
    """One alert (a test does not count), and of the chosen values the one that is still current."""
    await home.start()
    await home.read("weight", 70.5, unit="kg")
    await home.read("spo2", 91, 91, 97, 97, 97)
    await home.hass.services.async_call("healthsense", "test_alert", {"person_id": ALICE}, blocking=True)
    await home.automate(
        "morning_summary",
        {"agreed": True, "person": home.alice, "phones": [home.phone("Cora")], "at": "12:30:00"}
        | {"values": [home.of("sensor", "spo2"), home.of("sensor", "weight")]},
    )
    await home.at("2026-11-20 12:30:00")
    lines = home.told("Cora")[0]["message"].split("\n")
    assert lines[1:] == ["Alerts since yesterday: 1.", "Weight: 70.5 kg"]


async def test_the_letter_of_the_week_holds_its_readings(home: Measured) -> None:
    """Average, lowest, highest and how many, of what was measured."""
    await home.start()
    await home.read("weight", 70, 71, unit="kg")
    await home.automate(
        "weekly_summary_email", {"agreed": True, "person": home.alice, "mail": ["notify.mail"], "weekday": "sat"}
    )
    await home.at("2026-11-21 09:00:00")
    (letter,) = home.calls["notify.send_message"]
    assert "Weight: 70.5 kg (70.0 to 71.0, 2 times)" in letter.data["message"].split("\n")
    assert "No alert." in letter.data["message"]


async def test_im_ok_is_told_to_healthsense(home: Measured) -> None:
    """The check-in's button acknowledges what rings; the button entity counts as a sign of life."""
    await home.start()
    await home.automate(
        "im_ok_check_in",
        {"person": home.alice, "phones": [home.phone("Alice")], "first_phones": [home.phone("Cora")]}
        | {"ok_button": home.of("button", "im_ok")},
    )
    await home.at("2026-11-21 09:30:00")
    await home.tap(home.told("Alice")[0]["data"]["actions"][0]["action"])
    assert home.told("Alice")[1]["message"] == "clear_notification"
    await home.at("2026-11-22 09:00:00")
    button = {"entity_id": home.of("button", "im_ok")}
    await home.hass.services.async_call("button", "press", button, blocking=True)
    await home.at("2026-11-22 09:30:00")
    assert len(home.told("Alice")) == 2
    assert home.told("Cora") == []


async def test_a_measurement_is_noted_by_a_script(home: Measured) -> None:
    """It is in the history, and what was noted is the script's answer."""
    await home.start()
    inputs = {"person": home.alice, "vital": "weight", "unit": "kg"}
    config = {"note": {"alias": "Note", "use_blueprint": {"path": "healthsense/log_measurement.yaml", "input": inputs}}}
    assert await async_setup_component(home.hass, "script", {"script": config})
    answer = await home.hass.services.async_call("script", "note", {"value": 70.5}, blocking=True, return_response=True)
    assert answer is not None
    assert [row["value"] for row in answer["stored"]] == [70.5]  # type: ignore[union-attr, index, call-overload]  # JSON
    await home.settle()
    assert home.hass.states.get(home.of("sensor", "weight")).state == "70.5"  # type: ignore[union-attr]  # it is there
