"""Questionnaire scores: which answers and measurements they are given."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from ..assessment import Input
from ..facts import Facts
from ..lab import LABS
from ..profile import PROFILE_SOURCE, Sex
from ..scores import ada_risk, ada_thresholds, findrisc, lifestyle
from ..tally import NO, YES
from .asked import Gathered, active, asian, completed_years, midnight_ms, pregnant
from .job import Answer, Job

_SIZE: Final = frozenset({"weight", "height"})
_BMI_UNIT: Final = "kg/m²"


def _findrisc(facts: Facts) -> Mapping[str, Answer]:
    profile, found = facts.profile, Gathered()
    found.put_age(facts)
    found.put_measured("bmi", facts.bmi(), _BMI_UNIT)
    found.put_measured("waist", facts.measured("waist"))
    found.put_answers(facts, "findrisc", findrisc.ITEMS)
    if profile.sex != Sex.MALE:
        # Diabetes in a pregnancy is a high glucose by FINDRISC's own words; that there was none rules no other out.
        found.put_answers(facts, "ada", ("gestational_diabetes",))
        told = found.inputs.pop("gestational_diabetes", None)
        if told is not None and told.value == YES:
            found.inputs["high_glucose_ever"] = replace(told, key="high_glucose_ever")
    found.put("active_30_min_daily", active(facts), inferred=True)
    found.put("blood_pressure_medicine_ever", profile.systolic_treated, inferred=profile.systolic_treated is False)
    found.put("family_diabetes", profile.family_diabetes)
    person = findrisc.Person(profile.sex, profile.diabetes, pregnant(facts), asian(facts) is True)
    answer = findrisc.assess(found.inputs, person, found.inferred)
    return {findrisc.KEY: Answer(answer, found.until_ms, found.until_ms)}


def _ada(facts: Facts) -> Mapping[str, Answer]:
    profile, found = facts.profile, Gathered()
    found.put_age(facts)
    found.put_measured("bmi", facts.bmi(), _BMI_UNIT)
    found.put_answers(facts, "ada", ada_risk.ITEMS)
    found.put("sex", profile.sex)
    found.put("family_diabetes", profile.family_diabetes)
    found.put("high_blood_pressure_ever", profile.hypertension)
    # Medicine for blood pressure is given to people who were told that it is high.
    found.put("high_blood_pressure_ever", profile.systolic_treated or None, inferred=True)
    found.put("physically_active", active(facts))
    person = ada_risk.Person(profile.diabetes, pregnant(facts), asian(facts))
    answer = ada_risk.assess(found.inputs, person, found.inferred)
    return {ada_risk.KEY: Answer(answer, found.until_ms, found.until_ms)}


_LABS: Final[Mapping[str, str]] = MappingProxyType(
    {"hba1c": "hba1c_percent", "fasting_glucose": "fasting_glucose_mg_dl"}
)


def _thresholds(facts: Facts) -> Mapping[str, Answer]:
    profile, found, stale = facts.profile, Gathered(), []
    for name, key in _LABS.items():
        lab = profile.labs.get(key)
        if lab is None:
            continue
        expires_ms = lab.measured_ms + ada_thresholds.MAX_AGE_MS + 1
        if expires_ms <= facts.now_ms:
            stale.append(name)
            continue
        found.inputs[name] = Input(name, lab.value, LABS[key].unit, lab.measured_ms, PROFILE_SOURCE)
        found.hold(expires_ms)
    answer = ada_thresholds.assess(found.inputs, stale=stale, diabetes=profile.diabetes, pregnant=pregnant(facts))
    return {ada_thresholds.KEY: Answer(answer, found.until_ms, found.until_ms)}


def _lifestyle(facts: Facts) -> Mapping[str, Answer]:
    found = Gathered()
    found.put_answers(facts, "lifestyle", lifestyle.ITEMS)
    if facts.profile.smoker is not None:
        found.put(lifestyle.SMOKING, "current" if facts.profile.smoker else NO)
    if (years := completed_years(facts)) is not None and years < lifestyle.MIN_AGE_YEARS:
        found.hold(midnight_ms(facts))
    answer = lifestyle.assess(found.inputs, age_years=completed_years(facts), pregnant=pregnant(facts))
    return {lifestyle.KEY: Answer(answer, found.until_ms, found.until_ms)}


JOBS: Final = (
    Job((findrisc.KEY,), _SIZE | {"waist"}, _findrisc),
    Job((ada_risk.KEY,), _SIZE, _ada),
    # What these two rest on is in the profile, which begins anew when it changes.
    Job((ada_thresholds.KEY,), frozenset(), _thresholds),
    Job((lifestyle.KEY,), frozenset(), _lifestyle),
)
