"""A small client of Home Assistant's REST and WebSocket APIs, as a browser would use them."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Any, Final, Self

import aiohttp

type Json = Any
"""What the APIs take and answer; its shape is theirs."""

HEARTBEAT_S: Final = 120
"""On a busy computer Home Assistant may say nothing for a quarter of a minute."""

SENT_S: Final = 0.01
CONNECT_ERRORS: Final = (aiohttp.ClientError, OSError, TimeoutError)


class DemoError(Exception):
    """The demo cannot go on; the message says why in words for the person at the keyboard."""


class HomeAssistant:
    """One running Home Assistant at ``url`` (``http://127.0.0.1:PORT``)."""

    def __init__(self, url: str) -> None:
        """Prepare a client; nothing is sent yet."""
        self.url = url
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=120))
        self._token: str | None = None
        self._socket: aiohttp.ClientWebSocketResponse | None = None
        self._next_id = 0

    async def __aenter__(self) -> Self:
        """Return the client."""
        return self

    async def __aexit__(
        self, exc_type: type[BaseException] | None, exc: BaseException | None, tb: TracebackType | None
    ) -> None:
        """Close what is open."""
        await self.disconnect()
        await self._session.close()

    async def disconnect(self) -> None:
        """Close the WebSocket; the next command opens a new one."""
        if self._socket is not None:
            await self._socket.close()
            self._socket = None

    def use_token(self, token: str) -> None:
        """Send ``token`` with every request from now on."""
        self._token = token

    async def is_up(self) -> bool:
        """Return whether the web server answers."""
        try:
            async with self._session.get(f"{self.url}/manifest.json", timeout=aiohttp.ClientTimeout(total=5)) as answer:
                return answer.status == 200
        except CONNECT_ERRORS:
            return False

    async def request(self, method: str, path: str, data: Json = None, *, form: bool = False) -> Json:
        """Return the JSON answer to a REST call.

        Raises:
            DemoError: Home Assistant refused it.
        """
        headers = {"Authorization": f"Bearer {self._token}"} if self._token else {}
        body: dict[str, Any] = {"data": data} if form else {"json": data}
        async with self._session.request(method, f"{self.url}{path}", headers=headers, **body) as answer:
            if answer.status >= 400:
                raise DemoError(f"Home Assistant answered {answer.status} to {path}: {(await answer.text())[:500]}")
            return await answer.json()

    async def command(self, kind: str, *, wait_s: float = 60, **fields: Json) -> Json:
        """Return the result of a WebSocket command.

        Raises:
            DemoError: Home Assistant refused it.
        """
        (result,) = await self.commands([{"type": kind, **fields}], wait_s=wait_s)
        return result

    async def commands(
        self,
        asked: Sequence[Mapping[str, Json]],
        *,
        wait_s: float = 60,
        while_sent: AbstractContextManager[None] | None = None,
    ) -> list[Json]:
        """Return the results of WebSocket commands that are sent as one message, in their order.

        ``while_sent`` is entered when all is ready to be sent, and left when it lies at Home Assistant's door.

        Raises:
            DemoError: Home Assistant refused one; all have been answered.
        """
        socket = await self._connected()
        first = self._next_id + 1
        self._next_id += len(asked)
        waiting = {first + at: command["type"] for at, command in enumerate(asked)}
        text = json.dumps([{"id": first + at, **command} for at, command in enumerate(asked)])
        if while_sent is None:
            await socket.send_str(text)
        else:
            with while_sent:
                sending = asyncio.create_task(socket.send_str(text))
                await asyncio.sleep(SENT_S)
            await sending
        answers: dict[int, Json] = {}
        while len(answers) < len(waiting):
            message = await asyncio.wait_for(socket.receive_json(), wait_s)
            if message.get("type") == "result" and message.get("id") in waiting:
                answers[message["id"]] = message
        for ident, kind in waiting.items():
            if not answers[ident]["success"]:
                raise DemoError(f"{kind}: {answers[ident]['error'].get('message')}")
        return [answers[first + at]["result"] for at in range(len(asked))]

    async def events(self, kind: str, **fields: Json) -> AsyncIterator[Json]:
        """Yield what a subscription tells. The connection then serves nothing else."""
        socket = await self._connected()
        self._next_id += 1
        await socket.send_json({"id": self._next_id, "type": kind, **fields})
        while True:
            message = await socket.receive_json()
            if message.get("type") == "event" and message.get("id") == self._next_id:
                yield message["event"]

    async def action(self, domain: str, service: str, data: Mapping[str, Json]) -> Json:
        """Perform an action and return its response."""
        answer = await self.command(
            "call_service", domain=domain, service=service, service_data=dict(data), return_response=True
        )
        return answer["response"]

    async def flow(self, path: str, start: Mapping[str, Any], *answers: Mapping[str, Any]) -> dict[str, Any]:
        """Walk a config flow: start it, answer each form in turn, return its last step."""
        step: dict[str, Any] = await self.request("POST", path, dict(start))
        for answer in answers:
            if step["type"] in ("create_entry", "abort"):
                break
            step = await self.request("POST", f"{path}/{step['flow_id']}", dict(answer))
            if step.get("errors"):
                raise DemoError(f"{path}, step {step.get('step_id')}: {step['errors']}")
        return step

    async def _connected(self) -> aiohttp.ClientWebSocketResponse:
        if self._socket is not None and not self._socket.closed:
            return self._socket
        socket = await self._session.ws_connect(
            f"{self.url.replace('http', 'ws', 1)}/api/websocket", heartbeat=HEARTBEAT_S, max_msg_size=0
        )
        await socket.receive_json()
        await socket.send_json({"type": "auth", "access_token": self._token})
        if (await socket.receive_json())["type"] != "auth_ok":
            raise DemoError("Home Assistant did not accept the demo's own token; start again with --reset")
        self._socket = socket
        return socket
