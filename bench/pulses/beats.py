"""What is read from beat to beat: variability, irregularity, extra beats, breathing."""

import ctypes
from typing import Any

import numpy as np

from bench.signal_core import Oximeter, Reading, column

from .judge import beats_of, judge
from .rhythms import ExtraBeats, Irregular
from .synthetic import NOTCH_DEPTHS, Floats, Recording

WINDOW_S = 295  # the windows of variability hold 290 to 300 s
MINUTE_S = 55
LATE_S = 0.4  # a beat is told so much later
IRREGULAR = 0.1  # the limit of IrregularPulse in reporting.h
SETTLED_S = 75


def _run(core: ctypes.CDLL, recording: Recording) -> list[Reading]:
    return Oximeter(core, rate_hz=recording.rate_hz).run(*recording.counts)


def _truth_ms(recording: Recording, end_s: float, window_s: float) -> Floats:
    beats = recording.beats_s
    return 1000 * np.diff(beats[(beats > max(10.0, end_s - window_s)) & (beats <= end_s - LATE_S)])


def _rmssd(intervals: Floats) -> float:
    return float(np.sqrt(np.mean(np.diff(intervals) ** 2)))


def variability(core: ctypes.CDLL) -> dict[str, float]:
    """Five minutes of clean pulses, from hearts that hardly vary to such that vary much."""
    rmssd, sdnn, spread, told = [], [], [], []
    for number, heart_rate in enumerate((40, 50, 60, 75, 90, 120, 150)):
        for sinus, random in ((0.005, 0.003), (0.03, 0.015), (0.07, 0.02)):
            recording = Recording(
                heart_rate_bpm=heart_rate,
                sinus_arrhythmia=sinus,
                random_arrhythmia=random,
                notch=NOTCH_DEPTHS[number % len(NOTCH_DEPTHS)],
                duration_s=330,
            )
            readings = _run(core, recording)
            for end_s in (310, 320, 330):
                truth = _truth_ms(recording, end_s, WINDOW_S)
                rmssd.append(abs(readings[end_s - 1].rmssd_ms - _rmssd(truth)))
                sdnn.append(abs(readings[end_s - 1].sdnn_ms - float(np.std(truth, ddof=1))))
            times, intervals = beats_of(readings, recording.rate_hz)
            beats = recording.beats_s
            nearest = np.array([int(np.argmin(np.abs(beats - time))) for time in times])
            true_ms = 1000 * (beats[nearest] - beats[nearest - 1])
            clean = np.isfinite(intervals)
            spread.append(float(np.std(intervals[clean] - true_ms[clean])))
            told.append(float(clean.sum() / np.sum((beats > 10) & (beats < recording.duration_s))))
    return {
        "cells": len(spread),
        "RR error SD of the worst cell, ms": max(spread),
        "RMSSD error, mean, ms": float(np.mean(rmssd)),
        "RMSSD error of the worst cell, ms": float(np.max(rmssd)),
        "SDNN error, mean, ms": float(np.mean(sdnn)),
        "SDNN error of the worst cell, ms": float(np.max(sdnn)),
        "intervals told": min(told),
    }


def _irregularity(core: ctypes.CDLL, recordings: list[Recording]) -> dict[str, float]:
    values, errors, rates, told, variability = [], [], [], [], []
    for recording in recordings:
        readings = _run(core, recording)
        irregularity = column(readings, "irregularity")[SETTLED_S:]
        truth = []
        for end_s in range(SETTLED_S + 1, len(readings) + 1):
            intervals = _truth_ms(recording, end_s, MINUTE_S)
            truth.append(_rmssd(intervals) / intervals.mean())
        seen = np.isfinite(irregularity)
        values.append(irregularity[seen])
        errors.append(np.abs(irregularity - np.array(truth))[seen])
        told.append(seen.mean())
        variability.append(np.isfinite(column(readings, "rmssd_ms")[SETTLED_S:]).mean())
        rates.append(np.isfinite(column(readings, "heart_rate_bpm")[SETTLED_S:]).mean())
    every = np.concatenate(values)
    return {
        "cells": len(recordings),
        "share of seconds with irregularity": float(np.mean(told)),
        f"share of seconds with irregularity >= {IRREGULAR:g}": float((every >= IRREGULAR).mean()),
        "irregularity error, mean": float(np.concatenate(errors).mean()),
        "share of seconds with RMSSD": float(np.mean(variability)),
        "share of seconds with a heart rate": float(np.mean(rates)),
    }


def irregular(core: ctypes.CDLL) -> dict[str, float]:
    """Intervals without order, at the rates that atrial fibrillation has."""
    return _irregularity(
        core,
        [
            Irregular(heart_rate_bpm=rate, spread=spread, duration_s=180, snr_db=30)
            for rate in (60, 75, 90, 110, 130)
            for spread in (0.18, 0.21, 0.24)
        ],
    )


def sinus(core: ctypes.CDLL) -> dict[str, float]:
    """A regular heart that breathing speeds up and slows down."""
    return _irregularity(
        core,
        [
            Recording(heart_rate_bpm=rate, sinus_arrhythmia=swing, breaths_per_min=breaths, duration_s=180, snr_db=30)
            for rate in (50, 60, 75, 90)
            for swing in (0.02, 0.05, 0.08)
            for breaths in (8, 15)
        ],
    )


def extra(core: ctypes.CDLL) -> dict[str, float]:
    """Premature beats now and then. Variability is that of the others."""
    rate_errors, rmssd_errors = [], []
    cells = [(rate, every) for rate in (60, 75, 90) for every in (12, 18, 25)]
    for heart_rate, every in cells:
        shape: dict[str, Any] = {"heart_rate_bpm": heart_rate, "duration_s": 330, "snr_db": 30}
        recording = ExtraBeats(**shape, every=every)
        verdict = judge(core, recording)
        rate_errors.append(verdict.heart_rate_errors_bpm)
        without = _truth_ms(Recording(**shape), 330, WINDOW_S)
        rmssd_errors.append(abs(_run(core, recording)[-1].rmssd_ms - _rmssd(without)))
    return {
        "cells": len(cells),
        "heart rate MAE, bpm": float(np.concatenate(rate_errors).mean()),
        "RMSSD error of normal beats, worst cell, ms": max(rmssd_errors),
    }


def breathing(core: ctypes.CDLL) -> dict[str, float]:
    """A heart that beats fewer than three times a breath hardly shows it: such cells are left out, and documented."""
    verdicts = [
        judge(core, Recording(heart_rate_bpm=heart, breaths_per_min=breaths, drift=1.0, snr_db=20, duration_s=90))
        for breaths in (6, 8, 12, 15, 20, 25, 30)
        for heart in (50, 60, 75, 90, 120, 150)
        if heart >= 3 * breaths
    ]
    errors = [verdict.breathing_errors_per_min for verdict in verdicts]
    return {
        "cells": len(verdicts),
        "respiration MAE, /min": float(np.concatenate(errors).mean()),
        "respiration MAE of the worst cell, /min": max(float(error.mean()) for error in errors if error.size),
        "coverage": float(np.mean([verdict.breathing_coverage for verdict in verdicts])),
    }


def mayer(core: ctypes.CDLL) -> dict[str, float]:
    """Breathing beside waves of blood pressure in the intervals, half as strong to twice, and in the baseline."""
    errors, coverage = [], []
    for breaths in (6, 8, 10, 12, 14, 17, 20):
        for heart in (56, 67, 80, 95):
            for waves, drift in ((0.01, 0.5), (0.02, 0.5), (0.04, 0.5), (0.02, 2.0)):
                if heart < 3 * breaths:
                    continue
                recording = Recording(
                    heart_rate_bpm=heart,
                    breaths_per_min=breaths,
                    mayer_waves=waves,
                    drift=drift,
                    snr_db=20,
                    duration_s=120,
                )
                verdict = judge(core, recording)
                errors.append(verdict.breathing_errors_per_min / breaths)
                coverage.append(verdict.breathing_coverage)
    every = np.concatenate(errors)
    return {
        "cells": len(coverage),
        "respiration error, mean, %": 100 * float(every.mean()),
        "share of told seconds with respiration off by more than 30 %": float((every > 0.3).mean()),
        "coverage": float(np.mean(coverage)),
    }
