"""The four clock hours that a hypoxia estimate rests on: the last closed ones, by their hourly medians."""

from collections import defaultdict
from collections.abc import Mapping
from statistics import median
from typing import Final

from ..facts import HOUR_MS, Facts, next_hour_ms
from ..risk import hypoxia
from ..risk.hypoxia import HypoxiaInputs
from ..risk.trends import HOURS, PRESSURES, TREND_VITALS, Hourly
from ..vitals import VITALS
from .job import Answer, Job

VITALS_USED: Final = frozenset((*TREND_VITALS, *PRESSURES))
_MINUTE_MS: Final = 60_000
_SPAN_MS: Final = HOURS * HOUR_MS


def _by_minute(facts: Facts, vital: str, start_ms: int, end_ms: int) -> dict[int, dict[str, float]]:
    """Return minute -> source -> mean of the minute, in the vital's unit."""
    found: dict[int, dict[str, float]] = defaultdict(dict)
    row = VITALS[vital]
    if row.bucketed:
        for bucket in facts.minutes(vital, start_ms, end_ms):
            found[bucket.start_ms // _MINUTE_MS][bucket.source] = bucket.total / (bucket.count * row.scale)
        return found
    for reading in facts.readings(vital, start_ms, end_ms):
        found[reading.effective_ms // _MINUTE_MS][reading.source] = reading.value
    return found


def _hourly(facts: Facts, vital: str, start_ms: int) -> tuple[Hourly, str]:
    """Return the medians of four hours, oldest first, and the source of the newest minute."""
    minutes = _by_minute(facts, vital, start_ms, start_ms + _SPAN_MS)
    hours: list[list[float]] = [[] for _ in range(HOURS)]
    newest = ""
    for minute in sorted(minutes):
        newest = facts.best_source(vital, minutes[minute])
        hours[(minute * _MINUTE_MS - start_ms) // HOUR_MS].append(minutes[minute][newest])
    return tuple(median(values) if values else None for values in hours), newest


def _inputs(facts: Facts, start_ms: int) -> HypoxiaInputs:
    read = {vital: _hourly(facts, vital, start_ms) for vital in sorted(VITALS_USED)}
    sex = facts.profile.sex
    known = {vital: values for vital, (values, _) in read.items() if any(value is not None for value in values)}
    return HypoxiaInputs(
        age=facts.age,
        sex=None if sex is None else sex.value,
        spo2_scale=facts.profile.spo2_scale,
        hourly=known,
        # An hour is over when it counts, so an hour's end dates what it says.
        effective_ms={
            vital: start_ms + (1 + max(at for at, value in enumerate(values) if value is not None)) * HOUR_MS
            for vital, values in known.items()
        },
        sources={vital: source for vital, (_, source) in read.items()},
    )


def _answer(facts: Facts) -> Mapping[str, Answer]:
    end_ms = facts.now_ms // HOUR_MS * HOUR_MS
    assessment = hypoxia.assess(facts.models, _inputs(facts, end_ms - _SPAN_MS))
    until_ms = next_hour_ms(facts.now_ms)
    newest = facts.newest("spo2")
    # Worth waking for as long as an hour with a saturation has yet to close, or to fall out.
    wakes = newest is not None and newest.effective_ms >= end_ms - _SPAN_MS
    return {hypoxia.KEY: Answer(assessment, until_ms, until_ms if wakes else None)}


def _of_a_closed_hour(facts: Facts) -> bool:
    """Return whether a late reading changes an hour that counts; those of the running hour do not yet."""
    end_ms = facts.now_ms // HOUR_MS * HOUR_MS
    touched = facts.touched or {}
    return any(
        end_ms - _SPAN_MS <= row.effective_ms < end_ms for vital in VITALS_USED for row in touched.get(vital, ())
    )


JOB: Final = Job((hypoxia.KEY,), frozenset(), _answer, perhaps=VITALS_USED, concerns=_of_a_closed_hour)
