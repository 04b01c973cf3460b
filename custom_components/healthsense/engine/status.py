"""The one word for everything: is all as usual, or is something worth checking?

A table of rules over the bands of the other assessments; the worst that applies wins. It adds
no threshold of its own. NEWS2 follows the RCP's responses (NEWS2 2017, table 3): 7 or more is an
emergency; 5-6 or any single 3 asks for an assessment. A blood-pressure category and a deviation
from what is usual never go beyond "worth checking", because no single sensor does
(ISO 80601-2-61 allows an oximeter 4 % of error).
"""

from collections.abc import Mapping
from typing import Final

from .assessment import Assessment, Confidence, Input
from .profile import PROFILE_SOURCE
from .view import Current

KEY: Final = "overall_status"

_URGENT: Final[frozenset[tuple[str, str]]] = frozenset({("news2", "high")})
_WORTH_CHECKING: Final[frozenset[tuple[str, str]]] = frozenset(
    {
        ("news2", "medium"),
        ("news2", "low_medium"),
        ("bp_category_esc", "hypertension"),
        ("bp_category_acc", "stage_2"),
        ("bp_category_acc", "severe"),
        ("heart_rate_deviation", "higher_than_usual"),
        ("heart_rate_deviation", "lower_than_usual"),
        ("spo2_deviation", "lower_than_usual"),
        ("diabetes_risk", "high"),
    }
)
_USUAL: Final[frozenset[tuple[str, str]]] = frozenset(
    {
        ("bp_category_esc", "non_elevated"),
        ("bp_category_esc", "elevated"),
        ("heart_rate_deviation", "usual"),
        ("spo2_deviation", "usual"),
        ("spo2_deviation", "higher_than_usual"),
    }
)
"""Answers that show something to be as usual. NEWS2 does only when complete and low."""

CONSIDERED: Final = (
    "news2",
    "bp_category_esc",
    "bp_category_acc",
    "heart_rate_deviation",
    "spo2_deviation",
    "diabetes_risk",
)

_PLAIN: Final[Mapping[str, str]] = {
    "news2": "the early-warning score",
    "bp_category_esc": "the blood pressure of the last days",
    "bp_category_acc": "the blood pressure of the last days",
    "heart_rate_deviation": "the heart rate compared with what is usual",
    "spo2_deviation": "the oxygen saturation compared with what is usual",
    "diabetes_risk": "the diabetes estimate",
}
_OPENING: Final[Mapping[str, str]] = {
    "no_data": "No current reading, so nothing can be said.",
    "incomplete": "There are readings, but not yet enough to say whether they are usual.",
    "usual": "What was measured is as usual.",
    "worth_checking": "Something is worth checking",
    "urgent": "Several readings together ask for urgent attention",
}


def _named(keys: list[str]) -> str:
    return ", ".join(dict.fromkeys(_PLAIN[key] for key in keys))


def has_current_reading(current: Mapping[str, Current]) -> bool:
    """Return whether anything but the profile gives a fresh reading."""
    return any(one.fresh and one.measurement.source != PROFILE_SOURCE for one in current.values())


def assess(assessments: Mapping[str, Assessment], *, any_current: bool) -> Assessment:
    """Return the overall status from the other assessments.

    ``value`` and ``band``: ``no_data`` (no fresh reading and no answer), ``incomplete`` (nothing
    stands out, and nothing shows that all is usual), ``usual``, ``worth_checking``, ``urgent``.
    ``inputs`` are the answers that decided, ``missing`` the assessments that could not answer,
    ``extra`` the reasons. Confidence is the lowest of the deciding answers'.
    """
    bands = {
        key: assessments[key].band for key in CONSIDERED if key in assessments and assessments[key].band is not None
    }
    pairs = [(key, str(word)) for key, word in bands.items()]
    urgent = [key for key, word in pairs if (key, word) in _URGENT]
    checking = [key for key, word in pairs if (key, word) in _WORTH_CHECKING]
    complete = [key for key, word in pairs if key == "news2" and word == "low" and assessments[key].value is not None]
    usual = complete + [key for key, word in pairs if (key, word) in _USUAL]
    missing = tuple(key for key in CONSIDERED if key not in bands)
    if urgent:
        word, deciding = "urgent", urgent + checking
    elif checking:
        word, deciding = "worth_checking", checking
    elif usual:
        word, deciding = "usual", usual
    else:
        word, deciding = ("incomplete" if any_current or bands else "no_data"), []

    text = _OPENING[word]
    if word in ("urgent", "worth_checking"):
        text += f": {_named(deciding)}."
    partial = [key for key in bands if assessments[key].value is None]
    if lacking := [*partial, *missing]:
        text += f" Not complete: {_named(lacking)}."
    ranks = {Confidence.LOW: 0, Confidence.MODERATE: 1, Confidence.HIGH: 2}
    grades = [grade for key in deciding if (grade := assessments[key].confidence) is not None]
    return Assessment(
        KEY,
        value=word,
        band=word,
        coverage=(len(CONSIDERED) - len(missing)) / len(CONSIDERED),
        confidence=min(grades, key=lambda grade: ranks[grade], default=None),
        missing=missing,
        inputs=tuple(Input(key, str(bands[key])) for key in deciding),
        explanation=text,
        extra=(("reasons", ", ".join(f"{key}: {bands[key]}" for key in deciding)),),
    )
