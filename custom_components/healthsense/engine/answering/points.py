"""Questionnaire scores: which answers and measurements they are given."""

from collections.abc import Mapping
from typing import Final

from ..facts import Facts
from ..scores import ada_risk, findrisc
from .asked import Gathered, active, asian, pregnant
from .job import Answer, Job

_SIZE: Final = frozenset({"weight", "height"})
_BMI_UNIT: Final = "kg/m²"


def _findrisc(facts: Facts) -> Mapping[str, Answer]:
    profile, found = facts.profile, Gathered()
    found.put_age(facts)
    found.put_measured("bmi", facts.bmi(), _BMI_UNIT)
    found.put_measured("waist", facts.measured("waist"))
    found.put_answers(facts, "findrisc", findrisc.ITEMS)
    # Diabetes in a pregnancy is a high glucose by FINDRISC's own words; no other answer rules one out.
    if found.put_answers(facts, "ada", ()).get("gestational_diabetes"):
        found.put("high_glucose_ever", value=True)
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


JOBS: Final = (
    Job((findrisc.KEY,), _SIZE | {"waist"}, _findrisc),
    Job((ada_risk.KEY,), _SIZE, _ada),
)
