"""The simulated person of the demo node. Host only, so that no real device can report made-up values."""

import esphome.codegen as cg
import esphome.config_validation as cv
from esphome.const import CONF_ID, PLATFORM_HOST
from esphome.types import ConfigType

MULTI_CONF = True

CONF_HEALTHSENSE_SIM_ID = "healthsense_sim_id"
CONF_SEED = "seed"

healthsense_sim_ns = cg.esphome_ns.namespace("healthsense_sim")
HealthSenseSim = healthsense_sim_ns.class_("HealthSenseSim", cg.PollingComponent)

CONFIG_SCHEMA = cv.All(
    cv.Schema(
        {
            cv.GenerateID(): cv.declare_id(HealthSenseSim),
            cv.Optional(CONF_SEED, default=1): cv.uint32_t,
        }
    ).extend(cv.COMPONENT_SCHEMA),
    cv.only_on([PLATFORM_HOST]),
)


async def to_code(config: ConfigType) -> None:
    """Creates the person with her seed; a sensor or a cuff is what measures her."""
    var = cg.new_Pvariable(config[CONF_ID], config[CONF_SEED])
    await cg.register_component(var, config)
