"""A change of weight over days: the heart-failure rule, and the person's own control chart.

The rule: a gain of 1.36 kg (3 lb) from one day to the next, or of 2.3 kg (5 lb) within a week, is a
reason to call the care team in heart failure (Heidenreich et al., Circulation 2022;145:e895, and the
advice sheets before it). It is known to be weak: it found 20 % (Cuba Gyllensten et al., JMIR
Med Inform 2016;4:e3) to 46 % of the episodes (Ledwidge et al., Eur J Heart Fail 2013;15:447), and more
than half of its alerts had no cause (Zhang et al., Eur J Heart Fail 2009;11:420). So it is said only
to people who told of heart failure, with that weakness.

The chart: median of the daily weights of the four weeks before, and 1.4826 times their median
absolute deviation as spread (a robust individuals chart). Beyond three spreads is unusual for this
person; a spread below 0.3 kg counts as 0.3, because a day's meals and clothes move more than that.
Width, floor and the seven days that it needs are HealthSense's own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from types import MappingProxyType
from typing import Final

from ..assessment import (
    MISSING_INPUT,
    NOT_ENOUGH_DATA,
    NOT_VALID_FOR,
    STALE_INPUT,
    Assessment,
    Confidence,
    Input,
    refuse,
)

KEY: Final = "weight_change"
BANDS: Final = ("usual", "lower_than_usual", "higher_than_usual", "rule_met")
MIN_AGE_YEARS: Final = 18

DAY_GAIN_G: Final = 1_360
WEEK_GAIN_G: Final = 2_300
WEEK_DAYS: Final = 7
CHART_DAYS: Final = 28
MIN_CHART_DAYS: Final = 7
STALE_DAYS: Final = 2
"""A weight of the day before yesterday says nothing of today."""

_WIDTH: Final = 3.0
_MAD_TO_SD: Final = 1.4826
_FLOOR_G: Final = 300.0


@dataclass(frozen=True, slots=True)
class Day:
    """One local day's weight: its ordinal, and the median in grams."""

    day: int
    grams: float


@dataclass(frozen=True, slots=True)
class Chart:
    """The person's own limits, in grams, over so many days."""

    centre: float
    lower: float
    upper: float
    days: int


@dataclass(frozen=True, slots=True)
class Person:
    """What decides whether and how the rule is told."""

    age_years: float | None = None
    pregnant: bool = False
    heart_failure: bool = False


def gain_since(days: Sequence[Day], newest: Day, back: int) -> tuple[float, Day] | None:
    """Return the gain in grams since the earliest weighed day of the ``back`` days before, and that day."""
    earlier = [one for one in days if newest.day - back <= one.day < newest.day]
    if not earlier:
        return None
    first = min(earlier, key=lambda one: one.day)
    return newest.grams - first.grams, first


def chart(days: Sequence[Day], newest: Day) -> Chart | None:
    """Return the control chart of the four weeks before ``newest``; None: fewer than seven days were weighed."""
    before = [one.grams for one in days if newest.day - CHART_DAYS <= one.day < newest.day]
    if len(before) < MIN_CHART_DAYS:
        return None
    centre = median(before)
    spread = max(_MAD_TO_SD * median(abs(grams - centre) for grams in before), _FLOOR_G)
    return Chart(centre, centre - _WIDTH * spread, centre + _WIDTH * spread, len(before))


def rule_met(day_gain: float | None, week_gain: float | None) -> bool:
    """Return whether the heart-failure rule is met; gains in grams, None: not weighed then."""
    return (day_gain is not None and day_gain >= DAY_GAIN_G) or (week_gain is not None and week_gain >= WEEK_GAIN_G)


def band(newest: Day, limits: Chart | None, *, ruled: bool) -> str:
    """Return the word: the rule first, then the person's own limits."""
    if ruled:
        return "rule_met"
    if limits is None or limits.lower <= newest.grams <= limits.upper:
        return "usual"
    return "higher_than_usual" if newest.grams > limits.upper else "lower_than_usual"


_WEAKNESS: Final = (
    " This rule alone finds only 20 to 46 of 100 episodes, and more than half of its alerts have no cause: look at "
    "breath, ankles and pulse too."
)
_TEXT: Final[Mapping[str, str]] = MappingProxyType(
    {
        "rule_met": " Weigh again tomorrow morning, and call the care team today, as it is advised in heart failure.",
        "higher_than_usual": " That is higher than usual for this person.",
        "lower_than_usual": " That is lower than usual for this person.",
        "usual": "",
    }
)


def _refuse(days: Sequence[Day], newest: Input | None, today: int, person: Person) -> Assessment | None:
    if person.age_years is not None and person.age_years < MIN_AGE_YEARS:
        return refuse(KEY, NOT_VALID_FOR, f"Weight is followed in adults only: below {MIN_AGE_YEARS} years it grows.")
    if person.pregnant:
        return refuse(KEY, NOT_VALID_FOR, "Weight gain is expected in pregnancy.")
    if newest is None or not days:
        return refuse(KEY, MISSING_INPUT, "There is no weight.", missing=("weight",))
    if today - days[-1].day >= STALE_DAYS:
        return refuse(KEY, STALE_INPUT, "The last weight is not of today or yesterday.", missing=("weight",))
    if not any(days[-1].day - CHART_DAYS <= one.day < days[-1].day for one in days):
        return refuse(KEY, NOT_ENOUGH_DATA, "Needs a weight of another day within four weeks.", missing=("weight",))
    return None


def assess(days: Sequence[Day], newest: Input | None, today: int, person: Person) -> Assessment:
    """Return the change of weight in kg over the last week.

    ``days`` are daily weights of one scale in order, ``newest`` the last reading, ``today`` the local
    day's ordinal. ``value`` is the gain since the earliest weighed day of the last seven, or where
    none was weighed, since the person's own median. ``lower`` and ``upper`` are the chart's limits for that
    value. Refused below 18 years and in pregnancy (``not_valid_for``), without a weight
    (``missing_input``), when the last is not of today or yesterday (``stale_input``) and without one
    of another day in four weeks (``not_enough_data``).
    """
    if (refused := _refuse(days, newest, today, person)) is not None or newest is None:
        return refused or refuse(KEY, MISSING_INPUT, "There is no weight.", missing=("weight",))
    last = days[-1]
    day, week, limits = gain_since(days, last, 1), gain_since(days, last, WEEK_DAYS), chart(days, last)
    ruled = person.heart_failure and rule_met(day[0] if day else None, week[0] if week else None)
    word = band(last, limits, ruled=ruled)
    if week is not None:
        reference, since = week[1].grams, _since(last.day - week[1].day)
    else:
        earlier = [one for one in days if last.day - CHART_DAYS <= one.day < last.day]
        reference, since = median(one.grams for one in earlier), "against the four weeks before"
    text = f"Weight {last.grams / 1000:.1f} kg, {(last.grams - reference) / 1000:+z.1f} kg {since}." + _TEXT[word]
    if limits is None:
        text += f" What is usual for this person is known after {MIN_CHART_DAYS} days with a weight."
    if person.heart_failure:
        text += _WEAKNESS
    extra: list[tuple[str, float | str]] = []
    if day is not None:
        extra.append(("gain_1_day_kg", day[0] / 1000))
    if week is not None:
        extra.append(("gain_7_days_kg", week[0] / 1000))
    if limits is not None:
        extra += [("usual_kg", limits.centre / 1000), ("days_in_chart", float(limits.days))]
    return Assessment(
        KEY,
        value=(last.grams - reference) / 1000,
        unit="kg",
        lower=None if limits is None else (limits.lower - reference) / 1000,
        upper=None if limits is None else (limits.upper - reference) / 1000,
        band=word,
        coverage=min(1.0, (limits.days if limits else len(days) - 1) / CHART_DAYS),
        confidence=Confidence.LOW if limits is None or ruled else Confidence.MODERATE,
        inputs=(newest,),
        explanation=text,
        extra=tuple(extra),
    )


def _since(days: int) -> str:
    return "since yesterday" if days == 1 else f"in {days} days"
