"""A Bluetooth health device (cuff, meter, scale, thermometer, oximeter, strap): the hub, one for each device."""

import logging
from dataclasses import dataclass

import esphome.codegen as cg
import esphome.config_validation as cv
import esphome.final_validate as fv
from esphome.components import ble_client
from esphome.components import time as time_
from esphome.const import CONF_ID, CONF_TIME_ID, PLATFORM_ESP32, PLATFORM_HOST
from esphome.core import CORE
from esphome.coroutine import CoroPriority, coroutine_with_priority
from esphome.types import ConfigType

_LOGGER = logging.getLogger(__name__)

AUTO_LOAD = ["healthsense_dsp"]
MULTI_CONF = True

DOMAIN = "ble_health"

CONF_BLE_HEALTH_ID = "ble_health_id"
CONF_BONDING = "bonding"
CONF_CURRENT_FOR = "current_for"
CONF_DEVICE_CLOCK = "device_clock"
CONF_OUTBOX_ID = "outbox_id"
CONF_PROFILES = "profiles"
CONF_SET_CLOCK = "set_clock"
CONF_STORED_RECORDS = "stored_records"
CONF_UNKNOWN_USER = "unknown_user"
CONF_USER = "user"

# On the wire: the device cannot tell whose it is. In a configuration: everybody's.
UNKNOWN_USER = 0xFF

ble_health_ns = cg.esphome_ns.namespace(DOMAIN)
BleHealth = ble_health_ns.class_("BleHealth", cg.Component)
GattClient = ble_health_ns.class_("GattClient", ble_client.BLEClientNode)
Outbox = cg.esphome_ns.namespace("healthsense_outbox").class_("Outbox", cg.Component)

CONF_GATT_CLIENT_ID = "gatt_client_id"


@dataclass(frozen=True)
class Profile:
    """What the Bluetooth SIG's service is about.

    ``measurements`` are the characteristics to subscribe to, ``reads`` those to read once connected. ``bonding`` is
    "required" where the service forbids to measure for somebody unpaired (Glucose 1.0.1 and CGM 1.0.2: security mode 1
    level 2 or 3 on every characteristic), "usual" where most devices ask for it all the same. ``records``: it can be
    asked for what it kept. ``gives``: the numbers of its measurements (decode.h).
    """

    service: int
    measurements: tuple[int, ...]
    gives: frozenset[str]
    bonding: str = "none"
    reads: tuple[int, ...] = ()
    records: bool = False


PROFILES: dict[str, Profile] = {
    "heart_rate": Profile(0x180D, (0x2A37,), frozenset({"heart_rate", "rr_interval", "energy_expended"})),
    "blood_pressure": Profile(
        0x1810, (0x2A35,), frozenset({"systolic", "diastolic", "mean_arterial", "cuff_pulse"}), "usual"
    ),
    "pulse_oximeter": Profile(0x1822, (0x2A5E, 0x2A5F), frozenset({"spo2", "pulse_rate", "pulse_amplitude"}), "usual"),
    "glucose": Profile(
        0x1808, (0x2A18, 0x2A34), frozenset({"glucose", "carbohydrate", "hba1c"}), "required", records=True
    ),
    "cgm": Profile(
        0x181F, (0x2AA7,), frozenset({"cgm_glucose", "cgm_trend"}), "required", reads=(0x2AA8, 0x2AAA), records=True
    ),
    "thermometer": Profile(0x1809, (0x2A1C,), frozenset({"temperature"})),
    "weight": Profile(0x181D, (0x2A9D,), frozenset({"weight", "bmi", "height"})),
    "body_composition": Profile(
        0x181B,
        (0x2A9C,),
        frozenset({"weight", "height", "body_fat", "basal_metabolism", "muscle_percentage", "muscle_mass"})
        | {"fat_free_mass", "soft_lean_mass", "body_water_mass", "impedance"},
    ),
}
BATTERY_SERVICE, CURRENT_TIME_SERVICE = 0x180F, 0x1805
DATE_TIME, BATTERY_LEVEL, CURRENT_TIME, RECORD_ACCESS = 0x2A08, 0x2A19, 0x2A2B, 0x2A52


def user(value: object) -> int:
    """The number that the device gives to a person."""
    number: int = cv.int_range(min=0, max=254)(value)
    return number


def _once_each(profiles: list[str]) -> list[str]:
    if len(set(profiles)) < len(profiles):
        raise cv.Invalid("a profile is listed twice")
    return profiles


def _has_clock_for_records(config: ConfigType) -> ConfigType:
    if config[CONF_STORED_RECORDS] and CONF_TIME_ID not in config:
        raise cv.Invalid(
            "a meter's stored records carry dates, and without a clock nobody knows how old they are: "
            "add time_id, or set stored_records: false",
            [CONF_STORED_RECORDS],
        )
    if config[CONF_SET_CLOCK] and CONF_TIME_ID not in config:
        raise cv.Invalid("to set the device's clock this one's must be known: add time_id", [CONF_SET_CLOCK])
    return config


def _records_by_default(config: ConfigType) -> ConfigType:
    can = any(PROFILES[name].records for name in config[CONF_PROFILES])
    if config.get(CONF_STORED_RECORDS) and not can:
        raise cv.Invalid(
            f"no profile of {', '.join(config[CONF_PROFILES])} can be asked for stored records; only "
            + " and ".join(name for name, profile in PROFILES.items() if profile.records),
            [CONF_STORED_RECORDS],
        )
    return {**config, CONF_STORED_RECORDS: config.get(CONF_STORED_RECORDS, can)}


def _has_link(config: ConfigType) -> ConfigType:
    if CORE.is_esp32 and ble_client.CONF_BLE_CLIENT_ID not in config:
        raise cv.Invalid("which device is it? Give the id of its ble_client", [ble_client.CONF_BLE_CLIENT_ID])
    return config


CONFIG_SCHEMA = cv.All(
    cv.Schema(
        {
            cv.GenerateID(): cv.declare_id(BleHealth),
            cv.GenerateID(CONF_GATT_CLIENT_ID): cv.declare_id(GattClient),
            cv.Required(CONF_PROFILES): cv.All(
                cv.ensure_list(cv.one_of(*PROFILES, lower=True)), cv.Length(min=1), _once_each
            ),
            cv.Optional(ble_client.CONF_BLE_CLIENT_ID): cv.All(cv.only_on_esp32, cv.use_id(ble_client.BLEClient)),
            cv.Optional(CONF_TIME_ID): cv.use_id(time_.RealTimeClock),
            cv.Optional(CONF_OUTBOX_ID): cv.use_id(Outbox),
            cv.Optional(CONF_CURRENT_FOR, default="2min"): cv.All(
                cv.positive_time_period_seconds,
                cv.Range(min=cv.TimePeriod(seconds=10), max=cv.TimePeriod(days=1)),
            ),
            cv.Optional(CONF_DEVICE_CLOCK, default="trust"): cv.one_of("trust", "ignore", lower=True),
            cv.Optional(CONF_UNKNOWN_USER): user,
            cv.Optional(CONF_STORED_RECORDS): cv.boolean,
            cv.Optional(CONF_SET_CLOCK, default=False): cv.boolean,
            cv.Optional(CONF_BONDING): cv.boolean,
        }
    ).extend(cv.COMPONENT_SCHEMA),
    cv.only_on([PLATFORM_ESP32, PLATFORM_HOST]),
    _has_link,
    _records_by_default,
    _has_clock_for_records,
)


def _bonds(config: ConfigType) -> bool:
    return bool(config.get(CONF_BONDING, any(PROFILES[name].bonding == "required" for name in config[CONF_PROFILES])))


def _final_validate(config: ConfigType) -> None:
    """Pairing is set up in another place than the device: what does not fit together is said here."""
    if not CORE.is_esp32:
        return
    required = [name for name in config[CONF_PROFILES] if PROFILES[name].bonding == "required"]
    if required and not _bonds(config):
        raise cv.Invalid(
            f"{', '.join(required)}: the service gives nothing to whom the device is not paired with; "
            "remove bonding: false",
            [CONF_BONDING],
        )
    auth = fv.full_config.get().get("esp32_ble", {}).get("auth_req_mode")
    if _bonds(config):
        if auth is None or "bond" not in auth or auth == "no_bond":
            raise cv.Invalid(
                "the device is to be paired, and the pairing to be kept: set auth_req_mode of esp32_ble to bond "
                "(or bond_mitm, sc_bond, sc_mitm_bond; with a passkey also io_capability: keyboard_only)",
                [CONF_BONDING],
            )
    elif CONF_BONDING not in config:
        usual = [name for name in config[CONF_PROFILES] if PROFILES[name].bonding == "usual"]
        if usual:
            _LOGGER.warning(
                "ble_health '%s': most devices of %s give nothing before they are paired. Say bonding: true "
                "(with auth_req_mode: bond of esp32_ble), or bonding: false to be sure without",
                config[CONF_ID],
                ", ".join(usual),
            )


FINAL_VALIDATE_SCHEMA = _final_validate

COUNTED = ("SENSORS", "BINARY_SENSORS", "TEXT_SENSORS")


def count_entity(kind: str) -> None:
    """One more entity of some hub: the hubs' tables have room for all that there are."""
    CORE.data[DOMAIN][kind] += 1


@coroutine_with_priority(CoroPriority.FINAL)  # type: ignore[untyped-decorator] # ESPHome's has no types
async def _define_counts() -> None:
    for kind, count in CORE.data[DOMAIN].items():
        cg.add_define(f"BLE_HEALTH_{kind}", max(1, count))


async def _add_gatt_client(config: ConfigType, hub: cg.MockObj) -> None:
    client = cg.new_Pvariable(config[CONF_GATT_CLIENT_ID], hub)
    await ble_client.register_ble_node(client, config)
    cg.add(client.set_bonding(_bonds(config)))
    # What dates a measurement comes before it: the standard's clock, or one beside the measurement (A&D).
    profiles = [PROFILES[name] for name in config[CONF_PROFILES]]
    cg.add(client.add_read(CURRENT_TIME_SERVICE, CURRENT_TIME))
    for profile in profiles:
        for characteristic in (DATE_TIME, *profile.reads):
            cg.add(client.add_read(profile.service, characteristic))
    for profile in profiles:
        records = (RECORD_ACCESS,) if profile.records and config[CONF_STORED_RECORDS] else ()
        for characteristic in (*profile.measurements, *records):
            cg.add(client.add_subscription(profile.service, characteristic))
    cg.add(client.add_read(BATTERY_SERVICE, BATTERY_LEVEL))


async def to_code(config: ConfigType) -> None:
    """Creates the hub and, on a chip, what speaks Bluetooth for it."""
    if DOMAIN not in CORE.data:
        CORE.data[DOMAIN] = dict.fromkeys(COUNTED, 0)
        CORE.add_job(_define_counts)
    var = cg.new_Pvariable(config[CONF_ID], str(config[CONF_ID]))
    await cg.register_component(var, config)
    cg.add(var.set_rules(config[CONF_CURRENT_FOR].total_seconds, config[CONF_DEVICE_CLOCK] == "trust"))
    cg.add(var.set_unknown_user(config.get(CONF_UNKNOWN_USER, UNKNOWN_USER)))
    cg.add(var.set_download(config[CONF_STORED_RECORDS]))
    cg.add(var.set_set_clock(config[CONF_SET_CLOCK]))
    if CONF_TIME_ID in config:
        cg.add(var.set_time(await cg.get_variable(config[CONF_TIME_ID])))
    if CONF_OUTBOX_ID in config:
        cg.add(var.set_outbox(await cg.get_variable(config[CONF_OUTBOX_ID])))
    if CORE.is_esp32:
        await _add_gatt_client(config, var)
