"""What the simulated household taught the rules (docs/alerts-bench.md), on its seeds 1 to 5."""

from healthsense_engine.alerts import runs
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
