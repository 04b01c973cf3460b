"""Glucose through the monitor: readings in, answers out; unit, source, profile, age of the data, any order."""

import random
from collections.abc import Mapping, Sequence
from math import pi, sin
from typing import Any

import pytest
from healthsense_engine.answering.glucose import KEYS
from healthsense_engine.assessment import Assessment
from healthsense_engine.catalog import CATALOG
from healthsense_engine.measurement import Measurement, validate
from strategies import DAY_MS, HOUR_MS, MINUTE_MS, NOON_MS
from watching import again, at_once, says_the_same_in_any_order, spoken, watched

FIVE_MS = 5 * MINUTE_MS
QUARTER_MS = 15 * MINUTE_MS


def glucose(at_ms: int, value: float, *, unit: str = "mg/dL", source: str = "cgm", late_ms: int = 0) -> Measurement:
    return validate("glucose", value, unit, effective_ms=at_ms, received_ms=at_ms + late_ms, source=source)


def trace(days: float, *, step_ms: int = QUARTER_MS, end_ms: int = NOON_MS, source: str = "cgm") -> list[Measurement]:
    """Return a day like another: 130 mg/dL, waves of 4 hours and of a day, ending at ``end_ms``."""
    count = round(days * DAY_MS / step_ms)
    moments = [end_ms - at * step_ms for at in reversed(range(count))]
    return [
        glucose(
            at_ms,
            round(130 + 50 * sin(2 * pi * at_ms / (4 * HOUR_MS)) + 30 * sin(2 * pi * at_ms / DAY_MS)),
            source=source,
        )
        for at_ms in moments
    ]


def levels(values: Sequence[float], *, unit: str = "mg/dL", source: str = "cgm") -> list[Measurement]:
    """Return a day in which each value stands for the same share of time."""
    return [glucose(NOON_MS - at * FIVE_MS, values[at % len(values)], unit=unit, source=source) for at in range(288)]


def answers(batch: Sequence[Measurement], now_ms: int = NOON_MS, **profile: Any) -> Mapping[str, Assessment]:
    return at_once(batch, now_ms, profile)


def test_two_weeks_of_readings_answer_every_key() -> None:
    found = answers(trace(14))
    assert set(KEYS) == {key for key in CATALOG if key.startswith("glucose_")}
    for key in KEYS:
        assert found[key].value is not None, key
        assert found[key].unit == CATALOG[key].unit, key
        assert found[key].confidence == "high", key
        assert found[key].coverage == 1, key
        assert found[key].band is None or found[key].band in CATALOG[key].bands, key
    assert found["glucose_gmi"].value == pytest.approx(3.31 + 0.02392 * 130, abs=0.01)
    assert found["glucose_active"].value == 100
    assert found["glucose_agp"].value == 15
    total = sum(float(found[key].value or 0) for key in ("glucose_tbr", "glucose_tir", "glucose_tar"))
    assert total == pytest.approx(100)


def test_five_days_are_answered_with_less_confidence_and_say_so() -> None:
    found = answers(trace(5))["glucose_tir"]
    assert found.value is not None
    assert found.confidence == "moderate"
    assert found.coverage == pytest.approx(5 / 14)
    assert "From 480 readings in 5.0 days (100% of the time); 14 days" in found.explanation
    assert answers(trace(4))["glucose_tir"].confidence == "low"


def test_a_night_is_too_little_for_shares_and_its_active_time_is_told() -> None:
    found = answers(trace(0.6))
    assert found["glucose_active"].value == 100
    for key in KEYS:
        if key != "glucose_active":
            assert found[key].refused == "not_enough_data", key
            assert "so far there are 14.5 hours" in found[key].explanation
            assert found[key].coverage == pytest.approx(0.043, abs=0.001)


def test_fingersticks_alone_are_refused_and_it_says_why() -> None:
    sticks = [glucose(NOON_MS - at * 5 * HOUR_MS, 120, source="meter") for at in range(60)]
    for key, answer in answers(sticks).items():
        if key in KEYS:
            assert (answer.value, answer.refused, answer.missing) == (None, "not_enough_data", ("glucose",))
            assert "fingersticks" in answer.explanation


def test_without_readings_the_input_is_missing() -> None:
    found = answers([])
    assert {found[key].refused for key in KEYS} == {"missing_input"}


def test_fingersticks_beside_a_monitor_do_not_mix_in() -> None:
    sticks = [glucose(NOON_MS - at * 5 * HOUR_MS - 60_000, 400, source="meter") for at in range(60)]
    alone, beside = answers(trace(14)), answers([*trace(14), *sticks])
    for key in KEYS:
        assert beside[key].as_dict() == alone[key].as_dict()
    assert {one.source for one in beside["glucose_tir"].inputs} == {"cgm"}


@pytest.mark.parametrize("end_ms", [NOON_MS, NOON_MS - 5 * DAY_MS])
def test_10_0_mmol_is_in_range_and_10_1_is_not(end_ms: int) -> None:
    values = [10.0, 10.1, 3.9, 3.8]
    rows = [glucose(end_ms - at * FIVE_MS, values[at % 4], unit="mmol/L") for at in range(288)]
    found = answers(rows)
    assert [found[key].value for key in ("glucose_tbr", "glucose_tir", "glucose_tar")] == [25, 50, 25]
    assert dict(found["glucose_tir"].extra)["source_unit"] == "mmol/L"


def test_two_decimals_of_mmol_are_recognised() -> None:
    found = answers(levels([10.0, 10.01, 3.9, 3.89], unit="mmol/L"))
    assert [found[key].value for key in ("glucose_tbr", "glucose_tir", "glucose_tar")] == [25, 50, 25]


def test_each_source_is_read_in_its_own_unit() -> None:
    """180.18 mg/dL is the same stored number; from a source of whole mg/dL it would be above range."""
    mmol = answers(levels([10.0], unit="mmol/L"))["glucose_tar"]
    mg = answers(levels([180.18, *[101] * 5]))["glucose_tar"]
    assert mmol.value == 0
    assert mg.value == pytest.approx(100 / 6)


@pytest.mark.parametrize("factor", [1, 2])
def test_the_unit_changes_no_index(factor: int) -> None:
    mmol = [glucose(row.effective_ms, round(row.value / 18.018 * factor) / factor, unit="mmol/L") for row in trace(3)]
    mg = [glucose(row.effective_ms, row.value) for row in mmol]
    there, here = answers(mmol), answers(mg)
    for key in ("glucose_gmi", "glucose_cv", "glucose_lbgi", "glucose_hbgi", "glucose_mage", "glucose_active"):
        assert there[key].value == here[key].value, key


@pytest.mark.parametrize(
    ("profile", "targets", "tir_band"),
    [
        ({}, "standard", "off_target"),
        ({"birth_date": "1961-03-02"}, "standard", "off_target"),
        ({"birth_date": "1960-03-02"}, "older_high_risk", "on_target"),
        ({"conditions": ["heart failure"]}, "older_high_risk", "on_target"),
        ({"conditions": ["pregnant"]}, "pregnancy", "off_target"),
    ],
)
def test_the_profile_chooses_targets(profile: dict[str, Any], targets: str, tir_band: str) -> None:
    found = answers(levels([100, 100, 100, 200, 200]), **profile)["glucose_tir"]
    assert (dict(found.extra)["targets"], found.band) == (targets, tir_band)
    assert found.value == pytest.approx(60, abs=0.5)


def test_targets_change_at_the_65th_birthday() -> None:
    profile = {"birth_date": "1960-06-17", "time_zone": "Europe/Warsaw"}
    with watched(profile) as monitor:
        before = monitor.advance(levels([100, 100, 100, 200, 200]), NOON_MS).assessments["glucose_tir"]
        midnight = NOON_MS + 10 * HOUR_MS
        eve = monitor.advance((), midnight - 1).assessments["glucose_tir"]
        day = monitor.advance((), midnight).assessments["glucose_tir"]
    assert (before.band, eve.band, day.band) == ("off_target", "off_target", "on_target")


def test_the_answer_ends_when_its_newest_reading_is_14_days_old() -> None:
    with watched() as monitor:
        first = monitor.advance(trace(3), NOON_MS)
        assert first.assessments["glucose_tir"].value is not None
        for later in (DAY_MS, 10 * DAY_MS, 14 * DAY_MS - 1):
            result = monitor.advance((), NOON_MS + later)
            assert spoken(result, KEYS)["glucose_tir"] == spoken(first, KEYS)["glucose_tir"]
            assert spoken(again(monitor).advance((), NOON_MS + later), KEYS) == spoken(result, KEYS)
        assert result.wake_at_ms == NOON_MS + 14 * DAY_MS
        stale = monitor.advance((), NOON_MS + 14 * DAY_MS).assessments
        assert {stale[key].refused for key in KEYS} == {"stale_input"}


@pytest.mark.parametrize("days_ago", [0, 0.95, 0.97, 1, 6, 13])
def test_an_older_recording_is_answered_from_the_store_alike(days_ago: float) -> None:
    now_ms = NOON_MS + round(days_ago * DAY_MS)
    found, fresh = answers(trace(20), now_ms), answers(trace(20))
    for key in KEYS:
        assert found[key].as_dict() == fresh[key].as_dict()


def test_a_late_reading_is_counted() -> None:
    with watched() as monitor:
        rows = trace(3)
        missing = rows.pop(100)
        monitor.advance(rows, NOON_MS)
        late = glucose(missing.effective_ms, missing.value, late_ms=DAY_MS)
        found = monitor.advance([late], NOON_MS + 1).assessments["glucose_active"]
    assert dict(found.extra)["readings"] == 288
    assert found.value == 100


def test_the_profile_by_time_of_day_follows_the_person_s_clock() -> None:
    high_at_noon = [
        glucose(NOON_MS - at * QUARTER_MS, 250 if 12 <= (NOON_MS - at * QUARTER_MS) // HOUR_MS % 24 < 13 else 100)
        for at in range(5 * 96)
    ]
    for zone, slots in (("UTC", (24, 25)), ("Asia/Tokyo", (42, 43))):
        line = dict(answers(high_at_noon, time_zone=zone)["glucose_agp"].extra)["agp_p50"]
        values = [int(one) for one in str(line).strip("[]").split(",")]
        assert [at for at, value in enumerate(values) if value == 250] == list(slots)


def test_any_order_any_batches_any_restarts() -> None:
    chance = random.Random(5)
    rows = [
        glucose(
            row.effective_ms, row.value + chance.randrange(9), late_ms=chance.choice((0, 0, 0, 2 * HOUR_MS, DAY_MS))
        )
        for row in trace(16.2, step_ms=30 * MINUTE_MS)
        if chance.random() > 0.05
    ]
    rows += trace(2, end_ms=NOON_MS - 8 * DAY_MS + 60_000, source="another")
    rows += [glucose(NOON_MS - at * 7 * HOUR_MS - 7_000, 99, source="meter") for at in range(50)]
    moments = [
        NOON_MS - 16 * DAY_MS,
        NOON_MS - 15 * DAY_MS,
        NOON_MS - 9 * DAY_MS,
        NOON_MS - 3 * DAY_MS,
        NOON_MS - HOUR_MS,
    ]
    says_the_same_in_any_order(
        rows, [*moments, NOON_MS, NOON_MS + DAY_MS, NOON_MS + 15 * DAY_MS], KEYS, {"time_zone": "Europe/Warsaw"}
    )


def test_reading_by_reading_is_what_a_fresh_start_says() -> None:
    rows = trace(15.5)
    with watched() as monitor:
        monitor.advance(rows[:1400], rows[1399].effective_ms)
        for at in range(1400, len(rows)):
            live = monitor.advance([rows[at]], rows[at].effective_ms)
            if at % 17 == 0:
                assert spoken(again(monitor).advance((), rows[at].effective_ms), KEYS) == spoken(live, KEYS)
