"""The numbers of an analog pulse sensor."""

import esphome.codegen as cg
import esphome.config_validation as cv
from esphome.components import sensor
from esphome.const import (
    ENTITY_CATEGORY_DIAGNOSTIC,
    STATE_CLASS_MEASUREMENT,
    STATE_CLASS_TOTAL_INCREASING,
    UNIT_MILLISECOND,
    UNIT_MILLIVOLT,
    UNIT_PERCENT,
)
from esphome.types import ConfigType

from . import CONF_ANALOG_PPG_ID, AnalogPPG

DEPENDENCIES = ["analog_ppg"]

UNIT_BEATS_PER_MINUTE = "bpm"
UNIT_BREATHS_PER_MINUTE = "breaths/min"

# key: (unit, decimals, icon). Neither ESPHome nor Home Assistant has a device class for any of them.
MEASURED: dict[str, tuple[str, int, str]] = {
    "heart_rate": (UNIT_BEATS_PER_MINUTE, 0, "mdi:heart-pulse"),
    "signal_quality": (UNIT_PERCENT, 0, "mdi:signal"),
    "rmssd": (UNIT_MILLISECOND, 0, "mdi:heart-settings"),
    "sdnn": (UNIT_MILLISECOND, 0, "mdi:heart-settings-outline"),
    "irregularity": ("", 3, "mdi:heart-flash"),
    "respiratory_rate": (UNIT_BREATHS_PER_MINUTE, 1, "mdi:lungs"),
    "respiratory_quality": (UNIT_PERCENT, 0, "mdi:signal"),
    "rr_interval": (UNIT_MILLISECOND, 0, "mdi:arrow-expand-horizontal"),
}
DIAGNOSTIC: dict[str, tuple[str, int, str, str]] = {
    "pulse_amplitude": (UNIT_MILLIVOLT, 1, "mdi:sine-wave", STATE_CLASS_MEASUREMENT),
    "lost_samples": ("", 0, "mdi:water-alert", STATE_CLASS_TOTAL_INCREASING),
}

CONFIG_SCHEMA = cv.Schema(
    {
        cv.GenerateID(CONF_ANALOG_PPG_ID): cv.use_id(AnalogPPG),
        **{
            cv.Optional(key): sensor.sensor_schema(
                unit_of_measurement=unit or cv.UNDEFINED,
                icon=icon,
                accuracy_decimals=decimals,
                state_class=STATE_CLASS_MEASUREMENT,
            )
            for key, (unit, decimals, icon) in MEASURED.items()
        },
        **{
            cv.Optional(key): sensor.sensor_schema(
                unit_of_measurement=unit or cv.UNDEFINED,
                icon=icon,
                accuracy_decimals=decimals,
                state_class=state_class,
                entity_category=ENTITY_CATEGORY_DIAGNOSTIC,
            )
            for key, (unit, decimals, icon, state_class) in DIAGNOSTIC.items()
        },
    }
)


async def to_code(config: ConfigType) -> None:
    """Creates the sensors that are configured and hands them to the hub."""
    hub = await cg.get_variable(config[CONF_ANALOG_PPG_ID])
    sensors = sensor.sub_sensors(config)
    for key in (*MEASURED, *DIAGNOSTIC):
        await sensors(key, getattr(hub, f"set_{key}_sensor"))
