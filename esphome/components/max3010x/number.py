"""What can be set by a number: how often values are told, the reference of a calibration, fixed LED currents."""

import esphome.codegen as cg
import esphome.config_validation as cv
import esphome.final_validate as fv
from esphome.components import number
from esphome.const import ENTITY_CATEGORY_CONFIG, UNIT_PERCENT, UNIT_SECOND
from esphome.types import ConfigType

from . import CONF_AUTO_GAIN, CONF_MAX3010X_ID, MAX3010xComponent, max3010x_ns

DEPENDENCIES = ["max3010x"]

CONF_REPORTING_INTERVAL = "reporting_interval"
CONF_REFERENCE_SPO2 = "reference_spo2"
CONF_LED_CURRENT = "led_current"

ReportingIntervalNumber = max3010x_ns.class_("ReportingIntervalNumber", number.Number, cg.Component)
ReferenceNumber = max3010x_ns.class_("ReferenceNumber", number.Number, cg.Component)
LedCurrentNumber = max3010x_ns.class_("LedCurrentNumber", number.Number, cg.Component)

# key: (class, unit, icon, least, most, step)
NUMBERS = {
    CONF_REPORTING_INTERVAL: (ReportingIntervalNumber, UNIT_SECOND, "mdi:timer-outline", 1, 60, 1),
    CONF_REFERENCE_SPO2: (ReferenceNumber, UNIT_PERCENT, "mdi:tune-variant", 70, 100, 1),
    CONF_LED_CURRENT: (LedCurrentNumber, "mA", "mdi:led-on", 0.2, 51, 0.2),
}

CONFIG_SCHEMA = cv.Schema(
    {
        cv.GenerateID(CONF_MAX3010X_ID): cv.use_id(MAX3010xComponent),
        **{
            cv.Optional(key): number.number_schema(
                class_, unit_of_measurement=unit, icon=icon, entity_category=ENTITY_CATEGORY_CONFIG
            ).extend(cv.COMPONENT_SCHEMA)
            for key, (class_, unit, icon, *_) in NUMBERS.items()
        },
    }
)


def _hub_config(config: ConfigType) -> ConfigType:
    full = fv.full_config.get()
    hub: ConfigType = full.get_config_for_path(full.get_path_for_id(config[CONF_MAX3010X_ID])[:-1])
    return hub


def _final_validate(config: ConfigType) -> ConfigType:
    """A current that the driver chooses cannot be set as well."""
    if CONF_LED_CURRENT in config and _hub_config(config)[CONF_AUTO_GAIN]:
        raise cv.Invalid(
            "led_current: the driver chooses the currents itself; set auto_gain: false at max3010x: to choose them",
            [CONF_LED_CURRENT],
        )
    return config


FINAL_VALIDATE_SCHEMA = _final_validate


async def to_code(config: ConfigType) -> None:
    """Creates the numbers that are configured; each tells the hub."""
    for key, (_, _, _, least, most, step) in NUMBERS.items():
        if key not in config:
            continue
        var = await number.new_number(config[key], min_value=least, max_value=most, step=step)
        await cg.register_component(var, config[key])
        await cg.register_parented(var, config[CONF_MAX3010X_ID])
