"""What the entities of alerts and of their settings share. Nobody private has one."""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from typing import Any, Final, override

from homeassistant.auth.models import User
from homeassistant.const import MATCH_ALL
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.event import async_track_point_in_utc_time

from .access import async_caller, async_check, failed, invalid
from .alert_view import AlertView
from .engine.alerts.controls import ControlError, Setting
from .engine.alerts.model import Alert, Cause, News
from .engine.measurement import to_datetime
from .engine.monitor import Result
from .engine.store import StoreError
from .entity import HealthSenseEntity
from .household import HealthSenseConfigEntry, Household, now_ms
from .person import Person
from .privacy import Level as Access

SETTING_REFUSED: Final = frozenset({"bad_time", "implausible", "not_a_number", "clinician_only"})
"""Reasons that have a text of their own."""

type Look[S] = tuple[S, dict[str, Any] | None]
"""What an entity shows: its state, and what stands beside it."""


def iso(at_ms: int | None) -> str | None:
    """Return a moment as text."""
    return None if at_ms is None else to_datetime(at_ms).isoformat()


def concerns(alert: Alert, cause: Cause) -> bool:
    """Return whether an alert is about a family, by itself or because another one joined it."""
    return cause is alert.cause or cause in alert.causes


def refused(error: ControlError) -> ServiceValidationError:
    """Return what is wrong with a setting."""
    known = error.reason in SETTING_REFUSED
    return invalid(f"setting_refused_{error.reason}" if known else "setting_refused")


@callback
def async_who(hass: HomeAssistant, person: Person, by: str) -> str | None:
    """Return the name of a recipient, or of the person whose user this is; None of an automation or somebody gone."""
    if not by:
        return None
    if (recipient := person.escalation.recipients.get(by)) is not None:
        return recipient.name
    return next((one.name for one in hass.states.async_all("person") if one.attributes.get("user_id") == by), None)


@callback
def async_remove_others(
    hass: HomeAssistant, entry: HealthSenseConfigEntry, person: Person, domain: str, keys: Collection[str] = ()
) -> None:
    """Remove a person's entities of a domain but these: somebody who went private has none any more."""
    registry = er.async_get(hass)
    wanted = {f"{person.person_id}_{key}" for key in keys}
    for one in er.async_entries_for_config_entry(registry, entry.entry_id):
        ours = one.domain == domain and one.config_subentry_id == person.subentry_id
        if ours and one.unique_id not in wanted:
            registry.async_remove(one.entity_id)


@callback
def async_shared_people(hass: HomeAssistant, entry: HealthSenseConfigEntry, domain: str) -> list[Person]:
    """Return everybody who has entities of alerts in a domain, and remove those of who went private."""
    people = list(entry.runtime_data.people.values())
    for person in people:
        if person.private:
            async_remove_others(hass, entry, person, domain)
    return [person for person in people if not person.private]


@callback
def async_watch_vitals(
    household: Household, person: Person, add: Callable[[Collection[str]], None], there: Iterable[str] = ()
) -> CALLBACK_TYPE:
    """Call ``add`` with the vitals that are bound, were read or are ``there``, then with each that is new."""
    known = {*person.sources, *(person.result.current if person.result is not None else ()), *there}
    add(frozenset(known))

    @callback
    def take(_person: Person, result: Result) -> None:
        if new := {key for key in result.changed if key not in known and key in result.current}:
            known.update(new)
            add(new)

    return household.async_subscribe(person.person_id, take)


class AlertDoor(HealthSenseEntity):
    """An entity through which somebody sets or says something about alerts."""

    def __init__(self, household: Household, view: AlertView, key: str) -> None:
        """Belong to the person's device."""
        super().__init__(household, view.person, key)
        self._view = view

    async def _async_by(self, access: Access) -> str:
        """Return who asks (empty: an automation), once it is known that they may."""
        user: User | None = None
        if self._context is not None:
            user = await async_caller(self.hass, self._context)
        async_check(self.hass, self._household, self._person.person_id, user, access, context=self._context)
        return "" if user is None else user.id

    async def _async_set(self, key: str, body: Mapping[str, Any] | None) -> None:
        """Keep a setting in the store; None takes it back.

        Raises:
            HomeAssistantError: it cannot be used, or the history failed.
        """
        setting = Setting(key, body, await self._async_by(Access.WRITE), now_ms())
        try:
            await self._household.async_set_control(self._person.person_id, setting)
        except ControlError as err:
            raise refused(err) from err
        except StoreError as err:
            raise failed(err) from err


class AlertEntity[S](AlertDoor):
    """An entity that shows something of a person's alerts or settings. It is written when that changed."""

    _unrecorded_attributes = frozenset({MATCH_ALL})

    def __init__(self, household: Household, view: AlertView, key: str) -> None:
        """Show what is known already."""
        super().__init__(household, view, key)
        self._look: Look[S] | None = None
        self._timer: CALLBACK_TYPE | None = None
        self._timer_ms: int | None = None

    @override
    async def async_added_to_hass(self) -> None:
        """Follow the person."""
        await super().async_added_to_hass()
        self.async_on_remove(self._view.async_subscribe(self._changed))
        self.async_on_remove(self._disarm)
        self._refresh()

    def look(self, news: News, at_ms: int) -> Look[S]:
        """Return what is shown at a moment."""
        raise NotImplementedError

    def show(self, state: S) -> None:
        """Take the state over into the platform's own field."""
        raise NotImplementedError

    def until_ms(self, news: News) -> int | None:  # noqa: ARG002 - most end with a change alone
        """Return when time alone changes what is shown."""
        return None

    @callback
    def _changed(self) -> None:
        if self._refresh():
            self.async_write_ha_state()

    def _refresh(self) -> bool:
        news = self._view.news
        self._arm(self.until_ms(news))
        look = self.look(news, now_ms())
        if look == self._look:
            return False
        self._look = look
        state, self._attr_extra_state_attributes = look[0], look[1] or {}
        self.show(state)
        return True

    @callback
    def _arm(self, due_ms: int | None) -> None:
        if due_ms == self._timer_ms:
            return
        self._disarm()
        if due_ms is not None and due_ms > now_ms():
            self._timer_ms = due_ms
            self._timer = async_track_point_in_utc_time(self.hass, self._due, to_datetime(due_ms))

    @callback
    def _disarm(self) -> None:
        if self._timer is not None:
            self._timer()
        self._timer = self._timer_ms = None

    @callback
    def _due(self, _at: datetime) -> None:
        self._timer = self._timer_ms = None
        self._changed()
