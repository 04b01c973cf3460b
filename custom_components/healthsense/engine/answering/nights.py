"""Heart rates of nights, and one resting heart rate a day: what signals compare from day to day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

from ..facts import HOUR_MS, Facts
from ..scores.night_signal import MIN_NIGHTS, NIGHTS, Night
from ..store import Bucket
from ..vitals import VITALS
from .days import days_of
from .settled import Period, buckets, by_source, local_ms, rises

MORNING: Final = 7
"""A night is from 00:00 to 07:00 local time (Alavi et al., Nat Med 2022;28:175)."""

_RECENT: Final = 28
_EVENING_MS: Final = 24 * HOUR_MS
_SCALE: Final = VITALS["heart_rate"].scale


@dataclass(slots=True)
class _Known:
    """Nights by local day; ``first`` to ``last`` have been looked at."""

    nights: dict[int, Night] = field(default_factory=dict)
    first: int = 0
    last: int = 0


def _walked(found: Sequence[Bucket]) -> set[int]:
    """Return the UTC hours in which a counter rose."""
    return {
        start_ms // HOUR_MS
        for counted in by_source(found).values()
        for start_ms, rise in rises(counted).items()
        if rise > 0
    }


def _night(facts: Facts, beats: list[Bucket], steps: list[Bucket], start_ms: int, end_ms: int) -> Night | None:
    """Return the mean of the hours without a step; ``steps`` reach back to the evening before."""
    walked = _walked(steps)
    quiet = [one for one in beats if one.start_ms >= start_ms and one.start_ms // HOUR_MS not in walked]
    if not quiet:
        return None
    sources = by_source(quiet)
    best = facts.best_source("heart_rate", sources)
    total = sum(one.total for one in sources[best])
    count = sum(one.count for one in sources[best])
    return Night(Fraction(total, count * _SCALE), end_ms, best, steps_known=bool(steps))


def _look(facts: Facts, known: _Known, days: list[int]) -> None:
    """Compute nights anew."""
    spans = [(local_ms(facts, day, 0), local_ms(facts, day, MORNING)) for day in days]
    beats = buckets(facts, "heart_rate", spans)
    evenings = [(start - _EVENING_MS, end) for start, end in spans]
    for day, found, steps, (start_ms, end_ms) in zip(
        days, beats, buckets(facts, "steps", evenings), spans, strict=True
    ):
        night = _night(facts, found, steps, start_ms, end_ms) if found else None
        if night is None:
            known.nights.pop(day, None)
        else:
            known.nights[day] = night


def _touched_days(facts: Facts) -> set[int] | None:
    """Return the local days whose nights the readings just stored may have changed, None: all."""
    if facts.touched is None:
        return None
    days: set[int] = set()
    for vital in ("heart_rate", "steps"):
        for row in facts.touched.get(vital, ()):
            day = facts.local(row.effective_ms).toordinal()
            days.update((day, day + 1) if vital == "steps" else (day,))
    return days


def nights(facts: Facts, now: Period) -> Mapping[int, Night]:
    """Return the nights that are over, of the last 180, by local day; each is read from the store once."""
    known = facts.keep("nights", _Known)
    first, last = now.day - NIGHTS + 1, now.day
    touched = _touched_days(facts)
    if touched is None or not known.last or last < known.last:
        known.nights.clear()
        days = list(range(first, last + 1))
    else:
        days = sorted(day for day in touched | set(range(known.last + 1, last + 1)) if first <= day <= last)
    for day in [day for day in known.nights if day < first]:
        del known.nights[day]
    known.first, known.last = first, last
    if days:
        _look(facts, known, days)
    return dict(sorted(known.nights.items()))


def resting(facts: Facts, now: Period) -> Mapping[int, Night]:
    """Return the newest resting heart rate of each of the last 180 local days."""
    return {
        day: Night(Fraction(row.scaled, VITALS[row.vital].scale), row.effective_ms, row.source)
        for day, row in days_of(facts, "resting_heart_rate", now.day - NIGHTS + 1).items()
    }


def chosen(of_nights: Mapping[int, Night], of_days: Mapping[int, Night], today: int) -> tuple[Mapping[int, Night], str]:
    """Return the series to go by and the vital it is of: nights of heart rate where there are enough.

    The two are never mixed: a resting heart rate of the day is not a mean of the night.
    """
    recent = [sum(today - _RECENT < day for day in series) for series in (of_nights, of_days)]
    if recent[0] >= min(MIN_NIGHTS, max(recent[1], 1)):
        return of_nights, "heart_rate"
    return (of_days, "resting_heart_rate") if of_days else (of_nights, "heart_rate")
