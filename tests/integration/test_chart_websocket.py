"""The WebSocket commands of charts: the day's profile, the hours of every day, and the spread."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from doors_home import (
    ALICE,
    BOB,
    GROUP_ID_ADMIN,
    async_ask,
    async_connect,
    async_household,
    async_link,
    async_user,
    person,
)
from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from pytest_homeassistant_custom_component.typing import MockHAClientWebSocket, WebSocketGenerator

from custom_components.healthsense.household import Household, RawReading

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
HEATMAP, PROFILE, SPREAD = "heatmap", "day_profile", "distribution"
COMMANDS = (HEATMAP, PROFILE, SPREAD)


@pytest.fixture
async def household(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> Household:
    """Return the household of Alice, who is private, and Bob, in Berlin."""
    await hass.config.async_set_time_zone("Europe/Berlin")
    freezer.move_to(NOW)
    await async_link(hass, alice=await async_user(hass, "Alice"), bob=await async_user(hass, "Bob"))
    entry = await async_household(
        hass,
        person(ALICE, "Alice", private=True, person_entity="person.alice"),
        person(BOB, "Bob", person_entity="person.bob"),
    )
    found: Household = entry.runtime_data
    return found


@pytest.fixture
async def client(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator, household: Household
) -> MockHAClientWebSocket:
    """Return the connection of Dora, who administers."""
    return await async_connect(hass, hass_ws_client, await async_user(hass, "Dora", GROUP_ID_ADMIN))


async def measure(household: Household, vital: str, unit: str, values: dict[datetime, float]) -> None:
    """Take Bob's readings in."""
    raws = [RawReading(vital, value, unit, at) for at, value in values.items()]
    answer = await household.async_record(BOB, raws, source="clip")
    assert not answer.rejected


async def told(client: MockHAClientWebSocket, command: str, **fields: object) -> dict[str, Any]:
    """Return a command's answer about Bob."""
    answer = await async_ask(client, command, person_id=BOB, **fields)
    assert answer["success"], answer
    found: dict[str, Any] = answer["result"]
    return found


async def test_the_hours_of_every_day(household: Household, client: MockHAClientWebSocket) -> None:
    """A mean and a count for each local day and hour."""
    at = datetime(2026, 11, 18, 6, 30, tzinfo=UTC)
    await measure(household, "heart_rate", "bpm", {at: 60.0, at + timedelta(minutes=1): 70.0})
    found = await told(client, HEATMAP, vital="heart_rate", start="2026-11-17T00:00:00+01:00", end=NOW.isoformat())
    assert found["days"] == ["2026-11-17", "2026-11-18", "2026-11-19", "2026-11-20"]
    assert (found["time_zone"], found["unit"], found["usual"]) == ("Europe/Berlin", "bpm", [51, 90])
    assert found["mean"][1][7] == 65.0
    assert found["count"][1][7] == 2
    assert sum(map(sum, found["count"])) == 2


async def test_the_days_of_the_clock_change(household: Household, client: MockHAClientWebSocket) -> None:
    """On 29 March there is no 02:00; on 25 October both hours of that name are one."""
    spring, autumn = datetime(2026, 3, 29, tzinfo=UTC), datetime(2026, 10, 25, tzinfo=UTC)
    every = {day + timedelta(hours=hour): 60.0 + hour for day in (spring, autumn) for hour in range(-2, 5)}
    await measure(household, "heart_rate", "bpm", every)
    found = await told(client, HEATMAP, vital="heart_rate", start="2026-03-29T00:00:00+01:00", end=NOW.isoformat())
    counts = dict(zip(found["days"], found["count"], strict=True))
    assert counts["2026-03-29"][:6] == [1, 1, 0, 1, 1, 1]
    assert counts["2026-10-25"][:6] == [1, 1, 2, 1, 1, 1]
    assert len(found["days"]) == len(set(found["days"])) == (NOW.date() - spring.date()).days + 1


async def test_glucose_by_time_of_day(household: Household, client: MockHAClientWebSocket) -> None:
    """The five curves, time in range, coverage and the management indicator of twenty days."""
    start = datetime(2026, 10, 31, tzinfo=UTC)
    every = {start + timedelta(minutes=15 * n): 100.0 + n % 96 for n in range(20 * 96)}
    await measure(household, "glucose", "mg/dL", every)
    end = start + timedelta(days=20)
    found = await told(client, PROFILE, vital="glucose", start=start.isoformat(), end=end.isoformat())
    assert found["minute"] == list(range(0, 1440, 15))
    # 00:00 UTC is 01:00 in Berlin.
    assert found["p50"][4] == found["p5"][4] == 100.0
    assert found["p95"][3] == 195.0
    assert (found["days"], found["days_with_data"], found["readings"]) == (21, 21, 1920)
    assert (found["coverage"], found["refused"]) == (1.0, None)
    assert found["time_in_range"] == {
        "very_low": 0.0, "low": 0.0, "in_range": round(81 / 96, 4), "high": round(15 / 96, 4), "very_high": 0.0
    }  # fmt: skip
    assert found["mean"] == 147.5
    assert found["gmi"] == round(3.31 + 0.02392 * 147.5, 1)
    assert found["cv"] == 18.8


async def test_too_little_is_not_told(household: Household, client: MockHAClientWebSocket) -> None:
    """Of two days, of five weights, and of nothing: counts and the reason."""
    for vital in ("glucose", "heart_rate", "weight"):
        found = await told(client, PROFILE, vital=vital)
        assert (found["refused"], found["readings"], set(found["p50"])) == ("too_little_data", 0, {None})
        assert (found["mean"], found["gmi"], found["time_in_range"]) == (None, None, None)
        spread = await told(client, SPREAD, vital=vital)
        assert (spread["refused"], spread["count"], spread["bins"], spread["mean"]) == ("too_little_data", 0, [], None)
        assert await told(client, HEATMAP, vital=vital)
    hours = {NOW - timedelta(hours=n): 60.0 for n in range(40)}
    await measure(household, "heart_rate", "bpm", hours)
    found = await told(client, PROFILE, vital="heart_rate", start="2026-11-19T00:00:00+01:00")
    assert (found["refused"], found["days_with_data"]) == ("too_little_data", 2)
    assert found["readings"] > 0


async def test_people_like_you(household: Household, client: MockHAClientWebSocket) -> None:
    """Bob's record says a woman of 46: where the middle of her blood pressure lies among such."""
    await measure(household, "systolic", "mmHg", {NOW - timedelta(hours=n): 120.0 + n % 3 for n in range(1, 13)})
    found = await told(client, SPREAD, vital="systolic", start="2026-11-01T00:00:00Z")
    assert (found["unit"], found["count"], found["percentiles"]["50"]) == ("mmHg", 12, 121.0)
    reference = found["reference"]
    assert reference["group"] == {"sex": "female", "age_from": 40, "age_to": 49, "people": 607}
    assert reference["percentiles"]["50"] == 113.7
    assert reference["percentile_of_median"] == 72
    assert (reference["licence"], found["reference_refused"]) == ("MIT", None)
    found = await told(client, SPREAD, vital="glucose")
    assert (found["reference"], found["reference_refused"]) == (None, "not_compared")


@pytest.mark.parametrize("command", COMMANDS)
async def test_nobody_else_sees_a_private_person(
    hass: HomeAssistant, client: MockHAClientWebSocket, command: str
) -> None:
    """Asking for one is answered as asking for nobody."""
    private = await async_ask(client, command, person_id=ALICE, vital="weight")
    nobody = await async_ask(client, command, person_id="0" * 32, vital="weight")
    assert private["error"] == nobody["error"]
    assert private["error"]["code"] == "not_found"


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"vital": "mood"}, None),
        ({"vital": "sleep_stage"}, None),
        ({"vital": "steps"}, None),
        ({"vital": ["weight"]}, None),
        ({"vital": "weight", "start": "yesterday"}, None),
        ({"vital": "weight", "more": 1}, None),
        ({"vital": "weight", "start": "2026-11-20T10:00:00Z", "end": "2026-11-19T10:00:00Z"}, "period_invalid"),
        ({"vital": "weight", "start": "2025-10-01T00:00:00Z"}, "period_too_long"),
        ({"vital": "weight", "start": "0001-01-01T00:00:00Z", "end": "9999-12-31T00:00:00Z"}, "period_too_long"),
        ({"vital": "weight", "start": "9000-01-01T00:00:00Z", "end": "9999-12-31T00:00:00Z"}, "period_invalid"),
        ({"vital": "weight", "start": "1000-01-01T00:00:00Z", "end": "1001-12-31T00:00:00Z"}, "period_invalid"),
    ],
)
async def test_nonsense_is_refused(
    client: MockHAClientWebSocket, command: str, fields: dict[str, Any], key: str | None
) -> None:
    """With the field, or in the user's language."""
    answer = await async_ask(client, command, person_id=BOB, **fields)
    assert not answer["success"]
    assert answer["error"]["code"] == "invalid_format"
    assert answer["error"].get("translation_key") == key


@pytest.mark.parametrize("bin_minutes", [0, 7, 15.0, True, 1440, "15"])
async def test_bins_part_an_hour(client: MockHAClientWebSocket, bin_minutes: object) -> None:
    """Anything else is refused."""
    answer = await async_ask(client, PROFILE, person_id=BOB, vital="weight", bin_minutes=bin_minutes)
    assert answer["error"]["code"] == "invalid_format"
    assert len((await told(client, PROFILE, vital="weight", bin_minutes=60))["p50"]) == 24
