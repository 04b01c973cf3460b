"""The WebSocket commands: what people may see of each other, for cards and for the person's own pages.

The only way out of HealthSense for what a private person does not show as entities.
"""

from datetime import datetime
from secrets import token_hex
from typing import Any, Final

import voluptuous as vol
from homeassistant.components import websocket_api
from homeassistant.components.websocket_api import ActiveConnection
from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.util import dt as dt_util

from .access import async_check, async_household, invalid
from .action_input import DEFAULT_POINTS, RECORD_FIELDS, query, with_zone
from .actions import async_take_in
from .advice_websocket import ADVICE_COMMANDS
from .alert_websocket import ALERT_COMMANDS
from .chart_websocket import CHART_COMMANDS
from .engine.measurement import MAX_SOURCE_LENGTH
from .engine.store import Key
from .engine.vitals import VITALS
from .house_websocket import HOUSE_COMMANDS
from .live import LiveView, person_json
from .person import Person
from .privacy import DATA_GRANTS, MAX_GRANTS, Grants, Level, async_is_own, async_may_read
from .series import MAX_POINTS, columns, iso, named_reading_json
from .source_overview import async_source_name
from .websocket_answers import answering, count, identifier, send_error, when


@websocket_api.websocket_command({vol.Required("type"): "healthsense/people"})
@answering
async def _people(hass: HomeAssistant, connection: ActiveConnection, _msg: dict[str, Any]) -> dict[str, Any]:
    """Return the people whom the user may see, with what is current."""
    household = async_household(hass)
    return {
        "people": [
            person_json(hass, household, person, connection.user)
            for person in household.people.values()
            if async_may_read(hass, household, person, connection.user)
        ]
    }


@websocket_api.websocket_command(
    {
        vol.Required("type"): "healthsense/series",
        vol.Required("person_id"): identifier,
        vol.Required("vital"): vol.In(VITALS),
        vol.Optional("start"): when,
        vol.Optional("end"): when,
        vol.Optional("max_points", default=DEFAULT_POINTS): vol.All(count, vol.Range(min=1, max=MAX_POINTS)),
        vol.Optional("source"): vol.All(str, vol.Length(min=1, max=MAX_SOURCE_LENGTH)),
    }
)
@answering
async def _series(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> dict[str, Any]:
    """Return a chart of one vital as columns."""
    household = async_household(hass)
    person = async_check(hass, household, msg["person_id"], connection.user, Level.READ)
    asked = query(person, {**msg, "vitals": [msg["vital"]]})
    chart = await household.async_run(columns(asked, msg.get("source")))
    # The answer took a moment: what was allowed when it was asked for may not be any more.
    async_check(hass, household, msg["person_id"], connection.user, Level.READ)
    chart["sources"] = [{"source": source, "name": async_source_name(hass, source)} for source in chart["sources"]]
    return chart


@websocket_api.websocket_command(
    {vol.Required("type"): "healthsense/record", vol.Required("person_id"): identifier, **RECORD_FIELDS}
)
@answering
async def _record(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> dict[str, Any]:
    """Take readings in as the action does, without the event that tells every administrator of a call."""
    household = async_household(hass)
    person = async_check(hass, household, msg["person_id"], connection.user, Level.WRITE)
    return await async_take_in(household, person, msg, undo=token_hex(8))


@websocket_api.websocket_command(
    {vol.Required("type"): "healthsense/undo", vol.Required("person_id"): identifier, vol.Required("undo"): identifier}
)
@answering
async def _undo(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> dict[str, Any]:
    """Take back what was recorded within the last hour: what it took the place of is there again."""
    household = async_household(hass)
    person = async_check(hass, household, msg["person_id"], connection.user, Level.WRITE)
    undone = await household.async_undo(person.person_id, msg["undo"])
    if undone is None:
        raise invalid("undo_unknown")
    return {
        "person_id": person.person_id,
        "restored": [named_reading_json(row) for row in undone.restored],
        "removed": [_key_json(key) for key in undone.removed],
        "kept": [_key_json(key) for key in undone.kept],
    }


def _key_json(key: Key) -> dict[str, Any]:
    return {"vital": key.vital, "time": iso(key.effective_ms), "source": key.source}


@callback
@websocket_api.websocket_command(
    {vol.Required("type"): "healthsense/subscribe", vol.Optional("person_id"): vol.Any(None, identifier)}
)
def _subscribe(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Send what is current now, and every change from now on."""
    person_id: str | None = msg.get("person_id")
    try:
        household = async_household(hass)
        if person_id is not None:
            async_check(hass, household, person_id, connection.user, Level.READ)
    except HomeAssistantError as err:
        send_error(connection, msg["id"], err)
        return
    view = LiveView(hass, connection.user, person_id, lambda event: connection.send_event(msg["id"], event))
    connection.subscriptions[msg["id"]] = view.async_close
    connection.send_result(msg["id"])
    view.async_start(household)


def _own(hass: HomeAssistant, connection: ActiveConnection, person_id: str) -> tuple[Person, Grants]:
    """Return the private person that the user is.

    Raises:
        ServiceValidationError: the user is somebody else, or the person is not private.
    """
    household = async_household(hass)
    person = async_check(hass, household, person_id, connection.user, Level.READ)
    if not async_is_own(person, connection.user):
        raise invalid("grant_not_yours")
    if not person.private:
        raise invalid("grant_not_private")
    return person, hass.data[DATA_GRANTS]


async def _grants_json(hass: HomeAssistant, person: Person) -> dict[str, Any]:
    grants = hass.data[DATA_GRANTS]
    users = {user.id: user for user in await hass.auth.async_get_users()}
    return {
        "person_id": person.person_id,
        "name": person.name,
        "private": person.private,
        "consented": grants.async_consented(person.person_id, person.user_id),
        "grants": [
            {
                "user_id": user_id,
                "name": users[user_id].name if user_id in users else None,
                "level": grant.level.value,
                "expires": grant.expires,
                "granted_at": grant.granted_at,
            }
            for user_id, grant in sorted(grants.async_of(person).items())
        ],
        "users": [
            {"user_id": user.id, "name": user.name}
            for user in users.values()
            if user.is_active and not user.system_generated and user.id != person.user_id
        ],
    }


@websocket_api.websocket_command({vol.Required("type"): "healthsense/grants/list"})
@answering
async def _grants_list(hass: HomeAssistant, connection: ActiveConnection, _msg: dict[str, Any]) -> dict[str, Any]:
    """Return the grants that the user gave, and to whom more could be given."""
    own = [person for person in async_household(hass).people.values() if async_is_own(person, connection.user)]
    return {"people": [await _grants_json(hass, person) for person in own]}


@websocket_api.websocket_command(
    {
        vol.Required("type"): "healthsense/grants/set",
        vol.Required("person_id"): identifier,
        vol.Required("user_id"): identifier,
        vol.Required("level"): vol.In([level.value for level in Level]),
        vol.Optional("expires"): vol.Any(None, when),
    }
)
@answering
async def _grants_set(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> dict[str, Any]:
    """Let another user see, or also change, the data of the user's own person."""
    person, grants = _own(hass, connection, msg["person_id"])
    expires: datetime | None = msg.get("expires")
    if expires is not None and (expires := with_zone(expires)) <= dt_util.utcnow():
        raise invalid("grant_expired")
    user = await hass.auth.async_get_user(msg["user_id"])
    if user is None or not user.is_active or user.system_generated:
        raise invalid("grant_user_unknown")
    if user.id == person.user_id:
        raise invalid("grant_self")
    known = grants.async_of(person)
    if user.id not in known and len(known) >= MAX_GRANTS:
        raise invalid("grant_too_many", limit=str(MAX_GRANTS))
    await grants.async_set(person, connection.user, user.id, Level(msg["level"]), expires)
    return await _grants_json(hass, person)


@websocket_api.websocket_command(
    {
        vol.Required("type"): "healthsense/grants/revoke",
        vol.Required("person_id"): identifier,
        vol.Required("user_id"): identifier,
    }
)
@answering
async def _grants_revoke(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> dict[str, Any]:
    """Take a grant back. Open views of that user end at once."""
    person, grants = _own(hass, connection, msg["person_id"])
    if not await grants.async_revoke(person.person_id, msg["user_id"]):
        raise invalid("grant_user_unknown")
    return await _grants_json(hass, person)


@websocket_api.websocket_command(
    {
        vol.Required("type"): "healthsense/grants/consent_shared",
        vol.Required("person_id"): identifier,
        vol.Optional("consent", default=True): bool,
    }
)
@answering
async def _grants_consent(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> dict[str, Any]:
    """Agree, for a day, that an administrator shares the data of the user's own person again."""
    person, grants = _own(hass, connection, msg["person_id"])
    await grants.async_consent(person, connection.user, consent=msg["consent"])
    return await _grants_json(hass, person)


_COMMANDS: Final = (
    _people,
    _series,
    _record,
    _undo,
    _subscribe,
    _grants_list,
    _grants_set,
    _grants_revoke,
    _grants_consent,
    *ADVICE_COMMANDS,
    *ALERT_COMMANDS,
    *CHART_COMMANDS,
    *HOUSE_COMMANDS,
)


@callback
def async_setup_websocket(hass: HomeAssistant) -> None:
    """Register the commands; once. They answer ``not_ready`` while no household is running."""
    for command in _COMMANDS:
        websocket_api.async_register_command(hass, command)
