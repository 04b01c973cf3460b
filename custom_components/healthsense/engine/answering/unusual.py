"""Several vitals together against what is usual: the person's hours of four weeks, and the last two.

What is usual is learned once a day, of local days that are over. The last hour is looked at when ten
minutes have passed, over whole minutes, so that a reading a second costs a comparison.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from .. import anomaly
from ..anomaly import Hour, Usual
from ..assessment import Input
from ..facts import DAY_MS, HOUR_MS, Facts
from ..store import Bucket
from ..vitals import VITALS
from .job import Answer, Job
from .settled import Period, by_source, local_ms, period, rises

BLOCK_MS: Final = 10 * 60_000
MOVING_STEPS: Final = 500
"""Steps that make an hour one of moving: five minutes at the 100 a minute of moderate exercise
(Tudor-Locke et al., Br J Sports Med 2018;52:776)."""

_STEPS: Final = "steps"
_VITALS: Final = frozenset(anomaly.VITALS) | {_STEPS}

_NOTHING: Final = Hour(0, 0, moving=False, values={})

type _Mean = tuple[float, str]
type _TwoHours = tuple[Hour, Hour, Mapping[str, Input], bool]


def _mean(facts: Facts, vital: str, found: Iterable[tuple[str, int, int]]) -> _Mean | None:
    """Return the mean of (source, total, count) rows of the preferred source, and that source."""
    sums: dict[str, list[int]] = {}
    for source, total, count in found:
        known = sums.setdefault(source, [0, 0])
        known[0] += total
        known[1] += count
    if not sums:
        return None
    best = facts.best_source(vital, sums)
    total, count = sums[best]
    return total / (count * VITALS[vital].scale), best


def _local(facts: Facts, start_ms: int) -> tuple[int, int]:
    """Return the local day and hour of the middle of an hour."""
    middle = facts.local(start_ms + HOUR_MS // 2)
    return middle.toordinal(), middle.hour


def _local_day(facts: Facts, start_ms: int) -> int:
    return facts.local(start_ms).toordinal()


def _moved(found: Sequence[Bucket], start_ms: int, end_ms: int) -> bool:
    """Return whether a counter rose by many steps in a span."""
    return any(
        sum(rise for at_ms, rise in rises(counted).items() if start_ms <= at_ms < end_ms) >= MOVING_STEPS
        for counted in by_source(found).values()
    )


class _History:
    """Means and moving hours of the last 28 local days, by the beginning of their UTC hours."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._means: dict[int, dict[str, float]] = {}
        self._moving: dict[int, set[int]] = {}
        self._end_ms = 0

    def bring(self, facts: Facts, day: Period) -> None:
        """Read what is new at ``day`` and what the readings just stored may have changed."""
        # Only hours that were over at midnight, where the clock is not whole hours from UTC.
        first_ms, end_ms = local_ms(facts, day.day - anomaly.DAYS, 0), day.start_ms - HOUR_MS + 1
        touched = facts.touched
        if touched is None or not self._end_ms or end_ms < self._end_ms:
            self._means, self._moving, self._end_ms, touched = {}, {}, first_ms, {}
        for start_ms in [start_ms for start_ms in self._means if start_ms < first_ms]:
            del self._means[start_ms]
        for gone in [one for one in self._moving if one < day.day - anomaly.DAYS]:
            del self._moving[gone]
        for vital in anomaly.VITALS:
            self._read(facts, vital, max(first_ms, self._end_ms), end_ms)
            for hour in {row.effective_ms // HOUR_MS for row in touched.get(vital, ())}:
                if first_ms <= hour * HOUR_MS < end_ms:
                    self._read(facts, vital, hour * HOUR_MS, hour * HOUR_MS + 1)
        walked = {_local_day(facts, row.effective_ms // HOUR_MS * HOUR_MS) for row in touched.get(_STEPS, ())}
        for one in range(day.day - anomaly.DAYS, day.day):
            if one not in self._moving or one in walked:
                self._walk(facts, one)
        self._end_ms = end_ms

    def _read(self, facts: Facts, vital: str, start_ms: int, end_ms: int) -> None:
        hours: dict[int, list[Bucket]] = {}
        for bucket in facts.hours(vital, start_ms, end_ms):
            hours.setdefault(bucket.start_ms, []).append(bucket)
        for at_ms, found in hours.items():
            mean = _mean(facts, vital, ((one.source, one.total, one.count) for one in found))
            if mean is not None:
                self._means.setdefault(at_ms, {})[vital] = mean[0]

    def _walk(self, facts: Facts, day: int) -> None:
        """Find a local day's hours of moving, of the steps of that day alone."""
        found = facts.hours(_STEPS, local_ms(facts, day, 0), local_ms(facts, day + 1, 0) - HOUR_MS + 1)
        self._moving[day] = {
            start_ms
            for counted in by_source(found).values()
            for start_ms, rise in rises(counted).items()
            if rise >= MOVING_STEPS
        }

    def learn(self, facts: Facts) -> Usual:
        """Return what is usual."""
        moving = set().union(*self._moving.values())
        return anomaly.learn(
            [
                Hour(*_local(facts, start_ms), start_ms in moving, self._means[start_ms])
                for start_ms in sorted(self._means)
            ]
        )


@dataclass(slots=True)
class _Kept:
    day: Period | None = None
    history: _History = field(default_factory=_History)
    usual: Usual | None = None
    block_ms: int = -1
    looked_ms: int = -1
    two_hours: _TwoHours = (_NOTHING, _NOTHING, {}, False)
    ever: bool = False
    answer: Answer | None = None


def _rows(facts: Facts, vital: str, start_ms: int, end_ms: int) -> list[tuple[int, str, int, int]]:
    """Return (time, source, total, count) of a vital's minutes, or of its readings where there are no minutes."""
    newest = facts.newest(vital)
    if newest is None or newest.effective_ms < start_ms:
        return []
    if VITALS[vital].bucketed:
        return [(one.start_ms, one.source, one.total, one.count) for one in facts.minutes(vital, start_ms, end_ms)]
    return [(one.effective_ms, one.source, one.scaled, 1) for one in facts.readings(vital, start_ms, end_ms)]


def _two_hours(facts: Facts, end_ms: int) -> _TwoHours:
    """Return the last hour before ``end_ms``, the one before it, the last one's inputs, and whether steps are known."""
    middle_ms, start_ms = end_ms - HOUR_MS, end_ms - 2 * HOUR_MS
    steps = facts.minutes(_STEPS, start_ms - HOUR_MS, end_ms)
    known = bool(steps) or bool(facts.hours(_STEPS, end_ms - DAY_MS, start_ms - HOUR_MS))
    values: dict[int, dict[str, float]] = {start_ms: {}, middle_ms: {}}
    inputs = {}
    for vital in anomaly.VITALS:
        rows = _rows(facts, vital, start_ms, end_ms)
        for begin_ms, into in values.items():
            within = [row for row in rows if begin_ms <= row[0] < begin_ms + HOUR_MS]
            mean = _mean(facts, vital, (row[1:] for row in within))
            if mean is None:
                continue
            into[vital] = mean[0]
            if begin_ms == middle_ms:
                newest_ms = max(row[0] for row in within if row[1] == mean[1])
                inputs[vital] = Input(vital, mean[0], VITALS[vital].unit, newest_ms, mean[1])
    last, before = (
        Hour(*_local(facts, begin_ms), _moved(steps, begin_ms, begin_ms + HOUR_MS), values[begin_ms])
        for begin_ms in (middle_ms, start_ms)
    )
    return last, before, inputs, known


def _newest_ms(facts: Facts) -> int | None:
    found = [row.effective_ms for row in (facts.newest(vital) for vital in anomaly.VITALS) if row is not None]
    return max(found, default=None)


def _touched_ms(facts: Facts, which: Callable[[Iterable[int]], int]) -> int | None:
    """Return the first or last time (``min`` or ``max``) of the readings just stored that matter, None of none."""
    touched = facts.touched or {}
    found = [row.effective_ms for vital in _VITALS if vital in touched for row in touched[vital]]
    return which(found) if found else None


def _wake_ms(facts: Facts, kept: _Kept) -> int | None:
    """Return when the next ten minutes are over, while there is what is usual and a reading of the last two hours."""
    if kept.usual is None or not kept.usual.learned:
        return None
    newest_ms = _newest_ms(facts)
    current = newest_ms is not None and newest_ms >= kept.block_ms - 2 * HOUR_MS
    return kept.block_ms + BLOCK_MS if current else None


def _answer(facts: Facts) -> dict[str, Answer]:
    kept = facts.keep(anomaly.KEY, _Kept)
    block_ms = facts.now_ms // BLOCK_MS * BLOCK_MS
    oldest_ms = _touched_ms(facts, min)
    if (
        kept.answer is not None
        and kept.block_ms == block_ms
        and facts.touched is not None
        and kept.ever
        and (oldest_ms is None or oldest_ms >= block_ms)
    ):
        if kept.answer.wake_ms is None:
            kept.answer = Answer(kept.answer.assessment, kept.answer.until_ms, _wake_ms(facts, kept))
        return {anomaly.KEY: kept.answer}

    kept.block_ms, kept.ever = block_ms, _newest_ms(facts) is not None
    if not kept.ever:
        kept.answer = Answer(anomaly.assess(None, _NOTHING, _NOTHING, {}, ever=False))
        return {anomaly.KEY: kept.answer}
    if (
        kept.day is None
        or facts.touched is None
        or facts.now_ms >= kept.day.end_ms
        or (oldest_ms is not None and oldest_ms < kept.day.start_ms)
    ):
        kept.day = period(facts, 0)
        kept.history.bring(facts, kept.day)
        kept.usual = kept.history.learn(facts)
    newest_ms = _touched_ms(facts, max)
    if kept.looked_ms != block_ms or facts.touched is None or (newest_ms or 0) >= block_ms - DAY_MS:
        kept.two_hours, kept.looked_ms = _two_hours(facts, block_ms), block_ms
    last, before, inputs, known = kept.two_hours
    assessment = anomaly.assess(kept.usual, last, before, inputs, ever=True, steps_known=known)
    kept.answer = Answer(assessment, block_ms + BLOCK_MS, _wake_ms(facts, kept))
    return {anomaly.KEY: kept.answer}


JOB: Final = Job((anomaly.KEY,), _VITALS, _answer)
