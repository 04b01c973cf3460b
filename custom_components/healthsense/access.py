"""The doors' one way to a person: find whom a caller means, and refuse what the caller may not do.

A private person is invisible to everybody else: asking for one is answered as asking for nobody.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from homeassistant.auth.models import User
from homeassistant.core import Context, HomeAssistant, ServiceCall, callback
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError, Unauthorized, UnknownUser
from homeassistant.helpers import device_registry as dr

from .const import DOMAIN
from .engine.store.errors import StoreBusyError, StoreError
from .privacy import Level, async_may_read, async_may_write

if TYPE_CHECKING:
    from .household import Household
    from .person import Person

CONF_DEVICE_ID: Final = "device_id"
CONF_PERSON_ID: Final = "person_id"


class NotAllowedError(Unauthorized):
    """The caller may not do this; the message says why, in the user's language."""

    def __init__(self, translation_key: str, context: Context | None = None) -> None:
        """Keep the reason beside what Home Assistant wants to know."""
        super().__init__(context=context)
        self.args = ()
        self.translation_domain = DOMAIN
        self.translation_key = translation_key
        self.generate_message = True


def invalid(translation_key: str, **placeholders: str) -> ServiceValidationError:
    """Return the error of a request that cannot be carried out as it stands."""
    return ServiceValidationError(
        translation_domain=DOMAIN, translation_key=translation_key, translation_placeholders=placeholders or None
    )


def failed(error: StoreError) -> HomeAssistantError:
    """Return what a person can do about a history that did not do what was asked."""
    busy = isinstance(error, StoreBusyError)
    return HomeAssistantError(translation_domain=DOMAIN, translation_key="store_busy" if busy else "store_failed")


@callback
def async_household(hass: HomeAssistant) -> Household:
    """Return the household that is running.

    Raises:
        ServiceValidationError: none is.
    """
    for entry in hass.config_entries.async_loaded_entries(DOMAIN):
        household: Household = entry.runtime_data
        return household
    raise invalid("not_loaded")


@callback
def async_device_id(hass: HomeAssistant, person_id: str) -> str | None:
    """Return the person's device."""
    registry = dr.async_get(hass)
    for entry in hass.config_entries.async_entries(DOMAIN):
        if (device := registry.async_get_device_by_identifier((DOMAIN, person_id), entry.entry_id)) is not None:
            return device.id
    return None


@callback
def async_person_id(hass: HomeAssistant, data: Mapping[str, Any], prefix: str = "") -> str:
    """Return the person_id that a request names, by device or by itself (or by its subentry).

    Raises:
        ServiceValidationError: none, both, or a device that is not one of ours.
    """
    device_id, reference = data.get(f"{prefix}{CONF_DEVICE_ID}"), data.get(f"{prefix}{CONF_PERSON_ID}")
    if (device_id is None) == (reference is None):
        raise invalid("person_needed")
    if reference is not None:
        return next(
            (
                subentry.data[CONF_PERSON_ID]
                for entry in hass.config_entries.async_entries(DOMAIN)
                for subentry in entry.subentries.values()
                if subentry.subentry_id == reference
            ),
            str(reference),
        )
    device = dr.async_get(hass).async_get(str(device_id))
    for domain, identifier in () if device is None else device.identifiers:
        if domain == DOMAIN:
            return identifier
    raise invalid("person_unknown")


@callback
def async_check(
    hass: HomeAssistant,
    household: Household,
    person_id: str,
    user: User | None,
    level: Level,
    *,
    context: Context | None = None,
) -> Person:
    """Return the person if ``user`` (None: an automation) may do this.

    Raises:
        ServiceValidationError: there is no such person, or none that the user may know of.
        NotAllowedError: the user knows of the person and may not do this.
    """
    person = household.people.get(person_id)
    if person is None:
        raise invalid("person_unknown")
    if not async_may_read(hass, household, person, user):
        if user is None:
            raise NotAllowedError("automation_not_allowed", context)
        raise invalid("person_unknown") if person.private else NotAllowedError("read_not_allowed", context)
    if level is Level.WRITE and not async_may_write(hass, household, person, user):
        raise NotAllowedError("write_not_allowed", context)
    return person


async def async_caller(hass: HomeAssistant, context: Context) -> User | None:
    """Return the user behind an action, None for an automation.

    Raises:
        UnknownUser: there was a user, and there is not any more.
    """
    if context.user_id is None:
        return None
    user = await hass.auth.async_get_user(context.user_id)
    if user is None:
        raise UnknownUser(context=context)
    return user


async def async_person_of(call: ServiceCall, level: Level, prefix: str = "") -> tuple[Household, Person, User | None]:
    """Return whom an action names, and who calls it (None: an automation), once it is known that they may.

    Raises:
        HomeAssistantError: nobody is named, or the caller may not do this.
    """
    household = async_household(call.hass)
    person_id = async_person_id(call.hass, call.data, prefix)
    user = await async_caller(call.hass, call.context)
    return household, async_check(call.hass, household, person_id, user, level, context=call.context), user
