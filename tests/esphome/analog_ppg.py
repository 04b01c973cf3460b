"""The analog pulse sensor's portable parts from Python, and voltages to give them."""

import ctypes
import math
import random
import subprocess
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate, pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COMPONENT = ROOT / "esphome" / "components" / "analog_ppg"
MOST_BEATS = 6

type Voltage = Callable[[float], float]


class Row(ctypes.Structure):
    """What one second told."""

    _fields_ = (
        ("heart_rate_bpm", ctypes.c_float),
        ("rmssd_ms", ctypes.c_float),
        ("perfusion_index_percent", ctypes.c_float),
        ("amplitude_mv", ctypes.c_float),
        ("interval_ms", ctypes.c_float * MOST_BEATS),
        ("status", ctypes.c_uint8),
    )


@dataclass
class Second:
    heart_rate_bpm: float
    rmssd_ms: float
    perfusion_index_percent: float
    amplitude_mv: float
    intervals_ms: list[float]
    status: str


def compile_library(folder: Path) -> ctypes.CDLL:
    """As strictly as C++17 allows; undefined behaviour aborts the test run."""
    library = folder / "analog_ppg.so"
    subprocess.run(
        [
            *("g++", "-std=c++17", "-O1", "-fPIC", "-shared"),
            *("-Wall", "-Wextra", "-Wconversion", "-Wshadow", "-Wdouble-promotion", "-Werror"),
            *("-fsanitize=undefined,float-cast-overflow", "-fno-sanitize-recover=all"),
            *("-I", str(ROOT), "-I", str(COMPONENT)),
            *(str(Path(__file__).with_name("analog_ppg_c.cpp")), "-o", str(library)),
        ],
        check=True,
    )
    loaded = ctypes.CDLL(str(library))
    loaded.sensor_new.restype = ctypes.c_void_p
    loaded.sensor_new.argtypes = [ctypes.c_float, ctypes.c_uint32, ctypes.c_bool]
    loaded.sensor_free.argtypes = [ctypes.c_void_p]
    loaded.sensor_restart.argtypes = [ctypes.c_void_p]
    loaded.sensor_run.restype = ctypes.c_size_t
    loaded.sensor_run.argtypes = [ctypes.c_void_p, *[ctypes.c_void_p] * 2, ctypes.c_size_t, *[ctypes.c_void_p] * 2]
    loaded.clock_run.restype = ctypes.c_size_t
    loaded.clock_run.argtypes = [
        ctypes.c_uint32,
        *[ctypes.c_void_p] * 2,
        ctypes.c_size_t,
        ctypes.c_void_p,
        ctypes.c_size_t,
    ]
    loaded.queue_run.restype = ctypes.c_size_t
    loaded.queue_run.argtypes = [*[ctypes.c_uint32] * 4, ctypes.c_void_p]
    loaded.analog_status_text.restype = ctypes.c_char_p
    loaded.row_size.restype = ctypes.c_size_t
    assert loaded.row_size() == ctypes.sizeof(Row)
    return loaded


def _readings(loops_us: Iterable[int], voltage: Voltage) -> tuple[ctypes.Array[ctypes.c_uint32], object, int]:
    times = list(loops_us)
    at = (ctypes.c_uint32 * len(times))(*(time & 0xFFFFFFFF for time in times))
    volts = (ctypes.c_float * len(times))(*(voltage(time / 1e6) for time in times))
    return at, volts, len(times)


class Sensor:
    """A sensor whose loop comes round when the test says."""

    def __init__(self, library: ctypes.CDLL, rate_hz: int = 100, *, rises_with_blood: bool = True) -> None:
        self._library = library
        self._handle = library.sensor_new(rate_hz, round(1e6 / rate_hz), rises_with_blood)
        self._lost = ctypes.c_uint32(0)

    @property
    def lost(self) -> int:
        return self._lost.value

    def run(self, loops_us: Iterable[int], voltage: Voltage) -> list[Second]:
        at, volts, count = _readings(loops_us, voltage)
        rows = (Row * (count // 10 + 2))()
        written = self._library.sensor_run(self._handle, at, volts, count, rows, ctypes.byref(self._lost))
        return [
            Second(
                row.heart_rate_bpm,
                row.rmssd_ms,
                row.perfusion_index_percent,
                row.amplitude_mv,
                [interval for interval in row.interval_ms if not math.isnan(interval)],
                self._library.analog_status_text(row.status).decode(),
            )
            for row in rows[:written]
        ]

    def restart(self) -> None:
        self._library.sensor_restart(self._handle)

    def close(self) -> None:
        self._library.sensor_free(self._handle)


def clock_samples(library: ctypes.CDLL, period_us: int, loops_us: Iterable[int], voltage: Voltage) -> list[float]:
    """What the clock makes of readings; NaN is a lost sample."""
    at, volts, count = _readings(loops_us, voltage)
    out = (ctypes.c_float * 100_000)()
    written = library.clock_run(period_us, at, volts, count, out, len(out))
    return list(out[:written])


def told_beats(library: ctypes.CDLL, count: int, start_ms: int, step_ms: int, steps: int) -> list[int]:
    """Which of `count` waiting beats, numbered from 1, are told when asked each `step_ms`."""
    out = (ctypes.c_float * (steps + 1))()
    told = library.queue_run(count, start_ms, step_ms, steps, out)
    return [round(beat) for beat in out[:told]]


def steady(start_s: float, end_s: float, every_us: int = 2000) -> range:
    """A loop that nothing holds up."""
    return range(int(start_s * 1e6), int(end_s * 1e6), every_us)


def held_up(start_s: float, end_s: float, longest_us: int, seed: int = 1) -> Iterator[int]:
    """A loop whose rounds take anything up to `longest_us`."""
    choose = random.Random(seed)
    now, end = int(start_s * 1e6), int(end_s * 1e6)
    while now < end:
        yield now
        now += choose.randint(200, longest_us)


@dataclass
class Heart:
    """Beats at known times, each a wave of the same shape about half the supply."""

    bpm: float
    amplitude_v: float = 0.3
    noise_v: float = 0.001
    variation: float = 0.0
    sign: float = 1.0
    seconds: float = 120.0
    seed: int = 1

    def __post_init__(self) -> None:
        choose = random.Random(self.seed)
        mean_s = 60.0 / self.bpm
        self.intervals_s = [
            mean_s * (1.0 + self.variation * choose.uniform(-1, 1)) for _ in range(int(self.seconds / mean_s) + 4)
        ]
        self.beats_s = list(accumulate(self.intervals_s, initial=-1.5 * mean_s))
        self._noise = random.Random(self.seed + 1)
        self._at = 0

    @property
    def rmssd_ms(self) -> float:
        steps = [b - a for a, b in pairwise(self.intervals_s)]
        return 1000.0 * math.sqrt(sum(step * step for step in steps) / len(steps))

    def __call__(self, time_s: float) -> float:
        while self.beats_s[self._at + 1] <= time_s:
            self._at += 1
        wave = 0.0
        # The shape does not stretch with the interval: a beat's time is the time of its rise.
        for beat_s in self.beats_s[max(0, self._at - 2) : self._at + 3]:
            for height, after_s, width_s in ((1.0, 0.15, 0.07), (0.25, 0.42, 0.08)):
                away = (time_s - beat_s - after_s * self._scale) / (width_s * self._scale)
                wave += height * math.exp(-0.5 * away * away)
        return 1.65 + self.sign * self.amplitude_v * (wave - 0.4) + self._noise.gauss(0, self.noise_v)

    @property
    def _scale(self) -> float:
        return min(1.0, 70.0 / self.bpm)
