"""One alert per cause, and one for causes that go together: which alert a part belongs to."""

from collections.abc import Iterable
from typing import Final

from .model import OPEN_STAGES, Alert, Cause, Level, Part, Stage, Suppression

TOGETHER_MS: Final = 10 * 60_000
"""How long after it was raised an alert takes related causes in; later ones are something new."""

EXPIRE_MS: Final = 24 * 3_600_000
"""An alert without evidence for so long is over, and evidence that old begins none."""

_FAMILIES: Final = (
    # The vitals that NEWS2 (Royal College of Physicians, 2017) adds up: one deterioration moves several of them.
    frozenset({Cause.OXYGEN, Cause.PULSE, Cause.BREATHING, Cause.EARLY_WARNING, Cause.BLOOD_PRESSURE}),
    # Fever raises pulse and breathing.
    frozenset({Cause.TEMPERATURE, Cause.PULSE, Cause.BREATHING, Cause.ILLNESS, Cause.EARLY_WARNING}),
    # Low glucose raises the pulse.
    frozenset({Cause.GLUCOSE, Cause.PULSE}),
)
"""Causes that one thing may have. Risk, activity, overdue measurements and devices stand alone."""

ENDS: Final = frozenset({Suppression.PAUSED, Suppression.SWITCHED_OFF, Suppression.SENSOR_OFF})
"""What ends an alert that rang. Any other reason would have kept it from ringing, and comes too late."""

COOLDOWN_MS: Final[dict[Level, int]] = {
    Level.INFO: 6 * 3_600_000,
    Level.WARNING: 2 * 3_600_000,
    Level.URGENT: 15 * 60_000,
}
"""How long after an alert's end the same cause, no louder, raises no other (HealthSense's own); absolute limits do."""


def related(one: Cause, other: Cause) -> bool:
    """Return whether two causes may be one thing."""
    return any(one in family and other in family for family in _FAMILIES)


def causes_of(alert: Alert) -> frozenset[Cause]:
    """Return everything an alert is about."""
    return frozenset({alert.cause, *alert.causes})


def evidence_ms(part: Part) -> int:
    """Return when a part last had evidence."""
    return max(part.at_ms, part.met_ms or 0)


def of_cause(alerts: Iterable[Alert], cause: Cause, stages: frozenset[Stage]) -> Alert | None:
    """Return the alert of a cause, None where there is none; tests are nobody's."""
    return next((one for one in alerts if one.stage in stages and not one.test and cause in causes_of(one)), None)


def group_for(alerts: Iterable[Alert], cause: Cause, now_ms: int, *, loud: bool) -> Alert | None:
    """Return the open alert of another cause that a part joins, None where it begins one of its own.

    ``loud``: an absolute limit of urgent level or more. It never hides in an alert that somebody has silenced.
    """
    ringing = frozenset({Stage.RAISED, Stage.ESCALATED})
    for alert in alerts:
        if alert.test or alert.stage not in (ringing if loud else OPEN_STAGES) or not related(alert.cause, cause):
            continue
        if alert.raised_ms is not None and 0 <= now_ms - alert.raised_ms <= TOGETHER_MS:
            return alert
    return None


def cooling_until_ms(ended: Iterable[Alert], cause: Cause, level: Level) -> int | None:
    """Return until when an alert that is over keeps its cause from ringing again, None where none does."""
    return max(
        (
            alert.ended_ms + COOLDOWN_MS[level]
            for alert in ended
            if level in COOLDOWN_MS
            and alert.ended_ms is not None
            and alert.raised_ms is not None
            and not alert.test
            and alert.level >= level
            and cause in causes_of(alert)
        ),
        default=None,
    )


def _has_run(alert: Alert, part: Part) -> bool:
    """Return whether an alert was about a run: its rule was met, not only waiting."""
    return not alert.test and any(
        one.rule == part.rule and one.since_ms == part.since_ms and one.met_ms is not None for one in alert.parts
    )


def was_known(ended: Iterable[Alert], part: Part) -> bool:
    """Return whether an alert that is over was about this very run, no less loud."""
    return any(part.level <= alert.level and _has_run(alert, part) for alert in ended)


def was_just_told(ended: Iterable[Alert], cause: Cause, part: Part, now_ms: int) -> bool:
    """Return whether what happened at that time is told at this moment already, by a rule of the cause no less loud."""
    return any(
        alert.happened_ms is not None
        and alert.ended_ms == now_ms
        and alert.cause is cause
        and alert.level >= part.level
        and alert.lead.since_ms - TOGETHER_MS <= part.at_ms
        and part.since_ms <= alert.lead.at_ms + TOGETHER_MS
        for alert in ended
    )


def is_settled(ended: Iterable[Alert], part: Part) -> bool:
    """Return whether this very run rang and rings again only if it becomes louder.

    Somebody settled it, it expired, or it was told of afterwards.
    """
    return was_known(
        (
            alert
            for alert in ended
            if alert.acknowledged_ms is not None or alert.stage is Stage.EXPIRED or alert.happened_ms is not None
        ),
        part,
    )
