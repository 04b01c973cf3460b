"""What is kept beside readings: how many came in, and what was answered on what grounds."""

import json
import sqlite3
import zlib
from collections.abc import Mapping
from typing import Any, Final

from ..assessment import Assessment
from .records import DAY_MS, HOUR_MS, MINUTE_MS, Intake

INTAKE_KEPT_MS: Final = 48 * HOUR_MS
ASSESSMENT_KEPT_MS: Final = 400 * DAY_MS
ASSESSMENTS_KEPT: Final = 10_000
"""Rows a person and key: a year of a drifting number once an hour, with room for changes."""
DRIFT_EVERY_MS: Final = HOUR_MS


class Intakes:
    """Counts readings by person and minute of receipt."""

    def __init__(self, db: sqlite3.Connection) -> None:
        """Start with nothing pending."""
        self._db = db
        self._pending: dict[tuple[str, int], list[int]] = {}

    def clear(self) -> None:
        """Forget what is pending (after a rollback)."""
        self._pending.clear()

    def count(self, person: str, received_ms: int, *, accepted: bool, count: int = 1) -> None:
        """Count readings of one minute."""
        tally = self._pending.setdefault((person, received_ms // MINUTE_MS), [0, 0])
        tally[0 if accepted else 1] += count

    def flush(self) -> None:
        """Write what is pending."""
        if self._pending:
            self._db.executemany(
                "INSERT INTO intake VALUES (?, ?, ?, ?) ON CONFLICT(person, minute) DO UPDATE SET"
                " accepted = accepted + excluded.accepted, rejected = rejected + excluded.rejected",
                [(*key, *tally) for key, tally in self._pending.items()],
            )
            self._pending.clear()

    def between(self, person: str, start_ms: int, end_ms: int) -> Intake:
        """Return the sums of the minutes that begin in ``[start_ms, end_ms)``."""
        self.flush()
        first, last = -(-start_ms // MINUTE_MS), -(-end_ms // MINUTE_MS)
        row = self._db.execute(
            "SELECT coalesce(sum(accepted), 0), coalesce(sum(rejected), 0) FROM intake"
            " WHERE person = ? AND minute >= ? AND minute < ?",
            (person, first, last),
        ).fetchone()
        return Intake(*row)

    def minutes(self, person: str, start_ms: int, end_ms: int) -> list[tuple[int, int, int]]:
        """Return (minute number, accepted, rejected) of the minutes that begin in ``[start_ms, end_ms)``."""
        self.flush()
        return self._db.execute(
            "SELECT minute, accepted, rejected FROM intake WHERE person = ? AND minute >= ? AND minute < ?",
            (person, -(-start_ms // MINUTE_MS), -(-end_ms // MINUTE_MS)),
        ).fetchall()

    def prune(self, now_ms: int) -> None:
        """Drop what is older than it is kept."""
        self._db.execute(
            "DELETE FROM intake WHERE minute < ?",
            ((now_ms - INTAKE_KEPT_MS) // MINUTE_MS,),
        )


class Assessments:
    """The log of answers. A number that only drifts within its band is kept once an hour."""

    def __init__(self, db: sqlite3.Connection) -> None:
        """Start with no memory of what was logged last."""
        self._db = db
        self._last: dict[tuple[str, str], tuple[int, tuple[Any, ...]]] = {}

    def clear(self) -> None:
        """Forget what was logged last (after a rollback)."""
        self._last.clear()

    def log(self, person: str, at_ms: int, assessment: Assessment) -> bool:
        """Keep an answer with its inputs; return whether it was worth a row."""
        key = (person, assessment.key)
        word = _word(assessment.as_dict())
        last = self._last.get(key) or self._newest(key)
        if last is not None and last[1] == word and 0 <= at_ms - last[0] < DRIFT_EVERY_MS:
            return False
        body = zlib.compress(
            json.dumps(assessment.as_dict(), separators=(",", ":"), sort_keys=True).encode(),
            9,
        )
        self._db.execute(
            "INSERT OR REPLACE INTO assessment(person, key, at_ms, body) VALUES (?, ?, ?, ?)",
            (*key, at_ms, body),
        )
        if last is None or at_ms >= last[0]:
            self._last[key] = (at_ms, word)
        return True

    def between(self, person: str, key: str, start_ms: int, end_ms: int, limit: int) -> list[dict[str, Any]]:
        """Return the newest ``limit`` answers in ``[start_ms, end_ms)``, oldest first."""
        rows = self._db.execute(
            "SELECT at_ms, body FROM assessment WHERE person = ? AND key = ? AND at_ms >= ? AND at_ms < ?"
            " ORDER BY at_ms DESC LIMIT ?",
            (person, key, start_ms, end_ms, limit),
        ).fetchall()
        return [_answer(row) for row in reversed(rows)]

    def course(self, person: str, key: str, start_ms: int, end_ms: int, limit: int) -> list[dict[str, Any]]:
        """Return ``limit`` answers of ``[start_ms, end_ms)`` or fewer, oldest first.

        Where there are more, each is the last of one of ``limit`` equal parts of the time from the first of them on.
        """
        span = (person, key, start_ms, end_ms)
        where = "FROM assessment WHERE person = ?1 AND key = ?2 AND at_ms >= ?3 AND at_ms < ?4"
        count, first_ms = self._db.execute(f"SELECT count(*), min(at_ms) {where}", span).fetchone()
        if count <= limit:
            return self.between(*span, limit)
        last_of_each = f"SELECT max(at_ms) {where} GROUP BY (at_ms - ?5) * ?6 / (?4 - ?5)"
        rows = self._db.execute(
            f"SELECT at_ms, body {where} AND at_ms IN ({last_of_each}) ORDER BY at_ms", (*span, first_ms, limit)
        )
        return [_answer(row) for row in rows]

    def prune(self, now_ms: int) -> None:
        """Drop what is too old, and the oldest where there are too many."""
        self._db.execute("DELETE FROM assessment WHERE at_ms < ?", (now_ms - ASSESSMENT_KEPT_MS,))
        crowded = self._db.execute(
            "SELECT person, key FROM assessment GROUP BY person, key HAVING count(*) > ?",
            (ASSESSMENTS_KEPT,),
        ).fetchall()
        for person, key in crowded:
            self._db.execute(
                "DELETE FROM assessment WHERE person = ?1 AND key = ?2 AND at_ms < (SELECT at_ms FROM assessment"
                " WHERE person = ?1 AND key = ?2 ORDER BY at_ms DESC LIMIT 1 OFFSET ?3)",
                (person, key, ASSESSMENTS_KEPT - 1),
            )

    def _newest(self, key: tuple[str, str]) -> tuple[int, tuple[Any, ...]] | None:
        row = self._db.execute(
            "SELECT at_ms, body FROM assessment WHERE person = ? AND key = ? ORDER BY at_ms DESC LIMIT 1",
            key,
        ).fetchone()
        return None if row is None else (row[0], _word(json.loads(zlib.decompress(row[1]))))


def _answer(row: tuple[int, bytes]) -> dict[str, Any]:
    at_ms, body = row
    return {"at_ms": at_ms, **json.loads(zlib.decompress(body))}


def _word(answer: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return what makes an answer worth a row at once: all of it but a drifting number."""
    value = answer["value"]
    drifts = isinstance(value, float) and not value.is_integer()
    return (
        answer["band"],
        answer["refused"],
        None if drifts else value,
        sorted(answer["missing"]),
    )
