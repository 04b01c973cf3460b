"""Size and weight: which measurements their scores are given."""

from collections.abc import Mapping
from statistics import median
from typing import Final

from ..facts import Facts, Mean, earliest
from ..scores import body, weight_change
from ..view import as_input
from .asked import asian, completed_years, measured_input, midnight_ms, pregnant
from .job import Answer, Job
from .recent import recent


def _until(facts: Facts, limit: int, *measured: Mean | None) -> int | None:
    under = (years := completed_years(facts)) is not None and years < limit
    return earliest(midnight_ms(facts) if under else None, *(one.expires_ms for one in measured if one is not None))


def _stale(facts: Facts, *vitals: str) -> frozenset[str]:
    return frozenset(one for one in vitals if facts.measured(one) is None and facts.newest(one) is not None)


def _bmi(facts: Facts) -> Mapping[str, Answer]:
    weight, height = facts.measured("weight"), facts.measured("height")
    answer = body.assess_bmi(
        None if weight is None else measured_input(weight),
        None if height is None else measured_input(height),
        age_years=completed_years(facts),
        pregnant=pregnant(facts),
        asian=asian(facts) is True,
        stale=_stale(facts, "weight", "height"),
    )
    until = _until(facts, body.BMI_MIN_AGE_YEARS, weight, height)
    return {body.BMI_KEY: Answer(answer, until, until)}


def _ratio(facts: Facts) -> Mapping[str, Answer]:
    waist, height = facts.measured("waist"), facts.measured("height")
    answer = body.assess_ratio(
        None if waist is None else measured_input(waist),
        None if height is None else measured_input(height),
        age_years=completed_years(facts),
        pregnant=pregnant(facts),
        stale=_stale(facts, "waist", "height"),
    )
    until = _until(facts, body.RATIO_MIN_AGE_YEARS, waist, height)
    return {body.RATIO_KEY: Answer(answer, until, until)}


_SPAN_DAYS: Final = weight_change.CHART_DAYS + weight_change.STALE_DAYS


def _weight_change(facts: Facts) -> Mapping[str, Answer]:
    kept = recent(facts, "weight", _SPAN_DAYS)
    newest, today = facts.newest("weight"), facts.local(facts.now_ms).toordinal()
    days: list[weight_change.Day] = []
    if newest is not None:
        last = facts.local(newest.effective_ms).toordinal()
        # The days of another scale are not comparable. One too old to be kept stands for itself.
        of_scale = kept.days.get(newest.source, {}) or {last: {newest.effective_ms: newest.scaled}}
        days = [weight_change.Day(day, median(of_scale[day].values())) for day in sorted(of_scale) if of_scale[day]]
    conditions = facts.profile.conditions
    person = weight_change.Person(completed_years(facts), pregnant(facts), "heart_failure" in conditions)
    answer = weight_change.assess(days, None if newest is None else as_input(newest), today, person)
    growing = (years := completed_years(facts)) is not None and years < weight_change.MIN_AGE_YEARS
    fresh = bool(days) and today - days[-1].day < weight_change.STALE_DAYS
    until = midnight_ms(facts) if growing or fresh else None
    return {weight_change.KEY: Answer(answer, until, until)}


JOBS: Final = (
    Job((body.BMI_KEY,), frozenset({"weight", "height"}), _bmi),
    Job((body.RATIO_KEY,), frozenset({"waist", "height"}), _ratio),
    Job((weight_change.KEY,), frozenset({"weight"}), _weight_change),
)
