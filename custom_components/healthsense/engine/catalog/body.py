"""Size and weight."""

from typing import Final

from .entry import Entry

ENTRIES: Final[tuple[Entry, ...]] = ()
