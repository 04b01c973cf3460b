"""What a row of the catalogue says of an assessment."""

from dataclasses import dataclass
from enum import StrEnum

from ..vitals import VITALS


class Shape(StrEnum):
    """What the value of an assessment is. A RISK is a probability, a fraction of 1."""

    NUMBER = "number"
    WORD = "word"
    RISK = "risk"


@dataclass(frozen=True, slots=True)
class Entry:
    """One assessment.

    ``unit`` is that of the value (empty: none; deviations and trends use the vital's).
    ``decimals`` is the precision at which a change is shown. ``bands`` lists every word that
    ``Assessment.band`` can be, mildest first where they have an order. ``document`` is the name of
    the page ``docs/scores/<document>.md`` that says what it is. ``core``: a dashboard shows it
    unless somebody says otherwise; the others are there for whoever asks.
    """

    key: str
    unit: str
    decimals: int
    bands: tuple[str, ...]
    shape: Shape = Shape.NUMBER
    document: str = ""
    core: bool = False

    def shown(self, value: float | str | None) -> float | str | None:
        """Return ``value`` at display precision."""
        return round(value, self.decimals) if isinstance(value, float) else value

    @property
    def entity_key(self) -> str:
        """Return a key that no vital has: a watch's own RMSSD and ours of its intervals stand side by side."""
        return f"{self.key}_computed" if self.key in VITALS else self.key
