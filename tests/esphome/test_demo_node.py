"""The demo node end to end: the product's driver and signal core over a virtual sensor, asked as by Home Assistant."""

import asyncio
import signal
import time
from itertools import pairwise
from math import isnan
from typing import Any

import pytest
from aioesphomeapi import (
    BinarySensorInfo,
    ButtonInfo,
    EntityCategory,
    NumberInfo,
    SelectInfo,
    SensorInfo,
    SensorStateClass,
    SwitchInfo,
    TextSensorInfo,
)
from household import Household, in_a_household
from node_process import Node

OXIMETER = ("Heart rate", "SpO2", "Perfusion index", "Signal quality")
CUFF = ("Systolic", "Diastolic", "Cuff pulse")
SCENARIOS = [
    *("rest", "exercise", "night desaturation", "fever", "sensor off"),
    *("irregular pulse", "low perfusion", "ambient light"),
]
FAULTS = [
    *("none", "bus silent", "wrong part", "overflow", "brown-out"),
    *("swapped LEDs", "finger off", "saturation", "ambient light"),
]

# What a household binds. name: unit, decimals
SENSORS = {
    "Heart rate": ("bpm", 0),
    "SpO2": ("%", 1),
    "Perfusion index": ("%", 2),
    "Signal quality": ("%", 0),
    "RMSSD": ("ms", 0),
    "SDNN": ("ms", 0),
    "Pulse irregularity": ("", 3),
    "Respiratory rate": ("breaths/min", 1),
    "Systolic": ("mmHg", 0),
    "Diastolic": ("mmHg", 0),
    "Cuff pulse": ("bpm", 0),
}
OTHERS: dict[str, type] = {
    "Status": TextSensorInfo,
    "Calibration": TextSensorInfo,
    "Finger present": BinarySensorInfo,
    "Irregular pulse": BinarySensorInfo,
    "LEDs look swapped": BinarySensorInfo,
    "Scenario": SelectInfo,
    "Fault": SelectInfo,
    "Reporting interval": NumberInfo,
    "Measuring": SwitchInfo,
    "Calibrate SpO2": ButtonInfo,
    "Readings waiting": SensorInfo,
}
SETTLED_S = 30
"""A pulse is told some 5 s after a finger lies still, later where the light had to be set anew."""


def is_number(value: Any) -> bool:
    return value is not None and not isnan(value)


async def measured(household: Household) -> None:
    """Waits for the first good second since the last scenario or fault."""
    await household.until(
        lambda: household.value("Status") == "ok" and all(is_number(household.value(name)) for name in OXIMETER),
        SETTLED_S,
    )


def test_it_has_the_entities_that_a_household_binds(node: Node) -> None:
    async def story(household: Household) -> None:
        entities = household.entities
        for name, (unit, decimals) in SENSORS.items():
            sensor = entities[name]
            assert isinstance(sensor, SensorInfo)
            assert (sensor.unit_of_measurement, sensor.accuracy_decimals) == (unit, decimals)
            assert sensor.state_class is SensorStateClass.MEASUREMENT
            assert (sensor.device_class, sensor.entity_category) == ("", EntityCategory.NONE)
            assert sensor.icon.startswith("mdi:")
            assert not sensor.disabled_by_default
        assert {name: type(entities[name]) for name in OTHERS} == OTHERS
        scenario, fault, interval = entities["Scenario"], entities["Fault"], entities["Reporting interval"]
        assert isinstance(scenario, SelectInfo)
        assert isinstance(fault, SelectInfo)
        assert isinstance(interval, NumberInfo)
        assert (scenario.options, fault.options) == (SCENARIOS, FAULTS)
        assert (interval.min_value, interval.max_value, interval.step) == (1, 60, 1)
        assert (interval.unit_of_measurement, interval.entity_category) == ("s", EntityCategory.CONFIG)
        assert [action.name for action in household.actions] == ["healthsense_acknowledge"]

        device = await household.client.device_info()
        assert (device.name, device.friendly_name) == ("healthsense-demo", "HealthSense demo")
        assert device.mac_address == "02:48:53:00:00:01"
        assert device.project_name == "healthsense.demo-node"

    in_a_household(node, story)


def test_a_person_at_rest_is_reported_once_a_second_with_a_cuff_reading_first(node: Node) -> None:
    async def story(household: Household) -> None:
        await household.until(lambda: is_number(household.value("Cuff pulse")), 12)
        await measured(household)
        since = time.monotonic()
        await asyncio.sleep(5.2)
        for name in OXIMETER:
            times = household.times(name, since)
            assert len(times) in (5, 6)
            # A second of samples is told at the poll that completes it, and sent on with a delay of up to 0.1 s.
            assert all(0.6 <= later - earlier <= 1.4 for earlier, later in pairwise(times))
        assert household.value("Scenario") == "rest"
        assert household.value("Finger present") is True
        assert household.value("LEDs look swapped") is False
        assert household.value("Calibration") == "uncalibrated"
        assert 62 <= household.value("Heart rate") <= 72
        assert 96 <= household.value("SpO2") <= 99
        assert household.value("Signal quality") > 60

        # One press of the cuff: three values at one moment, none before, none after.
        moments = [household.times(name)[-1] for name in CUFF]
        assert max(moments) - min(moments) < 0.2
        assert 105 <= household.value("Systolic") <= 130
        assert 60 <= household.value("Diastolic") <= 85
        pressed = [len(household.times(name)) for name in CUFF]

        # A finger that leaves takes nothing from the cuff, and everything else at once.
        household.select("Scenario", "sensor off")
        await household.until(lambda: household.value("Status") == "no_finger", 4)
        await household.until(lambda: all(isnan(household.value(name)) for name in OXIMETER[:3]), 1)
        assert household.value("Finger present") is False
        assert household.value("Signal quality") == 0
        assert [len(household.times(name)) for name in CUFF] == pressed
        assert household.value("Systolic") >= 105

    in_a_household(node, story)
    assert node.stop() == 0
    log = node.log.read_text()
    assert "setup() finished" in log
    assert not any(word in log for word in ("bpm", "SpO2", "Heart rate", "mmHg")), "readings belong in no log"


def test_nobody_at_the_sensor_and_then_somebody_who_exercises(node: Node) -> None:
    async def story(household: Household) -> None:
        household.select("Scenario", "sensor off")
        await household.until(lambda: household.value("Status") == "no_finger", 6)
        # The cuff was due 5 s after the start; it waits for somebody to measure.
        await asyncio.sleep(6)
        assert all(isnan(household.value(name)) for name in CUFF)

        household.select("Scenario", "exercise")
        await household.until(lambda: household.value("Status") == "settling", 5)
        await household.until(lambda: household.value("Finger present") is True, 1)
        await household.until(lambda: household.value("Status") == "ok", SETTLED_S)
        await household.until(lambda: (household.value("Heart rate") or 0) > 70, 30)
        assert 60 <= household.value("Cuff pulse") <= 90

    in_a_household(node, story)


# What lasts, and the status that tells of it.
TOLD = {
    "bus silent": "sensor_fault",
    "finger off": "no_finger",
    "saturation": "saturated",
    "ambient light": "ambient_light",
}


async def told_of(household: Household, status: str) -> None:
    """Waits for the status, and until no number is left that belongs to before it."""
    await household.until(lambda: household.value("Status") == status, 10)
    await household.until(lambda: all(isnan(household.value(name)) for name in OXIMETER[:3]), 2)


def numbers_since(household: Household, since: float) -> list[float]:
    return [value for at, name, value in household.seen if name in OXIMETER[:3] and at > since and is_number(value)]


def test_every_fault_is_told_and_left_behind(node: Node) -> None:
    """One after the other on one node: a status for what lasts, no number while it does, and numbers after it."""

    async def story(household: Household) -> None:
        await measured(household)
        for fault, status in TOLD.items():
            household.select("Fault", fault)
            await told_of(household, status)
            since = time.monotonic()
            await asyncio.sleep(2)
            assert numbers_since(household, since) == []
            household.select("Fault", "none")
            await measured(household)
            assert 60 <= household.value("Heart rate") <= 74

        # What is over at once: the samples that were lost are counted, and a chip without power is set up anew.
        household.select("Fault", "overflow")
        await household.until(lambda: (household.value("Lost samples") or 0) > 0, 15)
        await measured(household)
        household.select("Fault", "brown-out")
        await household.until(lambda: household.value("Status") == "settling", 10)
        await measured(household)
        assert household.value("Fault") == "none"

        # A clone with its two lights exchanged is found out, told, and read the other way round.
        household.select("Fault", "swapped LEDs")
        await household.until(lambda: household.value("LEDs look swapped") is True, 60)
        await asyncio.sleep(SETTLED_S)
        assert 95 <= household.value("SpO2") <= 100

    in_a_household(node, story)


def test_a_part_of_another_kind_is_never_read_as_ours(node: Node) -> None:
    async def story(household: Household) -> None:
        household.select("Fault", "wrong part")
        household.select("Fault", "bus silent")
        await household.until(lambda: household.value("Status") == "sensor_fault", 10)
        household.select("Fault", "wrong part")
        since = time.monotonic()
        await asyncio.sleep(8)
        assert household.value("Status") == "sensor_fault"
        assert numbers_since(household, since) == []

    in_a_household(node, story)
    assert "is another chip" in node.log.read_text()


def test_the_reporting_interval_is_kept_and_mistakes_are_ignored(node: Node) -> None:
    async def story(household: Household) -> None:
        await measured(household)
        for mistake in (0, 61, float("nan")):
            household.set_number("Reporting interval", mistake)
        household.set_number("Reporting interval", 2)
        await household.until(lambda: household.value("Reporting interval") == 2, 2)
        assert {value for _, name, value in household.seen if name == "Reporting interval"} == {1, 2}
        since = time.monotonic()
        await household.until(lambda: len(household.times("SpO2", since)) == 3, 8)
        times = household.times("SpO2", since)
        assert times[2] - times[1] == pytest.approx(2, abs=0.4)
        household.set_number("Reporting interval", 60)

        # However rare the reports: a finger that leaves is told at once.
        household.select("Scenario", "sensor off")
        await household.until(lambda: isnan(household.value("SpO2")), 4)

    in_a_household(node, story)


def test_a_pause_turns_the_sensor_off_and_forgets_what_it_saw(node: Node) -> None:
    async def story(household: Household) -> None:
        await measured(household)
        household.switch("Measuring", state=False)
        await household.until(lambda: isnan(household.value("Heart rate")), 3)
        since = time.monotonic()
        await asyncio.sleep(3)
        assert household.times("Heart rate", since) == []
        household.switch("Measuring", state=True)
        await measured(household)

    in_a_household(node, story)


@pytest.mark.parametrize(("by", "status"), [(signal.SIGTERM, 0), (signal.SIGINT, 0), (signal.SIGKILL, -signal.SIGKILL)])
def test_a_restart_in_mid_measurement_keeps_the_settings_and_measures_on(
    node: Node, by: signal.Signals, status: int
) -> None:
    async def before(household: Household) -> None:
        household.select("Scenario", "fever")
        household.set_number("Reporting interval", 3)
        await household.until(lambda: household.value("Reporting interval") == 3, 2)
        await measured(household)
        if by is signal.SIGKILL:
            await asyncio.sleep(1.2)  # settings are written once a second

    async def after(household: Household) -> None:
        await household.until(lambda: household.value("Scenario") == "fever", 2)
        await household.until(lambda: household.value("Reporting interval") == 3, 1)
        await measured(household)

    in_a_household(node, before)
    assert node.stop(by) == status
    assert [path.name for path in node.state.rglob("*.prefs")] == ["healthsense-demo.prefs"]
    node.start()
    in_a_household(node, after)
