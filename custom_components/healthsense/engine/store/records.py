"""What the store hands out."""

from dataclasses import dataclass
from typing import NamedTuple

from ..measurement import Measurement

MINUTE_MS = 60_000
HOUR_MS = 60 * MINUTE_MS
DAY_MS = 24 * HOUR_MS
MINUTES_A_DAY = DAY_MS // MINUTE_MS


class Bucket(NamedTuple):
    """The readings of one source in one minute or hour, in canonical steps (exact integers).

    The bucket covers ``[start_ms, start_ms + width)`` in UTC; ``total`` is the sum of ``count``
    values.
    """

    start_ms: int
    source: str
    low: int
    total: int
    high: int
    count: int  # type: ignore[assignment] # the right word, though tuple has a method of that name


class Point(NamedTuple):
    """One point of a chart, in the vital's canonical unit."""

    start_ms: int
    low: float
    mean: float
    high: float
    count: int  # type: ignore[assignment] # the right word, though tuple has a method of that name


class Told(NamedTuple):
    """One point of a chart of a vital of words: the stored number of the last one that counts, and who told it."""

    start_ms: int
    code: int
    count: int  # type: ignore[assignment] # the right word, though tuple has a method of that name
    source: str


class Intake(NamedTuple):
    """How many readings came in and how many of them could not be accepted."""

    accepted: int
    rejected: int


@dataclass(frozen=True, slots=True)
class Written:
    """What became of the readings of one write.

    ``stored`` are those that changed the store, in the order given; ``duplicates`` counts those
    that did not (known already, lost against a better one, or deleted by the user); ``closed``
    are those whose minute is compacted already, so that they could not be taken in.
    """

    stored: tuple[Measurement, ...] = ()
    duplicates: int = 0
    closed: tuple[Measurement, ...] = ()


@dataclass(frozen=True, slots=True)
class Erased:
    """What ``Store.erase`` did.

    ``rows`` counts database rows, ``files`` names the set-aside files that were removed,
    ``left`` those that could not be or were kept. ``vacuumed`` is False where the disk had no
    room to rewrite the file: the rows are overwritten with zeros all the same.
    """

    rows: int
    files: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    vacuumed: bool = True
