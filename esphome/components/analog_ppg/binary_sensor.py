"""What an analog pulse sensor says with yes or no."""

import esphome.codegen as cg
import esphome.config_validation as cv
from esphome.components import binary_sensor
from esphome.types import ConfigType

from . import CONF_ANALOG_PPG_ID, AnalogPPG

DEPENDENCIES = ["analog_ppg"]

ICONS = {"finger": "mdi:fingerprint", "irregular_pulse": "mdi:heart-flash"}

CONFIG_SCHEMA = cv.Schema(
    {
        cv.GenerateID(CONF_ANALOG_PPG_ID): cv.use_id(AnalogPPG),
        **{cv.Optional(key): binary_sensor.binary_sensor_schema(icon=icon) for key, icon in ICONS.items()},
    }
)


async def to_code(config: ConfigType) -> None:
    """Creates the binary sensors that are configured and hands them to the hub."""
    hub = await cg.get_variable(config[CONF_ANALOG_PPG_ID])
    binary_sensors = binary_sensor.sub_binary_sensors(config)
    for key in ICONS:
        await binary_sensors(key, getattr(hub, f"set_{key}_binary_sensor"))
