"""How often the simulated oximeter reports."""

import esphome.codegen as cg
import esphome.config_validation as cv
from esphome.components import number
from esphome.const import CONF_INITIAL_VALUE, ENTITY_CATEGORY_CONFIG, UNIT_SECOND
from esphome.types import ConfigType

from . import CONF_HEALTHSENSE_SIM_ID, HealthSenseSim, healthsense_sim_ns

DEPENDENCIES = ["healthsense_sim"]

ReportingIntervalNumber = healthsense_sim_ns.class_("ReportingIntervalNumber", number.Number, cg.Component)

MIN_SECONDS = 1
MAX_SECONDS = 60

CONFIG_SCHEMA = (
    number.number_schema(
        ReportingIntervalNumber,
        unit_of_measurement=UNIT_SECOND,
        icon="mdi:timer-outline",
        entity_category=ENTITY_CATEGORY_CONFIG,
    )
    .extend(
        {
            cv.GenerateID(CONF_HEALTHSENSE_SIM_ID): cv.use_id(HealthSenseSim),
            cv.Optional(CONF_INITIAL_VALUE, default=MIN_SECONDS): cv.int_range(min=MIN_SECONDS, max=MAX_SECONDS),
        }
    )
    .extend(cv.COMPONENT_SCHEMA)
)


async def to_code(config: ConfigType) -> None:
    """Creates the number, which tells the hub how often to report."""
    var = await number.new_number(config, min_value=MIN_SECONDS, max_value=MAX_SECONDS, step=1)
    await cg.register_component(var, config)
    await cg.register_parented(var, config[CONF_HEALTHSENSE_SIM_ID])
    cg.add(var.set_initial_value(config[CONF_INITIAL_VALUE]))
