"""Patterns of blood pressure over days."""

from typing import Final

from .entry import Entry

DAY_NIGHT_BANDS: Final = ("higher_at_night", "small_fall", "usual_fall", "large_fall")

ENTRIES: Final[tuple[Entry, ...]] = (
    Entry("bp_load", "%", 0, (), document="pressure-patterns"),
    Entry("bp_morning_surge", "mmHg", 0, ("usual", "large"), document="pressure-patterns"),
    Entry("bp_day_night", "%", 1, DAY_NIGHT_BANDS, document="pressure-patterns"),
    Entry("bp_variability", "mmHg", 1, (), document="pressure-patterns"),
    Entry("bp_orthostatic", "mmHg", 0, ("usual", "pulse_rises", "falls"), document="standing-up"),
)
