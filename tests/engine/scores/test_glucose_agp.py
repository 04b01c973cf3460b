"""Percentiles by time of day, and how much of the time there is data."""

import json
import statistics
from fractions import Fraction

import pytest
from healthsense_engine.cgm import FINGERSTICKS, MMOL_L, NO_READINGS, Recording
from healthsense_engine.scores import glucose_agp as agp
from hypothesis import given
from hypothesis import strategies as st
from strategies import DAY_MS, HOUR_MS, MINUTE_MS, NOON_MS


def recording(readings: int = 288, span_ms: int = DAY_MS, unit: str = "mg/dL") -> Recording:
    return Recording("cgm", unit, 5 * MINUTE_MS, NOON_MS, NOON_MS + span_ms - 5 * MINUTE_MS, ((10_000, readings),))


@pytest.mark.parametrize(
    ("values", "percent", "expected"),
    [
        ([7], 5, 7),
        ([1, 2, 3, 4, 5], 50, 3),
        ([1, 2, 3, 4], 50, Fraction(5, 2)),
        ([10, 20], 95, Fraction(39, 2)),
        ([0, 10], 100, 10),
    ],
)
def test_percentiles_interpolate_between_order_statistics(values: list[int], percent: int, expected: Fraction) -> None:
    assert agp.percentile(values, percent) == expected


@given(st.lists(st.integers(1_000, 60_000), min_size=2, max_size=60))
def test_quartiles_are_those_of_the_standard_library(values: list[int]) -> None:
    expected = statistics.quantiles(values, n=4, method="inclusive")
    assert [float(agp.percentile(sorted(values), percent)) for percent in (25, 50, 75)] == pytest.approx(expected)


@given(st.lists(st.integers(1_000, 60_000), min_size=3, max_size=60))
def test_the_five_lines_never_cross_and_stay_within_the_readings(values: list[int]) -> None:
    line = [one for one in agp.curve(values) if one is not None]
    assert len(line) == 5
    assert line == sorted(line)
    assert round(min(values) / 100) <= line[0]
    assert line[-1] <= round(max(values) / 100)


def test_a_half_hour_of_two_readings_has_no_line() -> None:
    assert agp.curve([10_000, 11_000]) == (None,) * 5


def test_the_profile_travels_as_json() -> None:
    curves = [(70, 90, 110, 140, 180)] * 47 + [(None,) * 5]
    answer = agp.assess(recording(), curves, 14)
    assert (answer.key, answer.value, answer.unit) == ("glucose_agp", 14.0, "d")
    told = dict(answer.extra)
    assert told["agp_slot_minutes"] == 30
    for percent, expected in zip((5, 25, 50, 75, 95), (70, 90, 110, 140, 180), strict=True):
        assert json.loads(str(told[f"agp_p{percent}"])) == [expected] * 47 + [None]
    assert "lies between 110 and 110 mg/dL" not in answer.explanation
    assert "lies between 110 mg/dL and 110 mg/dL" in answer.explanation


def test_where_no_half_hour_has_enough_it_says_so() -> None:
    answer = agp.assess(recording(), [(None,) * 5] * 48, 1)
    assert "No half hour of the day has enough readings yet." in answer.explanation


def test_the_profile_speaks_the_source_s_unit() -> None:
    answer = agp.assess(recording(unit=MMOL_L), [(70, 90, 90, 140, 180)] * 24 + [(70, 90, 180, 240, 280)] * 24, 14)
    assert "between 5.0 mmol/L and 10.0 mmol/L" in answer.explanation


@pytest.mark.parametrize(
    ("readings", "days", "percent", "band"),
    [
        (288 * 14, 14, 100, "sufficient"),
        (2823, 14, 70.01, "sufficient"),
        (2800, 14, 69.44, "insufficient"),
        (288, 1, 100, "insufficient"),
    ],
)
def test_active_time(readings: int, days: int, percent: float, band: str) -> None:
    answer = agp.assess_active(recording(readings, days * DAY_MS))
    assert answer.value == pytest.approx(percent, abs=0.01)
    assert answer.band == band


def test_active_time_is_answered_for_the_shortest_recording_and_for_nothing_else() -> None:
    assert agp.assess_active(recording(12, HOUR_MS)).value == 100
    assert agp.assess_active(FINGERSTICKS).refused == "not_enough_data"
    assert agp.assess(recording(12, HOUR_MS), (), 1).refused == "not_enough_data"
    assert agp.assess(NO_READINGS, (), 0).refused == "missing_input"
