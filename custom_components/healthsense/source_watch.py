"""Listens to everybody's source entities and to what becomes of them."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Final

from homeassistant.config_entries import ConfigEntry, ConfigSubentry
from homeassistant.core import (
    CALLBACK_TYPE,
    Event,
    EventStateChangedData,
    EventStateReportedData,
    HomeAssistant,
    State,
    callback,
)
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers import issue_registry as ir
from homeassistant.helpers.event import (
    async_track_entity_registry_updated_event,
    async_track_state_change_event,
    async_track_state_report_event,
)
from homeassistant.helpers.start import async_at_started

from .const import CONF_PERSON_ID, CONF_SOURCES, DOMAIN, ISSUE_SOURCE_MISSING, ISSUE_SOURCE_UNIT, SUBENTRY_PERSON
from .person import Person
from .sources import ACTIVITY, Binding, Seen, has_value, own_time, read, unit_fits, unit_of

QUALITY: Final = "signal_quality"
QUALITY_HOLDS_S: Final = 60
"""How long a device's signal quality is taken as that of its readings."""

type Take = Callable[[Binding, Seen, float | None], None]


def bindings(hass: HomeAssistant, subentry: ConfigSubentry, streaming_platforms: Iterable[str]) -> tuple[Binding, ...]:
    """Return a person's bound entities as they are called now; a renamed one is found by its registry id."""
    registry, platforms = er.async_get(hass), frozenset(streaming_platforms)
    found = []
    for vital, bound in subentry.data.get(CONF_SOURCES, {}).items():
        for one in bound:
            entity = registry.async_get(one.get("registry_id") or "") or registry.async_get(one["entity_id"])
            entity_id = one["entity_id"] if entity is None else entity.entity_id
            # Of what somebody does at home each entity speaks for itself: a hub may have sensors in many rooms.
            device_id = None if entity is None or vital == ACTIVITY else entity.device_id
            found.append(
                Binding(
                    subentry.data[CONF_PERSON_ID],
                    vital,
                    entity_id,
                    f"ha:{entity_id if entity is None else device_id or entity.id}",
                    entity is not None and entity.platform in platforms,
                )
            )
    return tuple(found)


class SourceWatch:
    """Turns state events into readings and tells ``take``; raises issues about sources that are gone or changed."""

    def __init__(self, hass: HomeAssistant, entry: ConfigEntry, people: Mapping[str, Person], take: Take) -> None:
        """Prepare; ``async_start`` listens."""
        self._hass = hass
        self._entry = entry
        self._people = people
        self._take = take
        self._by_entity: dict[str, list[Binding]] = {}
        for person in people.values():
            for binding in person.bindings:
                self._by_entity.setdefault(binding.entity_id, []).append(binding)
        self._own_times: dict[str, datetime] = {}
        self._quality: dict[str, tuple[float, float]] = {}
        self._misfits: set[Binding] = set()
        self._stop: list[CALLBACK_TYPE] = []

    @callback
    def async_start(self) -> None:
        """Listen to every bound entity."""
        if not self._by_entity:
            return
        entities = list(self._by_entity)
        self._stop += [
            async_track_state_change_event(self._hass, entities, self._changed),
            async_track_state_report_event(self._hass, entities, self._reported),
            async_track_entity_registry_updated_event(self._hass, entities, self._registry_changed),
            async_at_started(self._hass, self._look_for_missing),
        ]

    @callback
    def async_stop(self) -> None:
        """Stop listening."""
        while self._stop:
            self._stop.pop()()

    @callback
    def _changed(self, event: Event[EventStateChangedData]) -> None:
        new = event.data["new_state"]
        if new is not None:
            self._note(event.data["entity_id"], event.data["old_state"], new, reported=False)

    @callback
    def _reported(self, event: Event[EventStateReportedData]) -> None:
        new = event.data["new_state"]
        self._note(event.data["entity_id"], new, new, reported=True)

    def _note(self, entity_id: str, old: State | None, new: State, *, reported: bool) -> None:
        known = self._own_times.get(entity_id)
        for binding in self._by_entity.get(entity_id, ()):
            seen = read(binding, old, new, reported=reported, known_own_time=known)
            if seen is None:
                continue
            self._check_unit(binding, new)
            self._take(binding, seen, self._quality_of(binding, seen, new.last_reported_timestamp))
        if has_value(new) and (measured := own_time(new.attributes)) is not None:
            self._own_times[entity_id] = measured

    def _quality_of(self, binding: Binding, seen: Seen, at: float) -> float | None:
        if binding.vital == QUALITY:
            if isinstance(seen.raw.value, float) and 0 <= seen.raw.value <= 100:
                self._quality[binding.source] = (seen.raw.value, at)
            return None
        quality, since = self._quality.get(binding.source, (None, 0.0))
        return quality if at - since <= QUALITY_HOLDS_S else None

    # Issues

    def _issue_id(self, kind: str, binding: Binding) -> str:
        return f"{kind}_{binding.person_id}_{binding.vital}_{binding.entity_id}"

    def _raise_issue(self, kind: str, binding: Binding, unit: str = "") -> None:
        about = {"entity": binding.entity_id, "vital": binding.vital, "unit": unit}
        ir.async_create_issue(
            self._hass,
            DOMAIN,
            self._issue_id(kind, binding),
            data={
                "person_id": binding.person_id,
                "vital": binding.vital,
                "entity_id": binding.entity_id,
                "unit": unit,
            },
            is_fixable=True,
            severity=ir.IssueSeverity.WARNING,
            translation_key=kind,
            translation_placeholders={"name": self._people[binding.person_id].name, **about},
        )

    def _check_unit(self, binding: Binding, state: State) -> None:
        fits = unit_fits(binding.vital, state)
        if fits and binding in self._misfits:
            self._misfits.discard(binding)
            ir.async_delete_issue(self._hass, DOMAIN, self._issue_id(ISSUE_SOURCE_UNIT, binding))
        elif not fits and binding not in self._misfits:
            self._misfits.add(binding)
            self._raise_issue(ISSUE_SOURCE_UNIT, binding, unit_of(state) or "")

    @callback
    def _look_for_missing(self, _hass: HomeAssistant) -> None:
        """Say which sources do not exist; done once everything had its chance to start."""
        registry = er.async_get(self._hass)
        for entity_id, bound in self._by_entity.items():
            state = self._hass.states.get(entity_id)
            there = state is not None or registry.async_get(entity_id) is not None
            for binding in bound:
                if there:
                    ir.async_delete_issue(self._hass, DOMAIN, self._issue_id(ISSUE_SOURCE_MISSING, binding))
                else:
                    self._raise_issue(ISSUE_SOURCE_MISSING, binding)
                if state is None or not has_value(state):
                    continue
                if unit_fits(binding.vital, state):
                    ir.async_delete_issue(self._hass, DOMAIN, self._issue_id(ISSUE_SOURCE_UNIT, binding))
                else:
                    self._check_unit(binding, state)

    @callback
    def _registry_changed(self, event: Event[er.EventEntityRegistryUpdatedData]) -> None:
        if event.data["action"] == "update":
            old = event.data.get("old_entity_id")
            if old is not None:
                self._follow(old, event.data["entity_id"])
            return
        self._look_for_missing(self._hass)

    def _follow(self, old: str, new: str) -> None:
        """Write a source's new name down; the entry is set up anew by its listener."""
        for subentry in self._entry.get_subentries_of_type(SUBENTRY_PERSON):
            sources = subentry.data.get(CONF_SOURCES, {})
            renamed = {
                vital: [{**one, "entity_id": new} if one["entity_id"] == old else one for one in bound]
                for vital, bound in sources.items()
            }
            if renamed != sources:
                self._hass.config_entries.async_update_subentry(
                    self._entry, subentry, data={**subentry.data, CONF_SOURCES: renamed}
                )
