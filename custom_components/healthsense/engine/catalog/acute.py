"""Scores of how somebody is at the moment."""

from typing import Final

from .entry import Entry, Shape

QSOFA_BANDS: Final = ("below_two", "two_or_more")
SHOCK_INDEX_BANDS: Final = ("lower", "usual", "slightly_raised", "raised", "high")
SHOCK_INDEX_MODIFIED_BANDS: Final = ("lower", "usual", "raised")
SHOCK_INDEX_AGE_BANDS: Final = ("usual", "raised")
FEVER_BANDS: Final = ("low", "usual", "raised", "fever")
CHEST_PAIN_BANDS: Final = ("no_pain", "few_features", "two_features", "three_features", "emergency")

ENTRIES: Final[tuple[Entry, ...]] = (
    Entry("qsofa", "", 0, QSOFA_BANDS, document="qsofa"),
    Entry("shock_index", "", 2, SHOCK_INDEX_BANDS, document="shock-index"),
    Entry("shock_index_modified", "", 2, SHOCK_INDEX_MODIFIED_BANDS, document="shock-index"),
    Entry("shock_index_age", "", 1, SHOCK_INDEX_AGE_BANDS, document="shock-index"),
    Entry("fever", "", 0, FEVER_BANDS, Shape.WORD, document="fever", core=True),
    Entry("chest_pain", "", 0, CHEST_PAIN_BANDS, Shape.WORD, document="chest-pain"),
)
