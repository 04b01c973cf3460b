"""Silent sources, low batteries, poor signals: what is a fault, what is a watch on its charger."""

import pytest
from healthsense_engine.alerts.devices import BATTERY_KNOWN_MS, GIVEN_UP_MS, RULES, SAMPLE, rhythm_ms
from healthsense_engine.alerts.model import Cause, Level
from healthsense_engine.measurement import Measurement
from watch_scenes import DAY, HOUR, MINUTE, Home, at, reading

SILENT, BATTERY, SIGNAL = RULES
START = at("2026-11-01T00:00")
TODAY = at("2026-11-15T00:00")


def sensor(
    vital: str, *, days: int = 14, every_ms: int = 5 * MINUTE, until_ms: int = TODAY, off: range = range(0)
) -> list[Measurement]:
    """Return readings of the days before ``until_ms``, none in the local hours in which it is ``off``."""
    times = range(until_ms - days * DAY, until_ms, every_ms)
    return [reading(vital, when, 100) for when in times if (when - START) % DAY // HOUR not in off]


def silent_home(*rows: Measurement, started_ms: int = START) -> Home:
    one = Home(SILENT, started_ms=started_ms)
    one.rows = list(rows)
    return one


def found(one: Home, until: int, since: int = TODAY) -> list[tuple[int, str | None]]:
    one.ask(since)
    said = one.sleep_until(since, until)
    return [(when, None if part is None else part.vital) for when, part in said]


def test_none_of_them_is_clinical_and_none_more_than_a_warning() -> None:
    assert {rule.cause for rule in RULES} == {Cause.MONITORING}
    assert {rule.level for rule in RULES} == {Level.INFO}
    assert not any(rule.absolute for rule in RULES)


def test_a_sensor_that_always_spoke_at_this_time_is_told_after_two_hours() -> None:
    one = silent_home(*sensor("heart_rate"))
    last = TODAY - 5 * MINUTE
    ((when, vital),) = found(one, TODAY + 12 * HOUR)
    assert (when, vital) == (last + 2 * HOUR, "heart_rate")
    assert one.part is not None
    assert (one.part.level, one.part.since_ms, one.part.source) == (Level.INFO, last, "s")
    assert one.take(reading("heart_rate", TODAY + 13 * HOUR, 60)) is None


@pytest.mark.parametrize("vital", ["spo2", "glucose"])
def test_where_an_urgent_limit_rests_on_it_it_is_a_warning(vital: str) -> None:
    one = silent_home(*sensor(vital))
    assert [name for _, name in found(one, TODAY + 12 * HOUR)] == [vital]
    assert one.part is not None
    assert one.part.level is Level.WARNING


def test_a_watch_taken_off_at_night_is_no_fault_until_the_morning() -> None:
    rows = [row for row in sensor("heart_rate", off=range(7)) if (row.effective_ms - START) % DAY < 22 * HOUR]
    one = silent_home(*rows)
    ((when, _),) = found(one, TODAY + 12 * HOUR)
    assert TODAY + 7 * HOUR <= when <= TODAY + 7 * HOUR + 30 * MINUTE


def test_a_slow_sensor_has_its_own_rhythm() -> None:
    one = silent_home(*sensor("respiratory_rate", every_ms=2 * HOUR))
    ((when, _),) = found(one, TODAY + 12 * HOUR)
    assert when == TODAY - 2 * HOUR + 8 * HOUR


def test_a_phone_that_syncs_now_and_then_is_waited_for() -> None:
    rows = sensor("heart_rate", every_ms=5 * MINUTE)
    # Handed over every three hours.
    late = [
        reading("heart_rate", row.effective_ms, 60, received_ms=(row.effective_ms // (3 * HOUR) + 1) * 3 * HOUR)
        for row in rows
    ]
    assert rhythm_ms(rows) == 2 * HOUR
    assert rhythm_ms(late) == pytest.approx(2 * HOUR + 3 * HOUR, abs=5 * MINUTE)


def test_who_measures_on_demand_is_no_silent_source() -> None:
    assert rhythm_ms(sensor("spo2")[: SAMPLE - 1]) is None
    one = silent_home(*sensor("spo2", every_ms=12 * HOUR))
    assert found(one, TODAY + 4 * DAY) == []


def test_nothing_is_said_before_four_days_are_known() -> None:
    one = silent_home(*sensor("heart_rate", days=3))
    assert found(one, TODAY + 12 * HOUR) == []


def test_nobody_listened_before_the_start() -> None:
    one = silent_home(*sensor("heart_rate"), started_ms=TODAY + 9 * HOUR)
    ((when, _),) = found(one, TODAY + 12 * HOUR, TODAY + 9 * HOUR)
    assert TODAY + 11 * HOUR <= when <= TODAY + 11 * HOUR + 30 * MINUTE


def test_one_that_was_put_away_is_given_up() -> None:
    one = silent_home(*sensor("heart_rate"))
    said = found(one, TODAY + 10 * DAY)
    assert [vital for _, vital in said] == ["heart_rate", None]
    assert said[1][0] == TODAY - 5 * MINUTE + GIVEN_UP_MS + 1
    assert one.wake_ms(TODAY + 10 * DAY) is None


def test_several_at_once_are_one_and_what_matters_most_speaks() -> None:
    one = silent_home(*sensor("heart_rate"), *sensor("spo2"))
    found(one, TODAY + 2 * HOUR)
    assert one.part is not None
    assert (one.part.vital, one.part.count, one.part.level) == ("spo2", 2, Level.WARNING)
    met_ms = one.part.met_ms
    after = one.take(reading("spo2", TODAY + 3 * HOUR, 97))
    assert after is not None
    assert (after.vital, after.count, after.level, after.met_ms) == ("heart_rate", 1, Level.INFO, met_ms)


def test_a_stream_beside_a_silent_one_does_not_ask_the_store_each_second() -> None:
    one = silent_home(*sensor("spo2"))
    when = TODAY + 12 * MINUTE
    one.asked = 0
    for second in range(600):
        beat = reading("heart_rate", when + second * 1000, 60)
        one.rows = [row for row in one.rows if row.vital == "spo2"]
        one.take(beat)
    assert one.asked == 0


def test_a_battery_is_low_at_20_a_warning_at_10_and_over_above_25() -> None:
    one = Home(BATTERY, started_ms=START)
    assert one.take(reading("device_battery", START, 21)) is None
    low = one.take(reading("device_battery", START + HOUR, 20))
    assert low is not None
    assert (low.level, low.value, low.met_ms) == (Level.INFO, 20, START + HOUR)
    empty = one.take(reading("device_battery", START + 2 * HOUR, 9))
    assert empty is not None
    assert (empty.level, empty.worst, empty.since_ms) == (Level.WARNING, 9, START + HOUR)
    assert one.take(reading("device_battery", START + 3 * HOUR, 25)) is not None
    assert one.take(reading("device_battery", START + 4 * HOUR, 26)) is None


def test_of_two_batteries_the_emptier_one_speaks_and_another_s_charge_ends_nothing() -> None:
    one = Home(BATTERY, started_ms=START)
    one.take(reading("device_battery", START, 18, "watch"))
    assert one.take(reading("device_battery", START + HOUR, 90, "cuff")) is not None
    both = one.take(reading("device_battery", START + 2 * HOUR, 12, "cuff"))
    assert both is not None
    assert (both.source, both.since_ms) == ("cuff", START)
    assert one.wake_ms(START + 3 * HOUR) == START + 2 * HOUR + BATTERY_KNOWN_MS + 1
    assert one.ask(START + 2 * HOUR + BATTERY_KNOWN_MS + 1) is None


def test_after_a_restart_a_low_battery_is_found_again() -> None:
    one = Home(BATTERY, started_ms=START)
    one.rows = [reading("device_battery", START, 15)]
    assert one.ask(START + HOUR, None) is not None


def test_a_signal_has_to_be_poor_for_half_an_hour() -> None:
    one = Home(SIGNAL, started_ms=START)
    for minute in range(31):
        part = one.take(reading("signal_quality", START + minute * MINUTE, 40))
        assert part is None or (part.met_ms is not None) is (minute >= 31), minute
    assert part is not None
    assert part.due_ms == START + 31 * MINUTE
    met = one.take(reading("signal_quality", START + 31 * MINUTE, 40))
    assert met is not None
    assert (met.met_ms, met.level) == (START + 31 * MINUTE, Level.INFO)
    # One good moment ends nothing, ten good minutes do.
    assert one.take(reading("signal_quality", START + 32 * MINUTE, 95)) is not None
    for minute in range(33, 42):
        one.take(reading("signal_quality", START + minute * MINUTE, 95))
    assert one.part is None


def test_a_poor_second_among_good_ones_begins_nothing() -> None:
    one = Home(SIGNAL, started_ms=START)
    for second in range(300):
        assert one.take(reading("signal_quality", START + second * 1000, 20 if second % 3 == 0 else 90)) is None, second
    one.asked = 0
    one.take(reading("signal_quality", START + 300_000, 90))
    assert one.asked == 0


def test_a_signal_that_falls_silent_is_poor_no_more() -> None:
    one = Home(SIGNAL, started_ms=START)
    for minute in range(5):
        one.take(reading("signal_quality", START + minute * MINUTE, 40))
    assert one.part is not None
    ((when, part),) = one.sleep_until(START + 4 * MINUTE, START + HOUR)
    assert (when, part) == (START + 19 * MINUTE + 1, None)
