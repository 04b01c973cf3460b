"""The signal core from Python: compiled once, fed with arrays."""

import ctypes
import math
import subprocess
import tempfile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parents[1]
COMPONENT = ROOT / "esphome" / "components" / "healthsense_dsp"
SOURCE = ROOT / "tests" / "dsp" / "oximeter_c.cpp"
STRICT = (
    *("-Wall", "-Wextra", "-Wconversion", "-Wshadow", "-Wdouble-promotion", "-Werror"),
    *("-fsanitize=undefined,float-cast-overflow", "-fno-sanitize-recover=all"),
)
MOST_BEATS = 6

type Floats = NDArray[np.float64]


class Beat(ctypes.Structure):
    """As in settings.h."""

    _fields_ = (
        ("sample", ctypes.c_uint32),
        ("fraction", ctypes.c_float),
        ("interval_ms", ctypes.c_float),
        ("clean", ctypes.c_bool),
    )


class Reading(ctypes.Structure):
    """As in settings.h."""

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


def compile_core(folder: Path, *flags: str) -> ctypes.CDLL:
    """The core as a shared library in `folder`; without flags as strict as C++17 allows, with UBSan.

    Raises:
        subprocess.CalledProcessError: it does not compile.
    """
    library = folder / "oximeter.so"
    command = ["g++", "-std=c++17", "-O2", "-fPIC", "-shared", *(flags or STRICT), "-I", str(COMPONENT), str(SOURCE)]
    subprocess.run([*command, "-o", str(library)], check=True)
    core = ctypes.CDLL(str(library))
    for name in ("settings_new", "oximeter_new"):
        getattr(core, name).restype = ctypes.c_void_p
    for name in ("oximeter_size", "reading_size", "oximeter_run"):
        getattr(core, name).restype = ctypes.c_size_t
    core.settings_set.restype = ctypes.c_bool
    core.oximeter_status_text.restype = ctypes.c_char_p
    if core.reading_size() != ctypes.sizeof(Reading):
        raise RuntimeError("Reading here and in settings.h differ")
    return core


def state_bytes() -> int:
    """Size of one core."""
    with tempfile.TemporaryDirectory() as folder:
        return int(compile_core(Path(folder), "-Wall").oximeter_size())


class Oximeter:
    """One signal core. Settings by the names of settings.h, the curve as curve_a, curve_b and curve_c."""

    def __init__(self, core: ctypes.CDLL, **settings: float) -> None:
        """Raises KeyError for a setting that there is not."""
        self._core = core
        made = core.settings_new()
        for name, value in settings.items():
            if not core.settings_set(ctypes.c_void_p(made), name.encode(), ctypes.c_float(value)):
                raise KeyError(name)
        self._handle = ctypes.c_void_p(core.oximeter_new(ctypes.c_void_p(made)))
        core.settings_free(ctypes.c_void_p(made))
        self.rate_hz = settings.get("rate_hz", 100.0)

    def __del__(self) -> None:
        """Frees the core's memory."""
        if hasattr(self, "_handle"):
            self._core.oximeter_free(self._handle)

    def run(self, red: Floats, infrared: Floats | None = None) -> list[Reading]:
        """The readings of these samples, one a second."""
        first = np.ascontiguousarray(red, np.float32)
        second = first if infrared is None else np.ascontiguousarray(infrared, np.float32)
        out = (Reading * (math.ceil(first.size / self.rate_hz) + 2))()
        pointer = ctypes.POINTER(ctypes.c_float)
        count = self._core.oximeter_run(
            self._handle,
            first.ctypes.data_as(pointer),
            second.ctypes.data_as(pointer),
            ctypes.c_size_t(first.size),
            out,
        )
        return list(out[:count])

    def gap(self, count: int) -> None:
        """So many samples were lost."""
        self._core.oximeter_gap(self._handle, ctypes.c_uint32(count))

    def disturb(self) -> None:
        """The light level was changed on purpose."""
        self._core.oximeter_disturb(self._handle)

    def set_swap_leds(self, *, swapped: bool) -> None:
        """Whether infrared comes where red is expected."""
        self._core.oximeter_set_swap_leds(self._handle, ctypes.c_bool(swapped))

    def status(self, reading: Reading) -> str:
        """The reading's status in words."""
        return bytes(self._core.oximeter_status_text(ctypes.c_uint8(reading.status))).decode()


def column(readings: list[Reading], name: str) -> Floats:
    """One value of every reading."""
    return np.array([getattr(reading, name) for reading in readings], np.float64)
