"""Pulse oximeters MAX30100, MAX30101, MAX30102 and MAX30105: the chip and what is computed of it."""

import math
import zlib

import esphome.codegen as cg
import esphome.config_validation as cv
import esphome.final_validate as fv
from esphome import automation
from esphome.components import i2c
from esphome.const import CONF_ADDRESS, CONF_FREQUENCY, CONF_I2C_ID, CONF_ID, CONF_MODEL
from esphome.cpp_generator import MockObj
from esphome.types import ConfigType

from .limits import LOWEST_BUS_HZ, MAX30100, MODELS, burst_ms, limits_of, poll_interval_ms, refusal

CODEOWNERS: list[str] = []
DEPENDENCIES = ["i2c"]
AUTO_LOAD = ["healthsense_dsp"]
MULTI_CONF = True

DOMAIN = "max3010x"

CONF_MAX3010X_ID = "max3010x_id"
CONF_SAMPLE_RATE = "sample_rate"
CONF_AVERAGING = "averaging"
CONF_PULSE_WIDTH = "pulse_width"
CONF_ADC_RANGE = "adc_range"
CONF_RED_CURRENT = "red_current"
CONF_INFRARED_CURRENT = "infrared_current"
CONF_MAXIMUM_CURRENT = "maximum_current"
CONF_AUTO_GAIN = "auto_gain"
CONF_PROXIMITY = "proximity"
CONF_PROXIMITY_CURRENT = "proximity_current"
CONF_FINGER_THRESHOLD = "finger_threshold"
CONF_SWAP_LEDS = "swap_leds"
CONF_CALIBRATION_CURVE = "calibration_curve"
CONF_TEMPERATURE_COMPENSATION = "temperature_compensation"
CONF_REFERENCE_TEMPERATURE = "reference_temperature"
CONF_POLL_INTERVAL = "poll_interval"
CONF_REPORTING_INTERVAL = "reporting_interval"
CONF_ONLY_ON_CHANGE = "only_on_change"
CONF_ON_SAMPLE = "on_sample"

DEFAULT_ADC_RANGE_NA = 4096
DEFAULT_MAXIMUM_MA = 25.0
ADDRESS = 0x57
# Maxim's reference design RD117; also the signal core's default.
DEFAULT_CURVE = {"a": -45.060, "b": 30.354, "c": 94.845}

max3010x_ns = cg.esphome_ns.namespace("max3010x")
healthsense_dsp_ns = cg.esphome_ns.namespace("healthsense_dsp")
MAX3010xComponent = max3010x_ns.class_("MAX3010xComponent", cg.Component, i2c.I2CDevice)
HubSettings = max3010x_ns.struct("HubSettings")
ChipSettings = max3010x_ns.struct("ChipSettings")
OpticsSettings = max3010x_ns.struct("OpticsSettings")
Currents = max3010x_ns.struct("Currents")
CoreSettings = healthsense_dsp_ns.struct("Settings")
Curve = healthsense_dsp_ns.struct("Curve")

_I2C_ONLY = "MAX3010x sensors have an I2C interface only: connect SDA and SCL and use i2c_id"


def _whole_hertz(value: object) -> int:
    """A sample rate, with or without its unit."""
    hertz = float(cv.frequency(value))
    if hertz != int(hertz):
        raise cv.Invalid(f"{hertz} Hz: the sensors have whole rates only")
    return int(hertz)


def _milliamperes(value: object) -> float:
    """A current, as `6.4mA`, in mA."""
    return round(float(cv.current(value)) * 1000, 3)


def _whole_microseconds(value: object) -> int:
    return int(cv.positive_time_period_microseconds(value).total_microseconds)


def _swap_leds(value: object) -> bool | str:
    if isinstance(value, str) and value.lower() == "auto":
        return "auto"
    return bool(cv.boolean(value))


def _curve(value: object) -> dict[str, float]:
    """A calibration curve that falls as oxygen does; anything else has a wrong sign or order."""
    curve: dict[str, float] = cv.Schema({cv.Required(key): cv.float_ for key in DEFAULT_CURVE})(value)
    a, b, c = curve["a"], curve["b"], curve["c"]
    if 2 * a + b >= 0:
        raise cv.Invalid(
            "SpO2 = a R^2 + b R + c must fall where the ratio R is 1: 2 a + b has to be negative. Check the signs"
        )
    for ratio, least, most in ((0.5, 85.0, 105.0), (1.0, 60.0, 95.0)):
        spo2 = (a * ratio + b) * ratio + c
        if not least <= spo2 <= most:
            raise cv.Invalid(
                f"the curve gives {spo2:.1f} % at a ratio of {ratio}; {least:.0f} to {most:.0f} % is what sensors of "
                "red and infrared light have there. Check signs and order of a, b and c"
            )
    return curve


def _filled(config: ConfigType) -> ConfigType:
    """Defaults that depend on the model."""
    limits = limits_of(config[CONF_MODEL])
    defaults = {
        CONF_SAMPLE_RATE: limits.default_sample_rate,
        CONF_AVERAGING: limits.default_averaging,
        CONF_PULSE_WIDTH: limits.default_pulse_width_us,
        CONF_RED_CURRENT: limits.default_current_ma,
        CONF_INFRARED_CURRENT: limits.default_current_ma,
        CONF_MAXIMUM_CURRENT: max(DEFAULT_MAXIMUM_MA, limits.default_current_ma),
        CONF_PROXIMITY_CURRENT: limits.default_proximity_ma,
        CONF_FINGER_THRESHOLD: limits.default_finger_na_per_ma,
    }
    if config[CONF_MODEL] == MAX30100:
        if CONF_ADC_RANGE in config:
            raise cv.Invalid("the MAX30100 has one range only: leave adc_range out", [CONF_ADC_RANGE])
        defaults[CONF_ADC_RANGE] = limits.adc_ranges_na[0]
    else:
        defaults[CONF_ADC_RANGE] = DEFAULT_ADC_RANGE_NA
    return {**defaults, **config}


def _possible(config: ConfigType) -> ConfigType:
    """Refuses what the chip cannot do, with the reason."""
    model = config[CONF_MODEL]
    limits = limits_of(model)
    if wrong := refusal(model, config[CONF_SAMPLE_RATE], config[CONF_PULSE_WIDTH], config[CONF_AVERAGING]):
        option, reason = wrong
        raise cv.Invalid(f"{option}: {reason}", [option] if option in config else None)
    least, most = limits.currents_ma
    for key in (CONF_RED_CURRENT, CONF_INFRARED_CURRENT, CONF_MAXIMUM_CURRENT, CONF_PROXIMITY_CURRENT):
        if not least <= config[key] <= most:
            raise cv.Invalid(f"{key}: the LEDs of the {model} take {least} to {most} mA, not {config[key]} mA", [key])
    for key in (CONF_RED_CURRENT, CONF_INFRARED_CURRENT):
        if config[CONF_AUTO_GAIN] and config[key] > config[CONF_MAXIMUM_CURRENT]:
            raise cv.Invalid(f"{key} is above maximum_current, {config[CONF_MAXIMUM_CURRENT]} mA", [key])
    if CONF_REFERENCE_TEMPERATURE in config and not config[CONF_TEMPERATURE_COMPENSATION]:
        raise cv.Invalid(
            "reference_temperature is of no use without temperature_compensation", [CONF_REFERENCE_TEMPERATURE]
        )
    output_rate = config[CONF_SAMPLE_RATE] / config[CONF_AVERAGING]
    longest = int(1000 * limits.fifo_depth * 0.9 / output_rate)
    interval = config.get(CONF_POLL_INTERVAL)
    if interval is None:
        return {**config, CONF_POLL_INTERVAL: cv.TimePeriod(milliseconds=poll_interval_ms(limits, output_rate))}
    if interval.total_milliseconds > longest:
        raise cv.Invalid(
            f"poll_interval: the FIFO of {limits.fifo_depth} samples is full after "
            f"{1000 * limits.fifo_depth / output_rate:.0f} ms; look at least each {longest} ms",
            [CONF_POLL_INTERVAL],
        )
    return config


CONFIG_SCHEMA = cv.All(
    cv.Schema(
        {
            cv.GenerateID(): cv.declare_id(MAX3010xComponent),
            cv.Optional(CONF_MODEL, default="MAX30102"): cv.one_of(*MODELS, upper=True),
            cv.Optional(CONF_SAMPLE_RATE): _whole_hertz,
            cv.Optional(CONF_AVERAGING): cv.int_range(min=1, max=32),
            cv.Optional(CONF_PULSE_WIDTH): _whole_microseconds,
            cv.Optional(CONF_ADC_RANGE): cv.one_of(2048, 4096, 8192, 16384, int=True),
            cv.Optional(CONF_RED_CURRENT): _milliamperes,
            cv.Optional(CONF_INFRARED_CURRENT): _milliamperes,
            cv.Optional(CONF_MAXIMUM_CURRENT): _milliamperes,
            cv.Optional(CONF_AUTO_GAIN, default=True): cv.boolean,
            cv.Optional(CONF_PROXIMITY, default=True): cv.boolean,
            cv.Optional(CONF_PROXIMITY_CURRENT): _milliamperes,
            cv.Optional(CONF_FINGER_THRESHOLD): cv.float_range(min=0.5, max=500),
            cv.Optional(CONF_SWAP_LEDS, default=False): _swap_leds,
            cv.Optional(CONF_CALIBRATION_CURVE, default=DEFAULT_CURVE): _curve,
            cv.Optional(CONF_TEMPERATURE_COMPENSATION, default=True): cv.boolean,
            cv.Optional(CONF_REFERENCE_TEMPERATURE): cv.All(cv.temperature, cv.Range(min=-10, max=60)),
            cv.Optional(CONF_POLL_INTERVAL): cv.positive_time_period_milliseconds,
            cv.Optional(CONF_REPORTING_INTERVAL, default="1s"): cv.All(
                cv.positive_time_period_seconds,
                cv.Range(min=cv.TimePeriod(seconds=1), max=cv.TimePeriod(seconds=60)),
            ),
            cv.Optional(CONF_ONLY_ON_CHANGE, default=False): cv.boolean,
            cv.Optional(CONF_ON_SAMPLE): automation.validate_automation({}),
            cv.Optional("spi_id"): cv.invalid(_I2C_ONLY),
            cv.Optional("cs_pin"): cv.invalid(_I2C_ONLY),
        }
    )
    .extend(cv.COMPONENT_SCHEMA)
    .extend(i2c.i2c_device_schema(ADDRESS)),
    _filled,
    _possible,
)


def _alone_on_its_bus(config: ConfigType, hubs: list[ConfigType]) -> None:
    """All these sensors have one address, which nothing changes."""
    if config[CONF_ADDRESS] != ADDRESS:
        raise cv.Invalid(
            f"address: these sensors answer at 0x{ADDRESS:02X} only, not at 0x{config[CONF_ADDRESS]:02X}",
            [CONF_ADDRESS],
        )
    others = [
        hub[CONF_ID] for hub in hubs if hub[CONF_I2C_ID] == config[CONF_I2C_ID] and hub[CONF_ID] != config[CONF_ID]
    ]
    if others:
        raise cv.Invalid(
            f"{config[CONF_ID]} and {others[0]} are on one bus, {config[CONF_I2C_ID]}, but both answer at "
            f"0x{ADDRESS:02X}: give each a bus of its own (a second i2c:, or a multiplexer such as tca9548a)",
            [CONF_I2C_ID],
        )


def _final_validate(config: ConfigType) -> ConfigType:
    """The bus must be fast enough for the FIFO; one that says nothing of its frequency is not a wire."""
    full = fv.full_config.get()
    _alone_on_its_bus(config, full[DOMAIN])
    bus = full.get_config_for_path(full.get_path_for_id(config[CONF_I2C_ID])[:-1])
    frequency = bus.get(CONF_FREQUENCY) if isinstance(bus, dict) else None
    if frequency is not None and float(frequency) < LOWEST_BUS_HZ:
        limits = limits_of(config[CONF_MODEL])
        slow, fast = burst_ms(limits, limits.fifo_depth, frequency), burst_ms(limits, limits.fifo_depth, 400_000)
        raise cv.Invalid(
            f"the I2C bus runs at {float(frequency) / 1000:g} kHz: a full FIFO of {limits.fifo_depth} samples would "
            f"keep the whole node waiting for {slow:.0f} ms ({fast:.1f} ms at 400 kHz). Set frequency: 400kHz at i2c:, "
            f"and not less than {LOWEST_BUS_HZ // 1000} kHz",
            [CONF_I2C_ID],
        )
    return config


FINAL_VALIDATE_SCHEMA = _final_validate


def _code(current_ma: float, model: str) -> MockObj:
    return max3010x_ns.class_("LedScale")(model == MAX30100).code(current_ma)


def _settings(config: ConfigType) -> cg.StructInitializer:
    model = config[CONF_MODEL]
    limits = limits_of(model)
    output_rate = config[CONF_SAMPLE_RATE] / config[CONF_AVERAGING]
    finger_counts_per_ma = config[CONF_FINGER_THRESHOLD] * limits.full_scale / config[CONF_ADC_RANGE]
    curve = config[CONF_CALIBRATION_CURVE]
    return cg.StructInitializer(
        HubSettings,
        ("model", model),
        (
            "chip",
            cg.StructInitializer(
                ChipSettings,
                ("map", cg.RawExpression(f"&max3010x::{'MAX30100' if model == MAX30100 else 'MAX30102'}_MAP")),
                ("rate_code", limits.sample_rates.index(config[CONF_SAMPLE_RATE])),
                ("width_code", limits.pulse_widths_us.index(config[CONF_PULSE_WIDTH])),
                ("averaging_code", limits.averaging.index(config[CONF_AVERAGING])),
                ("range_code", limits.adc_ranges_na.index(config[CONF_ADC_RANGE])),
            ),
        ),
        (
            "optics",
            cg.StructInitializer(
                OpticsSettings,
                ("rate_hz", output_rate),
                ("full_scale", float(limits.full_scale)),
                ("finger_counts_per_ma", round(finger_counts_per_ma, 3)),
                ("coarse_leds", model == MAX30100),
                ("auto_gain", config[CONF_AUTO_GAIN]),
                ("proximity", config[CONF_PROXIMITY]),
                (
                    "start",
                    cg.StructInitializer(
                        Currents,
                        ("red", _code(config[CONF_RED_CURRENT], model)),
                        ("infrared", _code(config[CONF_INFRARED_CURRENT], model)),
                    ),
                ),
                ("pilot", _code(config[CONF_PROXIMITY_CURRENT], model)),
                ("highest", _code(config[CONF_MAXIMUM_CURRENT], model)),
            ),
        ),
        (
            "core",
            cg.StructInitializer(
                CoreSettings,
                ("rate_hz", output_rate),
                ("swap_leds", config[CONF_SWAP_LEDS] is True),
                ("full_scale", float(math.floor(0.999 * limits.full_scale))),
                ("curve", cg.StructInitializer(Curve, ("a", curve["a"]), ("b", curve["b"]), ("c", curve["c"]))),
            ),
        ),
        ("poll_interval_ms", config[CONF_POLL_INTERVAL].total_milliseconds),
        ("reference_temperature_c", config.get(CONF_REFERENCE_TEMPERATURE, math.nan)),
        ("compensate_temperature", config[CONF_TEMPERATURE_COMPENSATION]),
        ("swap_when_seen", config[CONF_SWAP_LEDS] == "auto"),
        ("preference_key", zlib.crc32(f"max3010x {config[CONF_ID].id}".encode())),
    )


async def to_code(config: ConfigType) -> None:
    """Creates the hub; platforms give it its entities."""
    var = cg.new_Pvariable(config[CONF_ID], _settings(config))
    await cg.register_component(var, config)
    await i2c.register_i2c_device(var, config)
    cg.add(var.publisher().set_interval(config[CONF_REPORTING_INTERVAL].total_seconds))
    cg.add(var.publisher().set_only_on_change(config[CONF_ONLY_ON_CHANGE]))
    for trigger in config.get(CONF_ON_SAMPLE, []):
        await automation.build_callback_automation(
            var, "add_on_sample_callback", [(cg.uint32, "red"), (cg.uint32, "infrared")], trigger
        )
