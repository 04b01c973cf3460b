"""Binary sensors: whether an alert of a family is open."""

from collections.abc import Iterable
from typing import Final, override

from homeassistant.components.binary_sensor import DOMAIN as BINARY_SENSOR_DOMAIN
from homeassistant.components.binary_sensor import BinarySensorDeviceClass, BinarySensorEntity
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .alert_entities import AlertEntity, Look, async_shared_people, async_watch_vitals, concerns, iso
from .alert_view import AlertView, async_view_of, reasons
from .const import DOMAIN
from .engine.alerts.model import Cause, News
from .engine.alerts.rules import RULES
from .household import HealthSenseConfigEntry, Household, Person

PARALLEL_UPDATES = 0

ALWAYS: Final = frozenset({Cause.EARLY_WARNING, Cause.ILLNESS, Cause.MONITORING})
"""Families that everybody has: they rest on no one vital."""
VITALS_OF: Final = {
    cause: frozenset(vital for rule in RULES if rule.cause is cause for vital in rule.vitals)
    for cause in Cause
    if cause not in ALWAYS | {Cause.OVERDUE, Cause.RISK}
}
"""Others come with one of their vitals; an overdue measurement with a plan, an estimated risk with its first alert."""


def problem_key(cause: Cause) -> str:
    """Return the key of a family's sensor."""
    return f"{cause.value}_alert"


async def async_setup_entry(
    hass: HomeAssistant, entry: HealthSenseConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add the families that each person has, and those that appear later on."""
    for person in async_shared_people(hass, entry, BINARY_SENSOR_DOMAIN):
        _follow(hass, entry, person, async_add_entities)


def _follow(
    hass: HomeAssistant,
    entry: HealthSenseConfigEntry,
    person: Person,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    household, view = entry.runtime_data, async_view_of(hass, entry, person)
    known: set[Cause] = set()

    @callback
    def add(causes: Iterable[Cause]) -> None:
        if new := sorted(set(causes) - known):
            known.update(new)
            async_add_entities(
                [FamilyProblem(household, view, cause) for cause in new], config_subentry_id=person.subentry_id
            )

    @callback
    def alerted() -> None:
        add(cause for alert in view.news.alerts for cause in (alert.cause, *alert.causes))

    registry = er.async_get(hass)
    planned = {Cause.OVERDUE} if person.care_plan.routines else set()
    add({*ALWAYS, *planned, *(cause for cause in Cause if _is_there(registry, person, cause))})
    alerted()
    entry.async_on_unload(view.async_subscribe(alerted))
    entry.async_on_unload(
        async_watch_vitals(
            household,
            person,
            lambda vitals: add(cause for cause, of_it in VITALS_OF.items() if not of_it.isdisjoint(vitals)),
        )
    )


def _is_there(registry: er.EntityRegistry, person: Person, cause: Cause) -> bool:
    unique_id = f"{person.person_id}_{problem_key(cause)}"
    return registry.async_get_entity_id(BINARY_SENSOR_DOMAIN, DOMAIN, unique_id) is not None


class FamilyProblem(AlertEntity[bool], BinarySensorEntity):
    """On while an alert of the family is raised and not over; a test of the alerts is no problem."""

    _attr_device_class = BinarySensorDeviceClass.PROBLEM

    def __init__(self, household: Household, view: AlertView, cause: Cause) -> None:
        """Watch one family."""
        super().__init__(household, view, problem_key(cause))
        self._cause = cause

    @override
    def look(self, news: News, at_ms: int) -> Look[bool]:
        """Return whether there is one, and what there is to know of the highest."""
        alert = next((one for one in news.open if not one.test and concerns(one, self._cause)), None)
        if alert is None:
            return False, None
        return True, {
            "alert": alert.id,
            "level": alert.level.word,
            "stage": alert.stage.value,
            "since": iso(alert.raised_ms),
            "reasons": reasons(alert),
        }

    @override
    def show(self, state: bool) -> None:
        """Take over whether there is one."""
        self._attr_is_on = state
