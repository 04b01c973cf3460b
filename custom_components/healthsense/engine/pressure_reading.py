"""One complete cuff reading by the person's clock: what patterns of blood pressure are made of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

PRESSURES: Final = ("systolic", "diastolic")
SCALE: Final = 100
"""Stored steps of 1 mmHg: sums of whole steps are exact."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One complete cuff reading; ``day`` a local ordinal, ``minute`` of that local day."""

    at_ms: int
    day: int
    minute: int
    systolic: int
    diastolic: int
    source: str = ""

    @property
    def night(self) -> bool:
        """Return whether it was taken from 01:00 and before 06:00."""
        return 60 <= self.minute < 360

    @property
    def daytime(self) -> bool:
        """Return whether it was taken from 09:00 and before 21:00."""
        return 540 <= self.minute < 1260

    @property
    def morning(self) -> bool:
        """Return whether it was taken from 06:00 and before 10:00."""
        return 360 <= self.minute < 600

    @property
    def evening(self) -> bool:
        """Return whether it was taken from 18:00."""
        return self.minute >= 1080


def mean_mmhg(values: Iterable[int]) -> Fraction:
    """Return the exact mean of stored steps, in mmHg.

    Raises:
        ZeroDivisionError: no values.
    """
    kept = list(values)
    return Fraction(sum(kept), len(kept) * SCALE)


def newest(readings: Sequence[Reading]) -> Reading:
    """Return the newest of the readings; of two as new the last by source.

    Raises:
        ValueError: no readings.
    """
    return max(readings, key=lambda one: (one.at_ms, one.source))
