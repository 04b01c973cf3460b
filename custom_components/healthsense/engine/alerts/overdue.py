"""A planned measurement that was not made: told once it is late, more plainly when two in a row are missing.

When something is late is what `care_review` says of the to-do list, so that both speak of the same measurement.
"""

from bisect import bisect_right
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from ..care_plan import MEASURES, Routine
from ..care_review import OVERDUE_AFTER_MS, Slot, slots_of
from ..profile import PROFILE_SOURCE
from .model import Cause, Level, Part
from .rule import Rule, Scene

WARN_FROM: Final = 2
"""Planned measurements missing in a row from which it is a warning (HealthSense's own)."""

TOLD_FOR_MS: Final = 24 * 3_600_000
"""How long it stays told: the next planned measurement of a daily routine takes over just then."""

_LOOK_BACK_DAYS: Final = 31


def overdue_ms(slot: Slot) -> int:
    """Return from when on a slot that is not done is late: two hours after its time, or when its window closes."""
    return min(slot.due_ms + OVERDUE_AFTER_MS, slot.closes_ms)


@lru_cache(maxsize=256)
def _slots(routine: Routine, ordinal: int, zone: ZoneInfo) -> tuple[tuple[Slot, ...], tuple[int, ...]]:
    """Return the slots from a month before a local day to the next planned day that counts, and when each is late.

    The day on which a routine begins is left out: nobody is late for what was planned after its time.
    """
    today = date.fromordinal(ordinal)
    days = [today - timedelta(days=ago) for ago in range(_LOOK_BACK_DAYS, -1, -1)]
    following = routine.next_day(max(today, routine.since))
    days += [] if following is None else [following]
    slots = tuple(slot for day in days if day > routine.since for slot in slots_of(routine, day, zone))
    return slots, tuple(overdue_ms(slot) for slot in slots)


_NOTHING: Final[tuple[tuple[Slot, ...], tuple[int, ...]]] = ((), ())


def _made(measure: str, scene: Scene, start_ms: int, end_ms: int) -> bool:
    """Return whether a measurement with all its vitals lies in ``[start_ms, end_ms)``."""
    for vital in MEASURES[measure]:
        current = scene.current.get(vital)
        if current is None:
            return False
        newest = current.measurement
        if start_ms <= newest.effective_ms < end_ms and newest.source != PROFILE_SOURCE:
            continue
        if scene.seen(vital, start_ms, end_ms) is None:
            return False
    return True


def _is_done(slot: Slot, until_ms: int, scene: Scene) -> bool:
    return _made(slot.measure, scene, slot.opens_ms, until_ms) or scene.settled(slot.key, slot.opens_ms)


@dataclass(frozen=True, slots=True, kw_only=True)
class Overdue(Rule):
    """A planned measurement of ``measure`` is late. ``count`` of its part is how many are missing in a row."""

    measure: str

    def _of(self, scene: Scene) -> tuple[tuple[Slot, ...], tuple[int, ...]]:
        routine = scene.care_plan.of(self.measure) if scene.care_plan.routines else None
        if routine is None:
            return _NOTHING
        return _slots(routine, datetime.fromtimestamp(scene.now_ms // 1000, scene.zone).toordinal(), scene.zone)

    def step(self, part: Part | None, scene: Scene) -> Part | None:
        """Return the run of planned measurements that are missing up to the newest that is late."""
        slots, lates_ms = self._of(scene)
        late = bisect_right(lates_ms, scene.now_ms) - 1
        if late < 0:
            return None
        slot, before, at_ms = slots[late], slots[late - 1] if late else None, lates_ms[late]
        if scene.now_ms >= at_ms + TOLD_FOR_MS or _made(self.measure, scene, slot.opens_ms, scene.now_ms + 1):
            return None
        if scene.settled(slot.key, slot.opens_ms):
            return None
        if part is not None and part.at_ms >= at_ms:
            return part
        if part is not None:
            return self._met(replace(part, at_ms=at_ms, count=part.count + 1))
        new = Part(
            self.key,
            since_ms=slot.due_ms,
            at_ms=at_ms,
            level=self.level,
            met_ms=scene.now_ms,
            vital=MEASURES[self.measure][0],
        )
        if before is not None and not _is_done(before, slot.opens_ms, scene):
            new = replace(new, since_ms=before.due_ms, count=2)
        return self._met(new)

    @staticmethod
    def _met(part: Part) -> Part:
        return replace(part, level=Level.WARNING) if part.count >= WARN_FROM else part

    def wake_ms(self, part: Part | None, scene: Scene) -> int | None:
        """Return when the next planned measurement is late, or this one has been told for long enough."""
        _, lates_ms = self._of(scene)
        after = bisect_right(lates_ms, scene.now_ms)
        next_ms = lates_ms[after] if after < len(lates_ms) else None
        if part is None or (over_ms := part.at_ms + TOLD_FOR_MS) <= scene.now_ms:
            return next_ms
        return over_ms if next_ms is None else min(next_ms, over_ms)


RULES: Final[tuple[Rule, ...]] = tuple(
    Overdue(
        key=f"overdue_{measure}",
        cause=Cause.OVERDUE,
        level=Level.INFO,
        vitals=frozenset(vitals),
        measure=measure,
    )
    for measure, vitals in MEASURES.items()
)
"""One for each measure that can be planned."""
