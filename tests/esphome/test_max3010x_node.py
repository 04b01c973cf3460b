"""The ordinary driver on virtual sensors: what the simulated person is goes in, what Home Assistant sees comes out."""

import asyncio
import math
from itertools import pairwise
from statistics import fmean

import pytest
from aioesphomeapi import EntityCategory, NumberInfo, SensorInfo
from max3010x_node import VALUES, Bench, known, node_fixture, on_a_bench, program_fixture, settled, unknown
from node_process import Node

program = program_fixture()
node = node_fixture()

# name: unit, decimals, diagnostic
SENSORS = {
    "Heart rate": ("bpm", 0, False),
    "SpO2": ("%", 1, False),
    "Perfusion index": ("%", 2, False),
    "Signal quality": ("%", 0, False),
    "RMSSD": ("ms", 0, False),
    "SDNN": ("ms", 0, False),
    "Pulse irregularity": ("", 3, False),
    "Respiratory rate": ("breaths/min", 1, False),
    "Respiratory quality": ("%", 0, False),
    "RR interval": ("ms", 0, False),
    "Die temperature": ("°C", 1, True),
    "Ratio of ratios": ("", 3, True),
    "Lost samples": ("", 0, True),
}


def test_its_entities(node: Node) -> None:
    async def story(bench: Bench) -> None:
        for name, (unit, decimals, diagnostic) in SENSORS.items():
            sensor = bench.entities[name]
            assert isinstance(sensor, SensorInfo)
            assert (sensor.unit_of_measurement, sensor.accuracy_decimals) == (unit, decimals), name
            assert sensor.entity_category is (EntityCategory.DIAGNOSTIC if diagnostic else EntityCategory.NONE)
            assert sensor.icon.startswith("mdi:")
        for name, least, most in (("Reporting interval", 1, 60), ("Reference SpO2", 70, 100)):
            number = bench.entities[name]
            assert isinstance(number, NumberInfo)
            assert (number.min_value, number.max_value, number.step) == (least, most, 1)
            assert number.entity_category is EntityCategory.CONFIG
        assert bench.value("Measuring") is True
        assert bench.value("Only on change") is False
        assert bench.value("Reporting interval") == 1
        assert bench.value("Reference SpO2") is None

    on_a_bench(node, story)


def test_a_person_at_rest(node: Node) -> None:
    """After half a minute every value is there, and is what the person has."""

    async def story(bench: Bench) -> None:
        await settled(bench)
        assert bench.value("Calibration") == "uncalibrated"
        assert bench.value("LEDs look swapped") is False
        assert bench.value("Irregular pulse") is False
        assert bench.value("Lost samples") == 0
        assert bench.value("Signal quality") > 80
        assert 0.3 < bench.value("Perfusion index") < 5
        assert known(bench.value("Die temperature"))
        errors: list[tuple[float, float]] = []

        def look() -> None:
            rate = bench.value("Heart rate") - bench.value("True heart rate")
            errors.append((rate, bench.value("SpO2") - bench.value("True SpO2")))

        await bench.play_each(10, look)
        # Truth is of this second, a reading of the last ones: a person's rate drifts.
        assert sum(abs(rate) for rate, _ in errors) / len(errors) < 2.0
        assert sum(abs(spo2) for _, spo2 in errors) / len(errors) < 1.0
        # Beats are told one by one, at a pace that the connection takes.
        mean_ms = 60_000 / bench.value("Heart rate")
        await bench.until(lambda: len(bench.all("RR interval")) > 10)
        assert all(abs(interval - mean_ms) < 0.2 * mean_ms for interval in bench.all("RR interval")[-5:])

    on_a_bench(node, story)


def test_whoever_acts_on_a_value_already_knows_how_far_to_trust_it(node: Node) -> None:
    """Status, finger, quality, values: in this order."""

    async def story(bench: Bench) -> None:
        await settled(bench)
        bench.set("Fault", "finger off")
        bench.forget()
        start = len(bench.seen)
        await bench.play(2)
        order = [name for name, _ in bench.seen[start:]]
        assert order.index("Status") < order.index("Finger present") < order.index("Signal quality")
        assert order.index("Signal quality") < min(order.index(name) for name in VALUES)

    on_a_bench(node, story)


@pytest.mark.parametrize("scenario", ["exercise", "night desaturation", "fever"])
def test_other_people(node: Node, scenario: str) -> None:
    """The driver follows whoever lies before it: a reading is of the last ten seconds, and so is the truth here."""

    async def story(bench: Bench) -> None:
        await bench.play(5)
        bench.set("Scenario", scenario)
        await bench.play(120)
        rates: list[float] = []
        oxygen: list[float] = []
        errors: list[tuple[float, float]] = []

        def look() -> None:
            rates.append(bench.value("True heart rate"))
            oxygen.append(bench.value("True SpO2"))
            if len(rates) >= 10 and known(bench.value("Heart rate")) and known(bench.value("SpO2")):
                rate, spo2 = fmean(rates[-10:]), fmean(oxygen[-10:])
                errors.append((abs(bench.value("Heart rate") - rate), abs(bench.value("SpO2") - spo2)))

        await bench.play_each(25, look)
        assert len(errors) >= 12
        # In the night the heart slows by 6 and races by 12 bpm within seconds.
        assert fmean(rate for rate, _ in errors) < 4
        assert fmean(spo2 for _, spo2 in errors) < 2

    on_a_bench(node, story)


def test_an_irregular_pulse(node: Node) -> None:
    async def story(bench: Bench) -> None:
        await settled(bench)
        assert bench.value("Irregular pulse") is False
        bench.set("Scenario", "irregular pulse")
        await bench.play(150)
        assert bench.value("Pulse irregularity") > 0.1
        assert bench.value("Irregular pulse") is True

    on_a_bench(node, story)


def test_nobody_there(node: Node) -> None:
    async def story(bench: Bench) -> None:
        bench.set("Scenario", "sensor off")
        await bench.play(20)
        assert bench.value("Status") == "no_finger"
        assert bench.value("Finger present") is False
        unknown(bench)
        bench.set("Scenario", "rest")
        await settled(bench)

    on_a_bench(node, story)


def test_a_finger_that_leaves_takes_all_values_with_it(node: Node) -> None:
    """At once, whatever the interval."""

    async def story(bench: Bench) -> None:
        bench.set("Reporting interval", 60.0)
        await bench.play(70)
        assert known(bench.value("Heart rate"))
        bench.set("Fault", "finger off")
        await bench.play(2)
        assert bench.value("Status") == "no_finger"
        assert bench.value("Finger present") is False
        for name in VALUES:
            assert math.isnan(bench.value(name)), name
        bench.set("Fault", "none")
        await settled(bench)

    on_a_bench(node, story)


def test_calibration(node: Node) -> None:
    """One point moves the offset, a restart keeps it, the other button forgets it."""
    apart = 2.0

    async def calibrate(bench: Bench) -> None:
        bench.press("Calibrate")
        await settled(bench)
        assert bench.value("Calibration") == "uncalibrated"  # nothing to compare with
        shown = bench.value("SpO2")
        bench.set("Reference SpO2", float(round(shown - apart)))
        await bench.until(lambda: known(bench.value("Reference SpO2")))
        bench.press("Calibrate")
        await bench.until(lambda: bench.value("Calibration") == "calibrated")
        assert not known(bench.value("Reference SpO2"))
        await bench.play(5)
        assert abs(bench.value("SpO2") - round(shown - apart)) < 0.7
        bench.press("Calibrate")
        await bench.play(1)
        assert abs(bench.value("SpO2") - round(shown - apart)) < 0.7

    on_a_bench(node, calibrate)
    assert "set the number to what a finger oximeter shows now" in node.log.read_text()
    assert node.stop() == 0
    node.start()

    async def again(bench: Bench) -> None:
        assert bench.value("Calibration") == "calibrated"
        assert bench.value("Reference SpO2") is None
        await settled(bench)
        assert bench.value("SpO2") < bench.value("True SpO2") - 1
        bench.press("Forget calibration")
        await bench.until(lambda: bench.value("Calibration") == "uncalibrated")
        await bench.play(3)
        assert abs(bench.value("SpO2") - bench.value("True SpO2")) < 1

    on_a_bench(node, again)


def test_a_reference_too_far_away_is_refused(node: Node) -> None:
    async def story(bench: Bench) -> None:
        await settled(bench)
        bench.set("Reference SpO2", float(round(bench.value("SpO2") - 6)))
        await bench.until(lambda: known(bench.value("Reference SpO2")))
        bench.press("Calibrate")
        await bench.play(2)
        assert bench.value("Calibration") == "uncalibrated"

    on_a_bench(node, story)
    assert "is not a matter of calibration" in node.log.read_text()


def test_reports_at_the_interval_and_on_change(node: Node) -> None:
    async def story(bench: Bench) -> None:
        await settled(bench)
        bench.set("Reporting interval", 10.0)
        await bench.until(lambda: bench.value("Reporting interval") == 10)
        before = bench.value("Heart rates told")
        await bench.play(30)
        assert bench.value("Heart rates told") - before == 3
        bench.set("Reporting interval", 1.0)
        bench.set("Only on change", True)
        await bench.until(lambda: bench.value("Only on change") is True)
        await bench.play(2)
        bench.forget()
        for _ in range(10):
            await bench.play(1)
        shown = [round(value, 1) for value in bench.all("SpO2")]
        assert all(one != other for one, other in pairwise(shown))

    on_a_bench(node, story)


def test_a_pause(node: Node) -> None:
    """Asleep it tells nothing; awake it measures again. The interval outlives a restart."""

    async def story(bench: Bench) -> None:
        await settled(bench)
        bench.set("Reporting interval", 2.0)
        bench.set("Measuring", False)
        await bench.until(lambda: bench.value("Measuring") is False and not known(bench.value("Heart rate")))
        await asyncio.sleep(0.3)
        unknown(bench)
        assert bench.value("Finger present") is None
        bench.set("Measuring", True)
        await bench.until(lambda: bench.value("Measuring") is True)
        await settled(bench)

    on_a_bench(node, story)
    assert node.stop() == 0
    node.start()

    async def again(bench: Bench) -> None:
        assert bench.value("Reporting interval") == 2

    on_a_bench(node, again)


def test_its_light_goes_out_with_the_node(node: Node) -> None:
    """A deep sleep, an update, a restart: the chip would shine on by itself."""

    async def story(bench: Bench) -> None:
        await bench.play(5)

    on_a_bench(node, story)
    assert node.stop() == 0
    assert "mode register at the end: 0x80" in node.log.read_text()
    node.start()


def test_an_hour(node: Node) -> None:
    """No second is missed, nothing is lost, and no value is in a log line above DEBUG."""

    async def story(bench: Bench) -> None:
        bench.set("Reporting interval", 60.0)
        await bench.play(3600)
        assert bench.value("Status") == "ok"
        assert bench.value("Lost samples") == 0
        # Sixty, and once more whenever breathing or the saturation became known or unknown.
        assert 58 <= bench.value("Heart rates told") <= 75

    on_a_bench(node, story)
    above = [line for line in node.log.read_text().splitlines() if "[max3010x:" in line and "[D][" not in line]
    assert not [line for line in above if "[C][" not in line], above
