"""What concerns a whole person: giving everything to somebody else, and erasing."""

import shutil
import sqlite3
from pathlib import Path
from typing import Final

from ..vitals import VITALS
from .connection import set_aside_files, size_of, sync_folder
from .merging import Merger
from .parts import Parts
from .writer import Writer

_DROP: Final = "DELETE FROM {table} WHERE {owner} = ?"
_DROP_SERIES: Final = tuple(
    _DROP.format(table=table, owner="series") for table in ("reading", "minute", "hour", "minute_day", "reading_day")
)
_DROP_PERSON: Final = tuple(
    _DROP.format(table=table, owner="person")
    for table in (
        "intake",
        "assessment",
        "outcome",
        "mark",
        "alert",
        "alert_log",
        "alert_delivery",
        "alert_setting",
        "alert_context",
        "note",
        "undo",
    )
)
_ROOM_FOR_REWRITE: Final = 2.2
"""Times the file's size: the rewritten copy, and the log that brings it in."""


def reassign_all(parts: Parts, writer: Writer, person: str, to_person: str, now_ms: int | None) -> int:
    """Move every series, merging where ``to_person`` has one of the same vital and source.

    What the person is said to be doing ends at ``now_ms``: settings do not go along.
    """
    db, catalog, moved = parts.db, parts.catalog, 0
    merger = Merger(parts, writer)
    for vital, source, series in catalog.of_person(person):
        (count,) = db.execute("SELECT coalesce(sum(count), 0) FROM hour WHERE series = ?", (series,)).fetchone()
        moved += count
        target = catalog.find(to_person, vital, source)
        if target is None:
            db.execute("UPDATE series SET person = ? WHERE id = ?", (to_person, series))
        else:
            merger.merge(series, target, bucketed=vital in VITALS and VITALS[vital].bucketed)
            _drop(db, series)
    if now_ms is not None:
        parts.contexts.end(person, now_ms)
    for table in ("assessment", "outcome", "mark", "note", "alert_context"):
        db.execute(f"UPDATE OR IGNORE {table} SET person = ? WHERE person = ?", (to_person, person))  # noqa: S608 - ours
        db.execute(f"DELETE FROM {table} WHERE person = ?", (person,))  # noqa: S608 - ours
    # What somebody entered lately stays with the history that it went into.
    db.execute("DELETE FROM undo WHERE person = ?", (person,))
    parts.alerts.reassign_all(person, to_person)
    db.execute(
        "INSERT INTO intake SELECT ?, minute, accepted, rejected FROM intake WHERE person = ?"
        " ON CONFLICT(person, minute) DO UPDATE"
        " SET accepted = accepted + excluded.accepted, rejected = rejected + excluded.rejected",
        (to_person, person),
    )
    db.execute("DELETE FROM intake WHERE person = ?", (person,))
    parts.reload()
    return moved


def _drop(db: sqlite3.Connection, series: int) -> int:
    rows = sum(db.execute(statement, (series,)).rowcount for statement in _DROP_SERIES)
    db.execute("DELETE FROM series WHERE id = ?", (series,))
    return rows


def delete_rows(db: sqlite3.Connection, person: str) -> int:
    """Delete every row of a person; return how many there were."""
    series = db.execute("SELECT id FROM series WHERE person = ?", (person,)).fetchall()
    rows = sum(_drop(db, number) for (number,) in series)
    return rows + sum(db.execute(statement, (person,)).rowcount for statement in _DROP_PERSON)


def rewrite(db: sqlite3.Connection, path: Path) -> bool:
    """Write the file anew, so that no page keeps a stale copy; False where the disk lacks room.

    secure_delete zeroes what is deleted, but a page that was rebalanced earlier may still hold
    an old copy of a row in its unused part.
    """
    if shutil.disk_usage(path.parent).free < _ROOM_FOR_REWRITE * size_of(path):
        return False
    # The copy goes through a temporary file (unlinked while in use): a year does not fit a budget
    # of 25 MiB of memory. It holds nothing of the person any more.
    db.execute("PRAGMA temp_store = FILE")
    try:
        db.execute("VACUUM")
    finally:
        db.execute("PRAGMA temp_store = MEMORY")
    return True


def remove_set_aside(path: Path, *, keep: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Remove damaged files set aside earlier; return the names removed and those left."""
    removed, left = [], []
    for file in set_aside_files(path):
        if keep:
            left.append(file.name)
            continue
        try:
            file.unlink()
        except OSError:
            left.append(file.name)
        else:
            removed.append(file.name)
    if removed:
        sync_folder(path.parent)
    return tuple(removed), tuple(left)
