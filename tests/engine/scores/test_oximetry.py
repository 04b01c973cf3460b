"""Answers about a recording of oxygen saturation."""

import re
from statistics import quantiles, stdev

import pytest
from healthsense_engine.assessment import MISSING_INPUT, NOT_ENOUGH_DATA, STALE_INPUT, Confidence, Input
from healthsense_engine.catalog import CATALOG
from healthsense_engine.desaturation import Recording, Tally
from healthsense_engine.scores import oximetry
from strategies import HOUR_MS, NOON_MS

DIAGNOSES = "apn|hypox|disease|syndrome|COPD|diagnos"


def night(
    hours: float = 8,
    falls: tuple[int, int] = (0, 0),
    below_min: tuple[float, float] = (0, 0),
    *,
    lowest: int = 9200,
    every_s: float = 1,
) -> Recording:
    recorded_ms = round(hours * HOUR_MS)
    below_ms = (round(below_min[0] * 60_000), round(below_min[1] * 60_000))
    readings = round(recorded_ms / every_s / 1000)
    tally = Tally(recorded_ms, readings, 3, 9600 * recorded_ms, lowest, falls, below_ms)
    return Recording("ring", NOON_MS - recorded_ms, NOON_MS, tally)


def used(answers: object) -> dict[str, object]:
    inputs: tuple[Input, ...] = getattr(answers, "inputs")  # noqa: B009 - of a frozen dataclass
    return {one.key: one.value for one in inputs}


def test_the_index_is_events_over_recording_hours_and_says_both() -> None:
    answer = oximetry.assess(night(7.5, (60, 30)))["odi3"]
    assert answer.value == pytest.approx(8.0, abs=1e-12)
    assert answer.unit == "/h"
    assert used(answer) == {"recording_hours": 7.5, "events": 60}
    assert "60 times in 7.5 hours of recording" in answer.explanation
    assert "hours asleep" in answer.explanation
    assert oximetry.assess(night(7.5, (60, 30)))["odi4"].value == pytest.approx(4.0, abs=1e-12)


@pytest.mark.parametrize(
    ("an_hour", "band"), [(0, "few"), (4.9, "few"), (5, "some"), (14.9, "some"), (15, "many"), (30, "very_many")]
)
def test_bands_by_analogy(an_hour: float, band: str) -> None:
    assert oximetry.assess(night(10, (round(an_hour * 10), 0)))["odi3"].band == band


def test_time_below_in_percent_and_minutes() -> None:
    answers = oximetry.assess(night(8, below_min=(24, 4.8)))
    assert answers["spo2_below_90"].value == pytest.approx(5.0)
    assert answers["spo2_below_88"].value == pytest.approx(1.0)
    assert dict(answers["spo2_below_90"].extra)["minutes"] == pytest.approx(24)
    bands = [oximetry.assess(night(10, below_min=(one, 0)))["spo2_below_90"].band for one in (0, 5.9, 6)]
    assert bands == ["none", "little", "noticeable"]


def test_a_personal_target_of_88_to_92_is_taken_into_account() -> None:
    answers = oximetry.assess(night(below_min=(60, 1)), target_88_92=True)
    assert "look at the time below 88 %" in answers["spo2_below_90"].explanation
    assert "target" not in answers["spo2_below_88"].explanation


@pytest.mark.parametrize(
    ("falls", "below_88_min", "word"),
    [(39, 0, "even"), (40, 0, "some_falls"), (120, 0, "many_falls"), (0, 4.9, "even"), (0, 5, "low_for_long")],
)
def test_the_night_in_a_word(falls: int, below_88_min: float, word: str) -> None:
    answer = oximetry.assess(night(8, (falls, 0), (below_88_min, below_88_min)))["spo2_night"]
    assert (answer.value, answer.band) == (word, word)
    extra = dict(answer.extra)
    assert extra["mean"] == pytest.approx(96)
    assert (extra["lowest"], extra["odi3"], extra["recording_hours"]) == (92, falls / 8, 8)


def test_the_lowest_value_says_what_was_left_out() -> None:
    answer = oximetry.assess(night(lowest=8450))["spo2_nadir"]
    assert (answer.value, answer.unit) == (84.5, "%")
    assert "3 readings that changed too fast to be real were left out." in answer.explanation


def test_without_falls_nothing_is_said_of_hours_asleep() -> None:
    assert "asleep" not in oximetry.assess(night(7.5, (0, 0)))["odi3"].explanation


@pytest.mark.parametrize(
    ("hours", "every_s", "confidence"),
    [
        (4, 1, Confidence.HIGH),
        (4, 4, Confidence.HIGH),
        (3.9, 1, Confidence.MODERATE),
        (8, 10, Confidence.MODERATE),
        (1.9, 1, Confidence.LOW),
        (8, 60, Confidence.LOW),
    ],
)
def test_confidence_follows_length_and_sampling(hours: float, every_s: float, confidence: Confidence) -> None:
    answers = oximetry.assess(night(hours, every_s=every_s))
    assert {answer.confidence for answer in answers.values()} == {confidence}
    assert ("most short falls are missed" in answers["odi3"].explanation) == (every_s == 60)


def test_without_a_recording_there_is_no_number() -> None:
    for recording, stale, reason in (
        (None, False, MISSING_INPUT),
        (None, True, STALE_INPUT),
        (night(0.16), False, NOT_ENOUGH_DATA),
    ):
        answers = oximetry.assess(recording, stale=stale)
        assert set(answers) == set(oximetry.RECORDING_KEYS)
        assert {(answer.value, answer.refused, answer.missing) for answer in answers.values()} == {
            (None, reason, ("spo2",))
        }


def test_every_band_is_in_the_catalogue_and_no_text_names_a_diagnosis() -> None:
    seen: dict[str, set[str | None]] = {}
    for falls in (0, 60, 200, 400):
        for below in (0, 1, 200):
            for key, answer in oximetry.assess(night(8, (falls, falls), (below, below))).items():
                assert not re.search(DIAGNOSES, answer.explanation)
                seen.setdefault(key, set()).add(answer.band)
    for key, bands in seen.items():
        assert bands - {None} <= set(CATALOG[key].bands)
        assert CATALOG[key].unit == oximetry.assess(night())[key].unit
    assert seen["odi3"] == set(CATALOG["odi3"].bands)
    assert seen["spo2_night"] == set(CATALOG["spo2_night"].bands)
    assert set(oximetry.STABILITY_BANDS) == set(CATALOG["spo2_stability"].bands)


NEWEST = Input("spo2", 96.0, "%", NOON_MS)


def test_stability_against_the_standard_library() -> None:
    means = [95 + (at * 7919 % 31) / 10 for at in range(180)]
    answer = oximetry.stability(means, NEWEST)
    assert answer.value == pytest.approx(stdev(means), abs=1e-12)
    first, _, third = quantiles(means, n=4, method="inclusive")
    assert dict(answer.extra)["interquartile_range"] == pytest.approx(third - first, abs=1e-12)
    assert answer.confidence is Confidence.HIGH


@pytest.mark.parametrize(("swing", "band"), [(0.5, "steady"), (1.5, "varying"), (3, "unsteady")])
def test_stability_in_a_word(swing: float, band: str) -> None:
    assert oximetry.stability([96 - swing, 96 + swing] * 60, NEWEST).band == band


def test_stability_needs_an_hour_of_current_minutes() -> None:
    assert oximetry.stability((), None).refused == MISSING_INPUT
    assert oximetry.stability((), NEWEST, fresh=False).refused == STALE_INPUT
    answer = oximetry.stability([96.0] * 59, NEWEST)
    assert (answer.refused, answer.coverage) == (NOT_ENOUGH_DATA, 59 / 180)
