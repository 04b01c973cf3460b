"""Who lives here: people and their plans as the entry's subentries tell them."""

import logging
from collections.abc import Mapping
from typing import Any, Final

from homeassistant.config_entries import ConfigEntry, ConfigSubentry
from homeassistant.core import HomeAssistant, State, callback
from homeassistant.util import dt as dt_util

from .const import (
    CONF_ALLOW_ASSIST,
    CONF_ALLOW_AUTOMATIONS,
    CONF_CARE_PLAN,
    CONF_PERSON_ENTITY,
    CONF_PERSON_ID,
    CONF_PRIVACY,
    CONF_PROFILE,
    CONF_STREAMING_PLATFORMS,
    CONF_USER_ID,
    DEFAULT_STREAMING_PLATFORMS,
    PRIVACY_PRIVATE,
    SUBENTRY_ESCALATION,
    SUBENTRY_PERSON,
)
from .engine.alerts.plan import EscalationError, EscalationPlan, parse_escalation
from .engine.care_plan import Plan, PlanError, parse_plan
from .engine.profile import Profile, ProfileError
from .person import Person
from .source_watch import bindings
from .worker import PersonSetup, make_profile

_LOGGER = logging.getLogger(__name__)

_NOT_OF_THE_PLAN: Final = frozenset({CONF_PERSON_ID})


async def async_people(hass: HomeAssistant, entry: ConfigEntry, at_ms: int) -> dict[str, Person]:
    """Return everybody by id, as the entry tells them at ``at_ms``."""
    platforms = entry.options.get(CONF_STREAMING_PLATFORMS, DEFAULT_STREAMING_PLATFORMS)
    escalations = escalations_of(entry)
    found = {}
    for subentry in entry.get_subentries_of_type(SUBENTRY_PERSON):
        person_id = subentry.data[CONF_PERSON_ID]
        private = subentry.data.get(CONF_PRIVACY) == PRIVACY_PRIVATE
        person = Person(
            person_id=person_id,
            name=subentry.title,
            subentry_id=subentry.subentry_id,
            profile=await _async_profile(hass, subentry, at_ms),
            private=private,
            allow_automations=bool(subentry.data.get(CONF_ALLOW_AUTOMATIONS)),
            allow_assist=bool(subentry.data.get(CONF_ALLOW_ASSIST)),
            user_id=subentry.data.get(CONF_USER_ID) if private else None,
            bindings=bindings(hass, subentry, platforms),
            escalation=escalations.get(person_id, EscalationPlan()),
            care_plan=_care_plan(subentry),
        )
        found[person_id] = person
        if person.user_id is None and (linked := subentry.data.get(CONF_PERSON_ENTITY)):
            person.linked = linked
            person.user_id = user_of(hass.states.get(linked))
    return found


@callback
def escalations_of(entry: ConfigEntry) -> dict[str, EscalationPlan]:
    """Return the escalation plans by person; one that cannot be read is none."""
    found = {}
    for subentry in entry.get_subentries_of_type(SUBENTRY_ESCALATION):
        data: Mapping[str, Any] = {key: kept for key, kept in subentry.data.items() if key not in _NOT_OF_THE_PLAN}
        try:
            found[subentry.data[CONF_PERSON_ID]] = parse_escalation(data)
        except EscalationError as err:
            # The form checked it; a file edited by hand may still be wrong.
            _LOGGER.warning("An escalation plan cannot be used: field %s, %s", err.field, err.reason)
    return found


def _care_plan(subentry: ConfigSubentry) -> Plan:
    try:
        return parse_plan(subentry.data.get(CONF_CARE_PLAN), today=dt_util.now().date())
    except PlanError as err:
        _LOGGER.warning("A person's care plan cannot be used: field %s, %s", err.field, err.reason)
        return Plan()


async def _async_profile(hass: HomeAssistant, subentry: ConfigSubentry, at_ms: int) -> Profile:
    data = subentry.data.get(CONF_PROFILE, {})
    try:
        return await hass.async_add_executor_job(make_profile, data, hass.config.time_zone, at_ms)
    except ProfileError as err:
        # The form checked it; a file edited by hand may still be wrong. Scores then refuse.
        _LOGGER.warning("A person's profile cannot be used: field %s, %s", err.field, err.reason)
        return await hass.async_add_executor_job(make_profile, {}, hass.config.time_zone, at_ms)


def user_of(state: State | None) -> str | None:
    """Return the user of a person's state."""
    return None if state is None else state.attributes.get("user_id")


def setup_of(person: Person) -> PersonSetup:
    """Return what the worker needs to watch a person."""
    return PersonSetup(person.person_id, person.profile, person.priorities, person.escalation, person.care_plan)
