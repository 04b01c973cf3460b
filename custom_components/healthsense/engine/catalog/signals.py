"""Signals that several vitals together may give."""

from typing import Final

from .entry import Entry, Shape

ANOMALY_BANDS: Final = ("usual", "while_active", "measure_again", "unusual")
SIGN_BANDS: Final = ("usual", "one_sign", "several_signs")

ENTRIES: Final[tuple[Entry, ...]] = (
    Entry("illness_signal", "", 0, ("green", "yellow", "red"), Shape.WORD, document="illness-signal"),
    Entry("fatigue_signal", "", 0, SIGN_BANDS, document="body-signals"),
    Entry("dehydration_signal", "", 0, SIGN_BANDS, document="body-signals"),
    Entry(
        "hypoxaemia_signal",
        "%",
        0,
        ("usual", "measure_again", "worth_checking", "urgent"),
        document="body-signals",
    ),
    Entry("vitals_anomaly", "", 1, ANOMALY_BANDS, document="vitals-anomaly"),
)
