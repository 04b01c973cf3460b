"""Size and weight: which measurements their scores are given."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from statistics import median
from typing import Final

from ..facts import Facts, Mean, earliest
from ..measurement import Measurement, to_ms
from ..scores import body, weight_change
from ..view import as_input
from .asked import asian, measured_input, pregnant
from .job import Answer, Job


def _until(facts: Facts, limit: int, *measured: Mean | None) -> int | None:
    under = facts.age is not None and facts.age < limit
    return earliest(
        facts.next_midnight_ms() if under else None, *(one.expires_ms for one in measured if one is not None)
    )


def _bmi(facts: Facts) -> Mapping[str, Answer]:
    weight, height = facts.measured("weight"), facts.measured("height")
    answer = body.assess_bmi(
        None if weight is None else measured_input(weight),
        None if height is None else measured_input(height),
        age_years=facts.age,
        pregnant=pregnant(facts),
        asian=asian(facts) is True,
    )
    until = _until(facts, body.BMI_MIN_AGE_YEARS, weight, height)
    return {body.BMI_KEY: Answer(answer, until, until)}


def _ratio(facts: Facts) -> Mapping[str, Answer]:
    waist, height = facts.measured("waist"), facts.measured("height")
    answer = body.assess_ratio(
        None if waist is None else measured_input(waist),
        None if height is None else measured_input(height),
        age_years=facts.age,
        pregnant=pregnant(facts),
    )
    until = _until(facts, body.RATIO_MIN_AGE_YEARS, waist, height)
    return {body.RATIO_KEY: Answer(answer, until, until)}


def _days(facts: Facts, newest: Measurement) -> list[weight_change.Day]:
    """Return the daily medians of the newest reading's scale, up to its day."""
    last = facts.local(newest.effective_ms).date()
    start_ms = to_ms(datetime.combine(last - timedelta(days=weight_change.CHART_DAYS), time(), facts.zone))
    days: dict[date, list[int]] = {}
    for row in facts.readings("weight", start_ms, newest.effective_ms + 1):
        if row.source == newest.source:
            days.setdefault(facts.local(row.effective_ms).date(), []).append(row.scaled)
    return [weight_change.Day(day.toordinal(), median(scaled)) for day, scaled in sorted(days.items())]


def _weight_change(facts: Facts) -> Mapping[str, Answer]:
    newest, today = facts.newest("weight"), facts.local(facts.now_ms).date().toordinal()
    # Older than that it is stale in any time zone: its days need not be read.
    recent = newest is not None and facts.local(newest.effective_ms).date().toordinal() > today - 3
    days = _days(facts, newest) if newest is not None and recent else []
    conditions = facts.profile.conditions
    person = weight_change.Person(facts.age, pregnant(facts), "heart_failure" in conditions)
    if newest is not None and not days:
        days = [weight_change.Day(facts.local(newest.effective_ms).date().toordinal(), float(newest.scaled))]
    answer = weight_change.assess(days, None if newest is None else as_input(newest), today, person)
    waiting = answer.value is not None or (facts.age is not None and facts.age < weight_change.MIN_AGE_YEARS)
    until = facts.next_midnight_ms() if waiting or recent else None
    return {weight_change.KEY: Answer(answer, until, until)}


JOBS: Final = (
    Job((body.BMI_KEY,), frozenset({"weight", "height"}), _bmi),
    Job((body.RATIO_KEY,), frozenset({"waist", "height"}), _ratio),
    Job((weight_change.KEY,), frozenset({"weight"}), _weight_change),
)
