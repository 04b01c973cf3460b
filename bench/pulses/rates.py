"""Heart rate and saturation on the grid: clean, in noise, in motion, at other sample rates, under deep breathing."""

import ctypes
from typing import Any

import numpy as np

from .judge import Verdict, judge
from .synthetic import (
    BREATHS_PER_MIN,
    DRIFTS,
    HEART_RATES_BPM,
    NOISY_SNR_DB,
    NOTCH_DEPTHS,
    PERFUSIONS_PERCENT,
    SATURATIONS_PERCENT,
    SEED,
    Recording,
)

__all__ = ("NOISY_SNR_DB", "clean", "deep_breathing", "drawn", "motion", "noisy", "sampled")

MOTION_STRENGTHS = (1.5, 3.0, 8.0, 15.0)
SAMPLE_RATES_HZ = (25.0, 30.0, 50.0, 62.5, 100.0, 125.0, 200.0, 400.0)
DRAWN_CELLS = 300
# The signals on which the usual libraries were measured, by another generator (docs/hardware/accuracy.md).
LIBRARY_SIGNALS: dict[str, dict[str, Any]] = {
    "clean, perfusion 1.2 %": {"perfusion_percent": 1.2},
    "breathing moves the light by 0.4 %": {"perfusion_percent": 1.2, "baseline_breathing": 0.4 / 1.2 / 2},
    "perfusion 0.2 %": {"perfusion_percent": 0.2},
    "perfusion 5 %": {"perfusion_percent": 5.0},
    "noisy, perfusion 0.5 %": {"perfusion_percent": 0.5, "snr_db": 10.0},
}


def _figures(verdicts: list[Verdict]) -> dict[str, float]:
    rates = [verdict.heart_rate_errors_bpm for verdict in verdicts]
    saturations = [verdict.saturation_errors for verdict in verdicts]
    intervals = [verdict.interval_errors_ms for verdict in verdicts]
    return {
        "cells": len(verdicts),
        "heart rate MAE, bpm": float(np.concatenate(rates).mean()),
        "heart rate MAE of the worst cell, bpm": max(float(errors.mean()) for errors in rates if errors.size),
        "least coverage of a cell": min(verdict.coverage for verdict in verdicts),
        "mean coverage": float(np.mean([verdict.coverage for verdict in verdicts])),
        "SpO2 MAE, %": float(np.concatenate(saturations).mean()),
        "least SpO2 coverage of a cell": min(verdict.saturation_coverage for verdict in verdicts),
        "mean SpO2 coverage": float(np.mean([verdict.saturation_coverage for verdict in verdicts])),
        "beats missed": sum(verdict.missed for verdict in verdicts),
        "RR error SD of the worst cell, ms": max((float(e.std()) for e in intervals if e.size), default=float("nan")),
    }


def as_the_libraries(core: ctypes.CDLL, name: str) -> dict[str, float]:
    """Seven heart rates with four saturations, a minute each."""
    return _figures(
        [
            judge(core, Recording(heart_rate_bpm=rate, saturation_percent=saturation, **LIBRARY_SIGNALS[name]))
            for rate in (45, 60, 75, 90, 120, 150, 180)
            for saturation in (80, 88, 94, 97)
        ]
    )


def clean(core: ctypes.CDLL) -> dict[str, float]:
    """Every heart rate with every saturation and every perfusion; the depth of the notch goes round."""
    return _figures(
        [
            judge(
                core,
                Recording(
                    heart_rate_bpm=heart_rate,
                    saturation_percent=saturation,
                    perfusion_percent=perfusion,
                    notch=NOTCH_DEPTHS[(i + j) % len(NOTCH_DEPTHS)],
                    duration_s=40,
                ),
            )
            for heart_rate in HEART_RATES_BPM
            for i, saturation in enumerate(SATURATIONS_PERCENT)
            for j, perfusion in enumerate(PERFUSIONS_PERCENT)
        ]
    )


def noisy(core: ctypes.CDLL, snr_db: float) -> dict[str, float]:
    """Every heart rate under white noise, with each drift, notch and perfusion."""
    return _figures(
        [
            judge(
                core,
                Recording(heart_rate_bpm=rate, snr_db=snr_db, drift=drift, notch=notch, perfusion_percent=perfusion),
            )
            for rate in HEART_RATES_BPM
            for drift, notch, perfusion in zip(DRIFTS, NOTCH_DEPTHS, (0.5, 2.0, 5.0), strict=True)
        ]
    )


def drawn(core: ctypes.CDLL) -> dict[str, float]:
    """All at once, drawn evenly from the grid's ranges."""
    random = np.random.default_rng(SEED)
    return _figures(
        [
            judge(
                core,
                Recording(
                    heart_rate_bpm=random.uniform(40, 200),
                    saturation_percent=random.uniform(75, 100),
                    perfusion_percent=float(np.exp(random.uniform(np.log(0.2), np.log(5)))),
                    snr_db=random.uniform(6, 40),
                    drift=random.uniform(0, 4),
                    notch=random.uniform(0, 0.6),
                    breaths_per_min=float(random.choice(BREATHS_PER_MIN)),
                    sinus_arrhythmia=random.uniform(0, 0.06),
                    seed=SEED + number,
                ),
            )
            for number in range(DRAWN_CELLS)
        ]
    )


def motion(core: ctypes.CDLL, strength: float) -> dict[str, float]:
    """Two bursts of two to four seconds. What is told stays right; less of it is asked for."""
    return _figures(
        [
            judge(
                core,
                Recording(
                    heart_rate_bpm=rate,
                    saturation_percent=saturation,
                    motion_bursts=2,
                    motion_strength=strength,
                    snr_db=20,
                    seed=SEED + round(strength),
                ),
            )
            for rate in HEART_RATES_BPM
            for saturation in (80, 90, 97)
        ]
    )


def sampled(core: ctypes.CDLL, rate_hz: float) -> dict[str, float]:
    """Other numbers of samples a second."""
    return _figures(
        [
            judge(core, Recording(heart_rate_bpm=rate, rate_hz=rate_hz, saturation_percent=90))
            for rate in (45, 75, 110, 150)
        ]
    )


def deep_breathing(core: ctypes.CDLL) -> dict[str, float]:
    """A fast heart, and a baseline that swings as high as the pulse and higher, from the first sample on."""
    return _figures(
        [
            judge(
                core,
                Recording(
                    heart_rate_bpm=rate,
                    baseline_breathing=swing / 2,
                    breaths_per_min=breaths,
                    amplitude_breathing=0.15,
                    snr_db=30,
                ),
            )
            for rate in (90, 110, 130, 150, 180, 200)
            for swing in (1.0, 2.0, 4.0)
            for breaths in (12, 20, 25)
        ]
    )
