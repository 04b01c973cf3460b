"""Reading page one out of a write-ahead log without opening the database.

Opening with SQLite, even read-only, creates and changes companion files; a file of a newer
version has to stay as it is. Format: sqlite.org/fileformat2.html#walformat.
"""

import struct
from pathlib import Path
from typing import BinaryIO, Final

_HEADER: Final = 32
_FRAME: Final = 24


def _checksum(data: bytes, order: str, start: tuple[int, int]) -> tuple[int, int]:
    """Return the log's running checksum over ``data`` (a multiple of 8 bytes)."""
    one, two = start
    words = struct.unpack(f"{order}{len(data) // 4}I", data)
    for index in range(0, len(words), 2):
        one = (one + words[index] + two) & 0xFFFF_FFFF
        two = (two + words[index + 1] + one) & 0xFFFF_FFFF
    return one, two


def _read(file: BinaryIO, *, verify: bool) -> bytes | None:
    header = file.read(_HEADER)
    if len(header) < _HEADER:
        return None
    magic, _, page_size, _, salt_1, salt_2, sum_1, sum_2 = struct.unpack(">8I", header)
    if magic not in (0x377F0682, 0x377F0683) or not 512 <= page_size <= 65536:
        return None
    order = ">" if magic & 1 else "<"
    running = _checksum(header[:24], order, (0, 0)) if verify else (0, 0)
    if verify and running != (sum_1, sum_2):
        return None
    seen: bytes | None = None
    committed: bytes | None = None
    while True:
        frame = file.read(_FRAME)
        if len(frame) < _FRAME:
            return committed
        number, commit_size, frame_salt_1, frame_salt_2, frame_sum_1, frame_sum_2 = (
            struct.unpack(">6I", frame)
        )
        if (frame_salt_1, frame_salt_2) != (salt_1, salt_2):
            return committed
        if verify or number == 1:
            page = file.read(page_size)
            if len(page) < page_size:
                return committed
            if verify:
                running = _checksum(frame[:8] + page, order, running)
                if running != (frame_sum_1, frame_sum_2):
                    return committed
            if number == 1:
                seen = page
        else:
            file.seek(page_size, 1)
        if commit_size:
            committed = seen


def user_version(wal: Path, known: int) -> int | None:
    """Return the newest committed schema version in the log, None where it does not tell.

    Checksums, slow in Python, are verified only where the quick look finds a version above
    ``known``: an unfinished write must not look like a newer file.
    """
    with wal.open("rb") as file:
        version = _version(_read(file, verify=False))
        if version is None or version <= known:
            return version
        file.seek(0)
        return _version(_read(file, verify=True))


def _version(page: bytes | None) -> int | None:
    return None if page is None else int.from_bytes(page[60:64], "big")
