"""The voltage of a pulse sensor that is not there. Host only, so that no real device can report made-up values."""

import esphome.codegen as cg
import esphome.config_validation as cv
from esphome.components import voltage_sampler
from esphome.const import CONF_ID, PLATFORM_HOST
from esphome.types import ConfigType

AUTO_LOAD = ["voltage_sampler"]

CONF_HEART_RATE = "heart_rate"

sim_voltage_ns = cg.esphome_ns.namespace("sim_voltage")
SimVoltage = sim_voltage_ns.class_("SimVoltage", voltage_sampler.VoltageSampler)

CONFIG_SCHEMA = cv.All(
    cv.Schema(
        {
            cv.GenerateID(): cv.declare_id(SimVoltage),
            cv.Optional(CONF_HEART_RATE, default=72): cv.float_range(min=30, max=220),
        }
    ),
    cv.only_on([PLATFORM_HOST]),
)


async def to_code(config: ConfigType) -> None:
    """Creates the source with the rate of its heart."""
    cg.new_Pvariable(config[CONF_ID], config[CONF_HEART_RATE])
