"""Readings taken while Home Assistant is away: kept, and handed over with their age when it is back."""

import re

import esphome.codegen as cg
import esphome.config_validation as cv
import esphome.final_validate as fv
from esphome.components import sensor
from esphome.components.esp32 import (
    VARIANT_ESP32,
    VARIANT_ESP32C3,
    VARIANT_ESP32C6,
    VARIANT_ESP32P4,
    VARIANT_ESP32S2,
    VARIANT_ESP32S3,
    get_esp32_variant,
)
from esphome.const import CONF_ID, CONF_INTERNAL, CONF_INTERVAL, CONF_SENSOR, PLATFORM_ESP32, PLATFORM_HOST
from esphome.core import CORE
from esphome.types import ConfigType

DEPENDENCIES = ["api", "sensor"]

CONF_CAPACITY = "capacity"
CONF_HEALTHSENSE_OUTBOX_ID = "healthsense_outbox_id"
CONF_QUALITY = "quality"
CONF_READINGS = "readings"
CONF_RESTORE = "restore"
CONF_VITAL = "vital"

healthsense_outbox_ns = cg.esphome_ns.namespace("healthsense_outbox")
Outbox = healthsense_outbox_ns.class_("Outbox", cg.Component)

# sizeof(Record) and two of Ring::Header, ring.h.
RECORD_BYTES = 12
HEADERS_BYTES = 2 * 56
# The smallest RTC memory of these is 8 kB, and ESP-IDF keeps some of it to itself.
RETAINED_CAPACITY = 500
RETAINED_VARIANTS = (
    VARIANT_ESP32,
    VARIANT_ESP32C3,
    VARIANT_ESP32C6,
    VARIANT_ESP32P4,
    VARIANT_ESP32S2,
    VARIANT_ESP32S3,
)
USUAL_CAPACITY = 2000
# 60 kB: an ESP32 has 160 kB of memory for what is laid out at compile time, most of which Wi-Fi and Bluetooth need.
CHIP_CAPACITY = 5000


def _vital(value: str) -> str:
    value = cv.string_strict(value)
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,39}", value):
        raise cv.Invalid(f"'{value}' is no vital sign's key: small letters, digits and '_', at most 40 characters")
    return value


def _once_each(config: ConfigType) -> ConfigType:
    seen = set()
    for index, row in enumerate(config[CONF_READINGS]):
        if row[CONF_SENSOR].id in seen:
            raise cv.Invalid(f"{row[CONF_SENSOR]} is listed twice", path=[CONF_READINGS, index, CONF_SENSOR])
        seen.add(row[CONF_SENSOR].id)
    return config


def _room(config: ConfigType) -> ConfigType:
    """Chooses the capacity, and refuses one that the memory does not hold."""
    retained = config[CONF_RESTORE] and CORE.is_esp32
    if retained and get_esp32_variant() not in RETAINED_VARIANTS:
        raise cv.Invalid(f"{get_esp32_variant()} has too little RTC memory for 'restore: true'", path=[CONF_RESTORE])
    config = {CONF_CAPACITY: RETAINED_CAPACITY if retained else USUAL_CAPACITY, **config}
    if retained and config[CONF_CAPACITY] > RETAINED_CAPACITY:
        raise cv.Invalid(
            f"with 'restore: true' the readings lie in RTC memory, which holds {RETAINED_CAPACITY}; "
            "without it there is room for more, but not over deep sleep",
            path=[CONF_CAPACITY],
        )
    if CORE.is_esp32 and config[CONF_CAPACITY] > CHIP_CAPACITY:
        raise cv.Invalid(
            f"an ESP32 has memory for {CHIP_CAPACITY} readings beside the rest; "
            "a longer interval keeps as long a time in less",
            path=[CONF_CAPACITY],
        )
    return config


CONFIG_SCHEMA = cv.All(
    cv.Schema(
        {
            cv.GenerateID(): cv.declare_id(Outbox),
            cv.Optional(CONF_CAPACITY): cv.int_range(min=20, max=20000),
            cv.Optional(CONF_INTERVAL, default="30s"): cv.All(
                cv.positive_time_period_milliseconds,
                cv.Range(min=cv.TimePeriod(seconds=1), max=cv.TimePeriod(hours=1)),
            ),
            cv.Optional(CONF_RESTORE, default=False): cv.boolean,
            cv.Optional(CONF_QUALITY): cv.use_id(sensor.Sensor),
            cv.Required(CONF_READINGS): cv.All(
                cv.ensure_list(
                    cv.Schema(
                        {cv.Required(CONF_SENSOR): cv.use_id(sensor.Sensor), cv.Required(CONF_VITAL): _vital},
                    )
                ),
                cv.Length(min=1, max=64),
            ),
        }
    ).extend(cv.COMPONENT_SCHEMA),
    cv.only_on([PLATFORM_ESP32, PLATFORM_HOST]),
    _once_each,
    _room,
)


def _final_validate(config: ConfigType) -> ConfigType:
    """Refuses a sensor that Home Assistant never hears of: its readings would belong to nobody."""
    full_config = fv.full_config.get()
    for index, row in enumerate(config[CONF_READINGS]):
        path = full_config.get_path_for_id(row[CONF_SENSOR])[:-1]
        if full_config.get_config_for_path(path).get(CONF_INTERNAL, False):
            raise cv.Invalid(
                f"{row[CONF_SENSOR]} is internal: Home Assistant does not know it, so it cannot take its readings",
                path=[CONF_READINGS, index, CONF_SENSOR],
            )
    return config


FINAL_VALIDATE_SCHEMA = _final_validate


async def to_code(config: ConfigType) -> None:
    """Creates the outbox with a row for each reading, and has the API speak of events and actions."""
    # What `custom_services: true` and `homeassistant_services: true` of `api:` do; a user need not write them.
    cg.add_define("USE_API_USER_DEFINED_ACTIONS")
    cg.add_define("USE_API_CUSTOM_SERVICES")
    cg.add_define("USE_API_HOMEASSISTANT_SERVICES")
    cg.add_define("USE_HEALTHSENSE_OUTBOX")
    if config[CONF_RESTORE]:
        cg.add_define("USE_HEALTHSENSE_OUTBOX_RETAINED")

    if CORE.is_esp32:
        cg.add_define("HEALTHSENSE_OUTBOX_BYTES", HEADERS_BYTES + RECORD_BYTES * config[CONF_CAPACITY])

    readings = config[CONF_READINGS]
    var = cg.new_Pvariable(config[CONF_ID], config[CONF_CAPACITY], config[CONF_INTERVAL], len(readings))
    await cg.register_component(var, config)
    for row in readings:
        cg.add(var.add_row(await cg.get_variable(row[CONF_SENSOR]), row[CONF_VITAL]))
    if quality := config.get(CONF_QUALITY):
        cg.add(var.set_quality(await cg.get_variable(quality)))
