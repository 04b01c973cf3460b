"""Every assessment that a monitor answers: its key, unit, display precision, words and page.

One row each, a file for each family, in the order in which they are shown. Doors take the words
of enum states and the display precision from here; the order is part of no meaning.
"""

from collections.abc import Mapping
from itertools import chain
from types import MappingProxyType
from typing import Final

from . import acute, body, cardiovascular, core, glucose, habits, oximetry, points, pressure, rhythm, risk, signals
from .core import STATUS_BANDS
from .entry import Entry, Shape

__all__ = ["BASIC", "CATALOG", "STATUS_BANDS", "Entry", "Shape"]

_FAMILIES: Final = (
    core, risk, acute, pressure, cardiovascular, points, glucose, oximetry, rhythm, signals, body, habits,
)  # fmt: skip

CATALOG: Final[Mapping[str, Entry]] = MappingProxyType(
    {row.key: row for row in chain.from_iterable(family.ENTRIES for family in _FAMILIES)}
)
"""Every assessment by key."""

BASIC: Final = frozenset(row.key for row in (*core.ENTRIES, *risk.ENTRIES) if row.core)
"""What everybody is shown, an answer or the reason why there is none; the rest once it has answered."""
