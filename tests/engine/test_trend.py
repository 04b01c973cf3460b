"""The trend: slope and interval of ten-minute means."""

import random
from math import sqrt
from statistics import fmean, linear_regression

import pytest
from healthsense_engine import trend
from healthsense_engine.assessment import MISSING_INPUT, NOT_ENOUGH_DATA, STALE_INPUT, Confidence, Input
from strategies import NOON_MS

NEWEST = Input("heart_rate", 60.0, "bpm", NOON_MS)


def line(*means: float, step: int = 1) -> list[tuple[int, float]]:
    return [(NOON_MS + step * at * trend.BLOCK_MS, mean) for at, mean in enumerate(means)]


def test_slope_and_interval_against_the_textbook() -> None:
    chance = random.Random(1)
    blocks = line(*(70 + at + chance.gauss(0, 2) for at in range(12)))
    hours = [(start - NOON_MS) / 3_600_000 for start, _ in blocks]
    means = [mean for _, mean in blocks]
    slope, intercept = linear_regression(hours, means)
    residual = sum((y - intercept - slope * x) ** 2 for x, y in zip(hours, means, strict=True)) / 10
    error = sqrt(residual / sum((x - fmean(hours)) ** 2 for x in hours))
    found = trend.fit(blocks)
    assert found is not None
    assert found.per_hour == pytest.approx(slope)
    # t(10 degrees of freedom, 97.5 %) = 2.228
    assert found.lower == pytest.approx(slope - 2.228 * error)
    assert found.upper == pytest.approx(slope + 2.228 * error)


def test_the_table_of_quantiles() -> None:
    assert (trend.T_975[0], trend.T_975[3], trend.T_975[9], trend.T_975[15]) == (12.706, 2.776, 2.228, 2.120)
    assert len(trend.T_975) >= trend.BLOCKS - 2


@pytest.mark.parametrize(
    ("means", "band"),
    [
        ([60 + 2 * at for at in range(12)], "rising"),
        ([90 - 2 * at for at in range(12)], "falling"),
        ([60, 60.5] * 6, "steady"),
        ([60, 80, 55, 90, 62, 70], "uncertain"),
    ],
)
def test_words(means: list[float], band: str) -> None:
    answer = trend.assess("heart_rate", line(*means), NEWEST, fresh=True)
    assert answer.band == band
    assert answer.unit == "bpm/h"
    assert isinstance(answer.value, float)
    assert answer.lower is not None
    assert answer.upper is not None
    assert answer.lower <= answer.value <= answer.upper


def test_a_perfect_line_has_no_width() -> None:
    answer = trend.assess("spo2", line(*(98 - at for at in range(6)), step=2), NEWEST, fresh=True)
    assert (answer.value, answer.lower, answer.upper) == (-3.0, -3.0, -3.0)
    assert answer.key == "spo2_trend"
    assert answer.confidence is Confidence.LOW


@pytest.mark.parametrize("count", [0, 1, 5])
def test_fewer_than_six_blocks_are_refused(count: int) -> None:
    answer = trend.assess("heart_rate", line(*[60.0] * count, step=3), NEWEST, fresh=True)
    assert (answer.refused, dict(answer.extra)) == (NOT_ENOUGH_DATA, {"blocks": count})


def test_six_blocks_are_an_hour() -> None:
    assert trend.fit(line(*[60.0] * 6)) is not None


def test_no_or_no_current_reading() -> None:
    assert trend.assess("heart_rate", (), None, fresh=False).refused == MISSING_INPUT
    assert trend.assess("heart_rate", line(*[60.0] * 9), NEWEST, fresh=False).refused == STALE_INPUT


def test_confidence_follows_the_number_of_blocks() -> None:
    grades = [trend.assess("heart_rate", line(*[60.0] * count), NEWEST, fresh=True).confidence for count in (9, 10, 15)]
    assert grades == [Confidence.LOW, Confidence.MODERATE, Confidence.HIGH]
