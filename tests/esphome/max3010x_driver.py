"""The portable parts of the MAX3010x driver from Python, and a fake chip of registers alone.

The fake is written from the datasheets (MAX30100 19-7065, MAX30102 19-7740), as the driver is.
"""

import ctypes
import subprocess
from collections import deque
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = Path(__file__).with_name("max3010x_c.cpp")
MOST_BEATS = 6

STATUSES: list[str] = "ok no_finger settling motion low_perfusion ambient_light saturated sensor_fault".split()
RESULTS = ("done", "no reference", "not stable", "too far")

FETCH = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_uint8, ctypes.POINTER(ctypes.c_uint8), ctypes.c_size_t)
STORE = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_uint8, ctypes.c_uint8)


class Poll(ctypes.Structure):
    """As in chip.h."""

    _fields_ = (
        ("available", ctypes.c_uint8),
        ("lost", ctypes.c_uint8),
        ("lost_more", ctypes.c_bool),
        ("restarted", ctypes.c_bool),
        ("ambient", ctypes.c_bool),
    )


class Counts(ctypes.Structure):
    """As in chip.h."""

    _fields_ = (("red", ctypes.c_uint32), ("infrared", ctypes.c_uint32))


class Currents(ctypes.Structure):
    """As in led_current.h."""

    _fields_ = (("red", ctypes.c_uint8), ("infrared", ctypes.c_uint8))


class OpticsSettings(ctypes.Structure):
    """As in optics.h."""

    _fields_ = (
        ("rate_hz", ctypes.c_float),
        ("full_scale", ctypes.c_float),
        ("finger_counts_per_ma", ctypes.c_float),
        ("coarse_leds", ctypes.c_bool),
        ("auto_gain", ctypes.c_bool),
        ("proximity", ctypes.c_bool),
        ("start", Currents),
        ("pilot", ctypes.c_uint8),
        ("highest", ctypes.c_uint8),
    )


class Beat(ctypes.Structure):
    """As in the core's settings.h."""

    _fields_ = (
        ("sample", ctypes.c_uint32),
        ("fraction", ctypes.c_float),
        ("interval_ms", ctypes.c_float),
        ("clean", ctypes.c_bool),
    )


class Reading(ctypes.Structure):
    """As in the core's settings.h."""

    _fields_ = (
        ("heart_rate_bpm", ctypes.c_float),
        ("spo2_percent", ctypes.c_float),
        ("ratio", ctypes.c_float),
        ("perfusion_index_percent", ctypes.c_float),
        ("signal_quality_percent", ctypes.c_float),
        ("rmssd_ms", ctypes.c_float),
        ("sdnn_ms", ctypes.c_float),
        ("irregularity", ctypes.c_float),
        ("respiratory_rate_per_min", ctypes.c_float),
        ("respiratory_quality_percent", ctypes.c_float),
        ("status", ctypes.c_uint8),
        ("leds_look_swapped", ctypes.c_bool),
        ("beat_count", ctypes.c_uint8),
        ("beats", Beat * MOST_BEATS),
    )

    @property
    def word(self) -> str:
        """The status as the node tells it."""
        return STATUSES[int(self.status)]


class StoredCalibration(ctypes.Structure):
    """As in calibration.h."""

    _fields_ = (
        ("offset_percent", ctypes.c_float),
        ("temperature_c", ctypes.c_float),
        ("a", ctypes.c_float),
        ("b", ctypes.c_float),
        ("c", ctypes.c_float),
    )


def compile_driver(folder: Path) -> ctypes.CDLL:
    """The library, as strictly as C++17 allows; undefined behaviour aborts the test run."""
    library = folder / "max3010x.so"
    subprocess.run(
        [
            *("g++", "-std=c++17", "-O1", "-fPIC", "-shared"),
            *("-Wall", "-Wextra", "-Wconversion", "-Wshadow", "-Wdouble-promotion", "-Werror"),
            *("-fsanitize=undefined,float-cast-overflow", "-fno-sanitize-recover=all"),
            *("-I", str(ROOT), str(SOURCE), "-o", str(library)),
        ],
        check=True,
    )
    loaded = ctypes.CDLL(str(library))
    for name in "chip measurement calibration schedule told irregular".split():
        getattr(loaded, f"{name}_new").restype = ctypes.c_void_p
    for name in (
        "led_milliamperes",
        "calibration_offset",
        "calibration_temperature",
        "wavelength_factor",
        "corrected_spo2",
        "curve_spo2",
    ):
        getattr(loaded, name).restype = ctypes.c_float
    loaded.led_code.restype = ctypes.c_uint8
    return loaded


class FakeChip:
    """Registers, FIFO and interrupt flags of one of the two families; `coarse`: the MAX30100."""

    def __init__(self, *, coarse: bool = False) -> None:
        self.coarse = coarse
        self.part_id = 0x11 if coarse else 0x15
        self.depth, self.width = (16, 2) if coarse else (32, 3)
        self.write, self.data = (0x02, 0x05) if coarse else (0x04, 0x07)
        self.mode, self.temperature = (0x06, 0x16) if coarse else (0x09, 0x1F)
        self.temperature_start, self.temperature_bit = (0x06, 0x08) if coarse else (0x21, 0x01)
        self.registers = bytearray(256)
        self.samples: deque[bytes] = deque()
        self.pops = 0
        self.silent = False
        self.die_c = 25.0
        self.transfers: list[tuple[int, int]] = []
        self.power_on()

    def power_on(self) -> None:
        """As after the supply was away: all settings are gone, and PWR_RDY tells it."""
        self.registers[:] = bytes(256)
        self.registers[0xFE] = 0x03
        self.registers[0xFF] = self.part_id
        self.registers[0x00] = 0x01
        self.samples.clear()
        self.pops = 0

    def sample(self, red: int, infrared: int) -> None:
        """One conversion; what finds no place is counted."""
        if len(self.samples) == self.depth:
            overflow = self.write + 1
            most = 0x0F if self.coarse else 0x1F
            self.registers[overflow] = min(most, self.registers[overflow] + 1)
            return
        first, second = (infrared, red) if self.coarse else (red, infrared)
        self.samples.append(first.to_bytes(self.width, "big") + second.to_bytes(self.width, "big"))
        self.registers[self.write] = (self.registers[self.write] + 1) % self.depth

    def convert_temperature(self) -> None:
        """Ends a conversion that was started."""
        if self.registers[self.temperature_start] & self.temperature_bit:
            sixteenths = round(self.die_c * 16)
            self.registers[self.temperature] = (sixteenths >> 4) & 0xFF
            self.registers[self.temperature + 1] = sixteenths & 0x0F
            self.registers[self.temperature_start] &= ~self.temperature_bit & 0xFF

    def fetch(self, address: int, length: int) -> bytes | None:
        """One I2C read; the register address counts up, except at the FIFO."""
        if self.silent:
            return None
        self.transfers.append((address, length))
        out = bytearray()
        if address == self.data:
            while len(out) < length:
                if not self.samples:
                    out += bytes(length - len(out))
                    break
                out += self.samples.popleft()
                self.registers[self.write + 2] = (self.registers[self.write + 2] + 1) % self.depth
                self.registers[self.write + 1] = 0
            return bytes(out)
        for at in range(address, address + length):
            out.append(self.registers[at])
            if at == 0x00:
                self.registers[at] = 0
        return bytes(out)

    def store(self, address: int, value: int) -> bool:
        """One I2C write of one register."""
        if self.silent:
            return False
        self.registers[address] = value
        if address == self.mode and value & 0x40:
            self.power_on()
            self.registers[0x00] = 0x00
        if address == self.write + 2 and self.registers[self.write] == value:
            self.samples.clear()
        return True


class Driver:
    """The driver's access to a fake chip."""

    def __init__(self, library: ctypes.CDLL, fake: FakeChip, codes: tuple[int, int, int, int] = (3, 3, 2, 1)) -> None:
        self.fake = fake
        self._library = library

        def fetch(address: int, data: ctypes._Pointer[ctypes.c_uint8], length: int) -> int:
            answer = fake.fetch(address, length)
            if answer is None:
                return 0
            ctypes.memmove(data, answer, length)
            return 1

        # Kept: the library calls them as long as it lives.
        self._callbacks = (FETCH(fetch), STORE(lambda address, value: int(fake.store(address, value))))
        self._chip = ctypes.c_void_p(library.chip_new(*self._callbacks, int(fake.coarse), *codes))

    def __getattr__(self, name: str) -> Callable[..., int]:
        """Any other function of the chip, by its name in C."""
        function: Callable[..., int] = getattr(self._library, f"chip_{name}")
        return lambda *arguments: function(self._chip, *arguments)

    def poll(self) -> Poll | None:
        """What one look told; None when nothing answered."""
        out = Poll()
        return out if self._library.chip_poll(self._chip, ctypes.byref(out)) else None

    def read(self, count: int, burst: int = 32) -> list[tuple[int, int]] | None:
        """Red and infrared of `count` samples."""
        out = (Counts * 32)()
        if not self._library.chip_read(self._chip, out, count, burst):
            return None
        return [(one.red, one.infrared) for one in out[:count]]

    def same(self) -> bool | None:
        """Whether the chip still has what was written."""
        same = ctypes.c_int()
        return bool(same.value) if self._library.chip_verify(self._chip, ctypes.byref(same)) else None

    def die_temperature(self) -> float | None:
        """Degrees Celsius; NaN while the conversion runs."""
        out = ctypes.c_float()
        return out.value if self._library.chip_temperature(self._chip, ctypes.byref(out)) else None

    def close(self) -> None:
        """Frees it."""
        self._library.chip_free(self._chip)
