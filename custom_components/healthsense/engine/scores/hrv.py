"""Heart rate variability of five minutes of beat-to-beat intervals, and of nights against one's own.

Task Force of the ESC and NASPE, Circulation 1996;93:1043, short-term (five-minute) time-domain
measures over normal-to-normal (NN) intervals:

- SDNN: standard deviation of the NN intervals (sample: divided by n - 1).
- RMSSD: square root of the mean of the squared differences of successive NN intervals.
- pNN50: share of these differences larger than 50 ms, in percent.
- ln RMSSD: natural logarithm of RMSSD in ms, whose distribution is near normal.

NN intervals are those from 300 to 2000 ms that are within 20 % of the median of the up to 31
intervals before them (the 20 % rule of Malik et al., Eur Heart J 1989;10:1060; against a median, so
that one early beat does not take the next normal one with it). Where the pulse varies much by
itself the limit widens to seven of their median absolute deviations, at most 30 % (HealthSense's
own: clean intervals are not cut down); with fewer than five intervals before it is 30 %. Where
fewer than two thirds of those before are within 30 % themselves there is nothing to be normal by.
A difference is taken of two intervals that follow each other and are both normal: never across a
removed beat, never across a gap. A gap is where the time between two readings exceeds the later
interval by more than three quarters of it: a beat is missing there.

A window is the 300 s before its newest reading. It counts when its intervals reach over at least
270 s of it and at least 60 % of the time they reach over is NN intervals (facts 2.10). Intervals
of a pulse wave (PPG) are less exact than those of an ECG, and worthless in motion. Resting adults
(Nunan et al., Pacing Clin Electrophysiol 2010;33:1407): SDNN 50 +/- 16 ms, RMSSD 42 +/- 15 ms.

Intervals are in hundredths of a ms, as they are stored: sums are exact.
"""

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log, sqrt
from typing import Final

from ..assessment import LEARNING, MISSING_INPUT, NOT_ENOUGH_DATA, STALE_INPUT, Assessment, Confidence, Input, refuse

RMSSD_KEY: Final = "hrv_rmssd"
SDNN_KEY: Final = "hrv_sdnn"
PNN50_KEY: Final = "hrv_pnn50"
LN_KEY: Final = "hrv_ln_rmssd"
WINDOW_KEYS: Final = (RMSSD_KEY, SDNN_KEY, PNN50_KEY, LN_KEY)
NIGHT_KEY: Final = "hrv_night_trend"

WINDOW_MS: Final = 300_000
MIN_SPAN_MS: Final = 270_000
MIN_NORMAL: Final = 0.60

SCALE: Final = 100  # an interval is stored in hundredths of a ms
SHORTEST: Final = 300 * SCALE
LONGEST: Final = 2000 * SCALE
MAX_CHANGE_PERCENT: Final = 20
WIDEST_CHANGE_PERCENT: Final = 30
NEIGHBOURS: Final = 31
MIN_NEIGHBOURS: Final = 5
MAX_DEVIATIONS: Final = 7
FORGET_MS: Final = 30_000
"""After so long a gap the intervals before it say nothing of those after."""
GAP_NUMERATOR: Final = 3
GAP_DENOMINATOR: Final = 4
_FIFTY: Final = 50 * SCALE


def median(ordered: Sequence[float]) -> float:
    """Return the median of sorted values; there is at least one."""
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def gap_between(earlier_ms: int, later_ms: int, interval: int) -> bool:
    """Return whether a beat is missing between two readings; ``interval`` is the later's, in hundredths of a ms."""
    excess = (later_ms - earlier_ms) * SCALE - interval
    return excess * GAP_DENOMINATOR > interval * GAP_NUMERATOR


def _departs(interval: int, before: Collection[int]) -> bool:
    """Return whether an interval is too far from those before it to be normal."""
    ordered = sorted(before)
    usual = median(ordered)
    change, widest = abs(interval - usual), usual * WIDEST_CHANGE_PERCENT / 100
    if change > widest:
        return True
    count = len(ordered)
    if count < MIN_NEIGHBOURS:
        return False
    if (bisect_right(ordered, usual + widest) - bisect_left(ordered, usual - widest)) * 3 < count * 2:
        return True
    if change * 100 <= MAX_CHANGE_PERCENT * usual:
        return False
    return change > MAX_DEVIATIONS * median(sorted(abs(one - usual) for one in ordered))


@dataclass(frozen=True, slots=True)
class Figures:
    """The measures of one window that ends at ``end_ms``; intervals and their measures in ms."""

    end_ms: int
    source: str
    beats: int
    normal: int
    normal_share: float
    mean_nn: float
    sdnn: float
    rmssd: float
    pnn50: float


class Rolling:
    """The window that ends with the newest interval of one source, kept up to date beat by beat."""

    def __init__(self, source: str) -> None:
        """Begin with no beat."""
        self._source = source
        # (time, interval, is normal, squared difference to the beat before or None, that difference over 50 ms)
        self._beats: deque[tuple[int, int, bool, int | None, bool]] = deque()
        self._recent: deque[int] = deque(maxlen=NEIGHBOURS)
        self._all = self._normal = self._sum = self._squares = 0
        self._pairs = self._pair_squares = self._over_50 = 0

    def feed(self, at_ms: int, interval: int) -> None:
        """Take the next beat: hundredths of a ms, later than any before."""
        beats, recent = self._beats, self._recent
        last = beats[-1] if beats else None
        if last is not None and gap_between(last[0], at_ms, interval):
            if at_ms - last[0] > FORGET_MS:
                recent.clear()
            last = None
        normal = SHORTEST <= interval <= LONGEST
        if normal and recent:
            normal = not _departs(interval, recent)
        recent.append(interval)
        squared, over = None, False
        if normal and last is not None and last[2]:
            difference = interval - last[1]
            squared, over = difference * difference, abs(difference) > _FIFTY
        beats.append((at_ms, interval, normal, squared, over))
        self._count(beats[-1], 1)
        while beats[0][0] <= at_ms - WINDOW_MS:
            self._count(beats.popleft(), -1)
            first = beats[0]
            if first[3] is not None:
                # The beat before it is no longer in the window.
                self._count_pair(first[3], first[4], -1)
                beats[0] = (first[0], first[1], first[2], None, False)

    def _count(self, beat: tuple[int, int, bool, int | None, bool], sign: int) -> None:
        _, interval, normal, squared, over = beat
        self._all += sign * interval
        if normal:
            self._normal += sign
            self._sum += sign * interval
            self._squares += sign * interval * interval
        if squared is not None:
            self._count_pair(squared, over, sign)

    def _count_pair(self, squared: int, over: int, sign: int) -> None:
        self._pairs += sign
        self._pair_squares += sign * squared
        self._over_50 += sign * over

    @property
    def span_ms(self) -> int:
        """Return how much of the window the intervals reach over."""
        beats = self._beats
        if not beats:
            return 0
        return min(WINDOW_MS, beats[-1][0] - beats[0][0] + beats[0][1] // SCALE)

    @property
    def normal_share(self) -> float:
        """Return the share of the time reached over that is NN intervals."""
        return min(1.0, self._sum / (self.span_ms * SCALE)) if self._beats else 0.0

    @property
    def complete(self) -> bool:
        """Return whether the window counts."""
        span_ms = self.span_ms
        return (
            span_ms >= MIN_SPAN_MS
            and self._sum >= MIN_NORMAL * SCALE * span_ms
            and self._normal >= 2
            and self._pairs >= 1
        )

    def figures(self) -> Figures:
        """Return the measures of the window; it must be `complete`."""
        count = self._normal
        # n * sum of squares - square of sum: whole numbers, so no digit is lost before the root.
        variance = (count * self._squares - self._sum * self._sum) / (count * (count - 1))
        return Figures(
            self._beats[-1][0],
            self._source,
            len(self._beats),
            count,
            self.normal_share,
            self._sum / count / SCALE,
            sqrt(variance) / SCALE,
            sqrt(self._pair_squares / self._pairs) / SCALE,
            100 * self._over_50 / self._pairs,
        )


_NAMES: Final[Mapping[str, tuple[str, str, str]]] = {
    RMSSD_KEY: ("RMSSD", "ms", "how much the interval changes from one beat to the next"),
    SDNN_KEY: ("SDNN", "ms", "the standard deviation of the intervals between beats"),
    PNN50_KEY: ("pNN50", "%", "the share of changes from beat to beat larger than 50 ms"),
    LN_KEY: ("ln RMSSD", "", "the logarithm of RMSSD"),
}


def _confidence(figures: Figures) -> Confidence:
    """High from 95 % normal, moderate from 80 %, else low."""
    share = figures.normal_share
    return Confidence.HIGH if share >= 0.95 else Confidence.MODERATE if share >= 0.80 else Confidence.LOW


def assess(
    figures: Figures | None, *, progress: Rolling | None = None, stale: bool = False
) -> Mapping[str, Assessment]:
    """Return the answers of `WINDOW_KEYS` for one complete window.

    ``figures`` None: refused, ``not_enough_data`` with what ``progress`` has so far, ``stale_input`` where there was
    a window but not lately, else ``missing_input``. ln RMSSD is refused where no interval changes at all.
    """
    if figures is None:
        return {key: _refused(key, progress, stale=stale) for key in WINDOW_KEYS}
    values: dict[str, float | None] = {
        RMSSD_KEY: figures.rmssd,
        SDNN_KEY: figures.sdnn,
        PNN50_KEY: figures.pnn50,
        LN_KEY: log(figures.rmssd) if figures.rmssd > 0 else None,
    }
    inputs = (
        Input("rr_interval", figures.mean_nn, "ms", figures.end_ms, figures.source),
        Input("nn_intervals", figures.normal, "", figures.end_ms, figures.source),
    )
    confidence = _confidence(figures)
    all_normal = figures.normal == figures.beats
    left_out = "." if all_normal else "; the others were left out as artefacts or extra beats."
    found: dict[str, Assessment] = {}
    for key, value in values.items():
        name, unit, meaning = _NAMES[key]
        if value is None:
            text = "All intervals of the window are alike, so the logarithm does not exist."
            found[key] = refuse(key, NOT_ENOUGH_DATA, text, missing=("rr_interval",), inputs=inputs)
            continue
        found[key] = Assessment(
            key,
            value=value,
            unit=unit,
            coverage=figures.normal_share,
            confidence=confidence,
            inputs=inputs,
            explanation=(
                f"{name}, {meaning}: {value:.{2 if key == LN_KEY else 1}f}{' ' + unit if unit else ''} over five "
                f"minutes, from {figures.normal} of {figures.beats} intervals" + left_out
            ),
            extra=(("intervals", figures.beats), ("mean_nn_ms", figures.mean_nn)),
        )
    return found


def _refused(key: str, progress: Rolling | None, *, stale: bool) -> Assessment:
    unit = _NAMES[key][1]
    if progress is not None:
        text = (
            f"Needs five minutes of beat-to-beat intervals of which at least {MIN_NORMAL:.0%} are undisturbed; the "
            f"last five minutes hold {progress.span_ms / 60_000:.1f} minutes of them, {progress.normal_share:.0%} "
            "undisturbed."
        )
        share = min(progress.span_ms / MIN_SPAN_MS, 1.0, progress.normal_share / MIN_NORMAL)
        return Assessment(
            key, unit=unit, refused=NOT_ENOUGH_DATA, coverage=share, missing=("rr_interval",), explanation=text
        )
    if stale:
        return refuse(key, STALE_INPUT, "No beat-to-beat intervals in the last 24 hours.", missing=("rr_interval",))
    return refuse(key, MISSING_INPUT, "No beat-to-beat intervals yet.", missing=("rr_interval",))


NIGHTS: Final = 28
MIN_NIGHTS: Final = 14
NIGHT_LIMIT: Final = 2.0
ROBUST_SD: Final = 1.4826
"""MAD to standard deviation for a normal distribution (1 / Phi^-1(3/4))."""
MAD_FLOOR: Final = 0.05
"""About 5 % of RMSSD: very even nights must not make a small change unusual (HealthSense's own)."""
NIGHT_BANDS: Final = ("lower_than_usual", "usual", "higher_than_usual")


def night_trend(nights: Sequence[float], newest: Input | None, *, fresh: bool = True) -> Assessment:
    """Return how far the newest night's ln RMSSD is from the person's own median.

    ``nights``: ln RMSSD of up to 29 nights of ONE source in the order of time; the last is compared with the 28
    before it. ``newest`` is the newest reading in ms. Usual is the median +/- 2 * 1.4826 * MAD (floor .05): about one
    night in twenty falls outside by chance. SDNN of another device is never mixed in. Refused: ``missing_input``,
    ``learning`` before 14 nights to compare with, ``stale_input``. ``extra``: ``nights``, ``baseline_ms`` (as RMSSD).
    """
    if newest is None or not nights:
        text = "Needs a night's RMSSD: from a watch that tells it."
        return refuse(NIGHT_KEY, MISSING_INPUT, text, missing=("hrv_rmssd",))
    *before, last = nights[-NIGHTS - 1 :]
    if len(before) < MIN_NIGHTS:
        return Assessment(
            NIGHT_KEY,
            refused=LEARNING,
            coverage=len(before) / MIN_NIGHTS,
            missing=("hrv_rmssd",),
            inputs=(newest,),
            explanation=f"Learning what is usual: {len(before)} of {MIN_NIGHTS} nights to compare with so far.",
            extra=(("nights", len(before)),),
        )
    if not fresh:
        text = "The newest night is more than 36 hours old."
        return refuse(NIGHT_KEY, STALE_INPUT, text, missing=("hrv_rmssd",), inputs=(newest,))
    usual = median(sorted(before))
    spread = ROBUST_SD * max(MAD_FLOOR, median(sorted(abs(one - usual) for one in before)))
    half = NIGHT_LIMIT * spread
    change = last - usual
    word = NIGHT_BANDS[0 if change < -half else 2 if change > half else 1]
    return Assessment(
        NIGHT_KEY,
        value=change,
        lower=-half,
        upper=half,
        coverage=len(before) / NIGHTS,
        band=word,
        confidence=Confidence.HIGH if len(before) == NIGHTS else Confidence.MODERATE,
        inputs=(newest,),
        explanation=(
            f"Last night's heart rate variability (RMSSD) is {word.replace('_', ' ')} for you, compared with the "
            f"{len(before)} nights before. Alcohol, illness, hard exercise and poor sleep lower it for a night."
        ),
        extra=(("nights", len(before)), ("baseline_ms", exp(usual)), ("robust_z", change / spread)),
    )
