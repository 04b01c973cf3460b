"""Runs of readings beyond a limit: what makes a few readings one event, and what ends it.

Nothing is remembered here: a run is found again from the readings each time, so that any order of arrival and any
restart gives the same one.

How often a source speaks decides what is asked of it:

- a stream (at least three readings in the last minute, half of the gaps at most 15 s) has to stay beyond the limit for
  some seconds. Its value is the median of its last five readings within 20 s, for which the limit is passed exactly
  when most of them are beyond it; the run begins with its first reading beyond, so the filter delays nothing;
- a source that measures now and then by itself (no stream, but six readings in three hours or twelve in a day) has to
  be beyond repeatedly;
- any other is measured by somebody, who is asked to measure again. So is somebody who wears an oximeter for a minute or
  two: a stream that spoke for ten minutes at most, in sessions parted by a minute of silence. Each session is one
  measurement: the median of its last 30 s (and of its last five readings, if that is nearer to usual), dated by its
  beginning.

A stream that is silent for a minute ends a run: before and after are two events. Dropouts that are told as 0 or less
are implausible for every vital and never get here, so they are silence too. A frozen reading is what it says.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from itertools import pairwise
from statistics import median_low
from typing import Final

from ..measurement import Measurement

STREAM_GAP_MS: Final = 15_000
STREAM_LOOK_MS: Final = 60_000
STREAM_READINGS: Final = 3
SAMPLED_LOOK_MS: Final = 3 * 3_600_000
SAMPLED_READINGS: Final = 6
SAMPLED_DAY_MS: Final = 24 * 3_600_000
SAMPLED_A_DAY: Final = 12
"""Nobody measures by hand so often (NHS England's oximetry at home asks for three a day). A watch that measures every
half hour of a night is known by the night before: its evening is nobody's finger."""

FILTER: Final = 5
FILTER_MS: Final = 20_000
STREAM_SILENCE_MS: Final = 60_000
HOLD_SILENCE_MS: Final = 10_000
"""A hold may end in silence, but not a longer one (or one and a half gaps of a slower stream)."""

SESSION_MS: Final = 600_000
SESSION_LEAST_MS: Final = 10_000
SESSION_END_MS: Final = 30_000
"""A finger has to warm and rest: what counts of a session is its end."""

APART_MS: Final = 30_000
"""Readings nearer to each other are one measurement."""

POOR_QUALITY: Final = 50
"""Below this a reading's own quality (0-100) is no evidence by itself: its device says that it is rather wrong than
right (``signal_quality`` is usual from 60 on)."""


class Spacing(IntEnum):
    """How often a source speaks."""

    SPOT = 0
    SAMPLED = 1
    STREAM = 2


def is_stream(times_ms: Sequence[int]) -> bool:
    """Return whether the readings of one source, in order of time, end as a stream, or as one that begins again."""
    return any(_ends_as_stream(times_ms[: len(times_ms) - new]) for new in range(STREAM_READINGS))


def _ends_as_stream(times_ms: Sequence[int]) -> bool:
    if len(times_ms) < STREAM_READINGS:
        return False
    near = [at for at in times_ms[-64:] if at > times_ms[-1] - STREAM_LOOK_MS]
    gaps = sorted(later - earlier for earlier, later in pairwise(near))
    return len(near) >= STREAM_READINGS and gaps[(len(gaps) - 1) // 2] <= STREAM_GAP_MS


def sessions(rows: Sequence[Measurement], *, low: bool) -> list[Measurement]:
    """Return the measurements that the sessions of a stream are; nothing of a sensor that is worn for longer."""
    found: list[list[Measurement]] = []
    for row in rows:
        if found and row.effective_ms - found[-1][-1].effective_ms <= STREAM_SILENCE_MS:
            found[-1].append(row)
        else:
            found.append([row])
    lasted = [own[-1].effective_ms - own[0].effective_ms for own in found]
    if sum(lasted) > SESSION_MS:
        return []
    return [
        _measured(own, low=low) for own, length_ms in zip(found, lasted, strict=True) if length_ms >= SESSION_LEAST_MS
    ]


def _measured(own: Sequence[Measurement], *, low: bool) -> Measurement:
    """Return one session as one reading, of the best quality that it had.

    Neither a finger that slips off at its end nor what was over before is beyond: the last half minute and the last
    five readings have to say so.
    """
    last = [row for row in own if row.effective_ms > own[-1].effective_ms - SESSION_END_MS]
    told = [row.quality for row in last if row.quality is not None]
    quality = max(told) if len(told) == len(last) else None
    medians = [median_low(row.scaled for row in rows) for rows in (last, own[-FILTER:])]
    return replace(own[0], scaled=max(medians) if low else min(medians), quality=quality)


@dataclass(frozen=True, slots=True)
class Need:
    """What is asked of a run: to last ``hold_ms``, or ``repeats`` measurements. ``gap_ms`` of silence ends it."""

    gap_ms: int
    hold_ms: int | None = None
    repeats: int = 1
    filtered: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """Readings beyond a limit one after the other.

    ``at_ms`` is the newest one beyond, ``value`` and ``worst`` are in stored steps. ``count`` are the measurements,
    ``good`` the readings whose quality is not poor. ``firm``: the filtered value is beyond now. ``confirmed_ms``: since
    when (effective) the run is what was asked for. ``ended``: something contradicted it.
    """

    source: str
    since_ms: int
    at_ms: int
    value: int
    worst: int
    count: int
    good: int
    firm: bool
    confirmed_ms: int | None
    ended: bool = False


def is_good(reading: Measurement) -> bool:
    """Return whether a reading's own quality is not poor; one that does not tell is good."""
    return reading.quality is None or reading.quality >= POOR_QUALITY


def window(rows: Sequence[Measurement], at: int) -> Sequence[Measurement]:
    """Return the readings that the filter takes at index ``at``."""
    since_ms = rows[at].effective_ms - FILTER_MS
    first = max(0, at - FILTER + 1)
    while rows[first].effective_ms < since_ms:
        first += 1
    return rows[first : at + 1]


def most(rows: Sequence[Measurement], test: Callable[[int], bool]) -> bool:
    """Return whether more than half of the readings pass a test: whether their median does."""
    return 2 * sum(test(row.scaled) for row in rows) > len(rows)


class _Open:
    """A run that goes on."""

    def __init__(self, reading: Measurement, *, low: bool) -> None:
        self.source = reading.source
        self.since_ms = self.at_ms = self.counted_ms = reading.effective_ms
        self.value = self.worst = reading.scaled
        self.count = 1
        self.good = int(is_good(reading))
        self.firm = False
        self.confirmed_ms: int | None = None
        self._low = low

    def add(self, reading: Measurement) -> None:
        self.at_ms, self.value, self.source = reading.effective_ms, reading.scaled, reading.source
        self.worst = min(self.worst, self.value) if self._low else max(self.worst, self.value)
        self.good += is_good(reading)

    def judge(self, need: Need) -> None:
        if self.at_ms - self.counted_ms >= APART_MS:
            self.count += 1
            self.counted_ms = self.at_ms
        done = self.count >= need.repeats if need.hold_ms is None else self.at_ms - self.since_ms >= need.hold_ms
        if done and self.firm and self.confirmed_ms is None:
            self.confirmed_ms = self.at_ms

    def shut(self, *, ended: bool) -> Run:
        return Run(
            self.source, self.since_ms, self.at_ms, self.value, self.worst, self.count, self.good, self.firm,
            self.confirmed_ms, ended,
        )  # fmt: skip


def runs(rows: Sequence[Measurement], edge: int, need: Need, *, low: bool) -> Iterator[Run]:
    """Yield the runs in readings of one kind, in order of time; the last may go on (not ``ended``).

    ``edge`` is the last stored step that is beyond the limit.
    """

    def beyond(scaled: int) -> bool:
        return scaled <= edge if low else scaled >= edge

    run: _Open | None = None
    before_ms: int | None = None
    for at, reading in enumerate(rows):
        if run is not None and before_ms is not None and reading.effective_ms - before_ms > need.gap_ms:
            yield run.shut(ended=True)
            run = None
        before_ms = reading.effective_ms
        firm = most(window(rows, at), beyond) if need.filtered else beyond(reading.scaled)
        if beyond(reading.scaled):
            if run is None:
                run = _Open(reading, low=low)
            else:
                run.add(reading)
            run.firm = firm
            run.judge(need)
        elif run is not None:
            run.firm = firm
            if not firm:
                yield run.shut(ended=True)
                run = None
    if run is not None:
        yield run.shut(ended=False)


def by_source(rows: Iterable[Measurement]) -> dict[str, list[Measurement]]:
    """Return the readings of each source, in the order given."""
    found: dict[str, list[Measurement]] = {}
    for row in rows:
        found.setdefault(row.source, []).append(row)
    return found
