"""What can go wrong with the history store, as types that a door can tell apart."""

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final


class StoreError(Exception):
    """The store could not do what was asked. Nothing committed before is lost."""


class StoreTooNewError(StoreError):
    """The file was written by a newer version of HealthSense; it has not been touched."""

    def __init__(self, path: Path, found: int, supported: int) -> None:
        """Keep the schema version found and the newest one that this code knows."""
        super().__init__(f"history store has schema {found}, this version knows {supported}")
        self.path = path
        self.found = found
        self.supported = supported


class StoreCorruptError(StoreError):
    """The file is damaged. Close the store and open it anew with ``check=True``."""


class StoreFullError(StoreError):
    """The disk is full. What was written since the last commit is undone."""


class StoreBusyError(StoreError):
    """Another process, or a backup under way, is in the way. Try again later."""


_TYPES: Final[dict[int, type[StoreError]]] = {
    sqlite3.SQLITE_CORRUPT: StoreCorruptError,
    sqlite3.SQLITE_NOTADB: StoreCorruptError,
    sqlite3.SQLITE_FULL: StoreFullError,
    sqlite3.SQLITE_BUSY: StoreBusyError,
    sqlite3.SQLITE_LOCKED: StoreBusyError,
}


def typed(error: sqlite3.Error) -> StoreError:
    """Return the store's error for SQLite's (by its primary result code)."""
    code = getattr(error, "sqlite_errorcode", None)
    kind = StoreError if code is None else _TYPES.get(code & 0xFF, StoreError)
    name = getattr(error, "sqlite_errorname", None) or type(error).__name__
    return kind(f"history store: {name}")


@contextmanager
def translated() -> Iterator[None]:
    """Raise SQLite's errors, and those of damaged packed days, as the store's."""
    try:
        yield
    except sqlite3.Error as error:
        raise typed(error) from error
    except zlib.error as error:
        raise StoreCorruptError("history store: a packed day is damaged") from error
