"""Patterns of home blood pressure over days: load, day and night, the morning rise, variability.

Pure functions of readings; pressures are stored steps (hundredths of mmHg), so that sums are exact.

- Load: the share of the readings of the last seven local days at or above the home target,
  systolic >= 135 or diastolic >= 85 mmHg (ESC 2024: McEvoy et al., Eur Heart J 2024;45:3912, home
  column); the share at or above 130 or 80 (the ACC/AHA target: Whelton et al., Hypertension
  2018;71:e13) stands beside it. Its interval is Wilson's (J Am Stat Assoc 1927;22:209), 95 %.
- Day and night: means by the fixed narrow hours of the European Society of Hypertension, day
  09:00-21:00 and night 01:00-06:00 (Parati et al., J Hypertens 2014;32:1359); the fall is
  (day - night) / day of systolic pressure, with that guideline's limits 0, 10 and 20 %. A night
  mean needs six readings (HealthSense's own choice: three in each of two nights).
- Morning rise: Kario's sleep-trough surge (Circulation 2003;107:1401): the morning mean less the
  mean of the lowest reading of the night and its neighbours in time; 55 mmHg was the top tenth
  there. The waking time is not known: morning is 06:00-10:00.
- Variability: day means of the last four weeks: standard deviation, coefficient of variation and
  average real variability, the mean absolute step from one measured day to the next (Mena et al.,
  J Hypertens 2005;23:505).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import sqrt
from typing import Final

from ..assessment import MISSING_INPUT, NOT_ENOUGH_DATA, Assessment, Confidence, Input, refuse

LOAD_KEY: Final = "bp_load"
SURGE_KEY: Final = "bp_morning_surge"
DAY_NIGHT_KEY: Final = "bp_day_night"
VARIABILITY_KEY: Final = "bp_variability"

LOAD_DAYS: Final = 7
PATTERN_DAYS: Final = 28
HOME_TARGET: Final = (13_500, 8_500)
LOWER_TARGET: Final = (13_000, 8_000)
"""Systolic and diastolic in hundredths of mmHg."""

MIN_DAYS: Final = 3
MIN_LOAD_READINGS: Final = 6
PROTOCOL_READINGS: Final = 12
"""A share needs half of the protocol's twelve readings; below twelve its confidence is low."""

MIN_NIGHT_READINGS: Final = 6
MIN_DAY_READINGS: Final = 6
FULL_NIGHT_READINGS: Final = 7
FULL_DAY_READINGS: Final = 20
"""A complete ambulatory recording (Parati et al. 2014)."""

MIN_VARIABILITY_DAYS: Final = 7
LARGE_SURGE_MMHG: Final = 55

_SCALE: Final = 100
_Z95: Final = 1.959963984540054
_PRESSURES: Final = ("systolic", "diastolic")


@dataclass(frozen=True, slots=True)
class Reading:
    """One complete cuff reading; ``day`` a local ordinal, ``minute`` of that local day."""

    at_ms: int
    day: int
    minute: int
    systolic: int
    diastolic: int
    source: str = ""

    @property
    def night(self) -> bool:
        """Return whether it was taken from 01:00 and before 06:00."""
        return 60 <= self.minute < 360

    @property
    def daytime(self) -> bool:
        """Return whether it was taken from 09:00 and before 21:00."""
        return 540 <= self.minute < 1260

    @property
    def morning(self) -> bool:
        """Return whether it was taken from 06:00 and before 10:00."""
        return 360 <= self.minute < 600

    @property
    def evening(self) -> bool:
        """Return whether it was taken from 18:00."""
        return self.minute >= 1080


def _mean(values: Iterable[int]) -> Fraction:
    kept = list(values)
    return Fraction(sum(kept), len(kept) * _SCALE)


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
    return refuse(key, MISSING_INPUT, "No complete cuff reading in the time looked at.", missing=_PRESSURES)


def _newest(readings: Sequence[Reading]) -> Reading:
    return max(readings, key=lambda one: (one.at_ms, one.source))


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
            missing=_PRESSURES,
            explanation=(
                f"Needs at least {MIN_LOAD_READINGS} cuff readings on {MIN_DAYS} of the last {LOAD_DAYS} days; so far "
                f"{count} on {days}."
            ),
            extra=(("days", days), ("readings", count)),
        )
    share = load_percent(readings)
    low, high = wilson(round(share * count / 100), count)
    newest = _newest(readings)
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
        inputs=(Input("cuff_readings", float(count), "", newest.at_ms, newest.source),),
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


def fall_band(percent: float) -> str:
    """Return the word of a nightly fall in % of the day's systolic pressure (Parati et al. 2014)."""
    if percent < 0:
        return "higher_at_night"
    if percent < 10:
        return "small_fall"
    return "usual_fall" if percent <= 20 else "large_fall"


_FALL_TEXT: Final = {
    "higher_at_night": "higher at night than in the day",
    "small_fall": "a smaller fall than the usual 10 to 20 %",
    "usual_fall": "the usual fall of 10 to 20 %",
    "large_fall": "a larger fall than the usual 10 to 20 %",
}


def day_night(readings: Sequence[Reading]) -> Assessment:
    """Return by how many % systolic pressure falls from day to night; negative: it rises.

    Refused without six day and six night readings. Confidence is high with a complete ambulatory
    recording's twenty and seven, else moderate.
    """
    if not readings:
        return _none(DAY_NIGHT_KEY)
    nights = [one for one in readings if one.night]
    days = [one for one in readings if one.daytime]
    if len(nights) < MIN_NIGHT_READINGS or len(days) < MIN_DAY_READINGS:
        return Assessment(
            DAY_NIGHT_KEY,
            unit="%",
            refused=NOT_ENOUGH_DATA,
            coverage=min(1.0, len(nights) / MIN_NIGHT_READINGS, len(days) / MIN_DAY_READINGS),
            missing=_PRESSURES,
            explanation=(
                f"Needs {MIN_NIGHT_READINGS} readings between 01:00 and 06:00 and {MIN_DAY_READINGS} between 09:00 and "
                f"21:00 of the last {PATTERN_DAYS} days; so far {len(nights)} and {len(days)}. Most home cuffs measure "
                "at night only if set to."
            ),
            extra=(("night_readings", len(nights)), ("day_readings", len(days))),
        )
    means = {
        name: (_mean(one.systolic for one in kept), _mean(one.diastolic for one in kept))
        for name, kept in (("day", days), ("night", nights))
    }
    falls = [float(100 * (day - night) / day) for day, night in zip(means["day"], means["night"], strict=True)]
    word = fall_band(falls[0])
    newest = _newest([*nights, *days])
    return Assessment(
        DAY_NIGHT_KEY,
        value=falls[0],
        unit="%",
        coverage=min(1.0, len(nights) / FULL_NIGHT_READINGS, len(days) / FULL_DAY_READINGS),
        band=word,
        confidence=(
            Confidence.HIGH
            if len(nights) >= FULL_NIGHT_READINGS and len(days) >= FULL_DAY_READINGS
            else Confidence.MODERATE
        ),
        inputs=tuple(
            Input(f"{vital}_{name}_mean", float(value), "mmHg", newest.at_ms, newest.source)
            for name, pair in means.items()
            for vital, value in zip(_PRESSURES, pair, strict=True)
        ),
        explanation=(
            f"Systolic pressure is {float(means['day'][0]):.0f} mmHg by day and {float(means['night'][0]):.0f} at "
            f"night, {falls[0]:.0f} % lower: {_FALL_TEXT[word]}."
            if falls[0] >= 0
            else f"Systolic pressure is {float(means['day'][0]):.0f} mmHg by day and {float(means['night'][0]):.0f} at "
            "night: higher at night than in the day, worth showing to a doctor."
        ),
        extra=(
            ("dipping_ratio", float(means["night"][0] / means["day"][0])),
            ("diastolic_fall", falls[1]),
            ("night_readings", len(nights)),
            ("day_readings", len(days)),
            ("nights", len({one.day for one in nights})),
        ),
    )


def _surge(night: Sequence[Reading], morning: Sequence[Reading]) -> Fraction:
    """Return one day's rise: morning mean less the mean around the night's lowest systolic reading."""
    ordered = sorted(night, key=lambda one: (one.at_ms, one.source))
    at = min(range(len(ordered)), key=lambda place: ordered[place].systolic)
    around = ordered[max(0, at - 1) : at + 2]
    return _mean(one.systolic for one in morning) - _mean(one.systolic for one in around)


def morning_surge(readings: Sequence[Reading]) -> Assessment:
    """Return the morning's rise of systolic pressure over the night's lowest, in mmHg.

    The mean of the days that have two night readings and a morning reading after them. Confidence
    is moderate from three such days, else low. ``extra`` has what a cuff by day can tell: the
    difference of morning and evening means. Refused without night readings.
    """
    if not readings:
        return _none(SURGE_KEY)
    mornings = [one for one in readings if one.morning]
    evenings = [one for one in readings if one.evening]
    extra: tuple[tuple[str, float | str], ...] = ()
    told = ""
    if mornings and evenings:
        difference = float(_mean(one.systolic for one in mornings) - _mean(one.systolic for one in evenings))
        extra = (("morning_evening_difference", difference),)
        than = "higher" if difference >= 0 else "lower"
        told = f" Morning readings are {abs(difference):.0f} mmHg {than} than evening ones."
    surges: list[Fraction] = []
    last = None
    for day in sorted({one.day for one in mornings}):
        night = [one for one in readings if one.day == day and one.night]
        morning = [one for one in mornings if one.day == day]
        if len(night) >= 2:
            surges.append(_surge(night, morning))
            last = _newest(morning)
    if last is None:
        return Assessment(
            SURGE_KEY,
            unit="mmHg",
            refused=NOT_ENOUGH_DATA,
            coverage=0.0,
            missing=_PRESSURES,
            explanation=(
                "Needs two readings between 01:00 and 06:00 and one between 06:00 and 10:00 of the same day." + told
            ),
            extra=extra,
        )
    value = sum(surges, Fraction(0)) / len(surges)
    word = "large" if value >= LARGE_SURGE_MMHG else "usual"
    return Assessment(
        SURGE_KEY,
        value=float(value),
        unit="mmHg",
        coverage=min(1.0, len(surges) / MIN_DAYS),
        band=word,
        confidence=Confidence.MODERATE if len(surges) >= MIN_DAYS else Confidence.LOW,
        inputs=(Input("morning_systolic", last.systolic / _SCALE, "mmHg", last.at_ms, last.source),),
        explanation=(
            f"In the morning systolic pressure is {float(value):.0f} mmHg above the night's lowest, on {len(surges)} "
            f"{'day' if len(surges) == 1 else 'days'}"
            + (": a larger rise than most people have." if word == "large" else ".")
            + told
        ),
        extra=(*extra, ("days", len(surges))),
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
            missing=_PRESSURES,
            explanation=(
                f"Needs cuff readings on at least {MIN_VARIABILITY_DAYS} of the last {PATTERN_DAYS} days; so far "
                f"{len(days)}."
            ),
            extra=(("days", len(days)), ("readings", len(readings))),
        )
    by_day: dict[int, list[Reading]] = {day: [] for day in days}
    for one in readings:
        by_day[one.day].append(one)
    systolic = [_mean(one.systolic for one in by_day[day]) for day in days]
    diastolic = [_mean(one.diastolic for one in by_day[day]) for day in days]
    deviation, percent, steps = spread(systolic)
    low_deviation, low_percent, low_steps = spread(diastolic)
    newest = _newest(readings)
    return Assessment(
        VARIABILITY_KEY,
        value=deviation,
        unit="mmHg",
        coverage=min(1.0, len(days) / PATTERN_DAYS),
        confidence=Confidence.HIGH if len(days) >= 2 * MIN_VARIABILITY_DAYS else Confidence.MODERATE,
        inputs=(
            Input("systolic_mean", float(sum(systolic, Fraction(0)) / len(days)), "mmHg", newest.at_ms, newest.source),
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
