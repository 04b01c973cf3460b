"""Drift: nothing is said of a few people or of chance; a real change is noticed."""

import math
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from healthsense_engine.assessment import Assessment, Input
from healthsense_engine.risk import drift, recalibration
from healthsense_engine.risk.models import Reference
from healthsense_engine.risk.registry import load
from healthsense_engine.risk.runner import logistic
from hypothesis import given
from hypothesis import strategies as st

TENTHS = Reference(tuple(n / 10 for n in range(1, 10)), (0.1,) * 10)
MODEL = load("diabetes", "1.0.0")
WITH_REFERENCE = replace(
    MODEL,
    inputs=tuple(
        replace(spec, reference=TENTHS, cap_low=None, cap_high=None) if spec.name == "bmi" else spec
        for spec in MODEL.inputs
    ),
)


def people(count: int, shift: float = 0.0, seed: int = 1) -> list[dict[str, float]]:
    random = Random(seed)
    return [{"bmi": random.random() + shift} for _ in range(count)]


def test_the_index_by_hand() -> None:
    halves = Reference((0.5,), (0.5, 0.5))
    assert drift.psi(halves, [0.1, 0.9]) == 0
    assert drift.psi(halves, [0.1, 0.5, 0.4, 0.9]) == pytest.approx(0.25 * math.log(1.5) - 0.25 * math.log(0.5))
    assert drift.psi(halves, [0.9]) == pytest.approx(0.5 * math.log(2) + (1e-4 - 0.5) * math.log(2e-4))
    with pytest.raises(ValueError, match="no values"):
        drift.psi(halves, [])


def test_the_bound_is_a_fifth_for_many_and_higher_for_few() -> None:
    assert drift.psi_bound(10, 2000, 4000) == 0.2
    assert drift.psi_bound(10, 10, 10**9) == pytest.approx(2.1666, abs=0.01), "chi-squared, 9 degrees, 0.99, over 10"
    assert drift.psi_bound(2, 5, 10**9) > 1


@pytest.mark.parametrize("count", [1, 3, 10, 50, 200, 2000])
def test_people_like_those_of_the_card_do_not_drift(count: int) -> None:
    drifted = [drift.input_drift(WITH_REFERENCE, people(count, seed=seed))[0].drifted for seed in range(50)]
    assert sum(drifted) <= 3


def test_other_people_drift() -> None:
    (found,) = drift.input_drift(WITH_REFERENCE, people(200, shift=0.3))
    assert (found.name, found.people, found.drifted) == ("bmi", 200, True)
    assert found.psi > 0.2


def test_an_input_without_a_reference_or_a_value_is_not_judged() -> None:
    assert drift.input_drift(MODEL, people(100)) == ()
    assert drift.input_drift(WITH_REFERENCE, [{"waist": 90.0}]) == ()


def test_kept_answers_give_back_the_inputs() -> None:
    kept = Assessment("diabetes_risk", inputs=(Input("age", 60), Input("sex", "male"), Input("other", 3))).as_dict()
    assert drift.logged_inputs(MODEL, kept) == {"age": 60.0, "sex": 1.0}
    odd: dict[str, Any] = {"inputs": [{"key": "sex", "value": "unknown"}]}
    assert drift.logged_inputs(MODEL, odd) == {}


def test_wilson_against_a_published_example() -> None:
    """Newcombe, Stat Med 1998;17:857, table I: 81 of 263 is 0.2553 to 0.3662 at 95 %; 0 of 20 is 0 to 0.1611."""
    assert drift.wilson(81, 263, 0.95) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert drift.wilson(0, 20, 0.95) == pytest.approx((0.0, 0.1611), abs=5e-5)
    with pytest.raises(ValueError, match="no observations"):
        drift.wilson(0, 0)


def test_calibration_is_judged_from_twenty_outcomes_on() -> None:
    assert drift.calibration_drift([]) is None
    few = drift.calibration_drift([(0.05, True)] * 19)
    assert few is not None
    assert not few.drifted
    many = drift.calibration_drift([(0.05, True)] * 20)
    assert many is not None
    assert many.drifted
    assert many.observed == 20
    assert many.ratio == pytest.approx(20)
    fair = drift.calibration_drift([(0.5, n % 2 == 0) for n in range(200)])
    assert fair is not None
    assert not fair.drifted
    assert fair.lower < fair.ratio == 1 < fair.upper


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=60))
def test_the_interval_holds_the_ratio(pairs: list[tuple[float, bool]]) -> None:
    found = drift.calibration_drift(pairs)
    assert found is not None
    assert found.lower - 1e-12 <= found.ratio <= found.upper + 1e-12


def test_an_outcome_belongs_to_the_newest_prediction_before_it() -> None:
    predictions = [(100, 0.1), (200, 0.2), (900, 0.9)]
    assert drift.confirmed(predictions, [(250, True)], 200) == [(0.2, True)]
    assert drift.confirmed(predictions, [(50, True)], 200) == [], "nothing was said before"
    assert drift.confirmed(predictions, [(500, True)], 200) == [], "too long ago"
    assert drift.confirmed(predictions, [(250, True), (251, True)], 200) == [(0.2, True)], "one prediction, one outcome"
    assert drift.confirmed(predictions, [(950, False), (150, True)], 100) == [(0.1, True), (0.9, False)]


def told(count: int, shift: float) -> list[tuple[float, bool]]:
    random = Random(8)
    drawn = [random.gauss(-1, 1) for _ in range(count)]
    return [(log_odds, random.random() < logistic(log_odds + shift)) for log_odds in drawn]


def test_an_intercept_is_learned_from_enough_outcomes_only() -> None:
    assert recalibration.learn(MODEL, told(49, 0)) is None
    assert recalibration.learn(MODEL, [(-3.0, False)] * 500) is None, "none of them had it"
    learned = recalibration.learn(MODEL, told(5000, 0.8))
    assert learned is not None
    assert learned.shift == pytest.approx(0.8, abs=0.1)
    few = recalibration.learn(MODEL, told(60, 0.8))
    assert few is not None
    assert abs(few.shift) < 1.5


def test_after_recalibration_observed_is_expected() -> None:
    pairs = told(5000, -0.6)
    learned = recalibration.learn(MODEL, pairs)
    assert learned is not None
    after = drift.calibration_drift([(logistic(log_odds + learned.shift), present) for log_odds, present in pairs])
    before = drift.calibration_drift([(logistic(log_odds), present) for log_odds, present in pairs])
    assert before is not None
    assert after is not None
    assert before.drifted
    assert not after.drifted
    assert after.ratio == pytest.approx(1, abs=0.01)


def test_a_recalibrated_model_has_a_version_of_its_own() -> None:
    learned = recalibration.Recalibration("diabetes", "1.0.0", 0.5, 120, 30)
    moved = recalibration.apply(MODEL, learned)
    assert moved.version == "1.0.0+local.120"
    assert moved.calibration.intercept == MODEL.calibration.intercept + 0.5
    assert moved.bands == MODEL.bands
    with pytest.raises(ValueError, match="not of diabetes"):
        recalibration.apply(moved, learned)
