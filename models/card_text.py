"""Small pieces of Markdown that the cards are made of."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Document = dict[str, Any]


def interval(figure: Mapping[str, float], digits: int = 3) -> str:
    """Return a figure with its 95 % interval."""
    return f"{figure['value']:.{digits}f} ({figure['lower']:.{digits}f} to {figure['upper']:.{digits}f})"


def percent(share: float, digits: int = 1) -> str:
    """Return a share (0-1) in percent."""
    return f"{100 * share:.{digits}f} %"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Return the lines of a table, and an empty one."""
    return [
        "| " + " | ".join(head) + " |",
        "|" + "---|" * len(head),
        *("| " + " | ".join(row) + " |" for row in rows),
        "",
    ]
