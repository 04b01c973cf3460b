"""The WebSocket commands of charts that are not a line: the day's profile, the hours of every day, the spread."""

from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Any, Final

import voluptuous as vol
from homeassistant.components import websocket_api
from homeassistant.components.websocket_api import ActiveConnection
from homeassistant.core import HomeAssistant

from .access import async_check, async_household, invalid
from .action_input import SPREAD, query
from .chart_jobs import day_profile_json, heatmap, pieces, pool_for, spread
from .engine.day_profile import BIN_MINUTES, Pool
from .engine.store import Store
from .household import Household, now_ms
from .person import Person
from .privacy import Level
from .series import Query
from .websocket_answers import Handler, answering, count, identifier, when

DEFAULT_BIN: Final = 15
MAX_DAYS: Final = 400
_DAY_MS: Final = 86_400_000
_ASKED: Final[Mapping[str | vol.Marker, Any]] = {
    vol.Required("person_id"): identifier,
    vol.Required("vital"): vol.In(SPREAD),
    vol.Optional("start"): when,
    vol.Optional("end"): when,
}

type Answer = Callable[[Household, Person, Query, Mapping[str, Any]], Awaitable[dict[str, Any]]]


def period(person: Person, msg: Mapping[str, Any]) -> Query:
    """Return what is asked for.

    Raises:
        ServiceValidationError: the period is empty, runs backwards, or is longer than 400 days.
    """
    asked = query(person, {**msg, "vitals": [msg["vital"]]})
    if asked.end_ms - asked.start_ms > MAX_DAYS * _DAY_MS:
        raise invalid("period_too_long", days=str(MAX_DAYS))
    if asked.start_ms >= asked.end_ms:
        raise invalid("period_invalid")
    return asked


def _command(name: str, answer: Answer, more: Mapping[str | vol.Marker, Any]) -> Handler:
    @websocket_api.websocket_command({vol.Required("type"): f"healthsense/{name}", **_ASKED, **more})
    @answering
    async def command(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> dict[str, Any]:
        household = async_household(hass)
        person = async_check(hass, household, msg["person_id"], connection.user, Level.READ)
        found = await answer(household, person, period(person, msg), msg)
        # The answer took a moment: what was allowed when it was asked for may not be any more.
        async_check(hass, household, msg["person_id"], connection.user, Level.READ)
        return found

    return command


def _read(pool: Pool, person_id: str, start_ms: int, end_ms: int, store: Store) -> None:
    pool.read(store, person_id, start_ms, end_ms)


async def _day_profile(household: Household, person: Person, asked: Query, msg: Mapping[str, Any]) -> dict[str, Any]:
    pool, bin_minutes = pool_for(asked, person.profile.zone, msg["bin_minutes"])
    for start_ms, end_ms in pieces(asked, pool):
        await household.async_run(partial(_read, pool, asked.person_id, start_ms, end_ms))
    at_ms, zone = now_ms(), person.profile.time_zone

    def job(_store: Store) -> dict[str, Any]:
        return day_profile_json(asked, pool, bin_minutes, at_ms, zone)

    return await household.async_run(job)


async def _heatmap(household: Household, person: Person, asked: Query, _msg: Mapping[str, Any]) -> dict[str, Any]:
    return await household.async_run(heatmap(asked, person.profile))


async def _distribution(household: Household, person: Person, asked: Query, _msg: Mapping[str, Any]) -> dict[str, Any]:
    return await household.async_run(spread(asked, person.profile))


_BIN: Final[Mapping[str | vol.Marker, Any]] = {
    vol.Optional("bin_minutes", default=DEFAULT_BIN): vol.All(count, vol.In(BIN_MINUTES))
}

CHART_COMMANDS: Final = (
    _command("day_profile", _day_profile, _BIN),
    _command("heatmap", _heatmap, {}),
    _command("distribution", _distribution, {}),
)
