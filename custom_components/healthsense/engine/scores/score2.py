"""SCORE2 and SCORE2-OP: ten-year risk of cardiovascular disease in Europe's four risk regions.

Sources: SCORE2 working group, Eur Heart J 2021;42:2439 (40-69 years); SCORE2-OP working group, Eur Heart J
2021;42:2455 (70 years and over; the scales are the corrected ones). Sex-specific, adjusted for death of other causes,
recalibrated to the region: risk = 1 - exp(-exp(scale1 + scale2 * ln(-ln(1 - p)))) of the uncalibrated risk p.

One key for both, told apart by age. SCORE2 is not for people with diabetes (its diabetes term served the recalibration
alone, and is left out); SCORE2-OP counts diabetes. Neither is for people with cardiovascular disease. Published for 40
to 89 years; limits of the other inputs are HealthSense's own, wide ones, because none are published.

Bands: 2021 ESC guideline on prevention (Visseren et al., Eur Heart J 2021;42:3227, table 5). Below 50 years low to
moderate < 2.5 %, high < 7.5 %, then very high; 50 to 69 years 5 and 10 %; from 70 years 7.5 and 15 %.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from math import exp, log
from types import MappingProxyType
from typing import Final

from ..assessment import NOT_VALID_FOR, Assessment, Input
from ..equation import MMOL_PER_MG_DL, YES, Circumstances, Equation, answer, refuse, screen

KEY: Final = "score2"
REGIONS: Final = ("low", "moderate", "high", "very_high")
BANDS: Final = ("low_to_moderate", "high", "very_high")
OLDER_FROM: Final = 70

_NEEDS: Final = ("total_cholesterol", "hdl_cholesterol", "systolic", "diabetes", "smoker", "score2_region")
_LIMITS: Final[Mapping[str, tuple[float, float]]] = MappingProxyType(
    {"total_cholesterol": (77.0, 387.0), "hdl_cholesterol": (19.0, 116.0), "systolic": (80.0, 220.0)}
)
"""2 to 10 and 0.5 to 3 mmol/L; HealthSense's own."""

_OUTCOME: Final = "a heart attack, a stroke or a death from heart and vessel disease"
_SCORE2: Final = Equation(KEY, "SCORE2", _OUTCOME, 10, (40, 89), _NEEDS, _LIMITS)
_SCORE2_OP: Final = Equation(KEY, "SCORE2-OP", _OUTCOME, 10, (40, 89), _NEEDS, _LIMITS)


@dataclass(frozen=True, slots=True)
class _Model:
    """Where the terms are centred, in which steps they count, the coefficients, and the baseline."""

    age: tuple[float, float]
    systolic: tuple[float, float]
    hdl: tuple[float, float]
    coefficients: Mapping[str, float]
    survival: float
    mean: float = 0.0


_TERMS: Final = (
    "age", "smoker", "systolic", "diabetes", "total_cholesterol", "hdl_cholesterol",
    "age_smoker", "age_systolic", "age_total_cholesterol", "age_hdl_cholesterol", "age_diabetes",
)  # fmt: skip
_COEFFICIENTS: Final[Mapping[tuple[bool, str], tuple[float, ...]]] = MappingProxyType(
    {
        (False, "male"): (0.3742, 0.6012, 0.2777, 0, 0.1458, -0.2698, -0.0755, -0.0255, -0.0281, 0.0426, 0),
        (False, "female"): (0.4648, 0.7744, 0.3131, 0, 0.1002, -0.2606, -0.1088, -0.0277, -0.0226, 0.0613, 0),
        (True, "male"): (
            0.0634, 0.3524, 0.0094, 0.4245, 0.0850, -0.3564, -0.0247, -0.0005, 0.0073, 0.0091, -0.0174,
        ),
        (True, "female"): (
            0.0789, 0.4921, 0.0102, 0.6010, 0.0605, -0.3040, -0.0255, -0.0004, -0.0009, 0.0154, -0.0107,
        ),
    }
)  # fmt: skip
_SURVIVAL: Final[Mapping[tuple[bool, str], tuple[float, float]]] = MappingProxyType(
    {
        (False, "male"): (0.9605, 0.0),
        (False, "female"): (0.9776, 0.0),
        (True, "male"): (0.7576, 0.0929),
        (True, "female"): (0.8082, 0.229),
    }
)
_SCALES: Final[Mapping[tuple[bool, str], Mapping[str, tuple[float, float]]]] = MappingProxyType(
    {
        (False, "male"): {
            "low": (-0.5699, 0.7476),
            "moderate": (-0.1565, 0.8009),
            "high": (0.3207, 0.9360),
            "very_high": (0.5836, 0.8294),
        },
        (False, "female"): {
            "low": (-0.7380, 0.7019),
            "moderate": (-0.3143, 0.7701),
            "high": (0.5710, 0.9369),
            "very_high": (0.9412, 0.8329),
        },
        (True, "male"): {
            "low": (-0.34, 1.19),
            "moderate": (0.01, 1.25),
            "high": (0.08, 1.15),
            "very_high": (0.05, 0.70),
        },
        (True, "female"): {
            "low": (-0.52, 1.01),
            "moderate": (-0.10, 1.10),
            "high": (0.38, 1.09),
            "very_high": (0.38, 0.69),
        },
    }
)
_CENTRES: Final[Mapping[bool, tuple[tuple[float, float], tuple[float, float], tuple[float, float]]]] = MappingProxyType(
    {False: ((60.0, 5.0), (120.0, 20.0), (1.3, 0.5)), True: ((73.0, 1.0), (150.0, 1.0), (1.4, 1.0))}
)
"""Age, systolic pressure and HDL: centre and step."""

_MODELS: Final[Mapping[tuple[bool, str], _Model]] = MappingProxyType(
    {
        which: _Model(*_CENTRES[which[0]], MappingProxyType(dict(zip(_TERMS, numbers, strict=True))), *_SURVIVAL[which])
        for which, numbers in _COEFFICIENTS.items()
    }
)


def _shares(model: _Model, values: Mapping[str, float]) -> dict[str, float]:
    """Return each input's part of the linear predictor; a product with age counts with the other input."""
    steps = {
        "smoker": values["smoker"],
        "systolic": (values["systolic"] - model.systolic[0]) / model.systolic[1],
        "diabetes": values["diabetes"],
        "total_cholesterol": values["total_cholesterol"] * MMOL_PER_MG_DL - 6,
        "hdl_cholesterol": (values["hdl_cholesterol"] * MMOL_PER_MG_DL - model.hdl[0]) / model.hdl[1],
    }
    age = (values["age"] - model.age[0]) / model.age[1]
    terms = model.coefficients
    return {"age": terms["age"] * age} | {
        name: step * (terms[name] + terms[f"age_{name}"] * age) for name, step in steps.items()
    }


def _risk(model: _Model, scale: tuple[float, float], predictor: float) -> float:
    # ln(-ln(1 - p)) of p = 1 - survival ** exp(predictor - mean), without the loss of digits on the way through p.
    uncalibrated = predictor - model.mean + log(-log(model.survival))
    return 1 - exp(-exp(scale[0] + scale[1] * uncalibrated))


def risk(sex: str, region: str, values: Mapping[str, float]) -> float:
    """Return the risk, a fraction of 1; nothing is checked.

    ``values``: ``age`` years, cholesterol mg/dL, ``systolic`` mmHg, 0 or 1 for ``diabetes`` and ``smoker``.

    Raises:
        KeyError: an unknown word, or a value is not there.
    """
    which = (values["age"] >= OLDER_FROM, sex)
    model = _MODELS[which]
    return _risk(model, _SCALES[which][region], sum(_shares(model, values).values()))


def band(age: float, value: float) -> str:
    """Return the word of a risk at an age in completed years."""
    lower, upper = (0.025, 0.075) if age < 50 else (0.05, 0.1) if age < OLDER_FROM else (0.075, 0.15)
    return BANDS[0] if value < lower else BANDS[1] if value < upper else BANDS[2]


def assess(inputs: Mapping[str, Input], about: Circumstances) -> Assessment:
    """Return SCORE2, from 70 years SCORE2-OP.

    ``age`` completed years, ``sex`` female or male, ``total_cholesterol`` and ``hdl_cholesterol`` mg/dL, ``systolic``
    mmHg, ``diabetes`` and ``smoker`` yes or no, ``score2_region`` of `REGIONS`. Refuses as `equation.screen` says,
    and below 70 years with diabetes (``not_valid_for``).
    """
    older = "age" in inputs and float(inputs["age"].value) >= OLDER_FROM
    equation = _SCORE2_OP if older else _SCORE2
    diabetes = "diabetes" in inputs and inputs["diabetes"].value == YES
    refusal = screen(equation, inputs, about)
    if refusal is not None and refusal.refused == NOT_VALID_FOR:
        return refusal
    if diabetes and not older and "age" in inputs:
        return refuse(
            equation, inputs, NOT_VALID_FOR, ("diabetes",), "SCORE2 was made for people of 40 to 69 without diabetes."
        )
    if refusal is not None:
        return refusal
    which = (older, str(inputs["sex"].value))
    model, scale = _MODELS[which], _SCALES[which][str(inputs["score2_region"].value)]
    return answer(
        equation,
        inputs,
        about,
        shares=partial(_shares, model),
        risk=partial(_risk, model, scale),
        band=partial(band, float(inputs["age"].value)),
        slope=scale[1],
    )
