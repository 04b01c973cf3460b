"""Chest pain: what cannot wait comes first; else three questions and the words of the UCI data."""

from itertools import product

import pytest
from healthsense_engine.assessment import MISSING_INPUT, Assessment, Confidence, Input
from healthsense_engine.questionnaires import PAIN_TYPES
from healthsense_engine.scores import chest_pain


def assess(**answers: str) -> Assessment:
    return chest_pain.assess({key: Input(key, value) for key, value in answers.items()})


CALM = {"pain": "yes", "at_rest": "no", "new": "no"}


def test_every_combination_of_the_three_features() -> None:
    words = {3: "three_features", 2: "two_features", 1: "few_features", 0: "few_features"}
    types = {3: "typical_angina", 2: "atypical_angina", 1: "non_anginal", 0: "non_anginal"}
    for told in product(("yes", "no"), repeat=3):
        answer = assess(**CALM, **dict(zip(chest_pain.FEATURES, told, strict=True)))
        assert (answer.value, answer.band) == (words[told.count("yes")],) * 2
        assert dict(answer.extra) == {"type": types[told.count("yes")]}
        assert (answer.coverage, answer.confidence, answer.missing) == (1.0, Confidence.MODERATE, ())


@pytest.mark.parametrize("urgent", chest_pain.URGENT)
@pytest.mark.parametrize(
    "rest", [{}, {"pain": "no"}, {"type": "non_anginal"}, dict.fromkeys(chest_pain.FEATURES, "no")]
)
def test_new_pain_or_pain_at_rest_comes_first_whatever_else_is_said(urgent: str, rest: dict[str, str]) -> None:
    answer = assess(**{**rest, urgent: "yes"})
    assert answer.value == "emergency"
    assert answer.explanation == chest_pain.EMERGENCY_TEXT
    assert "call your country's emergency number now (112" in answer.explanation


@pytest.mark.parametrize(
    ("answers", "kind"),
    [
        ({}, None),
        ({"pain": True}, None),
        ({"pain": False}, "asymptomatic"),
        ({"pain": "no"}, "asymptomatic"),
        ({"constricting": True, "on_exertion": True}, None),
        ({"constricting": True, "on_exertion": True, "relieved_by_rest": True}, "typical_angina"),
        ({"constricting": False, "on_exertion": False}, "non_anginal"),
        ({"type": "atypical_angina", "pain": False}, "atypical_angina"),
    ],
)
def test_the_type_for_models(answers: dict[str, object], kind: str | None) -> None:
    assert chest_pain.pain_type(answers) == kind
    assert kind is None or kind in PAIN_TYPES


def test_without_pain_there_is_nothing_to_classify() -> None:
    answer = assess(pain="no", at_rest="no", new="no")
    assert (answer.value, answer.explanation) == ("no_pain", "No chest pain was told.")


def test_the_urgent_questions_left_open_are_named() -> None:
    answer = assess(pain="yes", constricting="yes", on_exertion="yes", relieved_by_rest="no")
    assert (answer.value, answer.missing, answer.confidence) == ("two_features", ("at_rest", "new"), Confidence.LOW)
    assert "emergency number if pain comes at rest" in answer.explanation


def test_nothing_told_is_refused_and_no_answer_is_calm() -> None:
    answer = assess()
    assert (answer.refused, answer.missing) == (MISSING_INPUT, ("pain", *chest_pain.FEATURES))
    assert assess(pain="yes").refused == MISSING_INPUT
    assert "rules nothing out" in assess(**CALM, **dict.fromkeys(chest_pain.FEATURES, "no")).explanation
