"""How much came in over the last 24 hours, asked of the store without asking it everything.

Whole hours are remembered; the hour that is running, the one before it (stragglers) and the one
that is leaving the window are read again.
"""

from typing import Final

from .store import Store

MINUTE_MS: Final = 60_000
HOUR_MS: Final = 3_600_000
WINDOW_MS: Final = 24 * HOUR_MS


class IntakeWindow:
    """Accepted and rejected readings of one person, by received minute."""

    def __init__(self, store: Store, person: str) -> None:
        """Know nothing yet."""
        self._store = store
        self._person = person
        self._hours: dict[int, tuple[int, int]] = {}
        self._head_start_ms: int | None = None
        self._head = (0, 0)

    def received(self, earliest_ms: int) -> None:
        """Forget what a reading received at ``earliest_ms`` may change."""
        hour = earliest_ms // HOUR_MS
        if self._hours and hour <= max(self._hours):
            self._hours = {one: counts for one, counts in self._hours.items() if one < hour}
        if self._head_start_ms is not None and earliest_ms < self._head_start_ms + HOUR_MS:
            self._head_start_ms = None

    def counts(self, now_ms: int) -> tuple[int, int]:
        """Return (accepted, rejected) of the 1440 minutes that end with the current one."""
        end = (now_ms // MINUTE_MS + 1) * MINUTE_MS
        start = end - WINDOW_MS
        first, live = -(-start // HOUR_MS), end // HOUR_MS - 1
        if start != self._head_start_ms:
            self._head = self._read(start, first * HOUR_MS)
            self._head_start_ms = start
        accepted, rejected = self._head
        for hour in range(first, live):
            known = self._hours.get(hour)
            if known is None:
                known = self._hours[hour] = self._read(hour * HOUR_MS, (hour + 1) * HOUR_MS)
            accepted += known[0]
            rejected += known[1]
        tail = self._read(live * HOUR_MS, end)
        if len(self._hours) > WINDOW_MS // HOUR_MS:
            self._hours = {hour: counts for hour, counts in self._hours.items() if hour >= first}
        return accepted + tail[0], rejected + tail[1]

    def _read(self, start_ms: int, end_ms: int) -> tuple[int, int]:
        if start_ms >= end_ms:
            return (0, 0)
        counted = self._store.intake(self._person, start_ms, end_ms)
        return (counted.accepted, counted.rejected)
