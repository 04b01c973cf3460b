"""Numbers: personal limits of the rules, and who set them."""

from collections.abc import Collection
from dataclasses import replace
from typing import Final, override

from homeassistant.components.number import DOMAIN as NUMBER_DOMAIN
from homeassistant.components.number import NumberDeviceClass, NumberEntity, NumberMode
from homeassistant.const import EntityCategory
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .alert_entities import AlertEntity, Look, async_shared_people, async_watch_vitals, async_who, iso, refused
from .alert_view import AlertView, async_view_of
from .const import DOMAIN
from .descriptions import VITAL_SENSORS
from .engine.alerts.controls import ControlError, Controls, Origin
from .engine.alerts.defaults import DEFAULTS, Default, bounds, check_limit
from .engine.alerts.model import News
from .household import HealthSenseConfigEntry, Household, Person

PARALLEL_UPDATES = 0
_FINE: Final = frozenset({"temperature"})
"""Vitals of which a tenth matters."""


def limit_key(rule: str) -> str:
    """Return the key of a limit's number."""
    return f"limit_{rule}"


async def async_setup_entry(
    hass: HomeAssistant, entry: HealthSenseConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add the limits of what each person measures, and those of what is measured for the first time later on."""
    for person in async_shared_people(hass, entry, NUMBER_DOMAIN):
        _follow(hass, entry, person, async_add_entities)


def _follow(
    hass: HomeAssistant,
    entry: HealthSenseConfigEntry,
    person: Person,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    household, view = entry.runtime_data, async_view_of(hass, entry, person)
    registry = er.async_get(hass)

    @callback
    def add(vitals: Collection[str]) -> None:
        rows = [row for row in DEFAULTS.values() if row.vital in vitals]
        async_add_entities([Limit(household, view, row) for row in rows], config_subentry_id=person.subentry_id)

    there = {row.vital for row in DEFAULTS.values() if _is_there(registry, person, row)}
    entry.async_on_unload(async_watch_vitals(household, person, add, there))


def _is_there(registry: er.EntityRegistry, person: Person, row: Default) -> bool:
    unique_id = f"{person.person_id}_{limit_key(row.key)}"
    return registry.async_get_entity_id(NUMBER_DOMAIN, DOMAIN, unique_id) is not None


def _without(controls: Controls, rule: str) -> Controls:
    return replace(controls, limits={key: own for key, own in controls.limits.items() if key != rule})


class Limit(AlertEntity[float], NumberEntity):
    """The limit of one rule that holds for the person.

    To set it to what it is by itself takes the personal limit back. Those that nobody but a clinician may relax are
    disabled at first.
    """

    _attr_entity_category = EntityCategory.CONFIG
    _attr_mode = NumberMode.BOX

    def __init__(self, household: Household, view: AlertView, row: Default) -> None:
        """Take range and unit from the rule's row."""
        super().__init__(household, view, limit_key(row.key))
        self._row = row
        shown = VITAL_SENSORS[row.vital]
        self._attr_native_unit_of_measurement = shown.native_unit_of_measurement
        if shown.device_class is not None:
            self._attr_device_class = NumberDeviceClass(shown.device_class.value)
        self._attr_native_min_value, self._attr_native_max_value = row.personal
        self._attr_native_step = 0.1 if row.vital in _FINE else 1
        self._attr_entity_registry_enabled_default = row.on and not row.absolute

    def _default(self) -> float:
        return bounds(self._row, self._person.profile, _without(self._view.news.controls, self._row.key))[0]

    @override
    def look(self, news: News, at_ms: int) -> Look[float]:
        """Return the limit, and who set it."""
        own = news.controls.limits.get(self._row.key)
        return bounds(self._row, self._person.profile, news.controls)[0], {
            "level": self._row.level.word,
            "default": self._default(),
            "origin": None if own is None else own.origin.value,
            "set_by": None if own is None else async_who(self.hass, self._person, own.set_by),
            "set_at": None if own is None else iso(own.set_ms),
        }

    @override
    def show(self, state: float) -> None:
        """Take the limit over."""
        self._attr_native_value = state

    @override
    async def async_set_native_value(self, value: float) -> None:
        """Set the person's own limit."""
        try:
            check_limit(self._row.key, value, Origin.PERSON)
        except ControlError as err:
            raise refused(err) from err
        body = None if value == self._default() else {"value": value, "origin": Origin.PERSON.value}
        await self._async_set(f"limit.{self._row.key}", body)
