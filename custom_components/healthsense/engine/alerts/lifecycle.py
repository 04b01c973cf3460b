"""What becomes of alerts: from what rules see, from time, and from what people say. Pure: a watch keeps what comes out.

In one advance, in this order: parts find their alerts; alerts whose condition is over end; what is met rings; snoozes
end; steps and repeats whose moment has come are told. Everything that has to be remembered is in the records, so an
advance after a restart goes on where the last one stopped.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from . import escalation, grouping
from .commands import MAX_SNOOZE_CRITICAL_MS, MAX_SNOOZE_MS
from .escalation import RINGING, told
from .ledger import UNANSWERED, Ledger, LifecycleContext, Outcome
from .model import OPEN_STAGES, Alert, Level, Part, Stage, Suppression, Word
from .obeying import obey
from .rule import Rule

__all__ = ["LifecycleContext", "Outcome", "advance", "obey", "told", "wake_ms"]

TEST_LASTS_MS: Final = 15 * 60_000
"""Then a test that nobody ended is over."""

_PENDING: Final = frozenset({Stage.PENDING})
type Rules = Mapping[str, Rule]


def advance(alerts: Sequence[Alert], parts: Mapping[str, Part], rules: Rules, context: LifecycleContext) -> Outcome:
    """Return what becomes of the alerts of one person.

    ``alerts``: all that are pending or open, and those that ended within a day. ``parts``: what every rule sees now, by
    rule; what is met and must not ring is marked as suppressed.
    """
    ledger = Ledger(alerts, context)
    escalation.withdraw_unwanted(ledger)
    loose = _update(ledger, {key: part for key, part in parts.items() if key in rules})
    for part in sorted(loose, key=lambda one: (-one.level, one.since_ms, one.rule)):
        _house(ledger, part, rules[part.rule])
    for alert in ledger.each_alive():
        if alert.stage is Stage.PENDING:
            _ring_or_wait(ledger, alert, rules)
        elif not alert.test:
            _louder(ledger, alert, rules)
    for alert in ledger.each_alive():
        escalation.go_on(ledger, _wake_up(ledger, alert))
    return ledger.outcome()


def wake_ms(alerts: Sequence[Alert], context: LifecycleContext) -> int | None:
    """Return the next moment at which time alone changes something, None where nothing waits for time."""
    ended = [alert for alert in alerts if alert.ended_ms is not None]
    moments: list[int | None] = []
    for alert in alerts:
        if alert.ended_ms is not None:
            continue
        if alert.stage in RINGING:
            moments += [alert.next_step_ms, alert.next_repeat_ms]
        if alert.stage is Stage.SNOOZED:
            moments.append(alert.snoozed_until_ms)
        moments.append(_over_ms(alert))
        moments += [
            grouping.cooling_until_ms(ended, alert.cause, part.level)
            for part in alert.parts
            if part.suppressed is Suppression.COOLDOWN
        ]
    known = [moment for moment in moments if moment is not None]
    return None if not known else max(min(known), context.now_ms)


# Parts find their alerts, and alerts without parts end


def _over_ms(alert: Alert) -> int:
    """Return when an alert ends if nothing more is heard of what it is about."""
    if alert.test:
        return (alert.raised_ms or alert.began_ms) + TEST_LASTS_MS
    return max((grouping.evidence_ms(part) for part in alert.parts), default=alert.began_ms) + grouping.EXPIRE_MS


def _update(ledger: Ledger, parts: Mapping[str, Part]) -> list[Part]:
    """Give every alert what its rules see now, and end what is over; return the parts that no alert has."""
    housed: set[str] = set()
    for alert in ledger.alive():
        if alert.test:
            if ledger.now_ms >= _over_ms(alert):
                _finish(ledger, alert, Word.RESOLVED, Stage.RESOLVED, "test")
            continue
        seen = [
            _as_it_rang(alert, known, parts[known.rule])
            for known in alert.parts
            if known.rule in parts and not parts[known.rule].late and known.rule not in housed
        ]
        if _end(ledger, alert, seen):
            continue
        housed |= {part.rule for part in seen}
        ledger.put(replace(alert, parts=tuple(seen)))
    return [part for rule, part in parts.items() if rule not in housed]


def _as_it_rang(alert: Alert, known: Part, seen: Part) -> Part:
    """Return what is seen of a part, as if nothing suppressed it where it rang already."""
    rang = alert.open and known.met_ms is not None and known.suppressed is None
    return replace(seen, suppressed=None) if rang and seen.suppressed not in grouping.ENDS else seen


def _end(ledger: Ledger, alert: Alert, parts: Sequence[Part]) -> bool:
    """End an alert whose condition is over or of which nothing is heard any more; return whether it is."""
    silent = ledger.now_ms >= _over_ms(replace(alert, parts=tuple(parts) or alert.parts))
    if not alert.open:
        if parts and not silent:
            return False
        _finish(ledger, alert, Word.WITHDRAWN, Stage.WITHDRAWN, "expired" if parts else "cleared")
        return True
    holding = [part for part in parts if part.met_ms is not None and part.suppressed is None]
    if holding and not silent:
        return False
    if holding:
        _finish(ledger, alert, Word.EXPIRED, Stage.EXPIRED, "no_evidence")
        return True
    why = next((part.suppressed for part in parts if part.suppressed in grouping.ENDS), None)
    if why is not None:
        # Whoever is told of the end has to learn that nothing got better.
        alert = ledger.put(replace(alert, parts=tuple(parts)))
    _finish(ledger, alert, Word.RESOLVED, Stage.RESOLVED, "cleared" if why is None else why.value)
    return True


def _finish(ledger: Ledger, alert: Alert, word: Word, stage: Stage, reason: str) -> None:
    was_open = alert.open
    ended = ledger.end(alert, word, stage, reason=reason)
    if was_open:
        escalation.over(ledger, ended, word.value)


def _house(ledger: Ledger, part: Part, rule: Rule) -> None:
    """Give a part to the alert of its cause, or begin one."""
    if part.late:
        _tell_afterwards(ledger, part, rule)
        return
    if ledger.now_ms - grouping.evidence_ms(part) >= grouping.EXPIRE_MS or grouping.is_settled(ledger.ended(), part):
        return
    alive = ledger.alive()
    home = grouping.of_cause(alive, rule.cause, OPEN_STAGES) or grouping.of_cause(alive, rule.cause, _PENDING)
    ledger.put(_new(ledger, part, rule) if home is None else home.with_part(part))


def _new(ledger: Ledger, part: Part, rule: Rule) -> Alert:
    return Alert(ledger.free_id(rule.cause), rule.cause, part.level, Stage.PENDING, ledger.now_ms, (part,))


def _tell_afterwards(ledger: Ledger, part: Part, rule: Rule) -> None:
    """Tell of a run that was not current any more when its readings came, unless it is told already or little."""
    known = grouping.of_cause(ledger.alive(), rule.cause, OPEN_STAGES)
    if grouping.was_known(ledger.ended(), part) or (known is not None and known.level >= part.level):
        return
    if grouping.was_just_told(ledger.ended(), rule.cause, part, ledger.now_ms):
        return
    alert = _new(ledger, part, rule)
    if part.suppressed is not None:
        alert = ledger.log(alert, Word.SUPPRESSED, reason=part.rule, suppressed=part.suppressed)
    if part.suppressed is not None or part.level < Level.WARNING:
        ledger.end(alert, Word.WITHDRAWN, Stage.WITHDRAWN, reason="late")
        return
    alert = ledger.end(
        alert, Word.HAPPENED, Stage.RESOLVED, reason=part.rule, raised_ms=ledger.now_ms, happened_ms=part.since_ms
    )
    escalation.happened(ledger, alert)


# What is met rings


def _ring_or_wait(ledger: Ledger, alert: Alert, rules: Rules) -> None:
    """Raise a pending alert of which something is met, join it to a related one, or let it wait."""
    parts = tuple(_cooled(ledger, part, rules[part.rule]) for part in alert.parts)
    alert = ledger.put(replace(alert, parts=parts, level=max(part.level for part in parts)))
    met = [part for part in parts if part.met_ms is not None and part.suppressed is None]
    if not met:
        if not alert.seq:
            alert = ledger.log(alert, Word.PENDING, reason=alert.lead.rule)
        _log_suppressed(ledger, alert)
        return
    loud = _is_loud(met, rules)
    group = grouping.group_for(ledger.alive(), alert.cause, ledger.now_ms, loud=loud)
    if group is not None:
        _join(ledger, group, alert, rules)
        return
    level = max(part.level for part in met)
    alert = replace(alert, level=level)
    alert = ledger.log(alert, Word.RAISED, reason=alert.lead.rule, stage=Stage.RAISED, raised_ms=ledger.now_ms)
    _log_suppressed(ledger, escalation.begin_round(ledger, alert))


def _cooled(ledger: Ledger, part: Part, rule: Rule) -> Part:
    """Return a part that is met as suppressed while its cause has just rung; an absolute limit never is."""
    if part.met_ms is None or part.suppressed is not None or (rule.absolute and part.level >= Level.URGENT):
        return part
    until_ms = grouping.cooling_until_ms(ledger.ended(), rule.cause, part.level)
    return part if until_ms is None or until_ms <= ledger.now_ms else replace(part, suppressed=Suppression.COOLDOWN)


def _is_loud(parts: Sequence[Part], rules: Rules) -> bool:
    return any(rules[part.rule].absolute and part.level >= Level.URGENT for part in parts if part.rule in rules)


def _join(ledger: Ledger, group: Alert, alert: Alert, rules: Rules) -> None:
    """Let an alert that would be raised be part of one that is open."""
    ledger.absorb(alert)
    parts = {part.rule: part for part in (*group.parts, *alert.parts)}
    joined = ledger.log(
        group, Word.GROUPED, reason=alert.cause.value, parts=tuple(parts.values()), causes=(*group.causes, alert.cause)
    )
    met = [part for part in alert.parts if part.met_ms is not None and part.suppressed is None]
    if max(part.level for part in met) > joined.level:
        _rise(ledger, joined, max(met, key=lambda part: part.level))
    elif _is_loud(met, rules):
        escalation.ring_again(ledger, joined)
    else:
        escalation.update(ledger, joined)


def _louder(ledger: Ledger, alert: Alert, rules: Rules) -> None:
    """Ring again where an open alert asks for more than was asked for, or than was acknowledged."""
    _log_suppressed(ledger, alert)
    alert = ledger[alert.id]
    holding = [part for part in alert.parts if part.met_ms is not None and part.suppressed is None]
    top = max(holding, key=lambda part: part.level)
    if top.level > alert.level:
        _rise(ledger, alert, top)
        return
    rang = {part.rule for part in ledger.before(alert.id) if part.met_ms is not None and part.suppressed is None}
    new = [part for part in holding if part.rule not in rang]
    loud_before = _is_loud([part for part in holding if part.rule in rang], rules)
    if alert.stage not in RINGING and _is_loud(new, rules) and not loud_before:
        # What somebody acknowledged or snoozed was no absolute limit.
        reason = max(new, key=lambda part: part.level).rule
        alert = ledger.log(alert, Word.RAISED, reason=reason, stage=Stage.RAISED, **UNANSWERED)
        escalation.begin_round(ledger, alert)


def _rise(ledger: Ledger, alert: Alert, part: Part) -> None:
    if alert.stage not in RINGING and part.level < Level.URGENT:
        alert = ledger.log(replace(alert, level=part.level), Word.LEVEL_RAISED, reason=part.rule)
        escalation.update(ledger, alert)
        return
    if alert.stage in RINGING:
        alert = ledger.log(replace(alert, level=part.level), Word.LEVEL_RAISED, reason=part.rule)
        escalation.louder(ledger, alert)
        return
    alert = ledger.log(
        replace(alert, level=part.level), Word.LEVEL_RAISED, reason=part.rule, stage=Stage.RAISED, **UNANSWERED
    )
    escalation.begin_round(ledger, alert)


def _log_suppressed(ledger: Ledger, alert: Alert) -> None:
    """Keep why a part does not ring, once for each reason."""
    before = {part.rule: part.suppressed for part in ledger.before(alert.id)}
    for part in alert.parts:
        if part.suppressed is not None and part.suppressed is not before.get(part.rule):
            alert = ledger.log(alert, Word.SUPPRESSED, reason=part.rule, suppressed=part.suppressed)


def _wake_up(ledger: Ledger, alert: Alert) -> Alert:
    """End a snooze whose time has come: the condition still holds, or the alert would be over."""
    if alert.stage is not Stage.SNOOZED:
        return alert
    # A clock that was set back makes no snooze longer than one may be.
    longest_ms = MAX_SNOOZE_CRITICAL_MS if alert.level is Level.CRITICAL else MAX_SNOOZE_MS
    until_ms = min(alert.snoozed_until_ms or 0, ledger.now_ms + longest_ms)
    if until_ms > ledger.now_ms:
        return ledger.put(replace(alert, snoozed_until_ms=until_ms))
    woken = ledger.log(alert, Word.SNOOZE_ENDED, stage=Stage.RAISED, **UNANSWERED)
    return escalation.begin_round(ledger, woken)
