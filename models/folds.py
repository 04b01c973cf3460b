"""Splits that keep the shares of outcomes alike and never part what belongs to one person."""

from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sklearn.model_selection import StratifiedGroupKFold, StratifiedKFold

FOLDS: Final = 5
Rows = NDArray[np.int64]


def split(y: Rows, units: Rows | None, seed: int) -> list[tuple[Rows, Rows]]:
    """Return five (training rows, test rows); ``units`` None: every row is a person of its own."""
    if units is None:
        folds = StratifiedKFold(FOLDS, shuffle=True, random_state=seed).split(y, y)
    else:
        folds = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=seed).split(y, y, units)
    return [(np.asarray(train), np.asarray(test)) for train, test in folds]


def draws(size: int, units: Rows | None, count: int, seed: int) -> Iterator[Rows]:
    """Yield bootstrap samples of rows: of whole units where there are units.

    Cluster bootstrap: Field & Welsh, J R Stat Soc B 2007;69:369.
    """
    rng = np.random.default_rng(seed)
    if units is None:
        for _ in range(count):
            yield rng.integers(0, size, size)
        return
    _, place = np.unique(units, return_inverse=True)
    order = np.argsort(place, kind="stable")
    starts = np.concatenate([[0], np.cumsum(np.bincount(place))])
    for _ in range(count):
        chosen = rng.integers(0, len(starts) - 1, len(starts) - 1)
        lengths = starts[chosen + 1] - starts[chosen]
        offsets = np.repeat(starts[chosen] - np.concatenate([[0], np.cumsum(lengths)[:-1]]), lengths)
        yield order[offsets + np.arange(int(lengths.sum()))]
