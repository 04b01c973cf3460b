"""Signals that several vitals together may give."""

from typing import Final

from .entry import Entry

ENTRIES: Final[tuple[Entry, ...]] = ()
