"""What the scores of points have in common: what a profile and its questionnaires say, as inputs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any

from ..assessment import Input
from ..facts import Facts, Mean, earliest
from ..measurement import to_ms
from ..profile import PROFILE_SOURCE, Activity
from ..questionnaires import ANSWERED_ON, current, last_day
from ..tally import NO, YES
from ..vitals import VITALS

ASIAN = frozenset({"asian", "south_asian"})


def word(told: object) -> str | float:
    """Return an answer as the value of an input: booleans as yes and no."""
    return (YES if told else NO) if isinstance(told, bool) else told if isinstance(told, float) else str(told)


def measured_input(mean: Mean, key: str | None = None, unit: str | None = None) -> Input:
    """Return a measured value as an input."""
    return Input(
        key or mean.vital,
        mean.value,
        VITALS[mean.vital].unit if unit is None else unit,
        mean.effective_ms,
        mean.source,
        mean.quality,
    )


def asian(facts: Facts) -> bool | None:
    """Return whether limits for people of Asian descent apply; None: not told."""
    told = facts.profile.ethnicity
    return None if told is None else told.value in ASIAN


def completed_years(facts: Facts) -> int | None:
    """Return the age in completed years, computed once a round."""
    return facts.once("age", lambda: facts.age)


def midnight_ms(facts: Facts) -> int:
    """Return the next midnight, computed once a round."""
    return facts.once("midnight", facts.next_midnight_ms)


def pregnant(facts: Facts) -> bool:
    """Return whether a pregnancy was told."""
    return "pregnancy" in facts.profile.conditions


def active(facts: Facts) -> bool | None:
    """Return whether the profile tells moderate or vigorous activity; None: it tells nothing."""
    told = facts.profile.activity
    return None if told is None else told is not Activity.LOW


@dataclass(slots=True)
class Gathered:
    """Inputs by key, which of them follow from other answers, and until when they hold."""

    inputs: dict[str, Input] = field(default_factory=dict)
    inferred: list[str] = field(default_factory=list)
    until_ms: int | None = None

    def hold(self, until_ms: int | None) -> None:
        """Let the answer end no later than ``until_ms``."""
        self.until_ms = earliest(self.until_ms, until_ms)

    def put(self, key: str, value: object, *, inferred: bool = False) -> None:
        """Add a fact of the profile, where it was told and is not known already."""
        if value is None or key in self.inputs:
            return
        self.inputs[key] = Input(key, word(value), source=PROFILE_SOURCE)
        if inferred:
            self.inferred.append(key)

    def put_measured(self, key: str, mean: Mean | None, unit: str | None = None) -> None:
        """Add a measured value, where there is one."""
        if mean is not None:
            self.inputs[key] = measured_input(mean, key, unit)
            self.hold(mean.expires_ms)

    def put_age(self, facts: Facts) -> None:
        """Add the age in completed years; a birthday may change the answer."""
        years = completed_years(facts)
        if years is not None:
            self.inputs["age"] = Input("age", float(years), "years", source=PROFILE_SOURCE)
            self.hold(midnight_ms(facts))

    def put_answers(self, facts: Facts, name: str, keys: Iterable[str]) -> Mapping[str, Any]:
        """Add answers of a questionnaire while they hold, and return all of them."""
        told, today = facts.profile.questionnaires, facts.local(facts.now_ms).date()
        answers = current(told, name, today)
        day = told.get(name, {}).get(ANSWERED_ON)
        at_ms = None if day is None else to_ms(datetime.combine(day, time(), facts.zone))
        for key in keys:
            if key in answers:
                self.inputs[key] = Input(key, word(answers[key]), effective_ms=at_ms, source=f"questionnaire:{name}")
        last = last_day(told, name)
        if last is not None and last >= today:
            self.hold(to_ms(datetime.combine(last + timedelta(days=1), time(), facts.zone)))
        return answers
