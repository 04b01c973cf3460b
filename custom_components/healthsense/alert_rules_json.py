"""What people set about a person's alerts, with who did and when, and every kind of alert there is."""

from collections.abc import Callable, Mapping
from typing import Any

from .engine.alerts.controls import Controls
from .engine.alerts.defaults import DEFAULTS, bounds, personal_range
from .engine.alerts.plan import EscalationPlan
from .engine.alerts.rules import RULES
from .engine.profile import Profile
from .engine.store import Store
from .engine.vitals import VITALS
from .series import iso


def settings(person_id: str, names: Mapping[str, str]) -> Callable[[Store], list[dict[str, Any]]]:
    """Return the job that reads what is set, also what was taken back (``body`` null): who did so stays."""

    def job(store: Store) -> list[dict[str, Any]]:
        return [
            {
                "key": row.key,
                "body": row.body,
                "set_by": row.set_by or None,
                "set_by_name": names.get(row.set_by),
                "set_at": iso(row.set_ms),
            }
            for row in store.settings(person_id).values()
        ]

    return job


def rules_json(controls: Controls, profile: Profile) -> list[dict[str, Any]]:
    """Return every kind of alert: whether it is on, and the limit that holds for the person."""
    found = []
    for rule in RULES:
        row = DEFAULTS.get(rule.key)
        own = controls.limits.get(rule.key)
        allowed = personal_range(rule.key)
        found.append(
            {
                "rule": rule.key,
                "cause": rule.cause.value,
                "level": rule.level.word,
                "absolute": rule.absolute,
                "on": controls.switched.get(rule.key, rule.on),
                "limit": (None if own is None else own.value) if row is None else bounds(row, profile, controls)[0],
                "usual_limit": None if row is None else row.limit,
                "unit": None if row is None else VITALS[row.vital].unit,
                "range": None if allowed is None else list(allowed),
                "origin": None if own is None else own.origin.value,
                "source": None if row is None else row.source,
            }
        )
    return found


def plan_json(plan: EscalationPlan) -> dict[str, Any]:
    """Return who is told in which order. Addresses and telephone numbers stay in the plan."""
    told = plan.as_dict()
    shown = ("id", "name", "kind", "role")
    return told | {"recipients": [{key: one[key] for key in shown} for one in told["recipients"]]}
