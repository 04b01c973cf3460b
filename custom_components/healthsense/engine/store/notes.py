"""What people write to each other about a person: to an alert, or to nobody in particular."""

import json
import sqlite3
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

MAX_NOTE: Final = 1000


@dataclass(frozen=True, slots=True)
class Note:
    """One note. ``by`` is the user who wrote it, empty for an automation; ``alert`` is empty where it is about none."""

    at_ms: int
    by: str
    text: str
    alert: str = ""


class Notes:
    """The table of notes; nothing is ever dropped but with the person."""

    def __init__(self, db: sqlite3.Connection) -> None:
        """Use the store's connection."""
        self._db = db

    def add(self, person: str, note: Note) -> None:
        """Keep a note, as it is: what was said is not changed later."""
        self._db.execute(
            "INSERT INTO note(person, at_ms, by, alert, text) VALUES (?, ?, ?, ?, ?)",
            (person, note.at_ms, note.by, note.alert, note.text),
        )

    def between(self, person: str, start_ms: int, end_ms: int, limit: int) -> list[Note]:
        """Return the newest ``limit`` notes in ``[start_ms, end_ms)``, oldest first."""
        rows = self._db.execute(
            "SELECT at_ms, by, text, alert FROM note WHERE person = ? AND at_ms >= ? AND at_ms < ?"
            " ORDER BY at_ms DESC, id DESC LIMIT ?",
            (person, start_ms, end_ms, limit),
        ).fetchall()
        return [Note(*row) for row in reversed(rows)]

    def about(self, person: str, alerts: Collection[str], limit: int) -> list[Note]:
        """Return the newest ``limit`` notes about any of these alerts, whenever written, oldest first."""
        rows = self._db.execute(
            "SELECT at_ms, by, text, alert FROM note WHERE person = ? AND alert <> ''"
            " AND alert IN (SELECT value FROM json_each(?)) ORDER BY at_ms DESC, id DESC LIMIT ?",
            (person, json.dumps(list(alerts)), limit),
        ).fetchall()
        return [Note(*row) for row in reversed(rows)]
