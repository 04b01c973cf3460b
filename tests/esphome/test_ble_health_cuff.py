"""The simulated cuff: the simulated person is measured, and the packet goes the way of a real one's."""

import asyncio
from collections.abc import Iterator
from itertools import pairwise
from math import isfinite, isnan
from pathlib import Path

import pytest
from ble_node import Household, in_a_household
from conftest import build_node
from node_process import Node, free_port

NODE = Path(__file__).with_name("nodes") / "ble-cuff-node.yaml"
CUFF = ("Systolic", "Diastolic", "Mean arterial pressure", "Cuff pulse")


@pytest.fixture(scope="module")
def program() -> tuple[Path, int]:
    port = free_port()
    return build_node(port, "--config", NODE), port


@pytest.fixture
def node(program: tuple[Path, int], tmp_path: Path) -> Iterator[Node]:
    node = Node(program[0], program[1], tmp_path)
    try:
        node.start()
        yield node
    finally:
        node.close()


def select(household: Household, scenario: str) -> None:
    key = next(key for key, name in household.names.items() if name == "Scenario")
    household.client.select_command(key, scenario)


def test_it_measures_soon_after_the_start_and_then_every_so_often(node: Node) -> None:
    async def story(household: Household) -> None:
        await household.until(lambda: len([v for v in household.values("Systolic") if isfinite(v)]) >= 3, 14)
        taken = [at for at, name, value in household.seen if name == "Systolic" and isfinite(value)]
        assert all(2.5 < later - earlier < 3.6 for earlier, later in pairwise(taken))
        assert 95 <= household.value("Systolic") <= 135
        assert 60 <= household.value("Diastolic") <= 88
        assert household.value("Diastolic") < household.value("Mean arterial pressure") < household.value("Systolic")
        assert 50 <= household.value("Cuff pulse") <= 90
        assert household.value("Status") == "measured"
        assert household.value("Irregular pulse") is False

    in_a_household(node, story)


def test_it_hangs_up_after_each_measurement_and_the_values_stay(node: Node) -> None:
    async def story(household: Household) -> None:
        await household.until(lambda: True in household.values("Connected"), 8)
        await household.until_value("Connected", False, 2)
        await household.settle()
        assert all(isfinite(household.value(name)) for name in CUFF)

    in_a_household(node, story)


def test_nobody_there_is_not_measured_and_the_cuff_stays_due(node: Node) -> None:
    async def story(household: Household) -> None:
        await household.until(lambda: household.value("Scenario") is not None)
        select(household, "sensor off")
        await asyncio.sleep(7)
        assert all(isnan(value) for value in household.values("Systolic"))
        select(household, "rest")
        await household.until(lambda: isfinite(household.value("Systolic")), 3)

    in_a_household(node, story)
