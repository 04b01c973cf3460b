"""The numbers of the simulated oximeter and cuff."""

import esphome.codegen as cg
import esphome.config_validation as cv
from esphome.components import sensor
from esphome.const import STATE_CLASS_MEASUREMENT, UNIT_PERCENT
from esphome.types import ConfigType

from . import CONF_HEALTHSENSE_SIM_ID, HealthSenseSim

DEPENDENCIES = ["healthsense_sim"]

UNIT_BEATS_PER_MINUTE = "bpm"
UNIT_MILLIMETERS_OF_MERCURY = "mmHg"

# key: (unit, decimals, icon). Neither ESPHome nor Home Assistant has a device class for any of them.
SENSORS: dict[str, tuple[str, int, str]] = {
    "heart_rate": (UNIT_BEATS_PER_MINUTE, 0, "mdi:heart-pulse"),
    "spo2": (UNIT_PERCENT, 1, "mdi:lungs"),
    "perfusion_index": (UNIT_PERCENT, 2, "mdi:pulse"),
    "signal_quality": (UNIT_PERCENT, 0, "mdi:signal"),
    "systolic": (UNIT_MILLIMETERS_OF_MERCURY, 0, "mdi:gauge"),
    "diastolic": (UNIT_MILLIMETERS_OF_MERCURY, 0, "mdi:gauge-low"),
    "cuff_pulse": (UNIT_BEATS_PER_MINUTE, 0, "mdi:heart-pulse"),
}

CONFIG_SCHEMA = cv.Schema(
    {
        cv.GenerateID(CONF_HEALTHSENSE_SIM_ID): cv.use_id(HealthSenseSim),
        **{
            cv.Optional(key): sensor.sensor_schema(
                unit_of_measurement=unit,
                icon=icon,
                accuracy_decimals=decimals,
                state_class=STATE_CLASS_MEASUREMENT,
            )
            for key, (unit, decimals, icon) in SENSORS.items()
        },
    }
)


async def to_code(config: ConfigType) -> None:
    """Creates the sensors that are configured and hands them to the hub."""
    hub = await cg.get_variable(config[CONF_HEALTHSENSE_SIM_ID])
    sensors = sensor.sub_sensors(config)
    for key in SENSORS:
        await sensors(key, getattr(hub, f"set_{key}_sensor"))
