"""A planned measurement that was not made: when it is told, when it is a warning, when it is over."""

import pytest
from healthsense_engine.alerts.model import Cause, Level, Part
from healthsense_engine.alerts.overdue import RULES, TOLD_FOR_MS
from healthsense_engine.care_plan import MEASURES, Plan
from healthsense_engine.measurement import Measurement
from watch_scenes import HOUR, MINUTE, Home, at, plan_of, reading

RULE_OF = {rule.measure: rule for rule in RULES}  # type: ignore[attr-defined]  # Rule has none, Overdue has
TWICE = plan_of(blood_pressure={"times": ["07:00", "19:00"], "since": "2026-11-02"})
DAILY = plan_of(weight={"times": ["08:00"], "since": "2026-11-02"})


def home(measure: str = "blood_pressure", plan: Plan = TWICE) -> Home:
    return Home(RULE_OF[measure], started_ms=at("2026-11-01T00:00"), care_plan=plan)


def cuff(when: str) -> tuple[Measurement, Measurement]:
    return reading("systolic", at(when), 128), reading("diastolic", at(when), 80)


def test_there_is_a_rule_for_everything_that_can_be_planned_and_none_is_clinical() -> None:
    assert [rule.key for rule in RULES] == [f"overdue_{measure}" for measure in MEASURES]
    assert {rule.cause for rule in RULES} == {Cause.OVERDUE}
    assert not any(rule.absolute for rule in RULES)


def test_late_two_hours_after_its_time_then_a_warning_when_the_next_is_missing_too() -> None:
    one = home()
    one.take(*cuff("2026-11-02T19:05"))
    one.ask(at("2026-11-03T00:00"))
    said = one.sleep_until(at("2026-11-03T00:00"), at("2026-11-04T08:00"))
    told = [(when, part.level, part.count) for when, part in said if part is not None]
    assert told == [
        (at("2026-11-03T09:00"), Level.INFO, 1),
        (at("2026-11-03T21:00"), Level.WARNING, 2),
    ]
    assert one.part is not None
    assert (one.part.since_ms, one.part.at_ms) == (at("2026-11-03T07:00"), at("2026-11-03T21:00"))


def test_a_measurement_of_all_its_vitals_ends_it() -> None:
    one = home()
    one.ask(at("2026-11-03T09:00"))
    assert one.part is not None
    systolic, diastolic = cuff("2026-11-03T10:00")
    assert one.take(systolic) is not None
    assert one.take(diastolic) is None


def test_one_made_after_its_window_ends_it_too_and_counts_for_the_next() -> None:
    one = home()
    one.take(*cuff("2026-11-03T06:50"))
    one.ask(at("2026-11-03T21:00"))
    assert one.part is not None
    assert one.part.count == 1
    assert one.take(*cuff("2026-11-04T01:00")) is None
    assert one.ask(at("2026-11-04T09:00")) is None  # the window of the morning began at midnight


def test_a_measurement_that_was_made_is_never_told() -> None:
    one = home()
    for day in (3, 4, 5):
        one.take(*cuff(f"2026-11-0{day}T07:10"))
        one.take(*cuff(f"2026-11-0{day}T19:10"))
    one.part = None
    assert one.sleep_until(at("2026-11-05T20:00"), at("2026-11-06T08:59")) == []


def test_a_new_watch_finds_that_it_is_the_second() -> None:
    one = home("weight", DAILY)
    one.take(reading("weight", at("2026-11-02T08:00"), 80))
    assert one.ask(at("2026-11-04T12:00"), None) == Part(
        "overdue_weight", at("2026-11-03T08:00"), at("2026-11-04T10:00"), Level.WARNING, met_ms=at("2026-11-04T12:00"),
        vital="weight", count=2,
    )  # fmt: skip


def test_the_day_on_which_a_routine_begins_is_not_late() -> None:
    one = home("weight", DAILY)
    assert one.ask(at("2026-11-02T23:00")) is None
    assert one.wake_ms(at("2026-11-02T23:00")) == at("2026-11-03T10:00")
    assert one.ask(at("2026-11-03T10:00")) is not None


@pytest.mark.parametrize("now", ["2026-10-01T12:00", "2026-11-01T12:00", "2026-11-02T03:00", "2026-11-02T23:59"])
def test_a_plan_that_is_yet_to_begin_is_woken_for(now: str) -> None:
    one = home("weight", DAILY)
    assert one.ask(at(now)) is None
    assert one.wake_ms(at(now)) == at("2026-11-03T10:00")


def test_a_run_of_days_goes_on_and_a_weekly_one_is_told_for_a_day() -> None:
    daily = home("weight", DAILY)
    daily.ask(at("2026-11-03T10:00"))
    daily.sleep_until(at("2026-11-03T10:00"), at("2026-11-06T10:00"))
    assert daily.part is not None
    assert daily.part.count == 4

    weekly = home("weight", plan_of(weight={"repeat": "weekly", "weekdays": ["mon"], "times": ["08:00"]}))
    weekly.ask(at("2026-11-09T10:00"))
    assert weekly.part is not None
    said = weekly.sleep_until(at("2026-11-09T10:00"), at("2026-11-16T09:00"))
    assert said == [(at("2026-11-09T10:00") + TOLD_FOR_MS, None)]


def test_nothing_is_told_without_a_plan() -> None:
    one = home("weight", plan_of())
    assert one.ask(at("2026-11-09T10:00")) is None
    assert one.wake_ms(at("2026-11-09T10:00")) is None


def test_times_are_local_where_the_clock_is_set_back() -> None:
    one = home("weight", plan_of(weight={"times": ["02:30"], "since": "2026-10-20"}))
    assert one.wake_ms(at("2026-10-24T12:00")) == at("2026-10-25T01:00") + 4 * HOUR + 30 * MINUTE - HOUR


def test_a_current_reading_in_the_window_needs_no_look_into_the_store() -> None:
    one = home("spo2", plan_of(spo2={"times": ["10:00"], "since": "2026-11-02"}))
    one.take(reading("spo2", at("2026-11-03T12:30"), 97))
    assert one.part is None
    assert one.asked == 0


def test_what_the_profile_tells_is_no_measurement() -> None:
    one = home("weight", DAILY)
    one.take(reading("weight", at("2026-11-03T00:00"), 80, "profile"))
    assert one.ask(at("2026-11-03T10:00")) is not None


def test_a_reminder_that_was_ticked_off_is_not_told() -> None:
    one = home("weight", DAILY)
    one.settled.add(f"weight@{at('2026-11-03T08:00')}")
    assert one.ask(at("2026-11-03T10:00")) is None
    missing = one.ask(at("2026-11-04T10:00"))
    assert missing is not None
    assert missing.count == 1
    one.settled.add(f"weight@{at('2026-11-04T08:00')}")
    assert one.ask(at("2026-11-04T11:00")) is None
