"""What the core does when the signal is not what it should be."""

import ctypes
from itertools import groupby

import numpy as np
import pytest

from bench.pulses.judge import beats_of
from bench.pulses.synthetic import Recording
from bench.signal_core import Oximeter, Reading, column


def statuses(oximeter: Oximeter, readings: list[Reading]) -> list[str]:
    return [oximeter.status(reading) for reading in readings]


def last(core: ctypes.CDLL, recording: Recording, **settings: float) -> tuple[str, Reading]:
    oximeter = Oximeter(core, rate_hz=recording.rate_hz, **settings)
    readings = oximeter.run(*recording.counts)
    return oximeter.status(readings[-1]), readings[-1]


def test_state_fits_eight_kilobytes(core: ctypes.CDLL) -> None:
    assert core.oximeter_size() <= 8192


def test_one_reading_a_second(core: ctypes.CDLL) -> None:
    for rate_hz in (25.0, 99.5, 400.0):
        recording = Recording(rate_hz=rate_hz, duration_s=30)
        assert len(Oximeter(core, rate_hz=rate_hz).run(*recording.counts)) == pytest.approx(30, abs=1)


def test_a_pulse_in_rest_is_ok(core: ctypes.CDLL) -> None:
    status, reading = last(core, Recording(heart_rate_bpm=72, saturation_percent=97))
    assert status == "ok"
    assert reading.heart_rate_bpm == pytest.approx(72, abs=1.5)
    assert reading.spo2_percent == pytest.approx(97, abs=0.5)
    assert reading.signal_quality_percent >= 80
    assert not reading.leds_look_swapped


@pytest.mark.parametrize("perfusion_percent", [0.2, 1.0, 5.0])
@pytest.mark.parametrize("heart_rate_bpm", [50, 75, 120, 180])
def test_perfusion_index(core: ctypes.CDLL, heart_rate_bpm: int, perfusion_percent: float) -> None:
    _, reading = last(core, Recording(heart_rate_bpm=heart_rate_bpm, perfusion_percent=perfusion_percent))
    assert reading.perfusion_index_percent == pytest.approx(perfusion_percent, rel=0.25)


def test_one_channel_has_a_rate_and_no_saturation(core: ctypes.CDLL) -> None:
    recording = Recording(heart_rate_bpm=66)
    readings = Oximeter(core, two_channels=0).run(recording.counts[1])
    assert readings[-1].heart_rate_bpm == pytest.approx(66, abs=1.5)
    assert np.isnan(column(readings, "spo2_percent")).all()


def test_a_sensor_that_rises_with_blood(core: ctypes.CDLL) -> None:
    recording = Recording(heart_rate_bpm=66)
    upright = 200_000 - recording.counts[1]
    readings = Oximeter(core, two_channels=0, rises_with_blood=1).run(upright)
    assert readings[-1].heart_rate_bpm == pytest.approx(66, abs=1.5)


def test_swapped_leds_are_seen_and_can_be_set(core: ctypes.CDLL) -> None:
    red, infrared = Recording(saturation_percent=97).counts
    swapped = Oximeter(core).run(infrared, red)[-1]
    assert swapped.leds_look_swapped
    assert np.isnan(swapped.spo2_percent)
    put_right = Oximeter(core, swap_leds=1).run(infrared, red)[-1]
    assert not put_right.leds_look_swapped
    assert put_right.spo2_percent == pytest.approx(97, abs=0.5)


@pytest.mark.parametrize("saturation_percent", [75, 85, 100])
def test_low_saturation_is_not_taken_for_swapped_leds(core: ctypes.CDLL, saturation_percent: float) -> None:
    readings = Oximeter(core).run(*Recording(saturation_percent=saturation_percent).counts)
    assert not any(reading.leds_look_swapped for reading in readings)


def test_no_ratio_no_saturation(core: ctypes.CDLL) -> None:
    # Red is noise: nothing beats in it, and nothing is told of it.
    random = np.random.default_rng(7)
    infrared = Recording().counts[1]
    readings = Oximeter(core).run(96_000 + 300 * random.standard_normal(infrared.size), infrared)
    assert np.isfinite(column(readings, "heart_rate_bpm")[12:]).all()
    assert np.isnan(column(readings, "spo2_percent")).all()
    assert np.isnan(column(readings, "ratio")).all()


def test_the_curve_can_be_set(core: ctypes.CDLL) -> None:
    counts = Recording(saturation_percent=97).counts
    ratio = Oximeter(core).run(*counts)[-1].ratio
    linear = Oximeter(core, curve_a=0, curve_b=-25, curve_c=110).run(*counts)[-1]
    assert linear.spo2_percent == pytest.approx(110 - 25 * ratio, abs=0.01)


def test_no_finger(core: ctypes.CDLL) -> None:
    oximeter = Oximeter(core, finger_counts=50_000)
    readings = oximeter.run(np.full(1000, 900.0), np.full(1000, 1100.0))
    assert set(statuses(oximeter, readings)) == {"no_finger"}
    assert np.isnan(column(readings, "heart_rate_bpm")).all()


def test_a_finger_that_comes_and_goes(core: ctypes.CDLL) -> None:
    oximeter = Oximeter(core, finger_counts=50_000)
    red, infrared = Recording(duration_s=20).counts
    assert statuses(oximeter, oximeter.run(red, infrared))[-1] == "ok"
    away = oximeter.run(np.full(500, 900.0), np.full(500, 1100.0))
    assert statuses(oximeter, away)[-1] == "no_finger"
    assert np.isnan(away[-1].heart_rate_bpm)
    assert statuses(oximeter, oximeter.run(red[:200], infrared[:200]))[-1] == "settling"
    assert statuses(oximeter, oximeter.run(red[200:], infrared[200:]))[-1] == "ok"


def test_saturated(core: ctypes.CDLL) -> None:
    recording = Recording()
    status, reading = last(core, recording, full_scale=float(recording.counts[1].min()))
    assert status == "saturated"
    assert np.isnan(reading.heart_rate_bpm)


@pytest.mark.parametrize("value", [0.0, 120_000.0])
def test_a_flat_line_is_a_sensor_fault(core: ctypes.CDLL, value: float) -> None:
    oximeter = Oximeter(core)
    readings = oximeter.run(np.full(1000, value), np.full(1000, value))
    assert set(statuses(oximeter, readings)[2:]) == {"sensor_fault"}
    assert np.isnan(column(readings, "heart_rate_bpm")).all()


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, 3e38, -1e9])
def test_what_is_no_count_of_a_converter_is_a_sensor_fault(core: ctypes.CDLL, value: float) -> None:
    oximeter = Oximeter(core)
    broken = oximeter.run(np.full(1000, value), np.full(1000, value))
    assert set(statuses(oximeter, broken)) == {"sensor_fault"}
    recording = Recording(heart_rate_bpm=80, duration_s=30)
    assert oximeter.run(*recording.counts)[-1].heart_rate_bpm == pytest.approx(80, abs=1.5)


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, 1e30])
@pytest.mark.parametrize("channel", [0, 1])
def test_a_sample_that_is_no_count_costs_some_seconds_only(core: ctypes.CDLL, channel: int, value: float) -> None:
    """In whichever channel: one of them must not poison the filters for good."""
    counts = [light.copy() for light in Recording(heart_rate_bpm=72, saturation_percent=97).counts]
    counts[channel][3000] = value
    reading = Oximeter(core).run(*counts)[-1]
    assert reading.heart_rate_bpm == pytest.approx(72, abs=1.5)
    assert reading.spo2_percent == pytest.approx(97, abs=0.5)


def test_no_breathing_is_told_without_a_pulse(core: ctypes.CDLL) -> None:
    """The breaths of before are still in the window when the pulse is gone."""
    red, infrared = Recording(heart_rate_bpm=72, breaths_per_min=15, duration_s=120).counts
    unrest = 3000 * np.random.default_rng(1).standard_normal(red.size) * (np.arange(red.size) > 9000)
    readings = Oximeter(core).run(red + unrest, infrared + unrest)
    rates, breaths = column(readings, "heart_rate_bpm"), column(readings, "respiratory_rate_per_min")
    assert breaths[80] == pytest.approx(15, abs=1)
    assert np.isnan(rates[95:]).any()
    assert np.isnan(breaths[np.isnan(rates)]).all()


def test_a_hand_that_shakes_all_the_time_is_motion(core: ctypes.CDLL) -> None:
    random = np.random.default_rng(5)
    wild = 120_000 + 8000 * np.repeat(random.standard_normal(200), 30) + 300 * random.standard_normal(6000)
    oximeter = Oximeter(core)
    readings = oximeter.run(wild * 0.8, wild)
    assert statuses(oximeter, readings)[20:].count("motion") >= 30


def test_flicker_is_ambient_light(core: ctypes.CDLL) -> None:
    flicker = Recording(pulse=False, snr_db=-20)
    assert last(core, flicker)[0] == "ambient_light"


def test_variability_never_bridges_a_gap(core: ctypes.CDLL) -> None:
    first = Recording(heart_rate_bpm=60, duration_s=60, sinus_arrhythmia=0, random_arrhythmia=0)
    oximeter = Oximeter(core)
    before = oximeter.run(*first.counts)
    oximeter.gap(137)
    after = oximeter.run(*first.counts)
    _, intervals = beats_of(before + after, 100)
    assert np.nanmax(np.abs(intervals - 1000)) <= 15
    assert after[-1].rmssd_ms <= 5
    assert after[-1].irregularity <= 0.01


def test_no_difference_is_taken_across_a_gap(core: ctypes.CDLL) -> None:
    """An even heart that beats six a minute faster or slower after each gap: bridged, RMSSD would be 21 ms."""
    even = [
        Recording(heart_rate_bpm=rate, duration_s=20, sinus_arrhythmia=0, random_arrhythmia=0).counts
        for rate in (60, 66)
    ]
    oximeter = Oximeter(core)
    readings = []
    for part in even * 6:
        readings += oximeter.run(*part)
        oximeter.gap(50)
    assert readings[-1].sdnn_ms >= 40
    assert readings[-1].rmssd_ms <= 5
    assert readings[-1].irregularity <= 0.01


@pytest.mark.parametrize("lost", [1, 40, 60, 99, 100, 101, 199])
def test_the_second_in_which_samples_are_lost_is_told(core: ctypes.CDLL, lost: int) -> None:
    # A driver tells a change of status within a second, whatever its chip's buffer dropped.
    oximeter = Oximeter(core)
    red, infrared = Recording(duration_s=20).counts
    told = len(oximeter.run(red[:1050], infrared[:1050]))
    oximeter.gap(lost)
    told += len(oximeter.run(red[1050:1052], infrared[1050:1052]))
    assert told == 11 if lost >= 50 else told == 10


def test_a_gap_keeps_the_count_of_samples(core: ctypes.CDLL) -> None:
    oximeter = Oximeter(core)
    recording = Recording(duration_s=20)
    oximeter.run(*recording.counts)
    oximeter.gap(100_000)
    beats = [beat for reading in oximeter.run(*recording.counts) for beat in list(reading.beats)[: reading.beat_count]]
    assert all(102_000 <= beat.sample < 104_000 for beat in beats)


@pytest.mark.parametrize("rate_hz", [25.0, 100.0, 250.0, 300.0, 400.0])
def test_the_count_of_samples_wraps_without_a_trace(core: ctypes.CDLL, rate_hz: float) -> None:
    # As after 124 days of 400 samples a second: 2^32 falls into the middle of the recording.
    recording = Recording(heart_rate_bpm=75, duration_s=60, rate_hz=rate_hz)
    oximeter, straight = Oximeter(core, rate_hz=rate_hz), Oximeter(core, rate_hz=rate_hz)
    begins = 2**32 - int(30 * rate_hz)
    oximeter.gap(begins)
    straight.gap(begins - int(3600 * rate_hz))
    wrapped, plain = oximeter.run(*recording.counts), straight.run(*recording.counts)
    times, intervals = beats_of(plain, rate_hz)
    there, across = beats_of(wrapped, rate_hz)
    np.testing.assert_array_equal(across, intervals)
    moved = (there - times - 3600) % (2**32 / rate_hz)
    assert np.minimum(moved, 2**32 / rate_hz - moved).max() <= 1e-3
    np.testing.assert_array_equal(column(wrapped, "heart_rate_bpm"), column(plain, "heart_rate_bpm"))


@pytest.mark.parametrize("lost", [1, 2, 3, 137])
def test_after_a_gap_beats_are_where_they_are(core: ctypes.CDLL, lost: int) -> None:
    red, infrared = Recording(heart_rate_bpm=75, duration_s=60, rate_hz=400, random_arrhythmia=0).counts
    oximeter = Oximeter(core, rate_hz=400)
    before = oximeter.run(red[:12_000], infrared[:12_000])
    oximeter.gap(lost)
    after = oximeter.run(red[12_000 + lost :], infrared[12_000 + lost :])
    unbroken = beats_of(Oximeter(core, rate_hz=400).run(red, infrared), 400)[0]
    times = beats_of(before + after, 400)[0]
    late = times[times > 40]
    errors = [float(np.min(np.abs(unbroken - time))) for time in late]
    assert max(errors) <= 0.002


def test_an_irregular_pulse_is_irregular(core: ctypes.CDLL) -> None:
    irregular = Recording(heart_rate_bpm=75, random_arrhythmia=0.18, sinus_arrhythmia=0, duration_s=120)
    regular = Recording(heart_rate_bpm=75, duration_s=120)
    assert Oximeter(core).run(*regular.counts)[-1].irregularity < 0.05
    assert Oximeter(core).run(*irregular.counts)[-1].irregularity > 0.1


@pytest.mark.parametrize("strength", [2, 4, 8, 20])
def test_movement_makes_no_irregular_pulse(core: ctypes.CDLL, strength: float) -> None:
    """Bursts as strong as so many pulse waves; what is told of an irregular pulse must hold for a minute."""
    shares = []
    for heart_rate in (60, 75, 100, 135, 160):
        for bursts in (2, 6, 12):
            recording = Recording(
                heart_rate_bpm=heart_rate,
                motion_bursts=bursts,
                motion_strength=strength,
                perfusion_percent=2.2,
                duration_s=400,
            )
            irregular = column(Oximeter(core).run(*recording.counts), "irregularity") > 0.1
            shares.append(float(irregular.mean()))
            assert max((len(list(run)) for value, run in groupby(irregular) if value), default=0) < 60
    assert np.mean(shares) <= 0.03


def test_a_hundred_thousand_random_samples_tell_only_sane_values(core: ctypes.CDLL) -> None:
    random = np.random.default_rng(11)
    wild = random.choice([0.0, 1.0, 5e3, 1e5, 262_143.0, -5.0, 3e38, np.nan], size=(2, 100_000))
    readings = Oximeter(core, full_scale=262_143).run(wild[0], wild[1])
    for name, low, high in (("heart_rate_bpm", 25, 240), ("spo2_percent", 60, 100), ("signal_quality_percent", 0, 100)):
        values = column(readings, name)
        values = values[np.isfinite(values)]
        assert ((values >= low) & (values <= high)).all()


@pytest.mark.parametrize("seed", range(4))
def test_after_an_hour_of_misery_it_measures_as_ever(core: ctypes.CDLL, seed: int) -> None:
    random = np.random.default_rng(seed)
    oximeter = Oximeter(core, finger_counts=20_000, full_scale=262_143)
    readings, samples, lost = [], 0, 0
    while samples < 360_000:
        count = int(random.integers(1, 3000))
        match random.integers(8):
            case 0:
                lost += count
                oximeter.gap(count)
            case 1:
                oximeter.disturb()
            case 2:
                oximeter.set_swap_leds(swapped=bool(random.integers(2)))
            case 3:
                samples += count
                readings += oximeter.run(np.full(count, np.nan), np.full(count, 1e5))
            case 4:
                samples += count
                readings += oximeter.run(np.full(count, 800.0), np.full(count, 900.0))
            case 5:
                samples += count
                readings += oximeter.run(np.full(count, 262_143.0), np.full(count, 262_143.0))
            case _:
                samples += count
                shape = Recording(
                    heart_rate_bpm=random.uniform(40, 200),
                    snr_db=random.uniform(-20, 40),
                    duration_s=count / 100 + 0.01,
                )
                red, infrared = shape.counts
                readings += oximeter.run(red[:count], infrared[:count])
    assert samples // 100 - 60 <= len(readings) <= (samples + lost) // 100 + 1
    for name, low, high in (("heart_rate_bpm", 25, 240), ("spo2_percent", 60, 100), ("irregularity", 0, 1)):
        values = column(readings, name)
        values = values[np.isfinite(values)]
        assert ((values >= low) & (values <= high)).all()
    assert np.isfinite(column(readings, "signal_quality_percent")).all()
    oximeter.set_swap_leds(swapped=False)
    last = oximeter.run(*Recording(heart_rate_bpm=72, saturation_percent=95, duration_s=90).counts)[-1]
    assert oximeter.status(last) == "ok"
    assert last.heart_rate_bpm == pytest.approx(72, abs=1.5)
    assert last.spo2_percent == pytest.approx(95, abs=0.5)
    assert last.respiratory_rate_per_min == pytest.approx(15, abs=1)


@pytest.mark.parametrize("snr_db", [6.0, 10.0])
@pytest.mark.parametrize("heart_rate_bpm", [50, 75, 120])
def test_noise_is_not_told_as_variability(core: ctypes.CDLL, heart_rate_bpm: int, snr_db: float) -> None:
    readings = Oximeter(core).run(*Recording(heart_rate_bpm=heart_rate_bpm, snr_db=snr_db, duration_s=120).counts)
    assert np.isnan(column(readings, "rmssd_ms")).all()
    assert np.isfinite(readings[-1].heart_rate_bpm)
