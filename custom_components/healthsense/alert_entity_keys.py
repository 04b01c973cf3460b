"""Which of our entities carry alerts: what triggers and conditions of our own look at."""

from typing import Final

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er

from .const import DOMAIN
from .engine.alerts.model import LEVEL_WORDS

ALERT_EVENT: Final = "alert"
ALERT_LEVEL: Final = "alert_level"
ALERT_OVERDUE: Final = "overdue_alert"
MONITORING: Final = "monitoring"
"""A switch that is off during a pause."""

ATTR_LEVEL: Final = "level"
ATTR_CAUSE: Final = "cause"


@callback
def async_ours(hass: HomeAssistant, entities: set[str], key: str) -> set[str]:
    """Return those of ``entities`` that are HealthSense's and of this kind.

    A target may be a whole area: what other integrations show as an event or a sensor is not ours to read.
    """
    registry = er.async_get(hass)
    return {
        entity_id
        for entity_id in entities
        if (entry := registry.async_get(entity_id)) is not None
        and entry.platform == DOMAIN
        and entry.translation_key == key
    }


def rank(word: object) -> int:
    """Return how high a level is: 1 for ``info`` to 4 for ``critical``, 0 for everything that is no level."""
    return LEVEL_WORDS.index(word) + 1 if word in LEVEL_WORDS else 0
