"""Profile, questionnaires and measurements in, questionnaire scores out; and until when they hold."""

from typing import Any

import pytest
from healthsense_engine.answering import points
from healthsense_engine.assessment import NOT_VALID_FOR, STALE_INPUT, Assessment, Confidence
from healthsense_engine.catalog import CATALOG
from healthsense_engine.measurement import Measurement
from healthsense_engine.scores import ada_risk, ada_thresholds, findrisc, lifestyle
from strategies import DAY_MS, HOUR_MS, MINUTE_MS, NOON_MS, reading
from watching import at_once, says_the_same_in_any_order, spoken, watched

KEYS = tuple(key for job in points.JOBS for key in job.keys)
PROFILE: dict[str, Any] = {
    "birth_date": "1961-03-02",
    "sex": "male",
    "height_cm": 178,
    "weight_kg": 82,
    "waist_cm": 97,
    "measured_on": "2025-06-16",
    "conditions": [],
    "treatments": [],
    "activity": "moderate",
    "smoker": False,
    "ethnicity": "white",
    "family_diabetes": "first_degree",
    "hba1c_percent": 6.0,
    "questionnaires": {
        "findrisc": {
            "active_30_min_daily": "yes",
            "vegetables_daily": "no",
            "blood_pressure_medicine_ever": "no",
            "high_glucose_ever": "no",
        },
        "lifestyle": {
            "alcohol_units_per_week": 3,
            "vigorous_activity_minutes_per_week": 80,
            "vegetable_portions_per_day": 2,
        },
    },
}
NONE: list[Measurement] = []


def answer(key: str, now_ms: int = NOON_MS, rows: list[Measurement] = NONE, **changes: Any) -> Assessment:
    profile = {name: value for name, value in {**PROFILE, **changes}.items() if value is not None}
    return at_once(rows, now_ms, profile)[key]


def told(name: str, **answers: Any) -> dict[str, Any]:
    return {**PROFILE["questionnaires"], name: {**PROFILE["questionnaires"].get(name, {}), **answers}}


def test_every_key_has_its_row_and_every_band_is_listed() -> None:
    assert set(KEYS) <= set(CATALOG)
    for key, scored in (("findrisc", findrisc), ("ada_risk", ada_risk), ("lifestyle", lifestyle)):
        assert CATALOG[key].bands == scored.BANDS
    assert CATALOG["ada_thresholds"].bands == ada_thresholds.BANDS


def test_a_whole_profile() -> None:
    # 64 years 3, BMI 25.9 1, waist 97 3, no vegetables 1, a parent 5.
    scored = answer("findrisc")
    assert (scored.value, scored.band, scored.confidence) == (13, "moderate", Confidence.HIGH)
    assert {used.key: used.points for used in scored.inputs}["family_diabetes"] == 5
    # 60 and over 3, a man 1, a parent 1, BMI from 25 1.
    assert (answer("ada_risk").value, answer("ada_risk").band) == (6, "raised")
    assert answer("ada_thresholds").value == "between"
    assert (answer("lifestyle").value, answer("lifestyle").band) == (3, "some_met")


def test_what_the_profile_says_stands_in_for_answers_that_were_not_given() -> None:
    inferred = answer("findrisc", questionnaires=told("findrisc", active_30_min_daily=None))
    assert (inferred.value, inferred.confidence) == (13, Confidence.MODERATE)
    assert "Taken from what else the profile says: daily activity." in inferred.explanation
    lazy = answer("findrisc", activity="low", questionnaires=told("findrisc", active_30_min_daily=None))
    assert lazy.value == 15
    # Its own question counts, whatever else is told.
    assert answer("findrisc", activity="low").value == 13
    nothing = answer("findrisc", activity=None, questionnaires=told("findrisc", active_30_min_daily=None))
    assert (nothing.value, nothing.lower, nothing.upper) == (None, 13, 15)


def test_medicine_for_blood_pressure() -> None:
    open_one = told("findrisc", blood_pressure_medicine_ever=None)
    assert answer("findrisc", questionnaires=open_one, treatments=["antihypertensive"]).value == 15
    assert answer("findrisc", questionnaires=open_one, treatments=None).missing == ("blood_pressure_medicine_ever",)
    assert answer("ada_risk", treatments=["antihypertensive"]).value == 6
    assert answer("ada_risk", conditions=None, treatments=["antihypertensive"]).value == 7
    assert answer("ada_risk", conditions=["hypertension"]).value == 7
    assert answer("ada_risk", conditions=None).missing == ("high_blood_pressure_ever",)


def test_diabetes_in_a_pregnancy_is_a_high_glucose() -> None:
    woman: dict[str, Any] = {
        "sex": "female",
        "questionnaires": {
            "findrisc": {**PROFILE["questionnaires"]["findrisc"], "high_glucose_ever": None},
            "ada": {"gestational_diabetes": True},
        },
    }
    # Waist 97 is above 88 in a woman.
    assert answer("findrisc", **woman).value == 14 + 5
    assert answer("ada_risk", **woman).value == 6
    # The two answers contradict each other: the one that names the illness counts.
    woman["questionnaires"]["findrisc"]["high_glucose_ever"] = False
    assert answer("findrisc", **woman).value == 14 + 5
    assert answer("findrisc", **{**woman, "sex": "male"}).value == 13
    woman["questionnaires"]["findrisc"]["high_glucose_ever"] = None
    woman["questionnaires"]["ada"]["gestational_diabetes"] = False
    assert answer("findrisc", **woman).missing == ("high_glucose_ever",)


def test_an_asian_limit_of_the_body_mass_index() -> None:
    assert answer("ada_risk", weight_kg=75, ethnicity="white").value == 5
    assert answer("ada_risk", weight_kg=75, ethnicity="south_asian").value == 6
    assert answer("ada_risk", weight_kg=75, ethnicity=None).missing == ("ethnicity",)
    assert "may understate" in answer("findrisc", ethnicity="asian").explanation


@pytest.mark.parametrize("key", ["findrisc", "ada_risk", "ada_thresholds"])
@pytest.mark.parametrize("changes", [{"conditions": ["diabetes"]}, {"diabetes": True}, {"conditions": ["pregnancy"]}])
def test_not_for_people_with_diabetes_and_not_in_pregnancy(key: str, changes: dict[str, Any]) -> None:
    assert answer(key, **changes).refused == NOT_VALID_FOR


def test_units_do_not_matter() -> None:
    metric = at_once([], NOON_MS, PROFILE)
    sized = {name: value for name, value in PROFILE.items() if not name.endswith(("_cm", "_kg"))}
    del sized["hba1c_percent"]
    rows = [
        Measurement("height", NOON_MS, "form", 17_800, NOON_MS),
        Measurement("weight", NOON_MS, "form", 82_000, NOON_MS),
        Measurement("waist", NOON_MS, "form", 9_700, NOON_MS),
    ]
    other = at_once(rows, NOON_MS, {**sized, "hba1c_mmol_mol": 42})
    for key in KEYS:
        assert metric[key].gist == other[key].gist


def test_answers_grow_old_by_the_day() -> None:
    # Sixty is passed long ago: only the answers' age and the size's age move.
    dated = told("lifestyle", answered_on="2025-06-16")
    with watched({**PROFILE, "smoker": None, "questionnaires": dated}) as monitor:
        first = monitor.advance((), NOON_MS)
        assert first.assessments["lifestyle"].lower == 2
        midnight = NOON_MS - 12 * HOUR_MS + 366 * DAY_MS
        before = monitor.advance((), midnight - 1)
        assert before.assessments["lifestyle"].lower == 2
        assert before.wake_at_ms == midnight
        assert monitor.advance((), midnight).assessments["lifestyle"].refused == "missing_input"


def test_the_day_of_the_answers_is_in_the_input() -> None:
    scored = answer("findrisc", questionnaires=told("findrisc", answered_on="2025-06-01"))
    used = {one.key: one for one in scored.inputs}
    assert used["vegetables_daily"].effective_ms == NOON_MS - 12 * HOUR_MS - 15 * DAY_MS
    assert used["vegetables_daily"].source == "questionnaire:findrisc"
    assert used["family_diabetes"].source == "profile"


def test_a_birthday_and_an_old_waist_change_the_score() -> None:
    # 65 on 2026-03-02; a waist is good for 180 days, a weight for 30.
    weighed = reading("weight", NOON_MS + 100 * DAY_MS, 82)
    with watched(PROFILE) as monitor:
        monitor.advance((), NOON_MS)
        assert monitor.advance((), NOON_MS + 30 * DAY_MS).assessments["findrisc"].missing == ("bmi",)
        again = monitor.advance([weighed], weighed.effective_ms)
        assert again.assessments["findrisc"].value == 13
        assert monitor.advance((), NOON_MS + 180 * DAY_MS).assessments["findrisc"].missing == ("bmi", "waist")
        older = monitor.advance((), NOON_MS + 260 * DAY_MS)
        assert {one.key: one.points for one in older.assessments["findrisc"].inputs}["age"] == 4


def test_laboratory_values_are_good_for_a_year() -> None:
    day_ms = NOON_MS - 12 * HOUR_MS
    with watched(PROFILE) as monitor:
        monitor.advance((), NOON_MS)
        last = day_ms + ada_thresholds.MAX_AGE_MS
        assert monitor.advance((), last).assessments["ada_thresholds"].value == "between"
        assert monitor.advance((), last + 1).assessments["ada_thresholds"].refused == STALE_INPUT


def test_any_order_says_the_same() -> None:
    rows = [
        reading(vital, NOON_MS + hour * HOUR_MS + minute * MINUTE_MS, value + hour, source=source)
        for hour in range(6)
        for minute, source in ((0, "a"), (1, "b"))
        for vital, value in (("weight", 80), ("waist", 92))
    ]
    moments = [NOON_MS + hour * HOUR_MS for hour in (1, 3, 6, 24 * 30, 24 * 190)]
    says_the_same_in_any_order(rows, moments, KEYS, PROFILE)


def test_another_vital_costs_nothing() -> None:
    with watched(PROFILE) as monitor:
        monitor.advance((), NOON_MS)
        before = monitor.advance((), NOON_MS)
        after = monitor.advance([reading("heart_rate", NOON_MS, 70)], NOON_MS)
        for key in KEYS:
            assert after.assessments[key] is before.assessments[key]
        assert spoken(after, KEYS)["findrisc"] == spoken(before, KEYS)["findrisc"]
