"""Whether something was measured in a window, however it is kept by now, and what was said of a reminder."""

from collections.abc import Callable
from typing import Final

from .care_review import FirstSeen
from .profile import PROFILE_SOURCE
from .store import Store, Word
from .vitals import VITALS

_HOUR_MS: Final = 3_600_000
_SETTLED: Final = frozenset({Word.DONE, Word.DISMISSED})

type Settled = Callable[[str, int], bool]
"""(slot key, start_ms) -> whether somebody said from ``start_ms`` on that it is done, or not wanted."""


def first_seen(store: Store, person: str) -> FirstSeen:
    """Return what tells when a vital was first measured in a window. What the profile tells is no measurement.

    Of compacted readings the minute or the hour is known, which is enough for a window.
    """

    def spot(vital: str, start_ms: int, end_ms: int) -> int | None:
        rows = store.readings(person, vital, start_ms, end_ms)
        return next((row.effective_ms for row in rows if row.source != PROFILE_SOURCE), None)

    def bucketed(vital: str, start_ms: int, end_ms: int) -> int | None:
        if hours := store.hours(person, vital, start_ms, end_ms - _HOUR_MS + 1):
            return hours[0].start_ms
        if rows := store.readings(person, vital, start_ms, end_ms, limit=1):
            return rows[0].effective_ms
        minutes = store.minutes(person, vital, start_ms, end_ms)
        return minutes[0].start_ms if minutes else None

    return lambda vital, start_ms, end_ms: (bucketed if VITALS[vital].bucketed else spot)(vital, start_ms, end_ms)


def settled(store: Store, person: str) -> Settled:
    """Return what tells whether a reminder was ticked off or dismissed, and not opened again."""

    def said(key: str, start_ms: int) -> bool:
        marks = [mark for mark in store.marks(person, start_ms) if mark.key == key]
        return bool(marks) and marks[-1].word in _SETTLED

    return said
