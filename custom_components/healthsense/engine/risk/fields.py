"""Reads an artefact's fields: everything from a file is refused unless it is what it should be."""

from collections.abc import Mapping, Sequence
from math import isfinite
from typing import Any


class ModelError(ValueError):
    """A model that cannot be used. Names the artefact and the reason."""


def number(document: Mapping[str, Any], key: str) -> float:
    """Return a finite number.

    Raises:
        ModelError: it is none.
    """
    value = document[key]
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not isfinite(value):
        raise ModelError(f"{key}: not a finite number")
    return float(value)


def optional(document: Mapping[str, Any], key: str) -> float | None:
    """Return a finite number, None where the field is null or absent."""
    return None if document.get(key) is None else number(document, key)


def numbers(values: Sequence[Any], length: int, key: str) -> tuple[float, ...]:
    """Return exactly ``length`` finite numbers."""
    if len(values) != length:
        raise ModelError(f"{key}: {len(values)} numbers where {length} are needed")
    return tuple(number({key: value}, key) for value in values)


def square(rows: Sequence[Sequence[Any]], size: int, key: str) -> tuple[tuple[float, ...], ...]:
    """Return a ``size`` by ``size`` matrix."""
    if len(rows) != size:
        raise ModelError(f"{key}: {len(rows)} rows where {size} are needed")
    return tuple(numbers(row, size, key) for row in rows)


def whole_numbers(values: Sequence[Any], low: int, high: int, key: str) -> tuple[int, ...]:
    """Return whole numbers, each from ``low`` to ``high``."""
    if any(isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high for value in values):
        raise ModelError(f"{key}: holds what is no whole number from {low} to {high}")
    return tuple(values)
