"""Simulated vitals of a demo person for any stretch of time.

Every value is a function of the person and the moment alone, so a later run continues an
earlier one without a seam, and nothing has to be kept. The shapes are plain: a 24-h rhythm with
its low point in the small hours, walks in the daytime, slow drift, measurement noise.
"""

import csv
import hashlib
import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from .people import DemoPerson

SOURCE: Final = "demo"
_MINUTE: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a recording, in the format of ``script/replay``."""

    time: datetime
    vital: str
    value: float | str
    unit: str


def _noise(person: DemoPerson, vital: str, moment: datetime) -> float:
    """Return a number that looks normal (mean 0, SD about 1) and depends on nothing but its key."""
    key = f"{person.name}|{vital}|{int(moment.timestamp()) // 60}".encode()
    digest = hashlib.blake2b(key, digest_size=8).digest()
    # the sum of four uniforms: near enough to a bell for a demo
    return (sum(digest[i] + digest[i + 1] / 256 for i in range(0, 8, 2)) / 256 - 2) / math.sqrt(4 / 12)


def _drift(person: DemoPerson, vital: str, moment: datetime) -> float:
    """Return a slow wander (SD about 1) from waves whose periods share no multiple."""
    hours = moment.timestamp() / 3600 + sum(map(ord, person.name + vital))
    waves = (2.7, 7.3, 31.0, 101.0)
    return sum(math.sin(2 * math.pi * hours / period) for period in waves) / math.sqrt(len(waves) / 2)


def _day_wave(moment: datetime) -> float:
    """Return -1 at four in the morning and +1 at four in the afternoon."""
    hour = moment.hour + moment.minute / 60
    return -math.cos(2 * math.pi * (hour - 4) / 24)


def _walk(person: DemoPerson, moment: datetime) -> float:
    """Return how hard the person is walking now, 0-1: two walks a day."""
    offset = len(person.name) * 7
    minute_of_day = moment.hour * 60 + moment.minute
    for start, length in ((10 * 60 + offset, 35), (17 * 60 + offset, 45)):
        into = minute_of_day - start
        if 0 <= into < length + 15:
            return min(into / 4, 1.0) if into < length else max(0.0, 1 - (into - length) / 15)
    return 0.0


def _heart_rate(person: DemoPerson, moment: datetime) -> float:
    rest = person.physiology.heart_rate_bpm
    return (
        rest
        + 5 * _day_wave(moment)
        + 3 * _drift(person, "heart_rate", moment)
        + 30 * _walk(person, moment)
        + 1.5 * _noise(person, "heart_rate", moment)
    )


def _spo2(person: DemoPerson, moment: datetime) -> float:
    value = (
        person.physiology.spo2_percent
        + 0.5 * _day_wave(moment)
        + 0.3 * _drift(person, "spo2", moment)
        + 0.5 * _noise(person, "spo2", moment)
    )
    return min(100.0, round(value))


def _cuff(person: DemoPerson, moment: datetime) -> Iterator[Row]:
    shared = _drift(person, "pressure", moment) * 5 + 3 * _day_wave(moment)
    body = person.physiology
    values = (
        ("systolic", body.systolic_mmhg + shared + 4 * _noise(person, "systolic", moment), "mmHg"),
        ("diastolic", body.diastolic_mmhg + shared / 2 + 3 * _noise(person, "diastolic", moment), "mmHg"),
        ("cuff_pulse", _heart_rate(person, moment), "bpm"),
    )
    for vital, value, unit in values:
        yield Row(moment, vital, round(value), unit)


def check_up(person: DemoPerson, moment: datetime) -> Iterator[Row]:
    """Yield what the household writes down together: cuff, thermometer, breaths, how they are."""
    body = person.physiology
    yield from _cuff(person, moment)
    temperature = body.temperature_celsius + 0.25 * _day_wave(moment) + 0.1 * _noise(person, "temperature", moment)
    yield Row(moment, "temperature", round(temperature, 1), "°C")
    yield Row(moment, "respiratory_rate", _respiratory_rate(person, moment), "/min")
    yield Row(moment, "consciousness", "alert", "")
    yield Row(moment, "supplemental_oxygen", "off", "")


def _respiratory_rate(person: DemoPerson, moment: datetime) -> float:
    rest = person.physiology.respiratory_rate_per_min
    return round(rest + _day_wave(moment) + 4 * _walk(person, moment) + 0.8 * _noise(person, "breath", moment), 1)


def _steps_so_far(person: DemoPerson, moment: datetime) -> int:
    hour = moment.hour + moment.minute / 60
    share = min(1.0, max(0.0, (hour - 7) / 15))
    factor = 1 + 0.2 * _drift(person, "steps", moment.replace(hour=12, minute=0))
    return int(person.physiology.steps_per_day * share * max(0.3, factor))


def _morning(person: DemoPerson, moment: datetime) -> Iterator[Row]:
    body = person.physiology
    yield Row(moment, "weight", round(body.weight_kg + 0.3 * _drift(person, "weight", moment), 1), "kg")
    resting = body.heart_rate_bpm - 5 + 1.5 * _drift(person, "resting", moment)
    yield Row(moment, "resting_heart_rate", round(resting), "bpm")
    rmssd = body.rmssd_ms * math.exp(0.15 * _drift(person, "rmssd", moment))
    yield Row(moment, "hrv_rmssd", round(rmssd, 1), "ms")
    yield Row(moment, "sleep_duration", round(430 + 30 * _drift(person, "sleep", moment)), "min")


def rows(person: DemoPerson, start: datetime, end: datetime, *, step_minutes: int = 1) -> Iterator[Row]:
    """Yield the simulated readings of ``start`` <= time < ``end``, oldest first.

    Heart rate and SpO2 come each ``step_minutes`` (a divisor of 60), breathing and steps each
    10 min, the check-up (with two cuff readings a minute apart) at 8 and 20 o'clock, the
    morning's facts at 7. Both moments need a time zone; hours are those of ``start``'s.
    """
    moment = start.replace(second=0, microsecond=0)
    if moment < start:
        moment += _MINUTE
    while moment < end:
        clock = (moment.hour, moment.minute)
        if moment.minute % step_minutes == 0:
            yield Row(moment, "heart_rate", round(_heart_rate(person, moment), 1), "bpm")
            yield Row(moment, "spo2", _spo2(person, moment), "%")
        if moment.minute % 10 == 0:
            yield Row(moment, "respiratory_rate", _respiratory_rate(person, moment), "/min")
            yield Row(moment, "steps", _steps_so_far(person, moment), "steps")
        if clock == (7, 0):
            yield from _morning(person, moment)
        if clock in ((8, 0), (20, 0)):
            yield from check_up(person, moment)
        if clock in ((8, 1), (20, 1)):
            yield from _cuff(person, moment)
        moment += _MINUTE


def write_csv(path: Path, recording: list[Row]) -> None:
    """Write a recording as ``script/replay`` reads it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(("time", "vital", "value", "unit", "source"))
        writer.writerows((row.time.isoformat(), row.vital, row.value, row.unit, SOURCE) for row in recording)
