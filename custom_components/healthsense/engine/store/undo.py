"""Taking back what somebody handed in: for an hour it is known what it took the place of."""

import json
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Final, NamedTuple

from ..measurement import Measurement
from ..vitals import VITALS
from .compaction import Compactor
from .durability import Durability
from .packing import Row
from .parts import Parts
from .writer import Writer, measurement_of

UNDO_KEPT_MS: Final = 3_600_000
UNDOS_A_PERSON: Final = 20
"""Who hands in readings faster than that is a program."""


class Key(NamedTuple):
    """What a reading of a person is known by."""

    vital: str
    effective_ms: int
    source: str


type Before = Mapping[Key, Row | None]
"""What was kept under some keys: a reading, a tombstone, or nothing."""


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back. ``restored`` are the readings that are back; under ``removed`` there is none any more.

    ``kept`` was changed meanwhile and is left as it is. All empty: it was taken back before.
    """

    restored: tuple[Measurement, ...] = ()
    removed: tuple[Key, ...] = ()
    kept: tuple[Key, ...] = ()


def keys_of(readings: Iterable[Measurement]) -> tuple[Key, ...]:
    """Return the distinct keys of readings, in their order."""
    return tuple(dict.fromkeys(Key(row.vital, row.effective_ms, row.source) for row in readings))


class Undos:
    """The table of what can be taken back: rows as they are now and as they were before."""

    def __init__(self, parts: Parts, writer: Writer) -> None:
        """Work on one store's parts."""
        self._db = parts.db
        self._writer = writer

    def before(self, person: str, keys: Iterable[Key]) -> Before:
        """Return what is kept under these keys now."""
        return {key: self._writer.kept(person, *key) for key in keys}

    def remember(self, person: str, undo: str, before: Before, at_ms: int) -> bool:
        """Keep what changed since ``before``; return whether anything did."""
        now = self.before(person, before)
        changed = [[*key, row, before[key]] for key, row in now.items() if row is not None and row != before[key]]
        if not changed:
            return False
        self.prune(at_ms)
        self._db.execute(
            "INSERT INTO undo(person, id, at_ms, body) VALUES (?, ?, ?, ?)", (person, undo, at_ms, json.dumps(changed))
        )
        self._db.execute(
            "DELETE FROM undo WHERE person = ? AND rowid NOT IN"
            " (SELECT rowid FROM undo WHERE person = ? ORDER BY rowid DESC LIMIT ?)",
            (person, person, UNDOS_A_PERSON),
        )
        return True

    def undo(self, person: str, undo: str, now_ms: int) -> Undone | None:
        """Bring back what was there before; None where nothing (any more) is known of it."""
        found = self._db.execute(
            "SELECT body FROM undo WHERE person = ? AND id = ? AND at_ms >= ?", (person, undo, now_ms - UNDO_KEPT_MS)
        ).fetchone()
        if found is None:
            return None
        # Asked once more, because an answer got lost, it must not take back what came since.
        self._db.execute("UPDATE undo SET body = '[]' WHERE person = ? AND id = ?", (person, undo))
        restored: list[Measurement] = []
        removed: list[Key] = []
        kept: list[Key] = []
        for vital, effective_ms, source, row, old in json.loads(found[0]):
            key, before = Key(vital, effective_ms, source), None if old is None else Row(*old)
            if vital not in VITALS or not self._writer.put_back(person, *key, Row(*row), before):
                kept.append(key)
            elif before is None or before.scaled is None:
                removed.append(key)
            else:
                restored.append(measurement_of(vital, source, before))
        return Undone(tuple(restored), tuple(removed), tuple(kept))

    def prune(self, now_ms: int) -> None:
        """Drop what can no longer be taken back, and what a wrong clock put into the future, to stay until then."""
        self._db.execute(
            "DELETE FROM undo WHERE at_ms < ? OR at_ms > ?", (now_ms - UNDO_KEPT_MS, now_ms + UNDO_KEPT_MS)
        )


class UndoMethods(ABC):
    """Part of `Store`. Writes are visible at once and durable after ``commit``; every method may raise a StoreError."""

    _durability: Durability
    _compactor: Compactor
    _undos: Undos

    @abstractmethod
    def _guard(self) -> AbstractContextManager[None]:
        """Translate errors; after one, go back to the last commit."""

    def before(self, person: str, readings: Iterable[Measurement]) -> Before:
        """Return what is kept under the keys of readings that are about to be written, for ``remember_undo``."""
        with self._guard():
            return self._undos.before(person, keys_of(readings))

    def remember_undo(self, person: str, undo: str, before: Before, at_ms: int) -> bool:
        """Keep under the id ``undo`` what was written since ``before`` and what it took the place of, for an hour.

        Belongs into the transaction of the write. Return whether anything changed.
        """
        with self._guard():
            self._durability.begin()
            return self._undos.remember(person, undo, before, at_ms)

    def undo(self, person: str, undo: str, now_ms: int) -> Undone | None:
        """Take back what was written: what it took the place of is back, where nothing was the key is deleted.

        What was changed meanwhile is left. A second time does nothing. None: nothing is known of it (any more).
        """
        with self._guard():
            self._durability.begin()
            undone = self._undos.undo(person, undo, now_ms)
            if undone is not None and undone.restored:
                self._compactor.touched(undone.restored)
            return undone
