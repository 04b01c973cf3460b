"""What the datasheets of the two families allow, as tables, and the reasons for what they do not."""

from dataclasses import dataclass

MAX30100 = "MAX30100"
MODELS = (MAX30100, "MAX30101", "MAX30102", "MAX30105")


@dataclass(frozen=True)
class Limits:
    """One family's settings; the place in a tuple is the register's code.

    `pulse_widths_us` of a sample rate are those the datasheet's table "SpO2 mode, allowed settings" has for two LEDs.
    Currents are typical values in mA, photodiode currents in nA.
    """

    sample_rates: tuple[int, ...]
    pulse_widths_us: tuple[int, ...]
    widest_us: dict[int, int]
    averaging: tuple[int, ...]
    adc_ranges_na: tuple[int, ...]
    fifo_depth: int
    full_scale: int
    currents_ma: tuple[float, float]
    default_sample_rate: int
    default_averaging: int
    default_pulse_width_us: int
    default_finger_na_per_ma: float
    default_proximity_ma: float
    default_current_ma: float


# MAX30100 datasheet 19-7065 Rev 0, tables 3, 5, 6 and 8; its converter ends at 2.0 µA.
_FIRST = Limits(
    sample_rates=(50, 100, 167, 200, 400, 600, 800, 1000),
    pulse_widths_us=(200, 400, 800, 1600),
    widest_us={50: 1600, 100: 1600, 167: 800, 200: 800, 400: 400, 600: 200, 800: 200, 1000: 200},
    averaging=(1,),
    adc_ranges_na=(2048,),
    fifo_depth=16,
    full_scale=0xFFFF,
    currents_ma=(4.4, 50.0),
    default_sample_rate=100,
    default_averaging=1,
    default_pulse_width_us=1600,
    default_finger_na_per_ma=5.0,
    default_proximity_ma=11.0,
    default_current_ma=24.0,
)

# MAX30102 datasheet 19-7740 Rev 1, tables 3 and 5 to 8 and 11; MAX30101 and MAX30105 have the same.
_SECOND = Limits(
    sample_rates=(50, 100, 200, 400, 800, 1000, 1600, 3200),
    pulse_widths_us=(69, 118, 215, 411),
    widest_us={50: 411, 100: 411, 200: 411, 400: 411, 800: 215, 1000: 118, 1600: 69, 3200: 0},
    averaging=(1, 2, 4, 8, 16, 32),
    adc_ranges_na=(2048, 4096, 8192, 16384),
    fifo_depth=32,
    full_scale=0x3FFFF,
    currents_ma=(0.2, 51.0),
    default_sample_rate=400,
    default_averaging=4,
    default_pulse_width_us=411,
    default_finger_na_per_ma=30.0,
    default_proximity_ma=2.0,
    default_current_ma=6.4,
)

# What the signal core takes, samples a second.
LOWEST_OUTPUT_RATE = 25
HIGHEST_OUTPUT_RATE = 400

LOWEST_BUS_HZ = 100_000
LONGEST_POLL_MS = 100


def limits_of(model: str) -> Limits:
    """The limits of the family that `model` belongs to."""
    return _FIRST if model == MAX30100 else _SECOND


def burst_ms(limits: Limits, samples: int, bus_hz: float) -> float:
    """How long the bus takes for the poll and for `samples` of the FIFO in one burst, in ms.

    Nine clocks a byte; a read begins with address, register and address again.
    """
    bytes_per_sample = 4 if limits.fifo_depth == 16 else 6
    poll = 3 + (5 if limits.fifo_depth == 16 else 7)
    return (poll + 3 + samples * bytes_per_sample) * 9 * 1000 / bus_hz


def poll_interval_ms(limits: Limits, output_rate: float) -> int:
    """How often to look, in ms: each 100 ms, and before the FIFO is half full."""
    return min(LONGEST_POLL_MS, int(1000 * limits.fifo_depth / 2 / output_rate))


def refusal(model: str, sample_rate: int, pulse_width_us: int, averaging: int) -> tuple[str, str] | None:
    """The option that is wrong and why; None when the chip can do it."""
    limits = limits_of(model)
    if sample_rate not in limits.sample_rates:
        return "sample_rate", f"the {model} has no rate of {sample_rate} Hz, but {_listed(limits.sample_rates)}"
    if reason := _pulse_refusal(model, sample_rate, pulse_width_us):
        return "pulse_width", reason
    if averaging not in limits.averaging:
        reason = "cannot average" if limits.averaging == (1,) else f"averages {_listed(limits.averaging)} samples"
        return "averaging", f"the {model} {reason}; {averaging} is not possible"
    return _output_refusal(limits, sample_rate, averaging)


def _pulse_refusal(model: str, sample_rate: int, pulse_width_us: int) -> str | None:
    limits = limits_of(model)
    if pulse_width_us not in limits.pulse_widths_us:
        return f"the {model} has no pulse of {pulse_width_us} us, but {_listed(limits.pulse_widths_us)}"
    widest = limits.widest_us[sample_rate]
    if pulse_width_us <= widest:
        return None
    source = "(datasheet, SpO2 mode, allowed settings)"
    return f"at {sample_rate} Hz two pulses of {pulse_width_us} us do not fit between two samples; " + (
        f"at most {widest} us {source}" if widest else f"none does {source}: choose a lower sample_rate"
    )


def _output_refusal(limits: Limits, sample_rate: int, averaging: int) -> tuple[str, str] | None:
    output = sample_rate / averaging
    if output < LOWEST_OUTPUT_RATE:
        return "averaging", (
            f"{sample_rate} Hz averaged by {averaging} leaves {output:g} samples a second; beats cannot be timed with "
            f"less than {LOWEST_OUTPUT_RATE}"
        )
    if output > HIGHEST_OUTPUT_RATE:
        more = (
            "choose a lower sample_rate" if limits.averaging == (1,) else "average more or choose a lower sample_rate"
        )
        return "sample_rate", (
            f"{output:g} samples a second are more than the signal core takes ({HIGHEST_OUTPUT_RATE}): {more}"
        )
    return None


def _listed(values: tuple[int, ...]) -> str:
    return ", ".join(str(value) for value in values[:-1]) + f" or {values[-1]}"
