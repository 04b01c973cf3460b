"""Reading the history back."""

import sqlite3
from collections.abc import Iterable, Iterator
from heapq import merge
from itertools import islice
from operator import attrgetter, itemgetter
from typing import Any, Final

from ..measurement import Measurement
from .packing import Row
from .parts import Parts
from .records import DAY_MS, HOUR_MS, MINUTE_MS, Bucket
from .writer import measurement_of

_LIVE: Final = """SELECT effective_ms, scaled, delay_ms, quality, site FROM reading
    WHERE series = ? AND effective_ms >= ? AND effective_ms < ? AND scaled NOT NULL
    ORDER BY effective_ms LIMIT ?"""
_NEWEST: Final = """SELECT effective_ms, scaled, delay_ms, quality, site FROM reading
    WHERE series = ? AND scaled NOT NULL ORDER BY effective_ms DESC LIMIT 1"""
_ROWS_OF: Final = """SELECT bucket, low, total, high, count FROM {level}
    WHERE series = ? AND bucket >= ? AND bucket < ? ORDER BY bucket"""
_ROWS: Final = {level: _ROWS_OF.format(level=level) for level in ("minute", "hour")}
_BY_TIME: Final = attrgetter("effective_ms", "source")


class Reader:
    """Answers questions; every answer includes what is written and not yet committed."""

    def __init__(self, parts: Parts) -> None:
        """Work on one store's parts."""
        self._db = parts.db
        self._catalog = parts.catalog
        self._archive = parts.archive
        self._rollups = parts.rollups

    def latest(self, person: str, vital: str) -> list[Measurement]:
        """Return the newest reading of each source, sorted by source."""
        found = ((source, self._newest(series)) for source, series in self._catalog.of(person, vital))
        return [measurement_of(vital, source, row) for source, row in found if row is not None]

    def _newest(self, series: int) -> Row | None:
        hot = self._db.execute(_NEWEST, (series,)).fetchone()
        newest = None if hot is None else Row(*hot)
        if newest is not None and not self._archive.has_readings(series, newest.effective_ms):
            return newest
        for day in self._archive.days(series):
            if newest is not None and newest.effective_ms >= (day + 1) * DAY_MS:
                break
            rows = self._archive.readings(series, day * DAY_MS, (day + 1) * DAY_MS)
            live = [row for row in rows if row.scaled is not None]
            if live:
                return live[-1]
        return newest

    def readings(self, person: str, vital: str, start_ms: int, end_ms: int, *, limit: int | None) -> list[Measurement]:
        """Return readings in ``[start_ms, end_ms)`` by time and source, the first ``limit``."""
        most = -1 if limit is None else limit
        parts = [
            _measurements(vital, source, self._live(series, start_ms, end_ms, most))
            for source, series in self._catalog.of(person, vital)
        ]
        return list(islice(merge(*parts, key=_BY_TIME), limit))

    def _live(self, series: int, start_ms: int, end_ms: int, limit: int) -> Iterable[Row]:
        if self._archive.has_readings(series, start_ms):
            return (row for row in self._archive.readings(series, start_ms, end_ms) if row.scaled is not None)
        return (Row(*row) for row in self._db.execute(_LIVE, (series, start_ms, end_ms, limit)))

    def minutes(self, person: str, vital: str, start_ms: int, end_ms: int) -> list[Bucket]:
        """Return the minute buckets that begin in ``[start_ms, end_ms)``, by time and source."""
        self._rollups.flush()
        first, last = -(-start_ms // MINUTE_MS), -(-end_ms // MINUTE_MS)
        found = []
        for source, series in self._catalog.of(person, vital):
            packed = self._archive.minutes(series, first, last)
            hot = self._rows("minute", series, first, last)
            found += [Bucket(bucket * MINUTE_MS, source, *sums) for rows in (packed, hot) for bucket, *sums in rows]
        return sorted(found, key=itemgetter(0, 1))

    def hours(self, person: str, vital: str, start_ms: int, end_ms: int) -> list[Bucket]:
        """Return the hour buckets that begin in ``[start_ms, end_ms)``, by time and source."""
        self._rollups.flush()
        first, last = -(-start_ms // HOUR_MS), -(-end_ms // HOUR_MS)
        found = [
            Bucket(bucket * HOUR_MS, source, *sums)
            for source, series in self._catalog.of(person, vital)
            for bucket, *sums in self._rows("hour", series, first, last)
        ]
        return sorted(found, key=itemgetter(0, 1))

    def _rows(self, level: str, series: int, first: int, last: int) -> sqlite3.Cursor:
        return self._db.execute(_ROWS[level], (series, first, last))

    def vitals(self, person: str) -> dict[str, tuple[str, ...]]:
        """Return the sources of each vital that has any reading."""
        self._rollups.flush()
        found: dict[str, list[str]] = {}
        for vital, source, series in self._catalog.of_person(person):
            if self._db.execute("SELECT 1 FROM hour WHERE series = ? LIMIT 1", (series,)).fetchone():
                found.setdefault(vital, []).append(source)
        return {vital: tuple(sources) for vital, sources in found.items()}

    def persons(self) -> tuple[str, ...]:
        """Return everybody of whom anything is kept, sorted."""
        rows = self._db.execute(
            "SELECT person FROM series UNION SELECT person FROM assessment UNION SELECT person FROM outcome"
            " UNION SELECT person FROM mark UNION SELECT person FROM alert UNION SELECT person FROM alert_setting"
            " UNION SELECT person FROM alert_context UNION SELECT person FROM note"
            " ORDER BY 1"
        )
        return tuple(person for (person,) in rows)

    def dump(self, person: str) -> Iterator[tuple[Any, ...]]:
        """Yield everything kept of a person's readings in one order, without internal numbers."""
        self._rollups.flush()
        whole = (-(1 << 50), 1 << 50)
        for vital, source, series in self._catalog.of_person(person):
            for row in self._archive.readings(series, *whole):
                yield ("reading", vital, source, *row)
            packed = self._archive.minutes(series, *whole)
            for minute in merge(packed, self._rows("minute", series, *whole)):
                yield ("minute", vital, source, *minute)
            for hour in self._rows("hour", series, *whole):
                yield ("hour", vital, source, *hour)


def _measurements(vital: str, source: str, rows: Iterable[Row]) -> Iterator[Measurement]:
    return (measurement_of(vital, source, row) for row in rows)
