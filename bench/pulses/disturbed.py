"""Light that is no pulse on top of one: the unrest of a finger with hardly any pulse, a lamp that flickers."""

import ctypes
from itertools import groupby

import numpy as np

from bench.signal_core import Oximeter, column

from .judge import FIRST_S
from .synthetic import SEED, Floats, Recording

WRONG_PERCENT = 4.0  # what ISO 80601-2-61 allows an oximeter as a root mean square
WRONG_BPM = 5.0
URGENT_PERCENT = 90.0  # a saturation below it is urgent where it lasts
UNREST, UNREST_S, GRAIN = 1.5e-4, 0.15, 3e-5  # shares of the light, the same in both channels; the first one's memory

# The least share of seconds with a saturation that is asked for: none where it cannot be known.
TOLD_AT_PERFUSION = {0.02: 0.0, 0.03: 0.0, 0.05: 0.0, 0.08: 0.5, 0.12: 0.95, 0.2: 0.95}
TOLD_AT_FLICKER = {0.2: 0.95, 1.0: 0.95, 2.0: 0.0, 4.0: 0.0, 8.0: 0.0, 16.0: 0.0}


def _unrest(count: int, rate_hz: float, random: np.random.Generator) -> Floats:
    """Noise with a memory, and white noise."""
    keep = float(np.exp(-1 / (UNREST_S * rate_hz)))
    drawn = UNREST * (1 - keep**2) ** 0.5 * random.standard_normal(count)
    slow = np.empty(count)
    last = 0.0
    for i in range(count):
        last = slow[i] = keep * last + drawn[i]
    return slow + GRAIN * random.standard_normal(count)


def _longest_s(low: list[bool]) -> int:
    return max((len(list(run)) for is_low, run in groupby(low) if is_low), default=0)


def unrest(core: ctypes.CDLL, perfusion_percent: float) -> dict[str, float]:
    """Unrest moves both channels alike, R = 1: what is not told apart from the pulse reads 80 %."""
    errors, longest = [], 0
    for heart_rate in (60, 75, 110):
        for saturation in (85, 97):
            recording = Recording(
                heart_rate_bpm=heart_rate,
                saturation_percent=saturation,
                perfusion_percent=perfusion_percent,
                snr_db=np.inf,
                duration_s=600,
            )
            random = np.random.default_rng([SEED, heart_rate, saturation])
            shared = 1 + _unrest(recording.times_s.size, recording.rate_hz, random)
            red, infrared = recording.counts
            told = column(Oximeter(core).run(np.round(red * shared), np.round(infrared * shared)), "spo2_percent")
            errors.append(told[FIRST_S:] - saturation)
            if saturation > URGENT_PERCENT:
                longest = max(longest, _longest_s((told < URGENT_PERCENT).tolist()))
    error = np.abs(np.concatenate(errors))
    return {
        "SpO2 coverage": float(np.isfinite(error).mean()),
        "SpO2 MAE, %": float(np.nanmean(error)) if np.isfinite(error).any() else 0.0,
        "share of seconds with SpO2 off by more than 4 %": float((error > WRONG_PERCENT).mean()),
        "longest below 90 % where 97 % is true, s": float(longest),
    }


def lamp(core: ctypes.CDLL, strength: float) -> dict[str, float]:
    """Flicker of a lamp, folded by the sampling to 8 to 12 Hz, so many pulse heights strong, and its own noise."""
    saturations, rates = [], []
    for heart_rate in (60, 75, 90, 130):
        for hz in (8.0, 9.7, 10.0, 11.6):
            recording = Recording(heart_rate_bpm=heart_rate, saturation_percent=97, duration_s=120)
            random = np.random.default_rng([SEED, heart_rate, round(hz * 10)])
            swing = np.sin(2 * np.pi * hz * recording.times_s) + 0.25 * random.standard_normal(recording.times_s.size)
            height = recording.dc_counts * recording.perfusion_percent / 100
            light = np.round(0.5 * strength * height * swing)
            red, infrared = recording.counts
            told = Oximeter(core).run(red + light, infrared + light)[FIRST_S:]
            saturations.append(column(told, "spo2_percent") - 97)
            rates.append(column(told, "heart_rate_bpm") - heart_rate)
    saturation, rate = np.abs(np.concatenate(saturations)), np.abs(np.concatenate(rates))
    return {
        "SpO2 coverage": float(np.isfinite(saturation).mean()),
        "share of seconds with SpO2 off by more than 4 %": float((saturation > WRONG_PERCENT).mean()),
        "share of seconds with a heart rate": float(np.isfinite(rate).mean()),
        "share of seconds with a heart rate off by more than 5 bpm": float((rate > WRONG_BPM).mean()),
    }
