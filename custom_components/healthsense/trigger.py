"""Triggers of our own: an alert is raised, escalated, acknowledged or over, a measurement is overdue.

A thin view of the alert event entities, which carry the same for every stock trigger: Home Assistant's classes for
this are young and may change.
"""

from types import MappingProxyType
from typing import Any, ClassVar, Final, override

import voluptuous as vol
from homeassistant.components.event import ATTR_EVENT_TYPE
from homeassistant.components.event import DOMAIN as EVENT_DOMAIN
from homeassistant.const import CONF_OPTIONS, STATE_UNAVAILABLE
from homeassistant.core import HomeAssistant, State
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.automation import DomainSpec
from homeassistant.helpers.trigger import (
    ENTITY_STATE_TRIGGER_SCHEMA,
    StatelessEntityTriggerBase,
    Trigger,
    TriggerConfig,
)
from homeassistant.util import dt as dt_util

from .alert_entity_keys import ALERT_EVENT, ATTR_CAUSE, ATTR_LEVEL, async_ours, rank
from .engine.alerts.model import LEVEL_WORDS, Cause, Word

CONF_CAUSE: Final = "cause"
CONF_LEVEL: Final = "level"

_FILTERED: Final = ENTITY_STATE_TRIGGER_SCHEMA.extend(
    {
        vol.Required(CONF_OPTIONS, default=dict): {
            vol.Required(CONF_LEVEL, default=LEVEL_WORDS[0]): vol.In(LEVEL_WORDS),
            vol.Optional(CONF_CAUSE, default=list): vol.All(
                cv.ensure_list, vol.Length(max=len(Cause)), [vol.In([cause.value for cause in Cause])]
            ),
        }
    }
)


class AlertTrigger(StatelessEntityTriggerBase):
    """An alert of at least a level, of some causes or any, to which one of ``words`` happened."""

    words: ClassVar[frozenset[str]]
    _domain_specs = MappingProxyType({EVENT_DOMAIN: DomainSpec()})
    _schema = _FILTERED
    # An alert that was raised while HealthSense recovered from a fault of the disk must not be missed.
    _excluded_from_states: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, hass: HomeAssistant, config: TriggerConfig) -> None:
        """Keep what to ask for."""
        super().__init__(hass, config)
        self._least = rank(self._options.get(CONF_LEVEL, LEVEL_WORDS[0]))
        self._causes = frozenset(self._options.get(CONF_CAUSE, ()))

    @override
    def entity_filter(self, entities: set[str]) -> set[str]:
        """Look at alert events of HealthSense only."""
        return async_ours(self._hass, super().entity_filter(entities), ALERT_EVENT)

    @override
    def is_valid_transition(self, from_state: State, to_state: State) -> bool:
        """Return whether this is a new event, not an old one that is shown again after a time of nothing."""
        if from_state.state != STATE_UNAVAILABLE:
            return super().is_valid_transition(from_state, to_state)
        at = dt_util.parse_datetime(to_state.state)
        return at is not None and at > from_state.last_changed

    @override
    def is_valid_state(self, state: State, *_: Any) -> bool:
        """Return whether the event is one that was asked for."""
        return (
            state.attributes.get(ATTR_EVENT_TYPE) in self.words
            and rank(state.attributes.get(ATTR_LEVEL)) >= self._least
            and (not self._causes or state.attributes.get(ATTR_CAUSE) in self._causes)
        )


class AlertRaised(AlertTrigger):
    """It is raised, or its level rose: an urgent alert that began as a warning is an urgent one."""

    words = frozenset({Word.RAISED.value, Word.LEVEL_RAISED.value})


class AlertEscalated(AlertTrigger):
    """Nobody acknowledged it in time, and the next step of the escalation plan was taken."""

    words = frozenset({Word.ESCALATED.value})


class AlertAcknowledged(AlertTrigger):
    """Somebody takes care of it."""

    words = frozenset({Word.ACKNOWLEDGED.value})


class AlertResolved(AlertTrigger):
    """It is over."""

    words = frozenset({Word.RESOLVED.value})


class MeasurementOverdue(AlertTrigger):
    """A measurement of the care plan was not done in time."""

    words = frozenset({Word.RAISED.value})
    _schema = ENTITY_STATE_TRIGGER_SCHEMA

    def __init__(self, hass: HomeAssistant, config: TriggerConfig) -> None:
        """Ask for that cause alone."""
        super().__init__(hass, config)
        self._causes = frozenset({Cause.OVERDUE.value})


TRIGGERS: Final[dict[str, type[Trigger]]] = {
    "alert_raised": AlertRaised,
    "alert_escalated": AlertEscalated,
    "alert_acknowledged": AlertAcknowledged,
    "alert_resolved": AlertResolved,
    "measurement_overdue": MeasurementOverdue,
}


async def async_get_triggers(_hass: HomeAssistant) -> dict[str, type[Trigger]]:
    """Return the triggers."""
    return TRIGGERS
