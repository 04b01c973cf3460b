"""Chest pain: what kind it is by three questions, and when it cannot wait.

Source of the three questions: Diamond and Forrester, N Engl J Med 1979;300:1350, as the ESC puts them
(Knuuti et al., Eur Heart J 2020;41:407, table 3): a constricting discomfort in the chest, neck, jaw,
shoulder or arm; brought on by exertion; relieved by rest or nitrates within five minutes. All three:
typical, two: atypical, one or none: non-anginal. The words are those of the UCI heart-disease data,
whose ``asymptomatic`` means that there is no chest pain.

New chest pain, or pain at rest, is never classified away: the emergency text comes first.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from ..assessment import MISSING_INPUT, Assessment, Confidence, Input, refuse
from ..tally import NO, YES

KEY: Final = "chest_pain"
BANDS: Final = ("no_pain", "few_features", "two_features", "three_features", "emergency")
FEATURES: Final = ("constricting", "on_exertion", "relieved_by_rest")
URGENT: Final = ("at_rest", "new")
QUESTIONS: Final = ("pain", *URGENT, *FEATURES, "type")

EMERGENCY_TEXT: Final = (
    "New chest pain, or chest pain at rest, can be an emergency: call your country's emergency number now (112 in "
    "Europe, 911 in North America). Do not drive yourself."
)

_TYPES: Final = ("non_anginal", "non_anginal", "atypical_angina", "typical_angina")
_BAND: Final[Mapping[str, str]] = MappingProxyType(
    {
        "asymptomatic": "no_pain",
        "non_anginal": "few_features",
        "atypical_angina": "two_features",
        "typical_angina": "three_features",
    }
)
_TEXT: Final[Mapping[str, str]] = MappingProxyType(
    {
        "no_pain": "No chest pain was told.",
        "few_features": "At most one of the three features that doctors ask about was told. That rules nothing out.",
        "two_features": "Two of the three features that doctors ask about were told: talk to a doctor.",
        "three_features": "All three features that doctors ask about were told: talk to a doctor soon.",
    }
)
_WORSE: Final = " Call your country's emergency number if pain comes at rest, is new, or does not go within minutes."


def is_urgent(answers: Mapping[str, object]) -> bool:
    """Return whether the emergency text must come first: pain that is new or there at rest."""
    return any(answers.get(name) in (True, YES) for name in URGENT)


def pain_type(answers: Mapping[str, object]) -> str | None:
    """Return the word of the UCI data for answers (yes and no, or true and false); None: not told.

    A told ``type`` counts; else ``pain`` no is asymptomatic, and else all three of `FEATURES` must
    have been told, unless the others settle it.
    """
    if (told := answers.get("type")) is not None:
        return str(told)
    if answers.get("pain") in (False, NO):
        return "asymptomatic"
    told_features = [answers.get(name) for name in FEATURES]
    there = sum(one in (True, YES) for one in told_features)
    open_ones = sum(one is None for one in told_features)
    lowest, highest = _TYPES[there], _TYPES[there + open_ones]
    return lowest if lowest == highest else None


def assess(inputs: Mapping[str, Input]) -> Assessment:
    """Return what kind of chest pain was told, from inputs keyed by `QUESTIONS` (yes, no, or a word for ``type``).

    ``emergency`` for pain that is new or there at rest, whatever the rest says; ``type`` in ``extra``
    is the word of the UCI data. Refused where nothing or too little was told (``missing_input``).
    """
    answers = {key: one.value for key, one in inputs.items()}
    used = tuple(inputs[key] for key in QUESTIONS if key in inputs)
    kind = pain_type(answers)
    extra: tuple[tuple[str, str], ...] = () if kind is None else (("type", kind),)
    known = sum(name in inputs for name in (*URGENT, *FEATURES)) / len((*URGENT, *FEATURES))
    if is_urgent(answers):
        return Assessment(
            KEY, "emergency", band="emergency", coverage=known, inputs=used, explanation=EMERGENCY_TEXT, extra=extra
        )
    if kind is None:
        missing = tuple(name for name in ("pain", *FEATURES) if name not in inputs)
        return refuse(KEY, MISSING_INPUT, "The questions about chest pain were not answered.", missing=missing)
    word = _BAND[kind]
    if kind == "asymptomatic":
        return Assessment(KEY, word, band=word, coverage=1.0, inputs=used, explanation=_TEXT[word], extra=extra)
    unasked = tuple(name for name in URGENT if name not in inputs)
    return Assessment(
        KEY,
        word,
        band=word,
        coverage=known,
        confidence=Confidence.LOW if unasked else Confidence.MODERATE,
        missing=unasked,
        inputs=used,
        explanation=_TEXT[word] + _WORSE,
        extra=extra,
    )
