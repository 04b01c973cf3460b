"""The diabetes estimate: an answer for the people it was made for, a reason for all others."""

import math
import re
from dataclasses import replace
from typing import Any

import pytest
from healthsense_engine.assessment import Assessment, Confidence
from healthsense_engine.profile import Profile, parse_profile
from healthsense_engine.risk import diabetes
from healthsense_engine.risk.diabetes import DiabetesInputs, Measured, assess, expires_ms
from healthsense_engine.risk.drift import logged_inputs
from healthsense_engine.risk.registry import load
from healthsense_engine.risk.runner import Prediction, evaluate, logistic
from risk_toys import linear

MODEL = load("diabetes", "1.0.0")
NOW_MS = 1_795_000_000_000  # 2026-11-18
DAY_MS = 86_400_000


def profile(**facts: Any) -> Profile:
    told = {"birth_date": "1960-01-01", "sex": "male", "activity": "low"} | facts
    return parse_profile({key: value for key, value in told.items() if value is not None}, now_ms=NOW_MS)


def measured(value: float, unit: str, vital: str, *, days: float = 1, readings: int = 1) -> Measured:
    return Measured(value, unit, int(NOW_MS - days * DAY_MS), "cuff", vital, readings)


INPUTS = DiabetesInputs(
    weight=measured(95, "kg", "weight"),
    height=measured(175, "cm", "height", days=400),
    waist=measured(110, "cm", "waist"),
    systolic=measured(145, "mmHg", "systolic", readings=3),
    diastolic=measured(85, "mmHg", "diastolic", readings=3),
    pulse=measured(78, "bpm", "cuff_pulse", readings=3),
)


def run(inputs: DiabetesInputs = INPUTS, now_ms: int = NOW_MS, **facts: Any) -> Assessment:
    return assess(MODEL, profile(**facts), inputs, now_ms)


def test_a_whole_answer() -> None:
    found = run()
    assert (found.key, found.unit, found.band, found.confidence) == ("diabetes_risk", "", "high", Confidence.HIGH)
    assert (found.value, found.lower, found.upper) == pytest.approx((0.1037, 0.0797, 0.1339), abs=5e-5)
    assert found.coverage == 1.0
    assert found.refused is None
    assert [used.key for used in found.inputs] == list(MODEL.input_names)
    extra = dict(found.extra)
    assert (extra["percentile"], extra["model"]) == (91, "diabetes 1.0.0")
    total = math.fsum([used.points or 0.0 for used in found.inputs] + [float(extra["base_log_odds"])])
    assert total == pytest.approx(float(extra["log_odds"]), abs=1e-12), "contributions add up"
    assert logistic(total) == pytest.approx(found.value)


def test_the_explanation_says_what_it_means_and_what_drives_it() -> None:
    text = run().explanation
    assert "chance that a test today would show" in text
    assert "about 10 in 100" in text
    assert "raised most by age and systolic blood pressure" in text
    assert "HbA1c test may be worth asking about" in text
    assert not re.search(r"diagnos|you have|disease|patient", text)


def test_a_young_active_woman_is_low_and_not_sent_for_a_test() -> None:
    young = DiabetesInputs(
        weight=measured(60, "kg", "weight"),
        height=measured(168, "cm", "height"),
        waist=measured(75, "cm", "waist"),
        systolic=measured(110, "mmHg", "systolic"),
        diastolic=measured(70, "mmHg", "diastolic"),
        pulse=measured(58, "bpm", "resting_heart_rate"),
    )
    found = run(young, birth_date="1998-01-01", sex="female", activity="vigorous")
    assert found.band == "low"
    assert "fewer than 1 in 100" in found.explanation
    assert "lowered most by age and waist" in found.explanation
    assert "worth asking" not in found.explanation
    assert found.confidence is Confidence.LOW
    assert "fewer than three blood-pressure readings and a pulse that is not from" in found.explanation


def test_an_average_person_has_no_figure_that_stands_out() -> None:
    mean = {spec.name: spec.mean for spec in MODEL.inputs}
    inputs = DiabetesInputs(
        weight=measured(mean["bmi"] * 1.7**2, "kg", "weight"),
        height=measured(170, "cm", "height"),
        waist=measured(mean["waist"], "cm", "waist"),
        systolic=measured(mean["systolic"], "mmHg", "systolic", readings=3),
        diastolic=measured(mean["diastolic"], "mmHg", "diastolic", readings=3),
        pulse=measured(mean["pulse"], "bpm", "cuff_pulse"),
    )
    found = run(inputs, birth_date="1980-06-01", activity="moderate")
    assert found.band == "average"
    assert "No single figure stands out." in found.explanation


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"conditions": ["diabetes"]}, "has_diabetes"),
        ({"conditions": ["type 2 diabetes"]}, "has_diabetes"),
        ({"diabetes": True}, "has_diabetes"),
        ({"treatments": ["insulin"]}, "glucose_lowering_treatment"),
        ({"treatments": ["glucose_lowering"]}, "glucose_lowering_treatment"),
        ({"conditions": ["pregnancy"], "sex": "female"}, "pregnancy"),
        ({"birth_date": "2006-11-19"}, "under_20"),
    ],
)
def test_people_it_is_not_for(facts: dict[str, Any], reason: str) -> None:
    found = run(**facts)
    assert (found.refused, found.missing, found.value, found.band) == ("not_valid_for", (reason,), None, None)
    assert found.explanation


def test_from_the_twentieth_birthday() -> None:
    assert run(birth_date="2006-11-18").refused is None


def test_told_that_one_has_no_diabetes_is_no_barrier() -> None:
    assert run(diabetes=False).refused is None


@pytest.mark.parametrize("name", ["birth_date", "sex", "activity"])
def test_a_fact_that_was_not_told(name: str) -> None:
    untold: dict[str, Any] = {name: None}
    found = run(**untold)
    assert (found.refused, found.missing) == ("missing_input", (name,))
    assert found.coverage == pytest.approx(8 / 9)


@pytest.mark.parametrize("name", ["weight", "height", "waist", "systolic", "diastolic", "pulse"])
def test_a_measurement_that_was_never_taken(name: str) -> None:
    found = run(replace(INPUTS, **{name: None}))
    assert (found.refused, found.missing) == ("missing_input", (name,))
    assert found.explanation.startswith("Needed for this estimate:")


def test_nothing_known_at_all() -> None:
    found = assess(MODEL, Profile(), DiabetesInputs(), NOW_MS)
    assert found.refused == "missing_input"
    assert len(found.missing) == diabetes.INPUT_COUNT == 9
    assert found.coverage == 0.0
    assert found.inputs == ()


def test_smoking_need_not_be_told_and_changes_nothing() -> None:
    assert run(smoker=True) == run(smoker=False) == run()


@pytest.mark.parametrize(
    ("name", "days"),
    [("weight", 30), ("height", 3650), ("waist", 180), ("systolic", 30), ("diastolic", 30), ("pulse", 30)],
)
def test_each_measurement_has_its_age_limit(name: str, days: int) -> None:
    taken = getattr(INPUTS, name)
    at_limit = replace(INPUTS, **{name: replace(taken, effective_ms=NOW_MS - days * DAY_MS)})
    too_old = replace(INPUTS, **{name: replace(taken, effective_ms=NOW_MS - days * DAY_MS - 1)})
    assert run(at_limit).refused is None
    found = run(too_old)
    assert (found.refused, found.missing) == ("stale_input", (name,))
    assert found.coverage == pytest.approx(8 / 9)
    assert "measuring again" in found.explanation


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("waist", 200, ("waist",)),
        ("systolic", 215, ("systolic",)),
        ("diastolic", 35, ("diastolic",)),
        ("pulse", 45, ("pulse",)),
        ("weight", 200, ("bmi",)),
    ],
)
def test_outside_what_it_was_made_from(name: str, value: float, told: tuple[str, ...]) -> None:
    found = run(replace(INPUTS, **{name: replace(getattr(INPUTS, name), value=value)}))
    assert (found.refused, found.missing) == ("out_of_training_range", told)
    assert MODEL.spec(told[0]).label in found.explanation


def test_an_unusual_combination() -> None:
    odd = replace(INPUTS, weight=measured(55, "kg", "weight"), waist=measured(145, "cm", "waist"))
    found = run(odd)
    assert (found.refused, found.missing) == ("out_of_training_range", ("combination",))


@pytest.mark.parametrize(
    ("change", "grade", "why"),
    [
        ({}, Confidence.HIGH, None),
        ({"systolic": {"readings": 1}}, Confidence.MODERATE, "fewer than three"),
        ({"pulse": {"vital": "resting_heart_rate"}}, Confidence.MODERATE, "not from a blood-pressure cuff"),
        ({"waist": {"effective_ms": NOW_MS - 91 * DAY_MS}}, Confidence.MODERATE, "getting old"),
        ({"waist": {"value": 75.0}}, Confidence.MODERATE, "unusual combination"),
        ({"systolic": {"readings": 2}, "pulse": {"vital": "heart_rate"}}, Confidence.LOW, "fewer than three"),
    ],
)
def test_the_rule_of_confidence(change: dict[str, dict[str, Any]], grade: Confidence, why: str | None) -> None:
    inputs = replace(INPUTS, **{name: replace(getattr(INPUTS, name), **fields) for name, fields in change.items()})
    found = run(inputs)
    assert found.confidence is grade
    assert ("Confidence is" in found.explanation) is (why is not None)
    assert why is None or why in found.explanation


def test_the_answer_says_when_it_changes_by_time_alone() -> None:
    ageing = expires_ms(INPUTS, NOW_MS)
    assert ageing == NOW_MS + 14 * DAY_MS + 1  # half of the thirty days of what was measured yesterday
    assert [run(now_ms=moment).confidence for moment in (ageing - 1, ageing)] == [Confidence.HIGH, Confidence.MODERATE]
    stale = expires_ms(INPUTS, ageing)
    assert stale == NOW_MS + 29 * DAY_MS + 1
    assert [run(now_ms=moment).refused for moment in (stale - 1, stale)] == [None, "stale_input"]


def test_nothing_measured_never_expires() -> None:
    assert expires_ms(DiabetesInputs(), NOW_MS) is None


def test_a_unit_that_is_not_canonical_is_the_callers_mistake() -> None:
    with pytest.raises(ValueError, match="weight: unit must be kg"):
        run(replace(INPUTS, weight=measured(209, "lb", "weight")))


def test_a_refusal_still_shows_what_is_known() -> None:
    found = run(replace(INPUTS, waist=None))
    assert [used.key for used in found.inputs] == ["age", "sex", "bmi", "systolic", "diastolic", "pulse", "activity"]
    assert all(used.points is None for used in found.inputs)


def test_the_same_inputs_give_the_same_bytes() -> None:
    assert repr(run()) == repr(run())


def test_what_is_missing_could_move_the_answer_this_far() -> None:
    whole, lacking = run(), run(replace(INPUTS, waist=None))
    extra = dict(lacking.extra)
    assert isinstance(whole.value, float)
    assert float(extra["possible_lower"]) < whole.value < float(extra["possible_upper"])
    assert "would lie somewhere from" in lacking.explanation
    assert extra["model"] == "diabetes 1.0.0"


def test_a_kept_answer_gives_the_same_answer_again() -> None:
    """Inputs, model and version are enough to explain the past: to the last bit."""
    odd = replace(INPUTS, waist=measured(110.123456, "cm", "waist"), weight=measured(95.4321, "kg", "weight"))
    found = run(odd)
    again = evaluate(MODEL, logged_inputs(MODEL, found.as_dict()))
    assert isinstance(again, Prediction)
    assert again.probability == found.value


def test_who_says_that_they_have_diabetes_gets_no_estimate() -> None:
    assert run(diabetes=True).missing == ("has_diabetes",)
    assert run(diabetes=False).refused is None


def test_laboratory_values_are_for_the_second_card_while_they_are_not_old() -> None:
    weights = {"age": (50.0, 15.0, 0.5), "total_cholesterol_mg_dl": (190.0, 40.0, 0.2)}
    second = linear("diabetes_lab", weights)

    def told(**facts: Any) -> dict[str, Any]:
        return dict(assess(MODEL, profile(**facts), INPUTS, NOW_MS, second).extra)

    assert 0 < told(total_cholesterol_mg_dl=240, measured_on="2026-10-01")["second_value"] < 1
    assert told(total_cholesterol_mg_dl=240, measured_on="2026-10-01")["second_model"] == "diabetes_lab 1.0.0"
    assert "second_value" in told(), "that model of ours can do without"
    strict = linear("diabetes_lab", {"age": (50.0, 15.0, 0.5), "spo2_now": (190.0, 40.0, 0.2)})
    assert "second_value" not in dict(assess(MODEL, profile(), INPUTS, NOW_MS, strict).extra)
    aged = told(total_cholesterol_mg_dl=400, measured_on="2025-11-01")
    assert aged["second_value"] == told()["second_value"]
    assert told(total_cholesterol_mg_dl=400, measured_on="2026-11-01")["second_value"] > aged["second_value"]
