"""The hours of every day: a mean and a count for each local day and hour, as a heat map shows them.

A day on which the clock is put forward has an hour without values; where it is put back, both hours of one name count
as one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Final

from .store import Store
from .vitals import VITALS, Sampling

HOURS: Final = 24
MAX_DAYS: Final = 402
"""400 times 24 hours may touch so many local days."""

_HOUR_MS: Final = 3_600_000


@dataclass(frozen=True, slots=True)
class HourGrid:
    """``days`` are all local days of the period; ``mean`` (canonical unit) and ``count`` have 24 hours for each."""

    days: tuple[date, ...]
    mean: tuple[tuple[float | None, ...], ...]
    count: tuple[tuple[int, ...], ...]


def _day(at_ms: int, zone: tzinfo) -> date:
    return datetime.fromtimestamp(at_ms // 1000, zone).date()


def grid(hours: Iterable[tuple[int, int, int]], start_ms: int, end_ms: int, zone: tzinfo, *, scale: int) -> HourGrid:
    """Return the grid of (beginning of the hour in ms, sum of stored values, count) for ``[start_ms, end_ms)``.

    Where a zone is half an hour apart from UTC, an hour counts where it begins.

    Raises:
        ValueError: the period is empty or longer than `MAX_DAYS` local days.
    """
    first, last = _day(start_ms, zone), _day(end_ms - 1, zone)
    days = (last - first).days + 1
    if start_ms >= end_ms or days > MAX_DAYS:
        raise ValueError("a period of 1 to 402 days")
    totals = [[0] * HOURS for _ in range(days)]
    counts = [[0] * HOURS for _ in range(days)]
    for at_ms, total, count in hours:
        local = datetime.fromtimestamp(at_ms // 1000, zone)
        day = (local.date() - first).days
        # The hour in which the period begins may have begun on the day before.
        if 0 <= day < days:
            totals[day][local.hour] += total
            counts[day][local.hour] += count
    return HourGrid(
        tuple(first + timedelta(days=offset) for offset in range(days)),
        tuple(
            tuple(total / (count * scale) if count else None for total, count in zip(*rows, strict=True))
            for rows in zip(totals, counts, strict=True)
        ),
        tuple(map(tuple, counts)),
    )


def hour_grid(store: Store, person: str, vital: str, start_ms: int, end_ms: int, *, zone: tzinfo) -> HourGrid:
    """Return the hours of a person's vital; every source counts, by its readings.

    Raises:
        ValueError: the vital is a word or a running count, or the period is empty or too long.
    """
    row = VITALS[vital]
    if row.sampling in (Sampling.CODED, Sampling.CUMULATIVE):
        raise ValueError(f"{vital} has no hours to compare")
    found = store.hours(person, vital, start_ms - start_ms % _HOUR_MS, end_ms)
    return grid(((hour.start_ms, hour.total, hour.count) for hour in found), start_ms, end_ms, zone, scale=row.scale)
