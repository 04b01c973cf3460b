"""How much came in over the last 24 hours, asked of the store without asking it everything.

Whole hours are remembered: only the hour that is running and the one that is leaving the window
are read again.
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

    def received(self, earliest_ms: int) -> None:
        """Forget the remembered hours that a reading received at ``earliest_ms`` may change."""
        hour = earliest_ms // HOUR_MS
        if hour in self._hours:
            self._hours = {one: counts for one, counts in self._hours.items() if one < hour}

    def counts(self, now_ms: int) -> tuple[int, int]:
        """Return (accepted, rejected) of the 1440 minutes that end with the current one."""
        end = (now_ms // MINUTE_MS + 1) * MINUTE_MS
        start = end - WINDOW_MS
        first, current = -(-start // HOUR_MS), end // HOUR_MS
        accepted, rejected = self._read(start, min(first * HOUR_MS, end))
        for hour in range(first, current):
            known = self._hours.get(hour)
            if known is None:
                known = self._read(hour * HOUR_MS, (hour + 1) * HOUR_MS)
                # The hour before this one may still get a straggler: it is not remembered yet.
                if hour < current - 1:
                    self._hours[hour] = known
            accepted += known[0]
            rejected += known[1]
        tail = self._read(current * HOUR_MS, end)
        for gone in [hour for hour in self._hours if hour < first]:
            del self._hours[gone]
        return accepted + tail[0], rejected + tail[1]

    def _read(self, start_ms: int, end_ms: int) -> tuple[int, int]:
        return tuple(self._store.intake(self._person, start_ms, end_ms)) if start_ms < end_ms else (0, 0)
