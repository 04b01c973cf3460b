"""Sleep and activity against what is usual."""

from typing import Final

from .core import DEVIATION_BANDS
from .entry import Entry

ENTRIES: Final[tuple[Entry, ...]] = (
    Entry("sleep_regularity", "", 0, (), document="sleep-regularity"),
    Entry("sleep_duration_variability", "min", 0, (), document="sleep-regularity"),
    Entry("steps_deviation", "steps", 0, DEVIATION_BANDS, document="activity"),
    Entry("activity_deviation", "kcal", 0, DEVIATION_BANDS, document="activity"),
)
