"""How many of the readings of the last 24 hours could be accepted."""

from typing import Final

from .assessment import MISSING_INPUT, Assessment, Confidence, refuse

KEY: Final = "data_quality"


def assess(accepted: int, rejected: int) -> Assessment:
    """Return the percentage accepted of what came in, by received minute.

    Refused (``missing_input``) when nothing came in: no share can be told of nothing.
    """
    total = accepted + rejected
    if total == 0:
        return refuse(KEY, MISSING_INPUT, "No reading came in during the last 24 hours.")
    share = 100 * accepted / total
    return Assessment(
        KEY,
        value=share,
        unit="%",
        coverage=1.0,
        confidence=Confidence.HIGH,
        explanation=f"{accepted} of {total} readings of the last 24 hours were accepted.",
        extra=(("accepted", accepted), ("rejected", rejected)),
    )
