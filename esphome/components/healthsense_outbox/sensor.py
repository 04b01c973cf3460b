"""What waits, and what was lost."""

import esphome.codegen as cg
import esphome.config_validation as cv
from esphome.components import sensor
from esphome.const import ENTITY_CATEGORY_DIAGNOSTIC, STATE_CLASS_MEASUREMENT, STATE_CLASS_TOTAL_INCREASING
from esphome.types import ConfigType

from . import CONF_HEALTHSENSE_OUTBOX_ID, Outbox

DEPENDENCIES = ["healthsense_outbox"]

# key: (icon, state class)
SENSORS: dict[str, tuple[str, str]] = {
    "pending": ("mdi:tray-full", STATE_CLASS_MEASUREMENT),
    "dropped": ("mdi:tray-remove", STATE_CLASS_TOTAL_INCREASING),
}

CONFIG_SCHEMA = cv.Schema(
    {
        cv.GenerateID(CONF_HEALTHSENSE_OUTBOX_ID): cv.use_id(Outbox),
        **{
            cv.Optional(key): sensor.sensor_schema(
                icon=icon,
                accuracy_decimals=0,
                state_class=state_class,
                entity_category=ENTITY_CATEGORY_DIAGNOSTIC,
            )
            for key, (icon, state_class) in SENSORS.items()
        },
    }
)


async def to_code(config: ConfigType) -> None:
    """Creates the sensors that are configured and hands them to the outbox."""
    hub = await cg.get_variable(config[CONF_HEALTHSENSE_OUTBOX_ID])
    sensors = sensor.sub_sensors(config)
    for key in SENSORS:
        await sensors(key, getattr(hub, f"set_{key}_sensor"))
