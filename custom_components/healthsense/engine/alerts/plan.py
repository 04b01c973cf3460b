"""A person's escalation plan: who is told of an alert, in which order, when, and when not."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time
from math import isfinite
from types import MappingProxyType
from typing import Any, Final

from .controls import QuietHours
from .model import Level

MINUTE_MS: Final = 60_000
KINDS: Final = ("notify", "mobile", "tts", "light", "email", "action")
ROLES: Final = ("person", "carer")
MAX_RECIPIENTS: Final = 20
MAX_STEPS: Final = 10
MAX_AFTER_MIN: Final = 24 * 60
MAX_REPEAT_MIN: Final = 24 * 60
DEFAULT_REPEAT_MIN: Final = 5
MAX_TEXT: Final = 200
_MAX_TARGET: Final = 20


class EscalationError(ValueError):
    """A plan that cannot be used. Names the field (``steps.1.recipients``) and the reason, never the value."""

    def __init__(self, field_name: str, reason: str) -> None:
        """Keep which field was refused and why."""
        super().__init__(f"{field_name}: {reason}")
        self.field = field_name
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom or what is told. ``kind`` and ``role`` are words of `KINDS` and `ROLES`; ``target`` is the door's own.

    ``on_duty``: what the door asks whether this recipient is on duty (a calendar or a person), None: always.
    """

    id: str
    name: str
    kind: str
    role: str = "carer"
    target: Mapping[str, Any] = field(default_factory=dict)
    on_duty: str | None = None


@dataclass(frozen=True, slots=True)
class EscalationStep:
    """Whom to tell ``after_ms`` without anybody's acknowledging, of alerts of ``level`` and more.

    ``quiet`` holds alerts below ``quiet_level``, which is URGENT at most: nothing urgent waits for the morning.
    """

    after_ms: int
    recipients: tuple[str, ...]
    level: Level = Level.INFO
    quiet: QuietHours | None = None
    quiet_level: Level = Level.URGENT


@dataclass(frozen=True, slots=True)
class EscalationPlan:
    """Steps by ``after_ms``. ``repeat_ms`` 0: told once; ``resolved``: tell those who were told that it is over.

    An empty plan tells nobody; entities still show.
    """

    steps: tuple[EscalationStep, ...] = ()
    recipients: Mapping[str, Recipient] = field(default_factory=dict)
    repeat_ms: int = DEFAULT_REPEAT_MIN * MINUTE_MS
    resolved: bool = True

    def next_step(self, after: int, level: Level) -> int | None:
        """Return the first step behind step ``after`` (-1: from the start) that a level concerns, None: no more."""
        return next((n for n in range(after + 1, len(self.steps)) if self.steps[n].level <= level), None)

    def as_dict(self) -> dict[str, Any]:
        """Return the stored form, which `parse_escalation` takes."""
        return {
            "recipients": [
                {
                    "id": one.id, "name": one.name, "kind": one.kind, "role": one.role, "target": dict(one.target),
                    "on_duty": one.on_duty,
                }
                for one in self.recipients.values()
            ],
            "steps": [
                {
                    "after_min": step.after_ms // MINUTE_MS,
                    "recipients": list(step.recipients),
                    "level": step.level.word,
                    "quiet": None if step.quiet is None else {
                        "start": step.quiet.start.isoformat("minutes"), "end": step.quiet.end.isoformat("minutes"),
                    },
                }
                for step in self.steps
            ],
            "repeat_min": self.repeat_ms // MINUTE_MS,
            "tell_resolved": self.resolved,
        }  # fmt: skip


def _text(name: str, value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise EscalationError(name, "missing")
    if len(value) > MAX_TEXT:
        raise EscalationError(name, "too_long")
    return value.strip()


def _word(name: str, value: object, words: Sequence[str]) -> str:
    if value not in words:
        raise EscalationError(name, "unknown_word")
    return str(value)


def _minutes(name: str, value: object, most: int) -> int:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not isfinite(value) or value != int(value):
        raise EscalationError(name, "not_a_number")
    if not 0 <= value <= most:
        raise EscalationError(name, "implausible")
    return int(value) * MINUTE_MS


def _rows(name: str, value: object, most: int) -> Sequence[Any]:
    if not isinstance(value, (list, tuple)):
        raise EscalationError(name, "not_a_list")
    if len(value) > most:
        raise EscalationError(name, "too_many")
    return value


def _mapping(name: str, value: object) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise EscalationError(name, "not_an_object")
    return value


def _quiet(name: str, value: object) -> QuietHours | None:
    if value is None:
        return None
    body = _mapping(name, value)
    found = []
    for key in ("start", "end"):
        try:
            at = time.fromisoformat(str(body.get(key)).strip())
        except ValueError:
            raise EscalationError(f"{name}.{key}", "bad_time") from None
        if at.tzinfo is not None:
            raise EscalationError(f"{name}.{key}", "bad_time")
        found.append(at)
    return QuietHours(*found)


def _recipient(name: str, value: object) -> Recipient:
    body = _mapping(name, value)
    target = _mapping(f"{name}.target", body.get("target", {}))
    if len(target) > _MAX_TARGET:
        raise EscalationError(f"{name}.target", "too_many")
    on_duty = body.get("on_duty")
    key = _text(f"{name}.id", body.get("id"))
    if ":" in key:
        raise EscalationError(f"{name}.id", "bad_character")
    return Recipient(
        key,
        _text(f"{name}.name", body.get("name")),
        _word(f"{name}.kind", body.get("kind"), KINDS),
        _word(f"{name}.role", body.get("role", "carer"), ROLES),
        MappingProxyType(dict(target)),
        None if on_duty in (None, "") else _text(f"{name}.on_duty", on_duty),
    )


def _step(name: str, value: object, known: Mapping[str, Recipient]) -> EscalationStep:
    body = _mapping(name, value)
    field_name = f"{name}.recipients"
    rows = _rows(field_name, body.get("recipients"), MAX_RECIPIENTS)
    recipients = tuple(dict.fromkeys(str(one) for one in rows))
    if not recipients:
        raise EscalationError(field_name, "missing")
    if any(one not in known for one in recipients):
        raise EscalationError(field_name, "unknown_recipient")
    try:
        level = Level.of(str(body.get("level", "info")))
    except KeyError:
        raise EscalationError(f"{name}.level", "unknown_word") from None
    after_ms = _minutes(f"{name}.after_min", body.get("after_min", 0), MAX_AFTER_MIN)
    return EscalationStep(after_ms, recipients, level, _quiet(f"{name}.quiet", body.get("quiet")))


def _each[T](name: str, rows: Sequence[Any], read: Callable[[str, object], T]) -> list[T]:
    return [read(f"{name}.{n}", row) for n, row in enumerate(rows)]


def parse_escalation(data: Mapping[str, Any]) -> EscalationPlan:
    """Return the plan of its stored form; steps come in the order of their delays.

    ``{"recipients": [{"id", "name", "kind", "role", "target", "on_duty"}], "steps": [{"after_min": 0-1440,
    "recipients": [id], "level", "quiet": {"start", "end"} or null}], "repeat_min": 0-1440, "tell_resolved"}``. Keys
    that are not known belong to the door.

    Raises:
        EscalationError: naming the field.
    """
    rows = _each("recipients", _rows("recipients", data.get("recipients", ()), MAX_RECIPIENTS), _recipient)
    recipients = {one.id: one for one in rows}
    if len(recipients) < len(rows):
        raise EscalationError("recipients", "duplicate")
    steps = _each(
        "steps", _rows("steps", data.get("steps", ()), MAX_STEPS), lambda name, row: _step(name, row, recipients)
    )
    resolved = data.get("tell_resolved", True)
    if not isinstance(resolved, bool):
        raise EscalationError("tell_resolved", "not_a_flag")
    return EscalationPlan(
        tuple(sorted(steps, key=lambda step: step.after_ms)),
        MappingProxyType(recipients),
        _minutes("repeat_min", data.get("repeat_min", DEFAULT_REPEAT_MIN), MAX_REPEAT_MIN),
        resolved,
    )
