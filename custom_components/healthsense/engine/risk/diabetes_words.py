"""Plain English for the diabetes model's answers and refusals."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from ..assessment import Confidence
from .models import RiskModel
from .runner import Prediction

NOTABLE_LOG_ODDS: Final = 0.1
"""A contribution is named from about a tenth in the odds."""

MAX_NAMED: Final = 2

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
UNUSUAL: Final = (
    "These figures together are unlike those of nearly everybody the estimate was made from, so there is none. "
    "It may be worth measuring again."
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


def _list(items: Sequence[str]) -> str:
    unique = list(dict.fromkeys(items))
    return unique[0] if len(unique) == 1 else f"{', '.join(unique[:-1])} and {unique[-1]}"


def missing(names: Sequence[str]) -> str:
    """Return what is needed before there can be an answer."""
    return f"Needed for this estimate: {_list([_LABELS[name] for name in names])}."


def stale(names: Sequence[str]) -> str:
    """Return what must be measured anew."""
    return f"Too old for this estimate; worth measuring again: {_list([_LABELS[name] for name in names])}."


def out_of_range(model: RiskModel, names: Sequence[str]) -> str:
    """Return which inputs lie outside, and the range of the people the model knows."""
    ranges = []
    for name in names:
        spec = model.spec(name)
        ranges.append(f"{spec.label} ({spec.low:g} to {spec.high:g} {spec.unit})".replace(" )", ")"))
    return f"Outside what the estimate was made from, so there is none: {_list(ranges)}."


def _hundredths(share: float) -> str:
    percent = 100 * share
    if percent < 1:
        return "fewer than 1 in 100"
    return f"about {round(percent)} in 100"


def _interval(prediction: Prediction) -> str:
    if prediction.lower is None or prediction.upper is None:
        return ""
    return f" (95 % interval {100 * prediction.lower:.1f} to {100 * prediction.upper:.1f} %)"


def _named(model: RiskModel, answer: Prediction, sign: int) -> list[str]:
    notable = [(sign * share, name) for name, share in answer.contributions if sign * share >= NOTABLE_LOG_ODDS]
    notable.sort(key=lambda item: (-item[0], item[1]))
    return [model.spec(name).label for _, name in notable[:MAX_NAMED]]


def _contributors(model: RiskModel, answer: Prediction) -> str:
    raised, lowered = _named(model, answer, 1), _named(model, answer, -1)
    parts = []
    if raised:
        parts.append(f"raised most by {_list(raised)}")
    if lowered:
        parts.append(f"lowered most by {_list(lowered)}")
    if not parts:
        return "No single figure stands out."
    return f"Against the average person it is {', and '.join(parts)}."


def answer(model: RiskModel, prediction: Prediction, band: str, grade: Confidence, reasons: Sequence[str]) -> str:
    """Return the answer in a few plain sentences: chance, comparison, contributors, what to do."""
    sentences = [
        f"The chance that a test today would show blood sugar in the diabetes range is "
        f"{_hundredths(prediction.probability)}{_interval(prediction)}, {_BANDS[band]} adults who were never told "
        f"that they have diabetes ({100 * model.prevalence:.1f} in 100 of them had such a result).",
        _contributors(model, prediction),
    ]
    if band in _WORTH_ASKING:
        sentences.append("An HbA1c test may be worth asking about at your next visit.")
    if reasons:
        sentences.append(f"Confidence is {grade.value}: {_list([_LOWERED_BY[name] for name in reasons])}.")
    return " ".join(sentences)
