"""Patterns of home blood pressure: load and variability; what all patterns have in common."""

import random
from fractions import Fraction
from statistics import stdev

import pytest
from healthsense_engine.assessment import MISSING_INPUT, NOT_ENOUGH_DATA, Assessment, Confidence
from healthsense_engine.pressure_reading import Reading
from healthsense_engine.scores import pressure_patterns as patterns
from healthsense_engine.scores import pressure_rhythm as rhythm
from hypothesis import given
from hypothesis import strategies as st
from strategies import DAY_MS, NOON_MS

MINUTE_MS = 60_000


def at(day: int, hour: float, systolic: float, diastolic: float = 75) -> Reading:
    minute = round(hour * 60)
    return Reading(
        NOON_MS + day * DAY_MS + (minute - 720) * MINUTE_MS, day, minute, round(systolic * 100), round(diastolic * 100)
    )


def week(*pressures: tuple[float, float]) -> list[Reading]:
    return [at(number % 7, 8 + number // 7, *pair) for number, pair in enumerate(pressures)]


def extra(answer: Assessment) -> dict[str, float | str]:
    return dict(answer.extra)


ALL = (patterns.load, rhythm.day_night, rhythm.morning_surge, patterns.variability)


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
