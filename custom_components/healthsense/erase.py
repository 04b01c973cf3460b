"""Erasing a person for ever, and saying honestly what lies beyond reach."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from homeassistant.config_entries import ConfigEntry, ConfigSubentry
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers import issue_registry as ir
from homeassistant.helpers import restore_state

from .access import CONF_PERSON_ID, async_device_id, async_household, failed, invalid
from .const import CONF_SOURCES, DOMAIN, SUBENTRY_PERSON
from .engine.store.errors import StoreError
from .household import Household
from .orphans import async_look_for_orphans
from .privacy import DATA_GRANTS
from .recorded import async_forget_recorded

_BEYOND: Final = ("backups", "logs_and_traces", "exports", "recorder_free_pages")
"""What nobody can erase from here: copies made earlier, what Home Assistant logged or traced, what was
exported, and the unused pages of the recorder's own database until it is repacked."""


@dataclass(slots=True)
class EraseReport:
    """What was erased, and what could not be.

    ``not_reached`` holds codes: those of ``_BEYOND``, ``recorder`` where its rows are still there,
    ``action_calls`` where the recorder may keep calls that named the person by a device now gone,
    ``set_aside_files`` (then named in ``files_left``), ``file_not_rewritten`` (the disk lacked the
    room; the rows are overwritten all the same) and ``source_entities`` (then in ``sources``: other
    integrations measured there and keep their own history).
    """

    person_id: str
    rows: int = 0
    entities: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    files_left: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    recorder: bool = False
    not_reached: list[str] = field(default_factory=lambda: list(_BEYOND))

    def as_dict(self) -> dict[str, Any]:
        """Return the action's response."""
        return {
            "person_id": self.person_id,
            "erased": {
                "rows": self.rows,
                "entities": list(self.entities),
                "files": list(self.files),
                "recorder": self.recorder,
            },
            "not_reached": sorted(self.not_reached),
            "source_entities": list(self.sources),
            "files_left": list(self.files_left),
        }


async def async_erase(hass: HomeAssistant, household: Household, person_id: str) -> EraseReport:
    """Erase a person: configured still, or one of whom only the history is left.

    The person is removed from the household first, so that nothing new comes in; what fails
    after that can be done again, as for a person who was removed.

    Raises:
        HomeAssistantError: the history could not be erased (a backup is under way, a bad disk).
    """
    report = EraseReport(person_id)
    entry, subentry = _subentry(hass, person_id)
    if entry is None:
        raise invalid("not_loaded")
    report.entities = _entity_ids(hass, person_id)
    device_id = async_device_id(hass, person_id)
    if subentry is not None:
        report.sources = _source_entities(hass, subentry)
        household = await _async_remove(hass, entry, subentry)
    try:
        erased = await household.async_erase(person_id)
    except StoreError as err:
        raise failed(err) from err
    report.rows, report.files, report.files_left = erased.rows, erased.files, erased.left
    _forget_entities(hass, person_id)
    await _async_forget_restored(hass, report.entities)
    await hass.data[DATA_GRANTS].async_forget_person(person_id)
    # The names of people with a history are kept for the repair; this one's is dropped.
    await async_look_for_orphans(hass, household)
    _forget_issues(hass, person_id)
    # Last, since what was done so far is recorded too.
    report.recorder = await async_forget_recorded(
        hass, report.entities, [found for found in (person_id, device_id, subentry and subentry.subentry_id) if found]
    )
    report.not_reached += [
        code
        for code, is_so in (
            ("source_entities", bool(report.sources)),
            ("set_aside_files", bool(erased.left)),
            ("file_not_rewritten", not erased.vacuumed),
            ("recorder", not report.recorder),
            ("action_calls", subentry is None),
        )
        if is_so
    ]
    return report


@callback
def _subentry(hass: HomeAssistant, person_id: str) -> tuple[ConfigEntry | None, ConfigSubentry | None]:
    entry = next(iter(hass.config_entries.async_entries(DOMAIN)), None)
    people = () if entry is None else entry.get_subentries_of_type(SUBENTRY_PERSON)
    return entry, next((person for person in people if person.data.get(CONF_PERSON_ID) == person_id), None)


@callback
def _entity_ids(hass: HomeAssistant, person_id: str) -> tuple[str, ...]:
    """Return the entities that the person has or had, as far as Home Assistant remembers them."""
    registry = er.async_get(hass)
    return tuple(
        sorted(
            {
                entity.entity_id
                for known in (registry.entities.values(), registry.deleted_entities.values())
                for entity in known
                if _is_of(entity, person_id)
            }
        )
    )


def _is_of(entity: er.RegistryEntry | er.DeletedRegistryEntry, person_id: str) -> bool:
    return entity.platform == DOMAIN and entity.unique_id.startswith(f"{person_id}_")


@callback
def _source_entities(hass: HomeAssistant, subentry: ConfigSubentry) -> tuple[str, ...]:
    registry = er.async_get(hass)
    found = set()
    for bound in (source for sources in subentry.data.get(CONF_SOURCES, {}).values() for source in sources):
        entity = registry.async_get(bound.get("registry_id") or "")
        found.add(bound["entity_id"] if entity is None else entity.entity_id)
    return tuple(sorted(found))


async def _async_remove(hass: HomeAssistant, entry: ConfigEntry, subentry: ConfigSubentry) -> Household:
    """Remove the person from the household; return the household without them."""
    if (device_id := async_device_id(hass, subentry.data[CONF_PERSON_ID])) is not None:
        # Home Assistant keeps a removed device for some days; nothing of it may tell who it was.
        dr.async_get(hass).async_update_device(device_id, name_by_user=None, area_id=None, labels=set())
    before = entry.runtime_data
    hass.config_entries.async_remove_subentry(entry, subentry.subentry_id)
    # The entry's listener sets the household up without the person; that holds the lock meanwhile.
    async with entry.setup_lock:
        pass
    if entry.runtime_data is before:
        await hass.config_entries.async_reload(entry.entry_id)
    return async_household(hass)


@callback
def _forget_entities(hass: HomeAssistant, person_id: str) -> None:
    """Drop what the registry keeps of removed entities: their ids hold the person's name."""
    entities = er.async_get(hass)
    for key, entity in list(entities.deleted_entities.items()):
        if _is_of(entity, person_id):
            del entities.deleted_entities[key]
    entities.async_schedule_save()


async def _async_forget_restored(hass: HomeAssistant, entity_ids: Iterable[str]) -> None:
    """Drop last states that Home Assistant keeps for entities that may come back."""
    restored = restore_state.async_get(hass)
    for entity_id in entity_ids:
        restored.last_states.pop(entity_id, None)
    await restored.async_dump_states()


@callback
def _forget_issues(hass: HomeAssistant, person_id: str) -> None:
    registry = ir.async_get(hass)
    for domain, issue_id in list(registry.issues):
        if domain == DOMAIN and person_id in issue_id:
            registry.async_delete(domain, issue_id)
