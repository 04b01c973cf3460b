"""The hypoxia estimate: the rule on the present saturation first, then the regression, the SVM beside it."""

from dataclasses import replace
from typing import Any

import pytest
from healthsense_engine.assessment import Assessment, Confidence
from healthsense_engine.risk import trends
from healthsense_engine.risk.hypoxia import HypoxiaInputs, assess
from hypothesis import given
from hypothesis import strategies as st
from risk_toys import linear

WEIGHTS = {
    "age": (60.0, 15.0, 0.2), "sex": (0.5, 0.5, 0.1), "spo2_now": (97.0, 2.0, -0.9), "spo2_slope": (0.0, 0.5, -0.4),
    "heart_rate_now": (85.0, 15.0, 0.2), "respiratory_rate_mean": (18.0, 4.0, 0.3), "systolic_now": (120.0, 20.0, 0.0),
}  # fmt: skip
LEAD = linear("hypoxia_lr", WEIGHTS, role={"role": "lead", "led_by": ""})
SECOND = linear("hypoxia", {name: WEIGHTS[name] for name in ("age", "spo2_now")})
BOTH = {"hypoxia_lr": LEAD, "hypoxia": SECOND}
INPUTS = HypoxiaInputs(
    70, "male",
    hourly={"spo2": (98, 97, 97, 96), "heart_rate": (80, 82, 84, 86), "respiratory_rate": (16, 17, None, 18)},
    effective_ms={"spo2": 1000}, sources={"spo2": "ring"},
)  # fmt: skip


def run(models: Any = BOTH, **changes: Any) -> Assessment:
    return assess(models, replace(INPUTS, **changes))


def saturation(*hours: float | None) -> dict[str, Any]:
    return {"hourly": {**INPUTS.hourly, "spo2": hours}}


def test_a_whole_answer() -> None:
    found = run()
    extra = dict(found.extra)
    assert found.key == "hypoxia_risk"
    assert isinstance(found.value, float)
    assert found.confidence is Confidence.LOW, "learned in intensive care"
    assert extra["model"] == "hypoxia_lr 1.0.0"
    assert extra["second_model"] == "hypoxia 1.0.0"
    assert 0 < float(extra["second_value"]) < 1
    parts = [one.points or 0.0 for one in found.inputs]
    total = sum(parts) + float(extra["base_log_odds"]) + float(extra["stood_in_log_odds"])
    assert total == pytest.approx(extra["log_odds"]), "the blood pressure was not known"
    assert "Not known, so taken as usual: blood pressure." in found.explanation
    used = {one.key: one for one in found.inputs}
    assert (used["spo2_now"].value, used["spo2_now"].source, used["spo2_now"].effective_ms) == (96, "ring", 1000)
    assert (used["spo2_slope"].value, used["spo2_slope"].unit) == (-0.6, "%/h")


@pytest.mark.parametrize("now", [88.0, 92.0, 92.4])
def test_a_low_saturation_asks_for_action_and_makes_no_estimate(now: float) -> None:
    found = run(**saturation(98, 97, 96, now))
    assert (found.refused, found.missing) == ("not_valid_for", ("low_saturation",))
    assert "call your emergency number" in found.explanation


def test_the_rule_needs_no_model_inputs() -> None:
    found = assess(BOTH, HypoxiaInputs(hourly={"spo2": (None, None, None, 90)}))
    assert found.missing == ("low_saturation",)


@pytest.mark.parametrize("now", [92.5, 94.4])
def test_at_93_and_94_the_band_is_at_least_above_average(now: float) -> None:
    calm = linear("hypoxia_lr", {**WEIGHTS, "spo2_now": (97.0, 2.0, 0.0)})
    found = run({"hypoxia_lr": calm}, **saturation(94, 94, 94, now))
    assert found.band == "above_average"
    assert dict(found.extra)["rule"] == "saturation_93_94"
    assert found.explanation.startswith("Oxygen saturation is 93 or 94 %")
    assert "rule" not in dict(run().extra)
    steep = linear("hypoxia_lr", {**WEIGHTS, "spo2_now": (97.0, 2.0, -3.0)})
    assert run({"hypoxia_lr": steep}, **saturation(94, 94, 94, now)).band == "high", "never lowered by the rule"


def test_a_target_of_their_own_is_not_judged() -> None:
    assert run(spo2_scale=2).missing == ("own_target",)


def test_what_is_missing_is_named_by_its_vital() -> None:
    found = run(hourly={"spo2": (98, 97, 97, 96)})
    assert (found.refused, found.missing) == ("missing_input", ("heart_rate",))
    assert "heart rate in at least three" in found.explanation
    assert run(age=None, sex=None).missing == ("age", "sex")
    assert run(**saturation(98, 97, 96, None)).missing == ("spo2",)


def test_only_the_svm_installed_answers_alone_and_none_says_so() -> None:
    found = run({"hypoxia": SECOND})
    assert dict(found.extra)["model"] == "hypoxia 1.0.0"
    assert "second_value" not in dict(found.extra)
    assert run({}).missing == ("model",)


def test_where_the_second_card_cannot_answer_the_lead_still_does() -> None:
    found = run({**BOTH, "hypoxia": linear("hypoxia", {"age": (10.0, 1.0, 0.1), "spo2_now": (97.0, 2.0, -0.9)})})
    assert found.value is not None
    assert "second_value" not in dict(found.extra)


def test_out_of_range_is_said() -> None:
    assert run(age=12).refused is None
    assert run({"hypoxia_lr": linear("hypoxia_lr", {**WEIGHTS, "age": (60.0, 1.0, 0.2)})}).missing == ("age",)


def test_trends_by_hand() -> None:
    found = trends.features({"spo2": (98, None, 96, 94), "systolic": (None, 120, None, None)})
    assert found["spo2_now"] == 94
    assert found["spo2_min"] == 94
    assert found["spo2_mean"] == pytest.approx(96)
    assert found["spo2_slope"] == pytest.approx(-9 / 7 * 1.0, abs=0.01)
    assert found["systolic_now"] == found["systolic_mean"] == 120
    assert found["heart_rate_now"] is found["heart_rate_slope"] is found["diastolic_now"] is None
    assert trends.slope((1, None, None, 4)) is None, "two hours make no trend"
    with pytest.raises(ValueError, match="where 4 are needed"):
        trends.features({"spo2": (98,)})


hours = st.lists(st.one_of(st.none(), st.floats(93, 100)), min_size=4, max_size=4)


@given(hours, st.lists(st.one_of(st.none(), st.floats(40, 150)), min_size=4, max_size=4))
def test_an_answer_or_a_reason_whatever_is_known(spo2: list[float | None], pulse: list[float | None]) -> None:
    found = run(hourly={"spo2": spo2, "heart_rate": pulse})
    assert (found.value is None) == (found.refused is not None)
    if found.refused == "missing_input":
        assert set(found.missing) <= {"spo2", "heart_rate"}
        assert trends.features({"spo2": spo2})["spo2_now"] is None or pulse[-1] is None


@given(st.lists(st.floats(93, 100), min_size=4, max_size=4), st.floats(-20, 20))
def test_a_slope_is_the_same_wherever_the_line_lies(values: list[float], shift: float) -> None:
    moved = trends.slope([value + shift for value in values])
    assert moved == pytest.approx(trends.slope(values), abs=1e-9)
