"""Setting up the household, and its options."""

from typing import Any, Final, override

import voluptuous as vol
from homeassistant.config_entries import (
    SOURCE_USER,
    ConfigEntry,
    ConfigFlow,
    ConfigFlowResult,
    ConfigSubentryFlow,
    FlowType,
    OptionsFlow,
    SubentryFlowContext,
)
from homeassistant.core import callback
from homeassistant.helpers.selector import (
    BooleanSelector,
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
)
from homeassistant.util import slugify

from .blueprint_install import CONF_INSTALL_BLUEPRINTS, Fate, Installed, InstallError, async_install
from .const import (
    CONF_KEEP_FULL_DAYS,
    CONF_MODELS,
    CONF_STREAMING_PLATFORMS,
    DEFAULT_KEEP_FULL_DAYS,
    DEFAULT_STREAMING_PLATFORMS,
    DOMAIN,
    SUBENTRY_ESCALATION,
    SUBENTRY_PERSON,
)
from .escalation_flow import EscalationFlow
from .model_choice import DEFAULT_MODELS, FAMILIES
from .person_flow import PersonFlow

MIN_KEEP_FULL_DAYS: Final = 1
MAX_KEEP_FULL_DAYS: Final = 90
_OFFERED_PLATFORMS: Final = ["bthome", "esphome", "mqtt", "xiaomi_ble", "zha"]


class HealthSenseConfigFlow(ConfigFlow, domain=DOMAIN):
    """One entry, the household; people are its subentries."""

    VERSION = 1
    MINOR_VERSION = 1

    @override
    async def async_step_user(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Say what this is, and what it is not."""
        if user_input is None:
            return self.async_show_form(step_id="user")
        return self.async_create_entry(
            title="HealthSense",
            data={},
            options={
                CONF_STREAMING_PLATFORMS: list(DEFAULT_STREAMING_PLATFORMS),
                CONF_KEEP_FULL_DAYS: DEFAULT_KEEP_FULL_DAYS,
            },
        )

    @override
    async def async_on_create_entry(self, result: ConfigFlowResult) -> ConfigFlowResult:
        """Go on with the first person: a household without people does nothing."""
        person = await self.hass.config_entries.subentries.async_init(
            (result["result"].entry_id, SUBENTRY_PERSON), context=SubentryFlowContext(source=SOURCE_USER)
        )
        result["next_flow"] = (FlowType.CONFIG_SUBENTRIES_FLOW, person["flow_id"])
        return result

    @staticmethod
    @callback
    @override
    def async_get_options_flow(config_entry: ConfigEntry) -> OptionsFlow:
        """Return the form of the household's options."""
        return HouseholdOptionsFlow()

    @classmethod
    @callback
    @override
    def async_get_supported_subentry_types(cls, config_entry: ConfigEntry) -> dict[str, type[ConfigSubentryFlow]]:
        """Return that people can be added, and for each a plan who is told of their alerts."""
        return {SUBENTRY_PERSON: PersonFlow, SUBENTRY_ESCALATION: EscalationFlow}


class HouseholdOptionsFlow(OptionsFlow):
    """How readings of the whole household are taken and kept."""

    _options: dict[str, Any]
    _installed: Installed

    async def async_step_init(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask for the platforms that stream and for how long every reading is kept; install blueprints if asked to."""
        errors: dict[str, str] = {}
        if user_input is not None:
            platforms = [platform.strip().lower() for platform in user_input[CONF_STREAMING_PLATFORMS]]
            if all(platform and platform == slugify(platform) for platform in platforms):
                self._options = {
                    **self.config_entry.options,
                    CONF_STREAMING_PLATFORMS: list(dict.fromkeys(platforms)),
                    CONF_KEEP_FULL_DAYS: int(user_input[CONF_KEEP_FULL_DAYS]),
                    CONF_MODELS: user_input[CONF_MODELS],
                }
                if not user_input.get(CONF_INSTALL_BLUEPRINTS):
                    return self.async_create_entry(data=self._options)
                try:
                    self._installed = await async_install(self.hass)
                except InstallError as err:
                    errors[CONF_INSTALL_BLUEPRINTS] = str(err.translation_key)
                else:
                    return await self.async_step_blueprints()
            else:
                errors[CONF_STREAMING_PLATFORMS] = "bad_platform"
        options = self.config_entry.options
        shown = user_input or {
            CONF_STREAMING_PLATFORMS: options.get(CONF_STREAMING_PLATFORMS, list(DEFAULT_STREAMING_PLATFORMS)),
            CONF_KEEP_FULL_DAYS: options.get(CONF_KEEP_FULL_DAYS, DEFAULT_KEEP_FULL_DAYS),
            CONF_MODELS: options.get(CONF_MODELS, list(DEFAULT_MODELS)),
        }
        return self.async_show_form(
            step_id="init", data_schema=self.add_suggested_values_to_schema(_OPTIONS, shown), errors=errors
        )

    async def async_step_blueprints(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Say what became of the blueprints, then keep the options."""
        if user_input is None:
            edited = self._installed.of(Fate.EDITED)
            return self.async_show_form(
                step_id="blueprints",
                data_schema=vol.Schema({}),
                description_placeholders={
                    **{fate.value: str(len(self._installed.of(fate))) for fate in Fate},
                    "edited_files": ", ".join(edited) or "-",
                },
            )
        return self.async_create_entry(data=self._options)


_OPTIONS: Final = vol.Schema(
    {
        vol.Optional(CONF_STREAMING_PLATFORMS, default=list): SelectSelector(
            SelectSelectorConfig(
                options=_OFFERED_PLATFORMS, multiple=True, custom_value=True, mode=SelectSelectorMode.DROPDOWN
            )
        ),
        vol.Required(CONF_KEEP_FULL_DAYS): NumberSelector(
            NumberSelectorConfig(
                min=MIN_KEEP_FULL_DAYS,
                max=MAX_KEEP_FULL_DAYS,
                step=1,
                mode=NumberSelectorMode.BOX,
                unit_of_measurement="d",
            )
        ),
        vol.Optional(CONF_INSTALL_BLUEPRINTS, default=False): BooleanSelector(),
        vol.Optional(CONF_MODELS, default=list): SelectSelector(
            SelectSelectorConfig(
                options=list(FAMILIES), multiple=True, translation_key=CONF_MODELS, mode=SelectSelectorMode.LIST
            )
        ),
    }
)
