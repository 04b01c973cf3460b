"""NEWS2, the National Early Warning Score.

Source: Royal College of Physicians. National Early Warning Score (NEWS) 2: Standardising the
assessment of acute-illness severity in the NHS. London: RCP, 2017 (chart 1 and table 1; both
SpO2 scales). Codes: LOINC 88330-6, SNOMED CT 1104051000000101.

The chart is for whole numbers and tenths of a degree: inputs are rounded (halves away from
zero, on the exact decimal) before they are looked up. Not valid below 16 years or in pregnancy;
to be read with caution after spinal cord injury.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Final

from ..assessment import MISSING_INPUT, NOT_VALID_FOR, Assessment, Confidence, Input, refuse

KEY: Final = "news2"
MIN_AGE_YEARS: Final = 16
MAX_SCORE: Final = 20
LOW_QUALITY: Final = 60
"""Below this quality (0-100) an input lowers the stated confidence by one step."""

PARAMETERS: Final = (
    "respiratory_rate",
    "spo2",
    "supplemental_oxygen",
    "systolic",
    "heart_rate",
    "consciousness",
    "temperature",
)
"""The seven inputs in the order of the chart. ``heart_rate`` may be told by a cuff's pulse."""

_LABELS: Final[Mapping[str, str]] = {
    "respiratory_rate": "respiratory rate",
    "spo2": "oxygen saturation",
    "supplemental_oxygen": "air or oxygen",
    "systolic": "systolic blood pressure",
    "heart_rate": "pulse",
    "consciousness": "consciousness",
    "temperature": "temperature",
}

# (highest rounded value of the bin, points); the last bin has no upper end. Temperature in
# tenths of a degree, the others in whole units.
_Bins = tuple[tuple[int | None, int], ...]
_BINS: Final[Mapping[str, _Bins]] = {
    "respiratory_rate": ((8, 3), (11, 1), (20, 0), (24, 2), (None, 3)),
    "systolic": ((90, 3), (100, 2), (110, 1), (219, 0), (None, 3)),
    "heart_rate": ((40, 3), (50, 1), (90, 0), (110, 1), (130, 2), (None, 3)),
    "temperature": ((350, 3), (360, 1), (380, 0), (390, 1), (None, 2)),
}
_SPO2_SCALE_1: Final[_Bins] = ((91, 3), (93, 2), (95, 1), (None, 0))
_SPO2_SCALE_2_AIR: Final[_Bins] = ((83, 3), (85, 2), (87, 1), (None, 0))
_SPO2_SCALE_2_OXYGEN: Final[_Bins] = ((83, 3), (85, 2), (87, 1), (92, 0), (94, 1), (96, 2), (None, 3))
_OXYGEN_POINTS: Final[Mapping[str, int]] = {"off": 0, "on": 2}
_ALERT: Final = "alert"
_HIGHEST: Final[Mapping[str, int]] = {
    "respiratory_rate": 3,
    "systolic": 3,
    "heart_rate": 3,
    "consciousness": 3,
    "temperature": 3,
}


@dataclass(frozen=True, slots=True)
class Person:
    """What NEWS2 must know of the person; ``age_years`` None: not told."""

    age_years: float | None = None
    spo2_scale: int = 1
    pregnant: bool = False
    spinal_cord_injury: bool = False


@lru_cache(maxsize=4096)
def rounded(value: float, places: int = 0) -> int:
    """Return ``value`` in steps of ``10 ** -places``, halves away from zero on the decimal."""
    return int((Decimal(repr(value)) * 10**places).quantize(Decimal(1), ROUND_HALF_UP))


def _look_up(bins: _Bins, number: int) -> int:
    for highest, points in bins:
        if highest is None or number <= highest:
            return points
    raise AssertionError("the last bin is open")  # pragma: no cover


def spo2_points(value: float, scale: int, oxygen: str) -> int:
    """Return the points of a saturation in %, breathing air (``off``) or oxygen (``on``)."""
    if scale == 1:
        return _look_up(_SPO2_SCALE_1, rounded(value))
    return _look_up(_SPO2_SCALE_2_OXYGEN if oxygen == "on" else _SPO2_SCALE_2_AIR, rounded(value))


def points(parameter: str, value: float | str) -> int:
    """Return the points of one parameter other than ``spo2`` (see `spo2_points`).

    Raises:
        KeyError: an unknown parameter or word.
    """
    if parameter == "supplemental_oxygen":
        return _OXYGEN_POINTS[str(value)]
    if parameter == "consciousness":
        return 0 if value == _ALERT else 3
    return _look_up(_BINS[parameter], rounded(float(value), 1 if parameter == "temperature" else 0))


def band(score: int, highest_single: int) -> str:
    """Return the clinical risk of a score and its highest single parameter (RCP 2017, table 2)."""
    if score >= 7:
        return "high"
    if score >= 5:
        return "medium"
    return "low_medium" if highest_single == 3 else "low"


def _oxygen_bounds(inputs: Mapping[str, Input], scale: int) -> tuple[int, int, int | None, int | None]:
    """Return lowest and highest joint points of SpO2 and oxygen, and each one's own if settled.

    The two are one question on scale 2: 95 % is 0 points on air and 2 on oxygen.
    """
    spo2, oxygen = inputs.get("spo2"), inputs.get("supplemental_oxygen")
    words = ("off", "on") if oxygen is None else (str(oxygen.value),)
    sums, own = [], set()
    for word in words:
        gives = points("supplemental_oxygen", word)
        if spo2 is None:
            sums += [gives, gives + 3]
        else:
            saturation = spo2_points(float(spo2.value), scale, word)
            own.add(saturation)
            sums.append(gives + saturation)
    return (
        min(sums),
        max(sums),
        own.pop() if len(own) == 1 else None,
        None if oxygen is None else points("supplemental_oxygen", str(oxygen.value)),
    )


def _confidence(inputs: Mapping[str, Input]) -> Confidence:
    """High with all seven known, moderate with five or six, else low; one less for a poor signal."""
    level = 2 if len(inputs) == len(PARAMETERS) else 1 if len(inputs) >= 5 else 0
    if any(used.quality is not None and used.quality < LOW_QUALITY for used in inputs.values()):
        level -= 1
    return (Confidence.LOW, Confidence.MODERATE, Confidence.HIGH)[max(level, 0)]


_REPEAT: Final = " Rest, check the sensors and measure again now. If it is confirmed, "
_AT_HOME: Final[Mapping[str, str]] = {
    "low_medium": _REPEAT + "get urgent medical advice.",
    "medium": _REPEAT + "get urgent medical advice.",
    "high": _REPEAT + "call your country's emergency number.",
}
"""What a hospital answers with staff, a home answers with a second measurement: one reading of one sensor is often
wrong, so nothing is urged before it was repeated. The levels are the chart's: a single 3 or 5 points call for an urgent
review, 7 for the emergency team (RCP 2017, chart 4)."""


@lru_cache(maxsize=1024)
def _explain(lower: int, upper: int, word: str, own: tuple[float | None, ...], missing: tuple[str, ...]) -> str:
    known = [name for name in PARAMETERS if name not in missing]
    scored = ", ".join(f"{_LABELS[name]} {gives:g}" for name, gives in zip(known, own, strict=True) if gives)
    risk = word.replace("_", "-")
    if missing:
        lacking = ", ".join(_LABELS[name] for name in missing)
        text = (
            f"Partial NEWS2 from {len(known)} of 7 inputs: at least {lower}, at most {upper} of 20, so at least the "
            f"{risk} band. Not known: {lacking}."
        )
    else:
        text = f"NEWS2 is {lower} of 20, the {risk} band."
    text += f" Points from: {scored}." if scored else " Nothing known adds points."
    return text + _AT_HOME.get(word, "")


_INJURY: Final = (
    " Read with caution: after a spinal cord injury pulse, pressure and temperature can mislead this score."
)
_AGE_UNTOLD: Final = " Valid from 16 years; the age was not told."


def _with_points(used: Input, gives: float | None) -> Input:
    return Input(used.key, used.value, used.unit, used.effective_ms, used.source, used.quality, gives)


def assess(inputs: Mapping[str, Input], person: Person) -> Assessment:
    """Return NEWS2 from the fresh inputs, keyed by `PARAMETERS`.

    ``respiratory_rate`` /min, ``spo2`` %, ``supplemental_oxygen`` ``on`` or ``off``,
    ``systolic`` mmHg, ``heart_rate`` bpm, ``consciousness`` a word of ACVPU (``alert``,
    ``confusion``, ``voice``, ``pain``, ``unresponsive``), ``temperature`` °C. All seven known:
    ``value`` 0-20 (``lower`` and ``upper`` equal it). Fewer: no value; ``lower`` and ``upper``
    contain the score for every completion, ``band`` is that of ``lower`` and ``coverage`` the
    share known. Refused below 16 years and in pregnancy (``not_valid_for``) and when nothing
    is known (``missing_input``).
    """
    if person.age_years is not None and person.age_years < MIN_AGE_YEARS:
        return refuse(KEY, NOT_VALID_FOR, "NEWS2 is not valid below 16 years of age.")
    if person.pregnant:
        return refuse(KEY, NOT_VALID_FOR, "NEWS2 is not valid in pregnancy.")
    missing = tuple(name for name in PARAMETERS if name not in inputs)
    if len(missing) == len(PARAMETERS):
        return refuse(KEY, MISSING_INPUT, "None of the seven inputs of NEWS2 is current.", missing=missing)

    lower, upper, own_spo2, own_oxygen = _oxygen_bounds(inputs, person.spo2_scale)
    own: dict[str, int | None] = {"spo2": own_spo2, "supplemental_oxygen": own_oxygen}
    for name, highest in _HIGHEST.items():
        if name in inputs:
            own[name] = gives = points(name, inputs[name].value)
            lower += gives
            upper += gives
        else:
            upper += highest
    given = tuple(_with_points(inputs[name], own[name]) for name in PARAMETERS if name in inputs)
    word = band(lower, max((own[name] or 0 for name in inputs), default=0))
    text = _explain(lower, upper, word, tuple(used.points for used in given), missing)
    if person.spinal_cord_injury:
        text += _INJURY
    if person.age_years is None:
        text += _AGE_UNTOLD
    return Assessment(
        KEY,
        value=None if missing else lower,
        lower=lower,
        upper=upper,
        coverage=len(given) / len(PARAMETERS),
        band=word,
        confidence=_confidence(inputs),
        missing=missing,
        inputs=given,
        explanation=text,
    )
