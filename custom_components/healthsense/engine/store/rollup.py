"""Minute and hour buckets, built on write with exact integers.

New readings are summed in memory and added in one go before anybody reads a bucket and at every
commit; a bucket that lost or changed a reading is computed again from what is stored.
"""

import sqlite3
from collections.abc import Sequence
from typing import Final

from .archive import Archive
from .records import HOUR_MS, MINUTE_MS

_LEVELS: Final = ("minute", "hour")
_ADD_TO: Final = """INSERT INTO {level}(series, bucket, low, total, high, count) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT(series, bucket) DO UPDATE SET low = min(low, excluded.low), total = total + excluded.total,
    high = max(high, excluded.high), count = count + excluded.count"""
_PUT_IN: Final = "INSERT OR REPLACE INTO {level}(series, bucket, low, total, high, count) VALUES (?, ?, ?, ?, ?, ?)"
_DROP_FROM: Final = "DELETE FROM {level} WHERE series = ? AND bucket = ?"
_ADD: Final = {level: _ADD_TO.format(level=level) for level in _LEVELS}
_PUT: Final = {level: _PUT_IN.format(level=level) for level in _LEVELS}
_DROP: Final = {level: _DROP_FROM.format(level=level) for level in _LEVELS}
_OF_READINGS: Final = """SELECT min(scaled), sum(scaled), max(scaled), count(scaled) FROM reading
    WHERE series = ? AND effective_ms >= ? AND effective_ms < ?"""
_OF_MINUTES: Final = """SELECT low, total, high, count FROM minute
    WHERE series = ? AND bucket >= ? AND bucket < ?"""

type Key = tuple[int, int]
type Sums = list[int]


def add(sums: dict[Key, Sums], key: Key, figures: Sequence[int]) -> None:
    """Add low, total, high and count of a bucket to those in ``sums``."""
    known = sums.get(key)
    if known is None:
        sums[key] = list(figures)
        return
    low, total, high, count = figures
    known[0] = min(known[0], low)
    known[1] += total
    known[2] = max(known[2], high)
    known[3] += count


class Rollups:
    """Keeps the ``minute`` and ``hour`` tables equal to what the readings say."""

    def __init__(self, db: sqlite3.Connection, archive: Archive) -> None:
        """Start with nothing pending."""
        self._db = db
        self._archive = archive
        self.clear()

    def clear(self) -> None:
        """Forget what is pending (after a rollback)."""
        self._new: dict[str, dict[Key, Sums]] = {"minute": {}, "hour": {}}
        self._stale: dict[str, dict[Key, None]] = {"minute": {}, "hour": {}}
        self._spot: set[int] = set()

    def added(self, series: int, effective_ms: int, scaled: int, *, bucketed: bool) -> None:
        """Take in a reading under a key that had none."""
        single = (scaled, scaled, scaled, 1)
        if bucketed:
            add(self._new["minute"], (series, effective_ms // MINUTE_MS), single)
        add(self._new["hour"], (series, effective_ms // HOUR_MS), single)

    def changed(self, series: int, effective_ms: int, *, bucketed: bool) -> None:
        """Have the buckets of a reading that changed or went computed again."""
        if bucketed:
            self._stale["minute"][series, effective_ms // MINUTE_MS] = None
        else:
            self._spot.add(series)
        self._stale["hour"][series, effective_ms // HOUR_MS] = None

    def hour_changed(self, series: int, start_ms: int) -> None:
        """Have an hour of a bucketed series computed again from its minutes."""
        self._stale["hour"][series, start_ms // HOUR_MS] = None

    def flush(self) -> None:
        """Bring both tables up to date."""
        for level in _LEVELS:
            new, stale = self._new[level], self._stale[level]
            if new:
                rows = [(*key, *sums) for key, sums in new.items() if key not in stale]
                self._db.executemany(_ADD[level], rows)
            for key in stale:
                self._recompute(level, *key)
        self.clear()

    def _recompute(self, level: str, series: int, bucket: int) -> None:
        sums: dict[Key, Sums] = {}
        if level == "minute":
            self._sum_readings(sums, (series, bucket), bucket * MINUTE_MS, (bucket + 1) * MINUTE_MS)
        elif series in self._spot:
            self._sum_spot(sums, (series, bucket), bucket * HOUR_MS, (bucket + 1) * HOUR_MS)
        else:
            start, end = bucket * 60, bucket * 60 + 60
            for row in self._db.execute(_OF_MINUTES, (series, start, end)):
                add(sums, (series, bucket), row)
            for packed in self._archive.minutes(series, start, end):
                add(sums, (series, bucket), packed[1:])
        found = sums.get((series, bucket))
        if found is None:
            self._db.execute(_DROP[level], (series, bucket))
        else:
            self._db.execute(_PUT[level], (series, bucket, *found))

    def _sum_readings(self, sums: dict[Key, Sums], key: Key, start_ms: int, end_ms: int) -> None:
        low, total, high, count = self._db.execute(_OF_READINGS, (key[0], start_ms, end_ms)).fetchone()
        if count:
            add(sums, key, (low, total, high, count))

    def _sum_spot(self, sums: dict[Key, Sums], key: Key, start_ms: int, end_ms: int) -> None:
        for row in self._archive.readings(key[0], start_ms, end_ms):
            if row.scaled is not None:
                add(sums, key, (row.scaled, row.scaled, row.scaled, 1))
