"""What a person can do about an issue: choose another source, accept a unit, decide about history left behind."""

from collections.abc import Mapping
from typing import Any, cast

import voluptuous as vol
from homeassistant.components.repairs import ConfirmRepairFlow, RepairsFlow, RepairsFlowResult
from homeassistant.config_entries import ConfigEntryState, ConfigSubentry
from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import issue_registry as ir
from homeassistant.helpers.selector import (
    BooleanSelector,
    EntitySelector,
    EntitySelectorConfig,
    SelectOptionDict,
    SelectSelector,
    SelectSelectorConfig,
    TextSelector,
)

from .const import CONF_IMPORT_HISTORY, CONF_PERSON_ID, CONF_SOURCES, DOMAIN, SUBENTRY_PERSON
from .engine.store import StoreError
from .erase import async_erase
from .household import HealthSenseConfigEntry, Household
from .source_candidates import DOMAINS, entity_unit
from .sources_form import SourceError, async_bind, async_vital_name, current_id

type IssueData = Mapping[str, str | int | float | None]

_REPLACEMENT = vol.Schema(
    {
        vol.Optional("entity"): EntitySelector(EntitySelectorConfig(filter={"domain": sorted(DOMAINS)})),
        vol.Required(CONF_IMPORT_HISTORY, default=True): BooleanSelector(),
    }
)


@callback
def async_entry(hass: HomeAssistant) -> HealthSenseConfigEntry | None:
    """Return the household's entry."""
    entries = hass.config_entries.async_entries(DOMAIN)
    return cast(HealthSenseConfigEntry, entries[0]) if entries else None


class _Flow(RepairsFlow):
    """A flow about one person. The first step's input is the manager's, so the first page is a step of its own."""

    def __init__(self, issue: IssueData) -> None:
        """Keep what the issue is about."""
        self._issue = issue

    @property
    def _person_id(self) -> str:
        return str(self._issue.get("person_id") or "")

    def _subentry(self) -> ConfigSubentry | None:
        entry = async_entry(self.hass)
        people = entry.get_subentries_of_type(SUBENTRY_PERSON) if entry is not None else ()
        return next((person for person in people if person.data[CONF_PERSON_ID] == self._person_id), None)

    def _household(self) -> Household | None:
        entry = async_entry(self.hass)
        return entry.runtime_data if entry is not None and entry.state is ConfigEntryState.LOADED else None

    async def _placeholders(self) -> dict[str, str]:
        issue = ir.async_get(self.hass).async_get_issue(DOMAIN, self.issue_id)
        told = dict(issue.translation_placeholders or {}) if issue is not None else {}
        person, vital = self._subentry(), str(self._issue.get("vital") or "")
        entity_id = str(self._issue.get("entity_id") or "")
        about = {
            "name": person.title if person is not None else str(self._issue.get("name") or ""),
            "vital": await async_vital_name(self.hass, vital),
            "entity": entity_id,
            "unit": entity_unit(self.hass, entity_id) or "-",
        }
        return told | about


class SourceMissingFlow(_Flow):
    """An entity that measured a vital is gone: name another one, or do without."""

    async def async_step_init(self, _: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Begin."""
        return await self.async_step_replace()

    async def async_step_replace(self, user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Ask for the entity that takes its place; none drops the source."""
        if (person := self._subentry()) is None:
            return self.async_abort(reason="person_gone")
        errors: dict[str, str] = {}
        if user_input is not None:
            vital, chosen = str(self._issue["vital"]), user_input.get("entity")
            try:
                new = async_bind(self.hass, {vital: [chosen]} if chosen else {})
            except SourceError as err:
                errors["entity"] = err.reason
            else:
                self._replace(person, vital, new.get(vital, []), import_history=user_input[CONF_IMPORT_HISTORY])
                return self.async_create_entry(data={})
        return self.async_show_form(
            step_id="replace",
            data_schema=self.add_suggested_values_to_schema(_REPLACEMENT, user_input or self._first_choice()),
            errors=errors,
            description_placeholders=await self._placeholders(),
        )

    def _first_choice(self) -> dict[str, Any]:
        return {}

    def _replace(
        self, person: ConfigSubentry, vital: str, new: list[dict[str, str | None]], *, import_history: bool
    ) -> None:
        """Put what was chosen where the old source stood; an entity bound already is not bound twice."""
        sources: dict[str, list[dict[str, str | None]]] = dict(person.data[CONF_SOURCES])
        others = [bound for bound in sources.get(vital, []) if not self._is_it(bound)]
        kept = {current_id(self.hass, bound) for bound in others}
        fresh = [bound for bound in new if bound["entity_id"] not in kept]
        sources[vital] = [bound for old in sources.get(vital, []) for bound in (fresh if self._is_it(old) else [old])]
        foreign = [str(bound["entity_id"]) for bound in fresh if not self._is_it(bound)] if import_history else []
        self._save(person, {key: bound for key, bound in sources.items() if bound}, foreign)

    def _is_it(self, bound: Mapping[str, str | None]) -> bool:
        return self._issue.get("entity_id") in {bound["entity_id"], current_id(self.hass, bound)}

    def _save(
        self, person: ConfigSubentry, sources: dict[str, list[dict[str, str | None]]], imports: list[str]
    ) -> None:
        waiting = dict.fromkeys((*person.data.get(CONF_IMPORT_HISTORY, ()), *imports))
        data = {**person.data, CONF_SOURCES: sources, CONF_IMPORT_HISTORY: list(waiting)}
        for entry in self.hass.config_entries.async_entries(DOMAIN):
            if person.subentry_id in entry.subentries:
                self.hass.config_entries.async_update_subentry(entry, person, data=data)


class SourceUnitFlow(SourceMissingFlow):
    """An entity reports in a unit that does not fit: confirm once it does, name another one, or do without."""

    def _first_choice(self) -> dict[str, Any]:
        return {"entity": self._issue.get("entity_id")}


class OrphanedHistoryFlow(_Flow):
    """A person was removed and their history stayed: erase it, or give it to a person of the household."""

    async def async_step_init(self, _: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Offer both."""
        if (household := self._household()) is None:
            return self.async_abort(reason="not_loaded")
        if self._subentry() is not None:
            return self.async_abort(reason="person_is_back")
        options = ["erase", "attach"] if self._targets(household) else ["erase"]
        return self.async_show_menu(
            step_id="init", menu_options=options, description_placeholders=await self._placeholders()
        )

    async def async_step_erase(self, user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Erase for ever once the name was typed."""
        if (household := self._household()) is None:
            return self.async_abort(reason="not_loaded")
        errors: dict[str, str] = {}
        if user_input is not None:
            if str(user_input["name"]).strip().casefold() != str(self._issue.get("name") or "").strip().casefold():
                errors["name"] = "wrong_name"
            else:
                try:
                    await async_erase(self.hass, household, self._person_id)
                except HomeAssistantError:
                    errors["base"] = "failed"
                else:
                    return self.async_create_entry(data={})
        return self.async_show_form(
            step_id="erase",
            data_schema=vol.Schema({vol.Required("name"): TextSelector()}),
            errors=errors,
            description_placeholders=await self._placeholders(),
        )

    async def async_step_attach(self, user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Give the history to the person chosen."""
        if (household := self._household()) is None:
            return self.async_abort(reason="not_loaded")
        errors: dict[str, str] = {}
        if user_input is not None:
            try:
                await household.async_reassign_all(self._person_id, user_input["person"])
            except StoreError:
                errors["base"] = "failed"
            else:
                return self.async_create_entry(data={})
        options = [SelectOptionDict(value=key, label=label) for key, label in self._targets(household).items()]
        return self.async_show_form(
            step_id="attach",
            data_schema=vol.Schema({vol.Required("person"): SelectSelector(SelectSelectorConfig(options=options))}),
            errors=errors,
            description_placeholders=await self._placeholders(),
        )

    def _targets(self, household: Household) -> dict[str, str]:
        """Return who may get it: what a private person left behind goes to nobody but the same user."""
        user_id = self._issue.get("user_id")
        return {
            person.person_id: person.name
            for person in household.people.values()
            if not user_id or (person.private and person.user_id == user_id)
        }


_FLOWS: Mapping[str, type[_Flow]] = {
    "source_missing": SourceMissingFlow,
    "source_unit": SourceUnitFlow,
    "orphaned_history": OrphanedHistoryFlow,
}


async def async_create_fix_flow(_: HomeAssistant, issue_id: str, data: dict[str, Any] | None) -> RepairsFlow:
    """Return the flow that fixes an issue; those without a choice are confirmed."""
    flow = next((flow for key, flow in _FLOWS.items() if issue_id.startswith(f"{key}_")), None)
    return ConfirmRepairFlow() if flow is None or data is None else flow(data)
