"""The inside of the benchmark: plays sources in a running Home Assistant and times its event loop.

Not part of the product: ``script/bench`` links this folder into the throw-away Home Assistant that it measures.
"""

import asyncio
import cProfile
import os
import time
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import voluptuous as vol
from homeassistant.components import websocket_api
from homeassistant.components.recorder import get_instance
from homeassistant.components.recorder.tasks import StatisticsTask
from homeassistant.components.websocket_api import ActiveConnection
from homeassistant.const import EVENT_HOMEASSISTANT_STARTED
from homeassistant.core import CALLBACK_TYPE, Event, EventStateChangedData, HomeAssistant, callback
from homeassistant.helpers.event import async_track_state_change_event
from homeassistant.helpers.typing import ConfigType
from homeassistant.util.hass_dict import HassKey

DOMAIN: Final = "hs_bench_probe"
STARTED: HassKey[dict[str, float]] = HassKey(f"{DOMAIN}.started")
ATTRIBUTES: HassKey[dict[str, dict[str, Any]]] = HassKey(f"{DOMAIN}.attributes")
CLOCK_TICKS: Final = os.sysconf("SC_CLK_TCK")
LEAD_S: Final = 0.05
"""From the command to the first reading, so that the answer to the command is none of the measured work."""


def _age_s() -> float:
    """Return how long this process has been running (proc(5): field 22 of stat, in clock ticks since boot)."""
    began = int(Path("/proc/self/stat").read_text().rpartition(")")[2].split()[19]) / CLOCK_TICKS
    return time.clock_gettime(time.CLOCK_BOOTTIME) - began


async def async_setup(hass: HomeAssistant, config: ConfigType) -> bool:
    """Show the sources, note when Home Assistant has started, and register the commands."""
    hass.data[ATTRIBUTES] = config[DOMAIN]["entities"]
    for entity_id, attributes in hass.data[ATTRIBUTES].items():
        hass.states.async_set(entity_id, "unknown", attributes)

    @callback
    def started(_event: Event) -> None:
        hass.data[STARTED] = {
            "wall_s": _age_s(),
            "process_cpu_s": time.process_time(),
            "loop_cpu_s": time.thread_time(),
        }

    hass.bus.async_listen_once(EVENT_HOMEASSISTANT_STARTED, started)
    for command in (_play, _started, _compile):
        websocket_api.async_register_command(hass, command)
    return True


class _Window:
    """One stretch of time in which readings are played and the loop's work is counted."""

    def __init__(self, hass: HomeAssistant, done: asyncio.Future[None]) -> None:
        self.sets: list[tuple[str, str, int]] = []
        self.writes: list[tuple[str, str, int]] = []
        self.loop_ns = self.process_ns = 0
        self.profile: cProfile.Profile | None = None
        self._hass = hass
        self._done = done
        self._attributes = hass.data[ATTRIBUTES]

    @callback
    def begin(self) -> None:
        if self.profile is not None:
            self.profile.enable()
        self.loop_ns, self.process_ns = -time.thread_time_ns(), -time.process_time_ns()

    @callback
    def end(self) -> None:
        self.loop_ns += time.thread_time_ns()
        self.process_ns += time.process_time_ns()
        if self.profile is not None:
            self.profile.disable()
        if not self._done.done():
            self._done.set_result(None)

    @callback
    def set(self, entity_id: str, state: str) -> None:
        self.sets.append((entity_id, state, time.monotonic_ns()))
        self._hass.states.async_set(entity_id, state, self._attributes[entity_id])

    @callback
    def wrote(self, event: Event[EventStateChangedData]) -> None:
        new = event.data["new_state"]
        if new is not None:
            self.writes.append((event.data["entity_id"], new.state, time.monotonic_ns()))

    def watch(self, entities: list[str]) -> CALLBACK_TYPE:
        return async_track_state_change_event(self._hass, entities, self.wrote) if entities else lambda: None


@websocket_api.websocket_command(
    {
        vol.Required("type"): f"{DOMAIN}/play",
        vol.Required("readings"): [vol.ExactSequence([vol.Coerce(float), str, str])],
        vol.Required("begin"): vol.Coerce(float),
        vol.Required("end"): vol.Coerce(float),
        vol.Optional("watch", default=[]): [str],
        vol.Optional("profile"): str,
    }
)
@websocket_api.async_response
async def _play(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Set each state at its second; count the work between ``begin`` and ``end``; note who was written when."""
    done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    window = _Window(hass, done)
    leave = window.watch(msg["watch"])
    if "profile" in msg:
        window.profile = cProfile.Profile()
    zero = hass.loop.time() + LEAD_S
    for at_s, entity_id, state in msg["readings"]:
        hass.loop.call_at(zero + at_s, window.set, entity_id, state)
    hass.loop.call_at(zero + msg["begin"], window.begin)
    hass.loop.call_at(zero + msg["end"], window.end)
    try:
        await done
    finally:
        leave()
    if window.profile is not None:
        window.profile.dump_stats(msg["profile"])
    connection.send_result(
        msg["id"],
        {
            "loop_us": window.loop_ns / 1000,
            "process_us": window.process_ns / 1000,
            "sets": window.sets,
            "writes": window.writes,
        },
    )


@websocket_api.websocket_command({vol.Required("type"): f"{DOMAIN}/started"})
@callback
def _started(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Return how long the start took, None before its end."""
    connection.send_result(msg["id"], hass.data.get(STARTED))


@websocket_api.websocket_command({vol.Required("type"): f"{DOMAIN}/compile_statistics", vol.Required("start"): str})
@websocket_api.async_response
async def _compile(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Write everything to the recorder's file, and the statistics of the five minutes from ``start``, now."""
    recorder = get_instance(hass)
    await recorder.async_block_till_done()
    recorder.queue_task(StatisticsTask(datetime.fromisoformat(msg["start"]), fire_events=False))
    await recorder.async_block_till_done()
    connection.send_result(msg["id"])
