"""What all our WebSocket commands share: how they answer, and what they take."""

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any, Final

import voluptuous as vol
from homeassistant.components import websocket_api
from homeassistant.components.websocket_api import ActiveConnection
from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import config_validation as cv

from .access import failed
from .action_input import MAX_TEXT
from .engine.store.errors import StoreError

type Command = Callable[[HomeAssistant, ActiveConnection, dict[str, Any]], Awaitable[dict[str, Any]]]
type Handler = Callable[[HomeAssistant, ActiveConnection, dict[str, Any]], None]

_CODES: Final = {
    "not_loaded": "not_ready",
    "person_unknown": websocket_api.ERR_NOT_FOUND,
    "grant_user_unknown": websocket_api.ERR_NOT_FOUND,
    "alert_refused_unknown_alert": websocket_api.ERR_NOT_FOUND,
    "note_alert_unknown": websocket_api.ERR_NOT_FOUND,
    "undo_unknown": websocket_api.ERR_NOT_FOUND,
    "read_not_allowed": websocket_api.ERR_UNAUTHORIZED,
    "write_not_allowed": websocket_api.ERR_UNAUTHORIZED,
    "grant_not_yours": websocket_api.ERR_UNAUTHORIZED,
    "store_busy": websocket_api.ERR_HOME_ASSISTANT_ERROR,
    "store_failed": websocket_api.ERR_HOME_ASSISTANT_ERROR,
}


def count(value: object) -> int:
    """Return a whole number, which for JSON's sake True is not."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise vol.Invalid("expected a whole number")


identifier = vol.All(str, vol.Length(min=1, max=MAX_TEXT))
when = vol.All(str, vol.Length(max=MAX_TEXT), cv.datetime)


@callback
def send_error(connection: ActiveConnection, message_id: int, err: HomeAssistantError) -> None:
    """Send an error in the user's language."""
    connection.send_error(
        message_id,
        _CODES.get(err.translation_key or "", websocket_api.ERR_INVALID_FORMAT),
        str(err),
        translation_domain=err.translation_domain,
        translation_key=err.translation_key,
        translation_placeholders=err.translation_placeholders,
    )


def answering(command: Command) -> Handler:
    """Send what ``command`` returns, or its error in the user's language."""

    @websocket_api.async_response
    @wraps(command)
    async def answered(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
        try:
            result = await command(hass, connection, msg)
        except StoreError as err:
            send_error(connection, msg["id"], failed(err))
        except HomeAssistantError as err:
            send_error(connection, msg["id"], err)
        else:
            connection.send_result(msg["id"], result)

    return answered
