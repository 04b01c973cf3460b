"""Falls of oxygen saturation from the baseline before them, and what a recording of it adds up to.

A fall is a drop of at least 3 or 4 % from the baseline before it that lasts at least ten seconds
(Chung et al., Anesth Analg 2012;114:993: at least 4 % below the average of the preceding 120
seconds, for more than ten seconds; 3 %: AASM manual, hypopnoea rule 1A). Ours, exactly:

- Baseline: the mean of the highest fifth of the readings of the 120 s before; where fewer than
  three lie there, of the last three. A plain average sinks with falls in quick succession, which
  then no longer count; the highest fifth stays where the falls began (HealthSense's own).
- A reading stands for the time since the reading before it. So ten seconds are ten readings at one
  a second, three at one in four seconds, and a single one where there is one a minute: such
  sampling misses most short falls.
- A fall ends when saturation is back within 1 % of its baseline, or has risen by 3 % from its
  lowest and above the 3 % threshold, or after three minutes: what stays low that long is no longer
  a fall but a level. A fall of 4 % is a fall of 3 % that spent ten seconds 4 % down.
- Where readings are more than 90 s apart nothing is known of the time between: it counts in no
  hour, and no baseline reaches across it.
- Artefacts: a change faster than 4 % a second is a probe that moved (the rule of Magalang et al.,
  Chest 2003;124:1694); such a reading is left out until the time passed would allow its value.

Values are in hundredths of a percent, times in ms: sums are exact.
"""

from bisect import bisect_left, insort
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from .assessment import Confidence, Input

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

MIN_RECORDED_MS: Final = 10 * 60_000
"""Ten minutes of data, under which nothing is said: HealthSense's own limit."""
NIGHT_MS: Final = 3_600_000
"""From an hour of data on, a recording is taken for a night; a shorter one does not replace it."""
FULL_NIGHT_MS: Final = 4 * 3_600_000
"""A home sleep test wants at least four hours (Kapur et al., J Clin Sleep Med 2017;13:479)."""

_HOUR_MS: Final = 3_600_000
_BELOW_90, _BELOW_88 = LIMITS.values()
_DEPTH_3, _DEPTH_4 = DEPTHS.values()
_NO_FALL: Final = (False, False)


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
