"""A care plan: what it accepts, which days and times it means, what is due, overdue, done, and how much was kept."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from healthsense_engine.advice_sources import SOURCES
from healthsense_engine.assessment import MISSING_INPUT, NOT_ENOUGH_DATA
from healthsense_engine.care_plan import (
    AS_TOLD,
    MEASURES,
    PROPOSALS,
    WEEKDAYS,
    Plan,
    PlanError,
    Repeat,
    parse_plan,
    parse_routine,
    proposals,
)
from healthsense_engine.care_review import OVERDUE_AFTER_MS, State, adherence, review
from healthsense_engine.measurement import to_ms
from healthsense_engine.profile import CONDITIONS
from healthsense_engine.vitals import VITALS
from hypothesis import given
from hypothesis import strategies as st

MONDAY = date(2026, 11, 2)
ROME = ZoneInfo("Europe/Rome")
HOUR = 3_600_000


def plan_of(measure: str, **row: Any) -> Plan:
    return parse_plan({measure: {"times": ["08:00"], "since": MONDAY.isoformat(), **row}}, today=MONDAY)


def at(text: str, zone: Any = UTC) -> int:
    return to_ms(datetime.fromisoformat(text).replace(tzinfo=zone))


class Seen:
    """Readings by vital; counts how often it is asked."""

    def __init__(self, **readings: list[int]) -> None:
        self.readings = readings

    def __call__(self, vital: str, start_ms: int, end_ms: int) -> int | None:
        return min((one for one in self.readings.get(vital, ()) if start_ms <= one < end_ms), default=None)


NOTHING = Seen()


def states(plan: Plan, seen: Seen, now: str, zone: ZoneInfo | None = None) -> dict[str, str]:
    found = review(plan, seen, zone or ZoneInfo("UTC"), at(now, zone or UTC))
    return {f"{datetime.fromtimestamp(one.slot.due_ms / 1000, UTC):%d %H:%M}": one.state for one in found.items}


@pytest.mark.parametrize(
    ("row", "days"),
    [
        ({}, {2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}),
        ({"repeat": "weekly", "weekdays": ["mon", "Thursday"]}, {2, 5, 9, 12}),
        ({"repeat": "every_days", "every_days": 5.0}, {2, 7, 12}),
        ({"repeat": "monthly", "days": 3}, {2, 3, 4}),
        ({"repeat": "once", "days": 2}, {2, 3}),
    ],
)
def test_days_that_a_row_means(row: dict[str, Any], days: set[int]) -> None:
    (routine,) = plan_of("weight", **row).routines
    fortnight = [MONDAY + timedelta(days=offset) for offset in range(-3, 14)]
    assert {day.day for day in fortnight if routine.is_on(day)} == days


def test_monthly_begins_with_the_plan_even_on_the_31st() -> None:
    routine = parse_routine("weight", {"repeat": "monthly", "times": ["08:00"], "since": "2026-01-31"}, today=MONDAY)
    on = [day for offset in range(70) if routine.is_on(day := date(2026, 1, 1) + timedelta(days=offset))]
    assert on[0] == date(2026, 1, 31)
    assert on[6] == date(2026, 2, 6)
    assert on[7] == date(2026, 2, 28)
    assert len(on) == 14
    assert routine.next_day(date(2026, 2, 6)) == date(2026, 2, 28)


def test_once_ends() -> None:
    (routine,) = plan_of("weight", repeat="once", days=2).routines
    assert routine.next_day(MONDAY) == MONDAY + timedelta(days=1)
    assert routine.next_day(MONDAY + timedelta(days=1)) is None


@pytest.mark.parametrize(
    ("data", "field", "reason"),
    [
        ([], "care_plan", "not_an_object"),
        ({"height": {}}, "height", "unknown_word"),
        ({"weight": "daily"}, "weight", "not_an_object"),
        ({"weight": {"times": ["08:00"], "dose": 2}}, "weight.dose", "unknown_word"),
        ({"weight": {"times": []}}, "weight.times", "bad_list"),
        ({"weight": {"times": ["08:00"] * 9}}, "weight.times", "bad_list"),
        ({"weight": {"times": "08:00"}}, "weight.times", "bad_list"),
        ({"weight": {"times": ["25:00"]}}, "weight.times", "bad_time"),
        ({"weight": {"times": ["08:00+02:00"]}}, "weight.times", "bad_time"),
        ({"weight": {"times": ["08:00"], "repeat": "hourly"}}, "weight.repeat", "unknown_word"),
        ({"weight": {"times": ["08:00"], "repeat": "weekly"}}, "weight.weekdays", "bad_list"),
        ({"weight": {"times": ["08:00"], "repeat": "weekly", "weekdays": ["so"]}}, "weight.weekdays", "unknown_word"),
        ({"weight": {"times": ["08:00"], "repeat": "every_days"}}, "weight.every_days", "not_a_number"),
        (
            {"weight": {"times": ["08:00"], "repeat": "every_days", "every_days": 1.5}},
            "weight.every_days",
            "not_a_number",
        ),
        (
            {"weight": {"times": ["08:00"], "repeat": "every_days", "every_days": float("nan")}},
            "weight.every_days",
            "not_a_number",
        ),
        (
            {"weight": {"times": ["08:00"], "repeat": "every_days", "every_days": float("inf")}},
            "weight.every_days",
            "not_a_number",
        ),
        ({"weight": {"times": ["08:00"], "repeat": "every_days", "every_days": 0}}, "weight.every_days", "implausible"),
        ({"weight": {"times": ["08:00"], "repeat": "monthly", "days": 29}}, "weight.days", "implausible"),
        ({"weight": {"times": ["08:00"], "since": "soon"}}, "weight.since", "bad_date"),
    ],
)
def test_a_wrong_plan_names_its_field(data: Any, field: str, reason: str) -> None:
    with pytest.raises(PlanError) as caught:
        parse_plan(data, today=MONDAY)
    assert (caught.value.field, caught.value.reason) == (field, reason)


ROWS = st.fixed_dictionaries(
    {
        "repeat": st.sampled_from([one.value for one in Repeat]),
        "times": st.lists(st.times().map(lambda one: f"{one:%H:%M}"), min_size=1, max_size=4),
        "weekdays": st.lists(st.sampled_from(WEEKDAYS), min_size=1, max_size=7),
        "every_days": st.integers(1, 40),
        "days": st.integers(1, 28),
        "since": st.dates(date(2026, 8, 1), date(2026, 11, 20)).map(date.isoformat),
    }
)
PLANS = st.dictionaries(st.sampled_from(sorted(MEASURES)), ROWS, max_size=3).map(
    lambda rows: parse_plan(rows, today=MONDAY)
)
NOWS = st.integers(at("2026-08-15T00:00"), at("2026-12-01T00:00"))
ZONES = st.sampled_from(["UTC", "Europe/Rome", "Asia/Kathmandu", "Pacific/Auckland"]).map(ZoneInfo)


@given(PLANS)
def test_a_plan_is_stored_and_read_back(plan: Plan) -> None:
    assert parse_plan(plan.as_dict(), today=MONDAY) == plan


def test_no_plan() -> None:
    assert parse_plan(None, today=MONDAY) == Plan()
    found = review(Plan(), NOTHING, ROME, at("2026-11-20T12:00"))
    assert (found.items, found.next_due_ms, found.until_ms) == ((), None, None)
    assert adherence("adherence_7d", Plan(), found).refused == MISSING_INPUT


def test_a_day_of_blood_pressure() -> None:
    """Morning and evening: each has half of the day, a reading counts once, both values are needed."""
    plan = plan_of("blood_pressure", times=["07:00", "19:00"])
    assert states(plan, NOTHING, "2026-11-02T06:00") == {"02 07:00": State.LATER}
    assert states(plan, NOTHING, "2026-11-02T07:00") == {"02 07:00": State.DUE}
    assert states(plan, NOTHING, "2026-11-02T09:00") == {"02 07:00": State.OVERDUE}
    morning = [at("2026-11-02T09:30"), at("2026-11-02T09:32")]
    half, whole = Seen(systolic=morning), Seen(systolic=morning, diastolic=morning)
    assert states(plan, half, "2026-11-02T10:00") == {"02 07:00": State.OVERDUE}
    assert states(plan, whole, "2026-11-02T10:00") == {"02 07:00": State.DONE}
    assert states(plan, whole, "2026-11-02T13:00") == {"02 07:00": State.DONE, "02 19:00": State.LATER}
    assert states(plan, half, "2026-11-02T13:00") == {"02 07:00": State.MISSED, "02 19:00": State.LATER}
    assert states(plan, half, "2026-11-03T00:00") == {"03 07:00": State.LATER}


def test_a_weekly_measurement_may_be_late() -> None:
    """Of six free days half, three, still count."""
    plan = plan_of("weight", repeat="weekly", weekdays=["mon"])
    assert states(plan, NOTHING, "2026-11-05T23:00") == {"02 08:00": State.OVERDUE}
    assert states(plan, NOTHING, "2026-11-06T00:00") == {}
    assert states(plan, Seen(weight=[at("2026-11-05T20:00")]), "2026-11-05T23:00") == {"02 08:00": State.DONE}


def test_local_time_over_the_end_of_summer_time() -> None:
    """On 25 October 2026 clocks in Rome go back: eight is eight."""
    plan = parse_plan({"weight": {"times": ["08:00"], "since": "2026-10-20"}}, today=MONDAY)
    for day, utc in ((24, "24 06:00"), (25, "25 07:00")):
        assert utc in states(plan, NOTHING, f"2026-10-{day}T09:00", ROME)


def test_next_due() -> None:
    plan = plan_of("weight", repeat="weekly", weekdays=["mon"])
    zone = ZoneInfo("UTC")
    assert review(plan, NOTHING, zone, at("2026-11-02T07:00")).next_due_ms == at("2026-11-02T08:00")
    assert review(plan, NOTHING, zone, at("2026-11-02T08:00")).next_due_ms == at("2026-11-09T08:00")
    done = Seen(weight=[at("2026-11-02T06:00")])
    assert review(plan, done, zone, at("2026-11-02T07:00")).next_due_ms == at("2026-11-09T08:00")


def test_adherence_counts_what_is_over() -> None:
    """Five of seven days, and nothing from before the plan; what can still be done does not count yet."""
    plan = plan_of("weight")
    seen = Seen(weight=[at(f"2026-11-{day:02}T09:00") for day in (2, 3, 5, 6, 8)])
    zone, evening = ZoneInfo("UTC"), at("2026-11-09T22:00")
    found = review(plan, seen, zone, evening)
    week = adherence("adherence_7d", plan, found)
    # 3 to 9 November: 3, 5, 6 and 8 done, 4 and 7 missed, the 9th still open.
    assert week.value == pytest.approx(100 * 4 / 6)
    assert dict(week.extra) == {"done": 4, "planned": 6}
    month = adherence("adherence_28d", plan, found)
    assert dict(month.extra) == {"done": 5, "planned": 7}
    first = adherence("adherence_7d", plan, review(plan, NOTHING, zone, at("2026-11-02T12:00")))
    assert first.refused == NOT_ENOUGH_DATA


@given(PLANS, NOWS, ZONES)
def test_nothing_changes_before_it_is_said_to(plan: Plan, now_ms: int, zone: ZoneInfo) -> None:
    """Time alone changes the review at ``until_ms`` at the earliest; windows neither overlap nor leave a day's gap."""
    found = review(plan, NOTHING, zone, now_ms)
    if not plan.routines:
        return
    assert found.until_ms is not None
    assert now_ms < found.until_ms <= now_ms + 25 * HOUR
    later = review(plan, NOTHING, zone, found.until_ms - 1)
    assert (later.items, later.tallies, later.next_due_ms) == (found.items, found.tallies, found.next_due_ms)
    for one in found.items:
        assert one.slot.opens_ms <= one.slot.due_ms < one.slot.closes_ms
    for measure in MEASURES:
        windows = sorted((one.slot.opens_ms, one.slot.closes_ms) for one in found.items if one.slot.measure == measure)
        assert all(first[1] <= second[0] for first, second in pairwise(windows))


@given(PLANS, NOWS, ZONES, st.lists(st.integers(0, 28 * 24), max_size=30))
def test_more_readings_never_lower_adherence(plan: Plan, now_ms: int, zone: ZoneInfo, hours: list[int]) -> None:
    readings = [now_ms - hour * HOUR for hour in hours]
    some = Seen(**dict.fromkeys(plan.vitals, readings[::2]))
    more = Seen(**dict.fromkeys(plan.vitals, readings))
    for key in ("adherence_7d", "adherence_28d"):
        fewer, greater = (adherence(key, plan, review(plan, seen, zone, now_ms)).value for seen in (some, more))
        assert fewer is None or (isinstance(greater, float) and 0 <= float(fewer) <= greater <= 100)


def test_overdue_is_two_hours() -> None:
    assert OVERDUE_AFTER_MS == 2 * HOUR


def test_measures_are_vitals() -> None:
    assert all(vital in VITALS for vitals in MEASURES.values() for vital in vitals)


def test_what_is_proposed() -> None:
    """Each with a source, each a plan that can be kept; where the care team decides, nothing."""
    for proposal in PROPOSALS:
        assert proposal.condition in CONDITIONS
        assert proposal.source in SOURCES
        parse_routine(proposal.measure, proposal.row, today=MONDAY)
    assert set(AS_TOLD) <= set(CONDITIONS)
    found = proposals({"hypertension", "stroke", "heart_failure", "diabetes"}, Plan())
    assert [(one.condition, one.measure) for one in found] == [
        ("hypertension", "blood_pressure"),
        ("heart_failure", "weight"),
    ]
    assert [one.measure for one in proposals({"hypertension"}, plan_of("blood_pressure"))] == []
    assert [one.measure for one in proposals({"hypertension", "pregnancy"}, Plan())] == []
