"""What the recordings for the cards' tests are made with: Bob's house, and how what is said becomes a file.

With HEALTHSENSE_RECORD set, the recordings in tests/frontend/recorded are written anew; without, they must be
what is said now.
"""

import json
import os
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import pytest
from doors_home import BOB, async_ask, async_connect, async_household, async_link, async_user, person
from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from pytest_homeassistant_custom_component.typing import MockHAClientWebSocket, WebSocketGenerator

from custom_components.healthsense.household import Household, RawReading

RECORDED = Path(__file__).resolve().parents[1] / "frontend" / "recorded"
NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
CHECK_UP = (
    ("heart_rate", 72.0, "bpm"),
    ("spo2", 97.0, "%"),
    ("respiratory_rate", 15.0, "/min"),
    ("temperature", 36.8, "°C"),
    ("systolic", 124.0, "mmHg"),
    ("diastolic", 79.0, "mmHg"),
    ("weight", 81.4, "kg"),
)

# What the cards' tests read of the answers; every other score may change without a new recording.
SCORES = {"overall_status", "news2"}

_FLAT: Final = re.compile(r"\[[^\[\]{}\"]*\]")

type Compare = Callable[[str, object], None]


@pytest.fixture
def recorded() -> Compare:
    """Return how a recording is compared with what was said just now, or replaced by it."""

    def compare(name: str, said: object) -> None:
        path = RECORDED / f"{name}.json"
        if os.environ.get("HEALTHSENSE_RECORD"):
            text = json.dumps(said, indent=2, ensure_ascii=False)
            # A column of numbers is a line: a file of a thousand lines of digits is nobody's to read.
            path.write_text(_FLAT.sub(lambda found: " ".join(found[0].split()), text) + "\n", encoding="utf-8")
        assert json.loads(path.read_text(encoding="utf-8")) == said

    return compare


@pytest.fixture
async def bob(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator, freezer: FrozenDateTimeFactory
) -> tuple[MockHAClientWebSocket, Household, dict[str, str]]:
    """Return Bob's connection, the household, and what differs from run to run with its stand-in."""
    freezer.move_to(NOW)
    user = await async_user(hass, "Bob")
    await async_link(hass, bob=user)
    entry = await async_household(hass, person(BOB, "Bob", person_entity="person.bob"))
    client = await async_connect(hass, hass_ws_client, user)
    (told,) = (await async_ask(client, "people"))["result"]["people"]
    return client, entry.runtime_data, {user.id: "user-bob", told["device_id"]: "device-bob"}


def steady(said: object, names: dict[str, str]) -> Any:
    """Return what was said with its random ids replaced, and few of its scores."""
    text = json.dumps(said)
    for random, name in names.items():
        text = text.replace(random, name)
    return json.loads(text, object_hook=few_scores)


def few_scores(said: dict[str, Any]) -> dict[str, Any]:
    if "assessments" in said:
        said["assessments"] = {key: one for key, one in said["assessments"].items() if key in SCORES}
    return said


async def heard(client: MockHAClientWebSocket) -> list[dict[str, Any]]:
    """Return the events that came; a ping that is sent now is answered after them."""
    await client.send_json_auto_id({"type": "ping"})
    events = []
    while (message := await client.receive_json())["type"] != "pong":
        events.append(message["event"])
    return events


async def measure(household: Household, now: datetime, *readings: tuple[str, float, str], source: str = "clip") -> None:
    """Take readings in as a device's."""
    raw = [RawReading(vital, value, unit, now, 80 if vital == "spo2" else None) for vital, value, unit in readings]
    await household.async_record(BOB, raw, source=source)
