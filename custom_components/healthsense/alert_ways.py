"""The ways to a recipient: Home Assistant's own actions, called and waited for."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Final

import voluptuous as vol
from homeassistant.components.notify import NotifyEntityFeature
from homeassistant.const import ATTR_SUPPORTED_FEATURES, EVENT_SERVICE_REGISTERED
from homeassistant.core import Context, CoreState, Event, HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError, ServiceNotFound
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers.script import Script, async_validate_actions_config
from homeassistant.util import slugify

from .alert_calls import (
    RINGS,
    Call,
    Phone,
    email_calls,
    light_calls,
    notice_for,
    notify_calls,
    phone_call,
    speech_calls,
    variables,
)
from .alert_texts import AlertTexts, Told
from .const import DOMAIN
from .engine.alerts.controls import Consent
from .engine.alerts.model import Purpose
from .engine.alerts.plan import Recipient

_LOGGER = logging.getLogger(__name__)

MOBILE_APP: Final = "mobile_app"
MANUFACTURER_APPLE: Final = "Apple"
CALL_WITHIN_S: Final = 20
ACTION_WITHIN_S: Final = 8
"""How long an action may be missing: an integration that is set up anew is back in a moment."""
STARTING_WITHIN_S: Final = 180
"""The same while Home Assistant starts: integrations come one after the other."""

GONE: Final = "device_gone"
NO_ACTION: Final = "no_such_action"
REFUSED: Final = "refused"
TIMEOUT: Final = "timeout"
FAULT: Final = "fault"

# What each kind is told; of the rest it has nothing to say. A phone replaces what it shows, a voice cannot.
_TELLS: Final[Mapping[str, frozenset[Purpose]]] = {
    "mobile": frozenset(Purpose),
    "notify": frozenset(Purpose),
    "tts": RINGS | {Purpose.RESOLVE},
    "light": RINGS,
    "email": RINGS | {Purpose.HAPPENED, Purpose.RESOLVE},
    "action": RINGS,
}


class WayError(Exception):
    """Somebody could not be told. ``kind`` is a word; nothing of the message is in it."""

    def __init__(self, kind: str) -> None:
        """Keep the kind."""
        super().__init__(kind)
        self.kind = kind


@callback
def async_phone(hass: HomeAssistant, recipient: Recipient) -> Phone | None:
    """Return the phone of a recipient, None where it is no phone or gone."""
    device = dr.async_get(hass).async_get(str(recipient.target.get("device_id", "")))
    entry = None if device is None else hass.config_entries.async_get_entry(device.config_entry_id)
    if recipient.kind != "mobile" or entry is None or entry.domain != MOBILE_APP:
        return None
    # As mobile_app itself names the action of a device.
    service = slugify(f"{MOBILE_APP}_{entry.data.get('device_name', '')}")
    return Phone(service, entry.data.get("manufacturer") == MANUFACTURER_APPLE, entry.data.get("user_id"))


async def async_call(hass: HomeAssistant, calls: Sequence[Call]) -> None:
    """Call actions one after the other and wait for each.

    Raises:
        WayError: one did not do it.
    """
    for call in calls:
        await _available(hass, call.domain, call.service)
        await _guarded(
            hass.services.async_call(
                call.domain,
                call.service,
                dict(call.data),
                blocking=True,
                context=Context(),
                target=None if call.target is None else dict(call.target),
            )
        )


async def _guarded(doing: Awaitable[object]) -> None:
    try:
        async with asyncio.timeout(CALL_WITHIN_S):
            await doing
    except TimeoutError as err:
        raise WayError(TIMEOUT) from err
    except ServiceNotFound as err:
        raise WayError(NO_ACTION) from err
    except (HomeAssistantError, vol.Invalid) as err:
        raise WayError(REFUSED) from err
    except Exception as err:
        # Whatever somebody else's action raises: the delivery failed, and is tried again.
        _LOGGER.warning("An action that was to tell somebody failed: %s", type(err).__name__)
        raise WayError(FAULT) from err


async def _available(hass: HomeAssistant, domain: str, service: str) -> None:
    """Wait a moment for an action that is not there yet."""
    if hass.services.has_service(domain, service):
        return
    there = asyncio.Event()

    @callback
    def registered(event: Event[Mapping[str, Any]]) -> None:
        if (event.data["domain"], event.data["service"]) == (domain, service):
            there.set()

    leave: Callable[[], None] = hass.bus.async_listen(EVENT_SERVICE_REGISTERED, registered)
    starting = hass.state is not CoreState.running
    try:
        async with asyncio.timeout(STARTING_WITHIN_S if starting else ACTION_WITHIN_S):
            await there.wait()
    except TimeoutError as err:
        raise WayError(NO_ACTION) from err
    finally:
        leave()


def _titles(hass: HomeAssistant, entity_id: str) -> bool:
    """Return whether a notify entity shows titles."""
    state = hass.states.get(entity_id)
    features = None if state is None else state.attributes.get(ATTR_SUPPORTED_FEATURES)
    return features is None or NotifyEntityFeature.TITLE in NotifyEntityFeature(features)


async def async_tell(  # noqa: PLR0917 - who, what and how much, each by its name
    hass: HomeAssistant, recipient: Recipient, texts: AlertTexts, told: Told, consent: Consent, person_id: str
) -> None:
    """Tell one recipient.

    Raises:
        WayError: they were not told.
    """
    if told.purpose not in _TELLS[recipient.kind]:
        return
    target = recipient.target
    if recipient.kind == "mobile":
        if (phone := async_phone(hass, recipient)) is None:
            raise WayError(GONE)
        own, number = recipient.role == "person", str(target.get("phone", ""))
        await async_call(hass, [phone_call(texts, told, consent, phone, person_id, own=own, number=number)])
        return
    notice = notice_for(texts, told, consent, phone=False)
    if recipient.kind == "action":
        await _run(hass, recipient, variables(notice, told, person_id))
        return
    try:
        calls = {
            "notify": lambda: notify_calls(notice, target["entity_id"], titles=_titles(hass, target["entity_id"])),
            "tts": lambda: speech_calls(notice, told, target),
            "light": lambda: light_calls(told.alert, list(target["lights"])),
            "email": lambda: email_calls(notice, target, titles=_titles(hass, target.get("mail_entity", ""))),
        }[recipient.kind]()
    except KeyError as err:
        # Edited by hand: the form asks for it.
        raise WayError(GONE) from err
    await async_call(hass, calls)


async def _run(hass: HomeAssistant, recipient: Recipient, run_variables: dict[str, Any]) -> None:
    """Run a recipient's own actions; those that go on for long are not waited for."""
    try:
        sequence = await async_validate_actions_config(hass, cv.SCRIPT_SCHEMA(recipient.target.get("sequence")))
    except (vol.Invalid, HomeAssistantError) as err:
        raise WayError(REFUSED) from err
    script = Script(hass, sequence, f"HealthSense {recipient.id}", DOMAIN, script_mode="parallel")
    task = hass.async_create_background_task(
        script.async_run(run_variables, Context()), f"healthsense actions of {recipient.id}"
    )
    done, _ = await asyncio.wait([task], timeout=CALL_WITHIN_S)
    if done:

        async def finished() -> None:
            await task

        await _guarded(finished())
