"""The analog pulse sensor end to end: compiled, asked over the native API, on a voltage with troubles."""

import asyncio
import math
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from aioesphomeapi import EntityCategory, EntityInfo, SensorInfo
from aioesphomeapi.client import APIClient
from conftest import build_node
from esphome_cli import Said, esphome
from node_process import Node, free_port

NODE_YAML = Path(__file__).with_name("nodes") / "analog-ppg-test.yaml"
COMPONENTS = Path(__file__).resolve().parents[2] / "esphome"

VALUES = ("Heart rate", "RMSSD", "SDNN", "Pulse irregularity", "Respiratory rate", "Pulse amplitude")


def known(value: float | None) -> bool:
    """None is an entity without a state, NaN one whose value is not known now."""
    return value is not None and not math.isnan(value)


@dataclass
class Household:
    """A connection, and every state that came over it: (monotonic time, name, value)."""

    client: APIClient
    entities: dict[str, EntityInfo]
    seen: list[tuple[float, str, Any]] = field(default_factory=list)

    def value(self, name: str) -> Any:
        return next((value for _, seen, value in reversed(self.seen) if seen == name), None)

    def all(self, name: str, since: float = 0.0) -> list[Any]:
        return [value for at, seen, value in self.seen if seen == name and at >= since]

    def play(self, trouble: str) -> None:
        self.client.select_command(self.entities["Source"].key, trouble)

    def turn(self, name: str, on: bool) -> None:
        self.client.switch_command(self.entities[name].key, on)

    async def until_it_is(self, name: str, value: object, seconds: float) -> None:
        await self.until(lambda: bool(self.value(name) == value), seconds)

    async def until(self, condition: Callable[[], bool], seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < deadline, self.seen[-20:]
            await asyncio.sleep(0.02)


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    port = free_port()
    node = Node(build_node(port, "--config", NODE_YAML), port, tmp_path_factory.mktemp("analog"))
    try:
        node.start()
        yield node
    finally:
        node.close()


@asynccontextmanager
async def connected(node: Node) -> AsyncIterator[Household]:
    client = APIClient("127.0.0.1", node.port, None)
    await client.connect(login=True)
    try:
        entities, _ = await client.list_entities_services()
        household = Household(client, {entity.name: entity for entity in entities})
        names = {entity.key: entity.name for entity in entities}

        def note(state: Any) -> None:
            value = None if getattr(state, "missing_state", False) else state.state
            household.seen.append((time.monotonic(), names[state.key], value))

        client.subscribe_states(note)
        yield household
    finally:
        await client.disconnect()


def in_a_household(node: Node, story: Callable[[Household], Awaitable[None]]) -> None:
    async def run() -> None:
        async with connected(node) as household:
            await story(household)

    asyncio.run(run())


def test_a_pulse_is_told_with_its_beats_and_a_stall_is_counted(node: Node) -> None:
    async def story(household: Household) -> None:
        household.play("pulse")
        await household.until(lambda: len(household.all("RR interval")) >= 4, 25)
        assert household.value("Status") == "ok"
        assert household.value("Finger present") is True
        assert household.value("Heart rate") == pytest.approx(72, abs=0.5)
        assert household.value("Pulse amplitude") == pytest.approx(300, rel=0.3)
        beats = [beat for beat in household.all("RR interval") if known(beat)]
        assert beats
        assert all(abs(beat - 60_000 / 72) < 15 for beat in beats)
        lost = household.value("Lost samples")
        household.client.button_command(household.entities["Stall"].key)
        await household.until(lambda: household.value("Lost samples") >= lost + 45, 10)
        # As many as the stall was long, and what a busy computer lost beside it.
        assert household.value("Lost samples") <= lost + 300
        # Status and finger came before the first value that was one.
        order = [
            name for _, name, value in household.seen if name == "Status" or (name == "Heart rate" and known(value))
        ]
        assert order[0] == "Status"
        spo2 = [name for name in household.entities if "SpO2" in name or "Perfusion" in name]
        assert spo2 == []

    in_a_household(node, story)


PAUSE_S = 5
SAMPLES_A_SECOND = 100

# trouble: status, finger (None: nobody knows whether somebody is there), told within seconds
TROUBLES: dict[str, tuple[str, bool | None, float]] = {
    "nobody": ("no_finger", False, 5),
    "clipped": ("saturated", True, 3),
    "unplugged": ("sensor_fault", None, 4),
    "broken": ("sensor_fault", None, 3),
}


def test_each_trouble_is_told_and_no_value_is_left(node: Node) -> None:
    async def story(household: Household) -> None:
        household.play("pulse")
        await household.until(lambda: known(household.value("Heart rate")), 15)
        for trouble, (status, finger, seconds) in TROUBLES.items():
            household.play(trouble)
            await household.until_it_is("Status", status, seconds)
            await asyncio.sleep(0.1)
            assert household.value("Finger present") is finger, trouble
            assert household.value("Signal quality") == 0
            assert [name for name in VALUES if known(household.value(name))] == [], trouble

    in_a_household(node, story)


def test_a_pause_leaves_nothing_that_looks_current_and_measuring_goes_on_after_it(node: Node) -> None:
    async def story(household: Household) -> None:
        household.play("pulse")
        await household.until(lambda: known(household.value("Heart rate")), 15)
        lost = household.value("Lost samples")
        household.turn("Measuring", False)
        await household.until(lambda: household.value("Finger present") is None, 5)
        await asyncio.sleep(0.5)
        assert household.value("Status") == "no_finger"
        assert [name for name in VALUES if known(household.value(name))] == []
        since = time.monotonic() + 0.2
        await asyncio.sleep(PAUSE_S)
        assert household.all("Signal quality", since) == []
        household.turn("Measuring", True)
        await household.until(lambda: known(household.value("Heart rate")), 20)
        # The pause's own samples are not lost ones. A busy computer loses some while the node measures.
        assert household.value("Lost samples") < lost + PAUSE_S * SAMPLES_A_SECOND / 2

    in_a_household(node, story)


def test_it_reports_as_often_as_it_is_told_and_only_on_change_if_told(node: Node) -> None:
    async def story(household: Household) -> None:
        household.play("pulse")
        await household.until(lambda: known(household.value("Heart rate")), 15)
        household.client.number_command(household.entities["Reporting interval"].key, 3)
        household.turn("Only on change", False)
        await asyncio.sleep(3.2)
        since = time.monotonic()
        await asyncio.sleep(3.4)
        assert len(household.all("Heart rate", since)) in (1, 2)
        household.client.number_command(household.entities["Reporting interval"].key, 1)
        household.turn("Only on change", True)
        await asyncio.sleep(1.5)
        since = time.monotonic()
        await asyncio.sleep(4)
        assert household.all("Heart rate", since) == []
        household.play("nobody")
        await household.until(lambda: math.isnan(household.value("Heart rate")), 5)
        household.turn("Only on change", False)
        await asyncio.sleep(0.2)

    in_a_household(node, story)


def test_units_are_those_that_a_household_binds(node: Node) -> None:
    async def story(household: Household) -> None:
        units = {
            name: entity.unit_of_measurement
            for name, entity in household.entities.items()
            if isinstance(entity, SensorInfo)
        }
        assert units == {
            "Heart rate": "bpm",
            "Signal quality": "%",
            "RMSSD": "ms",
            "SDNN": "ms",
            "Pulse irregularity": "",
            "Respiratory rate": "breaths/min",
            "Respiratory quality": "%",
            "RR interval": "ms",
            "Pulse amplitude": "mV",
            "Lost samples": "",
        }
        diagnostic = {
            name for name, entity in household.entities.items() if entity.entity_category == EntityCategory.DIAGNOSTIC
        }
        assert diagnostic == {"Pulse amplitude", "Lost samples"}

    in_a_household(node, story)


# --- what is refused before any compiling

ON_A_CHIP = """
esphome: {name: pulse-test}
esp32: {variant: esp32, framework: {type: esp-idf}}
external_components: [{source: {type: local, path: COMPONENTS}}]
sensor: [{platform: adc, pin: GPIO34, id: source, ATTENUATION}]
analog_ppg: {sensor: source, OPTIONS}
"""


def validate(tmp_path: Path, options: str, attenuation: str = "attenuation: 12db") -> Said:
    text = ON_A_CHIP.replace("COMPONENTS", str(COMPONENTS / "components"))
    text = text.replace("ATTENUATION", attenuation).replace("OPTIONS", options)
    (tmp_path / "pulse-test.yaml").write_text(text)
    return esphome("config", tmp_path / "pulse-test.yaml")


@pytest.mark.parametrize(
    "options", ["sample_rate: 50Hz", "sample_rate: 200Hz, rises_with_blood: false", "least_swing: 2mV"]
)
def test_a_sensor_on_an_adc_is_valid(tmp_path: Path, options: str) -> None:
    done = validate(tmp_path, options)
    assert done.status == 0, done.output
    assert "WARNING" not in done.output


@pytest.mark.parametrize(
    ("options", "attenuation", "reason"),
    [
        ("sample_rate: 40Hz", "attenuation: 12db", "a whole number from 50 to 200 Hz, not 40 Hz"),
        ("sample_rate: 250Hz", "attenuation: 12db", "a whole number from 50 to 200 Hz, not 250 Hz"),
        ("sample_rate: 62.5Hz", "attenuation: 12db", "a whole number from 50 to 200 Hz, not 62.5 Hz"),
        ("lowest_voltage: 2.8V", "attenuation: 12db", "highest_voltage must be at least 0.5 V above lowest_voltage"),
        ("least_swing: 0V", "attenuation: 12db", "least_swing must be above 0 V"),
        ("least_swing: 2V", "attenuation: 12db", "least_swing must be above 0 V and below half"),
        ("sample_rate: 100Hz", "attenuation: auto", "The ADC must keep one range"),
        ("sample_rate: 100Hz", "attenuation: 12db, raw: true", "The ADC must give volts"),
        ("spo2: {name: SpO2}", "attenuation: 12db", "[spo2] is an invalid option"),
    ],
)
def test_a_mistake_is_refused_with_its_reason(tmp_path: Path, options: str, attenuation: str, reason: str) -> None:
    done = validate(tmp_path, options, attenuation)
    assert done.status != 0
    assert reason in done.words
