"""The chance that a referred person with these answers would be found to have narrowed coronary arteries.

A pure function of a profile's facts and answers; the model is handed in. The people it was
learned from had all been sent to hospital for their chest: it says nothing of anybody without
chest pain, where 'asymptomatic' in the data means somebody referred for another reason (79 %
diseased). It is a second card: published cardiovascular scores lead.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from ..assessment import MISSING_INPUT, NOT_VALID_FOR, Assessment, Input
from . import words
from .answer import Case, extra, grade, sentences, with_shares
from .models import RiskModel
from .runner import Refusal, evaluate

KEY: Final = "heart_disease_risk"
MODEL: Final = "heart_disease"
FASTING_SUGAR_HIGH_MG_DL: Final = 120.0
"""The data's own limit (UCI heart disease, column ``fbs``)."""

EMERGENCY: Final = (
    "Chest pain that is new, or that comes at rest, can be an emergency: call your emergency number now. "
    "No estimate is made of it."
)
"""Static: it depends on no model and no figure."""

NOT_FOR: Final[Mapping[str, str]] = MappingProxyType(
    {
        "urgent_chest_pain": EMERGENCY,
        "no_chest_pain": "This estimate was made from people sent to hospital for chest pain; it says nothing of "
        "anybody without. The cardiovascular scores are for everybody.",
        "has_heart_disease": "This estimate is for people whose heart disease is not known yet.",
    }
)
_KNOWN: Final = frozenset({"coronary_heart_disease", "heart_failure"})
_LABELS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "age": "the birth date",
        "sex": "the sex",
        "systolic": "a blood pressure",
        "pain": "whether there is chest pain",
        "at_rest": "whether the pain comes at rest",
        "new": "whether the pain is new",
        "chest_pain": "what the chest pain is like",
        "exercise_angina": "whether exertion brings chest pain",
        "fasting_blood_sugar_over_120": "whether the fasting blood sugar is above 120 mg/dL",
    }
)
_LOWERED_BY: Final[Mapping[str, str]] = MappingProxyType(
    {
        "inputs_missing": "not everything is known",
        "unusual_combination": "an unusual combination of figures",
        "referred_people": "it was learned from people referred to hospitals around 1988",
    }
)


@dataclass(frozen=True, slots=True)
class HeartInputs:
    """What a person's profile and answers say; None: not told.

    ``age`` in completed years; ``sex`` female or male; ``systolic`` in mmHg with its source and
    time; ``fasting_glucose_mg_dl`` a laboratory value; ``answers`` those of the ``chest_pain``
    questionnaire (pain, at_rest, new, constricting, on_exertion, relieved_by_rest, type,
    exercise_angina, fasting_blood_sugar_over_120), current ones only.
    """

    age: int | None = None
    sex: str | None = None
    conditions: frozenset[str] = frozenset()
    systolic: Input | None = None
    fasting_glucose_mg_dl: float | None = None
    answers: Mapping[str, Any] = MappingProxyType({})


def pain_type(answers: Mapping[str, Any]) -> str | None:
    """Return the type of chest pain: as told, else by its three features; None: not known.

    Constricting discomfort in the chest, brought on by exertion, relieved by rest: all three are
    typical angina, two atypical, one or none non-anginal (ESC guideline on chronic coronary
    syndromes 2019, table 3; NICE CG95).
    """
    told = answers.get("type")
    if isinstance(told, str):
        return told
    features = [answers.get(name) for name in ("constricting", "on_exertion", "relieved_by_rest")]
    if any(feature is None for feature in features):
        return None
    return {3: "typical_angina", 2: "atypical_angina"}.get(sum(map(bool, features)), "non_anginal")


def _yes_no(value: object) -> str:
    return "yes" if value else "no"


def _sugar(inputs: HeartInputs) -> str | None:
    told = inputs.answers.get("fasting_blood_sugar_over_120")
    if told is not None:
        return _yes_no(told)
    measured = inputs.fasting_glucose_mg_dl
    return None if measured is None else _yes_no(measured > FASTING_SUGAR_HIGH_MG_DL)


def _used(inputs: HeartInputs) -> tuple[Input, ...]:
    angina = inputs.answers.get("exercise_angina")
    known: tuple[tuple[str, float | str | None, str], ...] = (
        ("age", inputs.age, "years"),
        ("sex", inputs.sex, ""),
        ("chest_pain", pain_type(inputs.answers), ""),
        ("exercise_angina", None if angina is None else _yes_no(angina), ""),
        ("fasting_blood_sugar_over_120", _sugar(inputs), ""),
    )
    used = [Input(name, value, unit) for name, value, unit in known if value is not None]
    if inputs.systolic is not None:
        used.append(inputs.systolic)
    return tuple(used)


def _needed(names: Sequence[str]) -> str:
    return f"Needed for this estimate: {words.listed([_LABELS.get(name, name) for name in names])}."


def _barrier(inputs: HeartInputs) -> str | None:
    answers = inputs.answers
    pain = answers.get("pain")
    # First of all, and whatever else is known: this text must never wait for a figure.
    if pain is not False and (answers.get("new") is True or answers.get("at_rest") is True):
        return "urgent_chest_pain"
    if pain is False or pain_type(answers) == "asymptomatic":
        return "no_chest_pain"
    return "has_heart_disease" if inputs.conditions & _KNOWN else None


def assess(model: RiskModel, inputs: HeartInputs) -> Assessment:
    """Return the chance (0-1), or why there is none.

    Refusals in this order: ``not_valid_for`` (``urgent_chest_pain``: new or resting pain, whose
    text asks to call the emergency number; ``no_chest_pain``; ``has_heart_disease``),
    ``missing_input`` (first whether there is chest pain, and that it is neither new nor at rest),
    ``out_of_training_range``. The confidence is at most moderate: people at home are not people
    who were referred.
    """
    used = _used(inputs)
    coverage = len({one.key for one in used} & set(model.input_names)) / len(model.inputs)
    case = Case(KEY, model, used, coverage)
    if (barrier := _barrier(inputs)) is not None:
        return case.because(NOT_VALID_FOR, (barrier,), NOT_FOR[barrier])
    if asked := [name for name in ("pain", "at_rest", "new") if inputs.answers.get(name) is None]:
        return case.because(MISSING_INPUT, asked, _needed(asked))
    answer = evaluate(model, case.values)
    if isinstance(answer, Refusal):
        return case.refused(answer, _needed)
    checks = {
        "referred_people": True,
        "inputs_missing": bool(answer.filled),
        "unusual_combination": answer.distance > model.applicability.usual,
    }
    reasons = [name for name, true in checks.items() if true]
    confidence = grade(reasons)
    text = [
        f"Among people sent to hospital for chest pain, of those with the same answers "
        f"{words.in_hundred(answer.probability)}{words.interval(answer)} were found to have narrowed heart arteries "
        f"({100 * model.prevalence:.0f} in 100 of all of them were). People at home were not among them, and the "
        "cardiovascular scores come first.",
        *sentences(model, answer, case.values),
        "Chest pain is worth talking about with a doctor whatever this estimate says.",
        f"Confidence is {confidence.value}: {words.listed([_LOWERED_BY[name] for name in reasons])}.",
    ]
    return Assessment(
        KEY,
        value=answer.probability,
        lower=answer.lower,
        upper=answer.upper,
        coverage=coverage,
        band=model.band(answer.probability),
        confidence=confidence,
        inputs=with_shares(used, dict(answer.contributions)),
        explanation=" ".join(text),
        extra=extra(model, answer),
    )
