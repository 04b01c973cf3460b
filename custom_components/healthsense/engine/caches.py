"""Everything that is remembered of one person's store, brought up to date reading by reading."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import tzinfo
from typing import Final

from .cuff import CUFF_VITALS
from .cuff_book import CuffBook
from .intake import IntakeWindow
from .log import Log
from .measurement import MAX_FUTURE_MS, Measurement
from .store import Store
from .trend import TREND_VITALS
from .view import Ranks, View
from .window import Window

WINDOWED: Final = TREND_VITALS
"""Vitals with a trend and a baseline."""


class Caches:
    """The newest readings, the windows, the cuff's readings and the intake of one person."""

    def __init__(self, store: Store, person: str, ranks: Ranks, *, zone: tzinfo, now_ms: int) -> None:
        """Load what is needed at ``now_ms``."""
        self._store = store
        self._person = person
        self._logs: dict[str, Log] = {}
        self.ranks = ranks
        self.view = View(store, person, ranks)
        self.windows: Mapping[str, Window] = {
            vital: Window(store, person, vital, ranks, zone=zone, now_ms=now_ms) for vital in WINDOWED
        }
        self.book = CuffBook(store, person, ranks, zone=zone, now_ms=now_ms)
        self.intake = IntakeWindow(store, person)
        self.outlived = any(
            row.effective_ms > now_ms + MAX_FUTURE_MS
            for row in (self.view.newest(vital) for vital in self.view)
            if row is not None
        )
        """The store knows the future (a clock was set back): no cache holds for a later moment."""

    def log(self, vital: str, now_ms: int) -> Log:
        """Return the recent readings of a vital; they are loaded when first asked for."""
        found = self._logs.get(vital)
        if found is None:
            found = self._logs[vital] = Log(self._store, self._person, vital, now_ms)
        return found

    def take_in(self, stored: Sequence[Measurement], now_ms: int) -> Mapping[str, Iterable[Measurement]]:
        """Move to ``now_ms`` and take in stored readings; return them by vital."""
        for window in self.windows.values():
            window.move_to(now_ms)
        self.book.move_to(now_ms)
        new: dict[str, list[Measurement]] = {}
        other: dict[str, list[Measurement]] = {}
        for row in stored:
            (new if self.view.note(row) else other).setdefault(row.vital, []).append(row)
        for vital, window in self.windows.items():
            if vital in new or vital in other:
                window.take_in(new.get(vital, ()), other.get(vital, ()))
        cuff = [row for by_vital in (new, other) for vital in CUFF_VITALS for row in by_vital.get(vital, ())]
        if cuff:
            self.book.take_in(cuff)
        touched = {vital: (*new.get(vital, ()), *other.get(vital, ())) for vital in {**new, **other}}
        for vital, log in self._logs.items():
            log.move_to(now_ms)
            if vital in touched:
                log.take_in(touched[vital])
        return touched
