"""Synthetic photoplethysmograms whose beat times, saturation, perfusion and breathing are known because we made them.

A pulse is two Gaussians: the systolic wave and, after the dicrotic notch, the reflected one (two to five Gaussians are
the usual model of a finger pulse, for example Couceiro et al., Physiol Meas 2015;36:1801). What a photodiode counts
falls when blood comes in, so a pulse points downwards. The grid, the seeds and the noise levels below were fixed before
the detector was tuned; `SNR` is the power of the infrared pulse wave over that of white noise in the whole band up to
half the sampling rate, in decibels, the same in both channels.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

type Floats = NDArray[np.float64]

RATE_HZ = 100.0
DURATION_S = 60.0
HEART_RATES_BPM = (40, 50, 60, 75, 90, 120, 150, 180, 200)
SATURATIONS_PERCENT = (75, 80, 85, 90, 95, 98, 100)
PERFUSIONS_PERCENT = (0.2, 0.5, 1.0, 2.0, 5.0)
NOTCH_DEPTHS = (0.0, 0.3, 0.6)
CLEAN_SNR_DB = 40.0
NOISY_SNR_DB = (20.0, 10.0, 6.0)
DRIFTS = (0.0, 1.0, 4.0)  # peak to peak of the baseline's wander, in heights of the pulse wave
BREATHS_PER_MIN = (8, 12, 15, 20, 25)
MAYER_HZ = 0.1  # waves that blood pressure has of its own
SEED = 20261121

# SpO2 = a R^2 + b R + c: the curve of Maxim's reference design RD117 for the MAX30102.
MAXIM_CURVE = (-45.060, 30.354, 94.845)
DC_COUNTS = 120_000.0


def saturation_of(ratio: float) -> float:
    """The saturation in percent of a ratio of ratios on Maxim's curve."""
    a, b, c = MAXIM_CURVE
    return a * ratio * ratio + b * ratio + c


def ratio_of(saturation_percent: float) -> float:
    """The ratio of ratios of a saturation; 100 % is off the curve, whose summit at 99.96 % then serves."""
    a, b, c = MAXIM_CURVE
    root = max(0.0, b * b - 4 * a * (c - saturation_percent))
    return float((-b - root**0.5) / (2 * a))


@dataclass(frozen=True, kw_only=True)
class Recording:
    """One person's finger for a while. Rates are per minute, depths relative to the pulse wave's height."""

    heart_rate_bpm: float = 60.0
    saturation_percent: float = 97.0
    perfusion_percent: float = 1.0  # peak to peak of the infrared pulse wave over its baseline
    duration_s: float = DURATION_S
    rate_hz: float = RATE_HZ
    snr_db: float = CLEAN_SNR_DB
    drift: float = 0.0
    notch: float = 0.3
    breaths_per_min: float = 15.0
    sinus_arrhythmia: float = 0.02  # share of the interval by which breathing swings it
    mayer_waves: float = 0.0  # share of the interval by which they swing it
    random_arrhythmia: float = 0.005  # standard deviation of what each interval has at random, as a share
    amplitude_breathing: float = 0.05
    baseline_breathing: float = 0.1
    motion_bursts: int = 0
    motion_strength: float = 8.0  # root mean square of a burst over that of the pulse wave
    pulse: bool = True  # without one the finger is there and only noise is left
    dc_counts: float = DC_COUNTS
    seed: int = SEED

    def _random(self, stream: int) -> np.random.Generator:
        """One independent sequence a purpose: more noise must not move a beat."""
        return np.random.default_rng([self.seed, stream, round(self.heart_rate_bpm * 10)])

    @cached_property
    def times_s(self) -> Floats:
        """When each sample is taken."""
        return np.arange(int(self.duration_s * self.rate_hz)) / self.rate_hz

    @cached_property
    def beats_s(self) -> Floats:
        """When each systolic wave has its summit: the truth."""
        random = self._random(0)
        mean_s = 60.0 / self.heart_rate_bpm
        beats = [-3 * mean_s]
        while beats[-1] < self.duration_s + 3 * mean_s:
            breathing = np.sin(2 * np.pi * self.breaths_per_min / 60 * beats[-1])
            mayer = np.sin(2 * np.pi * MAYER_HZ * beats[-1] + 2.1)
            swing = 1 + self.sinus_arrhythmia * breathing + self.mayer_waves * mayer
            swing += self.random_arrhythmia * random.standard_normal()
            beats.append(beats[-1] + mean_s * max(0.35, swing))
        return np.array(beats)

    @cached_property
    def heights(self) -> Floats:
        """How high each beat's wave is."""
        return 1 + self.amplitude_breathing * np.sin(2 * np.pi * self.breaths_per_min / 60 * self.beats_s + 0.7)

    @cached_property
    def burst_seconds(self) -> list[tuple[float, float]]:
        """Begin and end of each burst of motion."""
        random = self._random(3)
        slots: list[float] = np.linspace(12.0, self.duration_s - 8.0, self.motion_bursts + 1)[:-1].tolist()
        return [(begin, begin + random.uniform(2.0, 4.0)) for begin in slots]

    @cached_property
    def wave(self) -> Floats:
        """The pulse wave alone, upright, its height 1."""
        times = self.times_s
        wave = np.zeros_like(times)
        if not self.pulse:
            return wave
        # A pulse keeps its upstroke while the interval varies, and shortens as the rate rises.
        scale = (60.0 / self.heart_rate_bpm) ** 0.5
        for beat, height in zip(self.beats_s, self.heights, strict=True):
            low, high = np.searchsorted(times, [beat - scale, beat + scale])
            near = times[low:high]
            wave[low:high] += height * np.exp(-0.5 * ((near - beat) / (0.095 * scale)) ** 2)
            if self.notch:
                later = beat + 0.30 * scale
                wave[low:high] += height * self.notch * np.exp(-0.5 * ((near - later) / (0.10 * scale)) ** 2)
        return wave / (np.percentile(wave, 99.5) - np.percentile(wave, 0.5))

    @cached_property
    def baseline(self) -> Floats:
        """What moves slowly, in heights of the pulse wave."""
        times = self.times_s
        breathing = self.baseline_breathing * np.sin(2 * np.pi * self.breaths_per_min / 60 * times + 1.3)
        wander = 0.35 * np.sin(2 * np.pi * 0.04 * times + 0.4) + 0.15 * np.sin(2 * np.pi * 0.11 * times)
        return breathing + self.drift * wander

    def _motion(self) -> Floats:
        random = self._random(2)
        motion = np.zeros_like(self.times_s)
        for begin, end in self.burst_seconds:
            inside = (self.times_s >= begin) & (self.times_s < end)
            for _ in range(6):
                rate_hz, phase = random.uniform(0.5, 5.0), random.uniform(0, 2 * np.pi)
                motion[inside] += np.sin(2 * np.pi * rate_hz * self.times_s[inside] + phase) / 3**0.5
        return motion * self.motion_strength * self.level

    @property
    def level(self) -> float:
        """Root mean square of the pulse wave without its mean; for noise alone, that of a usual one."""
        return float(np.std(self.wave)) if self.pulse else 0.3

    @cached_property
    def counts(self) -> tuple[Floats, Floats]:
        """Red and infrared, in whole counts."""
        random = self._random(1)
        noise = self.level * 10 ** (-self.snr_db / 20)
        depth = self.perfusion_percent / 100
        motion = self._motion()
        channels = []
        for share, ratio in ((0.8, ratio_of(self.saturation_percent)), (1.0, 1.0)):
            wave = self.wave + noise * random.standard_normal(self.times_s.size)
            light = 1 - depth * (ratio * wave + self.baseline + motion)
            channels.append(np.round(self.dc_counts * share * light))
        return channels[0], channels[1]
