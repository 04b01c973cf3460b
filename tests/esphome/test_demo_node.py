"""The demo node end to end: the compiled program, asked over ESPHome's native API as Home Assistant asks."""

import asyncio
import signal
import time
from itertools import pairwise
from math import isnan

import pytest
from aioesphomeapi import (
    BinarySensorInfo,
    EntityCategory,
    NumberInfo,
    SelectInfo,
    SensorInfo,
    SensorStateClass,
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


# name: unit, decimals
SENSORS = {
    "Heart rate": ("bpm", 0),
    "SpO2": ("%", 1),
    "Perfusion index": ("%", 2),
    "Signal quality": ("%", 0),
    "Systolic": ("mmHg", 0),
    "Diastolic": ("mmHg", 0),
    "Cuff pulse": ("bpm", 0),
}
KINDS = {
    **dict.fromkeys(SENSORS, SensorInfo),
    "Status": TextSensorInfo,
    "Finger present": BinarySensorInfo,
    "Scenario": SelectInfo,
    "Reporting interval": NumberInfo,
}


def test_it_has_exactly_the_entities_that_a_household_binds(node: Node) -> None:
    async def story(household: Household) -> None:
        entities = household.entities
        assert {name: type(entity) for name, entity in entities.items()} == KINDS
        assert all(entity.icon.startswith("mdi:") for entity in entities.values())
        for name, (unit, decimals) in SENSORS.items():
            sensor = entities[name]
            assert isinstance(sensor, SensorInfo)
            assert (sensor.unit_of_measurement, sensor.accuracy_decimals) == (unit, decimals)
            assert sensor.state_class is SensorStateClass.MEASUREMENT
            assert (sensor.device_class, sensor.entity_category) == ("", EntityCategory.NONE)
        scenario, interval = entities["Scenario"], entities["Reporting interval"]
        assert isinstance(scenario, SelectInfo)
        assert isinstance(interval, NumberInfo)
        assert scenario.options == SCENARIOS
        assert (interval.min_value, interval.max_value, interval.step) == (1, 60, 1)
        assert (interval.unit_of_measurement, interval.entity_category) == ("s", EntityCategory.CONFIG)

        device = await household.client.device_info()
        assert (device.name, device.friendly_name) == ("healthsense-demo", "HealthSense demo")
        assert device.mac_address == "02:48:53:00:00:01"
        assert device.project_name == "healthsense.demo-node"

    in_a_household(node, story)


def test_a_person_at_rest_is_reported_once_a_second_with_a_cuff_reading_first(node: Node) -> None:
    async def story(household: Household) -> None:
        await household.until(lambda: not isnan(household.value("Cuff pulse") or float("nan")), 8)
        since = time.monotonic()
        await asyncio.sleep(4.2)
        for name in OXIMETER:
            times = household.times(name, since)
            assert len(times) in (4, 5)
            assert all(0.8 <= later - earlier <= 1.2 for earlier, later in pairwise(times))
        assert household.value("Scenario") == "rest"
        assert household.value("Status") == "ok"
        assert household.value("Finger present") is True
        assert 62 <= household.value("Heart rate") <= 72
        assert 97 <= household.value("SpO2") <= 98
        assert household.value("Signal quality") > 90

        # One press of the cuff: three values at one moment, none before, none after.
        moments = [household.times(name)[-1] for name in CUFF]
        assert max(moments) - min(moments) < 0.1
        assert [len(household.times(name)) for name in CUFF] == [2, 2, 2]  # unknown on connecting, then measured
        assert 105 <= household.value("Systolic") <= 130
        assert 60 <= household.value("Diastolic") <= 85

        # A finger that leaves takes nothing from the cuff.
        household.select("sensor off")
        await household.until(lambda: isnan(household.value("SpO2")), 2)
        assert [len(household.times(name)) for name in CUFF] == [2, 2, 2]

    in_a_household(node, story)
    assert node.stop() == 0
    log = node.log.read_text()
    assert "setup() finished" in log
    assert not any(word in log for word in ("bpm", "SpO2", "Heart rate", "mmHg")), "readings belong in no log"


def test_the_scenario_changes_values_and_status(node: Node) -> None:
    async def story(household: Household) -> None:
        household.select("sensor off")
        await household.until(lambda: household.value("Status") == "no_finger", 2)
        await household.until(lambda: isnan(household.value("Perfusion index")), 0.5)
        assert household.value("Finger present") is False
        assert isnan(household.value("Heart rate"))
        assert isnan(household.value("SpO2"))
        assert household.value("Signal quality") == 0
        # The cuff was due 5 s after the start; it waits for somebody to measure.
        await asyncio.sleep(6)
        assert all(isnan(household.value(name)) for name in CUFF)

        household.select("exercise")
        await household.until(lambda: household.value("Status") == "settling", 2)
        await household.until(lambda: household.value("Finger present") is True, 0.5)
        await household.until(lambda: household.value("Status") == "ok", 6)
        await household.until(lambda: household.value("Heart rate") > 75, 15)
        assert 60 <= household.value("Cuff pulse") <= 90

    in_a_household(node, story)


def test_the_reporting_interval_is_kept_and_mistakes_are_ignored(node: Node) -> None:
    async def story(household: Household) -> None:
        await household.until(lambda: household.value("Status") == "ok", 8)
        for mistake in (0, 61, float("nan")):
            household.report_every(mistake)
        household.report_every(2)
        await household.until(lambda: household.value("Reporting interval") == 2, 2)
        assert {value for _, name, value in household.seen if name == "Reporting interval"} == {1, 2}
        since = time.monotonic()
        await household.until(lambda: len(household.times("SpO2", since)) == 2, 6)
        times = household.times("SpO2", since)
        assert times[1] - times[0] == pytest.approx(2, abs=0.3)
        household.report_every(60)

        # However rare the reports: a finger that leaves is told within the second.
        household.select("sensor off")
        await household.until(lambda: isnan(household.value("SpO2")), 1.5)

    in_a_household(node, story)


@pytest.mark.parametrize(("by", "status"), [(signal.SIGTERM, 0), (signal.SIGINT, 0), (signal.SIGKILL, -signal.SIGKILL)])
def test_a_restart_keeps_scenario_and_interval(node: Node, by: signal.Signals, status: int) -> None:
    async def before(household: Household) -> None:
        household.select("sensor off")
        household.report_every(7)
        await household.until(lambda: household.value("Reporting interval") == 7, 2)
        if by is signal.SIGKILL:
            await asyncio.sleep(1.2)  # settings are written once a second

    async def after(household: Household) -> None:
        await household.until(lambda: household.value("Scenario") == "sensor off", 2)
        await household.until(lambda: household.value("Reporting interval") == 7, 1)
        await household.until(lambda: household.value("Status") == "no_finger", 2)
        assert isnan(household.value("Systolic"))

    in_a_household(node, before)
    assert node.stop(by) == status
    assert [path.name for path in node.state.rglob("*.prefs")] == ["healthsense-demo.prefs"]
    node.start()
    in_a_household(node, after)
