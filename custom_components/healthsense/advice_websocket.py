"""The WebSocket command of recommendations: worked out when it is asked for, in the reader's language."""

from typing import Any, Final

import voluptuous as vol
from homeassistant.components import websocket_api
from homeassistant.components.websocket_api import ActiveConnection
from homeassistant.core import HomeAssistant

from .access import async_check, async_household, invalid
from .advice_texts import async_advice_texts, language_for
from .care_jobs import care_job
from .household import now_ms
from .privacy import Level
from .websocket_answers import answering, identifier

MAX_LANGUAGE: Final = 35
"""Characters of a language tag that everybody must be able to take (RFC 5646, 4.4.1)."""


@websocket_api.websocket_command(
    {
        vol.Required("type"): "healthsense/advice",
        vol.Required("person_id"): identifier,
        vol.Optional("language"): vol.All(str, vol.Length(min=1, max=MAX_LANGUAGE)),
    }
)
@answering
async def _advice(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> dict[str, Any]:
    """Return what is recommended to a person now."""
    household = async_household(hass)
    person = async_check(hass, household, msg["person_id"], connection.user, Level.READ)
    if person.result is None:
        raise invalid("not_loaded")
    job = care_job(person.person_id, person.profile, person.care_plan, person.result, now_ms())
    found = (await household.async_run(job)).advice
    language = language_for(hass, msg.get("language"))
    texts = await async_advice_texts(hass, language)
    # The answer took a moment: what was allowed when it was asked for may not be any more.
    async_check(hass, household, msg["person_id"], connection.user, Level.READ)
    return {
        "person_id": person.person_id,
        "language": language,
        "recommendations": [texts.as_dict(one) for one in found.recommendations],
    }


ADVICE_COMMANDS: Final = (_advice,)
