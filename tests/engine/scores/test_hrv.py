"""Heart rate variability of five minutes and of nights."""

import random
from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise
from math import exp, log, sin, sqrt
from statistics import fmean, median, stdev

import pytest
from healthsense_engine.assessment import LEARNING, MISSING_INPUT, NOT_ENOUGH_DATA, STALE_INPUT, Confidence, Input
from healthsense_engine.catalog import CATALOG
from healthsense_engine.scores import hrv
from hypothesis import given
from hypothesis import strategies as st
from strategies import NOON_MS


def timed(intervals_ms: Iterable[float], *, start_ms: int = NOON_MS) -> list[tuple[int, int]]:
    """Return ``(time in ms, interval in hundredths of a ms)`` of beats that follow each other."""
    scaled = [round(interval * 100) for interval in intervals_ms]
    return [(start_ms + passed // 100, one) for passed, one in zip(accumulate(scaled), scaled, strict=True)]


def rolled(intervals_ms: Iterable[float]) -> hrv.Rolling:
    rolling = hrv.Rolling("strap")
    for at_ms, interval in timed(intervals_ms):
        rolling.feed(at_ms, interval)
    return rolling


def calm(beats: int, *, mean: float = 900, sd: float = 20, seed: int = 1) -> list[float]:
    chance = random.Random(seed)
    return [round(mean + 30 * sin(at / 4) + chance.gauss(0, sd), 2) for at in range(beats)]


def last_five_minutes(intervals: Sequence[float]) -> list[float]:
    rows = timed(intervals)
    return [one for one, (at_ms, _) in zip(intervals, rows, strict=True) if at_ms > rows[-1][0] - 300_000]


def test_the_task_force_s_measures_by_hand() -> None:
    # 300 beats of 990, 1010, ...: differences of 20 but one of 80 ms.
    intervals = [990.0, 1010.0] * 150
    intervals[151] = 1070.0
    found = rolled(intervals).figures()
    squares = 297 * 20**2 + 80**2 + 80**2
    assert found.rmssd == pytest.approx(sqrt(squares / 299), abs=1e-9)
    assert found.sdnn == pytest.approx(stdev(intervals), abs=1e-9)
    assert found.pnn50 == pytest.approx(100 * 2 / 299, abs=1e-9)
    assert (found.beats, found.normal, found.normal_share) == (300, 300, 1.0)


@given(seed=st.integers(0, 10_000), mean=st.integers(750, 1300), sd=st.integers(1, 20))
def test_on_clean_data_it_is_the_textbook(seed: int, mean: int, sd: int) -> None:
    intervals = calm(700, mean=mean, sd=sd, seed=seed)
    found, expected = rolled(intervals).figures(), last_five_minutes(intervals)
    differences = [later - earlier for earlier, later in pairwise(expected)]
    assert found.normal == found.beats == len(expected)
    assert found.sdnn == pytest.approx(stdev(expected), abs=1e-6)
    assert found.rmssd == pytest.approx(sqrt(fmean(one * one for one in differences)), abs=1e-6)
    assert found.pnn50 == pytest.approx(100 * fmean(round(abs(one), 2) > 50 for one in differences), abs=1e-6)
    assert found.mean_nn == pytest.approx(fmean(expected), abs=1e-6)


def test_sliding_beat_by_beat_is_the_window_read_afresh() -> None:
    chance = random.Random(3)
    intervals = [one * (0.6 if chance.random() < 0.05 else 1) for one in calm(1500)]
    whole = rolled(intervals)
    rows = timed(intervals)
    fresh = hrv.Rolling("strap")
    for at_ms, interval in rows:
        if at_ms > rows[-1][0] - 330_000:
            fresh.feed(at_ms, interval)
    assert fresh.figures() == whole.figures()


def test_an_early_beat_and_its_pause_are_removed_and_bridged_by_no_difference() -> None:
    intervals = [1000.0, 1010.0] * 160
    plain = rolled(intervals).figures()
    intervals[200:202] = [600.0, 1410.0]
    found = rolled(intervals).figures()
    assert (found.beats - found.normal, plain.rmssd) == (2, 10.0)
    assert found.rmssd == 10.0
    assert found.normal_share == pytest.approx(1 - 2010 / 300_000, abs=0.004)


@pytest.mark.parametrize("interval", [290.0, 2010.0])
def test_the_range_of_normal_intervals(interval: float) -> None:
    found = rolled([*calm(400), interval, *calm(50)]).figures()
    assert found.normal == found.beats - 1


def test_no_difference_is_taken_across_a_gap() -> None:
    rolling, at_ms = hrv.Rolling("strap"), NOON_MS
    for beat in range(320):
        at_ms += 1000 + (900 if beat == 200 else 0)
        # After the gap the level is another: a difference across it would be 60 ms.
        rolling.feed(at_ms, (100_000 if beat < 200 else 106_000))
    assert rolling.figures().rmssd == 0


@pytest.mark.parametrize(
    ("seconds", "interval_ms", "gap"),
    [(1, 1000, False), (1, 600, False), (1, 560, True), (1.7, 1000, False), (2, 1000, True)],
)
def test_what_a_gap_is(seconds: float, interval_ms: int, gap: bool) -> None:
    assert hrv.gap_between(0, round(seconds * 1000), interval_ms * 100) is gap


def test_a_window_needs_its_span_and_its_share_of_normal_intervals() -> None:
    assert not rolled(calm(290)).complete
    assert rolled(calm(305)).complete
    disturbed = [one * (1.5 if at % 5 in (0, 2) else 1) for at, one in enumerate(calm(400))]
    assert not rolled(disturbed).complete


def test_where_nothing_is_usual_nothing_is_normal() -> None:
    chance = random.Random(5)
    rolling = rolled([*calm(300), *(chance.choice((400.0, 1900.0)) for _ in range(200))])
    assert not rolling.complete


def test_answers_state_what_they_rest_on() -> None:
    figures = rolled(calm(400)).figures()
    answers = hrv.assess(figures)
    assert {key: answer.value for key, answer in answers.items()} == {
        "hrv_rmssd": figures.rmssd,
        "hrv_sdnn": figures.sdnn,
        "hrv_pnn50": figures.pnn50,
        "hrv_ln_rmssd": log(figures.rmssd),
    }
    for key, answer in answers.items():
        assert (answer.unit, answer.confidence) == (CATALOG[key].unit, Confidence.HIGH)
        assert {one.key: one.value for one in answer.inputs} == {
            "rr_interval": figures.mean_nn,
            "nn_intervals": figures.normal,
        }


def test_a_perfectly_even_pulse_has_no_logarithm() -> None:
    answers = hrv.assess(rolled([1000.0] * 320).figures())
    assert answers["hrv_rmssd"].value == 0
    assert (answers["hrv_ln_rmssd"].value, answers["hrv_ln_rmssd"].refused) == (None, NOT_ENOUGH_DATA)


def test_without_a_window_there_is_no_number() -> None:
    assert {one.refused for one in hrv.assess(None).values()} == {MISSING_INPUT}
    assert {one.refused for one in hrv.assess(None, stale=True).values()} == {STALE_INPUT}
    short = hrv.assess(None, progress=rolled(calm(150)))["hrv_sdnn"]
    assert short.refused == NOT_ENOUGH_DATA
    assert short.coverage == pytest.approx(0.5, abs=0.01)


NEWEST = Input("hrv_rmssd", 40.0, "ms", NOON_MS, "watch")


def nights(*last: float, before: int = 28) -> list[float]:
    return [log(40 + at % 5) for at in range(before)] + [log(one) for one in last]


def test_a_night_against_one_s_own() -> None:
    past = nights()
    answer = hrv.night_trend([*past, log(20)], NEWEST)
    mad = median(abs(one - median(past)) for one in past)
    assert answer.value == pytest.approx(log(20) - median(past), abs=1e-12)
    assert answer.upper == pytest.approx(2 * 1.4826 * max(0.05, mad), abs=1e-12)
    assert (answer.band, answer.confidence) == ("lower_than_usual", Confidence.HIGH)
    assert dict(answer.extra)["baseline_ms"] == pytest.approx(exp(median(past)))
    assert [hrv.night_trend(nights(one), NEWEST).band for one in (42, 90)] == ["usual", "higher_than_usual"]


def test_only_the_28_nights_before_count() -> None:
    assert hrv.night_trend([9.0, 9.0, *nights(42)], NEWEST) == hrv.night_trend(nights(42), NEWEST)


def test_learning_before_fourteen_nights() -> None:
    assert hrv.night_trend((), None).refused == MISSING_INPUT
    answer = hrv.night_trend(nights(42, before=13), NEWEST)
    assert (answer.refused, answer.coverage) == (LEARNING, 13 / 14)
    answer = hrv.night_trend(nights(42, before=14), NEWEST)
    assert (answer.refused, answer.confidence) == (None, Confidence.MODERATE)
    assert hrv.night_trend(nights(42), NEWEST, fresh=False).refused == STALE_INPUT


def test_only_what_was_left_out_is_said_to_be() -> None:
    whole = hrv.assess(rolled(calm(700)).figures())["hrv_rmssd"]
    assert whole.explanation.endswith(" intervals.")
    beats = calm(700)
    beats[600] = 450
    assert "the others were left out" in hrv.assess(rolled(beats).figures())["hrv_rmssd"].explanation
