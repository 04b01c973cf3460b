"""What somebody taps in a notification: acknowledge, snooze, "I'm OK". Only who may is obeyed."""

import logging
from collections.abc import Callable, Mapping
from typing import Any, Final

from homeassistant.auth.models import User
from homeassistant.core import Event, HomeAssistant, callback

from .alert_calls import ACKNOWLEDGE, ACTION_PREFIX, I_AM_OK, PERSON, SNOOZE, SNOOZE_MINUTES
from .alert_ways import async_phone
from .engine.alerts.commands import Acknowledge, Command, CommandError, ImOk, Snooze
from .engine.alerts.model import Alert
from .engine.alerts.plan import Recipient
from .engine.store import StoreError
from .household import HealthSenseConfigEntry, Household, now_ms
from .person import Person
from .privacy import async_is_own, async_may_read, async_may_write

_LOGGER = logging.getLogger(__name__)

EVENT_ACTION: Final = "mobile_app_notification_action"
MAX_ACTION: Final = 200


def _snooze(alert: str, by: str) -> Command:
    return Snooze(alert, now_ms() + SNOOZE_MINUTES * 60_000, by)


_COMMANDS: Final[Mapping[str, Callable[[str, str], Command]]] = {
    ACKNOWLEDGE: Acknowledge,
    SNOOZE: _snooze,
    I_AM_OK: lambda _alert, by: ImOk(by),
}


class MobileActions:
    """Obeys buttons of notifications of one household."""

    def __init__(self, hass: HomeAssistant, household: Household) -> None:
        """Use the household."""
        self._hass = hass
        self._household = household

    async def async_act(self, event: Event[Mapping[str, Any]]) -> None:
        """Do what a button says, if who tapped it may."""
        action = str(event.data.get("action", ""))
        prefix = next((one for one in _COMMANDS if action.startswith(one)), None)
        if prefix is None or len(action) > MAX_ACTION or event.context.user_id is None:
            return
        user = await self._hass.auth.async_get_user(event.context.user_id)
        if user is None or not user.is_active:
            return
        alert_id = action.removeprefix(prefix)
        for person in self._people(event.data):
            alert = _find(person, alert_id)
            by = self._by(person, user, own=prefix == I_AM_OK)
            if alert is None or by is None:
                continue
            try:
                await self._household.async_alert_command(person.person_id, _COMMANDS[prefix](alert_id, by))
            except CommandError as err:
                _LOGGER.debug("A button of a notification did nothing: %s", err.reason)
            except StoreError as err:
                _LOGGER.warning("What somebody answered could not be kept: %s", type(err).__name__)
            return

    def _people(self, data: Mapping[str, Any]) -> list[Person]:
        """Return whom a tap may be about: the one that the notification named, else anybody."""
        told = data.get("action_data")
        named = data.get(PERSON) or (told.get(PERSON) if isinstance(told, Mapping) else None)
        people = self._household.people
        return [people[named]] if isinstance(named, str) and named in people else list(people.values())

    def _by(self, person: Person, user: User, *, own: bool) -> str | None:
        """Return who acts: a recipient of the person's plan or a user who may, None where neither is.

        ``own``: only the person, their own phone, or who may write for them, says that they are well.
        """
        for recipient in self._phones(user, person):
            if not own or recipient.role == "person":
                return recipient.id
        may = async_may_write if own else async_may_read
        return user.id if async_is_own(person, user) or may(self._hass, self._household, person, user) else None

    def _phones(self, user: User, person: Person) -> list[Recipient]:
        """Return a user's phones in a person's plan to which something may be sent."""
        if person.result is None:
            return []
        consents, at_ms = person.result.alerts.controls.consents, now_ms()
        return [
            one
            for one in person.escalation.recipients.values()
            if (phone := async_phone(self._hass, one)) is not None
            and phone.user_id == user.id
            and one.id in consents
            and consents[one.id].allows(at_ms)
        ]


def _find(person: Person, alert_id: str) -> Alert | None:
    if person.result is None:
        return None
    return next((one for one in person.result.alerts.open if one.id == alert_id), None)


@callback
def async_listen_to_phones(hass: HomeAssistant, entry: HealthSenseConfigEntry) -> Callable[[], None]:
    """Obey buttons of notifications until it is stopped."""
    actions = MobileActions(hass, entry.runtime_data)

    @callback
    def ours(data: Mapping[str, Any]) -> bool:
        return str(data.get("action", "")).startswith(ACTION_PREFIX)

    return hass.bus.async_listen(EVENT_ACTION, actions.async_act, event_filter=ours)
