"""Signals that several vitals together may give."""

from typing import Final

from .entry import Entry, Shape

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
)
