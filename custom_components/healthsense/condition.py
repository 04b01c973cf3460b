"""Conditions of our own: the level of the open alerts, a pause of the monitoring, an overdue measurement.

A thin view of entities that carry the same for every stock condition: Home Assistant's classes for this are young and
may change.
"""

from types import MappingProxyType
from typing import ClassVar, Final, override

import voluptuous as vol
from homeassistant.components.binary_sensor import DOMAIN as BINARY_SENSOR_DOMAIN
from homeassistant.components.sensor import DOMAIN as SENSOR_DOMAIN
from homeassistant.components.switch import DOMAIN as SWITCH_DOMAIN
from homeassistant.const import CONF_OPTIONS, STATE_OFF, STATE_ON
from homeassistant.core import HomeAssistant, State
from homeassistant.helpers.automation import DomainSpec
from homeassistant.helpers.condition import (
    ENTITY_STATE_CONDITION_SCHEMA_ANY_ALL,
    Condition,
    ConditionConfig,
    EntityConditionBase,
)

from .alert_entity_keys import ALERT_LEVEL, ALERT_OVERDUE, MONITORING, async_ours, rank
from .engine.alerts.model import LEVEL_WORDS

CONF_LEVEL: Final = "level"


class AlertLevel(EntityConditionBase):
    """An alert of at least a level is open: raised, and not over. Acknowledged ones count."""

    _domain_specs = MappingProxyType({SENSOR_DOMAIN: DomainSpec()})
    _schema = ENTITY_STATE_CONDITION_SCHEMA_ANY_ALL.extend(
        {vol.Required(CONF_OPTIONS): {vol.Required(CONF_LEVEL): vol.In(LEVEL_WORDS)}}
    )

    def __init__(self, hass: HomeAssistant, config: ConditionConfig) -> None:
        """Keep what to ask for."""
        super().__init__(hass, config)
        self._least = rank((config.options or {}).get(CONF_LEVEL))

    @override
    def entity_filter(self, entities: set[str]) -> set[str]:
        """Look at the level of alerts only."""
        return async_ours(self._hass, super().entity_filter(entities), ALERT_LEVEL)

    @override
    def is_valid_state(self, entity_state: State) -> bool:
        """Return whether the level is reached."""
        return rank(entity_state.state) >= self._least


class KindOfOurs(EntityConditionBase):
    """An entity of ours of one kind has one state."""

    key: ClassVar[str]
    state: ClassVar[str]

    @override
    def entity_filter(self, entities: set[str]) -> set[str]:
        """Look at entities of that kind only."""
        return async_ours(self._hass, super().entity_filter(entities), self.key)

    @override
    def is_valid_state(self, entity_state: State) -> bool:
        """Return whether it has that state."""
        return entity_state.state == self.state


class MonitoringPaused(KindOfOurs):
    """Somebody paused the monitoring, and the pause is not over."""

    key = MONITORING
    state = STATE_OFF
    _domain_specs = MappingProxyType({SWITCH_DOMAIN: DomainSpec()})
    # The switch is a setting: a target of a device or an area must reach it all the same.
    _primary_entities_only: ClassVar[bool] = False


class MeasurementOverdue(KindOfOurs):
    """A measurement of the care plan was not done in time."""

    key = ALERT_OVERDUE
    state = STATE_ON
    _domain_specs = MappingProxyType({BINARY_SENSOR_DOMAIN: DomainSpec()})


CONDITIONS: Final[dict[str, type[Condition]]] = {
    "alert_level": AlertLevel,
    "is_monitoring_paused": MonitoringPaused,
    "is_measurement_overdue": MeasurementOverdue,
}


async def async_get_conditions(_hass: HomeAssistant) -> dict[str, type[Condition]]:
    """Return the conditions."""
    return CONDITIONS
