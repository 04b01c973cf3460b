"""Joining one series into another, when one person's history turns out to be another's."""

from typing import Final

from .packing import Minute, Row
from .parts import Parts
from .records import DAY_MS, HOUR_MS, MINUTE_MS
from .writer import Writer

_EVER: Final = (-(1 << 50), 1 << 50)


def _joined(one: Minute | None, other: Minute) -> Minute:
    """Return two buckets of one minute as one; an empty one (count 0) adds nothing."""
    if one is None or one[4] == 0:
        return other
    if other[4] == 0:
        return one
    return (
        one[0],
        min(one[1], other[1]),
        one[2] + other[2],
        max(one[3], other[3]),
        one[4] + other[4],
    )


class Merger:
    """Moves what ``source`` holds into ``target``; the caller drops ``source`` afterwards."""

    def __init__(self, parts: Parts, writer: Writer) -> None:
        """Work on one store's parts."""
        self._db = parts.db
        self._archive = parts.archive
        self._rollups = parts.rollups
        self._writer = writer

    def merge(self, source: int, target: int, *, bucketed: bool) -> None:
        """Move readings by the rule of ``Store.write``; minutes closed on either side stay closed."""
        if bucketed:
            self._merge_closed(source, target)
        late: dict[int, list[Row]] = {}
        for row in self._archive.readings(source, *_EVER):
            if bucketed and self._archive.is_closed(target, row.effective_ms // MINUTE_MS):
                late.setdefault(row.effective_ms // DAY_MS, []).append(row)
            else:
                self._put(target, row, bucketed=bucketed)
        for day, rows in late.items():
            self._fold(target, day, rows)
        self._rollups.flush()
        if bucketed:
            hours = self._db.execute("SELECT bucket FROM hour WHERE series = ?", (source,)).fetchall()
            for (hour,) in hours:
                self._rollups.hour_changed(target, hour * HOUR_MS)
            self._rollups.flush()

    def _put(self, target: int, row: Row, *, bucketed: bool) -> None:
        if row.scaled is None:
            # A tombstone may be the trace of a reading that was given to this very person.
            known = self._writer.find(target, row.effective_ms, bucketed=bucketed)
            if known is not None:
                return
        self._writer.put(target, row, bucketed=bucketed, revive=False)

    def _fold(self, target: int, day: int, rows: list[Row]) -> None:
        """Add full readings to minutes that ``target`` has closed."""
        minutes = dict(self._archive.minute_day(target, day))
        for row in rows:
            if row.scaled is not None:
                bucket = row.effective_ms // MINUTE_MS
                single = (bucket, row.scaled, row.scaled, row.scaled, 1)
                minutes[bucket] = _joined(minutes.get(bucket), single)
        self._archive.put_minutes(target, day, minutes.values())

    def _merge_closed(self, source: int, target: int) -> None:
        days = self._db.execute("SELECT day FROM minute_day WHERE series = ?", (source,)).fetchall()
        for (day,) in days:
            minutes = dict(self._archive.minute_day(target, day))
            for bucket, minute in self._archive.minute_day(source, day).items():
                if bucket not in minutes:
                    self._close(target, bucket, minutes)
                minutes[bucket] = _joined(minutes.get(bucket), minute)
            self._archive.put_minutes(target, day, minutes.values())

    def _close(self, target: int, bucket: int, minutes: dict[int, Minute]) -> None:
        """Take ``target``'s open minute, if there is one, among the closed."""
        key = (target, bucket)
        row = self._db.execute(
            "SELECT bucket, low, total, high, count FROM minute WHERE series = ? AND bucket = ?",
            key,
        ).fetchone()
        if row is not None:
            minutes[bucket] = row
            self._db.execute("DELETE FROM minute WHERE series = ? AND bucket = ?", key)
        self._db.execute(
            "DELETE FROM reading WHERE series = ? AND effective_ms >= ? AND effective_ms < ?",
            (target, bucket * MINUTE_MS, (bucket + 1) * MINUTE_MS),
        )
