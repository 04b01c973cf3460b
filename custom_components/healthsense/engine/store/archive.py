"""Packed days: closed minutes of bucketed vitals, and spot readings with nothing lost."""

import sqlite3
from collections import OrderedDict
from collections.abc import Iterable
from operator import itemgetter
from typing import Final

from .packing import Minute, Row, pack_minutes, pack_readings, unpack_minutes, unpack_readings
from .records import DAY_MS, MINUTES_A_DAY

_NEVER: Final = -(1 << 62)
_CACHED_DAYS: Final = 8
_PUT: Final = """INSERT INTO {table}(series, day, body) VALUES (?, ?, ?)
    ON CONFLICT(series, day) DO UPDATE SET body = excluded.body"""
_PUT_MINUTES: Final = _PUT.format(table="minute_day")
_PUT_READINGS: Final = _PUT.format(table="reading_day")


class Archive:
    """Reads and replaces packed days; keeps the last few unpacked."""

    def __init__(self, db: sqlite3.Connection) -> None:
        """Learn how far each series is packed."""
        self._db = db
        self.reload()

    def reload(self) -> None:
        """Forget what is in memory (after a rollback)."""
        self._minutes: OrderedDict[tuple[int, int], dict[int, Minute]] = OrderedDict()
        self._readings: OrderedDict[tuple[int, int], dict[int, Row]] = OrderedDict()
        self._minute_last: dict[int, int] = dict(
            self._db.execute("SELECT series, max(day) FROM minute_day GROUP BY series")
        )
        self._reading_last: dict[int, int] = dict(
            self._db.execute("SELECT series, max(day) FROM reading_day GROUP BY series")
        )

    def minute_day(self, series: int, day: int) -> dict[int, Minute]:
        """Return a day's closed minutes by bucket (empty where it is not packed)."""
        if day > self._minute_last.get(series, _NEVER):
            return {}
        key = (series, day)
        found = self._minutes.get(key)
        if found is None:
            row = self._db.execute("SELECT body FROM minute_day WHERE series = ? AND day = ?", key).fetchone()
            found = {} if row is None else {minute[0]: minute for minute in unpack_minutes(day, row[0])}
            _keep(self._minutes, key, found)
        return found

    def reading_day(self, series: int, day: int) -> dict[int, Row]:
        """Return a day's packed readings by effective time (empty where it is not packed)."""
        if day > self._reading_last.get(series, _NEVER):
            return {}
        key = (series, day)
        found = self._readings.get(key)
        if found is None:
            row = self._db.execute("SELECT body FROM reading_day WHERE series = ? AND day = ?", key).fetchone()
            found = {} if row is None else {reading.effective_ms: reading for reading in unpack_readings(day, row[0])}
            _keep(self._readings, key, found)
        return found

    def is_closed(self, series: int, bucket: int) -> bool:
        """Return whether a minute is compacted."""
        return bucket in self.minute_day(series, bucket // MINUTES_A_DAY)

    def packed(self, series: int, effective_ms: int) -> Row | None:
        """Return a packed reading or tombstone, not looking at what overrides it."""
        return self.reading_day(series, effective_ms // DAY_MS).get(effective_ms)

    def minutes(self, series: int, start: int, end: int) -> list[Minute]:
        """Return the closed minutes with readings in ``[start, end)`` (bucket numbers), sorted."""
        if start // MINUTES_A_DAY > self._minute_last.get(series, _NEVER):
            return []
        days = self._db.execute(
            "SELECT day, body FROM minute_day WHERE series = ? AND day >= ? AND day <= ? ORDER BY day",
            (series, start // MINUTES_A_DAY, (end - 1) // MINUTES_A_DAY),
        )
        return [
            minute
            for day, body in days
            for minute in (
                self._minutes[series, day].values() if (series, day) in self._minutes else unpack_minutes(day, body)
            )
            if start <= minute[0] < end and minute[4]
        ]

    def has_readings(self, series: int, start_ms: int) -> bool:
        """Return whether packed readings may lie at or after ``start_ms``."""
        return start_ms // DAY_MS <= self._reading_last.get(series, _NEVER)

    def readings(self, series: int, start_ms: int, end_ms: int) -> list[Row]:
        """Return what is kept in ``[start_ms, end_ms)``, tombstones too, packed or not, sorted."""
        merged: dict[int, Row] = {}
        if self.has_readings(series, start_ms):
            days = self._db.execute(
                "SELECT day, body FROM reading_day WHERE series = ? AND day >= ? AND day <= ? ORDER BY day",
                (series, start_ms // DAY_MS, (end_ms - 1) // DAY_MS),
            )
            merged = {
                row.effective_ms: row
                for day, body in days
                for row in unpack_readings(day, body)
                if start_ms <= row.effective_ms < end_ms
            }
        hot = self._db.execute(
            "SELECT effective_ms, scaled, delay_ms, quality, site FROM reading"
            " WHERE series = ? AND effective_ms >= ? AND effective_ms < ? ORDER BY effective_ms",
            (series, start_ms, end_ms),
        )
        if not merged:
            return [Row(*row) for row in hot]
        merged.update((row[0], Row(*row)) for row in hot)
        return sorted(merged.values(), key=itemgetter(0))

    def days(self, series: int) -> list[int]:
        """Return the days whose readings are packed, newest first."""
        rows = self._db.execute("SELECT day FROM reading_day WHERE series = ? ORDER BY day DESC", (series,))
        return [day for (day,) in rows]

    def put_minutes(self, series: int, day: int, minutes: Iterable[Minute]) -> None:
        """Replace a day's closed minutes."""
        self._db.execute(_PUT_MINUTES, (series, day, pack_minutes(day, minutes)))
        self._minutes.pop((series, day), None)
        self._minute_last[series] = max(day, self._minute_last.get(series, _NEVER))

    def put_readings(self, series: int, day: int, readings: Iterable[Row]) -> None:
        """Replace a day's packed readings."""
        self._db.execute(_PUT_READINGS, (series, day, pack_readings(day, readings)))
        self._readings.pop((series, day), None)
        self._reading_last[series] = max(day, self._reading_last.get(series, _NEVER))


def _keep[K, V](cache: OrderedDict[K, V], key: K, value: V) -> None:
    cache[key] = value
    if len(cache) > _CACHED_DAYS:
        cache.popitem(last=False)
