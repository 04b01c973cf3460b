"""What must not be told, and what must go on: noise without a pulse, LEDs the wrong way round, a day without rest."""

import ctypes

import numpy as np

from bench.signal_core import Oximeter, column

from .judge import beats_of
from .synthetic import SEED, Floats, Recording, ratio_of, saturation_of

HOURS = 24
HOUR_S = 3600
RATE_HZ = 100


def pulse(core: ctypes.CDLL) -> dict[str, float]:
    """A finger, or a table top, and nothing that beats: white noise, with and without drift, faint and strong."""
    told = seconds = 0
    for rate_hz in (25.0, 50.0, 100.0, 250.0, 400.0):
        for number, (drift, snr_db) in enumerate(((0, 0), (1, 0), (2, 0), (4, 20), (0, -20))):
            noise = Recording(
                pulse=False, duration_s=600, seed=SEED + number, snr_db=snr_db, rate_hz=rate_hz, drift=drift
            )
            rates = column(Oximeter(core, rate_hz=rate_hz).run(*noise.counts), "heart_rate_bpm")
            told += int(np.isfinite(rates).sum())
            seconds += rates.size
    return {"seconds": seconds, "share of seconds with a heart rate": told / seconds}


def coloured(core: ctypes.CDLL) -> dict[str, float]:
    """Noise whose power falls with frequency, as that of hands and electronics, and noise in the pulse's band alone."""
    count = 1800 * RATE_HZ
    frequency = np.fft.rfftfreq(count, 1 / RATE_HZ)
    band = ((frequency > 0.5) & (frequency < 3)).astype(float)  # what the core's filters pass
    shapes = [np.where(frequency > 0.01, np.maximum(frequency, 0.01) ** -slope, 0) for slope in (0.5, 1.0, 1.5)]
    told = seconds = 0
    for number, shape in enumerate([*shapes, band]):
        random = np.random.default_rng([SEED, number])
        phases = random.standard_normal(frequency.size) + 1j * random.standard_normal(frequency.size)
        noise = np.fft.irfft(shape * phases, count)
        for strength in (100, 2000):
            light = np.round(120_000 - strength * noise / noise.std())
            rates = column(Oximeter(core).run(0.8 * light, light), "heart_rate_bpm")
            told += int(np.isfinite(rates).sum())
            seconds += rates.size
    return {"seconds": seconds, "share of seconds with a heart rate": told / seconds}


def swinging(core: ctypes.CDLL) -> dict[str, float]:
    """No pulse, but light that swings by 0.6 to 20 % with breathing or posture, and noise."""
    told = seconds = 0
    times = np.arange(120 * RATE_HZ) / RATE_HZ
    for number, hz in enumerate((0.1, 0.15, 0.2, 0.25, 0.3)):
        for part in (0.003, 0.01, 0.03, 0.1):
            for strength in (10, 50, 200):
                random = np.random.default_rng([SEED, number, strength])
                noise = [strength * random.standard_normal(times.size) for _ in range(2)]
                light = 100_000 * (1 - part * np.sin(2 * np.pi * hz * times))
                rates = column(Oximeter(core).run(light + noise[0], light + noise[1]), "heart_rate_bpm")
                told += int(np.isfinite(rates).sum())
                seconds += rates.size
    return {"seconds": seconds, "share of seconds with a heart rate": told / seconds}


def tremor(core: ctypes.CDLL) -> dict[str, float]:
    """A hand that trembles four to seven times a second, and lamps whose flicker the sampling folds to 10 to 45 Hz."""
    told = seconds = 0
    times = np.arange(60 * RATE_HZ) / RATE_HZ
    for number, hz in enumerate((4.0, 4.7, 5.0, 5.5, 6.3, 7.0, 10.0, 20.0, 33.0, 45.0)):
        for strength in (100, 1000):
            noise = np.random.default_rng([SEED, number]).standard_normal(times.size)
            light = np.round(120_000 + strength * np.sin(2 * np.pi * hz * times) + 10 * noise)
            rates = column(Oximeter(core).run(0.8 * light, light), "heart_rate_bpm")
            told += int(np.isfinite(rates).sum())
            seconds += rates.size
    return {"seconds": seconds, "share of seconds with a heart rate": told / seconds}


def right_leds(core: ctypes.CDLL) -> dict[str, float]:
    """Boards with red and infrared the wrong way round, and such that only measure a low saturation."""
    swapped, errors, alarms = [], [], 0
    for rate in (50, 75, 120):
        for saturation in (92, 95, 97, 99, 100):
            recording = Recording(heart_rate_bpm=rate, saturation_percent=saturation, snr_db=20)
            red, infrared = recording.counts
            oximeter = Oximeter(core)
            swapped.append(oximeter.run(infrared, red)[-1].leds_look_swapped)
            oximeter.set_swap_leds(swapped=True)
            truth = min(100.0, saturation_of(ratio_of(saturation)))
            errors.append(np.abs(column(oximeter.run(infrared, red), "spo2_percent") - truth))
        for saturation in (70, 75, 80, 85, 90, 95, 100):
            readings = Oximeter(core).run(
                *Recording(heart_rate_bpm=rate, saturation_percent=saturation, snr_db=20).counts
            )
            alarms += sum(bool(reading.leds_look_swapped) for reading in readings)
    return {
        "boards recognised": float(np.mean(swapped)),
        "false alarms, SpO2 70-100 %": float(alarms),
        "SpO2 MAE once set, %": float(np.nanmean(np.concatenate(errors))),
    }


def _hour(number: int) -> tuple[Recording, Floats, Floats]:
    """One hour of a day: another rate each, on a light level that wanders by a third within the day."""
    recording = Recording(
        heart_rate_bpm=55 + 50 * abs(np.sin(0.4 * number)),
        duration_s=HOUR_S,
        snr_db=30,
        drift=2.0,
        dc_counts=120_000 * (1 + 0.3 * np.sin(2 * np.pi * number / HOURS)),
        seed=SEED + number,
    )
    return recording, *recording.counts


def rest(core: ctypes.CDLL) -> dict[str, float]:
    """Twenty-four hours of samples without a pause through one core."""
    oximeter = Oximeter(core)
    seconds = told = broken = 0
    errors: list[Floats] = []
    for number in range(HOURS):
        recording, red, infrared = _hour(number)
        readings = oximeter.run(red, infrared)
        seconds += len(readings)
        settled = readings[30:]  # from one hour to the next everything jumps
        rates = column(settled, "heart_rate_bpm")
        told += int(np.isfinite(rates).sum())
        broken += int((~np.isfinite(column(readings, "signal_quality_percent"))).sum())
        broken += int((~np.isfinite(column(readings[60:], "rmssd_ms"))).sum())
        beats = recording.beats_s
        ends = np.arange(31, len(readings) + 1)
        low, high = np.searchsorted(beats, ends - 10.5), np.searchsorted(beats, ends - 0.5)
        truth = 60 * (high - low - 1) / (beats[high - 1] - beats[low])
        errors.append(np.abs(rates - truth)[np.isfinite(rates)])
    # Where a core that only knows the last hour puts that hour's last beats.
    fresh = beats_of(Oximeter(core).run(red, infrared), RATE_HZ)[0]
    late = beats_of(readings[-600:], RATE_HZ)[0] - (HOURS - 1) * HOUR_S
    clock = max(float(np.min(np.abs(fresh - time))) for time in late)
    return {
        "samples": float(HOURS * HOUR_S * RATE_HZ),
        "seconds missed": float(abs(HOURS * HOUR_S - seconds)),
        "heart rate MAE, bpm": float(np.concatenate(errors).mean()),
        "heart rate MAE of the last hour, bpm": float(errors[-1].mean()),
        "share of seconds with a heart rate": told / (HOURS * (HOUR_S - 30)),
        "values that are no number inside": float(broken),
        "beats' clock error at the end, ms": 1000 * clock,
    }
