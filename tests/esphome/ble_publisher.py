"""The publisher and the download of stored records through ctypes."""

import ctypes
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[2]
COMPONENT: Final = ROOT / "esphome" / "components" / "ble_health"
STRICT: Final = (
    *("-Wall", "-Wextra", "-Wconversion", "-Wshadow", "-Wdouble-promotion", "-Werror", "-fno-sanitize-recover=all"),
)

type New = Callable[..., Publisher]

NOBODY: Final = 0xFF
NOON: Final = datetime(2026, 11, 21, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Told:
    """What came of some bytes."""

    lines: list[str]

    def _pairs(self, kind: str) -> list[list[str]]:
        return [line.split(" ") for line in self.lines if line.startswith(f"{kind} ")]

    @property
    def values(self) -> dict[str, float]:
        """The state, by channel; the last where there are several."""
        return {name: float(value) for _, name, _, _, value in self._pairs("value")}

    @property
    def sequence(self) -> list[tuple[str, int, float]]:
        """Channel, user and value of all states, in order."""
        return [(name, int(user), float(value)) for _, name, _, user, value in self._pairs("value")]

    @property
    def stored(self) -> list[tuple[str, float, int]]:
        """Channel, value and age in seconds."""
        return [(name, float(value), int(age)) for _, name, _, _, value, _, age in self._pairs("stored")]

    @property
    def users(self) -> set[int]:
        return {int(parts[3]) for parts in self._pairs("value") + self._pairs("stored")}

    @property
    def outcomes(self) -> list[str]:
        return [parts[2] for parts in self._pairs("outcome")]

    @property
    def errors(self) -> list[tuple[str, str]]:
        """Fault and field of what has any."""
        return [(parts[3], " ".join(parts[4:])) for parts in self._pairs("outcome") if any(parts[3:])]

    @property
    def flags(self) -> dict[int, bool]:
        return {int(parts[1]): parts[4] == "on" for parts in self._pairs("flag")}

    @property
    def words(self) -> list[str]:
        return [parts[4] for parts in self._pairs("word")]


class Publisher:
    """A publisher at a gateway whose clock the test moves."""

    def __init__(self, library: ctypes.CDLL, **settings: Any) -> None:
        self._library = library
        self._it = ctypes.c_void_p(
            library.publisher_new(
                settings.get("current_for_s", 120),
                settings.get("trust", True),
                settings.get("unknown_user", NOBODY),
                settings.get("users", -1),
            )
        )
        self.now = NOON
        self.knows_the_time = settings.get("knows_the_time", True)
        self._began = NOON
        # Passes on no wall's clock, so that ages in the tests are round.
        self._silence = timedelta()

    def close(self) -> None:
        self._library.publisher_free(self._it)

    def _clock(self) -> tuple[Any, ...]:
        now_ms = (self.now - self._began + self._silence) // timedelta(milliseconds=1)
        local_s = int(self.now.timestamp())
        return ctypes.c_uint32(now_ms % 2**32), self.knows_the_time, ctypes.c_int64(local_s)

    def told(self) -> Told:
        return Told(self._library.publisher_told(self._it).decode().splitlines())

    def wait(self, **by: float) -> None:
        self.now += timedelta(**by)

    def connect(self) -> None:
        self._library.publisher_connected(self._it)

    def receive(self, characteristic: int, data: bytes) -> Told:
        """What comes of it once the burst is over."""
        told = self.hear(characteristic, data)
        self._silence += timedelta(seconds=3)
        return Told(told.lines + self.tick().lines)

    def hear(self, characteristic: int, data: bytes) -> Told:
        """What comes of it at once."""
        self._library.publisher_receive(self._it, characteristic, data, ctypes.c_size_t(len(data)), *self._clock())
        return self.told()

    def downloading(self, on: bool) -> None:
        self._library.publisher_downloading(self._it, on)

    def clock_set(self) -> None:
        self._library.publisher_clock_set(self._it)

    def tick(self) -> Told:
        self._library.publisher_tick(self._it, *self._clock())
        return self.told()

    def hang_up(self) -> Told:
        self._library.publisher_disconnected(self._it, *self._clock())
        return self.told()

    def has_changed(self) -> bool:
        return bool(self._library.publisher_changed(self._it))

    def keep(self) -> bytes:
        into = ctypes.create_string_buffer(self._library.publisher_seen_size())
        self._library.publisher_keep(self._it, into)
        return into.raw

    def restore(self, kept: bytes) -> None:
        assert len(kept) == self._library.publisher_seen_size()
        self._library.publisher_restore(self._it, kept)


class Download:
    """The conversation about stored records. Bytes that come back are to be written."""

    def __init__(self, library: ctypes.CDLL) -> None:
        self._library = library
        self._it = ctypes.c_void_p(library.download_new())
        self._out = ctypes.create_string_buffer(8)
        self.now_ms = 0

    def close(self) -> None:
        self._library.download_free(self._it)

    def start(self, highest: int | None = None) -> bytes:
        size = self._library.download_start(self._it, -1 if highest is None else highest, self.now_ms, self._out)
        return self._out.raw[:size]

    def record(self, sequence: int | None = None) -> None:
        self._library.download_record(self._it, -1 if sequence is None else sequence, self.now_ms)

    def answer(self, data: bytes) -> bytes:
        size = self._library.download_answer(self._it, data, ctypes.c_size_t(len(data)), self.now_ms, self._out)
        return self._out.raw[:size]

    def refused(self, att_error: int) -> None:
        self._library.download_refused(self._it, att_error)

    def tick(self, after_ms: int) -> bytes:
        self.now_ms += after_ms
        size = self._library.download_tick(self._it, self.now_ms, self._out)
        return self._out.raw[:size]

    def disconnect(self) -> None:
        self._library.download_disconnected(self._it)

    @property
    def is_running(self) -> bool:
        return bool(self._library.download_running(self._it))

    @property
    def result(self) -> str:
        return str(self._library.download_result(self._it).decode())

    @property
    def highest(self) -> int | None:
        number = int(self._library.download_highest(self._it))
        return None if number < 0 else number


def compile_publisher(source: str, output: Path, *flags: str) -> Path:
    """As strictly as C++17 allows; undefined behaviour aborts what runs it."""
    names = ("publisher.cpp", "receive.cpp", "record_download.cpp")
    sources = [Path(__file__).with_name(source), *(COMPONENT / name for name in names)]
    subprocess.run(["g++", "-std=c++17", "-O1", *STRICT, *flags, "-I", ROOT, *sources, "-o", output], check=True)
    return output


def compile_library(folder: Path) -> ctypes.CDLL:
    """The publisher and the download, compiled into a folder and loaded."""
    checks = "-fsanitize=undefined,float-cast-overflow"
    made = compile_publisher("ble_publisher_c.cpp", folder / "publisher.so", "-fPIC", "-shared", checks)
    library = ctypes.CDLL(str(made))
    for name in ("publisher_new", "download_new"):
        getattr(library, name).restype = ctypes.c_void_p
    for name in ("publisher_told", "download_result"):
        getattr(library, name).restype = ctypes.c_char_p
    for name in ("download_start", "download_answer", "download_tick", "publisher_seen_size", "publisher_size"):
        getattr(library, name).restype = ctypes.c_size_t
    for name in ("publisher_changed", "is_for_entity", "plausible_range", "download_running"):
        getattr(library, name).restype = ctypes.c_bool
    library.publisher_new.argtypes = [ctypes.c_uint32, ctypes.c_bool, ctypes.c_uint8, ctypes.c_int]
    library.download_start.argtypes = [ctypes.c_void_p, ctypes.c_int, ctypes.c_uint32, ctypes.c_char_p]
    library.download_tick.argtypes = [ctypes.c_void_p, ctypes.c_uint32, ctypes.c_char_p]
    return library
