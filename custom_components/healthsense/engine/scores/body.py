"""Body mass index and waist-to-height ratio of adults.

Sources: BMI bands of the World Health Organization (Obesity: preventing and managing the global
epidemic, WHO Technical Report Series 894, 2000): 18.5, 25 and 30 kg/m²; for people of Asian descent
WHO names 23 and 27.5 as further points for action (WHO expert consultation, Lancet 2004;363:157).
Waist-to-height: 0.4, 0.5 and 0.6 (NICE NG246, 2025, before CG189, 2022; Ashwell and Gibson, BMJ Open
2016;6:e010159). BMI from 20 years on: younger people have curves by age. Neither in pregnancy.

BMI tells muscle from fat as little as scales do; the ratio says more of fat around the organs.
"""

from collections.abc import Collection
from types import MappingProxyType
from typing import Final

from ..assessment import MISSING_INPUT, NOT_VALID_FOR, STALE_INPUT, Assessment, Confidence, Input, refuse

BMI_KEY: Final = "bmi"
RATIO_KEY: Final = "waist_to_height"
BANDS: Final = ("below_range", "in_range", "above_range", "well_above_range")
BMI_MIN_AGE_YEARS: Final = 20
RATIO_MIN_AGE_YEARS: Final = 18
BMI_UNIT: Final = "kg/m²"

_BMI_LIMITS: Final = (18.5, 25.0, 30.0)
_RATIO_LIMITS: Final = (0.4, 0.5, 0.6)
_PLAIN: Final = MappingProxyType(
    {
        "below_range": "below the range",
        "in_range": "within the range",
        "above_range": "above the range",
        "well_above_range": "well above the range",
    }
)
_ASIAN: Final = " For people of Asian descent WHO names 23 and 27.5 as points for action."
_AGE_UNTOLD: Final = " Valid for adults; the age was not told."


def bmi(weight_kg: float, height_cm: float) -> float:
    """Return weight over height squared in kg/m² (Quetelet)."""
    # Not (height_cm / 100) ** 2: 76.8 kg at 160 cm is 30, and would come out just below that limit.
    return weight_kg * 10_000 / height_cm**2


def waist_to_height(waist_cm: float, height_cm: float) -> float:
    """Return waist over height, both in the same unit."""
    return waist_cm / height_cm


def _band(value: float, limits: tuple[float, ...]) -> str:
    return BANDS[sum(value >= limit for limit in limits)]


def bmi_band(value: float) -> str:
    """Return the WHO band of a BMI in neutral words."""
    return _band(value, _BMI_LIMITS)


def ratio_band(value: float) -> str:
    """Return the NICE band of a waist-to-height ratio in neutral words."""
    return _band(value, _RATIO_LIMITS)


def _not_for(key: str, name: str, age_years: float | None, limit: int, *, pregnant: bool) -> Assessment | None:
    if age_years is not None and age_years < limit:
        return refuse(key, NOT_VALID_FOR, f"{name} has no fixed bands below {limit} years of age.")
    if pregnant:
        return refuse(key, NOT_VALID_FOR, f"{name} has no bands in pregnancy.")
    return None


def _lacking(key: str, missing: tuple[str, ...], stale: Collection[str]) -> Assessment:
    """Refuse: a measurement that was never taken weighs more than one that is too old."""
    if all(name in stale for name in missing):
        verb = "is" if len(missing) == 1 else "are"
        return refuse(key, STALE_INPUT, f"The last {' and '.join(missing)} {verb} too old.", missing=missing)
    return refuse(key, MISSING_INPUT, f"Needs a {' and a '.join(missing)}.", missing=missing)


def assess_bmi(
    weight: Input | None,
    height: Input | None,
    *,
    age_years: float | None,
    pregnant: bool = False,
    asian: bool = False,
    stale: Collection[str] = (),
) -> Assessment:
    """Return the BMI of a weight in kg and a height in cm.

    Refused below 20 years and in pregnancy (``not_valid_for``) and without one of the two
    (``missing_input``; ``stale_input`` where it is in ``stale``, the names of those that are too old).
    """
    if (
        refused := _not_for(BMI_KEY, "The body mass index", age_years, BMI_MIN_AGE_YEARS, pregnant=pregnant)
    ) is not None:
        return refused
    if weight is None or height is None:
        missing = tuple(name for name, one in (("weight", weight), ("height", height)) if one is None)
        return _lacking(BMI_KEY, missing, stale)
    value = bmi(float(weight.value), float(height.value))
    word = bmi_band(value)
    text = f"Body mass index {value:.1f} kg/m², {_PLAIN[word]} of 18.5 to 25 that WHO gives for adults."
    return Assessment(
        BMI_KEY,
        value=value,
        unit=BMI_UNIT,
        band=word,
        coverage=1.0,
        confidence=Confidence.HIGH if age_years is not None else Confidence.MODERATE,
        inputs=(weight, height),
        explanation=text + (_ASIAN if asian else "") + (_AGE_UNTOLD if age_years is None else ""),
    )


def assess_ratio(
    waist: Input | None,
    height: Input | None,
    *,
    age_years: float | None,
    pregnant: bool = False,
    stale: Collection[str] = (),
) -> Assessment:
    """Return the waist-to-height ratio of a waist and a height in cm.

    Refused below 18 years and in pregnancy (``not_valid_for``) and without one of the two
    (``missing_input``; ``stale_input`` where it is in ``stale``, the names of those that are too old).
    """
    name = "The waist-to-height ratio"
    if (refused := _not_for(RATIO_KEY, name, age_years, RATIO_MIN_AGE_YEARS, pregnant=pregnant)) is not None:
        return refused
    if waist is None or height is None:
        missing = tuple(key for key, one in (("waist", waist), ("height", height)) if one is None)
        return _lacking(RATIO_KEY, missing, stale)
    value = waist_to_height(float(waist.value), float(height.value))
    word = ratio_band(value)
    text = f"{name} is {value:.2f}, {_PLAIN[word]} of 0.4 to 0.5: keep the waist below half of the height."
    return Assessment(
        RATIO_KEY,
        value=value,
        band=word,
        coverage=1.0,
        confidence=Confidence.HIGH if age_years is not None else Confidence.MODERATE,
        inputs=(waist, height),
        explanation=text + (_AGE_UNTOLD if age_years is None else ""),
    )
