"""Voice assistants see nothing of ours unless somebody asks for it.

Home Assistant exposes every temperature sensor by default, a person's too.
"""

from homeassistant.components.homeassistant.exposed_entities import (
    DATA_EXPOSED_ENTITIES,
    KNOWN_ASSISTANTS,
    async_expose_entity,
)
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er


@callback
def async_hide_from_assistants(hass: HomeAssistant, entity_id: str) -> None:
    """Hide an entity from every assistant for which nobody has decided yet; what a person chose later holds."""
    entity = er.async_get(hass).async_get(entity_id)
    if entity is None or DATA_EXPOSED_ENTITIES not in hass.data:
        return
    for assistant in KNOWN_ASSISTANTS:
        if "should_expose" not in entity.options.get(assistant, {}):
            async_expose_entity(hass, assistant, entity_id, should_expose=False)
