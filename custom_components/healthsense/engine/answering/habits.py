"""Sleep and activity: which nights and days they are given. Only what is over counts."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import partial
from itertools import pairwise
from typing import Final

from ..facts import Facts
from ..measurement import Measurement
from ..scores import activity
from ..scores import sleep_regularity as sleep
from ..scores.activity import Kind
from ..scores.sleep_regularity import Stage
from ..store import Bucket
from ..vitals import VITALS
from .days import newest_by_day, of_best_source
from .job import Answer, Job
from .settled import Period, buckets, by_source, local_ms, settled

_NOON: Final = 12
_MIDNIGHT: Final = 0
_SLEEP: Final = frozenset({"sleep_stage", "sleep_duration"})
_ASLEEP: Final = frozenset(VITALS["sleep_stage"].codes[word] for word in ("light", "deep", "rem", "asleep"))


def _lengths(facts: Facts, now: Period, stages: list[Stage], noons: list[int]) -> tuple[dict[int, float], int, str]:
    """Return lengths of sleep in minutes by local day, the time of the newest, and its source."""
    told = newest_by_day(facts, facts.readings("sleep_duration", noons[0], now.start_ms))
    if told:
        newest = told[max(told)]
        return {day: row.value for day, row in told.items()}, newest.effective_ms, newest.source
    masks = sleep.asleep_by_day(stages, noons)
    lengths = {day: float(mask.bit_count()) for day, mask in enumerate(masks) if sleep.known(mask)}
    return lengths, stages[-1].at_ms if stages else 0, ""


def _sleep(facts: Facts, now: Period) -> Mapping[str, Answer]:
    noons = [local_ms(facts, day, _NOON) for day in range(now.day - sleep.DAYS, now.day + 1)]
    told = facts.readings("sleep_stage", noons[0] - sleep.LONGEST_STAGE_MS, now.start_ms)
    nights: dict[int, list[Measurement]] = {}
    for row in told:
        nights.setdefault(bisect_right(noons, row.effective_ms), []).append(row)
    rows = [row for night in nights.values() for row in of_best_source(facts, "sleep_stage", night)]
    stages = [Stage(row.effective_ms, row.scaled in _ASLEEP) for row in rows]
    lengths, newest_ms, source = _lengths(facts, now, stages, noons)
    answers = (
        sleep.regularity(stages, noons, rows[-1].source if rows else ""),
        sleep.duration_variability(lengths, newest_ms, source),
    )
    wake = now.end_ms if stages or lengths else None
    return {answer.key: Answer(answer, now.end_ms, wake) for answer in answers}


def _counted(buckets: Iterable[Bucket]) -> int:
    """Return what a counter reached by the end of its day, from its hours in order.

    A drop within the day is a new beginning: the counter had not yet left the day before.
    """
    reached = 0
    for bucket in buckets:
        reached = bucket.low if bucket.low < reached else bucket.high
    return reached


def totals(facts: Facts, vital: str, now: Period) -> dict[int, Fraction]:
    """Return the totals of the completed local days that count, by ordinal, in the vital's unit."""
    days = range(now.day - activity.DAYS - 1, now.day)
    midnights = [local_ms(facts, day, _MIDNIGHT) for day in (*days, now.day)]
    scale = VITALS[vital].scale
    out = {}
    for day, found in zip(days, buckets(facts, vital, list(pairwise(midnights))), strict=True):
        if found:
            sources = by_source(found)
            out[day] = Fraction(_counted(sources[facts.best_source(vital, sources)]), scale)
    return out


def _activity(kind: Kind, facts: Facts, now: Period) -> Mapping[str, Answer]:
    known = totals(facts, kind.vital, now)
    answer = activity.assess(kind, known, now.day - 1, at_ms=now.start_ms)
    return {kind.key: Answer(answer, now.end_ms, now.end_ms if known else None)}


def _answer_activity(kind: Kind, facts: Facts) -> Mapping[str, Answer]:
    return settled(facts, kind.key, _MIDNIGHT, frozenset({kind.vital}), partial(_activity, kind))


def _answer_sleep(facts: Facts) -> Mapping[str, Answer]:
    return settled(facts, sleep.KEY, _NOON, _SLEEP, _sleep)


JOBS: Final = (
    Job((sleep.KEY, sleep.VARIABILITY_KEY), _SLEEP, _answer_sleep),
    *(
        Job((kind.key,), frozenset({kind.vital}), partial(_answer_activity, kind))
        for kind in (activity.STEPS, activity.ENERGY)
    ),
)
