"""Logistic, forest, SVM: the score by another way, shares that add up, bounds that hold every completion."""

import math
import struct
from typing import Any

import pytest
from healthsense_engine.risk import decision
from healthsense_engine.risk.bounds import reach, swings
from healthsense_engine.risk.estimators import Forest, Svm
from healthsense_engine.risk.lowering import MAX_NAMED, lowering
from healthsense_engine.risk.models import ModelError, RiskModel, Role, parse_model
from healthsense_engine.risk.runner import Prediction, Refusal, RefusalReason, evaluate, logistic
from hypothesis import given
from hypothesis import strategies as st
from risk_toys import KINDS, NAMES, RANGES, document, toy

MODELS = {kind: toy(kind) for kind in KINDS}
PERSON = {"age": 63.0, "smoker": 1.0, "waist": 112.0, "systolic": 151.0}

people = st.fixed_dictionaries(
    {
        name: st.sampled_from([0.0, 1.0]) if name == "smoker" else st.floats(*bounds)
        for name, bounds in zip(NAMES, RANGES, strict=True)
    }
)
kinds = st.sampled_from(KINDS)


def told(model: RiskModel, person: dict[str, float | None]) -> Prediction:
    found = evaluate(model, person)
    assert isinstance(found, Prediction)
    return found


def plain_forest(forest: Forest, values: list[float]) -> float:
    """Walk each tree one node at a time, rounding every value by itself."""
    total = 0.0
    for root in forest.roots:
        node = root
        while forest.feature[node] >= 0:
            (single,) = struct.unpack("f", struct.pack("f", values[forest.feature[node]]))
            node = forest.left[node] if single <= forest.threshold[node] else forest.right[node]
        total += forest.value[node]
    return total / len(forest.roots)


def plain_svm(svm: Svm, scores: list[float]) -> float:
    kernels = [
        math.exp(-svm.gamma * sum((a - b) ** 2 for a, b in zip(vector, scores, strict=True))) for vector in svm.vectors
    ]
    return svm.intercept + sum(dual * kernel for dual, kernel in zip(svm.dual, kernels, strict=True))


@given(people)
def test_the_score_by_another_way(person: dict[str, float]) -> None:
    forest, svm = MODELS["random_forest"], MODELS["svm_rbf"]
    values = [spec.capped(person[spec.name]) for spec in forest.inputs]
    assert isinstance(forest.estimator, Forest)
    share = min(max(plain_forest(forest.estimator, values), 0.001), 0.999)
    expected = 1.3 * math.log(share / (1 - share)) - 0.2
    assert told(forest, {**person}).log_odds == pytest.approx(expected, abs=1e-9)
    assert isinstance(svm.estimator, Svm)
    scores = [spec.standardised(person[spec.name]) for spec in svm.inputs]
    assert told(svm, {**person}).log_odds == pytest.approx(1.3 * plain_svm(svm.estimator, scores) - 0.2, abs=1e-9)


@given(kinds, people)
def test_shares_and_base_add_up_to_the_answer(kind: str, person: dict[str, float]) -> None:
    found = told(MODELS[kind], {**person})
    assert [name for name, _ in found.contributions] == list(NAMES)
    total = math.fsum([found.base_log_odds, *(share for _, share in found.contributions)])
    assert total == pytest.approx(found.log_odds, abs=1e-9)
    assert found.probability == pytest.approx(logistic(total), abs=1e-9)
    assert evaluate(MODELS[kind], person, shared=False) == told_without_shares(found)


def told_without_shares(found: Prediction) -> Prediction:
    return Prediction(
        found.probability, found.lower, found.upper, found.log_odds, found.base_log_odds, (), found.distance,
        found.outcomes, found.filled,
    )  # fmt: skip


@given(people)
def test_an_svms_shares_are_the_gradient_along_the_straight_line(person: dict[str, float]) -> None:
    model = MODELS["svm_rbf"]
    svm = model.estimator
    assert isinstance(svm, Svm)
    scores = tuple(spec.standardised(person[spec.name]) for spec in model.inputs)
    _, _, shares = decision.svm(svm, scores)
    steps = 400
    expected = [0.0] * len(scores)
    for step in range(steps):
        point = [score * (step + 0.5) / steps for score in scores]
        for vector, dual in zip(svm.vectors, svm.dual, strict=True):
            apart = [a - b for a, b in zip(point, vector, strict=True)]
            kernel = dual * math.exp(-svm.gamma * sum(own * own for own in apart))
            for place, own in enumerate(apart):
                expected[place] += -2 * svm.gamma * own * kernel * scores[place] / steps
    assert shares == pytest.approx(expected, abs=2e-4)


def test_somebody_at_the_training_means_has_no_shares() -> None:
    model = MODELS["svm_rbf"]
    mean = {spec.name: spec.mean for spec in model.inputs if spec.name != "smoker"}
    scores = tuple((mean[spec.name] - spec.mean) / spec.scale if spec.name in mean else 0.0 for spec in model.inputs)
    assert isinstance(model.estimator, Svm)
    score, base, shares = decision.svm(model.estimator, scores)
    assert score == pytest.approx(base)
    assert shares == (0.0,) * len(NAMES)


def test_an_input_that_no_tree_asks_about_has_no_share() -> None:
    nodes = {"roots": [0], "feature": [0, -1, -1], "threshold": [50.0, 0.0, 0.0], "left": [1, -1, -1],
             "right": [2, -1, -1], "value": [0.3, 0.1, 0.6]}  # fmt: skip
    model = toy("random_forest", estimator=nodes)
    found = told(model, {**PERSON})
    assert dict(found.contributions)["waist"] == 0
    assert dict(found.contributions)["age"] == pytest.approx(1.3 * (math.log(0.6 / 0.4) - math.log(0.3 / 0.7)))


def test_a_value_between_a_threshold_and_its_float32_goes_as_scikit_learn_sends_it() -> None:
    """0.1 is 0.100000001490116 as float32: whatever rounds to it goes left, the next float32 right."""
    nodes = {"roots": [0], "feature": [2, -1, -1], "threshold": [100.1, 0.0, 0.0], "left": [1, -1, -1],
             "right": [2, -1, -1], "value": [0.3, 0.1, 0.6]}  # fmt: skip
    model = toy("random_forest", estimator=nodes)
    (single,) = struct.unpack("f", struct.pack("f", 100.1))
    shares = [evaluate(model, {**PERSON, "waist": waist}) for waist in (100.1, single, single + 7e-6)]
    logs = [found.log_odds for found in shares if isinstance(found, Prediction)]
    assert logs[0] == logs[1] < logs[2]


@given(kinds, people, st.sets(st.sampled_from(NAMES), min_size=1))
def test_bounds_hold_every_completion(kind: str, person: dict[str, float], missing: set[str]) -> None:
    model = MODELS[kind]
    found = reach(model, {name: None if name in missing else value for name, value in person.items()})
    assert found.names == tuple(name for name in NAMES if name in missing)
    assert 0 <= found.lower <= told(model, {**person}).probability + 1e-12
    assert told(model, {**person}).probability <= found.upper + 1e-12 <= 1 + 1e-12


@given(kinds, people)
def test_nothing_missing_leaves_no_room(kind: str, person: dict[str, float]) -> None:
    found = reach(MODELS[kind], person)
    assert found.lower == pytest.approx(found.upper, abs=1e-9)
    assert found.names == ()
    assert swings(MODELS[kind], person) == ()


@pytest.mark.parametrize("kind", KINDS)
def test_what_stands_in_is_said_with_how_far_it_could_move_the_answer(kind: str) -> None:
    model = MODELS[kind]
    person: dict[str, float | None] = {**PERSON, "systolic": None}
    found = told(model, person)
    assert found.filled == ("systolic",)
    assert found.probability == told(model, {**PERSON, "systolic": 120.0}).probability
    (swing,) = swings(model, person)
    assert swing.names == ("systolic",)
    assert swing.lower <= found.probability <= swing.upper
    assert evaluate(model, {**PERSON, "waist": None}) == Refusal(RefusalReason.MISSING_INPUT, ("waist",))
    both = swings(model, {**PERSON, "waist": None, "systolic": None})
    assert both[0].upper - both[0].lower >= both[1].upper - both[1].lower


@given(kinds, people)
def test_only_better_values_of_what_can_be_changed_go_with_a_lower_estimate(
    kind: str, person: dict[str, float]
) -> None:
    model = MODELS[kind]
    here = told(model, {**person})
    found = lowering(model, person, here)
    assert len(found) <= MAX_NAMED
    assert [own.probability for own in found] == sorted(own.probability for own in found)
    for own in found:
        assert own.name != "age"
        assert own.value < person[own.name]
        assert own.probability <= 0.95 * here.probability
        assert own.probability == told(model, {**person, own.name: own.value}).probability


def test_who_is_better_than_most_already_is_told_nothing() -> None:
    model = MODELS["logistic_regression"]
    person: dict[str, float | None] = {"age": 80.0, "smoker": 0.0, "waist": 70.0, "systolic": 100.0}
    assert lowering(model, person, told(model, person)) == ()
    missing = {**person, "systolic": None}
    assert lowering(model, missing, told(model, missing)) == (), "what is not known is not promised to be better"


def test_a_step_that_the_model_does_not_know_is_not_named() -> None:
    narrow = document("logistic_regression")
    narrow["inputs"][2]["range"] = [100.0, 140.0]
    model = parse_model(narrow)
    assert "waist" not in {own.name for own in lowering(model, PERSON, told(model, {**PERSON}))}
    wide = MODELS["logistic_regression"]
    assert "waist" in {own.name for own in lowering(wide, PERSON, told(wide, {**PERSON}))}


def test_the_set_holds_one_outcome_both_or_none() -> None:
    model = MODELS["logistic_regression"]
    assert model.conformal is not None
    assert [model.conformal.outcomes(p) for p in (0.1, 0.3, 0.9)] == [("absent",), ("absent", "present"), ("present",)]
    gap = toy("svm_rbf", conformal={"coverage": 0.9, "absent_up_to": 0.2, "present_from": 0.5})
    assert gap.conformal is not None
    assert gap.conformal.outcomes(0.3) == ()
    assert told(model, {**PERSON}).outcomes == model.conformal.outcomes(told(model, {**PERSON}).probability)


@pytest.mark.parametrize("kind", KINDS)
def test_the_interval_of_the_calibration_holds_the_answer(kind: str) -> None:
    found = told(MODELS[kind], {**PERSON})
    assert found.lower is not None
    assert found.upper is not None
    assert found.lower < found.probability < found.upper
    raw = (found.log_odds + 0.2) / 1.3
    half = 1.959963984540054 * math.sqrt(0.01 * raw * raw + 0.04)
    assert found.upper == pytest.approx(logistic(found.log_odds + half), abs=1e-12)
    without = document(kind)
    without["calibration"]["covariance"] = None
    assert told(parse_model(without), {**PERSON}).lower is None


def test_a_second_card_says_what_leads() -> None:
    model = MODELS["random_forest"]
    assert (model.role, model.led_by) == (Role.SECOND, "framingham_cvd_bmi")


def broken(kind: str, *path: str | int, value: Any) -> dict[str, Any]:
    whole = document(kind)
    place: Any = whole
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return whole


@pytest.mark.parametrize(
    ("kind", "path", "value"),
    [
        ("random_forest", ("estimator", "left", 0), 0),
        ("random_forest", ("estimator", "left", 0), 10**6),
        ("random_forest", ("estimator", "right"), [1]),
        ("random_forest", ("estimator", "roots"), []),
        ("random_forest", ("estimator", "feature", 0), 4),
        ("random_forest", ("estimator", "feature", 0), 0.0),
        ("random_forest", ("estimator", "feature"), []),
        ("random_forest", ("estimator", "value", 0), 1.5),
        ("random_forest", ("estimator", "threshold", 0), 1e300),
        ("random_forest", ("calibration", "clip"), None),
        ("random_forest", ("calibration", "clip"), 0.7),
        ("svm_rbf", ("estimator", "gamma"), 0),
        ("svm_rbf", ("estimator", "dual"), [1.0]),
        ("svm_rbf", ("estimator", "support_vectors"), []),
        ("svm_rbf", ("estimator", "support_vectors", 0), [1.0]),
        ("svm_rbf", ("estimator", "support_vectors"), [[0.0] * 4] * 501),
        ("logistic_regression", ("estimator", "coefficients"), [1.0]),
        ("logistic_regression", ("estimator",), None),
        ("logistic_regression", ("calibration", "slope"), 0.0),
        ("logistic_regression", ("calibration", "covariance"), [[1.0]]),
        ("logistic_regression", ("inputs", 0, "changeable"), "up"),
        ("logistic_regression", ("inputs", 0, "reference"), {"edges": [2, 1], "shares": [0.1, 0.1, 0.8]}),
        ("logistic_regression", ("inputs", 0, "reference"), {"edges": [1], "shares": [1.0]}),
        ("logistic_regression", ("inputs", 0, "reference"), {"edges": [1], "shares": [-0.1, 1.1]}),
        ("logistic_regression", ("role",), {"role": "first", "led_by": ""}),
        ("logistic_regression", ("conformal",), {}),
        ("logistic_regression", ("kind",), "oracle"),
        ("logistic_regression", ("kind",), ["svm_rbf"]),
    ],
)
def test_what_cannot_be_evaluated_is_refused(kind: str, path: tuple[str | int, ...], value: Any) -> None:
    with pytest.raises(ModelError):
        parse_model(broken(kind, *path, value=value))
