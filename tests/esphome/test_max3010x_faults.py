"""The ordinary driver on virtual sensors that fail: each fault is told, gives no value, and ends by itself."""

import asyncio
import re

import pytest
from max3010x_node import Bench, known, node_fixture, on_a_bench, program_fixture, settled, unknown
from node_process import Node

program = program_fixture()
node = node_fixture()


def test_a_silent_bus(node: Node) -> None:
    """Told, retried each second, and over by itself."""

    async def story(bench: Bench) -> None:
        await settled(bench)
        bench.set("Fault", "bus silent")
        await bench.client.execute_service(bench.action, {"seconds": 1})
        await bench.until(lambda: bench.value("Status") == "sensor_fault")
        await asyncio.sleep(0.3)
        assert bench.value("Finger present") is None
        unknown(bench)
        bench.set("Fault", "none")
        await asyncio.sleep(2.5)
        bench.played_s += 1
        await settled(bench)

    on_a_bench(node, story)
    assert node.log.read_text().count("The sensor does not answer") == 1


def test_another_part(node: Node) -> None:
    """It fails with a message that says what was found; it does not measure with the wrong register map."""

    async def story(bench: Bench) -> None:
        await settled(bench)
        bench.set("Measuring", False)
        await asyncio.sleep(0.2)
        bench.set("Fault", "wrong part")
        bench.set("Measuring", True)
        await bench.until(lambda: bench.value("Status") == "sensor_fault")
        unknown(bench)

    on_a_bench(node, story)
    assert re.search(r"Part id 0x[0-9A-F]{2} at address 0x57: a MAX301?\d+ has 0x1[15]", node.log.read_text())


def test_an_overflow_is_a_gap(node: Node) -> None:
    """Counted; the heart rate is the same after it."""

    async def story(bench: Bench) -> None:
        await settled(bench, 60)
        before = bench.value("Heart rate")
        bench.set("Fault", "overflow")
        await bench.play(3)
        assert bench.value("Lost samples") > 0
        await bench.play(20)
        assert bench.value("Status") == "ok"
        assert abs(bench.value("Heart rate") - before) < 5

    on_a_bench(node, story)


def test_no_interval_is_taken_across_an_overflow(node: Node) -> None:
    """Were the core not told, every beat across one would come early by what was lost, and RMSSD would be of that."""

    async def story(bench: Bench) -> None:
        await settled(bench, 120)
        before = bench.value("RMSSD")
        for _ in range(30):
            bench.set("Fault", "overflow")
            await bench.play(4)
        assert bench.value("Lost samples") >= 30 * 5
        assert bench.value("RMSSD") <= 1.1 * before

    on_a_bench(node, story)


def test_a_brown_out_is_set_up_again(node: Node) -> None:
    async def story(bench: Bench) -> None:
        await settled(bench)
        bench.set("Fault", "brown-out")
        await bench.play(3)
        assert bench.value("Status") in {"settling", "no_finger"}
        assert not known(bench.value("Heart rate"))
        await settled(bench)

    on_a_bench(node, story)
    assert "lost its supply" in node.log.read_text()


def test_a_supply_that_breaks_down_again_and_again(node: Node) -> None:
    """Set up again five times in a second, then it is a fault; over by itself when the supply stays."""

    async def story(bench: Bench) -> None:
        await settled(bench)
        for _ in range(6):
            bench.set("Fault", "brown-out")
            await asyncio.sleep(0.2)
            bench.set("Fault", "none")
            await asyncio.sleep(0.1)
        await bench.until(lambda: bench.value("Status") == "sensor_fault")
        unknown(bench)
        await asyncio.sleep(1.5)
        await settled(bench)

    on_a_bench(node, story)


def test_swapped_leds(node: Node) -> None:
    """Told; with swap_leds: auto (the MAX30100 here) the values are right as well."""
    automatic = "max30100" in str(node.program)

    async def story(bench: Bench) -> None:
        bench.set("Fault", "swapped LEDs")
        await bench.play(60)
        assert bench.value("LEDs look swapped") is True
        assert known(bench.value("Heart rate"))
        if automatic:
            assert abs(bench.value("SpO2") - bench.value("True SpO2")) < 2
        else:
            assert not known(bench.value("SpO2"))

    on_a_bench(node, story)


@pytest.mark.parametrize("fault", ["saturation", "ambient light"])
def test_light_that_cannot_be_measured(node: Node, fault: str) -> None:
    """A word and no values; all well again after it. A MAX30100 has no word for ambient light: there, nothing wrong."""
    untold = "max30100" in str(node.program) and fault == "ambient light"

    async def story(bench: Bench) -> None:
        await settled(bench)
        bench.set("Fault", fault)
        await bench.play(10)
        if untold:
            assert bench.value("Signal quality") < 75
            assert abs(bench.value("Heart rate") - bench.value("True heart rate")) < 5
            assert not known(bench.value("SpO2")) or abs(bench.value("SpO2") - bench.value("True SpO2")) < 2
        else:
            assert bench.value("Status") in {"saturated", "ambient_light"}
            unknown(bench)
        bench.set("Fault", "none")
        await settled(bench)

    on_a_bench(node, story)
