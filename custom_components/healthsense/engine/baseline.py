"""What is usual for this person: the median of hourly medians, and how far now is from it.

An hour's value is the median of its minute means; the baseline is the median of the hours of
the last 28 days that closed before the current one, its spread the median absolute deviation
(MAD). Medians, because an evening's exercise or a loose sensor must not move what is usual.
Usual is the median +/- 3 * 1.4826 * MAD: three robust standard deviations, the conservative
choice of Leys et al., J Exp Soc Psychol 2013;49:764. Until seven local days and 48 hours are
there the baseline is learning and nothing is compared.

A MAD below the vital's floor counts as the floor, so that a very even series does not make one
step of the sensor unusual: 1 bpm and 0.5 % (about a third of what such sensors are accurate to:
IEC 60601-2-27, ISO 80601-2-61).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from .assessment import LEARNING, MISSING_INPUT, STALE_INPUT, Assessment, Confidence, Input, refuse

HOURS: Final = 28 * 24
MIN_DAYS: Final = 7
MIN_HOURS: Final = 48
CURRENT_MS: Final = 15 * 60_000
ROBUST_SD: Final = 1.4826
"""MAD to standard deviation for a normal distribution (1 / Phi^-1(3/4))."""
LIMIT: Final = 3.0


@dataclass(frozen=True, slots=True)
class _Row:
    key: str
    label: str
    unit: str
    mad_floor: float


_ROWS: Final[Mapping[str, _Row]] = {
    "heart_rate": _Row("heart_rate_deviation", "Heart rate", "bpm", 1.0),
    "spo2": _Row("spo2_deviation", "Oxygen saturation", "%", 0.5),
}
BASELINE_VITALS: Final = tuple(_ROWS)


@dataclass(frozen=True, slots=True)
class Baseline:
    """Median and MAD (vital's unit) of ``hours`` hourly medians on ``days`` local days."""

    median: float
    mad: float
    hours: int
    days: int

    @property
    def learned(self) -> bool:
        """Return whether there is enough to compare with."""
        return self.days >= MIN_DAYS and self.hours >= MIN_HOURS


def median(values: Iterable[float]) -> float:
    """Return the median; of an even number the mean of the middle two.

    Raises:
        IndexError: no values.
    """
    ordered = sorted(values)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def baseline(hourly: Sequence[float], days: int) -> Baseline | None:
    """Return the baseline of hourly medians on ``days`` distinct local days; None of none."""
    if not hourly:
        return None
    middle = median(hourly)
    return Baseline(middle, median(abs(value - middle) for value in hourly), len(hourly), days)


def _refused_learning(row: _Row, vital: str, usual: Baseline | None, newest: Input) -> Assessment:
    days, hours = (usual.days, usual.hours) if usual else (0, 0)
    return Assessment(
        row.key,
        unit=row.unit,
        refused=LEARNING,
        coverage=min(1.0, days / MIN_DAYS, hours / MIN_HOURS),
        missing=(vital,),
        inputs=(newest,),
        explanation=(
            f"Learning what is usual: {days} of {MIN_DAYS} days and {hours} of {MIN_HOURS} hours with readings so far."
        ),
        extra=(("days", days), ("hours", hours)),
    )


def assess(
    vital: str, usual: Baseline | None, recent: Sequence[float], newest: Input | None, *, fresh: bool
) -> Assessment:
    """Return how far ``heart_rate`` or ``spo2`` is from what is usual, in the vital's unit.

    ``recent`` are the minute means of the 15 minutes that end with the newest reading's minute;
    their median is compared. ``lower`` and ``upper`` bound the usual range, as deviations from
    the median. ``extra`` has ``robust_z``, ``baseline`` and ``mad``. Confidence is high with
    14 days and five minutes of readings, low with a single minute, else moderate. Refused:
    ``missing_input``, ``learning`` (with progress), ``stale_input``.
    """
    row = _ROWS[vital]
    if newest is None:
        return refuse(row.key, MISSING_INPUT, f"No reading of {row.label.lower()} yet.", missing=(vital,))
    if usual is None or not usual.learned:
        return _refused_learning(row, vital, usual, newest)
    if not fresh or not recent:
        return refuse(row.key, STALE_INPUT, f"{row.label} has no current reading.", missing=(vital,), inputs=(newest,))
    current = median(recent)
    deviation = current - usual.median
    spread = ROBUST_SD * max(usual.mad, row.mad_floor)
    half = LIMIT * spread
    word = "higher_than_usual" if deviation > half else "lower_than_usual" if deviation < -half else "usual"
    return Assessment(
        row.key,
        value=deviation,
        unit=row.unit,
        lower=-half,
        upper=half,
        coverage=min(1.0, usual.hours / HOURS),
        band=word,
        confidence=(
            Confidence.LOW
            if len(recent) == 1
            else Confidence.HIGH
            if usual.days >= 14 and len(recent) >= 5
            else Confidence.MODERATE
        ),
        inputs=(
            newest,
            Input(f"{vital}_baseline", usual.median, row.unit),
            Input(f"{vital}_now", current, row.unit, newest.effective_ms),
        ),
        explanation=(
            f"{row.label} now {current:.0f} {row.unit} (median of 15 minutes), usually {usual.median:.0f}: "
            f"{word.replace('_', ' ')} for you. Learned from {usual.hours} hours on {usual.days} days."
        ),
        extra=(
            ("robust_z", deviation / spread),
            ("baseline", usual.median),
            ("mad", usual.mad),
            ("days", usual.days),
            ("hours", usual.hours),
        ),
    )
