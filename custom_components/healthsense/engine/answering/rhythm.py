"""Answers about beat-to-beat intervals, kept up to date beat by beat.

The window of HRV slides with every beat of each source. Those of the irregular pulse are fixed
pieces of the clock, two minutes each, measured once when the first beat after them has come. So
both are functions of the beats alone, in whatever order they came.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from ..facts import HOUR_MS, Facts
from ..log import Log
from ..measurement import Measurement
from ..scores import hrv, irregular_pulse
from . import hrv_nights
from .job import Answer, Job
from .oximetry import usable

VITAL: Final = "rr_interval"
HRV_KEPT_MS: Final = 24 * HOUR_MS
"""How long a five-minute window is answered for; its time is told with it."""
REACH_MS: Final = hrv.WINDOW_MS + hrv.NEIGHBOURS * hrv.FORGET_MS
"""How far back a window looks: five minutes, and what its first beat is compared with."""
PIECE_MS: Final = 30 * 60_000
"""How much is read at a time in search of a complete window."""
STEPS: Final = "steps"
BRACKET_MS: Final = 15 * 60_000
"""A counter read at least this often tells when somebody walked; a daily total tells nothing of minutes."""
MAX_STEPS: Final = 20
"""More between two readings about a window is no rest: HealthSense's own limit."""
TOGETHER_MS: Final = 10 * 60_000
"""Windows of several sources that end within this of each other are of the same moment."""


def _rows(log: Log, source: str, start_ms: int, end_ms: int) -> Iterable[tuple[int, int]]:
    for at in log.span(start_ms, end_ms):
        if log.names[log.sources[at]] == source and usable(log.quality[at]):
            yield log.times[at], log.values[at]


def _walked(facts: Facts, start_ms: int, end_ms: int) -> bool:
    """Return whether a step counter rose about a window, as far as one was read often enough to tell."""
    before: dict[str, Measurement] = {}
    for row in facts.readings(STEPS, start_ms - BRACKET_MS, end_ms + BRACKET_MS):
        last = before.get(row.source)
        before[row.source] = row
        if (
            last is not None
            and row.scaled - last.scaled > MAX_STEPS
            and row.effective_ms - last.effective_ms <= BRACKET_MS
            and last.effective_ms < end_ms
            and row.effective_ms > start_ms
        ):
            return True
    return False


class _Stream:
    """One source's beats: the newest complete window of HRV, and the clock's pieces that hold a beat."""

    def __init__(self, log: Log, source: str) -> None:
        self._log = log
        self._source = source
        self.rolling = hrv.Rolling(source)
        self.figures: hrv.Figures | None = None
        self.last_ms = -1
        # Piece of the clock -> its window, None where it does not count; missing: not measured yet.
        self._measured: dict[int, irregular_pulse.Window | None] = {}
        self._pieces: set[int] = set()
        self._newest: list[tuple[int, irregular_pulse.Window]] | None = None

    def feed(self, at_ms: int, interval: int) -> None:
        """Take a beat later than any before."""
        self.rolling.feed(at_ms, interval)
        if self.rolling.complete:
            self.figures = self.rolling.figures()
        self.last_ms = at_ms
        self._touch(at_ms)

    def skip(self, at_ms: int) -> None:
        """Note the time of a beat that is not fed: of poor quality, or to be read later."""
        self.last_ms = at_ms
        self._touch(at_ms)

    def _touch(self, at_ms: int) -> None:
        piece = at_ms // irregular_pulse.WINDOW_MS
        if piece not in self._pieces:
            self._pieces.add(piece)
            self._newest = None

    def late(self, at_ms: int) -> None:
        """Measure again the piece of the clock in which a beat came late or was replaced."""
        self._measured.pop(at_ms // irregular_pulse.WINDOW_MS, None)
        self._newest = None
        self._touch(at_ms)

    def _read(self, first_ms: int, last_ms: int) -> tuple[hrv.Rolling, hrv.Figures | None]:
        """Return the state at ``last_ms`` and the newest complete window that ends from ``first_ms`` on."""
        rolling, figures = hrv.Rolling(self._source), None
        for at_ms, interval in _rows(self._log, self._source, first_ms - REACH_MS, last_ms + 1):
            rolling.feed(at_ms, interval)
            if at_ms >= first_ms and rolling.complete:
                figures = rolling.figures()
        return rolling, figures

    def _search(self, last_ms: int, oldest_ms: int) -> hrv.Figures | None:
        """Return the newest complete window that ends in ``(oldest_ms, last_ms]``."""
        while last_ms > oldest_ms:
            first_ms = max(last_ms - PIECE_MS, oldest_ms) + 1
            _, figures = self._read(first_ms, last_ms)
            if figures is not None:
                return figures
            last_ms = first_ms - 1
        return None

    def load(self, now_ms: int) -> None:
        """Find the newest complete window of the log."""
        self.rolling, self.figures = self._read(self.last_ms - PIECE_MS + 1, self.last_ms)
        if self.figures is None:
            self.figures = self._search(self.last_ms - PIECE_MS, now_ms - HRV_KEPT_MS)

    def again(self, first_ms: int, last_ms: int, now_ms: int) -> None:
        """Read again what beats that came late or were replaced, from ``first_ms`` to ``last_ms``, may have changed."""
        oldest_ms = now_ms - HRV_KEPT_MS
        first_ms, end_ms = max(first_ms, oldest_ms + 1), min(last_ms + REACH_MS, self.last_ms)
        if end_ms < first_ms:
            return
        rolling, found = self._read(first_ms, end_ms)
        if end_ms == self.last_ms:
            self.rolling = rolling
        known_ms = -1 if self.figures is None else self.figures.end_ms
        if known_ms > end_ms or (found is None and known_ms < first_ms):
            return
        self.figures = found or self._search(first_ms - 1, oldest_ms)

    def walked(self, at_ms: int) -> None:
        """Measure again the pieces of the clock about a step counter's reading."""
        for piece in [one for one in self._measured if abs(one * irregular_pulse.WINDOW_MS - at_ms) <= 2 * BRACKET_MS]:
            del self._measured[piece]
            self._newest = None

    def windows(self, facts: Facts) -> list[tuple[int, irregular_pulse.Window]]:
        """Return ``(end in ms, window)`` of the up to six newest complete ones of 48 hours, oldest first."""
        length = irregular_pulse.WINDOW_MS
        oldest_ms = facts.now_ms - irregular_pulse.MAX_AGE_MS
        if self._newest is None or (self._newest and self._newest[0][0] - length < oldest_ms):
            self._newest = self._find(facts, oldest_ms)
        return self._newest

    def _find(self, facts: Facts, oldest_ms: int) -> list[tuple[int, irregular_pulse.Window]]:
        length = irregular_pulse.WINDOW_MS
        for gone in [piece for piece in self._pieces if piece * length < oldest_ms]:
            self._pieces.discard(gone)
            self._measured.pop(gone, None)
        found: list[tuple[int, irregular_pulse.Window]] = []
        for piece in sorted(self._pieces, reverse=True):
            # The piece that the newest beat lies in is not over yet.
            if (piece + 1) * length <= self.last_ms and len(found) < irregular_pulse.WINDOWS:
                if piece not in self._measured:
                    rows = _rows(self._log, self._source, piece * length, (piece + 1) * length)
                    measured = irregular_pulse.measure(tuple(rows))
                    moved = measured is not None and _walked(facts, piece * length, (piece + 1) * length)
                    self._measured[piece] = None if moved else measured
                window = self._measured[piece]
                if window is not None:
                    found.append(((piece + 1) * length, window))
        return found[::-1]


class _Beats:
    """All sources' beats of the last two days."""

    def __init__(self, log: Log) -> None:
        self._log = log
        self.streams: dict[str, _Stream] = {}
        self._begun = False

    def take_in(self, rows: Iterable[Measurement], now_ms: int) -> None:
        """Take in what was just stored; the first time, all that the log holds."""
        if not self._begun:
            self._begun = True
            self._load(now_ms)
            return
        late: dict[str, list[int]] = {}
        for row in sorted(rows, key=lambda one: one.effective_ms):
            stream = self._stream(row.source)
            if row.effective_ms <= stream.last_ms:
                if row.effective_ms >= self._log.begin_ms:
                    stream.late(row.effective_ms)
                    late.setdefault(row.source, []).append(row.effective_ms)
            elif usable(-1 if row.quality is None else row.quality):
                stream.feed(row.effective_ms, row.scaled)
            else:
                stream.skip(row.effective_ms)
        for source in sorted(late):
            self.streams[source].again(late[source][0], late[source][-1], now_ms)

    def _load(self, now_ms: int) -> None:
        log = self._log
        for at in log.span(log.begin_ms, log.times[-1] + 1 if log.times else 0):
            self._stream(log.names[log.sources[at]]).skip(log.times[at])
        for stream in self.streams.values():
            stream.load(now_ms)

    def _stream(self, source: str) -> _Stream:
        found = self.streams.get(source)
        if found is None:
            found = self.streams[source] = _Stream(self._log, source)
        return found


def _beats(facts: Facts) -> _Beats:
    def current() -> _Beats:
        log = facts.log(VITAL)
        kept = facts.keep("rhythm", lambda: _Beats(log))
        kept.take_in((facts.touched or {}).get(VITAL, ()), facts.now_ms)
        return kept

    # Once a round: two jobs ask.
    return facts.once("rhythm", current)


def _hrv(facts: Facts) -> Mapping[str, Answer]:
    streams = _beats(facts).streams
    alive = {
        source: stream.figures
        for source, stream in streams.items()
        if stream.figures is not None and stream.figures.end_ms + HRV_KEPT_MS > facts.now_ms
    }
    until: int | None
    if alive:
        latest_ms = max(figures.end_ms for figures in alive.values())
        rivals = [source for source, figures in alive.items() if figures.end_ms > latest_ms - TOGETHER_MS]
        chosen = alive[facts.best_source(VITAL, rivals)]
        until = chosen.end_ms + HRV_KEPT_MS
        answers = hrv.assess(chosen)
    else:
        recent = [source for source, stream in streams.items() if stream.last_ms + HRV_KEPT_MS > facts.now_ms]
        progress = streams[facts.best_source(VITAL, recent)] if recent else None
        until = None if progress is None else progress.last_ms + HRV_KEPT_MS
        rolling = None if progress is None else progress.rolling
        answers = hrv.assess(None, progress=rolling, stale=facts.newest(VITAL) is not None)
    return {key: Answer(answers[key], until, until) for key in hrv.WINDOW_KEYS}


def _irregular(facts: Facts) -> Mapping[str, Answer]:
    kept = _beats(facts)
    for row in (facts.touched or {}).get(STEPS, ()):
        for stream in kept.streams.values():
            stream.walked(row.effective_ms)
    found = {source: stream.windows(facts) for source, stream in kept.streams.items()}
    most = max((len(windows) for windows in found.values()), default=0)
    source = facts.best_source(VITAL, [one for one, windows in found.items() if len(windows) == most]) if most else ""
    windows = found.get(source, [])
    newest = facts.newest(VITAL)
    end_ms = None if newest is None else newest.effective_ms + irregular_pulse.MAX_AGE_MS
    answer = irregular_pulse.assess(
        windows,
        source,
        told=newest is not None,
        stale=end_ms is not None and end_ms < facts.now_ms,
        known="atrial_fibrillation" in facts.profile.conditions,
    )
    until = end_ms + 1 if end_ms is not None and end_ms >= facts.now_ms else None
    for others in found.values():
        if others:
            # The oldest window leaves, and another may take its place.
            expires = others[0][0] - irregular_pulse.WINDOW_MS + irregular_pulse.MAX_AGE_MS + 1
            until = expires if until is None else min(until, expires)
    return {irregular_pulse.KEY: Answer(answer, until, until)}


_VITALS: Final = frozenset({VITAL})

JOBS: Final[tuple[Job, ...]] = (
    Job(hrv.WINDOW_KEYS, _VITALS, _hrv),
    Job((irregular_pulse.KEY,), _VITALS | {STEPS}, _irregular),
    *hrv_nights.JOBS,
)
