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


def pieces(points: Sequence[int | None]) -> list[list[int | None]]:
    """Return the trace cut where more than 180 minutes are missing; each begins and ends with a value."""
    out: list[list[int | None]] = []
    begin, last = None, -1
    if None not in points:
        return [list(points)] if points else []
    for at, value in enumerate(points):
        if value is None:
            continue
        if begin is None:
            begin = at
        elif at - last > CUT_POINTS + 1:
            out.append(list(points[begin : last + 1]))
            begin = at
        last = at
    if begin is not None:
        out.append(list(points[begin : last + 1]))
    return out


def _full_differences(points: Sequence[int]) -> list[int]:
    """Return short minus long moving average at each point, times a positive number; nothing is missing.

    Before a window is full its first full value stands.
    """
    sums = [0, *accumulate(points)]
    shorts = [sums[at] - sums[at - SHORT] for at in range(SHORT, LONG)]
    first_long = SHORT * sums[LONG]
    begin = [LONG * short - first_long for short in [*[shorts[0]] * (SHORT - 1), *shorts]]
    return begin + [
        (LONG - SHORT) * now - LONG * short + SHORT * long
        for now, short, long in zip(sums[LONG:], sums[LONG - SHORT :], sums, strict=False)
    ]


def _windows(numbers: Iterable[int], width: int) -> list[int]:
    """Return the sum over the ``width`` newest numbers at each, the first full one before it is full."""
    sums = [0, *accumulate(numbers)]
    full = list(map(sub, sums[width:], sums))
    return [*[full[0]] * (width - 1), *full]


def _differences(points: Sequence[int | None]) -> list[int]:
    """Return the same where points are missing: averages are of what is there; 0 where nothing is."""
    values = [value or 0 for value in points]
    there = [value is not None for value in points]
    return [
        short * long_count - long * short_count
        for short, short_count, long, long_count in zip(
            _windows(values, SHORT), _windows(there, SHORT), _windows(values, LONG), _windows(there, LONG), strict=True
        )
    ]


def _crossings(points: Sequence[int | None], differences: Sequence[int]) -> list[tuple[int, bool]]:
    """Return where the averages cross and whether a peak follows, the first point included.

    After a missing point the averages are compared with those at the last crossing.
    """
    last = differences[0]
    out = [(0, last > 0)]
    before: int | None = None  # of the point before: None where that is missing
    for at, (value, now) in enumerate(zip(points, differences, strict=True)):
        if value is None:
            before = None
            continue
        if before is not None and ((now > 0 and (last < 0 or before < 0)) or (now < 0 and (last > 0 or before > 0))):
            out.append((at, now > 0))
            last = now
        before = now
    return out


def _plain_crossings(differences: Sequence[int]) -> list[tuple[int, bool]]:
    """Return the same, quickly, where nothing is missing and no difference is 0."""
    above = bytes(map((0).__lt__, differences))
    out = [(0, above[0] == 1)]
    at = 0
    while (at := above.find(1 - above[at], at)) >= 0:
        out.append((at, above[at] == 1))
    return out


def _turning_points(points: Sequence[int | None]) -> list[int]:
    """Return peaks and nadirs in order of time."""
    known = [value for value in points if value is not None]
    for_peaks = for_nadirs = known
    if len(known) == len(points):
        full = _full_differences(known)
        crossings = _crossings(points, full) if 0 in full else _plain_crossings(full)
    else:
        crossings = _crossings(points, _differences(points))
        highest = max(known)
        for_nadirs = [highest + 1 if value is None else value for value in points]
        for_peaks = [-1 if value is None else value for value in points]
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


def _deviation(points: Sequence[int | None]) -> float:
    known = [value for value in points if value is not None]
    count, total = len(known), sum(known)
    return sqrt((count * sum(map(mul, known, known)) - total * total) / (count * (count - 1)))


def mage(points: Sequence[int | None]) -> Mage | None:
    """Return MAGE of a grid (see `grid`), or None where no swing exceeds one standard deviation.

    A piece of trace shorter than 32 points (160 minutes) does not count.
    """
    weighted = weights = 0.0
    counts = [0, 0]
    steps = 0
    for piece in pieces(points):
        if len(piece) < LONG or (deviation := _deviation(piece)) < _ONE_MG_DL:
            continue
        turns = _turning_points(piece)
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
