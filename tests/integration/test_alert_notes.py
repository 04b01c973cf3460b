"""Notes that people leave for each other: kept, read by who may, and gone with the person."""

from typing import Any

import pytest
from doors_home import ALICE, BOB, async_household, async_link, async_user, person
from homeassistant.auth.models import User
from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from custom_components.healthsense.engine.alerts.commands import TestAlert
from custom_components.healthsense.engine.alerts.model import Level
from custom_components.healthsense.household import Household


async def write(hass: HomeAssistant, user: User, person_id: str, **told: Any) -> Any:
    """Write a note as a user."""
    return await hass.services.async_call(
        "healthsense", "add_note", {"person_id": person_id, **told}, blocking=True, return_response=True,
        context=Context(user_id=user.id),
    )  # fmt: skip


async def read(hass: HomeAssistant, user: User, person_id: str) -> Any:
    """Return the notes that a user reads."""
    answer: Any = await hass.services.async_call(
        "healthsense", "get_alerts", {"person_id": person_id}, blocking=True, return_response=True,
        context=Context(user_id=user.id),
    )  # fmt: skip
    return answer["notes"]


async def test_a_note_is_read_by_who_may_see_the_alerts(hass: HomeAssistant) -> None:
    """With who wrote it, when, and what alert it is about; words come back as they were written."""
    entry = await async_household(hass, person(ALICE, "Alice"))
    household: Household = entry.runtime_data
    carer = await async_user(hass, "Carer")
    (alert,) = (await household.async_alert_command(ALICE, TestAlert(Level.INFO, "u"))).open
    await write(hass, carer, ALICE, text="  Called her: all well.\nNext visit on Monday.  ")
    await write(hass, carer, ALICE, text="Was a test", alert=alert.id)
    first, second = await read(hass, carer, ALICE)
    assert first["text"] == "Called her: all well.\nNext visit on Monday."
    assert (first["by"], first["by_name"], first["alert"]) == (carer.id, "Carer", None)
    assert second["alert"] == alert.id
    await household.async_erase(ALICE)
    assert await household.async_run(lambda store: store.notes(ALICE)) == []


@pytest.mark.parametrize(
    "told", [{"text": "   "}, {"text": "bell\a"}, {"text": "x", "alert": "none"}], ids=["empty", "control", "alert"]
)
async def test_what_cannot_be_kept_says_so(hass: HomeAssistant, told: dict[str, str]) -> None:
    """And nothing is kept."""
    entry = await async_household(hass, person(ALICE, "Alice"))
    user = await async_user(hass, "Carer")
    with pytest.raises(ServiceValidationError):
        await write(hass, user, ALICE, **told)
    assert await entry.runtime_data.async_run(lambda store: store.notes(ALICE)) == []


async def test_a_private_persons_notes_are_nobody_elses(hass: HomeAssistant) -> None:
    """Who may not know of the person may neither write nor read."""
    bob, other = await async_user(hass, "Bob"), await async_user(hass, "Other")
    await async_link(hass, bob=bob)
    entry = await async_household(hass, person(BOB, "Bob", private=True, person_entity="person.bob"))
    await write(hass, bob, BOB, text="Slept badly")
    assert [note["text"] for note in await read(hass, bob, BOB)] == ["Slept badly"]
    for attempt in (write(hass, other, BOB, text="hello"), read(hass, other, BOB)):
        with pytest.raises(HomeAssistantError):
            await attempt
    assert len(await entry.runtime_data.async_run(lambda store: store.notes(BOB))) == 1


async def test_a_card_writes_notes_too(hass: HomeAssistant, hass_ws_client: WebSocketGenerator) -> None:
    """The WebSocket command does what the action does."""
    await async_household(hass, person(ALICE, "Alice"))
    client = await hass_ws_client(hass)
    await client.send_json_auto_id({"type": "healthsense/alert", "person_id": ALICE, "do": "note", "text": "Hello"})
    written = await client.receive_json()
    assert written["result"]["note"]["text"] == "Hello"
    await client.send_json_auto_id({"type": "healthsense/alerts", "person_id": ALICE})
    listed = await client.receive_json()
    assert [note["text"] for note in listed["result"]["notes"]] == ["Hello"]
    await client.send_json_auto_id({"type": "healthsense/alert", "person_id": ALICE, "do": "note", "text": " "})
    assert not (await client.receive_json())["success"]
