"""Truth in, values out, in lock-step through virtual chip, driver, core and API: each scenario, and a whole day."""

import asyncio
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import build_node
from household import Household, give_key, in_a_household
from lockstep import LOCKSTEP, Stretch, play
from node_process import Node

LOCKSTEP_YAML = Path(__file__).parent / "nodes" / "demo-lockstep.yaml"
SANITIZED_YAML = Path(__file__).parent / "nodes" / "sanitized-demo.yaml"

SETTLE_S = 300
STRETCH_S = 600

FIGURES = logging.getLogger("figures")


def record(text: str) -> None:
    """Says the figures with -o log_cli=true -o log_cli_level=INFO, and where a test fails."""
    FIGURES.info("\n%s", text)


@pytest.fixture(scope="session")
def lockstep_program(node_port: int) -> Path:
    return build_node(node_port, "--config", LOCKSTEP_YAML)


@pytest.fixture
def lockstep_node(lockstep_program: Path, node_port: int, tmp_path: Path) -> Iterator[Node]:
    node = Node(lockstep_program, node_port, tmp_path, LOCKSTEP)
    try:
        node.start()
        give_key(node)
        yield node
    finally:
        node.close()


def test_values_follow_the_truth_in_every_scenario(lockstep_node: Node) -> None:
    """Ten minutes each, after five to get there; bounds in bpm, percentage points and breaths a minute."""
    told: dict[str, Stretch] = {}

    async def story(household: Household) -> None:
        for scenario in (
            *("rest", "exercise", "night desaturation", "fever"),
            *("sensor off", "irregular pulse", "low perfusion", "ambient light"),
        ):
            household.select("Scenario", scenario)
            await play(household, SETTLE_S)
            told[scenario] = await play(household, STRETCH_S)

    in_a_household(lockstep_node, story)
    record("\n".join(f"{scenario}: {stretch}" for scenario, stretch in told.items()))
    assert all(stretch.played == stretch.seconds == STRETCH_S for stretch in told.values())

    for scenario in ("rest", "fever"):
        steady = told[scenario]
        assert steady.heart_rate.told == steady.spo2.told == STRETCH_S
        assert steady.quality >= 80
        assert steady.heart_rate.mae <= 0.5
        assert steady.heart_rate.worst <= 2.5
        assert steady.spo2.mae <= 0.5
        assert steady.spo2.worst <= 1.0
        assert steady.respiratory_rate.told >= 0.9 * STRETCH_S
        assert steady.respiratory_rate.mae <= 0.5
        assert steady.respiratory_rate.worst <= 2.0
        assert steady.irregular == 0

    # A value at the finger is some seconds old: while the pulse changes by a beat a second, it lags by as many beats.
    night = told["night desaturation"]
    assert night.heart_rate.told >= 0.95 * STRETCH_S
    assert abs(night.heart_rate.bias) <= 1.0
    assert night.heart_rate.mae <= 4.0
    assert abs(night.spo2.bias) <= 0.5
    assert night.spo2.mae <= 1.5

    # Movement costs values, not truth.
    exercise = told["exercise"]
    assert exercise.heart_rate.told >= 0.5 * STRETCH_S
    assert exercise.heart_rate.mae <= 1.5
    assert exercise.spo2.mae <= 1.0
    assert exercise.respiratory_rate.worst <= 3.0
    assert exercise.irregular == 0

    irregular = told["irregular pulse"]
    assert irregular.irregular >= 0.9 * STRETCH_S
    assert abs(irregular.heart_rate.bias) <= 1.5
    assert irregular.spo2.mae <= 0.5

    # What cannot be measured is not told.
    for scenario in ("sensor off", "ambient light"):
        nothing = told[scenario]
        assert (nothing.heart_rate.told, nothing.spo2.told, nothing.respiratory_rate.told) == (0, 0, 0)
        assert nothing.quality == 0
    weak = told["low perfusion"]
    assert weak.quality <= 50
    assert weak.heart_rate.told <= 0.5 * STRETCH_S


@pytest.mark.parametrize("hours", [24])
def test_a_day_without_a_missed_second_without_drift_and_without_a_leak(lockstep_node: Node, hours: int) -> None:
    """Each hour is a stretch; every fourth one is somebody at rest, so that the first can be compared with the last."""
    scenarios = ("rest", "exercise", "night desaturation", "fever")
    told: list[Stretch] = []
    memory_kb: list[int] = []

    async def story(household: Household) -> None:
        await play(household, SETTLE_S)
        for hour in range(hours):
            household.select("Scenario", scenarios[hour % len(scenarios)])
            told.append(await play(household, 3600))
            memory_kb.append(lockstep_node.memory_kb())
        assert household.value("Lost samples") == 0

    in_a_household(lockstep_node, story)
    record("\n".join(f"{scenarios[hour % 4]}: {stretch} {memory_kb[hour]} kB" for hour, stretch in enumerate(told)))
    assert [(stretch.played, stretch.seconds) for stretch in told] == [(3600, 3600)] * hours
    rests = told[::4]
    for account in ("heart_rate", "spo2"):
        biases = [getattr(stretch, account).bias for stretch in rests]
        assert max(biases) - min(biases) <= 0.1, biases
    assert memory_kb[-1] - memory_kb[0] <= 64, memory_kb


def test_two_hours_under_the_sanitizers(node_port: int, tmp_path: Path) -> None:
    """All scenarios and all faults at once: what they find ends the process."""
    node = Node(build_node(node_port, "--config", SANITIZED_YAML), node_port, tmp_path, LOCKSTEP)

    async def story(household: Household) -> None:
        scenarios, faults = (household.options(name) for name in ("Scenario", "Fault"))
        for turn in range(36):
            household.select("Scenario", scenarios[turn % len(scenarios)])
            household.select("Fault", faults[turn % len(faults)])
            # A silent bus answers no poll, and without polls no time passes in lock-step: give it some of the wall's.
            await asyncio.sleep(0.3)
            household.select("Fault", "none")
            await play(household, 200)

    try:
        node.start()
        give_key(node)
        in_a_household(node, story)
        assert node.stop() == 0, node.log.read_text()[-4000:]
    finally:
        node.close()
