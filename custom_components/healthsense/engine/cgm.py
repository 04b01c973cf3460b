"""A continuous glucose recording: one source's readings over a window, and how much they cover.

Values are the store's own: integers in hundredths of mg/dL. The window, 14 days with readings for
70 % of the time, is that of the international consensus (Battelino et al., Diabetes Care
2019;42:1593, table 1; Danne et al., Diabetes Care 2017;40:1631).

The store does not keep the unit in which a source spoke, but it can be told from the values. A
source in mmol/L has one or two decimals, and those became ``hundredths of mmol/L * 18.018``,
rounded: of all integers only every eighteenth is such a value (`fits_mmol`). A source in mg/dL has
whole numbers, of which every eighteenth fits by chance. So a source speaks mmol/L where more than
half of its readings fit and more of them fit than are whole mg/dL. Each is a count over a set: the
order of readings has no say. A source in mmol/L with three decimals or more is read as mg/dL.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Final

from .assessment import MISSING_INPUT, NOT_ENOUGH_DATA, STALE_INPUT, Assessment, Confidence, Input, refuse
from .measurement import to_datetime

MG_DL: Final = "mg/dL"
MMOL_L: Final = "mmol/L"
SCALE: Final = 100
"""Stored steps to one mg/dL."""

MINUTE_MS: Final = 60_000
HOUR_MS: Final = 60 * MINUTE_MS
DAY_MS: Final = 24 * HOUR_MS
WINDOW_MS: Final = 14 * DAY_MS
ACTIVE_SHARE: Final = 0.70
MIN_COVERED_MS: Final = 7 * DAY_MS // 10
"""Below 70 % of one day (16.8 h) of readings nothing but `glucose_active` is answered."""

MAX_CADENCE_MS: Final = 30 * MINUTE_MS
"""CGM systems tell a value every 1 to 15 minutes. Readings further apart than twice that, as a
rule, are fingersticks: each stands for itself and not for a stretch of time."""

MIN_READINGS: Final = 12
"""With fewer readings, how far apart they are says nothing of the device."""

_MMOL_STEP: Final = Fraction("18.018")  # of vitals.py: mg/dL to a mmol/L, and stored steps to 0.01 mmol/L
_SAME_READING_MS: Final = 30_000


@lru_cache(maxsize=8192)
def fits_mmol(scaled: int) -> bool:
    """Return whether a stored value is what one or two decimals of mmol/L become."""
    return round(round(scaled / _MMOL_STEP) * _MMOL_STEP) == scaled


def from_mmol(hundredths: int) -> int:
    """Return the stored value of hundredths of mmol/L."""
    return round(hundredths * _MMOL_STEP)


def to_mmol(scaled: int) -> int:
    """Return a stored value in hundredths of mmol/L, rounded."""
    return round(scaled / _MMOL_STEP)


def spoken_unit(histogram: Iterable[tuple[int, int]]) -> str:
    """Return the unit in which a source spoke, told from (stored value, how often); see the module."""
    total = mmol = whole = 0
    for scaled, count in histogram:
        total += count
        if fits_mmol(scaled):
            mmol += count
        if scaled % SCALE == 0:
            whole += count
    return MMOL_L if 2 * mmol > total and mmol > whole else MG_DL


def cadence_ms(intervals: Iterable[tuple[int, int]]) -> int | None:
    """Return the median interval of a source in ms, from (whole minutes, how often); None: none.

    Of an even number the lower one; at least a minute.
    """
    ordered = sorted(intervals)
    half = (sum(count for _, count in ordered) + 1) // 2
    for minutes, count in ordered:
        half -= count
        if half <= 0:
            return max(1, minutes) * MINUTE_MS
    return None


def intervals(times_ms: Sequence[int]) -> list[int]:
    """Return the whole minutes between readings in order of time; less than 30 s is one reading told twice."""
    return [
        (later - earlier + MINUTE_MS // 2) // MINUTE_MS
        for earlier, later in pairwise(times_ms)
        if later - earlier >= _SAME_READING_MS
    ]


@dataclass(frozen=True)
class Recording:
    """One source's readings in the 14 days that end with the newest reading of glucose.

    ``histogram`` has (stored value, how often), ascending and not empty, of the readings that
    count: those at least half of ``cadence_ms`` after the one before. ``ignored`` counts the
    others. ``first_ms`` and ``last_ms`` are the times of the first and the last that count.
    """

    source: str
    unit: str
    cadence_ms: int
    first_ms: int
    last_ms: int
    histogram: tuple[tuple[int, int], ...]
    ignored: int = 0

    @cached_property
    def readings(self) -> int:
        """Return how many readings count."""
        return sum(count for _, count in self.histogram)

    @cached_property
    def mean(self) -> float:
        """Return the mean in mg/dL."""
        return sum(scaled * count for scaled, count in self.histogram) / (self.readings * SCALE)

    @property
    def covered_ms(self) -> int:
        """Return for how much time there is a reading: each stands for one interval."""
        return self.readings * self.cadence_ms

    @property
    def span_ms(self) -> int:
        """Return from when to when there are readings, the newest one's interval included."""
        return self.last_ms - self.first_ms + self.cadence_ms

    @property
    def active(self) -> float:
        """Return the share of ``span_ms`` with readings, 0-1."""
        return min(1.0, self.covered_ms / self.span_ms)

    @property
    def coverage(self) -> float:
        """Return the share of the 14 days with readings, 0-1."""
        return min(1.0, self.covered_ms / WINDOW_MS)

    @cached_property
    def confidence(self) -> Confidence:
        """High with 70 % of 14 days, moderate with 70 % of 7 days, else low.

        High asks besides that the readings begin on the first of the 14 days.
        """
        if self.covered_ms >= ACTIVE_SHARE * WINDOW_MS and self.span_ms > WINDOW_MS - DAY_MS:
            return Confidence.HIGH
        return Confidence.MODERATE if self.covered_ms >= ACTIVE_SHARE * 7 * DAY_MS else Confidence.LOW

    @cached_property
    def inputs(self) -> tuple[Input, ...]:
        """Return what an assessment of this recording rests on."""
        return (
            Input("glucose_mean", self.mean, MG_DL, self.last_ms, self.source),
            Input("glucose_readings", float(self.readings), "", self.last_ms, self.source),
        )

    @cached_property
    def extra(self) -> tuple[tuple[str, float | str], ...]:
        """Return the window and how it is filled."""
        return (
            ("window_days", WINDOW_MS // DAY_MS),
            ("first_reading", to_datetime(self.first_ms).isoformat()),
            ("last_reading", to_datetime(self.last_ms).isoformat()),
            ("days", round(self.span_ms / DAY_MS, 2)),
            ("readings", self.readings),
            ("readings_ignored", self.ignored),
            ("interval_min", self.cadence_ms // MINUTE_MS),
            ("source_unit", self.unit),
        )

    @cached_property
    def told(self) -> str:
        """Return the sentence that says what an answer rests on."""
        days = self.span_ms / DAY_MS
        text = f"From {self.readings} readings in {days:.1f} days ({self.active:.0%} of the time)"
        if self.confidence is Confidence.HIGH:
            return f"{text}."
        return f"{text}; 14 days with readings for at least 70% of the time would be firmer."

    def tell(self, mg_dl: float) -> str:
        """Return a concentration in words, in the source's unit."""
        return f"{mg_dl / float(_MMOL_STEP):.1f} {MMOL_L}" if self.unit == MMOL_L else f"{mg_dl:.0f} {MG_DL}"

    def answer(
        self,
        key: str,
        value: float,
        unit: str,
        text: str,
        *,
        band: str | None = None,
        extra: tuple[tuple[str, float | str], ...] = (),
    ) -> Assessment:
        """Return an answer that rests on this recording; ``text`` is its first sentence."""
        return Assessment(
            key,
            value=value,
            unit=unit,
            coverage=self.coverage,
            band=band,
            confidence=self.confidence,
            inputs=self.inputs,
            explanation=f"{text} {self.told}",
            extra=(*self.extra, *extra),
        )

    def refusal(self, key: str, text: str) -> Assessment:
        """Return the refusal that this recording holds too little for ``key``."""
        return Assessment(
            key,
            refused=NOT_ENOUGH_DATA,
            coverage=self.coverage,
            missing=("glucose",),
            inputs=self.inputs,
            explanation=text,
            extra=self.extra,
        )


@dataclass(frozen=True, slots=True)
class NoRecording:
    """Why there is no recording to answer from."""

    reason: str
    explanation: str


NO_READINGS: Final = NoRecording(MISSING_INPUT, "Needs the readings of a continuous glucose monitor; there are none.")
STALE: Final = NoRecording(
    STALE_INPUT, "The newest reading of the continuous glucose monitor is more than 14 days old."
)
FINGERSTICKS: Final = NoRecording(
    NOT_ENOUGH_DATA,
    "These readings are too few or too far apart to stand for time, as fingersticks are: this needs a continuous "
    "glucose monitor with a reading at least every 30 minutes.",
)


def answer_over(key: str, recording: Recording | NoRecording, answer: Callable[[Recording], Assessment]) -> Assessment:
    """Return what ``answer`` makes of a recording that covers enough, else the refusal.

    Enough is `MIN_COVERED_MS`; below it the refusal tells how much there is (``not_enough_data``).
    """
    if isinstance(recording, NoRecording):
        return refuse(key, recording.reason, recording.explanation, missing=("glucose",))
    if recording.covered_ms >= MIN_COVERED_MS:
        return answer(recording)
    return recording.refusal(
        key,
        f"Needs glucose readings for at least {MIN_COVERED_MS / HOUR_MS:.1f} hours (70% of a day); so far there are "
        f"{recording.covered_ms / HOUR_MS:.1f} hours.",
    )
