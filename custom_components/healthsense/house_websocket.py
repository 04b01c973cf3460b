"""The WebSocket commands about how things go: sources of readings, keeping at it, and the worker itself."""

from typing import Any, Final

import voluptuous as vol
from homeassistant.components import websocket_api
from homeassistant.components.websocket_api import ActiveConnection
from homeassistant.core import HomeAssistant

from .access import async_check, async_household, invalid
from .alert_input import period_ms
from .engagement import engagement
from .household import now_ms
from .performance import async_performance
from .privacy import Level
from .source_overview import async_sources_json, overview
from .websocket_answers import answering, identifier, when

MAX_DAYS: Final = 400
_DAY_MS: Final = 86_400_000


@websocket_api.websocket_command({vol.Required("type"): "healthsense/sources", vol.Required("person_id"): identifier})
@answering
async def _sources(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> dict[str, Any]:
    """Return where a person's readings come from, how they flow, and what was refused."""
    household = async_household(hass)
    person = async_check(hass, household, msg["person_id"], connection.user, Level.READ)
    at_ms = now_ms()
    found = await household.async_look(overview(person, at_ms))
    # The answer took a moment: what was allowed when it was asked for may not be any more.
    async_check(hass, household, msg["person_id"], connection.user, Level.READ)
    return async_sources_json(hass, person, found, at_ms)


@websocket_api.websocket_command(
    {
        vol.Required("type"): "healthsense/engagement",
        vol.Required("person_id"): identifier,
        vol.Optional("start"): when,
        vol.Optional("end"): when,
    }
)
@answering
async def _engagement(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> dict[str, Any]:
    """Return how the care plan was kept and how alerts were answered."""
    household = async_household(hass)
    person = async_check(hass, household, msg["person_id"], connection.user, Level.READ)
    at_ms = now_ms()
    start_ms, end_ms = period_ms(msg)
    # What lies ahead has neither been done nor missed.
    end_ms = min(end_ms, at_ms + _DAY_MS)
    if start_ms >= end_ms:
        raise invalid("period_invalid")
    if end_ms - start_ms > MAX_DAYS * _DAY_MS:
        raise invalid("period_too_long", days=str(MAX_DAYS))
    found = await household.async_run(engagement(person, start_ms, end_ms, at_ms))
    async_check(hass, household, msg["person_id"], connection.user, Level.READ)
    return found


@websocket_api.websocket_command({vol.Required("type"): "healthsense/performance"})
@answering
async def _performance(hass: HomeAssistant, connection: ActiveConnection, _msg: dict[str, Any]) -> dict[str, Any]:
    """Return how the household's worker does; nothing in it is about anybody's health."""
    return await async_performance(hass, async_household(hass), connection.user)


HOUSE_COMMANDS: Final = (_sources, _engagement, _performance)
