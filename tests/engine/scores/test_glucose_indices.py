"""GMI, coefficient of variation, low and high blood glucose index."""

import statistics
from collections import Counter

import pytest
from healthsense_engine.cgm import MMOL_L, NO_READINGS, Recording
from healthsense_engine.scores import glucose_indices as indices
from hypothesis import given
from hypothesis import strategies as st
from strategies import DAY_MS, MINUTE_MS, NOON_MS

VALUES = st.lists(st.integers(2_000, 50_000), min_size=2, max_size=60)


def counted(values: list[int]) -> tuple[tuple[int, int], ...]:
    return tuple(sorted(Counter(values).items()))


def recording(values: list[int], unit: str = "mg/dL") -> Recording:
    each = 288 // len(values)
    histogram = tuple((value, often * each) for value, often in counted(values))
    return Recording("cgm", unit, 5 * MINUTE_MS, NOON_MS, NOON_MS + DAY_MS - 5 * MINUTE_MS, histogram)


@pytest.mark.parametrize(("mean", "expected"), [(150, 6.898), (100, 5.702), (200, 8.094)])
def test_gmi(mean: float, expected: float) -> None:
    assert indices.gmi(mean) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(("mg_dl", "low", "high"), [(54, 18.461, 0), (70, 7.755, 0), (180, 0, 7.729), (250, 0, 22.436)])
def test_risk_of_single_values(mg_dl: int, low: float, high: float) -> None:
    assert list(indices.low_and_high(((mg_dl * 100, 1),))) == pytest.approx([low, high], abs=5e-4)


def test_risk_is_nothing_at_112_5() -> None:
    assert indices.risk(11_250) == pytest.approx(0, abs=1e-4)
    assert indices.risk(11_200) < 0 < indices.risk(11_300)


@given(VALUES)
def test_cv_is_the_sample_standard_deviation_over_the_mean(values: list[int]) -> None:
    expected = 100 * statistics.stdev(values) / statistics.fmean(values)
    assert indices.cv(counted(values)) == pytest.approx(expected, abs=1e-9)


@given(VALUES)
def test_indices_are_not_negative(values: list[int]) -> None:
    low, high = indices.low_and_high(counted(values))
    assert low >= 0
    assert high >= 0


@given(st.integers(2_000, 49_000), st.integers(1, 1_000))
def test_a_higher_reading_is_never_more_of_a_low_nor_less_of_a_high(scaled: int, more: int) -> None:
    low, high = indices.low_and_high(((scaled, 1),))
    after_low, after_high = indices.low_and_high(((scaled + more, 1),))
    assert after_low <= low
    assert after_high >= high


@given(st.floats(20, 400), st.floats(0.01, 50))
def test_gmi_rises_with_the_mean(mean: float, more: float) -> None:
    assert indices.gmi(mean + more) > indices.gmi(mean)


@given(st.lists(st.integers(30, 300), min_size=2, max_size=40))
def test_the_unit_of_the_source_makes_no_difference(tenths: list[int]) -> None:
    """Stored values are rounded to 0.01 mg/dL, and that much is seen."""
    mg = [round(one * 180.18) for one in tenths]
    exact = [one * 1.8018 for one in tenths]
    found = indices.assess(recording(mg, MMOL_L))
    assert found["glucose_gmi"].value == pytest.approx(indices.gmi(statistics.fmean(exact)), abs=2e-4)


@pytest.mark.parametrize(
    ("values", "key", "band"),
    [
        ([10_000, 20_000], "glucose_cv", "steady"),
        ([10_000, 22_000], "glucose_cv", "variable"),
        ([11_000], "glucose_lbgi", "minimal"),
        ([8_900], "glucose_lbgi", "low"),
        ([8_000], "glucose_lbgi", "moderate"),
        ([6_000], "glucose_lbgi", "high"),
        ([15_000], "glucose_hbgi", "low"),
        ([17_000], "glucose_hbgi", "moderate"),
        ([20_000], "glucose_hbgi", "high"),
    ],
)
def test_bands(values: list[int], key: str, band: str) -> None:
    assert indices.assess(recording(values))[key].band == band


def test_explanations_are_in_the_source_s_unit() -> None:
    assert "Mean glucose 150 mg/dL" in indices.assess(recording([15_000]))["glucose_gmi"].explanation
    assert "Mean glucose 10.0 mmol/L" in indices.assess(recording([18_018], MMOL_L))["glucose_gmi"].explanation
    pregnant = indices.assess(recording([12_000]), pregnancy=True)["glucose_gmi"]
    assert "pregnancy" in pregnant.explanation


def test_without_a_recording_every_key_is_refused() -> None:
    answers = indices.assess(NO_READINGS)
    assert tuple(answers) == indices.KEYS
    assert {one.refused for one in answers.values()} == {"missing_input"}
