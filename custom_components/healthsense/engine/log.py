"""All readings of the last days of one vital, kept in memory as they come.

A cache of the store in plain arrays, in the order of (time, source). An in-order reading is an
append; a late or corrected one moves what follows and gives the log a new ``revision``, so that
whoever folded over it begins again.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from typing import Final

from .measurement import MAX_FUTURE_MS, Measurement
from .store import Store

DAY_MS: Final = 86_400_000
LOG_MS: Final[Mapping[str, int]] = {
    "glucose": 15 * DAY_MS,
    "spo2": 2 * DAY_MS,
    "rr_interval": 2 * DAY_MS,
}
"""How far back each log reaches."""

_TRIM: Final = 4096
"""Outdated rows are dropped this many at a time: each dropping moves all that remain."""

_NO_QUALITY: Final = -1


class Log:
    """The recent readings of one vital of one person.

    ``times`` (ms), ``values`` (canonical steps), ``sources`` (indices into ``names``) and
    ``quality`` (0-100, -1 where not told) are parallel. ``offset + index`` is a row's place for
    as long as ``revision`` stays; rows before ``begin_ms`` may still be there: skip them.
    """

    def __init__(self, store: Store, person: str, vital: str, now_ms: int) -> None:
        """Load the last ``LOG_MS``."""
        self._span_ms = LOG_MS[vital]
        self.revision = 0
        self.offset = 0
        self.times = array("q")
        self.values = array("i")
        self.sources = array("h")
        self.quality = array("b")
        self.names: list[str] = []
        self._index: dict[str, int] = {}
        self.begin_ms = now_ms - self._span_ms
        for row in store.readings(person, vital, self.begin_ms, now_ms + MAX_FUTURE_MS + 1):
            self._append(row)

    def __len__(self) -> int:
        """Return how many rows are kept."""
        return len(self.times)

    def _source(self, name: str) -> int:
        found = self._index.get(name)
        if found is None:
            found = self._index[name] = len(self.names)
            self.names.append(name)
        return found

    def _append(self, row: Measurement) -> None:
        self.times.append(row.effective_ms)
        self.values.append(row.scaled)
        self.sources.append(self._source(row.source))
        self.quality.append(_NO_QUALITY if row.quality is None else row.quality)

    def move_to(self, now_ms: int) -> None:
        """Forget what is older than the log reaches, many rows at a time."""
        self.begin_ms = now_ms - self._span_ms
        if len(self.times) > _TRIM and self.times[_TRIM] < self.begin_ms:
            gone = bisect_left(self.times, self.begin_ms)
            for column in (self.times, self.values, self.sources, self.quality):
                del column[:gone]
            self.offset += gone

    def take_in(self, rows: Iterable[Measurement]) -> None:
        """Take in stored readings, new or replaced."""
        for row in sorted(rows, key=lambda one: (one.effective_ms, one.source)):
            if row.effective_ms < self.begin_ms:
                continue
            last = self.times[-1] if self.times else None
            if (
                last is None
                or row.effective_ms > last
                or (row.effective_ms == last and row.source > self.names[self.sources[-1]])
            ):
                self._append(row)
            else:
                self._put(row)

    def _put(self, row: Measurement) -> None:
        self.revision += 1
        source = self._source(row.source)
        quality = _NO_QUALITY if row.quality is None else row.quality
        at = bisect_left(self.times, row.effective_ms)
        while at < len(self.times) and self.times[at] == row.effective_ms:
            if self.sources[at] == source:
                self.values[at], self.quality[at] = row.scaled, quality
                return
            if self.names[self.sources[at]] > row.source:
                break
            at += 1
        self.times.insert(at, row.effective_ms)
        self.values.insert(at, row.scaled)
        self.sources.insert(at, source)
        self.quality.insert(at, quality)

    def span(self, start_ms: int, end_ms: int) -> range:
        """Return the indices of the rows in ``[start_ms, end_ms)``."""
        return range(bisect_left(self.times, max(start_ms, self.begin_ms)), bisect_right(self.times, end_ms - 1))

    def rows(self, start_ms: int, end_ms: int, source: str | None = None) -> list[tuple[int, int]]:
        """Return ``(time in ms, canonical steps)`` in ``[start_ms, end_ms)``, of one source or of all."""
        chosen = None if source is None else self._index.get(source, -1)
        return [
            (self.times[at], self.values[at])
            for at in self.span(start_ms, end_ms)
            if chosen is None or self.sources[at] == chosen
        ]

    def counts(self, start_ms: int, end_ms: int) -> dict[str, int]:
        """Return how many rows each source has in ``[start_ms, end_ms)``, by name."""
        found: dict[int, int] = {}
        for at in self.span(start_ms, end_ms):
            found[self.sources[at]] = found.get(self.sources[at], 0) + 1
        return {self.names[source]: found[source] for source in sorted(found, key=self.names.__getitem__)}
