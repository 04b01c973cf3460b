"""What is asked of the signal core on synthetic pulses: one table, which tests hold it to and script/bench prints."""

import ctypes
import math
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from bench.signal_core import compile_core

from . import beats, disturbed, rates, without

type Figures = dict[str, float]


@dataclass(frozen=True)
class Bound:
    """A figure's limit: the most it may be, or the least."""

    figure: str
    limit: float
    at_least: bool = False

    def met(self, value: float) -> bool:
        """NaN meets nothing."""
        return value >= self.limit if self.at_least else value <= self.limit

    def __str__(self) -> str:
        """As it is printed."""
        return f"{'>=' if self.at_least else '<='} {self.limit:g}"


def most(figure: str, limit: float) -> Bound:
    """The figure may be `limit` at most."""
    return Bound(figure, limit)


def least(figure: str, limit: float) -> Bound:
    """The figure must be `limit` at least."""
    return Bound(figure, limit, at_least=True)


@dataclass(frozen=True)
class Gate:
    """A kind of signal, what is measured on it and within which bounds."""

    name: str
    measure: Callable[[ctypes.CDLL], Figures]
    bounds: tuple[Bound, ...]


RATE = "heart rate MAE, bpm"
WORST_RATE = "heart rate MAE of the worst cell, bpm"
COVERAGE = "least coverage of a cell"
SPO2 = "SpO2 MAE, %"
INTERVAL = "RR error SD of the worst cell, ms"
RMSSD = "RMSSD error of the worst cell, ms"
SDNN = "SDNN error of the worst cell, ms"
SPO2_COVERAGE = "SpO2 coverage"
SPO2_WRONG = "share of seconds with SpO2 off by more than 4 %"
LOW_FOR = "longest below 90 % where 97 % is true, s"
RATE_WRONG = "share of seconds with a heart rate off by more than 5 bpm"

GATES = (
    *(
        Gate(f"as the libraries were measured: {name}", partial(rates.as_the_libraries, name=name), (most(RATE, 1.0),))
        for name in rates.LIBRARY_SIGNALS
    ),
    Gate(
        "clean: 40-200 bpm, SpO2 75-100 %, perfusion 0.2-5 %, every notch",
        rates.clean,
        (
            *(most(RATE, 0.5), most(WORST_RATE, 0.5), most(SPO2, 0.5), least(COVERAGE, 0.95)),
            *(least("least SpO2 coverage of a cell", 0.95), most("beats missed", 0), most(INTERVAL, 5)),
        ),
    ),
    *(
        Gate(
            f"noise {snr_db:g} dB, drift up to 4 pulse heights",
            partial(rates.noisy, snr_db=snr_db),
            (
                *(most(RATE, 1.0), most(WORST_RATE, 1.0), least(COVERAGE, 0.95)),
                *(most(SPO2, 1.0), least("least SpO2 coverage of a cell", 0.95)),
            ),
        )
        for snr_db in rates.NOISY_SNR_DB
    ),
    Gate(
        "noise as strong as the pulse (0 dB)",
        partial(rates.noisy, snr_db=0.0),
        (most(RATE, 1.0), least(COVERAGE, 0.95)),
    ),
    Gate(
        "everything at once, drawn at random: rate, SpO2, perfusion, drift, noise 6-40 dB, notch, breathing",
        rates.drawn,
        (most(RATE, 1.0), least(COVERAGE, 0.95)),
    ),
    *(
        Gate(
            f"two bursts of motion, {strength:g} times the pulse",
            partial(rates.motion, strength=strength),
            (most(RATE, 1.0), most(SPO2, 0.6), least("mean coverage", 0.75), least("mean SpO2 coverage", 0.7)),
        )
        for strength in rates.MOTION_STRENGTHS
    ),
    *(
        Gate(
            f"{rate_hz:g} samples/s",
            partial(rates.sampled, rate_hz=rate_hz),
            (most(RATE, 0.5), most(SPO2, 0.5), least(COVERAGE, 0.95), most(INTERVAL, 10)),
        )
        for rate_hz in rates.SAMPLE_RATES_HZ
    ),
    Gate(
        "fast heart (90-200 bpm) under deep breathing: the baseline swings 1 to 4 pulse heights; from cold",
        rates.deep_breathing,
        (most(RATE, 0.5), most(WORST_RATE, 1.5), least(COVERAGE, 0.95), most(SPO2, 1.0)),
    ),
    Gate(
        "variability over five minutes, clean",
        beats.variability,
        (most(INTERVAL, 5), most(RMSSD, 5), most(SDNN, 5), least("intervals told", 0.85)),
    ),
    Gate(
        "irregular pulse as in atrial fibrillation",
        beats.irregular,
        (
            least("share of seconds with irregularity >= 0.1", 0.95),
            least("share of seconds with irregularity", 0.85),
            *(most("irregularity error, mean", 0.05), most("share of seconds with RMSSD", 0.1)),
        ),
    ),
    Gate(
        "sinus rhythm with respiratory arrhythmia up to 8 %",
        beats.sinus,
        (
            *(most("share of seconds with irregularity >= 0.1", 0.0), most("irregularity error, mean", 0.01)),
            least("share of seconds with RMSSD", 0.99),
        ),
    ),
    Gate(
        "an extra beat every 12 to 25",
        beats.extra,
        (most(RATE, 1.0), most("RMSSD error of normal beats, worst cell, ms", 8)),
    ),
    Gate(
        "breathing 6-30 a minute, heart at least three times as fast",
        beats.breathing,
        (
            most("respiration MAE, /min", 2.0),
            most("respiration MAE of the worst cell, /min", 2.0),
            least("coverage", 0.6),
        ),
    ),
    Gate(
        "breathing beside waves of blood pressure (0.1 Hz)",
        beats.mayer,
        (
            most("share of told seconds with respiration off by more than 30 %", 0.001),
            least("coverage", 0.9),
        ),
    ),
    *(
        Gate(
            f"unrest of the finger, perfusion {perfusion:g} %",
            partial(disturbed.unrest, perfusion_percent=perfusion),
            (most(SPO2_WRONG, 0.001), most(LOW_FOR, 2), most(SPO2, 1.5), least(SPO2_COVERAGE, told)),
        )
        for perfusion, told in disturbed.TOLD_AT_PERFUSION.items()
    ),
    *(
        Gate(
            f"a lamp's flicker, {strength:g} times as high as the pulse",
            partial(disturbed.lamp, strength=strength),
            (most(SPO2_WRONG, 0.005), most(RATE_WRONG, 0.03), least(SPO2_COVERAGE, told)),
        )
        for strength, told in disturbed.TOLD_AT_FLICKER.items()
    ),
    *(
        Gate(name, measure, (most("share of seconds with a heart rate", 0.005),))
        for name, measure in (
            ("noise without a pulse, 25-400 samples/s", without.pulse),
            ("coloured noise without a pulse", without.coloured),
            ("light that swings with breathing, without a pulse", without.swinging),
            ("trembling or flicker without a pulse", without.tremor),
        )
    ),
    Gate(
        "LEDs swapped, SpO2 92-100 %",
        without.right_leds,
        (least("boards recognised", 1.0), most("false alarms, SpO2 70-100 %", 0), most("SpO2 MAE once set, %", 0.5)),
    ),
    Gate(
        "24 hours",
        without.rest,
        (
            *(most("seconds missed", 0), most("beats' clock error at the end, ms", 10), most(RATE, 0.5)),
            *(least("share of seconds with a heart rate", 0.999), most("values that are no number inside", 0)),
        ),
    ),
)


def run() -> dict[str, Any]:
    """Every figure of every gate with its bound."""
    with tempfile.TemporaryDirectory() as made:
        core = compile_core(Path(made), "-Wall")
        out: dict[str, Any] = {}
        for gate in GATES:
            figures = gate.measure(core)
            bounds = {bound.figure: bound for bound in gate.bounds}
            out[gate.name] = {
                name: {"value": None if math.isnan(value) else round(value, 4)}
                | ({"bound": str(bounds[name]), "met": bounds[name].met(value)} if name in bounds else {})
                for name, value in figures.items()
            }
        return out
