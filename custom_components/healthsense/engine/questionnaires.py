"""The questionnaires that scores and models ask for: which questions, and which answers are allowed.

A table and its parser. Texts are the doors' (translations, by questionnaire and question); which questionnaires there
are not, and why, says docs/questionnaires.md.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from math import isfinite
from types import MappingProxyType
from typing import Any, Final

_NAME: Final = re.compile(r"[A-Za-z0-9_-]{1,40}")

ANSWERED_ON: Final = "answered_on"
"""Beside the answers: the day on which they were given. Answers without a day do not age."""


class QuestionnaireError(ValueError):
    """An answer that cannot be used. Names the field and the reason, never the answer."""

    def __init__(self, field_name: str, reason: str) -> None:
        """Keep which field was refused and why."""
        super().__init__(f"{field_name}: {reason}")
        self.field = field_name
        self.reason = reason


class Kind(StrEnum):
    """What an answer is."""

    YES_NO = "yes_no"
    WORDS = "words"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Question:
    """One question. Without ``words`` and ``limits`` the answer is yes or no.

    ``words``: the allowed answers. ``limits``: the allowed numbers, inclusive, in ``unit``. ``used_by``: the keys of
    the assessments that ask for it.
    """

    key: str
    words: tuple[str, ...] = ()
    limits: tuple[float, float] | None = None
    unit: str = ""
    used_by: tuple[str, ...] = ()

    @property
    def kind(self) -> Kind:
        """Return what the answer is."""
        return Kind.WORDS if self.words else Kind.NUMBER if self.limits is not None else Kind.YES_NO


PAIN_TYPES: Final = ("typical_angina", "atypical_angina", "non_anginal", "asymptomatic")
"""Words of the UCI heart-disease data (column ``cp``); ``asymptomatic`` there means no chest pain."""

SKIN_REGIONS: Final = (
    "face", "forearm", "chest", "back", "arm", "nose", "hand", "neck", "thigh", "ear", "abdomen", "lip", "scalp",
    "foot",
)  # fmt: skip
"""The regions of PAD-UFES-20 (Pacheco et al., Data Brief 2020;32:106221)."""

_FINDRISC: Final = ("findrisc",)
_ADA: Final = ("ada_risk",)
_PAIN: Final = ("chest_pain", "heart_disease_risk")
_HEART: Final = ("heart_disease_risk",)
_SKIN: Final = ("skin_questionnaire",)
_LIFESTYLE: Final = ("lifestyle",)
_SIGNALS: Final = ("illness_signal", "fatigue_signal", "dehydration_signal")
"""What of the last two days may explain a signal."""

_MINUTES_A_WEEK: Final = (0.0, 10_080.0)

QUESTIONNAIRES: Final[Mapping[str, tuple[Question, ...]]] = MappingProxyType(
    {
        "findrisc": (
            Question("active_30_min_daily", used_by=_FINDRISC),
            Question("vegetables_daily", used_by=_FINDRISC),
            Question("blood_pressure_medicine_ever", used_by=_FINDRISC),
            Question("high_glucose_ever", used_by=_FINDRISC),
        ),
        "ada": (
            Question("physically_active", used_by=_ADA),
            Question("high_blood_pressure_ever", used_by=_ADA),
            Question("gestational_diabetes", used_by=(*_ADA, *_FINDRISC)),
        ),
        "chest_pain": (
            Question("pain", used_by=_PAIN),
            Question("at_rest", used_by=_PAIN),
            Question("new", used_by=_PAIN),
            Question("constricting", used_by=_PAIN),
            Question("on_exertion", used_by=_PAIN),
            Question("relieved_by_rest", used_by=_PAIN),
            Question("type", PAIN_TYPES, used_by=_PAIN),
            Question("exercise_angina", used_by=_HEART),
            Question("fasting_blood_sugar_over_120", used_by=_HEART),
        ),
        "skin": (
            Question("region", SKIN_REGIONS, used_by=_SKIN),
            Question("itch", used_by=_SKIN),
            Question("grew", used_by=_SKIN),
            Question("hurt", used_by=_SKIN),
            Question("changed", used_by=_SKIN),
            Question("bleed", used_by=_SKIN),
            Question("elevation", used_by=_SKIN),
        ),
        "lifestyle": (
            Question("smoking", ("never", "former", "current"), used_by=_LIFESTYLE),
            Question("alcohol_units_per_week", limits=(0, 300), unit="units/week", used_by=_LIFESTYLE),
            Question("moderate_activity_minutes_per_week", limits=_MINUTES_A_WEEK, unit="min", used_by=_LIFESTYLE),
            Question("vigorous_activity_minutes_per_week", limits=_MINUTES_A_WEEK, unit="min", used_by=_LIFESTYLE),
            Question("vegetable_portions_per_day", limits=(0, 30), unit="portions/d", used_by=_LIFESTYLE),
        ),
        "context": tuple(
            Question(key, used_by=_SIGNALS)
            for key in (
                "alcohol",
                "stress",
                "travel",
                "exercise",
                "poor_sleep",
                "heat",
                "fluid_loss",
                "illness",
                "fever",
                "vaccination",
            )
        ),
    }
)
"""Every questionnaire by name, its questions in the order in which they are asked."""

MAX_AGE_DAYS: Final[Mapping[str, int]] = MappingProxyType(
    {"findrisc": 365, "ada": 365, "chest_pain": 30, "skin": 30, "lifestyle": 365, "context": 2}
)
"""How old answers may be before they are asked again: HealthSense's own limits, a year for habits and history."""


def current(told: Mapping[str, Mapping[str, Any]], name: str, today: date) -> Mapping[str, Any]:
    """Return the answers of a questionnaire without their day; none where they are too old or were never given."""
    answers = told.get(name, {})
    last = last_day(told, name)
    if last is not None and today > last:
        return {}
    return {key: value for key, value in answers.items() if key != ANSWERED_ON}


def last_day(told: Mapping[str, Mapping[str, Any]], name: str) -> date | None:
    """Return the last day on which the answers hold; None: they are not dated."""
    answered = told.get(name, {}).get(ANSWERED_ON)
    return answered + timedelta(days=MAX_AGE_DAYS[name]) if isinstance(answered, date) else None


def _yes_no(field: str, value: object) -> bool:
    if isinstance(value, bool):
        return value
    word = str(value).strip().casefold()
    if word not in {"yes", "no", "true", "false"}:
        raise QuestionnaireError(field, "unknown_word")
    return word in {"yes", "true"}


def _answer(field: str, question: Question, value: object) -> bool | float | str:
    if question.kind is Kind.YES_NO:
        return _yes_no(field, value)
    if question.limits is None:
        word = str(value).strip().casefold().replace(" ", "_").replace("-", "_")
        if word not in question.words:
            raise QuestionnaireError(field, "unknown_word")
        return word
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not isfinite(value):
        raise QuestionnaireError(field, "not_a_number")
    if not question.limits[0] <= value <= question.limits[1]:
        raise QuestionnaireError(field, "implausible")
    return float(value)


def _day(field: str, value: object, latest: date) -> date:
    if isinstance(value, datetime):
        day = value.date()
    elif isinstance(value, date):
        day = value
    else:
        try:
            day = date.fromisoformat(str(value).strip()[:10])
        except ValueError:
            raise QuestionnaireError(field, "bad_date") from None
    if day > latest:
        raise QuestionnaireError(field, "in_the_future")
    if day.year < 1900:
        raise QuestionnaireError(field, "bad_date")
    return day


def _below(field: str, name: object) -> str:
    """Return the field's name; a word from outside is repeated only where it could be a name."""
    return f"{field}.{name}" if isinstance(name, str) and _NAME.fullmatch(name) else field


def parse_questionnaires(data: object, *, latest: date = date.max) -> Mapping[str, Mapping[str, Any]]:
    """Return the answers by questionnaire and question; an unknown questionnaire or question is an error.

    Yes and no become booleans, numbers floats, ``answered_on`` a date not after ``latest``.

    Raises:
        QuestionnaireError: naming ``questionnaires`` or what is below it, ``questionnaires.<name>.<question>``.
    """
    if data is None:
        return {}
    if not isinstance(data, Mapping):
        raise QuestionnaireError("questionnaires", "not_an_object")
    found: dict[str, Mapping[str, Any]] = {}
    for name, answers in data.items():
        questions = QUESTIONNAIRES.get(name)
        if questions is None:
            raise QuestionnaireError(_below("questionnaires", name), "unknown_questionnaire")
        field = f"questionnaires.{name}"
        if not isinstance(answers, Mapping):
            raise QuestionnaireError(field, "not_an_object")
        by_key = {question.key: question for question in questions}
        if unknown := [key for key in answers if key not in by_key and key != ANSWERED_ON]:
            raise QuestionnaireError(_below(field, unknown[0]), "unknown_question")
        found[name] = {
            key: _day(f"{field}.{key}", value, latest)
            if key == ANSWERED_ON
            else _answer(f"{field}.{key}", by_key[key], value)
            for key, value in answers.items()
            if value is not None
        }
    return found
