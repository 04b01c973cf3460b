"""What the benchmarks print: percentiles, and rows of ours beside the alternative's."""

import math
from collections.abc import Sequence
from statistics import median, quantiles
from typing import Any


def spread(values: Sequence[float]) -> dict[str, float | int | None]:
    """Return count, median and 99th percentile (below a hundred values that is the largest)."""
    if not values:
        return {"n": 0, "p50": None, "p99": None}
    p99 = quantiles(values, n=100)[98] if len(values) >= 100 else max(values)
    return {"n": len(values), "p50": round(median(values), 3), "p99": round(p99, 3)}


def ratio(ours: float | None, theirs: float | None) -> float | None:
    """Return ours over theirs: below 1 ours is less."""
    if ours is None or theirs is None or not math.isfinite(theirs) or theirs <= 0:
        return None
    return round(ours / theirs, 2)


def beside(ours: float | None, theirs: float | None, unit: str, target: float | None = None) -> dict[str, Any]:
    """Return a figure of ours beside the alternative's; ``target`` is the ratio that it must not exceed."""
    found = ratio(ours, theirs)
    row: dict[str, Any] = {"healthsense": ours, "helpers": theirs, "unit": unit, "ratio": found}
    if target is not None:
        row |= {"target": target, "met": found is not None and found <= target}
    return row
