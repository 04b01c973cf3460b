"""The WebSocket commands about how things go: sources, engagement, performance."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from care_home import planner
from doors_home import (
    ALICE,
    BOB,
    GROUP_ID_ADMIN,
    GROUP_ID_READ_ONLY,
    async_ask,
    async_connect,
    async_household,
    async_link,
    async_user,
    person,
)
from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers import entity_registry as er
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import MockHAClientWebSocket, WebSocketGenerator
from test_household import settle

from custom_components.healthsense.household import Household, RawReading, now_ms

NOW = datetime(2026, 11, 20, 12, 30, tzinfo=UTC)
PULSE = "sensor.strap_pulse"


async def async_strap(hass: HomeAssistant) -> str:
    """Register a strap with its pulse; return the device."""
    entry = MockConfigEntry(domain="esphome")
    entry.add_to_hass(hass)
    device = dr.async_get(hass).async_get_or_create(
        config_entry_id=entry.entry_id, identifiers={("esphome", "strap")}, name="Strap"
    )
    er.async_get(hass).async_get_or_create(
        "sensor", "esphome", "pulse", suggested_object_id="strap_pulse", device_id=device.id, config_entry=entry
    )
    return device.id


@pytest.fixture
async def household(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> Household:
    """Return the household of Alice, who is private, and Bob with a strap."""
    freezer.move_to(NOW)
    await async_strap(hass)
    await async_link(hass, alice=await async_user(hass, "Alice"), bob=await async_user(hass, "Bob"))
    entry = await async_household(
        hass,
        person(ALICE, "Alice", private=True, person_entity="person.alice"),
        person(BOB, "Bob", sources={"heart_rate": [{"entity_id": PULSE, "registry_id": None}]}),
    )
    found: Household = entry.runtime_data
    return found


@pytest.fixture
async def client(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator, household: Household
) -> MockHAClientWebSocket:
    """Return the connection of Dora, who administers."""
    return await async_connect(hass, hass_ws_client, await async_user(hass, "Dora", GROUP_ID_ADMIN))


async def told(client: MockHAClientWebSocket, command: str, **fields: object) -> dict[str, Any]:
    """Return a command's answer."""
    answer = await async_ask(client, command, **fields)
    assert answer["success"], answer
    found: dict[str, Any] = answer["result"]
    return found


async def test_where_readings_come_from(
    hass: HomeAssistant, household: Household, client: MockHAClientWebSocket, freezer: FrozenDateTimeFactory
) -> None:
    """Each source with its vitals, how lately and how many; what was refused, and never the value."""
    weights = [RawReading("weight", 70.0, "kg", NOW - timedelta(days=days)) for days in (0, 2, 9)]
    await household.async_record(BOB, weights, source="scale")
    for pulse in ("70", "4999", "72"):
        freezer.tick(1)
        hass.states.async_set(PULSE, pulse, {"unit_of_measurement": "bpm"})
        await settle(hass, household)
    found = await told(client, "sources", person_id=BOB)
    strap, scale = found["sources"]
    assert (strap["name"], scale["name"], scale["source"]) == ("Strap", "scale", "scale")
    assert strap["source"] == f"ha:{strap['device_id']}"
    assert strap["entity_ids"] == [PULSE]
    (pulse_flow,), (weight,) = strap["vitals"], scale["vitals"]
    assert (pulse_flow["count_24h"], pulse_flow["rejected_24h"], pulse_flow["fresh"]) == (2, 1, True)
    assert (weight["vital"], weight["unit"], weight["count_24h"], weight["count_7d"]) == ("weight", "kg", 1, 2)
    assert weight["last"] == NOW.isoformat()
    (refused,) = found["rejected"]
    assert {key: refused[key] for key in ("source_name", "vital", "field", "reason", "reason_key")} == {
        "source_name": "Strap",
        "vital": "heart_rate",
        "field": "value",
        "reason": "implausible",
        "reason_key": "rejected_implausible",
    }
    assert refused["time"] == refused["received"] == (NOW + timedelta(seconds=2)).isoformat()
    assert "4999" not in str(found)
    intake = found["intake"]
    assert len(intake["t"]) == len(intake["accepted"]) == len(intake["rejected"]) == 24
    assert (sum(intake["accepted"]), sum(intake["rejected"])) == (5, 1)
    assert intake["t"][-1] == int(NOW.replace(minute=0).timestamp() * 1000)


async def test_a_source_that_never_spoke(client: MockHAClientWebSocket) -> None:
    """Is shown: that nothing came is what one wants to see."""
    (strap,) = (await told(client, "sources", person_id=BOB))["sources"]
    (pulse,) = strap["vitals"]
    assert (pulse["last"], pulse["fresh"], pulse["count_7d"], pulse["quality"]) == (None, False, 0, None)


async def test_the_log_of_what_was_refused_is_bounded(household: Household, client: MockHAClientWebSocket) -> None:
    """The newest hundred, and of nonsense nothing of what it said."""
    bad = [RawReading("heart_rate", 5000.0 + n, "bpm") for n in range(150)]
    await household.async_record(BOB, [RawReading("x" * 900, 1.0, "bpm"), *bad], source="clip")
    found = await told(client, "sources", person_id=BOB)
    assert len(found["rejected"]) == 100
    assert sum(found["intake"]["rejected"]) == 151
    await household.async_record(BOB, [RawReading("x" * 900, 1.0, "bpm")], source="clip")
    newest = (await told(client, "sources", person_id=BOB))["rejected"][0]
    assert (newest["vital"], newest["reason"], newest["time"]) == (None, "unknown_vital", None)
    assert "xxx" not in str(newest)


async def test_what_was_refused_goes_with_the_person(household: Household) -> None:
    """Erased is erased."""
    await household.async_record(BOB, [RawReading("heart_rate", 5000.0, "bpm")], source="clip")
    assert await household.async_look(lambda engine: engine.rejected.newest(BOB))
    await household.async_erase(BOB)
    assert not await household.async_look(lambda engine: engine.rejected.newest(BOB))
    assert not await household.async_look(lambda engine: engine.rejected.counts(BOB, now_ms()))


@pytest.mark.parametrize("command", ["sources", "engagement"])
async def test_nobody_else_sees_a_private_person(client: MockHAClientWebSocket, command: str) -> None:
    """Asking for one is answered as asking for nobody."""
    private = await async_ask(client, command, person_id=ALICE)
    nobody = await async_ask(client, command, person_id="0" * 32)
    assert private["error"] == nobody["error"]
    assert private["error"]["code"] == "not_found"


async def test_how_a_plan_was_kept(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator, freezer: FrozenDateTimeFactory
) -> None:
    """By task and by week, with what is due next; alerts and notes beside it."""
    await hass.config.async_set_time_zone("Europe/Berlin")
    freezer.move_to(NOW)
    plan = {
        "weight": {"repeat": "daily", "times": ["08:00"], "since": "2026-11-09"},
        "blood_pressure": {"repeat": "weekly", "weekdays": ["mon"], "times": ["07:00", "19:00"], "since": "2026-11-01"},
    }
    entry = await async_household(hass, planner(plan))
    household: Household = entry.runtime_data
    days = [datetime(2026, 11, day, 8, tzinfo=UTC) for day in (9, 10, 12, 16, 17, 18, 19)]
    raws = [RawReading("weight", 70.0, "kg", day) for day in days]
    raws += [
        RawReading(vital, 80.0 + 40 * (vital == "systolic"), "mmHg", days[0]) for vital in ("systolic", "diastolic")
    ]
    assert not (await household.async_record(ALICE, raws, source="manual")).rejected
    client = await async_connect(hass, hass_ws_client, await async_user(hass, "Dora", GROUP_ID_ADMIN))
    await async_ask(client, "alert", person_id=ALICE, do="note", text="Called her.")
    found = await told(client, "engagement", person_id=ALICE, start="2026-11-02T00:00:00+01:00")
    weight, pressure = sorted(found["tasks"], key=lambda task: task["key"], reverse=True)
    # 9 to 19 November are over; the 20th is not measured yet and its window is open.
    assert (weight["planned"], weight["done"], weight["overdue"]) == (11, 7, True)
    assert weight["next_due"] == "2026-11-21T07:00:00+00:00"
    assert (pressure["vitals"], pressure["planned"], pressure["done"]) == (["systolic", "diastolic"], 6, 1)
    assert (found["planned"], found["done"], found["adherence"]) == (17, 8, 8 / 17)
    assert found["weeks"] == [
        {"start": "2026-11-02", "planned": 2, "done": 0},
        {"start": "2026-11-09", "planned": 9, "done": 4},
        {"start": "2026-11-16", "planned": 6, "done": 4},
    ]
    # That the blood pressure was not measured for so long rang.
    assert found["alerts"] == {
        "count": 1, "acknowledged": 0, "median_ack_s": None, "useful": 0, "not_useful": 0,
        "by_level": {"info": 0, "warning": 1, "urgent": 0, "critical": 0},
    }  # fmt: skip
    assert found["notes"] == 1


async def test_how_alerts_were_answered(
    hass: HomeAssistant,
    household: Household,
    hass_ws_client: WebSocketGenerator,
    freezer: FrozenDateTimeFactory,
) -> None:
    """How many, how soon, and whether they were any use."""
    for minutes in (0, 5):
        freezer.move_to(NOW + timedelta(minutes=minutes))
        await household.async_record(BOB, [RawReading("spo2", 84.0, "%", None, 80)], source="clip")
    person_now = household.people[BOB]
    assert person_now.result is not None
    (alert,) = person_now.result.alerts.open
    freezer.move_to(NOW + timedelta(minutes=8))
    # A connection that was silent so long would have been closed.
    client = await async_connect(hass, hass_ws_client, await async_user(hass, "Dora", GROUP_ID_ADMIN))
    await async_ask(client, "alert", person_id=BOB, do="acknowledge", alert=alert.id)
    await async_ask(client, "alert", person_id=BOB, do="mark", alert=alert.id, useful=True)
    found = (await told(client, "engagement", person_id=BOB))["alerts"]
    assert (found["count"], found["acknowledged"], found["useful"], found["not_useful"]) == (1, 1, 1, 0)
    assert found["by_level"][alert.level.word] == 1
    assert alert.raised_ms is not None
    assert found["median_ack_s"] == (NOW + timedelta(minutes=8)).timestamp() - alert.raised_ms / 1000


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"start": "2025-10-01T00:00:00Z"}, "period_too_long"),
        ({"start": "2026-11-20T10:00:00Z", "end": "2026-11-19T10:00:00Z"}, "period_invalid"),
        ({"start": "9999-12-30T00:00:00Z", "end": "9999-12-31T00:00:00Z"}, "period_invalid"),
        ({"start": 5}, None),
    ],
)
async def test_nonsense_is_refused(client: MockHAClientWebSocket, fields: dict[str, Any], key: str | None) -> None:
    """In the user's language."""
    answer = await async_ask(client, "engagement", person_id=BOB, **fields)
    assert (answer["error"]["code"], answer["error"].get("translation_key")) == ("invalid_format", key)


async def test_how_the_worker_does(hass: HomeAssistant, hass_ws_client: WebSocketGenerator) -> None:
    """Counts, sizes and times, of those together whom the user may see; no name, no vital, and no trace of Alice."""
    # Where time stands still nothing takes any.
    entry = await async_household(hass, person(ALICE, "Alice", private=True), person(BOB, "Bob"))
    household: Household = entry.runtime_data
    client = await async_connect(hass, hass_ws_client, await async_user(hass, "Dora", GROUP_ID_READ_ONLY))
    assert (await told(client, "performance"))["p99_advance_ms"] is None
    now = datetime.now(UTC)
    for n in range(120):
        raw = RawReading("heart_rate", 60.0 + n % 20, "bpm", now - timedelta(seconds=n))
        await household.async_record(BOB, [raw], source="clip")
    await household.async_record(BOB, [RawReading("heart_rate", 5000.0, "bpm")], source="clip")
    await household.async_record(ALICE, [RawReading("heart_rate", 60.0, "bpm", now)], source="clip")
    found = await told(client, "performance")
    assert (found["readings_24h"], found["rejected_24h"], found["queue"], found["people"]) == (120, 1, 0, 1)
    assert found["store_bytes"] > 0
    assert 0 < found["last_advance_ms"] < 60_000
    assert 0 < found["p99_advance_ms"] < 60_000
    assert found["version"]
    assert found["started"] <= now.isoformat()
    assert not {"Bob", BOB, "heart_rate"} & {word.strip("'") for word in str(found).split()}


async def test_commands_without_a_household(
    hass: HomeAssistant, household: Household, client: MockHAClientWebSocket
) -> None:
    """They stay, and say so."""
    assert await hass.config_entries.async_unload(household.entry.entry_id)
    for command, fields in (
        ("sources", {"person_id": BOB}),
        ("engagement", {"person_id": BOB}),
        ("performance", {}),
        ("heatmap", {"person_id": BOB, "vital": "weight"}),
    ):
        assert (await async_ask(client, command, **fields))["error"]["code"] == "not_ready"
