"""What people ask of alerts, carried out."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from . import escalation
from .commands import (
    MAX_SNOOZE_CRITICAL_MS,
    MAX_SNOOZE_MS,
    Acknowledge,
    Command,
    CommandError,
    ImOk,
    MarkUseful,
    Resolve,
    Snooze,
    TestAlert,
)
from .ledger import Ledger, LifecycleContext, Outcome
from .model import Alert, Cause, Level, Part, Stage, Word

TEST_RULE: Final = "test"


def obey(alerts: Sequence[Alert], command: Command, context: LifecycleContext) -> Outcome:
    """Return what becomes of the alerts of one person by a command.

    Raises:
        CommandError: it cannot be done; nothing changed.
    """
    ledger = Ledger(alerts, context)
    _DO[type(command)](ledger, command)
    return ledger.outcome()


def _meant(ledger: Ledger, key: str | None) -> list[Alert]:
    """Return the open alerts that somebody means: the named one, or all.

    Raises:
        CommandError: there is none.
    """
    if key is None:
        found = [alert for alert in ledger.alive() if alert.open]
    else:
        alert = ledger.find(key)
        if alert is None:
            raise CommandError("alert", "unknown_alert")
        found = [alert] if alert.open else []
    if not found:
        raise CommandError("alert", "not_open")
    return found


def _acknowledge(ledger: Ledger, command: Acknowledge) -> None:
    for alert in _meant(ledger, command.alert):
        _take_care(ledger, alert, command.by)


def _take_care(ledger: Ledger, alert: Alert, by: str, reason: str = "") -> None:
    """Let an alert be acknowledged; who does it second changes nothing."""
    if alert.stage is Stage.ACKNOWLEDGED:
        return
    alert = ledger.log(
        alert,
        Word.ACKNOWLEDGED,
        by=by,
        reason=reason,
        stage=Stage.ACKNOWLEDGED,
        acknowledged_ms=ledger.now_ms,
        acknowledged_by=by,
        snoozed_until_ms=None,
        next_step_ms=None,
        next_repeat_ms=None,
    )
    escalation.silence(ledger, alert, Word.ACKNOWLEDGED.value, by=by)


def _snooze(ledger: Ledger, command: Snooze) -> None:
    alerts = _meant(ledger, command.alert)
    for_ms = command.until_ms - ledger.now_ms
    if for_ms <= 0:
        raise CommandError("until", "in_the_past")
    critical = any(alert.level is Level.CRITICAL for alert in alerts)
    if for_ms > (MAX_SNOOZE_CRITICAL_MS if critical else MAX_SNOOZE_MS):
        raise CommandError("until", "too_long")
    for alert in alerts:
        snoozed = ledger.log(
            alert,
            Word.SNOOZED,
            by=command.by,
            stage=Stage.SNOOZED,
            snoozed_until_ms=command.until_ms,
            next_step_ms=None,
            next_repeat_ms=None,
        )
        escalation.silence(ledger, snoozed, Word.SNOOZED.value, by=command.by)


def _resolve(ledger: Ledger, command: Resolve) -> None:
    for alert in _meant(ledger, command.alert):
        _end(ledger, alert, command.by, "somebody")


def _end(ledger: Ledger, alert: Alert, by: str, reason: str) -> None:
    settled: dict[str, Any] = {}
    if alert.acknowledged_ms is None:
        settled = {"acknowledged_ms": ledger.now_ms, "acknowledged_by": by}
    ended = ledger.end(alert, Word.RESOLVED, Stage.RESOLVED, by=by, reason=reason, **settled)
    escalation.over(ledger, ended, Word.RESOLVED.value)


def _mark(ledger: Ledger, command: MarkUseful) -> None:
    alert = ledger.find(command.alert)
    if alert is None:
        raise CommandError("alert", "unknown_alert")
    if alert.raised_ms is None or alert.test:
        raise CommandError("alert", "never_raised")
    ledger.log(
        alert, Word.MARKED, by=command.by, reason="useful" if command.useful else "not_useful", useful=command.useful
    )


def _ok(ledger: Ledger, command: ImOk) -> None:
    for alert in ledger.alive():
        if alert.open and alert.cause is Cause.ACTIVITY:
            _end(ledger, alert, command.by, "im_ok")
        elif alert.open:
            _take_care(ledger, alert, command.by, "im_ok")


def _test(ledger: Ledger, command: TestAlert) -> None:
    now_ms = ledger.now_ms
    for other in ledger.alive():
        if other.test:
            _end(ledger, other, command.by, "another_test")
    part = Part(TEST_RULE, now_ms, now_ms, command.level, met_ms=now_ms)
    alert = Alert(
        ledger.free_id(Cause.MONITORING), Cause.MONITORING, command.level, Stage.PENDING, now_ms, (part,), test=True
    )
    alert = ledger.log(alert, Word.RAISED, by=command.by, reason=TEST_RULE, stage=Stage.RAISED, raised_ms=now_ms)
    escalation.begin_round(ledger, alert)


_DO: Final[Mapping[type, Callable[[Ledger, Any], None]]] = {
    Acknowledge: _acknowledge,
    Snooze: _snooze,
    Resolve: _resolve,
    MarkUseful: _mark,
    ImOk: _ok,
    TestAlert: _test,
}
