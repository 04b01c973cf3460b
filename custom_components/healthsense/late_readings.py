"""Readings that a node kept while Home Assistant was away: taken in at their own time, then acknowledged."""

import asyncio
import logging
from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from typing import Any, Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers import entity_registry as er

from .engine.measurement import to_datetime
from .engine.store import StoreError
from .household import HealthSenseConfigEntry, Household
from .late_input import LateInputError, LateReading, Ticket, late_reading, ticket
from .late_jobs import Late, Owner
from .sources import ACTIVITY, Binding, RawReading

_LOGGER = logging.getLogger(__name__)

EVENT_READING: Final = "esphome.healthsense_reading"
ACKNOWLEDGE: Final = "healthsense_acknowledge"
ESPHOME: Final = "esphome"
NODE_NAME: Final = "device_name"
"""Where ESPHome's entry keeps the node's name, after which its actions are called."""

MAX_WAITING: Final = 100
"""Events of one node that wait for the worker. Ours sends 20 and then waits; what finds no room it sends again."""

BATCH: Final = 20
PACE_S: Final = 0.1
"""However much a node sends, it is taken in at this pace: a batch, and a pause."""

ACKNOWLEDGE_WITHIN_S: Final = 10


def object_id(unique_id: str) -> str | None:
    """Return what a node calls a sensor, from its unique id in ESPHome's integration; None where it is no sensor.

    ``MAC/0/sensor/Heart rate`` since the third version of those ids, ``MAC-sensor-heart_rate`` in the first.
    """
    parts = unique_id.split("/", 3)
    if len(parts) == 4 and parts[2] == "sensor":
        return "".join(_sanitized(byte) for byte in parts[3].encode())
    _, kind, rest = unique_id.partition("-sensor-")
    return rest or None if kind else None


def _sanitized(byte: int) -> str:
    """Return how ESPHome writes a byte of a name in an object id."""
    char = chr(byte)
    return char.lower() if byte < 128 and (char.isalnum() or char in "-_") else "_"


class _Node:
    """A node as far as it is known now: its sensors by object id, and the action that acknowledges."""

    def __init__(self, hass: HomeAssistant, entry: ConfigEntry) -> None:
        self._sensors: dict[str, str | None] = {}
        for entity in er.async_entries_for_config_entry(er.async_get(hass), entry.entry_id):
            if entity.domain == "sensor" and (name := object_id(entity.unique_id)) is not None:
                # Two sub-devices may have sensors of one name: then it is nobody's to say which it was.
                self._sensors[name] = None if name in self._sensors else entity.entity_id
        name = entry.data.get(NODE_NAME)
        self.action = f"{name.replace('-', '_')}_{ACKNOWLEDGE}" if isinstance(name, str) else None

    def entity_id(self, name: str) -> str | None:
        return self._sensors.get(name)


class LateReadings:
    """Takes in what nodes had kept, in batches, for one household."""

    def __init__(self, hass: HomeAssistant, entry: HealthSenseConfigEntry) -> None:
        """Use the household of the entry."""
        self._hass = hass
        self._entry = entry
        self._household: Household = entry.runtime_data
        self._bindings: dict[str, list[Binding]] = {}
        for person in self._household.people.values():
            for binding in person.bindings:
                # What somebody does at home is an event of its moment, no value that could be kept.
                if binding.vital != ACTIVITY:
                    self._bindings.setdefault(binding.entity_id, []).append(binding)
        self._waiting: dict[str, list[tuple[Ticket, Event[Mapping[str, Any]]]]] = {}
        self._task: asyncio.Task[None] | None = None

    @callback
    def async_hear(self, event: Event[Mapping[str, Any]]) -> None:
        """Let an event wait for its batch."""
        try:
            found = ticket(event.data)
        except LateInputError as err:
            self._household.async_count_refused(f"late_{err.field}")
            return
        if self._esphome_entry(found.device_id) is None:
            self._household.async_count_refused("late_device_id")
            return
        waiting = self._waiting.setdefault(found.device_id, [])
        if len(waiting) >= MAX_WAITING:
            self._household.async_count_refused("late_too_many")
            return
        waiting.append((found, event))
        if self._task is None or self._task.done():
            self._task = self._entry.async_create_background_task(
                self._hass, self._async_work(), "healthsense late readings"
            )

    def _esphome_entry(self, device_id: str) -> ConfigEntry | None:
        device = dr.async_get(self._hass).async_get(device_id)
        if device is None or device.config_entry_id is None:
            return None
        entry = self._hass.config_entries.async_get_entry(device.config_entry_id)
        return entry if entry is not None and entry.domain == ESPHOME else None

    async def _async_work(self) -> None:
        """Take in what waits until nothing does."""
        while self._waiting:
            # What comes in the same turn of the loop goes as one batch.
            await asyncio.sleep(0)
            waiting = {device_id: events[:BATCH] for device_id, events in self._waiting.items()}
            self._waiting = {device_id: rest for device_id, events in self._waiting.items() if (rest := events[BATCH:])}
            nodes = {
                device_id: _Node(self._hass, entry)
                for device_id in waiting
                if (entry := self._esphome_entry(device_id)) is not None
            }
            late = [
                self._late(nodes[device_id], of, event)
                for device_id, events in waiting.items()
                if device_id in nodes
                for of, event in events
            ]
            try:
                handed = await self._household.async_take_in_late(late)
            except StoreError as err:
                # Nothing was kept and nothing is acknowledged: the node sends it again.
                _LOGGER.debug("Kept readings of a node could not be stored: %s", type(err).__name__)
            else:
                await self._async_acknowledge(nodes, handed.marks)
            await asyncio.sleep(PACE_S)

    def _late(self, node: _Node, of: Ticket, event: Event[Mapping[str, Any]]) -> Late:
        received_ms = int(event.time_fired_timestamp * 1000)
        try:
            reading = late_reading(event.data)
        except LateInputError as err:
            return Late(of, received_ms, refused=err.field)
        entity_id = node.entity_id(reading.entity)
        if entity_id is None:
            return Late(of, received_ms, refused="entity")
        return Late(of, received_ms, tuple(self._owners(entity_id, reading, received_ms)))

    def _owners(self, entity_id: str, reading: LateReading, received_ms: int) -> Iterable[Owner]:
        """Yield everybody who bound the entity: each binding decides what it measures."""
        measured = to_datetime(received_ms) - timedelta(milliseconds=reading.age_ms)
        for binding in self._bindings.get(entity_id, ()):
            raw = RawReading(binding.vital, reading.value, reading.unit or None, measured, reading.quality)
            yield Owner(binding.person_id, raw, binding.source)

    async def _async_acknowledge(self, nodes: Mapping[str, _Node], marks: Mapping[tuple[str, str], int]) -> None:
        """Tell nodes what they need not keep any more. One that cannot be told sends it again."""
        for (device_id, boot_id), sequence in marks.items():
            action = nodes[device_id].action
            if sequence == 0 or action is None or not self._hass.services.has_service(ESPHOME, action):
                continue
            try:
                async with asyncio.timeout(ACKNOWLEDGE_WITHIN_S):
                    await self._hass.services.async_call(
                        ESPHOME, action, {"boot_id": boot_id, "sequence": sequence}, blocking=True
                    )
            except (HomeAssistantError, TimeoutError) as err:
                _LOGGER.debug("A node could not be told that its readings are stored: %s", type(err).__name__)


@callback
def async_listen_to_nodes(hass: HomeAssistant, entry: HealthSenseConfigEntry) -> Callable[[], None]:
    """Take in what nodes had kept until it is stopped."""
    return hass.bus.async_listen(EVENT_READING, LateReadings(hass, entry).async_hear)
