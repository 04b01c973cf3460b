"""What the cards are tested with is what HealthSense says: recorded here, and held to it (see recording_home)."""

from datetime import timedelta
from typing import Any

from doors_home import BOB, async_ask
from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from pytest_homeassistant_custom_component.common import async_fire_time_changed
from pytest_homeassistant_custom_component.typing import MockHAClientWebSocket
from recording_home import CHECK_UP, NOW, Compare, heard, measure, steady

from custom_components.healthsense.household import Household, RawReading


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


async def test_a_chart_of_words(
    bob: tuple[MockHAClientWebSocket, Household, dict[str, str]], recorded: Compare
) -> None:
    """Two hours of sleep stages, an end of more than an hour, and another stage."""
    client, household, names = bob
    told = ("in_bed", "light", "deep", "deep", "light", "rem", "awake")
    readings = [
        RawReading("sleep_stage", word, None, NOW - timedelta(minutes=240 - 20 * place), None, None)
        for place, word in enumerate(told)
    ]
    readings.append(RawReading("sleep_stage", "light", None, NOW - timedelta(minutes=10), None, None))
    await household.async_record(BOB, readings, source="watch")
    asked = {"person_id": BOB, "start": (NOW - timedelta(hours=5)).isoformat(), "end": NOW.isoformat()}
    charts = {
        f"{points} points": (await async_ask(client, "series", vital="sleep_stage", max_points=points, **asked))[
            "result"
        ]
        for points in (60, 5)
    }
    recorded("words", steady(charts, names))


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
