"""The numbers of a Bluetooth health device. A block with `user:` is one person's."""

from dataclasses import dataclass

import esphome.codegen as cg
import esphome.config_validation as cv
import esphome.final_validate as fv
from esphome.components import sensor
from esphome.const import (
    CONF_BATTERY_LEVEL,
    CONF_HEIGHT,
    CONF_TEMPERATURE,
    CONF_UNIT_OF_MEASUREMENT,
    CONF_WEIGHT,
    DEVICE_CLASS_BATTERY,
    DEVICE_CLASS_BLOOD_GLUCOSE_CONCENTRATION,
    DEVICE_CLASS_TEMPERATURE,
    DEVICE_CLASS_WEIGHT,
    ENTITY_CATEGORY_DIAGNOSTIC,
    STATE_CLASS_MEASUREMENT,
    UNIT_CELSIUS,
    UNIT_CENTIMETER,
    UNIT_KILOGRAM,
    UNIT_OHM,
    UNIT_PERCENT,
)
from esphome.types import ConfigType

from . import (
    CONF_BLE_HEALTH_ID,
    CONF_PROFILES,
    CONF_USER,
    PROFILES,
    UNKNOWN_USER,
    BleHealth,
    ble_health_ns,
    count_entity,
    user,
)

DEPENDENCIES = ["ble_health"]

Channel = ble_health_ns.enum("Channel", is_class=True)

BPM, MMHG, KILOJOULE, GRAM = "bpm", "mmHg", "kJ", "g"
MG_PER_DL, MMOL_PER_L = "mg/dL", "mmol/L"
# mg/dL for one mmol/L: MG_PER_DL_PER_MMOL_PER_L of gatt_glucose.h (a test holds the two together).
MG_PER_DL_PER_MMOL_PER_L = 18.0156


@dataclass(frozen=True)
class Row:
    """One kind of number: unit, decimals, icon and device class ("" where Home Assistant has none)."""

    unit: str
    decimals: int
    icon: str
    device_class: str = ""


SENSORS: dict[str, Row] = {
    "systolic": Row(MMHG, 0, "mdi:gauge"),
    "diastolic": Row(MMHG, 0, "mdi:gauge-low"),
    "mean_arterial": Row(MMHG, 0, "mdi:gauge"),
    "cuff_pulse": Row(BPM, 0, "mdi:heart-pulse"),
    "heart_rate": Row(BPM, 0, "mdi:heart-pulse"),
    "rr_interval": Row("ms", 0, "mdi:heart-flash"),
    "energy_expended": Row(KILOJOULE, 0, "mdi:fire"),
    "spo2": Row(UNIT_PERCENT, 1, "mdi:lungs"),
    "pulse_rate": Row(BPM, 0, "mdi:heart-pulse"),
    "pulse_amplitude": Row(UNIT_PERCENT, 2, "mdi:pulse"),
    "glucose": Row(MG_PER_DL, 0, "mdi:diabetes", DEVICE_CLASS_BLOOD_GLUCOSE_CONCENTRATION),
    "carbohydrate": Row(GRAM, 0, "mdi:food-apple"),
    "hba1c": Row(UNIT_PERCENT, 1, "mdi:diabetes"),
    "cgm_glucose": Row(MG_PER_DL, 0, "mdi:diabetes", DEVICE_CLASS_BLOOD_GLUCOSE_CONCENTRATION),
    "cgm_trend": Row("mg/dL/min", 1, "mdi:trending-up"),
    CONF_TEMPERATURE: Row(UNIT_CELSIUS, 1, "mdi:thermometer", DEVICE_CLASS_TEMPERATURE),
    CONF_WEIGHT: Row(UNIT_KILOGRAM, 2, "mdi:scale-bathroom", DEVICE_CLASS_WEIGHT),
    "bmi": Row("kg/m²", 1, "mdi:human"),
    CONF_HEIGHT: Row(UNIT_CENTIMETER, 1, "mdi:human-male-height"),
    "body_fat": Row(UNIT_PERCENT, 1, "mdi:percent"),
    "basal_metabolism": Row(KILOJOULE, 0, "mdi:fire"),
    "muscle_percentage": Row(UNIT_PERCENT, 1, "mdi:arm-flex"),
    "muscle_mass": Row(UNIT_KILOGRAM, 2, "mdi:arm-flex"),
    "fat_free_mass": Row(UNIT_KILOGRAM, 2, "mdi:scale-bathroom"),
    "soft_lean_mass": Row(UNIT_KILOGRAM, 2, "mdi:scale-bathroom"),
    "body_water_mass": Row(UNIT_KILOGRAM, 2, "mdi:water"),
    "impedance": Row(UNIT_OHM, 0, "mdi:omega"),
    CONF_BATTERY_LEVEL: Row(UNIT_PERCENT, 0, "mdi:battery", DEVICE_CLASS_BATTERY),
}
# In which unit glucose is said is a matter of country.
UNITS_OF_CHOICE = {"glucose": (MG_PER_DL, MMOL_PER_L), "cgm_glucose": (MG_PER_DL, MMOL_PER_L)}
DIAGNOSTIC = (CONF_BATTERY_LEVEL,)


def _schema(key: str, row: Row) -> cv.All:
    schema = sensor.sensor_schema(
        unit_of_measurement=row.unit,
        icon=row.icon,
        accuracy_decimals=row.decimals,
        state_class=STATE_CLASS_MEASUREMENT,
        **({"device_class": row.device_class} if row.device_class else {}),
        **({"entity_category": ENTITY_CATEGORY_DIAGNOSTIC} if key in DIAGNOSTIC else {}),
    )
    units = UNITS_OF_CHOICE.get(key, (row.unit,))

    def known_unit(config: ConfigType) -> ConfigType:
        if config[CONF_UNIT_OF_MEASUREMENT] not in units:
            raise cv.Invalid(
                f"{key} is published in {' or '.join(units)}; Home Assistant converts what it shows",
                [CONF_UNIT_OF_MEASUREMENT],
            )
        return config

    def decimals_of_unit(config: object) -> object:
        if isinstance(config, dict) and config.get(CONF_UNIT_OF_MEASUREMENT) == MMOL_PER_L:
            return {"accuracy_decimals": 1, **config}
        return config

    return cv.All(decimals_of_unit, schema, known_unit)


CONFIG_SCHEMA = cv.All(
    cv.Schema(
        {
            cv.GenerateID(CONF_BLE_HEALTH_ID): cv.use_id(BleHealth),
            cv.Optional(CONF_USER): user,
            **{cv.Optional(key): _schema(key, row) for key, row in SENSORS.items()},
        }
    ),
    cv.has_at_least_one_key(*SENSORS),
)


def _final_validate(config: ConfigType) -> None:
    """A number that none of the hub's profiles has would be unknown for ever."""
    full = fv.full_config.get()
    hub = full.get_config_for_path(full.get_path_for_id(config[CONF_BLE_HEALTH_ID])[:-1])
    for key in SENSORS:
        if key not in config or key == CONF_BATTERY_LEVEL:
            continue
        if not any(key in PROFILES[name].gives for name in hub[CONF_PROFILES]):
            givers = " or ".join(name for name, profile in PROFILES.items() if key in profile.gives)
            raise cv.Invalid(
                f"{config[CONF_BLE_HEALTH_ID]} has profiles: [{', '.join(hub[CONF_PROFILES])}], and {key} comes with "
                f"{givers}",
                [key],
            )


FINAL_VALIDATE_SCHEMA = _final_validate


async def to_code(config: ConfigType) -> None:
    """Creates the sensors that are configured and hands them to the hub."""
    hub = await cg.get_variable(config[CONF_BLE_HEALTH_ID])
    for key in SENSORS:
        if (conf := config.get(key)) is None:
            continue
        entity = await sensor.new_sensor(conf)
        factor = 1 / MG_PER_DL_PER_MMOL_PER_L if conf[CONF_UNIT_OF_MEASUREMENT] == MMOL_PER_L else 1.0
        count_entity("SENSORS")
        cg.add(hub.add_sensor(getattr(Channel, key.upper()), config.get(CONF_USER, UNKNOWN_USER), factor, entity))
