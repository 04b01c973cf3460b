"""The ambulatory glucose profile: percentiles by time of day; and how much of the time there is data.

Source: Battelino et al., Diabetes Care 2019;42:1593 (the profile's 5th, 25th, 50th, 75th and 95th
percentile; 14 days with readings for at least 70 % of the time). Readings of all days are pooled
by half hours of the local clock; percentiles interpolate between order statistics (Hyndman and
Fan's type 7). Nothing is smoothed.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Final

from ..assessment import Assessment, Confidence, refuse
from ..cgm import SCALE, NoRecording, Recording, answer_over

KEY: Final = "glucose_agp"
ACTIVE_KEY: Final = "glucose_active"
ACTIVE_BANDS: Final = ("insufficient", "sufficient")
SLOT_MINUTES: Final = 30
SLOTS: Final = 24 * 60 // SLOT_MINUTES
PERCENTILES: Final = (5, 25, 50, 75, 95)
MIN_READINGS: Final = 3
"""A half hour with fewer readings has no percentiles."""


def percentile(ascending: Sequence[int], percent: int) -> Fraction:
    """Return a percentile (0-100) of a non-empty ascending sequence, type 7."""
    place = Fraction((len(ascending) - 1) * percent, 100)
    at = int(place)
    if at + 1 == len(ascending):
        return Fraction(ascending[at])
    return ascending[at] + (place - at) * (ascending[at + 1] - ascending[at])


def curve(slot: Iterable[int]) -> tuple[int | None, ...]:
    """Return the five percentiles of a half hour's stored values in whole mg/dL, None of too few."""
    ascending = sorted(slot)
    if len(ascending) < MIN_READINGS:
        return (None,) * len(PERCENTILES)
    return tuple(round(percentile(ascending, percent) / SCALE) for percent in PERCENTILES)


def assess(recording: Recording | NoRecording, curves: Sequence[Sequence[int | None]], days: int) -> Assessment:
    """Return ``glucose_agp``: on how many local days there are readings.

    ``curves`` has the five percentiles of each half hour from midnight on (see `curve`). In
    ``extra`` they stand as JSON arrays of 48 values in mg/dL, ``agp_p5`` to ``agp_p95``. Refused
    as every answer over a recording is (`cgm.answer_over`).
    """

    def answer(over: Recording) -> Assessment:
        lines = [",".join("null" if one is None else str(one) for one in line) for line in zip(*curves, strict=True)]
        middle = [one[2] for one in curves if one[2] is not None]
        return over.answer(
            KEY,
            float(days),
            "d",
            f"The middle reading by time of day lies between {over.tell(min(middle))} and {over.tell(max(middle))}."
            if middle
            else "No half hour of the day has enough readings yet.",
            extra=(
                ("agp_slot_minutes", SLOT_MINUTES),
                *((f"agp_p{percent}", f"[{line}]") for percent, line in zip(PERCENTILES, lines, strict=True)),
            ),
        )

    return answer_over(KEY, recording, answer)


def assess_active(recording: Recording | NoRecording) -> Assessment:
    """Return ``glucose_active``: the share of time with readings in %, from the first to the newest.

    Answered for any continuous recording, however short. ``band`` is ``sufficient`` with 70 % of
    14 days.
    """
    if isinstance(recording, NoRecording):
        return refuse(ACTIVE_KEY, recording.reason, recording.explanation, missing=("glucose",))
    return recording.answer(
        ACTIVE_KEY,
        100 * recording.active,
        "%",
        f"The monitor told glucose for {100 * recording.active:.0f}% of the time.",
        band=ACTIVE_BANDS[recording.confidence is Confidence.HIGH],
    )
