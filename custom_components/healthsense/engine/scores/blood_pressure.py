"""Blood pressure at home: mean arterial and pulse pressure, and categories by two guidelines.

Categories rest on the home-measurement protocol, never on one reading: two readings a minute
apart, morning and evening, for seven days - at least three days and twelve readings - and the
first day dropped (European Society of Hypertension: Parati et al., J Hum Hypertens 2010;24:779;
Stergiou et al., J Hypertens 2021;39:1293). The minimum is the protocol's own, three days of two
and two readings, and is counted before the first day is dropped.

Home cuffs get home thresholds:

- ESC 2024 (McEvoy et al., Eur Heart J 2024;45:3912), home column: non-elevated < 120 and < 70,
  elevated 120-134 or 70-84, hypertension >= 135 or >= 85 mmHg.
- ACC/AHA 2017 (Whelton et al., Hypertension 2018;71:e13, table 6), kept in 2025, with the home
  equivalents of its table 11: 120/80 stays 120/80, 130/80 stays 130/80, 140/90 is 135/85 at
  home. So normal < 120 and < 80, elevated 120-129 and < 80, stage 1 130-134 or 80-84, stage 2
  >= 135 or >= 85. No home equivalent is published for severe; the office limit, above 180 or
  above 120 mmHg, is used as it stands.

Means are compared as exact fractions, unrounded: 134.9 is below 135.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from operator import ge, gt
from typing import Final

from ..assessment import MISSING_INPUT, NOT_ENOUGH_DATA, STALE_INPUT, Assessment, Confidence, Input, refuse
from ..cuff import CuffGroup

ESC_KEY: Final = "bp_category_esc"
ACC_KEY: Final = "bp_category_acc"
MAP_KEY: Final = "map"
PULSE_PRESSURE_KEY: Final = "pulse_pressure"

PROTOCOL_DAYS: Final = 7
MIN_DAYS: Final = 3
MIN_READINGS: Final = 12
FULL_READINGS: Final = 24
"""Seven days of two and two readings, less the first day: a complete protocol."""

WIDE_MMHG: Final = 60
"""A pulse pressure from here on is wide (facts 2.4)."""

_SCALE: Final = 100  # systolic and diastolic are stored in hundredths of mmHg


@dataclass(frozen=True, slots=True)
class Day:
    """One local day's complete cuff readings; sums are exact, in hundredths of mmHg."""

    day: int
    readings: int
    systolic_sum: int
    diastolic_sum: int
    mornings: int
    newest_ms: int


@dataclass(frozen=True, slots=True)
class _Scheme:
    key: str
    name: str
    # (word, systolic, diastolic, from or above), severest first; the rest has no row.
    rows: tuple[tuple[str, int, int, Callable[[Fraction, int], bool]], ...]
    rest: str


_ESC: Final = _Scheme(
    ESC_KEY,
    "ESC 2024",
    (("hypertension", 135, 85, ge), ("elevated", 120, 70, ge)),
    "non_elevated",
)
_ACC: Final = _Scheme(
    ACC_KEY,
    "ACC/AHA",
    (
        ("severe", 180, 120, gt),
        ("stage_2", 135, 85, ge),
        ("stage_1", 130, 80, ge),
        ("elevated", 120, 80, ge),
    ),
    "normal",
)


def _categorise(scheme: _Scheme, systolic: Fraction, diastolic: Fraction) -> str:
    for word, systolic_limit, diastolic_limit, reaches in scheme.rows:
        if reaches(systolic, systolic_limit) or reaches(diastolic, diastolic_limit):
            return word
    return scheme.rest


def esc_category(systolic: Fraction, diastolic: Fraction) -> str:
    """Return the ESC 2024 home category of mean pressures in mmHg."""
    return _categorise(_ESC, systolic, diastolic)


def acc_category(systolic: Fraction, diastolic: Fraction) -> str:
    """Return the ACC/AHA category of mean home pressures in mmHg."""
    return _categorise(_ACC, systolic, diastolic)


_PLAIN: Final[Mapping[str, str]] = {
    "non_elevated": "not elevated",
    "normal": "normal",
    "elevated": "elevated",
    "hypertension": "high",
    "stage_1": "high, lower range",
    "stage_2": "high, upper range",
    "severe": "very high",
}
"""The guidelines' words without their diagnoses."""


def _lacking(days: int, readings: int) -> str:
    wants = []
    if days < MIN_DAYS:
        wants.append(f"{MIN_DAYS - days} more {'day' if MIN_DAYS - days == 1 else 'days'}")
    if readings < MIN_READINGS:
        wants.append(f"{MIN_READINGS - readings} more {'reading' if MIN_READINGS - readings == 1 else 'readings'}")
    return " and ".join(wants)


def _confidence(kept: Sequence[Day], mornings: int, readings: int) -> Confidence:
    """High for a complete protocol, low where only mornings or only evenings or < 8 readings count."""
    if mornings in (0, readings) or readings < MIN_READINGS - 4:
        return Confidence.LOW
    return Confidence.HIGH if len(kept) == PROTOCOL_DAYS - 1 and readings >= FULL_READINGS else Confidence.MODERATE


def _category(scheme: _Scheme, days: Sequence[Day]) -> Assessment:
    measured = sorted((one for one in days if one.readings), key=lambda one: one.day)
    total = sum(one.readings for one in measured)
    progress = (("days", len(measured)), ("readings", total))
    if len(measured) < MIN_DAYS or total < MIN_READINGS:
        return Assessment(
            scheme.key,
            refused=NOT_ENOUGH_DATA,
            coverage=min(1.0, len(measured) / MIN_DAYS, total / MIN_READINGS),
            missing=("systolic", "diastolic"),
            explanation=(
                f"A category needs at least {MIN_READINGS} cuff readings on at least {MIN_DAYS} of the last "
                f"{PROTOCOL_DAYS} days, morning and evening. So far: {total} readings on {len(measured)} days; "
                f"lacking: {_lacking(len(measured), total)}."
            ),
            extra=progress,
        )
    kept = measured[1:]
    count = sum(one.readings for one in kept)
    mornings = sum(one.mornings for one in kept)
    systolic = Fraction(sum(one.systolic_sum for one in kept), count * _SCALE)
    diastolic = Fraction(sum(one.diastolic_sum for one in kept), count * _SCALE)
    word = _categorise(scheme, systolic, diastolic)
    newest_ms = max(one.newest_ms for one in kept)
    text = (
        f"Mean of {count} home readings on {len(kept)} days, the first day left out: "
        f"{float(systolic):.0f}/{float(diastolic):.0f} mmHg, {_PLAIN[word]} by {scheme.name} for home cuffs."
    )
    if mornings in (0, count):
        text += f" All were taken in the {'morning' if mornings else 'afternoon or evening'}: measure at both times."
    return Assessment(
        scheme.key,
        value=word,
        band=word,
        coverage=min(1.0, count / FULL_READINGS),
        confidence=_confidence(kept, mornings, count),
        inputs=(
            Input("systolic_mean", float(systolic), "mmHg", newest_ms),
            Input("diastolic_mean", float(diastolic), "mmHg", newest_ms),
        ),
        explanation=text,
        extra=(*progress, ("days_used", len(kept)), ("readings_used", count)),
    )


def esc(days: Sequence[Day]) -> Assessment:
    """Return the ESC 2024 category over the last seven local days (see the module)."""
    return _category(_ESC, days)


def acc(days: Sequence[Day]) -> Assessment:
    """Return the ACC/AHA category over the last seven local days (see the module)."""
    return _category(_ACC, days)


def _refuse_pressure(key: str, *, stale: bool) -> Assessment:
    if stale:
        text = "The newest complete cuff reading is more than 12 hours old."
        return refuse(key, STALE_INPUT, text, missing=("systolic", "diastolic"))
    return refuse(
        key,
        MISSING_INPUT,
        "Needs a systolic and a diastolic reading of one cuff within 10 seconds.",
        missing=("systolic", "diastolic"),
    )


def mean_arterial_pressure(group: CuffGroup | None, *, fresh: bool) -> Assessment:
    """Return MAP in mmHg: diastolic + pulse pressure / 3 (facts 2.4).

    ``group`` is the newest complete cuff reading; refused if there is none or it is not fresh.
    """
    if group is None or not fresh:
        return _refuse_pressure(MAP_KEY, stale=group is not None)
    value = (group.systolic.scaled + 2 * group.diastolic.scaled) / (3 * _SCALE)
    return Assessment(
        MAP_KEY,
        value=value,
        unit="mmHg",
        coverage=1.0,
        confidence=Confidence.MODERATE,
        inputs=group.inputs(),
        explanation=(
            f"Estimated mean arterial pressure {value:.0f} mmHg from the newest cuff reading "
            f"{group.systolic.value:.0f}/{group.diastolic.value:.0f} mmHg."
        ),
        extra=(("group", group.group_id),),
    )


def pulse_pressure(group: CuffGroup | None, *, fresh: bool) -> Assessment:
    """Return systolic minus diastolic in mmHg; wide from 60 mmHg, narrow up to 25 % of systolic.

    A pressure that is both (from 240 mmHg systolic) counts as wide. Confidence of this and of
    `mean_arterial_pressure` is moderate: both rest on a single reading.
    """
    if group is None or not fresh:
        return _refuse_pressure(PULSE_PRESSURE_KEY, stale=group is not None)
    scaled = group.systolic.scaled - group.diastolic.scaled
    word = "wide" if scaled >= WIDE_MMHG * _SCALE else "narrow" if 4 * scaled <= group.systolic.scaled else "usual"
    return Assessment(
        PULSE_PRESSURE_KEY,
        value=scaled / _SCALE,
        unit="mmHg",
        coverage=1.0,
        band=word,
        confidence=Confidence.MODERATE,
        inputs=group.inputs(),
        explanation=(
            f"Pulse pressure {scaled / _SCALE:.0f} mmHg from the newest cuff reading "
            f"{group.systolic.value:.0f}/{group.diastolic.value:.0f} mmHg: {word}."
        ),
        extra=(("group", group.group_id),),
    )
