"""Selects: what a person is doing, and which installed version of a learned model is used."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, override

from homeassistant.components.select import DOMAIN as SELECT_DOMAIN
from homeassistant.components.select import SelectEntity
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .alert_entities import AlertEntity, Look, async_remove_others, iso
from .alert_view import AlertView, async_view_of
from .engine.alerts.controls import Context
from .engine.alerts.model import News
from .household import HealthSenseConfigEntry, Household, now_ms
from .model_choice import NEWEST
from .model_entity import ModelEntity

PARALLEL_UPDATES = 1

_HOUR_MS: Final = 3_600_000
CONTEXT_ENDS_MS: Final[Mapping[Context, int | None]] = MappingProxyType(
    {
        Context.REST: None,
        Context.EXERCISE: 4 * _HOUR_MS,
        Context.SLEEP: 14 * _HOUR_MS,
        Context.ILL: 14 * 24 * _HOUR_MS,
        Context.TRAVELLING: 28 * 24 * _HOUR_MS,
    }
)
"""After how long it is rest again if nobody says so: a forgotten word must not keep alerts down (our own figures)."""


async def async_setup_entry(
    hass: HomeAssistant, entry: HealthSenseConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add a select for each model in use, and one for each person."""
    household = entry.runtime_data
    async_add_entities(ModelVersion(entry, name) for name in household.models.names)
    for person in household.people.values():
        if person.private:
            async_remove_others(hass, entry, person, SELECT_DOMAIN)
            continue
        view = async_view_of(hass, entry, person)
        async_add_entities([ContextSelect(household, view)], config_subentry_id=person.subentry_id)


class ContextSelect(AlertEntity[str], SelectEntity):
    """What the person is doing, as somebody or an automation says; what is urgent rings all the same."""

    def __init__(self, household: Household, view: AlertView) -> None:
        """Show what is known already."""
        super().__init__(household, view, "context")
        self._attr_options = [context.value for context in Context]

    @override
    def look(self, news: News, at_ms: int) -> Look[str]:
        """Return the word, and until when it holds."""
        context = news.controls.context_at(at_ms)
        until_ms = None if context is Context.REST else news.controls.context_until_ms
        return context.value, {"until": iso(until_ms)}

    @override
    def until_ms(self, news: News) -> int | None:
        """Return when it is rest again."""
        return news.controls.context_until_ms

    @override
    def show(self, state: str) -> None:
        """Take the word over."""
        self._attr_current_option = state

    @override
    async def async_select_option(self, option: str) -> None:
        """Say what the person is doing now."""
        length_ms = CONTEXT_ENDS_MS[Context(option)]
        until_ms = None if length_ms is None else now_ms() + length_ms
        await self._async_set("context", {"context": option, "until_ms": until_ms})


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
