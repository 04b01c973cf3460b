"""Patterns of home blood pressure over days: how often it is above target, and how it varies.

Pure functions of readings; pressures are stored steps (hundredths of mmHg), so that sums are exact.

- Load: the share of the readings of the last seven local days at or above the home target,
  systolic >= 135 or diastolic >= 85 mmHg (ESC 2024: McEvoy et al., Eur Heart J 2024;45:3912, home
  column); the share at or above 130 or 80 (the ACC/AHA target: Whelton et al., Hypertension
  2018;71:e13) stands beside it. Its interval is Wilson's (J Am Stat Assoc 1927;22:209), 95 %.
- Variability: day means of the last four weeks: standard deviation, coefficient of variation and
  average real variability, the mean absolute step from one measured day to the next (Mena et al.,
  J Hypertens 2005;23:505).
"""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from math import sqrt
from typing import Final

from ..assessment import MISSING_INPUT, NOT_ENOUGH_DATA, Assessment, Confidence, Input, refuse
from ..pressure_reading import PRESSURES, Reading, mean_mmhg, newest

LOAD_KEY: Final = "bp_load"
VARIABILITY_KEY: Final = "bp_variability"

LOAD_DAYS: Final = 7
VARIABILITY_DAYS: Final = 28
HOME_TARGET: Final = (13_500, 8_500)
LOWER_TARGET: Final = (13_000, 8_000)
"""Systolic and diastolic in hundredths of mmHg."""

MIN_DAYS: Final = 3
MIN_LOAD_READINGS: Final = 6
PROTOCOL_READINGS: Final = 12
"""A share needs half of the protocol's twelve readings; below twelve its confidence is low."""

MIN_VARIABILITY_DAYS: Final = 7

_Z95: Final = 1.959963984540054


def wilson(hits: int, count: int) -> tuple[float, float]:
    """Return Wilson's 95 % interval of a share, as fractions of 1.

    Raises:
        ZeroDivisionError: ``count`` is 0.
    """
    share, z2 = hits / count, _Z95 * _Z95
    middle = (share + z2 / (2 * count)) / (1 + z2 / count)
    half = _Z95 * sqrt(share * (1 - share) / count + z2 / (4 * count * count)) / (1 + z2 / count)
    return (0.0 if hits == 0 else middle - half, 1.0 if hits == count else middle + half)


def load_percent(readings: Sequence[Reading], target: tuple[int, int] = HOME_TARGET) -> float:
    """Return the percentage of readings with either pressure at or above ``target``."""
    hits = sum(one.systolic >= target[0] or one.diastolic >= target[1] for one in readings)
    return 100 * hits / len(readings)


def _none(key: str) -> Assessment:
    return refuse(key, MISSING_INPUT, "No complete cuff reading in the time looked at.", missing=PRESSURES)


def load(readings: Sequence[Reading]) -> Assessment:
    """Return the share, in %, of the last seven days' readings at or above 135 or 85 mmHg.

    ``lower`` and ``upper`` are its 95 % interval. Confidence: low below twelve readings, high from
    twenty-four, else moderate. Refused without three days and six readings.
    """
    if not readings:
        return _none(LOAD_KEY)
    days, count = len({one.day for one in readings}), len(readings)
    if days < MIN_DAYS or count < MIN_LOAD_READINGS:
        return Assessment(
            LOAD_KEY,
            unit="%",
            refused=NOT_ENOUGH_DATA,
            coverage=min(1.0, days / MIN_DAYS, count / MIN_LOAD_READINGS),
            missing=PRESSURES,
            explanation=(
                f"Needs at least {MIN_LOAD_READINGS} cuff readings on {MIN_DAYS} of the last {LOAD_DAYS} days; so far "
                f"{count} on {days}."
            ),
            extra=(("days", days), ("readings", count)),
        )
    share = load_percent(readings)
    low, high = wilson(round(share * count / 100), count)
    last = newest(readings)
    return Assessment(
        LOAD_KEY,
        value=share,
        unit="%",
        lower=100 * low,
        upper=100 * high,
        coverage=min(1.0, count / (2 * PROTOCOL_READINGS)),
        confidence=(
            Confidence.LOW
            if count < PROTOCOL_READINGS
            else Confidence.HIGH
            if count >= 2 * PROTOCOL_READINGS
            else Confidence.MODERATE
        ),
        inputs=(Input("cuff_readings", float(count), "", last.at_ms, last.source),),
        explanation=(
            f"{share:.0f} % of {count} home readings on {days} days were at or above the home target of 135/85 mmHg "
            f"({load_percent(readings, LOWER_TARGET):.0f} % at or above 130/80)."
        ),
        extra=(
            ("days", days),
            ("readings", count),
            ("load_130_80", load_percent(readings, LOWER_TARGET)),
            ("load_systolic", 100 * sum(one.systolic >= HOME_TARGET[0] for one in readings) / count),
            ("load_diastolic", 100 * sum(one.diastolic >= HOME_TARGET[1] for one in readings) / count),
        ),
    )


def spread(means: Sequence[Fraction]) -> tuple[float, float, float]:
    """Return standard deviation (n - 1), coefficient of variation (%) and average real variability.

    Raises:
        ZeroDivisionError: fewer than two means.
    """
    middle = sum(means, Fraction(0)) / len(means)
    variance = sum(((one - middle) ** 2 for one in means), Fraction(0)) / (len(means) - 1)
    deviation = sqrt(variance)
    steps = sum((abs(after - before) for before, after in pairwise(means)), Fraction(0)) / (len(means) - 1)
    return deviation, 100 * deviation / float(middle), float(steps)


def variability(readings: Sequence[Reading]) -> Assessment:
    """Return the standard deviation of systolic day means over the last four weeks, in mmHg.

    No limit between usual and large is generally accepted for home cuffs, so there is no band.
    Refused without seven measured days. Confidence is high from fourteen days, else moderate.
    """
    if not readings:
        return _none(VARIABILITY_KEY)
    days = sorted({one.day for one in readings})
    if len(days) < MIN_VARIABILITY_DAYS:
        return Assessment(
            VARIABILITY_KEY,
            unit="mmHg",
            refused=NOT_ENOUGH_DATA,
            coverage=len(days) / MIN_VARIABILITY_DAYS,
            missing=PRESSURES,
            explanation=(
                f"Needs cuff readings on at least {MIN_VARIABILITY_DAYS} of the last {VARIABILITY_DAYS} days; so far "
                f"{len(days)}."
            ),
            extra=(("days", len(days)), ("readings", len(readings))),
        )
    by_day: dict[int, list[Reading]] = {day: [] for day in days}
    for one in readings:
        by_day[one.day].append(one)
    systolic = [mean_mmhg(one.systolic for one in by_day[day]) for day in days]
    diastolic = [mean_mmhg(one.diastolic for one in by_day[day]) for day in days]
    deviation, percent, steps = spread(systolic)
    low_deviation, low_percent, low_steps = spread(diastolic)
    last = newest(readings)
    return Assessment(
        VARIABILITY_KEY,
        value=deviation,
        unit="mmHg",
        coverage=min(1.0, len(days) / VARIABILITY_DAYS),
        confidence=Confidence.HIGH if len(days) >= 2 * MIN_VARIABILITY_DAYS else Confidence.MODERATE,
        inputs=(
            Input("systolic_mean", float(sum(systolic, Fraction(0)) / len(days)), "mmHg", last.at_ms, last.source),
        ),
        explanation=(
            f"From day to day systolic pressure varies by about {deviation:.0f} mmHg ({percent:.0f} %), "
            f"over {len(days)} measured days; from one measured day to the next by {steps:.0f} mmHg."
        ),
        extra=(
            ("cv", percent),
            ("arv", steps),
            ("diastolic_sd", low_deviation),
            ("diastolic_cv", low_percent),
            ("diastolic_arv", low_steps),
            ("days", len(days)),
            ("readings", len(readings)),
        ),
    )
