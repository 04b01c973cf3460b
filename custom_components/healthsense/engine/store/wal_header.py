"""Reading page one out of a write-ahead log without opening the database.

Opening with SQLite, even read-only, creates and changes companion files; a file of a newer
version has to stay as it is. Format: sqlite.org/fileformat2.html#walformat.
"""

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple

_HEADER: Final = 32
_FRAME: Final = 24
_MAGICS: Final = (0x377F0682, 0x377F0683)
"""The odd one has big-endian checksums."""


def _checksum(data: bytes, order: str, start: tuple[int, int]) -> tuple[int, int]:
    """Return the log's running checksum over ``data`` (a multiple of 8 bytes)."""
    one, two = start
    words = struct.unpack(f"{order}{len(data) // 4}I", data)
    for index in range(0, len(words), 2):
        one = (one + words[index] + two) & 0xFFFF_FFFF
        two = (two + words[index + 1] + one) & 0xFFFF_FFFF
    return one, two


class _Frame(NamedTuple):
    number: int
    commits: bool
    page: bytes


def _frames(file: BinaryIO, *, verify: bool) -> Iterator[_Frame]:
    """Yield the frames that belong to the log, each with its page.

    Without ``verify`` what is left of an earlier use of the file ends it; with it every frame's
    checksum, which covers all before it, has to be right too.
    """
    header = file.read(_HEADER)
    if len(header) < _HEADER:
        return
    magic, _, page_size, _, *salts, sum_1, sum_2 = struct.unpack(">8I", header)
    if magic not in _MAGICS or not 512 <= page_size <= 65536:
        return
    order = ">" if magic & 1 else "<"
    running = _checksum(header[:24], order, (0, 0)) if verify else (sum_1, sum_2)
    sound = running == (sum_1, sum_2)
    while sound and len(head := file.read(_FRAME)) == _FRAME:
        number, commit_size, *frame_salts, frame_1, frame_2 = struct.unpack(">6I", head)
        page = file.read(page_size)
        if len(page) < page_size or frame_salts != salts:
            return
        if verify:
            running = _checksum(head[:8] + page, order, running)
            sound = running == (frame_1, frame_2)
        if sound:
            yield _Frame(number, bool(commit_size), page)


def _version(wal: Path, *, verify: bool) -> int | None:
    """Return the schema version in the newest committed page one."""
    seen: int | None = None
    committed: int | None = None
    with wal.open("rb") as file:
        for frame in _frames(file, verify=verify):
            if frame.number == 1:
                seen = int.from_bytes(frame.page[60:64], "big")
            if frame.commits:
                committed = seen
    return committed


def user_version(wal: Path, known: int) -> int | None:
    """Return the newest committed schema version in the log, None where it does not tell.

    Checksums, slow in Python, are verified only where the quick look finds a version above
    ``known``: an unfinished write must not look like a newer file.
    """
    version = _version(wal, verify=False)
    return version if version is None or version <= known else _version(wal, verify=True)
