"""Home Assistant is away while the node measures: what it kept is stored once, at the times at which it was measured.

A real Home Assistant, killed and started again, and the demo node with an outbox that keeps a reading each 2 s. It
is added without a key, so that Home Assistant gives it one, as it does with a new product.
"""

import asyncio
import json
import os
import signal
import sqlite3
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, closing
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import pytest

from demo import node
from demo.client import HomeAssistant
from demo.home import Home, wait_until_started, wait_until_up
from demo.household import wait_for_node
from demo.people import ANNA
from demo.processes import Processes, free_port
from demo.setup_people import add_healthsense, add_person, bind_node

ROOT: Final = Path(__file__).resolve().parent.parent.parent
INTEGRATION: Final = ROOT / "custom_components" / "healthsense"
NODE_YAML: Final = ROOT / "tests" / "esphome" / "nodes" / "demo-lockstep.yaml"
CONNECTS_BEFORE_MS: Final = 20_000
"""Home Assistant connects to its devices some seconds before it says that it is up; more on a busy computer."""

AWAY_S: Final = 30
LEAST_MEANWHILE: Final = 3
"""One each 3 s, even where Home Assistant starts in 2 s: 32 s, less 3 at the begin and 20 at the end."""

LONGEST_STEP_MS: Final = 15_000
"""On a busy computer the node misses samples, and says nothing for some seconds rather than guess. What was kept and
got lost would leave a hole as long as Home Assistant was away."""

SHORTEST_STEP_MS: Final = 500
"""They are 2 s apart; a busy Home Assistant may hear one a second late, and its time is told by its age."""

READINGS: Final = """
    SELECT effective_ms, delay_ms, scaled FROM reading JOIN series ON series.id = reading.series
    WHERE vital = ? ORDER BY effective_ms
"""


class Away:
    """Home Assistant on one folder, and where to look what it stored."""

    def __init__(self, home: Home) -> None:
        self.home = home

    def readings(self, vital: str) -> list[tuple[int, int, int]]:
        """Return what is on the disk: measured at (ms), how late it came (ms), the value."""
        path = self.home.config / "healthsense" / "healthsense.db"
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
            return list(db.execute(READINGS, (vital,)).fetchall())

    def entries(self) -> list[dict[str, Any]]:
        """Return the config entries that are on the disk."""
        stored = json.loads((self.home.config / ".storage" / "core.config_entries").read_text())
        entries: list[dict[str, Any]] = stored["data"]["entries"]
        return entries

    def has_settled_in(self) -> bool:
        """Return whether Home Assistant has written down its entities, and HealthSense that it has the past.

        Home Assistant takes some ten seconds to do so. Killed before, it meets the node as if for the first time: its
        readings are another source's then.
        """
        registry = self.home.config / ".storage" / "core.entity_registry"
        known = registry.exists() and "Readings waiting" in registry.read_text()
        healthsense = [one for one in self.entries() if one["domain"] == "healthsense"]
        people = [one for entry in healthsense for one in entry["subentries"] if one["subentry_type"] == "person"]
        return known and bool(people) and not any(one["data"].get("import_history") for one in people)

    @asynccontextmanager
    async def boot(self) -> AsyncIterator[tuple[HomeAssistant, Callable[[], None]]]:
        """Start Home Assistant; yields its client and what pulls its plug."""
        self.home.prepare(integration=INTEGRATION, port=(port := free_port()), time_zone="UTC")
        processes = Processes(self.home.logs)
        hass = Path(sys.executable).with_name("hass")
        await processes.start(
            "home-assistant", hass, "--config", self.home.config, "--skip-pip", env={"UV_OFFLINE": "1"}
        )
        try:
            async with HomeAssistant(f"http://127.0.0.1:{port}") as client:
                await wait_until_up(client, processes.assert_running)
                self.home.save_login(await self.home.sign_in(client))
                await wait_until_started(client)
                yield client, lambda: os.killpg(processes.pid("home-assistant"), signal.SIGKILL)
        finally:
            await processes.stop()


async def _until(done: Callable[[], Awaitable[bool]], seconds: int) -> None:
    for _ in range(seconds * 4):
        if await done():
            return
        await asyncio.sleep(0.25)
    raise AssertionError(f"not so after {seconds} s")


@pytest.fixture
def expected_lingering_timers() -> bool:
    """Let a connection that was cut keep its heartbeat's timer."""
    return True


@pytest.mark.usefixtures("socket_enabled")
async def test_what_was_measured_meanwhile_is_stored_once_at_its_own_time(tmp_path: Path) -> None:
    """Killed, away for half a minute and more, back: no gap in the heart rate, no reading twice."""
    port = free_port()
    program = await asyncio.to_thread(node.build, port, "--config", NODE_YAML)
    nodes = Processes(tmp_path / "logs")
    (tmp_path / "node").mkdir()
    await nodes.start("node", program, env={"HOME": str(tmp_path / "node")})
    away = Away(Home(tmp_path / "home"))
    try:
        async with away.boot() as (client, pull_the_plug):
            step = await client.flow(
                "/api/config/config_entries/flow", {"handler": "esphome"}, {"host": "127.0.0.1", "port": port}, {}
            )
            assert step["type"] == "create_entry"
            entities = await wait_for_node(client)
            entry_id = await add_healthsense(client)
            await add_person(client, entry_id, ANNA)
            await bind_node(client, entry_id, ANNA, entities)

            async def measured() -> bool:
                return away.has_settled_in() and len(away.readings("heart_rate")) >= 5

            await _until(measured, 60)
            pull_the_plug()
            gone_ms = time.time() * 1000
        (entry,) = (one for one in away.entries() if one["domain"] == "esphome")
        assert len(entry["data"]["noise_psk"]) == 44, "a new node is given a key of its own"

        await asyncio.sleep(AWAY_S)
        async with away.boot() as (client, _):
            back_ms = time.time() * 1000

            async def measured_again() -> bool:
                return any(at_ms > back_ms for at_ms, _, _ in away.readings("heart_rate"))

            async def nothing_waits() -> bool:
                state = await client.request("GET", f"/api/states/{entities['Readings waiting']}")
                return state["state"] in ("0", "0.0")

            await _until(measured_again, 60)
            await _until(nothing_waits, 60)
    finally:
        await nodes.stop()
    _judge(away, gone_ms, back_ms)


def _was_kept(row: tuple[int, int, int]) -> bool:
    """Return whether the node had kept it: what comes live is measured when it is received."""
    return row[1] > 0


def _are_one(before: tuple[int, int, int], after: tuple[int, int, int]) -> bool:
    """Return whether the same measurement stands there twice.

    The node measures once a second and tells to the last digit what it told live, if it had kept that too. Two that
    came live are two, however close a busy computer brought them; two that were kept may be a second apart where the
    connection broke.
    """
    kept = _was_kept(before) + _was_kept(after)
    nearest_ms = {0: 0, 1: 900, 2: 500}[kept]
    return before[2] == after[2] and after[0] - before[0] < nearest_ms


def _judge(away: Away, gone_ms: float, back_ms: float) -> None:
    for vital in ("heart_rate", "spo2"):
        rows = [row for row in away.readings(vital) if gone_ms - 5000 < row[0] < back_ms + 5000]
        # One each 2 s at the most while nobody listened, of values that come each second: 2 or 3 s apart, as a rule.
        steps_ms = [after[0] - before[0] for before, after in pairwise(rows)]
        assert max(steps_ms) <= LONGEST_STEP_MS, (vital, steps_ms)
        twins = [pair for pair in pairwise(rows) if _are_one(*pair)]
        assert twins == [], vital
        meanwhile = [row for row in rows if gone_ms + 3000 < row[0] < back_ms - CONNECTS_BEFORE_MS]
        assert len(meanwhile) >= LEAST_MEANWHILE
        assert min(after[0] - before[0] for before, after in pairwise(meanwhile)) >= SHORTEST_STEP_MS, vital
        # Each came when Home Assistant was back, at the time at which it was measured.
        assert all(at_ms + delay_ms > back_ms - CONNECTS_BEFORE_MS for at_ms, delay_ms, _ in meanwhile), vital
    assert all(60 <= value / 100 <= 74 for _, _, value in away.readings("heart_rate"))
