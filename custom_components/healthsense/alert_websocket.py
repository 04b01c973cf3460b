"""The WebSocket commands about alerts: their history and settings, and what people do and set."""

from collections.abc import Callable, Mapping
from typing import Any, Final

import voluptuous as vol
from homeassistant.components import websocket_api
from homeassistant.components.websocket_api import ActiveConnection
from homeassistant.core import HomeAssistant
from homeassistant.helpers import config_validation as cv

from . import alert_actions as act
from . import alert_input as told
from .access import async_check, async_household, invalid
from .alert_history import async_names
from .alert_json import news_json
from .alert_notes import async_add_note, note_json
from .engine.alerts.commands import Command
from .engine.alerts.controls import Setting
from .engine.alerts.model import LEVEL_WORDS
from .household import now_ms
from .person import Person
from .privacy import Level as Access
from .privacy import async_is_own
from .websocket_answers import answering, identifier, when


@websocket_api.websocket_command(
    {
        vol.Required("type"): "healthsense/alerts",
        vol.Required("person_id"): identifier,
        vol.Optional("start"): when,
        vol.Optional("end"): when,
    }
)
@answering
async def _alerts(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> dict[str, Any]:
    """Return what is open, what was, what is set and by whom."""
    household = async_household(hass)
    person = async_check(hass, household, msg["person_id"], connection.user, Access.READ)
    answer = await act.async_alerts(hass, household, person, msg)
    # The answer took a moment: what was allowed when it was asked for may not be any more.
    async_check(hass, household, msg["person_id"], connection.user, Access.READ)
    return answer


_COMMANDS: Final[Mapping[str, tuple[Access, Callable[[Mapping[str, Any], str, int], Command]]]] = {
    "acknowledge": (Access.READ, act.acknowledge),
    "snooze": (Access.READ, act.snooze),
    "resolve": (Access.WRITE, act.resolve),
    "mark": (Access.READ, act.mark),
    "test": (Access.WRITE, act.test),
    "ok": (Access.READ, act.im_ok),
}
_SET: Final = "set"
_NOTE: Final = "note"


@websocket_api.websocket_command(
    {
        vol.Required("type"): "healthsense/alert",
        vol.Required("person_id"): identifier,
        vol.Required("do"): vol.In([*_COMMANDS, _SET, _NOTE]),
        vol.Optional("alert"): identifier,
        vol.Optional("duration", default=told.DEFAULT_SNOOZE): told.up_to(told.MAX_SNOOZE),
        vol.Optional("useful", default=True): bool,
        vol.Optional("level", default="warning"): vol.In(LEVEL_WORDS),
        vol.Optional("key"): identifier,
        # Its length is checked with the note: what a schema refuses Home Assistant writes into its log, word for word.
        vol.Optional("text", default=""): str,
        vol.Optional("body"): vol.Any(
            None, vol.All({cv.slug: vol.Any(None, bool, int, float, str)}, vol.Length(max=8))
        ),
    }
)
@answering
async def _alert(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> dict[str, Any]:
    """Do something with an alert, or set something about alerts; durable when it is answered."""
    household = async_household(hass)
    access, make = _COMMANDS.get(msg["do"], (Access.READ if msg["do"] == _NOTE else Access.WRITE, None))
    person = async_check(hass, household, msg["person_id"], connection.user, access)
    by, at_ms = connection.user.id, now_ms()
    if msg["do"] == _NOTE:
        note = await async_add_note(household, person, msg, by)
        return {"person_id": person.person_id, "note": note_json(note, await async_names(hass, person))}
    if make is None:
        setting = _setting(person, connection, msg, at_ms)
        news = await act.async_set(household, person, setting)
    else:
        if msg["do"] == "mark" and "alert" not in msg:
            raise invalid("alert_refused_unknown_alert")
        news = await act.async_command(household, person, make(msg, by, at_ms))
    return {"person_id": person.person_id, **news_json(news, at_ms, await async_names(hass, person))}


def _setting(person: Person, connection: ActiveConnection, msg: Mapping[str, Any], at_ms: int) -> Setting:
    """Return what is to be kept.

    Raises:
        ServiceValidationError: it cannot be used, or is the person's own to decide.
    """
    key, body = msg.get("key"), msg.get("body")
    if key is None:
        raise invalid("setting_refused")
    setting = told.checked(Setting(key, body, connection.user.id, at_ms))
    kind, _, recipient = key.partition(".")
    if kind == "consent" and recipient not in person.escalation.recipients:
        known = person.result is not None and recipient in person.result.alerts.controls.consents
        if not known:
            raise invalid("setting_refused")
    given = kind == "consent" and body is not None and body.get("given") is True
    # Whoever may change a person may take a consent back; a private person's own is given by nobody else.
    if given and person.private and not async_is_own(person, connection.user):
        raise invalid("grant_not_yours")
    return setting


ALERT_COMMANDS: Final = (_alerts, _alert)
