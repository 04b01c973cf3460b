"""When a vital beyond a limit is believed, and when it is over."""

from dataclasses import replace
from datetime import date

import pytest
from healthsense_engine.alerts.controls import Controls, Origin
from healthsense_engine.alerts.model import Level, Part
from healthsense_engine.alerts.runs import FILTER, is_stream
from healthsense_engine.measurement import Measurement
from healthsense_engine.profile import Profile
from healthsense_engine.vitals import Site
from hypothesis import given, settings
from hypothesis import strategies as st
from rule_scenes import DAY, HOUR, MINUTE, SECOND, START, Person, limit, play, reading, stream


def at_s(person: Person) -> float | None:
    """Return how many seconds after the start the rule was met."""
    part = person.first_met()
    return None if part is None or part.met_ms is None else (part.met_ms - START) / SECOND


LOW = [97.0] * 30
STREAMS = {
    # rule, values a second (None: dropout), met so many seconds after the first value (None: never)
    "15 s below 90": ("spo2_low_urgent", LOW + [88] * 30, 45),
    "14 s below 90": ("spo2_low_urgent", LOW + [88] * 14 + LOW, None),
    "90 is not below 90": ("spo2_low_urgent", LOW + [90] * 60, None),
    "one spike does not begin again": ("spo2_low_urgent", LOW + [88] * 8 + [97] + [88] * 20, 45),
    "two spikes do not": ("spo2_low_urgent", LOW + [88] * 8 + [97] * 2 + [88] * 20, 45),
    "three in a row do": ("spo2_low_urgent", LOW + [88] * 8 + [97] * 3 + [88] * 20, 56),
    "single lows are no run": ("spo2_low_urgent", [97, 97, 97, 97, 60] * 20, None),
    "a dropout of 8 s": ("spo2_low_urgent", LOW + [88] * 4 + [None] * 8 + [88] * 30, 45),
    "a dropout over the end of the hold": ("spo2_low_urgent", LOW + [88] * 10 + [None] * 8 + [88] * 30, 45),
    "a dropout longer than is believed": ("spo2_low_urgent", LOW + [88] * 4 + [None] * 20 + [88] * 30, 54),
    "a minute of silence begins anew": ("spo2_low_urgent", LOW + [88] * 4 + [None] * 70 + [88] * 30, 119),
    "frozen at the last value": ("spo2_low_urgent", LOW + [89] + [89] * 14 + [85] * 10, 45),
    "critical after 10 s": ("spo2_low_critical", LOW + [84] * 30, 40),
    "85 is not below 85": ("spo2_low_critical", LOW + [85] * 60, None),
}


@pytest.mark.parametrize(("rule", "values", "met_s"), STREAMS.values(), ids=STREAMS)
def test_stream(rule: str, values: list[float | None], met_s: float | None) -> None:
    person = play(Person(rule), stream("spo2", values))
    assert at_s(person) == met_s


def test_a_delay_ends_without_a_reading() -> None:
    person = play(Person("spo2_low_urgent"), stream("spo2", LOW + [88] * 12))
    assert person.pending
    assert person.part is not None
    assert person.part.due_ms == START + 45 * SECOND
    person.advance_to(START + 45 * SECOND)
    assert person.met


def test_a_stream_that_fell_silent_early_is_not_believed() -> None:
    person = play(Person("spo2_low_urgent"), stream("spo2", LOW + [88] * 3))
    person.advance_to(START + 60 * SECOND)
    assert person.pending
    person.advance_to(START + 100 * SECOND)
    assert person.part is None


@pytest.mark.parametrize("every_s", [1, 2, 5, 10, 12, 15])
def test_slower_streams_hold_in_seconds(every_s: int) -> None:
    person = play(Person("spo2_low_urgent"), stream("spo2", [97] * 12 + [88] * 20, every_ms=every_s * SECOND))
    met_s = at_s(person)
    assert met_s is not None
    assert 15 <= met_s - 12 * every_s <= 15 + every_s


@pytest.mark.parametrize("every_s", [20, 60, 300, 1800])
def test_what_measures_now_and_then_has_to_repeat(every_s: int) -> None:
    rows = stream("spo2", [97] * 12 + [88] * 3, every_ms=every_s * SECOND)
    person = play(Person("spo2_low_urgent"), rows[:13])
    assert person.pending
    assert person.part is not None
    assert person.part.level is Level.INFO
    person = play(person, rows[13:])
    assert person.met
    assert at_s(person) is not None


def test_over_when_the_median_is_back_beyond_the_hysteresis() -> None:
    person = play(Person("spo2_low_urgent"), stream("spo2", LOW + [88] * 20))
    assert person.met
    play(person, stream("spo2", [91] * 30, since_ms=START + 50 * SECOND))
    assert person.met, "91 is within the hysteresis"
    play(person, stream("spo2", [95, 88, 95, 88, 88], since_ms=START + 80 * SECOND))
    assert person.met, "single good readings clear nothing"
    play(person, stream("spo2", [93] * 5, since_ms=START + 85 * SECOND))
    assert person.part is None


def test_silence_is_no_recovery() -> None:
    person = play(Person("spo2_low_urgent"), stream("spo2", LOW + [88] * 20))
    person.advance_to(START + 5 * HOUR)
    assert person.met
    person.advance_to(START + 25 * HOUR)
    assert person.part is None


# Spot readings: somebody measures, and measures again


@pytest.mark.parametrize("value", [94, 93, 92, 88, 70])
@pytest.mark.parametrize("rule", ["spo2_low_spot", "spo2_low_spot_urgent", "spo2_low_urgent", "spo2_low_critical"])
def test_a_single_reading_asks_to_measure_again_at_most(rule: str, value: float) -> None:
    person = Person(rule)
    part = person.take(reading("spo2", START, value))
    for minutes in (1, 10, 29, 60, 600):
        assert part is None or (part.met_ms is None and part.level is Level.INFO and part.notes == ("measure_again",))
        part = person.advance_to(START + minutes * MINUTE)
    assert part is None


SPOTS = {
    # rule, (minute, value) of readings, met at which minute
    "94 twice": ("spo2_low_spot", [(0, 94), (2, 94)], 2),
    "95 is not low": ("spo2_low_spot", [(0, 95), (2, 95)], None),
    "94 then 96": ("spo2_low_spot", [(0, 94), (2, 96)], None),
    "92 twice": ("spo2_low_spot_urgent", [(0, 92), (1, 91)], 1),
    "92 then 93": ("spo2_low_spot_urgent", [(0, 92), (1, 93)], None),
    "92 then 93 then 92 then 92": ("spo2_low_spot_urgent", [(0, 92), (1, 93), (2, 92), (3, 92)], 3),
    "not repeated within half an hour": ("spo2_low_spot_urgent", [(0, 91), (31, 91)], None),
    "repeated just within it": ("spo2_low_spot_urgent", [(0, 91), (30, 91)], 30),
    "the same breath twice": ("spo2_low_spot_urgent", [(0, 91), (0.2, 91)], None),
    "far too low twice is critical": ("spo2_low_critical", [(0, 82), (2, 81)], 2),
}


@pytest.mark.parametrize(("rule", "spots", "met_min"), SPOTS.values(), ids=SPOTS)
def test_spot(rule: str, spots: list[tuple[float, float]], met_min: float | None) -> None:
    person = play(Person(rule), [reading("spo2", START + round(at * MINUTE), value) for at, value in spots])
    met_s = at_s(person)
    assert met_s == (None if met_min is None else met_min * 60)


def test_two_devices_confirm_each_other() -> None:
    person = Person("spo2_low_spot_urgent")
    person.take(reading("spo2", START, 91, "finger"))
    person.take(reading("spo2", START + 2 * MINUTE, 92, "watch"))
    assert person.met


def test_a_stream_at_92_is_not_repeated_by_itself() -> None:
    person = play(Person("spo2_low_spot_urgent"), stream("spo2", [92] * 700))
    assert at_s(person) is None


def session(value: float, since_ms: int, seconds: int = 60) -> list[Measurement]:
    """Return what an oximeter says that is put on a finger for a minute: at first it is too high or too low."""
    return stream("spo2", [98.0, 80.0, 99.0] + [value] * (seconds - 3), since_ms=since_ms, source="finger")


def test_a_minute_on_a_finger_is_one_measurement() -> None:
    person = play(Person("spo2_low_spot_urgent"), session(91, START))
    person.advance_to(START + 3 * MINUTE)
    assert person.pending
    assert all(part.level is Level.INFO for _, part in person.seen)
    play(person, session(91, START + 4 * MINUTE))
    assert person.met
    assert person.judged() is None


def test_a_finger_that_slips_off_is_no_low_session() -> None:
    slipping = session(96, START)[:-10] + stream("spo2", [70.0] * 10, since_ms=START + 50 * SECOND, source="finger")
    person = play(Person("spo2_low_spot_urgent"), slipping)
    person.advance_to(START + 3 * MINUTE)
    assert person.part is None


def test_a_better_second_session_takes_it_back() -> None:
    person = play(Person("spo2_low_spot_urgent"), session(91, START))
    play(person, session(96, START + 4 * MINUTE))
    assert person.first_met() is None
    assert person.part is None


def test_a_second_alone_clears_no_session() -> None:
    person = play(Person("spo2_low_spot_urgent"), session(91, START) + session(91, START + 4 * MINUTE))
    play(person, stream("spo2", [91, 96, 91, 91, 91], since_ms=START + 10 * MINUTE, source="finger"))
    assert person.met
    play(person, session(96, START + 12 * MINUTE))
    assert person.part is None


@pytest.mark.parametrize("value", [92, 90.5])
def test_a_sensor_that_is_worn_is_no_session(value: float) -> None:
    rows = stream("spo2", [value] * 900 + [None] * 90 + [value] * 900)
    person = play(Person("spo2_low_spot_urgent"), rows[::5])
    assert person.first_met() is None
    assert person.part is None


def test_a_worn_sensor_beside_takes_nothing_from_what_somebody_measured() -> None:
    worn = stream("spo2", [97] * 180 + [92] * 120, since_ms=START - 20 * MINUTE, every_ms=5 * SECOND, source="wrist")
    finger = [reading("spo2", START + seconds * SECOND, 91, "finger") for seconds in (2, 92)]
    person = Person("spo2_low_spot_urgent")
    for row in sorted((*worn, *finger), key=lambda one: one.effective_ms):
        person.take(row)
        assert person.pending is (START + 2 * SECOND <= row.effective_ms < START + 92 * SECOND)
    assert person.met


def test_a_watch_that_speaks_by_itself_is_not_asked_to_measure_again() -> None:
    person = play(Person("spo2_low_spot_urgent"), stream("spo2", [95] * 14 + [92] * 8, every_ms=5 * MINUTE))
    assert at_s(person) is None


def test_a_devices_good_reading_takes_back_nothing_of_another() -> None:
    person = Person("spo2_low_critical")
    for minutes, value, source in ((0, 83, "finger"), (1, 97, "watch"), (2, 82, "finger"), (3, 97, "watch")):
        person.take(reading("spo2", START + minutes * MINUTE, value, source))
    assert person.met, "nor does it clear what the other saw a minute ago"
    person.take(reading("spo2", START + 20 * MINUTE, 97, "watch"))
    assert person.part is None


def test_a_stream_that_begins_again_after_a_while_is_still_a_stream() -> None:
    rows = stream("spo2", [97] * 60) + stream("spo2", [88] * 30, since_ms=START + 20 * MINUTE)
    person = play(Person("spo2_low_urgent"), rows)
    assert at_s(person) == 20 * 60 + 15


def test_the_worse_of_two_streams_rings() -> None:
    person = Person("spo2_low_urgent")
    for at in range(40):
        person.take(
            reading("spo2", START + at * SECOND, 97, "wrist"),
            reading("spo2", START + at * SECOND, 97 if at < 10 else 86, "finger"),
        )
    assert at_s(person) == 25
    assert person.part is not None
    assert person.part.source == "finger"


# Glucose, blood pressure, pulse, temperature

EPISODES = {
    # rule, (minute, value), met at which minute
    "53 counts at once": ("glucose_low_2", "glucose", [(0, 80), (5, 53)], 5),
    "54 is not level 2": ("glucose_low_2", "glucose", [(0, 80), (5, 54), (10, 54)], None),
    "below 70 for 15 minutes": ("glucose_low_1", "glucose", [(0, 80), (5, 66), (10, 66), (15, 66), (20, 66)], 20),
    "below 70 for 10 minutes": ("glucose_low_1", "glucose", [(0, 80), (5, 66), (10, 66), (15, 72)], None),
    "a finger's 65, not measured again": ("glucose_low_1", "glucose", [(0, 65), (200, 100)], 15),
    "a finger's 65, then 80": ("glucose_low_1", "glucose", [(0, 65), (12, 80)], None),
    "above 250 for an hour and a half": ("glucose_high_2", "glucose", [(at, 260) for at in range(0, 100, 5)], 90),
    "above 250 for an hour": ("glucose_high_2", "glucose", [(at, 260) for at in range(0, 61, 5)] + [(65, 230)], None),
    "one severe pressure": ("systolic_severe", "systolic", [(0, 190)], None),
    "a severe pressure, repeated": ("systolic_severe", "systolic", [(0, 190), (1, 182)], 1),
    "180 is not above 180": ("systolic_severe", "systolic", [(0, 190), (1, 180)], None),
    "a severe diastolic, repeated": ("diastolic_severe", "diastolic", [(0, 125), (5, 121)], 5),
    "a low pressure, repeated": ("systolic_low", "systolic", [(0, 90), (2, 88)], 2),
    "a low pressure, better on repeating": ("systolic_low", "systolic", [(0, 90), (2, 91)], None),
    "40 degrees, repeated": ("temperature_very_high", "temperature", [(0, 40.0), (10, 40.1)], 10),
    "40 degrees once": ("temperature_very_high", "temperature", [(0, 40.0), (10, 39.9)], None),
    "a watch's fast pulse, three times": ("heart_rate_high", "heart_rate", [(0, 140), (10, 140), (20, 140)], 20),
    "a watch's fast pulse, twice": ("heart_rate_high", "heart_rate", [(0, 140), (10, 140), (20, 100)], None),
    "eight breaths": ("respiratory_rate_low", "respiratory_rate", [(0, 8), (10, 7), (20, 8)], 20),
    "twenty-five breaths": ("respiratory_rate_high", "respiratory_rate", [(0, 25), (10, 26), (20, 25)], 20),
}


@pytest.mark.parametrize(("rule", "vital", "values", "met_min"), EPISODES.values(), ids=EPISODES)
def test_episode(rule: str, vital: str, values: list[tuple[float, float]], met_min: float | None) -> None:
    person = play(Person(rule), [reading(vital, START + round(at * MINUTE), value) for at, value in values])
    met_s = at_s(person)
    assert met_s == (None if met_min is None else met_min * 60)


def test_a_fast_stream_has_to_last_ten_minutes() -> None:
    person = play(Person("heart_rate_high"), stream("heart_rate", [100] * 5 + [140] * 590))
    assert person.pending
    play(person, stream("heart_rate", [140] * 20, since_ms=START + 595 * SECOND))
    assert at_s(person) == 605


def test_skin_is_not_the_body() -> None:
    person = Person("temperature_very_high")
    for minutes in (0, 10, 20):
        person.take(reading("temperature", START + minutes * MINUTE, 41, site=Site.SKIN))
    assert person.part is None


def test_limits_of_adults_are_not_asked_of_children() -> None:
    person = Person("systolic_low", profile=Profile(birth_date=date(2015, 1, 1)))
    play(person, [reading("systolic", START, 88), reading("systolic", START + MINUTE, 88)])
    assert person.part is None


# Personal limits


def test_a_clinicians_target_takes_the_place_of_absolute_limits() -> None:
    """A person with COPD whose target is 88-92 %: 86 and more is as usual, below it is not."""
    for person in (Person("spo2_low_urgent"), Person("spo2_low_urgent", profile=Profile(spo2_scale=2))):
        if person.profile.spo2_scale == 1:
            person.controls = Controls(limits={"spo2_target": limit(88, Origin.CLINICIAN)})
        play(person, stream("spo2", [88] * 60 + [86] * 60))
        assert person.seen == []
        play(person, stream("spo2", [85] * 30, since_ms=START + 120 * SECOND))
        assert at_s(person) == 135
        assert [part.limit for _, part in person.seen][-1] == 86


def test_a_stricter_limit_of_ones_own_is_used_and_a_laxer_one_is_not() -> None:
    strict, lax = Person("spo2_low_urgent"), Person("spo2_low_urgent")
    strict.controls = Controls(limits={"spo2_low_urgent": limit(93)})
    lax.controls = Controls(limits={"spo2_low_urgent": limit(80)})
    play(strict, stream("spo2", [92] * 30))
    play(lax, stream("spo2", [88] * 30))
    assert strict.met
    assert lax.met, "the doors refuse it, and it changes nothing"


# Late readings


@pytest.mark.parametrize(
    ("rule", "vital", "values", "minutes_late", "late"),
    [
        ("glucose_low_2", "glucose", [50], 20, False),
        ("glucose_low_2", "glucose", [50], 21, True),
        ("spo2_low_spot_urgent", "spo2", [91, 91], 30, False),
        ("spo2_low_spot_urgent", "spo2", [91, 91], 31, True),
    ],
)
def test_a_late_reading_rings_while_it_is_current(
    rule: str, vital: str, values: list[float], minutes_late: int, late: bool
) -> None:
    person = Person(rule)
    rows = [reading(vital, START + at * MINUTE, value) for at, value in enumerate(values)]
    part = person.take(*rows, now_ms=rows[-1].effective_ms + minutes_late * MINUTE)
    assert person.met
    assert part is not None
    assert part.late is late
    if late:
        assert person.advance_to(person.now_ms + SECOND) is None, "told once"


def test_a_night_that_comes_in_the_morning_is_told_as_happened() -> None:
    person = Person("spo2_low_urgent")
    night = stream("spo2", [97] * 60 + [88] * 30 + [97] * 600)
    part = person.take(*night, now_ms=START + 5 * HOUR)
    assert part is not None
    assert part.late
    assert (part.since_ms, part.at_ms) == (START + 60 * SECOND, START + 89 * SECOND)
    assert person.advance_to(START + 5 * HOUR + 1) is None


def test_an_import_of_old_readings_tells_nothing() -> None:
    person = Person("spo2_low_urgent")
    assert person.take(*stream("spo2", [88] * 60), now_ms=START + 3 * DAY) is None


def test_a_run_that_is_over_within_one_batch_is_told_as_happened() -> None:
    person = Person("spo2_low_urgent")
    part = person.take(*stream("spo2", [97] * 10 + [88] * 20 + [97] * 10))
    assert part is not None
    assert part.late


# Restarts


@pytest.mark.parametrize("down_s", [1, 5, 20, 120, 600])
def test_a_pending_delay_goes_on_after_a_restart_at_most_10_s_late(down_s: int) -> None:
    person = play(Person("spo2_low_urgent"), stream("spo2", LOW + [88] * 10))
    due_ms = START + 45 * SECOND
    up_ms = START + 39 * SECOND + down_s * SECOND
    person.restart(up_ms)
    person.advance_to(max(due_ms, up_ms + 10 * SECOND))
    part = person.first_met()
    assert part is not None
    assert part.met_ms is not None
    assert part.met_ms <= max(due_ms, up_ms + 10 * SECOND)


def test_the_first_reading_after_a_restart_ends_a_delay_that_was_over() -> None:
    person = play(Person("spo2_low_urgent"), stream("spo2", LOW + [88] * 10))
    person.restart(START + 120 * SECOND)
    person.take(reading("spo2", START + 121 * SECOND, 87))
    assert at_s(person) == 121


def test_good_readings_after_a_restart_contradict_it() -> None:
    person = play(Person("spo2_low_urgent"), stream("spo2", LOW + [88] * 10))
    person.restart(START + 120 * SECOND)
    play(person, stream("spo2", [97] * 20, since_ms=START + 121 * SECOND))
    assert at_s(person) is None
    assert person.part is None


@pytest.mark.parametrize("rule", ["spo2_low_urgent", "glucose_low_2", "spo2_low_spot_urgent"])
def test_what_is_met_is_the_same_after_a_restart(rule: str) -> None:
    vital = "glucose" if rule == "glucose_low_2" else "spo2"
    spot = rule == "spo2_low_spot_urgent"
    rows = stream(vital, [50] if vital == "glucose" else [88] * 30, every_ms=MINUTE if spot else SECOND)
    person = play(Person(rule), rows[:3] if spot else rows)
    assert person.met
    before = person.part
    person.restart(person.now_ms + 5 * SECOND)
    assert person.part == before


# Properties

VALUES = st.lists(st.sampled_from([97.0, 92.0, 90.0, 89.0, 88.0, 84.0, None]), min_size=1, max_size=90)


@settings(max_examples=150, deadline=None)
@given(values=VALUES)
def test_a_run_in_the_raw_stream_is_never_missed(values: list[float | None]) -> None:
    """Whatever came before, 15 s and the filter's length of readings below 90 ring, and without any nothing does."""
    rows = stream("spo2", [*values, *[88.0] * (16 + FILTER)])
    person = play(Person("spo2_low_urgent"), rows)
    assert person.first_met() is not None
    assert all(part.value is not None and float(part.value) < 92 for _, part in person.seen)


@settings(max_examples=100, deadline=None)
@given(values=st.lists(st.sampled_from([97.0, 91.0, 90.0, None]), max_size=90))
def test_without_a_reading_below_90_nothing_is_even_pending(values: list[float | None]) -> None:
    person = play(Person("spo2_low_urgent"), stream("spo2", values))
    assert person.seen == []


@settings(max_examples=60, deadline=None)
@given(values=VALUES, restarts=st.sets(st.integers(0, 89), max_size=4))
def test_restarts_change_nothing(values: list[float | None], restarts: set[int]) -> None:
    """A restart between two readings neither loses what was seen nor rings for anything else."""
    steady, shaken = Person("spo2_low_urgent"), Person("spo2_low_urgent")
    for at, row in enumerate(stream("spo2", values)):
        for person in (steady, shaken):
            person.take(row)
        if at in restarts:
            shaken.restart(shaken.now_ms)
    assert (steady.first_met() is None) == (shaken.first_met() is None)


@settings(max_examples=60, deadline=None)
@given(values=VALUES, cuts=st.sets(st.integers(1, 89), max_size=5))
def test_batches_see_the_same_runs(values: list[float | None], cuts: set[int]) -> None:
    """However readings are put together, a run is told: at once, or as something that happened."""
    rows = stream("spo2", [*values, *[97.0] * FILTER])
    alone, together = play(Person("spo2_low_urgent"), rows), Person("spo2_low_urgent")
    batch: list[Measurement] = []
    for at, row in enumerate(rows):
        batch.append(row)
        if at in cuts or at == len(rows) - 1:
            together.take(*batch)
            batch = []
    held = [part for _, part in alone.seen if part.met_ms is not None and part.at_ms - part.since_ms >= 15 * SECOND]
    if held:
        assert together.first_met() is not None


@settings(max_examples=100, deadline=None)
@given(
    value=st.integers(40, 96),
    rule=st.sampled_from(["spo2_low_spot", "spo2_low_spot_urgent", "spo2_low_urgent", "spo2_low_critical"]),
)
def test_no_single_spot_reading_is_ever_met(value: int, rule: str) -> None:
    person = Person(rule)
    person.take(reading("spo2", START, value))
    person.advance_to(START + 2 * HOUR)
    assert person.first_met() is None
    assert all(part.level is Level.INFO for _, part in person.seen)


@given(gaps=st.lists(st.integers(1, 100), min_size=1, max_size=30))
def test_fewer_than_three_readings_are_no_stream(gaps: list[int]) -> None:
    times = [START + sum(gaps[:at]) * SECOND for at in range(len(gaps) + 1)]
    if len(times) < 3:
        assert not is_stream(times)
    if all(gap <= 15 for gap in gaps) and len(times) >= 3:
        assert is_stream(times)
    if all(gap > 30 for gap in gaps):
        assert not is_stream(times)


# What it costs


def test_a_quiet_second_reads_nothing() -> None:
    person = play(Person("spo2_low_urgent"), stream("spo2", [97.0, 90.0, 95.0] * 20))
    assert person.asked == 0


def test_a_long_hold_reads_next_to_nothing() -> None:
    person = play(Person("heart_rate_high"), stream("heart_rate", [140.0] * 500))
    assert person.asked <= 500 // 10 + 20


def test_a_part_survives_being_stored() -> None:
    person = play(Person("spo2_low_urgent"), stream("spo2", LOW + [88] * 30))
    assert person.part is not None
    assert Part.from_dict(person.part.as_dict()) == person.part
    assert replace(person.part, count=2) != person.part
