"""What every score and model answers: a value, bounds, or a refusal - and what it rests on."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from .measurement import to_datetime


class Confidence(StrEnum):
    """How far an answer may be trusted, by the rule that its score's docstring states."""

    HIGH = "high"
    MODERATE = "moderate"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Input:
    """One input that an assessment used.

    ``value`` is in ``unit`` (canonical) or a word for coded inputs; ``effective_ms`` is None
    for facts of the profile that carry no date, such as sex. ``points`` is what it contributed
    (score points, or log-odds for a logistic model), None where that has no meaning.
    """

    key: str
    value: float | str
    unit: str = ""
    effective_ms: int | None = None
    source: str = ""
    quality: int | None = None
    points: float | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return the JSON form; times are ISO 8601 in UTC."""
        out: dict[str, Any] = {"key": self.key, "value": self.value, "unit": self.unit}
        if self.effective_ms is not None:
            out["measured_at"] = to_datetime(self.effective_ms).isoformat()
        if self.source:
            out["source"] = self.source
        if self.quality is not None:
            out["quality"] = self.quality
        if self.points is not None:
            out["points"] = self.points
        return out


@dataclass(frozen=True, slots=True)
class Assessment:
    """One answer.

    Exactly one of three shapes: a ``value`` (number or word) - with ``lower``/``upper`` where
    it is uncertain; no value but bounds (inputs missing: the full value lies within them); or
    ``refused``, a reason code such as ``missing_input`` (details in ``missing``).
    ``coverage`` is the share of inputs known, 0-1. ``band`` is a word of the score's own list.
    ``explanation`` is plain English, one or two sentences.
    """

    key: str
    value: float | str | None = None
    unit: str = ""
    lower: float | None = None
    upper: float | None = None
    coverage: float | None = None
    band: str | None = None
    confidence: Confidence | None = None
    refused: str | None = None
    missing: tuple[str, ...] = ()
    inputs: tuple[Input, ...] = ()
    explanation: str = ""
    extra: tuple[tuple[str, float | str], ...] = field(default=())

    def as_dict(self) -> dict[str, Any]:
        """Return the JSON form of ``script/replay --json``, without the time."""
        return {
            "assessment": self.key,
            "value": self.value,
            "unit": self.unit,
            "lower": self.lower,
            "upper": self.upper,
            "coverage": None if self.coverage is None else round(self.coverage, 4),
            "band": self.band,
            "confidence": self.confidence,
            "refused": self.refused,
            "missing": list(self.missing),
            "inputs": [used.as_dict() for used in self.inputs],
            "explanation": self.explanation,
            **dict(self.extra),
        }

    @property
    def gist(self) -> tuple[float | str | None, float | None, float | None, str | None, str | None]:
        """Return what a reader would call a change: value, bounds, band, refusal."""
        return (self.value, self.lower, self.upper, self.band, self.refused)


def refuse(
    key: str, reason: str, explanation: str, *, missing: tuple[str, ...] = (), inputs: tuple[Input, ...] = ()
) -> Assessment:
    """Return a refusal with its reason code and a sentence that says what would mend it."""
    return Assessment(key, refused=reason, missing=missing, inputs=inputs, explanation=explanation)


MISSING_INPUT: Final = "missing_input"
STALE_INPUT: Final = "stale_input"
NOT_VALID_FOR: Final = "not_valid_for"
OUT_OF_RANGE: Final = "out_of_training_range"
OUT_OF_VALIDITY: Final = "out_of_range"
"""An input outside what a published equation was made for (a learned model: ``OUT_OF_RANGE``)."""
NOT_ENOUGH_DATA: Final = "not_enough_data"
LEARNING: Final = "learning"
