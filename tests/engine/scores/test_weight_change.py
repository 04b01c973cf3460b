"""Change of weight: the heart-failure rule with its weakness, and the person's own limits."""

import pytest
from healthsense_engine.assessment import (
    MISSING_INPUT,
    NOT_ENOUGH_DATA,
    NOT_VALID_FOR,
    STALE_INPUT,
    Assessment,
    Confidence,
    Input,
)
from healthsense_engine.scores import weight_change as wc
from hypothesis import given
from hypothesis import strategies as st

TODAY = 739_000
FAILING = wc.Person(70, heart_failure=True)


def days(*kilograms: float | None) -> list[wc.Day]:
    """One weight for each day up to today; None: not weighed."""
    first = TODAY - len(kilograms) + 1
    return [wc.Day(first + at, kg * 1000) for at, kg in enumerate(kilograms) if kg is not None]


def assess(weights: list[wc.Day], person: wc.Person = FAILING, today: int = TODAY) -> Assessment:
    newest = Input("weight", weights[-1].grams / 1000, "kg") if weights else None
    return wc.assess(weights, newest, today, person)


@pytest.mark.parametrize(
    ("weights", "word"),
    [
        ((80, 81.36), "rule_met"),
        ((80, 81.359), "usual"),
        ((80, None, 81.36), "usual"),
        ((80, 80, 80, 80, 80, 80, 81.2, 82.3), "rule_met"),
        ((80, 80, 80, 80, 80, 80, 81.2, 82.299), "higher_than_usual"),
        ((80, None, None, None, None, None, None, 82.3), "rule_met"),
        ((80, None, None, None, None, None, None, None, 82.3), "usual"),
        ((82.3, 80), "usual"),
    ],
)
def test_the_rule(weights: tuple[float | None, ...], word: str) -> None:
    assert assess(days(*weights)).band == word


def test_the_rule_in_pounds() -> None:
    """3 lb in a day and 5 lb in a week, as they are printed."""
    assert round(3 * 0.45359237, 2) * 1000 == wc.DAY_GAIN_G
    assert round(5 * 0.45359237, 1) * 1000 == wc.WEEK_GAIN_G


def test_the_rule_is_told_with_its_weakness_and_only_in_heart_failure() -> None:
    jump = days(80, 81.4)
    told = assess(jump).explanation
    assert told.startswith(
        "Weight 81.4 kg, +1.4 kg since yesterday. Weigh again tomorrow morning, and call the care team"
    )
    assert "finds only 20 to 46 of 100 episodes" in told
    assert assess(jump).confidence is Confidence.LOW
    other = assess(jump, wc.Person(70))
    assert other.band == "usual"
    assert "care team" not in other.explanation


def test_the_person_s_own_limits() -> None:
    steady = [80.0, 80.1, 79.9, 80.2, 79.8, 80.0, 80.1]
    chart = wc.chart(days(*steady, 80), days(80)[-1])
    # The median is 80, the median deviation 0.1 kg: the floor of 0.3 kg counts.
    assert chart is not None
    assert (chart.centre, chart.lower, chart.upper, chart.days) == (80_000, 79_100, 80_900, 7)
    assert assess(days(*steady, 80.9), wc.Person(40)).band == "usual"
    assert assess(days(*steady, 80.91), wc.Person(40)).band == "higher_than_usual"
    assert assess(days(*steady, 79.09), wc.Person(40)).band == "lower_than_usual"
    # A restless person has wider ones: 1.4826 times a median deviation of 0.5 kg.
    restless = wc.chart(days(79, 79.5, 80, 80.5, 81, 79.5, 80.5, 80), days(80)[-1])
    assert restless is not None
    assert restless.upper - restless.centre == pytest.approx(3 * 1.4826 * 500)


def test_before_seven_days_there_are_no_limits_and_it_says_so() -> None:
    answer = assess(days(80, 80, 80, 80, 80, 80, 90), wc.Person(40))
    assert (answer.band, answer.lower, answer.upper) == ("usual", None, None)
    assert "known after 7 days with a weight" in answer.explanation


def test_value_and_bounds_share_one_reference() -> None:
    answer = assess(days(80, 80, 80, 80, 80, 80, 80, 80.5), wc.Person(40))
    assert answer.value == pytest.approx(0.5)
    assert answer.lower == pytest.approx(-0.9)
    assert answer.upper == pytest.approx(0.9)
    assert dict(answer.extra)["gain_1_day_kg"] == pytest.approx(0.5)
    old = assess(days(81, 79, *([None] * 8), 80.5), wc.Person(40))
    assert old.value == pytest.approx(0.5)
    assert "against the four weeks before" in old.explanation


weights = st.lists(st.one_of(st.none(), st.integers(40_000, 160_000).map(lambda g: g / 1000)), min_size=2, max_size=40)


@given(known=weights, last=st.integers(40_000, 160_000), more=st.integers(0, 20_000))
def test_a_higher_weight_today_is_never_ranked_lower(known: list[float | None], last: int, more: int) -> None:
    ranked = {"lower_than_usual": 0, "usual": 1, "higher_than_usual": 2, "rule_met": 3}
    answers = [assess(days(*known, grams / 1000)) for grams in (last, last + more)]
    if answers[0].refused is None:
        words = [ranked[str(answer.band)] for answer in answers]
        assert words[0] <= words[1]
        assert answers[0].band in wc.BANDS


@given(known=weights)
def test_it_follows_the_scale_s_unit_and_not_its_number(known: list[float | None]) -> None:
    """A shift of all weights by a kilogram changes no word."""
    here = assess(days(*known, 80), wc.Person(40))
    shifted = assess(days(*(None if kg is None else kg + 1 for kg in known), 81), wc.Person(40))
    assert here.refused == shifted.refused
    if here.refused is None:
        assert here.value == pytest.approx(shifted.value)


@pytest.mark.parametrize(
    ("weights_", "person", "today", "reason"),
    [
        ([], wc.Person(40), TODAY, MISSING_INPUT),
        (days(80), wc.Person(40), TODAY, NOT_ENOUGH_DATA),
        (days(80, *([None] * 28), 80), wc.Person(40), TODAY, NOT_ENOUGH_DATA),
        (days(80, 80), wc.Person(40), TODAY + 2, STALE_INPUT),
        (days(80, 80), wc.Person(17), TODAY, NOT_VALID_FOR),
        (days(80, 80), wc.Person(30, pregnant=True), TODAY, NOT_VALID_FOR),
    ],
)
def test_refusals(weights_: list[wc.Day], person: wc.Person, today: int, reason: str) -> None:
    assert assess(weights_, person, today).refused == reason
    assert assess(days(80, 80), wc.Person(40), TODAY + 1).refused is None


@pytest.mark.parametrize(
    ("weights", "text"),
    [
        ((70.02, 70.0), "Weight 70.0 kg, +0.0 kg since yesterday."),
        ((70.0, None, 69.0), "Weight 69.0 kg, -1.0 kg in 2 days."),
    ],
)
def test_the_change_is_told_without_a_minus_zero(weights: tuple[float | None, ...], text: str) -> None:
    assert assess(days(*weights), wc.Person(40)).explanation.startswith(text)
