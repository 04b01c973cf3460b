"""What the entities of learned models share: they belong to the household, not to a person."""

from homeassistant.const import EntityCategory
from homeassistant.helpers.device_registry import DeviceEntryType, DeviceInfo
from homeassistant.helpers.entity import Entity

from .const import DOMAIN
from .exposure import async_hide_from_assistants
from .household import HealthSenseConfigEntry


class ModelEntity(Entity):
    """An entity of one learned model."""

    _attr_has_entity_name = True
    _attr_should_poll = False
    _attr_entity_category = EntityCategory.CONFIG

    def __init__(self, entry: HealthSenseConfigEntry, model: str, kind: str) -> None:
        """Belong to the household's own device."""
        self._choices = entry.runtime_data.models
        self._model = model
        self._attr_unique_id = f"{entry.entry_id}_{model}_{kind}"
        self._attr_translation_key = f"model_{model}"
        self._attr_device_info = DeviceInfo(
            identifiers={(DOMAIN, entry.entry_id)},
            entry_type=DeviceEntryType.SERVICE,
            manufacturer="HealthSense",
            translation_key="models",
        )

    async def async_added_to_hass(self) -> None:
        """Keep out of voice assistants."""
        async_hide_from_assistants(self.hass, self.entity_id)
