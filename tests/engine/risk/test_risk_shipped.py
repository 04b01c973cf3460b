"""What holds for every model that is shipped, whatever training made of it."""

import math
from typing import Any

import pytest
from healthsense_engine.risk import diabetes, heart_disease, hypoxia, registry, skin, trends
from healthsense_engine.risk.bounds import reach
from healthsense_engine.risk.estimators import MAX_SUPPORT_VECTORS, Forest, Svm
from healthsense_engine.risk.lowering import lowering
from healthsense_engine.risk.models import Direction, RiskModel, Role
from healthsense_engine.risk.runner import Prediction, Refusal, evaluate
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

SHIPPED = {
    f"{name} {version}": registry.load(name, version)
    for name in registry.available()
    for version in registry.manifest().versions(name)
}
NEWEST = {name: registry.load(name) for name in registry.available()}
BENEFICIAL = {
    "smokes_now": Direction.LOWER, "bmi": Direction.LOWER, "waist": Direction.LOWER, "weight": Direction.LOWER,
    "systolic": Direction.LOWER, "diastolic": Direction.LOWER, "activity": Direction.HIGHER,
    "total_cholesterol_mg_dl": Direction.LOWER, "cholesterol_mg_dl": Direction.LOWER,
    "hdl_cholesterol_mg_dl": Direction.HIGHER,
}  # fmt: skip
GATHERED = {
    diabetes.MODEL: {"age", "sex", "bmi", "waist", "systolic", "diastolic", "pulse", "activity"},
    heart_disease.MODEL: {
        "age", "sex", "systolic", "chest_pain", "exercise_angina", "fasting_blood_sugar_over_120",
    },
    hypoxia.LEAD_MODEL: {"age", "sex", *trends.features({})},
    hypoxia.SECOND_MODEL: {"age", "sex", *trends.features({})},
    skin.MODEL: {"age", *skin.SYMPTOMS},
    diabetes.LAB_MODEL: {"age", "sex", "bmi", "waist", "systolic", "diastolic", "pulse", "activity", *diabetes.LABS},
}  # fmt: skip


def people(model: RiskModel) -> st.SearchStrategy[dict[str, Any]]:
    """Return a strategy of people near the middle of the training data, where most are answered."""

    def values(name: str) -> st.SearchStrategy[Any]:
        spec = model.spec(name)
        if spec.codes:
            return st.sampled_from(sorted(spec.codes.values()))
        low, high = max(spec.low, spec.mean - spec.scale), min(spec.high, spec.mean + spec.scale)
        known = st.floats(low, high)
        return known if spec.fill is None else st.one_of(st.none(), known)

    return st.fixed_dictionaries({name: values(name) for name in model.input_names})


@pytest.mark.parametrize("name", SHIPPED)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_shares_add_up_and_bounds_hold(name: str, data: st.DataObject) -> None:
    model = SHIPPED[name]
    person = data.draw(people(model))
    found = evaluate(model, person)
    if isinstance(found, Refusal):
        return
    total = math.fsum([found.base_log_odds, *(share for _, share in found.contributions)])
    assert total == pytest.approx(found.log_odds, abs=1e-9)
    assert found.lower is not None
    assert found.upper is not None
    assert 0 < found.lower <= found.probability <= found.upper < 1
    bounds = reach(model, person)
    assert bounds.lower - 1e-12 <= found.probability <= bounds.upper + 1e-12
    assert bounds.names == found.filled
    for own in lowering(model, person, found):
        assert own.probability < found.probability
        better = model.spec(own.name).changeable
        assert (own.value < person[own.name]) == (better is Direction.LOWER)


@pytest.mark.parametrize("name", SHIPPED)
def test_most_ordinary_people_are_answered(name: str) -> None:
    model = SHIPPED[name]
    middle = {
        spec.name: max(spec.codes.values(), key=lambda code, own=spec: -abs(code - own.mean))  # type: ignore[misc] # bound
        if spec.codes
        else min(max(spec.mean, spec.low), spec.high)
        for spec in model.inputs
    }
    assert isinstance(evaluate(model, middle), Prediction)


@pytest.mark.parametrize("name", NEWEST)
def test_only_what_people_can_change_is_changeable_and_only_for_the_better(name: str) -> None:
    for spec in NEWEST[name].inputs:
        if spec.changeable is not None:
            assert BENEFICIAL[spec.name] is spec.changeable


@pytest.mark.parametrize("name", NEWEST)
def test_a_new_model_has_sets_references_and_rising_bands(name: str) -> None:
    model = NEWEST[name]
    assert model.conformal is not None
    assert model.conformal.coverage == 0.9
    cuts = [band.below for band in model.bands if band.below is not None]
    assert cuts == sorted(set(cuts))
    for spec in model.inputs:
        assert spec.reference is not None
        assert math.fsum(spec.reference.shares) == pytest.approx(1, abs=1e-6)


@pytest.mark.parametrize("name", [name for name in GATHERED if name in NEWEST])
def test_every_input_is_one_that_the_product_gathers(name: str) -> None:
    asked = {own for own in NEWEST[name].input_names if not own.startswith("region_")}
    assert asked <= GATHERED[name]
    assert {band.word for band in NEWEST[name].bands} == set(hypoxia.ORDER)


def test_the_models_that_were_asked_for_are_of_the_kinds_that_were_asked_for() -> None:
    kinds = {name: NEWEST[name].kind for name in ("diabetes", "heart_disease", "hypoxia", "skin")}
    assert kinds == {
        "diabetes": "logistic_regression", "heart_disease": "random_forest", "hypoxia": "svm_rbf",
        "skin": "logistic_regression",
    }  # fmt: skip
    assert (NEWEST["heart_disease"].role, NEWEST["hypoxia"].role) == (Role.SECOND, Role.SECOND)
    assert NEWEST["hypoxia"].led_by == hypoxia.LEAD_MODEL
    assert NEWEST["hypoxia_lr"].role is Role.LEAD


def test_forests_are_shallow_and_machines_small_enough_to_answer_at_once() -> None:
    for model in NEWEST.values():
        if isinstance(model.estimator, Forest):
            assert len(model.estimator.roots) <= 200
        if isinstance(model.estimator, Svm):
            assert len(model.estimator.vectors) <= MAX_SUPPORT_VECTORS
