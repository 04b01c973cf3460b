"""GMI, coefficient of variation, and the low and high blood glucose indices.

- GMI, the glucose management indicator: 3.31 + 0.02392 * mean in mg/dL (Bergenstal et al.,
  Diabetes Care 2018;41:2275).
- CV: sample standard deviation over mean; up to 36 % is steady (Monnier et al., Diabetes Care
  2017;40:832; Battelino et al., Diabetes Care 2019;42:1593).
- LBGI, HBGI: means of 10 f(g)^2 over readings with f below and above 0, f(g) = 1.509 ((ln
  g)^1.084 - 5.381), g in mg/dL (Kovatchev et al., Diabetes Care 1997;20:1655 and 2006;29:2433).
  Bands of facts 2.12 (Kovatchev): LBGI 1.1, 2.5, 5; HBGI 4.5, 9.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import fsum, log, sqrt
from typing import Final

from ..assessment import Assessment
from ..cgm import SCALE, NoRecording, Recording, answer_over

STEADY_CV_PERCENT: Final = 36.0
CV_BANDS: Final = ("steady", "variable")
LBGI_BANDS: Final = ("minimal", "low", "moderate", "high")
HBGI_BANDS: Final = ("low", "moderate", "high")
KEYS: Final = ("glucose_gmi", "glucose_cv", "glucose_lbgi", "glucose_hbgi")
_LBGI_STEPS: Final = (1.1, 2.5, 5.0)
_HBGI_STEPS: Final = (4.5, 9.0)


def gmi(mean_mg_dl: float) -> float:
    """Return the glucose management indicator in %."""
    return 3.31 + 0.02392 * mean_mg_dl


def cv(histogram: Sequence[tuple[int, int]]) -> float:
    """Return the coefficient of variation in % of (value, how often), two readings or more."""
    count = sum(often for _, often in histogram)
    total = sum(value * often for value, often in histogram)
    squares = sum(value * value * often for value, often in histogram)
    return 100 * sqrt((count * squares - total * total) * count / (count - 1)) / total


@lru_cache(maxsize=8192)
def risk(scaled: int) -> float:
    """Return the signed risk of a stored value: 10 f^2, negative where glucose is low."""
    f: float = 1.509 * (log(scaled / SCALE) ** 1.084 - 5.381)
    return 10 * f * abs(f)


@lru_cache(maxsize=4)
def low_and_high(histogram: tuple[tuple[int, int], ...]) -> tuple[float, float]:
    """Return (LBGI, HBGI) of (stored value, how often)."""
    count = sum(often for _, often in histogram)
    risks = [(risk(scaled), often) for scaled, often in histogram]
    low = fsum(-value * often for value, often in risks if value < 0) / count
    return low, fsum(value * often for value, often in risks if value > 0) / count


def assess(recording: Recording | NoRecording, *, pregnancy: bool = False) -> Mapping[str, Assessment]:
    """Return ``glucose_gmi`` and ``glucose_cv`` in %, ``glucose_lbgi`` and ``glucose_hbgi``.

    Refused as every answer over a recording is (`cgm.answer_over`).
    """

    def _gmi(over: Recording) -> Assessment:
        value = gmi(over.mean)
        text = (
            f"Mean glucose {over.tell(over.mean)}, which on average goes with a laboratory HbA1c of {value:.1f}%; one "
            "person's HbA1c can differ."
        )
        if pregnancy:
            text += " This relation does not hold well in pregnancy."
        return over.answer("glucose_gmi", value, "%", text)

    def _cv(over: Recording) -> Assessment:
        value = cv(over.histogram)
        word = CV_BANDS[value > STEADY_CV_PERCENT]
        return over.answer(
            "glucose_cv", value, "%", f"Glucose varies by {value:.1f}% around its mean; up to 36% is steady.", band=word
        )

    def _lbgi(over: Recording) -> Assessment:
        value, _ = low_and_high(over.histogram)
        word = LBGI_BANDS[bisect_right(_LBGI_STEPS, value)]
        text = f"Low blood glucose index {value:.1f}: how often and how far readings were low, {word} on its scale."
        return over.answer("glucose_lbgi", value, "", text, band=word)

    def _hbgi(over: Recording) -> Assessment:
        _, value = low_and_high(over.histogram)
        word = HBGI_BANDS[bisect_right(_HBGI_STEPS, value)]
        text = f"High blood glucose index {value:.1f}: how often and how far readings were high, {word} on its scale."
        return over.answer("glucose_hbgi", value, "", text, band=word)

    each = {"glucose_gmi": _gmi, "glucose_cv": _cv, "glucose_lbgi": _lbgi, "glucose_hbgi": _hbgi}
    return {key: answer_over(key, recording, answer) for key, answer in each.items()}
