"""The scenario that the simulation plays."""

import esphome.codegen as cg
import esphome.config_validation as cv
from esphome.components import select
from esphome.types import ConfigType

from . import CONF_HEALTHSENSE_SIM_ID, HealthSenseSim, healthsense_sim_ns

DEPENDENCIES = ["healthsense_sim"]

ScenarioSelect = healthsense_sim_ns.class_("ScenarioSelect", select.Select, cg.Component)

# In the order of SCENARIOS in scenario_tables.h; tests/esphome holds the two together.
SCENARIOS = [
    "rest",
    "exercise",
    "night desaturation",
    "fever",
    "sensor off",
    "irregular pulse",
    "low perfusion",
    "ambient light",
]

CONFIG_SCHEMA = (
    select.select_schema(ScenarioSelect, icon="mdi:theater")
    .extend({cv.GenerateID(CONF_HEALTHSENSE_SIM_ID): cv.use_id(HealthSenseSim)})
    .extend(cv.COMPONENT_SCHEMA)
)


async def to_code(config: ConfigType) -> None:
    """Creates the select, which tells the hub what to play."""
    var = await select.new_select(config, options=SCENARIOS)
    await cg.register_component(var, config)
    await cg.register_parented(var, config[CONF_HEALTHSENSE_SIM_ID])
