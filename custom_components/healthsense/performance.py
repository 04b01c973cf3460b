"""How the household's worker does: counts, sizes and times, and nothing about anybody's health."""

from collections.abc import Callable, Collection
from statistics import quantiles
from typing import Any, Final

from homeassistant.auth.models import User
from homeassistant.core import HomeAssistant
from homeassistant.loader import async_get_integration

from .const import DOMAIN
from .household import Household, now_ms
from .privacy import async_may_read
from .series import iso
from .worker import Engine

DAY_MS: Final = 86_400_000
_MINUTE_MS: Final = 60_000
LEAST: Final = 100
"""Of fewer advances there is no 99th percentile."""


def _numbers(at_ms: int, seen: Collection[str]) -> Callable[[Engine], dict[str, Any]]:
    def job(engine: Engine) -> dict[str, Any]:
        store, times = engine.store, engine.advance_ms
        intakes = [store.intake(who, at_ms - DAY_MS, at_ms + _MINUTE_MS) for who in store.persons() if who in seen]
        return {
            "readings_24h": sum(intake.accepted for intake in intakes),
            "rejected_24h": sum(intake.rejected for intake in intakes),
            "store_bytes": store.size_bytes(),
            "last_advance_ms": round(times[-1], 2) if times else None,
            "p99_advance_ms": round(quantiles(times, n=100)[-1], 2) if len(times) >= LEAST else None,
        }

    return job


async def async_performance(hass: HomeAssistant, household: Household, user: User | None) -> dict[str, Any]:
    """Return how the worker does now. People and readings are those of whom the user may see.

    Raises:
        StoreError: the history failed.
    """
    # How many live here, and how much they measure, would tell of a private person.
    seen = {one.person_id for one in household.people.values() if async_may_read(hass, household, one, user)}
    found = await household.async_look(_numbers(now_ms(), seen))
    integration = await async_get_integration(hass, DOMAIN)
    return {
        **found,
        "queue": household.waiting,
        "dropped": household.dropped,
        "failed": household.failed,
        "started": iso(household.started_ms),
        "version": str(integration.version),
        "people": len(seen),
        "models": len(household.models.names),
    }
