"""Questionnaire scores."""

from typing import Final

from .entry import Entry

FINDRISC_BANDS: Final = ("low", "slightly_raised", "moderate", "high", "very_high")
ADA_RISK_BANDS: Final = ("not_raised", "raised")

ENTRIES: Final[tuple[Entry, ...]] = (
    Entry("findrisc", "", 0, FINDRISC_BANDS, document="findrisc"),
    Entry("ada_risk", "", 0, ADA_RISK_BANDS, document="ada-risk"),
)
