"""Home Assistant's backups get a consistent copy of the history; readings go on being taken in."""

import asyncio
from collections.abc import Callable
from typing import Final

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError

from .const import DOMAIN
from .engine.store import Store
from .engine.store.errors import StoreError
from .household import Household

TIMEOUT_S: Final = 60


async def _async_tell(hass: HomeAssistant, job: Callable[[Store], None], failure: str) -> None:
    """Have the history do ``job``; a household that is not running has its file closed, and at rest."""
    for entry in hass.config_entries.async_loaded_entries(DOMAIN):
        household: Household = entry.runtime_data
        try:
            async with asyncio.timeout(TIMEOUT_S):
                await household.async_run(job)
        except (StoreError, TimeoutError) as err:
            raise HomeAssistantError(translation_domain=DOMAIN, translation_key=failure) from err


async def async_pre_backup(hass: HomeAssistant) -> None:
    """Bring the file to rest: everything is in it, and what comes now goes beside it."""
    await _async_tell(hass, lambda store: store.begin_backup(), "backup_not_ready")


async def async_post_backup(hass: HomeAssistant) -> None:
    """Go on as before; called also after a backup that failed."""
    await _async_tell(hass, lambda store: store.end_backup(), "backup_not_ended")
