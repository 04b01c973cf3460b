"""The virtual MAX3010x through ctypes: registers and light, time without a clock."""

import ctypes
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

from scenario_model import CTruth

ROOT = Path(__file__).resolve().parents[2]
ADDRESS = 0x57


class CBody(ctypes.Structure):
    """struct Body of body.h."""

    _fields_ = (
        ("finger", ctypes.c_bool),
        ("heart_rate_bpm", ctypes.c_double),
        ("spo2_percent", ctypes.c_double),
        ("perfusion_index_percent", ctypes.c_double),
        ("breaths_per_min", ctypes.c_double),
        ("sinus_arrhythmia_bpm", ctypes.c_double),
        ("irregularity", ctypes.c_double),
        ("moving", ctypes.c_bool),
        ("bright_light", ctypes.c_bool),
    )


class CPlannedFault(ctypes.Structure):
    """struct PlannedFault of virtual_board.h."""

    _fields_ = (("fault", ctypes.c_uint8), ("at_ns", ctypes.c_uint64), ("for_ns", ctypes.c_uint64))


@dataclass(frozen=True)
class Body:
    """What a body offers the sensor; the values of Body in body.h."""

    finger: bool = True
    heart_rate_bpm: float = 67.0
    spo2_percent: float = 97.5
    perfusion_index_percent: float = 1.4
    breaths_per_min: float = 14.0
    sinus_arrhythmia_bpm: float = 1.2
    irregularity: float = 0.0
    moving: bool = False
    bright_light: bool = False


def compile_virtual_sensor(folder: Path) -> ctypes.CDLL:
    """The virtual sensor compiled as strictly as C++17 allows; undefined behaviour aborts the test run."""
    library = folder / "sim_max3010x.so"
    subprocess.run(
        [
            *("g++", "-std=c++17", "-O1", "-fPIC", "-shared"),
            *("-Wall", "-Wextra", "-Wconversion", "-Wshadow", "-Wdouble-promotion", "-Werror"),
            *("-fsanitize=undefined,float-cast-overflow,float-divide-by-zero", "-fno-sanitize-recover=all"),
            *("-I", str(ROOT), str(Path(__file__).with_name("sim_max3010x_c.cpp")), "-o", str(library)),
        ],
        check=True,
    )
    loaded = ctypes.CDLL(str(library))
    for maker in ("rig_still", "rig_finger", "rig_person", "rig_recording"):
        getattr(loaded, maker).restype = ctypes.c_void_p
    for number in ("rig_now_s", "wave_beat_s", "ratio_at"):
        getattr(loaded, number).restype = ctypes.c_double
    for yes_or_no in ("rig_transfer", "rig_stopped"):
        getattr(loaded, yes_or_no).restype = ctypes.c_bool
    loaded.fault_name.restype = ctypes.c_char_p
    loaded.rig_current_fault.restype = ctypes.c_uint8
    loaded.person_seconds.restype = ctypes.c_uint32
    loaded.wave_beats.restype = ctypes.c_uint32
    loaded.person_truth.restype = ctypes.POINTER(CTruth)
    return loaded


class Sensor:
    """One virtual board."""

    def __init__(self, library: ctypes.CDLL, rig: int) -> None:
        self._library = library
        self._rig = ctypes.c_void_p(rig)
        self._plan: ctypes.Array[CPlannedFault] | None = None

    def close(self) -> None:
        self._library.rig_delete(self._rig)

    def transfer(self, written: bytes, read: int = 0, address: int = ADDRESS) -> bytes | None:
        """One transaction; None where nobody acknowledges."""
        buffer = ctypes.create_string_buffer(max(1, read))
        acknowledged = self._library.rig_transfer(
            self._rig, ctypes.c_uint8(address), written, ctypes.c_size_t(len(written)), buffer, ctypes.c_size_t(read)
        )
        return buffer.raw[:read] if acknowledged else None

    def read(self, register: int, count: int = 1) -> bytes:
        answer = self.transfer(bytes([register]), count)
        assert answer is not None
        return answer

    def byte(self, register: int) -> int:
        return self.read(register)[0]

    def write(self, register: int, *values: int) -> None:
        assert self.transfer(bytes([register, *values])) is not None

    def pass_ms(self, ms: float) -> None:
        self._library.rig_pass_us(self._rig, ctypes.c_uint64(round(ms * 1000)))

    def advance_samples(self, count: int) -> None:
        self._library.rig_advance_samples(self._rig, ctypes.c_uint32(count))

    def now_s(self) -> float:
        return float(self._library.rig_now_s(self._rig))

    def lockstep(self, samples: int) -> None:
        self._library.rig_lockstep(self._rig, ctypes.c_uint8(samples))

    def run_for(self, seconds: int) -> None:
        self._library.rig_run_for_s(self._rig, ctypes.c_uint32(seconds))

    def stopped(self) -> bool:
        return bool(self._library.rig_stopped(self._rig))

    def fault_names(self) -> list[str]:
        names: list[str] = []
        while name := self._library.fault_name(ctypes.c_uint8(len(names))):
            names.append(name.decode())
        return names

    def fault(self, name: str) -> None:
        self._library.rig_fault(self._rig, ctypes.c_uint8(self.fault_names().index(name)))

    def current_fault(self) -> str:
        return self.fault_names()[int(self._library.rig_current_fault(self._rig))]

    def plan(self, faults: Iterable[tuple[str, float, float]]) -> None:
        """Faults that begin by themselves: name, seconds at which, seconds for which (0: it stays)."""
        rows = [
            CPlannedFault(self.fault_names().index(name), round(at * 1e9), round(lasts * 1e9))
            for name, at, lasts in faults
        ]
        self._plan = (CPlannedFault * len(rows))(*rows)
        self._library.rig_plan(self._rig, self._plan, ctypes.c_size_t(len(rows)))

    def reflect(self, red: float, infrared: float, green: float = 0.0) -> None:
        """Photocurrent in nA for each mA, until it is changed."""
        self._library.still_reflect(self._rig, *(ctypes.c_double(value) for value in (red, infrared, green)))

    def ambient(self, na: float, *, overflow: bool) -> None:
        self._library.still_ambient(self._rig, ctypes.c_double(na), ctypes.c_bool(overflow))

    def die_temperature(self, celsius: float) -> None:
        self._library.rig_die_temperature(self._rig, ctypes.c_double(celsius))

    def body(self, body: Body) -> None:
        self._library.finger_body(self._rig, ctypes.byref(CBody(*astuple(body))))

    def scenario(self, index: int) -> None:
        self._library.person_select(self._rig, ctypes.c_uint8(index))

    def person_seconds(self) -> int:
        return int(self._library.person_seconds(self._rig))

    def truth(self) -> CTruth:
        return CTruth.from_buffer_copy(self._library.person_truth(self._rig).contents)

    def beats(self) -> int:
        return int(self._library.wave_beats(self._rig))

    def beat_s(self, beat: int) -> float:
        """One of the last 16 beats."""
        return float(self._library.wave_beat_s(self._rig, ctypes.c_uint32(beat)))


class Max30102:
    """The registers of the MAX30102 as its datasheet names them, for tests that play a driver."""

    STATUS_1, STATUS_2, ENABLE_1, ENABLE_2 = 0x00, 0x01, 0x02, 0x03
    WRITE_POINTER, OVERFLOW, READ_POINTER, DATA = 0x04, 0x05, 0x06, 0x07
    FIFO, MODE, SPO2 = 0x08, 0x09, 0x0A
    LED1, LED2, LED3, LED4, PILOT = 0x0C, 0x0D, 0x0E, 0x0F, 0x10
    SLOTS_12, SLOTS_34 = 0x11, 0x12
    T_WHOLE, T_FRACTION, T_CONFIG = 0x1F, 0x20, 0x21
    THRESHOLD, REVISION, PART = 0x30, 0xFE, 0xFF

    A_FULL, PPG_RDY, ALC_OVF, PROX_INT, PWR_RDY = 0x80, 0x40, 0x20, 0x10, 0x01
    HEART_RATE, SPO2_MODE, MULTI_LED, RESET, SHUTDOWN = 2, 3, 7, 0x40, 0x80


def start_spo2(
    sensor: Sensor, *, averaging: int = 0, current: int = 35, spo2: int = 0x27, roll_over: bool = False
) -> None:
    """Two LEDs; 0x27: 4096 nA, 100 samples a second, 411 us."""
    sensor.write(Max30102.FIFO, averaging << 5 | (0x10 if roll_over else 0))
    sensor.write(Max30102.SPO2, spo2)
    sensor.write(Max30102.LED1, current, current)
    sensor.write(Max30102.MODE, Max30102.SPO2_MODE)
    sensor.write(Max30102.WRITE_POINTER, 0, 0, 0)


def waiting(sensor: Sensor) -> int:
    """How many samples the pointers tell of."""
    write, overflow, read = sensor.read(Max30102.WRITE_POINTER, 3)
    return 32 if overflow else (write - read) & 31


def drain(sensor: Sensor, channels: int = 2) -> list[tuple[int, ...]]:
    """Everything that waits, in one burst."""
    count = waiting(sensor)
    return samples_of(sensor.read(Max30102.DATA, 3 * channels * count), channels) if count else []


def samples_of(data: Sequence[int], channels: int) -> list[tuple[int, ...]]:
    """FIFO bytes as rows of 18-bit counts."""
    values = [data[i] << 16 | data[i + 1] << 8 | data[i + 2] for i in range(0, len(data), 3)]
    return [tuple(values[i : i + channels]) for i in range(0, len(values), channels)]


def record(sensor: Sensor, seconds: int, rate_hz: int = 100) -> list[tuple[int, ...]]:
    """What a driver that misses nothing reads in lock-step of 25 samples."""
    sensor.lockstep(25)
    rows: list[tuple[int, ...]] = []
    while len(rows) < seconds * rate_hz:
        rows += drain(sensor)
    return rows
