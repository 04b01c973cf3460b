"""Overnight oximetry: falls of oxygen saturation per hour, time below limits, lowest value, evenness.

A fall is a drop of at least 3 or 4 % from the baseline before it that lasts at least ten seconds
(Chung et al., Anesth Analg 2012;114:993: "at least 4 % decrease from the average saturation in
the preceding 120 seconds, lasting more than 10 seconds"; 3 %: AASM manual, hypopnoea rule 1A).
Ours, exactly:

- Baseline: the mean of the highest fifth of the readings of the 120 s before; where fewer than
  three lie there, of the last three. Chung's plain average sinks with falls in quick succession,
  which then no longer count; the highest fifth stays where the falls began (HealthSense's own).
- A reading stands for the time since the reading before it. So ten seconds are ten readings at one
  a second, three at one in four seconds, and a single one where there is one a minute: such
  sampling misses most short falls, and the confidence says so.
- A fall ends when saturation is back within 1 % of its baseline, or has risen by 3 % from its
  lowest and above the 3 % threshold, or after three minutes: what stays low that long is no longer
  a fall but a level. A fall of 4 % is a fall of 3 % that spent ten seconds 4 % down.
- Where readings are more than 90 s apart nothing is known of the time between: it counts in no
  hour, and no baseline reaches across it.
- Artefacts: a change faster than 4 % a second is a probe that moved (the rule of Magalang et al.,
  Chest 2003;124:1694); such a reading is left out until the time passed would allow its value.

The denominator is recording time with data, not sleep time, which is unknown here: against sleep
time the index would be higher (median 22.8 against 17.4 an hour in one study; about 22 % less).
Bands at 5, 15 and 30 an hour are those of the apnoea-hypopnoea index, by analogy: the area under
the curve of the ODI for these was .908, .931 and .958 (Chung 2012) in people about to have
surgery, but over the general population the two correlate by .56 only.

Time below 90 %: 1 % of the recording or more marked apnoea with 93 % sensitivity and 51 %
specificity (facts 2.13). Time below 88 %: five minutes at or below it in a night is what US
Medicare asks for oxygen at night (NCD 240.2); here it makes the night's word ``low_for_long``.

Values are in hundredths of a percent, times in ms: sums are exact.
"""

from bisect import bisect_left, insort
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Final

from ..assessment import MISSING_INPUT, NOT_ENOUGH_DATA, STALE_INPUT, Assessment, Confidence, Input, refuse

BASELINE_MS: Final = 120_000
BASELINE_READINGS: Final = 3
MIN_BASELINE_MS: Final = 30_000
MIN_FALL_MS: Final = 10_000
MAX_FALL_MS: Final = 180_000
BRIDGED_MS: Final = 90_000
"""Readings further apart than this leave a gap: one a minute still counts as a recording."""
MAX_CHANGE_A_SECOND: Final = 400
RECOVERED: Final = 100

DEPTHS: Final[Mapping[str, int]] = {"odi3": 300, "odi4": 400}
LIMITS: Final[Mapping[str, int]] = {"spo2_below_90": 9_000, "spo2_below_88": 8_800}
NADIR_KEY: Final = "spo2_nadir"
NIGHT_KEY: Final = "spo2_night"
STABILITY_KEY: Final = "spo2_stability"
RECORDING_KEYS: Final = (*DEPTHS, *LIMITS, NADIR_KEY, NIGHT_KEY)

MIN_RECORDED_MS: Final = 10 * 60_000
"""Ten minutes of data, under which nothing is said: HealthSense's own limit."""
NIGHT_MS: Final = 3_600_000
"""From an hour of data on, a recording is taken for a night; a shorter one does not replace it."""
FULL_NIGHT_MS: Final = 4 * 3_600_000
"""Home oximetry of fewer than four hours is usually repeated (AASM: technically adequate, >= 4 h)."""
LOW_FOR_LONG_MS: Final = 5 * 60_000

ODI_BANDS: Final = ("few", "some", "many", "very_many")
BELOW_BANDS: Final = ("none", "little", "noticeable")
NIGHT_BANDS: Final = ("even", "some_falls", "many_falls", "low_for_long")
STABILITY_BANDS: Final = ("steady", "varying", "unsteady")
_ODI_LIMITS: Final = (5, 15, 30)
NOTICEABLE_PERCENT: Final = 1.0

_HOUR_MS: Final = 3_600_000
_STEPS: Final = 100  # saturation is stored in hundredths of a percent


@dataclass(slots=True)
class Tally:
    """What part of a recording holds; parts add up exactly.

    ``falls`` and ``below_ms`` are by `DEPTHS` and `LIMITS`. ``weighted`` is the sum of value times ms; ``lowest`` the
    lowest kept value (None: none); ``artefacts`` how many readings were left out.
    """

    recorded_ms: int = 0
    readings: int = 0
    artefacts: int = 0
    weighted: int = 0
    lowest: int | None = None
    falls: tuple[int, int] = (0, 0)
    below_ms: tuple[int, int] = (0, 0)

    def add(self, other: "Tally") -> None:
        """Add another part."""
        self.recorded_ms += other.recorded_ms
        self.readings += other.readings
        self.artefacts += other.artefacts
        self.weighted += other.weighted
        if other.lowest is not None and (self.lowest is None or other.lowest < self.lowest):
            self.lowest = other.lowest
        self.falls = (self.falls[0] + other.falls[0], self.falls[1] + other.falls[1])
        self.below_ms = (self.below_ms[0] + other.below_ms[0], self.below_ms[1] + other.below_ms[1])

    def hold(self, value: int, held_ms: int) -> None:
        """Count a value that stood for ``held_ms``."""
        self.recorded_ms += held_ms
        self.readings += 1
        self.weighted += value * held_ms
        if self.lowest is None or value < self.lowest:
            self.lowest = value
        if value < _BELOW_90:
            under_90, under_88 = self.below_ms
            self.below_ms = (under_90 + held_ms, under_88 + (held_ms if value < _BELOW_88 else 0))


_BELOW_90, _BELOW_88 = LIMITS.values()
_DEPTH_3, _DEPTH_4 = DEPTHS.values()
_NO_FALL: Final = (False, False)


class _Fall:
    """Where saturation stands: level, or falling from a baseline that is then frozen.

    One state serves both depths, so that a fall of 4 % is always a fall of 3 % too.
    """

    __slots__ = ("baseline", "counted", "lowest", "since_ms", "started_ms")

    def __init__(self) -> None:
        self.end()

    def end(self) -> None:
        """Be level again."""
        self.baseline: float | None = None
        self.started_ms = 0
        self.lowest = 0
        self.since_ms: list[int | None] = [None, None]
        self.counted = [False, False]

    def step(self, at_ms: int, held_ms: int, value: int, baseline: float | None) -> tuple[bool, bool]:
        """Take the next reading; return which of `DEPTHS` has just lasted long enough to count."""
        start = self.baseline
        if start is None:
            if baseline is None or value > baseline - _DEPTH_3:
                return _NO_FALL
            start = self.baseline = baseline
            self.started_ms, self.lowest = at_ms - held_ms, value
        self.lowest = min(self.lowest, value)
        new = (
            self._reached(0, _DEPTH_3, at_ms, held_ms, start - value),
            self._reached(1, _DEPTH_4, at_ms, held_ms, start - value),
        )
        back = value > start - _DEPTH_3 and (
            not self.counted[0] or value >= min(self.lowest + _DEPTH_3, start - RECOVERED)
        )
        if back or at_ms - self.started_ms >= MAX_FALL_MS:
            self.end()
        return new

    def _reached(self, which: int, depth: int, at_ms: int, held_ms: int, fallen: float) -> bool:
        if fallen < depth:
            self.since_ms[which] = None
            return False
        since_ms = self.since_ms[which]
        if since_ms is None:
            since_ms = self.since_ms[which] = at_ms - held_ms
        if self.counted[which] or at_ms - since_ms < MIN_FALL_MS:
            return False
        self.counted[which] = True
        return True


class Scanner:
    """Reads one source's saturation in the order of time and keeps its `Tally`."""

    def __init__(self) -> None:
        """Begin with nothing known."""
        self.tally = Tally()
        self._fall = _Fall()
        self._before: deque[tuple[int, int]] = deque()
        self._ordered: list[int] = []
        self._begin(None, 0)

    def _begin(self, at_ms: int | None, value: int) -> None:
        """Begin an unbroken run with its first reading."""
        self._last_ms, self._last, self._alone = at_ms, value, True
        self._before.clear()
        self._ordered.clear()
        self._fall.end()

    def feed(self, at_ms: int, value: int) -> None:
        """Take the next reading: hundredths of a percent, later than any before."""
        last_ms = self._last_ms
        if last_ms is None or at_ms - last_ms > BRIDGED_MS:
            self._begin(at_ms, value)
            return
        held_ms = at_ms - last_ms
        if abs(value - self._last) * 1000 > MAX_CHANGE_A_SECOND * held_ms:
            self.tally.artefacts += 1
            if self._alone:
                # One of the two is wrong and nothing says which: the run begins with the later.
                self._begin(at_ms, value)
            return
        if self._alone:
            # Nothing came before the first of a run: it stands for as long as the second.
            self._alone = False
            self.tally.hold(self._last, held_ms)
            self._remember(last_ms, self._last)
        self.tally.hold(value, held_ms)
        new = self._fall.step(at_ms, held_ms, value, self._baseline(at_ms))
        if new is not _NO_FALL:
            of_3, of_4 = self.tally.falls
            self.tally.falls = (of_3 + new[0], of_4 + new[1])
        self._remember(at_ms, value)
        self._last_ms, self._last = at_ms, value

    def _remember(self, at_ms: int, value: int) -> None:
        self._before.append((at_ms, value))
        insort(self._ordered, value)

    def _baseline(self, at_ms: int) -> float | None:
        before, ordered = self._before, self._ordered
        while len(before) > BASELINE_READINGS and before[0][0] < at_ms - BASELINE_MS:
            del ordered[bisect_left(ordered, before.popleft()[1])]
        if not before or at_ms - before[0][0] < MIN_BASELINE_MS:
            return None
        count = max(1, len(ordered) // 5)
        return sum(ordered[-count:]) / count


@dataclass(frozen=True, slots=True)
class Recording:
    """One recording of one source from ``start_ms`` to ``end_ms``, gaps of up to an hour included."""

    source: str
    start_ms: int
    end_ms: int
    tally: Tally

    @property
    def hours(self) -> float:
        """Return the hours with data."""
        return self.tally.recorded_ms / _HOUR_MS

    @property
    def enough(self) -> bool:
        """Return whether there is enough of it to say anything."""
        return self.tally.recorded_ms >= MIN_RECORDED_MS

    @property
    def interval_s(self) -> float:
        """Return the mean time between readings in seconds."""
        return self.tally.recorded_ms / self.tally.readings / 1000 if self.tally.readings else 0.0

    @property
    def inputs(self) -> tuple[Input, ...]:
        """Return the denominator: hours with data."""
        return (Input("recording_hours", self.hours, "h", self.end_ms, self.source),)

    @property
    def confidence(self) -> Confidence:
        """High for four hours of a reading every four seconds or oftener, low under two hours or over 15 s."""
        if self.tally.recorded_ms < FULL_NIGHT_MS // 2 or self.interval_s > 15:
            return Confidence.LOW
        if self.tally.recorded_ms < FULL_NIGHT_MS or self.interval_s > 4:
            return Confidence.MODERATE
        return Confidence.HIGH

    @property
    def coverage(self) -> float:
        """Return the share of the time from start to end that has data."""
        return min(1.0, self.tally.recorded_ms / max(1, self.end_ms - self.start_ms))


def _sparse(recording: Recording) -> str:
    if recording.interval_s <= 15:
        return ""
    return f" With a reading every {recording.interval_s:.0f} seconds most short falls are missed."


def _odi(key: str, recording: Recording) -> Assessment:
    events = recording.tally.falls[tuple(DEPTHS).index(key)]
    value = events / recording.hours
    word = ODI_BANDS[sum(value >= limit for limit in _ODI_LIMITS)]
    depth = DEPTHS[key] // _STEPS
    return Assessment(
        key,
        value=value,
        unit="/h",
        coverage=recording.coverage,
        band=word,
        confidence=recording.confidence,
        inputs=(*recording.inputs, Input("events", events, "", recording.end_ms, recording.source)),
        explanation=(
            f"Oxygen saturation fell by {depth} % or more {events} times in {recording.hours:.1f} hours of recording, "
            f"{value:.1f} an hour. Counted against hours asleep it would be about a fifth more." + _sparse(recording)
        ),
    )


def _below(key: str, recording: Recording, *, target_88_92: bool) -> Assessment:
    below_ms = recording.tally.below_ms[tuple(LIMITS).index(key)]
    share = 100 * below_ms / recording.tally.recorded_ms
    limit = LIMITS[key] // _STEPS
    text = (
        f"Oxygen saturation was below {limit} % for {below_ms / 60_000:.1f} minutes, {share:.1f} % of "
        f"{recording.hours:.1f} hours of recording."
    )
    if target_88_92 and limit == 90:
        text += " With a personal target of 88 to 92 % this is expected: look at the time below 88 %."
    return Assessment(
        key,
        value=share,
        unit="%",
        coverage=recording.coverage,
        band=("none" if not below_ms else "little" if share < NOTICEABLE_PERCENT else "noticeable"),
        confidence=recording.confidence,
        inputs=recording.inputs,
        explanation=text,
        extra=(("minutes", below_ms / 60_000),),
    )


def _nadir(recording: Recording) -> Assessment:
    lowest = (recording.tally.lowest or 0) / _STEPS
    return Assessment(
        NADIR_KEY,
        value=lowest,
        unit="%",
        coverage=recording.coverage,
        confidence=recording.confidence,
        inputs=recording.inputs,
        explanation=(
            f"The lowest oxygen saturation in {recording.hours:.1f} hours of recording was {lowest:.0f} %. "
            f"{recording.tally.artefacts} readings that changed too fast to be real were left out."
        ),
        extra=(("artefacts", recording.tally.artefacts),),
    )


_NIGHT_TEXT: Final[Mapping[str, str]] = {
    "even": "was even",
    "some_falls": "fell now and then",
    "many_falls": "fell often: worth showing to a doctor",
    "low_for_long": "was low for a while: worth showing to a doctor",
}


def _night(recording: Recording) -> Assessment:
    tally = recording.tally
    odi3, odi4 = (events / recording.hours for events in tally.falls)
    below_90, below_88 = (below / 60_000 for below in tally.below_ms)
    if tally.below_ms[1] >= LOW_FOR_LONG_MS:
        word = "low_for_long"
    else:
        word = NIGHT_BANDS[sum(odi3 >= limit for limit in _ODI_LIMITS[:2])]
    mean, lowest = tally.weighted / tally.recorded_ms / _STEPS, (tally.lowest or 0) / _STEPS
    return Assessment(
        NIGHT_KEY,
        value=word,
        coverage=recording.coverage,
        band=word,
        confidence=recording.confidence,
        inputs=recording.inputs,
        explanation=(
            f"In {recording.hours:.1f} hours of recording oxygen saturation {_NIGHT_TEXT[word]}: mean {mean:.1f} %, "
            f"lowest {lowest:.0f} %, {odi3:.1f} falls of 3 % an hour, {below_88:.0f} minutes below 88 %."
            + _sparse(recording)
        ),
        extra=(
            ("recording_hours", recording.hours),
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
    return {
        **{key: _odi(key, recording) for key in DEPTHS},
        **{key: _below(key, recording, target_88_92=target_88_92) for key in LIMITS},
        NADIR_KEY: _nadir(recording),
        NIGHT_KEY: _night(recording),
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
