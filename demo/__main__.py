"""Run the demo household: ``script/demo``."""

import argparse
import asyncio
import contextlib
import os
import signal
import sys
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic
from typing import Final
from zoneinfo import ZoneInfo

from . import check, check_alerts, node
from .client import CONNECT_ERRORS, DemoError, HomeAssistant
from .clock import Clock
from .frozen import Frozen
from .history import YEAR, Recording
from .home import Home, Login, wait_until_started, wait_until_up
from .household import add_dashboard, add_node, people_entities, wait_for_node
from .people import ANNA, PEOPLE
from .processes import Processes, free_port, port_is_free
from .setup_people import add_escalation, bind_node, bring_up_to_date, move_in, plan_care

INTEGRATION: Final = node.ROOT / "custom_components" / "healthsense"
HOME_ASSISTANT_PORT: Final = 8123
NODE_PORT: Final = 6053


def tell(text: str) -> None:
    """Say what is going on."""
    print(text, flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="script/demo", description="Run HealthSense with a demo household.")
    parser.add_argument(
        "--check", action="store_true", help="run headless, wait for every derived sensor, print them, stop"
    )
    parser.add_argument("--frozen", action="store_true", help="run a household at one moment that does not pass")
    parser.add_argument("--minute-year", action="store_true", help="a year of somebody's heart rate each minute")
    parser.add_argument("--reset", action="store_true", help="forget the earlier demo household and begin anew")
    parser.add_argument("--ha", default="2026.10.4", metavar="VERSION", help="the Home Assistant release to run")
    parser.add_argument("--folder", type=Path, required=True, help=argparse.SUPPRESS)
    parser.add_argument("--hass", type=Path, required=True, help=argparse.SUPPRESS)
    parser.add_argument("--port", type=int, help="the port of Home Assistant (default 8123, or a free one)")
    return parser.parse_args()


def _port(wanted: int | None, usual: int) -> int:
    if wanted is not None:
        if not port_is_free(wanted):
            raise DemoError(f"port {wanted} is taken; stop what uses it or choose another with --port")
        return wanted
    return usual if port_is_free(usual) else free_port()


def _time_zone() -> str:
    """Return the machine's time zone name, so that the demo's days are its user's."""
    with contextlib.suppress(OSError):
        target = os.path.realpath("/etc/localtime")
        if "zoneinfo/" in target:
            return target.partition("zoneinfo/")[2].removeprefix("posix/")
    return "UTC"


def _now(zone: str) -> datetime:
    return datetime.now(ZoneInfo(zone))


class Demo:
    """One run of the demo."""

    def __init__(self, options: argparse.Namespace) -> None:
        """Take the options; nothing is started yet."""
        self._options = options
        self._home = Home(options.folder)
        self._processes = Processes(self._home.logs)

    async def run(self, stop: asyncio.Event) -> int:
        """Set up, run until ``stop`` (or the check is done), take everything down; return the exit status."""
        work = asyncio.create_task(self._work(stop))
        stopped = asyncio.create_task(stop.wait())
        try:
            await asyncio.wait({work, stopped}, return_when=asyncio.FIRST_COMPLETED)
            if not work.done():
                work.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await work
                return 0 if not self._options.check else 130
            return work.result()
        finally:
            stopped.cancel()
            tell("Stopping...")
            await self._processes.stop()

    async def _work(self, stop: asyncio.Event) -> int:
        began = monotonic()
        options = self._options
        if options.reset or options.check or self._home.is_new:
            # Without a login an earlier run was cut off half-way: only a clean start is sure.
            self._home.reset()
        new = self._home.is_new
        zone = _time_zone()
        port = _port(options.port, HOME_ASSISTANT_PORT)
        node_port = await self._start_node()
        self._home.prepare(integration=INTEGRATION, port=port, time_zone=zone)
        clock = self._clock(zone) if new and not options.check else None
        tell(f"Starting Home Assistant {options.ha} on port {port}...")
        await self._processes.start(
            "home-assistant", options.hass, "--config", self._home.config, "--skip-pip",
            env={"UV_OFFLINE": "1", **(clock.environment() if clock else {})},
        )  # fmt: skip
        async with HomeAssistant(f"http://127.0.0.1:{port}") as home_assistant:
            await wait_until_up(home_assistant, self._processes.assert_running)
            login = await self._home.sign_in(home_assistant)
            await wait_until_started(home_assistant)
            recording = Recording(home_assistant, self._home.folder / "recordings", minute_year=options.minute_year)
            if new:
                await self._move_in(home_assistant, node_port, recording, clock)
            else:
                await recording.catch_up(_now(zone))
            if options.check:
                return await self._check(home_assistant)
            await add_dashboard(home_assistant)
            self._home.save_login(login)
            self._welcome(home_assistant.url, login, monotonic() - began)
            playing = asyncio.create_task(recording.play(lambda: _now(zone)))
            try:
                await self._watch(stop, playing)
            finally:
                playing.cancel()
        return 0

    def _clock(self, zone: str) -> Clock:
        """Return the clock by which a new household lives through its past."""
        clock = Clock(self._home.folder / "clock")
        clock.stop_at(_now(zone) - YEAR)
        return clock

    async def _start_node(self) -> int:
        kept = self._home.folder / "node_port"
        port = int(kept.read_text()) if kept.exists() else _port(None, NODE_PORT)
        if not port_is_free(port):
            raise DemoError(f"port {port}, where the demo's sensor node lives, is taken; is another demo running?")
        tell("Building the sensor node (ESPHome, about half a minute the first time)...")
        program = await asyncio.to_thread(node.build, port)
        state = self._home.folder / "node"
        state.mkdir(parents=True, exist_ok=True)
        kept.write_text(str(port))
        await self._processes.start("node", program, env={"HOME": str(state)})
        return port

    async def _move_in(
        self, home_assistant: HomeAssistant, node_port: int, recording: Recording, clock: Clock | None
    ) -> None:
        tell("Adding HealthSense and its people...")
        entry_id = await move_in(home_assistant)
        now = _now(_time_zone())
        if clock is None:
            await recording.tell_weeks(now, tell)
            await plan_care(home_assistant, entry_id)
        else:
            tell("Living through a year of theirs (a minute or so, this first time)...")
            began = monotonic()
            anchor, process = now.replace(second=0, microsecond=0), self._processes.pid("home-assistant")
            count = await recording.live_through(anchor, clock, process, entry_id)
            tell(f"{count} readings, {count / (monotonic() - began):.0f} readings a second")
            clock.go_on_from(_now(_time_zone()))
            await bring_up_to_date(home_assistant, entry_id, now.date() - timedelta(days=1))
        tell("Adding the sensor node through the ESPHome integration...")
        key = node.new_key()
        await node.give_key(node_port, key)
        await add_node(home_assistant, node_port, key)
        entities = await wait_for_node(home_assistant)
        for person in PEOPLE:
            await bind_node(home_assistant, entry_id, person, entities)
        tell("Letting this screen tell of Anna's alerts...")
        await add_escalation(home_assistant, entry_id, ANNA)

    async def _check(self, home_assistant: HomeAssistant) -> int:
        tell("Waiting for every derived sensor...")
        findings = await check.wait_for_values(
            home_assistant, lambda: people_entities(home_assistant), self._processes.assert_running
        )
        print(check.table(findings))
        missing = [found for found in findings if found.problem]
        for found in missing:
            print(f"MISSING {found.person} {found.key} ({found.entity_id}): {found.problem}")
        print(f"{len(findings) - len(missing)} of {len(findings)} live and derived sensors are as they should be "
              f"on Home Assistant {self._options.ha}")  # fmt: skip
        tell("Waiting for automations that follow a test alert...")
        faults = await check_alerts.faults(home_assistant)
        for fault in faults:
            print(f"ALERTS {fault}")
        if not faults:
            print(f"Our triggers and conditions start automations on Home Assistant {self._options.ha}")
        return 1 if missing or faults else 0

    def _welcome(self, url: str, login: Login, seconds: float) -> None:
        tell(
            f"\nHealthSense is running (started in {seconds:.0f} s).\n\n"
            f"  Address   {url}\n  User      {login.user}\n  Password  {login.password}\n\n"
            "What the people and the node measure is simulated. Press Ctrl-C to stop.\n"
        )

    async def _watch(self, stop: asyncio.Event, playing: asyncio.Task[None]) -> None:
        while not stop.is_set():
            self._processes.assert_running()
            if playing.done():
                playing.result()
            await asyncio.sleep(0.5)


async def _freeze(options: argparse.Namespace, stop: asyncio.Event) -> int:
    """Run the frozen household until ``stop``; return the exit status."""
    household = Frozen(options.folder, options.hass, _port(options.port, free_port()), tell)
    running, stopped = asyncio.create_task(household.run()), asyncio.create_task(stop.wait())
    await asyncio.wait({running, stopped}, return_when=asyncio.FIRST_COMPLETED)
    stopped.cancel()
    if running.done():
        running.result()
    running.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await running
    return 0


async def _main() -> int:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(number, stop.set)
    options = _arguments()
    try:
        if options.frozen:
            return await _freeze(options, stop)
        return await Demo(options).run(stop)
    except DemoError as err:
        print(f"The demo stopped: {err}", file=sys.stderr)
    except CONNECT_ERRORS as err:
        print(f"The demo lost Home Assistant: {err!r}", file=sys.stderr)
    return 1


sys.exit(asyncio.run(_main()))
