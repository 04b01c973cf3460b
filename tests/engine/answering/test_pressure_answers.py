"""Cuff readings in, patterns out: which readings count, by whose clock, and until when."""

import random

import pytest
from healthsense_engine.measurement import Measurement
from healthsense_engine.vitals import VITALS
from strategies import DAY_MS, HOUR_MS, MINUTE_MS, NOON_MS, reading
from watching import at_once, says_the_same_in_any_order, watched

KEYS = ("bp_load", "bp_morning_surge", "bp_day_night", "bp_variability", "bp_orthostatic")
MIDNIGHT_MS = NOON_MS - 12 * HOUR_MS


def cuff(
    at_ms: int, systolic: float, diastolic: float = 75, pulse: float = 65, source: str = "cuff"
) -> list[Measurement]:
    values = {"systolic": systolic, "diastolic": diastolic, "cuff_pulse": pulse}
    return [reading(vital, at_ms, value, source=source) for vital, value in values.items()]


def posture(at_ms: int, word: str) -> Measurement:
    return Measurement("posture", at_ms, "manual", VITALS["posture"].codes[word], at_ms)


def month(seed: int = 3) -> list[Measurement]:
    chance = random.Random(seed)
    out = []
    for day in range(34):
        for hour in (2, 4, 7, 10, 13, 20):
            if chance.random() < 0.7:
                at_ms = MIDNIGHT_MS - day * DAY_MS + hour * HOUR_MS + chance.randrange(HOUR_MS)
                if at_ms < NOON_MS:
                    out += cuff(at_ms, chance.randrange(100 if hour < 6 else 115, 160), chance.randrange(60, 95))
    return out


def test_the_load_is_that_of_seven_local_days() -> None:
    rows = [row for day in range(7) for row in cuff(NOON_MS - day * DAY_MS, 140)]
    rows += cuff(MIDNIGHT_MS - 6 * DAY_MS - 1000, 110)
    assert dict(at_once(rows, NOON_MS)["bp_load"].extra)["readings"] == 7
    # In Tokyo that reading was taken on the morning after: within the seven days.
    east = at_once(rows, NOON_MS, {"time_zone": "Asia/Tokyo"})["bp_load"]
    assert (dict(east.extra)["readings"], east.value) == (8, 87.5)


def test_a_reading_twice_is_one() -> None:
    rows = [row for day in range(7) for row in cuff(NOON_MS - day * DAY_MS, 140)]
    other_app = [row for day in range(7) for row in cuff(NOON_MS - day * DAY_MS, 140, source="cuff again")]
    assert dict(at_once(rows + other_app, NOON_MS)["bp_load"].extra)["readings"] == 7


def test_night_and_day_by_the_local_clock() -> None:
    tokyo = {"time_zone": "Asia/Tokyo"}
    midnight_ms = NOON_MS - 21 * HOUR_MS
    rows = [row for hour in (1.5, 2.5, 3.5) for day in (0, 1)
            for row in cuff(midnight_ms - day * DAY_MS + int(hour * HOUR_MS), 102)]  # fmt: skip
    rows += [row for hour in (9.5, 12, 20.5) for day in (1, 2)
             for row in cuff(midnight_ms - day * DAY_MS + int(hour * HOUR_MS), 120)]  # fmt: skip
    answers = at_once(rows, NOON_MS, tokyo)
    assert (answers["bp_day_night"].value, answers["bp_day_night"].band) == (15.0, "usual_fall")
    assert at_once(rows, NOON_MS)["bp_day_night"].refused == "not_enough_data"


def test_time_alone_lets_days_fall_out() -> None:
    rows = [row for day in range(3) for hour in (0, 1) for row in cuff(NOON_MS - day * DAY_MS - hour * HOUR_MS, 140)]
    with watched() as monitor:
        result = monitor.advance(rows, NOON_MS)
        assert result.assessments["bp_load"].value == 100.0
        still = monitor.advance((), MIDNIGHT_MS + 5 * DAY_MS - 1)
        assert still.assessments["bp_load"].value == 100.0
        gone = monitor.advance((), MIDNIGHT_MS + 5 * DAY_MS)
        assert gone.assessments["bp_load"].refused == "not_enough_data"
        assert monitor.advance((), NOON_MS + 40 * DAY_MS).assessments["bp_variability"].refused == "missing_input"


def test_without_posture_standing_up_is_refused() -> None:
    rows = [*cuff(NOON_MS, 140), *cuff(NOON_MS + 2 * MINUTE_MS, 110)]
    assert at_once(rows, NOON_MS + HOUR_MS)["bp_orthostatic"].refused == "missing_input"


def test_standing_up_with_the_posture_told_before_or_just_after_each_reading() -> None:
    rows = [
        posture(NOON_MS - 5 * MINUTE_MS, "lying"), *cuff(NOON_MS, 138, 80, 60),
        posture(NOON_MS + MINUTE_MS, "standing"), *cuff(NOON_MS + 2 * MINUTE_MS, 112, 76, 66),
    ]  # fmt: skip
    answer = at_once(rows, NOON_MS + HOUR_MS)["bp_orthostatic"]
    assert (answer.value, answer.band) == (-26.0, "falls")
    # What was told more than ten minutes before is not the posture of the reading.
    late = [posture(NOON_MS - 11 * MINUTE_MS, "lying"), *rows[1:]]
    assert at_once(late, NOON_MS + HOUR_MS)["bp_orthostatic"].refused == "not_enough_data"
    with watched() as monitor:
        monitor.advance(rows, NOON_MS + HOUR_MS)
        assert monitor.advance((), NOON_MS + 30 * DAY_MS).assessments["bp_orthostatic"].value == -26.0
        gone = monitor.advance((), NOON_MS + 30 * DAY_MS + 1)
        assert gone.assessments["bp_orthostatic"].refused == "not_enough_data"


def test_a_posture_told_later_is_taken_in() -> None:
    rows = [*cuff(NOON_MS, 138, 80), posture(NOON_MS + MINUTE_MS, "standing"), *cuff(NOON_MS + 2 * MINUTE_MS, 112)]
    with watched() as monitor:
        assert monitor.advance(rows, NOON_MS + HOUR_MS).assessments["bp_orthostatic"].refused == "not_enough_data"
        told = monitor.advance([posture(NOON_MS - MINUTE_MS, "sitting")], NOON_MS + HOUR_MS)
        assert told.assessments["bp_orthostatic"].band == "falls"


@pytest.mark.parametrize("zone", ["UTC", "Asia/Kathmandu"])
def test_any_order_says_the_same(zone: str) -> None:
    rows = month()
    if "posture" in VITALS:
        rows += [
            posture(row.effective_ms - MINUTE_MS, ("lying", "standing")[at % 2])
            for at, row in enumerate(rows)
            if row.vital == "systolic"
        ]
        rows += cuff(NOON_MS - 3 * HOUR_MS, 150) + cuff(NOON_MS - 3 * HOUR_MS + 2 * MINUTE_MS, 120)
        rows += [posture(NOON_MS - 3 * HOUR_MS, "lying"), posture(NOON_MS - 3 * HOUR_MS + MINUTE_MS, "standing")]
    moments = [NOON_MS - 10 * DAY_MS, NOON_MS - DAY_MS, NOON_MS, NOON_MS + 20 * HOUR_MS, NOON_MS + 33 * DAY_MS]
    says_the_same_in_any_order(rows, moments, KEYS, {"time_zone": zone})
