"""The chance that a test today would show diabetes-range HbA1c in somebody never told of diabetes.

A pure function of a profile, measured inputs and ``now``; the model is handed in. Which people
it serves and how well is on its card, ``docs/models/diabetes.md``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import floor
from types import MappingProxyType
from typing import Final

from ..assessment import NOT_VALID_FOR, STALE_INPUT, Assessment, Confidence, Input
from ..profile import PROFILE_SOURCE, Profile
from ..vitals import VITALS
from . import diabetes_words as words
from .answer import Case, extra, second_card, sentences, with_shares
from .models import RiskModel
from .runner import Refusal, evaluate

KEY: Final = "diabetes_risk"
MODEL: Final = "diabetes"
LAB_MODEL: Final = "diabetes_lab"
"""The second card: it knows total and HDL cholesterol too."""

LABS: Final = ("total_cholesterol_mg_dl", "hdl_cholesterol_mg_dl")
MIN_AGE_YEARS: Final = 20
BP_READINGS: Final = 3
"""NHANES takes up to three readings of a sitting; the model was trained on their mean."""

PULSE_VITALS: Final = ("cuff_pulse", "heart_rate", "resting_heart_rate")
"""Vitals that may serve as ``pulse``, the better first: the survey's was taken seated and awake, so
``heart_rate`` serves only within ``NEAR_CUFF_MS`` of a cuff reading."""

NEAR_CUFF_MS: Final = 5 * 60_000

_DAY_MS: Final = 86_400_000
MAX_AGE_MS: Final[Mapping[str, int]] = MappingProxyType(
    {
        "weight": VITALS["weight"].fresh_for_ms,
        "height": VITALS["height"].fresh_for_ms,
        "waist": VITALS["waist"].fresh_for_ms,
        "systolic": 30 * _DAY_MS,
        "diastolic": 30 * _DAY_MS,
        "pulse": 30 * _DAY_MS,
    }
)
"""How old each measured input may be. HbA1c mirrors about three months of blood glucose (ADA,
Standards of Care 2025, section 6), so a month-old blood pressure still describes the same state."""

LAB_MAX_AGE_MS: Final = 365 * _DAY_MS
"""How old a laboratory value may be for the second card: HealthSense's own limit."""

_TREATMENTS: Final = frozenset({"glucose_lowering", "insulin"})


@dataclass(frozen=True, slots=True)
class Measured:
    """One measured input as a monitor found it.

    ``value`` is in ``unit``, the canonical unit of ``vital``; ``readings`` is how many readings
    it is the mean of, ``effective_ms`` the time of the newest of them.
    """

    value: float
    unit: str
    effective_ms: int
    source: str
    vital: str
    readings: int = 1
    quality: int | None = None


@dataclass(frozen=True, slots=True)
class DiabetesInputs:
    """What a monitor hands in; None: never measured.

    ``weight`` in kg, ``height`` and ``waist`` in cm: the newest. ``systolic`` and ``diastolic``
    in mmHg: means of the same up to three newest complete cuff readings within a day of the
    newest. ``pulse`` in bpm: the mean of those readings' cuff pulse, else the median heart rate
    within five minutes of them, else the newest resting heart rate (``PULSE_VITALS``).
    """

    weight: Measured | None = None
    height: Measured | None = None
    waist: Measured | None = None
    systolic: Measured | None = None
    diastolic: Measured | None = None
    pulse: Measured | None = None

    def items(self) -> tuple[tuple[str, Measured | None], ...]:
        """Return (name, input) in the order of the fields."""
        return (
            ("weight", self.weight),
            ("height", self.height),
            ("waist", self.waist),
            ("systolic", self.systolic),
            ("diastolic", self.diastolic),
            ("pulse", self.pulse),
        )


_UNITS: Final[Mapping[str, str]] = MappingProxyType(
    {name: VITALS["cuff_pulse" if name == "pulse" else name].unit for name in MAX_AGE_MS}
)
_TOLD: Final = ("birth_date", "sex", "activity")
INPUT_COUNT: Final = len(_TOLD) + len(MAX_AGE_MS)


def expires_ms(inputs: DiabetesInputs, now_ms: int) -> int | None:
    """Return when the answer next changes by time alone: an input passes half its age, or all.

    None: no further change is due. Birthdays are the caller's (the local midnight).
    """
    moments = (
        given.effective_ms + share
        for name, given in inputs.items()
        if given is not None
        for share in (MAX_AGE_MS[name] // 2 + 1, MAX_AGE_MS[name] + 1)
    )
    return min((moment for moment in moments if moment > now_ms), default=None)


def _not_for(profile: Profile, age: int | None) -> str | None:
    if "diabetes" in profile.conditions or profile.diabetes is True:
        return "has_diabetes"
    if profile.treatments & _TREATMENTS:
        return "glucose_lowering_treatment"
    if "pregnancy" in profile.conditions:
        return "pregnancy"
    if age is not None and age < MIN_AGE_YEARS:
        return "under_20"
    return None


def _missing(profile: Profile, inputs: DiabetesInputs) -> tuple[str, ...]:
    told = {"birth_date": profile.birth_date, "sex": profile.sex, "activity": profile.activity}
    return (
        *(name for name in _TOLD if told[name] is None),
        *(name for name, given in inputs.items() if given is None),
    )


def _stale(inputs: DiabetesInputs, now_ms: int) -> tuple[str, ...]:
    return tuple(
        name for name, given in inputs.items() if given is not None and now_ms - given.effective_ms > MAX_AGE_MS[name]
    )


def confidence(
    inputs: DiabetesInputs, distance: float, model: RiskModel, now_ms: int
) -> tuple[Confidence, tuple[str, ...]]:
    """Return the confidence and what lowers it.

    Four things lower it: fewer than three blood-pressure readings averaged
    (``few_bp_readings``); a pulse that is not a cuff's (``pulse_not_from_cuff``); a measured
    input past half of its allowed age (``ageing_input``); inputs together further from the
    training data than 95 % of it (``unusual_combination``). None: high; one: moderate; two or
    more: low. It speaks of the inputs: how well the model separates people is on its card.
    """
    readings = [given.readings for given in (inputs.systolic, inputs.diastolic) if given is not None]
    checks = {
        "few_bp_readings": min(readings, default=0) < BP_READINGS,
        "pulse_not_from_cuff": inputs.pulse is None or inputs.pulse.vital != PULSE_VITALS[0],
        "ageing_input": any(
            given is not None and now_ms - given.effective_ms > MAX_AGE_MS[name] // 2 for name, given in inputs.items()
        ),
        "unusual_combination": distance > model.applicability.usual,
    }
    reasons = tuple(name for name, true in checks.items() if true)
    grade = (Confidence.HIGH, Confidence.MODERATE, Confidence.LOW)[min(len(reasons), 2)]
    return grade, reasons


def _used(profile: Profile, age: int | None, inputs: DiabetesInputs) -> tuple[Input, ...]:
    """Return the known inputs in the model's order, measurements to two decimals: the model gets no more."""
    out: list[Input] = []
    if age is not None:
        out.append(Input("age", age, "years"))
    if profile.sex is not None:
        out.append(Input("sex", profile.sex.value))
    if inputs.weight is not None and inputs.height is not None:
        bmi = round(_bmi(inputs.weight.value, inputs.height.value), 2)
        dated = inputs.weight
        out.append(Input("bmi", bmi, "kg/m2", dated.effective_ms, dated.source, dated.quality))
    for name in ("waist", "systolic", "diastolic", "pulse"):
        given: Measured | None = getattr(inputs, name)
        if given is not None:
            value = round(float(given.value), 2)
            out.append(Input(name, value, given.unit, given.effective_ms, given.source, given.quality))
    if profile.activity is not None:
        out.append(Input("activity", profile.activity.value))
    return tuple(out)


def _bmi(weight_kg: float, height_cm: float) -> float:
    """Return weight over height squared (Quetelet), kg/m2."""
    return weight_kg / (height_cm / 100) ** 2


def _labs(profile: Profile, now_ms: int) -> tuple[Input, ...]:
    """Return the laboratory values that the second card knows, while they are not too old."""
    return tuple(
        Input(key, lab.value, "mg/dL", lab.measured_ms, PROFILE_SOURCE)
        for key in LABS
        if (lab := profile.labs.get(key)) is not None and lab.measured_ms + LAB_MAX_AGE_MS >= now_ms
    )


def assess(
    model: RiskModel, profile: Profile, inputs: DiabetesInputs, now_ms: int, second: RiskModel | None = None
) -> Assessment:
    """Return the chance (0-1) with its 95 % interval, or why there is none.

    Refusals, in this order (the details are in ``missing``): ``not_valid_for`` (``has_diabetes``,
    ``glucose_lowering_treatment``, ``pregnancy``, ``under_20``), ``missing_input``,
    ``stale_input``, ``out_of_training_range`` (names, or ``combination``). ``band`` is low,
    average, above_average or high among adults never told of diabetes; ``coverage`` the share of
    the nine facts that are known and not stale. ``second`` (``diabetes_lab``) answers too where
    its laboratory values are known: ``second_value`` beside the answer.

    Raises:
        ValueError: an input is not in its canonical unit (a mistake of the caller).
    """
    for name, given in inputs.items():
        if given is not None and given.unit != _UNITS[name]:
            raise ValueError(f"{name}: unit must be {_UNITS[name]}")
    exact_age = profile.age_at(now_ms)
    age = None if exact_age is None else floor(exact_age)
    lacking, stale = _missing(profile, inputs), _stale(inputs, now_ms)
    coverage = (INPUT_COUNT - len(lacking) - len(stale)) / INPUT_COUNT
    case = Case(KEY, model, _used(profile, age, inputs), coverage)
    if (barrier := _not_for(profile, age)) is not None:
        return case.because(NOT_VALID_FOR, (barrier,), words.NOT_FOR[barrier])
    if lacking:
        return case.lacking(lacking, words.missing(lacking))
    if stale:
        return case.because(STALE_INPUT, stale, words.stale(stale))
    answer = evaluate(model, case.values)
    if isinstance(answer, Refusal):
        return case.refused(answer, words.missing)
    grade, reasons = confidence(inputs, answer.distance, model, now_ms)
    return Assessment(
        KEY,
        value=answer.probability,
        lower=answer.lower,
        upper=answer.upper,
        coverage=1.0,
        band=model.band(answer.probability),
        confidence=grade,
        inputs=with_shares(case.used, dict(answer.contributions)),
        explanation=words.answer(model, answer, grade, reasons, sentences(model, answer, case.values)),
        extra=(*extra(model, answer), *second_card(second, (*case.used, *_labs(profile, now_ms)))),
    )
