"""Buttons of the one-point calibration."""

import esphome.codegen as cg
import esphome.config_validation as cv
from esphome.components import button
from esphome.const import ENTITY_CATEGORY_CONFIG
from esphome.types import ConfigType

from . import CONF_MAX3010X_ID, MAX3010xComponent, max3010x_ns

DEPENDENCIES = ["max3010x"]

BUTTONS = {
    "calibrate": (max3010x_ns.class_("CalibrateButton", button.Button), "mdi:tune-variant"),
    "forget_calibration": (max3010x_ns.class_("ForgetCalibrationButton", button.Button), "mdi:restore"),
}

CONFIG_SCHEMA = cv.Schema(
    {
        cv.GenerateID(CONF_MAX3010X_ID): cv.use_id(MAX3010xComponent),
        **{
            cv.Optional(key): button.button_schema(class_, icon=icon, entity_category=ENTITY_CATEGORY_CONFIG)
            for key, (class_, icon) in BUTTONS.items()
        },
    }
)


async def to_code(config: ConfigType) -> None:
    """Creates the buttons that are configured."""
    for key in BUTTONS:
        if key in config:
            var = await button.new_button(config[key])
            await cg.register_parented(var, config[CONF_MAX3010X_ID])
