"""How far a device has handed over what it had kept for us: what comes again is known by its number."""

import sqlite3
from typing import Final

from .records import DAY_MS

HANDOVER_KEPT_MS: Final = 400 * DAY_MS
RUNS_A_DEVICE: Final = 8
"""Runs of a device that are remembered: it speaks of its present one, and of an older one only while it sends it."""


class Handovers:
    """The table of handovers. It names devices, never people, and holds no reading."""

    def __init__(self, db: sqlite3.Connection) -> None:
        """Use the store's connection."""
        self._db = db

    def get(self, device: str, run: str) -> int:
        """Return the last number that was taken in of a device's run, 0 where there is none."""
        found = self._db.execute("SELECT sequence FROM handover WHERE device = ? AND run = ?", (device, run)).fetchone()
        return 0 if found is None else int(found[0])

    def put(self, device: str, run: str, sequence: int, at_ms: int) -> None:
        """Keep the last number; it never goes back. The device's oldest runs go."""
        self._db.execute(
            "INSERT INTO handover(device, run, sequence, at_ms) VALUES (?, ?, ?, ?)"
            " ON CONFLICT(device, run) DO UPDATE"
            " SET sequence = max(sequence, excluded.sequence), at_ms = excluded.at_ms",
            (device, run, sequence, at_ms),
        )
        self._db.execute(
            "DELETE FROM handover WHERE device = ? AND run NOT IN"
            " (SELECT run FROM handover WHERE device = ? ORDER BY at_ms DESC, run = ? DESC LIMIT ?)",
            (device, device, run, RUNS_A_DEVICE),
        )

    def prune(self, now_ms: int) -> None:
        """Drop devices that have been silent for as long as anything of the kind is kept."""
        self._db.execute("DELETE FROM handover WHERE at_ms < ?", (now_ms - HANDOVER_KEPT_MS,))
