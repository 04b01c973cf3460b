"""The working copy of one advance: alerts as they become, what happened to them, and what is to be told."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final
from zoneinfo import ZoneInfo

from .controls import Controls
from .model import (
    ENDED_STAGES,
    Alert,
    Cause,
    Delivery,
    DeliveryStatus,
    Part,
    Purpose,
    Stage,
    Suppression,
    Transition,
    Word,
)
from .plan import EscalationPlan

UNANSWERED: Final[Mapping[str, Any]] = {
    "acknowledged_ms": None,
    "acknowledged_by": None,
    "snoozed_until_ms": None,
}
"""What changes when an alert rings that somebody had answered."""


@dataclass(frozen=True, slots=True)
class LifecycleContext:
    """What an advance goes by. ``deliveries``: all known ones of the alerts handed in, by id."""

    plan: EscalationPlan
    controls: Controls
    zone: ZoneInfo
    now_ms: int
    started_ms: int
    deliveries: Mapping[str, Delivery] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What changed: alerts and deliveries as they are now, transitions in the order in which they happened."""

    alerts: tuple[Alert, ...] = ()
    transitions: tuple[Transition, ...] = ()
    deliveries: tuple[Delivery, ...] = ()


class Ledger:
    """Mutable for the time of one advance; `outcome` is what is left of it."""

    def __init__(self, alerts: Sequence[Alert], context: LifecycleContext) -> None:
        """Begin with what is known."""
        self.context = context
        self.now_ms = context.now_ms
        self._before = {alert.id: alert for alert in alerts}
        self._alerts = dict(self._before)
        self._transitions: list[Transition] = []
        self._told: dict[str, Delivery] = {}
        self._deliveries: dict[str, dict[str, Delivery]] = {}
        for delivery in context.deliveries.values():
            self._deliveries.setdefault(delivery.alert, {})[delivery.id] = delivery

    # Alerts

    def __getitem__(self, key: str) -> Alert:
        """Return an alert as it is by now."""
        return self._alerts[key]

    def alive(self) -> list[Alert]:
        """Return alerts that are pending or open, in the order in which they began."""
        return [alert for alert in self._alerts.values() if alert.stage not in ENDED_STAGES]

    def each_alive(self) -> Iterator[Alert]:
        """Yield the same while they change, each as it is when its turn comes; none that ended or was absorbed."""
        for key in [alert.id for alert in self.alive()]:
            alert = self._alerts.get(key)
            if alert is not None and alert.stage not in ENDED_STAGES:
                yield alert

    def ended(self) -> Iterator[Alert]:
        """Yield alerts that are over and still remembered."""
        return (alert for alert in self._alerts.values() if alert.stage in ENDED_STAGES)

    def find(self, key: str) -> Alert | None:
        """Return an alert, None where it is not known."""
        return self._alerts.get(key)

    def put(self, alert: Alert) -> Alert:
        """Keep an alert to which nothing happened that belongs in its log."""
        self._alerts[alert.id] = alert
        return alert

    def before(self, key: str) -> tuple[Part, ...]:
        """Return the parts that an alert had before this advance."""
        known = self._before.get(key)
        return () if known is None else known.parts

    def absorb(self, alert: Alert) -> None:
        """Let a pending alert go up in another: one that began in this advance never was."""
        if alert.seq:
            self.end(alert, Word.WITHDRAWN, Stage.WITHDRAWN, reason="grouped")
        else:
            del self._alerts[alert.id]

    def free_id(self, cause: Cause) -> str:
        """Return an id for an alert that begins now."""
        key = plain = f"{cause.value}-{self.now_ms:x}"
        n = 2
        while key in self._alerts:
            key, n = f"{plain}-{n}", n + 1
        return key

    def log(
        self,
        alert: Alert,
        word: Word,
        *,
        reason: str = "",
        suppressed: Suppression | None = None,
        by: str = "",
        **changes: Any,  # noqa: ANN401 - fields of an alert
    ) -> Alert:
        """Let something happen to an alert, with what changes by it; return the alert that it becomes."""
        moved = self.put(replace(alert, seq=alert.seq + 1, **changes))
        self._transitions.append(
            Transition(moved.id, moved.seq, self.now_ms, word, moved.level, moved.cause, reason, suppressed, by)
        )
        return moved

    def end(
        self,
        alert: Alert,
        word: Word,
        stage: Stage,
        *,
        reason: str = "",
        by: str = "",
        **changes: Any,  # noqa: ANN401 - fields of an alert
    ) -> Alert:
        """Let an alert be over."""
        return self.log(
            alert, word, reason=reason, by=by, stage=stage, ended_ms=self.now_ms, snoozed_until_ms=None,
            next_step_ms=None, next_repeat_ms=None, **changes,
        )  # fmt: skip

    # Deliveries

    def deliveries_of(self, alert: str) -> tuple[Delivery, ...]:
        """Return what was to be told of an alert so far."""
        return tuple(self._deliveries.get(alert, {}).values())

    def deliver(self, delivery: Delivery) -> None:
        """Keep a delivery as it is by now."""
        known = self._deliveries.setdefault(delivery.alert, {})
        if known.get(delivery.id) != delivery:
            known[delivery.id] = self._told[delivery.id] = delivery

    def drop(self, delivery: Delivery, why: str) -> None:
        """Let a delivery that is due not be wanted any more."""
        self.deliver(replace(delivery, status=DeliveryStatus.DROPPED, done_ms=self.now_ms, error=why))

    def due(self, alert: str, purposes: frozenset[Purpose]) -> list[Delivery]:
        """Return the deliveries of an alert that are not confirmed."""
        return [
            one for one in self.deliveries_of(alert) if one.status is DeliveryStatus.DUE and one.purpose in purposes
        ]

    def outcome(self) -> Outcome:
        """Return what changed."""
        changed = tuple(alert for key, alert in self._alerts.items() if self._before.get(key) != alert)
        return Outcome(changed, tuple(self._transitions), tuple(self._told.values()))
