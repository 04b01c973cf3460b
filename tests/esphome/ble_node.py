"""A node with Bluetooth health devices, asked over ESPHome's native API."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aioesphomeapi import UserService
from aioesphomeapi.client import APIClient
from node_process import Node


@dataclass
class Household:
    """A connection to the node and every state that came over it: (monotonic time, name, value)."""

    client: APIClient
    names: dict[int, str]
    actions: dict[str, UserService]
    seen: list[tuple[float, str, Any]] = field(default_factory=list)

    def value(self, name: str) -> Any:
        return next((value for _, seen, value in reversed(self.seen) if seen == name), None)

    def values(self, name: str) -> list[Any]:
        return [value for _, seen, value in self.seen if seen == name]

    def forget(self) -> None:
        self.seen.clear()

    async def until(self, condition: Callable[[], bool], seconds: float = 8.0) -> None:
        """Waits for the condition, at most that long."""
        deadline = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < deadline, self.seen[-20:]
            await asyncio.sleep(0.02)

    async def until_value(self, name: str, value: Any, seconds: float = 8.0) -> None:
        await self.until(lambda: bool(self.value(name) == value), seconds)

    async def settle(self) -> None:
        """Long enough for whatever was sent to have been told."""
        await asyncio.sleep(0.15)

    async def call(self, action: str, **arguments: Any) -> str:
        """What is wrong by the action's answer, "" when nothing is."""
        answer = await self.client.execute_service(self.actions[action], arguments, return_response=True)
        assert answer is not None
        return "" if answer.success else str(answer.error_message)

    async def inject(self, device: str, characteristic: int, data: bytes) -> None:
        said = await self.call("inject_gatt", device=device, characteristic=f"{characteristic:04X}", hex=data.hex(" "))
        assert said == ""


@asynccontextmanager
async def connected(node: Node) -> AsyncIterator[Household]:
    client = APIClient("127.0.0.1", node.port, None)
    await client.connect(login=True)
    try:
        entities, actions = await client.list_entities_services()
        names = {entity.key: entity.name for entity in entities}
        household = Household(client, names, {action.name: action for action in actions})

        def note(state: Any) -> None:
            household.seen.append((time.monotonic(), names[state.key], state.state))

        client.subscribe_states(note)
        # The node's outbox takes what is measured before it noticed that somebody listens for what nobody heard.
        await household.until(lambda: len(household.seen) >= len(entities))
        yield household
    finally:
        await client.disconnect()


def in_a_household(node: Node, story: Callable[[Household], Awaitable[None]]) -> None:
    async def run() -> None:
        async with connected(node) as household:
            await story(household)

    asyncio.run(run())
