"""What people see of each other over the WebSocket, with real connections of different users."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from doors_home import (
    ALICE,
    BOB,
    GROUP_ID_ADMIN,
    GROUP_ID_READ_ONLY,
    ago,
    async_act,
    async_ask,
    async_connect,
    async_household,
    async_link,
    async_user,
    person,
)
from freezegun.api import FrozenDateTimeFactory
from homeassistant.const import MATCH_ALL
from homeassistant.core import Event, HomeAssistant
from homeassistant.helpers import device_registry as dr
from pytest_homeassistant_custom_component.common import MockConfigEntry, MockUser
from pytest_homeassistant_custom_component.typing import MockHAClientWebSocket, WebSocketGenerator

from custom_components import healthsense
from custom_components.healthsense.action_input import MAX_MEASUREMENTS
from custom_components.healthsense.engine.store import Store, StoreError
from custom_components.healthsense.engine.vitals import VITALS

type Connect = Callable[[MockUser], Awaitable[MockHAClientWebSocket]]


class House:
    """Alice is private, Bob is shared; Dora administers."""

    alice: MockUser
    bob: MockUser
    dora: MockUser
    entry: MockConfigEntry


@pytest.fixture
async def house(hass: HomeAssistant) -> House:
    """Set the house up, with one reading each."""
    house = House()
    house.alice, house.bob = await async_user(hass, "Alice"), await async_user(hass, "Bob")
    house.dora = await async_user(hass, "Dora", GROUP_ID_ADMIN)
    await async_link(hass, alice=house.alice, bob=house.bob)
    house.entry = await async_household(
        hass,
        person(ALICE, "Alice", private=True, person_entity="person.alice"),
        person(BOB, "Bob", person_entity="person.bob"),
    )
    await record(hass, ALICE, house.alice, "heart_rate", 61, "bpm")
    await record(hass, BOB, house.bob, "heart_rate", 72, "bpm")
    return house


@pytest.fixture
def connect(hass: HomeAssistant, hass_ws_client: WebSocketGenerator) -> Connect:
    """Return how to connect as a user."""
    return lambda user: async_connect(hass, hass_ws_client, user)


async def record(hass: HomeAssistant, person_id: str, user: MockUser, vital: str, value: float, unit: str) -> None:
    """Add a reading by the person's own user."""
    await async_act(
        hass, "record_measurement", {"person_id": person_id, "vital": vital, "value": value, "unit": unit}, user
    )


async def event(client: MockHAClientWebSocket) -> dict[str, Any]:
    """Return the next event."""
    async with asyncio.timeout(60):
        message = await client.receive_json()
    assert message["type"] == "event", message
    told: dict[str, Any] = message["event"]
    return told


async def silence(client: MockHAClientWebSocket) -> None:
    """Fail if anything comes: a ping that is sent now is answered first."""
    await client.send_json_auto_id({"type": "ping"})
    async with asyncio.timeout(60):
        message = await client.receive_json()
    assert message["type"] == "pong", message


def current(people: dict[str, Any], vital: str) -> dict[str, Any]:
    """Return name -> value of a vital."""
    return {found["name"]: found["current"][vital]["value"] for found in people["people"]}


async def test_people_are_those_one_may_see(house: House, connect: Connect) -> None:
    """A private person is not there for others, administrators included."""
    expected = (
        (house.alice, {"Alice": 61, "Bob": 72}),
        (house.bob, {"Bob": 72}),
        (house.dora, {"Bob": 72}),
    )
    for user, values in expected:
        answer = await async_ask(await connect(user), "people")
        assert current(answer["result"], "heart_rate") == values
        assert ("Alice" in json.dumps(answer)) is (user is house.alice)


async def test_a_person_is_told_whole(house: House, connect: Connect) -> None:
    """Current readings with source and time, every assessment, and what this user may do."""
    answer = await async_ask(await connect(house.alice), "people")
    mine, theirs = answer["result"]["people"]
    assert (mine["private"], mine["own"], mine["may_write"]) == (True, True, True)
    assert (theirs["private"], theirs["own"], theirs["may_write"]) == (False, False, True)
    assert mine["device_id"]
    reading = mine["current"]["heart_rate"]
    assert reading["unit"] == "bpm"
    assert reading["source"] == "manual"
    assert reading["fresh"] is True
    assert reading["measured_at"].endswith("+00:00")
    assert mine["assessments"]["news2"]["inputs"]
    assert mine["assessments"]["overall_status"]["band"]


async def test_private_person_has_no_values_in_states(hass: HomeAssistant, house: House) -> None:
    """Whatever Home Assistant shows of Alice holds no reading of hers."""
    states = [state for state in hass.states.async_all() if "alice" in state.entity_id and state.domain != "person"]
    assert {state.domain for state in states} == {"sensor", "event"}
    for state in states:
        text = json.dumps(state.as_dict(), default=str)
        assert "61" not in text.replace(state.context.id, "").split("last_changed")[0]
        assert "heart_rate" not in text


async def test_series_as_columns(hass: HomeAssistant, house: House, connect: Connect) -> None:
    """Columns of one length, in the canonical unit, with the usual range and the sources by name."""
    for hours in (1, 2, 3):
        await async_act(
            hass,
            "record_measurement",
            {"person_id": BOB, "vital": "weight", "value": 80 + hours, "unit": "kg", "time": ago(hours=hours)},
            house.bob,
        )
    client = await connect(house.dora)
    answer = await async_ask(client, "series", person_id=BOB, vital="weight", start=ago(hours=24), max_points=1500)
    chart = answer["result"]
    assert chart["unit"] == "kg"
    assert chart["sources"] == [{"source": "manual", "name": "manual"}]
    assert chart["mean"] == [83, 82, 81]
    assert chart["t"] == sorted(chart["t"])
    assert {len(chart[column]) for column in ("t", "min", "mean", "max", "count")} == {3}
    answer = await async_ask(client, "series", person_id=BOB, vital="weight", start=ago(hours=24), max_points=1)
    assert answer["result"]["count"] == [3] or sum(answer["result"]["count"]) == 3
    answer = await async_ask(client, "series", person_id=BOB, vital="heart_rate")
    assert answer["result"]["usual"] == list(VITALS["heart_rate"].usual or ())
    answer = await async_ask(client, "series", person_id=BOB, vital="weight", source="scale")
    assert answer["result"]["t"] == []


async def test_series_of_words(hass: HomeAssistant, house: House, connect: Connect) -> None:
    """What was told last in each point, in words that a card can translate; never a mean of their numbers."""
    rows = [
        {"vital": "posture", "value": word, "time": ago(minutes=minutes)}
        for minutes, word in ((50, "lying"), (40, "standing"), (30, "seated"))
    ]
    await async_act(hass, "record_measurement", {"person_id": BOB, "measurements": rows}, house.bob)
    asked = {"person_id": BOB, "vital": "posture", "start": ago(hours=2)}
    chart = (await async_ask(await connect(house.dora), "series", **asked, max_points=2000))["result"]
    assert chart["words"] == ["lying", "sitting", "standing"]
    assert chart["last"] == ["lying", "standing", "sitting"]
    assert chart["count"] == [1, 1, 1]
    assert not {"min", "mean", "max"} & set(chart)
    chart = (await async_ask(await connect(house.dora), "series", **asked, max_points=1))["result"]
    assert (chart["last"], chart["count"]) == (["sitting"], [3])


async def test_series_of_a_private_person_is_of_nobody(house: House, connect: Connect) -> None:
    """The answer does not tell whether there is such a person."""
    client = await connect(house.dora)
    of_alice = await async_ask(client, "series", person_id=ALICE, vital="heart_rate")
    of_nobody = await async_ask(client, "series", person_id="0" * 32, vital="heart_rate")
    assert of_alice["error"] == of_nobody["error"]
    assert of_alice["error"]["code"] == "not_found"
    assert (await async_ask(await connect(house.alice), "series", person_id=ALICE, vital="heart_rate"))["success"]


@pytest.mark.parametrize(
    "fields",
    [
        {"vital": "mood"},
        {"vital": ["weight"]},
        {"max_points": 0},
        {"max_points": 2001},
        {"max_points": 1e9},
        {"max_points": True},
        {"start": "yesterday"},
        {"start": -5},
        {"start": "2026-11-20T10:00:00Z" * 100},
        {"start": "2026-11-20T10:00:00Z", "end": "2026-11-19T10:00:00Z"},
        {"source": ""},
        {"source": "x" * 10_000},
        {"person_id": "x" * 10_000},
        {"person_id": 5},
        {"more": "fields"},
    ],
)
async def test_series_refuses_nonsense(house: House, connect: Connect, fields: dict[str, Any]) -> None:
    """Nothing hostile gets as far as the history."""
    answer = await async_ask(await connect(house.bob), "series", **{"person_id": BOB, "vital": "weight", **fields})
    assert not answer["success"]
    assert answer["error"]["code"] == "invalid_format"


@pytest.mark.parametrize(
    "period",
    [
        {"start": "0001-01-01T00:00:00Z", "end": "9999-12-31T23:59:59Z"},
        {"start": "1900-01-01T00:00:00Z", "max_points": 1},
        {"start": "9998-01-01T00:00:00Z", "end": "9999-01-01T00:00:00Z"},
        {"start": "0001-01-01T00:00:00Z", "end": "0002-01-01T00:00:00Z"},
        {"start": "2026-11-19T10:00:00"},
    ],
)
async def test_series_of_any_period(house: House, connect: Connect, period: dict[str, Any]) -> None:
    """A period of all times, or one without a reading, is answered."""
    answer = await async_ask(await connect(house.bob), "series", person_id=BOB, vital="weight", **period)
    assert answer["success"], answer


async def test_subscribing_sends_what_is_and_what_changes(hass: HomeAssistant, house: House, connect: Connect) -> None:
    """A snapshot of each person whom one may see, then only what changed."""
    client = await connect(house.dora)
    assert (await async_ask(client, "subscribe"))["success"]
    first = await event(client)
    assert (first["type"], first["person_id"], first["current"]["heart_rate"]["value"]) == ("snapshot", BOB, 72)
    await silence(client)

    await record(hass, BOB, house.bob, "spo2", 97, "%")
    update = await event(client)
    assert (update["type"], update["person_id"]) == ("update", BOB)
    assert update["current"]["spo2"]["value"] == 97
    assert "heart_rate" not in update["current"]
    assert "news2" in update["assessments"]

    await record(hass, ALICE, house.alice, "spo2", 98, "%")
    await silence(client)


async def test_a_new_note_is_told_to_who_may_read_it(hass: HomeAssistant, house: House, connect: Connect) -> None:
    """That there is one, at once, whoever writes it: what it says is asked for."""
    doras = await connect(house.dora)
    assert (await async_ask(doras, "subscribe", person_id=BOB))["success"]
    assert (await event(doras))["type"] == "snapshot"
    bobs = await connect(house.bob)
    answer = await async_ask(bobs, "alert", person_id=BOB, do="note", text="Called him: all well.")
    assert answer["success"], answer
    told = await event(doras)
    assert (told["type"], told["current"], told["assessments"]) == ("update", {}, {})
    assert "alerts" not in told
    assert told["noted"] == answer["result"]["note"]["time"]

    of_alice = await async_ask(await connect(house.alice), "alert", person_id=ALICE, do="note", text="Slept badly.")
    assert of_alice["success"], of_alice
    await silence(doras)


async def test_an_answer_that_stays_is_sent_again_now_and_then(
    hass: HomeAssistant, house: House, connect: Connect, freezer: FrozenDateTimeFactory
) -> None:
    """Its inputs have later times: not at every reading, but every ten seconds."""
    client = await connect(house.bob)
    await async_ask(client, "subscribe", person_id=BOB)
    await event(client)
    updates = []
    for _ in range(3):
        freezer.tick(6)
        await record(hass, BOB, house.bob, "heart_rate", 72, "bpm")
        updates.append(await event(client))
    assert [update["current"]["heart_rate"]["value"] for update in updates] == [72, 72, 72]
    assert ["news2" in update["assessments"] for update in updates] == [False, True, False]
    inputs = {used["key"]: used for used in updates[1]["assessments"]["news2"]["inputs"]}
    assert inputs["heart_rate"]["measured_at"] == updates[1]["current"]["heart_rate"]["measured_at"]


async def test_refusals_are_in_plain_words(hass: HomeAssistant, house: House, connect: Connect) -> None:
    """As the interface gets them: a key to translate, and English."""
    client = await connect(await async_user(hass, "Guest", GROUP_ID_READ_ONLY))
    await client.send_json_auto_id(
        {
            "type": "call_service",
            "domain": "healthsense",
            "service": "record_measurement",
            "service_data": {"person_id": BOB, "vital": "weight", "value": 70, "unit": "kg"},
        }
    )
    error = (await client.receive_json())["error"]
    assert error["translation_key"] == "write_not_allowed"
    texts = json.loads((Path(healthsense.__file__).parent / "strings.json").read_text())["exceptions"]
    assert error["message"] == texts["write_not_allowed"]["message"].removesuffix(".")


async def test_unsubscribing(hass: HomeAssistant, house: House, connect: Connect) -> None:
    """Nothing comes any more."""
    client = await connect(house.bob)
    answer = await async_ask(client, "subscribe", person_id=BOB)
    await event(client)
    await client.send_json_auto_id({"type": "unsubscribe_events", "subscription": answer["id"]})
    assert (await client.receive_json())["success"]
    await record(hass, BOB, house.bob, "spo2", 97, "%")
    await silence(client)


async def test_subscribing_to_somebody_private(house: House, connect: Connect) -> None:
    """Is subscribing to nobody."""
    client = await connect(house.dora)
    of_alice = await async_ask(client, "subscribe", person_id=ALICE)
    of_nobody = await async_ask(client, "subscribe", person_id="0" * 32)
    assert of_alice["error"] == of_nobody["error"]


async def test_taking_a_grant_back_ends_the_stream(hass: HomeAssistant, house: House, connect: Connect) -> None:
    """From granting to revoking Bob sees Alice live; not before and not after."""
    alices, bobs = await connect(house.alice), await connect(house.bob)
    await async_ask(bobs, "subscribe")
    assert (await event(bobs))["person_id"] == BOB

    await async_ask(alices, "grants/set", person_id=ALICE, user_id=house.bob.id, level="read")
    came = await event(bobs)
    assert (came["type"], came["name"], came["own"], came["may_write"]) == ("snapshot", "Alice", False, False)
    single = await connect(house.bob)
    assert (await async_ask(single, "subscribe", person_id=ALICE))["success"]
    assert (await event(single))["person_id"] == ALICE
    await record(hass, ALICE, house.alice, "spo2", 98, "%")
    assert (await event(bobs))["current"]["spo2"]["value"] == 98
    assert (await event(single))["current"]["spo2"]["value"] == 98

    await async_ask(alices, "grants/revoke", person_id=ALICE, user_id=house.bob.id)
    assert await event(bobs) == {"type": "gone", "person_id": ALICE}
    assert await event(single) == {"type": "gone", "person_id": ALICE}
    await record(hass, ALICE, house.alice, "spo2", 95, "%")
    await silence(bobs)
    await silence(single)


async def test_an_ended_grant_ends_the_stream_at_the_next_push(
    hass: HomeAssistant, house: House, connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Permission is asked for at every push, not only when subscribing."""
    alices, bobs = await connect(house.alice), await connect(house.bob)
    await async_ask(alices, "grants/set", person_id=ALICE, user_id=house.bob.id, level="read")
    await async_ask(bobs, "subscribe", person_id=ALICE)
    await event(bobs)
    house.bob.is_active = False
    await record(hass, ALICE, house.alice, "spo2", 95, "%")
    assert await event(bobs) == {"type": "gone", "person_id": ALICE}


async def test_a_stream_outlives_a_reload(hass: HomeAssistant, house: House, connect: Connect) -> None:
    """A card need not know that the household was set up anew."""
    client = await connect(house.bob)
    await async_ask(client, "subscribe")
    await event(client)
    assert await hass.config_entries.async_reload(house.entry.entry_id)
    await hass.async_block_till_done()
    again = await event(client)
    assert (again["type"], again["person_id"]) == ("snapshot", BOB)
    await record(hass, BOB, house.bob, "spo2", 97, "%")
    news = await event(client)
    assert news["current"]["spo2"]["value"] == 97


async def test_a_person_who_is_removed_goes_from_the_stream(
    hass: HomeAssistant, house: House, connect: Connect
) -> None:
    """And one who is added comes."""
    client = await connect(house.bob)
    await async_ask(client, "subscribe")
    await event(client)
    subentry_id = next(key for key, sub in house.entry.subentries.items() if sub.title == "Bob")
    hass.config_entries.async_remove_subentry(house.entry, subentry_id)
    await hass.async_block_till_done()
    assert await event(client) == {"type": "gone", "person_id": BOB}


async def test_too_many_readings_stay_out_of_the_log(
    house: House, connect: Connect, caplog: pytest.LogCaptureFixture
) -> None:
    """Home Assistant logs what a command's schema refuses, values and all."""
    many = [{"vital": "weight", "value": 71.23, "unit": "kg"}] * (MAX_MEASUREMENTS + 1)
    answer = await async_ask(await connect(house.bob), "record", person_id=BOB, measurements=many)
    assert answer["error"]["translation_key"] == "measurements_number"
    said = [record.getMessage() for record in caplog.records if record.levelno > logging.DEBUG]
    assert not [line for line in said if "71.23" in line]


async def test_recording_without_an_event(hass: HomeAssistant, house: House, connect: Connect) -> None:
    """What a private person enters is on no event bus; who may not write is refused."""
    told: list[Event] = []
    hass.bus.async_listen(MATCH_ALL, told.append)
    client = await connect(house.alice)
    answer = await async_ask(client, "record", person_id=ALICE, vital="weight", value=61.25, unit="kg")
    assert answer["result"]["stored"][0]["value"] == 61.25
    await hass.async_block_till_done()
    assert "61.25" not in str([event.as_dict() for event in told])
    answer = await async_ask(client, "record", person_id=ALICE, vital="weight", value=6125, unit="kg")
    assert answer["error"]["translation_key"] == "rejected_implausible"

    guest = await connect(await async_user(hass, "Guest", GROUP_ID_READ_ONLY))
    answer = await async_ask(guest, "record", person_id=BOB, vital="weight", value=61, unit="kg")
    assert (answer["error"]["code"], answer["error"]["translation_key"]) == ("unauthorized", "write_not_allowed")
    answer = await async_ask(guest, "record", person_id=ALICE, vital="weight", value=61, unit="kg")
    assert answer["error"]["translation_key"] == "person_unknown"


async def test_a_failing_history_is_told(
    hass: HomeAssistant, house: House, connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not as our fault in words of SQLite, but with what to do."""

    def fail(*_: object, **__: object) -> None:
        raise StoreError("disk I/O error")

    monkeypatch.setattr(Store, "series", fail)
    answer = await async_ask(await connect(house.bob), "series", person_id=BOB, vital="weight")
    assert answer["error"]["translation_key"] == "store_failed"
    assert "I/O" not in answer["error"]["message"]


async def test_sources_have_the_names_people_know(hass: HomeAssistant, house: House, connect: Connect) -> None:
    """A device's name, as its owner may have changed it; other sources as they are called."""
    scales = MockConfigEntry(domain="esphome")
    scales.add_to_hass(hass)
    device = dr.async_get(hass).async_get_or_create(
        config_entry_id=scales.entry_id, identifiers={("esphome", "scale")}, name="Scale 3000"
    )
    hass.states.async_set("sensor.old_scale", "70", {"friendly_name": "Old scale"})
    for source in (f"ha:{device.id}", "ha:sensor.old_scale", "ha:sensor.gone", "Notebook"):
        reading = {"person_id": BOB, "vital": "weight", "value": 70, "unit": "kg", "source": source}
        await async_act(hass, "record_measurement", reading, house.bob)
    client = await connect(house.bob)
    answer = await async_ask(client, "series", person_id=BOB, vital="weight")
    names = {row["name"] for row in answer["result"]["sources"]}
    assert names == {"Scale 3000", "Old scale", "ha:sensor.gone", "Notebook"}


async def test_what_is_deleted_goes_from_the_stream(hass: HomeAssistant, house: House, connect: Connect) -> None:
    """A vital without any reading left is told as gone."""
    at = ago(minutes=1)
    reading = {"person_id": BOB, "vital": "weight", "time": at}
    await async_act(hass, "record_measurement", {**reading, "value": 70, "unit": "kg"}, house.bob)
    client = await connect(house.bob)
    await async_ask(client, "subscribe", person_id=BOB)
    assert "weight" in (await event(client))["current"]
    await async_act(hass, "delete_measurement", reading, house.bob)
    assert (await event(client))["current"] == {"weight": None}


async def test_not_ready_without_a_household(hass: HomeAssistant, house: House, connect: Connect) -> None:
    """The commands stay, and say so."""
    client = await connect(house.bob)
    assert await hass.config_entries.async_unload(house.entry.entry_id)
    for command, fields in (
        ("people", {}),
        ("series", {"person_id": BOB, "vital": "weight"}),
        ("subscribe", {}),
        ("grants/list", {}),
    ):
        answer = await async_ask(client, command, **fields)
        assert answer["error"]["code"] == "not_ready"
        assert answer["error"]["translation_key"] == "not_loaded"
