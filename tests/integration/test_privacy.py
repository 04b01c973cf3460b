"""Who may see and change whom."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
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
from homeassistant.auth.models import Group
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.util import dt as dt_util
from pytest_homeassistant_custom_component.common import MockUser
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from custom_components.healthsense.privacy import DATA_GRANTS, async_has_share_consent, async_may_read, async_may_write


class House:
    """Alice is private, Bob is shared; Carol lives there, Dora administers."""

    alice: MockUser
    bob: MockUser
    carol: MockUser
    dora: MockUser
    household: Any


@pytest.fixture
async def house(hass: HomeAssistant) -> House:
    """Set the house up."""
    house = House()
    house.alice, house.bob = await async_user(hass, "Alice"), await async_user(hass, "Bob")
    house.carol, house.dora = await async_user(hass, "Carol"), await async_user(hass, "Dora", GROUP_ID_ADMIN)
    await async_link(hass, alice=house.alice, bob=house.bob)
    entry = await async_household(
        hass,
        person(ALICE, "Alice", private=True, person_entity="person.alice"),
        person(BOB, "Bob", person_entity="person.bob"),
    )
    house.household = entry.runtime_data
    return house


def test_private_is_for_the_person_only(hass: HomeAssistant, house: House) -> None:
    """Not for others of the house, not for administrators, not for automations."""
    alice = house.household.people[ALICE]
    readers = {
        name: async_may_read(hass, house.household, alice, user)
        for name, user in {**vars(house), "automation": None}.items()
        if name != "household"
    }
    assert readers == {"alice": True, "bob": False, "carol": False, "dora": False, "automation": False}


async def test_shared_is_for_everybody_as_home_assistant_lets_them(hass: HomeAssistant, house: House) -> None:
    """A user who may only look may not add readings; the person themself always may."""
    bob, guest = house.household.people[BOB], await async_user(hass, "Guest", GROUP_ID_READ_ONLY)
    nobody = MockUser(name="No groups", groups=[]).add_to_hass(hass)
    ask = [async_may_read(hass, house.household, bob, user) for user in (house.carol, guest, nobody, None)]
    tell = [async_may_write(hass, house.household, bob, user) for user in (house.carol, guest, nobody, None)]
    assert ask == [True, True, False, True]
    assert tell == [True, False, False, True]
    house.bob.groups = []
    house.bob.invalidate_cache()
    assert async_may_write(hass, house.household, bob, house.bob)


async def test_leave_for_some_entities_is_none_for_a_person(hass: HomeAssistant, house: House) -> None:
    """Home Assistant may let a group see single entities; a person is all of theirs."""
    own = [
        entity.entity_id
        for entity in er.async_get(hass).entities.values()
        if entity.platform == "healthsense" and entity.unique_id.startswith(BOB)
    ]
    bob = house.household.people[BOB]
    for entity_ids, expected in ((own, True), (own[:1], False)):
        rights = {"entities": {"entity_ids": {entity_id: {"read": True} for entity_id in entity_ids}}}
        user = MockUser(name="Nurse", groups=[Group(name="nurses", policy=rights)]).add_to_hass(hass)
        assert async_may_read(hass, house.household, bob, user) is expected
        assert not async_may_write(hass, house.household, bob, user)


def test_a_person_who_was_removed_is_seen_by_nobody(hass: HomeAssistant, house: House) -> None:
    """Who kept the object has no leave any more."""
    bob = house.household.people.pop(BOB)
    assert not async_may_read(hass, house.household, bob, house.bob)


def test_inactive_user_sees_nothing(hass: HomeAssistant, house: House) -> None:
    """Not even themself."""
    house.alice.is_active = False
    assert not async_may_read(hass, house.household, house.household.people[ALICE], house.alice)
    house.carol.is_active = False
    assert not async_may_read(hass, house.household, house.household.people[BOB], house.carol)


async def test_grant_lets_read_or_write_until_it_ends(
    hass: HomeAssistant, house: House, hass_ws_client: WebSocketGenerator, freezer: FrozenDateTimeFactory
) -> None:
    """A grant to read is no grant to write; one that ended counts no more."""
    mine = await async_connect(hass, hass_ws_client, house.alice)
    alice = house.household.people[ALICE]
    end = (dt_util.utcnow() + timedelta(hours=1)).isoformat()
    answer = await async_ask(mine, "grants/set", person_id=ALICE, user_id=house.carol.id, level="read", expires=end)
    assert answer["success"], answer
    (grant,) = answer["result"]["grants"]
    assert (grant["user_id"], grant["name"], grant["level"], grant["expires"]) == (house.carol.id, "Carol", "read", end)
    assert async_may_read(hass, house.household, alice, house.carol)
    assert not async_may_write(hass, house.household, alice, house.carol)

    answer = await async_ask(mine, "grants/set", person_id=ALICE, user_id=house.carol.id, level="write", expires=end)
    assert async_may_write(hass, house.household, alice, house.carol)

    freezer.tick(timedelta(hours=1))
    assert not async_may_read(hass, house.household, alice, house.carol)
    assert (await async_ask(mine, "grants/list"))["result"]["people"][0]["grants"] == []


@pytest.mark.parametrize("who", ["carol", "dora", "bob"])
async def test_nobody_else_gives_grants(
    hass: HomeAssistant, house: House, hass_ws_client: WebSocketGenerator, who: str
) -> None:
    """To others the person does not even exist, not to an administrator either."""
    theirs = await async_connect(hass, hass_ws_client, getattr(house, who))
    for command, fields in (
        ("grants/set", {"user_id": getattr(house, who).id, "level": "write"}),
        ("grants/revoke", {"user_id": house.alice.id}),
        ("grants/consent_shared", {}),
    ):
        of_alice = await async_ask(theirs, command, person_id=ALICE, **fields)
        of_nobody = await async_ask(theirs, command, person_id="0" * 32, **fields)
        assert of_alice["error"] == of_nobody["error"]
        assert of_alice["error"]["translation_key"] == "person_unknown"
    assert not async_has_share_consent(hass, ALICE)
    assert not async_may_read(hass, house.household, house.household.people[ALICE], getattr(house, who))


async def test_a_grant_does_not_pass_on(hass: HomeAssistant, house: House, hass_ws_client: WebSocketGenerator) -> None:
    """Who was granted to write may not grant."""
    mine = await async_connect(hass, hass_ws_client, house.alice)
    await async_ask(mine, "grants/set", person_id=ALICE, user_id=house.carol.id, level="write")
    theirs = await async_connect(hass, hass_ws_client, house.carol)
    answer = await async_ask(theirs, "grants/set", person_id=ALICE, user_id=house.bob.id, level="read")
    assert answer["error"]["translation_key"] == "grant_not_yours"
    assert (await async_ask(theirs, "grants/list"))["result"] == {"people": []}


async def test_revoking(hass: HomeAssistant, house: House, hass_ws_client: WebSocketGenerator) -> None:
    """A grant taken back counts at once; taking back what was not given is told."""
    mine = await async_connect(hass, hass_ws_client, house.alice)
    await async_ask(mine, "grants/set", person_id=ALICE, user_id=house.carol.id, level="write")
    answer = await async_ask(mine, "grants/revoke", person_id=ALICE, user_id=house.carol.id)
    assert answer["result"]["grants"] == []
    assert not async_may_read(hass, house.household, house.household.people[ALICE], house.carol)
    answer = await async_ask(mine, "grants/revoke", person_id=ALICE, user_id=house.carol.id)
    assert answer["error"]["translation_key"] == "grant_user_unknown"


async def test_what_cannot_be_granted(hass: HomeAssistant, house: House, hass_ws_client: WebSocketGenerator) -> None:
    """Each with a message of its own, in the user's language."""
    mine = await async_connect(hass, hass_ws_client, house.alice)
    system = MockUser(name="Supervisor", system_generated=True).add_to_hass(hass)
    carol = house.carol.id
    cases = (
        ({"user_id": "nobody", "level": "read"}, "grant_user_unknown"),
        ({"user_id": system.id, "level": "read"}, "grant_user_unknown"),
        ({"user_id": house.alice.id, "level": "read"}, "grant_self"),
        ({"user_id": carol, "level": "read", "expires": "2001-01-01T00:00:00+00:00"}, "grant_expired"),
        ({"user_id": carol, "level": "own"}, None),
        ({"user_id": carol, "level": "read", "expires": "soon"}, None),
        ({"user_id": "x" * 5000, "level": "read"}, None),
    )
    for fields, key in cases:
        answer = await async_ask(mine, "grants/set", person_id=ALICE, **fields)
        assert not answer["success"]
        assert answer["error"].get("translation_key") == key
    bobs = await async_connect(hass, hass_ws_client, house.bob)
    answer = await async_ask(bobs, "grants/set", person_id=BOB, user_id=carol, level="read")
    assert answer["error"]["translation_key"] == "grant_not_private"


async def test_removed_user_loses_what_was_granted(
    hass: HomeAssistant, house: House, hass_ws_client: WebSocketGenerator, hass_storage: dict[str, Any]
) -> None:
    """And a user made later by the same name starts with nothing."""
    mine = await async_connect(hass, hass_ws_client, house.alice)
    await async_ask(mine, "grants/set", person_id=ALICE, user_id=house.carol.id, level="read")
    assert house.carol.id in str(hass_storage["healthsense.grants"]["data"])
    await hass.auth.async_remove_user(house.carol)
    await hass.async_block_till_done()
    assert house.carol.id not in str(hass_storage["healthsense.grants"]["data"])


async def test_removed_user_takes_grants_and_consent_along(
    hass: HomeAssistant, house: House, hass_ws_client: WebSocketGenerator, hass_storage: dict[str, Any]
) -> None:
    """What a person granted ends with their user."""
    mine = await async_connect(hass, hass_ws_client, house.alice)
    await async_ask(mine, "grants/set", person_id=ALICE, user_id=house.carol.id, level="read")
    await async_ask(mine, "grants/consent_shared", person_id=ALICE)
    await mine.close()
    await hass.auth.async_remove_user(house.alice)
    await hass.async_block_till_done()
    assert not async_may_read(hass, house.household, house.household.people[ALICE], house.carol)
    assert hass_storage["healthsense.grants"]["data"] == {"grants": {}, "consents": {}}


async def test_grants_end_when_the_person_is_linked_to_another_user(
    hass: HomeAssistant, house: House, hass_ws_client: WebSocketGenerator
) -> None:
    """What one user granted does not open the data of the next."""
    mine = await async_connect(hass, hass_ws_client, house.alice)
    await async_ask(mine, "grants/set", person_id=ALICE, user_id=house.carol.id, level="read")
    (grant,) = hass.data[DATA_GRANTS].async_of(house.household.people[ALICE]).values()
    assert grant.granted_by == house.alice.id

    relinked = replace(house.household.people[ALICE], user_id=house.dora.id)
    assert hass.data[DATA_GRANTS].async_of(relinked) == {}


async def test_consent_is_the_persons_and_lasts_a_day(
    hass: HomeAssistant, house: House, hass_ws_client: WebSocketGenerator, freezer: FrozenDateTimeFactory
) -> None:
    """It can be taken back, and is no standing permission."""
    mine = await async_connect(hass, hass_ws_client, house.alice)
    assert not async_has_share_consent(hass, ALICE)
    answer = await async_ask(mine, "grants/consent_shared", person_id=ALICE)
    assert answer["result"]["consented"]
    assert async_has_share_consent(hass, ALICE)
    await async_ask(mine, "grants/consent_shared", person_id=ALICE, consent=False)
    assert not async_has_share_consent(hass, ALICE)
    await async_ask(mine, "grants/consent_shared", person_id=ALICE)
    freezer.tick(timedelta(hours=24))
    assert not async_has_share_consent(hass, ALICE)


@pytest.mark.parametrize(
    "stored",
    [
        {},
        {"grants": [], "consents": 5},
        {"grants": {ALICE: {"carol": {"level": "owner", "granted_by": "alice", "granted_at": "x"}}}},
        {"grants": {ALICE: {"carol": {"level": "read", "granted_by": "alice"}}}},
        {"grants": {ALICE: {"carol": {"level": "read", "granted_by": "alice", "granted_at": "x", "expires": "never"}}}},
        {"grants": {ALICE: {"carol": {"level": "read", "granted_by": "gone", "granted_at": "x"}}}},
        {"grants": {ALICE: "everybody"}, "consents": {ALICE: {"user_id": ["alice"]}}},
    ],
)
async def test_what_cannot_be_read_was_not_granted(
    hass: HomeAssistant, hass_storage: dict[str, Any], stored: dict[str, Any]
) -> None:
    """A damaged or edited file opens nothing, and stops nothing."""
    hass_storage["healthsense.grants"] = {"version": 1, "minor_version": 1, "key": "healthsense.grants", "data": stored}
    alice = MockUser(id="alice", name="Alice").add_to_hass(hass)
    carol = MockUser(id="carol", name="Carol").add_to_hass(hass)
    await async_link(hass, alice=alice)
    entry = await async_household(hass, person(ALICE, "Alice", private=True, person_entity="person.alice"))
    assert not async_may_read(hass, entry.runtime_data, entry.runtime_data.people[ALICE], carol)
    assert not async_has_share_consent(hass, ALICE)


async def test_grants_outlive_a_restart(hass: HomeAssistant, hass_storage: dict[str, Any]) -> None:
    """They are read again from the storage."""
    granted = {"level": "write", "granted_by": "alice", "granted_at": "2026-11-01T00:00:00+00:00", "expires": None}
    hass_storage["healthsense.grants"] = {
        "version": 1,
        "minor_version": 1,
        "key": "healthsense.grants",
        "data": {"grants": {ALICE: {"carol": granted}}, "consents": {}},
    }
    alice = MockUser(id="alice", name="Alice").add_to_hass(hass)
    carol = MockUser(id="carol", name="Carol").add_to_hass(hass)
    await async_link(hass, alice=alice)
    entry = await async_household(hass, person(ALICE, "Alice", private=True, person_entity="person.alice"))
    assert async_may_write(hass, entry.runtime_data, entry.runtime_data.people[ALICE], carol)
