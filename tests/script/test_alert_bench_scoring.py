"""How alerts are judged, and the two alternatives that are judged beside ours."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from bench.alerts import desaturations, helpers, mix, naive, scoring  # noqa: E402 - the path above comes first
from bench.alerts.alarm import INFO, URGENT, WARNING, Alarm  # noqa: E402 - the path above comes first
from bench.alerts.stream import DAY_MS, MINUTE_MS, START_MS, Label, Reading, Stream  # noqa: E402 - the path above

SPO2 = frozenset({"spo2"})


def stream(*readings: Reading, labels: tuple[Label, ...] = (), days: int = 28) -> Stream:
    return Stream("ben", {}, days, readings, labels, (), ())


def at(minute: float) -> int:
    return START_MS + round(minute * MINUTE_MS)


def reading(minute: float, value: float, vital: str = "spo2", late_min: float = 0) -> Reading:
    return Reading(at(minute + late_min), at(minute), vital, "test", value)


def alarm(minute: float, length: float = 5, *, vitals: frozenset[str] = SPO2, level: int = WARNING) -> Alarm:
    return Alarm(at(minute), at(minute + length), vitals, level, (at(minute),), "test")


FALL = Label("desaturation", at(100), at(120), acute=True)
COLD = Label("infection", at(10 * 1440), at(20 * 1440), acute=False, symptom_ms=at(13 * 1440))


def test_an_alert_during_an_event_that_shows_in_its_vital_is_not_for_nothing() -> None:
    made = scoring.tally(
        stream(labels=(FALL,)), [alarm(101), alarm(119), alarm(400), alarm(101, vitals=frozenset({"glucose"}))]
    )
    assert made.alerts[WARNING] == 4
    assert made.idle[WARNING] == 2


def test_the_first_telling_counts_as_the_delay() -> None:
    found = scoring.tally(stream(labels=(FALL,)), [alarm(106), alarm(103)]).found[0]
    assert found.delay_ms == 3 * MINUTE_MS


def test_an_alert_that_stands_from_hours_before_has_not_found_it() -> None:
    assert scoring.tally(stream(labels=(FALL,)), [alarm(-300, 500)]).found[0].delay_ms is None
    assert scoring.tally(stream(labels=(FALL,)), [alarm(70, 50)]).found[0].delay_ms == 0


def test_an_illness_counts_its_lead_to_the_first_symptom() -> None:
    pulse = frozenset({"resting_heart_rate"})
    found = scoring.tally(stream(labels=(COLD,)), [alarm(11 * 1440, vitals=pulse)]).found[0]
    assert found.lead_ms == 2 * DAY_MS


def test_less_than_the_least_level_is_not_counted() -> None:
    made = scoring.tally(stream(labels=(FALL,)), [alarm(101, level=INFO), alarm(300, level=URGENT)])
    assert made.found[0].delay_ms is None
    assert made.idle == {URGENT: 1}


def test_intervals() -> None:
    # Newcombe, Stat Med 1998;17:857, table I, method 3: 81 of 263 and 15 of 148.
    assert scoring.wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert scoring.wilson(15, 148) == pytest.approx((0.0624, 0.1605), abs=5e-5)
    assert scoring.wilson(0, 0) is None


def test_a_summary_divides_by_person_weeks() -> None:
    one = scoring.tally(stream(labels=(FALL,)), [alarm(101), alarm(400)])
    figures = scoring.summary([one, one])
    assert figures["person_weeks"] == 8
    assert figures["alerts"]["a_person_week"] == 0.5
    assert figures["for_nothing"]["a_person_week"] == 0.25
    assert figures["acute"]["found"] == 2


def test_a_curve_is_read_at_an_equal_number_of_alerts() -> None:
    points = [(1.0, 0.2), (3.0, 0.6), (2.0, 0.1)]
    assert scoring.at_equal_alerts(points, 0.5) is None
    assert scoring.at_equal_alerts(points, 1.5) == pytest.approx(0.2)
    assert scoring.at_equal_alerts(points, 2.5) == pytest.approx(0.4)
    assert scoring.at_equal_alerts(points, 9) == pytest.approx(0.6)


def test_naive_rings_at_every_reading_and_crossings_once_a_run() -> None:
    run = stream(*(reading(minute, value) for minute, value in enumerate((97, 91, 90, 96, 91))))
    assert len(naive.alarms(run)) == 3
    first, second = naive.crossings(run)
    assert (first.raised_ms, first.ended_ms, second.raised_ms) == (at(1), at(3), at(4))


def test_a_threshold_stays_within_its_hysteresis_and_starts_off() -> None:
    lower = helpers.Threshold(90, 1, lower=True)
    assert [lower.feed(value) for value in (89.5, 88.9, 90.5, 91, 91.1, 89)] == [False, True, True, True, False, False]
    upper = helpers.Threshold(120, 2, lower=False)
    assert [upper.feed(value) for value in (122, 122.5, 118, 117.9)] == [False, True, True, False]


def test_an_alert_repeats_until_it_is_acknowledged_or_over() -> None:
    kept = helpers.RepeatingAlert((10, 30))
    assert kept.watch(on=True, at_ms=0) is None
    assert kept.watch(on=True, at_ms=5 * MINUTE_MS) is None
    assert kept.watch(on=False, at_ms=75 * MINUTE_MS) == (0, 75 * MINUTE_MS, 4)
    seen = helpers.RepeatingAlert((10, 30), acknowledged_after_ms=15 * MINUTE_MS)
    seen.watch(on=True, at_ms=0)
    assert seen.close(500 * MINUTE_MS) == (0, 500 * MINUTE_MS, 2)


def test_a_state_has_no_past() -> None:
    lax = helpers.SETTINGS[3]
    run = stream(reading(0, 97), reading(1, 80, late_min=9), reading(9, 97, late_min=1))
    assert helpers.alarms(run, lax) == ([], 0)
    found, rung = helpers.alarms(stream(reading(0, 97), reading(1, 80), reading(200, 97)), lax)
    assert [(one.raised_ms, one.ended_ms) for one in found] == [(at(1), at(200))]
    assert rung == 1


def test_the_best_mix_takes_what_finds_most_per_alert() -> None:
    events = [frozenset({("ben", place)}) for place in range(3)]
    lax = {"spo2": mix.Choice(1, events[0]), "glucose": mix.Choice(10, events[1])}
    strict = {"spo2": mix.Choice(2, events[0] | events[2]), "glucose": mix.Choice(50, events[1])}
    assert mix.curve([lax, strict], weeks=1, events=3) == [(0, 0), (1, 0.3333), (2, 0.6667), (12, 1)]


def test_a_fall_is_a_run_under_ninety_of_fifteen_seconds() -> None:
    values = [95.0] * 10 + [89.0] * 14 + [95.0] + [89.9] * 15 + [None] + [80.0] * 20
    assert desaturations.falls(values) == [(25, 40), (41, 61)]


def test_the_truth_for_a_device_is_the_median_of_the_others() -> None:
    seconds = [
        desaturations.Second((70, 90, 92, 97), (60,) * 4),
        desaturations.Second((70, 0, 0, 97), (60,) * 4),
    ]
    assert desaturations.truth(seconds, 0) == [92, None]
    assert desaturations.truth(seconds, 3) == [90, None]
    assert desaturations.truth(seconds, None) == [91, 83.5]


def test_dropouts_are_the_same_every_time_and_of_all_kinds() -> None:
    clean = [97.0 + place % 2 for place in range(120)]
    shown = desaturations.dropped(clean, "a")
    assert shown == desaturations.dropped(clean, "a") != desaturations.dropped(clean, "b")
    assert 0.0 in shown
    assert min(value for value in shown if value) == pytest.approx(77)


def test_a_recording_of_other_columns_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "100001.csv"
    path.write_text("time,spo2\n1,97\n", encoding="utf-8")
    with pytest.raises(ValueError, match="columns"):
        desaturations.read(path)
