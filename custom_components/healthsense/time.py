"""Times: between which of them warnings wait."""

from datetime import time
from typing import Final, override

from homeassistant.components.time import DOMAIN as TIME_DOMAIN
from homeassistant.components.time import TimeEntity
from homeassistant.const import EntityCategory
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .alert_entities import AlertEntity, Look, async_shared_people
from .alert_view import AlertView, async_view_of
from .engine.alerts.controls import QuietHours
from .engine.alerts.model import News
from .household import HealthSenseConfigEntry, Household

PARALLEL_UPDATES = 0
DEFAULT_QUIET: Final = (time(22), time(7))
"""What the other end is when only one of them is said (HealthSense's own)."""


async def async_setup_entry(
    hass: HomeAssistant, entry: HealthSenseConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add everybody's quiet hours."""
    household = entry.runtime_data
    for person in async_shared_people(hass, entry, TIME_DOMAIN):
        view = async_view_of(hass, entry, person)
        async_add_entities(
            [QuietTime(household, view, end) for end in ("start", "end")], config_subentry_id=person.subentry_id
        )


class QuietTime(AlertEntity[time | None], TimeEntity):
    """One end of the quiet hours; unknown where there are none."""

    _attr_entity_category = EntityCategory.CONFIG

    def __init__(self, household: Household, view: AlertView, end: str) -> None:
        """Show the start or the end."""
        super().__init__(household, view, f"quiet_{end}")
        self._end = end

    @override
    def look(self, news: News, at_ms: int) -> Look[time | None]:
        """Return the time."""
        quiet = news.controls.quiet
        return None if quiet is None else getattr(quiet, self._end), None

    @override
    def show(self, state: time | None) -> None:
        """Take the time over."""
        self._attr_native_value = state

    @override
    async def async_set_value(self, value: time) -> None:
        """Move this end; where there were no quiet hours there are some now."""
        quiet = self._view.news.controls.quiet or QuietHours(*DEFAULT_QUIET)
        times = {"start": quiet.start, "end": quiet.end} | {self._end: value}
        await self._async_set("quiet", {end: at.isoformat() for end, at in times.items()})
