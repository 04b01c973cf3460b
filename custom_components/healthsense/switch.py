"""Switches: monitoring, which comes back on by itself, and quiet hours."""

from typing import Any, Final, override

from homeassistant.components.switch import DOMAIN as SWITCH_DOMAIN
from homeassistant.components.switch import SwitchEntity
from homeassistant.const import EntityCategory
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .alert_entities import AlertEntity, Look, async_shared_people, iso
from .alert_entity_keys import MONITORING
from .alert_view import AlertView, async_view_of
from .engine.alerts.model import News
from .household import HealthSenseConfigEntry, Household, now_ms
from .time import DEFAULT_QUIET

PARALLEL_UPDATES = 0
PAUSE_MS: Final = 3_600_000
"""How long somebody who says no end is not watched (HealthSense's own)."""


async def async_setup_entry(
    hass: HomeAssistant, entry: HealthSenseConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add everybody's switches."""
    household = entry.runtime_data
    for person in async_shared_people(hass, entry, SWITCH_DOMAIN):
        view = async_view_of(hass, entry, person)
        async_add_entities(
            [MonitoringSwitch(household, view), QuietHoursSwitch(household, view)],
            config_subentry_id=person.subentry_id,
        )


class ControlSwitch(AlertEntity[bool], SwitchEntity):
    """A switch that shows a setting."""

    _attr_entity_category = EntityCategory.CONFIG

    @override
    def show(self, state: bool) -> None:
        """Take over whether it is on."""
        self._attr_is_on = state


class MonitoringSwitch(ControlSwitch):
    """Off while monitoring is paused. Every pause has an end: nobody is left unwatched for good."""

    def __init__(self, household: Household, view: AlertView) -> None:
        """Show what is known already."""
        super().__init__(household, view, MONITORING)

    @override
    def look(self, news: News, at_ms: int) -> Look[bool]:
        """Return whether the person is watched, and until when not."""
        paused = news.controls.paused_at(at_ms)
        return not paused, {"until": iso(news.controls.paused_until_ms) if paused else None}

    @override
    def until_ms(self, news: News) -> int | None:
        """Return the end of the pause."""
        return news.controls.paused_until_ms

    @override
    async def async_turn_on(self, **kwargs: Any) -> None:
        """End the pause."""
        await self._async_set("pause", None)

    @override
    async def async_turn_off(self, **kwargs: Any) -> None:
        """Pause for an hour from now."""
        await self._async_set("pause", {"until_ms": now_ms() + PAUSE_MS})


class QuietHoursSwitch(ControlSwitch):
    """Whether warnings and less wait for the end of the night; urgent ones never do."""

    def __init__(self, household: Household, view: AlertView) -> None:
        """Show what is known already."""
        super().__init__(household, view, "quiet_hours")

    @override
    def look(self, news: News, at_ms: int) -> Look[bool]:
        """Return whether there are any."""
        quiet = news.controls.quiet
        return quiet is not None and quiet.start != quiet.end, None

    @override
    async def async_turn_on(self, **kwargs: Any) -> None:
        """Have some; the times can be set."""
        if not self.is_on:
            start, end = DEFAULT_QUIET
            await self._async_set("quiet", {"start": start.isoformat(), "end": end.isoformat()})

    @override
    async def async_turn_off(self, **kwargs: Any) -> None:
        """Have none."""
        await self._async_set("quiet", None)
