"""The fault that the virtual sensor plays."""

import esphome.codegen as cg
import esphome.config_validation as cv
from esphome.components import select
from esphome.const import ENTITY_CATEGORY_CONFIG
from esphome.types import ConfigType

from . import CONF_SIM_MAX3010X_ID, FAULTS, SimMax3010x, sim_max3010x_ns

DEPENDENCIES = ["sim_max3010x"]

FaultSelect = sim_max3010x_ns.class_("FaultSelect", select.Select, cg.Component)

CONFIG_SCHEMA = (
    select.select_schema(FaultSelect, icon="mdi:bug", entity_category=ENTITY_CATEGORY_CONFIG)
    .extend({cv.GenerateID(CONF_SIM_MAX3010X_ID): cv.use_id(SimMax3010x)})
    .extend(cv.COMPONENT_SCHEMA)
)


async def to_code(config: ConfigType) -> None:
    """Creates the select, which tells the virtual sensor what goes wrong."""
    var = await select.new_select(config, options=list(FAULTS))
    await cg.register_component(var, config)
    await cg.register_parented(var, config[CONF_SIM_MAX3010X_ID])
