"""Sleep from day to day: the index of Phillips 2017, and how far nights differ in length."""

import random
from collections.abc import Sequence
from statistics import stdev

import pytest
from healthsense_engine.assessment import MISSING_INPUT, NOT_ENOUGH_DATA, Confidence
from healthsense_engine.scores import sleep_regularity as sleep
from healthsense_engine.scores.sleep_regularity import Stage
from hypothesis import given
from hypothesis import strategies as st
from strategies import DAY_MS, HOUR_MS, MINUTE_MS, NOON_MS

NOONS = [NOON_MS + day * DAY_MS for day in range(29)]


def night(day: int, asleep: float, awake: float) -> list[Stage]:
    """Sleep from hour to hour after noon of the day, told anew every hour."""
    start = NOONS[day]
    hours = [asleep + step for step in range(int(awake - asleep) + 1) if asleep + step < awake]
    return [Stage(start + round(hour * HOUR_MS), asleep=True) for hour in hours] + [
        Stage(start + round(awake * HOUR_MS), asleep=False)
    ]


def nights(spans: Sequence[tuple[float, float]]) -> list[Stage]:
    return [stage for day, span in enumerate(spans) for stage in night(day, *span)]


def brute(stages: Sequence[Stage], days: int) -> float:
    """The index as printed: every minute against the same minute a day later."""
    state = []
    for minute in range(days * 1440):
        at_ms = NOON_MS + minute * MINUTE_MS
        last = max((one for one in stages if one.at_ms <= at_ms), key=lambda one: one.at_ms, default=None)
        state.append(last is not None and last.asleep and at_ms < last.at_ms + sleep.LONGEST_STAGE_MS)
    same = sum(state[minute] == state[minute + 1440] for minute in range((days - 1) * 1440))
    return -100 + 200 * same / ((days - 1) * 1440)


def test_the_same_every_day_is_100() -> None:
    answer = sleep.regularity(nights([(11, 19)] * 28), NOONS)
    assert (answer.value, answer.confidence) == (100.0, Confidence.HIGH)
    assert dict(answer.extra) == {"pairs": 27, "nights": 28, "onset_sd": 0.0, "duration_sd": 0.0}


def test_the_reverse_every_day_is_minus_100() -> None:
    stages = nights([(0, 12) if day % 2 else (12, 23.99) for day in range(6)])
    found = sleep.index(sleep.asleep_by_day(stages, NOONS[:7]))
    assert found is not None
    assert found[0] == pytest.approx(-100, abs=0.3)


def test_an_hour_s_shift_by_hand() -> None:
    """Eight hours, shifted by one every other day: 2 of 24 hours differ in each pair."""
    answer = sleep.regularity(nights([(11 + day % 2, 19 + day % 2) for day in range(8)]), NOONS[:9])
    assert answer.value == pytest.approx(100 - 200 * 2 / 24)
    assert answer.confidence is Confidence.MODERATE


def test_against_the_definition_minute_by_minute() -> None:
    chance = random.Random(11)
    spans = [(10 + 3 * chance.random(), 17 + 4 * chance.random()) for _ in range(7)]
    stages = nights(spans)
    found = sleep.index(sleep.asleep_by_day(stages, NOONS[:8]))
    assert found is not None
    assert found[0] == pytest.approx(brute(stages, 7), abs=1e-9)
    assert found[1] == 6


@given(st.lists(st.tuples(st.floats(8, 13), st.floats(3, 10)), min_size=6, max_size=20))
def test_the_index_stays_in_its_range(spans: list[tuple[float, float]]) -> None:
    found = sleep.index(sleep.asleep_by_day(nights([(on, on + long) for on, long in spans]), NOONS))
    assert found is not None
    assert -100 <= found[0] <= 100


def test_a_day_without_the_sensor_is_left_out_not_counted_as_awake() -> None:
    spans = [(11.0, 19.0)] * 7
    stages = [stage for day, span in enumerate(spans) if day != 3 for stage in night(day, *span)]
    answer = sleep.regularity(stages, NOONS[:8])
    assert (answer.refused, dict(answer.extra)["pairs"]) == (NOT_ENOUGH_DATA, 4)
    longer = [stage for day in range(10) if day != 3 for stage in night(day, 11, 19)]
    assert sleep.regularity(longer, NOONS[:11]).value == 100.0


def test_a_sensor_that_falls_silent_asleep_is_not_believed_for_long() -> None:
    masks = sleep.asleep_by_day([Stage(NOON_MS + 11 * HOUR_MS, asleep=True)], NOONS[:2])
    assert masks[0].bit_count() == 120


def test_sleep_over_noon_is_shared_out() -> None:
    stages = [Stage(NOONS[1] - 30 * MINUTE_MS, asleep=True), Stage(NOONS[1] + 45 * MINUTE_MS, asleep=False)]
    assert [mask.bit_count() for mask in sleep.asleep_by_day(stages, NOONS[:3])] == [30, 45]


def test_without_stages_the_index_is_refused() -> None:
    assert sleep.regularity([], NOONS).refused == MISSING_INPUT


def test_lengths_by_hand() -> None:
    lengths = [420.0, 450.0, 480.0, 400.0, 500.0, 430.0, 440.0]
    answer = sleep.duration_variability(dict(enumerate(lengths)), NOON_MS)
    assert answer.value == pytest.approx(stdev(lengths), abs=1e-9)
    assert dict(answer.extra)["mean"] == pytest.approx(sum(lengths) / 7)
    assert sleep.duration_variability(dict(enumerate(lengths[:6])), NOON_MS).refused == NOT_ENOUGH_DATA
    assert sleep.duration_variability({}, NOON_MS).refused == MISSING_INPUT
