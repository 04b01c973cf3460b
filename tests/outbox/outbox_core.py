"""The outbox as Python sees it: a node's memory, and the program that runs over it."""

import ctypes
import subprocess
from pathlib import Path

COMPONENT = Path(__file__).resolve().parents[2] / "esphome" / "components" / "healthsense_outbox"
NO_QUALITY = 255
TICK_MS = 100
BATCH = 20
SETTLE_MS = 1000
RETRY_MS = 30_000
LONGEST_RETRY_MS = 15 * 60_000
SHADOW_MS = 180_000


class Record(ctypes.Structure):
    """As ``record.h`` lays it out."""

    _fields_ = (
        ("taken_ticks", ctypes.c_int32),
        ("value", ctypes.c_float),
        ("row", ctypes.c_uint8),
        ("quality", ctypes.c_uint8),
        ("spare", ctypes.c_uint16),
    )


def load(folder: Path) -> ctypes.CDLL:
    """Compiles as strictly as C++17 allows; undefined behaviour and a step outside aborts the test run."""
    library = folder / "outbox.so"
    subprocess.run(
        [
            *("g++", "-std=c++17", "-O1", "-fPIC", "-shared"),
            *("-Wall", "-Wextra", "-Wconversion", "-Wshadow", "-Wdouble-promotion", "-Werror"),
            *("-fsanitize=undefined,float-cast-overflow", "-fno-sanitize-recover=all"),
            *("-I", str(COMPONENT), str(Path(__file__).with_name("outbox_c.cpp")), "-o", str(library)),
        ],
        check=True,
    )
    loaded = ctypes.CDLL(str(library))
    pointer, u8, u32, u64, flag = ctypes.c_void_p, ctypes.c_uint8, ctypes.c_uint32, ctypes.c_uint64, ctypes.c_bool
    loaded.ring_bytes.restype = ctypes.c_size_t
    signatures = {
        "new": (pointer, [pointer, u32, u32, u64, u8, u32, u64]),
        "delete": (None, [pointer]),
        "kept": (flag, [pointer]),
        "observe": (None, [pointer, u8, ctypes.c_float, u8, u64]),
        "add": (flag, [pointer, u8, ctypes.c_float, u8, u64, u64]),
        "connection": (None, [pointer, flag, flag, u64]),
        "next": (u32, [pointer, u64]),
        "acknowledge": (u32, [pointer, u64, u32, u64]),
        "boot_id": (u64, [pointer]),
        "first": (u32, [pointer]),
        "count": (u32, [pointer]),
        "dropped": (u32, [pointer]),
        "shadow": (u32, [pointer]),
        "record": (None, [pointer, u32, ctypes.POINTER(Record)]),
    }
    for name, (result, arguments) in signatures.items():
        function = getattr(loaded, f"office_{name}")
        function.restype, function.argtypes = result, arguments
    loaded.record_age_ms.restype, loaded.record_age_ms.argtypes = u64, [ctypes.POINTER(Record), u64]
    return loaded


class Office:
    """One node: ``restart`` runs another program over the same memory. ``now_ms`` is its clock."""

    def __init__(
        self, library: ctypes.CDLL, *, capacity: int = 50, rows: int = 2, interval_ms: int = 1000, now_ms: int = 0
    ) -> None:
        self._library = library
        self.capacity, self.rows, self.interval_ms, self.now_ms = capacity, rows, interval_ms, now_ms
        self.layout = 7
        self.memory = (ctypes.c_uint64 * (library.ring_bytes(capacity) // 8 + 1))()
        self._pointer: int | None = None
        self.restart(boot_id=1)

    def restart(self, boot_id: int) -> bool:
        """Returns whether the readings of before were taken over."""
        self.close()
        self._pointer = self._library.office_new(
            self.memory, self.capacity, self.layout, boot_id, self.rows, self.interval_ms, self.now_ms
        )
        return bool(self._library.office_kept(self._pointer))

    def close(self) -> None:
        if self._pointer is not None:
            self._library.office_delete(self._pointer)
            self._pointer = None

    def observe(self, value: float, row: int = 0, quality: int = NO_QUALITY) -> None:
        self._library.office_observe(self._pointer, row, value, quality, self.now_ms)

    def add(self, value: float, age_ms: int = 0, row: int = 0, quality: int = NO_QUALITY) -> bool:
        return bool(self._library.office_add(self._pointer, row, value, quality, age_ms, self.now_ms))

    def connection(self, *, listening: bool, changed: bool = False) -> None:
        self._library.office_connection(self._pointer, listening, changed, self.now_ms)

    def next(self) -> int:
        return int(self._library.office_next(self._pointer, self.now_ms))

    def burst(self) -> list[int]:
        """Everything that is sent at this moment."""
        sent = []
        while sequence := self.next():
            sent.append(sequence)
        return sent

    def acknowledge(self, sequence: int, boot_id: int | None = None) -> int:
        boot = self.boot_id if boot_id is None else boot_id
        return int(self._library.office_acknowledge(self._pointer, boot, sequence, self.now_ms))

    def record(self, sequence: int) -> Record:
        record = Record()
        self._library.office_record(self._pointer, sequence, ctypes.byref(record))
        return record

    def age_ms(self, sequence: int) -> int:
        return int(self._library.record_age_ms(ctypes.byref(self.record(sequence)), self.now_ms))

    @property
    def boot_id(self) -> int:
        return int(self._library.office_boot_id(self._pointer))

    @property
    def first(self) -> int:
        return int(self._library.office_first(self._pointer))

    @property
    def count(self) -> int:
        return int(self._library.office_count(self._pointer))

    @property
    def dropped(self) -> int:
        return int(self._library.office_dropped(self._pointer))

    @property
    def shadow(self) -> int:
        return int(self._library.office_shadow(self._pointer))

    def waiting(self) -> list[tuple[int, float]]:
        """(sequence, value) of what waits, oldest first."""
        return [(at, self.record(at).value) for at in range(self.first, self.first + self.count)]

    def values(self) -> list[float]:
        return [value for _, value in self.waiting()]
