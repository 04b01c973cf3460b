"""A person's alerts over time without a store: what a watch does with the lifecycle, and what holds at any moment."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import time
from zoneinfo import ZoneInfo

from healthsense_engine.alerts import lifecycle
from healthsense_engine.alerts.commands import Command
from healthsense_engine.alerts.controls import Consent, Controls, QuietHours
from healthsense_engine.alerts.lifecycle import LifecycleContext, Outcome
from healthsense_engine.alerts.model import (
    ENDED_STAGES,
    Alert,
    Cause,
    Delivery,
    DeliveryStatus,
    Level,
    Part,
    Purpose,
    Stage,
    Suppression,
    Transition,
    Word,
)
from healthsense_engine.alerts.plan import EscalationPlan, EscalationStep, Recipient
from healthsense_engine.alerts.rule import Rule, Scene
from strategies import HOUR_MS, MINUTE_MS, NOON_MS

SECOND_MS = 1000
QUIET = QuietHours(time(22), time(7))


class Told(Rule):
    """A rule of whose part the test decides."""

    def step(self, part: Part | None, scene: Scene) -> Part | None:
        raise NotImplementedError


def rule(key: str, cause: Cause, level: Level, *, absolute: bool = False) -> Rule:
    return Told(key=key, cause=cause, level=level, absolute=absolute)


RULES = {
    one.key: one
    for one in (
        rule("spo2_critical", Cause.OXYGEN, Level.CRITICAL, absolute=True),
        rule("spo2_urgent", Cause.OXYGEN, Level.URGENT, absolute=True),
        rule("spo2_spot", Cause.OXYGEN, Level.WARNING),
        rule("pulse_urgent", Cause.PULSE, Level.URGENT, absolute=True),
        rule("pulse_high", Cause.PULSE, Level.WARNING),
        rule("breathing_high", Cause.BREATHING, Level.WARNING),
        rule("glucose_low", Cause.GLUCOSE, Level.URGENT, absolute=True),
        rule("illness", Cause.ILLNESS, Level.WARNING),
        rule("no_activity", Cause.ACTIVITY, Level.WARNING),
        rule("overdue", Cause.OVERDUE, Level.INFO),
        rule("silent", Cause.MONITORING, Level.WARNING),
    )
}

UTC = ZoneInfo("UTC")
ANN = Recipient("ann", "Ann's phone", "mobile", "person")
BEN = Recipient("ben", "Ben's phone", "mobile")
CAL = Recipient("cal", "Cal's phone", "mobile")


def plan(*steps: EscalationStep, repeat_min: int = 5, resolved: bool = True) -> EscalationPlan:
    recipients = {one.id: one for one in (ANN, BEN, CAL)}
    return EscalationPlan(steps, recipients, repeat_min * MINUTE_MS, resolved)


def step(
    after_min: int, *recipients: str, level: Level = Level.INFO, quiet: QuietHours | None = None
) -> EscalationStep:
    return EscalationStep(after_min * MINUTE_MS, recipients, level, quiet)


PLAN = plan(step(0, "ann"), step(2, "ben", level=Level.WARNING), step(15, "cal", level=Level.URGENT))


def consents(*recipients: str) -> dict[str, Consent]:
    return {
        one: Consent(one, given=True, values=True, lock_screen=False, until_ms=None, set_by="ann", set_ms=0)
        for one in recipients
    }


LEGAL: dict[Word, tuple[frozenset[Stage | None], frozenset[Stage]]] = {
    word: (frozenset(before), frozenset(after))
    for word, before, after in (
        (Word.PENDING, {None}, {Stage.PENDING}),
        (Word.RAISED, {None, Stage.PENDING, Stage.ACKNOWLEDGED, Stage.SNOOZED}, {Stage.RAISED}),
        (Word.HAPPENED, {None}, {Stage.RESOLVED}),
        (Word.ESCALATED, {Stage.RAISED, Stage.ESCALATED}, {Stage.ESCALATED}),
        (Word.ACKNOWLEDGED, {Stage.RAISED, Stage.ESCALATED, Stage.SNOOZED}, {Stage.ACKNOWLEDGED}),
        (Word.SNOOZED, {Stage.RAISED, Stage.ESCALATED, Stage.ACKNOWLEDGED, Stage.SNOOZED}, {Stage.SNOOZED}),
        (Word.SNOOZE_ENDED, {Stage.SNOOZED}, {Stage.RAISED}),
        (
            Word.RESOLVED,
            {Stage.RAISED, Stage.ESCALATED, Stage.ACKNOWLEDGED, Stage.SNOOZED},
            {Stage.RESOLVED},
        ),
        (Word.EXPIRED, {Stage.RAISED, Stage.ESCALATED, Stage.ACKNOWLEDGED, Stage.SNOOZED}, {Stage.EXPIRED}),
        (Word.WITHDRAWN, {None, Stage.PENDING}, {Stage.WITHDRAWN}),
    )
}
"""What may happen at which stage, and the stage after it. What is not listed changes no stage, or makes it ring."""

_KEEPS = {Word.SUPPRESSED, Word.GROUPED, Word.MARKED}


@dataclass
class Life:
    """Everything kept of one person's alerts, and a door that tells at once unless it is ``away``."""

    plan: EscalationPlan = PLAN
    controls: Controls = field(default_factory=lambda: Controls(consents=consents("ann", "ben", "cal")))
    now_ms: int = NOON_MS
    started_ms: int = NOON_MS
    zone: ZoneInfo = UTC
    away: bool = False
    parts: dict[str, Part] = field(default_factory=dict)
    alerts: dict[str, Alert] = field(default_factory=dict)
    deliveries: dict[str, Delivery] = field(default_factory=dict)
    log: list[Transition] = field(default_factory=list)
    sent: list[Delivery] = field(default_factory=list)

    # What a test says

    def see(self, key: str, *, met: bool = True, level: Level | None = None, **changes: object) -> Part:
        """Let a rule see something from now on."""
        known = self.parts.get(key)
        since_ms = self.now_ms if known is None else known.since_ms
        part = Part(
            key,
            since_ms,
            self.now_ms,
            RULES[key].level if level is None else level,
            met_ms=self.now_ms if met else None,
            due_ms=None if met else self.now_ms + 15 * SECOND_MS,
        )
        self.parts[key] = replace(part, **changes)  # type: ignore[arg-type] # fields of a part
        return self.parts[key]

    def clear(self, *keys: str) -> None:
        """Let rules see nothing any more."""
        for key in keys or tuple(self.parts):
            self.parts.pop(key, None)

    def advance(self, *, after_ms: int = 0) -> Outcome:
        """Let time pass in one go, then look."""
        self.now_ms += after_ms
        return self._take(lifecycle.advance(tuple(self.alerts.values()), dict(self.parts), RULES, self.context))

    def run(self, for_ms: int) -> None:
        """Let time pass, waking whenever the lifecycle asks for it."""
        end_ms = self.now_ms + for_ms
        self.advance()
        while (wake_ms := lifecycle.wake_ms(tuple(self.alerts.values()), self.context)) is not None:
            if wake_ms > end_ms:
                break
            self.now_ms = max(self.now_ms, wake_ms)
            self.advance()
            again_ms = lifecycle.wake_ms(tuple(self.alerts.values()), self.context)
            assert again_ms is None or again_ms > self.now_ms, "it would wake without end"
        self.now_ms = end_ms
        self.advance()

    def obey(self, command: Command) -> Outcome:
        return self._take(lifecycle.obey(tuple(self.alerts.values()), command, self.context))

    def restart(self, *, after_ms: int = 0) -> None:
        """Forget everything but what is kept, as JSON."""
        self.now_ms += after_ms
        self.started_ms = self.now_ms
        self.alerts = {key: Alert.from_dict(json.loads(json.dumps(one.as_dict()))) for key, one in self.alerts.items()}
        self.deliveries = {
            key: Delivery.from_dict(json.loads(json.dumps(one.as_dict()))) for key, one in self.deliveries.items()
        }

    @property
    def context(self) -> LifecycleContext:
        return LifecycleContext(self.plan, self.controls, self.zone, self.now_ms, self.started_ms, self.deliveries)

    # What came of it

    @property
    def words(self) -> list[str]:
        return [one.word.value for one in self.log]

    @property
    def only(self) -> Alert:
        (alert,) = [one for one in self.alerts.values() if one.stage is not Stage.WITHDRAWN]
        return alert

    def told(self, *purposes: Purpose) -> list[tuple[str, str, int]]:
        """Return (recipient, purpose, minutes since noon) of everything that was sent."""
        return [
            (one.recipient, one.purpose.value, ((one.done_ms or 0) - NOON_MS) // MINUTE_MS)
            for one in self.sent
            if not purposes or one.purpose in purposes
        ]

    # As a watch and a door do

    def _take(self, outcome: Outcome) -> Outcome:
        self._check(outcome)
        self.alerts |= {alert.id: alert for alert in outcome.alerts}
        self.deliveries |= {one.id: one for one in outcome.deliveries}
        self.log += outcome.transitions
        for key, alert in list(self.alerts.items()):
            if alert.ended_ms is not None and alert.ended_ms < self.now_ms - 24 * HOUR_MS:
                del self.alerts[key]
                self.deliveries = {one: row for one, row in self.deliveries.items() if row.alert != key}
        if not self.away:
            self.tell()
        return outcome

    def tell(self) -> None:
        """Send what is due and not held."""
        for delivery in list(self.deliveries.values()):
            if delivery.status is DeliveryStatus.DUE and (delivery.not_before_ms or 0) <= self.now_ms:
                done = lifecycle.told(delivery, ok=True, error="", now_ms=self.now_ms)
                self.deliveries[delivery.id] = done
                self.sent.append(done)

    def _check(self, outcome: Outcome) -> None:
        """Hold every transition against the table, and every number against the one before."""
        stages: dict[str, Stage | None] = {key: alert.stage for key, alert in self.alerts.items()}
        seqs = {key: alert.seq for key, alert in self.alerts.items()}
        after = {alert.id: alert for alert in outcome.alerts}
        for one in outcome.transitions:
            assert one.seq == seqs.get(one.alert, 0) + 1, one
            seqs[one.alert] = one.seq
            before = stages.get(one.alert)
            if one.word in LEGAL:
                allowed, results = LEGAL[one.word]
                assert before in allowed, (one, before)
                (stages[one.alert],) = results
            elif one.word is Word.LEVEL_RAISED:
                assert before not in ENDED_STAGES
                silenced = before in (Stage.ACKNOWLEDGED, Stage.SNOOZED)
                stages[one.alert] = Stage.RAISED if silenced and one.level >= Level.URGENT else before
            else:
                assert one.word in _KEEPS
        for key, alert in after.items():
            assert alert.seq == seqs.get(key, 0)
            reached = stages.get(key)
            assert alert.stage is reached, (alert, reached)
            assert (alert.ended_ms is not None) == (alert.stage in ENDED_STAGES)


def living(alerts: Iterable[Alert]) -> list[Alert]:
    return [alert for alert in alerts if alert.stage not in ENDED_STAGES]


__all__ = [
    "ANN", "BEN", "CAL", "HOUR_MS", "MINUTE_MS", "NOON_MS", "PLAN", "QUIET", "RULES", "SECOND_MS", "Life",
    "Suppression", "consents", "living", "plan", "rule", "step",
]  # fmt: skip
