"""Overnight oximetry: falls of oxygen saturation per hour, time below limits, lowest value, evenness.

What a fall is and what counts as recorded: `desaturation`. The denominator is recording time with
data, not sleep time, which is unknown here: against sleep time the index would be higher (median
22.8 against 17.4 an hour in one study; recording time under-counts by about 22 %, facts 2.13).
Bands at 5, 15 and 30 an hour are those of the apnoea-hypopnoea index, by analogy: the area under
the curve of the ODI for these was .908, .931 and .958 (Chung et al., Anesth Analg 2012;114:993) in
people about to have surgery, but over the general population the two correlate by .56 only.

Time below 90 %: 1 % of the recording or more marked apnoea with 93 % sensitivity and 51 %
specificity (facts 2.13). Time below 88 %: five minutes at or below it in a night is what US
Medicare asks for oxygen at night (NCD 240.2); here it makes the night's word ``low_for_long``.
"""

from collections.abc import Mapping, Sequence
from math import sqrt
from typing import Final, NamedTuple

from ..assessment import MISSING_INPUT, NOT_ENOUGH_DATA, STALE_INPUT, Assessment, Confidence, Input, refuse
from ..desaturation import DEPTHS, LIMITS, MIN_RECORDED_MS, Recording

NADIR_KEY: Final = "spo2_nadir"
NIGHT_KEY: Final = "spo2_night"
STABILITY_KEY: Final = "spo2_stability"
RECORDING_KEYS: Final = (*DEPTHS, *LIMITS, NADIR_KEY, NIGHT_KEY)

LOW_FOR_LONG_MS: Final = 5 * 60_000

ODI_BANDS: Final = ("few", "some", "many", "very_many")
BELOW_BANDS: Final = ("none", "little", "noticeable")
NIGHT_BANDS: Final = ("even", "some_falls", "many_falls", "low_for_long")
STABILITY_BANDS: Final = ("steady", "varying", "unsteady")
_ODI_LIMITS: Final = (5, 15, 30)
NOTICEABLE_PERCENT: Final = 1.0

_STEPS: Final = 100  # saturation is stored in hundredths of a percent


class _Shared(NamedTuple):
    """What every answer about a recording says alike."""

    hours: float
    coverage: float
    confidence: Confidence
    inputs: tuple[Input, ...]
    sparse: str


def _shared(recording: Recording) -> _Shared:
    every_s = recording.interval_s
    sparse = f" With a reading every {every_s:.0f} seconds most short falls are missed." if every_s > 15 else ""
    return _Shared(recording.hours, recording.coverage, recording.confidence, recording.inputs, sparse)


def _odi(key: str, recording: Recording, shared: _Shared) -> Assessment:
    events = recording.tally.falls[tuple(DEPTHS).index(key)]
    value = events / shared.hours
    word = ODI_BANDS[sum(value >= limit for limit in _ODI_LIMITS)]
    depth = DEPTHS[key] // _STEPS
    asleep = " Counted against hours asleep it would be about a quarter more." if events else ""
    return Assessment(
        key,
        value=value,
        unit="/h",
        coverage=shared.coverage,
        band=word,
        confidence=shared.confidence,
        inputs=(*shared.inputs, Input("events", events, "", recording.end_ms, recording.source)),
        explanation=(
            f"Oxygen saturation fell by {depth} % or more {'once' if events == 1 else f'{events} times'} in "
            f"{shared.hours:.1f} hours of recording, {value:.1f} an hour." + asleep + shared.sparse
        ),
    )


def _below(key: str, recording: Recording, shared: _Shared, *, target_88_92: bool) -> Assessment:
    below_ms = recording.tally.below_ms[tuple(LIMITS).index(key)]
    share = 100 * below_ms / recording.tally.recorded_ms
    limit = LIMITS[key] // _STEPS
    text = (
        f"Oxygen saturation was below {limit} % for {below_ms / 60_000:.1f} minutes, {share:.1f} % of "
        f"{shared.hours:.1f} hours of recording."
    )
    if target_88_92 and limit == 90:
        text += " With a personal target of 88 to 92 % this is expected: look at the time below 88 %."
    return Assessment(
        key,
        value=share,
        unit="%",
        coverage=shared.coverage,
        band=("none" if not below_ms else "little" if share < NOTICEABLE_PERCENT else "noticeable"),
        confidence=shared.confidence,
        inputs=shared.inputs,
        explanation=text,
        extra=(("minutes", below_ms / 60_000),),
    )


_TOO_FAST: Final = (
    "{} readings that changed too fast to be real were left out.",
    "One reading that changed too fast to be real was left out.",
)


def _nadir(recording: Recording, shared: _Shared) -> Assessment:
    lowest = (recording.tally.lowest or 0) / _STEPS
    left_out = recording.tally.artefacts
    return Assessment(
        NADIR_KEY,
        value=lowest,
        unit="%",
        coverage=shared.coverage,
        confidence=shared.confidence,
        inputs=shared.inputs,
        explanation=(
            f"The lowest oxygen saturation in {shared.hours:.1f} hours of recording was {lowest:.0f} %."
            + (f" {_TOO_FAST[left_out == 1].format(left_out)}" if left_out else "")
        ),
        extra=(("artefacts", recording.tally.artefacts),),
    )


_NIGHT_TEXT: Final[Mapping[str, str]] = {
    "even": "was even",
    "some_falls": "fell now and then",
    "many_falls": "fell often, which is worth showing to a doctor",
    "low_for_long": "was low for a while, which is worth showing to a doctor",
}


def _night(recording: Recording, shared: _Shared) -> Assessment:
    tally = recording.tally
    odi3, odi4 = (events / shared.hours for events in tally.falls)
    below_90, below_88 = (below / 60_000 for below in tally.below_ms)
    if tally.below_ms[1] >= LOW_FOR_LONG_MS:
        word = "low_for_long"
    else:
        word = NIGHT_BANDS[sum(odi3 >= limit for limit in _ODI_LIMITS[:2])]
    mean, lowest = tally.weighted / tally.recorded_ms / _STEPS, (tally.lowest or 0) / _STEPS
    return Assessment(
        NIGHT_KEY,
        value=word,
        coverage=shared.coverage,
        band=word,
        confidence=shared.confidence,
        inputs=shared.inputs,
        explanation=(
            f"In {shared.hours:.1f} hours of recording oxygen saturation {_NIGHT_TEXT[word]}: mean {mean:.1f} %, "
            f"lowest {lowest:.0f} %, {odi3:.1f} falls of 3 % an hour, {below_88:.0f} minutes below 88 %."
            + shared.sparse
        ),
        extra=(
            ("recording_hours", shared.hours),
            ("mean", mean),
            ("lowest", lowest),
            ("odi3", odi3),
            ("odi4", odi4),
            ("minutes_below_90", below_90),
            ("minutes_below_88", below_88),
            ("interval_s", recording.interval_s),
        ),
    )


def _refused(recording: Recording | None, *, stale: bool) -> dict[str, Assessment]:
    if recording is None:
        reason, text = (
            (STALE_INPUT, "The last recording of oxygen saturation ended more than a day ago.")
            if stale
            else (MISSING_INPUT, "No recording of oxygen saturation yet.")
        )
        return {key: refuse(key, reason, text, missing=("spo2",)) for key in RECORDING_KEYS}
    text = (
        f"Needs at least {MIN_RECORDED_MS // 60_000} minutes of oxygen saturation, read at least once a minute; the "
        f"newest recording has {recording.tally.recorded_ms // 60_000}."
    )
    share = recording.tally.recorded_ms / MIN_RECORDED_MS
    return {
        key: Assessment(
            key,
            refused=NOT_ENOUGH_DATA,
            coverage=share,
            missing=("spo2",),
            inputs=recording.inputs,
            explanation=text,
        )
        for key in RECORDING_KEYS
    }


def assess(recording: Recording | None, *, stale: bool = False, target_88_92: bool = False) -> Mapping[str, Assessment]:
    """Return the answers of `RECORDING_KEYS` about one recording.

    ``odi3`` and ``odi4`` per hour with data, ``spo2_below_90`` and ``_88`` in percent of it
    (``extra``: minutes), ``spo2_nadir`` in %, ``spo2_night`` a word of `NIGHT_BANDS`. The denominator is the input
    ``recording_hours``. ``recording`` None: there is none, or (``stale``) none that is recent. Refused under ten
    minutes of data. ``target_88_92``: the person's saturation target is 88 to 92 %.
    """
    if recording is None or not recording.enough:
        return _refused(recording, stale=stale)
    shared = _shared(recording)
    return {
        **{key: _odi(key, recording, shared) for key in DEPTHS},
        **{key: _below(key, recording, shared, target_88_92=target_88_92) for key in LIMITS},
        NADIR_KEY: _nadir(recording, shared),
        NIGHT_KEY: _night(recording, shared),
    }


STABILITY_MINUTES: Final = 180
MIN_MINUTES: Final = 60
_STABILITY_LIMITS: Final = (1.0, 2.0)
"""Standard deviation in %: half of, and the whole of, an oximeter's usual accuracy (ISO 80601-2-61:
4 % root mean square at most, 2 % typical). HealthSense's own, for display: nothing rests on it."""


def _quantile(ordered: Sequence[float], share: float) -> float:
    """Return a quantile by linear interpolation (Hyndman and Fan 1996, type 7)."""
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


def stability(means: Sequence[float], newest: Input | None, *, fresh: bool = True) -> Assessment:
    """Return the standard deviation (ddof 1) in % of the minute means of the last three hours.

    ``means`` are in the order of time, minutes without a reading left out; ``newest`` is the newest reading.
    ``extra`` has the interquartile range. Refused: ``missing_input``, ``stale_input``, ``not_enough_data`` (under 60
    minutes). Confidence is high from 150 minutes, moderate from 100.
    """
    if newest is None:
        return refuse(STABILITY_KEY, MISSING_INPUT, "No reading of oxygen saturation yet.", missing=("spo2",))
    if not fresh:
        return refuse(STABILITY_KEY, STALE_INPUT, "Oxygen saturation has no current reading.", missing=("spo2",))
    count = len(means)
    if count < MIN_MINUTES:
        return Assessment(
            STABILITY_KEY,
            unit="%",
            refused=NOT_ENOUGH_DATA,
            coverage=count / STABILITY_MINUTES,
            missing=("spo2",),
            inputs=(newest,),
            explanation=(
                f"Needs readings in at least {MIN_MINUTES} minutes of the last three hours; so far in {count}."
            ),
        )
    mean = sum(means) / count
    deviation = sqrt(sum((value - mean) ** 2 for value in means) / (count - 1))
    ordered = sorted(means)
    spread = _quantile(ordered, 0.75) - _quantile(ordered, 0.25)
    word = STABILITY_BANDS[sum(deviation >= limit for limit in _STABILITY_LIMITS)]
    return Assessment(
        STABILITY_KEY,
        value=deviation,
        unit="%",
        coverage=min(1.0, count / STABILITY_MINUTES),
        band=word,
        confidence=Confidence.HIGH if count >= 150 else Confidence.MODERATE if count >= 100 else Confidence.LOW,
        inputs=(newest,),
        explanation=(
            f"Over the last three hours oxygen saturation was {word}: mean {mean:.1f} %, standard deviation "
            f"{deviation:.1f} % over {count} minutes."
        ),
        extra=(("interquartile_range", spread), ("mean", mean), ("minutes", count)),
    )
