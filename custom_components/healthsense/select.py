"""Selects: which installed version of a learned model is used."""

from typing import override

from homeassistant.components.select import SelectEntity
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .household import HealthSenseConfigEntry
from .model_choice import NEWEST
from .model_entity import ModelEntity

PARALLEL_UPDATES = 1


async def async_setup_entry(
    _hass: HomeAssistant, entry: HealthSenseConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add a select for each model in use."""
    async_add_entities(ModelVersion(entry, name) for name in entry.runtime_data.models.names)


class ModelVersion(ModelEntity, SelectEntity):
    """The version that is used. Choosing one holds it: no update is offered until the newest is chosen again."""

    _attr_entity_registry_enabled_default = False

    def __init__(self, entry: HealthSenseConfigEntry, model: str) -> None:
        """Offer what is installed, the newest first."""
        super().__init__(entry, model, "version")
        choice = self._choices.choice(model)
        self._attr_options = [NEWEST, *reversed(self._choices.manifest.versions(model))]
        self._attr_current_option = choice.active if choice.pinned or self._choices.offered(model) else NEWEST

    @override
    async def async_select_option(self, option: str) -> None:
        """Hold a version, or follow the newest."""
        if option == NEWEST:
            self._choices.async_update(self._model)
        else:
            self._choices.async_pin(self._model, option)
