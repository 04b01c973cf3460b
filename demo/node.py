"""The demo's sensor node: built, and given the key that its connection is encrypted with."""

import asyncio
import base64
import contextlib
import secrets
import subprocess
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Final

from aioesphomeapi import ZERO_NOISE_PSK
from aioesphomeapi.client import APIClient
from aioesphomeapi.core import APIConnectionError

from .client import DemoError

ROOT: Final = Path(__file__).resolve().parent.parent
HOST: Final = "127.0.0.1"
KEY_SECONDS: Final = 10


def build(port: int, *options: str | Path) -> Path:
    """Return the node's program for this port, compiled if need be; ``options`` are ``script/firmware``'s.

    Raises:
        DemoError: it did not compile.
    """
    script = str(ROOT / "script" / "firmware")
    built = subprocess.run(
        [script, "build", "--port", str(port), *map(str, options)], check=False, capture_output=True, text=True
    )
    if built.returncode:
        raise DemoError(f"the node did not build:\n{(built.stdout + built.stderr)[-3000:]}")
    return Path(built.stdout.strip().splitlines()[-1])


def new_key() -> str:
    """Return a key as ESPHome writes them: 32 bytes in base64."""
    return base64.b64encode(secrets.token_bytes(32)).decode()


async def give_key(port: int, key: str) -> None:
    """Give a node that has none its key: from then on it talks to nobody without it.

    The way is the one by which Home Assistant gives a new device its key: over a connection encrypted with the key of
    zeros, which only a node without a key accepts.

    Raises:
        DemoError: it has another key, or does not answer.
    """
    try:
        async with _connected(port, ZERO_NOISE_PSK) as client:
            if not await client.noise_encryption_set_key(key.encode()):
                raise DemoError("the sensor node did not take its key")
    except APIConnectionError as err:
        raise DemoError(f"the sensor node took no key: {err}") from err
    # It takes effect a moment after the answer.
    last: APIConnectionError | None = None
    for _ in range(KEY_SECONDS * 5):
        await asyncio.sleep(0.2)
        try:
            async with _connected(port, key):
                return
        except APIConnectionError as err:
            last = err
    raise DemoError(f"the sensor node does not know its key after {KEY_SECONDS} s: {last}")


@contextlib.asynccontextmanager
async def _connected(port: int, key: str) -> AsyncIterator[APIClient]:
    client = APIClient(HOST, port, None, noise_psk=key)
    try:
        await client.connect(login=True)
        yield client
    finally:
        await client.disconnect(force=True)
