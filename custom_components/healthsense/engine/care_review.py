"""What of a care plan is due, overdue or done, and how much of it was kept: a function of readings, plan and time.

A planned measurement has a window of its own; a reading within it does it, however many there are. The windows of
one day meet half way between two times, the first begins and the last ends at local midnight. Where days lie
between two planned ones, half of the free days after the planned one still count, three at most.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Final
from zoneinfo import ZoneInfo

from .assessment import MISSING_INPUT, NOT_ENOUGH_DATA, Assessment, Input, refuse
from .care_plan import MEASURES, Plan, Routine
from .measurement import to_ms

OVERDUE_AFTER_MS: Final = 2 * 3_600_000
"""HealthSense's own: a morning's measurement is late two hours after its time."""

ADHERENCE_DAYS: Final[Mapping[str, int]] = {"adherence_7d": 7, "adherence_28d": 28}
MAX_GRACE_DAYS: Final = 3

type FirstSeen = Callable[[str, int, int], int | None]
"""(vital, start_ms, end_ms) -> time of the first reading in ``[start_ms, end_ms)``, None where there is none."""


class State(StrEnum):
    """How a planned measurement stands. LATER: its window is open and its time has not come."""

    LATER = "later"
    DUE = "due"
    OVERDUE = "overdue"
    DONE = "done"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Slot:
    """One planned measurement; it counts in ``[opens_ms, closes_ms)``."""

    measure: str
    opens_ms: int
    due_ms: int
    closes_ms: int

    @property
    def key(self) -> str:
        """Return a name that stays the same for as long as the plan does."""
        return f"{self.measure}@{self.due_ms}"


@dataclass(frozen=True, slots=True)
class Planned:
    """A slot and how it stands; ``done_ms`` is when it was measured."""

    slot: Slot
    state: State
    done_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of the planned measurements were done."""

    done: int = 0
    planned: int = 0


@dataclass(frozen=True, slots=True)
class Review:
    """How a plan stands at a moment.

    ``items`` are the slots that are open now, and those of today that were done or missed, by due time.
    ``tallies``: adherence key -> measure -> tally. ``next_due_ms``: the next time to measure that lies ahead.
    ``until_ms``: the first moment at which time alone changes any of it; None for an empty plan.
    """

    items: tuple[Planned, ...] = ()
    tallies: Mapping[str, Mapping[str, Tally]] = field(default_factory=dict)
    next_due_ms: int | None = None
    until_ms: int | None = None


def _at(day: date, zone: ZoneInfo, at: time = time()) -> int:
    return to_ms(datetime.combine(day, at, zone))


def slots_of(routine: Routine, day: date, zone: ZoneInfo) -> Iterator[Slot]:
    """Yield the slots of one local day, in order; a day that is not planned has none."""
    if not routine.is_on(day):
        return
    following = routine.next_day(day)
    free = 0 if following is None else (following - day).days - 1
    last_day = day + timedelta(days=1 + min(free // 2, MAX_GRACE_DAYS))
    # In the night that loses an hour two times may swap places, or meet.
    dues = sorted({_at(day, zone, one) for one in routine.times})
    edges = [_at(day, zone), *((a + b) // 2 for a, b in pairwise(dues)), _at(last_day, zone)]
    for due_ms, opens_ms, closes_ms in zip(dues, edges, edges[1:], strict=False):
        yield Slot(routine.measure, opens_ms, due_ms, closes_ms)


def judge(slot: Slot, seen: FirstSeen, now_ms: int) -> Planned:
    """Return how a slot stands."""
    times = [seen(vital, slot.opens_ms, slot.closes_ms) for vital in MEASURES[slot.measure]]
    known = [one for one in times if one is not None]
    if len(known) == len(times):
        return Planned(slot, State.DONE, max(known))
    if now_ms >= slot.closes_ms:
        return Planned(slot, State.MISSED)
    if now_ms >= slot.due_ms + OVERDUE_AFTER_MS:
        return Planned(slot, State.OVERDUE)
    return Planned(slot, State.DUE if now_ms >= slot.due_ms else State.LATER)


def _recent(plan: Plan, seen: FirstSeen, zone: ZoneInfo, now_ms: int) -> Iterator[tuple[int, Planned]]:
    """Yield the slots of the last days with how many days ago they were."""
    today = datetime.fromtimestamp(now_ms / 1000, zone).date()
    for routine in plan.routines:
        for ago in range(max(ADHERENCE_DAYS.values())):
            for slot in slots_of(routine, today - timedelta(days=ago), zone):
                yield ago, judge(slot, seen, now_ms)


def _is_shown(ago: int, one: Planned, now_ms: int) -> bool:
    is_open = one.slot.opens_ms <= now_ms < one.slot.closes_ms
    return is_open or (ago == 0 and one.state in (State.DONE, State.MISSED))


def _tally(found: Iterable[tuple[int, Planned]], days: int) -> dict[str, Tally]:
    tallies: dict[str, Tally] = {}
    for ago, one in found:
        if ago < days and one.state in (State.DONE, State.MISSED):
            tally = tallies.get(one.slot.measure, Tally())
            tallies[one.slot.measure] = Tally(tally.done + (one.state is State.DONE), tally.planned + 1)
    return tallies


def review(plan: Plan, seen: FirstSeen, zone: ZoneInfo, now_ms: int) -> Review:
    """Return how ``plan`` stands at ``now_ms`` for somebody who lives in ``zone``.

    Adherence covers the last 7 and 28 local days, today among them; a slot that is still open and not done does
    not count yet.
    """
    if not plan.routines:
        return Review()
    today = datetime.fromtimestamp(now_ms / 1000, zone).date()
    found = list(_recent(plan, seen, zone, now_ms))
    waiting = [one.slot for _, one in found if one.state is not State.DONE]
    following = (
        slot
        for routine in plan.routines
        if (day := routine.next_day(today)) is not None
        for slot in slots_of(routine, day, zone)
    )
    moments = [_at(today + timedelta(days=1), zone)]
    for slot in waiting:
        moments += [slot.opens_ms, slot.due_ms, slot.due_ms + OVERDUE_AFTER_MS, slot.closes_ms]
    return Review(
        tuple(
            sorted(
                (one for ago, one in found if _is_shown(ago, one, now_ms)),
                key=lambda one: (one.slot.due_ms, one.slot.measure),
            )
        ),
        {key: _tally(found, days) for key, days in ADHERENCE_DAYS.items()},
        min((slot.due_ms for slot in (*waiting, *following) if slot.due_ms > now_ms), default=None),
        min(moment for moment in moments if moment > now_ms),
    )


def adherence(key: str, plan: Plan, found: Review) -> Assessment:
    """Return the share of planned measurements that were done, in percent.

    ``inputs`` are the percentages of each measure, with the number planned as ``points``. Refused where nothing
    is planned, and where nothing planned is over yet.
    """
    days = ADHERENCE_DAYS[key]
    if not plan.routines:
        return refuse(key, MISSING_INPUT, "No measurements are planned.", missing=("care_plan",))
    tallies = found.tallies.get(key, {})
    done, planned = sum(one.done for one in tallies.values()), sum(one.planned for one in tallies.values())
    if not planned:
        return refuse(key, NOT_ENOUGH_DATA, f"No planned measurement of the last {days} days is over yet.")
    return Assessment(
        key,
        value=100 * done / planned,
        unit="%",
        coverage=1.0,
        inputs=tuple(
            Input(name, 100 * one.done / one.planned, "%", points=one.planned) for name, one in tallies.items()
        ),
        explanation=f"{done} of {planned} planned measurements of the last {days} days were done.",
        extra=(("done", done), ("planned", planned)),
    )
