"""How a care plan was kept over any period: by task and by week. The plan is the one that holds now."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from .care_plan import Plan, Routine
from .care_review import FirstSeen, State, Tally, judge, slots_of

MAX_DAYS: Final = 402
"""400 times 24 hours may touch so many local days."""

_DAYS_BEFORE: Final = 4
"""What was planned so many days before the period may still be open at its beginning."""


@dataclass(frozen=True, slots=True)
class Task:
    """One routine: how often it was planned and done in the period, and how it stands now."""

    measure: str
    kept: Tally
    next_due_ms: int | None
    overdue: bool


@dataclass(frozen=True, slots=True)
class PlanKept:
    """``weeks`` are (Monday, tally), those without anything planned included."""

    tasks: tuple[Task, ...]
    weeks: tuple[tuple[date, Tally], ...]

    @property
    def total(self) -> Tally:
        """Return everything together."""
        return Tally(sum(one.kept.done for one in self.tasks), sum(one.kept.planned for one in self.tasks))


def _day(at_ms: int, zone: ZoneInfo) -> date:
    return datetime.fromtimestamp(at_ms / 1000, zone).date()


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _plus(tally: Tally, *, done: bool) -> Tally:
    return Tally(tally.done + done, tally.planned + 1)


def _over(
    routine: Routine, seen: FirstSeen, zone: ZoneInfo, start_ms: int, end_ms: int, *, now_ms: int
) -> Iterator[tuple[date, bool]]:
    """Yield (local day, whether done) of the slots that were due in the period and are done or missed."""
    day, last = _day(start_ms, zone), _day(max(start_ms, end_ms - 1), zone)
    while day <= last:
        for slot in slots_of(routine, day, zone):
            if start_ms <= slot.due_ms < end_ms:
                state = judge(slot, seen, now_ms).state
                if state in (State.DONE, State.MISSED):
                    yield day, state is State.DONE
        day += timedelta(days=1)


def _now(routine: Routine, seen: FirstSeen, zone: ZoneInfo, now_ms: int) -> tuple[int | None, bool]:
    """Return when it is due next, and whether it is overdue now."""
    today = _day(now_ms, zone)
    days = [today + timedelta(days=offset) for offset in range(-_DAYS_BEFORE, 1)]
    following = routine.next_day(today)
    slots = [
        slot for day in [*days, *([] if following is None else [following])] for slot in slots_of(routine, day, zone)
    ]
    standing = [judge(slot, seen, now_ms) for slot in slots if slot.closes_ms > now_ms]
    due = (one.slot.due_ms for one in standing if one.state is State.LATER and one.slot.due_ms > now_ms)
    return min(due, default=None), any(one.state is State.OVERDUE for one in standing)


def plan_kept(plan: Plan, seen: FirstSeen, zone: ZoneInfo, start_ms: int, end_ms: int, *, now_ms: int) -> PlanKept:
    """Return how ``plan`` was kept in ``[start_ms, end_ms)``; what is still open does not count yet.

    Raises:
        ValueError: the period is empty or longer than `MAX_DAYS` local days.
    """
    first, last = _day(start_ms, zone), _day(end_ms - 1, zone)
    if start_ms >= end_ms or (last - first).days + 1 > MAX_DAYS:
        raise ValueError("a period of 1 to 402 days")
    weeks = {
        _monday(first) + timedelta(weeks=n): Tally() for n in range((_monday(last) - _monday(first)).days // 7 + 1)
    }
    tasks = []
    for routine in plan.routines:
        kept = Tally()
        for day, done in _over(routine, seen, zone, start_ms, end_ms, now_ms=now_ms):
            kept = _plus(kept, done=done)
            weeks[_monday(day)] = _plus(weeks[_monday(day)], done=done)
        tasks.append(Task(routine.measure, kept, *_now(routine, seen, zone, now_ms)))
    return PlanKept(tuple(tasks), tuple(weeks.items()))
