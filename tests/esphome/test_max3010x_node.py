"""The ordinary driver on virtual sensors: what the simulated person is goes in, what Home Assistant sees comes out."""

import math
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import build_node
from max3010x_node import VALUES, Bench, known, on_a_bench
from node_process import Node, free_port

NODES = Path(__file__).with_name("nodes")


@pytest.fixture(scope="module", params=["max3010x-node", "max30100-node"])
def program(request: pytest.FixtureRequest) -> tuple[Path, int]:
    """The compiled node, with address and undefined-behaviour sanitizers, and its port."""
    port = free_port()
    return build_node(port, "--config", NODES / f"{request.param}.yaml"), port


@pytest.fixture
def node(program: tuple[Path, int], tmp_path: Path) -> Iterator[Node]:
    path, port = program
    node = Node(path, port, tmp_path)
    try:
        node.start()
        yield node
        assert node.stop() == 0, node.log.read_text()[-3000:]
    finally:
        node.close()


def test_a_person_at_rest(node: Node) -> None:
    """After half a minute every value is there, and is what the person has."""

    async def story(bench: Bench) -> None:
        await bench.play(40)
        assert bench["Status"] == "ok"
        assert bench["Finger present"] is True
        assert bench["Calibration"] == "uncalibrated"
        assert bench["LEDs look swapped"] is False
        assert bench["Lost samples"] == 0
        assert bench["Signal quality"] > 80
        errors: list[tuple[float, float]] = []

        def look() -> None:
            errors.append((bench["Heart rate"] - bench["True heart rate"], bench["SpO2"] - bench["True SpO2"]))

        await bench.play_each(20, look)
        # Truth is of this second, a reading of the last ones: a person's rate drifts.
        assert sum(abs(rate) for rate, _ in errors) / len(errors) < 2.0
        assert sum(abs(spo2) for _, spo2 in errors) / len(errors) < 1.0
        assert 0.3 < bench["Perfusion index"] < 5
        assert known(bench["Die temperature"])

    on_a_bench(node, story)


def test_a_finger_that_leaves_takes_all_values_with_it(node: Node) -> None:
    """At once, whatever the interval."""

    async def story(bench: Bench) -> None:
        bench.set("Reporting interval", 60.0)
        await bench.play(70)
        assert known(bench["Heart rate"])
        bench.set("Fault", "finger off")
        await bench.play(2)
        assert bench["Status"] == "no_finger"
        assert bench["Finger present"] is False
        for name in VALUES:
            assert math.isnan(bench[name]), name
        bench.set("Fault", "none")
        await bench.play(30)
        assert bench["Status"] == "ok"
        assert bench["Finger present"] is True
        assert known(bench["Heart rate"])

    on_a_bench(node, story)
