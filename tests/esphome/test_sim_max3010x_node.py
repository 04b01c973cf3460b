"""The virtual sensor on its bus in a real node: lock-step, planned faults, the select, a recording, a person on it."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from aioesphomeapi import EntityInfo, EntityState, SelectInfo
from aioesphomeapi.client import APIClient
from conftest import build_node
from node_process import Node, free_port

NODE_YAML = Path(__file__).with_name("nodes") / "sim-max3010x.yaml"


@pytest.fixture(scope="module")
def port() -> int:
    return free_port()


@pytest.fixture(scope="module")
def program(port: int) -> Path:
    return build_node(port, "--config", NODE_YAML)


@pytest.fixture
def bench(program: Path, port: int, tmp_path: Path) -> Iterator[Node]:
    node = Node(program, port, tmp_path)
    try:
        node.start()
        yield node
    finally:
        node.close()


class Watch:
    """The last state of every entity, by name."""

    def __init__(self, client: APIClient, entities: dict[str, EntityInfo]) -> None:
        self.client = client
        self.entities = entities
        self.states: dict[str, Any] = {}
        self.history: list[tuple[str, Any]] = []
        self._news = asyncio.Event()
        self._names = {entity.key: name for name, entity in entities.items()}

    def take(self, state: EntityState) -> None:
        name = self._names[state.key]
        self.states[name] = getattr(state, "state", None)
        self.history.append((name, self.states[name]))
        self._news.set()

    async def until(self, reached: Callable[[dict[str, Any]], bool], seconds: float) -> None:
        async with asyncio.timeout(seconds):
            while not reached(self.states):
                self._news.clear()
                await self._news.wait()

    def select(self, name: str, option: str) -> None:
        self.client.select_command(self.entities[name].key, option)


@asynccontextmanager
async def watching(node: Node) -> AsyncIterator[Watch]:
    client = APIClient("127.0.0.1", node.port, None)
    await client.connect(login=True)
    entities, _ = await client.list_entities_services()
    watch = Watch(client, {entity.name: entity for entity in entities})
    client.subscribe_states(watch.take)
    try:
        yield watch
    finally:
        await client.disconnect(force=True)


def test_a_run_of_20_seconds_stops_and_goes_on(bench: Node) -> None:
    async def run() -> None:
        async with watching(bench) as watch:
            # 80 polls of 25 samples, whatever the wall clock says
            await watch.until(lambda s: s.get("Simulated time") == 20_000 and s.get("Samples") == 2000, 10)
            await asyncio.sleep(0.5)
            assert watch.states["Simulated time"] == 20_000
            # The person lived the sensor's seconds, not the clock's.
            assert watch.states["Person's time"] in (20, 21)
            # The finger was off from 5 s to 8 s by plan, and was seen to be.
            assert 250 <= watch.states["Dark samples"] <= 300
            assert ("Fault", "finger off") in watch.history
            assert watch.states["Fault"] == "none"
            watch.client.button_command(watch.entities["Go on"].key)
            await watch.until(lambda s: s.get("Simulated time") == 30_000, 10)

    asyncio.run(run())


def test_faults_are_chosen_at_run_time(bench: Node) -> None:
    async def run() -> None:
        async with watching(bench) as watch:
            fault = watch.entities["Fault"]
            assert isinstance(fault, SelectInfo)
            assert fault.options == [
                *("none", "bus silent", "wrong part", "overflow", "brown-out", "swapped LEDs", "finger off"),
                *("saturation", "ambient light"),
            ]
            await watch.until(lambda s: s.get("Part") == str(0x15), 5)
            # The planned fault would end the chosen one.
            await watch.until(lambda s: s.get("Simulated time", 0) > 9000, 10)
            watch.select("Fault", "bus silent")
            await watch.until(lambda s: s.get("Part") == "silent", 2)
            watch.select("Fault", "wrong part")
            await watch.until(lambda s: s.get("Part") == str(0x24), 2)
            watch.select("Fault", "brown-out")
            await watch.until(lambda s: s.get("Part") == str(0x15) and s["Fault"] == "none", 2)
            assert ("Fault", "brown-out") in watch.history

    asyncio.run(run())


def test_a_recording_comes_as_it_was_recorded(bench: Node) -> None:
    async def run() -> None:
        async with watching(bench) as watch:
            # Before its first reading the state is unknown (NaN), and 0 until the first sample is there.
            await watch.until(lambda s: s.get("Recorded infrared", 0) > 0, 5)
            seen: set[float] = set()
            for _ in range(20):
                await asyncio.sleep(0.1)
                seen.add(watch.states["Recorded infrared"])
            seen.discard(0)
            assert len(seen) > 2
            # Between the rows of the file, in its own current and full scale; 12 counts of noise
            assert [value for value in seen if not 99_900 <= value <= 120_100] == []

    asyncio.run(run())
