"""What a day is like: percentiles by time of day, and for glucose the time in range.

The five curves are those of the ambulatory glucose profile (Battelino et al., Diabetes Care 2019;42:1593), drawn of
any vital: values of all days are pooled by bins of the local clock, percentiles are of Hyndman and Fan's type 7, and
nothing is smoothed. Of continuous vitals each minute of each source counts once, by its mean; of others each reading.
"""

from array import array
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import tzinfo
from itertools import chain
from typing import Final

from .distribution import percentile
from .measurement import to_datetime
from .scores.glucose_indices import cv, gmi
from .scores.glucose_ranges import LIMITS_MG_DL, shares
from .store import Store
from .vitals import VITALS, Sampling, Vital

BIN_MINUTES: Final = (5, 10, 15, 20, 30, 60)
"""Widths of a bin that part an hour evenly."""

PERCENTILES: Final = (5, 25, 50, 75, 95)
MIN_DAYS: Final = 3
"""HealthSense's own: of one or two days a band by time of day would only be those days."""

MIN_VALUES: Final = 24
MIN_IN_BIN: Final = 3
GMI_DAYS: Final = 14
"""The management indicator is of 14 days (Bergenstal et al., Diabetes Care 2018;41:2275)."""

COVERAGE_MS: Final = 30 * 60_000
"""A half hour with a value is covered: glucose is current for as long, and no recording is slower."""

GLUCOSE: Final = "glucose"
_MINUTE_MS: Final = 60_000
_DAY_MS: Final = 86_400_000
_OFFSET_MS: Final = 15 * _MINUTE_MS
"""Clocks are changed on a quarter of an hour, everywhere and always since 1972."""


@dataclass(frozen=True, slots=True)
class DayProfile:
    """What a day is like, in the vital's canonical unit.

    ``curves`` has a row for each of `PERCENTILES`, of one value a bin or None. ``days`` are the local days of the
    period that have begun, ``readings`` how many there were. ``coverage`` (0-1) is None of what is measured now and
    then. ``ranges`` are shares (0-1) of glucose, ``cv`` is in %, ``gmi`` in % and only of 14 days or more.
    ``refused``: too little data, so nothing but counts is told.
    """

    days: int
    days_with_data: int
    readings: int
    coverage: float | None
    curves: tuple[tuple[float | None, ...], ...]
    mean: float | None = None
    cv: float | None = None
    gmi: float | None = None
    ranges: dict[str, float] | None = None
    refused: str | None = None


class Pool:
    """Values by local time of day, gathered piece by piece so that no step takes long."""

    def __init__(self, vital: str, zone: tzinfo, bin_minutes: int, *, by_hour: bool = False) -> None:
        """Be empty. ``bin_minutes`` is one of `BIN_MINUTES`; ``by_hour``: of a continuous vital hours count.

        Raises:
            ValueError: it is not, or the vital is a word or a running count.
        """
        self.row: Vital = VITALS[vital]
        if bin_minutes not in BIN_MINUTES:
            raise ValueError("bin_minutes must part an hour")
        if self.row.sampling in (Sampling.CODED, Sampling.CUMULATIVE):
            raise ValueError(f"{vital} has no profile of the day")
        self._zone = zone
        self.by_hour = by_hour
        self._bin_ms = bin_minutes * _MINUTE_MS
        self._bins = [array("q") for _ in range(_DAY_MS // self._bin_ms)]
        self._days: set[int] = set()
        self._covered: set[int] = set()
        self._readings = 0

    def _offset_ms(self, quarter: int) -> int:
        found = to_datetime(quarter * _OFFSET_MS).astimezone(self._zone).utcoffset()
        return 0 if found is None else round(found.total_seconds() * 1000)

    def _day(self, at_ms: int) -> int:
        return (at_ms + self._offset_ms(at_ms // _OFFSET_MS)) // _DAY_MS

    def add(self, values: Iterable[tuple[int, int, int]]) -> None:
        """Take in (time in ms, stored value, of how many readings); the order does not matter."""
        quarter, offset = None, 0
        for at_ms, scaled, count in values:
            # Half a million times for a year: what a quarter of an hour shares is worked out once.
            if at_ms // _OFFSET_MS != quarter:
                quarter = at_ms // _OFFSET_MS
                offset = self._offset_ms(quarter)
                self._days.add((at_ms + offset) // _DAY_MS)
                self._covered.add(at_ms // COVERAGE_MS)
            self._bins[(at_ms + offset) % _DAY_MS // self._bin_ms].append(scaled)
            self._readings += count

    def read(self, store: Store, person: str, start_ms: int, end_ms: int) -> None:
        """Take in what the history has in ``[start_ms, end_ms)``; whole minutes, or hours, of a continuous vital."""
        if self.row.sampling is Sampling.CONTINUOUS:
            found = (store.hours if self.by_hour else store.minutes)(person, self.row.key, start_ms, end_ms)
            self.add((row.start_ms, round(row.total / row.count), row.count) for row in found)
            return
        readings = store.readings(person, self.row.key, start_ms, end_ms)
        self.add((row.effective_ms, row.scaled, 1) for row in readings)

    def profile(self, start_ms: int, end_ms: int) -> DayProfile:
        """Return the profile of everything taken in; ``[start_ms, end_ms)`` is the part of the period that is over."""
        first, last = self._day(start_ms), self._day(max(start_ms, end_ms - 1))
        coverage: float | None = None
        if self.row.sampling is Sampling.CONTINUOUS or self.row.key == GLUCOSE:
            width_ms = 2 * COVERAGE_MS if self.by_hour else COVERAGE_MS
            slots = -(-end_ms // width_ms) - start_ms // width_ms
            coverage = len(self._covered) / slots if slots > 0 else 0.0
        values = sum(map(len, self._bins))
        nothing = ((None,) * len(self._bins),) * len(PERCENTILES)
        if len(self._days) < MIN_DAYS or values < MIN_VALUES:
            return DayProfile(
                last - first + 1, len(self._days), self._readings, coverage, nothing, refused="too_little_data"
            )
        mean = sum(map(sum, self._bins)) / (values * self.row.scale)
        glucose = self.row.key == GLUCOSE
        histogram = sorted(Counter(chain(*self._bins)).items()) if glucose else []
        return DayProfile(
            last - first + 1,
            len(self._days),
            self._readings,
            coverage,
            tuple(zip(*(self._percentiles(found) for found in self._bins), strict=True)),
            mean,
            cv(histogram) if glucose else None,
            gmi(mean) if glucose and len(self._days) >= GMI_DAYS else None,
            ranges(histogram) if glucose else None,
        )

    def _percentiles(self, found: array[int]) -> tuple[float | None, ...]:
        if len(found) < MIN_IN_BIN:
            return (None,) * len(PERCENTILES)
        ordered = sorted(found)
        return tuple(percentile(ordered, share) / self.row.scale for share in PERCENTILES)


def ranges(histogram: list[tuple[int, int]]) -> dict[str, float]:
    """Return the shares (0-1) of the five ranges of the consensus, of (stored value, how often) ascending.

    Below 54, 54 to 69, 70 to 180, 181 to 250 and above 250 mg/dL (Battelino et al. 2019); they add up to 1.
    """
    found = shares(histogram, LIMITS_MG_DL)
    told = {
        "very_low": found.very_low,
        "low": found.low,
        "in_range": found.inside,
        "high": found.high,
        "very_high": found.very_high,
    }
    return {key: share / 100 for key, share in told.items()}
