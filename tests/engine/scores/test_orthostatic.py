"""Standing up: pairs of readings, the consensus limits, the pulse that goes with them."""

import pytest
from healthsense_engine.assessment import MISSING_INPUT, NOT_ENOUGH_DATA, Confidence
from healthsense_engine.cuff import CuffGroup
from healthsense_engine.scores import orthostatic
from healthsense_engine.scores.orthostatic import Posed
from strategies import MINUTE_MS, NOON_MS, reading


def posed(posture: str, systolic: float, diastolic: float, pulse: float | None = None, *, minute: float = 0) -> Posed:
    at_ms = NOON_MS + round(minute * MINUTE_MS)
    return Posed(
        CuffGroup(
            reading("systolic", at_ms, systolic),
            reading("diastolic", at_ms, diastolic),
            None if pulse is None else reading("cuff_pulse", at_ms, pulse),
        ),
        posture,
    )


def band(before: Posed, after: Posed, age: float | None = 50) -> str | None:
    answer = orthostatic.assess([before, after], told=True, age_years=age)
    return answer.band


@pytest.mark.parametrize(
    ("before", "after", "word"),
    [
        ((139, 80), (119, 80), "falls"),
        ((139, 80), (119.01, 80), "usual"),
        ((139, 80), (139, 70), "falls"),
        ((139, 80), (139, 70.01), "usual"),
        ((140, 80), (115, 75), "usual"),
        ((140, 80), (110, 75), "falls"),
        ((130, 90), (105, 85), "usual"),
        ((120, 70), (130, 75), "usual"),
    ],
)
def test_the_consensus_limits(before: tuple[float, float], after: tuple[float, float], word: str) -> None:
    assert band(posed("lying", *before), posed("standing", *after, minute=3)) == word


def test_a_high_pressure_raises_the_limit_only_from_lying() -> None:
    assert band(posed("sitting", 150, 80), posed("standing", 130, 80, minute=1)) == "falls"


def test_the_change_is_told_with_its_pulse() -> None:
    readings = [
        posed("lying", 150, 85, 60),
        posed("standing", 130, 80, 66, minute=1),
        posed("standing", 118, 70, 70, minute=3),
    ]
    answer = orthostatic.assess(readings, told=True)
    assert (answer.value, answer.band, answer.confidence) == (-32.0, "falls", Confidence.MODERATE)
    assert dict(answer.extra) == {
        "diastolic_change": -15.0, "from": "lying", "pulse_change": 10.0, "pulse_rise_per_mmhg": 10 / 32,
    }  # fmt: skip
    assert "little" in answer.explanation
    more = [readings[0], posed("standing", 118, 70, 76, minute=3)]
    assert "little" not in orthostatic.assess(more, told=True).explanation


@pytest.mark.parametrize(("age", "rise", "word"), [(30, 30, "pulse_rises"), (30, 29, "usual"), (15, 39, "usual"),
                                                   (15, 40, "pulse_rises"), (None, 39, "usual")])  # fmt: skip
def test_a_pulse_that_rises_without_a_fall(age: float | None, rise: float, word: str) -> None:
    assert band(posed("lying", 120, 70, 60), posed("standing", 118, 72, 60 + rise, minute=2), age) == word


def test_without_posture_and_without_a_pair_there_is_no_answer() -> None:
    lying, late = posed("lying", 150, 85), posed("standing", 110, 60, minute=3.01)

    def refusal(readings: list[Posed], *, told: bool = True) -> str | None:
        return orthostatic.assess(readings, told=told).refused

    assert refusal([], told=False) == MISSING_INPUT
    assert refusal([lying]) == NOT_ENOUGH_DATA
    assert refusal([lying, late]) == NOT_ENOUGH_DATA
    # Sitting down in between ends the pair.
    assert refusal([lying, posed("sitting", 150, 85, minute=1), posed("lying", 1, 1, minute=2)]) == NOT_ENOUGH_DATA
    assert refusal([lying, posed("standing", 110, 60, minute=3)]) is None


def test_the_newest_pair_counts() -> None:
    readings = [
        posed("lying", 150, 85), posed("standing", 110, 60, minute=2),
        posed("lying", 130, 80, minute=60), posed("standing", 128, 80, minute=62), posed("lying", 130, 80, minute=70),
    ]  # fmt: skip
    answer = orthostatic.assess(readings[::-1], told=True)
    assert (answer.value, answer.band) == (-2.0, "usual")
