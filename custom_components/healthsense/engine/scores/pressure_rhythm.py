"""Blood pressure by day and at night, and the morning's rise.

Pure functions of readings; pressures are stored steps (hundredths of mmHg), so that sums are exact.

- Day and night: means by the fixed narrow hours of the European Society of Hypertension, day
  09:00-21:00 and night 01:00-06:00 (Parati et al., J Hypertens 2014;32:1359); the fall is
  (day - night) / day of systolic pressure, with that guideline's limits 0, 10 and 20 %. A night
  mean needs six readings (HealthSense's own choice: three in each of two nights).
- Morning rise: Kario's sleep-trough surge (Circulation 2003;107:1401): the morning mean less the
  mean of the lowest reading of the night and its neighbours in time; 55 mmHg was the top tenth
  there. The waking time is not known: morning is 06:00-10:00.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from ..assessment import MISSING_INPUT, NOT_ENOUGH_DATA, Assessment, Confidence, Input, refuse
from ..pressure_reading import PRESSURES, SCALE, Reading, mean_mmhg, newest

SURGE_KEY: Final = "bp_morning_surge"
DAY_NIGHT_KEY: Final = "bp_day_night"

PATTERN_DAYS: Final = 28
MIN_DAYS: Final = 3
MIN_NIGHT_READINGS: Final = 6
MIN_DAY_READINGS: Final = 6
FULL_NIGHT_READINGS: Final = 7
FULL_DAY_READINGS: Final = 20
"""A complete ambulatory recording (Parati et al. 2014)."""

LARGE_SURGE_MMHG: Final = 55


def _none(key: str) -> Assessment:
    return refuse(key, MISSING_INPUT, "No complete cuff reading in the time looked at.", missing=PRESSURES)


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
            missing=PRESSURES,
            explanation=(
                f"Needs {MIN_NIGHT_READINGS} readings between 01:00 and 06:00 and {MIN_DAY_READINGS} between 09:00 and "
                f"21:00 of the last {PATTERN_DAYS} days; so far {len(nights)} and {len(days)}. Most home cuffs measure "
                "at night only if set to."
            ),
            extra=(("night_readings", len(nights)), ("day_readings", len(days))),
        )
    means = {
        name: (mean_mmhg(one.systolic for one in kept), mean_mmhg(one.diastolic for one in kept))
        for name, kept in (("day", days), ("night", nights))
    }
    falls = [float(100 * (day - night) / day) for day, night in zip(means["day"], means["night"], strict=True)]
    word = fall_band(falls[0])
    last = newest([*nights, *days])
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
            Input(f"{vital}_{name}_mean", float(value), "mmHg", last.at_ms, last.source)
            for name, pair in means.items()
            for vital, value in zip(PRESSURES, pair, strict=True)
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
    return mean_mmhg(one.systolic for one in morning) - mean_mmhg(one.systolic for one in around)


def _beside(difference: Fraction | float, above: str, below: str, same: str) -> str:
    """Return a difference in mmHg in words, never as minus zero or a negative rise."""
    shown = round(abs(float(difference)))
    return same if shown == 0 else f"{shown} mmHg {above if difference > 0 else below}"


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
        difference = float(mean_mmhg(one.systolic for one in mornings) - mean_mmhg(one.systolic for one in evenings))
        extra = (("morning_evening_difference", difference),)
        than = _beside(difference, "higher than", "lower than", "as high as")
        told = f" Morning readings are {than} evening ones."
    surges: list[Fraction] = []
    last = None
    for day in sorted({one.day for one in mornings}):
        night = [one for one in readings if one.day == day and one.night]
        morning = [one for one in mornings if one.day == day]
        if len(night) >= 2:
            surges.append(_surge(night, morning))
            last = newest(morning)
    if last is None:
        return Assessment(
            SURGE_KEY,
            unit="mmHg",
            refused=NOT_ENOUGH_DATA,
            coverage=0.0,
            missing=PRESSURES,
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
        inputs=(Input("morning_systolic", last.systolic / SCALE, "mmHg", last.at_ms, last.source),),
        explanation=(
            f"In the morning systolic pressure is {_beside(value, 'above', 'below', 'level with')} "
            f"the night's lowest, on {len(surges)} {'day' if len(surges) == 1 else 'days'}"
            + (": a larger rise than most people have." if word == "large" else ".")
            + told
        ),
        extra=(*extra, ("days", len(surges))),
    )
