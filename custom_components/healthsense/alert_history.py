"""The history of a person's alerts for doors: each with its log and its deliveries; and what the person was doing."""

from collections.abc import Callable, Mapping
from typing import Any

from homeassistant.core import HomeAssistant

from .alert_input import MAX_CONTEXTS
from .alert_json import alert_json, moment
from .engine.alerts.model import Alert, Delivery
from .engine.store import ContextSpan, Store
from .person import Person
from .series import iso


async def async_names(hass: HomeAssistant, person: Person) -> dict[str, str]:
    """Return what the users and recipients are called by whom something was done or told."""
    recipients = {key: recipient.name for key, recipient in person.escalation.recipients.items()}
    users = {user.id: user.name for user in await hass.auth.async_get_users() if user.name}
    return recipients | users


def _delivery_json(delivery: Delivery, names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "recipient": delivery.recipient,
        "recipient_name": names.get(delivery.recipient),
        "purpose": delivery.purpose.value,
        "step": delivery.step,
        "status": delivery.status.value,
        "made": iso(delivery.made_ms),
        "not_before": None if delivery.not_before_ms is None else iso(delivery.not_before_ms),
        "done": None if delivery.done_ms is None else iso(delivery.done_ms),
        "attempts": delivery.attempts,
        "error": delivery.error or None,
    }


def _line_json(line: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    shown = {key: value for key, value in line.items() if key not in {"at_ms", "alert", "seq"}}
    return shown | {"time": iso(line["at_ms"]), "by_name": names.get(line.get("by") or "")}


def history(
    person_id: str, start_ms: int, end_ms: int, names: Mapping[str, str], limit: int
) -> Callable[[Store], list[dict[str, Any]]]:
    """Return the job that reads the newest ``limit`` alerts of a period, oldest first, with what happened to each.

    Those that were suppressed and never rang are there too: what does not ring is to be seen as well.
    """

    def job(store: Store) -> list[dict[str, Any]]:
        found = []
        for row in store.alerts(person_id, start_ms, end_ms, withdrawn=True, limit=limit):
            alert = Alert.from_dict(row)
            found.append(
                alert_json(alert, names)
                | {
                    "log": [_line_json(line, names) for line in store.alert_log(person_id, alert=alert.id)],
                    "deliveries": [
                        _delivery_json(Delivery.from_dict(one), names) for one in store.deliveries(person_id, alert.id)
                    ],
                }
            )
        return found

    return job


def _context_json(span: ContextSpan, names: Mapping[str, str], now_ms: int) -> dict[str, Any]:
    over = span.end_ms is not None and span.end_ms <= now_ms
    return {
        "context": span.context,
        "began": iso(span.began_ms),
        "until": moment(span.until_ms),
        "ended": moment(span.end_ms) if over else None,
        "set_by": span.set_by or None,
        "set_by_name": names.get(span.set_by),
    }


def contexts(
    person_id: str, start_ms: int, end_ms: int, names: Mapping[str, str], now_ms: int
) -> Callable[[Store], list[dict[str, Any]]]:
    """Return the job that reads the newest times of doing something that have a part in a period, oldest first.

    ``ended`` is None while it holds still, ``until`` where no end was said.
    """
    return lambda store: [
        _context_json(span, names, now_ms) for span in store.contexts(person_id, start_ms, end_ms, MAX_CONTEXTS)
    ]
