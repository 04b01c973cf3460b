"""Whether a finger lies on the simulated sensor."""

import esphome.codegen as cg
import esphome.config_validation as cv
from esphome.components import binary_sensor
from esphome.types import ConfigType

from . import CONF_HEALTHSENSE_SIM_ID, HealthSenseSim

DEPENDENCIES = ["healthsense_sim"]

CONF_FINGER_PRESENT = "finger_present"

CONFIG_SCHEMA = cv.Schema(
    {
        cv.GenerateID(CONF_HEALTHSENSE_SIM_ID): cv.use_id(HealthSenseSim),
        cv.Optional(CONF_FINGER_PRESENT): binary_sensor.binary_sensor_schema(icon="mdi:fingerprint"),
    }
)


async def to_code(config: ConfigType) -> None:
    """Creates the binary sensor and hands it to the hub."""
    hub = await cg.get_variable(config[CONF_HEALTHSENSE_SIM_ID])
    binary_sensors = binary_sensor.sub_binary_sensors(config)
    await binary_sensors(CONF_FINGER_PRESENT, hub.set_finger_present_binary_sensor)
