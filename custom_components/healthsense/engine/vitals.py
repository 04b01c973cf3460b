"""The registry of vital signs: one row each; a new vital is one new row.

Values travel as integers scaled by ``10 ** decimals`` of the canonical unit, so that sums are
exact and do not depend on the order in which readings arrive.

LOINC codes are those of loinc.org's table; where no single code fits, ``loinc`` is None.
UCUM codes follow the Unified Code for Units of Measure.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, Decimal
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType
from typing import Final

_MINUTE_MS: Final = 60_000
_HOUR_MS: Final = 60 * _MINUTE_MS
_DAY_MS: Final = 24 * _HOUR_MS


class Sampling(StrEnum):
    """How a vital comes about, which decides how it is kept.

    CONTINUOUS vitals are kept in full for some days and as minute buckets after that; SPOT
    readings are kept for ever as they are; CUMULATIVE ones are a source's running count of the
    local day (the day's total is its maximum), kept like CONTINUOUS ones; CODED ones are spot
    readings whose value is one of a short list of words.
    """

    CONTINUOUS = "continuous"
    SPOT = "spot"
    CUMULATIVE = "cumulative"
    CODED = "coded"


@dataclass(frozen=True, slots=True)
class Conversion:
    """Canonical value = value * factor + offset, both exact."""

    factor: Fraction = Fraction(1)
    offset: Fraction = Fraction(0)


_SAME: Final = Conversion()


@dataclass(frozen=True, slots=True)
class Vital:
    """One vital sign.

    ``units`` maps every accepted spelling (casefolded) to its conversion into ``unit``.
    ``plausible`` is inclusive and in the canonical unit: a value outside is rejected. ``usual``
    is the range that is ordinary for a resting adult, for display only: it triggers nothing.
    ``fresh_for_ms`` is how long after its effective time a reading counts as current.
    ``codes`` (CODED only) maps accepted words to the stored number.
    """

    key: str
    unit: str
    ucum: str
    decimals: int
    plausible: tuple[float, float]
    fresh_for_ms: int
    sampling: Sampling = Sampling.SPOT
    usual: tuple[float, float] | None = None
    loinc: str | None = None
    units: Mapping[str, Conversion] = field(default_factory=dict)
    codes: Mapping[str, int] = field(default_factory=dict)
    sites: bool = False

    @property
    def scale(self) -> int:
        """Return how many stored steps make one canonical unit."""
        return int(10**self.decimals)

    @property
    def bucketed(self) -> bool:
        """Return whether old readings are compacted to minute buckets."""
        return self.sampling in (Sampling.CONTINUOUS, Sampling.CUMULATIVE)

    def to_scaled(self, value: float, unit: str | None) -> int | None:
        """Return ``value`` in canonical steps, or None where ``unit`` is not accepted.

        ``value`` must be finite. Halves round to even, on the exact decimal value that the
        float prints as, so that 37.05 is 37.05 and not its nearest binary neighbour.
        """
        conversion = self.units.get(normalize_unit(unit))
        if conversion is None:
            return None
        if conversion is _SAME:
            # The common case, ten times as fast; exact too: repr has at most 17 digits.
            return int(Decimal(repr(value)).scaleb(self.decimals).to_integral_value(ROUND_HALF_EVEN))
        exact = Fraction(repr(value)) * conversion.factor + conversion.offset
        return round(exact * self.scale)

    def from_scaled(self, scaled: int, unit: str | None = None) -> float:
        """Return the value in ``unit`` (default: canonical).

        Raises:
            KeyError: ``unit`` is not accepted for this vital.
        """
        if unit is None:
            return scaled / self.scale
        conversion = self.units[normalize_unit(unit)]
        return float((Fraction(scaled, self.scale) - conversion.offset) / conversion.factor)

    def word(self, scaled: int) -> str | None:
        """Return the canonical word of a coded value (the first that names it)."""
        return next((word for word, code in self.codes.items() if code == scaled), None)

    @property
    def words(self) -> tuple[str, ...]:
        """Return the canonical words (CODED only) in the order of their numbers."""
        return tuple(word for code in sorted(set(self.codes.values())) if (word := self.word(code)) is not None)


def normalize_unit(unit: str | None) -> str:
    """Return the spelling under which a unit is looked up."""
    return (unit or "").strip().casefold()


def _units(*groups: tuple[str, Fraction | int, Fraction | int]) -> Mapping[str, Conversion]:
    """Spread ``"a|b|c", factor, offset`` rows into a look-up table."""
    return MappingProxyType(
        {
            normalize_unit(name): _SAME
            if (factor, offset) == (1, 0)
            else Conversion(Fraction(factor), Fraction(offset))
            for names, factor, offset in groups
            for name in names.split("|")
        }
    )


_PER_MINUTE: Final = _units(
    ("bpm|/min|1/min|min-1|count/min|beats/min|beats per minute|{beats}/min", 1, 0),
    ("hz|1/s|/s", 60, 0),
)
_BREATHS: Final = _units(
    ("/min|1/min|min-1|br/min|brpm|bpm|rpm|breaths/min|breaths per minute|count/min|{breaths}/min", 1, 0)
)
_PERCENT: Final = _units(("%|percent|pct", 1, 0), ("fraction|1", 100, 0))
# 1 mmHg = 133.322387415 Pa (NIST SP 811, appendix B)
_PRESSURE: Final = _units(
    ("mmHg|mm[Hg]|mm Hg", 1, 0),
    ("kPa", 1000 / Fraction("133.322387415"), 0),
    ("hPa|mbar", 100 / Fraction("133.322387415"), 0),
    ("Pa", 1 / Fraction("133.322387415"), 0),
    ("inHg", Fraction("25.4"), 0),
    ("psi", Fraction("6894.757293168") / Fraction("133.322387415"), 0),
)
# 1 mmol/L glucose = 18.018 mg/dL (molar mass 180.156 g/mol over 10 with the consensus' rounding:
# Battelino et al., Diabetes Care 2019;42:1593)
_GLUCOSE: Final = _units(("mg/dL", 1, 0), ("mmol/L", Fraction("18.018"), 0))
_TEMPERATURE: Final = _units(
    ("°C|C|Cel|degC|celsius", 1, 0),
    ("°F|F|[degF]|degF|fahrenheit", Fraction(5, 9), Fraction(-160, 9)),
    ("K", 1, Fraction("-273.15")),
)
_LB: Final = Fraction("0.45359237")
_MASS: Final = _units(
    ("kg", 1, 0),
    ("g", Fraction(1, 1000), 0),
    ("lb|lbs|[lb_av]", _LB, 0),
    ("st|stone|[stone_av]", 14 * _LB, 0),
    ("oz|[oz_av]", _LB / 16, 0),
)
_LENGTH_CM: Final = _units(
    ("cm", 1, 0),
    ("m", 100, 0),
    ("mm", Fraction(1, 10), 0),
    ('in|[in_i]|inch|"', Fraction("2.54"), 0),
    ("ft|[ft_i]", Fraction("30.48"), 0),
)
_DISTANCE_KM: Final = _units(
    ("km", 1, 0),
    ("m", Fraction(1, 1000), 0),
    ("mi|[mi_i]", Fraction("1.609344"), 0),
    ("ft|[ft_i]", Fraction("0.0003048"), 0),
    ("yd|[yd_i]", Fraction("0.0009144"), 0),
)
_SPEED: Final = _units(("km/h|kmh|kph", 1, 0), ("m/s", Fraction("3.6"), 0), ("mph|mi/h|mi/hr", Fraction("1.609344"), 0))
# thermochemical calorie, 4.184 J (BIPM / ISO 31-4)
_ENERGY: Final = _units(
    # Fitbit says "cal" and Withings "calories"; both count food calories, which are kilocalories.
    ("kcal|Cal|calories", 1, 0),
    ("kJ", 1 / Fraction("4.184"), 0),
    ("J", 1 / Fraction(4184), 0),
    ("Wh", Fraction(3600) / 4184, 0),
    ("MJ", 1000 / Fraction("4.184"), 0),
)
_MILLISECONDS: Final = _units(("ms", 1, 0), ("s|sec", 1000, 0))
_DURATION_MIN: Final = _units(
    ("min|minutes", 1, 0), ("h|hr|hours", 60, 0), ("s|sec", Fraction(1, 60), 0), ("ms", Fraction(1, 60_000), 0)
)
_COUNT: Final = _units(("steps|{steps}|count|steps/d|flights|{flights}|floors||1", 1, 0))
_SOUND: Final = _units(("dB|dBA|dB(A)|dBASPL|dB[SPL]|dB SPL", 1, 0))

_CONTINUOUS: Final = Sampling.CONTINUOUS
_CUMULATIVE: Final = Sampling.CUMULATIVE

_ROWS: Final = (
    # Usual ranges: NEWS2's zero band for heart rate, SpO2, respiration and temperature (RCP 2017);
    # ESC 2024 home blood pressure; ADA 2025 fasting glucose; FDA/ISO device limits otherwise.
    Vital("heart_rate", "bpm", "/min", 2, (20, 300), 15 * _MINUTE_MS, _CONTINUOUS, (51, 90), "8867-4", _PER_MINUTE),
    Vital(
        "resting_heart_rate",
        "bpm",
        "/min",
        2,
        (20, 200),
        36 * _HOUR_MS,
        usual=(40, 90),
        loinc="40443-4",
        units=_PER_MINUTE,
    ),
    Vital("spo2", "%", "%", 2, (40, 100), 15 * _MINUTE_MS, _CONTINUOUS, (96, 100), "59408-5", _PERCENT),
    Vital("perfusion_index", "%", "%", 3, (0, 30), 15 * _MINUTE_MS, _CONTINUOUS, (0.3, 20), "61006-3", _PERCENT),
    Vital("respiratory_rate", "/min", "/min", 2, (2, 90), _HOUR_MS, _CONTINUOUS, (12, 20), "9279-1", _BREATHS),
    Vital("systolic", "mmHg", "mm[Hg]", 2, (40, 300), 12 * _HOUR_MS, usual=(90, 134), loinc="8480-6", units=_PRESSURE),
    Vital("diastolic", "mmHg", "mm[Hg]", 2, (20, 200), 12 * _HOUR_MS, usual=(50, 84), loinc="8462-4", units=_PRESSURE),
    Vital("cuff_pulse", "bpm", "/min", 2, (20, 250), 12 * _HOUR_MS, usual=(51, 90), loinc="8867-4", units=_PER_MINUTE),
    Vital("glucose", "mg/dL", "mg/dL", 2, (10, 1000), 30 * _MINUTE_MS, usual=(70, 140), loinc="2339-0", units=_GLUCOSE),
    Vital(
        "temperature",
        "°C",
        "Cel",
        3,
        (25, 45),
        12 * _HOUR_MS,
        usual=(36.1, 38.0),
        loinc="8310-5",
        units=_TEMPERATURE,
        sites=True,
    ),
    Vital("weight", "kg", "kg", 3, (1, 500), 30 * _DAY_MS, loinc="29463-7", units=_MASS),
    Vital("height", "cm", "cm", 2, (30, 280), 3650 * _DAY_MS, loinc="8302-2", units=_LENGTH_CM),
    Vital("waist", "cm", "cm", 2, (20, 300), 180 * _DAY_MS, loinc="8280-0", units=_LENGTH_CM),
    Vital("body_fat", "%", "%", 2, (1, 80), 30 * _DAY_MS, loinc="41982-0", units=_PERCENT),
    Vital("hrv_rmssd", "ms", "ms", 2, (0, 500), 36 * _HOUR_MS, units=_MILLISECONDS),
    Vital("hrv_sdnn", "ms", "ms", 2, (0, 500), 36 * _HOUR_MS, loinc="80404-7", units=_MILLISECONDS),
    Vital("rr_interval", "ms", "ms", 2, (200, 3000), _MINUTE_MS, _CONTINUOUS, (667, 1176), units=_MILLISECONDS),
    Vital("steps", "steps", "{steps}", 0, (0, 200_000), _DAY_MS, _CUMULATIVE, loinc="55423-8", units=_COUNT),
    Vital("distance", "km", "km", 3, (0, 500), _DAY_MS, _CUMULATIVE, loinc="55430-3", units=_DISTANCE_KM),
    Vital("active_energy", "kcal", "kcal", 2, (0, 20_000), _DAY_MS, _CUMULATIVE, loinc="41981-2", units=_ENERGY),
    Vital("resting_energy", "kcal", "kcal", 2, (0, 10_000), _DAY_MS, _CUMULATIVE, units=_ENERGY),
    Vital("flights_climbed", "flights", "{flights}", 0, (0, 5_000), _DAY_MS, _CUMULATIVE, units=_COUNT),
    Vital("walking_speed", "km/h", "km/h", 3, (0, 30), _DAY_MS, usual=(3.6, 6.5), units=_SPEED),
    Vital("step_length", "cm", "cm", 2, (5, 250), _DAY_MS, usual=(50, 90), units=_LENGTH_CM),
    Vital("walking_asymmetry", "%", "%", 2, (0, 100), _DAY_MS, usual=(0, 10), units=_PERCENT),
    Vital("double_support", "%", "%", 2, (0, 100), _DAY_MS, usual=(20, 40), units=_PERCENT),
    Vital("headphone_exposure", "dB", "dB[SPL]", 2, (0, 194), _DAY_MS, _CONTINUOUS, (0, 80), units=_SOUND),
    Vital(
        "sleep_duration",
        "min",
        "min",
        2,
        (0, 1440),
        36 * _HOUR_MS,
        usual=(420, 540),
        loinc="93832-4",
        units=_DURATION_MIN,
    ),
    Vital(
        "sleep_stage",
        "",
        "",
        0,
        (0, 4),
        _HOUR_MS,
        Sampling.CODED,
        codes=MappingProxyType({"awake": 0, "in_bed": 1, "light": 2, "deep": 3, "rem": 4, "asleep": 2, "core": 2}),
    ),
    # An event each: somebody moved, opened a door, switched something on. The source is the entity that saw it.
    Vital(
        "home_activity",
        "",
        "",
        0,
        (0, 1),
        15 * _MINUTE_MS,
        Sampling.CODED,
        codes=MappingProxyType({"active": 1, "on": 1, "open": 1, "motion": 1, "detected": 1, "true": 1, "1": 1}),
    ),
    Vital("signal_quality", "%", "%", 2, (0, 100), 15 * _MINUTE_MS, _CONTINUOUS, (60, 100), units=_PERCENT),
    Vital("device_battery", "%", "%", 2, (0, 100), 36 * _HOUR_MS, usual=(20, 100), units=_PERCENT),
    # Told by a person, valid for 24 h (NEWS2 asks for both).
    Vital(
        "supplemental_oxygen",
        "",
        "",
        0,
        (0, 1),
        _DAY_MS,
        Sampling.CODED,
        loinc="3150-6",
        codes=MappingProxyType(
            {"off": 0, "on": 1, "air": 0, "oxygen": 1, "no": 0, "yes": 1, "false": 0, "true": 1, "0": 0, "1": 1}
        ),
    ),
    Vital(
        "consciousness",
        "",
        "",
        0,
        (0, 4),
        _DAY_MS,
        Sampling.CODED,
        loinc="67775-7",
        codes=MappingProxyType(
            {
                "alert": 0,
                "confusion": 1,
                "voice": 2,
                "pain": 3,
                "unresponsive": 4,
                "a": 0,
                "c": 1,
                "v": 2,
                "p": 3,
                "u": 4,
            }
        ),
    ),
    # Told when a blood pressure is taken: only paired readings of known posture say what standing up does.
    Vital(
        "posture",
        "",
        "",
        0,
        (0, 2),
        10 * _MINUTE_MS,
        Sampling.CODED,
        loinc="8361-8",
        codes=MappingProxyType({"lying": 0, "sitting": 1, "standing": 2, "supine": 0, "seated": 1, "upright": 2}),
    ),
)

VITALS: Final[Mapping[str, Vital]] = MappingProxyType({row.key: row for row in _ROWS})
"""Every vital sign by key."""


class Site(StrEnum):
    """Where a temperature was taken; readings of different sites are never one baseline."""

    UNKNOWN = "unknown"
    ORAL = "oral"
    EAR = "ear"
    FOREHEAD = "forehead"
    AXILLARY = "axillary"
    RECTAL = "rectal"
    SKIN = "skin"


SITES: Final = tuple(Site)
"""Sites in the order of their stored number."""
