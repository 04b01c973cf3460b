"""Alerts in the JSON of the doors: what each is, what it rests on, what was said of it, what is set."""

from collections.abc import Mapping
from typing import Any, Final

from .engine.alerts.answered import AnswerRule
from .engine.alerts.controls import Controls
from .engine.alerts.model import Alert, News, Part, Transition
from .engine.alerts.rules import RULES
from .series import iso

_MOMENTS: Final = ("began", "raised", "acknowledged", "snoozed_until", "ended", "happened")
_ANSWERS: Final[Mapping[str, str]] = {rule.key: rule.answer for rule in RULES if isinstance(rule, AnswerRule)}
"""The assessment that a rule looks at: a word that it found is that assessment's, not the vital's."""


def moment(at_ms: int | None) -> str | None:
    """Return a moment as text."""
    return None if at_ms is None else iso(at_ms)


def part_json(part: Part) -> dict[str, Any]:
    """Return what one rule sees. Its own memory is nobody's business."""
    return {
        "rule": part.rule,
        "level": part.level.word,
        "since": iso(part.since_ms),
        "time": iso(part.at_ms),
        "met": moment(part.met_ms),
        "answer": _ANSWERS.get(part.rule),
        "vital": part.vital or None,
        "source": part.source or None,
        "value": part.value,
        "worst": part.worst,
        "unit": part.unit or None,
        "limit": part.limit,
        "usual": None if part.usual is None else list(part.usual),
        "count": part.count,
        "late": part.late,
        "suppressed": None if part.suppressed is None else part.suppressed.value,
        "notes": list(part.notes),
    }


def _answered_after_s(alert: Alert) -> float | None:
    """Return how long it rang before somebody took care of it."""
    if alert.raised_ms is None or alert.acknowledged_ms is None:
        return None
    return max(0, alert.acknowledged_ms - alert.raised_ms) / 1000


def alert_json(alert: Alert, names: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Return an alert with what it rests on; ``names`` are those of users and recipients."""
    by = alert.acknowledged_by
    return {
        "id": alert.id,
        "level": alert.level.word,
        "stage": alert.stage.value,
        "cause": alert.cause.value,
        "causes": [cause.value for cause in alert.causes or (alert.cause,)],
        "test": alert.test,
        "useful": alert.useful,
        "acknowledged_by": by,
        "acknowledged_by_name": (names or {}).get(by or ""),
        "answered_after_s": _answered_after_s(alert),
        **{name: moment(getattr(alert, f"{name}_ms")) for name in _MOMENTS},
        "reasons": [part_json(part) for part in sorted(alert.parts, key=lambda one: (one.since_ms, one.rule))],
    }


def transition_json(transition: Transition, names: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Return a line of an alert's log."""
    return transition.as_dict() | {"by_name": (names or {}).get(transition.by)}


def setting_json(controls: Controls, now_ms: int) -> dict[str, Any]:
    """Return what holds now of what people set for a while: context, pause, quiet hours."""
    paused = controls.paused_at(now_ms)
    until_ms = controls.context_until_ms
    return {
        "context": controls.context_at(now_ms).value,
        "context_until": moment(until_ms) if until_ms is not None and until_ms > now_ms else None,
        "paused_until": moment(controls.paused_until_ms) if paused else None,
        "quiet": None
        if controls.quiet is None
        else {"start": controls.quiet.start.isoformat(), "end": controls.quiet.end.isoformat()},
    }


def news_json(news: News, now_ms: int, names: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Return what is open now, the highest level first, and what holds of the settings."""
    return {
        "level": "none" if news.level is None else news.level.word,
        "open": [alert_json(alert, names) for alert in news.open],
        **setting_json(news.controls, now_ms),
    }
