"""Risk of cardiovascular disease in the years to come, as published."""

from itertools import product
from typing import Final

from .entry import Entry, Shape

PREVENT_BANDS: Final = ("low", "borderline", "intermediate", "high")
SCORE2_BANDS: Final = ("low_to_moderate", "high", "very_high")
FRAMINGHAM_BANDS: Final = ("low", "intermediate", "high")

# Bands are published for ten years of total and of atherosclerotic disease only.
_BANDED: Final = frozenset({("cvd", 10), ("ascvd", 10)})
_CORE: Final = "prevent_cvd_10y"


def _prevent(outcome: str, years: int, variant: str) -> Entry:
    key = f"prevent_{outcome}_{years}y{variant}"
    bands = PREVENT_BANDS if (outcome, years) in _BANDED else ()
    return Entry(key, "", 3, bands, Shape.RISK, document="prevent", core=key == _CORE)


ENTRIES: Final = (
    *(
        _prevent(outcome, years, variant)
        for variant, years, outcome in product(("", "_hba1c"), (10, 30), ("cvd", "ascvd", "hf", "chd", "stroke"))
    ),
    Entry("score2", "", 3, SCORE2_BANDS, Shape.RISK, document="score2"),
    Entry("framingham_cvd_lab", "", 3, FRAMINGHAM_BANDS, Shape.RISK, document="framingham"),
    Entry("framingham_cvd_bmi", "", 3, FRAMINGHAM_BANDS, Shape.RISK, document="framingham", core=True),
    Entry("pce_ascvd", "", 3, PREVENT_BANDS, Shape.RISK, document="pooled-cohort"),
)
