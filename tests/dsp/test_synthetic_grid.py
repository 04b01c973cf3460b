import ctypes
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from bench.pulses.judge import Verdict, judge
from bench.pulses.synthetic import (
    BREATHS_PER_MIN,
    DRIFTS,
    HEART_RATES_BPM,
    NOISY_SNR_DB,
    NOTCH_DEPTHS,
    PERFUSIONS_PERCENT,
    SATURATIONS_PERCENT,
    SEED,
    Floats,
    Recording,
)
from bench.signal_core import Oximeter, column


def joined(verdicts: list[Verdict], of: Callable[[Verdict], Floats]) -> Floats:
    return np.concatenate([of(verdict) for verdict in verdicts])


def rate_error(verdicts: list[Verdict]) -> float:
    return float(joined(verdicts, lambda verdict: verdict.heart_rate_errors_bpm).mean())


@pytest.mark.parametrize("heart_rate_bpm", HEART_RATES_BPM)
def test_clean_grid(core: ctypes.CDLL, heart_rate_bpm: int) -> None:
    # Every saturation with every perfusion; the depth of the notch goes round.
    cells = [
        Recording(
            heart_rate_bpm=heart_rate_bpm,
            saturation_percent=saturation,
            perfusion_percent=perfusion,
            notch=NOTCH_DEPTHS[(i + j) % len(NOTCH_DEPTHS)],
            duration_s=40,
        )
        for i, saturation in enumerate(SATURATIONS_PERCENT)
        for j, perfusion in enumerate(PERFUSIONS_PERCENT)
    ]
    verdicts = [judge(core, cell) for cell in cells]
    assert rate_error(verdicts) <= 0.5
    assert joined(verdicts, lambda verdict: verdict.saturation_errors).mean() <= 0.5
    assert min(verdict.coverage for verdict in verdicts) >= 0.95
    assert min(verdict.saturation_coverage for verdict in verdicts) >= 0.95
    assert sum(verdict.missed for verdict in verdicts) == 0
    assert max(verdict.interval_errors_ms.std() for verdict in verdicts) <= 5


@pytest.mark.parametrize("heart_rate_bpm", HEART_RATES_BPM)
@pytest.mark.parametrize("notch", NOTCH_DEPTHS)
def test_variability_of_clean_pulses(core: ctypes.CDLL, heart_rate_bpm: int, notch: float) -> None:
    verdict = judge(core, Recording(heart_rate_bpm=heart_rate_bpm, notch=notch, duration_s=120))
    assert verdict.interval_errors_ms.std() <= 5
    assert verdict.rmssd_error_ms <= 5


@pytest.mark.parametrize("snr_db", NOISY_SNR_DB)
@pytest.mark.parametrize("heart_rate_bpm", HEART_RATES_BPM)
def test_noisy_grid(core: ctypes.CDLL, heart_rate_bpm: int, snr_db: float) -> None:
    verdicts = [
        judge(
            core,
            Recording(
                heart_rate_bpm=heart_rate_bpm, snr_db=snr_db, drift=drift, notch=notch, perfusion_percent=perfusion
            ),
        )
        for drift, notch, perfusion in zip(DRIFTS, NOTCH_DEPTHS, (0.5, 2.0, 5.0), strict=True)
    ]
    assert rate_error(verdicts) <= 1.0
    assert min(verdict.coverage for verdict in verdicts) >= 0.95


@pytest.mark.parametrize("strength", [3.0, 8.0, 15.0])
def test_motion_bursts(core: ctypes.CDLL, strength: float) -> None:
    # Bursts of two to four seconds, up to fifteen times the pulse: what is told stays right. Coverage is not asked for.
    base = Recording(motion_bursts=2, motion_strength=strength, snr_db=20, seed=SEED + round(strength))
    verdicts = [judge(core, replace(base, heart_rate_bpm=rate)) for rate in HEART_RATES_BPM]
    assert rate_error(verdicts) <= 1.0
    assert np.mean([verdict.coverage for verdict in verdicts]) >= 0.75


@pytest.mark.parametrize("rate_hz", [25.0, 50.0, 100.0, 250.0, 400.0])
def test_noise_without_pulse_has_no_heart_rate(core: ctypes.CDLL, rate_hz: float) -> None:
    told = seconds = 0
    for number in range(3):
        noise = Recording(
            pulse=False, duration_s=600, seed=SEED + number, snr_db=0, rate_hz=rate_hz, drift=float(number)
        )
        rates = column(Oximeter(core, rate_hz=rate_hz).run(*noise.counts), "heart_rate_bpm")
        told += int(np.isfinite(rates).sum())
        seconds += rates.size
    assert told < 0.005 * seconds


@pytest.mark.parametrize("rate_hz", [25.0, 30.0, 50.0, 62.5, 125.0, 200.0, 400.0])
@pytest.mark.parametrize("heart_rate_bpm", [45, 75, 150])
def test_sampling_rates(core: ctypes.CDLL, heart_rate_bpm: int, rate_hz: float) -> None:
    verdict = judge(core, Recording(heart_rate_bpm=heart_rate_bpm, rate_hz=rate_hz, saturation_percent=90))
    assert verdict.heart_rate_errors_bpm.mean() <= 0.5
    assert verdict.saturation_errors.mean() <= 0.5
    assert verdict.coverage >= 0.95
    assert verdict.interval_errors_ms.std() <= 10


def test_breathing(core: ctypes.CDLL) -> None:
    # A heart that beats fewer than three times a breath cannot show it: such cells are left out.
    verdicts = [
        judge(core, Recording(heart_rate_bpm=heart, breaths_per_min=breaths, drift=1.0, snr_db=20, duration_s=90))
        for breaths in BREATHS_PER_MIN
        for heart in (60, 75, 90, 120)
        if heart >= 3 * breaths
    ]
    assert joined(verdicts, lambda verdict: verdict.breathing_errors_per_min).mean() <= 2.0
    assert np.mean([verdict.breathing_coverage for verdict in verdicts]) >= 0.6
