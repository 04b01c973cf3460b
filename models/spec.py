"""What a pipeline needs to know about a model: its inputs, people and words."""

from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

NO_CAP: Final = (None, None)


@dataclass(frozen=True)
class Column:
    """One input of a model.

    ``cap`` is part of the model: values beyond it count as the cap. ``fixed_range`` is the
    admitted range where it is known from the study's design; None: the 0.5th-99.5th percentile
    of the training data. ``codes`` are the numbers of a coded input's words. ``note`` says, for
    the card, how the survey measured it and what a home gives instead.
    """

    name: str
    label: str
    unit: str
    note: str
    cap: tuple[float | None, float | None] = NO_CAP
    fixed_range: tuple[float, float] | None = None
    codes: tuple[tuple[str, float], ...] = ()

    @property
    def continuous(self) -> bool:
        """Return whether the input is a measured number."""
        return not self.codes


@dataclass(frozen=True)
class Cohort:
    """The people (or lesions, or hours) a model is trained on.

    ``x`` has shape (rows, columns), NaN where not measured; ``y`` is 0 or 1; ``groups`` maps
    a heading to the rows in each of its subgroups, for the card; ``extra`` holds columns that
    were considered and left out, and flags for sensitivity analyses. ``units`` says whose row it
    is where somebody has several: one person's rows are never parted by a split. ``sites`` names
    the rows of each place, where there are several.
    """

    columns: tuple[Column, ...]
    x: Floats
    y: NDArray[np.int64]
    groups: dict[str, dict[str, Flags]]
    extra: dict[str, Floats]
    units: NDArray[np.int64] | None = None
    sites: dict[str, Flags] = field(default_factory=dict)

    def take(self, chosen: Flags) -> Cohort:
        """Return some of the rows, without subgroups, extras and sites."""
        units = None if self.units is None else self.units[chosen]
        return Cohort(self.columns, self.x[chosen], self.y[chosen], {}, {}, units)

    @property
    def complete(self) -> Flags:
        """Return who has every input."""
        flags: Flags = ~np.isnan(self.x).any(axis=1)
        return flags

    def capped(self) -> Floats:
        """Return ``x`` with every column's cap applied."""
        low = np.array([-np.inf if c.cap[0] is None else c.cap[0] for c in self.columns])
        high = np.array([np.inf if c.cap[1] is None else c.cap[1] for c in self.columns])
        return np.clip(self.x, low, high)
