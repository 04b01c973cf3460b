"""How a person and those around them keep at it: the care plan by week, and how alerts were answered."""

from collections.abc import Callable
from typing import Any, Final

from .engine.alerts.model import Alert
from .engine.alerts.statistics import Statistics, statistics
from .engine.care_plan import MEASURES
from .engine.care_review import Tally
from .engine.plan_kept import PlanKept, Task, plan_kept
from .engine.seen import first_seen
from .engine.store import Store
from .person import Person
from .series import iso

MAX_ALERTS: Final = 5_000
MAX_NOTES: Final = 10_000


def engagement(person: Person, start_ms: int, end_ms: int, now_ms: int) -> Callable[[Store], dict[str, Any]]:
    """Return the job that answers for ``[start_ms, end_ms)``, 400 local days at most."""

    def job(store: Store) -> dict[str, Any]:
        who = person.person_id
        kept = plan_kept(person.care_plan, first_seen(store, who), person.profile.zone, start_ms, end_ms, now_ms=now_ms)
        alerts = [Alert.from_dict(row) for row in store.alerts(who, start_ms, end_ms, limit=MAX_ALERTS)]
        return {
            "person_id": who,
            "start": iso(start_ms),
            "end": iso(end_ms),
            **_tally_json(kept.total),
            "adherence": kept.total.done / kept.total.planned if kept.total.planned else None,
            "tasks": [_task_json(task) for task in kept.tasks],
            "weeks": _weeks_json(kept),
            "alerts": _alerts_json(statistics(alerts, (), (), start_ms, end_ms)),
            "notes": len(store.notes(who, start_ms, end_ms, MAX_NOTES)),
        }

    return job


def _tally_json(tally: Tally) -> dict[str, int]:
    return {"planned": tally.planned, "done": tally.done}


def _task_json(task: Task) -> dict[str, Any]:
    return {
        "key": task.measure,
        "vitals": list(MEASURES[task.measure]),
        **_tally_json(task.kept),
        "next_due": None if task.next_due_ms is None else iso(task.next_due_ms),
        "overdue": task.overdue,
    }


def _weeks_json(kept: PlanKept) -> list[dict[str, Any]]:
    return [{"start": monday.isoformat(), **_tally_json(tally)} for monday, tally in kept.weeks]


def _alerts_json(found: Statistics) -> dict[str, Any]:
    median_ms = found.acknowledge_median_ms
    return {
        "count": sum(found.raised.values()),
        "acknowledged": found.acknowledged,
        "median_ack_s": None if median_ms is None else median_ms / 1000,
        "useful": found.useful,
        "not_useful": found.not_useful,
        "by_level": dict(found.raised),
    }
