"""Notes that people leave for each other about a person, as actions and WebSocket commands give and take them."""

from collections.abc import Callable, Collection, Mapping
from typing import Any, Final

from homeassistant.helpers.dispatcher import async_dispatcher_send

from .access import failed, invalid
from .const import DOMAIN
from .engine.store import MAX_NOTE, Note, Store
from .engine.store.errors import StoreError
from .household import Household, now_ms
from .person import Person
from .series import iso

SIGNAL_NOTE_ADDED: Final = f"{DOMAIN}_note_added"
"""Sent with the id of the person and the time of the note, in ms: never what it says."""


def note_json(note: Note, names: Mapping[str, str]) -> dict[str, Any]:
    """Return a note for a door."""
    return {
        "time": iso(note.at_ms),
        "by": note.by or None,
        "by_name": names.get(note.by),
        "alert": note.alert or None,
        "text": note.text,
    }


def notes(
    person_id: str, start_ms: int, end_ms: int, names: Mapping[str, str]
) -> Callable[[Store], list[dict[str, Any]]]:
    """Return the job that reads the notes of a period, oldest first."""
    return lambda store: [note_json(one, names) for one in store.notes(person_id, start_ms, end_ms)]


def notes_about(
    person_id: str, alerts: Collection[str], names: Mapping[str, str]
) -> Callable[[Store], dict[str, list[dict[str, Any]]]]:
    """Return the job that reads what was written about alerts, whenever it was: by alert, oldest first."""

    def job(store: Store) -> dict[str, list[dict[str, Any]]]:
        found: dict[str, list[dict[str, Any]]] = {}
        for note in store.notes_about(person_id, alerts):
            found.setdefault(note.alert, []).append(note_json(note, names))
        return found

    return job


async def async_add_note(household: Household, person: Person, data: Mapping[str, Any], by: str) -> Note:
    """Keep a note; durable when this returns.

    Raises:
        ServiceValidationError: it is empty, too long, or names an alert that the person does not have.
        HomeAssistantError: the history failed.
    """
    text = str(data["text"]).strip()
    if not text or len(text) > MAX_NOTE or not all(one.isprintable() or one in "\n\t" for one in text):
        raise invalid("note_refused", most=str(MAX_NOTE))
    note = Note(now_ms(), by, text, data.get("alert") or "")

    def keep(store: Store) -> bool:
        if note.alert and store.alert(person.person_id, note.alert) is None:
            return False
        store.add_note(person.person_id, note)
        store.commit(note.at_ms)
        return True

    try:
        kept = await household.async_run(keep)
    except StoreError as err:
        raise failed(err) from err
    if not kept:
        raise invalid("note_alert_unknown", field="alert")
    async_dispatcher_send(household.hass, SIGNAL_NOTE_ADDED, person.person_id, note.at_ms)
    return note
