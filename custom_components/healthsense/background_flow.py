"""The pages of a person's flow on which scores rest: laboratory values, background, questionnaires."""

from collections.abc import Mapping
from typing import Any

import voluptuous as vol
from homeassistant.config_entries import ConfigSubentryFlow, SubentryFlowResult
from homeassistant.util import dt as dt_util

from .background_form import (
    QUESTIONNAIRE,
    background_from_form,
    background_schema,
    background_to_form,
    chooser_schema,
    laboratory_field,
    laboratory_from_form,
    laboratory_schema,
    laboratory_to_form,
    questionnaire_from_form,
    questionnaire_schema,
    questionnaire_to_form,
)
from .const import CONF_PROFILE
from .engine.profile import ProfileError
from .engine.questionnaires import QUESTIONNAIRES
from .profile_form import REASONS, check_profile

BACKGROUND_PAGES = ("laboratory", "background", "questionnaires")
"""The pages, as the menu offers them."""


class BackgroundPages(ConfigSubentryFlow):
    """What `PersonFlow` asks about a person beside the profile itself. Only an existing person has these pages."""

    _title: str
    _data: dict[str, Any]
    _questionnaire = ""

    async def async_step_laboratory(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Ask for laboratory values."""
        stored, errors = self._told, dict[str, str]()
        if user_input is not None:
            try:
                told = laboratory_from_form(user_input, stored, today=dt_util.now().date().isoformat())
            except KeyError as err:
                errors = {str(err.args[0]): "unit_needed"}
            else:
                if not (errors := await self._errors(told)):
                    return self._keep(told)
        return self._page("laboratory", laboratory_schema(), user_input or laboratory_to_form(stored), errors)

    async def async_step_background(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Ask for what risk scores need."""
        stored, errors = self._told, dict[str, str]()
        if user_input is not None:
            told = background_from_form(user_input, stored)
            if not (errors := await self._errors(told)):
                return self._keep(told)
        return self._page("background", background_schema(), user_input or background_to_form(stored), errors)

    async def async_step_questionnaires(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Ask which questionnaire."""
        if user_input is not None and (chosen := user_input[QUESTIONNAIRE]) in QUESTIONNAIRES:
            self._questionnaire = chosen
            return await self.async_step_questionnaire()
        return self._page("questionnaires", chooser_schema(), None, {})

    async def async_step_questionnaire(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Ask the questions; answering again replaces all answers of the questionnaire."""
        name, stored, errors = self._questionnaire, self._told, dict[str, str]()
        if user_input is not None:
            told = questionnaire_from_form(name, user_input, stored, today=dt_util.now().date().isoformat())
            if not (errors := await self._errors(told)):
                return self._keep(told)
        shown = user_input or questionnaire_to_form(name, stored)
        return self._page("questionnaire", questionnaire_schema(name), shown, errors)

    @property
    def _told(self) -> Mapping[str, Any]:
        profile: Mapping[str, Any] = self._data.get(CONF_PROFILE, {})
        return profile

    async def _errors(self, profile: Mapping[str, Any]) -> dict[str, str]:
        now = dt_util.utcnow()
        try:
            await self.hass.async_add_executor_job(
                lambda: check_profile(
                    profile,
                    time_zone=self.hass.config.time_zone,
                    now_ms=int(now.timestamp() * 1000),
                    today=dt_util.now().date(),
                )
            )
        except ProfileError as err:
            field = err.field.removeprefix("questionnaires.").replace(".", "_")
            return {laboratory_field(field): err.reason if err.reason in REASONS else "invalid_value"}
        return {}

    def _page(
        self, step_id: str, schema: vol.Schema, shown: Mapping[str, Any] | None, errors: dict[str, str]
    ) -> SubentryFlowResult:
        return self.async_show_form(
            step_id=step_id,
            data_schema=self.add_suggested_values_to_schema(schema, shown),
            errors=errors,
            description_placeholders={"name": self._title},
        )

    def _keep(self, profile: dict[str, Any]) -> SubentryFlowResult:
        data = {**self._data, CONF_PROFILE: profile}
        return self.async_update_and_abort(
            self._get_entry(), self._get_reconfigure_subentry(), title=self._title, data=data
        )
