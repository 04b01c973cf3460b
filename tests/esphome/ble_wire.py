"""What Bluetooth health devices put on the air, written from the field tables of the GATT Specification Supplement."""

import struct
from datetime import datetime
from typing import Final

NAN: Final = 0x07FF

HEART_RATE, BLOOD_PRESSURE, SPOT_CHECK, CONTINUOUS = 0x2A37, 0x2A35, 0x2A5E, 0x2A5F
GLUCOSE, CONTEXT, CGM, TEMPERATURE, WEIGHT, BODY = 0x2A18, 0x2A34, 0x2AA7, 0x2A1C, 0x2A9D, 0x2A9C
BATTERY, CURRENT_TIME, DATE_TIME, SESSION_START, CGM_FEATURE, RECORD_ACCESS = (
    *(0x2A19, 0x2A2B, 0x2A08, 0x2AAA, 0x2AA8, 0x2A52),
)


def u16(value: int) -> bytes:
    return struct.pack("<H", value)


def sfloat(mantissa: int, exponent: int = 0) -> bytes:
    return u16(exponent % 16 << 12 | mantissa % 4096)


def date_time(at: datetime) -> bytes:
    return struct.pack("<HBBBBB", at.year, at.month, at.day, at.hour, at.minute, at.second)


def optional(*fields: tuple[int, bytes | None]) -> tuple[int, bytes]:
    """The flags of the fields that are there, and those fields."""
    present = [(bit, data) for bit, data in fields if data is not None]
    return sum(1 << bit for bit, _ in present), b"".join(data for _, data in present)


def stamp(at: datetime | None) -> bytes | None:
    return None if at is None else date_time(at)


def byte(value: int | None) -> bytes | None:
    return None if value is None else bytes([value])


def word(value: int | None) -> bytes | None:
    return None if value is None else u16(value)


def blood_pressure(
    systolic: int = 128,
    diastolic: int = 82,
    mean: int = 97,
    *,
    kpa: bool = False,
    at: datetime | None = None,
    pulse: int | None = 66,
    user: int | None = None,
    status: int | None = None,
) -> bytes:
    """In mmHg, or tenths of kPa."""
    exponent = -1 if kpa else 0
    pressures = (sfloat(raw, 0 if raw == NAN else exponent) for raw in (systolic, diastolic, mean))
    flags, rest = optional(
        (1, stamp(at)), (2, None if pulse is None else sfloat(pulse)), (3, byte(user)), (4, word(status))
    )
    return bytes([flags | kpa]) + b"".join(pressures) + rest


def heart_rate(bpm: int, *intervals_1024ths: int, contact: bool | None = None) -> bytes:
    flags = (0x10 if intervals_1024ths else 0) | (0 if contact is None else 0x04 | contact << 1)
    return bytes([flags, bpm]) + b"".join(u16(interval) for interval in intervals_1024ths)


def spot_check(
    spo2: int = 97,
    pulse: int = 61,
    *,
    at: datetime | None = None,
    measurement: int | None = None,
    device: int | None = None,
    amplitude_tenths: int | None = None,
    clock_not_set: bool = False,
) -> bytes:
    flags, rest = optional(
        (0, stamp(at)),
        (1, word(measurement)),
        (2, None if device is None else struct.pack("<I", device)[:3]),
        (3, None if amplitude_tenths is None else sfloat(amplitude_tenths, -1)),
    )
    return bytes([flags | clock_not_set << 4]) + sfloat(spo2) + sfloat(pulse) + rest


def continuous(spo2: int = 96, pulse: int = 70, *, measurement: int | None = None, device: int | None = None) -> bytes:
    flags, rest = optional((2, word(measurement)), (3, None if device is None else struct.pack("<I", device)[:3]))
    return bytes([flags]) + sfloat(spo2) + sfloat(pulse) + rest


def glucose(
    sequence: int,
    at: datetime,
    mg_per_dl: int | None = None,
    *,
    mmol_tenths_per_l: int | None = None,
    offset_min: int | None = None,
    sample: int = 0x11,
    status: int | None = None,
    context: bool = False,
) -> bytes:
    concentration = None
    if mg_per_dl is not None:
        concentration = sfloat(mg_per_dl, -5)
    if mmol_tenths_per_l is not None:
        concentration = sfloat(mmol_tenths_per_l, -4)
    flags, rest = optional(
        (0, None if offset_min is None else struct.pack("<h", offset_min)),
        (1, None if concentration is None else concentration + bytes([sample])),
        (3, word(status)),
    )
    flags |= (mmol_tenths_per_l is not None) << 2 | context << 4
    return bytes([flags]) + u16(sequence) + date_time(at) + rest


def glucose_context(sequence: int, *, meal: int | None = None, carbohydrate_g: int | None = None) -> bytes:
    flags, rest = optional((0, None if carbohydrate_g is None else b"\1" + sfloat(carbohydrate_g, -3)), (1, byte(meal)))
    return bytes([flags]) + u16(sequence) + rest


def cgm(mg_per_dl: int, minute: int, *, status: int | None = None) -> bytes:
    rest = sfloat(mg_per_dl) + u16(minute) + (b"" if status is None else bytes([status]))
    return bytes([2 + len(rest), 0 if status is None else 0x80]) + rest


def temperature(tenths: int, *, fahrenheit: bool = False, at: datetime | None = None, site: int | None = None) -> bytes:
    flags, rest = optional((1, stamp(at)), (2, byte(site)))
    number = struct.pack("<I", 0xFF << 24 | tenths % (1 << 24))
    return bytes([flags | fahrenheit]) + number + rest


def weight(
    steps: int,
    *,
    imperial: bool = False,
    at: datetime | None = None,
    user: int | None = None,
    bmi_height: tuple[int, int] | None = None,
) -> bytes:
    both = None if bmi_height is None else u16(bmi_height[0]) + u16(bmi_height[1])
    flags, rest = optional((1, stamp(at)), (2, byte(user)), (3, both))
    return bytes([flags | imperial]) + u16(steps) + rest


def body(
    fat_tenths: int,
    *,
    at: datetime | None = None,
    user: int | None = None,
    muscle_steps: int | None = None,
    water_steps: int | None = None,
    impedance_tenths: int | None = None,
    weight_steps: int | None = None,
    part: bool = False,
) -> bytes:
    flags, rest = optional(
        *((1, stamp(at)), (2, byte(user)), (5, word(muscle_steps)), (8, word(water_steps))),
        *((9, word(impedance_tenths)), (10, word(weight_steps))),
    )
    return u16(flags | part << 12) + u16(fat_tenths) + rest


def current_time(at: datetime) -> bytes:
    return date_time(at) + bytes([at.isoweekday(), 0, 0])
