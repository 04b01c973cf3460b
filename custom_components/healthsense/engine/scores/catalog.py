"""Every assessment that a monitor answers: its key, unit, display precision and words.

One row each, in the order in which they are shown. Doors take the words of enum states and the
display precision from here; the order is part of no meaning.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Shape(StrEnum):
    """What the value of an assessment is."""

    NUMBER = "number"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class Entry:
    """One assessment.

    ``unit`` is that of the value (empty: none; deviations and trends use the vital's).
    ``decimals`` is the precision at which a change is shown. ``bands`` lists every word that
    ``Assessment.band`` can be, mildest first where they have an order.
    """

    key: str
    unit: str
    decimals: int
    bands: tuple[str, ...]
    shape: Shape = Shape.NUMBER

    def shown(self, value: float | str | None) -> float | str | None:
        """Return ``value`` at display precision."""
        return round(value, self.decimals) if isinstance(value, float) else value


NEWS2_BANDS: Final = ("low", "low_medium", "medium", "high")
ESC_BANDS: Final = ("non_elevated", "elevated", "hypertension")
ACC_BANDS: Final = ("normal", "elevated", "stage_1", "stage_2", "severe")
PULSE_PRESSURE_BANDS: Final = ("narrow", "usual", "wide")
TREND_BANDS: Final = ("falling", "steady", "rising", "uncertain")
DEVIATION_BANDS: Final = ("lower_than_usual", "usual", "higher_than_usual")
STATUS_BANDS: Final = ("no_data", "incomplete", "usual", "worth_checking", "urgent")

_ROWS: Final = (
    Entry("overall_status", "", 0, STATUS_BANDS, Shape.WORD),
    Entry("news2", "", 0, NEWS2_BANDS),
    Entry("bp_category_esc", "", 0, ESC_BANDS, Shape.WORD),
    Entry("bp_category_acc", "", 0, ACC_BANDS, Shape.WORD),
    Entry("map", "mmHg", 1, ()),
    Entry("pulse_pressure", "mmHg", 0, PULSE_PRESSURE_BANDS),
    Entry("heart_rate_trend", "bpm/h", 2, TREND_BANDS),
    Entry("spo2_trend", "%/h", 2, TREND_BANDS),
    Entry("heart_rate_deviation", "bpm", 1, DEVIATION_BANDS),
    Entry("spo2_deviation", "%", 1, DEVIATION_BANDS),
    # Its words are the model's own (risk/artefacts): see RiskModel.bands.
    Entry("diabetes_risk", "%", 1, ()),
    Entry("data_quality", "%", 1, ()),
)

CATALOG: Final[Mapping[str, Entry]] = MappingProxyType({row.key: row for row in _ROWS})
"""Every assessment by key."""
