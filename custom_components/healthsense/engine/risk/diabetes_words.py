"""Plain English for the diabetes model's answers and refusals."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from ..assessment import Confidence
from . import words
from .models import RiskModel
from .runner import Prediction

NOT_FOR: Final[Mapping[str, str]] = MappingProxyType(
    {
        "has_diabetes": "This estimate is for people who were never told that they have diabetes.",
        "glucose_lowering_treatment": "This estimate is not for people who take insulin or other glucose-lowering "
        "medicines.",
        "pregnancy": "HbA1c is not reliable in pregnancy, so there is no estimate. Your maternity team offers "
        "other tests.",
        "under_20": "This estimate was made from adults of 20 years and more.",
    }
)
_LABELS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "birth_date": "the birth date",
        "sex": "the sex",
        "activity": "the leisure-time activity",
        "weight": "a weight",
        "height": "a height",
        "waist": "a waist measurement",
        "systolic": "a blood pressure",
        "diastolic": "a blood pressure",
        "pulse": "a pulse at rest",
    }
)
_BANDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "low": "among the lowest quarter of",
        "average": "about average among",
        "above_average": "above average among",
        "high": "among the highest tenth of",
    }
)
_WORTH_ASKING: Final = frozenset({"above_average", "high"})
_LOWERED_BY: Final[Mapping[str, str]] = MappingProxyType(
    {
        "few_bp_readings": "fewer than three blood-pressure readings",
        "pulse_not_from_cuff": "a pulse that is not from a blood-pressure cuff",
        "ageing_input": "a measurement that is getting old",
        "unusual_combination": "an unusual combination of figures",
    }
)


def missing(names: Sequence[str]) -> str:
    """Return what is needed before there can be an answer."""
    return f"Needed for this estimate: {words.listed([_LABELS.get(name, name) for name in names])}."


def stale(names: Sequence[str]) -> str:
    """Return what must be measured anew."""
    labels = words.listed([_LABELS.get(name, name) for name in names])
    return f"Too old for this estimate; worth measuring again: {labels}."


def answer(
    model: RiskModel, prediction: Prediction, grade: Confidence, reasons: Sequence[str], middle: Sequence[str]
) -> str:
    """Return the answer in a few plain sentences: chance, comparison, ``middle``, what to do."""
    band = model.band(prediction.probability)
    sentences = [
        f"The chance that a test today would show blood sugar in the diabetes range is "
        f"{words.in_hundred(prediction.probability)}{words.interval(prediction)}, {_BANDS[band]} adults who were never "
        f"told that they have diabetes ({100 * model.prevalence:.1f} in 100 of them had such a result).",
        *middle,
    ]
    if band in _WORTH_ASKING:
        sentences.append("An HbA1c test may be worth asking about at your next visit.")
    if reasons:
        sentences.append(f"Confidence is {grade.value}: {words.listed([_LOWERED_BY[name] for name in reasons])}.")
    return " ".join(sentences)
