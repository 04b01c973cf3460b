"""The outbox in a node, end to end over ESPHome's native API: away, back, acknowledged, unplugged."""

import asyncio
import signal
import time
from collections.abc import Awaitable, Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from aioesphomeapi import UserServiceArgType
from conftest import build_node
from node_process import Node, free_port
from outbox_client import Client, Reading, connected

CONFIG = Path(__file__).with_name("nodes") / "outbox-node.yaml"
CAPACITY = 50
CHANGES_A_SECOND = 5
RETRY_S = 30

type Story = Callable[[Client], Awaitable[None]]


@pytest.fixture(scope="module")
def port() -> int:
    return free_port()


@pytest.fixture(scope="module")
def program(port: int) -> Path:
    return build_node(port, "--config", CONFIG)


@pytest.fixture
def node(program: Path, port: int, tmp_path: Path) -> Iterator[Node]:
    node = Node(program, port, tmp_path)
    try:
        node.start()
        # Something is measured before anybody comes.
        time.sleep(0.5)
        yield node
    finally:
        node.close()


def told(node: Node, story: Story, *, events: bool = True, states: bool = True) -> None:
    async def run() -> None:
        async with connected(node, events=events, states=states) as client:
            await story(client)

    asyncio.run(asyncio.wait_for(run(), 90))


async def settled(client: Client) -> None:
    """Takes what was measured before the client came."""
    await client.until(lambda: client.readings, 5)
    await client.acknowledge_all()
    client.readings.clear()


def test_it_tells_of_its_action(node: Node) -> None:
    async def story(client: Client) -> None:
        (action,) = client.actions.values()
        assert action.name == "healthsense_acknowledge"
        assert [(one.name, one.type) for one in action.args] == [
            ("boot_id", UserServiceArgType.STRING),
            ("sequence", UserServiceArgType.INT),
        ]

    told(node, story)


def test_what_was_measured_while_nobody_listened_comes_with_its_age(node: Node) -> None:
    async def leave(client: Client) -> None:
        client.set("Step", 1)
        await settled(client)

    async def come_back(client: Client) -> None:
        readings = await client.acknowledge_all()
        assert [one.sequence for one in readings] == list(range(readings[0].sequence, readings[-1].sequence + 1))
        assert {(one.entity, one.vital, one.unit, one.quality) for one in readings} == {
            ("heart_rate", "heart_rate", "bpm", None)
        }
        assert len(readings) >= 5
        away = readings[-5:]
        # One a second, the last of its second; value and time tell the same.
        for earlier, later in pairwise(away[:-1]):
            assert 0.8 <= later.taken - earlier.taken <= 1.6
        for earlier, later in pairwise(away):
            expected = (later.taken - earlier.taken) * CHANGES_A_SECOND
            assert later.value - earlier.value == pytest.approx(expected, abs=2)
        count = len(client.readings)
        await asyncio.sleep(2)
        assert len(client.readings) == count, "what is acknowledged does not come again"

    told(node, leave)
    time.sleep(5)
    told(node, come_back)


def test_a_listener_of_logs_is_nobody(node: Node) -> None:
    """Who does not subscribe to states is not told of them: they wait."""

    async def story(client: Client) -> None:
        await asyncio.sleep(3)
        assert client.readings == []

    told(node, story, states=False)

    async def afterwards(client: Client) -> None:
        readings = await client.acknowledge_all()
        assert readings[0].age_s - readings[-1].age_s >= 2

    told(node, afterwards)


def test_what_is_told_live_is_sent_again_where_the_connection_broke(node: Node) -> None:
    """It may have been told to nobody; the quality goes with what is measured from then on."""

    async def live(client: Client) -> None:
        await settled(client)
        await asyncio.sleep(3)
        assert client.readings == []
        assert client.states["Pending"] == 0

    async def again(client: Client) -> None:
        readings = await client.acknowledge_all()
        assert readings[0].age_s >= 3

    told(node, live)
    told(node, again)


def test_who_comes_beside_a_dead_connection_hears_what_that_one_was_told(node: Node) -> None:
    """A peer that vanished is counted for minutes yet; the new one may well be the same Home Assistant."""

    async def story(vanished: Client) -> None:
        await settled(vanished)
        await asyncio.sleep(3)
        async with connected(node) as client:
            readings = await client.acknowledge_all()
            assert readings[0].age_s >= 3

    told(node, story)


def test_what_is_not_acknowledged_comes_again_in_its_order(node: Node) -> None:
    async def story(client: Client) -> None:
        await client.until(lambda: client.readings, 5)
        await asyncio.sleep(0.5)
        first = list(client.readings)
        await client.acknowledge(first[-1].sequence, boot_id="0" * 16)
        await client.acknowledge(-1)
        await client.acknowledge(first[-1].sequence + 1000)
        await client.until(lambda: len(client.readings) >= 2 * len(first), RETRY_S + 5)
        second = client.readings[len(first) : 2 * len(first)]
        assert [(one.sequence, one.value) for one in second] == [(one.sequence, one.value) for one in first]
        for before, after in zip(first, second, strict=True):
            assert after.at - before.at == pytest.approx(RETRY_S, abs=2)
            assert after.taken == pytest.approx(before.taken, abs=0.3)

    told(node, story)


def stored(count: int) -> Story:
    """The tale of a device that hands over stored records, with nobody who takes them."""

    async def story(client: Client) -> None:
        for age_s in range(count):
            client.set("Stored age", (count - age_s) * 60_000)
        await asyncio.sleep(1.5)

    return story


def test_a_full_ring_loses_its_oldest_and_says_how_many(node: Node) -> None:
    told(node, stored(CAPACITY + 30), events=False)

    async def story(client: Client) -> None:
        await client.until(lambda: client.states.get("Dropped", 0) >= 30, 5)
        readings = await client.acknowledge_all()
        lost = int(client.states["Dropped"])
        assert readings[0].sequence == readings[0].oldest == lost + 1
        assert len(readings) >= CAPACITY
        ages = [one.age_s for one in readings if one.vital == "spo2"]
        assert ages == sorted(ages, reverse=True)
        assert {(one.value, one.unit) for one in readings if one.vital == "spo2"} == {(91.5, "%")}

    told(node, story)


@pytest.mark.parametrize("plug", [signal.SIGKILL, signal.SIGTERM])
def test_the_plug_is_pulled(node: Node, plug: signal.Signals) -> None:
    """What waited is there again, under its numbers, and older by the time without power."""
    told(node, stored(10), events=False)
    before: list[Reading] = []

    async def look(client: Client) -> None:
        await client.until(lambda: len({one.sequence for one in client.readings}) >= 10, 5)
        await asyncio.sleep(0.5)
        before.extend(client.readings)

    told(node, look)
    node.stop(plug)
    time.sleep(2)
    node.start()
    time.sleep(2)

    async def after(client: Client) -> None:
        readings = {one.sequence: one for one in await client.acknowledge_all()}
        assert {one.boot_id for one in readings.values()} == {before[0].boot_id}
        for one in before:
            assert readings[one.sequence].value == one.value
            assert readings[one.sequence].taken == pytest.approx(one.taken, abs=0.3)
        assert max(readings) > max(one.sequence for one in before)

    told(node, after)


def test_a_ring_that_cannot_be_read_is_begun_anew(node: Node) -> None:
    told(node, stored(3), events=False)
    node.stop(signal.SIGKILL)
    (file,) = (node.state / ".esphome" / "prefs").glob("*.outbox")
    file.write_bytes(bytes(reversed(file.read_bytes())))
    node.start()
    time.sleep(2)

    async def story(client: Client) -> None:
        readings = await client.acknowledge_all()
        assert readings[0].sequence == 1
        assert {one.vital for one in readings} == {"heart_rate"}

    told(node, story)


def test_no_value_is_logged_above_debug(node: Node) -> None:
    told(node, stored(3), events=False)

    async def story(client: Client) -> None:
        await client.acknowledge_all()

    told(node, story)
    lines = [line for line in node.log.read_text().splitlines() if "healthsense_outbox" in line and "[C]" not in line]
    assert lines
    assert all("[D]" in line for line in lines)
    assert not any("91.5" in line or "boot" in line.lower() for line in lines)
