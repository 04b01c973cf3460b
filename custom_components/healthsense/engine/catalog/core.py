"""What every person has: status, early warning, blood pressure, trends, departures from what is usual."""

from typing import Final

from .entry import Entry, Shape

NEWS2_BANDS: Final = ("low", "low_medium", "medium", "high")
ESC_BANDS: Final = ("non_elevated", "elevated", "hypertension")
ACC_BANDS: Final = ("normal", "elevated", "stage_1", "stage_2", "severe")
PULSE_PRESSURE_BANDS: Final = ("narrow", "usual", "wide")
TREND_BANDS: Final = ("falling", "steady", "rising", "uncertain")
DEVIATION_BANDS: Final = ("lower_than_usual", "usual", "higher_than_usual")
STATUS_BANDS: Final = ("no_data", "incomplete", "usual", "worth_checking", "urgent")

ENTRIES: Final = (
    Entry("overall_status", "", 0, STATUS_BANDS, Shape.WORD, document="overall-status", core=True),
    Entry("news2", "", 0, NEWS2_BANDS, document="news2", core=True),
    Entry("bp_category_esc", "", 0, ESC_BANDS, Shape.WORD, document="blood-pressure", core=True),
    Entry("bp_category_acc", "", 0, ACC_BANDS, Shape.WORD, document="blood-pressure", core=True),
    Entry("map", "mmHg", 1, (), document="blood-pressure", core=True),
    Entry("pulse_pressure", "mmHg", 0, PULSE_PRESSURE_BANDS, document="blood-pressure", core=True),
    Entry("heart_rate_trend", "bpm/h", 2, TREND_BANDS, document="trend", core=True),
    Entry("spo2_trend", "%/h", 2, TREND_BANDS, document="trend", core=True),
    Entry("heart_rate_deviation", "bpm", 1, DEVIATION_BANDS, document="deviation", core=True),
    Entry("spo2_deviation", "%", 1, DEVIATION_BANDS, document="deviation", core=True),
    Entry("data_quality", "%", 0, (), document="data-quality", core=True),
)
