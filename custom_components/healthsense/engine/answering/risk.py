"""The answers of learned models: their inputs are gathered here."""

from collections.abc import Mapping
from typing import Final

from ..assessment import MISSING_INPUT, NOT_VALID_FOR, Input, refuse
from ..cuff import CUFF_VITALS
from ..cuff_book import KEPT_MS
from ..facts import DAY_MS, Facts, earliest
from ..inputs import diabetes_groups, diabetes_inputs, near_cuff
from ..risk import diabetes, heart_disease, skin
from ..risk.heart_disease import HeartInputs
from ..risk.skin import SkinInputs
from ..view import TOLD_VITALS
from . import hypoxia
from .asked import Gathered, measured_input
from .job import Answer, Job

FASTING_GLUCOSE_MAX_AGE_MS: Final = 365 * DAY_MS
"""How old a fasting glucose may be beside a year's other facts: HealthSense's own limit."""


def _not_installed(key: str) -> Mapping[str, Answer]:
    return {key: Answer(refuse(key, MISSING_INPUT, "This model is not in use here.", missing=("model",)))}


def _diabetes(facts: Facts) -> Mapping[str, Answer]:
    model = facts.models.get(diabetes.MODEL)
    if model is None:
        return _not_installed(diabetes.KEY)
    groups = diabetes_groups(facts.book)
    inputs = diabetes_inputs(facts.view, facts.windows["heart_rate"], groups)
    second = facts.models.get(diabetes.LAB_MODEL)
    answer = diabetes.assess(model, facts.profile, inputs, facts.now_ms, second)
    ageing = earliest(diabetes.expires_ms(inputs, facts.now_ms), groups[-1].key[0] + KEPT_MS + 1 if groups else None)
    birthday = facts.next_midnight_ms()
    # The age is among the inputs, but wakes nobody unless there is an answer or a lower limit of age.
    wakes = answer.value is not None or answer.refused == NOT_VALID_FOR
    ends = [lab.measured_ms + diabetes.LAB_MAX_AGE_MS + 1 for lab in facts.profile.labs.values()]
    ageing = earliest(ageing, *(end for end in ends if end > facts.now_ms))
    return {diabetes.KEY: Answer(answer, earliest(ageing, birthday), earliest(ageing, birthday if wakes else None))}


def _heart_disease(facts: Facts) -> Mapping[str, Answer]:
    model = facts.models.get(heart_disease.MODEL)
    if model is None:
        return _not_installed(heart_disease.KEY)
    profile, found = facts.profile, Gathered()
    found.put_age(facts)
    answers = found.put_answers(facts, "chest_pain", ())
    systolic: Input | None = None
    if (mean := facts.systolic()) is not None:
        systolic = measured_input(mean)
        found.hold(mean.expires_ms)
    glucose = profile.labs.get("fasting_glucose_mg_dl")
    if glucose is not None and (end := glucose.measured_ms + FASTING_GLUCOSE_MAX_AGE_MS + 1) > facts.now_ms:
        found.hold(end)
    else:
        glucose = None
    inputs = HeartInputs(
        age=facts.age,
        sex=None if profile.sex is None else profile.sex.value,
        conditions=profile.conditions,
        systolic=systolic,
        fasting_glucose_mg_dl=None if glucose is None else glucose.value,
        answers=answers,
    )
    # Without answers nothing that time does can bring one.
    until = found.until_ms if answers else None
    return {heart_disease.KEY: Answer(heart_disease.assess(model, inputs), found.until_ms, until)}


def _skin(facts: Facts) -> Mapping[str, Answer]:
    model = facts.models.get(skin.MODEL)
    if model is None:
        return _not_installed(skin.KEY)
    found = Gathered()
    found.put_age(facts)
    answers = found.put_answers(facts, "skin", ())
    until = found.until_ms if answers else None
    return {skin.KEY: Answer(skin.assess(model, SkinInputs(facts.age, answers)), found.until_ms, until)}


def _beside_a_cuff_reading(facts: Facts) -> bool:
    touched = facts.touched or {}
    return near_cuff(diabetes_groups(facts.book), touched.get("heart_rate", ()))


JOBS: Final = (
    Job(
        (diabetes.KEY,),
        frozenset(CUFF_VITALS) | TOLD_VITALS | {"resting_heart_rate"},
        _diabetes,
        perhaps=frozenset({"heart_rate"}),
        concerns=_beside_a_cuff_reading,
    ),
    Job((heart_disease.KEY,), frozenset(CUFF_VITALS), _heart_disease),
    # What this rests on is in the profile, which begins anew when it changes.
    Job((skin.KEY,), frozenset(), _skin),
    hypoxia.JOB,
)
