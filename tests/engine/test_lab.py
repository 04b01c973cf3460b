"""Laboratory values and the words that published scores need of a profile."""

from typing import Any

import pytest
from healthsense_engine.profile import Ethnicity, FamilyDiabetes, Profile, ProfileError, Score2Region, parse_profile
from strategies import DAY_MS, NOON_MS


def profile(**facts: object) -> Profile:
    return parse_profile(facts, now_ms=NOON_MS)


@pytest.mark.parametrize(
    ("key", "value", "stored", "expected"),
    [
        ("total_cholesterol_mg_dl", 200, "total_cholesterol_mg_dl", 200),
        ("total_cholesterol_mmol_l", 5.172, "total_cholesterol_mg_dl", 200),
        ("hdl_cholesterol_mmol_l", 1.2930, "hdl_cholesterol_mg_dl", 50),
        ("hba1c_mmol_mol", 48, "hba1c_percent", 6.543),
        ("fasting_glucose_mmol_l", 5.5, "fasting_glucose_mg_dl", 99.1),
        ("egfr", 90, "egfr", 90),
    ],
)
def test_either_unit_is_understood(key: str, value: float, stored: str, expected: float) -> None:
    assert profile(**{key: value}).labs[stored].value == pytest.approx(expected, abs=1e-3)


def test_a_value_is_dated_by_its_day_else_by_now() -> None:
    dated = profile(egfr=90, hba1c_percent=5.5, measured_on={"egfr": "2025-06-01"})
    assert dated.labs["egfr"].measured_ms == NOON_MS - 15 * DAY_MS - DAY_MS // 2
    assert dated.labs["hba1c_percent"].measured_ms == NOON_MS


@pytest.mark.parametrize(
    ("facts", "field", "reason"),
    [
        ({"egfr": "90"}, "egfr", "not_a_number"),
        ({"egfr": True}, "egfr", "not_a_number"),
        ({"egfr": float("nan")}, "egfr", "not_a_number"),
        ({"total_cholesterol_mg_dl": 5.2}, "total_cholesterol_mg_dl", "implausible"),
        ({"total_cholesterol_mmol_l": 200}, "total_cholesterol_mmol_l", "implausible"),
        ({"hba1c_percent": 48}, "hba1c_percent", "implausible"),
        ({"hba1c_percent": 6, "hba1c_mmol_mol": 42}, "hba1c_mmol_mol", "told_twice"),
        ({"statin": "perhaps"}, "statin", "unknown_word"),
        ({"ethnicity": "martian"}, "ethnicity", "unknown_word"),
        ({"score2_region": 3}, "score2_region", "unknown_word"),
        ({"family_diabetes": True}, "family_diabetes", "unknown_word"),
        ({"questionnaires": []}, "questionnaires", "not_an_object"),
        ({"questionnaires": {"horoscope": {}}}, "questionnaires.horoscope", "unknown_questionnaire"),
        ({"questionnaires": {"findrisc": []}}, "questionnaires.findrisc", "not_an_object"),
        ({"questionnaires": {"findrisc": {"sign": "leo"}}}, "questionnaires.findrisc.sign", "unknown_question"),
    ],
)
def test_what_cannot_be_used_is_named(facts: dict[str, Any], field: str, reason: str) -> None:
    with pytest.raises(ProfileError) as caught:
        profile(**facts)
    assert (caught.value.field, caught.value.reason) == (field, reason)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, (None, None, None)),
        ({"conditions": [], "treatments": []}, (False, False, False)),
        ({"conditions": ["type_2_diabetes"], "treatments": ["statin"]}, (False, True, True)),
        ({"treatments": ["antihypertensive"]}, (True, False, None)),
        ({"systolic_treated": True, "statin": "no", "diabetes": False, "treatments": ["statin"]}, (True, False, False)),
    ],
)
def test_a_list_that_was_given_says_what_is_not_in_it_too(facts: dict[str, Any], expected: tuple[Any, ...]) -> None:
    told = profile(**facts)
    assert (told.systolic_treated, told.statin, told.diabetes) == expected


def test_words() -> None:
    told = profile(
        ethnicity="South Asian", score2_region="very-high", family_diabetes="first_degree",
        questionnaires={"findrisc": {"high_glucose_ever": "no"}},
    )  # fmt: skip
    assert told.ethnicity is Ethnicity.SOUTH_ASIAN
    assert told.score2_region is Score2Region.VERY_HIGH
    assert told.family_diabetes is FamilyDiabetes.FIRST_DEGREE
    assert told.questionnaires == {"findrisc": {"high_glucose_ever": False}}
    assert not told.answers
