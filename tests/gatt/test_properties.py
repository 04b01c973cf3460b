"""Whatever Python writes by the field tables, the parsers read back; whatever else comes, they name a field."""

import struct
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from gatt import Gatt, Value, date_time, finite, medical_float, sfloat
from hypothesis import given
from hypothesis import strategies as st

PARSERS = (
    "heart_rate blood_pressure spot_check continuous_oximetry glucose glucose_context cgm cgm_checked temperature"
    " weight body_composition body_composition_merged record_response"
).split()
type Draw = Callable[[st.SearchStrategy[Any]], Any]
U8, U16, U24 = st.integers(0, 0xFF), st.integers(0, 0xFFFF), st.integers(0, 0xFFFFFF)
SMALL = st.tuples(st.integers(-2045, 2045), st.integers(-8, 7))
LARGE = st.tuples(st.integers(-(2**23) + 3, 2**23 - 3), st.integers(-128, 127))
MOMENT = st.datetimes(datetime(1582, 10, 15), datetime(9999, 12, 31)).map(lambda moment: moment.replace(microsecond=0))  # noqa: DTZ001 - a device's clock has no zone


class Wire:
    """Collects the bytes of a value and, beside them, the fields that should come back."""

    def __init__(self, draw: Draw) -> None:
        self.draw = draw
        self.body = b""
        self.flags = 0
        self.expected: Value = {}

    def flag(self, bit: int) -> bool:
        """Sets a flag or leaves it."""
        chosen = bool(self.draw(st.booleans()))
        self.flags |= chosen << bit
        return chosen

    def small(self, *names: str) -> None:
        for name in names:
            number = self.draw(SMALL)
            self.body += sfloat(*number)
            self.expected[name] = finite(*number)

    def whole(self, name: str, size: int, values: st.SearchStrategy[int]) -> None:
        value = self.draw(values)
        self.body += value.to_bytes(size, "little", signed=value < 0)
        self.expected[name] = value

    def time(self, name: str = "time_stamp") -> int:
        moment: datetime = self.draw(MOMENT)
        parts = moment.timetuple()[:6]
        self.body += date_time(*parts)
        seconds = moment.replace(tzinfo=UTC) - datetime(1970, 1, 1, tzinfo=UTC)
        self.expected |= {name: list(parts), "local_seconds": seconds // (seconds.resolution * 1_000_000)}
        return int(self.expected["local_seconds"])


def heart_rate(wire: Wire) -> None:
    wide = wire.flag(0)
    detected, supported = wire.flag(1), wire.flag(2)
    wire.expected["contact"] = 1 + detected if supported else 0
    wire.whole("heart_rate_bpm", 2 if wide else 1, U16 if wide else U8)
    if wire.flag(3):
        wire.whole("energy_expended_kj", 2, U16)
    intervals = wire.draw(st.lists(U16, max_size=40)) if wire.flag(4) else []
    wire.body += struct.pack(f"<{len(intervals)}H", *intervals)
    wire.expected["rr_1024ths_s"] = intervals
    if intervals:
        wire.expected["last_rr_ms"] = intervals[-1] * 1000 / 1024


def blood_pressure(wire: Wire) -> None:
    wire.expected["in_kpa"] = wire.flag(0)
    wire.small("systolic", "diastolic", "mean_arterial")
    if wire.flag(1):
        wire.time()
    if wire.flag(2):
        wire.small("pulse_bpm")
    if wire.flag(3):
        wire.whole("user_id", 1, U8)
    if wire.flag(4):
        wire.whole("status", 2, U16.filter(lambda status: status & 0x18 != 0x18))


def spot_check(wire: Wire) -> None:
    wire.small("spo2_percent", "pulse_bpm")
    if wire.flag(0):
        wire.time()
    _oximeter_state(wire, 1)
    wire.expected["clock_not_set"] = wire.flag(4)


def continuous_oximetry(wire: Wire) -> None:
    wire.small("spo2_percent", "pulse_bpm")
    if wire.flag(0):
        wire.small("spo2_fast_percent", "pulse_fast_bpm")
    if wire.flag(1):
        wire.small("spo2_slow_percent", "pulse_slow_bpm")
    _oximeter_state(wire, 2)


def _oximeter_state(wire: Wire, bit: int) -> None:
    if wire.flag(bit):
        wire.whole("measurement_status", 2, U16)
    if wire.flag(bit + 1):
        wire.whole("device_status", 3, U24)
    if wire.flag(bit + 2):
        wire.small("pulse_amplitude_percent")


def glucose(wire: Wire) -> None:
    wire.whole("sequence", 2, U16)
    seconds = wire.time("base_time")
    if wire.flag(0):
        offset = wire.draw(st.integers(-32768, 32767))
        wire.body += struct.pack("<h", offset)
        wire.expected |= {"time_offset_min": offset, "local_seconds": seconds + 60 * offset}
    in_moles = wire.flag(2)
    wire.expected["in_moles"] = in_moles
    if wire.flag(1):
        wire.small("concentration")
        mantissa, exponent, _ = wire.expected["concentration"]
        wire.expected["displayed"] = finite(mantissa, exponent + (3 if in_moles else 5))
        sample = wire.draw(U8)
        wire.body += bytes([sample])
        wire.expected |= {"sample_type": sample % 16, "sample_location": sample // 16}
    if wire.flag(3):
        wire.whole("status", 2, U16)
    wire.expected["context_follows"] = wire.flag(4)


def glucose_context(wire: Wire) -> None:
    wire.whole("sequence", 2, U16)
    if wire.flag(7):
        wire.whole("extended_flags", 1, st.just(0))
    if wire.flag(0):
        wire.whole("carbohydrate_id", 1, U8)
        wire.small("carbohydrate_kg")
    if wire.flag(1):
        wire.whole("meal", 1, U8)
    if wire.flag(2):
        people = wire.draw(U8)
        wire.body += bytes([people])
        wire.expected |= {"tester": people % 16, "health": people // 16}
    if wire.flag(3):
        wire.whole("exercise_duration_s", 2, U16)
        wire.whole("exercise_intensity_percent", 1, st.integers(0, 100))
    if wire.flag(4):
        wire.whole("medication_id", 1, U8)
        wire.small("medication")
    wire.expected["medication_in_litres"] = wire.flag(5)
    if wire.flag(6):
        wire.small("hba1c_percent")


def temperature(wire: Wire) -> None:
    wire.expected["in_fahrenheit"] = wire.flag(0)
    number = wire.draw(LARGE)
    wire.body += medical_float(*number)
    wire.expected["temperature"] = finite(*number)
    if wire.flag(1):
        wire.time()
    if wire.flag(2):
        wire.whole("site", 1, U8)


def weight(wire: Wire) -> None:
    wire.expected["imperial"] = wire.flag(0)
    wire.whole("weight_steps", 2, U16)
    if wire.flag(1):
        wire.time()
    if wire.flag(2):
        wire.whole("user_id", 1, U8)
    if wire.flag(3):
        wire.whole("bmi_tenths", 2, U16)
        wire.whole("height_steps", 2, U16)


def body_composition(wire: Wire) -> None:
    wire.expected["imperial"] = wire.flag(0)
    wire.whole("body_fat_tenths_percent", 2, st.integers(0, 1000) | st.just(0xFFFF))
    if wire.flag(1):
        wire.time()
    if wire.flag(2):
        wire.whole("user_id", 1, U8)
    if wire.flag(3):
        wire.whole("basal_metabolism_kj", 2, U16)
    if wire.flag(4):
        wire.whole("muscle_tenths_percent", 2, st.integers(0, 1000))
    names = (
        "muscle_steps fat_free_steps soft_lean_steps body_water_steps impedance_tenths_ohm weight_steps height_steps"
    )
    for bit, name in enumerate(names.split(), 5):
        if wire.flag(bit):
            wire.whole(name, 2, U16)
    wire.expected["multiple_packets"] = wire.flag(12)


@pytest.mark.parametrize(
    "write",
    [
        heart_rate,
        blood_pressure,
        spot_check,
        continuous_oximetry,
        glucose,
        glucose_context,
        temperature,
        weight,
        body_composition,
    ],
)
@given(data=st.data())
def test_what_is_written_is_read_back(gatt: Gatt, write: Callable[[Wire], None], data: st.DataObject) -> None:
    wire = Wire(data.draw)
    write(wire)
    width = 2 if write is body_composition else 1
    value = gatt.fields(write.__name__, wire.flags.to_bytes(width, "little") + wire.body)
    assert {name: value[name] for name in wire.expected} == wire.expected
    # Nothing is there that was not written; these are made of what was.
    made = "systolic_mmhg is_measurement displayed mg_per_dl sample_type sample_location is_control_solution celsius"
    made += " weight_kg height_m body_fat_percent"
    assert value.keys() - wire.expected.keys() <= set(made.split())


@given(data=st.data())
def test_cgm_records_are_read_back(gatt: Gatt, data: st.DataObject) -> None:
    checked = data.draw(st.booleans())
    whole, expected = b"", []
    for _ in range(data.draw(st.integers(1, 12))):
        wire = Wire(data.draw)
        wire.small("glucose_mg_per_dl")
        wire.whole("time_offset_min", 2, U16)
        annunciation = 0
        for bit, shift in ((7, 0), (6, 8), (5, 16)):
            if wire.flag(bit):
                octet = data.draw(U8)
                wire.body += bytes([octet])
                annunciation |= octet << shift
        if wire.flag(0):
            wire.small("trend_mg_per_dl_per_min")
        if wire.flag(1):
            wire.small("quality_percent")
        record = bytes([2 + len(wire.body) + 2 * checked, wire.flags]) + wire.body
        if checked:
            record += gatt.crc(record).to_bytes(2, "little")
        whole += record
        expected.append({**wire.expected, "annunciation": annunciation, "checksum_verified": checked})
    assert gatt.fields("cgm_checked" if checked else "cgm", whole) == {"records": expected}


@pytest.mark.parametrize("name", PARSERS)
@given(data=st.binary(max_size=40))
def test_any_bytes_give_fields_or_a_named_fault(gatt: Gatt, name: str, data: bytes) -> None:
    value = gatt.parse(name, data)
    assert (value["fault"] == "none") == (value["field"] == "")


@given(first=st.integers(0, 0xFFFF), second=st.integers(0, 0xFFFF))
def test_a_request_carries_its_limits(gatt: Gatt, first: int, second: int) -> None:
    low, high = sorted((first, second))
    assert gatt.request("from", low) == b"\x01\x03\x01" + struct.pack("<H", low)
    assert gatt.request("between", low, high) == b"\x01\x04\x01" + struct.pack("<HH", low, high)
