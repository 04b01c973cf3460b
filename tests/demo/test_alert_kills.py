"""Three times the plug is pulled on a real Home Assistant: pending, snoozed, between two steps of an escalation.

A real process, killed with SIGKILL; its oximeters are states set over the API, a reading a second.
"""

import asyncio
import itertools
import json
import os
import signal
import sqlite3
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, closing, suppress
from pathlib import Path
from typing import Any, Final

import aiohttp
import pytest

from demo.client import HomeAssistant
from demo.home import Home, wait_until_started, wait_until_up
from demo.processes import Processes, free_port

ROOT: Final = Path(__file__).resolve().parent.parent.parent
INTEGRATION: Final = ROOT / "custom_components" / "healthsense"
ANNA, BEN = "0" * 31 + "a", "0" * 31 + "b"
OXIMETERS: Final = {ANNA: "sensor.oximeter_of_anna", BEN: "sensor.oximeter_of_ben"}
LATE_S: Final = 10.0
STEP_S: Final = 60.0
SNOOZE_S: Final = 25
AWARE: Final = "2026-01-01T00:00:00+00:00"


def _person(person_id: str, name: str) -> dict[str, Any]:
    sources = {"spo2": [{"entity_id": OXIMETERS[person_id], "unit": "%"}]}
    return {
        "data": {"person_id": person_id, "privacy": "shared", "allow_automations": True, "profile": {},
                 "sources": sources},
        "subentry_id": person_id[:25] + person_id[-1], "subentry_type": "person", "title": name, "unique_id": person_id,
    }  # fmt: skip


def _plan() -> dict[str, Any]:
    """Return Anna's plan: at once and after a minute, each a message that Home Assistant shows itself."""
    recipients = [
        {
            "id": one, "name": one, "kind": "action", "role": "carer", "on_duty": None,
            "target": {"sequence": [{"action": "persistent_notification.create", "data": {"message": one}}]},
        }
        for one in ("first", "second")
    ]  # fmt: skip
    steps = [
        {"after_min": 0, "recipients": ["first"], "level": "warning", "quiet": None},
        {"after_min": 1, "recipients": ["second"], "level": "urgent", "quiet": None},
    ]
    data = {"person_id": ANNA, "recipients": recipients, "steps": steps, "repeat_min": 30, "tell_resolved": True}
    return {
        "data": data, "subentry_id": "1" * 26, "subentry_type": "escalation", "title": "Anna", "unique_id": None,
    }  # fmt: skip


def _seed(home: Home) -> None:
    entry: dict[str, Any] = {
        "created_at": AWARE, "modified_at": AWARE, "data": {}, "disabled_by": None, "discovery_keys": {},
        "domain": "healthsense", "entry_id": "2" * 26, "minor_version": 1, "version": 1, "options": {},
        "pref_disable_new_entities": False, "pref_disable_polling": False, "source": "user", "title": "HealthSense",
        "unique_id": None, "subentries": [_person(ANNA, "Anna"), _person(BEN, "Ben"), _plan()],
    }  # fmt: skip
    path = home.config / ".storage" / "core.config_entries"
    stored = {"version": 1, "minor_version": 5, "key": "core.config_entries", "data": {"entries": [entry]}}
    path.write_text(json.dumps(stored))


class Boot:
    """One run of Home Assistant, which ends by SIGKILL."""

    def __init__(self, client: HomeAssistant, processes: Processes) -> None:
        self.client = client
        self._processes = processes
        self.up_s = time.time()
        """When its API said that everything was set up: our own set-up ended before."""

    def kill(self) -> None:
        """Pull the plug."""
        os.killpg(self._processes.pid("home-assistant"), signal.SIGKILL)

    async def say(self, person: str, spo2: float) -> None:
        """Let somebody's oximeter tell a value."""
        attributes = {"unit_of_measurement": "%"}
        with suppress(aiohttp.ClientError):
            await self.client.request(
                "POST", f"/api/states/{OXIMETERS[person]}", {"state": str(spo2), "attributes": attributes}
            )


@asynccontextmanager
async def boot(home: Home) -> AsyncIterator[Boot]:
    """Start Home Assistant on the same folder."""
    port = free_port()
    home.prepare(integration=INTEGRATION, port=port, time_zone="UTC")
    if not (home.config / ".storage" / "core.config_entries").exists():
        _seed(home)
    processes = Processes(home.logs)
    hass = Path(sys.executable).with_name("hass")
    await processes.start("home-assistant", hass, "--config", home.config, "--skip-pip", env={"UV_OFFLINE": "1"})
    try:
        async with HomeAssistant(f"http://127.0.0.1:{port}") as client:
            await wait_until_up(client, processes.assert_running)
            home.save_login(await home.sign_in(client))
            await wait_until_started(client)
            yield Boot(client, processes)
    finally:
        await processes.stop()


class Breathing:
    """Both people's oximeters, a reading a second until it ends."""

    def __init__(self, running: Boot, levels: dict[str, float]) -> None:
        self._running = running
        self.levels = levels
        self._wiggle = itertools.cycle((0.0, 0.1))

    async def until(self, done: Callable[[], bool], most_s: float) -> None:
        """Go on until something is so.

        Raises:
            TimeoutError: it did not become so.
        """
        async with asyncio.timeout(most_s):
            while not done():
                # Home Assistant tells an equal value only of sources that are known to stream.
                wiggle = next(self._wiggle)
                for person, level in self.levels.items():
                    await self._running.say(person, level + wiggle)
                await asyncio.sleep(1 - time.time() % 1)


def _rows(home: Home, query: str, *values: str) -> Iterator[tuple[Any, ...]]:
    path = home.config / "healthsense" / "healthsense.db"
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
        yield from db.execute(query, values).fetchall()


def log(home: Home, person: str) -> list[tuple[str, str, float]]:
    """Return (alert, what happened, when in s) as it is on the disk."""
    found = _rows(home, "SELECT body, at_ms FROM alert_log WHERE person = ? ORDER BY at_ms, alert, seq", person)
    lines = [(json.loads(body), at_ms / 1000) for body, at_ms in found]
    return [(line["alert"], line["event"], at_s) for line, at_s in lines]


def when(home: Home, person: str, word: str) -> float | None:
    """Return when something happened first, None where it did not."""
    return next((at_s for _, event, at_s in log(home, person) if event == word), None)


def waiting(home: Home, person: str) -> list[tuple[Any, ...]]:
    """Return the deliveries that nobody confirmed yet."""
    return list(_rows(home, "SELECT id FROM alert_delivery WHERE person = ? AND status = 'due'", person))


@pytest.fixture
def expected_lingering_timers() -> bool:
    """Let a connection that was cut keep its heartbeat's timer."""
    return True


@pytest.mark.usefixtures("socket_enabled")
async def test_the_plug_is_pulled_three_times(tmp_path: Path) -> None:
    """A pending delay, a snooze and an escalation go on at most 10 s late, and every line is there once."""
    home = Home(tmp_path / "home")
    async with boot(home) as first:
        for recipient in ("first", "second"):
            await first.client.command(
                "healthsense/alert", person_id=ANNA, do="set", key=f"consent.{recipient}",
                body={"given": True, "values": False, "lock_screen": False},
            )  # fmt: skip
        breathing = Breathing(first, {ANNA: 97, BEN: 97})
        began_s = time.time()
        await breathing.until(lambda: time.time() - began_s > 5, 60)
        breathing.levels[BEN] = 88
        await breathing.until(lambda: when(home, BEN, "raised") is not None, 60)
        await first.client.command("healthsense/alert", person_id=BEN, do="snooze", duration={"seconds": SNOOZE_S})
        breathing.levels[ANNA] = 88
        await breathing.until(lambda: when(home, ANNA, "pending") is not None, 60)
        assert when(home, ANNA, "raised") is None
        first.kill()

    async with boot(home) as second:
        breathing = Breathing(second, {ANNA: 88, BEN: 88})
        await breathing.until(lambda: when(home, ANNA, "raised") is not None, 60)
        await breathing.until(lambda: when(home, BEN, "snooze_ended") is not None, 90)
        pending_s, raised_s = when(home, ANNA, "pending"), when(home, ANNA, "raised")
        snoozed_s, woken_s = when(home, BEN, "snoozed"), when(home, BEN, "snooze_ended")
        assert pending_s is not None
        assert raised_s is not None
        assert snoozed_s is not None
        assert woken_s is not None
        assert raised_s - max(pending_s + 15, second.up_s) <= LATE_S
        assert woken_s - max(snoozed_s + SNOOZE_S, second.up_s) <= LATE_S
        assert when(home, ANNA, "escalated") is None
        second.kill()

    async with boot(home) as third:
        breathing = Breathing(third, {ANNA: 88, BEN: 88})
        await breathing.until(lambda: when(home, ANNA, "escalated") is not None, 120)
        escalated_s = when(home, ANNA, "escalated")
        assert escalated_s is not None
        assert escalated_s - max(raised_s + STEP_S, third.up_s) <= LATE_S
        third.kill()

    async with boot(home) as fourth:
        await Breathing(fourth, {ANNA: 88, BEN: 88}).until(lambda: not waiting(home, ANNA), 60)

    for person, words in (
        (ANNA, ["pending", "raised", "escalated"]),
        (BEN, ["pending", "raised", "snoozed", "snooze_ended"]),
    ):
        lines = log(home, person)
        assert [event for _, event, _ in lines] == words
        assert len({alert for alert, _, _ in lines}) == 1
    statuses = dict(
        _rows(home, "SELECT json_extract(body, '$.recipient'), status FROM alert_delivery WHERE person = ?", ANNA)
    )
    assert statuses == {"first": "done", "second": "done"}
