"""Profile and readings in, cardiovascular risks out; and until when they hold."""

import re
from typing import Any

import pytest
from healthsense_engine.answering import cardiovascular
from healthsense_engine.answering.cardiovascular import LAB_MAX_AGE_MS
from healthsense_engine.assessment import (
    MISSING_INPUT,
    NOT_VALID_FOR,
    OUT_OF_VALIDITY,
    STALE_INPUT,
    Assessment,
    Confidence,
)
from healthsense_engine.catalog import CATALOG, Shape
from healthsense_engine.measurement import Measurement
from healthsense_engine.scores import framingham, pooled_cohort, prevent, score2
from healthsense_engine.vitals import VITALS
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import DAY_MS, HOUR_MS, MINUTE_MS, NOON_MS, reading
from watching import at_once, says_the_same_in_any_order, watched

(JOB,) = cardiovascular.JOBS
KEYS = JOB.keys
YEAR_MS = 365 * DAY_MS

# PREVENT's reference example as a profile: a woman of 50, 160 mmHg treated, diabetes, BMI 35, eGFR 90.
PROFILE: dict[str, Any] = {
    "birth_date": "1975-03-02",
    "sex": "female",
    "height_cm": 160,
    "weight_kg": 35 * 1.6**2,
    "conditions": ["diabetes"],
    "treatments": ["antihypertensive"],
    "smoker": False,
    "total_cholesterol_mg_dl": 200,
    "hdl_cholesterol_mg_dl": 45,
    "egfr": 90,
    "hba1c_percent": 7.5,
    "score2_region": "moderate",
    "ethnicity": "white",
    "measured_on": "2025-06-16",
}


def cuff(at_ms: int, systolic: float, source: str = "cuff") -> list[Measurement]:
    return [reading("systolic", at_ms, systolic, source=source), reading("diastolic", at_ms, 90, source=source)]


def sitting(systolic: float = 160, at_ms: int = NOON_MS) -> list[Measurement]:
    return [row for minute in range(3) for row in cuff(at_ms - minute * MINUTE_MS, systolic)]


def answer(key: str, rows: list[Measurement] | None = None, now_ms: int = NOON_MS, **changes: Any) -> Assessment:
    profile = {name: value for name, value in {**PROFILE, **changes}.items() if value is not None}
    return at_once(sitting() if rows is None else rows, now_ms, profile)[key]


def test_every_key_of_the_family_is_answered_and_in_the_catalogue() -> None:
    assert len(KEYS) == 24
    assert set(KEYS) == {*prevent.FAMILY, score2.KEY, framingham.LAB_KEY, framingham.BMI_KEY, pooled_cohort.KEY}
    words = {score2.KEY: score2.BANDS, framingham.LAB_KEY: framingham.BANDS, framingham.BMI_KEY: framingham.BANDS}
    for key in KEYS:
        row = CATALOG[key]
        assert (row.shape, row.unit, row.decimals) == (Shape.RISK, "", 3)
        banded = key.startswith(("prevent_cvd_10y", "prevent_ascvd_10y", "pce_"))
        assert row.bands == words.get(key, prevent.BANDS if banded else ())


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("prevent_cvd_10y", 0.1468),
        ("prevent_ascvd_10y", 0.0920),
        ("prevent_hf_10y", 0.0806),
        ("prevent_cvd_30y", 0.5299),
        ("prevent_stroke_30y", 0.2210),
        ("prevent_cvd_10y_hba1c", 0.1359),
    ],
)
def test_the_reference_example(key: str, expected: float) -> None:
    told = answer(key)
    assert isinstance(told.value, float)
    assert round(told.value, 4) == expected
    assert (told.refused, told.coverage, told.confidence) == (None, 1.0, Confidence.HIGH)


def test_what_an_answer_rests_on_has_its_time_and_source() -> None:
    used = {one.key: one for one in answer("prevent_hf_10y").inputs}
    assert list(used) == ["age", "sex", "systolic", "systolic_treated", "bmi", "diabetes", "smoker", "egfr"]
    assert (used["age"].value, used["sex"].value, used["diabetes"].value) == (50, "female", "yes")
    assert (used["systolic"].value, used["systolic"].effective_ms, used["systolic"].source) == (160, NOON_MS, "cuff")
    assert used["bmi"].value == pytest.approx(35.0)
    assert (used["egfr"].source, used["egfr"].effective_ms) == ("profile", NOON_MS - 12 * HOUR_MS)


def test_millimoles_and_milligrams_say_the_same() -> None:
    told: dict[str, Any] = {
        "total_cholesterol_mg_dl": None,
        "total_cholesterol_mmol_l": 200 * 0.02586,
        "hdl_cholesterol_mg_dl": None,
        "hdl_cholesterol_mmol_l": 45 * 0.02586,
        "hba1c_percent": None,
        "hba1c_mmol_mol": (7.5 - 2.152) / 0.09148,
    }
    for key in KEYS:
        here, there = answer(key), answer(key, **told)
        assert (here.refused, here.band) == (there.refused, there.band)
        assert there.value == (None if here.value is None else pytest.approx(here.value, abs=1e-12))
    kilopascal = Measurement(
        "systolic", NOON_MS, "cuff", VITALS["systolic"].to_scaled(160 / 7.500616827, "kPa") or 0, NOON_MS
    )
    one = answer("framingham_cvd_bmi", rows=[kilopascal]).value
    assert one == pytest.approx(answer("framingham_cvd_bmi", rows=cuff(NOON_MS, 160)).value, abs=1e-5)


def test_a_mean_of_three_readings_is_used_and_fewer_lower_the_confidence() -> None:
    rows = [row for minute, value in enumerate((150, 160, 170)) for row in cuff(NOON_MS - minute * MINUTE_MS, value)]
    assert answer("prevent_cvd_10y", rows=rows).value == answer("prevent_cvd_10y").value
    for lone in (cuff(NOON_MS, 160), [reading("systolic", NOON_MS, 160)]):
        told = answer("prevent_cvd_10y", rows=lone)
        assert told.value == answer("prevent_cvd_10y").value
        assert told.confidence is Confidence.MODERATE
        assert "fewer than three blood-pressure readings" in told.explanation


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"birth_date": None}, "birth_date"),
        ({"sex": None}, "sex"),
        ({"smoker": None}, "smoker"),
        ({"conditions": None}, "diabetes"),
        ({"total_cholesterol_mg_dl": None}, "total_cholesterol"),
        ({"hdl_cholesterol_mg_dl": None}, "hdl_cholesterol"),
        ({"egfr": None}, "egfr"),
    ],
)
def test_what_is_missing_is_named(changes: dict[str, Any], missing: str) -> None:
    told = answer("prevent_cvd_10y", **changes)
    assert (told.value, told.refused, told.missing) == (None, MISSING_INPUT, (missing,))
    assert told.coverage == pytest.approx(9 / 10)


def test_treatments_never_told_are_not_taken_for_none() -> None:
    assert answer("prevent_cvd_10y", treatments=None).missing == ("systolic_treated", "statin")
    assert answer("prevent_cvd_10y", treatments=None, systolic_treated=True, statin=False).refused is None
    assert answer("score2", conditions=[], treatments=None).refused is None


def test_nobody_ever_measured() -> None:
    told = at_once([], NOON_MS)
    for key in KEYS:
        assert (told[key].value, told[key].refused, told[key].coverage) == (None, MISSING_INPUT, 0.0)


def test_who_they_are_not_for() -> None:
    for condition in ("coronary_heart_disease", "stroke", "heart_failure", "heart attack"):
        for key in KEYS:
            told = answer(key, conditions=["diabetes", condition])
            assert (told.refused, told.missing) == (NOT_VALID_FOR, ("prior_cardiovascular_disease",))
    assert answer("prevent_cvd_10y", conditions=["pregnancy"]).missing == ("pregnancy",)
    assert answer("score2").missing == ("diabetes",)
    assert answer("score2", conditions=[]).band == "low_to_moderate"
    assert answer("pce_ascvd", ethnicity="hispanic").missing == ("ethnicity",)
    assert answer("pce_ascvd", ethnicity=None).refused == MISSING_INPUT


def test_only_inputs_outside_the_range_are_named() -> None:
    told = answer("prevent_cvd_10y", rows=sitting(185), egfr=141)
    assert (told.refused, told.missing) == (OUT_OF_VALIDITY, ("systolic", "egfr"))
    assert answer("framingham_cvd_bmi", rows=sitting(185)).refused is None
    heavy = answer("prevent_hf_10y", weight_kg=110)
    assert (heavy.refused, heavy.missing) == (OUT_OF_VALIDITY, ("bmi",))
    assert answer("prevent_cvd_10y", weight_kg=110).missing == ("bmi",)
    assert answer("prevent_cvd_10y", weight_kg=None).refused is None


def test_the_age_is_in_completed_years() -> None:
    """Born on 2 March 1985: 40 from the first moment of that day in the person's own time zone."""
    birthday_ms = NOON_MS - 106 * DAY_MS - 12 * HOUR_MS - 2 * HOUR_MS  # 2 March 2025, 00:00 in Helsinki
    profile = {**PROFILE, "birth_date": "1985-03-02", "conditions": [], "time_zone": "Europe/Helsinki"}
    profile["measured_on"] = "2025-02-20"
    with watched(profile) as monitor:
        early = monitor.advance(sitting(at_ms=birthday_ms - HOUR_MS), birthday_ms - MINUTE_MS)
        assert early.assessments["score2"].missing == ("age",)
        assert {one.value for one in early.assessments["prevent_cvd_10y"].inputs if one.key == "age"} == {39}
        assert early.wake_at_ms == birthday_ms
        assert monitor.advance((), birthday_ms - 1).assessments["score2"].missing == ("age",)
        assert monitor.advance((), birthday_ms).assessments["score2"].refused is None


def test_a_pressure_is_used_for_thirty_days() -> None:
    last_ms = NOON_MS + 30 * DAY_MS
    with watched({**PROFILE, "weight_kg": None, "height_cm": None}) as monitor:
        fresh = monitor.advance(sitting(), NOON_MS).assessments["prevent_cvd_10y"]
        assert fresh.confidence is Confidence.HIGH
        ageing = monitor.advance((), NOON_MS + 15 * DAY_MS + 1).assessments["prevent_cvd_10y"]
        assert (ageing.value, ageing.confidence) == (fresh.value, Confidence.MODERATE)
        assert "a measurement that is getting old" in ageing.explanation
        assert monitor.advance((), last_ms).assessments["prevent_cvd_10y"].value == fresh.value
        old = monitor.advance((), last_ms + 1).assessments["prevent_cvd_10y"]
        assert (old.value, old.refused, old.missing) == (None, STALE_INPUT, ("systolic",))
        assert "worth measuring again: systolic blood pressure" in old.explanation


@pytest.mark.parametrize(
    ("key", "name", "years"),
    [
        ("prevent_cvd_10y", "egfr", 1),
        ("prevent_cvd_10y_hba1c", "hba1c", 1),
        ("score2", "total_cholesterol", 5),
        ("score2", "hdl_cholesterol", 5),
    ],
)
def test_a_laboratory_value_has_its_time_too(key: str, name: str, years: int) -> None:
    assert LAB_MAX_AGE_MS[name] == years * YEAR_MS
    lab = {"egfr": "egfr", "hba1c": "hba1c_percent"}.get(name, f"{name}_mg_dl")
    ends_ms = NOON_MS - 12 * HOUR_MS + years * YEAR_MS
    dated = {lab: "2025-06-16", "weight_kg": "2025-06-16", "height_cm": "2025-06-16"}
    others = {"egfr", "hba1c_percent", "total_cholesterol_mg_dl", "hdl_cholesterol_mg_dl"} - {lab}
    for now_ms, refused in ((ends_ms, None), (ends_ms + 1, STALE_INPUT)):
        told = at_once(
            sitting(at_ms=now_ms - HOUR_MS),
            now_ms,
            {**PROFILE, "conditions": [], "measured_on": {**dated, **dict.fromkeys(others, "2030-01-01")}},
        )[key]
        assert (told.refused, told.missing) == (refused, () if refused is None else (name,))


def test_an_old_weight_stops_what_rests_on_it_alone() -> None:
    end_ms = NOON_MS - 12 * HOUR_MS + VITALS["weight"].fresh_for_ms
    late = sitting(at_ms=end_ms)
    assert answer("framingham_cvd_bmi", rows=late, now_ms=end_ms).refused is None
    old = answer("framingham_cvd_bmi", rows=late, now_ms=end_ms + 1)
    assert (old.refused, old.missing) == (STALE_INPUT, ("bmi",))
    assert answer("framingham_cvd_lab", rows=late, now_ms=end_ms + 1).refused is None
    again = [*late, reading("weight", end_ms, 80)]
    assert answer("framingham_cvd_bmi", rows=again, now_ms=end_ms + 1).refused is None


ROWS = [
    *(row for day in range(5) for row in sitting(120 + 10 * day, NOON_MS + day * DAY_MS)),
    reading("weight", NOON_MS + DAY_MS, 80),
    reading("height", NOON_MS + 2 * DAY_MS, 170),
    reading("systolic", NOON_MS + 4 * DAY_MS + HOUR_MS, 140, source="other"),
]


@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 1000), hours=st.lists(st.integers(0, 60 * 24), min_size=1, max_size=5, unique=True))
def test_order_batches_and_moments_looked_at_change_nothing(seed: int, hours: list[int]) -> None:
    moments = sorted(NOON_MS + hour * HOUR_MS for hour in hours)
    says_the_same_in_any_order(ROWS, moments, KEYS, PROFILE, seed)


def test_a_risk_is_a_fraction_and_the_words_diagnose_nothing() -> None:
    for rows in (sitting(95), sitting(130), sitting(178)):
        for key, told in at_once(rows, NOON_MS, {**PROFILE, "conditions": [], "smoker": True}).items():
            if key in KEYS:
                assert isinstance(told.value, float)
                assert 0 < told.value < 1
                assert not re.search(r"hypertens|you have|diagnos|will (have|get)", told.explanation)
                assert "would be expected" in told.explanation


def test_when_a_cuff_s_readings_are_too_old_newer_lone_ones_take_over() -> None:
    """And nothing changes once more when the cuff's are forgotten, a day later."""
    lone = [reading("systolic", NOON_MS + 20 * DAY_MS + minute * MINUTE_MS, 120 + minute) for minute in range(4)]
    moments = [NOON_MS + days * DAY_MS + after for days in (29, 30, 31, 32) for after in (0, 1, HOUR_MS)]
    says_the_same_in_any_order([*sitting(), *lone], moments, KEYS, PROFILE)
    for days, pressure in ((29, 160), (30.5, 122), (31.5, 122)):
        told = answer("framingham_cvd_lab", rows=[*sitting(), *lone], now_ms=NOON_MS + int(days * DAY_MS))
        assert {one.key: one.value for one in told.inputs}["systolic"] == pressure
