"""Home Assistant's entities as candidates for a person's sources: who owns them, what they measure in."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from homeassistant.const import ATTR_DEVICE_CLASS, ATTR_FRIENDLY_NAME, ATTR_UNIT_OF_MEASUREMENT
from homeassistant.core import HomeAssistant, State, callback
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers import entity_registry as er

from .source_suggestions import Candidate

DOMAINS: Final = frozenset(
    {"sensor", "number", "input_number", "binary_sensor", "input_boolean", "switch", "select", "input_select"}
)
_SHORTEST_NAME: Final = 3


def entity_unit(hass: HomeAssistant, entity_id: str) -> str | None:
    """Return the unit that an entity reports in, from its state or else from the registry."""
    if (state := hass.states.get(entity_id)) is not None and ATTR_UNIT_OF_MEASUREMENT in state.attributes:
        return str(state.attributes[ATTR_UNIT_OF_MEASUREMENT])
    entry = er.async_get(hass).async_get(entity_id)
    return None if entry is None else entry.unit_of_measurement


class _Owners:
    """Tells whose an entity is, by the phones of people and by names in names."""

    def __init__(self, hass: HomeAssistant, person_entity: str | None, name: str) -> None:
        people = hass.states.async_all("person")
        self._phones: dict[str, bool] = {}
        self._names: list[tuple[re.Pattern[str], bool]] = [(_word(name), True)] if _long_enough(name) else []
        registry = er.async_get(hass)
        for person in people:
            mine = person.entity_id == person_entity
            for tracker in person.attributes.get("device_trackers") or ():
                if (entry := registry.async_get(tracker)) is not None and entry.device_id is not None:
                    self._phones[entry.device_id] = mine or self._phones.get(entry.device_id, False)
            if _long_enough(person.name) and (mine or person.name.casefold() != name.casefold()):
                self._names.append((_word(person.name), mine))

    def owner(self, device_id: str | None, texts: Iterable[str]) -> bool | None:
        """Return True where it is the person's, False where it is another's, None where nothing tells."""
        if device_id in self._phones:
            return self._phones[device_id]
        joined = " | ".join(texts)
        found = {mine for pattern, mine in self._names if pattern.search(joined)}
        if True in found:
            return True
        return False if found else None


def _long_enough(name: str) -> bool:
    return len(name.strip()) >= _SHORTEST_NAME


def _word(name: str) -> re.Pattern[str]:
    first = re.escape(name.strip().split()[0]) if len(name.strip().split()[0]) >= _SHORTEST_NAME else re.escape(name)
    return re.compile(rf"(?<![^\W_]){first}(?:['\u2019]?s)?(?![^\W_])", re.IGNORECASE)


@callback
def async_candidates(hass: HomeAssistant, *, person_entity: str | None, name: str) -> list[Candidate]:
    """Return every entity that could be a source, as seen by the person called ``name``."""
    owners = _Owners(hass, person_entity, name)
    return list(_candidates(hass, owners))


def _candidates(hass: HomeAssistant, owners: _Owners) -> Iterator[Candidate]:
    entities, devices = er.async_get(hass), dr.async_get(hass)
    seen: set[str] = set()
    for entry in entities.entities.values():
        if entry.domain not in DOMAINS or entry.disabled_by is not None:
            continue
        seen.add(entry.entity_id)
        device = devices.async_get(entry.device_id) if entry.device_id else None
        config_entry = hass.config_entries.async_get_entry(entry.config_entry_id) if entry.config_entry_id else None
        state = hass.states.get(entry.entity_id)
        texts = [entry.translation_key, entry.unique_id, entry.original_name, entry.name]
        if not (entry.translation_key or entry.original_name or entry.name):
            texts.append(entry.entity_id.partition(".")[2])
        whose = [
            entry.name,
            entry.original_name,
            device and (device.name_by_user or device.name),
            config_entry and config_entry.title,
            state and state.attributes.get(ATTR_FRIENDLY_NAME),
        ]
        yield Candidate(
            entity_id=entry.entity_id,
            platform=entry.platform,
            unit=entity_unit(hass, entry.entity_id),
            device_class=entry.device_class or entry.original_device_class,
            device_id=entry.device_id,
            texts=tuple(text for text in texts if text),
            mine=owners.owner(entry.device_id, (text for text in whose if text)),
        )
    for state in hass.states.async_all(DOMAINS):
        if state.entity_id not in seen and entities.async_get(state.entity_id) is None:
            yield _from_state(state, owners)


def _from_state(state: State, owners: _Owners) -> Candidate:
    texts = (state.name, state.object_id)
    return Candidate(
        entity_id=state.entity_id,
        unit=state.attributes.get(ATTR_UNIT_OF_MEASUREMENT),
        device_class=state.attributes.get(ATTR_DEVICE_CLASS),
        texts=texts,
        mine=owners.owner(None, texts),
    )
