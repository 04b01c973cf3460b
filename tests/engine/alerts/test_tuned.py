"""What the simulated household taught the rules (docs/alerts-bench.md), on its seeds 1 to 5."""

from healthsense_engine.alerts import runs
from healthsense_engine.alerts.model import Suppression
from rule_scenes import MINUTE, START, Person, play, reading, stream


def test_a_watch_that_measures_every_half_hour_of_a_night_is_known_by_the_night_before() -> None:
    night = stream("spo2", [95] * 16, since_ms=START - 24 * 60 * MINUTE, every_ms=30 * MINUTE)
    person = play(Person("spo2_low_spot_urgent"), [*night, *stream("spo2", [92, 92, 92], every_ms=30 * MINUTE)])
    assert not person.met


def test_somebody_who_measures_three_times_a_day_is_still_asked_to_measure_again() -> None:
    days = stream("spo2", [96] * 6, since_ms=START - 48 * 60 * MINUTE, every_ms=8 * 60 * MINUTE)
    person = play(Person("spo2_low_spot_urgent"), [*days, *stream("spo2", [92, 91], every_ms=2 * MINUTE)])
    assert person.met


def test_a_reading_whose_device_believes_it_less_than_half_is_no_evidence_by_itself() -> None:
    told = [runs.is_good(reading("spo2", START, 80, quality=quality)) for quality in (None, 50, 49)]
    assert told == [True, True, False]


def fast(person: Person, *, minutes: int, steps: list[tuple[int, int]]) -> list[Suppression | None]:
    """What the gate says every five minutes of a pulse of 150, with running counts of steps at (minute, count)."""
    said = []
    for at in range(0, minutes + 1, 5):
        person.rows += [reading("steps", START + m * MINUTE, n, "watch") for m, n in steps if at - 5 < m <= at]
        person.take(reading("heart_rate", START + at * MINUTE, 150, "watch"))
        said.append(person.judged() if person.met else None)
    return said


def test_a_fast_pulse_waits_for_steps_that_come_every_half_hour() -> None:
    sport = fast(Person("heart_rate_high"), minutes=60, steps=[(-30, 0), (0, 200), (30, 2600), (60, 5000)])
    assert set(sport[3:]) == {Suppression.EXERCISE}


def test_a_fast_pulse_without_steps_rings_once_they_are_known() -> None:
    rest = fast(Person("heart_rate_high"), minutes=60, steps=[(-30, 0), (0, 100), (30, 120), (60, 130)])
    assert rest[3] is Suppression.EXERCISE
    assert rest[6:] == [None] * 7


def test_where_nobody_counts_steps_a_fast_pulse_waits_for_nothing() -> None:
    assert set(fast(Person("heart_rate_high"), minutes=30, steps=[])) == {None}
    assert set(fast(Person("heart_rate_high"), minutes=30, steps=[(-180, 0), (-120, 900)])) == {None}
