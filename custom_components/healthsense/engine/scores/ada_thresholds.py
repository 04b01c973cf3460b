"""HbA1c and fasting glucose beside the limits that the ADA publishes: text, no finding.

Source: American Diabetes Association, Standards of Care 2025, section 2 (Diabetes Care 2025;48:S27),
tables 2.1 and 2.2: HbA1c 5.7 and 6.5 %, fasting plasma glucose 100 and 126 mg/dL. A person is not
told what they have: limits are named, and that one test decides nothing. Not in pregnancy, which has
other limits, and not where diabetes is known already.
"""

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Final

from ..assessment import MISSING_INPUT, NOT_VALID_FOR, STALE_INPUT, Assessment, Confidence, Input, refuse

KEY: Final = "ada_thresholds"
BANDS: Final = ("below", "between", "at_or_above")
MAX_AGE_MS: Final = 365 * 86_400_000
"""Older laboratory values are not shown beside limits of today: HealthSense's own limit, ADA's yearly retest."""

LIMITS: Final[Mapping[str, tuple[float, float]]] = MappingProxyType(
    {"hba1c": (5.7, 6.5), "fasting_glucose": (100.0, 126.0)}
)
"""In % and mg/dL."""

_NAMES: Final[Mapping[str, tuple[str, str, int]]] = MappingProxyType(
    {"hba1c": ("HbA1c", "%", 1), "fasting_glucose": ("Fasting glucose", "mg/dL", 0)}
)
_WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {"below": "below {low:g}", "between": "from {low:g} to below {high:g}", "at_or_above": "at or above {high:g}"}
)
_NO_FINDING: Final = (
    " These are limits that the American Diabetes Association publishes. One test decides nothing: a doctor repeats "
    "it and says what it means."
)


def position(name: str, value: float) -> str:
    """Return where a value lies beside the two limits of ``hba1c`` (%) or ``fasting_glucose`` (mg/dL)."""
    low, high = LIMITS[name]
    return "below" if value < low else "between" if value < high else "at_or_above"


def _shown(name: str, value: float, decimals: int) -> str:
    """Return the value rounded, with one decimal more where rounding would move it across a limit."""
    short = f"{value:.{decimals}f}"
    return short if position(name, float(short)) == position(name, value) else f"{value:.{decimals + 1}f}"


def assess(
    inputs: Mapping[str, Input], *, stale: Collection[str] = (), diabetes: bool | None = None, pregnant: bool = False
) -> Assessment:
    """Return the higher of the positions of the known values.

    ``stale`` are names of values too old. ``extra`` has each value's own position. Refused in
    pregnancy and with diabetes (``not_valid_for``), without a value (``missing_input``,
    ``stale_input``).
    """
    if diabetes:
        return refuse(KEY, NOT_VALID_FOR, "The limits are for people who were not told that they have diabetes.")
    if pregnant:
        return refuse(KEY, NOT_VALID_FOR, "Pregnancy has other limits.")
    missing = tuple(name for name in LIMITS if name not in inputs)
    if len(missing) == len(LIMITS):
        if stale:
            return refuse(KEY, STALE_INPUT, "The laboratory values are more than a year old.", missing=missing)
        return refuse(KEY, MISSING_INPUT, "Needs an HbA1c or a fasting glucose from a laboratory.", missing=missing)
    places = {name: position(name, float(inputs[name].value)) for name in LIMITS if name in inputs}
    told = []
    for name, place in places.items():
        label, unit, decimals = _NAMES[name]
        low, high = LIMITS[name]
        limits = _WORDS[place].format(low=low, high=high)
        told.append(f"{label} {_shown(name, float(inputs[name].value), decimals)} {unit} is {limits} {unit}.")
    word = max(places.values(), key=BANDS.index)
    return Assessment(
        KEY,
        value=word,
        band=word,
        coverage=len(places) / len(LIMITS),
        confidence=Confidence.MODERATE if len(set(places.values())) == 1 else Confidence.LOW,
        missing=missing,
        inputs=tuple(inputs[name] for name in places),
        explanation=" ".join(told) + _NO_FINDING,
        extra=tuple(places.items()),
    )
