"""Asks a node over ESPHome's native API, as Home Assistant asks: encrypted, with a key that it was given."""

import asyncio
import base64
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aioesphomeapi import ZERO_NOISE_PSK, EntityInfo, SelectInfo, UserService
from aioesphomeapi.client import APIClient
from aioesphomeapi.core import APIConnectionError
from node_process import Node

KEY = base64.b64encode(b"the key that HealthSense tests..").decode()


def give_key(node: Node, key: str = KEY) -> None:
    """Gives a node that has none its key, as Home Assistant does when it meets a new device."""

    async def run() -> None:
        client = APIClient("127.0.0.1", node.port, None, noise_psk=ZERO_NOISE_PSK)
        await client.connect(login=True)
        assert await client.noise_encryption_set_key(key.encode())
        await client.disconnect(force=True)
        # It takes effect a moment after the answer, and closes what is open then.
        deadline = time.monotonic() + 10
        while True:
            await asyncio.sleep(0.1)
            probe = APIClient("127.0.0.1", node.port, None, noise_psk=key)
            try:
                await probe.connect(login=True)
            except APIConnectionError:
                assert time.monotonic() < deadline
            else:
                return
            finally:
                await probe.disconnect(force=True)

    asyncio.run(run())
    node.key = key


@dataclass
class Household:
    """A connection to the node and every state that came over it: (monotonic time, name, value)."""

    client: APIClient
    entities: dict[str, EntityInfo]
    actions: list[UserService]
    seen: list[tuple[float, str, Any]] = field(default_factory=list)

    def value(self, name: str) -> Any:
        return next((value for _, seen, value in reversed(self.seen) if seen == name), None)

    def times(self, name: str, since: float = 0.0) -> list[float]:
        return [at for at, seen, _ in self.seen if seen == name and at >= since]

    def options(self, name: str) -> list[str]:
        entity = self.entities[name]
        assert isinstance(entity, SelectInfo)
        return entity.options

    def select(self, name: str, option: str) -> None:
        self.client.select_command(self.entities[name].key, option)

    def set_number(self, name: str, value: float) -> None:
        self.client.number_command(self.entities[name].key, value)

    def switch(self, name: str, *, state: bool) -> None:
        self.client.switch_command(self.entities[name].key, state)

    async def until(self, condition: Callable[[], bool], seconds: float) -> None:
        """Waits for the condition, at most that long."""
        deadline = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < deadline, self.seen[-20:]
            await asyncio.sleep(0.02)


@asynccontextmanager
async def connected(node: Node) -> AsyncIterator[Household]:
    client = APIClient("127.0.0.1", node.port, None, noise_psk=node.key)
    try:
        await client.connect(login=True)
        entities, actions = await client.list_entities_services()
        household = Household(client, {entity.name: entity for entity in entities}, actions)
        assert len(household.entities) == len(entities)
        names = {entity.key: entity.name for entity in entities}

        def note(state: Any) -> None:
            household.seen.append((time.monotonic(), names[state.key], state.state))

        client.subscribe_states(note)
        yield household
    finally:
        await client.disconnect()


def in_a_household(node: Node, story: Callable[[Household], Awaitable[None]]) -> None:
    async def run() -> None:
        async with connected(node) as household:
            await story(household)

    asyncio.run(run())
