"""Body mass index and waist-to-height ratio."""

import re

import pytest
from healthsense_engine.assessment import MISSING_INPUT, NOT_VALID_FOR, STALE_INPUT, Confidence, Input
from healthsense_engine.scores import body
from healthsense_engine.vitals import VITALS
from hypothesis import given
from hypothesis import strategies as st


def sized(key: str, value: float | None) -> Input | None:
    return None if value is None else Input(key, value)


@pytest.mark.parametrize(
    ("weight", "height", "bmi"), [(82, 178, 25.880570635), (50, 160, 19.53125), (120, 190, 33.240997230)]
)
def test_body_mass_index(weight: float, height: float, bmi: float) -> None:
    answer = body.assess_bmi(sized("weight", weight), sized("height", height), age_years=40)
    assert answer.value == pytest.approx(bmi, abs=1e-6)
    assert (answer.unit, answer.confidence) == ("kg/m²", Confidence.HIGH)


@pytest.mark.parametrize(
    ("value", "band"),
    [(18.49, "below_range"), (18.5, "in_range"), (24.99, "in_range"), (25, "above_range"), (29.99, "above_range"),
     (30, "well_above_range")],
)  # fmt: skip
def test_who_bands(value: float, band: str) -> None:
    assert body.bmi_band(value) == band


@pytest.mark.parametrize(
    ("waist", "height", "ratio", "band"),
    [
        (66, 170, 0.388235294, "below_range"),
        (80, 170, 0.470588235, "in_range"),
        (85, 170, 0.5, "above_range"),
        (102, 170, 0.6, "well_above_range"),
    ],
)
def test_waist_to_height(waist: float, height: float, ratio: float, band: str) -> None:
    answer = body.assess_ratio(sized("waist", waist), sized("height", height), age_years=40)
    assert answer.value == pytest.approx(ratio, abs=1e-6)
    assert answer.band == band


@given(weight=st.integers(35, 250), height=st.integers(120, 220), more=st.integers(0, 50))
def test_heavier_is_more_and_taller_is_less(weight: int, height: int, more: int) -> None:
    assert body.bmi(weight, height) <= body.bmi(weight + more, height)
    assert body.bmi(weight, height) >= body.bmi(weight, height + more)
    assert body.BANDS.index(body.bmi_band(body.bmi(weight, height))) <= body.BANDS.index(
        body.bmi_band(body.bmi(weight + more, height))
    )


@given(pounds=st.integers(80, 500), inches=st.integers(50, 85))
def test_pounds_and_inches_give_the_same(pounds: int, inches: int) -> None:
    stored = {"weight": VITALS["weight"].to_scaled(pounds, "lb"), "height": VITALS["height"].to_scaled(inches, "in")}
    weight, height = (VITALS[key].from_scaled(scaled or 0) for key, scaled in stored.items())
    # 703.0696 is kg/m2 for 1 lb/in2.
    assert body.bmi(weight, height) == pytest.approx(703.0695796 * pounds / inches**2, rel=1e-4)


@pytest.mark.parametrize(("age", "pregnant", "refused"), [(19, False, True), (20, False, False), (30, True, True)])
def test_bmi_is_for_adults_who_are_not_pregnant(age: int, pregnant: bool, refused: bool) -> None:
    answer = body.assess_bmi(sized("weight", 70), sized("height", 170), age_years=age, pregnant=pregnant)
    assert (answer.refused == NOT_VALID_FOR) is refused


@pytest.mark.parametrize(("age", "pregnant", "refused"), [(17, False, True), (18, False, False), (30, True, True)])
def test_the_ratio_is_for_adults_who_are_not_pregnant(age: int, pregnant: bool, refused: bool) -> None:
    answer = body.assess_ratio(sized("waist", 80), sized("height", 170), age_years=age, pregnant=pregnant)
    assert (answer.refused == NOT_VALID_FOR) is refused


@pytest.mark.parametrize(
    ("weight", "height", "missing"),
    [(None, 170, ("weight",)), (70, None, ("height",)), (None, None, ("weight", "height"))],
)
def test_what_is_missing_is_named(weight: float | None, height: float | None, missing: tuple[str, ...]) -> None:
    answer = body.assess_bmi(sized("weight", weight), sized("height", height), age_years=40)
    assert (answer.refused, answer.missing) == (MISSING_INPUT, missing)
    other = body.assess_ratio(sized("waist", weight), sized("height", height), age_years=40)
    assert other.missing == tuple(name.replace("weight", "waist") for name in missing)


def test_words_judge_nobody() -> None:
    for weight in (40, 60, 80, 100, 140):
        text = body.assess_bmi(sized("weight", weight), sized("height", 170), age_years=None, asian=True).explanation
        assert not re.search("obes|overweight|underweight|normal", text)
        assert "23 and 27.5" in text
        assert "the age was not told" in text


@pytest.mark.parametrize(
    ("weight", "height", "bmi"), [(76.8, 160, 30), (89.6, 160, 35), (86.7, 170, 30), (64, 160, 25)]
)
def test_a_limit_is_reached_exactly(weight: float, height: float, bmi: float) -> None:
    assert body.bmi(weight, height) == bmi


def test_what_is_too_old_is_called_too_old() -> None:
    answer = body.assess_bmi(None, Input("height", 170), age_years=40, stale=("weight",))
    assert (answer.refused, answer.missing) == (STALE_INPUT, ("weight",))
    assert answer.explanation == "The last weight is too old."
    both = body.assess_ratio(None, None, age_years=40, stale=("waist",))
    assert (both.refused, both.missing) == (MISSING_INPUT, ("waist", "height"))
