"""The heart-disease estimate: first the emergency text, then who it is not for, then a second card's answer."""

from dataclasses import replace
from typing import Any

import pytest
from healthsense_engine.assessment import Assessment, Confidence, Input
from healthsense_engine.risk.heart_disease import EMERGENCY, HeartInputs, assess, pain_type
from healthsense_engine.risk.models import RiskModel
from risk_toys import linear

MODEL: RiskModel = linear(
    "heart_disease",
    {
        "age": (54.0, 9.0, 0.5), "sex": (0.5, 0.5, 0.4), "systolic": (130.0, 18.0, 0.1),
        "fasting_blood_sugar_over_120": (0.0, 1.0, 0.3), "chest_pain": (3.0, 0.9, 0.8),
        "exercise_angina": (0.0, 1.0, 0.9),
    },
)  # fmt: skip
SAFE: dict[str, Any] = {
    "pain": True, "at_rest": False, "new": False, "type": "typical_angina", "exercise_angina": True,
    "fasting_blood_sugar_over_120": False,
}  # fmt: skip
INPUTS = HeartInputs(61, "male", systolic=Input("systolic", 142.0, "mmHg", 1_000, "cuff"), answers=SAFE)


def run(inputs: HeartInputs = INPUTS, **answers: Any) -> Assessment:
    told = {key: value for key, value in {**inputs.answers, **answers}.items() if value is not None}
    return assess(MODEL, replace(inputs, answers=told))


def test_a_whole_answer() -> None:
    found = run()
    assert found.key == "heart_disease_risk"
    assert isinstance(found.value, float)
    assert 0 < found.value < 1
    assert found.coverage == 1
    assert found.confidence is Confidence.MODERATE
    assert {one.key for one in found.inputs} == set(MODEL.input_names)
    extra = dict(found.extra)
    assert extra["led_by"] == "framingham_cvd_bmi"
    assert sum(one.points or 0.0 for one in found.inputs) + float(extra["base_log_odds"]) == pytest.approx(
        extra["log_odds"]
    )
    assert "cardiovascular scores come first" in found.explanation


@pytest.mark.parametrize("answers", [{"new": True}, {"at_rest": True}, {"new": True, "at_rest": True}])
def test_new_or_resting_pain_shows_the_emergency_text_and_no_number(answers: dict[str, Any]) -> None:
    found = run(**answers)
    assert (found.refused, found.missing) == ("not_valid_for", ("urgent_chest_pain",))
    assert found.explanation.startswith(EMERGENCY)
    assert found.value is None
    assert "emergency number" in EMERGENCY


def test_the_emergency_text_waits_for_nothing_else() -> None:
    found = assess(MODEL, HeartInputs(answers={"new": True}))
    assert found.explanation == EMERGENCY
    assert assess(MODEL, HeartInputs(answers={"pain": False, "new": True})).missing == ("no_chest_pain",)


@pytest.mark.parametrize("answers", [{"pain": False}, {"type": "asymptomatic"}])
def test_without_chest_pain_there_is_no_estimate(answers: dict[str, Any]) -> None:
    found = run(**answers)
    assert (found.refused, found.missing) == ("not_valid_for", ("no_chest_pain",))
    assert "nothing of anybody without" in found.explanation


def test_who_has_heart_disease_gets_no_estimate() -> None:
    found = run(replace(INPUTS, conditions=frozenset({"coronary_heart_disease"})))
    assert found.missing == ("has_heart_disease",)


@pytest.mark.parametrize("name", ["pain", "at_rest", "new"])
def test_what_makes_pain_urgent_must_be_answered(name: str) -> None:
    lacking: dict[str, Any] = {name: None}
    found = run(**lacking)
    assert (found.refused, found.missing) == ("missing_input", (name,))


def test_a_missing_fact_is_named_with_how_far_it_could_move_the_answer() -> None:
    found = run(replace(INPUTS, age=None))
    whole = run()
    extra = dict(found.extra)
    assert (found.refused, found.missing) == ("missing_input", ("age",))
    assert isinstance(whole.value, float)
    assert float(extra["possible_lower"]) <= whole.value <= float(extra["possible_upper"])
    assert "the birth date" in found.explanation


def test_what_may_be_missing_is_taken_as_usual_and_said() -> None:
    found = run(replace(INPUTS, systolic=None), fasting_blood_sugar_over_120=None)
    assert found.value is not None
    assert found.confidence is Confidence.LOW
    assert "Not known, so taken as usual" in found.explanation
    assert found.coverage == pytest.approx(4 / 6)


def test_a_fasting_sugar_from_the_laboratory_serves() -> None:
    def sugar(value: float | None) -> Any:
        found = run(replace(INPUTS, fasting_glucose_mg_dl=value), fasting_blood_sugar_over_120=None)
        return {one.key: one.value for one in found.inputs}.get("fasting_blood_sugar_over_120")

    assert [sugar(value) for value in (None, 120.0, 120.1)] == [None, "no", "yes"]


def test_an_age_that_the_model_does_not_know_is_refused() -> None:
    found = run(replace(INPUTS, age=115))
    assert (found.refused, found.missing) == ("out_of_training_range", ("age",))


@pytest.mark.parametrize(
    ("features", "kind"),
    [
        ((True, True, True), "typical_angina"),
        ((True, False, True), "atypical_angina"),
        ((False, True, False), "non_anginal"),
        ((False, False, False), "non_anginal"),
        ((True, None, True), None),
    ],
)
def test_the_type_of_pain_follows_from_its_features(features: tuple[bool | None, ...], kind: str | None) -> None:
    names = ("constricting", "on_exertion", "relieved_by_rest")
    assert pain_type(dict(zip(names, features, strict=True))) == kind
    assert pain_type({"type": "non_anginal", "constricting": True, "on_exertion": True}) == "non_anginal"
