"""Pooled cohort equations (2013): ten-year risk of atherosclerotic disease. Superseded by PREVENT, kept to compare.

Source: Goff et al., Circulation 2014;129:S49. Cox models for white and for African American women and men, in natural
logarithms. Holds for 40 to 79 years without known cardiovascular disease, total cholesterol 130-320 and HDL 20-100
mg/dL, systolic pressure 90-200 mmHg (the ranges of the ACC's risk estimator).

Known weaknesses, said with every answer: it takes ethnicity for biology, and over-predicts in people of today. The
guideline lets the white equations be *considered* for everybody else (class IIb); HealthSense refuses instead, because
PREVENT asks for no ethnicity at all.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from math import exp, log
from types import MappingProxyType
from typing import Final

from ..assessment import NOT_VALID_FOR, Assessment, Input
from ..equation import Circumstances, Equation, answer, four_bands, refuse, screen

KEY: Final = "pce_ascvd"
BANDS: Final = ("low", "borderline", "intermediate", "high")
ETHNICITIES: Final = ("white", "black")

EQUATION: Final = Equation(
    KEY,
    "the pooled cohort equations of 2013",
    "a heart attack or a stroke",
    10,
    (40, 79),
    ("total_cholesterol", "hdl_cholesterol", "systolic", "systolic_treated", "diabetes", "smoker", "ethnicity"),
    MappingProxyType(
        {"total_cholesterol": (130.0, 320.0), "hdl_cholesterol": (20.0, 100.0), "systolic": (90.0, 200.0)}
    ),
)
_NOTE: Final = " This older equation tends to say too much; PREVENT has replaced it."


@dataclass(frozen=True, slots=True)
class _Model:
    """Coefficients; a pair is that of the logarithm, and of its product with the logarithm of age."""

    age: float
    age_squared: float
    total: tuple[float, float]
    hdl: tuple[float, float]
    treated: tuple[float, float]
    untreated: tuple[float, float]
    smoker: tuple[float, float]
    diabetes: float
    mean: float
    survival: float


_MODELS: Final[Mapping[tuple[str, str], _Model]] = MappingProxyType(
    {
        ("white", "female"): _Model(
            -29.799, 4.884, (13.54, -3.114), (-13.578, 3.149), (2.019, 0), (1.957, 0), (7.574, -1.665), 0.661,
            -29.18, 0.9665,
        ),
        ("black", "female"): _Model(
            17.114, 0, (0.94, 0), (-18.92, 4.475), (29.291, -6.432), (27.82, -6.087), (0.691, 0), 0.874,
            86.61, 0.9533,
        ),
        ("white", "male"): _Model(
            12.344, 0, (11.853, -2.664), (-7.99, 1.769), (1.797, 0), (1.764, 0), (7.837, -1.795), 0.658,
            61.18, 0.9144,
        ),
        ("black", "male"): _Model(
            2.469, 0, (0.302, 0), (-0.307, 0), (1.916, 0), (1.809, 0), (0.549, 0), 0.645, 19.54, 0.8954,
        ),
    }
)  # fmt: skip


def _shares(model: _Model, values: Mapping[str, float]) -> dict[str, float]:
    """Return each input's part of the linear predictor; a product with age counts with the other input."""
    age, systolic = log(values["age"]), log(values["systolic"])

    def slope(pair: tuple[float, float]) -> float:
        return pair[0] + pair[1] * age

    untreated = slope(model.untreated)
    return {
        "age": model.age * age + model.age_squared * age**2,
        "total_cholesterol": slope(model.total) * log(values["total_cholesterol"]),
        "hdl_cholesterol": slope(model.hdl) * log(values["hdl_cholesterol"]),
        "systolic": untreated * systolic,
        "systolic_treated": values["systolic_treated"] * (slope(model.treated) - untreated) * systolic,
        "smoker": values["smoker"] * slope(model.smoker),
        "diabetes": values["diabetes"] * model.diabetes,
    }


def _risk(model: _Model, predictor: float) -> float:
    return 1.0 - float(model.survival ** exp(predictor - model.mean))


def risk(ethnicity: str, sex: str, values: Mapping[str, float]) -> float:
    """Return the risk, a fraction of 1; nothing is checked.

    ``values``: ``age`` years, cholesterol mg/dL, ``systolic`` mmHg, 0 or 1 for ``systolic_treated``, ``diabetes`` and
    ``smoker``.

    Raises:
        KeyError: an unknown word, or a value is not there.
    """
    model = _MODELS[ethnicity, sex]
    return _risk(model, sum(_shares(model, values).values()))


def assess(inputs: Mapping[str, Input], about: Circumstances) -> Assessment:
    """Return the answer from inputs as `risk` takes them, yes and no for 1 and 0, ``ethnicity`` and ``sex`` as words.

    Refuses as `equation.screen` says, and for an ethnicity that the equations were not made for (``not_valid_for``).
    """
    refusal = screen(EQUATION, inputs, about)
    if refusal is not None and refusal.refused == NOT_VALID_FOR:
        return refusal
    if "ethnicity" in inputs and inputs["ethnicity"].value not in ETHNICITIES:
        return refuse(
            EQUATION,
            inputs,
            NOT_VALID_FOR,
            ("ethnicity",),
            "The pooled cohort equations were made for white and African American people only. PREVENT, which has "
            "replaced them, asks for no ethnicity.",
        )
    if refusal is not None:
        return refusal
    model = _MODELS[str(inputs["ethnicity"].value), str(inputs["sex"].value)]
    return answer(
        EQUATION,
        inputs,
        about,
        shares=partial(_shares, model),
        risk=partial(_risk, model),
        band=four_bands,
        note=_NOTE,
    )
