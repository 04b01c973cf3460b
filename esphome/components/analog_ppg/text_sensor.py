"""The analog pulse sensor's own word on its signal."""

import esphome.codegen as cg
import esphome.config_validation as cv
from esphome.components import text_sensor
from esphome.const import CONF_STATUS
from esphome.types import ConfigType

from . import CONF_ANALOG_PPG_ID, AnalogPPG

DEPENDENCIES = ["analog_ppg"]

CONFIG_SCHEMA = cv.Schema(
    {
        cv.GenerateID(CONF_ANALOG_PPG_ID): cv.use_id(AnalogPPG),
        cv.Optional(CONF_STATUS): text_sensor.text_sensor_schema(icon="mdi:information-outline"),
    }
)


async def to_code(config: ConfigType) -> None:
    """Creates the text sensor and hands it to the hub."""
    hub = await cg.get_variable(config[CONF_ANALOG_PPG_ID])
    text_sensors = text_sensor.sub_text_sensors(config)
    await text_sensors(CONF_STATUS, hub.set_status_text_sensor)
