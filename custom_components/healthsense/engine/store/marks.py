"""What a person said of a reminder or a recommendation: done, dismissed, or open again."""

import sqlite3
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from .records import DAY_MS

MARK_KEPT_MS: Final = 400 * DAY_MS


class Word(StrEnum):
    """What was said. OPEN takes back what was said before."""

    DONE = "done"
    DISMISSED = "dismissed"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing said at ``at_ms`` of ``key``, a slot of the care plan or a recommendation."""

    key: str
    at_ms: int
    word: Word


class Marks:
    """The table of marks."""

    def __init__(self, db: sqlite3.Connection) -> None:
        """Use the store's connection."""
        self._db = db

    def put(self, person: str, mark: Mark) -> None:
        """Keep a mark; one of the same key and time is replaced."""
        self._db.execute(
            "INSERT OR REPLACE INTO mark(person, key, at_ms, word) VALUES (?, ?, ?, ?)",
            (person, mark.key, mark.at_ms, mark.word.value),
        )

    def since(self, person: str, start_ms: int) -> list[Mark]:
        """Return what was said from ``start_ms`` on, oldest first, of things said at once by key."""
        rows = self._db.execute(
            "SELECT key, at_ms, word FROM mark WHERE person = ? AND at_ms >= ? ORDER BY at_ms, key", (person, start_ms)
        )
        return [Mark(key, at_ms, Word(word)) for key, at_ms, word in rows]

    def prune(self, now_ms: int) -> None:
        """Drop what is older than it is kept."""
        self._db.execute("DELETE FROM mark WHERE at_ms < ?", (now_ms - MARK_KEPT_MS,))
