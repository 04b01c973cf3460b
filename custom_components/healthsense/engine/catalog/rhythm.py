"""Variability and regularity of the pulse."""

from typing import Final

from .entry import Entry, Shape

NIGHT_BANDS: Final = ("lower_than_usual", "usual", "higher_than_usual")
PULSE_BANDS: Final = ("regular", "mixed", "irregular")

ENTRIES: Final[tuple[Entry, ...]] = (
    Entry("hrv_rmssd", "ms", 1, (), document="hrv"),
    Entry("hrv_sdnn", "ms", 1, (), document="hrv"),
    Entry("hrv_pnn50", "%", 1, (), document="hrv"),
    Entry("hrv_ln_rmssd", "", 2, (), document="hrv"),
    Entry("hrv_night_trend", "", 2, NIGHT_BANDS, document="hrv"),
    Entry("irregular_pulse", "", 0, PULSE_BANDS, Shape.WORD, document="irregular-pulse"),
)
