"""A node whose sensor is virtual: its simulated time passes on request, its states are read over the native API."""

import asyncio
import math
import os
import socket
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from aioesphomeapi import EntityInfo, UserService
from aioesphomeapi.client import APIClient
from conftest import build_node
from node_process import Node

NODES = Path(__file__).with_name("nodes")
# Not the usual port, so that other nodes' tests may run at the same time.
PORTS = {"max3010x-node": 18471, "max30100-node": 18472}
VALUES = ("Heart rate", "SpO2", "Perfusion index", "Respiratory rate", "Ratio of ratios")


def known(value: float | None) -> bool:
    """None is an entity without a state, NaN one whose value is not known now."""
    return value is not None and not math.isnan(value)


@dataclass
class Bench:
    """A connection to the node and every state that came over it, oldest first."""

    client: APIClient
    entities: dict[str, EntityInfo]
    action: UserService
    seen: list[tuple[str, Any]] = field(default_factory=list)
    played_s: int = 0

    def value(self, name: str) -> Any:
        """The last state of an entity; None when it has none."""
        return next((value for seen, value in reversed(self.seen) if seen == name), None)

    def all(self, name: str) -> list[Any]:
        """Every state of one entity since `forget`."""
        return [value for seen, value in self.seen if seen == name]

    def forget(self) -> None:
        """Keeps the last state of each entity alone."""
        self.seen = list(dict(self.seen).items())

    def set(self, name: str, value: float | str | bool) -> None:
        """Sets a number, select or switch."""
        key = self.entities[name].key
        if isinstance(value, bool):
            self.client.switch_command(key, value)
        elif isinstance(value, str):
            self.client.select_command(key, value)
        else:
            self.client.number_command(key, value)

    def press(self, name: str) -> None:
        """Presses a button."""
        self.client.button_command(self.entities[name].key)

    async def until(self, condition: Callable[[], bool], seconds: float = 20.0) -> None:
        """Waits for the condition, at most that long."""
        deadline = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < deadline, self.seen[-20:]
            await asyncio.sleep(0.01)

    async def play(self, seconds: int) -> None:
        """So many simulated seconds pass; then all states of them have arrived."""
        self.played_s += seconds
        await self.client.execute_service(self.action, {"seconds": seconds})
        limit_s = 60 + seconds / 10
        await self.until(lambda: known(self.value("Played")) and self.value("Played") >= self.played_s, limit_s)
        await asyncio.sleep(0.3)

    async def play_each(self, seconds: int, look: Callable[[], None]) -> None:
        """As `play`, looking after each second."""
        for _ in range(seconds):
            await self.play(1)
            look()


@asynccontextmanager
async def connected(node: Node) -> AsyncIterator[Bench]:
    """A bench on a started node; the simulation stands still."""
    client = APIClient("127.0.0.1", node.port, None)
    try:
        await client.connect(login=True)
        entities, actions = await client.list_entities_services()
        bench = Bench(client, {entity.name: entity for entity in entities}, actions[0])
        names = {entity.key: entity.name for entity in entities}

        def note(state: Any) -> None:
            bench.seen.append((names[state.key], None if getattr(state, "missing_state", False) else state.state))

        client.subscribe_states(note)
        await bench.until(lambda: known(bench.value("Played")))
        bench.played_s = int(bench.value("Played"))
        yield bench
    finally:
        await client.disconnect()


def on_a_bench(node: Node, story: Callable[[Bench], Awaitable[None]]) -> None:
    """Runs the story against the node."""

    async def run() -> None:
        async with connected(node) as bench:
            await story(bench)

    try:
        asyncio.run(run())
    except AssertionError as error:
        error.add_note(node.log.read_text()[-3000:])
        raise


def unknown(bench: Bench) -> None:
    """No value pretends to be one."""
    for name in VALUES:
        assert not known(bench.value(name)), (name, bench.value(name))


async def settled(bench: Bench, seconds: int = 40) -> None:
    """Plays until all is well."""
    await bench.play(seconds)
    assert bench.value("Status") == "ok"
    assert bench.value("Finger present") is True
    assert known(bench.value("Heart rate"))
    assert known(bench.value("SpO2"))


def program_fixture() -> Callable[..., tuple[Path, int]]:
    """A fixture: each compiled node, with address and undefined-behaviour sanitizers, and its port."""

    @pytest.fixture(scope="module", params=PORTS)
    def program(request: pytest.FixtureRequest) -> tuple[Path, int]:
        port = PORTS[request.param] + len(PORTS) * int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("", port))
            except OSError:
                with socket.socket() as other:
                    other.bind(("", 0))
                    port = int(other.getsockname()[1])
        return build_node(port, "--config", NODES / f"{request.param}.yaml"), port

    return program


def node_fixture() -> Callable[..., Iterator[Node]]:
    """A fixture: a started node without settings; what a sanitizer finds fails the test."""

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

    return node
