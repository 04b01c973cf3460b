"""Patterns of blood pressure over days."""

from typing import Final

from .entry import Entry

ENTRIES: Final[tuple[Entry, ...]] = ()
