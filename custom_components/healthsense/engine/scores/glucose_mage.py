"""MAGE, the mean amplitude of glycaemic excursions, by the moving-average method.

Definition: Service et al., Diabetes 1970;19:644 - the mean height of rises and falls larger than
one standard deviation. Method: Fernandes et al., J Diabetes Sci Technol 2022;16:576, as the R
package iglu computes it (our own code, compared with its results in the tests): readings are
interpolated to a grid of 5 minutes across gaps of up to 45 minutes; the trace is cut where more
than 180 minutes are missing; turning points lie between the crossings of a short and a long
moving average, over 5 and 32 grid points; small swings are passed over. The answer is the mean of
rises and falls, weighted by how long each piece of the trace is.

Everything is computed in integers (grid values in thousandths of the stored step), so that two
averages that are equal are equal.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import sqrt
from operator import mul, sub
from typing import Final

from ..assessment import Assessment
from ..cgm import MG_DL, MINUTE_MS, SCALE, NoRecording, Recording, answer_over

KEY: Final = "glucose_mage"
GRID_MS: Final = 5 * MINUTE_MS
BRIDGED_MS: Final = 45 * MINUTE_MS
CUT_POINTS: Final = 180 // 5
"""A run of more missing grid points than this cuts the trace."""

SHORT: Final = 5
LONG: Final = 32
_BELOW, _ABOVE, _LEVEL, _MISSING = range(4)
_RUNS: Final = re.compile(rb"\x00+|\x01+|\x02+|\x03+")
_FINE: Final = 1000
_ONE_MG_DL: Final = SCALE * _FINE
"""A piece of trace with a smaller standard deviation has no swings worth the name."""


@dataclass(frozen=True, slots=True)
class Mage:
    """MAGE in mg/dL, and how many swings in how many hours of trace it is the mean of."""

    value: float
    rises: int
    falls: int
    hours: float


def first_point(time_ms: int) -> int:
    """Return the number of the first grid point at or after a time."""
    return -(-time_ms // GRID_MS)


def between(earlier: tuple[int, int], later: tuple[int, int]) -> list[int | None]:
    """Return the grid after one reading up to the next: (time in ms, stored value) each.

    The points lie in (earlier, later]; None across a gap of more than 45 minutes.
    """
    start_ms, start = earlier
    end_ms, end = later
    points = range(start_ms // GRID_MS + 1, end_ms // GRID_MS + 1)
    span = end_ms - start_ms
    if span > BRIDGED_MS:
        on_grid = end_ms % GRID_MS == 0
        missing: list[int | None] = [None] * (len(points) - on_grid)
        return [*missing, end * _FINE] if on_grid else missing
    return [
        ((start * (end_ms - point * GRID_MS) + end * (point * GRID_MS - start_ms)) * _FINE + span // 2) // span
        for point in points
    ]


def grid(readings: Sequence[tuple[int, int]]) -> list[int | None]:
    """Return the grid of readings (time in ms, stored value) in order of time."""
    out: list[int | None] = []
    if readings and readings[0][0] % GRID_MS == 0:
        out.append(readings[0][1] * _FINE)
    for earlier, later in pairwise(readings):
        out += between(earlier, later)
    return out


def pieces(points: Sequence[int | None]) -> list[tuple[int, int]]:
    """Return where the trace lies, cut where more than 180 minutes are missing: (begin, end) each.

    A piece begins and ends with a value.
    """
    out: list[tuple[int, int]] = []
    at = 0
    while at < len(points):
        if points[at] is None:
            at += 1
            continue
        end = _next_missing(points, at)
        if out and at - out[-1][1] <= CUT_POINTS:
            out[-1] = (out[-1][0], end)
        else:
            out.append((at, end))
        at = end
    return out


def _next_missing(points: Sequence[int | None], at: int) -> int:
    try:
        return points.index(None, at)
    except ValueError:
        return len(points)


def _trailing(numbers: Iterable[int], width: int) -> list[int]:
    """Return at each number the sum of the up to ``width`` newest."""
    sums = [0, *accumulate(numbers)]
    return [*sums[1:width], *map(sub, sums[width:], sums)]


def signs(points: Sequence[int | None]) -> bytes:
    """Return at each point whether the short average is below, above or at the long one, or the point is missing.

    The averages are of the values there are among the 5 and 32 newest points.
    """
    values = [value or 0 for value in points]
    there = [value is not None for value in points]
    columns = (_trailing(numbers, width) for width in (SHORT, LONG) for numbers in (values, there))
    return bytes(
        [
            _MISSING if value is None else _sign(short * long_count - long * short_count)
            for value, short, short_count, long, long_count in zip(points, *columns, strict=True)
        ]
    )


def _sign(difference: int) -> int:
    return _LEVEL if difference == 0 else difference > 0


def _begin(head: Sequence[int | None]) -> bytes:
    """Return the signs of a piece's first 32 points: before a window is full its first full value stands."""
    values = [value or 0 for value in head]
    there = [value is not None for value in head]
    shorts, counts = _trailing(values, SHORT), _trailing(there, SHORT)
    long, long_count = sum(values), sum(there)
    return bytes(
        [
            _sign(shorts[full] * long_count - long * counts[full]) if there[at] else _MISSING
            for at, full in enumerate(max(at, SHORT - 1) for at in range(LONG))
        ]
    )


def _crossings(piece: bytes) -> list[tuple[int, bool]]:
    """Return where the averages cross in a piece's signs and whether a peak follows, the first point included.

    A crossing needs a value at the point before it; after missing points the sign is compared
    with that at the last crossing.
    """
    out = [(0, piece[0] == _ABOVE)]
    last, before = piece[0], _MISSING
    for run in _RUNS.finditer(piece):
        begin, end = run.span()
        sign = piece[begin]
        if sign in (_BELOW, _ABOVE):
            opposite = _ABOVE + _BELOW - sign
            at = begin + (before == _MISSING)
            if at < end and opposite in (before, last):
                out.append((at, sign == _ABOVE))
                last = sign
        before = sign
    return out


def _turning_points(points: Sequence[int | None], known: Sequence[int], piece: bytes) -> list[int]:
    """Return peaks and nadirs in order of time; ``known`` are the points without the missing ones."""
    for_peaks = for_nadirs = known
    if len(known) < len(points):
        beyond = max(known) + 1
        for_nadirs = [beyond if value is None else value for value in points]
        for_peaks = [-1 if value is None else value for value in points]
    crossings = _crossings(piece)
    out = []
    begin = 0
    ends = [*(at for at, _ in crossings[1:]), len(points) - 1]
    for (_, peak), end in zip(crossings, ends, strict=True):
        values = (for_peaks if peak else for_nadirs)[begin : end + 1]
        found = max(values) if peak else min(values)
        begin += values.index(found)
        out.append(found)
    return out


def _rises(turns: Sequence[int], least: float) -> list[int]:
    """Return the heights from nadir to peak of at least ``least``, each until it falls by more than that."""
    heights: list[int] = []
    low, peak = turns[0], None
    for turn in turns:
        if peak is None:
            low = min(low, turn)
            if turn - low >= least:
                peak = turn
        elif turn > peak:
            peak = turn
        if peak is not None and peak - turn > least:
            heights.append(peak - low)
            low, peak = turn, None
    if peak is not None:
        heights.append(peak - low)
    return heights


def _deviation(known: Sequence[int]) -> float:
    count, total = len(known), sum(known)
    return sqrt((count * sum(map(mul, known, known)) - total * total) / (count * (count - 1)))


def mage(points: Sequence[int | None], known_signs: bytes | None = None) -> Mage | None:
    """Return MAGE of a grid (see `grid`), or None where no swing exceeds one standard deviation.

    A piece of trace shorter than 32 points (160 minutes) does not count. ``known_signs`` are
    those of the points (see `signs`), where they are at hand; those of the first 31 points of a
    piece are not used.
    """
    of_all = signs(points) if known_signs is None else known_signs
    weighted = weights = 0.0
    counts = [0, 0]
    steps = 0
    for begin, end in pieces(points):
        piece = points[begin:end]
        known = [value for value in piece if value is not None]
        if len(piece) < LONG or (deviation := _deviation(known)) < _ONE_MG_DL:
            continue
        turns = _turning_points(piece, known, _begin(piece[:LONG]) + of_all[begin + LONG : end])
        swings = _rises(turns, deviation), _rises([-turn for turn in turns], deviation)
        steps += (len(piece) - 1) * any(swings)
        for kind, heights in enumerate(swings):
            if heights:
                weighted += sum(heights) / len(heights) * (len(piece) - 1)
                weights += len(piece) - 1
                counts[kind] += len(heights)
    if not weights:
        return None
    return Mage(weighted / weights / _ONE_MG_DL, counts[0], counts[1], steps * GRID_MS / 3_600_000)


def assess(recording: Recording | NoRecording, found: Mage | None) -> Assessment:
    """Return ``glucose_mage`` in mg/dL; ``found`` is that of the recording's grid.

    Refused as every answer over a recording is (`cgm.answer_over`), and where no swing exceeds
    one standard deviation.
    """

    def answer(over: Recording) -> Assessment:
        if found is None:
            return over.refusal(
                KEY, "No rise or fall was larger than one standard deviation: there is no swing to average."
            )
        return over.answer(
            KEY,
            found.value,
            MG_DL,
            f"Large rises and falls of glucose were {over.tell(found.value)} high on average "
            f"({found.rises} rises, {found.falls} falls).",
            extra=(("rises", found.rises), ("falls", found.falls), ("hours", round(found.hours, 2))),
        )

    return answer_over(KEY, recording, answer)
