"""Encryption of the native API between node and aioesphomeapi; and what becomes of a node that hears garbage."""

import asyncio
import base64
import random
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from aioesphomeapi import ZERO_NOISE_PSK
from aioesphomeapi.client import APIClient
from aioesphomeapi.core import InvalidEncryptionKeyAPIError, RequiresEncryptionAPIError
from conftest import build_node
from household import KEY, give_key, in_a_household
from node_process import Node

SANITIZED = Path(__file__).parent / "nodes" / "sanitized-demo.yaml"
OTHER_KEY = base64.b64encode(b"another key than that, 32 bytes.").decode()


def name_heard(node: Node, key: str | None) -> str:
    """What a node answers to who has this key."""

    async def run() -> str:
        client = APIClient("127.0.0.1", node.port, None, noise_psk=key)
        try:
            await client.connect(login=True)
            return (await client.device_info()).name
        finally:
            await client.disconnect(force=True)

    return asyncio.run(run())


def test_it_talks_to_who_has_the_key_and_to_nobody_else(node: Node) -> None:
    assert name_heard(node, KEY) == "healthsense-demo"
    with pytest.raises(RequiresEncryptionAPIError):
        name_heard(node, None)
    with pytest.raises(InvalidEncryptionKeyAPIError) as wrong:
        name_heard(node, OTHER_KEY)
    assert wrong.value.received_name == "healthsense-demo"
    # Nor does the key of zeros, with which a new device is given its key, open it any more.
    with pytest.raises(InvalidEncryptionKeyAPIError):
        name_heard(node, ZERO_NOISE_PSK)


def test_its_key_outlives_a_restart(node: Node) -> None:
    assert node.stop() == 0
    node.start()
    assert name_heard(node, KEY) == "healthsense-demo"
    with pytest.raises(RequiresEncryptionAPIError):
        name_heard(node, None)


def test_no_key_is_in_the_program_nor_in_its_log(node: Node) -> None:
    assert base64.b64decode(KEY) not in node.program.read_bytes()
    log = node.log.read_text()
    assert KEY not in log
    assert base64.b64decode(KEY).hex() not in log.lower().replace(".", "").replace(" ", "")


@pytest.fixture
def sanitized_node(node_port: int, tmp_path: Path) -> Iterator[Node]:
    node = Node(build_node(node_port, "--config", SANITIZED), node_port, tmp_path)
    try:
        node.start()
        give_key(node)
        yield node
    finally:
        node.close()


def frame(body: bytes) -> bytes:
    return b"\x01" + len(body).to_bytes(2, "big") + body


def hostile(rng: random.Random) -> bytes:
    """What somebody sends who means no good: noise, frames out of order, cut short, too long, of the wrong kind."""
    hello = frame(b"")
    kinds: list[Callable[[], bytes]] = [
        lambda: rng.randbytes(rng.randrange(1, 300)),
        lambda: frame(rng.randbytes(rng.randrange(0, 120))),
        lambda: hello + frame(b"\x00" + rng.randbytes(48)),
        lambda: hello + frame(b"\x00" + rng.randbytes(rng.randrange(0, 127))),
        lambda: hello + frame(bytes(49)),
        lambda: hello + frame(b"\x01" + rng.randbytes(20)),
        lambda: hello + b"\x01\xff\xff" + rng.randbytes(100),
        lambda: hello + b"\x01\x00",
        lambda: hello * rng.randrange(2, 9),
        lambda: b"\x00" + rng.randbytes(rng.randrange(0, 40)),
        lambda: b"\x01\x00\x81" + rng.randbytes(129),
    ]
    return rng.choice(kinds)()


def test_garbage_neither_stops_it_nor_keeps_others_out(sanitized_node: Node) -> None:
    rng = random.Random(20261121)
    for _ in range(400):
        with socket.create_connection(("127.0.0.1", sanitized_node.port), timeout=5) as connection:
            connection.settimeout(0.02)
            try:
                connection.sendall(hostile(rng))
                while connection.recv(4096):
                    pass
            except TimeoutError, ConnectionError:
                pass
    assert name_heard(sanitized_node, KEY) == "sanitized-demo"
    assert sanitized_node.stop() == 0, sanitized_node.log.read_text()[-3000:]


def test_a_conversation_under_the_sanitizers(sanitized_node: Node) -> None:
    async def story(household: object) -> None:
        await asyncio.sleep(3)

    for _ in range(3):
        in_a_household(sanitized_node, story)
    assert sanitized_node.stop() == 0, sanitized_node.log.read_text()[-3000:]
