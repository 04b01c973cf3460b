"""The runner: what a logistic model answers, and when it refuses."""

import math
from dataclasses import replace
from random import Random

import pytest
from healthsense_engine.risk.estimators import Logistic
from healthsense_engine.risk.models import Applicability, Band, Calibration, InputSpec, RiskModel
from healthsense_engine.risk.registry import load
from healthsense_engine.risk.runner import Prediction, Refusal, RefusalReason, evaluate, logistic
from hypothesis import given
from hypothesis import strategies as st

MODEL = load("diabetes", "1.0.0")

# Two people whose answers onnxruntime (probability) and numpy (interval) gave for version 1.0.0.
OLDER_MAN = {
    "age": 66.0, "sex": 1.0, "bmi": 31.0, "waist": 110.0,
    "systolic": 145.0, "diastolic": 85.0, "pulse": 78.0, "activity": 0.0,
}  # fmt: skip
YOUNG_WOMAN = {
    "age": 28.0, "sex": 0.0, "bmi": 21.0, "waist": 75.0,
    "systolic": 110.0, "diastolic": 70.0, "pulse": 58.0, "activity": 2.0,
}  # fmt: skip


def toy() -> RiskModel:
    """One input: log-odds = 0.5 + 2 * (x - 10) / 5, x counted to 20 at most, admitted 0-30."""
    spec = InputSpec("x", "the x", "u", 0, 30, None, 20, 10, 5, {})
    return RiskModel(
        name="toy", version="1.0.0", kind="logistic_regression", trained_on="2026-01-01", question="?", n=10, events=2,
        inputs=(spec,), estimator=Logistic(0.5, (2.0,), ((0.04, 0.0), (0.0, 0.01))), calibration=Calibration(1.0, 0.0),
        applicability=Applicability((0,), (0.0,), ((1.0,),), 1.0, 4.5),
        bands=(Band("low", 0.5), Band("high", None)), percentiles=tuple(i / 100 for i in range(101)),
        content_sha256="",
    )  # fmt: skip


def answer(model: RiskModel, inputs: dict[str, float]) -> Prediction:
    found = evaluate(model, inputs)
    assert isinstance(found, Prediction)
    return found


def test_the_arithmetic_by_hand() -> None:
    found = answer(toy(), {"x": 15})
    assert found.log_odds == 2.5
    assert found.probability == pytest.approx(1 / (1 + math.exp(-2.5)), abs=1e-15)
    spread = 1.959963984540054 * math.sqrt(0.04 + 0.01)
    assert found.lower == pytest.approx(1 / (1 + math.exp(-(2.5 - spread))), abs=1e-15)
    assert found.upper == pytest.approx(1 / (1 + math.exp(-(2.5 + spread))), abs=1e-15)
    assert found.contributions == (("x", 2.0),)
    assert found.base_log_odds == 0.5
    assert found.distance == 1.0


def test_beyond_the_cap_counts_as_the_cap() -> None:
    assert answer(toy(), {"x": 20}) == answer(toy(), {"x": 30})
    low_cap = replace(toy(), inputs=(replace(toy().inputs[0], cap_low=5.0),))
    assert answer(low_cap, {"x": 5}) == answer(low_cap, {"x": 0})


def test_calibration_scales_the_log_odds_and_its_interval() -> None:
    calibrated = answer(replace(toy(), calibration=Calibration(0.5, 0.1)), {"x": 15})
    assert calibrated.log_odds == pytest.approx(0.5 * 2.5 + 0.1)
    assert calibrated.base_log_odds + calibrated.contributions[0][1] == pytest.approx(calibrated.log_odds)
    spread = 1.959963984540054 * 0.5 * math.sqrt(0.05)
    assert calibrated.upper == pytest.approx(logistic(1.35 + spread))


@pytest.mark.parametrize(
    ("person", "probability", "lower", "upper"),
    [(OLDER_MAN, 0.103_606_25, 0.079_610_54, 0.133_783_29), (YOUNG_WOMAN, 0.003_442_12, 0.001_893_62, 0.006_248_97)],
)
def test_golden_people(person: dict[str, float], probability: float, lower: float, upper: float) -> None:
    found = answer(MODEL, person)
    assert (found.probability, found.lower, found.upper) == pytest.approx((probability, lower, upper), abs=1e-8)


@pytest.mark.parametrize("name", MODEL.input_names)
def test_each_missing_input_is_named(name: str) -> None:
    rest = {key: value for key, value in OLDER_MAN.items() if key != name}
    assert evaluate(MODEL, rest) == Refusal(RefusalReason.MISSING_INPUT, (name,))


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_what_is_not_finite_is_refused(value: float) -> None:
    assert evaluate(MODEL, OLDER_MAN | {"waist": value}) == Refusal(RefusalReason.NOT_FINITE, ("waist",))


@pytest.mark.parametrize("spec", MODEL.inputs, ids=lambda spec: spec.name)
def test_the_range_includes_its_ends_and_nothing_beyond(spec: InputSpec) -> None:
    for end, beyond in (
        (spec.low, math.nextafter(spec.low, -math.inf)),
        (spec.high, math.nextafter(spec.high, math.inf)),
    ):
        at_end = evaluate(MODEL, OLDER_MAN | {spec.name: end})
        assert not isinstance(at_end, Refusal) or at_end.reason is RefusalReason.UNUSUAL_COMBINATION
        assert evaluate(MODEL, OLDER_MAN | {spec.name: beyond}) == Refusal(RefusalReason.OUT_OF_RANGE, (spec.name,))


def test_a_code_that_is_no_code_is_refused() -> None:
    assert evaluate(MODEL, OLDER_MAN | {"activity": 0.5}) == Refusal(RefusalReason.OUT_OF_RANGE, ("activity",))


def test_several_inputs_outside_are_all_named_in_the_models_order() -> None:
    assert evaluate(MODEL, OLDER_MAN | {"pulse": 20, "bmi": 90}) == Refusal(
        RefusalReason.OUT_OF_RANGE, ("bmi", "pulse")
    )


def test_each_alone_is_ordinary_but_together_they_are_not() -> None:
    odd = OLDER_MAN | {"bmi": 18.0, "waist": 140.0}
    found = evaluate(MODEL, odd)
    assert isinstance(found, Refusal)
    assert found.reason is RefusalReason.UNUSUAL_COMBINATION


def test_the_distance_limit_is_inclusive() -> None:
    model = replace(toy(), applicability=Applicability((0,), (0.0,), ((1.0,),), 1.0, 1.0))
    assert isinstance(evaluate(model, {"x": 15}), Prediction)
    assert isinstance(evaluate(model, {"x": 15.01}), Refusal)


def test_logistic_does_not_overflow() -> None:
    assert logistic(-1000) == 0.0
    assert logistic(1000) == 1.0
    assert logistic(0) == 0.5


def within(name: str) -> st.SearchStrategy[float]:
    spec = MODEL.spec(name)
    if spec.codes:
        return st.sampled_from(sorted(spec.codes.values()))
    return st.floats(spec.low, spec.high)


PEOPLE = st.fixed_dictionaries({name: within(name) for name in MODEL.input_names})


@given(PEOPLE)
def test_contributions_add_up_and_the_interval_holds_the_answer(person: dict[str, float]) -> None:
    found = evaluate(MODEL, person)
    if isinstance(found, Refusal):
        assert found.reason is RefusalReason.UNUSUAL_COMBINATION
        return
    total = math.fsum([found.base_log_odds, *(share for _, share in found.contributions)])
    assert total == pytest.approx(found.log_odds, abs=1e-12)
    assert found.lower is not None
    assert found.upper is not None
    assert 0 < found.lower <= found.probability <= found.upper < 1
    assert found.distance >= 0


@given(PEOPLE, st.randoms(use_true_random=False))
def test_the_order_of_the_inputs_does_not_matter(person: dict[str, float], random: Random) -> None:
    names = list(person)
    random.shuffle(names)
    assert evaluate(MODEL, {name: person[name] for name in names}) == evaluate(MODEL, person)


@given(PEOPLE, st.sampled_from(["age", "bmi", "waist", "systolic", "pulse"]), st.floats(0, 30))
def test_a_larger_value_never_lowers_the_chance(person: dict[str, float], name: str, more: float) -> None:
    here, there = evaluate(MODEL, person), evaluate(MODEL, person | {name: person[name] + more})
    if isinstance(here, Prediction) and isinstance(there, Prediction):
        assert there.probability >= here.probability


@given(PEOPLE)
def test_more_activity_never_raises_the_chance(person: dict[str, float]) -> None:
    chances = [evaluate(MODEL, person | {"activity": level}) for level in (0.0, 1.0, 2.0)]
    answered = [found.probability for found in chances if isinstance(found, Prediction)]
    assert answered == sorted(answered, reverse=True)


def test_a_centenarian_is_answered_as_somebody_of_sixty() -> None:
    assert answer(MODEL, OLDER_MAN | {"age": 100.0}) == answer(MODEL, OLDER_MAN | {"age": 60.0})
