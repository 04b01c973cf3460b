"""The frozen household: the demo's people at one moment that does not pass, for pictures that can be compared.

``python -m demo --frozen --folder F --hass H --port P``: Home Assistant stands at ``MOMENT``, with everything imported
up to then; there is no node, nothing plays. It is made once and kept, by a fingerprint of what it is made from.

``F/clock`` holds the time (``clock.py``): who writes there lets it pass, or moves it.
"""

import asyncio
import fcntl
import hashlib
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from . import node
from .client import HomeAssistant
from .clock import Clock
from .history import YEAR, Recording
from .home import Home, wait_until_started, wait_until_up
from .household import add_dashboard
from .people import ANNA
from .processes import Processes
from .setup_people import add_escalation, bring_up_to_date, move_in

INTEGRATION: Final = node.ROOT / "custom_components" / "healthsense"
ZONE: Final = "Europe/Berlin"
MOMENT: Final = datetime(2026, 11, 20, 10, 0, tzinfo=ZoneInfo(ZONE))

KEPT: Final = node.ROOT / ".demo" / "frozen"
_MADE_OF: Final = ("demo/*.*", "custom_components/healthsense/engine/**/*.py")
"""What decides what lies in the folder. The doors may change without it, as they do on everybody's computer."""


def fingerprint(hass: Path) -> str:
    """Return what tells one state of the household's making from another: our code and the Home Assistant."""
    digest = hashlib.blake2b(str(hass.resolve()).encode(), digest_size=8)
    for pattern in _MADE_OF:
        for path in sorted(node.ROOT.glob(pattern)):
            digest.update(str(path.relative_to(node.ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()


def _lock(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder / "lock"


@asynccontextmanager
async def _alone(folder: Path) -> AsyncIterator[None]:
    """Let one process at a time make a household."""
    with _lock(folder).open("w") as lock:
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                await asyncio.sleep(0.2)
        yield


class Frozen:
    """One run of the frozen household."""

    def __init__(self, folder: Path, hass: Path, port: int, tell: Callable[[str], None]) -> None:
        """Take where things lie; nothing is started yet."""
        self._folder = folder
        self._hass = hass
        self._port = port
        self._tell = tell

    async def run(self) -> None:
        """Make it where it is not made yet, start it, say READY, run until cancelled."""
        kept = KEPT / fingerprint(self._hass)
        home = Home(self._folder)
        async with _alone(KEPT):
            if not (kept / "login.json").exists():
                await self._make(kept)
            home.reset()
            await asyncio.to_thread(shutil.copytree, kept, self._folder, symlinks=True)
        clock = Clock(self._folder / "clock")
        clock.nudge(MOMENT)
        processes = Processes(home.logs)
        try:
            async with await self._start(home, processes, clock) as home_assistant:
                home_assistant.use_token(home.load_login().token)
                await wait_until_started(home_assistant)
                self._tell(f"READY {home_assistant.url}")
                while True:
                    processes.assert_running()
                    await asyncio.sleep(0.2)
        finally:
            await processes.stop()

    async def _start(self, home: Home, processes: Processes, clock: Clock) -> HomeAssistant:
        home.prepare(integration=INTEGRATION, port=self._port, time_zone=ZONE)
        await processes.start(
            "home-assistant", self._hass, "--config", home.config, "--skip-pip",
            env={"UV_OFFLINE": "1", **clock.environment()},
        )  # fmt: skip
        home_assistant = HomeAssistant(f"http://127.0.0.1:{self._port}")
        await wait_until_up(home_assistant, processes.assert_running)
        return home_assistant

    async def _make(self, kept: Path) -> None:
        self._tell("Making the frozen household (once)...")
        for old in KEPT.iterdir():
            if old.is_dir():
                shutil.rmtree(old)
        home = Home(kept)
        clock = Clock(kept / "clock")
        clock.stop_at(MOMENT - YEAR)
        processes = Processes(home.logs)
        try:
            async with await self._start(home, processes, clock) as home_assistant:
                login = await home.sign_in(home_assistant)
                await wait_until_started(home_assistant)
                entry_id = await move_in(home_assistant)
                recording = Recording(home_assistant, kept / "recordings")
                await recording.live_through(MOMENT, clock, processes.pid("home-assistant"), entry_id)
                await bring_up_to_date(home_assistant, entry_id, MOMENT.date())
                await add_escalation(home_assistant, entry_id, ANNA)
                await add_dashboard(home_assistant)
        finally:
            await processes.stop()
        home.save_login(login)
