"""Packing what is old, a day of a series at a time."""

from collections.abc import Iterable
from typing import Final

from ..measurement import Measurement
from ..vitals import VITALS
from .packing import Minute, Row
from .parts import Parts
from .records import DAY_MS, MINUTE_MS

STEP: Final = 4
"""Days packed in one call unless told otherwise: up to 80 ms each at a reading a second."""

DENSE: Final = 32
"""Spot readings a day from which packing saves room; fewer stay as rows, easy to correct."""

_NOBODY: Final = -(1 << 30)


class Compactor:
    """Finds days to pack and packs them."""

    def __init__(self, parts: Parts, keep_full_days: int) -> None:
        """Keep full resolution for ``keep_full_days``."""
        self._db = parts.db
        self._catalog = parts.catalog
        self._archive = parts.archive
        self._keep_ms = keep_full_days * DAY_MS
        self._dense = DENSE
        self.forget()

    def forget(self) -> None:
        """Look at every series again."""
        self._seen_to: dict[int, int] = {}
        self._oldest_write_ms: int | None = None

    def touched(self, readings: Iterable[Measurement]) -> None:
        """Note how far back writes reach: what was looked through may need another look."""
        oldest = min(reading.effective_ms for reading in readings)
        if self._oldest_write_ms is None or oldest < self._oldest_write_ms:
            self._oldest_write_ms = oldest

    def run(self, now_ms: int, max_days: int | None) -> int:
        """Pack at most ``max_days`` days (default ``STEP``); return how many."""
        cutoff = (now_ms - self._keep_ms) // DAY_MS
        budget = STEP if max_days is None else max_days
        if self._oldest_write_ms is not None:
            first = self._oldest_write_ms // DAY_MS
            self._seen_to = {series: day for series, day in self._seen_to.items() if day <= first}
            self._oldest_write_ms = None
        packed = 0
        for vital, series in self._catalog.all():
            if vital not in VITALS or self._seen_to.get(series, _NOBODY) >= cutoff:
                continue
            end = min(cutoff, self._newest_day(series))
            days = self._bucketed_days if VITALS[vital].bucketed else self._spot_days
            for day in days(series, end):
                if packed >= budget:
                    return packed
                if VITALS[vital].bucketed:
                    self._pack_minutes(series, day)
                else:
                    self._pack_readings(series, day)
                packed += 1
            self._seen_to[series] = end
        return packed

    def _newest_day(self, series: int) -> int:
        (newest,) = self._db.execute(
            "SELECT max(effective_ms) FROM reading WHERE series = ? AND scaled NOT NULL",
            (series,),
        ).fetchone()
        return _NOBODY if newest is None else int(newest) // DAY_MS

    def _bucketed_days(self, series: int, end: int) -> Iterable[int]:
        """Yield the days before ``end`` with readings, oldest first; each is gone once packed."""
        start_ms = -(1 << 50)
        while True:
            (oldest,) = self._db.execute(
                "SELECT min(effective_ms) FROM reading WHERE series = ? AND effective_ms >= ? AND effective_ms < ?",
                (series, start_ms, end * DAY_MS),
            ).fetchone()
            if oldest is None:
                return
            yield oldest // DAY_MS
            start_ms = (oldest // DAY_MS + 1) * DAY_MS

    def _spot_days(self, series: int, end: int) -> Iterable[int]:
        """Return the days before ``end`` that are dense, or packed and overridden since."""
        counts: dict[int, int] = {}
        for (effective_ms,) in self._db.execute(
            "SELECT effective_ms FROM reading WHERE series = ? AND effective_ms < ?",
            (series, end * DAY_MS),
        ):
            day = effective_ms // DAY_MS
            counts[day] = counts.get(day, 0) + 1
        return [day for day, count in counts.items() if count >= self._dense or self._archive.reading_day(series, day)]

    def _pack_minutes(self, series: int, day: int) -> None:
        first, last = day * (DAY_MS // MINUTE_MS), (day + 1) * (DAY_MS // MINUTE_MS)
        minutes: dict[int, Minute] = {}
        # A minute whose readings were all deleted is closed too: a repetition must not revive them.
        for (effective_ms,) in self._db.execute(
            "SELECT effective_ms FROM reading WHERE series = ? AND effective_ms >= ? AND effective_ms < ?"
            " AND scaled IS NULL",
            (series, day * DAY_MS, (day + 1) * DAY_MS),
        ):
            minute = effective_ms // MINUTE_MS
            minutes[minute] = (minute, 0, 0, 0, 0)
        minutes.update(self._archive.minute_day(series, day))
        for row in self._db.execute(
            "SELECT bucket, low, total, high, count FROM minute WHERE series = ? AND bucket >= ? AND bucket < ?",
            (series, first, last),
        ):
            minutes[row[0]] = row
        self._archive.put_minutes(series, day, minutes.values())
        self._db.execute(
            "DELETE FROM minute WHERE series = ? AND bucket >= ? AND bucket < ?",
            (series, first, last),
        )
        self._drop_readings(series, day)

    def _pack_readings(self, series: int, day: int) -> None:
        rows: list[Row] = self._archive.readings(series, day * DAY_MS, (day + 1) * DAY_MS)
        self._archive.put_readings(series, day, rows)
        self._drop_readings(series, day)

    def _drop_readings(self, series: int, day: int) -> None:
        self._db.execute(
            "DELETE FROM reading WHERE series = ? AND effective_ms >= ? AND effective_ms < ?",
            (series, day * DAY_MS, (day + 1) * DAY_MS),
        )
