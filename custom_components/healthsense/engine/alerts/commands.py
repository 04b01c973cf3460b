"""What people may ask of alerts."""

from dataclasses import dataclass
from typing import Final

from .model import Level

MAX_SNOOZE_MS: Final = 24 * 3_600_000
MAX_SNOOZE_CRITICAL_MS: Final = 15 * 60_000
"""A critical alert is not put off for longer (facts of alarm fatigue: acknowledge, or hear it again)."""


class CommandError(ValueError):
    """What was asked for cannot be done; nothing changed. Names the field and the reason.

    Reasons: ``unknown_alert``, ``not_open``, ``never_raised``, ``too_long``, ``in_the_past``.
    """

    def __init__(self, field_name: str, reason: str) -> None:
        """Keep which field was refused and why."""
        super().__init__(f"{field_name}: {reason}")
        self.field = field_name
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Acknowledge:
    """Somebody takes care of an alert, or of all open ones (None). It is not repeated and not escalated any more."""

    alert: str | None
    by: str


@dataclass(frozen=True, slots=True)
class Snooze:
    """Be silent until then: at most 15 minutes of a critical alert, a day of others."""

    alert: str | None
    until_ms: int
    by: str


@dataclass(frozen=True, slots=True)
class Resolve:
    """It is over, somebody says. What is measured now does not raise it again; a new run of its condition does."""

    alert: str | None
    by: str


@dataclass(frozen=True, slots=True)
class MarkUseful:
    """Say whether an alert was worth telling: open or over."""

    alert: str
    useful: bool
    by: str


@dataclass(frozen=True, slots=True)
class ImOk:
    """The person says that all is well: open alerts are acknowledged, one about missing activity is over."""

    by: str


@dataclass(frozen=True, slots=True)
class TestAlert:
    """Try out who would be told: marked as a test, over after 15 minutes."""

    level: Level
    by: str


type Command = Acknowledge | Snooze | Resolve | MarkUseful | ImOk | TestAlert
