"""Pausing an analog pulse sensor, and keeping it quiet while nothing changes."""

import esphome.codegen as cg
import esphome.config_validation as cv
from esphome.components import switch
from esphome.const import ENTITY_CATEGORY_CONFIG
from esphome.types import ConfigType

from . import CONF_ANALOG_PPG_ID, AnalogPPG, analog_ppg_ns

DEPENDENCIES = ["analog_ppg"]

# key: (class, icon, what it is after a restart). A sensor that rests after one would look broken.
SWITCHES = {
    "measuring": (analog_ppg_ns.class_("MeasuringSwitch", switch.Switch, cg.Component), "mdi:heart-pulse", "ALWAYS_ON"),
    "only_on_change": (
        analog_ppg_ns.class_("OnlyOnChangeSwitch", switch.Switch, cg.Component),
        "mdi:delta",
        "RESTORE_DEFAULT_OFF",
    ),
}

CONFIG_SCHEMA = cv.Schema(
    {
        cv.GenerateID(CONF_ANALOG_PPG_ID): cv.use_id(AnalogPPG),
        **{
            cv.Optional(key): switch.switch_schema(
                class_,
                icon=icon,
                entity_category=ENTITY_CATEGORY_CONFIG,
                default_restore_mode=restore,
            ).extend(cv.COMPONENT_SCHEMA)
            for key, (class_, icon, restore) in SWITCHES.items()
        },
    }
)


async def to_code(config: ConfigType) -> None:
    """Creates the switches that are configured; each acts on the hub."""
    for key in SWITCHES:
        if (one := config.get(key)) is None:
            continue
        var = await switch.new_switch(one)
        await cg.register_component(var, one)
        await cg.register_parented(var, config[CONF_ANALOG_PPG_ID])
