"""qSOFA, the quick sequential organ failure assessment: three bedside signs.

Source: Singer et al. (Sepsis-3), JAMA 2016;315:801: respiratory rate of 22 or more, systolic pressure
of 100 mmHg or less, altered mentation (GCS below 15): a point each, two or more go with a worse
outcome in people with a suspected infection. The Surviving Sepsis Campaign 2021 (Evans et al., Crit
Care Med 2021;49:e1063) recommends against it as the only screening tool. For adults; not in
pregnancy, where other limits are used (omqSOFA).
"""

from collections.abc import Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import Final

from ..assessment import NOT_VALID_FOR, Assessment, Input, refuse
from ..tally import Item, item
from ..tally import assess as assess_points

KEY: Final = "qsofa"
BANDS: Final = ("below_two", "two_or_more")
MIN_AGE_YEARS: Final = 18
MAX_SCORE: Final = 3

PARAMETERS: Final = ("respiratory_rate", "systolic", "consciousness")
FAST_FROM: Final = 22
LOW_UP_TO_MMHG: Final = 100

_LABELS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "respiratory_rate": "respiratory rate",
        "systolic": "systolic blood pressure",
        "consciousness": "consciousness",
    }
)
_WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {"below_two": "fewer than two of three signs", "two_or_more": "two or more signs"}
)
_CAVEAT: Final = " A low score rules nothing out: guidelines advise against relying on this score alone."
_URGENT: Final = " Measure again now; if it stays so and an infection is possible, get urgent medical advice."


def points(parameter: str, value: float | str) -> int:
    """Return 1 where the sign is there, else 0.

    Raises:
        KeyError: an unknown parameter.
    """
    if parameter == "consciousness":
        return int(value != "alert")
    return int(float(value) >= FAST_FROM if parameter == "respiratory_rate" else float(value) <= LOW_UP_TO_MMHG)


def band(score: float) -> str:
    """Return whether two or more signs are there."""
    return "two_or_more" if score >= 2 else "below_two"


def _sign(name: str, used: Input) -> float:
    return points(name, used.value)


def items(inputs: Mapping[str, Input]) -> Sequence[Item]:
    """Return the three signs with their points."""
    return tuple(item(name, _LABELS[name], inputs.get(name), partial(_sign, name), (0, 1)) for name in PARAMETERS)


def assess(inputs: Mapping[str, Input], *, age_years: float | None, pregnant: bool = False) -> Assessment:
    """Return qSOFA, 0 to 3, from current inputs keyed by `PARAMETERS`.

    ``respiratory_rate`` /min, ``systolic`` mmHg, ``consciousness`` a word of ACVPU. Missing ones
    give bounds and no value. Refused below 18 years and in pregnancy (``not_valid_for``) and when
    nothing is known (``missing_input``).
    """
    if age_years is not None and age_years < MIN_AGE_YEARS:
        return refuse(KEY, NOT_VALID_FOR, f"qSOFA is not valid below {MIN_AGE_YEARS} years of age.")
    if pregnant:
        return refuse(KEY, NOT_VALID_FOR, "qSOFA is not valid in pregnancy.")
    given = items(inputs)
    certain = sum(one.lowest for one in given)
    return assess_points(
        KEY,
        "qSOFA",
        given,
        highest=MAX_SCORE,
        band=band,
        words=_WORDS.__getitem__,
        notes=(_URGENT if certain >= 2 else "") + _CAVEAT,
    )
