"""Switches: measuring or asleep, and whether steady values are told."""

import esphome.codegen as cg
import esphome.config_validation as cv
from esphome.components import switch
from esphome.const import ENTITY_CATEGORY_CONFIG
from esphome.types import ConfigType

from . import CONF_MAX3010X_ID, MAX3010xComponent, max3010x_ns

DEPENDENCIES = ["max3010x"]

MeasuringSwitch = max3010x_ns.class_("MeasuringSwitch", switch.Switch, cg.Component)
OnlyOnChangeSwitch = max3010x_ns.class_("OnlyOnChangeSwitch", switch.Switch, cg.Component)

# key: (class, icon, what it is after a restart). A sensor that sleeps after one would look broken.
SWITCHES = {
    "measuring": (MeasuringSwitch, "mdi:heart-pulse", "ALWAYS_ON"),
    "only_on_change": (OnlyOnChangeSwitch, "mdi:delta", "RESTORE_DEFAULT_OFF"),
}

CONFIG_SCHEMA = cv.Schema(
    {
        cv.GenerateID(CONF_MAX3010X_ID): cv.use_id(MAX3010xComponent),
        **{
            cv.Optional(key): switch.switch_schema(
                class_, icon=icon, default_restore_mode=restore, entity_category=ENTITY_CATEGORY_CONFIG
            ).extend(cv.COMPONENT_SCHEMA)
            for key, (class_, icon, restore) in SWITCHES.items()
        },
    }
)


async def to_code(config: ConfigType) -> None:
    """Creates the switches that are configured."""
    for key in SWITCHES:
        if key in config:
            var = await switch.new_switch(config[key])
            await cg.register_component(var, config[key])
            await cg.register_parented(var, config[CONF_MAX3010X_ID])
