"""The questionnaires that scores and models ask for: which questions, and which answers are allowed.

Texts are the doors' (translations, by questionnaire and question).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from types import MappingProxyType
from typing import Any, Final


class QuestionnaireError(ValueError):
    """An answer that cannot be used. Names the field and the reason, never the answer."""

    def __init__(self, field_name: str, reason: str) -> None:
        """Keep which field was refused and why."""
        super().__init__(f"{field_name}: {reason}")
        self.field = field_name
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Question:
    """One question. Without ``words`` and ``limits`` the answer is yes or no.

    ``words``: the allowed answers. ``limits``: the allowed numbers, inclusive, in ``unit``.
    """

    key: str
    words: tuple[str, ...] = ()
    limits: tuple[float, float] | None = None
    unit: str = ""


QUESTIONNAIRES: Final[Mapping[str, tuple[Question, ...]]] = MappingProxyType(
    {
        "findrisc": (Question("vegetables_daily"), Question("high_glucose_ever"), Question("active_30_min_daily")),
        "ada": (Question("gestational_diabetes"),),
        "chest_pain": (
            Question("type", ("typical_angina", "atypical_angina", "non_anginal", "none")),
            Question("at_rest"),
            Question("new"),
            Question("on_exertion"),
            Question("fasting_glucose_over_120"),
        ),
    }
)
"""Every questionnaire by name."""


def _answer(field: str, question: Question, value: object) -> bool | float | str:
    if question.words:
        word = str(value).strip().casefold().replace(" ", "_").replace("-", "_")
        if word not in question.words:
            raise QuestionnaireError(field, "unknown_word")
        return word
    if question.limits is not None:
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not isfinite(value):
            raise QuestionnaireError(field, "not_a_number")
        if not question.limits[0] <= value <= question.limits[1]:
            raise QuestionnaireError(field, "implausible")
        return float(value)
    if isinstance(value, bool):
        return value
    word = str(value).strip().casefold()
    if word not in {"yes", "no", "true", "false"}:
        raise QuestionnaireError(field, "unknown_word")
    return word in {"yes", "true"}


def parse_questionnaires(data: object) -> Mapping[str, Mapping[str, Any]]:
    """Return the answers by questionnaire and question; an unknown questionnaire or question is an error.

    Raises:
        QuestionnaireError: naming ``questionnaires``, or ``questionnaires.<name>.<question>``.
    """
    if data is None:
        return {}
    if not isinstance(data, Mapping):
        raise QuestionnaireError("questionnaires", "not_an_object")
    found: dict[str, Mapping[str, Any]] = {}
    for name, answers in data.items():
        questions = QUESTIONNAIRES.get(name)
        if questions is None:
            raise QuestionnaireError("questionnaires", "unknown_questionnaire")
        if not isinstance(answers, Mapping):
            raise QuestionnaireError(f"questionnaires.{name}", "not_an_object")
        by_key = {question.key: question for question in questions}
        if not answers.keys() <= by_key.keys():
            raise QuestionnaireError(f"questionnaires.{name}", "unknown_question")
        found[name] = {
            key: _answer(f"questionnaires.{name}.{key}", by_key[key], value)
            for key, value in answers.items()
            if value is not None
        }
    return found
