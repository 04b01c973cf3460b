"""Variability and regularity of the pulse."""

from typing import Final

from .entry import Entry

ENTRIES: Final[tuple[Entry, ...]] = ()
