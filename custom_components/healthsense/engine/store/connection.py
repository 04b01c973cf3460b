"""Opening the file: too new, damaged, or ours."""

import os
import sqlite3
import struct
import zlib
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from . import wal_header
from .errors import StoreCorruptError, StoreError, StoreTooNewError, translated
from .schema import VERSION, migrate

_MAGIC: Final = b"SQLite format 3\0"
CACHE_KIB: Final = 2048

# secure_delete always, not only while erasing: else what a compaction frees would still hold
# readings when a person is erased later.
_PRAGMAS: Final = (
    f"PRAGMA cache_size = -{CACHE_KIB}",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA synchronous = FULL",
    "PRAGMA wal_autocheckpoint = 0",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA trusted_schema = OFF",
)


def beside(path: Path, suffix: str) -> Path:
    """Return the companion file, such as ``-wal``."""
    return path.with_name(path.name + suffix)


def size_of(path: Path) -> int:
    """Return the size in bytes, 0 where there is no file."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def _looks_damaged(path: Path) -> bool:
    """Judge by the header alone; refuse a newer schema before SQLite touches anything.

    Raises:
        StoreTooNewError: by the header, or by a header that is still in the write-ahead log.
    """
    size, wal = size_of(path), beside(path, "-wal")
    logged = size_of(wal) > 0
    if size == 0:
        return logged
    with path.open("rb") as file:
        header = file.read(100)
    if len(header) < 100 or not header.startswith(_MAGIC):
        return True
    (page_size,) = struct.unpack_from(">H", header, 16)
    page_size = 65536 if page_size == 1 else page_size
    counter, pages = struct.unpack_from(">II", header, 24)
    (version,) = struct.unpack_from(">I", header, 60)
    (valid_for,) = struct.unpack_from(">I", header, 92)
    if logged:
        newest = wal_header.user_version(wal, VERSION)
        version = version if newest is None else newest
    if version > VERSION:
        raise StoreTooNewError(path, version, VERSION)
    # While there is a log the file may rightly be shorter than its header says.
    return not logged and valid_for == counter and size < pages * page_size


def _configure(db: sqlite3.Connection) -> None:
    for pragma in _PRAGMAS:
        db.execute(pragma)
    (mode,) = db.execute("PRAGMA journal_mode = WAL").fetchone()
    if mode != "wal":
        raise StoreError("history store: the file system does not allow a write-ahead log")


def _verify(db: sqlite3.Connection, *, packed: bool) -> None:
    """Read every page; with ``packed`` inflate every packed day too: it carries a checksum.

    Raises:
        sqlite3.DatabaseError: a page is damaged.
        zlib.error: a packed day is.
    """
    (verdict,) = db.execute("PRAGMA quick_check(1)").fetchone()
    if verdict != "ok":
        error = sqlite3.DatabaseError("quick_check")
        error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
        error.sqlite_errorname = "SQLITE_CORRUPT"
        raise error
    if packed:
        for (body,) in db.execute("SELECT body FROM minute_day UNION ALL SELECT body FROM reading_day"):
            zlib.decompress(body)


def _connect(path: Path, *, check: bool, unclean: bool) -> sqlite3.Connection:
    """Open, check and migrate.

    Raises:
        StoreError: damaged, or not to be opened at all.
    """
    with translated():
        db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        try:
            _configure(db)
            if check or unclean:
                _verify(db, packed=False)
            migrate(db)
            if check:
                _verify(db, packed=True)
        except BaseException:
            abandon(db)
            raise
        return db


def abandon(db: sqlite3.Connection) -> None:
    """Close without moving the write-ahead log into a file that may be damaged."""
    with suppress(sqlite3.Error):
        db.setconfig(sqlite3.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE)
    db.close()


def sync_folder(folder: Path) -> None:
    """Make renames and removals in ``folder`` durable (where the system lets a folder be synced)."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _set_aside(path: Path, now_ms: int) -> Path:
    """Rename the file and its companions beside themselves; nothing is deleted."""
    stamp = datetime.fromtimestamp(now_ms // 1000, tz=UTC).strftime("%Y%m%dT%H%M%SZ")
    aside, again = beside(path, f".corrupt-{stamp}"), 1
    while aside.exists():
        again += 1
        aside = beside(path, f".corrupt-{stamp}-{again}")
    # The log first: a crash in between must not leave a new file beside an old log.
    for suffix in ("-wal", "-shm", ""):
        companion = beside(path, suffix)
        if companion.exists():
            companion.rename(beside(aside, suffix))
    sync_folder(path.parent)
    return aside


def set_aside_files(path: Path) -> list[Path]:
    """Return every file that was ever set aside beside ``path``."""
    return sorted(path.parent.glob(f"{path.name}.corrupt-*")) if path.parent.is_dir() else []


def open_database(path: Path, now_ms: int, *, check: bool) -> tuple[sqlite3.Connection, Path | None]:
    """Return a connection with the current schema, and where a damaged file was set aside.

    Every page is checked (``quick_check``) after an unclean shutdown - a log was left - and where
    ``check`` asks for it, packed days then too; otherwise header and size only, so that an
    ordinary start does not read a large file.

    Raises:
        StoreTooNewError: written by newer code; no byte was touched.
        StoreError: it cannot be opened (permissions, file system, another process).
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if _looks_damaged(path):
            return begin_anew(path, now_ms)
        _make(path)
        unclean = size_of(beside(path, "-wal")) > 0
        try:
            return _connect(path, check=check, unclean=unclean), None
        except StoreCorruptError:
            return begin_anew(path, now_ms)
    except OSError as error:
        raise StoreError(f"history store: {type(error).__name__}") from error


def begin_anew(path: Path, now_ms: int) -> tuple[sqlite3.Connection, Path]:
    """Set the damaged file aside and return a connection to a new one, and where the old one is."""
    try:
        aside = _set_aside(path, now_ms)
        _make(path)
    except OSError as error:
        raise StoreError(f"history store: {type(error).__name__}") from error
    return _connect(path, check=False, unclean=False), aside


def _make(path: Path) -> None:
    """Make an empty file where there is none, for our eyes only: its log gets the same mode."""
    if not path.exists():
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
