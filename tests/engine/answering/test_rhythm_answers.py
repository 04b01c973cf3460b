"""Beats in, variability and regularity out; nights of RMSSD against one's own."""

import random
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from math import log, sin, sqrt
from statistics import fmean, stdev

import pytest
from healthsense_engine.assessment import (
    LEARNING,
    MISSING_INPUT,
    NOT_ENOUGH_DATA,
    STALE_INPUT,
)
from healthsense_engine.measurement import Measurement
from healthsense_engine.scores import hrv, irregular_pulse
from strategies import DAY_MS, HOUR_MS, MINUTE_MS, NOON_MS, reading
from watching import at_once, says_the_same_in_any_order, spoken, watched

KEYS = (*hrv.WINDOW_KEYS, irregular_pulse.KEY)


def beats(
    minutes: float,
    *,
    end_ms: int = NOON_MS,
    interval: Callable[[random.Random, int], float] | None = None,
    source: str = "strap",
    seed: int = 1,
) -> list[Measurement]:
    chance = random.Random(seed)
    make = interval or (lambda chance, at: 900 + 30 * sin(at / 4) + chance.gauss(0, 15))
    at_ms, out = end_ms - round(minutes * MINUTE_MS), []
    for at in range(100_000):
        one = round(make(chance, at), 2)
        at_ms += round(one)
        if at_ms > end_ms:
            break
        out.append(reading("rr_interval", at_ms, one, source=source))
    return out


def chaotic(chance: random.Random, _: int) -> float:
    return min(1500.0, max(400.0, chance.gauss(800, 170)))


def test_the_newest_five_minutes_by_the_task_force_s_formulas() -> None:
    rows = beats(12)
    answers = at_once(rows, NOON_MS)
    last = [row.value for row in rows if row.effective_ms > rows[-1].effective_ms - 5 * MINUTE_MS]
    squares = [(later - earlier) ** 2 for earlier, later in pairwise(last)]
    rmssd = sqrt(fmean(squares))
    assert answers["hrv_sdnn"].value == pytest.approx(stdev(last), abs=1e-6)
    assert answers["hrv_rmssd"].value == pytest.approx(rmssd, abs=1e-6)
    assert answers["hrv_ln_rmssd"].value == pytest.approx(log(rmssd), abs=1e-6)
    assert answers["hrv_pnn50"].value == pytest.approx(100 * fmean(one > 2500 for one in squares), abs=1e-6)


def test_five_minutes_are_needed_and_hold_for_a_day() -> None:
    with watched() as monitor:
        assert monitor.advance((), NOON_MS).assessments["hrv_sdnn"].refused == MISSING_INPUT
        short = monitor.advance(beats(2.5, end_ms=NOON_MS), NOON_MS).assessments["hrv_sdnn"]
        assert (short.refused, round(short.coverage or 0, 1)) == (NOT_ENOUGH_DATA, 0.6)
        rows = beats(6, end_ms=NOON_MS + 10 * MINUTE_MS)
        result = monitor.advance(rows, NOON_MS + 10 * MINUTE_MS)
        assert result.assessments["hrv_sdnn"].refused is None
        end_ms = rows[-1].effective_ms + DAY_MS
        assert monitor.advance((), end_ms - 1).assessments["hrv_sdnn"].refused is None
        assert monitor.advance((), end_ms).assessments["hrv_sdnn"].refused == STALE_INPUT


def test_a_disturbed_minute_leaves_the_last_good_window() -> None:
    good = beats(6, end_ms=NOON_MS - 5 * MINUTE_MS)
    moved = beats(4, interval=lambda chance, _: chance.choice((400.0, 1900.0)))
    alone = at_once(good, NOON_MS)["hrv_rmssd"]
    both = at_once([*good, *moved], NOON_MS)["hrv_rmssd"]
    assert both.refused is None
    assert (both.inputs[0].effective_ms or 0) - (alone.inputs[0].effective_ms or 0) < 3 * MINUTE_MS


def test_a_watch_s_own_rmssd_is_another_thing() -> None:
    rows = [*beats(6), reading("hrv_rmssd", NOON_MS - HOUR_MS, 77)]
    assert at_once(rows, NOON_MS)["hrv_rmssd"].value != 77


def test_the_preferred_device_is_asked() -> None:
    rows = [*beats(7), *beats(7, source="a watch", seed=2)]
    assert at_once(rows, NOON_MS)["hrv_rmssd"].inputs[0].source == "a watch"
    chosen = at_once(rows, NOON_MS, priorities={"rr_interval": ("strap",)})
    assert chosen["hrv_rmssd"].inputs[0].source == "strap"
    assert chosen["irregular_pulse"].refused == NOT_ENOUGH_DATA


def test_an_irregular_pulse_over_six_windows() -> None:
    answer = at_once(beats(16, interval=chaotic), NOON_MS)["irregular_pulse"]
    assert answer.value == "irregular"
    assert answer.explanation.startswith("Irregular pulse pattern on 6 of 6 resting windows. An ECG is the way to")
    regular = at_once(beats(16), NOON_MS)["irregular_pulse"]
    assert (regular.value, dict(regular.extra)["irregular_windows"]) == ("regular", 0)


def test_windows_of_48_hours_are_gathered_and_then_gone() -> None:
    rows = [
        row for part in range(6) for row in beats(5, end_ms=NOON_MS - part * 7 * HOUR_MS, interval=chaotic, seed=part)
    ]
    with watched() as monitor:
        answer = monitor.advance(rows, NOON_MS).assessments["irregular_pulse"]
        assert answer.value == "irregular"
        # Two windows of the newest part, three of the one before, one of the third.
        assert dict(answer.extra)["span_hours"] == 14.0
        later = monitor.advance((), NOON_MS + 35 * HOUR_MS).assessments["irregular_pulse"]
        assert (later.refused, later.coverage) == (NOT_ENOUGH_DATA, 5 / 6)
        stale = monitor.advance((), NOON_MS + 48 * HOUR_MS).assessments["irregular_pulse"]
        assert stale.refused == STALE_INPUT


def test_a_fast_pulse_is_no_rest() -> None:
    rows = beats(20, interval=lambda chance, _: max(310.0, chance.gauss(450, 90)))
    assert at_once(rows, NOON_MS)["irregular_pulse"].refused == NOT_ENOUGH_DATA


def steps(minutes_ago: float, count: int, source: str = "ha:one") -> Measurement:
    return reading("steps", NOON_MS - round(minutes_ago * MINUTE_MS), count, source=source)


def test_walking_is_no_rest_where_a_counter_is_read_often_enough_to_tell() -> None:
    rows = beats(16, interval=chaotic)
    walk = [steps(12, 1000), steps(9, 1021)]
    assert at_once([*rows, *walk], NOON_MS)["irregular_pulse"].refused == NOT_ENOUGH_DATA
    for still in (
        [steps(12, 1000), steps(9, 1020)],
        [steps(12, 1000), steps(9, 1800, source="other")],
        [steps(30, 1000), steps(1, 1800)],
    ):
        assert at_once([*rows, *still], NOON_MS)["irregular_pulse"].value == "irregular"
    late = [replace(row, received_ms=NOON_MS + HOUR_MS) for row in walk]
    says_the_same_in_any_order([*rows, *late], [NOON_MS, NOON_MS + HOUR_MS], (irregular_pulse.KEY,))


def test_what_is_known_adds_nothing() -> None:
    answer = at_once(beats(16), NOON_MS, {"conditions": ["atrial_fibrillation"]})["irregular_pulse"]
    assert "adds nothing" in answer.explanation


def messy(seed: int) -> list[Measurement]:
    """Return two devices' beats with pauses, stragglers, corrections and poor quality."""
    chance = random.Random(seed)
    rows = [
        *beats(14, end_ms=NOON_MS - 90 * MINUTE_MS, interval=chaotic, seed=seed),
        *beats(9, end_ms=NOON_MS - 40 * MINUTE_MS, seed=seed),
        *beats(12, end_ms=NOON_MS - 38 * MINUTE_MS, source="watch", seed=seed + 9),
        *beats(7, seed=seed + 1),
    ]
    out = []
    for row in rows:
        if chance.random() < 0.02:
            continue
        late_ms = chance.choice((400, 3_000, 50 * MINUTE_MS)) if chance.random() < 0.02 else 0
        quality = chance.choice((0, 29, 30, 100)) if chance.random() < 0.03 else None
        out.append(replace(row, received_ms=row.effective_ms + late_ms, quality=quality))
        if chance.random() < 0.005:
            out.append(replace(row, scaled=row.scaled // 2, received_ms=row.effective_ms + 20 * MINUTE_MS, quality=50))
    return out


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_order_batches_restarts_and_moments_change_nothing(seed: int) -> None:
    rows, chance = messy(seed), random.Random(seed)
    first, last = rows[0].received_ms, max(one.received_ms for one in rows)
    moments = [
        *sorted(chance.randrange(first, last) for _ in range(30)),
        last,
        last + HOUR_MS,
        last + 23 * HOUR_MS,
        last + 47 * HOUR_MS,
    ]
    says_the_same_in_any_order(rows, moments, KEYS, seed=seed)


def test_a_late_beat_in_the_only_complete_window_brings_back_the_one_before() -> None:
    before, disturbed = beats(6, end_ms=NOON_MS - 3 * HOUR_MS), beats(6, end_ms=NOON_MS - HOUR_MS, seed=3)
    lost = [replace(row, quality=0, received_ms=NOON_MS) for row in disturbed if row.effective_ms % 2]
    rows = [*before, *disturbed, *lost, *beats(2)]
    with watched() as monitor:
        first = monitor.advance([*before, *disturbed, *beats(2)], NOON_MS).assessments["hrv_rmssd"]
        second = monitor.advance(lost, NOON_MS).assessments["hrv_rmssd"]
    assert first.inputs[0].effective_ms == disturbed[-1].effective_ms
    assert second.inputs[0].effective_ms == before[-1].effective_ms
    says_the_same_in_any_order(rows, [NOON_MS - 2 * HOUR_MS, NOON_MS - 1, NOON_MS], KEYS)


def test_beat_by_beat_is_all_at_once() -> None:
    rows = beats(14)
    with watched() as monitor:
        for row in rows:
            result = monitor.advance([row], row.effective_ms)
        live = spoken(result, KEYS)
    with watched() as monitor:
        assert spoken(monitor.advance(rows, rows[-1].effective_ms), KEYS) == live


SEVEN_MS = NOON_MS - 5 * HOUR_MS


def nights(count: int, *last: float, source: str = "watch", hour_ms: int = 0) -> list[Measurement]:
    """Return a value each morning at seven, ``last`` the newest, this morning's included."""
    values = [*(40 + at % 5 for at in range(count - len(last))), *last]
    return [
        reading("hrv_rmssd", SEVEN_MS + hour_ms - (count - 1 - at) * DAY_MS, value, source=source)
        for at, value in enumerate(values)
    ]


def test_last_night_against_the_28_before() -> None:
    answer = at_once(nights(29, 18), NOON_MS)["hrv_night_trend"]
    assert (answer.band, dict(answer.extra)["nights"], answer.coverage) == ("lower_than_usual", 28, 1.0)
    assert at_once(nights(29, 42), NOON_MS)["hrv_night_trend"].band == "usual"


def test_learning_until_fourteen_nights_are_there_to_compare_with() -> None:
    assert at_once(nights(14, 18), NOON_MS)["hrv_night_trend"].refused == LEARNING
    assert at_once(nights(15, 18), NOON_MS)["hrv_night_trend"].band == "lower_than_usual"
    assert at_once((), NOON_MS)["hrv_night_trend"].refused == MISSING_INPUT


def test_a_night_of_many_readings_is_their_median_and_the_afternoon_is_no_night() -> None:
    tonight = [reading("hrv_rmssd", SEVEN_MS - at * HOUR_MS, value) for at, value in enumerate((90, 20, 19))]
    before = [replace(row, source="ha:one") for row in nights(29)[:-1]]
    afternoon = reading("hrv_rmssd", SEVEN_MS - 14 * HOUR_MS, 200)
    answer = at_once([*before, *tonight, afternoon], NOON_MS)["hrv_night_trend"]
    usual = log(float(dict(answer.extra)["baseline_ms"]))
    assert answer.value == pytest.approx(log(20) - usual)


def test_devices_are_never_mixed() -> None:
    new_watch = nights(3, 90, source="new")
    answer = at_once([*nights(28), *new_watch], NOON_MS)["hrv_night_trend"]
    assert (answer.inputs[0].source, answer.band) == ("watch", "usual")
    old = [replace(row, effective_ms=row.effective_ms - 4 * DAY_MS) for row in nights(28)]
    switched = at_once([*old, *new_watch], NOON_MS)["hrv_night_trend"]
    assert (switched.inputs[0].source, switched.refused) == ("new", LEARNING)


def test_a_night_is_last_night_for_36_hours() -> None:
    with watched() as monitor:
        result = monitor.advance(nights(29), NOON_MS)
        assert result.assessments["hrv_night_trend"].refused is None
        end_ms = SEVEN_MS + 36 * HOUR_MS
        assert monitor.advance((), end_ms - 1).assessments["hrv_night_trend"].refused is None
        assert monitor.advance((), end_ms).assessments["hrv_night_trend"].refused == STALE_INPUT


def test_nights_in_any_order() -> None:
    rows = [*nights(29), *nights(20, source="ring", hour_ms=1000)]
    says_the_same_in_any_order(rows, [NOON_MS - 9 * DAY_MS, NOON_MS, NOON_MS + 2 * DAY_MS], (hrv.NIGHT_KEY,))


def test_a_watch_that_was_put_aside_for_a_season_is_forgotten() -> None:
    old = [replace(row, effective_ms=row.effective_ms - 100 * DAY_MS, source="old") for row in nights(29)]
    rows = [*old, *nights(3)]
    with watched() as monitor:
        for row in rows:
            result = monitor.advance([row], max(row.effective_ms, NOON_MS))
    answer = result.assessments["hrv_night_trend"]
    assert (answer.refused, answer.inputs[0].source) == (LEARNING, "watch")
    says_the_same_in_any_order(rows, [NOON_MS - 90 * DAY_MS, NOON_MS - DAY_MS, NOON_MS], (hrv.NIGHT_KEY,))
