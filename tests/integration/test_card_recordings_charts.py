"""What the cards of charts are tested with: four weeks of somebody's pulse, cuff and glucose (see recording_home)."""

from datetime import datetime, timedelta
from math import cos, pi, sin

import pytest
from doors_home import BOB, async_act, async_ask
from homeassistant.core import HomeAssistant
from pytest_homeassistant_custom_component.typing import MockHAClientWebSocket
from recording_home import NOW, Compare, steady

from custom_components.healthsense.household import Household, RawReading

type Bob = tuple[MockHAClientWebSocket, Household, dict[str, str]]

DAYS = 28


def _every(minutes: int, days: int) -> list[datetime]:
    start = NOW - timedelta(days=days)
    return [start + timedelta(minutes=minutes * n) for n in range(days * 1440 // minutes)]


def _pulse(at: datetime) -> float:
    """Low at night, highest in the late afternoon, and higher in the last week; the strap lies on the charger at 7."""
    hour = at.hour + at.minute / 60
    return round(
        66 - 9 * cos((hour - 4) * pi / 12) + 3 * sin(at.toordinal() * 2.1) + 4 * (at > NOW - timedelta(days=7))
    )


def _glucose(at: datetime) -> float:
    """Three meals a day, one of them large every other day, and a low before some mornings."""
    hour = at.hour + at.minute / 60
    meals = sum(
        rise * max(0.0, sin((hour - begin) * pi / 4)) * (begin <= hour < begin + 4)
        for begin, rise in ((7, 55), (12, 60), (18, 70 + 65 * (at.toordinal() % 2)))
    )
    low = 45 * max(0.0, sin((hour - 3) * pi / 2)) * (3 <= hour < 5) * (at.toordinal() % 4 == 0)
    return round(102 + meals - low + 6 * sin(at.toordinal() * 1.3))


@pytest.fixture
async def measured(bob: Bob) -> Bob:
    """Return Bob after four weeks."""
    _, household, _ = bob
    pulse = [RawReading("heart_rate", _pulse(at), "bpm", at) for at in _every(15, DAYS) if at.hour != 7]
    await household.async_record(BOB, pulse, source="strap")
    glucose = [RawReading("glucose", _glucose(at), "mg/dL", at) for at in _every(15, DAYS)]
    await household.async_record(BOB, glucose, source="sensor")
    cuff = []
    for n, at in enumerate(at for at in _every(60, DAYS) if at.hour in (7, 19)):
        pressure = (
            ("systolic", 124 + 5 * (at.hour == 7) + n * 7 % 13),
            ("diastolic", 78 + 3 * (at.hour == 7) + n * 5 % 8),
        )
        cuff += [RawReading(vital, float(value), "mmHg", at) for vital, value in pressure]
        cuff.append(RawReading("cuff_pulse", 61.0 + n * 3 % 9, "bpm", at))
    await household.async_record(BOB, cuff, source="cuff")
    weights = [RawReading("weight", 81.0 + n / 10, "kg", NOW - timedelta(days=n)) for n in range(3)]
    await household.async_record(BOB, weights, source="scale")
    return bob


def _since(days: int) -> dict[str, str]:
    return {"person_id": BOB, "start": (NOW - timedelta(days=days)).isoformat(), "end": NOW.isoformat()}


async def test_the_profile_of_a_day(measured: Bob, recorded: Compare) -> None:
    """Glucose of two weeks, pulse of one, and weights that are too few."""
    client, _, names = measured
    told = {
        vital: (await async_ask(client, "day_profile", vital=vital, **_since(days)))["result"]
        for vital, days in (("glucose", 14), ("heart_rate", 7), ("weight", 28))
    }
    assert [told[vital]["refused"] for vital in told] == [None, None, "too_little_data"]
    recorded("day_profile", steady(told, names))


async def test_the_hours_of_every_day(measured: Bob, recorded: Compare) -> None:
    """Four weeks of pulse, three weights, and a vital without any reading."""
    client, _, names = measured
    told = {
        vital: (await async_ask(client, "heatmap", vital=vital, **_since(DAYS)))["result"]
        for vital in ("heart_rate", "weight", "spo2")
    }
    recorded("heatmap", steady(told, names))


async def test_how_readings_are_spread(measured: Bob, recorded: Compare) -> None:
    """With people alike, without, and of too few readings."""
    client, _, names = measured
    told = {
        vital: (await async_ask(client, "distribution", vital=vital, **_since(DAYS)))["result"]
        for vital in ("systolic", "heart_rate", "glucose", "weight")
    }
    assert told["systolic"]["reference"]
    recorded("distribution", steady(told, names))


async def test_a_cuff_s_readings(hass: HomeAssistant, measured: Bob, recorded: Compare) -> None:
    """Each as it was, with its time; and how the category changed."""
    _, _, names = measured
    asked = {"vitals": ["systolic", "diastolic"], "resolution": "raw", "max_points": 200}
    told = {"pressure": await async_act(hass, "get_history", {**_since(DAYS), **asked})}
    assert len(told["pressure"]["vitals"]["systolic"]["readings"]) == 2 * DAYS
    recorded("history", steady(told, names))
