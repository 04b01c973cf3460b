"""The chance that oxygen saturation falls below 90 % within four hours, from the last four hours.

A pure function of hourly medians; the models are handed in. A rule on the present saturation
leads and needs no model; then the logistic regression; the support-vector machine is a second
card, because it separates people less well. All were learned in intensive care, mostly on
oxygen: at home the answer is a sign to look again, no more.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from ..assessment import MISSING_INPUT, NOT_VALID_FOR, Assessment, Confidence, Input
from . import words
from .answer import Case, Extra, extra, second_card, with_shares
from .bounds import reach
from .models import RiskModel
from .runner import Prediction, Refusal, evaluate
from .trends import HOURS, PRESSURES, TREND_VITALS, Hourly, features

KEY: Final = "hypoxia_risk"
LEAD_MODEL: Final = "hypoxia_lr"
SECOND_MODEL: Final = "hypoxia"

URGENT_BELOW: Final = 92.5
"""92 % or less, as an oximeter would show it, is an emergency; NHS England, Pulse oximetry @home."""

RECHECK_BELOW: Final = 94.5
"""93 or 94 % is worth a call to a doctor's line; NHS England, Pulse oximetry @home."""

ORDER: Final = ("low", "average", "above_average", "high")
RULE_FLOOR: Final = "above_average"
"""The least band that a saturation of 93 or 94 % goes with, whatever a model says."""

URGENT: Final = (
    "Oxygen saturation is 92 % or less. Sit upright, rest, warm the hand and measure again for a whole minute. If it "
    "stays there, or you feel breathless or unwell, call your emergency number. No estimate is made of it."
)
NOT_FOR: Final[Mapping[str, str]] = MappingProxyType(
    {
        "low_saturation": URGENT,
        "own_target": "A clinician set a target of 88 to 92 % for this person; the estimate knows only people without.",
    }
)
_LABELS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "age": "the birth date",
        "sex": "the sex",
        "spo2": "oxygen saturation in at least three of the last four hours, the last included",
        "heart_rate": "heart rate in at least three of the last four hours, the last included",
        "respiratory_rate": "breathing rate in at least three of the last four hours, the last included",
        "systolic": "a blood pressure of the last four hours",
        "diastolic": "a blood pressure of the last four hours",
    }
)
_NOUNS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "spo2": "oxygen saturation",
        "heart_rate": "heart rate",
        "respiratory_rate": "breathing rate",
        "systolic": "blood pressure",
        "diastolic": "blood pressure",
    }
)
_UNITS: Final[Mapping[str, str]] = MappingProxyType(
    {"spo2": "%", "heart_rate": "bpm", "respiratory_rate": "/min", "systolic": "mmHg", "diastolic": "mmHg"}
)


@dataclass(frozen=True, slots=True)
class HypoxiaInputs:
    """What a monitor hands in.

    ``hourly``: per vital (``trends.TREND_VITALS`` and pressures) the medians of four hours,
    oldest first, None where there is none; ``effective_ms`` and ``sources`` date and name the
    newest reading of each vital. ``spo2_scale`` 2: a clinician set a target of 88-92 %.
    """

    age: int | None = None
    sex: str | None = None
    spo2_scale: int = 1
    hourly: Mapping[str, Hourly] = MappingProxyType({})
    effective_ms: Mapping[str, int] = MappingProxyType({})
    sources: Mapping[str, str] = MappingProxyType({})


def vital_of(name: str) -> str:
    """Return the vital that an input is computed from; the input itself for age and sex."""
    return next((vital for vital in (*TREND_VITALS, *PRESSURES) if name.startswith(f"{vital}_")), name)


def _used(inputs: HypoxiaInputs, asked: Sequence[str]) -> tuple[Input, ...]:
    """Return the known inputs that the models ask for, to four decimals: the models get no more."""
    computed: dict[str, float | None] = features(inputs.hourly)
    used = [] if inputs.age is None else [Input("age", inputs.age, "years")]
    if inputs.sex is not None:
        used.append(Input("sex", inputs.sex))
    for name in asked:
        value = computed.get(name)
        if value is None:
            continue
        vital = vital_of(name)
        unit = f"{_UNITS[vital]}/h" if name.endswith("_slope") else _UNITS[vital]
        used.append(Input(name, round(value, 4), unit, inputs.effective_ms.get(vital), inputs.sources.get(vital, "")))
    return tuple(used)


def _needed(names: Sequence[str]) -> str:
    asked = [_LABELS.get(vital_of(name), name) for name in names]
    return f"Needed for this estimate: {words.listed(asked)}."


def _noun(name: str) -> str:
    vital = vital_of(name)
    return _NOUNS.get(vital, vital)


def _sentences(case: Case, answer: Prediction) -> list[str]:
    """Return what contributed most, by vital, and how far what is not known could move the answer."""
    shares: dict[str, float] = {}
    for name, share in answer.contributions:
        if name not in answer.filled:
            shares[_noun(name)] = shares.get(_noun(name), 0.0) + share
    found = [words.contributors(shares)]
    if answer.filled:
        labels = [_noun(name) for name in answer.filled if _noun(name) not in shares]
        labels = labels or [f"the trend of {_noun(answer.filled[0])}"]
        found.append(words.not_known(labels, reach(case.model, case.values)))
    return found


def _at_least(band: str, floor: str) -> str:
    return max(band, floor, key=ORDER.index)


def assess(models: Mapping[str, RiskModel], inputs: HypoxiaInputs) -> Assessment:
    """Return the chance (0-1) of a saturation below 90 % within four hours, or why there is none.

    ``models`` holds ``hypoxia_lr``, which answers, and ``hypoxia`` (SVM), whose answer stands
    beside it as ``second_value``; where only the SVM is installed it answers alone. Refusals:
    ``not_valid_for`` (``low_saturation``: now 92 % or less, the rule's text; ``own_target``),
    ``missing_input`` (vitals by name), ``out_of_training_range``. With 93 or 94 % the band is at
    least above average. The confidence is always low: see the module.
    """
    lead = models.get(LEAD_MODEL) or models.get(SECOND_MODEL)
    if lead is None:
        return Assessment(
            KEY, refused=MISSING_INPUT, missing=("model",), coverage=0.0, explanation="This model is not in use here."
        )
    second = models.get(SECOND_MODEL) if lead.name != SECOND_MODEL else None
    asked = dict.fromkeys((*lead.input_names, *(second.input_names if second else ()), "spo2_now"))
    used = _used(inputs, tuple(asked))
    coverage = len({one.key for one in used} & set(lead.input_names)) / len(lead.inputs)
    case = Case(KEY, lead, used, coverage)
    now = inputs.hourly.get("spo2", (None,) * HOURS)[-1]
    if inputs.spo2_scale != 1:
        return case.because(NOT_VALID_FOR, ("own_target",), NOT_FOR["own_target"])
    if now is not None and now < URGENT_BELOW:
        return case.because(NOT_VALID_FOR, ("low_saturation",), NOT_FOR["low_saturation"])
    answer = evaluate(lead, case.values)
    if isinstance(answer, Refusal):
        return _refused(case, answer)
    return _answer(case, answer, now, second_card(second, used))


def _refused(case: Case, refusal: Refusal) -> Assessment:
    found = case.refused(refusal, _needed)
    if found.refused != MISSING_INPUT:
        return found
    vitals = tuple(dict.fromkeys(vital_of(name) for name in refusal.inputs))
    return case.because(MISSING_INPUT, vitals, found.explanation, found.extra[1:])


def _answer(case: Case, answer: Prediction, now: float | None, beside: Extra) -> Assessment:
    model = case.model
    band = model.band(answer.probability)
    rule = now is not None and now < RECHECK_BELOW
    text = [
        f"Of people in intensive care with such a course of four hours, {words.in_hundred(answer.probability)}"
        f"{words.interval(answer)} fell below 90 % within the next four "
        f"({100 * model.prevalence:.1f} in 100 of all of them did). People at home were not among them.",
        *_sentences(case, answer),
    ]
    if rule:
        band = _at_least(band, RULE_FLOOR)
        text.insert(0, "Oxygen saturation is 93 or 94 %: worth measuring again, and calling a doctor if it is new.")
    return Assessment(
        KEY,
        value=answer.probability,
        lower=answer.lower,
        upper=answer.upper,
        coverage=case.coverage,
        band=band,
        confidence=Confidence.LOW,
        inputs=with_shares(case.used, dict(answer.contributions)),
        explanation=" ".join(text),
        extra=(*extra(model, answer), *beside, *((("rule", "saturation_93_94"),) if rule else ())),
    )
