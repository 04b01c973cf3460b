"""Laboratory values beside the ADA's published limits: words of place, never of disease."""

import re

import pytest
from healthsense_engine.assessment import MISSING_INPUT, NOT_VALID_FOR, STALE_INPUT, Confidence, Input
from healthsense_engine.lab import parse_labs
from healthsense_engine.scores import ada_thresholds
from hypothesis import given
from hypothesis import strategies as st


def given_values(**values: float) -> dict[str, Input]:
    return {name: Input(name, value) for name, value in values.items()}


@pytest.mark.parametrize(
    ("name", "value", "place"),
    [
        ("hba1c", 5.69, "below"),
        ("hba1c", 5.7, "between"),
        ("hba1c", 6.49, "between"),
        ("hba1c", 6.5, "at_or_above"),
        ("fasting_glucose", 99.9, "below"),
        ("fasting_glucose", 100, "between"),
        ("fasting_glucose", 125.9, "between"),
        ("fasting_glucose", 126, "at_or_above"),
    ],
)
def test_the_published_limits(name: str, value: float, place: str) -> None:
    assert ada_thresholds.position(name, value) == place


@pytest.mark.parametrize(
    ("key", "value", "place"),
    [
        ("hba1c_mmol_mol", 38, "below"),
        ("hba1c_mmol_mol", 39, "between"),
        ("hba1c_mmol_mol", 47, "between"),
        ("hba1c_mmol_mol", 48, "at_or_above"),
        ("fasting_glucose_mmol_l", 5.5, "below"),
        ("fasting_glucose_mmol_l", 5.6, "between"),
        ("fasting_glucose_mmol_l", 6.9, "between"),
        ("fasting_glucose_mmol_l", 7.0, "at_or_above"),
    ],
)
def test_the_limits_in_the_other_units_are_those_that_the_ada_prints(key: str, value: float, place: str) -> None:
    (lab,) = parse_labs({key: value}, lambda _: 0).values()
    assert ada_thresholds.position("hba1c" if key.startswith("hba1c") else "fasting_glucose", lab.value) == place


def test_the_higher_of_two_places_counts_and_each_is_told() -> None:
    answer = ada_thresholds.assess(given_values(hba1c=5.5, fasting_glucose=130))
    assert (answer.value, answer.band, answer.confidence) == ("at_or_above", "at_or_above", Confidence.LOW)
    assert dict(answer.extra) == {"hba1c": "below", "fasting_glucose": "at_or_above"}
    assert "HbA1c 5.5 % is below 5.7 %." in answer.explanation
    assert "Fasting glucose 130 mg/dL is at or above 126 mg/dL." in answer.explanation
    assert "One test decides nothing" in answer.explanation


def test_one_value_is_enough() -> None:
    answer = ada_thresholds.assess(given_values(hba1c=6.0))
    assert (answer.value, answer.coverage, answer.missing) == ("between", 0.5, ("fasting_glucose",))


@given(hba1c=st.floats(3, 20), glucose=st.floats(20, 1000))
def test_no_word_is_a_diagnosis(hba1c: float, glucose: float) -> None:
    answer = ada_thresholds.assess(given_values(hba1c=hba1c, fasting_glucose=glucose))
    assert answer.value in ada_thresholds.BANDS
    assert not re.search(r"prediabet|you have|diabetic|disease", answer.explanation)


def test_refusals() -> None:
    values = given_values(hba1c=6.0)
    assert ada_thresholds.assess(values, diabetes=True).refused == NOT_VALID_FOR
    assert ada_thresholds.assess(values, pregnant=True).refused == NOT_VALID_FOR
    assert ada_thresholds.assess({}).refused == MISSING_INPUT
    assert ada_thresholds.assess({}, stale=("hba1c",)).refused == STALE_INPUT


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ({"hba1c": 6.4516}, "HbA1c 6.45 % is from 5.7 to below 6.5 %."),
        ({"fasting_glucose": 125.9}, "Fasting glucose 125.9 mg/dL is from 100 to below 126 mg/dL."),
        ({"hba1c": 6.44}, "HbA1c 6.4 % is from 5.7"),
    ],
)
def test_rounding_never_contradicts_the_place(values: dict[str, float], text: str) -> None:
    assert ada_thresholds.assess(given_values(**values)).explanation.startswith(text)
