"""How much came in over the last 24 hours, without asking the store again at every reading.

Accepted readings pass through here; rejected ones are counted by a door in the store, which
tells by ``Store.rejections`` that counts must be read again.
"""

from collections.abc import Iterable
from typing import Final

from .measurement import Measurement
from .store import Store

MINUTE_MS: Final = 60_000
MINUTES: Final = 24 * 60
_FOREVER_MS: Final = 1 << 60


class IntakeWindow:
    """Accepted and rejected readings of one person, by received minute."""

    def __init__(self, store: Store, person: str) -> None:
        """Know nothing yet."""
        self._store = store
        self._person = person
        self._minutes: dict[int, list[int]] = {}
        self._sums = [0, 0]
        self._last = 0
        self._rejections: int | None = None
        """What ``Store.rejections`` was when the counts were read; None: not yet."""

    def received(self, readings: Iterable[Measurement], closed: Iterable[Measurement] = ()) -> None:
        """Count readings that were handed to the store; ``closed`` ones were not taken."""
        refused = set(closed)
        for reading in readings:
            minute = reading.received_ms // MINUTE_MS
            kind = 1 if refused and reading in refused else 0
            self._minutes.setdefault(minute, [0, 0])[kind] += 1
            if self._last - MINUTES < minute <= self._last:
                self._sums[kind] += 1

    def counts(self, now_ms: int) -> tuple[int, int]:
        """Return (accepted, rejected) of the 1440 minutes that end with the current one."""
        last = now_ms // MINUTE_MS
        if self._rejections != self._store.rejections:
            self._read(last)
        elif last - self._last >= MINUTES:
            self._minutes = {minute: counts for minute, counts in self._minutes.items() if minute > last - MINUTES}
            self._sum(last)
        else:
            for minute in range(self._last + 1, last + 1):
                for kind, count in enumerate(self._minutes.get(minute, ())):
                    self._sums[kind] += count
                for kind, count in enumerate(self._minutes.pop(minute - MINUTES, ())):
                    self._sums[kind] -= count
            self._last = last
        return self._sums[0], self._sums[1]

    def _read(self, last: int) -> None:
        self._rejections = self._store.rejections
        rows = self._store.intake_minutes(self._person, (last - MINUTES + 1) * MINUTE_MS, _FOREVER_MS)
        self._minutes = {minute: [accepted, rejected] for minute, accepted, rejected in rows}
        self._sum(last)

    def _sum(self, last: int) -> None:
        within = [counts for minute, counts in self._minutes.items() if minute <= last]
        self._sums = [sum(counts[kind] for counts in within) for kind in (0, 1)]
        self._last = last
