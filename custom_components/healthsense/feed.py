"""A feed for displays that cannot be a browser of Home Assistant's: one address, read with a user's own token.

What it tells is what that user may see: a private person is in it only for themselves and whom they let.
"""

from collections import deque
from collections.abc import Mapping
from hashlib import sha256
from http import HTTPStatus
from typing import Any, Final

import orjson
from aiohttp import web
from homeassistant.auth.models import User
from homeassistant.components.http import KEY_HASS, KEY_HASS_USER, HomeAssistantView
from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.util import dt as dt_util
from homeassistant.util.hass_dict import HassKey

from .access import NotAllowedError, async_check, async_household, async_person_id
from .action_input import MAX_TEXT
from .const import DOMAIN
from .feed_words import async_feed_words
from .household import Household, now_ms
from .person import Person
from .privacy import Level, async_may_read

URL: Final = f"/api/{DOMAIN}/feed"
MAX_IN_A_MINUTE: Final = 30
"""Of one user: several mirrors that ask every ten seconds."""

LANGUAGES: Final = ("de", "en", "es", "fr", "it", "nl", "pl", "vi")
_MINUTE_MS: Final = 60_000
_HEADERS: Final = {"Cache-Control": "no-store"}
_STATUS: Final[Mapping[str, HTTPStatus]] = {
    "not_loaded": HTTPStatus.SERVICE_UNAVAILABLE,
    "person_unknown": HTTPStatus.NOT_FOUND,
}
_DATA_ASKED: HassKey[dict[str, deque[int]]] = HassKey(f"{DOMAIN}_feed_asked")


@callback
def _too_often(hass: HomeAssistant, user: User, at_ms: int) -> bool:
    """Return whether a user asked too often within a minute, and count this time where not."""
    asked = hass.data.setdefault(_DATA_ASKED, {}).setdefault(user.id, deque(maxlen=MAX_IN_A_MINUTE))
    if len(asked) == MAX_IN_A_MINUTE and 0 <= at_ms - asked[0] < _MINUTE_MS:
        return True
    asked.append(at_ms)
    return False


@callback
def _people(hass: HomeAssistant, household: Household, user: User, wanted: str | None) -> list[Person]:
    """Return who is asked for, or everybody whom the user may see.

    Raises:
        HomeAssistantError: there is no such person for this user.
    """
    if wanted is None:
        return [one for one in household.people.values() if async_may_read(hass, household, one, user)]
    named = wanted in household.people
    person_id = wanted if named else async_person_id(hass, {"device_id": wanted})
    return [async_check(hass, household, person_id, user, Level.READ)]


class FeedView(HomeAssistantView):
    """``GET /api/healthsense/feed?person=&language=``."""

    url = URL
    name = "api:healthsense:feed"

    async def get(self, request: web.Request) -> web.Response:
        """Answer with what is known now of the people whom the user may see."""
        hass, user = request.app[KEY_HASS], request[KEY_HASS_USER]
        wanted, language = request.query.get("person"), request.query.get("language", hass.config.language)
        if len(wanted or "") > MAX_TEXT or ("language" in request.query and language not in LANGUAGES):
            return self._refused(HTTPStatus.BAD_REQUEST, "invalid_request")
        if _too_often(hass, user, now_ms()):
            return self._refused(HTTPStatus.TOO_MANY_REQUESTS, "too_often", {"Retry-After": "60"})
        try:
            household = async_household(hass)
            # Whom one may not see one need not know of.
            _people(hass, household, user, wanted)
            words = await async_feed_words(hass, language)
            people = [words.person(one) for one in _people(hass, household, user, wanted)]
        except NotAllowedError:
            return self._refused(HTTPStatus.FORBIDDEN, "read_not_allowed")
        except (ServiceValidationError, HomeAssistantError) as err:
            key = err.translation_key or "unknown"
            return self._refused(_STATUS.get(key, HTTPStatus.INTERNAL_SERVER_ERROR), key)
        return self._answer(request, {"language": language, "people": people})

    def _answer(self, request: web.Request, told: Mapping[str, Any]) -> web.Response:
        """Answer, or say that nothing is new to whoever has the newest already."""
        tag = sha256(orjson.dumps(told)).hexdigest()[:32]
        headers = {**_HEADERS, "ETag": f'"{tag}"'}
        if any(one.value == tag for one in request.if_none_match or ()):
            return web.Response(status=HTTPStatus.NOT_MODIFIED, headers=headers)
        return self.json({"generated": dt_util.utcnow().isoformat(), **told}, headers=headers)

    def _refused(self, status: HTTPStatus, code: str, headers: Mapping[str, str] | None = None) -> web.Response:
        return self.json({"error": code}, status, {**_HEADERS, **(headers or {})})


@callback
def async_setup_feed(hass: HomeAssistant) -> None:
    """Serve the feed; once, since a route cannot be taken back. It answers 503 while no household runs."""
    hass.http.register_view(FeedView())
