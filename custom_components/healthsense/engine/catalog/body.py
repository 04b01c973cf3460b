"""Size and weight."""

from typing import Final

from .entry import Entry

RANGE_BANDS: Final = ("below_range", "in_range", "above_range", "well_above_range")
WEIGHT_CHANGE_BANDS: Final = ("usual", "lower_than_usual", "higher_than_usual", "rule_met")

ENTRIES: Final[tuple[Entry, ...]] = (
    Entry("bmi", "kg/m²", 1, RANGE_BANDS, document="body", core=True),
    Entry("waist_to_height", "", 2, RANGE_BANDS, document="body"),
    Entry("weight_change", "kg", 1, WEIGHT_CHANGE_BANDS, document="weight-change"),
)
