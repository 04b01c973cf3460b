"""Patterns of blood pressure over days: which cuff readings they are given."""

from collections.abc import Mapping
from itertools import takewhile
from typing import Final

from ..cuff import CUFF_VITALS, CuffGroup
from ..facts import Facts
from ..pressure_reading import Reading
from ..scores import orthostatic
from ..scores import pressure_patterns as patterns
from ..scores import pressure_rhythm as rhythm
from ..scores.orthostatic import Posed
from ..vitals import VITALS
from .job import Answer, Job

_CUFF: Final = frozenset(CUFF_VITALS)
POSTURE: Final = "posture"
POSTURE_HOLDS_MS: Final = 10 * 60_000
"""How long after it was told a posture is that of a cuff reading."""

_AFTERWARDS_MS: Final = 10_000
"""A posture may reach us a little after the reading it belongs to."""

_MAX_PAIR: Final = 8
"""More cuff readings than three minutes can hold."""


def _reading(facts: Facts, group: CuffGroup) -> Reading:
    at_ms = group.systolic.effective_ms
    local = facts.local(at_ms)
    return Reading(
        at_ms,
        local.toordinal(),
        local.hour * 60 + local.minute,
        group.systolic.scaled,
        group.diastolic.scaled,
        group.systolic.source,
    )


def _readings(facts: Facts) -> list[Reading]:
    """Return the readings of the last 28 local days."""
    first = facts.local(facts.now_ms).toordinal() - patterns.VARIABILITY_DAYS + 1
    found = (_reading(facts, group) for group in facts.book.newest_first())
    return [reading for reading in found if reading.day >= first]


def _patterns(facts: Facts) -> Mapping[str, Answer]:
    readings = _readings(facts)
    until = facts.next_midnight_ms() if readings else None
    first = facts.local(facts.now_ms).toordinal() - patterns.LOAD_DAYS + 1
    answers = (
        patterns.load([reading for reading in readings if reading.day >= first]),
        rhythm.morning_surge(readings),
        rhythm.day_night(readings),
        patterns.variability(readings),
    )
    return {answer.key: Answer(answer, until, until) for answer in answers}


def _posture(facts: Facts, group: CuffGroup) -> str | None:
    """Return the posture told last before a cuff reading."""
    at_ms = group.systolic.effective_ms
    rows = facts.readings(POSTURE, at_ms - POSTURE_HOLDS_MS, at_ms + _AFTERWARDS_MS + 1)
    if not rows:
        return None
    newest = [row for row in rows if row.effective_ms == rows[-1].effective_ms]
    best = facts.best_source(POSTURE, [row.source for row in newest])
    return VITALS[POSTURE].word(next(row.scaled for row in newest if row.source == best))


def _posed(facts: Facts) -> tuple[list[Posed], int | None]:
    """Return the newest pair's readings with their posture, and when the first of them is too old."""
    oldest_ms = facts.now_ms - orthostatic.MAX_AGE_MS
    groups = list(takewhile(lambda group: group.systolic.effective_ms >= oldest_ms, facts.book.newest_first()))
    posed: list[Posed] = []
    for at, group in enumerate(groups):
        near = groups[max(0, at - 1) : at + 2]
        if not any(0 < abs(group.effective_ms - other.effective_ms) <= orthostatic.WITHIN_MS for other in near):
            continue
        posture = _posture(facts, group)
        if posture is None:
            continue
        posed.append(Posed(group, posture))
        if orthostatic.newest_pair(posed[-_MAX_PAIR:]) is not None:
            # Older readings cannot change what the newest pair says, except those it begins with.
            break
    return posed, posed[-1].group.systolic.effective_ms + orthostatic.MAX_AGE_MS + 1 if posed else None


def _standing(facts: Facts) -> Mapping[str, Answer]:
    told = facts.newest(POSTURE) is not None
    posed, until = _posed(facts) if told else ([], None)
    answer = orthostatic.assess(posed, told=told, age_years=facts.age)
    return {orthostatic.KEY: Answer(answer, until, until)}


JOBS: Final = (
    Job((patterns.LOAD_KEY, rhythm.SURGE_KEY, rhythm.DAY_NIGHT_KEY, patterns.VARIABILITY_KEY), _CUFF, _patterns),
    Job((orthostatic.KEY,), _CUFF | {POSTURE}, _standing),
)
