"""A published risk equation: whom it holds for, what it asks for, and how its answer is put into words.

The equations themselves are in ``scores/``: each adds up *shares* of a linear predictor, one for each input (what
depends on age and sex alone is the share of ``age``), and turns the sum into a risk. Here is what they have in common:
refusals, the comparison with somebody of the same age and sex with optimal values, and the sentences.

Optimal values: total cholesterol 170 and HDL 50 mg/dL, untreated systolic pressure 110 mmHg, no diabetes, no smoking
(the optimal risk factors of Goff et al., Circulation 2014;129:S49). For what that list does not have HealthSense takes
the points at which PREVENT centres its terms: eGFR 90, BMI 25, HbA1c 5.3 %; and no statin.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from math import exp
from types import MappingProxyType
from typing import Final

from .assessment import (
    MISSING_INPUT,
    NOT_VALID_FOR,
    OUT_OF_VALIDITY,
    STALE_INPUT,
    Assessment,
    Confidence,
    Input,
)

YES: Final = "yes"
NO: Final = "no"

MMOL_PER_MG_DL: Final = 0.02586
"""Cholesterol in mmol/L for 1 mg/dL, as PREVENT has it (Khan 2024)."""

OPTIMAL: Final[Mapping[str, float]] = MappingProxyType(
    {
        "total_cholesterol": 170.0,
        "hdl_cholesterol": 50.0,
        "systolic": 110.0,
        "systolic_treated": 0.0,
        "statin": 0.0,
        "diabetes": 0.0,
        "smoker": 0.0,
        "egfr": 90.0,
        "bmi": 25.0,
        "hba1c": 5.3,
    }
)

UNITS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "age": "years",
        "total_cholesterol": "mg/dL",
        "hdl_cholesterol": "mg/dL",
        "systolic": "mmHg",
        "egfr": "mL/min/1.73 m²",
        "bmi": "kg/m²",
        "hba1c": "%",
    }
)
_LABELS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "birth_date": "the birth date",
        "sex": "the sex",
        "total_cholesterol": "total cholesterol",
        "hdl_cholesterol": "HDL cholesterol",
        "systolic": "systolic blood pressure",
        "systolic_treated": "whether blood pressure is treated",
        "statin": "whether a statin is taken",
        "diabetes": "whether there is diabetes",
        "smoker": "whether the person smokes",
        "egfr": "the eGFR (a blood test of the kidneys)",
        "bmi": "height and weight",
        "hba1c": "HbA1c",
        "score2_region": "the risk region of the country",
        "ethnicity": "the ethnicity",
    }
)
_CHANGEABLE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "smoker": "not smoking",
        "systolic": "a lower systolic blood pressure",
        "total_cholesterol": "a lower total cholesterol",
        "bmi": "a lower weight",
    }
)
"""What a person can change, in the direction that does good. HDL cholesterol is left out: raising it has not been shown
to help (dal-OUTCOMES, N Engl J Med 2012;367:2089; HPS2-THRIVE, N Engl J Med 2014;371:203)."""

NOTABLE: Final = 0.05
"""A share is named from about a twentieth in the odds."""

_LOWERED_BY: Final[Mapping[str, str]] = MappingProxyType(
    {
        "few_bp_readings": "fewer than three blood-pressure readings",
        "ageing_input": "a measurement that is getting old",
    }
)


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What decides whether an answer may be given, and how far it may be trusted.

    ``prior_cvd``: a heart attack, a stroke, heart failure or narrowed arteries are known. ``stale`` are the names of
    inputs that are too old, ``ageing`` of those past half of their allowed age, ``few_readings`` whether the systolic
    pressure is the mean of fewer than three.
    """

    prior_cvd: bool = False
    pregnant: bool = False
    stale: Collection[str] = ()
    ageing: Collection[str] = ()
    few_readings: bool = False


@dataclass(frozen=True, slots=True)
class Equation:
    """What one key asks for and says.

    ``ages`` are completed years, inclusive. ``needs`` are the inputs besides age and sex. ``limits`` are inclusive, in
    the unit of `UNITS`. ``made_for`` are inputs that the equation does not use, but whose limits bound the people that
    it was made for: where one is known and not too old, it has to lie within them. ``outcome`` completes "would be
    expected to have ... within ``years`` years".
    """

    key: str
    name: str
    outcome: str
    years: int
    ages: tuple[int, int]
    needs: tuple[str, ...]
    limits: Mapping[str, tuple[float, float]]
    made_for: tuple[str, ...] = ()

    @property
    def inputs(self) -> tuple[str, ...]:
        """Return every input in the order in which an answer lists them."""
        return ("age", "sex", *self.needs)


def numbers(inputs: Mapping[str, Input]) -> dict[str, float]:
    """Return the inputs as numbers: ``yes`` is 1, ``no`` 0, other words are left out."""
    words = {YES: 1.0, NO: 0.0}
    return {
        name: words[used.value] if isinstance(used.value, str) else float(used.value)
        for name, used in inputs.items()
        if not isinstance(used.value, str) or used.value in words
    }


def listed(items: Collection[str]) -> str:
    """Return "a, b and c"."""
    *firsts, last = items
    return f"{', '.join(firsts)} and {last}" if firsts else last


def refuse(
    equation: Equation, inputs: Mapping[str, Input], reason: str, names: tuple[str, ...], text: str
) -> Assessment:
    """Return the refusal, with the inputs that are known and the share that they are."""
    known = [inputs[name] for name in equation.inputs if name in inputs]
    usable = len(known) - (len(names) if reason == STALE_INPUT else 0)
    return Assessment(
        equation.key,
        coverage=usable / len(equation.inputs),
        refused=reason,
        missing=names,
        inputs=tuple(known),
        explanation=text,
    )


def _not_for(equation: Equation, inputs: Mapping[str, Input], about: Circumstances) -> tuple[str, str] | None:
    name, (youngest, oldest) = equation.name, equation.ages
    if about.prior_cvd:
        return "prior_cardiovascular_disease", (
            f"{name} is for people who never had a heart attack, a stroke, heart failure or narrowed arteries. "
            "Your care team knows what applies to you."
        )
    if about.pregnant:
        return "pregnancy", (
            f"{name} was not made for pregnancy, in which blood pressure and cholesterol are not the usual ones."
        )
    if "age" in inputs and not youngest <= float(inputs["age"].value) <= oldest:
        return "age", f"{name} over {equation.years} years holds for people of {youngest} to {oldest} years."
    return None


def _outside(equation: Equation, inputs: Mapping[str, Input], about: Circumstances) -> Mapping[str, str]:
    """Return the inputs outside the limits, each with the limits in words."""
    found = {
        name: f"{_LABELS[name]} ({low:g} to {high:g} {UNITS[name]})"
        for name in (*equation.needs, *(one for one in equation.made_for if one in inputs and one not in about.stale))
        if (limit := equation.limits.get(name)) is not None
        for low, high in (limit,)
        if not low <= float(inputs[name].value) <= high
    }
    pair = [inputs[name].value for name in ("hdl_cholesterol", "total_cholesterol") if name in equation.needs]
    if len(pair) == 2 and float(pair[0]) >= float(pair[1]):
        found.setdefault("hdl_cholesterol", "HDL cholesterol (it is a part of total cholesterol, so less than that)")
    return found


def screen(equation: Equation, inputs: Mapping[str, Input], about: Circumstances) -> Assessment | None:
    """Return why there is no answer, or None.

    In this order (details in ``missing``): ``not_valid_for`` (``prior_cardiovascular_disease``, ``pregnancy``,
    ``age``), ``missing_input``, ``stale_input``, ``out_of_range`` (the names of the inputs).
    """
    if (barrier := _not_for(equation, inputs, about)) is not None:
        return refuse(equation, inputs, NOT_VALID_FOR, (barrier[0],), barrier[1])
    missing = tuple("birth_date" if name == "age" else name for name in equation.inputs if name not in inputs)
    if missing:
        wanted = listed([_LABELS[name] for name in missing])
        return refuse(equation, inputs, MISSING_INPUT, missing, f"Needed for {equation.name}: {wanted}.")
    stale = tuple(name for name in equation.needs if name in about.stale)
    if stale:
        old = listed([_LABELS[name] for name in stale])
        return refuse(
            equation, inputs, STALE_INPUT, stale, f"Too old for {equation.name}; worth measuring again: {old}."
        )
    if outside := _outside(equation, inputs, about):
        text = f"Outside what {equation.name} holds for, so there is no estimate: {listed(outside.values())}."
        return refuse(equation, inputs, OUT_OF_VALIDITY, tuple(outside), text)
    return None


def _in_hundred(risk: float) -> str:
    percent = 100 * risk
    return "fewer than 1" if percent < 1 else f"about {round(percent)}"


def _explain(
    equation: Equation, value: float, optimal: float, *, band: str | None, lower: list[str], concerns: tuple[str, ...]
) -> str:
    word = f": {band.replace('_', ' ')}" if band else ""
    if value <= optimal:
        best = "no more than with optimal values at the same age and sex"
    elif _in_hundred(value) == _in_hundred(optimal):
        best = "hardly more than with optimal values at the same age and sex"
    else:
        best = f"of 100 of the same age and sex with optimal values, {_in_hundred(optimal)}"
    text = (
        f"Of 100 people with these figures and no known heart or vessel disease, {_in_hundred(value)} would be "
        f"expected to have {equation.outcome} within {equation.years} years ({equation.name}{word}); {best}."
    )
    if lower:
        text += f" What goes with a lower estimate: {listed([_CHANGEABLE[name] for name in lower])}."
    if concerns:
        text += f" Confidence is {_grade(concerns).value}: {listed([_LOWERED_BY[name] for name in concerns])}."
    return text


def _concerns(equation: Equation, about: Circumstances) -> tuple[str, ...]:
    ageing = any(name in equation.needs for name in about.ageing)
    return tuple(name for name, true in (("few_bp_readings", about.few_readings), ("ageing_input", ageing)) if true)


def _grade(concerns: tuple[str, ...]) -> Confidence:
    return (Confidence.HIGH, Confidence.MODERATE, Confidence.LOW)[len(concerns)]


def answer(
    equation: Equation,
    inputs: Mapping[str, Input],
    about: Circumstances,
    *,
    shares: Callable[[Mapping[str, float]], Mapping[str, float]],
    risk: Callable[[float], float],
    band: Callable[[float], str | None],
    slope: float = 1.0,
    note: str = "",
) -> Assessment:
    """Return the answer for inputs that `screen` let pass.

    ``shares`` gives each input's part of the linear predictor, ``risk`` the risk of their sum, ``band`` its word.
    ``points`` of an input are its share less that of the optimal value, times ``slope``: what a recalibration makes
    of the predictor. Confidence is high with nothing against it, moderate with one concern, else low.
    """
    values = numbers(inputs)
    own = shares(values)
    best = shares({**values, **{name: value for name, value in OPTIMAL.items() if name in equation.needs}})
    points = {name: slope * (share - best[name]) for name, share in own.items() if name != "age"}
    value, optimal = risk(sum(own.values())), risk(sum(best.values()))
    word = band(value)
    lower = [
        name
        for name in _CHANGEABLE
        if points.get(name, 0.0) >= NOTABLE and name in equation.needs and values[name] > OPTIMAL[name]
    ]
    concerns = _concerns(equation, about)
    extra: list[tuple[str, float | str]] = [("optimal_value", optimal), ("years", equation.years)]
    if lower:
        extra.append(("lower_with", ", ".join(lower)))
    return Assessment(
        equation.key,
        value=value,
        coverage=1.0,
        band=word,
        confidence=_grade(concerns),
        inputs=tuple(_with_points(inputs[name], points.get(name)) for name in equation.inputs),
        explanation=_explain(equation, value, optimal, band=word, lower=lower, concerns=concerns) + note,
        extra=tuple(extra),
    )


def _with_points(used: Input, points: float | None) -> Input:
    return Input(
        used.key,
        used.value,
        used.unit,
        used.effective_ms,
        used.source,
        used.quality,
        None if points is None else round(points, 6),
    )


def logistic(log_odds: float) -> float:
    """Return the probability of log-odds."""
    return 1 / (1 + exp(-log_odds))


def four_bands(risk: float) -> str:
    """Return low, borderline (from 5 %), intermediate (from 7.5 %) or high (from 20 %).

    2018/2019 ACC/AHA guidelines (Grundy et al., Circulation 2019;139:e1082; Arnett et al., Circulation
    2019;140:e596), made for ASCVD over ten years.
    """
    if risk < 0.05:
        return "low"
    return "borderline" if risk < 0.075 else "intermediate" if risk < 0.2 else "high"
