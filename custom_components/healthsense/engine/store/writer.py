"""Taking readings in: which of two wins, what stays deleted, what is closed."""

from collections.abc import Iterable
from typing import Final

from ..measurement import Measurement
from ..vitals import SITES, VITALS
from .packing import Row
from .parts import Parts
from .records import MINUTE_MS, Written

_INSERT: Final = """INSERT INTO reading(series, effective_ms, scaled, delay_ms, quality, site)
    VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT(series, effective_ms) DO NOTHING"""
_REPLACE: Final = """INSERT OR REPLACE INTO reading(series, effective_ms, scaled, delay_ms, quality, site)
    VALUES (?, ?, ?, ?, ?, ?)"""
_FIND: Final = """SELECT effective_ms, scaled, delay_ms, quality, site FROM reading
    WHERE series = ? AND effective_ms = ?"""
_SITE_NUMBER: Final = {site: number for number, site in enumerate(SITES)}


def row_of(reading: Measurement) -> Row:
    """Return a reading as it is kept."""
    return Row(
        reading.effective_ms,
        reading.scaled,
        reading.received_ms - reading.effective_ms,
        reading.quality,
        _SITE_NUMBER[reading.site],
    )


def measurement_of(vital: str, source: str, row: Row) -> Measurement:
    """Return a kept reading as the domain knows it.

    Raises:
        ValueError: the row is a tombstone.
    """
    if row.scaled is None:
        raise ValueError("a tombstone is no reading")
    return Measurement(
        vital,
        row.effective_ms,
        source,
        row.scaled,
        row.effective_ms + row.delay_ms,
        row.quality,
        SITES[row.site],
    )


def rank(row: Row) -> tuple[bool, int, int, int, int]:
    """Return what decides between two rows of one key: the greater wins.

    A tombstone, then later received, then higher quality (None lowest), then lower value; the
    site's number last, so that no two different readings rank alike.
    """
    return (
        row.scaled is None,
        row.delay_ms,
        -1 if row.quality is None else row.quality,
        -(row.scaled or 0),
        -row.site,
    )


class Writer:
    """Writes readings and tombstones, and tells the rollups."""

    def __init__(self, parts: Parts) -> None:
        """Work on one store's parts."""
        self._db = parts.db
        self._catalog = parts.catalog
        self._archive = parts.archive
        self._rollups = parts.rollups
        self._intakes = parts.intakes

    def write(self, person: str, readings: Iterable[Measurement], *, revive: bool, counted: bool) -> Written:
        """Take readings in (see ``Store.write``)."""
        stored: list[Measurement] = []
        closed: list[Measurement] = []
        duplicates = 0
        for reading in readings:
            bucketed = VITALS[reading.vital].bucketed
            series = self._catalog.ensure(person, reading.vital, reading.source)
            minute_closed = bucketed and self._archive.is_closed(series, reading.effective_ms // MINUTE_MS)
            if counted:
                self._intakes.count(person, reading.received_ms, accepted=not minute_closed)
            if minute_closed:
                closed.append(reading)
            elif self.put(series, row_of(reading), bucketed=bucketed, revive=revive):
                stored.append(reading)
            else:
                duplicates += 1
        return Written(tuple(stored), duplicates, tuple(closed))

    def put(self, series: int, row: Row, *, bucketed: bool, revive: bool) -> bool:
        """Keep ``row`` unless what is there wins; return whether the store changed."""
        packed = None if bucketed else self._archive.packed(series, row.effective_ms)
        if packed is None and self._db.execute(_INSERT, (series, *row)).rowcount:
            if row.scaled is not None:
                self._rollups.added(series, row.effective_ms, row.scaled, bucketed=bucketed)
            return True
        known = self.find(series, row.effective_ms, bucketed=bucketed)
        revived = revive and known is not None and known.scaled is None
        if known is not None and not revived and rank(row) <= rank(known):
            return False
        self._db.execute(_REPLACE, (series, *row))
        if known is None or known.scaled != row.scaled:
            self._rollups.changed(series, row.effective_ms, bucketed=bucketed)
        return True

    def find(self, series: int, effective_ms: int, *, bucketed: bool) -> Row | None:
        """Return what is kept under a key, tombstones too."""
        found = self._db.execute(_FIND, (series, effective_ms)).fetchone()
        if found is not None:
            return Row(*found)
        return None if bucketed else self._archive.packed(series, effective_ms)

    def delete(self, person: str, vital: str, effective_ms: int, source: str) -> Row | None:
        """Put a tombstone; return what was there (None: nothing that could be deleted)."""
        known = self.kept(person, vital, effective_ms, source)
        if known is None or known.scaled is None:
            return None
        self._replace(person, vital, source, _tombstone(effective_ms))
        return known

    def kept(self, person: str, vital: str, effective_ms: int, source: str) -> Row | None:
        """Return what is kept of a person's key, tombstones too."""
        series = self._catalog.find(person, vital, source)
        return None if series is None else self.find(series, effective_ms, bucketed=VITALS[vital].bucketed)

    def put_back(  # noqa: PLR0917 - a key, and its row now and before
        self, person: str, vital: str, effective_ms: int, source: str, now: Row, before: Row | None
    ) -> bool:
        """Put ``before`` (None: a tombstone) in the place of ``now``; return whether that was still there."""
        if self.kept(person, vital, effective_ms, source) != now:
            return False
        self._replace(person, vital, source, before or _tombstone(effective_ms))
        return True

    def _replace(self, person: str, vital: str, source: str, row: Row) -> None:
        series = self._catalog.ensure(person, vital, source)
        self._db.execute(_REPLACE, (series, *row))
        self._rollups.changed(series, row.effective_ms, bucketed=VITALS[vital].bucketed)


def _tombstone(effective_ms: int) -> Row:
    return Row(effective_ms, None, 0, None, 0)
