"""Draws the calibration plot: predicted against observed by tenths, with intervals, as SVG."""

from collections.abc import Mapping
from html import escape
from typing import Any, Final

from healthsense_engine.risk.drift import wilson

SIZE: Final = 360
LEFT: Final = 56
TOP: Final = 28
SIDE: Final = 280
TICKS: Final = (0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.25, 0.5, 1.0)
"""Candidate ends of the axes: the first that holds everything is taken."""


def _end(largest: float) -> float:
    return next(tick for tick in TICKS if largest <= tick)


def calibration(document: Mapping[str, Any]) -> str:
    """Return the plot of an artefact's out-of-fold tenths (Wilson 95 % intervals) as SVG text.

    It follows the reader's light or dark scheme and has a title and a description for screen
    readers; the same artefact gives the same text.
    """
    rows = document["figures"]["calibration_table"]
    spans = [wilson(round(observed * n), round(n), 0.95) for _, observed, n in rows]
    end = _end(max(*(predicted for predicted, _, _ in rows), *(high for _, high in spans)))

    def across(value: float) -> str:
        return f"{LEFT + SIDE * value / end:.1f}"

    def up(value: float) -> str:
        return f"{TOP + SIDE * (1 - value / end):.1f}"

    title = escape(document["figures"]["card"]["title"])
    said = "; ".join(f"{100 * p:.1f} % predicted, {100 * o:.1f} % observed" for p, o, _ in rows)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE} {SIZE + 8}" role="img" '
        f'aria-labelledby="title desc" font-family="system-ui, sans-serif" font-size="11">',
        f'<title id="title">{title} {document["version"]}: predicted and observed chance</title>',
        f'<desc id="desc">Tenths, lowest first: {said}.</desc>',
        "<style>:root{color-scheme:light dark}text{fill:#333}.axis,.right{stroke:#888;fill:none}"
        ".right{stroke-dasharray:4 4}.span{stroke:#0b6bcb;stroke-width:1.5}.dot{fill:#0b6bcb}"
        "@media(prefers-color-scheme:dark){text{fill:#ddd}.span{stroke:#6cb6ff}.dot{fill:#6cb6ff}}</style>",
        f'<text x="{LEFT}" y="16" font-size="12">{document["name"]} {document["version"]}</text>',
        f'<path class="axis" d="M{LEFT} {TOP}V{TOP + SIDE}H{LEFT + SIDE}"/>',
        f'<path class="right" d="M{LEFT} {TOP + SIDE}L{LEFT + SIDE} {TOP}"/>',
    ]
    for step in range(6):
        value = end * step / 5
        label = f"{100 * value:.3g} %"
        lines += [
            f'<text x="{across(value)}" y="{TOP + SIDE + 16}" text-anchor="middle">{label}</text>',
            f'<text x="{LEFT - 6}" y="{float(up(value)) + 4:.1f}" text-anchor="end">{label}</text>',
        ]
    lines += [
        f'<text x="{LEFT + SIDE / 2:.0f}" y="{TOP + SIDE + 36}" text-anchor="middle">predicted, out of fold</text>',
        f'<text transform="translate(12 {TOP + SIDE / 2:.0f}) rotate(-90)" text-anchor="middle">observed</text>',
    ]
    for (predicted, observed, _), (low, high) in zip(rows, spans, strict=True):
        lines += [
            f'<path class="span" d="M{across(predicted)} {up(low)}V{up(high)}"/>',
            f'<circle class="dot" cx="{across(predicted)}" cy="{up(observed)}" r="3.5"/>',
        ]
    return "\n".join([*lines, "</svg>"]) + "\n"
