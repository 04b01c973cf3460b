"""No sign of life where there usually is one: what is learned, when it is told, what ends it."""

import random
from datetime import datetime

import pytest
from healthsense_engine.alerts import gate
from healthsense_engine.alerts.behaviour import (
    GIVEN_UP_MS,
    MIN_DAYS,
    RULES,
    START_GRACE_MS,
    VITAL,
    day_begin_ms,
    habits_of,
    learn,
)
from healthsense_engine.alerts.controls import Context, Controls, Origin, PersonalLimit
from healthsense_engine.alerts.model import Cause, Level, Suppression
from healthsense_engine.alerts.rule import Rule
from healthsense_engine.baseline import ROBUST_SD
from healthsense_engine.measurement import Measurement
from watch_scenes import DAY, HOUR, MINUTE, ROME, Home, at, reading

MORNING, LONG_GAP = RULES
TODAY = at("2026-12-07T00:00")  # more than a month after the clocks were set back


def regular_day(midnight_ms: int, shift_ms: int = 0) -> list[Measurement]:
    """Return events from 7 to 22 h, an hour apart, with a silence from 13 to 16 h."""
    hours = (*range(7, 14), *range(16, 23))
    return [reading(VITAL, midnight_ms + hour * HOUR + shift_ms, source="hall") for hour in hours]


def regular(days: int = 28, *, before_ms: int = TODAY) -> list[Measurement]:
    """Return days before, up to 10 minutes earlier or later."""
    return [
        row for ago in range(days, 0, -1) for row in regular_day(before_ms - ago * DAY, (ago % 3 - 1) * 10 * MINUTE)
    ]


def flat(rule: Rule, *rows: Measurement, started_ms: int = TODAY - 40 * DAY) -> Home:
    one = Home(rule, started_ms=started_ms)
    one.rows = list(rows)
    return one


def told(one: Home, since: int, until: int) -> list[tuple[str, str | None]]:
    """Return the local times at which it said something else that is not merely pending, and its level."""
    one.ask(since)
    return [
        (f"{datetime.fromtimestamp(when / 1000, ROME):%H:%M}", None if part is None else part.level.word)
        for when, part in one.sleep_until(since, until)
        if part is None or part.met_ms is not None
    ]


def test_both_are_about_activity_and_warnings() -> None:
    assert {(rule.cause, rule.level, rule.absolute) for rule in RULES} == {(Cause.ACTIVITY, Level.WARNING, False)}


@pytest.mark.parametrize(
    ("now", "begin"),
    [
        ("2026-11-16T12:00", "2026-11-16T04:00"),
        ("2026-11-16T04:00", "2026-11-16T04:00"),
        ("2026-11-16T03:59", "2026-11-15T04:00"),
        ("2026-10-25T12:00", "2026-10-25T04:00"),  # the night has an hour more
        ("2026-03-29T12:00", "2026-03-29T04:00"),
    ],
)
def test_a_day_begins_at_four_local_time(now: str, begin: str) -> None:
    assert day_begin_ms(at(now), ROME) == at(begin)


def test_habits_are_the_99th_percentile_and_a_margin() -> None:
    begins = [day * DAY for day in range(29)]
    # The first event of day n is at n minutes, the silence after it 60 + n minutes; the last one on half of the days is
    # too late to count.
    times = sorted(
        day * DAY + offset * MINUTE for day in range(28) for offset in (day, 60 + 2 * day, 130 + 2 * day, 200 + 2 * day)
    )
    habits = learn(times, begins)
    assert habits is not None
    assert habits.days == 28
    # Percentile by definition 7 of 0..27: 26.73; median 13.5, MAD 7: a robust SD of 10.4 minutes is below the margin.
    assert habits.first_usual[1] == pytest.approx(26.73 * MINUTE)
    assert habits.first_limit_ms == round(26.73 * MINUTE) + 30 * MINUTE
    assert pytest.approx(10.378, abs=0.001) == ROBUST_SD * 7
    assert habits.gap_limit_ms == pytest.approx(86.73 * MINUTE + HOUR, abs=1)
    assert habits.settled_ms == 227 * MINUTE


@pytest.mark.parametrize(("days", "learned"), [(MIN_DAYS - 1, False), (MIN_DAYS, True)])
def test_fourteen_days_are_needed(days: int, *, learned: bool) -> None:
    one = flat(MORNING, *regular(days))
    assert (habits_of(one.scene(TODAY + 8 * HOUR)) is not None) is learned
    assert bool(told(one, TODAY, TODAY + 12 * HOUR)) is learned


def test_days_on_which_nobody_was_at_home_teach_nothing() -> None:
    rows = [row for row in regular() if not TODAY - 10 * DAY <= row.effective_ms < TODAY - 3 * DAY]
    habits = habits_of(flat(MORNING, *rows).scene(TODAY + 8 * HOUR))
    assert habits is not None
    assert habits.days == 21


def test_a_late_morning_is_told_and_urgent_when_a_waking_silence_has_passed_too() -> None:
    one = flat(MORNING, *regular())
    # Usually up by 7:10, told at 7:40; the longest silence by day is 3 h, its limit 4 h.
    assert told(one, TODAY, TODAY + 14 * HOUR) == [("07:40", "warning"), ("11:40", "urgent")]
    assert one.part is not None
    assert (one.part.limit, one.part.usual, one.part.unit) == (7.67, (6.83, 7.17), "h")
    assert one.part.since_ms == TODAY - DAY + 22 * HOUR
    assert one.take(reading(VITAL, TODAY + 14 * HOUR, source="kitchen")) is None


def test_somebody_who_is_up_is_not_late() -> None:
    one = flat(MORNING, *regular(), reading(VITAL, TODAY + 6 * HOUR))
    assert told(one, TODAY + 6 * HOUR, TODAY + 23 * HOUR) == []
    # In the small hours it still is yesterday.
    night = flat(MORNING, *regular(), reading(VITAL, TODAY + 3 * HOUR))
    assert [when for when, _ in told(night, TODAY + 3 * HOUR, TODAY + 9 * HOUR)] == ["07:40"]


def test_a_silence_by_day_is_told_beyond_the_longest_usual_and_urgent_at_twice() -> None:
    one = flat(LONG_GAP, *regular(), *(row for row in regular_day(TODAY) if row.effective_ms <= TODAY + 9 * HOUR))
    assert told(one, TODAY + 9 * HOUR, TODAY + 20 * HOUR) == [("13:00", "warning"), ("17:00", "urgent")]
    assert one.part is not None
    assert (one.part.limit, one.part.since_ms) == (4.0, TODAY + 9 * HOUR)
    assert one.take(reading(VITAL, TODAY + 20 * HOUR)) is None


def test_the_usual_nap_is_not_told() -> None:
    one = flat(LONG_GAP, *regular(), *(row for row in regular_day(TODAY) if row.effective_ms <= TODAY + 13 * HOUR))
    assert told(one, TODAY + 13 * HOUR, TODAY + 16 * HOUR) == []


def test_the_evening_s_silence_is_the_night_s() -> None:
    one = flat(LONG_GAP, *regular(), *(row for row in regular_day(TODAY) if row.effective_ms <= TODAY + 19 * HOUR))
    assert told(one, TODAY + 19 * HOUR, TODAY + 27 * HOUR) == []
    both = flat(MORNING, *one.rows)
    assert told(both, TODAY + 19 * HOUR, TODAY + 32 * HOUR) == [("07:40", "warning")]


def test_what_is_near_its_limit_is_pending_and_goes_on_after_a_restart() -> None:
    one = flat(MORNING, *regular())
    one.ask(TODAY + 7 * HOUR + 20 * MINUTE)
    assert one.part is not None
    assert (one.part.met_ms, one.part.due_ms) == (None, TODAY + 7 * HOUR + 40 * MINUTE)
    # Killed, and back after its limit: an event gets eight seconds to contradict.
    one.started_ms = TODAY + 7 * HOUR + 50 * MINUTE
    assert one.ask(one.started_ms, None) == one.part
    assert one.wake_ms(one.started_ms) == one.started_ms + 8_000
    met = one.ask(one.started_ms + 8_000)
    assert met is not None
    assert met.met_ms == one.started_ms + 8_000


def test_after_a_night_without_us_the_sensors_get_half_an_hour() -> None:
    one = flat(MORNING, *regular(), started_ms=TODAY + 11 * HOUR)
    assert told(one, one.started_ms, TODAY + 16 * HOUR) == [("11:30", "warning"), ("15:30", "urgent")]
    assert START_GRACE_MS == 30 * MINUTE
    seen = flat(MORNING, *regular(), started_ms=TODAY + 11 * HOUR)
    seen.ask(seen.started_ms)
    assert seen.take(reading(VITAL, TODAY + 11 * HOUR + 10 * MINUTE)) is None


def test_after_three_days_without_anything_it_is_given_up() -> None:
    one = flat(MORNING, *regular())
    said = told(one, TODAY, TODAY + 10 * DAY)
    assert [level for _, level in said] == ["warning", "urgent", None]
    assert one.moments[-1] == TODAY - DAY + 22 * HOUR + GIVEN_UP_MS + 1
    assert one.wake_ms(TODAY + 10 * DAY) is None


@pytest.mark.parametrize(
    ("rule", "value", "when"), [(MORNING, 9.5, "09:30"), (LONG_GAP, 1.5, "10:30"), (LONG_GAP, 6.0, "15:00")]
)
def test_a_personal_limit_needs_no_learning(rule: Rule, value: float, when: str) -> None:
    rows = [*regular_day(TODAY - DAY), *([reading(VITAL, TODAY + 9 * HOUR)] if rule is LONG_GAP else [])]
    one = flat(rule, *rows)
    one.controls = Controls(limits={rule.key: PersonalLimit(value, Origin.PERSON, "u", 0)})
    assert told(one, TODAY + 9 * HOUR, TODAY + 17 * HOUR)[0] == (when, "warning")


@pytest.mark.parametrize(
    ("context", "while_warning", "while_urgent"),
    [
        (Context.REST, None, None),
        (Context.ILL, None, None),
        (Context.TRAVELLING, Suppression.TRAVELLING, Suppression.TRAVELLING),
        (Context.SLEEP, Suppression.SLEEP, None),
    ],
)
def test_travelling_keeps_it_quiet_and_sleep_until_it_is_urgent(
    context: Context, while_warning: Suppression | None, while_urgent: Suppression | None
) -> None:
    """Whoever cannot get up cannot end the sleep that an automation began either."""
    one = flat(MORNING, *regular())
    one.controls = Controls(context=context)
    one.ask(TODAY + 8 * HOUR)
    assert one.part is not None
    assert gate.judge(MORNING, one.part, one.scene(TODAY + 8 * HOUR)) is while_warning
    one.ask(TODAY + 12 * HOUR)
    assert one.part.level is Level.URGENT
    assert gate.judge(MORNING, one.part, one.scene(TODAY + 12 * HOUR)) is while_urgent


def test_an_event_costs_no_look_into_the_past() -> None:
    one = flat(LONG_GAP, *regular())
    for rule in RULES:
        one.rule, one.part, one.asked = rule, None, 0
        for minute in range(0, 600, 5):
            one.take(reading(VITAL, TODAY + 8 * HOUR + minute * MINUTE))
            one.wake_ms(TODAY + 8 * HOUR + minute * MINUTE)
        assert one.asked == 0


def life(chance: random.Random, days: int) -> list[Measurement]:
    """Return the events of somebody who gets up at 7:00 +/- 35 min, goes out, naps, and sleeps at 22:30 +/- 40 min."""
    rows = []
    for day in range(days):
        midnight = TODAY + day * DAY
        now = midnight + round(chance.gauss(7 * HOUR, 35 * MINUTE))
        night = midnight + round(chance.gauss(22.5 * HOUR, 40 * MINUTE))
        out = midnight + round(chance.uniform(9, 16) * HOUR)
        back = out + round(chance.lognormvariate(0.4, 0.4) * HOUR)
        while now < night:
            if not out <= now < back:
                rows.append(reading(VITAL, now))
            now += round(chance.expovariate(1 / (18 * MINUTE)))
        if chance.random() < 0.4:
            rows.append(reading(VITAL, midnight + 26 * HOUR + round(chance.uniform(0, 1) * HOUR)))
    return rows


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.key)
def test_an_ordinary_life_is_left_in_peace(rule: Rule) -> None:
    alarms = weeks = 0
    for seed in range(2):
        rows = life(random.Random(seed), 90)
        one = flat(rule, started_ms=TODAY)
        for row in rows:
            if one.rows:
                said = one.sleep_until(one.rows[-1].effective_ms, row.effective_ms - 1)
                alarms += any(part is not None and part.met_ms is not None for _, part in said)
            one.rows = [kept for kept in one.rows if kept.effective_ms > row.effective_ms - 30 * DAY]
            one.take(row)
        weeks += 11  # of the thirteen two are learning
    assert alarms / weeks <= 0.1
