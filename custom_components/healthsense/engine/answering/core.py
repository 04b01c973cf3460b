"""The answers that every person has: early warning, blood pressure, trends, departures from what is usual."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final

from .. import baseline, trend
from ..assessment import Assessment
from ..caches import WINDOWED
from ..cuff import CUFF_VITALS
from ..cuff_book import KEPT_MS
from ..facts import Facts, earliest, next_hour_ms
from ..inputs import group_fresh_until_ms, news2_inputs
from ..scores import blood_pressure, news2
from ..view import as_input, fresh_until_ms
from .job import Answer, Job

_CUFF: Final = frozenset(CUFF_VITALS)


def _news2(facts: Facts) -> Mapping[str, Answer]:
    inputs, until = news2_inputs(facts.view, facts.book, facts.now_ms)
    age = facts.profile.age_at(facts.now_ms)
    conditions = facts.profile.conditions
    person = news2.Person(age, facts.profile.spo2_scale, "pregnancy" in conditions, "spinal_cord_injury" in conditions)
    if age is not None and age < news2.MIN_AGE_YEARS:
        until = earliest(until, facts.next_midnight_ms())
    return {news2.KEY: Answer(news2.assess(inputs, person), until, until)}


def _categories(facts: Facts) -> Mapping[str, Answer]:
    days = facts.book.days(facts.now_ms)
    until = facts.next_midnight_ms() if days else None
    assess: Mapping[str, Callable[[Sequence[blood_pressure.Day]], Assessment]] = {
        blood_pressure.ESC_KEY: blood_pressure.esc,
        blood_pressure.ACC_KEY: blood_pressure.acc,
    }
    return {key: Answer(one(days), until, until) for key, one in assess.items()}


def _pressures(facts: Facts) -> Mapping[str, Answer]:
    newest = facts.book.newest()
    fresh, until = False, None
    if newest is not None:
        end = group_fresh_until_ms(newest)
        fresh = end > facts.now_ms
        until = end if fresh else newest.key[0] + KEPT_MS + 1
    return {
        blood_pressure.MAP_KEY: Answer(blood_pressure.mean_arterial_pressure(newest, fresh=fresh), until, until),
        blood_pressure.PULSE_PRESSURE_KEY: Answer(blood_pressure.pulse_pressure(newest, fresh=fresh), until, until),
    }


def _trend(vital: str, facts: Facts) -> Mapping[str, Answer]:
    key = f"{vital}_trend"
    newest = facts.newest(vital)
    if newest is None:
        return {key: Answer(trend.assess(vital, (), None, fresh=False))}
    end = fresh_until_ms(newest)
    fresh = end > facts.now_ms
    blocks = facts.windows[vital].blocks(newest.effective_ms) if fresh else ()
    until = end if fresh else None
    return {key: Answer(trend.assess(vital, blocks, as_input(newest), fresh=fresh), until, until)}


def _deviation(vital: str, facts: Facts) -> Mapping[str, Answer]:
    key = f"{vital}_deviation"
    newest = facts.newest(vital)
    if newest is None:
        return {key: Answer(baseline.assess(vital, None, (), None, fresh=False))}
    end, window = fresh_until_ms(newest), facts.windows[vital]
    fresh = end > facts.now_ms
    recent = window.recent(newest.effective_ms) if fresh else ()
    next_hour = next_hour_ms(facts.now_ms) if window.has_hours() else None
    until = earliest(end if fresh else None, next_hour)
    answer = baseline.assess(vital, window.baseline(), recent, as_input(newest), fresh=fresh)
    return {key: Answer(answer, until, until)}


JOBS: Final = (
    Job((news2.KEY,), frozenset(news2.PARAMETERS) | _CUFF, _news2),
    Job((blood_pressure.ESC_KEY, blood_pressure.ACC_KEY), _CUFF, _categories),
    Job((blood_pressure.MAP_KEY, blood_pressure.PULSE_PRESSURE_KEY), _CUFF, _pressures),
    *(Job((f"{vital}_trend",), frozenset({vital}), partial(_trend, vital)) for vital in WINDOWED),
    *(Job((f"{vital}_deviation",), frozenset({vital}), partial(_deviation, vital)) for vital in WINDOWED),
)
