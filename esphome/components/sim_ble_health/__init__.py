"""Bluetooth health devices without Bluetooth: bytes by API action, and a cuff that measures the simulated person.

Host only, so that no real device can report made-up values.
"""

import esphome.codegen as cg
import esphome.config_validation as cv
from esphome.components import ble_health
from esphome.components.ble_health import CONF_BLE_HEALTH_ID, CONF_USER, UNKNOWN_USER, BleHealth
from esphome.const import CONF_ID, PLATFORM_HOST
from esphome.core import CORE
from esphome.types import ConfigType

DEPENDENCIES = ["ble_health"]

CONF_ACTIONS = "actions"
CONF_CUFF_INTERVAL = "cuff_interval"
CONF_PERSON_ID = "person_id"
CONF_SIM_BLE_HEALTH_ID = "sim_ble_health_id"

sim_ble_health_ns = cg.esphome_ns.namespace("sim_ble_health")
SimBleHealth = sim_ble_health_ns.class_("SimBleHealth", cg.Component)
SimulatedCuff = sim_ble_health_ns.class_("SimulatedCuff", cg.Component)
# Not imported: whoever only injects bytes needs no person.
Person = cg.esphome_ns.namespace("healthsense_sim").class_("HealthSenseSim", cg.PollingComponent)

CONF_CUFF_ID = "cuff_id"


def _cuff_is_whole(config: ConfigType) -> ConfigType:
    cuff = {CONF_CUFF_INTERVAL, CONF_USER} & config.keys()
    if cuff and CONF_PERSON_ID not in config:
        raise cv.Invalid(f"{', '.join(sorted(cuff))}: whom does the cuff measure? Add person_id")
    return config


CONFIG_SCHEMA = cv.All(
    cv.Schema(
        {
            cv.GenerateID(): cv.declare_id(SimBleHealth),
            cv.GenerateID(CONF_CUFF_ID): cv.declare_id(SimulatedCuff),
            cv.Optional(CONF_ACTIONS, default=True): cv.boolean,
            cv.Optional(CONF_PERSON_ID): cv.use_id(Person),
            cv.Optional(CONF_BLE_HEALTH_ID): cv.use_id(BleHealth),
            cv.Optional(CONF_USER): ble_health.user,
            cv.Optional(CONF_CUFF_INTERVAL): cv.All(
                cv.positive_time_period_seconds,
                cv.Range(min=cv.TimePeriod(seconds=1), max=cv.TimePeriod(days=1)),
            ),
        }
    ).extend(cv.COMPONENT_SCHEMA),
    cv.only_on([PLATFORM_HOST]),
    _cuff_is_whole,
)


async def _add_cuff(config: ConfigType) -> None:
    if CONF_BLE_HEALTH_ID in config:
        hub = await cg.get_variable(config[CONF_BLE_HEALTH_ID])
    else:
        hub = await cg.get_variable(CORE.config[ble_health.DOMAIN][0][CONF_ID])
    cg.add_define("USE_SIM_BLE_HEALTH_CUFF")
    person = await cg.get_variable(config[CONF_PERSON_ID])
    cuff = cg.new_Pvariable(config[CONF_CUFF_ID], person, hub)
    await cg.register_component(cuff, config)
    if CONF_CUFF_INTERVAL in config:
        cg.add(cuff.set_interval(config[CONF_CUFF_INTERVAL].total_seconds))
    cg.add(cuff.set_user(config.get(CONF_USER, UNKNOWN_USER)))


async def to_code(config: ConfigType) -> None:
    """Creates the injector over all devices, and the cuff where there is a person."""
    if config[CONF_ACTIONS]:
        # What `custom_services: true` of `api:` does, and what an action with a response does.
        cg.add_define("USE_API_USER_DEFINED_ACTIONS")
        cg.add_define("USE_API_CUSTOM_SERVICES")
        cg.add_define("USE_API_USER_DEFINED_ACTION_RESPONSES")
        cg.add_define("USE_SIM_BLE_HEALTH_ACTIONS")
    devices = CORE.config[ble_health.DOMAIN]
    cg.add_define("SIM_BLE_HEALTH_DEVICES", len(devices))
    var = cg.new_Pvariable(config[CONF_ID])
    await cg.register_component(var, config)
    for device in devices:
        cg.add(var.add_device(await cg.get_variable(device[CONF_ID])))
    if CONF_PERSON_ID in config:
        await _add_cuff(config)
