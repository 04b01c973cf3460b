"""Who is told, when: rounds of steps, repeats, quiet hours, consent. Nothing is sent here; a door takes deliveries.

A round begins when an alert is raised, gets louder, or comes back from a snooze: the first step is told at its time,
then one after the other while nobody acknowledges. Moments are counted from each other, so a restart changes none of
them; what was missed meanwhile is told at once.
"""

from collections.abc import Container, Iterable
from dataclasses import replace
from typing import Final

from .ledger import Ledger
from .model import Alert, Cause, Delivery, DeliveryStatus, Level, Purpose, Stage, Word
from .plan import EscalationStep

RINGING: Final = frozenset({Stage.RAISED, Stage.ESCALATED})
RINGS: Final = frozenset({Purpose.RAISE, Purpose.REPEAT, Purpose.ESCALATE})
_ALL: Final = frozenset(Purpose)

MAX_REPEAT_MS: Final = 3_600_000
"""A warning is repeated after one, two, four ... intervals, up to an hour; what is urgent after each interval."""

ATTEMPTS: Final = 5
RETRY_MS: Final = (10_000, 30_000, 90_000, 270_000)
"""How long after a failure it is tried again: a phone's network comes back, an action that is wrong does not."""

NO_CONSENT: Final = "no_consent"
OFF_DUTY: Final = "off_duty"
"""Not told, since somebody else of the step was on duty: no failure to mend, and asked again at the next repeat."""
GONE: Final = "gone"
REPLACED: Final = "replaced"


# Rounds


def begin_round(ledger: Ledger, alert: Alert) -> Alert:
    """Let an alert ring from the first step on."""
    ledger.put(replace(alert, step=-1, next_step_ms=None, next_repeat_ms=None, repeats=0))
    plan, now_ms = ledger.context.plan, ledger.now_ms
    first = plan.next_step(-1, alert.level)
    if first is None:
        return ledger[alert.id]
    first_ms = now_ms + plan.steps[first].after_ms
    ledger.put(replace(ledger[alert.id], next_step_ms=first_ms))
    return _tell_steps(ledger, ledger[alert.id])


def louder(ledger: Ledger, alert: Alert) -> Alert:
    """Let an alert that rings and got louder ring at once wherever it rang, and go on from there."""
    if alert.step < 0:
        return begin_round(ledger, alert)
    ring_again(ledger, alert)
    plan, now_ms = ledger.context.plan, ledger.now_ms
    following = plan.next_step(alert.step, alert.level)
    next_ms = alert.next_step_ms
    if following is not None and alert.step < len(plan.steps) and not _chases_nobody(alert):
        # What quiet hours had put off counts from now.
        soon_ms = now_ms + plan.steps[following].after_ms - plan.steps[alert.step].after_ms
        next_ms = soon_ms if next_ms is None else min(next_ms, soon_ms)
    alert = replace(alert, repeats=0)
    return ledger.put(replace(alert, next_step_ms=next_ms, next_repeat_ms=_next_repeat_ms(ledger, alert)))


def go_on(ledger: Ledger, alert: Alert) -> Alert:
    """Tell the steps and repeats whose moment has come."""
    if alert.stage not in RINGING:
        return alert
    alert = _tell_steps(ledger, _within_reach(ledger, _with_new_steps(ledger, alert)))
    if alert.next_repeat_ms is not None and alert.next_repeat_ms <= ledger.now_ms:
        alert = _repeat(ledger, alert)
    return alert


def _chases_nobody(alert: Alert) -> bool:
    """Return whether an alert is told once: a fault of a device is told to those on duty, and that is that."""
    return alert.cause is Cause.MONITORING and not alert.test


def _with_new_steps(ledger: Ledger, alert: Alert) -> Alert:
    """Schedule a step that the plan did not have when the last one was told."""
    if alert.next_step_ms is not None or (_chases_nobody(alert) and alert.step >= 0):
        return alert
    plan = ledger.context.plan
    following = plan.next_step(alert.step, alert.level)
    if following is None or alert.raised_ms is None:
        return alert
    return ledger.put(replace(alert, next_step_ms=alert.raised_ms + plan.steps[following].after_ms))


def _within_reach(ledger: Ledger, alert: Alert) -> Alert:
    """Bring moments nearer that lie farther ahead than the plan asks: the clock was set back, or the plan changed."""
    if quiet_until_ms(ledger, alert, _step_at(ledger, alert.step)) is not None:
        return alert
    plan, now_ms = ledger.context.plan, ledger.now_ms
    following, interval_ms = plan.next_step(alert.step, alert.level), _interval_ms(ledger, alert)
    step_ms, repeat_ms = alert.next_step_ms, alert.next_repeat_ms
    if step_ms is not None and following is not None:
        step_ms = min(step_ms, now_ms + plan.steps[following].after_ms)
    if repeat_ms is not None and interval_ms is not None:
        repeat_ms = min(repeat_ms, now_ms + interval_ms)
    return ledger.put(replace(alert, next_step_ms=step_ms, next_repeat_ms=repeat_ms))


def _tell_steps(ledger: Ledger, alert: Alert) -> Alert:
    plan, now_ms = ledger.context.plan, ledger.now_ms
    while alert.next_step_ms is not None and alert.next_step_ms <= now_ms:
        n = plan.next_step(alert.step, alert.level)
        if n is None:
            return ledger.put(replace(alert, next_step_ms=None))
        at_ms = alert.next_step_ms
        purpose = Purpose.RAISE
        if alert.step >= 0:
            purpose = Purpose.ESCALATE
            alert = ledger.log(alert, Word.ESCALATED, reason=f"step_{n + 1}", stage=Stage.ESCALATED)
        step = plan.steps[n]
        held_ms = _tell(ledger, alert, step.recipients, purpose, n)
        following = plan.next_step(n, alert.level)
        more = following is not None and not _chases_nobody(alert)
        # Nobody is chased for what they could not hear yet.
        base_ms = at_ms if held_ms is None else held_ms
        next_ms = base_ms + plan.steps[following].after_ms - step.after_ms if more and following is not None else None
        alert = ledger.put(
            replace(
                alert,
                step=n,
                next_step_ms=next_ms,
                next_repeat_ms=alert.next_repeat_ms or _next_repeat_ms(ledger, alert, held_ms),
            )
        )
    return alert


def _interval_ms(ledger: Ledger, alert: Alert) -> int | None:
    every_ms = ledger.context.plan.repeat_ms
    if not every_ms or alert.level is Level.INFO or _chases_nobody(alert):
        return None
    if alert.level is Level.WARNING:
        return max(every_ms, min(every_ms << min(alert.repeats, 10), MAX_REPEAT_MS))
    return every_ms


def _next_repeat_ms(ledger: Ledger, alert: Alert, from_ms: int | None = None) -> int | None:
    interval_ms = _interval_ms(ledger, alert)
    return None if interval_ms is None else (ledger.now_ms if from_ms is None else from_ms) + interval_ms


def _repeat(ledger: Ledger, alert: Alert) -> Alert:
    alert = replace(alert, repeats=alert.repeats + 1)
    waiting = {one.recipient for one in ledger.due(alert.id, RINGS)}
    told = {
        one.recipient: one
        for one in ledger.deliveries_of(alert.id)
        if one.purpose in RINGS and one.status in (DeliveryStatus.DONE, DeliveryStatus.FAILED)
    }
    held = []
    for recipient, last in told.items():
        if recipient in waiting or not _may(ledger, recipient):
            continue
        until_ms = quiet_until_ms(ledger, alert, _step_at(ledger, last.step))
        if until_ms is None:
            _add(ledger, alert, recipient, Purpose.REPEAT, last.step, suffix=f".{alert.repeats}")
        else:
            held.append(until_ms)
    for recipient, step in _newcomers(ledger, alert, {*told, *waiting}).items():
        _add(ledger, alert, recipient, Purpose.REPEAT, step, suffix=f".{alert.repeats}")
    return ledger.put(replace(alert, next_repeat_ms=min(held) if held else _next_repeat_ms(ledger, alert)))


def _newcomers(ledger: Ledger, alert: Alert, known: Container[str]) -> dict[str, int]:
    """Return who came to a step after it was told, or consented only then, with the step."""
    steps = ledger.context.plan.steps[: alert.step + 1]
    return {
        recipient: n
        for n, step in enumerate(steps)
        if step.level <= alert.level
        for recipient in step.recipients
        if recipient not in known and _may(ledger, recipient)
    }


# What else there is to tell


def ring_again(ledger: Ledger, alert: Alert) -> None:
    """Tell at once everybody who was or should have been told: another absolute limit is passed."""
    plan = ledger.context.plan
    for n in range(alert.step + 1):
        if plan.steps[n : n + 1] and plan.steps[n].level <= alert.level:
            _tell(ledger, alert, plan.steps[n].recipients, Purpose.RAISE, n)


def update(ledger: Ledger, alert: Alert, *, by: str = "") -> None:
    """Tell those who were told what an alert has become, but not who made it so."""
    waiting = {one.recipient for one in ledger.due(alert.id, RINGS)}
    for recipient, step in told_of(ledger, alert).items():
        if recipient != by and recipient not in waiting and _may(ledger, recipient):
            _add(ledger, alert, recipient, Purpose.UPDATE, step)


def silence(ledger: Ledger, alert: Alert, why: str, *, by: str = "") -> None:
    """Stop ringing: what is still due is not wanted, and those who were told learn of it."""
    told = told_of(ledger, alert)
    for delivery in ledger.due(alert.id, RINGS):
        ledger.drop(delivery, why)
    for recipient, step in told.items():
        if recipient != by and _may(ledger, recipient):
            _add(ledger, alert, recipient, Purpose.UPDATE, step)


def over(ledger: Ledger, alert: Alert, why: str) -> None:
    """Tell those who were told that it is over, and nobody else."""
    told = told_of(ledger, alert)
    for delivery in ledger.due(alert.id, _ALL):
        ledger.drop(delivery, why)
    if not ledger.context.plan.resolved:
        return
    for recipient, step in told.items():
        if _may(ledger, recipient):
            _add(ledger, alert, recipient, Purpose.RESOLVE, step)


def happened(ledger: Ledger, alert: Alert) -> Alert:
    """Tell the first step what was over before its readings came."""
    plan = ledger.context.plan
    first = plan.next_step(-1, alert.level)
    if first is None:
        return alert
    _tell(ledger, alert, plan.steps[first].recipients, Purpose.HAPPENED, first)
    return ledger.put(replace(alert, step=first))


def told_of(ledger: Ledger, alert: Alert) -> dict[str, int]:
    """Return whoever was told of an alert, with the last step: confirmed, or in doubt since it was on its way."""
    found: dict[str, int] = {}
    for one in ledger.deliveries_of(alert.id):
        held = one.not_before_ms is not None and one.not_before_ms > ledger.now_ms and not one.attempts
        if one.status is DeliveryStatus.DONE or (one.status is DeliveryStatus.DUE and not held):
            found[one.recipient] = one.step
    return found


def withdraw_unwanted(ledger: Ledger) -> None:
    """Drop deliveries to those who took their consent back or left the plan."""
    for delivery in ledger.context.deliveries.values():
        if delivery.status is not DeliveryStatus.DUE:
            continue
        if delivery.recipient not in ledger.context.plan.recipients:
            ledger.drop(delivery, GONE)
        elif not _may(ledger, delivery.recipient):
            ledger.drop(delivery, NO_CONSENT)


def told(delivery: Delivery, *, ok: bool, error: str, now_ms: int) -> Delivery:
    """Return a delivery after an attempt: done, to be tried again later, or failed for good."""
    if ok:
        return replace(delivery, status=DeliveryStatus.DONE, done_ms=now_ms, error="")
    if error == NO_CONSENT:
        return replace(delivery, status=DeliveryStatus.DROPPED, done_ms=now_ms, error=error)
    attempts = delivery.attempts + 1
    if attempts >= ATTEMPTS or error == OFF_DUTY:
        return replace(delivery, status=DeliveryStatus.FAILED, done_ms=now_ms, attempts=attempts, error=error)
    return replace(delivery, attempts=attempts, error=error, not_before_ms=now_ms + RETRY_MS[attempts - 1])


# One delivery


def quiet_until_ms(ledger: Ledger, alert: Alert, step: EscalationStep | None) -> int | None:
    """Return until when quiet hours hold what an alert has to say, None where they do not."""
    context = ledger.context
    ends = []
    if step is not None and step.quiet is not None and alert.level < min(step.quiet_level, Level.URGENT):
        ends.append(step.quiet.until_ms(ledger.now_ms, context.zone))
    if context.controls.quiet is not None and alert.level < Level.URGENT:
        ends.append(context.controls.quiet.until_ms(ledger.now_ms, context.zone))
    return max((end for end in ends if end is not None), default=None)


def _step_at(ledger: Ledger, n: int) -> EscalationStep | None:
    steps = ledger.context.plan.steps
    return steps[n] if 0 <= n < len(steps) else None


def _may(ledger: Ledger, recipient: str) -> bool:
    consent = ledger.context.controls.consents.get(recipient)
    return recipient in ledger.context.plan.recipients and consent is not None and consent.allows(ledger.now_ms)


def _tell(ledger: Ledger, alert: Alert, recipients: Iterable[str], purpose: Purpose, step: int) -> int | None:
    """Tell the recipients of a step; return when quiet hours let the first of them be told, None: at once."""
    until_ms = quiet_until_ms(ledger, alert, _step_at(ledger, step))
    for recipient in recipients:
        for waiting in ledger.due(alert.id, RINGS):
            if waiting.recipient == recipient:
                ledger.drop(waiting, REPLACED)
        _add(ledger, alert, recipient, purpose, step, allowed=_may(ledger, recipient))
    return until_ms


def _add(
    ledger: Ledger, alert: Alert, recipient: str, purpose: Purpose, step: int, *, suffix: str = "", allowed: bool = True
) -> None:
    """Keep one delivery. Its id follows from the alert alone, so that one repeated after a kill is the same."""
    key = f"{alert.id}:{alert.seq}{suffix}:{recipient}"
    delivery = Delivery(
        key,
        alert.id,
        recipient,
        purpose,
        step,
        ledger.now_ms,
        not_before_ms=quiet_until_ms(ledger, alert, _step_at(ledger, step)),
    )
    ledger.deliver(delivery)
    if not allowed:
        ledger.drop(delivery, NO_CONSENT)
