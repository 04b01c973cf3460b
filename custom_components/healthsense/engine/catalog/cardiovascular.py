"""Risk of cardiovascular disease in the years to come, as published."""

from typing import Final

from .entry import Entry

ENTRIES: Final[tuple[Entry, ...]] = ()
