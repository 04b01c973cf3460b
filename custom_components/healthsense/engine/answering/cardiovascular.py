"""Risk of cardiovascular disease in the years to come: what the equations are given, and until when they hold.

How old a laboratory value may be is HealthSense's own rule: lipids five years, the interval at which they are screened
(USPSTF, JAMA 2016;316:1997: every five years); eGFR and HbA1c one year, the interval at which both are followed where
they matter (KDIGO 2024; ADA Standards of Care 2025).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import Final

from ..assessment import NOT_VALID_FOR, Assessment, Input
from ..cuff import CUFF_VITALS
from ..equation import NO, UNITS, YES, Circumstances
from ..facts import DAY_MS, PRESSURE_MAX_AGE_MS, Facts, earliest
from ..measurement import Measurement
from ..profile import PROFILE_SOURCE, Profile
from ..scores import framingham, pooled_cohort, prevent, score2
from ..vitals import VITALS
from .job import Answer, Job

_YEAR_MS: Final = 365 * DAY_MS

LAB_MAX_AGE_MS: Final[Mapping[str, int]] = MappingProxyType(
    {"total_cholesterol": 5 * _YEAR_MS, "hdl_cholesterol": 5 * _YEAR_MS, "egfr": _YEAR_MS, "hba1c": _YEAR_MS}
)
_LAB_KEYS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "total_cholesterol": "total_cholesterol_mg_dl",
        "hdl_cholesterol": "hdl_cholesterol_mg_dl",
        "egfr": "egfr",
        "hba1c": "hba1c_percent",
    }
)
PRIOR_CVD: Final = frozenset(
    {
        "coronary_heart_disease",
        "heart_attack",
        "myocardial_infarction",
        "stroke",
        "heart_failure",
        "peripheral_artery_disease",
        "peripheral_arterial_disease",
    }
)
"""Conditions with which none of the equations holds; the first, the fourth and the fifth are on the form."""

_BP_READINGS: Final = 3
_MEASURED: Final = ("weight", "height")


@dataclass(frozen=True, slots=True)
class _Dated:
    """A measured input and the time during which it may be used."""

    used: Input
    max_age_ms: int

    def moments(self) -> tuple[int, int]:
        """Return when it is first ageing, and when first too old."""
        at_ms = self.used.effective_ms or 0
        return at_ms + self.max_age_ms // 2 + 1, at_ms + self.max_age_ms + 1


def _labs(profile: Profile) -> dict[str, _Dated]:
    return {
        name: _Dated(Input(name, lab.value, UNITS[name], lab.measured_ms, PROFILE_SOURCE), LAB_MAX_AGE_MS[name])
        for name, key in _LAB_KEYS.items()
        if (lab := profile.labs.get(key)) is not None
    }


def _systolic(facts: Facts) -> tuple[_Dated | None, int]:
    """Return the systolic pressure, one that is too old for want of better, and of how many readings it is the mean."""
    mean, unit = facts.systolic(), UNITS["systolic"]
    if mean is not None:
        used = Input("systolic", mean.value, unit, mean.effective_ms, mean.source, mean.quality)
        return _Dated(used, PRESSURE_MAX_AGE_MS), mean.readings
    if (old := facts.newest("systolic")) is None:
        return None, 0
    used = Input("systolic", old.value, unit, old.effective_ms, old.source, old.quality)
    return _Dated(used, PRESSURE_MAX_AGE_MS), 1


def _bmi(facts: Facts) -> _Dated | None:
    """Return the BMI of the newest weight and height, dated by whichever is too old first."""
    rows = [row for vital in _MEASURED if (row := facts.newest(vital)) is not None]
    if len(rows) < len(_MEASURED):
        return None
    weight, height = rows

    def left(row: Measurement) -> int:
        return row.effective_ms + VITALS[row.vital].fresh_for_ms

    first = min(rows, key=left)
    value = weight.value * 10_000 / height.value**2
    used = Input("bmi", value, UNITS["bmi"], first.effective_ms, first.source, first.quality)
    return _Dated(used, VITALS[first.vital].fresh_for_ms)


def _told(facts: Facts) -> dict[str, Input]:
    """Return what the profile says: words, and yes or no."""
    profile = facts.profile
    flags = {
        "systolic_treated": profile.systolic_treated,
        "statin": profile.statin,
        "diabetes": profile.diabetes,
        "smoker": profile.smoker,
    }
    words = {"sex": profile.sex, "score2_region": profile.score2_region, "ethnicity": profile.ethnicity}
    told = {name: Input(name, YES if said else NO) for name, said in flags.items() if said is not None}
    told |= {name: Input(name, word.value) for name, word in words.items() if word is not None}
    if facts.age is not None:
        told["age"] = Input("age", facts.age, UNITS["age"])
    return told


_Assess = Callable[[Mapping[str, Input], Circumstances], Assessment]
_SCORES: Final[Mapping[str, _Assess]] = MappingProxyType(
    {
        **{key: partial(prevent.assess, key) for key in prevent.FAMILY},
        score2.KEY: score2.assess,
        framingham.LAB_KEY: partial(framingham.assess, framingham.LAB_KEY),
        framingham.BMI_KEY: partial(framingham.assess, framingham.BMI_KEY),
        pooled_cohort.KEY: pooled_cohort.assess,
    }
)


def _answers(facts: Facts) -> Mapping[str, Answer]:
    systolic, readings = _systolic(facts)
    dated = _labs(facts.profile)
    if systolic is not None:
        dated["systolic"] = systolic
    if (bmi := _bmi(facts)) is not None:
        dated["bmi"] = bmi
    moments = {name: given.moments() for name, given in dated.items()}
    conditions = facts.profile.conditions
    about = Circumstances(
        prior_cvd=bool(conditions & PRIOR_CVD),
        pregnant="pregnancy" in conditions,
        stale=frozenset(name for name, (_, old) in moments.items() if old <= facts.now_ms),
        ageing=frozenset(name for name, (ageing, old) in moments.items() if ageing <= facts.now_ms < old),
        few_readings=readings < _BP_READINGS,
    )
    inputs = _told(facts) | {name: given.used for name, given in dated.items()}
    ageing_ms = earliest(*(at for pair in moments.values() for at in pair if at > facts.now_ms))
    birthday_ms = None if facts.age is None else facts.next_midnight_ms()
    answers = {key: assess(inputs, about) for key, assess in _SCORES.items()}
    # A birthday may let somebody in or out; where something else is missing it wakes nobody.
    wakes = any(one.value is not None or one.refused == NOT_VALID_FOR for one in answers.values())
    until = earliest(ageing_ms, birthday_ms)
    wake = earliest(ageing_ms, birthday_ms if wakes else None)
    return {key: Answer(one, until, wake) for key, one in answers.items()}


JOBS: Final = (Job(tuple(_SCORES), frozenset(CUFF_VITALS) | frozenset(_MEASURED), _answers),)
