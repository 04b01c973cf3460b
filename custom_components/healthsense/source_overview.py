"""Where a person's readings come from: what each source gave, how lately, and what was refused."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import device_registry as dr

from .engine.measurement import Measurement
from .engine.profile import PROFILE_SOURCE
from .engine.store import Store
from .engine.vitals import VITALS
from .person import Person
from .rejected_log import Rejected
from .series import iso
from .worker import Engine

HOUR_MS: Final = 3_600_000
HOURS: Final = 24
WEEK_HOURS: Final = 168
_SOURCE_HA: Final = "ha:"
_MINUTES: Final = 60


@dataclass(slots=True)
class _Flow:
    """One vital of one source."""

    newest: Measurement | None = None
    day: int = 0
    week: int = 0
    rejected: int = 0
    entity_ids: set[str] = field(default_factory=set)


@callback
def async_source_name(hass: HomeAssistant, source: str) -> str:
    """Return what people call a source: the device's name where it is one of Home Assistant's."""
    if not source.startswith(_SOURCE_HA):
        return source
    reference = source.removeprefix(_SOURCE_HA)
    if (device := dr.async_get(hass).async_get(reference)) is not None:
        return device.name_by_user or device.name or source
    state = hass.states.get(reference)
    return source if state is None else state.name


@callback
def _device_id(hass: HomeAssistant, source: str) -> str | None:
    device = dr.async_get(hass).async_get(source.removeprefix(_SOURCE_HA))
    return None if device is None else device.id


def _flows(store: Store, person: Person, now_ms: int) -> dict[tuple[str, str], _Flow]:
    """Return what came in, by source and vital; hours count whole, the one that runs among them.

    What the profile tells is no measurement.
    """
    flows: dict[tuple[str, str], _Flow] = {}
    hour = now_ms // HOUR_MS
    for vital in store.vitals(person.person_id):
        if vital not in VITALS:
            continue
        for newest in store.latest(person.person_id, vital):
            if newest.source == PROFILE_SOURCE:
                continue
            flows.setdefault((newest.source, vital), _Flow()).newest = newest
        start_ms, end_ms = (hour - WEEK_HOURS + 1) * HOUR_MS, (hour + 1) * HOUR_MS
        for row in store.hours(person.person_id, vital, start_ms, end_ms):
            if (flow := flows.get((row.source, vital))) is None:
                continue
            flow.week += row.count
            if row.start_ms // HOUR_MS > hour - HOURS:
                flow.day += row.count
    return flows


def _intake(store: Store, person_id: str, now_ms: int) -> dict[str, Any]:
    """Return how many readings came in, and how many were refused, by hour of receipt."""
    last = now_ms // HOUR_MS
    first = last - HOURS + 1
    sums = {hour: [0, 0] for hour in range(first, last + 1)}
    for minute, accepted, rejected in store.intake_minutes(person_id, first * HOUR_MS, (last + 1) * HOUR_MS):
        sums[minute // _MINUTES][0] += accepted
        sums[minute // _MINUTES][1] += rejected
    return {
        "step_ms": HOUR_MS,
        "t": [hour * HOUR_MS for hour in sums],
        "accepted": [accepted for accepted, _ in sums.values()],
        "rejected": [rejected for _, rejected in sums.values()],
    }


@dataclass(frozen=True, slots=True)
class Overview:
    """What the worker found."""

    flows: Mapping[tuple[str, str], _Flow]
    intake: Mapping[str, Any]
    rejected: list[Rejected]


def overview(person: Person, now_ms: int) -> Callable[[Engine], Overview]:
    """Return the job that looks through a person's sources."""

    def job(engine: Engine) -> Overview:
        flows = _flows(engine.store, person, now_ms)
        for key, count in engine.rejected.counts(person.person_id, now_ms).items():
            if key[1]:
                flows.setdefault(key, _Flow()).rejected = count
        for bound in person.bindings:
            flows.setdefault((bound.source, bound.vital), _Flow()).entity_ids.add(bound.entity_id)
        return Overview(
            flows, _intake(engine.store, person.person_id, now_ms), engine.rejected.newest(person.person_id)
        )

    return job


@callback
def async_sources_json(hass: HomeAssistant, person: Person, found: Overview, now_ms: int) -> dict[str, Any]:
    """Return the sources, those that gave something lately first."""
    by_source: dict[str, list[tuple[str, _Flow]]] = {}
    for (source, vital), flow in sorted(found.flows.items()):
        by_source.setdefault(source, []).append((vital, flow))

    def lately(flows: list[tuple[str, _Flow]]) -> int:
        return max((flow.newest.effective_ms for _, flow in flows if flow.newest is not None), default=0)

    ordered = sorted(by_source.items(), key=lambda item: (-lately(item[1]), item[0]))
    return {
        "person_id": person.person_id,
        "now": iso(now_ms),
        "sources": [
            {
                "source": source,
                "name": async_source_name(hass, source),
                "device_id": _device_id(hass, source),
                "entity_ids": sorted({one for _, flow in flows for one in flow.entity_ids}),
                "vitals": [_flow_json(vital, flow, now_ms) for vital, flow in flows],
            }
            for source, flows in ordered
        ],
        "intake": dict(found.intake),
        "rejected": [_rejected_json(hass, one) for one in found.rejected],
    }


def _flow_json(vital: str, flow: _Flow, now_ms: int) -> dict[str, Any]:
    newest = flow.newest
    return {
        "vital": vital,
        "unit": VITALS[vital].unit,
        "last": None if newest is None else iso(newest.effective_ms),
        "fresh": newest is not None and now_ms < newest.effective_ms + VITALS[vital].fresh_for_ms,
        "count_24h": flow.day,
        "count_7d": flow.week,
        "rejected_24h": flow.rejected,
        "quality": None if newest is None else newest.quality,
    }


@callback
def _rejected_json(hass: HomeAssistant, one: Rejected) -> dict[str, Any]:
    return {
        "received": iso(one.received_ms),
        "time": None if one.effective_ms is None else iso(one.effective_ms),
        "source": one.source,
        "source_name": async_source_name(hass, one.source),
        "vital": one.vital or None,
        "field": one.field,
        "reason": one.reason,
        "reason_key": f"rejected_{one.reason}",
    }
