"""When what is written reaches the disk: commits, checkpoints and the backup's pause."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Final

from .connection import beside, size_of
from .errors import StoreBusyError

COMMIT_AFTER_MS: Final = 5_000
"""How long a live reading waits at most for its commit."""

SPACING_MS: Final = 5_500
"""Between two live commits: half a second more than one in five seconds allows, every time, pays
for the syncs of a checkpoint (four, measured with strace) every ``CHECKPOINT_EVERY`` commits or more."""

CHECKPOINT_EVERY: Final = 60
CHECKPOINT_BYTES: Final = 4 * 1024 * 1024
CHECKPOINT_AT_ONCE_BYTES: Final = 32 * 1024 * 1024
"""The log is emptied when it has both that many commits and bytes, or, in an import, very many bytes."""

HOLD_LIMIT_MS: Final = 6 * 3_600_000
"""A backup that never reports its end must not let the log grow for ever."""


class Durability:
    """Owns the transaction."""

    def __init__(self, db: sqlite3.Connection, path: Path, before_commit: Callable[[], None]) -> None:
        """Use ``before_commit`` to flush what is pending in memory."""
        self._db = db
        self._wal = beside(path, "-wal")
        self._before_commit = before_commit
        self._first_ms: int | None = None
        self._last_live_ms: int | None = None
        self._since_checkpoint = 0
        self._held = False
        self._held_since_ms: int | None = None

    @property
    def held(self) -> bool:
        """Return whether a backup is under way."""
        return self._held

    def begin(self) -> None:
        """Open the transaction that the next commit ends, if none is open."""
        if not self._db.in_transaction:
            self._db.execute("BEGIN IMMEDIATE")

    def commit(self) -> None:
        """Make everything written durable before returning."""
        if not self._db.in_transaction:
            return
        self._before_commit()
        self._db.execute("COMMIT")
        self._first_ms = None
        self._since_checkpoint += 1
        if self._held:
            return
        size = size_of(self._wal)
        if size > CHECKPOINT_AT_ONCE_BYTES or (size > CHECKPOINT_BYTES and self._since_checkpoint >= CHECKPOINT_EVERY):
            self.checkpoint()

    def commit_if_due(self, now_ms: int) -> int | None:
        """Commit where it is time; return when it will be, None where nothing is pending."""
        self._release_after_limit(now_ms)
        if not self._db.in_transaction:
            return None
        if self._first_ms is None or now_ms < self._first_ms:
            self._first_ms = now_ms
        if self._last_live_ms is not None and now_ms < self._last_live_ms:
            self._last_live_ms = now_ms
        due = self._first_ms + COMMIT_AFTER_MS
        if self._last_live_ms is not None:
            due = max(due, self._last_live_ms + SPACING_MS)
        if now_ms < due:
            return due
        self.commit()
        self._last_live_ms = now_ms
        return None

    def rollback(self) -> None:
        """Undo what is not committed."""
        self._first_ms = None
        if self._db.in_transaction:
            self._db.execute("ROLLBACK")

    def checkpoint(self) -> bool:
        """Move the log into the file and empty it; return whether that was possible."""
        if self._held or self._db.in_transaction:
            return False
        busy, _, _ = self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if not busy:
            self._since_checkpoint = 0
        return not busy

    def hold(self) -> None:
        """Commit, empty the log, and leave the file alone until ``release``.

        Raises:
            StoreBusyError: another process is reading the file.
        """
        self.commit()
        if not self._held and not self.checkpoint():
            raise StoreBusyError("history store: another process reads the file")
        self._held = True
        self._held_since_ms = None

    def release(self) -> None:
        """Let checkpoints happen again."""
        self._held = False
        if not self._db.in_transaction and size_of(self._wal):
            self.checkpoint()

    def _release_after_limit(self, now_ms: int) -> None:
        if not self._held:
            return
        if self._held_since_ms is None:
            self._held_since_ms = now_ms
        if now_ms - self._held_since_ms > HOLD_LIMIT_MS:
            self.release()
