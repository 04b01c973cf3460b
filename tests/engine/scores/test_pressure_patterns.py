"""Patterns of home blood pressure: load, day and night, the morning rise, variability."""

import random
import re
from fractions import Fraction
from statistics import stdev

import pytest
from healthsense_engine.assessment import MISSING_INPUT, NOT_ENOUGH_DATA, Assessment, Confidence
from healthsense_engine.scores import pressure_patterns as patterns
from hypothesis import given
from hypothesis import strategies as st
from strategies import DAY_MS, NOON_MS

MINUTE_MS = 60_000


def at(day: int, hour: float, systolic: float, diastolic: float = 75) -> patterns.Reading:
    minute = round(hour * 60)
    return patterns.Reading(
        NOON_MS + day * DAY_MS + (minute - 720) * MINUTE_MS, day, minute, round(systolic * 100), round(diastolic * 100)
    )


def week(*pressures: tuple[float, float]) -> list[patterns.Reading]:
    return [at(number % 7, 8 + number // 7, *pair) for number, pair in enumerate(pressures)]


def extra(answer: Assessment) -> dict[str, float | str]:
    return dict(answer.extra)


ALL = (patterns.load, patterns.day_night, patterns.morning_surge, patterns.variability)


@pytest.mark.parametrize("assess", ALL)
def test_nothing_in_nothing_out(assess: object) -> None:
    assert callable(assess)
    assert assess([]).refused == MISSING_INPUT


def test_load_is_the_share_at_or_above_either_limit() -> None:
    answer = patterns.load(
        week((135, 70), (134.99, 84.99), (120, 85), (130, 70), (110, 80), (110, 70), (160, 100), (1, 1))
    )
    assert answer.value == pytest.approx(37.5, abs=1e-9)
    assert extra(answer)["load_130_80"] == pytest.approx(75.0)
    assert (extra(answer)["load_systolic"], extra(answer)["load_diastolic"]) == (25.0, 25.0)
    assert answer.confidence is Confidence.LOW


def test_load_needs_three_days_and_six_readings() -> None:
    for readings in (week(*[(140, 90)] * 5), [at(1, 8 + hour, 140) for hour in range(10)]):
        answer = patterns.load(readings)
        assert (answer.value, answer.refused) == (None, NOT_ENOUGH_DATA)
    assert patterns.load(week(*[(140, 90)] * 6)).value == 100.0


@pytest.mark.parametrize(
    ("hits", "count", "low", "high"),
    # Newcombe, Stat Med 1998;17:857, table I, method 3.
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_s_interval(hits: int, count: int, low: float, high: float) -> None:
    assert patterns.wilson(hits, count) == pytest.approx((low, high), abs=5e-5)


@given(st.lists(st.tuples(st.integers(80, 200), st.integers(50, 120)), min_size=7, max_size=40))
def test_load_lies_in_its_interval_and_the_lower_target_never_shares_less(pairs: list[tuple[int, int]]) -> None:
    answer = patterns.load(week(*pairs))
    assert isinstance(answer.value, float)
    assert answer.lower is not None
    assert answer.upper is not None
    assert 0 <= answer.lower <= answer.value + 1e-9 <= answer.upper + 1e-9 <= 100 + 1e-6
    assert float(extra(answer)["load_130_80"]) >= answer.value
    higher = patterns.load(week(*((top + 5, low) for top, low in pairs)))
    assert isinstance(higher.value, float)
    assert higher.value >= answer.value


@pytest.mark.parametrize(
    ("night", "fall", "word"),
    [(121, -121 / 120 * 100 + 100, "higher_at_night"), (120, 0.0, "small_fall"), (108, 10.0, "usual_fall"),
     (96, 20.0, "usual_fall"), (90, 25.0, "large_fall")],
)  # fmt: skip
def test_the_nightly_fall(night: float, fall: float, word: str) -> None:
    readings = [at(day, 10 + hour, 120) for day in range(2) for hour in range(10)]
    readings += [at(day, hour, night) for day in range(2) for hour in (1, 3, 5, 5.98)]
    answer = patterns.day_night(readings)
    assert answer.value == pytest.approx(fall, abs=1e-9)
    assert (answer.band, answer.confidence) == (word, Confidence.HIGH)
    assert extra(answer)["dipping_ratio"] == pytest.approx(night / 120)
    assert not re.search("dipper|hypertens|non-dip", answer.explanation)


@pytest.mark.parametrize("hour", [0.98, 6.0, 8.98, 21.0])
def test_hours_between_day_and_night_belong_to_neither(hour: float) -> None:
    night = [at(0, 1 + step / 2, 100) for step in range(6)]
    day = [at(0, 9 + step, 120) for step in range(6)]
    answer = patterns.day_night([*night, *day, at(0, hour, 300)])
    assert answer.value == pytest.approx(100 / 6)
    assert patterns.day_night([*night[1:], *day, at(0, hour, 100)]).refused == NOT_ENOUGH_DATA
    assert patterns.day_night([*night, *day[1:], at(0, hour, 120)]).refused == NOT_ENOUGH_DATA


def test_the_morning_rise_is_taken_over_the_lowest_reading_and_its_neighbours() -> None:
    night = [at(0, 1, 120), at(0, 2, 108), at(0, 3, 100), at(0, 4, 104), at(0, 5, 130)]
    answer = patterns.morning_surge([*night, at(0, 6, 160), at(0, 9, 158)])
    assert answer.value == pytest.approx(159 - 104)
    assert (answer.band, answer.confidence) == ("large", Confidence.LOW)
    assert patterns.morning_surge([*night, at(0, 6, 158.9)]).band == "usual"


def test_without_night_readings_the_morning_rise_says_what_a_cuff_by_day_can_tell() -> None:
    answer = patterns.morning_surge([at(0, 7, 140), at(1, 8, 130), at(0, 20, 120), at(1, 4, 100)])
    assert answer.refused == NOT_ENOUGH_DATA
    assert extra(answer)["morning_evening_difference"] == pytest.approx(15.0)
    assert "15 mmHg higher" in answer.explanation


def test_variability_by_hand() -> None:
    days = (120, 130, 125, 135, 120, 130, 125)
    answer = patterns.variability([at(number, hour, value) for number, value in enumerate(days) for hour in (8, 20)])
    assert answer.value == pytest.approx(stdev(days), abs=1e-9)
    assert extra(answer)["arv"] == pytest.approx((10 + 5 + 10 + 15 + 10 + 5) / 6)
    assert extra(answer)["cv"] == pytest.approx(100 * stdev(days) / (sum(days) / 7))
    assert extra(answer)["diastolic_sd"] == 0.0
    assert patterns.variability([at(number, 8, 120) for number in range(6)]).refused == NOT_ENOUGH_DATA


@given(st.lists(st.integers(9000, 18000), min_size=2, max_size=30), st.integers(-2000, 2000))
def test_variability_does_not_move_with_the_level(values: list[int], shift: int) -> None:
    means = [Fraction(value, 100) for value in values]
    before, after = patterns.spread(means), patterns.spread([mean + Fraction(shift, 100) for mean in means])
    assert after[0] == pytest.approx(before[0], abs=1e-9)
    assert after[2] == before[2]


@pytest.mark.parametrize("assess", ALL)
def test_the_order_of_readings_does_not_matter(assess: object) -> None:
    assert callable(assess)
    chance = random.Random(4)
    readings = [at(day, chance.randrange(0, 24), chance.randrange(100, 170)) for day in range(28) for _ in range(4)]
    told = assess(readings)
    chance.shuffle(readings)
    assert assess(readings) == told
