"""Answers about what is over: days, nights. They are kept until the next is over or the past changes."""

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from ..facts import HOUR_MS, Facts, earliest
from ..measurement import to_ms
from ..store import Bucket
from .job import Answer


@dataclass(frozen=True, slots=True)
class Period:
    """From the newest ``hour`` o'clock, local time, to the next; ``day`` is the ordinal on which it began."""

    day: int
    start_ms: int
    end_ms: int


def local_ms(facts: Facts, day: int, hour: int) -> int:
    """Return a local day's hour o'clock."""
    on = date.fromordinal(day)
    return to_ms(datetime(on.year, on.month, on.day, hour, tzinfo=facts.zone))


def period(facts: Facts, hour: int) -> Period:
    """Return the period that is running."""
    day = facts.local(facts.now_ms).toordinal()
    start_ms = local_ms(facts, day, hour)
    if start_ms > facts.now_ms:
        return Period(day - 1, local_ms(facts, day - 1, hour), start_ms)
    return Period(day, start_ms, local_ms(facts, day + 1, hour))


def buckets(facts: Facts, vital: str, spans: Sequence[tuple[int, int]]) -> list[list[Bucket]]:
    """Return the hour buckets in each of the spans (in order, apart), by source and time.

    Where the clock of a zone is not a whole number of hours from UTC, an hour that lies across the
    edge of a span is read by the minute.
    """
    if all(start % HOUR_MS == 0 and end % HOUR_MS == 0 for start, end in spans):
        found = facts.hours(vital, spans[0][0], spans[-1][1]) if spans else []
        starts = [bucket.start_ms for bucket in found]
        return [found[bisect_left(starts, start) : bisect_left(starts, end)] for start, end in spans]
    out = []
    for start, end in spans:
        first, last = -(-start // HOUR_MS) * HOUR_MS, end // HOUR_MS * HOUR_MS
        out.append(
            facts.minutes(vital, start, first) + facts.hours(vital, first, last) + facts.minutes(vital, last, end)
        )
    return out


def by_source(found: Sequence[Bucket]) -> dict[str, list[Bucket]]:
    """Return buckets by source, each in order of time."""
    out: dict[str, list[Bucket]] = {}
    for bucket in found:
        out.setdefault(bucket.source, []).append(bucket)
    return out


def rises(counted: Sequence[Bucket]) -> dict[int, int]:
    """Return by how much one source's counter rose in each bucket, by its beginning; a fall begins anew from 0."""
    out: dict[int, int] = {}
    reached = counted[0].low if counted else 0
    for bucket in counted:
        anew = bucket.low < reached
        out[bucket.start_ms] = max(bucket.high - reached, bucket.low if anew else 0)
        reached = bucket.low if anew else bucket.high
    return out


@dataclass(slots=True)
class _Kept:
    period: Period | None = None
    until_ms: int | None = None
    answers: Mapping[str, Answer] = field(default_factory=dict)


def settled(
    facts: Facts,
    key: str,
    hour: int,
    vitals: frozenset[str],
    answer: Callable[[Facts, Period], Mapping[str, Answer]],
    *,
    always: frozenset[str] = frozenset(),
) -> Mapping[str, Answer]:
    """Return what ``answer`` says of the time before the newest ``hour`` o'clock, computed when it may have changed.

    That is: when the period ends, when an answer's ``until_ms`` has passed, and when a reading of
    ``vitals`` from before the period, or any of ``always``, was stored. Another costs a comparison.
    """
    kept = facts.keep(key, _Kept)
    now_ms, touched, current = facts.now_ms, facts.touched, kept.period
    if (
        current is not None
        and touched is not None
        and now_ms < current.end_ms
        and (kept.until_ms is None or now_ms < kept.until_ms)
        and always.isdisjoint(touched)
        and all(row.effective_ms >= current.start_ms for vital in vitals if vital in touched for row in touched[vital])
    ):
        return kept.answers
    kept.period = period(facts, hour)
    kept.answers = answer(facts, kept.period)
    kept.until_ms = earliest(*(one.until_ms for one in kept.answers.values()))
    return kept.answers
