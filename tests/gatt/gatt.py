"""The parsers of gatt_health.h through ctypes, and the wire written independently of them."""

import ctypes
import json
import struct
from enum import IntEnum
from typing import Any

type Value = dict[str, Any]


class Kind(IntEnum):
    """enum NumberKind of gatt_number.h."""

    FINITE = 0
    NAN = 1
    NRES = 2
    PLUS_INFINITY = 3
    MINUS_INFINITY = 4
    RESERVED = 5


class Gatt:
    """The parsers by name."""

    def __init__(self, library: ctypes.CDLL) -> None:
        self._library = library
        self._text = ctypes.create_string_buffer(library.gatt_room())

    def parse(self, name: str, data: bytes) -> Value:
        """The fields of a value, or its `fault` and `field`."""
        assert self._library.gatt_parse(name.encode(), data, ctypes.c_size_t(len(data)), self._text), name
        return dict(json.loads(self._text.value))

    def fields(self, name: str, data: bytes) -> Value:
        """The fields of a value that has no fault."""
        value = self.parse(name, data)
        assert (value.pop("fault"), value.pop("field")) == ("none", ""), data.hex(" ")
        return value

    def fault(self, name: str, data: bytes) -> tuple[str, str]:
        """What is wrong with a value, and in which field."""
        value = self.parse(name, data)
        return value["fault"], value["field"]

    def number(self, raw: int, bits: int) -> tuple[int, int, Kind, float]:
        """Mantissa, exponent, kind and float of a SFLOAT (16 bits) or FLOAT (32)."""
        mantissa, exponent, kind = ctypes.c_int32(), ctypes.c_int8(), ctypes.c_uint8()
        as_float = self._library.gatt_number(
            ctypes.c_uint32(raw), bits, ctypes.byref(mantissa), ctypes.byref(exponent), ctypes.byref(kind)
        )
        return mantissa.value, exponent.value, Kind(kind.value), as_float

    def crc(self, data: bytes) -> int:
        """The E2E-CRC of a CGM record."""
        return int(self._library.gatt_cgm_crc(data, ctypes.c_size_t(len(data))))

    def request(self, kind: str, minimum: int = 0, maximum: int = 0) -> bytes:
        """What to write to the record access control point."""
        buffer = (ctypes.c_uint8 * 7)()
        size = self._library.gatt_request(kind.encode(), ctypes.c_uint16(minimum), ctypes.c_uint16(maximum), buffer)
        return bytes(buffer[:size])


def raw_number(mantissa: int, exponent: int, bits: int) -> int:
    """A SFLOAT (16 bits) or FLOAT (32), by arithmetic on the whole number alone."""
    mantissa_bits = 12 if bits == 16 else 24
    return exponent % (1 << bits - mantissa_bits) * (1 << mantissa_bits) + mantissa % (1 << mantissa_bits)


def sfloat(mantissa: int, exponent: int = 0) -> bytes:
    """SFLOAT on the wire."""
    return struct.pack("<H", raw_number(mantissa, exponent, 16))


def medical_float(mantissa: int, exponent: int = 0) -> bytes:
    """FLOAT on the wire."""
    return struct.pack("<I", raw_number(mantissa, exponent, 32))


def finite(mantissa: int, exponent: int = 0) -> list[int]:
    """How a finite number comes back."""
    return [mantissa, exponent, Kind.FINITE]


def date_time(*parts: int) -> bytes:
    """Date Time on the wire: year, month, day, hour, minute, second."""
    return struct.pack("<HBBBBB", *parts)
