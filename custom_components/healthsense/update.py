"""Updates: a newer installed version of a learned model can be taken into use."""

from typing import Any, override

from homeassistant.components.update import UpdateEntity, UpdateEntityFeature
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .access import invalid
from .engine.risk.registry import UnknownModelError
from .household import HealthSenseConfigEntry
from .model_choice import CARDS
from .model_entity import ModelEntity

PARALLEL_UPDATES = 1


async def async_setup_entry(
    _hass: HomeAssistant, entry: HealthSenseConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add an update for each model in use."""
    async_add_entities(ModelUpdate(entry, name) for name in entry.runtime_data.models.names)


class ModelUpdate(ModelEntity, UpdateEntity):
    """Whether a newer version came with HealthSense. Nothing is fetched: versions are part of the integration."""

    _attr_supported_features = UpdateEntityFeature.INSTALL | UpdateEntityFeature.SPECIFIC_VERSION

    def __init__(self, entry: HealthSenseConfigEntry, model: str) -> None:
        """Show the version in use and the one offered."""
        super().__init__(entry, model, "update")
        choice = self._choices.choice(model)
        self._attr_installed_version = choice.active
        self._attr_latest_version = self._choices.offered(model) or choice.active
        self._attr_release_url = f"{CARDS}/{model}.md"

    @override
    async def async_install(self, version: str | None, backup: bool, **kwargs: Any) -> None:
        """Use the newest version, or exactly one, which then stays."""
        try:
            if version is None or version == self._choices.manifest.newest(self._model):
                self._choices.async_update(self._model)
            else:
                self._choices.async_pin(self._model, version)
        except UnknownModelError as err:
            raise invalid("model_version_unknown") from err
