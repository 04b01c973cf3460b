"""Columns of numbers: small, exact, and damage is told."""

import zlib

import pytest
from healthsense_engine.store.columns import decode, encode
from hypothesis import given
from hypothesis import strategies as st

NUMBERS = st.integers(-(2**62), 2**62 - 1)


@given(rows=st.lists(st.tuples(NUMBERS, NUMBERS, st.integers(-5, 5)), max_size=60))
def test_any_numbers_come_out_as_they_went_in(rows: list[tuple[int, int, int]]) -> None:
    columns = [list(column) for column in zip(*rows, strict=True)] if rows else [[], [], []]
    assert decode(encode(columns, (True, False, False))) == columns


def test_a_day_of_a_calm_heart_takes_less_than_two_bytes_a_minute() -> None:
    minutes = list(range(960))
    low = [6000 + n * 37 % 300 for n in minutes]
    packed = encode((minutes, low, [n * 53 % 900 for n in minutes], [60] * 960), (True, True, False, False))
    assert len(packed) < 2 * 960


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"rubbish",
        zlib.compress(b""),
        zlib.compress(b"\x02" + b"\0" * 20),
        zlib.compress(zlib.decompress(encode(([1, 2, 3],), (False,)))[:-1]),
        zlib.compress(b"\x01\x01\x01\0\0\0" + b"\x09" + b"\0" * 30),
    ],
)
def test_damage_is_told(body: bytes) -> None:
    with pytest.raises(zlib.error):
        decode(body)


def test_a_torn_body_is_told() -> None:
    whole = encode((list(range(1000)),), (False,))
    with pytest.raises(zlib.error):
        decode(whole[:-3])
