"""The skin questionnaire: worth showing, or not assessed; never an all-clear."""

from typing import Any

import pytest
from healthsense_engine.assessment import Assessment
from healthsense_engine.risk import skin
from healthsense_engine.risk.past import explain, told
from healthsense_engine.risk.runner import Prediction
from healthsense_engine.risk.skin import SYMPTOMS, SkinInputs, assess
from hypothesis import given
from hypothesis import strategies as st
from risk_toys import linear

MODEL = linear(
    "skin",
    {
        "age": (60.0, 15.0, 0.9), **dict.fromkeys(SYMPTOMS, (0.0, 1.0, 0.5)),
        "region_face": (0.0, 1.0, 0.6), "region_back": (0.0, 1.0, -0.4),
    },
    conformal={"coverage": 0.9, "absent_up_to": 0.6, "present_from": 0.4},
    role={"role": "lead", "led_by": ""},
)  # fmt: skip
QUIET: dict[str, Any] = {**dict.fromkeys(SYMPTOMS, False), "region": "back"}


def run(age: int | None = 40, **answers: Any) -> Assessment:
    return assess(MODEL, SkinInputs(age, {**QUIET, **answers}))


@pytest.mark.parametrize("name", skin.ALWAYS_SHOWN)
def test_a_change_is_always_worth_showing(name: str) -> None:
    found = run(**{name: True})
    assert found.band == skin.SHOW
    assert isinstance(found.value, float)
    assert "worth showing to a clinician soon" in found.explanation
    assert "asymmetry" in found.explanation


def test_many_answers_together_are_worth_showing() -> None:
    found = run(age=85, itch=True, hurt=True, elevation=True, region="face")
    assert found.band == skin.SHOW
    assert dict(found.extra)["outcomes"] in {"present", "either"}


def test_a_quiet_mark_is_not_assessed_and_not_called_harmless() -> None:
    found = run()
    assert (found.value, found.band, found.refused) == (None, None, "not_enough_data")
    assert "does not mean that the mark is harmless" in found.explanation


def test_a_change_is_shown_even_where_the_model_cannot_answer() -> None:
    for age in (None, 119 * 2):
        found = run(age=age, changed=True)
        assert found.value is None
        assert "worth showing to a clinician" in found.explanation
    assert run(age=None, changed=True).refused == "missing_input"


def test_without_answers_there_is_nothing_to_say() -> None:
    assert assess(MODEL, SkinInputs(40)).missing == ("skin",)


def test_an_unknown_region_counts_as_usual_and_a_known_one_sets_its_flag() -> None:
    assert "Not known, so taken as usual: where it is" in run(changed=True, region=None).explanation
    assert "Not known" not in run(changed=True).explanation
    values = {own.key: own.points for own in run(changed=True, region="face").inputs}
    assert values["region"] == pytest.approx(0.6 * 1.3)
    assert {own.key for own in run(changed=True, region=None).inputs} == {"age", *SYMPTOMS}
    ear = {own.key: own.points for own in run(changed=True, region="ear").inputs}
    assert ear["region"] == 0, "a region that the model does not know is none of those it knows"


@given(
    st.one_of(st.none(), st.integers(0, 120)),
    st.fixed_dictionaries({}, optional={name: st.booleans() for name in SYMPTOMS}),
    st.one_of(st.none(), st.sampled_from(["face", "back", "ear"])),
)
def test_whatever_is_answered_nothing_is_ever_called_harmless(
    age: int | None, answers: dict[str, bool], at: Any
) -> None:
    found = assess(MODEL, SkinInputs(age, answers if at is None else {**answers, "region": at}))
    assert found.band in {skin.SHOW, None}
    assert (found.value is None) == (found.refused is not None)
    for word in ("benign", "malignant", "cancer", "melanoma", "safe", "no need"):
        assert word not in found.explanation.casefold()
    if any(answers.get(name) for name in skin.ALWAYS_SHOWN):
        assert "worth showing" in found.explanation


def test_a_kept_answer_is_explained_by_the_version_that_told_it() -> None:
    found = run(changed=True, region="face")
    again = explain(found.as_dict(), lambda name, version: {("skin", "1.0.0"): MODEL}[name, version])
    assert again is not None
    assert isinstance(again.said, Prediction)
    assert again.said.probability == found.value
    # Of a spot's answers none is for people to change.
    assert again.lower_with == ()
    assert explain(Assessment("news2", value=3.0).as_dict(), lambda *_: MODEL) is None
    older = {**found.as_dict(), "model": "skin 1.0.0+local.60"}
    assert told(older) == told(found.as_dict())
