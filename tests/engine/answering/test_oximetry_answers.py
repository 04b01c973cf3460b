"""Saturation in, the night out: which recording counts, late readings, several devices, time passing."""

import os
import random
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from healthsense_engine.assessment import MISSING_INPUT, NOT_ENOUGH_DATA, STALE_INPUT, Assessment
from healthsense_engine.ingest import wfdb_numerics
from healthsense_engine.measurement import Measurement
from healthsense_engine.scores import oximetry
from strategies import DAY_MS, HOUR_MS, MINUTE_MS, NOON_MS, reading
from watching import at_once, says_the_same_in_any_order, spoken, watched

SHARED = Path(os.environ.get("HEALTHSENSE_SHARED_DATA") or Path(__file__).parents[3] / ".." / "shared" / "data")
RECORD = SHARED / "wfdb" / "s00001" / "s00001-2896-10-10-00-31n"
KEYS = (*oximetry.RECORDING_KEYS, oximetry.STABILITY_KEY)
EVENING_MS = NOON_MS - 14 * HOUR_MS + 7 * MINUTE_MS + 321


def recording(
    start_ms: int,
    minutes: float,
    *,
    every_s: int = 4,
    fall_every_s: int = 0,
    depth: float = 5,
    level: float = 97,
    source: str = "ring",
    quality: int | None = None,
) -> list[Measurement]:
    """Return readings with a fall of 40 s in every ``fall_every_s``, none where that is 0."""
    return [
        reading(
            "spo2",
            start_ms + second * 1000,
            level - depth if fall_every_s and second % fall_every_s >= fall_every_s - 40 else level,
            source=source,
            quality=quality,
        )
        for second in range(0, int(minutes * 60), every_s)
    ]


def figures(answers: Mapping[str, Assessment], key: str) -> dict[str, object]:
    found = answers[key]
    return {one.key: one.value for one in found.inputs} | {"value": found.value, "refused": found.refused}


def hours(answers: Mapping[str, Assessment]) -> object:
    return figures(answers, "odi3")["recording_hours"]


def test_a_night_across_hours_and_midnight_counts_every_fall_once() -> None:
    # 160 falls in eight hours: one each three minutes, some across the turn of an hour.
    rows = recording(EVENING_MS, 480, every_s=1, fall_every_s=180)
    found = figures(at_once(rows, NOON_MS), "odi3")
    assert (found["events"], found["recording_hours"], found["value"]) == (160, 8.0, 20.0)
    assert figures(at_once(rows, NOON_MS), "odi4")["events"] == 160


@pytest.mark.parametrize("every_s", [1, 4, 10, 60])
def test_falls_of_several_samplings(every_s: int) -> None:
    rows = recording(EVENING_MS, 240, every_s=every_s, fall_every_s=600 if every_s < 60 else 0)
    found = figures(at_once(rows, NOON_MS), "odi3")
    assert found["recording_hours"] == 4.0
    assert found["events"] == (24 if every_s < 60 else 0)


def test_it_answers_while_the_night_runs() -> None:
    rows = recording(NOON_MS, 30, fall_every_s=300)
    with watched() as monitor:
        assert monitor.advance((), NOON_MS).assessments["odi3"].refused == MISSING_INPUT
        seen = []
        for row in rows:
            answer = monitor.advance([row], row.effective_ms).assessments["odi3"]
            seen.append(answer.refused or answer.value)
    assert seen[1] == NOT_ENOUGH_DATA
    # Ten minutes are a hundred and fifty readings of four seconds.
    assert [isinstance(one, str) for one in seen].index(False) == 149
    assert seen[-1] == 12.0


def test_a_pause_is_not_counted_and_a_long_one_ends_the_recording() -> None:
    first = recording(EVENING_MS, 120, fall_every_s=300)
    after_a_pause = recording(EVENING_MS + 150 * MINUTE_MS, 120)
    another = recording(EVENING_MS + 400 * MINUTE_MS, 90)
    answers = at_once([*first, *after_a_pause], NOON_MS)
    assert (hours(answers), figures(answers, "odi3")["events"]) == (4.0, 24)
    assert answers["odi3"].coverage == pytest.approx(240 / 270, abs=0.01)
    answers = at_once([*first, *after_a_pause, *another], NOON_MS)
    assert (hours(answers), figures(answers, "odi3")["events"]) == (1.5, 0)


def test_a_short_recording_does_not_replace_a_night() -> None:
    rows = recording(EVENING_MS, 300, fall_every_s=300)
    spot = recording(NOON_MS - HOUR_MS, 12)
    assert hours(at_once([*rows, *spot], NOON_MS)) == 5.0
    assert hours(at_once(spot, NOON_MS)) == 0.2
    answer = at_once(recording(NOON_MS - HOUR_MS, 5), NOON_MS)["odi3"]
    assert (answer.refused, answer.coverage) == (NOT_ENOUGH_DATA, 0.5)


def test_of_two_devices_the_one_that_was_read_oftener_unless_another_is_preferred() -> None:
    ring = recording(EVENING_MS, 240, every_s=4)
    watch = recording(EVENING_MS, 250, every_s=60, source="a watch")
    assert at_once([*ring, *watch], NOON_MS)["odi3"].inputs[0].source == "ring"
    preferred = at_once([*ring, *watch], NOON_MS, priorities={"spo2": ("a watch",)})
    assert preferred["odi3"].inputs[0].source == "a watch"


def test_a_day_after_its_end_a_night_is_no_answer() -> None:
    rows = recording(EVENING_MS, 120)
    end_ms = rows[-1].effective_ms
    with watched() as monitor:
        monitor.advance(rows, NOON_MS)
        assert monitor.advance((), end_ms + DAY_MS - 1).assessments["odi3"].value == 0
        wake_ms = end_ms + DAY_MS
        assert monitor.advance((), wake_ms - 1).wake_at_ms == wake_ms
        assert monitor.advance((), wake_ms).assessments["odi3"].refused == STALE_INPUT


def test_of_a_recording_without_end_the_last_23_hours_count() -> None:
    rows = recording(NOON_MS - 40 * HOUR_MS, 40 * 60, every_s=60)
    found = hours(at_once(rows, NOON_MS))
    assert isinstance(found, float)
    assert 22 <= found <= 23


def test_readings_of_poor_quality_are_no_readings() -> None:
    rows = recording(EVENING_MS, 120)
    noise = recording(EVENING_MS + 2000, 120, level=80, quality=29)
    assert at_once([*rows, *noise], NOON_MS)["spo2_nadir"].value == 97
    assert at_once([*rows, *recording(EVENING_MS + 2000, 120, level=95, quality=30)], NOON_MS)["spo2_nadir"].value == 95


def test_a_saturation_target_of_the_profile_is_known() -> None:
    rows = recording(EVENING_MS, 120, level=89.5)
    answer = at_once(rows, NOON_MS, {"spo2_scale": 2})["spo2_below_90"]
    assert answer.value == 100
    assert "88 to 92 %" in answer.explanation


def test_stability_needs_a_current_reading() -> None:
    rows = recording(NOON_MS - 2 * HOUR_MS, 120)
    with watched() as monitor:
        answer = monitor.advance(rows, NOON_MS).assessments["spo2_stability"]
        assert (answer.value, answer.band, dict(answer.extra)["minutes"]) == (0, "steady", 120)
        later = monitor.advance((), NOON_MS + 15 * MINUTE_MS).assessments["spo2_stability"]
        assert later.refused == STALE_INPUT


def messy(seed: int) -> list[Measurement]:
    """Return two devices' nights with pauses, stragglers, corrections, poor quality and one night before."""
    chance = random.Random(seed)
    rows = [
        *recording(EVENING_MS - DAY_MS, 70, every_s=30, fall_every_s=600),
        *recording(EVENING_MS, 80, every_s=5, fall_every_s=400),
        *recording(EVENING_MS + 95 * MINUTE_MS, 40, every_s=5, fall_every_s=240, depth=11),
        *recording(EVENING_MS + 20 * MINUTE_MS, 130, every_s=20, fall_every_s=900, source="watch"),
        *recording(EVENING_MS + 230 * MINUTE_MS, 12, every_s=5, level=94, source="watch"),
    ]
    out = []
    for row in rows:
        if chance.random() < 0.02:
            continue
        late_ms = chance.choice((0, 0, 0, 0, 3_000, 40 * MINUTE_MS)) if chance.random() < 0.05 else 0
        quality = chance.choice((None, None, 0, 29, 30, 100)) if chance.random() < 0.1 else None
        out.append(replace(row, received_ms=row.effective_ms + late_ms, quality=quality))
        if chance.random() < 0.01:
            corrected = row.scaled - chance.choice((100, 900))
            out.append(replace(row, scaled=corrected, received_ms=row.effective_ms + 30 * MINUTE_MS, quality=50))
    return out


def moments(rows: Iterable[Measurement], count: int, seed: int) -> list[int]:
    chance = random.Random(seed)
    first, last = min(one.received_ms for one in rows), max(one.received_ms for one in rows)
    return [*sorted(chance.randrange(first, last) for _ in range(count)), last, last + 3 * HOUR_MS, last + 22 * HOUR_MS]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_order_batches_restarts_and_moments_change_nothing(seed: int) -> None:
    rows = messy(seed)
    says_the_same_in_any_order(rows, moments(rows, 25, seed), KEYS, seed=seed)


def test_reading_by_reading_is_all_at_once() -> None:
    rows = recording(NOON_MS - 75 * MINUTE_MS, 75, every_s=5, fall_every_s=300)
    with watched() as monitor:
        for row in rows:
            result = monitor.advance([row], row.effective_ms)
        live = spoken(result, KEYS)
    with watched() as monitor:
        assert spoken(monitor.advance(rows, rows[-1].effective_ms), KEYS) == live


@pytest.mark.skipif(not RECORD.with_suffix(".hea").is_file(), reason="the 32 hours at a bedside are not here")
def test_32_hours_at_a_bedside_once_a_minute() -> None:
    rows = [row for row in wfdb_numerics.read(RECORD) if isinstance(row, Measurement) and row.vital == "spo2"]
    with watched() as monitor:
        seen: dict[int, tuple[object, object, object]] = {}
        for start in range(0, len(rows), 60):
            part = rows[start : start + 60]
            answers = monitor.advance(part, part[-1].effective_ms).assessments
            found = figures(answers, "odi3")
            if found["refused"] is None:
                seen[start // 60] = (found["events"], answers["spo2_below_90"].value, answers["spo2_nadir"].value)
    # Three recordings, parted by pauses of 3.2 and 1.1 hours: the falls of 3 %, no time below 90 %, the lowest value.
    assert {below for _, below, _ in seen.values()} == {0}
    assert list(seen.values())[-1] == (2, 0, 91.9)
    assert answers["odi3"].value == pytest.approx(2 / 5.416667, abs=1e-6)
