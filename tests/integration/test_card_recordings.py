"""What the cards are tested with is what HealthSense says: recorded here, and held to it.

With HEALTHSENSE_RECORD set, the recordings in tests/frontend/recorded are written anew; without, they must be
what is said now.
"""

import json
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from doors_home import BOB, async_ask, async_connect, async_household, async_link, async_user, person
from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from pytest_homeassistant_custom_component.common import async_fire_time_changed
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

type Compare = Callable[[str, object], None]


@pytest.fixture
def recorded() -> Compare:
    """Return how a recording is compared with what was said just now, or replaced by it."""

    def compare(name: str, said: object) -> None:
        path = RECORDED / f"{name}.json"
        if os.environ.get("HEALTHSENSE_RECORD"):
            path.write_text(json.dumps(said, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
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
    return json.loads(text, object_hook=_few_scores)


def _few_scores(said: dict[str, Any]) -> dict[str, Any]:
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


async def test_the_life_of_an_alert(
    hass: HomeAssistant,
    bob: tuple[MockHAClientWebSocket, Household, dict[str, str]],
    freezer: FrozenDateTimeFactory,
    recorded: Compare,
) -> None:
    """A check-up, oxygen that falls, somebody who takes care, and readings that grow old."""
    client, household, names = bob
    told: dict[str, list[dict[str, Any]]] = {}
    assert (await async_ask(client, "subscribe", person_id=BOB))["success"]
    told["nothing measured"] = await heard(client)
    await measure(household, NOW, *CHECK_UP)
    told["checked up"] = await heard(client)
    told["oxygen falls"] = []
    for minutes in (1, 6):
        freezer.move_to(NOW + timedelta(minutes=minutes))
        await measure(household, NOW + timedelta(minutes=minutes), ("spo2", 92.0 - minutes / 3, "%"))
        told["oxygen falls"] += await heard(client)
    (alert,) = told["oxygen falls"][-1]["alerts"]["open"]
    for do, name in (("acknowledge", "acknowledged"), ("snooze", "snoozed")):
        await client.send_json_auto_id(
            {"type": "healthsense/alert", "person_id": BOB, "do": do, "alert": alert["id"], "duration": 1800}
        )
        told[name] = []
        while (message := await client.receive_json())["type"] != "result":
            told[name].append(message["event"])
        assert message["success"]
        told[f"answer to {name}"] = [message["result"]]
        told[name] += await heard(client)
    freezer.move_to(NOW + timedelta(hours=1))
    async_fire_time_changed(hass, NOW + timedelta(hours=1))
    await hass.async_block_till_done()
    # The worker answers in its own time, and each ping waits a little of it.
    while not told.get("readings grow old"):
        told["readings grow old"] = await heard(client)
    recorded("live", steady(told, names))


async def test_a_chart_with_a_gap(
    bob: tuple[MockHAClientWebSocket, Household, dict[str, str]], recorded: Compare
) -> None:
    """Four hours of pulse every minute, an hour of it missing; and a vital without any reading."""
    client, household, names = bob
    readings = [
        RawReading("heart_rate", float(62 + minute % 17), "bpm", NOW - timedelta(minutes=minute), None, None)
        for minute in range(240)
        if not 60 <= minute < 120
    ]
    await household.async_record(BOB, readings, source="strap")
    asked = {"person_id": BOB, "start": (NOW - timedelta(hours=4)).isoformat(), "end": NOW.isoformat()}
    charts = {
        vital: (await async_ask(client, "series", vital=vital, max_points=120, **asked))["result"]
        for vital in ("heart_rate", "spo2")
    }
    recorded("series", steady(charts, names))


async def test_errors(
    hass: HomeAssistant, bob: tuple[MockHAClientWebSocket, Household, dict[str, str]], recorded: Compare
) -> None:
    """Somebody who is not there, nonsense, and a household that is not running."""
    client, household, names = bob
    errors = {
        "nobody": (await async_ask(client, "subscribe", person_id="0" * 32))["error"],
        "nonsense": (await async_ask(client, "series", person_id=BOB, vital="mood"))["error"],
        "no alert": (await async_ask(client, "alert", person_id=BOB, do="acknowledge", alert="oxygen-0"))["error"],
    }
    await hass.config_entries.async_unload(household.entry.entry_id)
    errors["not running"] = (await async_ask(client, "subscribe", person_id=BOB))["error"]
    recorded("errors", steady(errors, names))
