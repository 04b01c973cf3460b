"""An I2C bus with a virtual MAX3010x on it, for the ordinary driver on a PC. Host only: no device may pretend."""

from itertools import pairwise
from pathlib import Path

import esphome.codegen as cg
import esphome.config_validation as cv
import esphome.final_validate as fv
from esphome.components import i2c
from esphome.components.healthsense_sim import HealthSenseSim
from esphome.const import (
    CONF_FILE,
    CONF_FREQUENCY,
    CONF_ID,
    CONF_MODEL,
    CONF_RATE,
    CONF_RAW_DATA_ID,
    CONF_SPEED,
    PLATFORM_HOST,
)
from esphome.core import CORE
from esphome.types import ConfigType

from .recording import BadRecordingError, read_recording

# The core's I2C component has to be in the build (`i2c: {device: /dev/null}`): the drivers' base class lives there.
DEPENDENCIES = ["i2c"]
MULTI_CONF = True
DOMAIN = "sim_max3010x"

CONF_AT = "at"
CONF_CURRENT = "current"
CONF_FAULT = "fault"
CONF_FAULTS = "faults"
CONF_FOR = "for"
CONF_FULL_SCALE = "full_scale"
CONF_LOCKSTEP = "lockstep"
CONF_PERSON_ID = "person_id"
CONF_REPEAT = "repeat"
CONF_RUN_FOR = "run_for"
CONF_SEED = "seed"
CONF_SIM_MAX3010X_ID = "sim_max3010x_id"

sim_max3010x_ns = cg.esphome_ns.namespace("sim_max3010x")
SimMax3010x = sim_max3010x_ns.class_("SimMax3010x", i2c.I2CBus, cg.Component)
Model = sim_max3010x_ns.enum("Model", is_class=True)
Fault = sim_max3010x_ns.enum("Fault", is_class=True)

# model: most samples that a poll can find. One more would fill the FIFO, whose pointers then look as if it were empty.
MODELS = {"MAX30100": 15, "MAX30101": 31, "MAX30102": 31, "MAX30105": 31}

# In the order of FAULT_NAMES in faults.h; tests/esphome holds the two together.
FAULTS = {
    "none": Fault.NONE,
    "bus silent": Fault.BUS_SILENT,
    "wrong part": Fault.WRONG_PART,
    "overflow": Fault.OVERFLOW,
    "brown-out": Fault.BROWN_OUT,
    "swapped LEDs": Fault.SWAPPED_LEDS,
    "finger off": Fault.FINGER_OFF,
    "saturation": Fault.SATURATION,
    "ambient light": Fault.AMBIENT_LIGHT,
}
EVENTS = ("overflow", "brown-out")

RECORDING_ONLY = (CONF_RATE, CONF_CURRENT, CONF_FULL_SCALE, CONF_REPEAT)
RECORDING_DEFAULTS: dict[str, float | bool] = {
    CONF_RATE: 100.0,
    CONF_CURRENT: 7.0,
    CONF_FULL_SCALE: 4096.0,
    CONF_REPEAT: True,
}


def _milliamperes(value: object) -> float:
    milliamperes: float = cv.float_range(min=0.2, max=51.0)(cv.float_with_unit("current", "(mA)")(value))
    return milliamperes


def _nanoamperes(value: object) -> float:
    full_scale: float = cv.one_of(2048.0, 4096.0, 8192.0, 16384.0)(cv.float_with_unit("full scale", "(nA)")(value))
    return full_scale


def _check_source(config: ConfigType) -> ConfigType:
    if (CONF_PERSON_ID in config) == (CONF_FILE in config):
        raise cv.Invalid(
            "what lies before the sensor is either 'person_id' (a simulated person) or 'file' (a recording)"
        )
    if CONF_FILE not in config:
        for key in RECORDING_ONLY:
            if key in config:
                raise cv.Invalid(f"'{key}' belongs to a recording ('file')", path=[key])
        return config
    return {**RECORDING_DEFAULTS, **config}


def _check_time(config: ConfigType) -> ConfigType:
    if CONF_LOCKSTEP not in config:
        if CONF_RUN_FOR in config:
            raise cv.Invalid("'run_for' belongs to 'lockstep': real time cannot be stopped", path=[CONF_RUN_FOR])
        return config
    if CONF_SPEED in config:
        raise cv.Invalid("in 'lockstep' there is no clock to speed up: take one of the two", path=[CONF_SPEED])
    most = MODELS[config[CONF_MODEL]]
    if config[CONF_LOCKSTEP] > most:
        raise cv.Invalid(
            f"a poll of the {config[CONF_MODEL]} can find at most {most} samples: one more fills its FIFO, "
            "whose pointers then look as if it were empty",
            path=[CONF_LOCKSTEP],
        )
    return config


def _check_fault(config: ConfigType) -> ConfigType:
    if CONF_FOR in config and config[CONF_FAULT] in EVENTS:
        raise cv.Invalid(f"'{config[CONF_FAULT]}' happens once: it has no duration", path=[CONF_FOR])
    return config


def _check_order(faults: list[ConfigType]) -> list[ConfigType]:
    for before, after in pairwise(faults):
        begins, until = after[CONF_AT].total_milliseconds, before[CONF_AT].total_milliseconds
        if CONF_FOR in before:
            until += before[CONF_FOR].total_milliseconds
        if begins < until:
            raise cv.Invalid(
                f"'{after[CONF_FAULT]}' begins before '{before[CONF_FAULT]}' ended: one fault at a time, in order"
            )
    return faults


def _recording(value: object) -> Path:
    path = Path(CORE.relative_config_path(cv.string_strict(value)))
    try:
        read_recording(path)
    except BadRecordingError as error:
        raise cv.Invalid(str(error)) from error
    return path


PLANNED_FAULT_SCHEMA = cv.All(
    cv.Schema(
        {
            cv.Required(CONF_FAULT): cv.one_of(*FAULTS),
            cv.Required(CONF_AT): cv.positive_time_period_milliseconds,
            cv.Optional(CONF_FOR): cv.positive_not_null_time_period,
        }
    ),
    _check_fault,
)

CONFIG_SCHEMA = cv.All(
    cv.Schema(
        {
            cv.GenerateID(): cv.declare_id(SimMax3010x),
            cv.Optional(CONF_MODEL, default="MAX30102"): cv.one_of(*MODELS, upper=True),
            # Not simulated; drivers demand a fast bus of whatever bus they hang on.
            cv.Optional(CONF_FREQUENCY, default="400kHz"): cv.frequency,
            cv.Optional(CONF_SEED, default=1): cv.uint32_t,
            cv.Optional(CONF_PERSON_ID): cv.use_id(HealthSenseSim),
            cv.Optional(CONF_FILE): _recording,
            cv.Optional(CONF_RATE): cv.All(cv.frequency, cv.Range(min=10.0, max=3200.0)),
            cv.Optional(CONF_CURRENT): _milliamperes,
            cv.Optional(CONF_FULL_SCALE): _nanoamperes,
            cv.Optional(CONF_REPEAT): cv.boolean,
            cv.Optional(CONF_SPEED): cv.float_range(min=0.1, max=10.0),
            cv.Optional(CONF_LOCKSTEP): cv.int_range(min=1, max=max(MODELS.values())),
            cv.Optional(CONF_RUN_FOR): cv.All(cv.positive_time_period_seconds, cv.Range(max=cv.TimePeriod(days=366))),
            cv.Optional(CONF_FAULTS): cv.All(cv.ensure_list(PLANNED_FAULT_SCHEMA), _check_order),
            cv.GenerateID(CONF_RAW_DATA_ID): cv.declare_id(cg.uint32),
        }
    ).extend(cv.COMPONENT_SCHEMA),
    cv.only_on([PLATFORM_HOST]),
    _check_source,
    _check_time,
)


def _final_validate(config: ConfigType) -> None:
    """A person has one time: two sensors on her would each let it pass."""
    person_id = config.get(CONF_PERSON_ID)
    others = [other.get(CONF_PERSON_ID) for other in fv.full_config.get()[DOMAIN]]
    if person_id is not None and others.count(person_id) > 1:
        raise cv.Invalid(
            f"two sensors on '{person_id}' would each let her time pass: take a healthsense_sim for each",
            path=[CONF_PERSON_ID],
        )


FINAL_VALIDATE_SCHEMA = _final_validate


async def to_code(config: ConfigType) -> None:
    """Creates the bus, puts the person or the recording before its sensor and sets how its time passes."""
    var = cg.new_Pvariable(config[CONF_ID], getattr(Model, config[CONF_MODEL]), config[CONF_SEED])
    await cg.register_component(var, config)
    if (person_id := config.get(CONF_PERSON_ID)) is not None:
        cg.add_define("USE_SIM_MAX3010X_PERSON")
        cg.add(var.set_person(await cg.get_variable(person_id)))
    if (path := config.get(CONF_FILE)) is not None:
        rows = read_recording(path)
        counts = cg.progmem_array(config[CONF_RAW_DATA_ID], [count for row in rows for count in row])
        cg.add(
            var.set_recording(
                counts,
                len(rows),
                config[CONF_RATE],
                config[CONF_CURRENT],
                config[CONF_FULL_SCALE],
                config[CONF_REPEAT],
            )
        )
    if (speed := config.get(CONF_SPEED)) is not None:
        cg.add(var.set_speed(speed))
    if (samples := config.get(CONF_LOCKSTEP)) is not None:
        cg.add(var.set_lockstep(samples))
        if (run_for := config.get(CONF_RUN_FOR)) is not None:
            cg.add(var.set_first_run(run_for.total_seconds))
    for planned in config.get(CONF_FAULTS, []):
        lasts = planned[CONF_FOR].total_milliseconds if CONF_FOR in planned else 0
        cg.add(var.add_planned_fault(FAULTS[planned[CONF_FAULT]], planned[CONF_AT].total_milliseconds, lasts))
