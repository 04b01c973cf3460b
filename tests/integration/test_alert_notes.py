"""Notes that people leave for each other: kept, read by who may, and gone with the person."""

import logging
from typing import Any

import pytest
from doors_home import ALICE, BOB, async_household, async_link, async_user, person
from homeassistant.auth.models import User
from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from custom_components.healthsense.engine.alerts.commands import Resolve, TestAlert
from custom_components.healthsense.engine.alerts.model import Level
from custom_components.healthsense.household import Household


async def write(hass: HomeAssistant, user: User, person_id: str, **told: Any) -> Any:
    """Write a note as a user."""
    return await hass.services.async_call(
        "healthsense", "add_note", {"person_id": person_id, **told}, blocking=True, return_response=True,
        context=Context(user_id=user.id),
    )  # fmt: skip


async def ask(hass: HomeAssistant, user: User, person_id: str) -> Any:
    """Return what a user is answered about alerts."""
    return await hass.services.async_call(
        "healthsense", "get_alerts", {"person_id": person_id}, blocking=True, return_response=True,
        context=Context(user_id=user.id),
    )  # fmt: skip


async def read(hass: HomeAssistant, user: User, person_id: str) -> Any:
    """Return the notes that a user reads."""
    return (await ask(hass, user, person_id))["notes"]


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


async def test_a_note_stands_at_its_alert(hass: HomeAssistant) -> None:
    """Whenever it was written, at an open one and at one that is over; what is about no alert stands at none."""
    entry = await async_household(hass, person(ALICE, "Alice"))
    household: Household = entry.runtime_data
    carer = await async_user(hass, "Carer")
    (over,) = (await household.async_alert_command(ALICE, TestAlert(Level.INFO, "u"))).open
    await household.async_alert_command(ALICE, Resolve(over.id, "u"))
    (alert,) = (await household.async_alert_command(ALICE, TestAlert(Level.WARNING, "u"))).open
    for about, text in ((over, "A test"), (alert, "Going there"), (alert, "Am there")):
        await write(hass, carer, ALICE, text=text, alert=about.id)
    await write(hass, carer, ALICE, text="Sleeps late on Sundays")
    answer = await ask(hass, carer, ALICE)
    (now,) = answer["open"]
    assert [note["text"] for note in now["notes"]] == ["Going there", "Am there"]
    assert {one["id"]: [note["text"] for note in one["notes"]] for one in answer["history"]} == {
        over.id: ["A test"],
        alert.id: ["Going there", "Am there"],
    }
    assert now["notes"][0]["by_name"] == "Carer"
    assert [note["text"] for note in answer["notes"]] == ["A test", "Going there", "Am there", "Sleeps late on Sundays"]


async def test_a_note_is_about_an_alert_of_that_person(hass: HomeAssistant) -> None:
    """Somebody else's alert is none, and the error names the field."""
    entry = await async_household(hass, person(ALICE, "Alice"), person(BOB, "Bob"))
    household: Household = entry.runtime_data
    user = await async_user(hass, "Carer")
    (alert,) = (await household.async_alert_command(BOB, TestAlert(Level.INFO, "u"))).open
    with pytest.raises(ServiceValidationError) as refused:
        await write(hass, user, ALICE, text="x", alert=alert.id)
    assert refused.value.translation_key == "note_alert_unknown"
    assert refused.value.translation_placeholders == {"field": "alert"}
    assert "alert" in str(refused.value)
    assert await household.async_run(lambda store: store.notes(ALICE) + store.notes(BOB)) == []


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


async def test_what_is_too_long_to_keep_stays_out_of_the_log(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator, caplog: pytest.LogCaptureFixture
) -> None:
    """Home Assistant logs what a command's schema refuses, word for word: a note's words are no such thing."""
    await async_household(hass, person(ALICE, "Alice"))
    client = await hass_ws_client(hass)
    told = {"type": "healthsense/alert", "person_id": ALICE, "do": "note", "text": "fell again " * 100}
    await client.send_json_auto_id(told)
    answer = await client.receive_json()
    assert answer["error"]["translation_key"] == "note_refused"
    assert answer["error"]["translation_placeholders"]["most"] == "1000"
    said = [record.getMessage() for record in caplog.records if record.levelno > logging.DEBUG]
    assert not [line for line in said if "fell again" in line]
