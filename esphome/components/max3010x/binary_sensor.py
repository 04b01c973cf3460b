"""What is or is not so, as a MAX3010x pulse oximeter sees it."""

import esphome.codegen as cg
import esphome.config_validation as cv
from esphome.components import binary_sensor
from esphome.const import DEVICE_CLASS_PROBLEM, ENTITY_CATEGORY_DIAGNOSTIC
from esphome.types import ConfigType

from . import CONF_MAX3010X_ID, MAX3010xComponent

DEPENDENCIES = ["max3010x"]

BINARY_SENSORS = {
    "finger": binary_sensor.binary_sensor_schema(icon="mdi:fingerprint"),
    "irregular_pulse": binary_sensor.binary_sensor_schema(icon="mdi:heart-flash"),
    "leds_swapped": binary_sensor.binary_sensor_schema(
        device_class=DEVICE_CLASS_PROBLEM, entity_category=ENTITY_CATEGORY_DIAGNOSTIC
    ),
}

CONFIG_SCHEMA = cv.Schema(
    {
        cv.GenerateID(CONF_MAX3010X_ID): cv.use_id(MAX3010xComponent),
        **{cv.Optional(key): schema for key, schema in BINARY_SENSORS.items()},
    }
)


async def to_code(config: ConfigType) -> None:
    """Creates the binary sensors that are configured and hands them to the publisher."""
    hub = await cg.get_variable(config[CONF_MAX3010X_ID])
    binary_sensors = binary_sensor.sub_binary_sensors(config)
    for key in BINARY_SENSORS:
        await binary_sensors(key, getattr(hub.publisher(), f"set_{key}_binary_sensor"))
