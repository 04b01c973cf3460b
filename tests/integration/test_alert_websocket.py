"""Alerts over WebSocket: the live view, the history and settings, what people do - and who learns of it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from doors_home import (
    ALICE,
    BOB,
    GROUP_ID_READ_ONLY,
    async_ask,
    async_connect,
    async_household,
    async_link,
    async_user,
    person,
)
from homeassistant.core import HomeAssistant
from pytest_homeassistant_custom_component.common import MockConfigEntry, MockUser
from pytest_homeassistant_custom_component.typing import MockHAClientWebSocket, WebSocketGenerator

from custom_components.healthsense.engine.alerts.model import News
from custom_components.healthsense.engine.alerts.plan import parse_escalation
from custom_components.healthsense.household import Household, RawReading


class House:
    """Alice is private, Bob is shared, Guest may only look; all are connected."""

    household: Household
    alice: MockHAClientWebSocket
    bob: MockHAClientWebSocket
    guest: MockHAClientWebSocket
    users: dict[str, MockUser]
    entry: MockConfigEntry


@pytest.fixture
async def house(hass: HomeAssistant, hass_ws_client: WebSocketGenerator) -> House:
    """Set the house up."""
    house = House()
    house.users = {name: await async_user(hass, name) for name in ("Alice", "Bob")}
    house.users["Guest"] = await async_user(hass, "Guest", GROUP_ID_READ_ONLY)
    await async_link(hass, alice=house.users["Alice"], bob=house.users["Bob"])
    house.entry = await async_household(
        hass,
        person(ALICE, "Alice", private=True, person_entity="person.alice"),
        person(BOB, "Bob", person_entity="person.bob"),
    )
    house.household = house.entry.runtime_data
    house.alice = await async_connect(hass, hass_ws_client, house.users["Alice"])
    house.bob = await async_connect(hass, hass_ws_client, house.users["Bob"])
    house.guest = await async_connect(hass, hass_ws_client, house.users["Guest"])
    return house


async def measure(house: House, *values: float, person_id: str = BOB) -> None:
    """Measure the oxygen with a finger clip several times, the last time just now."""
    now = datetime.now(UTC)
    for minutes, value in zip(range(5 * len(values) - 5, -1, -5), values, strict=True):
        reading = RawReading("spo2", value, "%", now - timedelta(minutes=minutes), None, None)
        await house.household.async_record(person_id, [reading], source="clip")


async def do(client: MockHAClientWebSocket, what: str, **about: Any) -> dict[str, Any]:
    """Do something with an alert of Bob's and return the whole answer."""
    return await async_ask(client, "alert", person_id=BOB, do=what, **about)


async def follow(client: MockHAClientWebSocket, person_id: str = BOB) -> dict[str, Any]:
    """Subscribe and return the snapshot."""
    assert (await async_ask(client, "subscribe", person_id=person_id))["success"]
    event: dict[str, Any] = (await client.receive_json())["event"]
    return event


async def news(client: MockHAClientWebSocket) -> dict[str, Any]:
    """Return the next update that tells of alerts."""
    while True:
        event: dict[str, Any] = (await client.receive_json())["event"]
        if "alerts" in event:
            return event


async def test_a_live_view_tells_of_alerts(house: House) -> None:
    """None at first, then the alert with what it rests on, then who takes care of it."""
    snapshot = await follow(house.guest)
    assert snapshot["alerts"] == {
        "level": "none",
        "open": [],
        "happened": [],
        "context": "rest",
        "context_until": None,
        "paused_until": None,
        "quiet": None,
    }
    await measure(house, 91, 90)
    event = await news(house.guest)
    while not event["alerts"]["open"]:
        event = await news(house.guest)
    (alert,) = event["alerts"]["open"]
    assert (event["alerts"]["level"], alert["cause"], alert["stage"]) == ("urgent", "oxygen", "raised")
    assert {one["event"] for one in event["alerts"]["happened"]} >= {"raised"}
    assert max(reason["value"] for reason in alert["reasons"]) == 90.0
    assert (await do(house.bob, "acknowledge", alert=alert["id"]))["success"]
    event = await news(house.guest)
    assert [(one["event"], one["by_name"]) for one in event["alerts"]["happened"]] == [("acknowledged", "Bob")]
    assert [one["acknowledged_by_name"] for one in event["alerts"]["open"]] == ["Bob"]


async def test_readings_alone_are_no_news_of_alerts(house: House) -> None:
    """An open alert is not sent again with every reading of a stream."""
    await measure(house, 91, 90)
    await follow(house.guest)
    for value in (89, 90, 91):
        await measure(house, value)
    assert (await do(house.bob, "snooze"))["success"]
    told: list[dict[str, Any]] = []
    while not told or "alerts" not in told[-1]:
        told.append((await house.guest.receive_json())["event"])
    assert [event["current"]["spo2"]["value"] for event in told if event["current"]] == [89.0, 90.0, 91.0]
    assert [one["stage"] for one in told[-1]["alerts"]["open"]] == ["snoozed"]
    assert all("alerts" not in event for event in told[:-1])


async def test_what_is_set_is_news(house: House) -> None:
    """A context that an automation sets shows on every open page."""
    await follow(house.guest)
    await do(house.bob, "set", key="context", body={"context": "exercise", "until_ms": None})
    assert (await news(house.guest))["alerts"]["context"] == "exercise"
    await do(house.bob, "set", key="quiet", body={"start": "22:00", "end": "07:00"})
    assert (await news(house.guest))["alerts"]["quiet"] == {"start": "22:00:00", "end": "07:00:00"}


async def test_a_private_persons_alerts_are_hers(house: House) -> None:
    """Others learn neither of an alert nor that there is such a person."""
    await measure(house, 91, 90, person_id=ALICE)
    answer = await async_ask(house.alice, "alerts", person_id=ALICE)
    assert [one["cause"] for one in answer["result"]["open"]] == ["oxygen"]
    for client in (house.bob, house.guest):
        for command, fields in (("alerts", {}), ("alert", {"do": "acknowledge"}), ("subscribe", {})):
            refused = await async_ask(client, command, person_id=ALICE, **fields)
            assert refused["error"]["code"] == "not_found"
    people = await async_ask(house.bob, "people")
    assert [one["person_id"] for one in people["result"]["people"]] == [BOB]


async def test_the_history_says_who_set_what_and_when(house: House) -> None:
    """Names beside ids, times, and the limits that hold."""
    body = {"value": 93, "origin": "person"}
    assert (await do(house.bob, "set", key="limit.spo2_low_spot_urgent", body=body))["success"]
    answer = (await async_ask(house.guest, "alerts", person_id=BOB))["result"]
    (setting,) = answer["settings"]
    assert (setting["key"], setting["body"], setting["set_by_name"]) == ("limit.spo2_low_spot_urgent", body, "Bob")
    at = datetime.fromisoformat(setting["set_at"])
    assert abs(datetime.now(UTC) - at) < timedelta(minutes=1)
    limits = {one["rule"]: one for one in answer["rules"]}
    assert limits["spo2_low_spot_urgent"]["limit"] == 93.0


@pytest.mark.parametrize("what", ["resolve", "test", "set"])
async def test_who_may_only_look_changes_nothing(house: House, what: str) -> None:
    """The guest may acknowledge, snooze and judge."""
    refused = await do(house.guest, what, key="pause", body={"until_ms": 0})
    assert refused["error"]["code"] == "unauthorized"
    assert (await do(house.bob, "test"))["success"]
    assert (await do(house.guest, "snooze", duration=60))["result"]["open"][0]["stage"] == "snoozed"
    assert (await do(house.guest, "acknowledge"))["result"]["open"][0]["stage"] == "acknowledged"


async def test_everything_that_can_be_done(house: House) -> None:
    """Judged, ended, well."""
    await measure(house, 91, 90)
    (alert,) = (await async_ask(house.bob, "alerts", person_id=BOB))["result"]["open"]
    marked = await do(house.bob, "mark", alert=alert["id"], useful=False)
    assert marked["result"]["open"][0]["useful"] is False
    assert (await do(house.bob, "ok"))["result"]["open"][0]["stage"] == "acknowledged"
    assert (await do(house.bob, "resolve", alert=alert["id"]))["result"]["open"] == []


@pytest.mark.parametrize(
    ("about", "code", "key"),
    [
        ({"do": "dance"}, "invalid_format", None),
        ({"do": "mark"}, "not_found", "alert_refused_unknown_alert"),
        ({"do": "acknowledge", "alert": "oxygen-0"}, "not_found", "alert_refused_unknown_alert"),
        ({"do": "snooze", "duration": 200_000}, "invalid_format", None),
        ({"do": "set"}, "invalid_format", "setting_refused"),
        ({"do": "set", "key": "mood", "body": {}}, "invalid_format", "alert_rule_unknown"),
        ({"do": "set", "key": "limit.spo2_low_urgent", "body": {"value": 60}}, "invalid_format", None),
        ({"do": "set", "key": "limit.spo2_low_urgent", "body": {"value": "x"}}, "invalid_format", None),
        ({"do": "set", "key": "limit.spo2_low_urgent", "body": {"origin": "moon"}}, "invalid_format", None),
        ({"do": "set", "key": "rule.spo2_low_urgent", "body": {"on": False}}, "invalid_format", "alert_rule_absolute"),
        ({"do": "set", "key": "rule.spo2_low_spot", "body": {"on": 1}}, "invalid_format", None),
        ({"do": "set", "key": "quiet", "body": {"start": "25:00", "end": "1"}}, "invalid_format", None),
        ({"do": "set", "key": "context", "body": {"context": "love"}}, "invalid_format", None),
        ({"do": "set", "key": "pause", "body": {"until_ms": 1 << 51}}, "invalid_format", None),
        ({"do": "set", "key": "pause", "body": {"until_ms": None}}, "invalid_format", None),
        ({"do": "set", "key": "budget", "body": {"warning": -1}}, "invalid_format", None),
        ({"do": "set", "key": "quiet", "body": {"start": {"deep": 1}}}, "invalid_format", None),
        ({"do": "set", "key": "consent.", "body": {"given": True}}, "invalid_format", None),
        ({"do": "set", "key": "consent.stranger", "body": {"given": True}}, "invalid_format", "setting_refused"),
        ({"do": "set", "key": "x" * 200, "body": {}}, "invalid_format", None),
    ],
)
async def test_what_cannot_be_is_refused(house: House, about: dict[str, Any], code: str, key: str | None) -> None:
    """With the reason, and nothing is kept."""
    answer = await async_ask(house.bob, "alert", person_id=BOB, **about)
    assert not answer["success"]
    assert answer["error"]["code"] == code
    if key is not None:
        assert answer["error"]["translation_key"] == key
    after = await async_ask(house.bob, "alerts", person_id=BOB)
    assert after["result"]["settings"] == []


async def test_consent_of_a_private_person_is_hers_to_give(hass: HomeAssistant, house: House) -> None:
    """Somebody whom she lets change her data may take a consent back, and give none."""
    await async_ask(house.alice, "grants/set", person_id=ALICE, user_id=house.users["Bob"].id, level="write")
    consent = {"given": True, "values": False, "lock_screen": False, "until_ms": None}
    phone = {"id": "phone", "name": "Bob's phone", "kind": "mobile"}
    house.household.people[ALICE].escalation = parse_escalation({"recipients": [phone]})
    about = {"person_id": ALICE, "do": "set", "key": "consent.phone"}
    refused = await async_ask(house.bob, "alert", **about, body=consent)
    assert refused["error"]["translation_key"] == "grant_not_yours"
    assert (await async_ask(house.alice, "alert", **about, body=consent))["success"]
    assert (await async_ask(house.bob, "alert", **about, body={**consent, "given": False}))["success"]
    await hass.async_block_till_done()
    result = house.household.people[ALICE].result
    assert result is not None
    assert result.alerts.controls.consents["phone"].given is False


async def test_news_that_are_the_same_object_cost_nothing(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stream of readings does not look into the alerts."""
    await measure(house, 97, 97)
    await follow(house.guest)

    def looked(_news: News) -> list[Any]:
        raise AssertionError

    before = house.household.people[BOB].result
    assert before is not None
    monkeypatch.setattr(News, "open", property(looked))
    await measure(house, 96)
    event = (await house.guest.receive_json())["event"]
    assert event["current"]["spo2"]["value"] == 96.0
    assert "alerts" not in event
