"""A pulse sensor on an analog input: the hub. One light source, so pulse and pulse variability, never oxygen."""

import esphome.codegen as cg
import esphome.config_validation as cv
import esphome.final_validate as fv
from esphome.components import voltage_sampler
from esphome.const import CONF_ID, CONF_PLATFORM, CONF_SAMPLE_RATE, CONF_SENSOR
from esphome.types import ConfigType

AUTO_LOAD = ["healthsense_dsp", "voltage_sampler"]
MULTI_CONF = True

CONF_ANALOG_PPG_ID = "analog_ppg_id"
CONF_HIGHEST_VOLTAGE = "highest_voltage"
CONF_LEAST_SWING = "least_swing"
CONF_LOWEST_VOLTAGE = "lowest_voltage"
CONF_RISES_WITH_BLOOD = "rises_with_blood"

LEAST_RATE_HZ = 50
MOST_RATE_HZ = 200
# A pulse wave needs room between the rails to be one.
LEAST_RANGE_V = 0.5

analog_ppg_ns = cg.esphome_ns.namespace("analog_ppg")
AnalogPPG = analog_ppg_ns.class_("AnalogPPG", cg.Component)


def _sample_rate(value: str | float) -> int:
    rate = cv.frequency(value)
    if rate != int(rate) or not LEAST_RATE_HZ <= rate <= MOST_RATE_HZ:
        raise cv.Invalid(f"sample_rate is a whole number from {LEAST_RATE_HZ} to {MOST_RATE_HZ} Hz, not {rate:g} Hz")
    return int(rate)


def _range(config: ConfigType) -> ConfigType:
    span = config[CONF_HIGHEST_VOLTAGE] - config[CONF_LOWEST_VOLTAGE]
    if span < LEAST_RANGE_V:
        raise cv.Invalid(
            f"highest_voltage must be at least {LEAST_RANGE_V} V above lowest_voltage: the wave lies between",
            path=[CONF_HIGHEST_VOLTAGE],
        )
    if not 0 < config[CONF_LEAST_SWING] < span / 2:
        raise cv.Invalid(
            "least_swing must be above 0 V and below half of what lies between lowest_voltage and highest_voltage",
            path=[CONF_LEAST_SWING],
        )
    return config


CONFIG_SCHEMA = cv.All(
    cv.Schema(
        {
            cv.GenerateID(): cv.declare_id(AnalogPPG),
            cv.Required(CONF_SENSOR): cv.use_id(voltage_sampler.VoltageSampler),
            cv.Optional(CONF_SAMPLE_RATE, default="100Hz"): _sample_rate,
            cv.Optional(CONF_RISES_WITH_BLOOD, default=True): cv.boolean,
            cv.Optional(CONF_LOWEST_VOLTAGE, default="0.16V"): cv.voltage,
            cv.Optional(CONF_HIGHEST_VOLTAGE, default="3.0V"): cv.voltage,
            cv.Optional(CONF_LEAST_SWING, default="10mV"): cv.voltage,
        }
    ).extend(cv.COMPONENT_SCHEMA),
    _range,
)


def _final_validate(config: ConfigType) -> None:
    """What the source is may spoil every sample."""
    full_config = fv.full_config.get()
    source = full_config.get_config_for_path(full_config.get_path_for_id(config[CONF_SENSOR])[:-1])
    if source.get(CONF_PLATFORM) != "adc":
        return
    if source.get("attenuation") == "auto":
        raise cv.Invalid(
            "The ADC must keep one range: with 'attenuation: auto' it changes in the middle of a pulse. Use 12db",
            path=[CONF_SENSOR],
        )
    if source.get("raw"):
        raise cv.Invalid("The ADC must give volts: remove 'raw: true'", path=[CONF_SENSOR])


FINAL_VALIDATE_SCHEMA = _final_validate


async def to_code(config: ConfigType) -> None:
    """Creates the hub on its source of voltage."""
    settings = cg.StructInitializer(
        analog_ppg_ns.struct("AnalogSettings"),
        ("rate_hz", float(config[CONF_SAMPLE_RATE])),
        (CONF_RISES_WITH_BLOOD, config[CONF_RISES_WITH_BLOOD]),
        ("lowest_v", config[CONF_LOWEST_VOLTAGE]),
        ("highest_v", config[CONF_HIGHEST_VOLTAGE]),
        ("least_swing_v", config[CONF_LEAST_SWING]),
    )
    source = await cg.get_variable(config[CONF_SENSOR])
    var = cg.new_Pvariable(config[CONF_ID], source, settings)
    await cg.register_component(var, config)
