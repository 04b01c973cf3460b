"""What a Bluetooth health device says of a measurement, and whether it is connected."""

import esphome.codegen as cg
import esphome.config_validation as cv
from esphome.components import binary_sensor
from esphome.const import (
    DEVICE_CLASS_BATTERY,
    DEVICE_CLASS_CONNECTIVITY,
    DEVICE_CLASS_PROBLEM,
    ENTITY_CATEGORY_DIAGNOSTIC,
)
from esphome.types import ConfigType

from . import CONF_BLE_HEALTH_ID, CONF_USER, UNKNOWN_USER, BleHealth, ble_health_ns, count_entity, user

DEPENDENCIES = ["ble_health"]

CONF_CONNECTED = "connected"
CONF_LOW_BATTERY = "low_battery"

Flag = ble_health_ns.enum("Flag", is_class=True)

FLAGS = {
    "irregular_pulse": binary_sensor.binary_sensor_schema(icon="mdi:heart-flash"),
    "body_movement": binary_sensor.binary_sensor_schema(icon="mdi:run"),
    "cuff_loose": binary_sensor.binary_sensor_schema(device_class=DEVICE_CLASS_PROBLEM),
    "improper_position": binary_sensor.binary_sensor_schema(device_class=DEVICE_CLASS_PROBLEM),
    "contact": binary_sensor.binary_sensor_schema(icon="mdi:contactless-payment"),
    "poor_signal": binary_sensor.binary_sensor_schema(device_class=DEVICE_CLASS_PROBLEM),
    CONF_LOW_BATTERY: binary_sensor.binary_sensor_schema(
        device_class=DEVICE_CLASS_BATTERY, entity_category=ENTITY_CATEGORY_DIAGNOSTIC
    ),
}

CONFIG_SCHEMA = cv.All(
    cv.Schema(
        {
            cv.GenerateID(CONF_BLE_HEALTH_ID): cv.use_id(BleHealth),
            cv.Optional(CONF_USER): user,
            cv.Optional(CONF_CONNECTED): binary_sensor.binary_sensor_schema(
                device_class=DEVICE_CLASS_CONNECTIVITY, entity_category=ENTITY_CATEGORY_DIAGNOSTIC
            ),
            **{cv.Optional(key): schema for key, schema in FLAGS.items()},
        }
    ),
    cv.has_at_least_one_key(CONF_CONNECTED, *FLAGS),
)


async def to_code(config: ConfigType) -> None:
    """Creates the binary sensors that are configured and hands them to the hub."""
    hub = await cg.get_variable(config[CONF_BLE_HEALTH_ID])
    binary_sensors = binary_sensor.sub_binary_sensors(config)
    await binary_sensors(CONF_CONNECTED, hub.set_connected_binary_sensor)
    for key in FLAGS:
        if (conf := config.get(key)) is None:
            continue
        entity = await binary_sensor.new_binary_sensor(conf)
        count_entity("BINARY_SENSORS")
        cg.add(hub.add_binary_sensor(getattr(Flag, key.upper()), config.get(CONF_USER, UNKNOWN_USER), entity))
