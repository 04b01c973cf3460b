"""PREVENT (American Heart Association, 2023): risk of cardiovascular disease in 10 and 30 years.

Source: Khan et al., Circulation 2024;149:430 (erratum 149:e956); coefficients in ``coefficients.py``. Made from 3.3
million and checked in another 3.3 million adults of the United States without known disease (external C 0.794 in women,
0.757 in men; calibration slope 1.03 and 0.94). Log-odds, sex-specific, no ethnicity.

Valid for 30 to 79 years (30-year risk: to 59), total cholesterol 130-320 and HDL 20-100 mg/dL, systolic pressure 90-180
mmHg, BMI 18.5-39.9, eGFR 15-140 mL/min/1.73 m², HbA1c 4.5-15 %.

An equation asks only for what it uses: heart failure for no cholesterol and no statin, the others for no BMI. But the
ranges say whom the whole family was made from: somebody known to be outside that of cholesterol or BMI gets none of its
answers, as in the calculators (preventr 0.12).

Bands are published for ten years of total and atherosclerotic disease only; the other keys have none.
"""

from collections.abc import Mapping
from functools import partial
from itertools import product
from types import MappingProxyType
from typing import Final

from ...assessment import Assessment, Input
from ...equation import MMOL_PER_MG_DL, Circumstances, Equation, answer, four_bands, logistic, screen
from .coefficients import COEFFICIENTS, Column

NAME: Final = "PREVENT"
HORIZONS_YEARS: Final = (10, 30)
OUTCOMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "cvd": "a heart attack, a stroke or heart failure",
        "ascvd": "a heart attack or a stroke",
        "hf": "heart failure",
        "chd": "a heart attack",
        "stroke": "a stroke",
    }
)
BANDS: Final = ("low", "borderline", "intermediate", "high")
BANDED: Final = frozenset({("cvd", 10), ("ascvd", 10)})

_LIMITS: Final[Mapping[str, tuple[float, float]]] = MappingProxyType(
    {
        "total_cholesterol": (130.0, 320.0),
        "hdl_cholesterol": (20.0, 100.0),
        "systolic": (90.0, 180.0),
        "bmi": (18.5, 39.9),
        "egfr": (15.0, 140.0),
        "hba1c": (4.5, 15.0),
    }
)
_AGES: Final[Mapping[int, tuple[int, int]]] = MappingProxyType({10: (30, 79), 30: (30, 59)})
_NEEDS: Final = ("total_cholesterol", "hdl_cholesterol", "systolic", "systolic_treated", "statin")
_PEOPLE: Final = ("total_cholesterol", "hdl_cholesterol", "bmi")
_NEEDS_HF: Final = ("systolic", "systolic_treated", "bmi")


def key(outcome: str, years: int, *, hba1c: bool) -> str:
    """Return the key of a member of the family: ``prevent_ascvd_30y_hba1c``."""
    return f"prevent_{outcome}_{years}y{'_hba1c' if hba1c else ''}"


def _equation(outcome: str, years: int, *, hba1c: bool) -> Equation:
    own = (*(_NEEDS_HF if outcome == "hf" else _NEEDS), "diabetes", "smoker", "egfr", *(("hba1c",) if hba1c else ()))
    return Equation(
        key(outcome, years, hba1c=hba1c),
        f"{NAME} with HbA1c" if hba1c else NAME,
        OUTCOMES[outcome],
        years,
        _AGES[years],
        own,
        _LIMITS,
        made_for=tuple(name for name in _PEOPLE if name not in own),
    )


FAMILY: Final[Mapping[str, tuple[Equation, str, int, bool]]] = MappingProxyType(
    {
        key(outcome, years, hba1c=hba1c): (_equation(outcome, years, hba1c=hba1c), outcome, years, hba1c)
        for hba1c, years, outcome in product((False, True), HORIZONS_YEARS, OUTCOMES)
    }
)
"""By key: the equation, its outcome, its years and whether it takes HbA1c."""


def _column(key_: str, sex: str) -> Column:
    _, outcome, years, hba1c = FAMILY[key_]
    return COEFFICIENTS[years, hba1c][f"{outcome}_{sex[0].upper()}"]


def shares(column: Column, values: Mapping[str, float]) -> dict[str, float]:
    """Return each input's part of the log-odds; ``age`` includes the constant.

    ``values``: ``age`` years, ``total_cholesterol`` and ``hdl_cholesterol`` mg/dL, ``systolic`` mmHg, ``bmi`` kg/m²,
    ``egfr`` mL/min/1.73 m², ``hba1c`` %, and 0 or 1 for ``systolic_treated``, ``statin``, ``diabetes``, ``smoker``. A
    term in two inputs counts with the one that is not age, and with the treatment rather than with what is treated.
    """

    def term(name: str) -> float:
        return column.get(name, 0.0)

    age = (values["age"] - 55) / 10
    systolic = values["systolic"]
    high = (max(systolic, 110.0) - 130) / 20
    egfr, diabetes = values["egfr"], values["diabetes"]
    parts = {
        "age": term("constant") + age * term("age") + age**2 * term("age_squared"),
        "systolic": term("sbp_low") * (min(systolic, 110.0) - 110) / 20
        + (term("sbp_high") + age * term("age_sbp")) * high,
        "systolic_treated": values["systolic_treated"] * (term("treated") + term("treated_sbp") * high),
        "diabetes": diabetes * (term("diabetes") + age * term("age_diabetes")),
        "smoker": values["smoker"] * (term("smoker") + age * term("age_smoker")),
        "egfr": (term("egfr_low") + age * term("age_egfr")) * (min(egfr, 60.0) - 60) / -15
        + term("egfr_high") * (max(egfr, 60.0) - 90) / -15,
    }
    if term("non_hdl"):
        total, hdl = (values[name] * MMOL_PER_MG_DL for name in ("total_cholesterol", "hdl_cholesterol"))
        slope = term("non_hdl") + age * term("age_non_hdl")
        parts["age"] -= 3.5 * slope
        parts["total_cholesterol"] = slope * total
        parts["hdl_cholesterol"] = (term("hdl") + age * term("age_hdl")) * (hdl - 1.3) / 0.3 - slope * hdl
        parts["statin"] = values["statin"] * (term("statin") + term("statin_non_hdl") * (total - hdl - 3.5))
    if term("bmi_high"):
        bmi = values["bmi"]
        parts["bmi"] = (
            term("bmi_low") * (min(bmi, 30.0) - 25) / 5
            + (term("bmi_high") + age * term("age_bmi")) * (max(bmi, 30.0) - 30) / 5
        )
    if term("hba1c_none"):
        parts["hba1c"] = term("hba1c_diabetes" if diabetes else "hba1c_none") * (values["hba1c"] - 5.3)
    return parts


def risk(key_: str, sex: str, values: Mapping[str, float]) -> float:
    """Return the risk, a fraction of 1, of ``values`` as `shares` takes them; nothing is checked.

    Raises:
        KeyError: an unknown key or a value that the equation needs is not there.
    """
    return logistic(sum(shares(_column(key_, sex), values).values()))


def assess(key_: str, inputs: Mapping[str, Input], about: Circumstances) -> Assessment:
    """Return one member of the family (`FAMILY`) from inputs as `shares` takes them, ``yes`` and ``no`` for 1 and 0.

    ``sex`` is ``female`` or ``male``, ``age`` completed years. Refuses as `equation.screen` says.

    Raises:
        KeyError: no member has this key.
    """
    equation, outcome, years, _ = FAMILY[key_]
    if (refusal := screen(equation, inputs, about)) is not None:
        return refusal
    column = _column(key_, str(inputs["sex"].value))
    return answer(
        equation,
        inputs,
        about,
        shares=partial(shares, column),
        risk=logistic,
        band=lambda value: four_bands(value) if (outcome, years) in BANDED else None,
    )
