"""Questionnaire scores."""

from typing import Final

from .entry import Entry, Shape

FINDRISC_BANDS: Final = ("low", "slightly_raised", "moderate", "high", "very_high")
ADA_RISK_BANDS: Final = ("not_raised", "raised")
ADA_THRESHOLDS_BANDS: Final = ("below", "between", "at_or_above")
LIFESTYLE_BANDS: Final = ("none_met", "some_met", "all_met")

ENTRIES: Final[tuple[Entry, ...]] = (
    Entry("findrisc", "", 0, FINDRISC_BANDS, document="findrisc"),
    Entry("ada_risk", "", 0, ADA_RISK_BANDS, document="ada-risk"),
    Entry("ada_thresholds", "", 0, ADA_THRESHOLDS_BANDS, Shape.WORD, document="ada-thresholds"),
    Entry("lifestyle", "", 0, LIFESTYLE_BANDS, document="lifestyle"),
)
