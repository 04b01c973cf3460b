"""IEEE 11073-20601 SFLOAT and FLOAT.

Examples: HL7 Personal Health Device guide, "Mder FLOATs and SFLOATs" (its misprinted rows left out); the body
temperature and the special values are those of the Personal Health Devices Transcoding White Paper.
"""

import struct
from math import isnan

import pytest
from gatt import Gatt, Kind, raw_number
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("raw", "bits", "mantissa", "exponent"),
    [
        (0x0002, 16, 2, 0),
        (0xF014, 16, 20, -1),
        (0xE0C8, 16, 200, -2),
        (0x1002, 16, 2, 1),
        (0x2002, 16, 2, 2),
        (0x04D2, 16, 1234, 0),
        (0x0B2E, 16, -1234, 0),
        (0x0072, 16, 114, 0),
        (0xFF000014, 32, 20, -1),
        (0xFE0000C8, 32, 200, -2),
        (0x02000002, 32, 2, 2),
        (0x00FFFB2E, 32, -1234, 0),
        (0xFF00016C, 32, 364, -1),
    ],
)
def test_published_examples(gatt: Gatt, raw: int, bits: int, mantissa: int, exponent: int) -> None:
    assert gatt.number(raw, bits)[:3] == (mantissa, exponent, Kind.FINITE)


@pytest.mark.parametrize(
    ("raw", "bits", "kind"),
    [
        (0x07FF, 16, Kind.NAN),
        (0x0800, 16, Kind.NRES),
        (0x07FE, 16, Kind.PLUS_INFINITY),
        (0x0802, 16, Kind.MINUS_INFINITY),
        (0x0801, 16, Kind.RESERVED),
        (0x007FFFFF, 32, Kind.NAN),
        (0x00800000, 32, Kind.NRES),
        (0x007FFFFE, 32, Kind.PLUS_INFINITY),
        (0x00800002, 32, Kind.MINUS_INFINITY),
        (0x00800001, 32, Kind.RESERVED),
    ],
)
def test_special_values_are_never_a_number(gatt: Gatt, raw: int, bits: int, kind: Kind) -> None:
    mantissa, exponent, found, as_float = gatt.number(raw, bits)
    assert (mantissa, exponent, found) == (0, 0, kind)
    assert isnan(as_float)


@pytest.mark.parametrize("raw", [0xF7FF, 0x1800, 0xF7FE, 0xF802, 0x7801])
def test_a_special_pattern_under_an_exponent_is_reserved(gatt: Gatt, raw: int) -> None:
    assert gatt.number(raw, 16)[2] is Kind.RESERVED


@pytest.mark.parametrize(("raw", "mantissa"), [(0x07FD, 2045), (0x0803, -2045)])
def test_the_largest_numbers_are_numbers(gatt: Gatt, raw: int, mantissa: int) -> None:
    assert gatt.number(raw, 16)[:3] == (mantissa, 0, Kind.FINITE)


def test_every_sfloat_becomes_the_nearest_float(gatt: Gatt) -> None:
    finite_values = 0
    for exponent in range(-8, 8):
        for mantissa in range(-2045, 2046):
            *parts, kind, as_float = gatt.number(raw_number(mantissa, exponent, 16), 16)
            assert (parts, kind) == ([mantissa, exponent], Kind.FINITE)
            assert as_float == struct.unpack("f", struct.pack("f", float(f"{mantissa}e{exponent}")))[0]
            finite_values += 1
    assert finite_values == 65536 - 16 * 5


@given(st.integers(-(2**23) + 3, 2**23 - 3), st.integers(-10, 10))
def test_a_float_becomes_the_nearest_float(gatt: Gatt, mantissa: int, exponent: int) -> None:
    *parts, kind, as_float = gatt.number(raw_number(mantissa, exponent, 32), 32)
    assert (parts, kind) == ([mantissa, exponent], Kind.FINITE)
    assert as_float == struct.unpack("f", struct.pack("f", float(f"{mantissa}e{exponent}")))[0]


def test_a_float_beyond_what_a_float_holds(gatt: Gatt) -> None:
    assert isnan(gatt.number(raw_number(1, 127, 32), 32)[3])
    assert gatt.number(raw_number(1, -128, 32), 32)[3] == 0.0
    assert gatt.number(raw_number(-123, 20, 32), 32)[3] == pytest.approx(-1.23e22, rel=1e-6)
