"""What helps to find a fault, without names, ids, vitals or values: counts, sizes and settings."""

from collections import Counter
from functools import partial
from typing import Any

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers import entity_registry as er

from .const import CONF_PRIVACY, SUBENTRY_PERSON
from .engine.measurement import EARLIEST_MS, MAX_FUTURE_MS
from .engine.store import Store
from .engine.store.connection import set_aside_files
from .engine.store.schema import VERSION
from .household import HealthSenseConfigEntry, Household, now_ms
from .person import Person

DAY_MS = 86_400_000
_OWN_SOURCES = ("manual", "demo", "profile")


async def async_get_config_entry_diagnostics(hass: HomeAssistant, entry: HealthSenseConfigEntry) -> dict[str, Any]:
    """Return diagnostics of the household; people are numbered in the order of the entry."""
    household = entry.runtime_data
    return {
        "entry": {"version": entry.version, "minor_version": entry.minor_version, "options": dict(entry.options)},
        "history": {
            "failed": household.failed,
            "waiting": household.waiting,
            "dropped": household.dropped,
            "refused_by_reason": await household.async_refusals(),
            "schema_version": VERSION,
            **await household.async_run(_file),
        },
        "people": [
            {"number": number, **await _async_person(hass, household, person)}
            for number, person in enumerate(household.people.values(), start=1)
        ],
        "people_configured": [
            subentry.data.get(CONF_PRIVACY) for subentry in entry.get_subentries_of_type(SUBENTRY_PERSON)
        ],
        "histories_kept": len(await household.async_run(lambda store: store.persons())),
    }


def _file(store: Store) -> dict[str, int]:
    return {"size_bytes": store.size_bytes(), "set_aside_files": len(set_aside_files(store.path))}


async def _async_person(hass: HomeAssistant, household: Household, person: Person) -> dict[str, Any]:
    entities = er.async_entries_for_config_entry(er.async_get(hass), household.entry.entry_id)
    own = [entity for entity in entities if entity.config_subentry_id == person.subentry_id]
    at_ms = now_ms()
    intake = await household.async_run(lambda store: store.intake(person.person_id, at_ms - DAY_MS, at_ms + 60_000))
    return {
        "private": person.private,
        "linked_user": person.user_id is not None,
        "allow_automations": person.allow_automations,
        "bound_entities": len(person.bindings),
        "bound_by_source_type": dict(Counter(_source_type(hass, bound.source) for bound in person.bindings)),
        "entities": len(own),
        "entities_disabled": sum(entity.disabled for entity in own),
        "answered": person.result is not None,
        "accepted_24h": intake.accepted,
        "rejected_24h": intake.rejected,
        "readings_by_source_type": await _async_readings(hass, household, person.person_id),
    }


async def _async_readings(hass: HomeAssistant, household: Household, person_id: str) -> dict[str, int]:
    """Return how many readings are kept, by type of source; one job each, so that readings go on coming in."""
    counts: Counter[str] = Counter()
    kept = await household.async_run(lambda store: store.vitals(person_id))
    for vital, source in ((vital, source) for vital, sources in kept.items() for source in sources):
        counts[_source_type(hass, source)] += await household.async_run(partial(_count, person_id, vital, source))
    return dict(sorted(counts.items()))


def _count(person_id: str, vital: str, source: str, store: Store) -> int:
    points = store.series(person_id, vital, EARLIEST_MS, now_ms() + MAX_FUTURE_MS, 10, source=source)
    return sum(point.count for point in points)


@callback
def _source_type(hass: HomeAssistant, source: str) -> str:
    """Return what kind of source it is: the integration that the device is of, never its name."""
    if source in _OWN_SOURCES:
        return source
    if not source.startswith("ha:"):
        return "other"
    device = dr.async_get(hass).async_get(source.removeprefix("ha:"))
    entry_id = None if device is None else device.config_entry_id
    entry = hass.config_entries.async_get_entry(entry_id) if entry_id is not None else None
    return "entity" if entry is None else entry.domain
