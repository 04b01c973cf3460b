"""Columns of whole numbers as a few bytes.

Neighbours in a day of readings are alike, so the columns that follow time are kept as
differences; each column takes the narrowest integer that holds it, its bytes are laid out plane
by plane (all low bytes, then all high bytes), and zlib does the rest.
"""

import struct
import sys
import zlib
from array import array
from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import Final

_FORMAT: Final = 1
_HEAD: Final = struct.Struct("<BBI")
_COLUMN: Final = struct.Struct("<BBq")
_CODES: Final = ("b", "h", "i", "q")
_LIMITS: Final = tuple(1 << (8 * array(code).itemsize - 1) for code in _CODES)
_LEVEL: Final = 6


def _pack(numbers: Sequence[int]) -> tuple[int, bytes]:
    """Return the index of the integer type and the byte planes."""
    low, high = min(numbers, default=0), max(numbers, default=0)
    kind = next(index for index, limit in enumerate(_LIMITS) if -limit <= low and high < limit)
    packed = array(_CODES[kind], numbers)
    if sys.byteorder == "big":
        packed.byteswap()
    raw, size = packed.tobytes(), packed.itemsize
    return kind, b"".join(raw[plane::size] for plane in range(size))


def _unpack(kind: int, planes: bytes, count: int) -> array[int]:
    unpacked = array(_CODES[kind])
    size = unpacked.itemsize
    raw = bytearray(len(planes))
    for plane in range(size):
        raw[plane::size] = planes[plane * count : (plane + 1) * count]
    unpacked.frombytes(bytes(raw))
    if sys.byteorder == "big":
        unpacked.byteswap()
    return unpacked


def encode(columns: Sequence[Sequence[int]], differences: Sequence[bool]) -> bytes:
    """Return the columns, all of one length, packed.

    ``differences`` says which columns change little from row to row. Numbers are signed and
    have at most 63 bits.
    """
    count = len(columns[0])
    parts = [_HEAD.pack(_FORMAT, len(columns), count)]
    for column, differ in zip(columns, differences, strict=True):
        base = column[0] if differ and count else 0
        numbers = [0, *(after - before for before, after in pairwise(column))] if differ and count else column
        kind, planes = _pack(numbers)
        parts += (_COLUMN.pack(kind, differ, base), planes)
    return zlib.compress(b"".join(parts), _LEVEL)


def decode(body: bytes) -> list[list[int]]:
    """Return what ``encode`` was given.

    Raises:
        zlib.error: the bytes are damaged, or of a format that this code does not know.
    """
    raw = zlib.decompress(body)
    if raw[:1] != bytes((_FORMAT,)):
        raise zlib.error("unknown format")
    try:
        _, width, count = _HEAD.unpack_from(raw)
        columns, at = [], _HEAD.size
        for _ in range(width):
            kind, differ, base = _COLUMN.unpack_from(raw, at)
            at += _COLUMN.size
            length = count << kind
            numbers = _unpack(kind, raw[at : at + length], count)
            at += length
            columns.append([base + number for number in accumulate(numbers)] if differ else list(numbers))
    except (struct.error, IndexError, ValueError) as error:
        raise zlib.error("damaged columns") from error
    if at != len(raw):
        raise zlib.error("damaged columns")
    return columns
