"""The answers of learned models: their inputs are gathered here."""

from collections.abc import Mapping
from typing import Final

from ..assessment import MISSING_INPUT, NOT_VALID_FOR, refuse
from ..cuff import CUFF_VITALS
from ..cuff_book import KEPT_MS
from ..facts import Facts, earliest
from ..inputs import diabetes_groups, diabetes_inputs, near_cuff
from ..risk import diabetes
from ..view import TOLD_VITALS
from .job import Answer, Job


def _diabetes(facts: Facts) -> Mapping[str, Answer]:
    model = facts.models.get(diabetes.MODEL)
    if model is None:
        refused = refuse(diabetes.KEY, MISSING_INPUT, "The model is not installed.", missing=("model",))
        return {diabetes.KEY: Answer(refused)}
    groups = diabetes_groups(facts.book)
    inputs = diabetes_inputs(facts.view, facts.windows["heart_rate"], groups)
    answer = diabetes.assess(model, facts.profile, inputs, facts.now_ms)
    ageing = earliest(diabetes.expires_ms(inputs, facts.now_ms), groups[-1].key[0] + KEPT_MS + 1 if groups else None)
    birthday = facts.next_midnight_ms()
    # The age is among the inputs, but wakes nobody unless there is an answer or a lower limit of age.
    wakes = answer.value is not None or answer.refused == NOT_VALID_FOR
    return {diabetes.KEY: Answer(answer, earliest(ageing, birthday), earliest(ageing, birthday if wakes else None))}


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
)
