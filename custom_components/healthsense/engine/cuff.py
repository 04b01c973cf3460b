"""Cuff readings: which systolic, diastolic and pulse belong together.

A cuff's values reach us one by one. A systolic and a diastolic value of one source belong
together when each is the other's nearest in time and they lie within 10 s; a pulse joins the
systolic value it is nearest to in the same way. Being nearest to each other is a local rule:
a group depends on rows within a minute of it and on nothing else, so any order of arrival, and
any piece of the history, gives the same groups.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from .assessment import Input
from .measurement import Measurement

GROUP_SPAN_MS: Final = 10_000
LOCAL_MS: Final = 4 * GROUP_SPAN_MS
"""Rows this far around a reading decide every group within half as far of it."""

CUFF_VITALS: Final = ("systolic", "diastolic", "cuff_pulse")


@dataclass(frozen=True, slots=True)
class CuffGroup:
    """One complete cuff reading: systolic above diastolic, pulse where the cuff told it."""

    systolic: Measurement
    diastolic: Measurement
    pulse: Measurement | None = None

    @property
    def key(self) -> tuple[int, str]:
        """Return what identifies the group: its systolic reading's time and source."""
        return (self.systolic.effective_ms, self.systolic.source)

    @property
    def effective_ms(self) -> int:
        """Return the group's one time: the earliest of its members."""
        members = (self.systolic, self.diastolic, self.pulse or self.systolic)
        return min(member.effective_ms for member in members)

    @property
    def group_id(self) -> str:
        """Return the group's name, stable across restarts."""
        return f"{self.systolic.source}@{self.effective_ms}"

    def inputs(self) -> tuple[Input, ...]:
        """Return systolic and diastolic as inputs that share the group's time."""
        return tuple(
            Input(row.vital, row.value, "mmHg", self.effective_ms, row.source, row.quality)
            for row in (self.systolic, self.diastolic)
        )


def _nearest(row: Measurement, times: Sequence[int], rows: Sequence[Measurement]) -> Measurement | None:
    """Return the row within the span that is nearest in time; of two as near, the earlier."""
    at = bisect_left(times, row.effective_ms)
    best = None
    for candidate in rows[max(0, at - 1) : at + 1]:
        distance = abs(candidate.effective_ms - row.effective_ms)
        if distance <= GROUP_SPAN_MS and (best is None or distance < abs(best.effective_ms - row.effective_ms)):
            best = candidate
    return best


def group(rows: Iterable[Measurement]) -> list[CuffGroup]:
    """Return the complete groups among rows of `CUFF_VITALS`, by time and source.

    A pair whose diastolic is not below its systolic is no reading and is left out. A pulse
    that would stretch the group beyond 10 s is left out of it.
    """
    by_source: dict[str, dict[str, list[Measurement]]] = {}
    for row in rows:
        by_source.setdefault(row.source, {name: [] for name in CUFF_VITALS})[row.vital].append(row)
    found = []
    for vitals in by_source.values():
        for kept in vitals.values():
            kept.sort(key=lambda row: row.effective_ms)
        systolics, diastolics, pulses = (vitals[name] for name in CUFF_VITALS)
        times = {name: [row.effective_ms for row in vitals[name]] for name in CUFF_VITALS}
        for systolic in systolics:
            diastolic = _nearest(systolic, times["diastolic"], diastolics)
            if (
                diastolic is None
                or _nearest(diastolic, times["systolic"], systolics) is not systolic
                or diastolic.scaled >= systolic.scaled
            ):
                continue
            pulse = _nearest(systolic, times["cuff_pulse"], pulses)
            if pulse is not None and (
                _nearest(pulse, times["systolic"], systolics) is not systolic
                or abs(pulse.effective_ms - diastolic.effective_ms) > GROUP_SPAN_MS
            ):
                pulse = None
            found.append(CuffGroup(systolic, diastolic, pulse))
    return sorted(found, key=lambda one: one.key)
