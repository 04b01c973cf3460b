"""The system health page: whether the history works, in a few numbers."""

import asyncio
from datetime import datetime
from typing import Any, Final

from homeassistant.components import system_health
from homeassistant.core import HomeAssistant, callback

from .const import DOMAIN, SUBENTRY_PERSON
from .engine.measurement import to_datetime
from .engine.store import Store, StoreError
from .engine.store.schema import VERSION
from .household import Household, now_ms

DAY_MS: Final = 86_400_000
TIMEOUT_S: Final = 5


@callback
def async_register(_hass: HomeAssistant, register: system_health.SystemHealthRegistration) -> None:
    """Register the page."""
    register.async_register_info(_async_info)


async def _async_info(hass: HomeAssistant) -> dict[str, Any]:
    entries = hass.config_entries.async_entries(DOMAIN)
    info: dict[str, Any] = {
        "people": sum(len(entry.get_subentries_of_type(SUBENTRY_PERSON)) for entry in entries),
        "schema_version": VERSION,
        "worker_alive": False,
    }
    for entry in hass.config_entries.async_loaded_entries(DOMAIN):
        household: Household = entry.runtime_data
        try:
            async with asyncio.timeout(TIMEOUT_S):
                info |= await household.async_run(_numbers)
        except StoreError, TimeoutError:
            continue
        info["worker_alive"] = not household.failed
    return info


def _numbers(store: Store) -> dict[str, Any]:
    at_ms = now_ms()
    intakes = [store.intake(person, at_ms - DAY_MS, at_ms + 60_000) for person in store.persons()]
    return {
        "store_size": f"{store.size_bytes() / 1024 / 1024:.1f} MiB",
        "last_write": _last(store),
        "accepted_24h": sum(intake.accepted for intake in intakes),
        "rejected_24h": sum(intake.rejected for intake in intakes),
    }


def _last(store: Store) -> datetime | None:
    """Return when a reading was last taken in."""
    received = [
        reading.received_ms
        for person in store.persons()
        for vital in store.vitals(person)
        for reading in store.latest(person, vital)
    ]
    return to_datetime(max(received)) if received else None
