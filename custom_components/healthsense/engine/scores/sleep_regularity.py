"""How alike sleep is from day to day.

The sleep regularity index is the chance of being in the same state, asleep or awake, at any two
moments 24 hours apart, scaled so that 100 is the same every day, 0 chance and -100 the reverse
(Phillips et al., Sci Rep 2017;7:3216). At least five pairs of days are needed (Windred et al.,
Sleep 2021;44:zsab254). Days go from noon to noon of the local clock, in minutes.

A stage stands until the next one is told, a stage of sleep for two hours at most: whoever is told
nothing more is up. A day with less than two hours of sleep is one without the sensor, not a day
awake, and is left out. No generally accepted limit between regular and irregular exists, so there
is no band.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest
from math import sqrt
from typing import Final

from ..assessment import MISSING_INPUT, NOT_ENOUGH_DATA, Assessment, Confidence, Input, refuse

KEY: Final = "sleep_regularity"
VARIABILITY_KEY: Final = "sleep_duration_variability"
DAYS: Final = 28
MIN_PAIRS: Final = 5
MIN_NIGHTS: Final = 7
MIN_ASLEEP_MIN: Final = 120
LONGEST_STAGE_MS: Final = 2 * 3_600_000
MINUTES_A_DAY: Final = 1440
_MINUTE_MS: Final = 60_000


@dataclass(frozen=True, slots=True)
class Stage:
    """What a sleep sensor told at a moment."""

    at_ms: int
    asleep: bool


def asleep_by_day(stages: Sequence[Stage], noons_ms: Sequence[int]) -> list[int]:
    """Return, for each span between noons, the minutes asleep as a number with a bit for each.

    ``stages`` in order of time. A minute counts where sleep covers its beginning.
    """
    masks = [0] * (len(noons_ms) - 1)
    for stage, after_it in zip_longest(stages, stages[1:]):
        following = None if after_it is None else after_it.at_ms
        if not stage.asleep:
            continue
        longest = stage.at_ms + LONGEST_STAGE_MS
        end_ms = longest if following is None else min(following, longest)
        for day in range(max(bisect_right(noons_ms, stage.at_ms) - 1, 0), bisect_left(noons_ms, end_ms)):
            if day >= len(masks):
                break
            noon = noons_ms[day]
            start, stop = max(stage.at_ms, noon), min(end_ms, noons_ms[day + 1])
            first = min(-(-(start - noon) // _MINUTE_MS), MINUTES_A_DAY)
            last = min(-(-(stop - noon) // _MINUTE_MS), MINUTES_A_DAY)
            if last > first:
                masks[day] |= ((1 << (last - first)) - 1) << first
    return masks


def known(mask: int) -> bool:
    """Return whether a day had enough sleep to have been watched."""
    return mask.bit_count() >= MIN_ASLEEP_MIN


def index(masks: Sequence[int]) -> tuple[float, int] | None:
    """Return the sleep regularity index of consecutive days and how many pairs it rests on; None of none."""
    pairs = [(one, other) for one, other in pairwise(masks) if known(one) and known(other)]
    if not pairs:
        return None
    differing = sum((one ^ other).bit_count() for one, other in pairs)
    return 100 - 200 * differing / (MINUTES_A_DAY * len(pairs)), len(pairs)


def deviation(values: Sequence[float]) -> float:
    """Return the standard deviation (n - 1).

    Raises:
        ZeroDivisionError: fewer than two values.
    """
    mean = sum(values) / len(values)
    return sqrt(sum((value - mean) ** 2 for value in values) / (len(values) - 1))


def regularity(stages: Sequence[Stage], noons_ms: Sequence[int], source: str = "") -> Assessment:
    """Return the sleep regularity index of the days between ``noons_ms``, -100 to 100.

    ``extra`` has the standard deviation of when sleep began, in minutes. Refused without stages and
    with fewer than five pairs of days. Confidence is high from fourteen pairs, else moderate.
    """
    if not stages:
        return refuse(
            KEY,
            MISSING_INPUT,
            "Needs sleep stages (asleep or awake through the night); a length of sleep alone does not tell when.",
            missing=("sleep_stage",),
        )
    masks = asleep_by_day(stages, noons_ms)
    watched = [mask for mask in masks if known(mask)]
    found = index(masks)
    if found is None or found[1] < MIN_PAIRS:
        pairs = 0 if found is None else found[1]
        return Assessment(
            KEY,
            refused=NOT_ENOUGH_DATA,
            coverage=pairs / MIN_PAIRS,
            missing=("sleep_stage",),
            explanation=f"Needs {MIN_PAIRS} pairs of nights in a row with sleep stages; so far {pairs}.",
            extra=(("pairs", pairs), ("nights", len(watched))),
        )
    value, pairs = found
    onsets = [float((mask & -mask).bit_length() - 1) for mask in watched]
    newest = stages[-1]
    return Assessment(
        KEY,
        value=value,
        coverage=min(1.0, pairs / (DAYS - 1)),
        confidence=Confidence.HIGH if pairs >= 14 else Confidence.MODERATE,
        inputs=(Input("sleep_stage", float(len(watched)), "nights", newest.at_ms, source),),
        explanation=(
            f"Sleep regularity {value:.0f} of 100 from {len(watched)} nights: at two moments 24 hours apart you are in "
            f"the same state, asleep or awake, {50 + value / 2:.0f} % of the time. Sleep begins within about "
            f"{deviation(onsets):.0f} minutes of its usual time."
        ),
        extra=(
            ("pairs", pairs),
            ("nights", len(watched)),
            ("onset_sd", deviation(onsets)),
            ("duration_sd", deviation([float(mask.bit_count()) for mask in watched])),
        ),
    )


def duration_variability(minutes: Mapping[int, float], newest_ms: int, source: str = "") -> Assessment:
    """Return the standard deviation of the nights' lengths, in minutes.

    ``minutes`` are lengths of sleep by local day. Refused without seven nights. Confidence is high from
    fourteen, else moderate.
    """
    if not minutes:
        return refuse(VARIABILITY_KEY, MISSING_INPUT, "Needs the length of sleep.", missing=("sleep_duration",))
    nights = [minutes[day] for day in sorted(minutes)]
    if len(nights) < MIN_NIGHTS:
        return Assessment(
            VARIABILITY_KEY,
            unit="min",
            refused=NOT_ENOUGH_DATA,
            coverage=len(nights) / MIN_NIGHTS,
            missing=("sleep_duration",),
            explanation=f"Needs the length of sleep of {MIN_NIGHTS} nights; so far {len(nights)}.",
            extra=(("nights", len(nights)),),
        )
    value, mean = deviation(nights), sum(nights) / len(nights)
    return Assessment(
        VARIABILITY_KEY,
        value=value,
        unit="min",
        coverage=min(1.0, len(nights) / DAYS),
        confidence=Confidence.HIGH if len(nights) >= 2 * MIN_NIGHTS else Confidence.MODERATE,
        inputs=(Input("sleep_duration_mean", mean, "min", newest_ms, source),),
        explanation=(
            f"Sleep lasts {mean / 60:.1f} hours on average and varies by about {value:.0f} minutes from night to night "
            f"({len(nights)} nights)."
        ),
        extra=(("mean", mean), ("nights", len(nights))),
    )
