"""What was confirmed: a person was found to have, or not to have, what a model speaks of."""

import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Outcome:
    """One confirmed outcome of the assessment ``key``, as found at ``at_ms`` (when tested, not when typed in)."""

    key: str
    at_ms: int
    present: bool
    recorded_ms: int


class Outcomes:
    """The table of confirmed outcomes; nothing is ever dropped but by hand or with the person."""

    def __init__(self, db: sqlite3.Connection) -> None:
        """Use the store's connection."""
        self._db = db

    def record(self, person: str, outcome: Outcome) -> None:
        """Keep an outcome; one of the same key and time is replaced."""
        self._db.execute(
            "INSERT OR REPLACE INTO outcome(person, key, at_ms, present, recorded_ms) VALUES (?, ?, ?, ?, ?)",
            (person, outcome.key, outcome.at_ms, int(outcome.present), outcome.recorded_ms),
        )

    def delete(self, person: str, key: str, at_ms: int) -> bool:
        """Take back an outcome; return whether there was one."""
        found = self._db.execute(
            "DELETE FROM outcome WHERE person = ? AND key = ? AND at_ms = ?", (person, key, at_ms)
        ).rowcount
        return bool(found)

    def between(self, person: str, key: str, start_ms: int, end_ms: int) -> list[Outcome]:
        """Return outcomes in ``[start_ms, end_ms)``, oldest first."""
        rows = self._db.execute(
            "SELECT key, at_ms, present, recorded_ms FROM outcome"
            " WHERE person = ? AND key = ? AND at_ms >= ? AND at_ms < ? ORDER BY at_ms",
            (person, key, start_ms, end_ms),
        )
        return [Outcome(own, at_ms, bool(present), recorded_ms) for own, at_ms, present, recorded_ms in rows]
