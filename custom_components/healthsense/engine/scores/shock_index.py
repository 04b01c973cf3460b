"""Shock index: pulse over systolic pressure, and what is made of it with mean pressure and age.

Sources: Allgöwer and Burri, Dtsch Med Wochenschr 1967;92:1947 (pulse over systolic pressure; usual
0.5 to 0.7); Rady et al., Ann Emerg Med 1994;24:685 (0.9 and more); Mutschler et al., Crit Care
2013;17:R172 (1.0 and more). Modified: pulse over mean arterial pressure, usual 0.7 to 1.3 (Liu et al., World J
Emerg Med 2012;3:114). Age times shock index: 50 and more (Zarzaur et al., J Surg Res 2008;147:229).

For adults at rest, studied in emergency care: exercise, fever, pain, excitement and medicines that slow the
pulse move it. Not in pregnancy, where pulse and pressure differ.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from ..assessment import MISSING_INPUT, NOT_VALID_FOR, STALE_INPUT, Assessment, Confidence, Input, refuse

KEY: Final = "shock_index"
MODIFIED_KEY: Final = "shock_index_modified"
AGE_KEY: Final = "shock_index_age"
KEYS: Final = (KEY, MODIFIED_KEY, AGE_KEY)

BANDS: Final = ("lower", "usual", "slightly_raised", "raised", "high")
MODIFIED_BANDS: Final = ("lower", "usual", "raised")
AGE_BANDS: Final = ("usual", "raised")
MIN_AGE_YEARS: Final = 18

APART_MS: Final = 15 * 60_000
"""A pulse and a pressure further apart are not one state: HealthSense's own limit."""

_HIGH_FROM, _RAISED_FROM, _USUAL_TO, _USUAL_FROM = 1.0, 0.9, 0.7, 0.5
_MODIFIED_USUAL: Final = (0.7, 1.3)
_AGE_RAISED_FROM: Final = 50.0
_LOW_QUALITY: Final = 60


@dataclass(frozen=True, slots=True)
class Reading:
    """A pulse in bpm and pressures in mmHg of one state; None: not there."""

    pulse: Input | None = None
    systolic: Input | None = None
    diastolic: Input | None = None
    age: Input | None = None
    pregnant: bool = False

    @property
    def apart(self) -> bool:
        """Return whether pulse and pressure were measured too far apart."""
        if self.pulse is None or self.systolic is None:
            return False
        return abs((self.pulse.effective_ms or 0) - (self.systolic.effective_ms or 0)) > APART_MS


def shock_index(pulse: float, systolic: float) -> float:
    """Return pulse (bpm) over systolic pressure (mmHg)."""
    return pulse / systolic


def modified_shock_index(pulse: float, systolic: float, diastolic: float) -> float:
    """Return pulse (bpm) over mean arterial pressure (diastolic plus a third of the pulse pressure, mmHg)."""
    return pulse / (diastolic + (systolic - diastolic) / 3)


def band(value: float) -> str:
    """Return the band of a shock index: usual is 0.5 to 0.7."""
    if value < _USUAL_FROM:
        return "lower"
    if value <= _USUAL_TO:
        return "usual"
    return "high" if value >= _HIGH_FROM else "raised" if value >= _RAISED_FROM else "slightly_raised"


def modified_band(value: float) -> str:
    """Return the band of a modified shock index: usual is 0.7 to 1.3."""
    low, high = _MODIFIED_USUAL
    return "lower" if value < low else "usual" if value <= high else "raised"


def age_band(value: float) -> str:
    """Return the band of age times shock index: raised from 50 on."""
    return "raised" if value >= _AGE_RAISED_FROM else "usual"


@dataclass(frozen=True, slots=True)
class _Index:
    name: str
    needs: tuple[str, ...]
    compute: Callable[..., float]
    band: Callable[[float], str]
    usual: str
    decimals: int = 2


_INDICES: Final[Mapping[str, _Index]] = MappingProxyType(
    {
        KEY: _Index("Pulse over systolic pressure", ("pulse", "systolic"), shock_index, band, "0.5 to 0.7"),
        MODIFIED_KEY: _Index(
            "Pulse over mean pressure",
            ("pulse", "systolic", "diastolic"),
            modified_shock_index,
            modified_band,
            "0.7 to 1.3",
        ),
        AGE_KEY: _Index(
            "Age times pulse over systolic pressure",
            ("pulse", "systolic", "age"),
            lambda pulse, systolic, age: age * shock_index(pulse, systolic),
            age_band,
            "below 50",
            decimals=1,
        ),
    }
)
_NEEDED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "pulse": "a current pulse",
        "systolic": "a current systolic pressure",
        "diastolic": "a current diastolic pressure",
        "age": "the birth date",
    }
)
_PLAIN: Final[Mapping[str, str]] = MappingProxyType(
    {
        "lower": "lower than usual",
        "usual": "usual for adults at rest",
        "slightly_raised": "slightly higher than usual",
        "raised": "higher than usual",
        "high": "clearly higher than usual",
    }
)
_AGAIN: Final = (
    " Rest for five minutes and measure again; if it stays so, get medical advice, and call your country's emergency "
    "number if the person is pale, faint, confused or bleeding."
)
_AGE_UNTOLD: Final = " Valid for adults; the age was not told."


def assess(key: str, reading: Reading) -> Assessment:
    """Return the index of ``key``, one of `KEYS`.

    Refused below 18 years and in pregnancy (``not_valid_for``), without one of its inputs
    (``missing_input``), and where pulse and pressure are more than `APART_MS` apart
    (``stale_input``).
    """
    index = _INDICES[key]
    if reading.age is not None and float(reading.age.value) < MIN_AGE_YEARS:
        return refuse(key, NOT_VALID_FOR, f"The shock index has other limits below {MIN_AGE_YEARS} years of age.")
    if reading.pregnant:
        return refuse(key, NOT_VALID_FOR, "The shock index has other limits in pregnancy.")
    given: dict[str, Input] = {name: found for name in index.needs if (found := getattr(reading, name)) is not None}
    if missing := tuple(name for name in index.needs if name not in given):
        named = " and ".join(_NEEDED[name] for name in missing)
        return refuse(key, MISSING_INPUT, f"Needs {named}.", missing=missing)
    if reading.apart:
        return refuse(
            key, STALE_INPUT, "The pulse and the blood pressure are more than 15 minutes apart.", missing=("pulse",)
        )
    value = index.compute(*(float(one.value) for one in given.values()))
    word = index.band(value)
    text = f"{index.name} is {value:.{index.decimals}f}, {_PLAIN[word]} ({index.usual})."
    if word in ("raised", "high"):
        text += _AGAIN
    if reading.age is None:
        text += _AGE_UNTOLD
    poor = any(one.quality is not None and one.quality < _LOW_QUALITY for one in given.values())
    return Assessment(
        key,
        value=value,
        band=word,
        coverage=1.0,
        confidence=Confidence.LOW if poor else Confidence.MODERATE,
        inputs=tuple(given.values()),
        explanation=text,
    )
