"""What the core says of a synthetic recording, against what is true of it."""

import ctypes
from dataclasses import dataclass

import numpy as np

from bench.signal_core import Oximeter, Reading, column

from .synthetic import Floats, Recording, ratio_of, saturation_of

FIRST_S = 12  # a reading may settle; coverage counts from here
DELAY_S = 0.5  # a beat is told this long after it, at most


@dataclass(frozen=True)
class Verdict:
    """Errors of the told values second by second, and the share of seconds with a value."""

    heart_rate_errors_bpm: Floats
    saturation_errors: Floats
    breathing_errors_per_min: Floats
    interval_errors_ms: Floats
    rmssd_error_ms: float
    coverage: float
    saturation_coverage: float
    breathing_coverage: float
    missed: int
    invented: int


def beats_of(readings: list[Reading], rate_hz: float) -> tuple[Floats, Floats]:
    """Beat times in seconds and the interval before each in milliseconds, NaN where it is not clean."""
    beats = [beat for reading in readings for beat in list(reading.beats)[: reading.beat_count]]
    times = np.array([(beat.sample + beat.fraction) / rate_hz for beat in beats])
    return times, np.array([beat.interval_ms if beat.clean else np.nan for beat in beats])


def _true_rates(recording: Recording, seconds: int) -> Floats:
    """Mean heart rate of the ten seconds before each whole second."""
    beats = recording.beats_s
    rates = []
    for end in range(1, seconds + 1):
        inside = beats[(beats > max(0, end - 10) - DELAY_S) & (beats <= end - DELAY_S)]
        rates.append(60 * (inside.size - 1) / (inside[-1] - inside[0]) if inside.size > 2 else np.nan)
    return np.array(rates)


def judge(core: ctypes.CDLL, recording: Recording, **settings: float) -> Verdict:
    """Runs the core through the recording. Beats are matched to the nearest true one, less their common delay."""
    readings = Oximeter(core, rate_hz=recording.rate_hz, **settings).run(*recording.counts)
    rate = column(readings, "heart_rate_bpm")
    saturation = column(readings, "spo2_percent")
    breathing = column(readings, "respiratory_rate_per_min")
    times, intervals = beats_of(readings, recording.rate_hz)
    truth = recording.beats_s
    delay = np.median([time - truth[np.argmin(np.abs(truth - time))] for time in times]) if times.size else 0.0
    nearest = np.array([int(np.argmin(np.abs(truth + delay - time))) for time in times], int)
    errors = [
        1000 * ((times[i] - times[i - 1]) - (truth[nearest[i]] - truth[nearest[i - 1]]))
        for i in range(1, times.size)
        if np.isfinite(intervals[i])
    ]
    wanted = truth[(truth > 4.0) & (truth < recording.duration_s - 1.5)]
    found = set(nearest.tolist())
    clean = 1000 * np.diff(truth[(truth > 5) & (truth < recording.duration_s - 1)])
    true_rmssd = float(np.sqrt(np.mean(np.diff(clean) ** 2))) if clean.size > 2 else np.nan
    curve_truth = min(100.0, saturation_of(ratio_of(recording.saturation_percent)))
    return Verdict(
        heart_rate_errors_bpm=np.abs(rate - _true_rates(recording, len(readings)))[np.isfinite(rate)],
        saturation_errors=np.abs(saturation - curve_truth)[np.isfinite(saturation)],
        breathing_errors_per_min=np.abs(breathing - recording.breaths_per_min)[np.isfinite(breathing)],
        interval_errors_ms=np.array(errors),
        rmssd_error_ms=abs(readings[-1].rmssd_ms - true_rmssd),
        coverage=float(np.isfinite(rate[FIRST_S:]).mean()),
        saturation_coverage=float(np.isfinite(saturation[FIRST_S:]).mean()),
        breathing_coverage=float(np.isfinite(breathing[40:]).mean()) if breathing.size > 40 else 0.0,
        missed=sum(int(np.searchsorted(truth, beat)) not in found for beat in wanted),
        invented=int(times.size - len(found)),
    )
