"""The plain way to keep readings, against which the store is measured: one row of text and floats per reading."""

import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from healthsense_engine.measurement import Measurement


class PlainSqlite:
    """What one would write first: a table of readings with an index that makes it idempotent.

    As durable as the store: write-ahead log, synchronous FULL.
    """

    def __init__(self, path: Path, person: str) -> None:
        """Make the file."""
        self.path = path
        self._person = person
        self._db = sqlite3.connect(path, isolation_level=None)
        for statement in (
            "PRAGMA journal_mode = WAL",
            "PRAGMA synchronous = FULL",
            "CREATE TABLE reading(person TEXT, vital TEXT, time REAL, source TEXT, value REAL, quality REAL,"
            " received REAL, PRIMARY KEY(person, vital, time, source))",
        ):
            self._db.execute(statement)

    def write(self, readings: Iterable[Measurement]) -> None:
        """Keep the readings; durable when it returns."""
        self._db.execute("BEGIN")
        self._db.executemany(
            "INSERT INTO reading VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT(person, vital, time, source)"
            " DO UPDATE SET value = excluded.value, received = excluded.received",
            [
                (
                    self._person,
                    one.vital,
                    one.effective_ms / 1000,
                    one.source,
                    one.value,
                    one.quality,
                    one.received_ms / 1000,
                )
                for one in readings
            ],
        )
        self._db.execute("COMMIT")

    def chart(self, start_ms: int, end_ms: int, width_ms: int) -> list[tuple[float, ...]]:
        """Return a point for each ``width_ms`` of the heart rate: when, smallest, mean, largest, how many."""
        return self._db.execute(
            "SELECT CAST(time / ? AS INTEGER) AS point, min(value), avg(value), max(value), count(*) FROM reading"
            " WHERE person = ? AND vital = 'heart_rate' AND time >= ? AND time < ? GROUP BY point ORDER BY point",
            (width_ms / 1000, self._person, start_ms / 1000, end_ms / 1000),
        ).fetchall()

    def close(self) -> int:
        """Return the bytes on disk."""
        self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._db.close()
        return self.path.stat().st_size


def against_plain(figures: tuple[float, float], unit: str, *, more_is_better: bool) -> dict[str, Any]:
    """Return our figure, that of plain SQLite, and how many times better ours is."""
    ours, plain = figures
    ratio = ours / plain if more_is_better else plain / ours
    return {"healthsense": round(ours, 3), "plain_sqlite": round(plain, 3), "unit": unit, "ratio": round(ratio, 3)}
