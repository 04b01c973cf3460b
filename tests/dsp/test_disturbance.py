"""The light is changed on purpose: another LED current, or red and infrared the other way round."""

import ctypes

import numpy as np
import pytest

from bench.pulses.judge import beats_of
from bench.pulses.synthetic import Recording
from bench.signal_core import Oximeter, column


@pytest.mark.parametrize("times_brighter", [0.3, 0.8, 1.25, 4.0])
def test_another_current_is_no_beat_and_no_variability(core: ctypes.CDLL, times_brighter: float) -> None:
    red, infrared = Recording(heart_rate_bpm=72, duration_s=120, sinus_arrhythmia=0, random_arrhythmia=0).counts
    oximeter = Oximeter(core)
    before = oximeter.run(red[:6037], infrared[:6037])
    oximeter.disturb()
    after = oximeter.run(red[6037:] * times_brighter, infrared[6037:] * times_brighter)
    assert len(before) + len(after) == 120  # no time passed
    _, intervals = beats_of(before + after, 100)
    assert np.nanmax(np.abs(intervals - 60_000 / 72)) <= 15
    assert after[-1].rmssd_ms <= 5
    rates = column(after, "heart_rate_bpm")
    assert np.nanmax(np.abs(rates - 72)) <= 1.5
    assert np.isfinite(rates[8:]).all()
    saturation = column(after, "spo2_percent")
    assert np.nanmax(np.abs(saturation - before[-1].spo2_percent)) <= 0.5
    assert np.isfinite(saturation[8:]).all()
    perfusion = column(after, "perfusion_index_percent")
    assert np.nanmax(np.abs(perfusion - before[-1].perfusion_index_percent)) <= 0.1


def test_the_minutes_of_variability_stay(core: ctypes.CDLL) -> None:
    oximeter = Oximeter(core)
    counts = Recording(heart_rate_bpm=60).counts
    before = oximeter.run(*counts)[-1]
    oximeter.disturb()
    after = oximeter.run(counts[0][:200], counts[1][:200])[-1]
    assert np.isnan(after.heart_rate_bpm)
    assert oximeter.status(after) == "settling"
    assert after.rmssd_ms == pytest.approx(before.rmssd_ms, abs=0.01)
    assert after.sdnn_ms == pytest.approx(before.sdnn_ms, abs=0.01)


def test_disturbed_all_the_time_there_is_no_value(core: ctypes.CDLL) -> None:
    red, infrared = Recording().counts
    oximeter = Oximeter(core)
    readings = []
    for begin in range(0, red.size, 150):
        oximeter.disturb()
        readings += oximeter.run(red[begin : begin + 150], infrared[begin : begin + 150])
    assert len(readings) == 60
    assert np.isnan(column(readings, "heart_rate_bpm")).all()
    assert {oximeter.status(reading) for reading in readings} == {"settling"}


def test_leds_are_swapped_on_the_run(core: ctypes.CDLL) -> None:
    red, infrared = Recording(saturation_percent=97, duration_s=60).counts
    oximeter = Oximeter(core)
    assert oximeter.run(infrared[:3000], red[:3000])[-1].leds_look_swapped
    oximeter.set_swap_leds(swapped=True)
    right = oximeter.run(infrared[3000:], red[3000:])
    assert not any(reading.leds_look_swapped for reading in right)
    assert right[-1].spo2_percent == pytest.approx(97, abs=0.5)
    assert np.nanmax(np.abs(column(right, "spo2_percent") - 97)) <= 1


@pytest.mark.parametrize("takes_s", [0.05, 0.25, 0.6, 1.2])
@pytest.mark.parametrize("perfusion_percent", [0.2, 1.5])
@pytest.mark.parametrize("begins_s", [0.0, 0.4, 0.9])
def test_a_finger_that_comes_down_is_no_pulse(
    core: ctypes.CDLL, takes_s: float, perfusion_percent: float, begins_s: float
) -> None:
    recording = Recording(heart_rate_bpm=67, duration_s=30, perfusion_percent=perfusion_percent)
    pressed = 1 - np.exp(-np.maximum(0, recording.times_s - begins_s) / (takes_s / 3))
    red, infrared = (1000 + pressed * (counts - 1000) for counts in recording.counts)
    readings = Oximeter(core, finger_counts=20_000).run(red, infrared)
    rates, saturation = column(readings, "heart_rate_bpm"), column(readings, "spo2_percent")
    assert np.nanmax(np.abs(rates - 67)) <= 3
    assert np.isfinite(rates[10:]).all()
    assert np.nanmax(np.abs(saturation - 97)) <= 1
    assert np.isfinite(saturation[12:]).all()
