"""A planned measurement that was not made: when it is told, when it is a warning, when it is over."""

from healthsense_engine.alerts.model import Cause, Level, Part
from healthsense_engine.alerts.overdue import RULES, TOLD_FOR_MS, seen_between
from healthsense_engine.care_plan import MEASURES, Plan
from healthsense_engine.measurement import Measurement
from watch_scenes import DAY, HOUR, MINUTE, Home, at, plan_of, reading

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


def test_a_stream_is_asked_of_the_store_in_small_bites() -> None:
    one = home("spo2", plan_of(spo2={"times": ["10:00"], "since": "2026-11-02"}))
    start = at("2026-11-03T00:00")
    one.rows = [reading("spo2", start + second * 1000, 97) for second in range(0, 23 * HOUR // 1000, 60)]
    assert seen_between(one.readings, "spo2", start, start + DAY)
    assert one.asked == 1
    assert not seen_between(one.readings, "spo2", start + 3 * DAY, start + 7 * DAY)
    assert one.asked < 20
    # A current reading within the window needs no look at all.
    one.asked = 0
    assert one.ask(start + 23 * HOUR) is None
    assert one.asked == 0
