"""How a MAX3010x pulse oximeter is, in a word."""

import esphome.codegen as cg
import esphome.config_validation as cv
from esphome.components import text_sensor
from esphome.const import ENTITY_CATEGORY_DIAGNOSTIC
from esphome.types import ConfigType

from . import CONF_MAX3010X_ID, MAX3010xComponent

DEPENDENCIES = ["max3010x"]

TEXT_SENSORS = {
    "status": text_sensor.text_sensor_schema(icon="mdi:information-outline"),
    "calibration": text_sensor.text_sensor_schema(icon="mdi:tune-variant", entity_category=ENTITY_CATEGORY_DIAGNOSTIC),
}

CONFIG_SCHEMA = cv.Schema(
    {
        cv.GenerateID(CONF_MAX3010X_ID): cv.use_id(MAX3010xComponent),
        **{cv.Optional(key): schema for key, schema in TEXT_SENSORS.items()},
    }
)


async def to_code(config: ConfigType) -> None:
    """Creates the text sensors that are configured and hands them to the publisher."""
    hub = await cg.get_variable(config[CONF_MAX3010X_ID])
    text_sensors = text_sensor.sub_text_sensors(config)
    for key in TEXT_SENSORS:
        await text_sensors(key, getattr(hub.publisher(), f"set_{key}_text_sensor"))
