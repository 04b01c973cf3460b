"""An irregular pulse pattern at rest, over several windows of beat-to-beat intervals.

A window is irregular when all four hold, after single early beats are taken out:

- RMSSD / mean interval > 0.1, Shannon entropy of the intervals > 0.7 and a share of turning points
  from 0.54 to 0.77, the range of a random series (Dash et al., Ann Biomed Eng 2009;37:1701; 128
  beats; sensitivity 94.4 %, specificity 95.1 % on the MIT-BIH AF database).
- Entropy of the words of three successive heart rates in steps of 5 /min > 0.639 (Zhou et al.,
  PLoS ONE 2015;10:e0136544; 127 words, their entropy times the share of distinct ones). It keeps
  slow breathing of the young apart, which moves the pulse far but in order.

Early beats: an interval under 80 % of the window's median is taken out with the next, where the
intervals around the two are within 10 % of the median (after Dash, who takes a short and a long
interval out by percentiles). Such surroundings are rare where all is irregular, so little is lost
there. What is left out is bridged by no difference, turning point or word.

The answer counts windows: at least 5 of the newest 6 within 48 hours, the rule of Apple's
notification (Perez et al., N Engl J Med 2019;381:1909). It is not a diagnosis and cannot become
one: with frequent extra beats the positive predictive value of such rules collapses (47.7 % on the
MIT-BIH arrhythmia database, Zhou 2015; 80 to 99 % of recordings with extra beats look irregular by
RMSSD alone, facts 6.5). Only an electrocardiogram tells.

A window is two minutes of one source, at rest: mean pulse from 40 to 120 /min (HealthSense's own
limits: faster is rarely rest), at least 64 intervals, at least 60 % of them left. Intervals are in hundredths of a ms.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log2, sqrt
from typing import Final

from ..assessment import MISSING_INPUT, NOT_ENOUGH_DATA, STALE_INPUT, Assessment, Confidence, Input, refuse

KEY: Final = "irregular_pulse"
BANDS: Final = ("regular", "mixed", "irregular")

WINDOW_MS: Final = 120_000
WINDOWS: Final = 6
IRREGULAR_WINDOWS: Final = 5
MAX_AGE_MS: Final = 48 * 3_600_000

MIN_BEATS: Final = 64
MIN_KEPT: Final = 0.60
SLOWEST_BPM: Final = 40
FASTEST_BPM: Final = 120

NRMSSD_LIMIT: Final = 0.1
ENTROPY_LIMIT: Final = 0.7
TURNING_LIMITS: Final = (0.54, 0.77)
WORD_ENTROPY_LIMIT: Final = 0.639
BINS: Final = 16
TRIMMED_SHARE: Final = 16
"""One interval in sixteen is left out of the histogram at either end: 8 of 128 (Dash 2009)."""
WORDS: Final = 127

SHORTEST: Final = 30_000
LONGEST: Final = 200_000
_MINUTE: Final = 6_000_000


@dataclass(frozen=True, slots=True)
class Window:
    """One window that counts: what was measured and whether it is irregular."""

    beats: int
    extra_beats: int
    pulse_bpm: float
    nrmssd: float
    entropy: float
    turning_points: float
    word_entropy: float

    @property
    def irregular(self) -> bool:
        """Return whether all criteria hold."""
        return (
            self.nrmssd > NRMSSD_LIMIT
            and self.entropy > ENTROPY_LIMIT
            and TURNING_LIMITS[0] <= self.turning_points <= TURNING_LIMITS[1]
            and self.word_entropy > WORD_ENTROPY_LIMIT
        )


def _gap(earlier_ms: int, later_ms: int, interval: int) -> bool:
    return ((later_ms - earlier_ms) * 100 - interval) * 4 > interval * 3


def _kept(beats: Sequence[tuple[int, int]], median: float) -> tuple[list[list[int]], int]:
    """Return runs of successive intervals that are kept, and how many early beats were taken out."""
    count, extra = len(beats), 0
    near = [abs(interval - median) <= 0.1 * median for _, interval in beats]
    out = [not SHORTEST <= interval <= LONGEST for _, interval in beats]
    for at in range(1, count - 2):
        if beats[at][1] < 0.8 * median and near[at - 1] and near[at + 2]:
            out[at] = out[at + 1] = True
            extra += 1
    runs: list[list[int]] = [[]]
    for at, (time_ms, interval) in enumerate(beats):
        if out[at] or (at and _gap(beats[at - 1][0], time_ms, interval)):
            runs.append([])
        if not out[at]:
            runs[-1].append(interval)
    return [run for run in runs if run], extra


def _shannon(intervals: Sequence[int]) -> float:
    """Return the entropy of the intervals in 16 bins, 0-1, the sixteenth at either end left out."""
    trimmed = len(intervals) // TRIMMED_SHARE
    ordered = sorted(intervals)[trimmed : len(intervals) - trimmed]
    low, width = ordered[0], ordered[-1] - ordered[0]
    if not width:
        return 0.0
    counts = Counter(min(BINS - 1, BINS * (interval - low) // width) for interval in ordered)
    total = len(ordered)
    return sum(count / total * log2(total / count) for count in counts.values()) / log2(BINS)


def _word_entropy(runs: Sequence[Sequence[int]]) -> float:
    """Return Zhou's entropy over the newest 127 words, 0-1: the share of distinct words times their entropy."""
    words: list[tuple[int, ...]] = []
    for run in runs:
        symbols = [min(63, _MINUTE // interval // 5) for interval in run]
        words += zip(symbols, symbols[1:], symbols[2:], strict=False)
    words = words[-WORDS:]
    total = len(words)
    if total < 2:
        return 0.0
    counts = Counter(words)
    entropy = sum(count / total * log2(total / count) for count in counts.values())
    return len(counts) / (total * log2(total)) * entropy


def measure(beats: Sequence[tuple[int, int]]) -> Window | None:
    """Return one window's figures; None where it does not count.

    ``beats``: ``(time in ms, interval in hundredths of a ms)`` of one source in the order of time.
    """
    if len(beats) < MIN_BEATS:
        return None
    ordered = sorted(interval for _, interval in beats)
    runs, extra = _kept(beats, ordered[len(ordered) // 2])
    intervals = [interval for run in runs for interval in run]
    if len(intervals) < max(MIN_BEATS, MIN_KEPT * len(beats)):
        return None
    total = sum(intervals)
    pulse = _MINUTE * len(intervals) / total
    pairs = [(first, second) for run in runs for first, second in pairwise(run)]
    triples = [three for run in runs for three in zip(run, run[1:], run[2:], strict=False)]
    if not SLOWEST_BPM <= pulse <= FASTEST_BPM or len(triples) < MIN_BEATS // 2:
        return None
    squares = sum((second - first) ** 2 for first, second in pairs)
    turning = sum((middle - before) * (middle - after) > 0 for before, middle, after in triples)
    return Window(
        len(beats),
        extra,
        pulse,
        sqrt(squares / len(pairs)) * len(intervals) / total,
        _shannon(intervals),
        turning / len(triples),
        _word_entropy(runs),
    )


_CHECK: Final = " An ECG is the way to check; this cannot tell extra beats from other causes."


def assess(
    windows: Sequence[tuple[int, Window]],
    source: str = "",
    *,
    told: bool = False,
    stale: bool = False,
    known: bool = False,
) -> Assessment:
    """Return whether the newest windows show an irregular pattern: a word of `BANDS`.

    ``windows``: ``(end in ms, window)`` of the up to six newest of one ``source`` within 48 hours, oldest first.
    ``irregular`` at 5 of 6, ``mixed`` from 2, else ``regular``. Refused with fewer than six: ``missing_input`` where no
    interval was ever told (``told`` False), ``stale_input`` (``stale``: none within 48 hours), ``not_enough_data``.
    ``known``: the person has told of atrial fibrillation. Confidence is low where extra beats were taken out of one
    interval in ten, else moderate: it is never high.
    """
    if not told:
        return refuse(KEY, MISSING_INPUT, "No beat-to-beat intervals yet.", missing=("rr_interval",))
    if stale:
        return refuse(KEY, STALE_INPUT, "No beat-to-beat intervals in 48 hours.", missing=("rr_interval",))
    count = len(windows)
    irregular = sum(window.irregular for _, window in windows)
    if count < WINDOWS:
        return Assessment(
            KEY,
            refused=NOT_ENOUGH_DATA,
            coverage=count / WINDOWS,
            missing=("rr_interval",),
            explanation=(
                f"Needs {WINDOWS} undisturbed windows of two minutes at rest within 48 hours, each with at least "
                f"{MIN_BEATS} intervals; so far {count}."
            ),
            extra=(("windows", count),),
        )
    newest_ms = windows[-1][0]
    word = BANDS[2 if irregular >= IRREGULAR_WINDOWS else 1 if irregular >= 2 else 0]
    beats = sum(window.beats for _, window in windows)
    extra_beats = sum(window.extra_beats for _, window in windows)
    text = f"Irregular pulse pattern on {irregular} of {count} resting windows."
    if irregular >= IRREGULAR_WINDOWS:
        text += _CHECK
    if known:
        text += " You have told of atrial fibrillation: this adds nothing to what is known."
    return Assessment(
        KEY,
        value=word,
        coverage=1.0,
        band=word,
        confidence=Confidence.LOW if extra_beats * 10 > beats else Confidence.MODERATE,
        inputs=(
            Input("windows", count, "", newest_ms, source),
            Input("irregular_windows", irregular, "", newest_ms, source),
        ),
        explanation=text,
        extra=(
            ("windows", count),
            ("irregular_windows", irregular),
            ("span_hours", (newest_ms - windows[0][0] + WINDOW_MS) / 3_600_000),
            ("beats", beats),
            ("extra_beats", extra_beats),
        ),
    )
