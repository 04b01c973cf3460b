"""Who may see and change whom: grants that private people give, and their consent to be shared.

Kept in a file of Home Assistant's storage that only its own process reads (mode 0600). Nothing in
it is a health value. Whatever cannot be read from it counts as not given.
"""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from homeassistant.auth import EVENT_USER_REMOVED
from homeassistant.auth.models import User
from homeassistant.auth.permissions.const import POLICY_CONTROL, POLICY_READ
from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.dispatcher import async_dispatcher_send
from homeassistant.helpers.storage import Store
from homeassistant.util import dt as dt_util
from homeassistant.util.hass_dict import HassKey
from homeassistant.util.signal_type import SignalType

from .const import DOMAIN

if TYPE_CHECKING:
    from .household import Household
    from .person import Person

STORAGE_VERSION: Final = 1
STORAGE_KEY: Final = f"{DOMAIN}.grants"
CONSENT_VALID_FOR: Final = timedelta(hours=24)
"""A consent is for the change that is being made now, not for any change later on."""
MAX_GRANTS: Final = 50

DATA_GRANTS: HassKey[Grants] = HassKey(STORAGE_KEY)
SIGNAL_GRANTS_CHANGED: SignalType[str] = SignalType(f"{DOMAIN}_grants_changed")
"""Sent with the person_id whose grants changed."""


class Level(StrEnum):
    """What a grant allows; to write includes to read."""

    READ = "read"
    WRITE = "write"


_POLICY: Final = {Level.READ: POLICY_READ, Level.WRITE: POLICY_CONTROL}


@dataclass(frozen=True, slots=True)
class Grant:
    """What a private person allows one user. Times are ISO 8601 in UTC; ``expires`` None: until taken back."""

    level: Level
    granted_by: str
    granted_at: str
    expires: str | None = None

    def allows(self, level: Level, now: datetime) -> bool:
        """Return whether the grant covers ``level`` at ``now``; an unreadable end counts as past."""
        if level is Level.WRITE and self.level is not Level.WRITE:
            return False
        if self.expires is None:
            return True
        end = dt_util.parse_datetime(self.expires)
        return end is not None and end.tzinfo is not None and now < end


def _mapping(data: object) -> dict[str, Any]:
    """Return what was stored as a mapping; anything else is an empty one."""
    return data if isinstance(data, dict) else {}


def _grant(data: object) -> Grant | None:
    """Return the grant that was stored, None where it is not one."""
    if not isinstance(data, dict):
        return None
    try:
        grant = Grant(Level(data["level"]), data["granted_by"], data["granted_at"], data.get("expires"))
    except KeyError, ValueError:
        return None
    texts = (grant.granted_by, grant.granted_at, grant.expires or "")
    return grant if all(isinstance(text, str) for text in texts) else None


class Grants:
    """Every grant and consent of the household."""

    def __init__(self, hass: HomeAssistant) -> None:
        """Know nothing until loaded."""
        self._hass = hass
        self._store = Store[dict[str, Any]](hass, STORAGE_VERSION, STORAGE_KEY, private=True, atomic_writes=True)
        self._grants: dict[str, dict[str, Grant]] = {}
        self._consents: dict[str, dict[str, str]] = {}

    async def async_load(self) -> None:
        """Read what was kept and drop what belongs to users who are gone."""
        data = await self._store.async_load() or {}
        known = {user.id for user in await self._hass.auth.async_get_users()}
        for person_id, by_user in _mapping(data.get("grants")).items():
            parsed = {user_id: _grant(grant) for user_id, grant in _mapping(by_user).items() if user_id in known}
            self._grants[person_id] = {
                user_id: grant for user_id, grant in parsed.items() if grant is not None and grant.granted_by in known
            }
        self._consents = {
            person_id: {"user_id": str(consent["user_id"]), "at": str(consent.get("at"))}
            for person_id, found in _mapping(data.get("consents")).items()
            if str((consent := _mapping(found)).get("user_id")) in known
        }

    async def _async_save(self) -> None:
        await self._store.async_save(
            {
                "grants": {
                    person_id: {user_id: asdict(grant) for user_id, grant in grants.items()}
                    for person_id, grants in self._grants.items()
                    if grants
                },
                "consents": self._consents,
            }
        )

    @callback
    def async_of(self, person: Person) -> dict[str, Grant]:
        """Return the grants in force by user: those given by the person's own user and not past."""
        now = dt_util.utcnow()
        return {
            user_id: grant
            for user_id, grant in self._grants.get(person.person_id, {}).items()
            if grant.granted_by == person.user_id and grant.allows(Level.READ, now)
        }

    @callback
    def async_consented(self, person_id: str, user_id: str | None) -> bool:
        """Return whether ``user_id`` agreed a short while ago."""
        consent = self._consents.get(person_id)
        if consent is None or user_id is None or consent["user_id"] != user_id:
            return False
        at = dt_util.parse_datetime(consent["at"])
        return at is not None and dt_util.utcnow() - at < CONSENT_VALID_FOR

    async def async_set(self, person: Person, own: User, user_id: str, level: Level, expires: datetime | None) -> Grant:
        """Give or change a grant in the name of ``own``, the person's own user."""
        end = None if expires is None else dt_util.as_utc(expires).isoformat()
        grant = Grant(level, own.id, dt_util.utcnow().isoformat(), end)
        self._grants[person.person_id] = {**self.async_of(person), user_id: grant}
        await self._async_changed(person.person_id)
        return grant

    async def async_revoke(self, person_id: str, user_id: str) -> bool:
        """Take a grant back; return whether there was one."""
        found = self._grants.get(person_id, {}).pop(user_id, None) is not None
        if found:
            await self._async_changed(person_id)
        return found

    async def async_consent(self, person: Person, own: User, *, consent: bool) -> None:
        """Keep or take back the consent of ``own``, the person's own user, to share the data again."""
        if consent:
            self._consents[person.person_id] = {"user_id": own.id, "at": dt_util.utcnow().isoformat()}
        else:
            self._consents.pop(person.person_id, None)
        await self._async_save()

    async def async_forget_person(self, person_id: str) -> None:
        """Drop everything about a person who is erased."""
        grants, consent = self._grants.pop(person_id, None), self._consents.pop(person_id, None)
        if grants is not None or consent is not None:
            await self._async_changed(person_id)

    async def async_forget_user(self, user_id: str) -> None:
        """Drop what a removed user was given and gave."""
        touched = set()
        for person_id, grants in self._grants.items():
            kept = {who: grant for who, grant in grants.items() if user_id not in (who, grant.granted_by)}
            if kept != grants:
                self._grants[person_id] = kept
                touched.add(person_id)
        for person_id in [key for key, consent in self._consents.items() if consent["user_id"] == user_id]:
            del self._consents[person_id]
            touched.add(person_id)
        for person_id in sorted(touched):
            await self._async_changed(person_id)

    async def _async_changed(self, person_id: str) -> None:
        await self._async_save()
        async_dispatcher_send(self._hass, SIGNAL_GRANTS_CHANGED, person_id)


async def async_setup_privacy(hass: HomeAssistant) -> Grants:
    """Load the grants once, and keep them free of users who are removed."""
    if (known := hass.data.get(DATA_GRANTS)) is not None:
        return known
    grants = Grants(hass)
    await grants.async_load()
    # A second caller may have been faster while the file was read.
    if (known := hass.data.get(DATA_GRANTS)) is not None:
        return known
    hass.data[DATA_GRANTS] = grants

    async def user_removed(event: Event) -> None:
        await grants.async_forget_user(event.data["user_id"])

    hass.bus.async_listen(EVENT_USER_REMOVED, user_removed)
    return grants


@callback
def async_may_read(hass: HomeAssistant, household: Household, person: Person, user: User | None) -> bool:
    """Return whether ``user`` may see the person's data; None is an automation without a user."""
    return _may(hass, household, person, user, Level.READ)


@callback
def async_may_write(hass: HomeAssistant, household: Household, person: Person, user: User | None) -> bool:
    """Return whether ``user`` may add and correct readings; None is an automation without a user."""
    return _may(hass, household, person, user, Level.WRITE)


@callback
def async_is_own(person: Person, user: User | None) -> bool:
    """Return whether ``user`` is the person."""
    return user is not None and user.is_active and person.user_id is not None and user.id == person.user_id


def _may(hass: HomeAssistant, household: Household, person: Person, user: User | None, level: Level) -> bool:
    if person.person_id not in household.people:
        return False  # removed meanwhile: who had a view of them has none any more
    if user is None:
        return not person.private or person.allow_automations
    if not user.is_active:
        return False
    if async_is_own(person, user):
        return True
    if not person.private:
        return _home_assistant_allows(hass, person, user, _POLICY[level])
    grants = hass.data.get(DATA_GRANTS)
    grant = None if grants is None else grants.async_of(person).get(user.id)
    return grant is not None and grant.allows(level, dt_util.utcnow())


def _home_assistant_allows(hass: HomeAssistant, person: Person, user: User, policy: str) -> bool:
    """Return what the user's groups say about the person's entities, all of them."""
    if user.permissions.access_all_entities(policy):
        return True
    registry = er.async_get(hass)
    entities = [
        entity.entity_id
        for entry in hass.config_entries.async_entries(DOMAIN)
        for entity in er.async_entries_for_config_entry(registry, entry.entry_id)
        if entity.config_subentry_id == person.subentry_id
    ]
    return bool(entities) and all(user.permissions.check_entity(entity_id, policy) for entity_id in entities)


@callback
def async_has_share_consent(hass: HomeAssistant, person_id: str) -> bool:
    """Return whether a private person's own user agreed, within the last day, to be shared again."""
    grants = hass.data.get(DATA_GRANTS)
    if grants is None:
        return False
    return any(
        (person := entry.runtime_data.people.get(person_id)) is not None
        and grants.async_consented(person_id, person.user_id)
        for entry in hass.config_entries.async_loaded_entries(DOMAIN)
    )
