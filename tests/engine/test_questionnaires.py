"""Questionnaires: what may be answered, what is refused by name, and how long an answer holds."""

from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from healthsense_engine.catalog import CATALOG
from healthsense_engine.profile import ProfileError, parse_profile
from healthsense_engine.questionnaires import (
    ANSWERED_ON,
    MAX_AGE_DAYS,
    PAIN_TYPES,
    QUESTIONNAIRES,
    Kind,
    Question,
    QuestionnaireError,
    current,
    last_day,
    parse_questionnaires,
)
from hypothesis import given
from hypothesis import strategies as st
from strategies import NOON_MS

ALL = [(name, question) for name, questions in QUESTIONNAIRES.items() for question in questions]
IDS = [f"{name}.{question.key}" for name, question in ALL]
PAGE = Path(__file__).parents[2] / "docs" / "questionnaires.md"


def allowed(question: Question) -> tuple[object, ...]:
    if question.kind is Kind.YES_NO:
        return (True, False, "yes", "no", "Yes", " NO ", "true", "false")
    if question.limits is None:
        return question.words
    return (*question.limits, sum(question.limits) / 2)


def refusal(answers: object, **more: Any) -> tuple[str, str]:
    with pytest.raises(QuestionnaireError) as raised:
        parse_questionnaires(answers, **more)
    return raised.value.field, raised.value.reason


@pytest.mark.parametrize(("name", "question"), ALL, ids=IDS)
def test_every_allowed_answer_is_taken_and_others_are_refused_by_name(name: str, question: Question) -> None:
    for value in allowed(question):
        (answers,) = parse_questionnaires({name: {question.key: value}}).values()
        assert question.key in answers
    field = f"questionnaires.{name}.{question.key}"
    wrong = {
        Kind.YES_NO: ("maybe", "unknown_word"),
        Kind.WORDS: ("elsewhere", "unknown_word"),
        Kind.NUMBER: ("many", "not_a_number"),
    }
    value, reason = wrong[question.kind]
    assert refusal({name: {question.key: value}}) == (field, reason)
    if question.limits is not None:
        for value_ in (question.limits[0] - 1, question.limits[1] + 1):
            assert refusal({name: {question.key: value_}}) == (field, "implausible")
        for value_ in (True, float("nan"), float("inf")):
            assert refusal({name: {question.key: value_}}) == (field, "not_a_number")


@pytest.mark.parametrize(("name", "question"), ALL, ids=IDS)
def test_every_question_says_who_uses_it_and_is_on_the_page(name: str, question: Question) -> None:
    assert question.used_by
    page = PAGE.read_text("utf-8")
    assert f"`{question.key}`" in page
    for word in question.words:
        assert f"`{word}`" in page
    assert f"## `{name}`" in page


def test_those_who_use_a_question_are_assessments() -> None:
    """Of the learned models those that are not in the catalogue yet are known by name."""
    learned = {"heart_disease_risk", "skin_questionnaire"}
    assert {key for _, question in ALL for key in question.used_by} <= set(CATALOG) | learned


def test_keys_are_unique_and_every_questionnaire_has_an_age() -> None:
    for questions in QUESTIONNAIRES.values():
        keys = [question.key for question in questions]
        assert len(keys) == len({*keys, ANSWERED_ON}) - 1
    assert MAX_AGE_DAYS.keys() == QUESTIONNAIRES.keys()


def test_answers_are_parsed_to_their_kind() -> None:
    told = parse_questionnaires(
        {
            "chest_pain": {"type": "Typical angina", "new": "no", "at_rest": None},
            "lifestyle": {"alcohol_units_per_week": 3},
            "skin": {"region": "FOREARM", ANSWERED_ON: "2025-06-01"},
        }
    )
    assert told == {
        "chest_pain": {"type": "typical_angina", "new": False},
        "lifestyle": {"alcohol_units_per_week": 3.0},
        "skin": {"region": "forearm", ANSWERED_ON: date(2025, 6, 1)},
    }
    assert parse_questionnaires(None) == {}
    assert "typical_angina" in PAIN_TYPES


def test_a_day_may_come_as_a_date() -> None:
    for day in (date(2025, 6, 1), datetime(2025, 6, 1, 23, 59, tzinfo=UTC), "2025-06-01T10:00:00Z"):
        assert parse_questionnaires({"skin": {ANSWERED_ON: day}})["skin"][ANSWERED_ON] == date(2025, 6, 1)


@pytest.mark.parametrize(
    ("answers", "field", "reason"),
    [
        ([], "questionnaires", "not_an_object"),
        ({"stop_bang": {}}, "questionnaires.stop_bang", "unknown_questionnaire"),
        ({"x" * 41: {}}, "questionnaires", "unknown_questionnaire"),
        ({"a\nb": {}}, "questionnaires", "unknown_questionnaire"),
        ({"skin": []}, "questionnaires.skin", "not_an_object"),
        ({"skin": {"colour": "red"}}, "questionnaires.skin.colour", "unknown_question"),
        ({"skin": {ANSWERED_ON: "yesterday"}}, f"questionnaires.skin.{ANSWERED_ON}", "bad_date"),
        ({"skin": {ANSWERED_ON: "1066-10-14"}}, f"questionnaires.skin.{ANSWERED_ON}", "bad_date"),
        ({"skin": {ANSWERED_ON: "2025-06-17"}}, f"questionnaires.skin.{ANSWERED_ON}", "in_the_future"),
    ],
)
def test_what_is_refused(answers: object, field: str, reason: str) -> None:
    assert refusal(answers, latest=date(2025, 6, 16)) == (field, reason)


@given(
    data=st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(max_size=8),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["skin", "new", "x"]), inner),
        max_leaves=8,
    )
)
def test_whatever_comes_is_parsed_or_refused(data: object) -> None:
    """Any other exception than a QuestionnaireError fails."""
    with suppress(QuestionnaireError):
        assert set(parse_questionnaires({"skin": data, "chest_pain": data})) == {"skin", "chest_pain"}


@pytest.mark.parametrize("name", QUESTIONNAIRES)
def test_answers_hold_for_their_days_and_not_a_day_longer(name: str) -> None:
    told = {name: {ANSWERED_ON: date(2025, 1, 1), "x": True}}
    last = last_day(told, name)
    assert last is not None
    assert (last - date(2025, 1, 1)).days == MAX_AGE_DAYS[name]
    assert current(told, name, last) == {"x": True}
    assert current(told, name, date.fromordinal(last.toordinal() + 1)) == {}


def test_undated_answers_do_not_age() -> None:
    told = {"skin": {"itch": True}}
    assert last_day(told, "skin") is None
    assert current(told, "skin", date(2999, 1, 1)) == {"itch": True}
    assert current({}, "skin", date(2999, 1, 1)) == {}


def test_the_profile_names_the_answer_that_it_cannot_take() -> None:
    with pytest.raises(ProfileError) as raised:
        parse_profile({"questionnaires": {"skin": {ANSWERED_ON: "2025-06-17"}}}, now_ms=NOON_MS)
    assert (raised.value.field, raised.value.reason) == (f"questionnaires.skin.{ANSWERED_ON}", "in_the_future")


@pytest.mark.parametrize(
    ("data", "known"),
    [
        ({}, None),
        ({"conditions": []}, False),
        ({"conditions": ["hypertension"]}, True),
        ({"hypertension": "no"}, False),
    ],
)
def test_hypertension_is_told_by_itself_or_by_the_list(data: dict[str, Any], known: bool | None) -> None:
    assert parse_profile(data, now_ms=NOON_MS).hypertension is known
