"""How often an analog pulse sensor reports."""

import esphome.codegen as cg
import esphome.config_validation as cv
from esphome.components import number
from esphome.const import CONF_INITIAL_VALUE, ENTITY_CATEGORY_CONFIG, UNIT_SECOND
from esphome.types import ConfigType

from . import CONF_ANALOG_PPG_ID, AnalogPPG, analog_ppg_ns

DEPENDENCIES = ["analog_ppg"]

CONF_REPORTING_INTERVAL = "reporting_interval"

ReportingIntervalNumber = analog_ppg_ns.class_("ReportingIntervalNumber", number.Number, cg.Component)

MIN_SECONDS = 1
MAX_SECONDS = 60

CONFIG_SCHEMA = cv.Schema(
    {
        cv.GenerateID(CONF_ANALOG_PPG_ID): cv.use_id(AnalogPPG),
        cv.Optional(CONF_REPORTING_INTERVAL): number.number_schema(
            ReportingIntervalNumber,
            unit_of_measurement=UNIT_SECOND,
            icon="mdi:timer-outline",
            entity_category=ENTITY_CATEGORY_CONFIG,
        ).extend(
            {
                cv.Optional(CONF_INITIAL_VALUE, default=MIN_SECONDS): cv.int_range(min=MIN_SECONDS, max=MAX_SECONDS),
            }
        ),
    }
)


async def to_code(config: ConfigType) -> None:
    """Creates the number, which tells the hub how often to report."""
    if (interval := config.get(CONF_REPORTING_INTERVAL)) is None:
        return
    var = await number.new_number(interval, min_value=MIN_SECONDS, max_value=MAX_SECONDS, step=1)
    await cg.register_component(var, interval)
    await cg.register_parented(var, config[CONF_ANALOG_PPG_ID])
    cg.add(var.set_initial_value(interval[CONF_INITIAL_VALUE]))
