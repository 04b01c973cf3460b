"""Sources that fall silent, batteries that run low, signals that stay poor: monitoring is interrupted, nobody is ill.

What is usual of a source is learned from its own readings: how often it speaks, how late its readings reach us, and at
which times of the day it is silent anyway - a watch on its charger at night is no fault. All limits here are
HealthSense's own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from ..distribution import percentile
from ..measurement import Measurement
from ..vitals import VITALS
from .model import Cause, Level, Part
from .rule import Rule, Scene

_MINUTE_MS: Final = 60_000
_HOUR_MS: Final = 60 * _MINUTE_MS
_DAY_MS: Final = 24 * _HOUR_MS

LEAST_SILENCE_MS: Final[Mapping[str, int]] = MappingProxyType(
    {"spo2": _HOUR_MS, "glucose": _HOUR_MS // 2, "heart_rate": 2 * _HOUR_MS, "respiratory_rate": 2 * _HOUR_MS}
)
"""What devices measure by themselves, and how long its silence may always last: a watch has to be charged.

Cuffs, scales and thermometers are measured with: `overdue` watches those."""
STREAMS: Final = tuple(LEAST_SILENCE_MS)

WATCHED_FOR_HARM: Final = frozenset({"spo2", "glucose"})
"""An urgent limit rests on these: while they are silent it cannot ring, so their silence is a warning."""

INTERVALS: Final = 4
"""This many of its usual (95th percentile) intervals have to pass."""

SAMPLE: Final = 20
"""Readings from which an interval is learned; fewer in three days: the source measures on demand."""

DAYS: Final = 14
KNOWN_DAYS: Final = 4
"""Silence at the same time of the day is looked for on the last 14 days, four of them known."""

USUAL_SHARE: Final = 0.2
"""Silent on more than a fifth of the days at this time: so it is today, without fault."""

LOOK_AGAIN_MS: Final = 30 * _MINUTE_MS
"""A silence is looked at each time it has become longer by this."""
LATE_MS: Final = 3_000
"""A timer may be as late as this."""

SPANS_MS: Final = (_HOUR_MS // 2, 6 * _HOUR_MS, 3 * _DAY_MS)
"""How far back from the last reading an interval is looked for."""

GIVEN_UP_MS: Final = 3 * _DAY_MS
"""A source that is silent for longer has been put away; it is told no more until it speaks again."""


def rhythm_ms(rows: Sequence[Measurement]) -> int | None:
    """Return how long a source may be silent, of its newest readings: usual intervals plus the longest delay.

    None with fewer than `SAMPLE` readings.
    """
    if len(rows) < SAMPLE:
        return None
    newest = rows[-5 * SAMPLE :]
    intervals = sorted(later.effective_ms - before.effective_ms for before, later in pairwise(newest))
    delay_ms = max(row.received_ms - row.effective_ms for row in newest)
    return max(LEAST_SILENCE_MS[newest[0].vital], round(INTERVALS * percentile(intervals, 95))) + max(0, delay_ms)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSilent(Rule):
    """A vital that devices measure by themselves has had no reading for much longer than is usual at this time.

    The part speaks for the vital that matters most; ``count`` is how many are silent. ``memory`` is what was found out:
    for each of `STREAMS` the time of its last reading if it is at fault, else 0.
    """

    def step(self, part: Part | None, scene: Scene) -> Part | None:
        """Return the vitals that are silent without being so usually."""
        if part is None and not _any_stale(scene):
            return None
        known = part.memory if part is not None else _NONE
        memory = tuple(_silent(vital, was, scene) for vital, was in zip(STREAMS, known, strict=True))
        if part is not None and memory == part.memory:
            return part
        silent = {vital: round(last) for vital, last in zip(STREAMS, memory, strict=True) if last}
        if not silent:
            return None
        vital = next(iter(silent))
        return Part(
            self.key,
            since_ms=min(silent.values()),
            at_ms=scene.now_ms,
            level=Level.WARNING if vital in WATCHED_FOR_HARM else self.level,
            met_ms=part.met_ms if part is not None else scene.now_ms,
            vital=vital,
            source=scene.current[vital].measurement.source,
            count=len(silent),
            memory=memory,
        )

    def wake_ms(self, part: Part | None, scene: Scene) -> int | None:
        """Return when the next silence is looked at."""
        if not _any_stale(scene):
            return None
        known = part.memory if part is not None else _NONE
        moments = (_wake_ms(vital, was, scene) for vital, was in zip(STREAMS, known, strict=True))
        return min((moment for moment in moments if moment is not None), default=None)


_NONE: Final = (0.0,) * len(STREAMS)


def _any_stale(scene: Scene) -> bool:
    for vital in STREAMS:
        current = scene.current.get(vital)
        if current is not None and not current.fresh:
            return True
    return False


def _stale(vital: str, scene: Scene) -> Measurement | None:
    """Return the last reading of a vital that is not current any more, nor silent for so long that it was put away."""
    current = scene.current.get(vital)
    if current is None or current.fresh or scene.now_ms - current.measurement.effective_ms > GIVEN_UP_MS:
        return None
    return current.measurement


def _silent(vital: str, was: float, scene: Scene) -> float:
    """Return the time of a vital's last reading if it is silent without being so usually, else 0.

    ``was`` is what was found out before. While other vitals stream it is looked at only when its time has come.
    """
    last = _stale(vital, scene)
    if last is None:
        return 0.0
    if was == last.effective_ms:
        return was
    streaming = bool(scene.stored) and any(one in STREAMS for one in scene.stored or ())
    if streaming and (scene.now_ms - last.effective_ms) % LOOK_AGAIN_MS > LATE_MS:
        return 0.0
    due_ms = _due_ms(last, scene)
    if due_ms is None or due_ms > scene.now_ms or _usual(last, scene):
        return 0.0
    return float(last.effective_ms)


def _wake_ms(vital: str, was: float, scene: Scene) -> int | None:
    last = _stale(vital, scene)
    # While it is fresh nothing needs a timer: ceasing to be is a change, and asks us.
    if last is None:
        return None
    given_up_ms = last.effective_ms + GIVEN_UP_MS + 1
    if was == last.effective_ms:
        return given_up_ms
    passed = (scene.now_ms - last.effective_ms) // LOOK_AGAIN_MS
    return min(last.effective_ms + (passed + 1) * LOOK_AGAIN_MS, given_up_ms)


def _due_ms(last: Measurement, scene: Scene) -> int | None:
    """Return from when on the silence is longer than the source's rhythm explains; None where it has none."""
    rows: list[Measurement] = []
    for span_ms in SPANS_MS:
        found = scene.readings(last.vital, last.effective_ms - span_ms, last.effective_ms + 1)
        rows = [row for row in found if row.source == last.source]
        if len(rows) >= SAMPLE:
            break
    allowed_ms = rhythm_ms(rows)
    if allowed_ms is None:
        return None
    # Of the time before this watch began nothing is known: nobody listened.
    return max(last.effective_ms, scene.started_ms) + max(allowed_ms, VITALS[last.vital].fresh_for_ms)


def _usual(last: Measurement, scene: Scene) -> bool:
    """Return whether it was silent at this time of the day on many of the last days, or too few are known.

    Half of the silence is compared: nobody takes a watch off at the same minute each day.
    """
    length_ms = min(scene.now_ms - last.effective_ms, _DAY_MS) // 2
    known = silent = 0
    for ago in range(1, DAYS + 1):
        end_ms = scene.now_ms - ago * _DAY_MS
        if end_ms > last.effective_ms or scene.seen(last.vital, end_ms - _DAY_MS, end_ms + 1) is None:
            continue
        known += 1
        silent += scene.seen(last.vital, end_ms - length_ms, end_ms + 1) is None
    return known < KNOWN_DAYS or silent > USUAL_SHARE * known


BATTERY: Final = "device_battery"
BATTERY_LOW: Final = 20.0
"""The low end of what is usual of a battery (``VITALS``)."""
BATTERY_EMPTY: Final = 10.0
BATTERY_CLEAR: Final = 5.0
BATTERY_KNOWN_MS: Final = 7 * _DAY_MS


@dataclass(frozen=True, slots=True, kw_only=True)
class BatteryLow(Rule):
    """A device's battery is at 20 % or less; a warning at 10 %. Over when that device is more than 5 % above.

    Many devices tell their battery only when it changes, so silence ends it after a week alone.
    """

    def step(self, part: Part | None, scene: Scene) -> Part | None:
        """Return the emptiest of the batteries that are low."""
        own = scene.controls.limits.get(self.key)
        limit = BATTERY_LOW if own is None else own.value
        rows: list[Measurement] = list(scene.stored.get(BATTERY, ())) if scene.stored is not None else []
        if scene.stored is None and (current := scene.current.get(BATTERY)) is not None:
            rows = [current.measurement]
        for row in rows:
            if part is not None and row.source == part.source and row.effective_ms >= part.at_ms:
                part = None if row.value > limit + BATTERY_CLEAR else self._seen(part, row, limit)
            elif row.value <= limit and (part is None or (part.worst is not None and row.value < part.worst)):
                part = self._new(row, scene, part, limit)
        if part is not None and scene.now_ms > part.at_ms + BATTERY_KNOWN_MS:
            return None
        return part

    @staticmethod
    def _seen(part: Part, row: Measurement, limit: float) -> Part:
        level = Level.WARNING if row.value <= BATTERY_EMPTY else part.level
        worst = row.value if part.worst is None else min(part.worst, row.value)
        return replace(part, at_ms=row.effective_ms, value=row.value, worst=worst, level=level, limit=limit)

    def _new(self, row: Measurement, scene: Scene, before: Part | None, limit: float) -> Part:
        new = Part(
            self.key,
            since_ms=row.effective_ms if before is None else before.since_ms,
            at_ms=row.effective_ms,
            level=self.level,
            met_ms=scene.now_ms if before is None else before.met_ms,
            vital=BATTERY,
            source=row.source,
            unit="%",
        )
        return self._seen(new, row, limit)

    def wake_ms(self, part: Part | None, scene: Scene) -> int | None:  # noqa: ARG002 - only the part matters
        """Return when the newest reading is too old to speak for the battery."""
        return None if part is None else part.at_ms + BATTERY_KNOWN_MS + 1


SIGNAL: Final = "signal_quality"
SIGNAL_POOR: Final = 60.0
"""The low end of what is usual of a signal (``VITALS``)."""
SIGNAL_CLEAR: Final = 10.0
POOR_FOR_MS: Final = 30 * _MINUTE_MS
_LOOK_MS: Final = 5 * _MINUTE_MS
_HALF_LIFE_MS: Final = 5 * _MINUTE_MS


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalPoor(Rule):
    """A device's signal has been poor for half an hour, looked at through a mean that forgets half in five minutes.

    ``memory`` is that mean and its time.
    """

    def step(self, part: Part | None, scene: Scene) -> Part | None:
        """Return that the signal is poor, until it is better again or silent."""
        own = scene.controls.limits.get(self.key)
        limit = SIGNAL_POOR if own is None else own.value
        for row in () if scene.stored is None else scene.stored.get(SIGNAL, ()):
            if part is not None:
                part = self._seen(part, row, limit)
            elif row.value < limit and self._mostly_poor(row, scene, limit):
                part = Part(
                    self.key, since_ms=row.effective_ms, at_ms=row.effective_ms, level=self.level,
                    due_ms=row.effective_ms + POOR_FOR_MS, vital=SIGNAL, source=row.source, value=row.value,
                    worst=row.value, unit="%", limit=limit, memory=(row.value, float(row.effective_ms)),
                )  # fmt: skip
        if part is None or scene.now_ms > part.at_ms + VITALS[SIGNAL].fresh_for_ms:
            return None
        if part.met_ms is None and part.due_ms is not None and part.at_ms >= part.due_ms:
            return replace(part, met_ms=scene.now_ms)
        return part

    @staticmethod
    def _mostly_poor(row: Measurement, scene: Scene, limit: float) -> bool:
        """Return whether most of the last five minutes is poor: a single poor second begins nothing."""
        near = [
            one.value < limit
            for one in scene.readings(SIGNAL, row.effective_ms - _LOOK_MS, row.effective_ms + 1)
            if one.source == row.source
        ]
        return len(near) >= 2 and 2 * sum(near) > len(near)

    @staticmethod
    def _seen(part: Part, row: Measurement, limit: float) -> Part | None:
        mean, at_ms = part.memory
        if row.source != part.source or row.effective_ms <= at_ms:
            return part
        mean = row.value + (mean - row.value) * 0.5 ** ((row.effective_ms - at_ms) / _HALF_LIFE_MS)
        if mean >= limit + SIGNAL_CLEAR:
            return None
        worst = row.value if part.worst is None else min(part.worst, row.value)
        return replace(
            part, at_ms=row.effective_ms, value=row.value, worst=worst, limit=limit,
            memory=(mean, float(row.effective_ms)),
        )  # fmt: skip

    def wake_ms(self, part: Part | None, scene: Scene) -> int | None:  # noqa: ARG002 - only the part matters
        """Return when the newest reading is too old: a poor signal is met by readings alone."""
        return None if part is None else part.at_ms + VITALS[SIGNAL].fresh_for_ms + 1


RULES: Final[tuple[Rule, ...]] = (
    SourceSilent(
        key="source_silent", cause=Cause.MONITORING, level=Level.INFO, vitals=frozenset(STREAMS),
    ),
    BatteryLow(key="device_battery_low", cause=Cause.MONITORING, level=Level.INFO, vitals=frozenset({BATTERY})),
    SignalPoor(key="signal_poor", cause=Cause.MONITORING, level=Level.INFO, vitals=frozenset({SIGNAL})),
)  # fmt: skip
