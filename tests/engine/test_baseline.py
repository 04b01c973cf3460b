"""What is usual: median and MAD of hourly medians, and the deviation from it."""

import pytest
from healthsense_engine import baseline
from healthsense_engine.assessment import LEARNING, MISSING_INPUT, STALE_INPUT, Confidence, Input
from healthsense_engine.baseline import Baseline
from strategies import NOON_MS

NEWEST = Input("heart_rate", 60.0, "bpm", NOON_MS)
USUAL = Baseline(60.0, 2.0, 300, 14)


def test_median_and_mad() -> None:
    found = baseline.baseline([50, 60, 61, 63, 99], days=3)
    assert found == Baseline(61, 2, 5, 3)
    assert baseline.median([1, 2, 3, 10]) == 2.5
    assert baseline.baseline([], days=0) is None


@pytest.mark.parametrize(
    ("now", "band"),
    [(60 + 8.895, "usual"), (60 + 8.9, "higher_than_usual"), (60 - 8.9, "lower_than_usual"), (60, "usual")],
)
def test_usual_is_three_robust_standard_deviations(now: float, band: str) -> None:
    """3 * 1.4826 * 2 = 8.8956."""
    answer = baseline.assess("heart_rate", USUAL, [now] * 5, NEWEST, fresh=True)
    assert answer.band == band
    assert answer.value == pytest.approx(now - 60)
    assert answer.lower == pytest.approx(-8.8956)
    assert answer.upper == pytest.approx(8.8956)
    assert dict(answer.extra)["robust_z"] == pytest.approx((now - 60) / 2.9652)
    assert answer.confidence is Confidence.HIGH


def test_an_even_series_has_a_floor() -> None:
    even = Baseline(97.0, 0.0, 300, 14)
    answer = baseline.assess("spo2", even, [96.0], NEWEST, fresh=True)
    assert answer.upper == pytest.approx(3 * 1.4826 * 0.5)
    assert (answer.band, answer.confidence) == ("usual", Confidence.LOW)


def test_the_current_value_is_the_median_of_its_minutes() -> None:
    answer = baseline.assess("heart_rate", USUAL, [60, 62, 140], NEWEST, fresh=True)
    assert answer.value == 2
    assert answer.confidence is Confidence.MODERATE


@pytest.mark.parametrize(
    ("usual", "days", "hours"),
    [(None, 0, 0), (Baseline(60, 2, 47, 20), 20, 47), (Baseline(60, 2, 100, 6), 6, 100)],
)
def test_learning_is_told_with_its_progress(usual: Baseline | None, days: int, hours: int) -> None:
    answer = baseline.assess("heart_rate", usual, [60.0], NEWEST, fresh=True)
    assert (answer.refused, dict(answer.extra)) == (LEARNING, {"days": days, "hours": hours})
    assert f"{days} of 7 days and {hours} of 48 hours" in answer.explanation
    assert answer.coverage is not None
    assert answer.coverage < 1


def test_seven_days_and_forty_eight_hours_are_enough() -> None:
    assert Baseline(60, 2, 48, 7).learned


def test_no_or_no_current_reading() -> None:
    assert baseline.assess("spo2", USUAL, (), None, fresh=False).refused == MISSING_INPUT
    assert baseline.assess("spo2", USUAL, (), NEWEST, fresh=False).refused == STALE_INPUT
