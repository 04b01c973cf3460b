"""A throw-away integration for the benchmark: plays the sources of a household and times the event loop."""

import asyncio
import time
from typing import Any

from homeassistant.const import EVENT_STATE_CHANGED
from homeassistant.core import Event, HomeAssistant, ServiceCall, ServiceResponse, SupportsResponse, callback
from homeassistant.helpers.typing import ConfigType

DOMAIN = "healthsense_bench_probe"
RESTING = {
    "spo2": ("97", "%"),
    "systolic": ("122", "mmHg"),
    "diastolic": ("78", "mmHg"),
    "temperature": ("36.6", "°C"),
    "respiratory_rate": ("14", "/min"),
    "oxygen": ("off", None),
    "alertness": ("alert", None),
}
CALM = (70, 71, 72, 73, 74, 73, 72, 71)
CROSSING = (80, 135)
"""NEWS2's band changes with every reading: low, low-medium."""


async def async_setup(hass: HomeAssistant, _config: ConfigType) -> bool:
    """Register the two services."""

    async def start(call: ServiceCall) -> None:
        """Give every source of ``people`` a first value."""
        for person in range(call.data["people"]):
            _set(hass, person, "heart_rate", "72", "bpm")
            for name, (value, unit) in RESTING.items():
                _set(hass, person, name, value, unit)

    async def feed(call: ServiceCall) -> ServiceResponse:
        """Feed ``people`` for ``seconds``, a heart rate a second; return what it cost and what was written when."""
        values = CROSSING if call.data["crossing"] else CALM
        watched, written = set(call.data["watch"]), list[tuple[str, float]]()

        @callback
        def changed(event: Event[Any]) -> None:
            if event.data["entity_id"] in watched:
                written.append((event.data["entity_id"], time.time()))

        leave = hass.bus.async_listen(EVENT_STATE_CHANGED, changed) if watched else lambda: None
        sets: list[tuple[int, float]] = []
        people, seconds = call.data["people"], call.data["seconds"]
        cpu = time.thread_time()
        begun = hass.loop.time()
        for second in range(seconds):
            for person in range(people):
                # Spread over the second, as real devices are.
                await asyncio.sleep(max(0.0, begun + second + person / max(people, 1) - hass.loop.time()))
                sets.append((person, time.time()))
                _set(hass, person, "heart_rate", str(values[second % len(values)]), "bpm")
        await asyncio.sleep(max(0.0, begun + seconds - hass.loop.time()))
        cpu = time.thread_time() - cpu
        leave()
        return {"loop_cpu_s": cpu, "sets": sets, "written": written}  # type: ignore[dict-item]  # lists of pairs

    hass.services.async_register(DOMAIN, "start", start)
    hass.services.async_register(DOMAIN, "feed", feed, supports_response=SupportsResponse.ONLY)
    return True


def _set(hass: HomeAssistant, person: int, name: str, value: str, unit: str | None) -> None:
    attributes = {"friendly_name": f"Person {person} {name}"} | ({"unit_of_measurement": unit} if unit else {})
    hass.states.async_set(f"sensor.source_{person}_{name}", value, attributes)
