"""Charts: how wide a point is, and from which table it is summed."""

import sqlite3
from typing import Final

from ..vitals import VITALS
from .archive import Archive
from .catalog import Catalog
from .records import DAY_MS, HOUR_MS, MINUTE_MS, Point
from .rollup import Rollups, add

_SECOND_MS: Final = 1000
WIDTHS_MS: Final = (
    *(_SECOND_MS * n for n in (1, 2, 5, 10, 15, 30)),
    *(MINUTE_MS * n for n in (1, 2, 5, 10, 15, 30)),
    *(HOUR_MS * n for n in (1, 2, 3, 6, 12)),
    *(DAY_MS * n for n in (1, 2, 4, 7, 14, 28, 56, 112, 224, 448, 896)),
)

_SUM: Final = "SELECT ({key} + ?1) / ?2, min({low}), sum({total}), max({high}), {count} FROM {table}"
_WHERE: Final = " WHERE series = ?3 AND {key} >= ?4 AND {key} < ?5 {more} GROUP BY 1"
_OF_BUCKETS: Final = {
    level: (_SUM + _WHERE).format(
        key="bucket",
        low="low",
        total="total",
        high="high",
        count="sum(count)",
        table=level,
        more="",
    )
    for level in ("minute", "hour")
}
_OF_READINGS: Final = (_SUM + _WHERE).format(
    key="effective_ms", low="scaled", total="scaled", high="scaled", count="count(*)", table="reading",
    more="AND scaled NOT NULL",
)  # fmt: skip

type _Sums = dict[tuple[int, int], list[int]]


def width_for(start_ms: int, end_ms: int, max_points: int) -> int:
    """Return the smallest width that covers ``[start_ms, end_ms)`` with ``max_points`` or fewer.

    Raises:
        ValueError: ``max_points`` is below 1.
    """
    if max_points < 1:
        raise ValueError("max_points must be at least 1")
    width, widths = 0, iter(WIDTHS_MS)
    while True:
        width = next(widths, width * 2)
        if (end_ms - 1) // width - start_ms // width < max_points or width > 1 << 50:
            return width


class Charts:
    """Sums readings or buckets into points."""

    def __init__(
        self,
        db: sqlite3.Connection,
        catalog: Catalog,
        archive: Archive,
        rollups: Rollups,
    ) -> None:
        """Work on the given parts of one store."""
        self._db = db
        self._catalog = catalog
        self._archive = archive
        self._rollups = rollups

    def points(
        self,
        person: str,
        vital: str,
        start_ms: int,
        end_ms: int,
        max_points: int,
        source: str | None,
    ) -> list[Point]:
        """Return the chart (see ``Store.series``)."""
        if start_ms >= end_ms:
            return []
        width = width_for(start_ms, end_ms, max_points)
        first, last = start_ms // width * width, -(-end_ms // width) * width
        self._rollups.flush()
        sums: _Sums = {}
        row = VITALS[vital]
        for name, series in self._catalog.of(person, vital):
            if source is None or name == source:
                self._sum(sums, series, first, last, width, bucketed=row.bucketed)
        return [
            Point(
                point * width,
                low / row.scale,
                total / (count * row.scale),
                high / row.scale,
                count,
            )
            for (_, point), (low, total, high, count) in sorted(sums.items())
        ]

    def _sum(
        self,
        sums: _Sums,
        series: int,
        first: int,
        last: int,
        width: int,
        *,
        bucketed: bool,
    ) -> None:
        if width % HOUR_MS == 0:
            self._sum_rows(
                sums, _OF_BUCKETS["hour"], series, first, last, width, HOUR_MS
            )
        elif not bucketed and self._archive.has_readings(series, first):
            for reading in self._archive.readings(series, first, last):
                if reading.scaled is not None:
                    value = reading.scaled
                    add(
                        sums, (0, reading.effective_ms // width), value, value, value, 1
                    )
        elif not bucketed or width % MINUTE_MS:
            self._sum_rows(sums, _OF_READINGS, series, first, last, width, 1)
        else:
            self._sum_rows(
                sums, _OF_BUCKETS["minute"], series, first, last, width, MINUTE_MS
            )
        if bucketed and width % HOUR_MS:
            # Within a point narrower than a minute a packed minute stands at its beginning.
            for minute, *packed in self._archive.minutes(
                series, -(-first // MINUTE_MS), -(-last // MINUTE_MS)
            ):
                add(sums, (0, minute * MINUTE_MS // width), *packed)

    def _sum_rows(
        self,
        sums: _Sums,
        query: str,
        series: int,
        first: int,
        last: int,
        width: int,
        unit: int,
    ) -> None:
        """Group in SQL, whose division truncates: shift by whole points so that it is a floor."""
        per_point = width // unit
        shift = (1 << 50) // width + 1
        for point, *row in self._db.execute(
            query, (shift * per_point, per_point, series, first // unit, last // unit)
        ):
            add(sums, (0, point - shift), *row)
