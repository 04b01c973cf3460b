"""The records of the alert rooms: what a rule sees, what an alert is, what happened to it, what is to be told.

Every record but `News` is kept in the store as JSON and read again after a restart, so that a pending delay, a snooze
or a step of an escalation goes on where it was.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import IntEnum, StrEnum
from typing import Any, Final, Self

from ..measurement import to_datetime
from .controls import Controls


class Level(IntEnum):
    """How much an alert asks for. In JSON and for doors it is its word."""

    INFO = 1
    WARNING = 2
    URGENT = 3
    CRITICAL = 4

    @property
    def word(self) -> str:
        """Return ``info``, ``warning``, ``urgent`` or ``critical``."""
        return self.name.lower()

    @classmethod
    def of(cls, word: str) -> Self:
        """Return the level of a word.

        Raises:
            KeyError: there is none.
        """
        return cls[word.upper()]


LEVEL_WORDS: Final = tuple(level.name.lower() for level in Level)


class Cause(StrEnum):
    """What an alert is about: the family that binary sensors, grouping and texts go by."""

    OXYGEN = "oxygen"
    PULSE = "pulse"
    BREATHING = "breathing"
    BLOOD_PRESSURE = "blood_pressure"
    GLUCOSE = "glucose"
    TEMPERATURE = "temperature"
    EARLY_WARNING = "early_warning"
    ILLNESS = "illness"
    RISK = "risk"
    ACTIVITY = "activity"
    OVERDUE = "overdue"
    MONITORING = "monitoring"
    """A device or source that fails: never clinical, told to the people on duty as an interruption."""


class Stage(StrEnum):
    """Where an alert stands. ESCALATED: raised, and a step beyond the first was told."""

    PENDING = "pending"
    RAISED = "raised"
    ESCALATED = "escalated"
    ACKNOWLEDGED = "acknowledged"
    SNOOZED = "snoozed"
    RESOLVED = "resolved"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


OPEN_STAGES: Final = frozenset({Stage.RAISED, Stage.ESCALATED, Stage.ACKNOWLEDGED, Stage.SNOOZED})
"""Raised and not over."""
ENDED_STAGES: Final = frozenset({Stage.RESOLVED, Stage.EXPIRED, Stage.WITHDRAWN})


class Word(StrEnum):
    """What can happen to an alert, in its log."""

    PENDING = "pending"
    SUPPRESSED = "suppressed"
    RAISED = "raised"
    HAPPENED = "happened"
    """Told after the fact: it was over, or not current any more, when its readings came."""
    LEVEL_RAISED = "level_raised"
    GROUPED = "grouped"
    """Another cause joined: its name is the reason."""
    ESCALATED = "escalated"
    ACKNOWLEDGED = "acknowledged"
    SNOOZED = "snoozed"
    SNOOZE_ENDED = "snooze_ended"
    RESOLVED = "resolved"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    MARKED = "marked"
    """Somebody said whether it was useful."""


class Suppression(StrEnum):
    """Why a rule that was met raised nothing."""

    QUALITY = "quality"
    EXERCISE = "exercise"
    SLEEP = "sleep"
    ILL = "ill"
    TRAVELLING = "travelling"
    SENSOR_OFF = "sensor_off"
    LEARNING = "learning"
    PAUSED = "paused"
    UNCORROBORATED = "uncorroborated"
    SWITCHED_OFF = "switched_off"
    COOLDOWN = "cooldown"


@dataclass(frozen=True, slots=True)
class Part:
    """What one rule sees of one run of its condition; an alert is made of one or more.

    ``since_ms`` and ``at_ms`` are effective times: of the first and the newest evidence. ``due_ms``: when the rule is
    met if nothing contradicts (None: it waits for another measurement). ``met_ms``: since when it is met, in our own
    time; None while pending. ``value`` is the newest, ``worst`` the farthest beyond ``limit``, in ``unit``.
    ``usual`` are the bounds that are usual for the person, where known. ``late``: what met it was not current any
    more. ``notes`` are words for the reasons (``corroborated_by:heart_rate``, ``persistent``). ``memory`` is the
    rule's own, a few numbers.
    """

    rule: str
    since_ms: int
    at_ms: int
    level: Level
    due_ms: int | None = None
    met_ms: int | None = None
    vital: str = ""
    source: str = ""
    value: float | str | None = None
    worst: float | None = None
    unit: str = ""
    limit: float | None = None
    usual: tuple[float, float] | None = None
    count: int = 1
    late: bool = False
    suppressed: Suppression | None = None
    notes: tuple[str, ...] = ()
    memory: tuple[float, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return the stored form, without what is empty."""
        kept: dict[str, Any] = {
            "rule": self.rule, "since_ms": self.since_ms, "at_ms": self.at_ms, "level": self.level.word,
        }  # fmt: skip
        for name in ("due_ms", "met_ms", "value", "worst", "limit"):
            if getattr(self, name) is not None:
                kept[name] = getattr(self, name)
        for name in ("vital", "source", "unit", "late"):
            if getattr(self, name):
                kept[name] = getattr(self, name)
        for name in ("usual", "notes", "memory"):
            if getattr(self, name):
                kept[name] = list(getattr(self, name))
        if self.count != 1:
            kept["count"] = self.count
        if self.suppressed is not None:
            kept["suppressed"] = self.suppressed.value
        return kept

    @classmethod
    def from_dict(cls, kept: Mapping[str, Any]) -> Self:
        """Return the part of a stored form."""
        usual = kept.get("usual")
        suppressed = kept.get("suppressed")
        plain = {
            key: value for key, value in kept.items() if key not in {"level", "usual", "notes", "memory", "suppressed"}
        }
        return cls(
            **plain,
            level=Level.of(kept["level"]),
            usual=None if usual is None else (usual[0], usual[1]),
            notes=tuple(kept.get("notes", ())),
            memory=tuple(kept.get("memory", ())),
            suppressed=None if suppressed is None else Suppression(suppressed),
        )


@dataclass(frozen=True, slots=True)
class Alert:
    """One alert of a person. ``id`` is unique for the person. Times are our own (ms), None: not (yet).

    ``level`` is the highest that was asked for. ``step`` is the last step of the escalation that was told (-1: none),
    ``next_step_ms`` and ``next_repeat_ms`` when to go on while nobody acknowledges. ``seq`` counts the transitions.
    ``useful`` is what somebody said of it. ``test``: somebody tries it out; nothing was measured. ``happened_ms``: it
    is told after the fact, of this effective time.
    """

    id: str
    cause: Cause
    level: Level
    stage: Stage
    began_ms: int
    parts: tuple[Part, ...]
    causes: tuple[Cause, ...] = ()
    raised_ms: int | None = None
    acknowledged_ms: int | None = None
    acknowledged_by: str | None = None
    snoozed_until_ms: int | None = None
    step: int = -1
    next_step_ms: int | None = None
    next_repeat_ms: int | None = None
    repeats: int = 0
    ended_ms: int | None = None
    happened_ms: int | None = None
    useful: bool | None = None
    test: bool = False
    seq: int = 0

    @property
    def open(self) -> bool:
        """Return whether it is raised and not over."""
        return self.stage in OPEN_STAGES

    @property
    def tag(self) -> str:
        """Return the tag of its notifications: they replace and clear each other."""
        return f"healthsense-{self.id}"

    @property
    def lead(self) -> Part:
        """Return the part that speaks for the alert: met before pending, then the highest level, then the first."""
        return min(self.parts, key=lambda part: (part.met_ms is None, -part.level, part.since_ms, part.rule))

    def as_dict(self) -> dict[str, Any]:
        """Return the stored form, without what is empty."""
        kept: dict[str, Any] = {
            "id": self.id, "cause": self.cause.value, "level": self.level.word, "stage": self.stage.value,
            "began_ms": self.began_ms, "parts": [part.as_dict() for part in self.parts], "step": self.step,
            "seq": self.seq,
        }  # fmt: skip
        for name in (
            "raised_ms", "acknowledged_ms", "acknowledged_by", "snoozed_until_ms", "next_step_ms", "next_repeat_ms",
            "ended_ms", "happened_ms", "useful",
        ):  # fmt: skip
            if getattr(self, name) is not None:
                kept[name] = getattr(self, name)
        if self.causes:
            kept["causes"] = [cause.value for cause in self.causes]
        if self.repeats:
            kept["repeats"] = self.repeats
        if self.test:
            kept["test"] = True
        return kept

    @classmethod
    def from_dict(cls, kept: Mapping[str, Any]) -> Self:
        """Return the alert of a stored form."""
        plain = {key: value for key, value in kept.items() if key not in {"cause", "level", "stage", "parts", "causes"}}
        return cls(
            **plain,
            cause=Cause(kept["cause"]),
            level=Level.of(kept["level"]),
            stage=Stage(kept["stage"]),
            parts=tuple(Part.from_dict(part) for part in kept["parts"]),
            causes=tuple(Cause(cause) for cause in kept.get("causes", ())),
        )

    def with_part(self, part: Part) -> Self:
        """Return the alert with a part in place of the one of the same rule, or added."""
        others = tuple(one for one in self.parts if one.rule != part.rule)
        return replace(self, parts=(*others, part))


@dataclass(frozen=True, slots=True)
class Transition:
    """One line of an alert's log. ``seq`` is unique for the alert: what happened is kept exactly once.

    ``by`` is who did it (a user's or a recipient's id), empty where time or readings did. ``suppressed`` says why
    nothing rings. ``reason`` is a word or a rule's key.
    """

    alert: str
    seq: int
    at_ms: int
    word: Word
    level: Level
    cause: Cause
    reason: str = ""
    suppressed: Suppression | None = None
    by: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Return the JSON form of ``script/replay --json`` and of the history."""
        return {
            "time": to_datetime(self.at_ms).isoformat(),
            "alert": self.alert,
            "cause": self.cause.value,
            "level": self.level.word,
            "event": self.word.value,
            "reason": self.reason,
            "suppressed": None if self.suppressed is None else self.suppressed.value,
            "by": self.by,
        }


class Purpose(StrEnum):
    """Why something is told."""

    RAISE = "raise"
    REPEAT = "repeat"
    ESCALATE = "escalate"
    UPDATE = "update"
    """The level rose, another cause joined, somebody acknowledged: the phone's notification is replaced."""
    RESOLVE = "resolve"
    """It is over: told to those who were told of it; the notification is replaced and may be cleared."""
    HAPPENED = "happened"


class DeliveryStatus(StrEnum):
    """What became of a delivery. DUE: not confirmed yet - after a restart it is repeated under the same tag."""

    DUE = "due"
    DONE = "done"
    FAILED = "failed"
    DROPPED = "dropped"
    """Not wanted any more: acknowledged, over, no consent, or the recipient is gone."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One thing to tell one recipient of the plan. ``id`` is unique for the person.

    ``not_before_ms``: quiet hours hold it until then. ``attempts`` counts failures, ``error`` is the last one's kind.
    """

    id: str
    alert: str
    recipient: str
    purpose: Purpose
    step: int
    made_ms: int
    status: DeliveryStatus = DeliveryStatus.DUE
    not_before_ms: int | None = None
    done_ms: int | None = None
    attempts: int = 0
    error: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Return the stored form."""
        kept: dict[str, Any] = {
            "id": self.id, "alert": self.alert, "recipient": self.recipient, "purpose": self.purpose.value,
            "step": self.step, "made_ms": self.made_ms, "status": self.status.value,
        }  # fmt: skip
        for name in ("not_before_ms", "done_ms"):
            if getattr(self, name) is not None:
                kept[name] = getattr(self, name)
        for name in ("attempts", "error"):
            if getattr(self, name):
                kept[name] = getattr(self, name)
        return kept

    @classmethod
    def from_dict(cls, kept: Mapping[str, Any]) -> Self:
        """Return the delivery of a stored form."""
        plain = {key: value for key, value in kept.items() if key not in {"purpose", "status"}}
        return cls(**plain, purpose=Purpose(kept["purpose"]), status=DeliveryStatus(kept["status"]))


@dataclass(frozen=True, slots=True)
class News:
    """What an advance of the watch gives to doors.

    ``alerts``: those that are pending, open, or ended in this advance. ``transitions``: what just happened, oldest
    first; all of them are in the store. ``due``: deliveries to make now or at their ``not_before_ms``.
    ``urgent``: something of it must be on the disk before anybody is told.
    """

    alerts: tuple[Alert, ...] = ()
    transitions: tuple[Transition, ...] = ()
    due: tuple[Delivery, ...] = ()
    controls: Controls = field(default_factory=Controls)
    urgent: bool = False
    wake_ms: int | None = None

    @property
    def open(self) -> tuple[Alert, ...]:
        """Return the alerts that are raised and not over, the highest level first."""
        return tuple(sorted((one for one in self.alerts if one.open), key=lambda one: (-one.level, one.began_ms)))

    @property
    def level(self) -> Level | None:
        """Return the highest level of an open alert about the person, None where there is none.

        Tests are none, and neither is a device that fails: that is told by a sensor of its own and as a repair.
        """
        about = (one for one in self.alerts if one.open and not one.test and one.cause is not Cause.MONITORING)
        return max((one.level for one in about), default=None)
