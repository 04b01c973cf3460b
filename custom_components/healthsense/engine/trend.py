"""Which way a vital is going: the slope over the last three hours, with its uncertainty.

Ordinary least squares on means of ten-minute blocks (t quantiles: Abramowitz & Stegun 1964,
table 26.10). Blocks, because readings a second or a minute apart are strongly autocorrelated:
treating each as independent would make the interval far too narrow. A block's mean is the mean
of its minutes, so that a minute of one reading a second weighs no more than any other minute.

The limits for "steady" are HealthSense's own, for display: a slope whose whole interval lies
within them is too small to matter over the window.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt, sumprod
from typing import Final

from .assessment import MISSING_INPUT, NOT_ENOUGH_DATA, STALE_INPUT, Assessment, Confidence, Input, refuse

BLOCK_MS: Final = 600_000
BLOCKS_AN_HOUR: Final = 6
BLOCKS: Final = 18
"""Three hours."""
MIN_BLOCKS: Final = 6
"""Six blocks cover an hour at least."""

T_975: Final = (
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228,
    2.201, 2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086,
)  # fmt: skip
"""97.5 % quantile of Student's t for 1 to 20 degrees of freedom."""


@dataclass(frozen=True, slots=True)
class _Row:
    key: str
    label: str
    unit: str
    steady: float


_ROWS: Final[Mapping[str, _Row]] = {
    "heart_rate": _Row("heart_rate_trend", "Heart rate", "bpm", 3.0),
    "spo2": _Row("spo2_trend", "Oxygen saturation", "%", 0.5),
}
TREND_VITALS: Final = tuple(_ROWS)


@dataclass(frozen=True, slots=True)
class Slope:
    """Slope per hour with its 95 % confidence interval, over ``blocks`` ten-minute means."""

    per_hour: float
    lower: float
    upper: float
    blocks: int


def fit(blocks: Sequence[tuple[int, float]]) -> Slope | None:
    """Return the least-squares slope through ``(block start in ms, mean)``, sorted by time.

    None with fewer than six blocks, which is less than an hour.
    """
    count = len(blocks)
    if count < MIN_BLOCKS:
        return None
    # In the order of time, so the same whatever order the readings came in.
    steps = [(start - blocks[0][0]) // BLOCK_MS for start, _ in blocks]
    mid_x, mid_y = sum(steps) / count, sum(mean for _, mean in blocks) / count
    spread = sumprod(steps, steps) - count * mid_x * mid_x
    heights = [mean - mid_y for _, mean in blocks]
    slope = sumprod(steps, heights) / spread
    residuals = [height - slope * (step - mid_x) for step, height in zip(steps, heights, strict=True)]
    half = T_975[count - 3] * sqrt(sumprod(residuals, residuals) / (count - 2) / spread)
    slope, half = slope * BLOCKS_AN_HOUR, half * BLOCKS_AN_HOUR
    return Slope(slope, slope - half, slope + half, count)


def _band(slope: Slope, steady: float) -> str:
    if -steady <= slope.lower and slope.upper <= steady:
        return "steady"
    if slope.lower > 0:
        return "rising"
    return "falling" if slope.upper < 0 else "uncertain"


_WORDS: Final[Mapping[str, str]] = {
    "steady": "is steady",
    "rising": "is rising",
    "falling": "is falling",
    "uncertain": "goes no clear way",
}


def assess(vital: str, blocks: Sequence[tuple[int, float]], newest: Input | None, *, fresh: bool) -> Assessment:
    """Return the trend of ``heart_rate`` or ``spo2``, per hour.

    ``blocks`` are ``(start in ms, mean)`` of the 18 ten-minute blocks that end with the newest
    reading's, empty ones left out; ``newest`` is that reading. ``lower`` and ``upper`` are the
    95 % confidence interval. Confidence is high from 15 blocks, moderate from 10, else low.
    Refused: ``missing_input`` (never a reading), ``stale_input`` (the newest is not fresh),
    ``not_enough_data`` (fewer than six blocks).
    """
    row = _ROWS[vital]
    if newest is None:
        return refuse(row.key, MISSING_INPUT, f"No reading of {row.label.lower()} yet.", missing=(vital,))
    if not fresh:
        return refuse(row.key, STALE_INPUT, f"{row.label} has no current reading.", missing=(vital,), inputs=(newest,))
    slope = fit(blocks)
    if slope is None:
        return Assessment(
            row.key,
            unit=f"{row.unit}/h",
            refused=NOT_ENOUGH_DATA,
            coverage=len(blocks) / BLOCKS,
            missing=(vital,),
            inputs=(newest,),
            explanation=(
                f"A trend needs readings in at least {MIN_BLOCKS} ten-minute blocks (an hour) of the last three hours; "
                f"so far {len(blocks)}."
            ),
            extra=(("blocks", len(blocks)),),
        )
    word = _band(slope, row.steady)
    return Assessment(
        row.key,
        value=slope.per_hour,
        unit=f"{row.unit}/h",
        lower=slope.lower,
        upper=slope.upper,
        coverage=min(1.0, slope.blocks / BLOCKS),
        band=word,
        confidence=(
            Confidence.HIGH if slope.blocks >= 15 else Confidence.MODERATE if slope.blocks >= 10 else Confidence.LOW
        ),
        inputs=(newest,),
        explanation=(
            f"{row.label} {_WORDS[word]} over the last three hours: {slope.per_hour:+z.1f} {row.unit} an hour "
            f"(95 % interval {slope.lower:+z.1f} to {slope.upper:+z.1f})."
        ),
        extra=(("blocks", slope.blocks),),
    )
