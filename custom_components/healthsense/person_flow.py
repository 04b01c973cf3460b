"""Adding a person and changing what is known of one: who, profile, sources, privacy."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from itertools import chain
from typing import Any, Final
from uuid import uuid4

import voluptuous as vol
from homeassistant.config_entries import SOURCE_RECONFIGURE, ConfigSubentry, SubentryFlowResult
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.selector import (
    BooleanSelector,
    EntitySelector,
    EntitySelectorConfig,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
    TextSelector,
)
from homeassistant.util import dt as dt_util

from .background_flow import BACKGROUND_PAGES, BackgroundPages
from .care_plan_form import CarePlanSteps
from .const import (
    CONF_ALLOW_ASSIST,
    CONF_ALLOW_AUTOMATIONS,
    CONF_CARE_PLAN,
    CONF_IMPORT_HISTORY,
    CONF_PERSON_ENTITY,
    CONF_PERSON_ID,
    CONF_PRIVACY,
    CONF_PROFILE,
    CONF_SOURCES,
    CONF_USER_ID,
    DOMAIN,
    PRIVACY_PRIVATE,
    PRIVACY_SHARED,
    SUBENTRY_PERSON,
)
from .engine.profile import Profile, ProfileError
from .privacy import async_has_share_consent
from .profile_form import check_profile, form_error, from_form, profile_schema, to_form
from .source_candidates import async_candidates
from .source_suggestions import suggest_sources
from .sources_form import (
    SourceError,
    Sources,
    async_bind,
    async_shown,
    async_vital_name,
    bound_entities,
    chosen,
    sources_schema,
)

CONF_NAME: Final = "name"
MAX_NAME_LENGTH: Final = 100

_WHO: Final = vol.Schema(
    {
        vol.Optional(CONF_NAME): TextSelector(),
        vol.Optional(CONF_PERSON_ENTITY): EntitySelector(EntitySelectorConfig(filter={"domain": "person"})),
        vol.Required(CONF_PRIVACY, default=PRIVACY_SHARED): SelectSelector(
            SelectSelectorConfig(
                options=[PRIVACY_SHARED, PRIVACY_PRIVATE], translation_key="privacy", mode=SelectSelectorMode.LIST
            )
        ),
        vol.Required(CONF_ALLOW_AUTOMATIONS, default=False): BooleanSelector(),
        vol.Required(CONF_ALLOW_ASSIST, default=False): BooleanSelector(),
    }
)


class PersonFlow(BackgroundPages, CarePlanSteps):
    """A person of the household. The id made here never changes: the history hangs on it."""

    def __init__(self) -> None:
        """Start with nothing known."""
        self._title = ""
        self._data: dict[str, Any] = {}

    async def async_step_user(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Ask who it is and who may see it."""
        errors: dict[str, str] = {}
        if user_input is not None and not (errors := self._who_errors(user_input)):
            self._keep_who(user_input)
            return await self.async_step_profile()
        return self._page("user", _WHO, user_input, errors)

    async def async_step_profile(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Ask for the facts that scores rest on."""
        units, errors = self.hass.config.units, dict[str, str]()
        stored: Mapping[str, Any] = self._stored.get(CONF_PROFILE, {})
        if user_input is not None:
            today = dt_util.now().date()
            profile = from_form(user_input, units, stored=stored, today=today)
            try:
                parsed = await self.hass.async_add_executor_job(self._check_profile, profile, today)
            except ProfileError as err:
                errors = form_error(err)
            else:
                words = {"conditions": sorted(parsed.conditions), "treatments": sorted(parsed.treatments)}
                self._data[CONF_PROFILE] = profile | {key: listed for key, listed in words.items() if listed}
                return self._finish() if self._changing else await self.async_step_sources()
        return self._page("profile", profile_schema(units), user_input or to_form(stored, units), errors)

    async def async_step_sources(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Ask which entities measure what; a new person's form is filled in with what looks right."""
        errors: dict[str, str] = {}
        about: dict[str, str] = {}
        if user_input is not None:
            try:
                sources = async_bind(self.hass, chosen(user_input))
            except SourceError as err:
                errors["base"] = err.reason
                vital = await async_vital_name(self.hass, err.vital)
                about = {"entity": err.entity_id, "vital": vital, "unit": err.unit}
            else:
                self._keep_sources(sources, import_history=user_input[CONF_IMPORT_HISTORY])
                return self._finish() if self._changing else await self.async_step_notice()
            shown: Mapping[str, list[str]] = chosen(user_input)
        else:
            shown = await self._first_choice()
        return self.async_show_form(
            step_id="sources",
            data_schema=sources_schema(shown, self._own_entities()),
            errors=errors,
            description_placeholders={"name": self._title} | about,
        )

    async def async_step_notice(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Say to a private person what privacy can and cannot do here; a shared person needs no extra page."""
        if user_input is None and self._data[CONF_PRIVACY] == PRIVACY_PRIVATE:
            return self._page("notice", vol.Schema({}), None, {})
        return self._finish()

    async def async_step_reconfigure(self, _: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Offer what can be changed."""
        self._title = self._get_reconfigure_subentry().title
        self._data = dict(self._stored)
        # Reminders are entities, and a private person has none.
        plan = [] if self._data[CONF_PRIVACY] == PRIVACY_PRIVATE else [CONF_CARE_PLAN]
        return self.async_show_menu(
            step_id="reconfigure",
            menu_options=["profile", *BACKGROUND_PAGES, *plan, "sources", "privacy"],
            description_placeholders={"name": self._title},
        )

    async def async_step_privacy(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Change the name, the linked person and who may see what."""
        errors: dict[str, str] = {}
        if user_input is not None:
            errors = self._who_errors(user_input) or self._consent_errors(user_input)
            if not errors:
                went_private = self._data[CONF_PRIVACY] != user_input[CONF_PRIVACY] == PRIVACY_PRIVATE
                self._keep_who(user_input)
                return await self.async_step_notice() if went_private else self._finish()
        return self._page("privacy", _WHO, user_input or {CONF_NAME: self._title, **self._data}, errors)

    @property
    def _changing(self) -> bool:
        return self.source == SOURCE_RECONFIGURE

    @property
    def _stored(self) -> Mapping[str, Any]:
        return self._get_reconfigure_subentry().data if self._changing else {}

    def _others(self) -> Iterator[ConfigSubentry]:
        mine = self._get_reconfigure_subentry().subentry_id if self._changing else None
        for subentry in self._get_entry().get_subentries_of_type(SUBENTRY_PERSON):
            if subentry.subentry_id != mine:
                yield subentry

    def _name_of(self, form: Mapping[str, Any]) -> str:
        if name := str(form.get(CONF_NAME) or "").strip():
            return name
        state = self.hass.states.get(form.get(CONF_PERSON_ENTITY, ""))
        return state.name if state is not None else ""

    def _user_of(self, person_entity: str | None) -> str | None:
        state = self.hass.states.get(person_entity or "")
        return None if state is None else state.attributes.get("user_id")

    def _private_user(self, person_entity: str | None) -> str | None:
        """Return whose the person is from now on: the user it was private for already, else the one linked now.

        Otherwise an administrator could link the person to a user of their own, and read.
        """
        stored = self._stored
        if stored.get(CONF_PRIVACY) == PRIVACY_PRIVATE and person_entity == stored.get(CONF_PERSON_ENTITY):
            return stored.get(CONF_USER_ID) or self._user_of(person_entity)
        return self._user_of(person_entity)

    def _who_errors(self, form: Mapping[str, Any]) -> dict[str, str]:
        name, person = self._name_of(form), form.get(CONF_PERSON_ENTITY)
        private = form[CONF_PRIVACY] == PRIVACY_PRIVATE
        taken = {other.data.get(CONF_PERSON_ENTITY) for other in self._others()} - {None}
        names = {other.title.casefold() for other in self._others()}
        wrong = (
            (CONF_NAME, "name_required", not name),
            (CONF_NAME, "name_too_long", len(name) > MAX_NAME_LENGTH),
            (CONF_NAME, "name_taken", name.casefold() in names),
            (CONF_PERSON_ENTITY, "person_taken", person in taken),
            (CONF_PERSON_ENTITY, "private_needs_person", private and person is None),
            (CONF_PERSON_ENTITY, "private_needs_user", private and self._user_of(person) is None),
        )
        return next(({field: error} for field, error, found in wrong if found), {})

    def _consent_errors(self, form: Mapping[str, Any]) -> dict[str, str]:
        """Return what an administrator may not change for a private person without that person's consent."""
        stored = self._stored
        if stored[CONF_PRIVACY] != PRIVACY_PRIVATE or async_has_share_consent(self.hass, stored[CONF_PERSON_ID]):
            return {}
        if form[CONF_PRIVACY] != PRIVACY_PRIVATE:
            return {CONF_PRIVACY: "consent_needed"}
        if form.get(CONF_PERSON_ENTITY) != stored.get(CONF_PERSON_ENTITY):
            return {CONF_PERSON_ENTITY: "consent_needed"}
        for permission in (CONF_ALLOW_AUTOMATIONS, CONF_ALLOW_ASSIST):
            if form[permission] and not stored.get(permission):
                return {permission: "consent_needed"}
        return {}

    def _keep_who(self, form: Mapping[str, Any]) -> None:
        self._title = self._name_of(form)
        self._data.setdefault(CONF_PERSON_ID, uuid4().hex)
        self._data[CONF_PRIVACY] = form[CONF_PRIVACY]
        self._data[CONF_ALLOW_AUTOMATIONS] = form[CONF_ALLOW_AUTOMATIONS]
        self._data[CONF_ALLOW_ASSIST] = form[CONF_ALLOW_ASSIST]
        self._data.pop(CONF_PERSON_ENTITY, None)
        self._data.pop(CONF_USER_ID, None)
        if person := form.get(CONF_PERSON_ENTITY):
            self._data[CONF_PERSON_ENTITY] = person
        if form[CONF_PRIVACY] == PRIVACY_PRIVATE and (user_id := self._private_user(person)) is not None:
            self._data[CONF_USER_ID] = user_id

    def _keep_sources(self, sources: dict[str, list[dict[str, str | None]]], *, import_history: bool) -> None:
        """Keep the sources, and the list of those whose past the household is to import (it empties the list)."""
        before: Sources = self._stored.get(CONF_SOURCES, {})
        known = {*bound_entities(before), *chain.from_iterable(async_shown(self.hass, before).values())}
        waiting = set(self._stored.get(CONF_IMPORT_HISTORY, ()))
        now = dict.fromkeys(bound_entities(sources))
        self._data[CONF_SOURCES] = sources
        self._data[CONF_IMPORT_HISTORY] = [
            entity for entity in now if entity in waiting or (import_history and entity not in known)
        ]

    async def _first_choice(self) -> Mapping[str, list[str]]:
        """Return what is bound, for a new person what looks right (many patterns: not for the event loop)."""
        if self._changing:
            return async_shown(self.hass, self._stored.get(CONF_SOURCES, {}))
        taken = chain.from_iterable(
            entities
            for other in self._others()
            for entities in async_shown(self.hass, other.data.get(CONF_SOURCES, {})).values()
        )
        person = self._data.get(CONF_PERSON_ENTITY)
        candidates = async_candidates(self.hass, person_entity=person, name=self._title)
        alone = not any(self._others()) and len(self.hass.states.async_entity_ids("person")) <= 1
        return await self.hass.async_add_executor_job(
            partial(suggest_sources, candidates, taken=frozenset(taken), alone=alone)
        )

    def _own_entities(self) -> list[str]:
        entities = er.async_get(self.hass).entities.values()
        return [entry.entity_id for entry in entities if entry.platform == DOMAIN]

    def _check_profile(self, profile: Mapping[str, Any], today: date) -> Profile:
        now_ms = int(dt_util.utcnow().timestamp() * 1000)
        return check_profile(profile, time_zone=self.hass.config.time_zone, now_ms=now_ms, today=today)

    def _finish(self) -> SubentryFlowResult:
        if self._changing:
            return self.async_update_and_abort(
                self._get_entry(), self._get_reconfigure_subentry(), title=self._title, data=self._data
            )
        return self.async_create_entry(title=self._title, data=self._data, unique_id=self._data[CONF_PERSON_ID])
