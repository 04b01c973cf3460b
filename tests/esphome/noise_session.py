"""The shim of esphome/host_components/noise_host under ctypes."""

import ctypes
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHIM = ROOT / "esphome" / "host_components" / "noise_host"
INITIATOR, RESPONDER = 1, 2
PSK0 = 3
WRITE, READ, FAILED, SPLIT, COMPLETE = 1, 2, 3, 4, 5
MAC_FAILURE, PSK_REQUIRED, INVALID_LENGTH, INVALID_PARAM, INVALID_STATE, INVALID_PUBLIC_KEY = 4, 9, 10, 11, 12, 15
UNKNOWN_ID = 2


def compile_with_shim(source: Path, target: Path, *options: str) -> Path:
    """Compiles one of our C++ files with the shim, every warning an error."""
    subprocess.run(
        [
            *("g++", "-std=c++20", "-O1", "-g", "-Wall", "-Wextra", "-Wconversion", "-Wshadow", "-Werror", *options),
            *("-I", str(SHIM / "include"), str(source), str(SHIM / "noise_host.cpp"), "-o", str(target), "-lsodium"),
        ],
        check=True,
    )
    return target


def load(library: Path) -> ctypes.CDLL:
    loaded = ctypes.CDLL(str(library))
    loaded.session_new.restype = ctypes.c_void_p
    loaded.session_mac_length.restype = ctypes.c_size_t
    return loaded


class NoiseError(Exception):
    """What the shim answered."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class Session:
    """One side of a connection."""

    def __init__(
        self, library: ctypes.CDLL, role: int, key: bytes | None, prologue: bytes = b"", *, modifier: int = PSK0
    ) -> None:
        self._library = library
        error = ctypes.c_int()
        self._handle = ctypes.c_void_p(
            library.session_new(
                role,
                key or b"",
                ctypes.c_size_t(len(key or b"")),
                prologue,
                ctypes.c_size_t(len(prologue)),
                modifier,
                ctypes.byref(error),
            )
        )
        try:
            self._check(error.value)
        except NoiseError:
            self.close()
            raise

    @staticmethod
    def _check(error: int) -> None:
        if error:
            raise NoiseError(error)

    @property
    def action(self) -> int:
        return int(self._library.session_action(self._handle))

    def use_ephemeral(self, private_key: bytes) -> None:
        size = ctypes.c_size_t(len(private_key))
        self._check(self._library.session_ephemeral(self._handle, private_key, size))

    def start(self) -> None:
        self._check(self._library.session_start(self._handle))

    def write(self, payload: bytes = b"", *, capacity: int = 65535) -> bytes:
        out, written = ctypes.create_string_buffer(capacity), ctypes.c_size_t()
        sizes = ctypes.c_size_t(len(payload)), ctypes.c_size_t(capacity)
        self._check(self._library.session_write(self._handle, payload, sizes[0], out, sizes[1], ctypes.byref(written)))
        return out.raw[: written.value]

    def read(self, message: bytes, *, capacity: int | None = 65535) -> bytes:
        data, got = ctypes.create_string_buffer(message, len(message)), ctypes.c_size_t()
        out = None if capacity is None else ctypes.create_string_buffer(max(capacity, 1))
        sizes = ctypes.c_size_t(len(message)), ctypes.c_size_t(capacity or 0)
        error = self._library.session_read(self._handle, data, sizes[0], out, sizes[1], ctypes.byref(got))
        self._check(error)
        assert not any(data.raw), "a message that was read is wiped"
        return b"" if out is None else out.raw[: got.value]

    def split(self) -> None:
        self._check(self._library.session_split(self._handle))

    def encrypt(self, plaintext: bytes, *, room: int = 16) -> bytes:
        capacity = len(plaintext) + room
        data, written = ctypes.create_string_buffer(plaintext, capacity), ctypes.c_size_t()
        sizes = ctypes.c_size_t(len(plaintext)), ctypes.c_size_t(capacity)
        self._check(self._library.session_encrypt(self._handle, data, *sizes, ctypes.byref(written)))
        return data.raw[: written.value]

    def decrypt(self, ciphertext: bytes) -> bytes:
        data, got = ctypes.create_string_buffer(ciphertext, max(len(ciphertext), 1)), ctypes.c_size_t()
        size = ctypes.c_size_t(len(ciphertext))
        self._check(self._library.session_decrypt(self._handle, data, size, ctypes.byref(got)))
        return data.raw[: got.value]

    def mac_length(self) -> int:
        return int(self._library.session_mac_length(self._handle))

    def close(self) -> None:
        self._library.session_free(self._handle)
