"""How a care plan was kept: what is over counts, by task and by week, whatever the clock did."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from healthsense_engine.care_plan import Plan, parse_plan
from healthsense_engine.care_review import Tally
from healthsense_engine.measurement import to_ms
from healthsense_engine.plan_kept import MAX_DAYS, plan_kept
from strategies import DAY_MS

BERLIN = ZoneInfo("Europe/Berlin")


def at(*told: int) -> int:
    """Return a local moment."""
    year, month, day, *clock = told
    hour, minute = [*clock, 0, 0][:2]
    return to_ms(datetime(year, month, day, hour, minute, tzinfo=BERLIN))


def plan(**rows: Mapping[str, object]) -> Plan:
    """Return a plan since the beginning of 2026."""
    return parse_plan({key: {"since": "2026-01-01", **row} for key, row in rows.items()}, today=date(2026, 1, 1))


class Seen:
    """Readings by vital."""

    def __init__(self, **times: list[int]) -> None:
        """Keep them."""
        self._times = times

    def __call__(self, vital: str, start_ms: int, end_ms: int) -> int | None:
        """Return the first in a window."""
        return min((one for one in self._times.get(vital, ()) if start_ms <= one < end_ms), default=None)


DAILY = {"repeat": "daily", "times": ["08:00"]}


def test_what_is_over_counts() -> None:
    """Three days: done, missed, and one that is still open."""
    seen = Seen(weight=[at(2026, 6, 1, 9)])
    found = plan_kept(plan(weight=DAILY), seen, BERLIN, at(2026, 6, 1), at(2026, 6, 4), now_ms=at(2026, 6, 3, 12))
    assert found.total == Tally(1, 2)
    (task,) = found.tasks
    assert (task.kept, task.overdue, task.next_due_ms) == (Tally(1, 2), True, at(2026, 6, 4, 8))
    assert found.weeks == ((date(2026, 6, 1), Tally(1, 2)),)


def test_half_a_blood_pressure_is_none() -> None:
    seen = Seen(systolic=[at(2026, 6, 1, 8)], diastolic=[at(2026, 6, 2, 8)])
    found = plan_kept(plan(blood_pressure=DAILY), seen, BERLIN, at(2026, 6, 1), at(2026, 6, 3), now_ms=at(2026, 6, 9))
    assert found.total == Tally(0, 2)


@pytest.mark.parametrize(("month", "day"), [(3, 29), (10, 25)])
def test_when_the_clock_is_changed(month: int, day: int) -> None:
    """Each day has one planned measurement, of 23 hours or of 25."""
    around = [date(2026, month, day) + timedelta(days=offset) for offset in range(-2, 3)]
    days = [at(one.year, one.month, one.day, 8, 1) for one in around]
    start_ms = at(2026, month, day - 2)
    end_ms = to_ms(datetime.combine(date(2026, month, day) + timedelta(days=3), time(), BERLIN))
    found = plan_kept(plan(weight=DAILY), Seen(weight=days), BERLIN, start_ms, end_ms, now_ms=end_ms + DAY_MS)
    assert found.total == Tally(5, 5)


def test_weeks_without_a_plan_are_there() -> None:
    """Two tasks, one of them for one week only; the other weeks show that nothing was planned."""
    told = plan(weight={"repeat": "once", "days": 3, "times": ["08:00"], "since": "2026-06-10"})
    found = plan_kept(told, Seen(), BERLIN, at(2026, 6, 1), at(2026, 6, 29), now_ms=at(2026, 7, 1))
    assert [(monday.day, tally.planned) for monday, tally in found.weeks] == [(1, 0), (8, 3), (15, 0), (22, 0)]
    assert (found.tasks[0].next_due_ms, found.tasks[0].overdue) == (None, False)


def test_only_the_period_counts() -> None:
    """From noon on, the morning's measurement is not of the period."""
    told = plan(weight={"repeat": "daily", "times": ["08:00", "20:00"]})
    found = plan_kept(told, Seen(), BERLIN, at(2026, 6, 1, 12), at(2026, 6, 2, 12), now_ms=at(2026, 6, 9))
    assert found.total == Tally(0, 2)


def test_no_plan() -> None:
    found = plan_kept(Plan(), Seen(), BERLIN, at(2026, 6, 1), at(2026, 6, 3), now_ms=at(2026, 6, 3))
    assert (found.tasks, found.total) == ((), Tally(0, 0))


@pytest.mark.parametrize("days", [0, -1, MAX_DAYS + 1])
def test_what_is_refused(days: int) -> None:
    with pytest.raises(ValueError, match="days"):
        plan_kept(Plan(), Seen(), BERLIN, at(2026, 1, 1), at(2026, 1, 1) + days * DAY_MS, now_ms=at(2026, 1, 1))
