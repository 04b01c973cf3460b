"""What the injector was told wrong, and what the firmware last wrote to a device."""

import esphome.codegen as cg
import esphome.config_validation as cv
from esphome.components import text_sensor
from esphome.types import ConfigType

from . import CONF_SIM_BLE_HEALTH_ID, SimBleHealth

DEPENDENCIES = ["sim_ble_health"]

TEXTS = ("last_error", "last_write")

CONFIG_SCHEMA = cv.Schema(
    {
        cv.GenerateID(CONF_SIM_BLE_HEALTH_ID): cv.use_id(SimBleHealth),
        **{cv.Optional(key): text_sensor.text_sensor_schema() for key in TEXTS},
    }
)


async def to_code(config: ConfigType) -> None:
    """Creates the text sensors that are configured and hands them to the injector."""
    hub = await cg.get_variable(config[CONF_SIM_BLE_HEALTH_ID])
    text_sensors = text_sensor.sub_text_sensors(config)
    for key in TEXTS:
        await text_sensors(key, getattr(hub, f"set_{key}_text_sensor"))
