"""A continuous recording: the unit its source spoke, how it is spaced, how much it covers."""

import random

import pytest
from healthsense_engine.assessment import MISSING_INPUT, NOT_ENOUGH_DATA, Confidence
from healthsense_engine.cgm import (
    FINGERSTICKS,
    MMOL_L,
    NO_READINGS,
    Recording,
    answer_over,
    cadence_ms,
    fits_mmol,
    from_mmol,
    intervals,
    spoken_unit,
    to_mmol,
)
from healthsense_engine.vitals import VITALS
from hypothesis import given
from hypothesis import strategies as st
from strategies import DAY_MS, HOUR_MS, MINUTE_MS, NOON_MS

GLUCOSE = VITALS["glucose"]


def stored(value: float, unit: str) -> int:
    scaled = GLUCOSE.to_scaled(value, unit)
    assert scaled is not None
    return scaled


def recording(
    readings: int, *, span_ms: int | None = None, cadence: int = 5 * MINUTE_MS, unit: str = "mg/dL"
) -> Recording:
    last = NOON_MS + ((span_ms or readings * cadence) - cadence)
    return Recording("cgm", unit, cadence, NOON_MS, last, ((10_000, readings - readings // 2), (12_000, readings // 2)))


@given(st.integers(60, 5500))
def test_every_value_of_two_decimals_in_mmol_is_recognised_and_comes_back(hundredths: int) -> None:
    scaled = stored(hundredths / 100, "mmol/L")
    assert fits_mmol(scaled)
    assert from_mmol(hundredths) == scaled
    assert to_mmol(scaled) == hundredths


def test_every_eighteenth_integer_fits_mmol() -> None:
    values = range(1_000, 100_000)
    assert sum(map(fits_mmol, values)) / len(values) == pytest.approx(1 / 18.018, abs=1e-4)


@given(st.lists(st.integers(22, 333), min_size=1, max_size=60))
def test_a_source_in_tenths_of_mmol_is_told(tenths: list[int]) -> None:
    values = [stored(one / 10, "mmol/L") for one in tenths]
    if all(value % 100 == 0 for value in values):
        return  # such as 11.1 mmol/L alone, to the hundredth 200 mg/dL: both units bin it alike
    whole = sum(value % 100 == 0 for value in values)
    assert spoken_unit([(value, 1) for value in values]) == (MMOL_L if whole < len(values) else "mg/dL")


@given(st.lists(st.integers(20, 600), min_size=1, max_size=60))
def test_a_source_in_whole_mg_is_told_even_where_every_value_fits_both(values: list[int]) -> None:
    assert spoken_unit([(value * 100, 1) for value in values]) == "mg/dL"


@pytest.mark.parametrize("decimals", [1, 2])
def test_a_source_in_mg_with_decimals_is_told(decimals: int) -> None:
    chance = random.Random(3)
    values = [stored(round(chance.uniform(50, 300), decimals), "mg/dL") for _ in range(500)]
    assert spoken_unit([(value, 1) for value in values]) == "mg/dL"


def test_180_mg_and_9_99_mmol_are_one_value_and_mg_is_taken() -> None:
    assert stored(9.99, "mmol/L") == stored(180, "mg/dL")
    assert spoken_unit([(18_000, 300)]) == "mg/dL"
    assert spoken_unit([(18_000, 299), (stored(9.9, "mmol/L"), 301)]) == MMOL_L


@given(st.lists(st.tuples(st.integers(1_000, 60_000), st.integers(1, 9)), min_size=1, max_size=40), st.randoms())
def test_the_order_of_readings_has_no_say_in_the_unit(counts: list[tuple[int, int]], chance: random.Random) -> None:
    shuffled = chance.sample(counts, len(counts))
    assert spoken_unit(shuffled) == spoken_unit(counts)


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        ([5, 5, 5, 5, 600], 5),
        ([15] * 9 + [30] * 8, 15),
        ([1, 15, 1, 15], 1),
        ([240, 300, 420], 300),
        ([], None),
    ],
)
def test_the_interval_is_the_median_the_lower_of_two(minutes: list[int], expected: int | None) -> None:
    counts = [(one, minutes.count(one)) for one in set(minutes)]
    assert cadence_ms(counts) == (None if expected is None else expected * MINUTE_MS)


def test_a_reading_told_twice_within_half_a_minute_is_no_interval() -> None:
    times = [NOON_MS + 5 * MINUTE_MS * step + late for step in range(4) for late in (0, 20_000)]
    assert intervals(times) == [5, 5, 5]


@pytest.mark.parametrize(
    ("readings", "span_days", "confidence"),
    [
        (2823, 14, Confidence.HIGH),
        (2822, 14, Confidence.MODERATE),
        (3744, 13, Confidence.MODERATE),
        (3745, 13 + 1 / 288, Confidence.HIGH),
        (1412, 14, Confidence.MODERATE),
        (1411, 5, Confidence.LOW),
    ],
)
def test_confidence_asks_for_70_percent_of_14_days(readings: int, span_days: float, confidence: Confidence) -> None:
    assert recording(readings, span_ms=round(span_days * DAY_MS)).confidence is confidence


def test_active_is_of_the_time_recorded_coverage_of_the_14_days() -> None:
    half = recording(7 * 144, span_ms=7 * DAY_MS)
    assert (half.active, half.coverage) == (0.5, 0.25)


def test_a_day_with_70_percent_is_enough_and_less_says_how_much_there_is() -> None:
    enough = recording(202, span_ms=DAY_MS)
    assert answer_over("glucose_tir", enough, lambda over: over.answer("glucose_tir", 1.0, "%", "Yes.")).value == 1.0
    less = answer_over("glucose_tir", recording(201, span_ms=DAY_MS), lambda _: pytest.fail("asked"))
    assert less.refused == NOT_ENOUGH_DATA
    assert less.missing == ("glucose",)
    assert "at least 16.8 hours (70% of a day); so far there are 16.8 hours" in less.explanation


def test_no_recording_is_refused_with_its_own_reason() -> None:
    for none, reason, words in (
        (NO_READINGS, MISSING_INPUT, "there are none"),
        (FINGERSTICKS, NOT_ENOUGH_DATA, "fingersticks"),
    ):
        refusal = answer_over("glucose_tir", none, lambda _: pytest.fail("asked"))
        assert (refusal.refused, refusal.value) == (reason, None)
        assert words in refusal.explanation


def test_what_an_answer_rests_on_is_told() -> None:
    answer = recording(288).answer("glucose_gmi", 6.0, "%", "So it is.", extra=(("more", 1),))
    assert [(one.key, one.value, one.effective_ms, one.source) for one in answer.inputs] == [
        ("glucose_mean", 110.0, NOON_MS + DAY_MS - 5 * MINUTE_MS, "cgm"),
        ("glucose_readings", 288.0, NOON_MS + DAY_MS - 5 * MINUTE_MS, "cgm"),
    ]
    told = dict(answer.extra)
    assert (told["window_days"], told["days"], told["interval_min"], told["source_unit"]) == (14, 1.0, 5, "mg/dL")
    assert (told["readings"], told["readings_ignored"], told["more"]) == (288, 0, 1)
    assert answer.explanation == (
        "So it is. From 288 readings in 1.0 days (100% of the time); "
        "14 days with readings for at least 70% of the time would be firmer."
    )
    assert recording(288, unit=MMOL_L).tell(180.18) == "10.0 mmol/L"
    assert recording(12, span_ms=HOUR_MS).tell(180.18) == "180 mg/dL"
