"""The light of a finger: its beats are known and its pulse is what was asked for. Nothing comes from a detector."""

import ctypes
from collections.abc import Callable
from itertools import pairwise
from math import sqrt
from statistics import fmean as mean
from statistics import stdev

import pytest
from virtual_sensor import Body, Sensor, record, start_spo2

type NewSensor = Callable[..., Sensor]

RATE_HZ = 100


def finger(new_sensor: NewSensor, body: Body, seed: int = 1, current: int = 35) -> Sensor:
    sensor = new_sensor("finger", seed=seed)
    sensor.body(body)
    start_spo2(sensor, averaging=2, spo2=0x2F, current=current)
    return sensor


def beats_of(sensor: Sensor, seconds: int) -> list[float]:
    """Times of all beats of so many seconds."""
    times: list[float] = []
    seen = 0
    for _ in range(seconds):
        record(sensor, 1)
        times += [sensor.beat_s(beat) for beat in range(seen, sensor.beats())]
        seen = sensor.beats()
    return times


def intervals_of(sensor: Sensor, seconds: int) -> list[float]:
    return [after - before for before, after in pairwise(beats_of(sensor, seconds))]


def columns(sensor: Sensor, seconds: int) -> tuple[list[int], list[int]]:
    red, infrared = zip(*record(sensor, seconds), strict=True)
    return list(red), list(infrared)


def pulse_heights(values: list[int], beats: list[float], start_s: float) -> list[float]:
    """Peak to peak of each beat over the mean, in percent."""
    heights = []
    for beat, after in pairwise(beats):
        window = values[round((beat - start_s) * RATE_HZ) : round((after - start_s) * RATE_HZ)]
        heights.append(100 * (max(window) - min(window)) / mean(window))
    return heights


# Maxim's curve of the reference design RD117 (MAX30102), solved for R: the quadratic formula by hand
RATIOS = [(97.0, 0.59298), (94.845, 0.67364), (90.0, 0.80689), (80.0, 1.00232), (70.0, 1.15218)]


@pytest.mark.parametrize(("spo2", "ratio"), RATIOS)
def test_the_convention_of_truth(sensor_library: ctypes.CDLL, spo2: float, ratio: float) -> None:
    assert sensor_library.ratio_at(ctypes.c_double(spo2)) == pytest.approx(ratio, abs=1e-5)
    assert -45.060 * ratio**2 + 30.354 * ratio + 94.845 == pytest.approx(spo2, abs=1e-3)


@pytest.mark.parametrize("bpm", [40, 67, 120, 200])
def test_the_beats_keep_the_rate(new_sensor: NewSensor, bpm: int) -> None:
    intervals = intervals_of(finger(new_sensor, Body(heart_rate_bpm=bpm, sinus_arrhythmia_bpm=0)), 60)
    assert 60 / mean(intervals) == pytest.approx(bpm, rel=0.01)
    assert stdev(intervals) < 0.03 * mean(intervals)


def test_breathing_moves_the_rate(new_sensor: NewSensor) -> None:
    still, moved = (stdev(intervals_of(finger(new_sensor, Body(sinus_arrhythmia_bpm=bpm)), 60)) for bpm in (0.0, 4.0))
    # 4 bpm of 67, as a sine: 4.2 % of an interval
    assert moved > 2 * still
    assert moved == pytest.approx(0.042 * 60 / 67, rel=0.3)


def test_an_irregular_rhythm_varies_as_asked(new_sensor: NewSensor) -> None:
    intervals = intervals_of(finger(new_sensor, Body(heart_rate_bpm=84, irregularity=0.15)), 180)
    assert stdev(intervals) / mean(intervals) == pytest.approx(0.15, rel=0.2)
    successive = sqrt(mean((b - a) ** 2 for a, b in pairwise(intervals)))
    # Drawn independently: successive differences have root two of the deviation.
    assert successive / stdev(intervals) == pytest.approx(sqrt(2), rel=0.2)
    assert min(intervals) > 0.26


@pytest.mark.parametrize("perfusion", [0.5, 1.4, 5.0])
@pytest.mark.parametrize("bpm", [50, 90, 180])
def test_the_pulse_is_as_high_as_the_perfusion_index(new_sensor: NewSensor, bpm: int, perfusion: float) -> None:
    sensor = finger(new_sensor, Body(heart_rate_bpm=bpm, perfusion_index_percent=perfusion, sinus_arrhythmia_bpm=0))
    record(sensor, 4)
    start_s, seen = sensor.now_s(), sensor.beats()
    _, infrared = columns(sensor, 5)
    beats = [sensor.beat_s(beat) for beat in range(seen, sensor.beats()) if sensor.beat_s(beat) < sensor.now_s()]
    assert mean(pulse_heights(infrared, beats, start_s)) == pytest.approx(perfusion, rel=0.15)


@pytest.mark.parametrize("spo2", [75.0, 90.0, 97.0])
def test_red_over_infrared_is_the_ratio_of_the_saturation(new_sensor: NewSensor, spo2: float) -> None:
    sensor = finger(new_sensor, Body(spo2_percent=spo2, perfusion_index_percent=3.0, breaths_per_min=0))
    record(sensor, 3)
    red, infrared = columns(sensor, 20)
    # One heart beat apart, what is slow falls out.
    swings = [[value / mean(values) for value in values] for values in (red, infrared)]
    fast = [[values[i + 20] - values[i] for i in range(len(values) - 20)] for values in swings]
    slope = sum(r * i for r, i in zip(*fast, strict=True)) / sum(i * i for i in fast[1])
    truth = -45.060 * slope**2 + 30.354 * slope + 94.845
    assert truth == pytest.approx(spo2, abs=0.7)


def test_the_steepest_fall_of_light_lies_at_the_beat(new_sensor: NewSensor) -> None:
    sensor = finger(new_sensor, Body(perfusion_index_percent=5.0, breaths_per_min=0))
    record(sensor, 3)
    start_s, seen = sensor.now_s(), sensor.beats()
    _, infrared = columns(sensor, 10)
    falls = [before - after for before, after in pairwise(infrared)]
    for beat in range(seen, sensor.beats() - 2):
        at = round((sensor.beat_s(beat) - start_s) * RATE_HZ)
        if 30 <= at < len(falls) - 30:
            near = falls[at - 25 : at + 25]
            assert abs(near.index(max(near)) - 25) <= 4


def test_a_notch_follows_the_systolic_wave(new_sensor: NewSensor) -> None:
    sensor = finger(new_sensor, Body(heart_rate_bpm=60, perfusion_index_percent=5.0, breaths_per_min=0))
    record(sensor, 3)
    start_s, seen = sensor.now_s(), sensor.beats()
    _, infrared = columns(sensor, 3)
    at = next(
        round((sensor.beat_s(b) - start_s) * RATE_HZ) for b in range(seen, seen + 3) if sensor.beat_s(b) > start_s
    )
    volume = [-value for value in infrared[at : at + 70]]
    smooth = [mean(volume[i : i + 5]) for i in range(len(volume) - 5)]
    turns = sum(
        (b - a) * (c - b) < 0 and abs(c - a) >= 0 for a, b, c in zip(smooth, smooth[5:], smooth[10:], strict=False)
    )
    # Systole, then the run-off is halted at least once by the dicrotic wave.
    assert turns >= 2


def test_counts_grow_with_the_current_and_clip(new_sensor: NewSensor) -> None:
    means = []
    for current in (5, 20, 60, 255):
        _, infrared = columns(finger(new_sensor, Body(), current=current), 2)
        means.append(mean(infrared[100:]))
    assert means[1] / means[0] == pytest.approx(4, rel=0.02)
    assert means[2] / means[1] == pytest.approx(3, rel=0.02)
    assert means[3] == 262_143


def test_a_stronger_current_gives_a_cleaner_pulse(new_sensor: NewSensor) -> None:
    def grain(current: int) -> float:
        _, infrared = columns(finger(new_sensor, Body(perfusion_index_percent=0.01), current=current), 4)
        rest = infrared[150:]
        return stdev(b - a for a, b in pairwise(rest)) / mean(rest)

    assert grain(3) > 3 * grain(40)


def test_motion_is_stronger_than_the_pulse(new_sensor: NewSensor) -> None:
    still, moving = (stdev(columns(finger(new_sensor, Body(moving=moves)), 8)[1][200:]) for moves in (False, True))
    assert moving > 4 * still


def test_without_a_finger_there_is_hardly_light(new_sensor: NewSensor) -> None:
    red, infrared = columns(finger(new_sensor, Body(finger=False)), 3)
    assert max(red[100:] + infrared[100:]) < 3000


def test_a_lamp_adds_light_that_flickers(new_sensor: NewSensor) -> None:
    dark, lit = (columns(finger(new_sensor, Body(bright_light=light)), 4)[1][150:] for light in (False, True))
    assert mean(lit) - mean(dark) == pytest.approx(260 / 4096 * 262_144, rel=0.1)
    assert stdev(lit) > 3 * stdev(dark)


def test_the_seed_decides_the_run(new_sensor: NewSensor) -> None:
    first = record(finger(new_sensor, Body(), seed=5), 10)
    assert first == record(finger(new_sensor, Body(), seed=5), 10)
    assert first != record(finger(new_sensor, Body(), seed=6), 10)
