"""What was recorded at a card can be taken back, with what it took the place of, by whoever may write."""

from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from doors_home import (
    ALICE,
    BOB,
    GROUP_ID_READ_ONLY,
    NOW,
    async_act,
    async_ask,
    async_connect,
    async_household,
    async_user,
    person,
)
from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import MockHAClientWebSocket, WebSocketGenerator

from custom_components.healthsense.engine.store import Store, StoreFullError
from custom_components.healthsense.engine.store.undo import Undos
from custom_components.healthsense.household import Household

type Home = tuple[MockConfigEntry, MockHAClientWebSocket]

AT = (NOW - timedelta(hours=1)).isoformat()


@pytest.fixture
async def home(hass: HomeAssistant, hass_ws_client: WebSocketGenerator, freezer: FrozenDateTimeFactory) -> Home:
    """Return a household of Alice and Bob, and a card of somebody who may write for both."""
    freezer.move_to(NOW)
    entry = await async_household(hass, person(ALICE, "Alice"), person(BOB, "Bob"))
    return entry, await async_connect(hass, hass_ws_client, await async_user(hass, "Carer"))


async def record(client: MockHAClientWebSocket, freezer: FrozenDateTimeFactory, value: float, **more: object) -> Any:
    """Enter a weight of an hour ago, a second later than the one before."""
    freezer.tick(1)
    answer = await async_ask(client, "record", person_id=ALICE, vital="weight", value=value, unit="kg", time=AT, **more)
    assert answer["success"]
    return answer["result"]


async def undo(client: MockHAClientWebSocket, token: str, person_id: str = ALICE) -> Any:
    """Take something back and return the whole answer."""
    return await async_ask(client, "undo", person_id=person_id, undo=token)


def weights(household: Household) -> list[float]:
    """Return what is current of Alice's weight."""
    result = household.people[ALICE].result
    assert result is not None
    return [one.measurement.value for vital, one in result.current.items() if vital == "weight"]


async def test_the_reading_before_is_back_and_answers_rest_on_it(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """Not gone, as if there never had been one."""
    entry, client = home
    first = await record(client, freezer, 67.3)
    second = await record(client, freezer, 76.3)
    assert weights(entry.runtime_data) == [76.3]
    answer = (await undo(client, second["undo"]))["result"]
    assert answer == {"person_id": ALICE, "restored": first["stored"], "removed": [], "kept": []}
    assert weights(entry.runtime_data) == [67.3]
    key = {"vital": "weight", "time": first["stored"][0]["time"], "source": "manual"}
    assert (await undo(client, first["undo"]))["result"]["removed"] == [key]
    assert weights(entry.runtime_data) == []


async def test_it_outlasts_a_restart_and_works_once(
    hass: HomeAssistant, home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """A lost answer that is asked for again takes nothing more back."""
    entry, client = home
    first = await record(client, freezer, 67.3)
    second = await record(client, freezer, 76.3)
    assert await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done()
    assert (await undo(client, second["undo"]))["result"]["restored"] == first["stored"]
    again = (await undo(client, second["undo"]))["result"]
    assert (again["restored"], again["removed"], again["kept"]) == ([], [], [])
    assert weights(entry.runtime_data) == [67.3]


async def test_what_somebody_changed_meanwhile_is_left_and_named(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """Two people at two tablets."""
    entry, client = home
    first = await record(client, freezer, 76.3)
    await record(client, freezer, 67.3)
    answer = (await undo(client, first["undo"]))["result"]
    assert [row["vital"] for row in answer["kept"]] == ["weight"]
    assert weights(entry.runtime_data) == [67.3]


async def test_after_an_hour_or_of_somebody_else_there_is_nothing_to_take_back(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """And it says so in words."""
    _, client = home
    told = await record(client, freezer, 67.3)
    other = await undo(client, told["undo"], BOB)
    assert (other["error"]["code"], other["error"]["translation_key"]) == ("not_found", "undo_unknown")
    freezer.tick(timedelta(hours=1, seconds=1))
    assert (await undo(client, told["undo"]))["error"]["translation_key"] == "undo_unknown"


async def test_only_who_may_write_takes_back(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator, home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """Reading is not enough."""
    entry, client = home
    told = await record(client, freezer, 67.3)
    guest = await async_connect(hass, hass_ws_client, await async_user(hass, "Guest", GROUP_ID_READ_ONLY))
    assert (await undo(guest, told["undo"]))["error"]["translation_key"] == "write_not_allowed"
    assert weights(entry.runtime_data) == [67.3]


async def test_what_was_known_already_has_no_way_back(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """There is nothing to take back: the same was told before, or nothing could be taken in."""
    _, client = home
    await record(client, freezer, 67.3, site=None)
    freezer.move_to(NOW)
    known = await async_ask(client, "record", person_id=ALICE, vital="weight", value=67.3, unit="kg", time=AT)
    assert (known["result"]["duplicates"], known["result"]["undo"]) == (1, None)


async def test_an_action_leaves_nothing_to_take_back(
    hass: HomeAssistant, home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """An automation may hand in a reading a minute: its answer stays as it is, and nothing is kept beside it."""
    entry, client = home
    with patch.object(Store, "remember_undo", return_value=True) as remember:
        weight = {"person_id": ALICE, "vital": "weight", "value": 70, "unit": "kg"}
        assert "undo" not in await async_act(hass, "record_measurement", weight)
        remember.assert_not_called()
        freezer.tick(1)
        await async_ask(client, "record", **weight | {"value": 71})
        remember.assert_called_once()
    assert weights(entry.runtime_data) == [71]


async def test_what_failed_is_not_taken_in_by_the_recovery(
    hass: HomeAssistant, home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """Whoever entered it was told that it was not kept, and enters it again: there must not be two."""
    entry, client = home
    household = entry.runtime_data
    first = await record(client, freezer, 67.3)
    weight = {"person_id": ALICE, "vital": "weight", "value": 76.3, "unit": "kg"}
    with patch.object(Undos, "remember", side_effect=StoreFullError("full")):
        failed = await async_ask(client, "record", **weight)
    assert not failed["success"]
    # The recovery, and the answers anew after it, are jobs of the worker.
    for _ in range(3):
        await household.async_run(Store.persons)
        await hass.async_block_till_done(wait_background_tasks=True)
    assert not household.failed
    assert weights(household) == [67.3]
    assert await household.async_run(lambda store: len(store.readings(ALICE, "weight", 0, 2**50))) == 1
    assert (await undo(client, first["undo"]))["success"]
