"""The irregular pulse pattern: what is flagged, what is not, and what is not even counted."""

import math
import os
import random
import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from healthsense_engine.assessment import MISSING_INPUT, NOT_ENOUGH_DATA, STALE_INPUT, Confidence
from healthsense_engine.catalog import CATALOG
from healthsense_engine.scores import irregular_pulse as pulse

SHARED = Path(os.environ.get("HEALTHSENSE_SHARED_DATA") or Path(__file__).parents[3] / ".." / "shared" / "data")
RECORD = SHARED / "wfdb" / "100"

type Beats = list[tuple[int, int]]
type Rhythm = Callable[[random.Random, int], Sequence[float]]


def beats(rhythm: Rhythm, *, minutes: int = 60, seed: int = 1) -> Beats:
    """Return ``(time, interval)``; ``rhythm`` gives the next intervals in ms at a time in ms."""
    chance, at_ms, out = random.Random(seed), 0, []
    while at_ms < minutes * 60_000:
        for interval in rhythm(chance, at_ms):
            at_ms += round(interval)
            out.append((at_ms, round(interval * 100)))
    return out


def windows(rows: Beats) -> list[pulse.Window]:
    pieces: dict[int, Beats] = {}
    for at_ms, interval in rows:
        pieces.setdefault(at_ms // pulse.WINDOW_MS, []).append((at_ms, interval))
    found = (pulse.measure(pieces[piece]) for piece in sorted(pieces))
    return [one for one in found if one is not None]


def irregular(rows: Beats) -> tuple[int, int]:
    found = windows(rows)
    return sum(one.irregular for one in found), len(found)


def sinus(mean: float, noise: float, breathing: float, breath_s: float = 4) -> Rhythm:
    def rhythm(chance: random.Random, at_ms: int) -> Sequence[float]:
        return [mean + breathing * math.sin(2 * math.pi * at_ms / 1000 / breath_s) + chance.gauss(0, noise)]

    return rhythm


def random_intervals(mean: float, spread: float) -> Rhythm:
    return lambda chance, _: [min(1900, max(310, chance.gauss(mean, spread * mean)))]


def extra_beats(share: float, *, pause: bool) -> Rhythm:
    """Sinus rhythm with early beats at random, followed by a full pause (PVC) or none (PAC)."""

    def rhythm(chance: random.Random, at_ms: int) -> Sequence[float]:
        base = 900 + 25 * math.sin(2 * math.pi * at_ms / 4000) + chance.gauss(0, 15)
        if chance.random() >= share:
            return [base]
        early = chance.uniform(0.5, 0.75) * base
        return [early, 2 * base - early if pause else 1.05 * base]

    return rhythm


@pytest.mark.parametrize("mean", [600, 700, 850, 1000])
@pytest.mark.parametrize("spread", [0.15, 0.2, 0.25])
def test_random_intervals_are_irregular(mean: float, spread: float) -> None:
    found, count = irregular(beats(random_intervals(mean, spread)))
    assert count >= 29
    assert found >= 0.95 * count


@pytest.mark.parametrize(
    "rhythm",
    [
        sinus(1000, 20, 30),
        sinus(700, 10, 15),
        sinus(1000, 25, 150),
        sinus(860, 40, 120, 5),
        sinus(1100, 30, 180, 6),
    ],
)
def test_breathing_moves_the_pulse_far_but_in_order(rhythm: Rhythm) -> None:
    found, count = irregular(beats(rhythm))
    assert (found, count >= 29) == (0, True)


@pytest.mark.parametrize("pause", [True, False], ids=["PVC", "PAC"])
@pytest.mark.parametrize("share", [0.02, 0.05, 0.1, 0.2, 0.3])
def test_extra_beats_at_random_up_to_three_in_ten(share: float, pause: bool) -> None:
    found, count = irregular(beats(extra_beats(share, pause=pause)))
    assert (found, count >= 25) == (0, True)


def test_four_in_ten_extra_beats_are_the_limit() -> None:
    assert irregular(beats(extra_beats(0.4, pause=True)))[0] == 1


def test_every_second_beat_early_is_in_order_too() -> None:
    assert irregular(beats(lambda chance, _: [560 + chance.gauss(0, 10), 1240 + chance.gauss(0, 10)]))[0] == 0


def window(**changes: float) -> pulse.Window:
    figures = {"nrmssd": 0.11, "entropy": 0.71, "turning_points": 0.66, "word_entropy": 0.64, **changes}
    return pulse.Window(128, 0, 75.0, **figures)


def test_all_four_criteria_must_hold() -> None:
    assert window().irregular
    assert window(turning_points=0.54).irregular
    assert window(turning_points=0.77).irregular
    for change in (
        {"nrmssd": 0.1}, {"entropy": 0.7}, {"turning_points": 0.53}, {"turning_points": 0.78}, {"word_entropy": 0.639},
    ):  # fmt: skip
        assert not window(**change).irregular


def test_figures_by_hand() -> None:
    # 80 beats of 1000, 1100, 1000, ...: every difference is 100 ms, every inner beat a turning point.
    rows = beats(lambda _, __: [1000, 1100], minutes=2)[:80]
    found = pulse.measure(rows)
    assert found is not None
    assert found.nrmssd == pytest.approx(100 / 1050, abs=1e-9)
    assert found.turning_points == 1.0
    # Two of sixteen bins, half each: one bit of four. Two words of 78, half each: 2 / (78 log2 78) * 1 bit.
    assert found.entropy == pytest.approx(0.25, abs=1e-9)
    assert found.word_entropy == pytest.approx(2 / (78 * math.log2(78)), abs=1e-9)
    assert found.pulse_bpm == pytest.approx(60_000 / 1050, abs=1e-9)


def test_an_early_beat_and_what_follows_are_taken_out() -> None:
    rows = beats(lambda _, at_ms: [600, 1200] if at_ms % 54_000 == 45_000 else [900], minutes=2)
    found = pulse.measure(rows)
    assert found is not None
    assert found.extra_beats == 2
    assert found.nrmssd == 0


def test_a_missing_beat_is_bridged_by_nothing() -> None:
    rows = beats(lambda chance, _: [900 + chance.gauss(0, 5)], minutes=2)
    found = pulse.measure([row for at, row in enumerate(rows) if at % 10])
    assert found is not None
    assert found.nrmssd < 0.02


@pytest.mark.parametrize(
    "rhythm",
    [
        lambda *_: [480],  # 125 a minute: not at rest
        lambda *_: [1600],  # 38 a minute
        lambda *_: [900, 560, 1240],  # every third beat early: too much is taken out
    ],
)
def test_a_window_that_does_not_count(rhythm: Rhythm) -> None:
    assert windows(beats(rhythm, minutes=10)) == []


def test_too_few_beats_are_no_window() -> None:
    rows = beats(lambda *_: [900], minutes=2)
    assert pulse.measure(rows[:63]) is None
    assert pulse.measure(rows[:64]) is not None


@pytest.mark.parametrize(
    ("count", "word"),
    [(0, "regular"), (1, "regular"), (2, "mixed"), (4, "mixed"), (5, "irregular"), (6, "irregular")],
)
def test_five_of_six_windows(count: int, word: str) -> None:
    answer = pulse.assess(
        [(at * 120_000, window(nrmssd=0.2 if at < count else 0.01)) for at in range(6)], "strap", told=True
    )
    assert (answer.value, answer.band, answer.confidence) == (word, word, Confidence.MODERATE)
    assert answer.explanation.startswith(f"Irregular pulse pattern on {count} of 6 resting windows.")
    assert ("An ECG is the way to check" in answer.explanation) == (word == "irregular")
    assert not re.search("fibrillation|AF|arrhythm", answer.explanation)
    assert {one.key: one.value for one in answer.inputs} == {"windows": 6, "irregular_windows": count}
    assert word in CATALOG[pulse.KEY].bands


def test_fewer_windows_are_refused() -> None:
    rows = [(0, window())] * 5
    assert pulse.assess((), told=False).refused == MISSING_INPUT
    assert pulse.assess((), told=True, stale=True).refused == STALE_INPUT
    answer = pulse.assess(rows, told=True)
    assert (answer.refused, answer.coverage) == (NOT_ENOUGH_DATA, 5 / 6)


def test_many_extra_beats_lower_the_confidence() -> None:
    rows = [(0, pulse.Window(128, 13, 75.0, 0.2, 0.8, 0.66, 0.7))] * 6
    assert pulse.assess(rows, told=True).confidence is Confidence.LOW
    assert "adds nothing" in pulse.assess(rows, told=True, known=True).explanation


@pytest.mark.skipif(not RECORD.with_suffix(".atr").is_file(), reason="the MIT-BIH record 100 is not here")
def test_the_mit_bih_record_100_is_regular() -> None:
    wfdb = pytest.importorskip("wfdb", reason="the wfdb package is not installed")
    notes = wfdb.rdann(str(RECORD), "atr")
    peaks = [int(at) for at, symbol in zip(notes.sample, notes.symbol, strict=True) if symbol in "NAV"]
    assert len(peaks) == 2273
    rows = [(round(later / 0.36), round((later - earlier) / 0.0036)) for earlier, later in pairwise(peaks)]
    # 33 atrial and one ventricular extra beat in half an hour.
    assert irregular(rows) == (0, 15)
