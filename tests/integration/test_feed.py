"""The feed for displays: who sees whom with which token, in which words; how often, and what is not told twice."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiohttp.test_utils import TestClient
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
from homeassistant.components.config import auth as auth_config
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr
from homeassistant.util.unit_system import US_CUSTOMARY_SYSTEM
from pytest_homeassistant_custom_component.common import CLIENT_ID, MockConfigEntry, MockUser
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator, WebSocketGenerator
from recording_home import CHECK_UP, Compare

from custom_components.healthsense.feed import MAX_IN_A_MINUTE, URL
from custom_components.healthsense.household import RawReading

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


class House:
    """Alice is private, Bob is shared; the mirror has a user that may only read."""

    alice: MockUser
    mirror: MockUser
    entry: MockConfigEntry
    client: TestClient[Any, Any]

    def __init__(self, hass: HomeAssistant) -> None:
        """Keep where it is."""
        self.hass = hass
        self._tokens: dict[str, str] = {}

    async def token(self, user: MockUser) -> str:
        """Return a token of a user's, as the page of their profile makes it."""
        if user.id in self._tokens:
            return self._tokens[user.id]
        refresh = await self.hass.auth.async_create_refresh_token(
            user, client_name=f"mirror of {user.name}", token_type="long_lived_access_token",
            access_token_expiration=timedelta(days=3650),
        )  # fmt: skip
        self._tokens[user.id] = self.hass.auth.async_create_access_token(refresh)
        return self._tokens[user.id]

    async def read(self, user: MockUser, headers: Mapping[str, str] | None = None, /, **query: str) -> Any:
        """Return the response to a user's display."""
        authorization = {"Authorization": f"Bearer {await self.token(user)}"} if headers is None else headers
        return await self.client.get(URL, params=query, headers=authorization)

    async def told(self, user: MockUser, **query: str) -> dict[str, Any]:
        """Return what the feed says."""
        response = await self.read(user, None, **query)
        assert response.status == 200, await response.text()
        found: dict[str, Any] = await response.json()
        return found


@pytest.fixture
async def house(
    hass: HomeAssistant, hass_client_no_auth: ClientSessionGenerator, freezer: FrozenDateTimeFactory
) -> House:
    """Set the house up, with a check-up of Bob and a pulse of Alice's."""
    freezer.move_to(NOW)
    house = House(hass)
    house.alice = await async_user(hass, "Alice")
    house.mirror = await async_user(hass, "Mirror", GROUP_ID_READ_ONLY)
    await async_link(hass, alice=house.alice)
    house.entry = await async_household(
        hass, person(ALICE, "Alice", private=True, person_entity="person.alice"), person(BOB, "Bob")
    )
    raws = [RawReading(vital, value, unit, NOW, 80 if vital == "spo2" else None) for vital, value, unit in CHECK_UP]
    raws += [RawReading("supplemental_oxygen", "air", None, NOW), RawReading("consciousness", "alert", None, NOW)]
    await house.entry.runtime_data.async_record(BOB, raws, source="clip")
    await house.entry.runtime_data.async_record(ALICE, [RawReading("heart_rate", 61.0, "bpm")], source="clip")
    house.client = await hass_client_no_auth()
    return house


async def test_what_a_mirror_reads(house: House, recorded: Compare) -> None:
    """Status, readings and scores in words; nobody private."""
    told = await house.told(house.mirror, language="en")
    (bob,) = told["people"]
    assert (bob["name"], bob["person_id"], bob["alerts"]) == ("Bob", BOB, [])
    assert bob["status"] == {"value": "usual", "text": "As usual"}
    readings = {one["vital"]: one for one in bob["readings"]}
    assert readings["heart_rate"] == {
        "vital": "heart_rate", "name": "Heart rate", "value": 72.0, "unit": "bpm", "text": "72 bpm",
        "time": NOW.isoformat(), "fresh": True,
    }  # fmt: skip
    scores = {one["key"]: one for one in bob["scores"]}
    assert scores["news2"]["text"] == "0 (Low)"
    assert "Alice" not in json.dumps(told)
    recorded("feed", told)


async def test_in_other_words(hass: HomeAssistant, house: House) -> None:
    """The language is the display's, the units are the household's."""
    hass.config.units = US_CUSTOMARY_SYSTEM
    (bob,) = (await house.told(house.mirror, language="de"))["people"]
    readings = {one["vital"]: one for one in bob["readings"]}
    assert bob["status"]["text"] == "Wie sonst"
    assert readings["temperature"]["text"] == "98,2 °F"
    # Home Assistant itself shows weights as they come.
    assert readings["weight"]["text"] == "81,4 kg"
    assert readings["systolic"]["text"] == "124 mmHg"


async def test_an_alert_is_on_the_mirror(house: House, freezer: FrozenDateTimeFactory) -> None:
    """With its level and what it is about, until somebody takes care of it."""
    for minutes in (0, 3, 6):
        freezer.move_to(NOW + timedelta(minutes=minutes))
        await house.entry.runtime_data.async_record(BOB, [RawReading("spo2", 87.0, "%", None, 80)], source="clip")
    (alert,) = (await house.told(house.mirror, language="en"))["people"][0]["alerts"]
    assert (alert["level"], alert["level_text"], alert["acknowledged"]) == ("urgent", "Urgent", False)
    assert "oxygen" in alert["text"]
    assert alert["since"].startswith("2026-11-20T12:0")


async def test_nobody_private_without_a_grant(
    hass: HomeAssistant, house: House, hass_ws_client: WebSocketGenerator
) -> None:
    """Asked for by name or not; with the grant she is there, and taken back she is gone."""
    nobody = await house.read(house.mirror, person="0" * 32)
    private = await house.read(house.mirror, person=ALICE)
    assert (
        (private.status, await private.json())
        == (nobody.status, await nobody.json())
        == (404, {"error": "person_unknown"})
    )
    assert [one["name"] for one in (await house.told(house.alice))["people"]] == ["Alice", "Bob"]
    client = await async_connect(hass, hass_ws_client, house.alice)
    await async_ask(client, "grants/set", person_id=ALICE, user_id=house.mirror.id, level="read")
    (alice,) = (await house.told(house.mirror, person=ALICE))["people"]
    assert alice["readings"][0]["value"] == 61.0
    await async_ask(client, "grants/revoke", person_id=ALICE, user_id=house.mirror.id)
    assert (await house.read(house.mirror, person=ALICE)).status == 404


async def test_one_person_by_device(hass: HomeAssistant, house: House) -> None:
    """As cards name people."""
    device = dr.async_get(hass).async_get_device_by_identifier(("healthsense", BOB), house.entry.entry_id)
    assert device is not None
    (bob,) = (await house.told(house.mirror, person=device.id))["people"]
    assert bob["person_id"] == BOB


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer nonsense"}])
async def test_no_token_no_feed(house: House, headers: dict[str, str]) -> None:
    """An open address would show everybody's health to the whole network."""
    assert (await house.read(house.mirror, headers)).status == 401


async def test_a_token_that_was_taken_back(hass: HomeAssistant, house: House) -> None:
    """Reads nothing any more."""
    token = await house.token(house.mirror)
    for refresh in list(house.mirror.refresh_tokens.values()):
        hass.auth.async_remove_refresh_token(refresh)
    assert (await house.read(house.mirror, {"Authorization": f"Bearer {token}"})).status == 401


async def test_nothing_new_is_not_told_again(house: House, freezer: FrozenDateTimeFactory) -> None:
    """The time of the answer alone is no news; and no cache keeps it."""
    headers = {"Authorization": f"Bearer {await house.token(house.mirror)}"}
    first = await house.read(house.mirror, headers)
    assert first.headers["Cache-Control"] == "no-store"
    freezer.tick(10)
    again = await house.read(house.mirror, headers | {"If-None-Match": first.headers["ETag"]})
    assert (again.status, await again.read()) == (304, b"")
    await house.entry.runtime_data.async_record(BOB, [RawReading("heart_rate", 75.0, "bpm")], source="clip")
    news = await house.read(house.mirror, headers | {"If-None-Match": first.headers["ETag"]})
    assert news.status == 200


async def test_not_too_often(house: House, freezer: FrozenDateTimeFactory) -> None:
    """Of one user; a minute later again."""
    headers = {"Authorization": f"Bearer {await house.token(house.mirror)}"}
    for _ in range(MAX_IN_A_MINUTE):
        assert (await house.read(house.mirror, headers)).status == 200
    refused = await house.read(house.mirror, headers)
    assert (refused.status, refused.headers["Retry-After"]) == (429, "60")
    assert (await house.read(house.alice)).status == 200
    freezer.tick(61)
    assert (await house.read(house.mirror, headers)).status == 200


@pytest.mark.parametrize("query", [{"language": "xx"}, {"language": ""}, {"person": "x" * 101}])
async def test_nonsense_is_refused(house: House, query: dict[str, str]) -> None:
    """Without a word of it in the answer."""
    response = await house.read(house.mirror, None, **query)
    assert (response.status, await response.json()) == (400, {"error": "invalid_request"})


async def test_while_nothing_runs(hass: HomeAssistant, house: House) -> None:
    """It says so, and goes on when HealthSense is back."""
    await hass.config_entries.async_unload(house.entry.entry_id)
    response = await house.read(house.mirror)
    assert (response.status, await response.json()) == (503, {"error": "not_loaded"})
    assert await hass.config_entries.async_setup(house.entry.entry_id)
    assert (await house.told(house.mirror))["people"]


async def test_a_user_who_may_only_read_is_made_as_documented(
    hass: HomeAssistant, house: House, hass_ws_client: WebSocketGenerator
) -> None:
    """An administrator makes the mirror's user read-only by one message; it then writes nothing."""
    auth_config.async_setup(hass)
    dora, user = await async_user(hass, "Dora", GROUP_ID_ADMIN), await async_user(hass, "Hall")
    client = await async_connect(hass, hass_ws_client, dora)
    message = {"type": "config/auth/update", "user_id": user.id, "group_ids": [GROUP_ID_READ_ONLY]}
    await client.send_json_auto_id(message)
    answer = await client.receive_json()
    assert answer["success"], answer
    assert (await house.told(user))["people"]
    refresh = await hass.auth.async_create_refresh_token(user, CLIENT_ID)
    theirs = await hass_ws_client(hass, hass.auth.async_create_access_token(refresh))
    answer = await async_ask(theirs, "record", person_id=BOB, vital="weight", value=80, unit="kg")
    assert answer["error"]["translation_key"] == "write_not_allowed"
