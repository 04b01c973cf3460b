"""A day's steps against the person's own median, by kind of day."""

from datetime import date
from fractions import Fraction

import pytest
from healthsense_engine.assessment import LEARNING, MISSING_INPUT, STALE_INPUT, Assessment, Confidence
from healthsense_engine.scores import activity
from hypothesis import given
from hypothesis import strategies as st
from strategies import NOON_MS

MONDAY = date(2025, 6, 16).toordinal()


def totals(values: dict[int, float]) -> dict[int, Fraction]:
    return {MONDAY + day: Fraction(str(value)) for day, value in values.items()}


def assess(values: dict[int, float], yesterday: int = 0) -> Assessment:
    return activity.assess(activity.STEPS, totals(values), MONDAY + yesterday, at_ms=NOON_MS)


def test_kinds_of_days() -> None:
    assert [activity.kind_of(MONDAY + day) for day in range(7)] == ["workday"] * 5 + ["weekend"] * 2


def test_a_working_day_is_compared_with_working_days() -> None:
    values = {day: (4000.0 if activity.kind_of(MONDAY + day) == "weekend" else 10_000.0) for day in range(-28, 0)}
    answer = assess({**values, 0: 10_500})
    assert (answer.value, answer.band) == (500.0, "usual")
    assert dict(answer.extra) == {
        "baseline": 10_000.0, "mad": 0.0, "days": 20, "compared_with": "workday", "percent": 5.0,
    }  # fmt: skip
    assert (answer.confidence, answer.coverage) == (Confidence.HIGH, 1.0)
    saturday = assess({**values, 5: 10_500, **dict.fromkeys(range(5), 10000.0)}, yesterday=5)
    assert (saturday.value, saturday.band) == (6500.0, "higher_than_usual")


def test_the_limits_by_hand() -> None:
    """Median 10,000 and MAD 1,000: usual is 10,000 +/- 3 * 1.4826 * 1,000."""
    workdays = (-11, -10, -7, -6, -5, -4, -3)
    values = {
        day: 10_000.0 + step for day, step in zip(workdays, (-2000, -1000, -1000, 0, 1000, 1000, 2000), strict=True)
    }
    answer = assess({**values, 0: 5_552})
    assert answer.upper == pytest.approx(4447.8)
    assert answer.lower == pytest.approx(-4447.8)
    assert answer.band == "lower_than_usual"
    assert assess({**values, 0: 5_553}).band == "usual"
    assert assess({**values, 0: 14_448}).band == "higher_than_usual"
    # Too even: the floor is 10 % of the median.
    even = dict.fromkeys(range(-10, 0), 10000.0)
    assert assess({**even, 0: 10_000}).upper == pytest.approx(4447.8)


def test_refusals() -> None:
    assert assess({}).refused == MISSING_INPUT
    learning = assess(dict.fromkeys(range(-6, 1), 1000.0))
    assert (learning.refused, dict(learning.extra)["days"]) == (LEARNING, 6)
    assert assess(dict.fromkeys(range(-8, 0), 1000.0)).refused == STALE_INPUT
    # What lies further back than 28 days is not usual any more.
    assert assess(dict.fromkeys(range(-60, -28), 1000.0) | {0: 1000.0}).refused == LEARNING


@given(st.lists(st.integers(0, 30_000), min_size=8, max_size=28), st.integers(0, 30_000), st.integers(0, 5000))
def test_more_steps_are_never_a_lower_answer(values: list[int], last: int, more: int) -> None:
    before = {-1 - day: float(value) for day, value in enumerate(values)}
    low, high = assess({**before, 0: last}), assess({**before, 0: last + more})
    assert isinstance(low.value, float)
    assert isinstance(high.value, float)
    assert high.value - low.value == pytest.approx(more)
    assert activity.BANDS.index(high.band or "") >= activity.BANDS.index(low.band or "")


def test_energy_has_its_own_words() -> None:
    answer = activity.assess(
        activity.ENERGY, totals(dict.fromkeys(range(-9, 0), 400.0) | {0: 1000.0}), MONDAY, at_ms=NOON_MS
    )
    assert (answer.key, answer.unit, answer.band) == ("activity_deviation", "kcal", "higher_than_usual")
    assert answer.explanation.startswith("Active energy yesterday: 1000 kcal, usually 400")
