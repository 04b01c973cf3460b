"""Which series there are: one per person, vital and source."""

import sqlite3
from typing import NamedTuple


class Series(NamedTuple):
    """A row of the ``series`` table, without the person and vital it was asked for by."""

    source: str
    id: int


class Catalog:
    """The ``series`` table in memory: it is small, and every reading asks for it."""

    def __init__(self, db: sqlite3.Connection) -> None:
        """Read the table."""
        self._db = db
        self._ids: dict[tuple[str, str, str], int] = {}
        self.reload()

    def reload(self) -> None:
        """Read the table again (after a rollback)."""
        rows = self._db.execute("SELECT person, vital, source, id FROM series")
        self._ids = {(person, vital, source): number for person, vital, source, number in rows}

    def find(self, person: str, vital: str, source: str) -> int | None:
        """Return the id, None where there is no such series."""
        return self._ids.get((person, vital, source))

    def ensure(self, person: str, vital: str, source: str) -> int:
        """Return the id; make the series where it is new."""
        key = (person, vital, source)
        found = self._ids.get(key)
        if found is None:
            cursor = self._db.execute("INSERT INTO series(person, vital, source) VALUES (?, ?, ?)", key)
            found = self._ids[key] = int(cursor.lastrowid or 0)
        return found

    def of(self, person: str, vital: str) -> list[Series]:
        """Return the series of a vital, sorted by source."""
        return sorted(
            Series(source, number)
            for (owner, name, source), number in self._ids.items()
            if owner == person and name == vital
        )

    def of_person(self, person: str) -> list[tuple[str, str, int]]:
        """Return (vital, source, id), sorted."""
        return sorted(
            (vital, source, number) for (owner, vital, source), number in self._ids.items() if owner == person
        )

    def all(self) -> list[tuple[str, int]]:
        """Return (vital, id) of every series, in the order of their making."""
        return sorted(
            ((vital, number) for (_, vital, _), number in self._ids.items()),
            key=lambda item: item[1],
        )
