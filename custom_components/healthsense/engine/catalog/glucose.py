"""What glucose readings of some days say."""

from typing import Final

from .entry import Entry

ENTRIES: Final[tuple[Entry, ...]] = ()
