"""The numbers of a MAX3010x pulse oximeter."""

from dataclasses import dataclass

import esphome.codegen as cg
import esphome.config_validation as cv
from esphome.components import sensor
from esphome.const import (
    DEVICE_CLASS_TEMPERATURE,
    ENTITY_CATEGORY_DIAGNOSTIC,
    STATE_CLASS_MEASUREMENT,
    STATE_CLASS_TOTAL_INCREASING,
    UNIT_CELSIUS,
    UNIT_MILLISECOND,
    UNIT_PERCENT,
)
from esphome.types import ConfigType

from . import CONF_MAX3010X_ID, MAX3010xComponent, max3010x_ns

DEPENDENCIES = ["max3010x"]

UNIT_BEATS_PER_MINUTE = "bpm"
UNIT_BREATHS_PER_MINUTE = "breaths/min"

Value = max3010x_ns.enum("Value", is_class=True)


@dataclass(frozen=True)
class Row:
    """How one sensor is shown. `name` is its enumerator in C++; rr_interval, told at each beat, has none."""

    decimals: int
    icon: str
    unit: str | None = None
    diagnostic: bool = False
    state_class: str = STATE_CLASS_MEASUREMENT
    device_class: str | None = None

    def schema(self) -> cv.Schema:
        """ESPHome's schema for it."""
        optional = {
            "unit_of_measurement": self.unit,
            "device_class": self.device_class,
            "entity_category": ENTITY_CATEGORY_DIAGNOSTIC if self.diagnostic else None,
        }
        return sensor.sensor_schema(
            icon=self.icon,
            accuracy_decimals=self.decimals,
            state_class=self.state_class,
            **{key: value for key, value in optional.items() if value is not None},
        )


RR_INTERVAL = "rr_interval"

SENSORS = {
    "heart_rate": Row(0, "mdi:heart-pulse", UNIT_BEATS_PER_MINUTE),
    "spo2": Row(1, "mdi:water-percent", UNIT_PERCENT),
    "perfusion_index": Row(2, "mdi:pulse", UNIT_PERCENT),
    "signal_quality": Row(0, "mdi:signal", UNIT_PERCENT),
    "rmssd": Row(0, "mdi:heart-settings", UNIT_MILLISECOND),
    "sdnn": Row(0, "mdi:heart-settings-outline", UNIT_MILLISECOND),
    "irregularity": Row(3, "mdi:heart-flash"),
    "respiratory_rate": Row(1, "mdi:lungs", UNIT_BREATHS_PER_MINUTE),
    "respiratory_quality": Row(0, "mdi:signal", UNIT_PERCENT),
    RR_INTERVAL: Row(0, "mdi:arrow-expand-horizontal", UNIT_MILLISECOND),
    "die_temperature": Row(1, "mdi:thermometer", UNIT_CELSIUS, diagnostic=True, device_class=DEVICE_CLASS_TEMPERATURE),
    "ratio": Row(3, "mdi:division", diagnostic=True),
    "lost_samples": Row(0, "mdi:water-alert", diagnostic=True, state_class=STATE_CLASS_TOTAL_INCREASING),
}

CONFIG_SCHEMA = cv.Schema(
    {
        cv.GenerateID(CONF_MAX3010X_ID): cv.use_id(MAX3010xComponent),
        **{cv.Optional(key): row.schema() for key, row in SENSORS.items()},
    }
)


async def to_code(config: ConfigType) -> None:
    """Creates the sensors that are configured and hands them to the publisher."""
    hub = await cg.get_variable(config[CONF_MAX3010X_ID])
    for key in SENSORS:
        if key not in config:
            continue
        var = await sensor.new_sensor(config[key])
        if key == RR_INTERVAL:
            cg.add(hub.publisher().set_rr_interval_sensor(var))
        else:
            cg.add(hub.publisher().set_sensor(getattr(Value, key.upper()), var))
