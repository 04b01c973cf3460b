"""A client of a node with an outbox: what Home Assistant does, by hand."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aioesphomeapi import EntityInfo, HomeassistantServiceCall, UserService
from aioesphomeapi.client import APIClient
from node_process import Node

EVENT = "esphome.healthsense_reading"
ACTION = "healthsense_acknowledge"


@dataclass(frozen=True)
class Reading:
    """One event, and when it came (monotonic seconds)."""

    at: float
    boot_id: str
    sequence: int
    oldest: int
    entity: str
    vital: str
    value: float
    unit: str
    age_s: float
    quality: str | None

    @property
    def taken(self) -> float:
        return self.at - self.age_s


@dataclass
class Client:
    """A connection, and what came over it."""

    api: APIClient
    entities: dict[str, EntityInfo]
    actions: dict[str, UserService]
    readings: list[Reading] = field(default_factory=list)
    states: dict[str, Any] = field(default_factory=dict)

    def hear(self, call: HomeassistantServiceCall) -> None:
        assert (call.service, call.is_event) == (EVENT, True)
        data = dict(call.data)
        self.readings.append(
            Reading(
                at=time.monotonic(),
                boot_id=data["boot_id"],
                sequence=int(data["sequence"]),
                oldest=int(data["oldest"]),
                entity=data["entity"],
                vital=data["vital"],
                value=float(data["value"]),
                unit=data["unit"],
                age_s=int(data["age_ms"]) / 1000,
                quality=data.get("quality"),
            )
        )

    def set(self, name: str, value: float) -> None:
        self.api.number_command(self.entities[name].key, value)

    async def acknowledge(self, sequence: int, boot_id: str | None = None) -> None:
        boot = self.readings[-1].boot_id if boot_id is None else boot_id
        await self.api.execute_service(self.actions[ACTION], {"boot_id": boot, "sequence": sequence})

    async def acknowledge_all(self) -> list[Reading]:
        """Takes everything as Home Assistant does, a batch at a time; returns each reading once, in order."""
        acknowledged = 0
        while not acknowledged or self.states.get("Pending") != 0:
            count = len(self.readings)
            await asyncio.sleep(0.3)
            newest = max((one.sequence for one in self.readings), default=0)
            if len(self.readings) == count and newest > acknowledged:
                await self.acknowledge(newest)
                acknowledged = newest
                # The count is told once a second at most.
                await asyncio.sleep(1.2)
        return sorted({one.sequence: one for one in self.readings}.values(), key=lambda one: one.sequence)

    async def until(self, condition: Any, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < deadline, (self.states, self.readings[-3:])
            await asyncio.sleep(0.02)


@asynccontextmanager
async def connected(node: Node, *, events: bool = True, states: bool = True) -> AsyncIterator[Client]:
    """Connects; ``events`` and ``states`` as Home Assistant subscribes to them."""
    api = APIClient("127.0.0.1", node.port, None)
    await api.connect(login=True)
    try:
        entities, actions = await api.list_entities_services()
        client = Client(api, {one.name: one for one in entities}, {one.name: one for one in actions})
        names = {one.key: one.name for one in entities}
        if events:
            api.subscribe_service_calls(client.hear)
        if states:
            api.subscribe_states(lambda state: client.states.update({names[state.key]: getattr(state, "state", None)}))
        yield client
    finally:
        await api.disconnect()
