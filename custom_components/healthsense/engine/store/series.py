"""Charts: how wide a point is, and from which table it is summed."""

from typing import Final, NamedTuple

from ..vitals import VITALS
from .parts import Parts
from .records import DAY_MS, HOUR_MS, MINUTE_MS, Point
from .rollup import Sums, add

_SECOND_MS: Final = 1000
WIDTHS_MS: Final = (
    *(_SECOND_MS * n for n in (1, 2, 5, 10, 15, 30)),
    *(MINUTE_MS * n for n in (1, 2, 5, 10, 15, 30)),
    *(HOUR_MS * n for n in (1, 2, 3, 6, 12)),
    *(DAY_MS * n for n in (1, 2, 4, 7, 14, 28, 56, 112, 224, 448, 896)),
)

_SUM: Final = "SELECT ({key} + ?1) / ?2, min({low}), sum({total}), max({high}), {count} FROM {table}"
_WHERE: Final = " WHERE series = ?3 AND {key} >= ?4 AND {key} < ?5 {more} GROUP BY 1"
_BUCKETS: Final = {"key": "bucket", "low": "low", "total": "total", "high": "high", "count": "sum(count)", "more": ""}
_READINGS: Final = {
    **dict.fromkeys(("low", "total", "high"), "scaled"),
    "key": "effective_ms",
    "count": "count(*)",
    "more": "AND scaled NOT NULL",
}
_QUERIES: Final = {
    "hour": (HOUR_MS, (_SUM + _WHERE).format(table="hour", **_BUCKETS)),
    "minute": (MINUTE_MS, (_SUM + _WHERE).format(table="minute", **_BUCKETS)),
    "reading": (1, (_SUM + _WHERE).format(table="reading", **_READINGS)),
}

type _Points = dict[tuple[int, int], Sums]


class _Grid(NamedTuple):
    """Points of ``width`` from ``first`` to ``last``, both multiples of it."""

    first: int
    last: int
    width: int


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

    def __init__(self, parts: Parts) -> None:
        """Work on one store's parts."""
        self._db = parts.db
        self._catalog = parts.catalog
        self._archive = parts.archive
        self._rollups = parts.rollups

    def points(
        self, person: str, vital: str, start_ms: int, end_ms: int, *, max_points: int, source: str | None
    ) -> list[Point]:
        """Return the chart (see ``Store.series``)."""
        if start_ms >= end_ms:
            return []
        width = width_for(start_ms, end_ms, max_points)
        grid = _Grid(start_ms // width * width, -(-end_ms // width) * width, width)
        self._rollups.flush()
        points: _Points = {}
        row = VITALS[vital]
        for name, series in self._catalog.of(person, vital):
            if source is None or name == source:
                (self._add_bucketed if row.bucketed else self._add_spot)(points, series, grid)
        return [
            Point(point * width, low / row.scale, total / (count * row.scale), high / row.scale, count)
            for (_, point), (low, total, high, count) in sorted(points.items())
        ]

    def _add_bucketed(self, points: _Points, series: int, grid: _Grid) -> None:
        if grid.width % HOUR_MS == 0:
            self._add_rows(points, series, grid, "hour")
            return
        self._add_rows(points, series, grid, "reading" if grid.width % MINUTE_MS else "minute")
        # Within a point narrower than a minute a packed minute stands at its beginning.
        for minute, *packed in self._archive.minutes(series, -(-grid.first // MINUTE_MS), -(-grid.last // MINUTE_MS)):
            add(points, (0, minute * MINUTE_MS // grid.width), packed)

    def _add_spot(self, points: _Points, series: int, grid: _Grid) -> None:
        if grid.width % HOUR_MS == 0:
            self._add_rows(points, series, grid, "hour")
        elif not self._archive.has_readings(series, grid.first):
            self._add_rows(points, series, grid, "reading")
        else:
            for reading in self._archive.readings(series, grid.first, grid.last):
                if reading.scaled is not None:
                    value = reading.scaled
                    add(points, (0, reading.effective_ms // grid.width), (value, value, value, 1))

    def _add_rows(self, points: _Points, series: int, grid: _Grid, table: str) -> None:
        """Group in SQL, whose division truncates: shift by whole points so that it is a floor."""
        unit, query = _QUERIES[table]
        per_point = grid.width // unit
        shift = (1 << 50) // grid.width + 1
        bounds = (shift * per_point, per_point, series, grid.first // unit, grid.last // unit)
        for point, *sums in self._db.execute(query, bounds):
            add(points, (0, point - shift), sums)
