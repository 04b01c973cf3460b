"""How a vital's values are spread over a period: percentiles, a histogram, and the hours of the week.

Of continuous vitals each hour counts once, by its mean: otherwise an evening with a reading a
second would outweigh a month with one a minute. Of the others each reading counts.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from math import floor, fsum, sqrt
from typing import Any, Final

from .store import Store
from .vitals import VITALS, Sampling, Vital

PERCENTILES: Final = (5, 25, 50, 75, 95)
MIN_VALUES: Final = 5
"""Fewer values have no spread worth showing."""

MAX_VALUES: Final = 200_000
MAX_BINS: Final = 60
_STEPS: Final = (1.0, 2.0, 2.5, 5.0)
_HAIR: Final = 1e-9
"""Of a bin's width: far above what a quotient of two doubles is off by, far below what a sensor tells."""

_EDGE_DIGITS: Final = 9
"""Decimals of an edge: more than any vital has, fewer than a double's error would show in."""

_DAYS: Final = 7
_HOURS: Final = 24


@dataclass(frozen=True, slots=True)
class Distribution:
    """The spread of values in the vital's canonical unit.

    ``percentiles`` pairs each of `PERCENTILES` with its value; ``bins`` are (lower edge, count) of
    equal width ``width``, empty ones inside the range included; ``week`` has a row for each day
    of the week (Monday first) of 24 local hours, each the mean or None.
    """

    count: int
    mean: float
    sd: float
    low: float
    high: float
    percentiles: tuple[tuple[int, float], ...]
    width: float
    bins: tuple[tuple[float, int], ...]
    week: tuple[tuple[float | None, ...], ...]

    def as_dict(self, digits: int) -> dict[str, Any]:
        """Return the JSON form, numbers to ``digits`` decimals."""

        def told(value: float | None) -> float | None:
            return None if value is None else round(value, digits)

        return {
            "count": self.count,
            "mean": told(self.mean),
            "sd": told(self.sd),
            "min": told(self.low),
            "max": told(self.high),
            "percentiles": {str(share): told(value) for share, value in self.percentiles},
            "bin_width": self.width,
            "bins": [[told(edge), count] for edge, count in self.bins],
            "week": [[told(mean) for mean in day] for day in self.week],
        }


def percentile(ordered: Sequence[float], share: float) -> float:
    """Return the ``share`` (0-100) percentile of sorted values, linear between neighbours.

    Hyndman & Fan 1996 (Am Stat 50:361), definition 7.
    """
    place = (len(ordered) - 1) * share / 100
    below = floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def bin_width(ordered: Sequence[float], smallest: float) -> float:
    """Return a round width by Freedman & Diaconis (1981): 2 IQR / cube root of n, at most `MAX_BINS` bins."""
    spread = ordered[-1] - ordered[0]
    wanted = 2 * (percentile(ordered, 75) - percentile(ordered, 25)) / len(ordered) ** (1 / 3)
    wanted = max(wanted, spread / MAX_BINS, smallest)
    power = 1.0
    while power > wanted:
        power /= 10
    while power * 10 <= wanted:
        power *= 10
    return next((power * step for step in _STEPS if power * step >= wanted), power * 10)


def _histogram(ordered: Sequence[float], width: float) -> tuple[tuple[float, int], ...]:
    # An edge belongs to the bin that it begins, though 0.29 / 0.01 is a little less than 29 in binary.
    places = [floor(value / width + _HAIR) for value in ordered]
    first = places[0]
    counts = [0] * (places[-1] - first + 1)
    for place in places:
        counts[place - first] += 1
    return tuple((round((first + place) * width, _EDGE_DIGITS), count) for place, count in enumerate(counts))


def _week(values: Iterable[tuple[int, float]], zone: tzinfo) -> tuple[tuple[float | None, ...], ...]:
    cells: dict[tuple[int, int], list[float]] = {}
    for at_ms, value in values:
        local = datetime.fromtimestamp(at_ms // 1000, zone)
        cells.setdefault((local.weekday(), local.hour), []).append(value)
    return tuple(
        tuple(fsum(found) / len(found) if (found := cells.get((day, hour))) else None for hour in range(_HOURS))
        for day in range(_DAYS)
    )


def describe(values: Sequence[tuple[int, float]], zone: tzinfo, *, smallest: float) -> Distribution | None:
    """Return the spread of ``(time in ms, value)``; None with fewer than `MIN_VALUES`.

    ``smallest`` is the vital's own resolution: no bin is narrower.
    """
    if len(values) < MIN_VALUES:
        return None
    ordered = sorted(value for _, value in values)
    mean = fsum(ordered) / len(ordered)
    width = bin_width(ordered, smallest)
    return Distribution(
        len(ordered),
        mean,
        sqrt(fsum((value - mean) ** 2 for value in ordered) / (len(ordered) - 1)),
        ordered[0],
        ordered[-1],
        tuple((share, percentile(ordered, share)) for share in PERCENTILES),
        width,
        _histogram(ordered, width),
        _week(values, zone),
    )


def _values(store: Store, person: str, vital: Vital, start_ms: int, end_ms: int) -> list[tuple[int, float]]:
    if vital.sampling is Sampling.CONTINUOUS:
        return [
            (hour.start_ms, hour.total / (hour.count * vital.scale))
            for hour in store.hours(person, vital.key, start_ms, end_ms)
        ]
    rows = store.readings(person, vital.key, start_ms, end_ms, limit=MAX_VALUES)
    return [(row.effective_ms, row.scaled / vital.scale) for row in rows]


def distribution(
    store: Store, person: str, vital: str, start_ms: int, end_ms: int, *, zone: tzinfo
) -> Distribution | None:
    """Return how a vital of a person is spread in ``[start_ms, end_ms)``; None with too few values.

    Raises:
        ValueError: the vital is a word, or a count of the day so far: neither has a spread.
    """
    row = VITALS[vital]
    if row.sampling in (Sampling.CODED, Sampling.CUMULATIVE):
        raise ValueError(f"{vital} has no distribution")
    return describe(_values(store, person, row, start_ms, end_ms), zone, smallest=1 / row.scale)
