"""How often alerts rang and what became of them, the budget, and what is proposed: for doors, over one period."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from .engine.alerts import budget
from .engine.alerts.controls import Controls
from .engine.alerts.model import Alert, Delivery
from .engine.alerts.proposals import propose
from .engine.alerts.replayed import Replay
from .engine.alerts.rules import RULES
from .engine.alerts.statistics import statistics
from .engine.store import Store
from .person import Person
from .series import iso

DAY_MS: Final = 86_400_000
LONGEST_MS: Final = 364 * DAY_MS
MAX_ALERTS: Final = 5_000
MAX_LINES: Final = 20_000

_RULES: Final = {rule.key: rule for rule in RULES}


@dataclass(frozen=True, slots=True)
class Period:
    """What is summed up: ``[start_ms, end_ms)`` of a person whose settings are ``controls``.

    ``full_from_ms``: since when the readings of streams are kept in full.
    """

    person: Person
    controls: Controls
    start_ms: int
    end_ms: int
    full_from_ms: int


def watched_from(store: Store, period: Period) -> int:
    """Return when the first reading of the period came: of the time before it nothing can be said.

    At most the last 52 weeks count.
    """
    start_ms = max(period.start_ms, period.end_ms - LONGEST_MS)
    vitals = tuple(store.vitals(period.person.person_id))
    for day_ms in range(start_ms - start_ms % DAY_MS, period.end_ms, DAY_MS):
        hours = [
            hours[0].start_ms
            for vital in vitals
            if (hours := store.hours(period.person.person_id, vital, day_ms, day_ms + DAY_MS))
        ]
        if hours:
            return max(start_ms, min(hours))
    return period.end_ms


def summary(period: Period) -> Callable[[Store], dict[str, Any]]:
    """Return the job that finds statistics, budget and proposals. Nothing of it changes anything."""

    def job(store: Store) -> dict[str, Any]:
        who, end_ms = period.person.person_id, period.end_ms
        start_ms = watched_from(store, period)
        alerts = [Alert.from_dict(row) for row in store.alerts(who, start_ms, end_ms, limit=MAX_ALERTS)]
        ours = {alert.id for alert in alerts}
        told = [Delivery.from_dict(row) for row in store.deliveries(who) if row["alert"] in ours]
        log = store.alert_log(who, start_ms, end_ms, limit=MAX_LINES)
        proposed = budget.propose(
            alerts,
            rules=_RULES,
            profile=period.person.profile,
            controls=period.controls,
            count=Replay(
                alerts,
                lambda vital, first_ms, last_ms: store.readings(who, vital, first_ms, last_ms),
                period.person.profile,
                period.controls,
                period.full_from_ms,
            ),
            start_ms=start_ms,
            end_ms=end_ms,
        )
        return {
            "statistics": _readable(statistics(alerts, told, log, start_ms, end_ms).as_dict()),
            "budget": {
                "levels": [
                    line.as_dict() for line in budget.spending(alerts, period.controls.budget, start_ms, end_ms)
                ],
                "proposals": [one.as_dict() for one in proposed],
            },
            "proposals": [one.as_dict() for one in propose(store, who, period.person.profile, period.controls, end_ms)],
        }

    return job


def _readable(found: Mapping[str, Any]) -> dict[str, Any]:
    """Return the statistics with moments as text and times in seconds."""
    shown = {key: value for key, value in found.items() if not key.endswith("_ms")}
    shown |= {key: iso(found[f"{key}_ms"]) for key in ("start", "end")}
    waits = ("acknowledge_median", "acknowledge_p90")
    return shown | {f"{key}_s": None if found[f"{key}_ms"] is None else found[f"{key}_ms"] / 1000 for key in waits}
