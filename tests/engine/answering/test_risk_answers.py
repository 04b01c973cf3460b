"""Readings, a profile and models in; estimates out: which hours count, until when, in any order."""

import random
from typing import Any

import pytest
from healthsense_engine.assessment import Assessment
from healthsense_engine.measurement import Measurement
from healthsense_engine.risk.skin import SYMPTOMS
from hypothesis import given, settings
from hypothesis import strategies as st
from risk_toys import linear
from strategies import DAY_MS, HOUR_MS, MINUTE_MS, NOON_MS, reading
from watching import at_once, monitor_of, watched

HEART = linear("heart_disease", {
    "age": (54.0, 9.0, 0.5), "sex": (0.5, 0.5, 0.4), "systolic": (130.0, 18.0, 0.5),
    "fasting_blood_sugar_over_120": (0.0, 1.0, 0.3), "chest_pain": (3.0, 0.9, 0.8), "exercise_angina": (0.0, 1.0, 0.9),
})  # fmt: skip
HYPOXIA = linear("hypoxia_lr", {
    "age": (60.0, 15.0, 0.2), "sex": (0.5, 0.5, 0.1), "spo2_now": (97.0, 2.0, -0.9), "spo2_slope": (0.0, 0.5, -0.4),
    "heart_rate_now": (85.0, 15.0, 0.2), "respiratory_rate_mean": (18.0, 4.0, 0.3), "systolic_now": (120.0, 20.0, 0.1),
}, role={"role": "lead", "led_by": ""})  # fmt: skip
SKIN = linear("skin", {"age": (60.0, 15.0, 0.9), **dict.fromkeys(SYMPTOMS, (0.0, 1.0, 0.5))})
MODELS = {"heart_disease": HEART, "hypoxia_lr": HYPOXIA, "skin": SKIN}

PAIN = {"pain": "yes", "at_rest": "no", "new": "no", "type": "typical_angina", "exercise_angina": "yes"}
PERSON: dict[str, Any] = {
    "birth_date": "1960-03-01", "sex": "male", "fasting_glucose_mg_dl": 130,
    "questionnaires": {"chest_pain": PAIN, "skin": {**dict.fromkeys(SYMPTOMS, "no"), "changed": "yes"}},
}  # fmt: skip


def hours(count: int = 4, spo2: float = 96, end_ms: int = NOON_MS) -> list[Measurement]:
    """Return a reading every five minutes of the closed hours before ``end_ms``."""
    return [
        reading(vital, end_ms - count * HOUR_MS + minute * 5 * MINUTE_MS, value)
        for minute in range(count * 12)
        for vital, value in (("spo2", spo2), ("heart_rate", 80.0), ("respiratory_rate", 16.0))
    ]


def answer(key: str, rows: list[Measurement], now_ms: int = NOON_MS, **profile: Any) -> Assessment:
    return at_once(rows, now_ms, {**PERSON, **profile}, models=MODELS)[key]


def cuff(at_ms: int, systolic: float) -> list[Measurement]:
    return [
        reading(vital, at_ms, value)
        for vital, value in (("systolic", systolic), ("diastolic", 80.0), ("cuff_pulse", 70.0))
    ]


def inputs(found: Assessment) -> dict[str, Any]:
    return {used.key: used.value for used in found.inputs}


def test_without_models_every_estimate_says_so() -> None:
    found = at_once((), NOON_MS, PERSON)
    for key in ("diabetes_risk", "heart_disease_risk", "hypoxia_risk", "skin_questionnaire"):
        assert (found[key].refused, found[key].missing) == ("missing_input", ("model",))


def test_four_closed_hours_make_a_hypoxia_estimate() -> None:
    found = answer("hypoxia_risk", hours())
    assert isinstance(found.value, float)
    assert inputs(found) == {
        "age": 65, "sex": "male", "spo2_now": 96.0, "spo2_slope": 0.0, "heart_rate_now": 80.0,
        "respiratory_rate_mean": 16.0,
    }  # fmt: skip
    assert found.coverage == pytest.approx(6 / 7)
    with_cuff = answer("hypoxia_risk", [*hours(), *cuff(NOON_MS - 3 * HOUR_MS, 150)])
    assert inputs(with_cuff)["systolic_now"] == 150.0
    assert answer("hypoxia_risk", hours(3)).value is not None
    assert answer("hypoxia_risk", hours(2)).missing == ()
    assert answer("hypoxia_risk", hours(end_ms=NOON_MS - 2 * HOUR_MS)).missing == ("spo2", "heart_rate")


def test_the_running_hour_does_not_count_and_its_end_wakes() -> None:
    with watched(PERSON, models=MODELS) as monitor:
        first = monitor.advance(hours(), NOON_MS)
        before = first.assessments["hypoxia_risk"]
        low = [reading("spo2", NOON_MS + minute * MINUTE_MS, 90.0) for minute in range(59)]
        during = monitor.advance(low, NOON_MS + 59 * MINUTE_MS)
        assert during.assessments["hypoxia_risk"] == before
        assert during.wake_at_ms is not None
        assert during.wake_at_ms <= NOON_MS + HOUR_MS
        after = monitor.advance((), NOON_MS + HOUR_MS).assessments["hypoxia_risk"]
        assert after.missing == ("low_saturation",)


def test_a_late_reading_of_a_closed_hour_counts_at_once() -> None:
    with watched(PERSON, models=MODELS) as monitor:
        monitor.advance(hours(), NOON_MS)
        late = [reading("spo2", NOON_MS - 30 * MINUTE_MS + second * 1000, 90.0, source="watch") for second in range(9)]
        changed = monitor.advance(late, NOON_MS + MINUTE_MS).assessments["hypoxia_risk"]
        assert (
            changed
            == monitor_of(monitor._store, PERSON, models=MODELS)
            .advance((), NOON_MS + MINUTE_MS)
            .assessments["hypoxia_risk"]
        )


@settings(deadline=None, max_examples=15)
@given(st.integers(0, 10_000))
def test_any_order_and_batching_end_in_the_same_estimate(seed: int) -> None:
    chance = random.Random(seed)
    rows = [*hours(6), *cuff(NOON_MS - 2 * HOUR_MS, 140)]
    rows = [row for row in rows if chance.random() < 0.8]
    now_ms = NOON_MS + chance.randrange(HOUR_MS)
    expected = answer("hypoxia_risk", rows, now_ms)
    chance.shuffle(rows)
    cut = chance.randrange(len(rows))
    with watched(PERSON, models=MODELS) as monitor:
        monitor.advance(rows[:cut], now_ms - 30 * MINUTE_MS)
        assert monitor.advance(rows[cut:], now_ms).assessments["hypoxia_risk"] == expected


def test_a_stream_costs_no_query_within_the_hour() -> None:
    with watched(PERSON, models=MODELS) as monitor:
        monitor.advance(hours(), NOON_MS)
        asked: list[str] = []
        monitor._store._db.set_trace_callback(asked.append)
        for second in range(60):
            rows = [reading("spo2", NOON_MS + 60_000 + second * 1000, 96.0)]
            monitor.advance(rows, NOON_MS + 60_000 + second * 1000)
        monitor._store._db.set_trace_callback(None)
        assert not [query for query in asked if "FROM minute" in query and "SELECT" in query]


def test_the_heart_estimate_takes_cuff_laboratory_and_answers() -> None:
    found = answer("heart_disease_risk", cuff(NOON_MS - DAY_MS, 150))
    assert isinstance(found.value, float)
    assert inputs(found)["systolic"] == 150.0
    assert inputs(found)["fasting_blood_sugar_over_120"] == "yes"
    assert inputs(answer("heart_disease_risk", cuff(NOON_MS - 31 * DAY_MS, 150))).get("systolic") is None
    old = answer("heart_disease_risk", [], fasting_glucose_mg_dl=130, measured_on="2024-01-01")
    assert "fasting_blood_sugar_over_120" not in inputs(old)


def test_new_pain_shows_the_emergency_text_through_the_monitor() -> None:
    told: dict[str, Any] = {"questionnaires": {"chest_pain": {**PAIN, "new": "yes"}}}
    found = answer("heart_disease_risk", [], **told)
    assert found.missing == ("urgent_chest_pain",)
    assert found.explanation.startswith("Chest pain that is new")


def test_answers_hold_a_month_by_the_local_calendar() -> None:
    day = "2025-06-01"
    told = {
        "questionnaires": {"chest_pain": {**PAIN, "answered_on": day}, "skin": {"changed": "yes", "answered_on": day}}
    }
    with watched({**PERSON, **told}, models=MODELS) as monitor:
        now = monitor.advance((), NOON_MS)
        first = now.assessments["heart_disease_risk"]
        assert first.value is not None
        assert now.wake_at_ms is not None
        later = monitor.advance((), NOON_MS + 60 * DAY_MS)
        assert set(later.assessments["heart_disease_risk"].missing) == {"pain", "at_rest", "new"}
        assert later.assessments["skin_questionnaire"].missing == ("skin",)


def test_a_changed_mark_is_worth_showing() -> None:
    assert answer("skin_questionnaire", []).band == "show_to_clinician"
