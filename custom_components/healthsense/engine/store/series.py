"""Charts: how wide a point is, and from which table it is summed."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from ..vitals import VITALS
from .parts import Parts
from .records import DAY_MS, HOUR_MS, MINUTE_MS, Point, Told
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

# The plain columns of a group with a max() are those of the row that has it (SQLite, "Bare columns in an aggregate").
_LAST: Final = """SELECT (effective_ms + ?1) / ?2, max(effective_ms), scaled, count(*) FROM reading
    WHERE series = ?3 AND effective_ms >= ?4 AND effective_ms < ?5 AND scaled NOT NULL GROUP BY 1"""
_AT_ONCE_MS: Final = 28 * DAY_MS

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

    def last(
        self,
        person: str,
        vital: str,
        start_ms: int,
        end_ms: int,
        *,
        max_points: int,
        source: str | None,
        preferred: Sequence[str] = (),
    ) -> list[Told]:
        """Return what was told last in each point (see ``Store.told``)."""
        if start_ms >= end_ms:
            return []
        width = width_for(start_ms, end_ms, max_points)
        grid = _Grid(start_ms // width * width, -(-end_ms // width) * width, width)
        # What was told before the first point may still hold in it.
        earlier = grid._replace(first=grid.first - -(-VITALS[vital].fresh_for_ms // width) * width)
        known = [one for one in self._catalog.of(person, vital) if source is None or one[0] == source]
        told = _Words(VITALS[vital].fresh_for_ms)
        for rank, ranked in groupby(sorted(known, key=_place_in(preferred)), key=_place_in(preferred)):
            alike = [
                _Word(point, at_ms, code, count, name)
                for name, series in ranked
                for point, at_ms, code, count in self._last_of(series, earlier if rank < len(preferred) else grid)
            ]
            told.add(alike)
        return [
            Told(point * width, word.code, word.count, word.source)
            for point, word in sorted(told.points.items())
            if point * width >= grid.first
        ]

    def _last_of(self, series: int, grid: _Grid) -> Iterator[tuple[int, int, int, int]]:
        """Yield points with when the last was told, what, and how many there were."""
        if not self._archive.has_readings(series, grid.first):
            shift = (1 << 50) // grid.width + 1
            bounds = (shift * grid.width, grid.width, series, grid.first, grid.last)
            for point, *told in self._db.execute(_LAST, bounds):
                yield (point - shift, *told)
            return
        for first in range(grid.first, grid.last, _AT_ONCE_MS):
            for row in self._archive.readings(series, first, min(first + _AT_ONCE_MS, grid.last)):
                if row.scaled is not None:
                    yield (row.effective_ms // grid.width, row.effective_ms, row.scaled, 1)

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


class _Word(NamedTuple):
    """What a source told last in a point, and how many readings it had there."""

    point: int
    at_ms: int
    code: int
    count: int  # type: ignore[assignment] # as in ``Told``
    source: str


class _Words:
    """Points of words, of the best sources first: what the better told holds while it is current."""

    def __init__(self, fresh_for_ms: int) -> None:
        """Begin with no points."""
        self.points: dict[int, _Word] = {}
        self._fresh_for_ms = fresh_for_ms
        self._heard_ms: list[int] = []

    def add(self, words: Sequence[_Word]) -> None:
        """Take in what sources told none of which is better than another."""
        for word in words:
            if not self._hidden(word.at_ms):
                self._put_later(word)
            elif (known := self.points.get(word.point)) is not None:
                self.points[word.point] = known._replace(count=known.count + word.count)
        self._heard_ms = sorted({*self._heard_ms, *(word.at_ms for word in words)})

    def _hidden(self, at_ms: int) -> bool:
        """Return whether a better source's word is current at a moment."""
        heard = bisect_right(self._heard_ms, at_ms)
        return heard > 0 and at_ms - self._heard_ms[heard - 1] <= self._fresh_for_ms

    def _put_later(self, word: _Word) -> None:
        """Keep the later of two, of one moment the one put first."""
        known = self.points.get(word.point)
        later = word if known is None or word.at_ms > known.at_ms else known
        count = word.count + (0 if known is None else known.count)
        self.points[word.point] = later._replace(count=count)


def _place_in(preferred: Sequence[str]) -> Callable[[tuple[str, int]], int]:
    """Return what ranks a source: its place among the preferred, all others after them alike."""
    places = {name: place for place, name in reversed(list(enumerate(preferred)))}
    return lambda known: places.get(known[0], len(preferred))
