"""Framingham general cardiovascular disease, ten years: with laboratory values, or with BMI in their place.

Source: D'Agostino et al., Circulation 2008;117:743. Sex-specific Cox models in natural logarithms of age, cholesterol
(mg/dL) or BMI, and systolic pressure, whose coefficient depends on treatment. Holds for 30 to 74 years without known
cardiovascular disease; limits of the other inputs are HealthSense's own, wide ones, because none are published.

The BMI version asks for nothing that a home cannot measure. Bands: low below 10 %, intermediate 10 to 20 %, high above.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from math import exp, log
from types import MappingProxyType
from typing import Final

from ..assessment import Assessment, Input
from ..equation import Circumstances, Equation, answer, screen

LAB_KEY: Final = "framingham_cvd_lab"
BMI_KEY: Final = "framingham_cvd_bmi"
BANDS: Final = ("low", "intermediate", "high")

_OUTCOME: Final = "a heart attack, angina, a stroke, narrowed leg arteries or heart failure"
_LIMITS: Final[Mapping[str, tuple[float, float]]] = MappingProxyType(
    {
        "total_cholesterol": (77.0, 405.0),
        "hdl_cholesterol": (10.0, 116.0),
        "systolic": (80.0, 220.0),
        "bmi": (15.0, 55.0),
    }
)
_REST: Final = ("systolic", "systolic_treated", "diabetes", "smoker")
EQUATIONS: Final[Mapping[str, Equation]] = MappingProxyType(
    {
        LAB_KEY: Equation(
            LAB_KEY, "Framingham", _OUTCOME, 10, (30, 74), ("total_cholesterol", "hdl_cholesterol", *_REST), _LIMITS
        ),
        BMI_KEY: Equation(BMI_KEY, "Framingham with BMI", _OUTCOME, 10, (30, 74), ("bmi", *_REST), _LIMITS),
    }
)


@dataclass(frozen=True, slots=True)
class _Model:
    """Coefficients of the logarithms, of systolic pressure untreated and treated, and of yes and no."""

    logs: Mapping[str, float]
    untreated: float
    treated: float
    smoker: float
    diabetes: float
    mean: float
    survival: float


def _lab(age: float, total: float, hdl: float, *rest: float) -> _Model:
    return _Model({"age": age, "total_cholesterol": total, "hdl_cholesterol": hdl}, *rest)


def _bmi(age: float, bmi: float, *rest: float) -> _Model:
    return _Model({"age": age, "bmi": bmi}, *rest)


_MODELS: Final[Mapping[tuple[str, str], _Model]] = MappingProxyType(
    {
        (LAB_KEY, "male"): _lab(
            3.06117, 1.12370, -0.93263, 1.93303, 1.99881, 0.65451, 0.57367, 23.9802, 0.88936,
        ),
        (LAB_KEY, "female"): _lab(
            2.32888, 1.20904, -0.70833, 2.76157, 2.82263, 0.52873, 0.69154, 26.1931, 0.95012,
        ),
        (BMI_KEY, "male"): _bmi(3.11296, 0.79277, 1.85508, 1.92672, 0.70953, 0.53160, 23.9388, 0.88431),
        (BMI_KEY, "female"): _bmi(2.72107, 0.51125, 2.81291, 2.88267, 0.61868, 0.77763, 26.0145, 0.94833),
    }
)  # fmt: skip


def _shares(model: _Model, values: Mapping[str, float]) -> dict[str, float]:
    """Return each input's part of the linear predictor; treatment is what it adds to untreated pressure."""
    systolic = log(values["systolic"])
    return {name: coefficient * log(values[name]) for name, coefficient in model.logs.items()} | {
        "systolic": model.untreated * systolic,
        "systolic_treated": values["systolic_treated"] * (model.treated - model.untreated) * systolic,
        "diabetes": values["diabetes"] * model.diabetes,
        "smoker": values["smoker"] * model.smoker,
    }


def _risk(model: _Model, predictor: float) -> float:
    return 1.0 - float(model.survival ** exp(predictor - model.mean))


def risk(key: str, sex: str, values: Mapping[str, float]) -> float:
    """Return the risk, a fraction of 1; nothing is checked.

    ``values``: ``age`` years, cholesterol mg/dL or ``bmi`` kg/m², ``systolic`` mmHg, 0 or 1 for ``systolic_treated``,
    ``diabetes`` and ``smoker``.

    Raises:
        KeyError: an unknown word, or a value is not there.
    """
    model = _MODELS[key, sex]
    return _risk(model, sum(_shares(model, values).values()))


def band(value: float) -> str:
    """Return low, intermediate (10 to 20 %) or high."""
    return "low" if value < 0.1 else "intermediate" if value <= 0.2 else "high"


def assess(key: str, inputs: Mapping[str, Input], about: Circumstances) -> Assessment:
    """Return the version of ``key``, `LAB_KEY` or `BMI_KEY`, from inputs as `risk` takes them, yes and no for 1 and 0.

    ``sex`` is female or male, ``age`` completed years. Refuses as `equation.screen` says.
    """
    equation = EQUATIONS[key]
    if (refusal := screen(equation, inputs, about)) is not None:
        return refusal
    model = _MODELS[key, str(inputs["sex"].value)]
    return answer(equation, inputs, about, shares=partial(_shares, model), risk=partial(_risk, model), band=band)
