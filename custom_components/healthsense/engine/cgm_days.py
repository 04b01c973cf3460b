"""The 14 days of glucose that answers are made of, kept by UTC day so that a reading costs little.

Whatever is kept is a cache: a day that is over is not worked through again while the log behind
it only grows. What comes out is a function of the readings alone.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import tzinfo
from itertools import pairwise
from typing import Final

from .cgm import (
    DAY_MS,
    FINGERSTICKS,
    HOUR_MS,
    MAX_CADENCE_MS,
    MIN_READINGS,
    MINUTE_MS,
    WINDOW_MS,
    NoRecording,
    Recording,
    cadence_ms,
    intervals,
    spoken_unit,
)
from .measurement import to_datetime
from .scores.glucose_agp import SLOT_MINUTES, SLOTS, curve
from .scores.glucose_mage import LONG, between, first_point, grid, signs

type Rows = tuple[list[int], list[int]]
"""Times in ms, ascending, and stored values."""

type Fetch = Callable[[int, int], Mapping[str, Rows]]
"""Gives the readings in ``[start_ms, end_ms)`` by source."""

BEFORE_MS: Final = HOUR_MS
"""What is asked for before the window: whether its first reading comes too soon after another."""

_SLOT_MS: Final = SLOT_MINUTES * MINUTE_MS


@dataclass(frozen=True, slots=True)
class Window:
    """A recording, its grid of 5 minutes, its percentiles by half hour, and on how many local days it lies.

    ``signs`` are those of the grid, as `glucose_mage.mage` takes them.
    """

    recording: Recording
    grid: Sequence[int | None]
    signs: bytes
    curves: Sequence[Sequence[int | None]]
    days: int


@dataclass(frozen=True, slots=True)
class _Raw:
    """One UTC day as it came, by source.

    ``intervals`` has how often how many minutes lie between two readings, ``runs`` how many
    readings have two more within an hour after them.
    """

    rows: Mapping[str, Rows]
    intervals: Mapping[str, Counter[int]]
    runs: Mapping[str, int]


@dataclass(slots=True)
class _Day:
    """One UTC day of the chosen source: the readings that count, and what is made of them.

    ``grid`` begins at grid point ``grid_start``, after the last reading of an earlier day that
    counts. ``last_ms`` and ``last_counted`` are the newest so far, of this day or an earlier one.
    """

    times: Sequence[int] = ()
    ignored: Sequence[int] = ()
    values: Sequence[int] = ()
    histogram: Counter[int] = field(default_factory=Counter)
    slots: Sequence[list[int]] = ()
    local_days: frozenset[int] = frozenset()
    grid: Sequence[int | None] = ()
    grid_start: int = 0
    signs: bytes = b""
    tail: Sequence[int | None] = ()
    """The newest grid points so far: what the averages of the next day begin with."""
    last_ms: int | None = None
    last_counted: tuple[int, int] | None = None


def _offset_ms(at_ms: int, zone: tzinfo) -> int:
    offset = to_datetime(at_ms).astimezone(zone).utcoffset()
    return 0 if offset is None else round(offset.total_seconds() * 1000)


def _count(day: _Day, times: Sequence[int], values: Sequence[int], zone: tzinfo) -> None:
    """Fill in what the readings that count tell by themselves."""
    day.times, day.values, day.histogram = times, values, Counter(values)
    day.slots = [[] for _ in range(SLOTS)]
    if not times:
        return
    first, last = _offset_ms(times[0], zone), _offset_ms(times[-1], zone)
    if first == last:
        local = [at_ms + first for at_ms in times]
    else:  # the clock is changed on this day
        local = [at_ms + _offset_ms(at_ms, zone) for at_ms in times]
    for at_ms, scaled in zip(local, values, strict=True):
        day.slots[at_ms // _SLOT_MS % SLOTS].append(scaled)
    day.local_days = frozenset(at_ms // DAY_MS for at_ms in (local[0], local[-1]))


def _day(rows: Rows, cadence: int, before: _Day, zone: tzinfo) -> _Day:
    counted, ignored = [], []
    last_ms = before.last_ms
    for at_ms, scaled in zip(*rows, strict=True):
        if last_ms is not None and 2 * (at_ms - last_ms) < cadence:
            ignored.append(at_ms)
        else:
            counted.append((at_ms, scaled))
        last_ms = at_ms
    day = _Day(ignored=ignored, last_ms=last_ms, last_counted=counted[-1] if counted else before.last_counted)
    if before.last_counted is None:
        day.grid = grid(counted)
        day.grid_start = first_point(counted[0][0]) if counted else 0
    else:
        pairs = pairwise((before.last_counted, *counted))
        day.grid = [point for earlier, later in pairs for point in between(earlier, later)]
        day.grid_start = first_point(before.last_counted[0] + 1)
    with_tail = [*before.tail, *day.grid]
    day.signs = signs(with_tail)[len(before.tail) :]
    day.tail = with_tail[1 - LONG :]
    _count(day, [at_ms for at_ms, _ in counted], [scaled for _, scaled in counted], zone)
    return day


def _after(day: _Day, start_ms: int, zone: tzinfo) -> _Day:
    """Return the part of a day after ``start_ms``; its grid stays whole."""
    ignored = [at_ms for at_ms in day.ignored if at_ms > start_ms]
    out = _Day(ignored=ignored, grid=day.grid, grid_start=day.grid_start, signs=day.signs)
    at = bisect_right(day.times, start_ms)
    _count(out, day.times[at:], day.values[at:], zone)
    return out


def _choose(raws: Sequence[_Raw]) -> tuple[str, int] | None:
    """Return the continuous source with the most readings and its interval in ms; None: there is none.

    A fingerstick repeated at once has one other near it and not two.
    """
    counts: Counter[str] = Counter()
    runs: Counter[str] = Counter()
    apart: dict[str, Counter[int]] = {}
    for raw in raws:
        for source, (times, _) in raw.rows.items():
            counts[source] += len(times)
            runs[source] += raw.runs[source]
            apart.setdefault(source, Counter()).update(raw.intervals[source])
    found = []
    for source, count in counts.items():
        cadence = cadence_ms(apart[source].items())
        continuous = count >= MIN_READINGS and 2 * runs[source] > count
        if continuous and cadence is not None and cadence <= MAX_CADENCE_MS:
            found.append((-count, source, cadence))
    if not found:
        return None
    _, source, cadence = min(found)
    return source, cadence


class Days:
    """Windows of one person's glucose, one after another."""

    def __init__(self, zone: tzinfo) -> None:
        """Know nothing yet; ``zone`` decides what time of day it is."""
        self._zone = zone
        self._revision: int | None = None
        self._raws: dict[int, _Raw] = {}
        self._chosen: tuple[str, int] | None = None
        self._days: dict[int, _Day] = {}
        self._curves: dict[int, tuple[list[int], tuple[int | None, ...]]] = {}
        self._inner: tuple[Sequence[_Day], Counter[int], Sequence[list[int]]] = ((), *_pool(()))

    def window(self, fetch: Fetch, newest_ms: int, revision: int) -> Window | NoRecording:
        """Return the 14 days that end with ``newest_ms``, the newest reading of any source.

        The source is the continuous one (a reading at least every 30 minutes, as a rule, and most
        of them in a row) with the most readings in it, of equal ones the first by name. As long as
        ``revision`` stays, what ``fetch`` gives for days before that of ``newest_ms`` must stay.
        """
        if revision != self._revision:
            self._revision = revision
            self._raws.clear()
            self._days.clear()
        start_ms = newest_ms - WINDOW_MS
        raws = self._read(fetch, start_ms, newest_ms)
        first = start_ms // DAY_MS
        within = {number: raw for number, raw in raws.items() if number > first}
        if first in raws:
            within[first] = _raw({source: _since(rows, start_ms) for source, rows in raws[first].rows.items()})
        chosen = _choose(list(within.values()))
        if chosen is None:
            return FINGERSTICKS
        if chosen != self._chosen:
            self._chosen = chosen
            self._days.clear()
        days = self._work(raws, *chosen)
        return self._window(
            [_after(day, start_ms, self._zone) if number <= first else day for number, day in days], *chosen
        )

    def _read(self, fetch: Fetch, start_ms: int, newest_ms: int) -> Mapping[int, _Raw]:
        """Return the days that matter in order; the newest is read anew each time."""
        begin_ms, newest = start_ms - BEFORE_MS, newest_ms // DAY_MS
        numbers = range(begin_ms // DAY_MS, newest + 1)
        out = {
            number: self._raws.get(number)
            or _raw(fetch(max(begin_ms, number * DAY_MS), min(newest_ms + 1, (number + 1) * DAY_MS)))
            for number in numbers
        }
        self._raws = {number: raw for number, raw in out.items() if number != newest}
        return out

    def _work(self, raws: Mapping[int, _Raw], source: str, cadence: int) -> list[tuple[int, _Day]]:
        out: list[tuple[int, _Day]] = []
        before = _Day()
        for number, raw in raws.items():
            before = self._days.get(number) or _day(raw.rows.get(source, ([], [])), cadence, before, self._zone)
            out.append((number, before))
        self._days = dict(out[:-1])
        return out

    def _window(self, days: Sequence[_Day], source: str, cadence: int) -> Window:
        filled = [day for day in days if day.times]
        histogram, slots = self._pooled(filled)
        recording = Recording(
            source=source,
            unit=spoken_unit(histogram.items()),
            cadence_ms=cadence,
            first_ms=filled[0].times[0],
            last_ms=filled[-1].times[-1],
            histogram=tuple(sorted(histogram.items())),
            ignored=sum(len(day.ignored) for day in days),
        )
        points: list[int | None] = []
        begin = first_point(recording.first_ms)
        ups: list[bytes] = []
        for day in days:
            outside = max(0, begin - day.grid_start)
            points += day.grid[outside:]
            ups.append(day.signs[outside:])
        return Window(
            recording,
            points,
            b"".join(ups),
            [self._curve(slot, values) for slot, values in enumerate(slots)],
            len(frozenset().union(*(day.local_days for day in filled))),
        )

    def _pooled(self, days: Sequence[_Day]) -> tuple[Counter[int], Sequence[list[int]]]:
        """Return histogram and half hours of days; those between the first and the newest seldom change."""
        inner = days[1:-1]
        kept, histogram, slots = self._inner
        if len(kept) != len(inner) or any(one is not other for one, other in zip(kept, inner, strict=True)):
            histogram, slots = _pool(inner)
            self._inner = inner, histogram, slots
        outer, outer_slots = _pool([days[0], days[-1]] if len(days) > 1 else days)
        return histogram + outer, [one + other for one, other in zip(slots, outer_slots, strict=True)]

    def _curve(self, slot: int, values: list[int]) -> tuple[int | None, ...]:
        """Return the percentiles of a half hour; most are those of last time."""
        kept = self._curves.get(slot)
        if kept is None or kept[0] != values:
            kept = self._curves[slot] = (values, curve(values))
        return kept[1]


def _pool(days: Sequence[_Day]) -> tuple[Counter[int], Sequence[list[int]]]:
    histogram: Counter[int] = Counter()
    for day in days:
        histogram.update(day.histogram)
    return histogram, [[one for day in days for one in day.slots[slot]] for slot in range(SLOTS)]


def _raw(rows: Mapping[str, Rows]) -> _Raw:
    return _Raw(
        rows,
        {source: Counter(intervals(times)) for source, (times, _) in rows.items()},
        {
            source: sum(later - earlier <= 2 * MAX_CADENCE_MS for earlier, later in zip(times, times[2:], strict=False))
            for source, (times, _) in rows.items()
        },
    )


def _since(rows: Rows, start_ms: int) -> Rows:
    at = bisect_right(rows[0], start_ms)
    return rows[0][at:], rows[1][at:]
