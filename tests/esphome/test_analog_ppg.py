"""The analog pulse sensor's portable parts: when it samples, and what a voltage alone can tell."""

import ctypes
import math
import random
import statistics
from collections.abc import Callable, Iterator
from typing import Protocol

import pytest
from analog_ppg import Heart, Second, Sensor, clock_samples, compile_library, held_up, steady, told_beats


class NewSensor(Protocol):
    def __call__(self, rate_hz: int = 100, *, rises_with_blood: bool = True) -> Sensor: ...


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> ctypes.CDLL:
    return compile_library(tmp_path_factory.mktemp("analog"))


@pytest.fixture
def new_sensor(library: ctypes.CDLL) -> Iterator[NewSensor]:
    sensors: list[Sensor] = []

    def make(rate_hz: int = 100, *, rises_with_blood: bool = True) -> Sensor:
        sensors.append(Sensor(library, rate_hz, rises_with_blood=rises_with_blood))
        return sensors[-1]

    yield make
    for sensor in sensors:
        sensor.close()


def waves(time_s: float) -> float:
    """All that a pulse wave has: up to 8 Hz."""
    return math.sin(2 * math.pi * 1.3 * time_s) + 0.2 * math.sin(2 * math.pi * 8 * time_s)


def worst(samples: list[float], period_s: float) -> float:
    return max(abs(value - waves(i * period_s)) for i, value in enumerate(samples) if not math.isnan(value))


# --- when it samples


@pytest.mark.parametrize(
    ("loops", "bound"),
    [(steady(0, 20), 0.001), (held_up(0, 20, 8_000), 0.03), (held_up(0, 20, 20_000), 0.25)],
    ids=["nothing holds it up", "by 8 ms", "by 20 ms"],
)
def test_a_late_reading_is_moved_to_its_own_time(library: ctypes.CDLL, loops: Iterator[int], bound: float) -> None:
    samples = clock_samples(library, 10_000, loops, waves)
    assert 1997 <= len(samples) <= 2000
    assert not any(math.isnan(value) for value in samples)
    assert worst(samples, 0.01) < bound


def test_what_nobody_saw_is_lost_and_its_time_passes(library: ctypes.CDLL) -> None:
    loops = [*steady(0, 3), *steady(3.5, 6), *steady(12, 15)]
    samples = clock_samples(library, 10_000, loops, waves)
    assert len(samples) == 1500
    lost = [i for i, value in enumerate(samples) if math.isnan(value)]
    assert (lost[0], lost[-1], len(lost)) == (300, 1199, 50 - 1 + 1 + 600)
    assert worst(samples[:300], 0.01) < 0.001


def test_the_clock_of_the_chip_wraps_every_71_minutes(library: ctypes.CDLL) -> None:
    start_s = 2**32 / 1e6 - 5
    samples = clock_samples(library, 10_000, steady(start_s, start_s + 10), lambda time_s: time_s - start_s)
    assert len(samples) == 1000
    assert max(abs(value - i * 0.01) for i, value in enumerate(samples)) < 0.002


# --- one beat after another


def test_beats_are_told_in_order_and_far_enough_apart(library: ctypes.CDLL) -> None:
    """The API sends the last of several states of a moment: told at once, three beats would be one."""
    assert told_beats(library, 3, 1000, 10, 100) == [1, 2, 3]
    assert told_beats(library, 3, 1000, 10, 15) == [1]
    assert told_beats(library, 3, 2**32 - 40, 50, 7) == [1, 2, 3]


def test_when_nobody_asks_the_newest_stay(library: ctypes.CDLL) -> None:
    assert told_beats(library, 20, 1000, 150, 40) == list(range(5, 21))


# --- the pulse


def told(seconds: list[Second]) -> list[float]:
    return [second.heart_rate_bpm for second in seconds if not math.isnan(second.heart_rate_bpm)]


@pytest.mark.parametrize("rate_hz", [50, 100, 125, 200])
@pytest.mark.parametrize("bpm", [42, 60, 110, 190])
def test_the_heart_rate_is_that_of_the_wave(new_sensor: NewSensor, bpm: float, rate_hz: int) -> None:
    seconds = new_sensor(rate_hz).run(steady(0, 30, 2500), Heart(bpm))
    assert len(seconds) in (29, 30)
    rates = told(seconds[12:])
    assert len(rates) >= 0.95 * len(seconds[12:])
    assert statistics.fmean(abs(rate - bpm) for rate in rates) <= 0.5
    assert {second.status for second in seconds[12:]} == {"ok"}


def test_a_sensor_whose_voltage_falls_with_blood_is_told_so(new_sensor: NewSensor) -> None:
    """The rise is where beats are timed: the other way round they are those of the flat foot."""
    heart = Heart(72, variation=0.05, sign=-1)
    right = new_sensor(rises_with_blood=False).run(steady(0, 110, 2000), heart)
    assert abs(right[-1].rmssd_ms - heart.rmssd_ms) <= 5


@pytest.mark.parametrize("longest_us", [5_000, 20_000])
def test_a_busy_loop_costs_neither_rate_nor_variability(new_sensor: NewSensor, longest_us: int) -> None:
    heart = Heart(66, variation=0.06)
    seconds = new_sensor().run(held_up(0, 110, longest_us), heart)
    rates = told(seconds[12:])
    assert len(rates) >= 0.95 * len(seconds[12:])
    assert abs(statistics.fmean(rates) - 66) <= 1
    assert abs(seconds[-1].rmssd_ms - heart.rmssd_ms) <= 5


def test_no_interval_reaches_across_what_was_lost(new_sensor: NewSensor) -> None:
    sensor = new_sensor()
    heart = Heart(60)
    loops = [*steady(0, 30), *steady(30.3, 60)]
    intervals = [interval for second in sensor.run(loops, heart) for interval in second.intervals_ms]
    assert sensor.lost in (29, 30)
    assert 35 <= len(intervals) <= 50
    assert all(990 <= interval <= 1010 for interval in intervals)


def test_the_amplitude_helps_to_place_the_sensor_and_there_is_no_perfusion_index(new_sensor: NewSensor) -> None:
    """An amplified output lies about half the supply: its level says nothing of the light."""
    last = new_sensor().run(steady(0, 20), Heart(70, amplitude_v=0.2))[-1]
    assert 150 <= last.amplitude_mv <= 250
    assert math.isnan(last.perfusion_index_percent)


# --- what a voltage alone can tell


def test_noise_has_no_heart_rate(new_sensor: NewSensor) -> None:
    """A sensor that hangs free: nothing tells it from a poor finger, but no rate is told."""
    choose = random.Random(5)
    seconds = new_sensor().run(steady(0, 300, 10_000), lambda _: 1.65 + 0.02 * choose.gauss(0, 1))
    assert len(seconds) >= 298
    assert told(seconds) == []
    assert set(statuses(seconds)) <= {"settling", "ambient_light", "motion"}


def quiet(time_s: float) -> float:
    return 1.65 + 0.003 * math.sin(50 * time_s)


def statuses(seconds: list[Second]) -> list[str]:
    return [second.status for second in seconds]


@pytest.mark.parametrize(
    ("voltage", "status"),
    [
        (quiet, "no_finger"),
        (lambda _: 1.65, "sensor_fault"),
        (lambda _: 0.142, "sensor_fault"),
        (lambda _: 3.1, "sensor_fault"),
        (lambda _: math.nan, "sensor_fault"),
        (lambda time_s: min(3.1, max(0.142, 1.65 + 4 * math.sin(7 * time_s))), "saturated"),
        (lambda time_s: max(0.142, Heart(70)(time_s) - 1.5), "saturated"),
    ],
    ids=["still", "one value", "at the low rail", "at the high rail", "no value", "clipped", "feet cut off"],
)
def test_without_a_pulse_it_says_why_and_tells_no_value(
    new_sensor: NewSensor, voltage: Callable[[float], float], status: str
) -> None:
    seconds = new_sensor().run(steady(0, 12), voltage)
    assert len(seconds) in (11, 12)
    assert statuses(seconds)[2:] == [status] * len(seconds[2:])
    assert told(seconds) == []
    assert all(math.isnan(second.amplitude_mv) for second in seconds)


def test_one_value_is_a_fault_after_two_seconds_not_at_once(new_sensor: NewSensor) -> None:
    assert statuses(new_sensor().run(steady(0, 5), lambda _: 0.142))[:2] == ["saturated", "sensor_fault"]


def test_a_finger_that_leaves_takes_its_pulse_along_within_three_seconds(new_sensor: NewSensor) -> None:
    sensor = new_sensor()
    assert told(sensor.run(steady(0, 20), Heart(70)))[-1] == pytest.approx(70, abs=0.5)
    away = sensor.run(steady(20, 26), quiet)
    assert statuses(away)[3:] == ["no_finger"] * len(away[3:])
    assert told(away[3:]) == []


def test_the_next_finger_owes_nothing_to_the_last(new_sensor: NewSensor) -> None:
    """Twice the rate of the person before, known ten seconds later."""
    sensor = new_sensor()
    sensor.run(steady(0, 20), Heart(55))
    sensor.run(steady(20, 30), quiet)
    back = sensor.run(steady(30, 45), Heart(110))
    assert back[0].status == "settling"
    assert told(back)
    assert all(rate == pytest.approx(110, abs=2) for rate in told(back)[-5:])
    assert len(told(back)) >= 5


def test_after_a_pause_it_settles_again(new_sensor: NewSensor) -> None:
    sensor = new_sensor()
    heart = Heart(70, seconds=300)
    sensor.run(steady(0, 20), heart)
    sensor.restart()
    after = sensor.run(steady(200, 215), heart)
    assert after[0].status == "settling"
    assert math.isnan(after[0].heart_rate_bpm)
    assert told(after)[-1] == pytest.approx(70, abs=0.5)
    assert sensor.lost == 0
