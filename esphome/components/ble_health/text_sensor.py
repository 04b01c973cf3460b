"""What became of what a Bluetooth health device sent, and the words that come with a measurement."""

import esphome.codegen as cg
import esphome.config_validation as cv
from esphome.components import text_sensor
from esphome.const import CONF_STATUS, ENTITY_CATEGORY_DIAGNOSTIC
from esphome.types import ConfigType

from . import CONF_BLE_HEALTH_ID, CONF_USER, UNKNOWN_USER, BleHealth, ble_health_ns, count_entity, user

DEPENDENCIES = ["ble_health"]

Text = ble_health_ns.enum("Text", is_class=True)

# The first four are the device's and nobody's in particular.
DEVICE_TEXTS = {
    CONF_STATUS: "mdi:list-status",
    "connection": "mdi:bluetooth",
    "download": "mdi:download",
    "last_error": "mdi:alert-circle-outline",
}
PERSON_TEXTS = {
    "last_measured": "mdi:clock-outline",
    "meal": "mdi:food-apple",
    "site": "mdi:human",
}

CONFIG_SCHEMA = cv.All(
    cv.Schema(
        {
            cv.GenerateID(CONF_BLE_HEALTH_ID): cv.use_id(BleHealth),
            cv.Optional(CONF_USER): user,
            **{
                cv.Optional(key): text_sensor.text_sensor_schema(icon=icon, entity_category=ENTITY_CATEGORY_DIAGNOSTIC)
                for key, icon in DEVICE_TEXTS.items()
            },
            **{cv.Optional(key): text_sensor.text_sensor_schema(icon=icon) for key, icon in PERSON_TEXTS.items()},
        }
    ),
    cv.has_at_least_one_key(*DEVICE_TEXTS, *PERSON_TEXTS),
)


async def to_code(config: ConfigType) -> None:
    """Creates the text sensors that are configured and hands them to the hub."""
    hub = await cg.get_variable(config[CONF_BLE_HEALTH_ID])
    for key in (*DEVICE_TEXTS, *PERSON_TEXTS):
        if (conf := config.get(key)) is None:
            continue
        entity = await text_sensor.new_text_sensor(conf)
        whose = UNKNOWN_USER if key in DEVICE_TEXTS else config.get(CONF_USER, UNKNOWN_USER)
        count_entity("TEXT_SENSORS")
        cg.add(hub.add_text_sensor(getattr(Text, key.upper()), whose, entity))
