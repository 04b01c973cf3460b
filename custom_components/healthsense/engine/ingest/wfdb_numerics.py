"""WFDB records of bedside numerics: heart rate, pulse, SpO2, respiration, cuff pressure.

Header and signal formats: WFDB Applications Guide, header(5) and signal(5) (Moody et al.,
PhysioNet). Single-segment records whose signals have one sample a frame, in formats 80, 16 and
212. A signal of another name is left out: arterial-line pressure is no cuff reading, and a
cuff's mean pressure is computed here.
"""

import re
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from fractions import Fraction
from pathlib import Path
from sys import byteorder
from typing import Final

from ..measurement import MeasurementRejectedError, Reason, to_ms, validate
from .rows import RecordingError, Rejected, Row

MAX_HEADER_BYTES: Final = 65_536
MAX_DATA_BYTES: Final = 256 * 1024 * 1024
DEFAULT_GAIN: Final = Fraction(200)
NO_DATE: Final = date(1970, 1, 1)
"""Stands in where a header tells no date, as many do to hide the person's."""

_VITALS: Final[Mapping[str, str]] = {
    "hr": "heart_rate",
    "heart rate": "heart_rate",
    "pulse": "heart_rate",
    "spo2": "spo2",
    "sao2": "spo2",
    "%spo2": "spo2",
    "resp": "respiratory_rate",
    "rr": "respiratory_rate",
    "nbpsys": "systolic",
    "nbp sys": "systolic",
    "nbp systolic": "systolic",
    "nbpdias": "diastolic",
    "nbp dias": "diastolic",
    "nbp diastolic": "diastolic",
    "temp": "temperature",
    "temperature": "temperature",
}
_UNITS: Final[Mapping[str, str]] = {"pm": "/min", "bpm": "bpm", "degc": "°C", "deg c": "°C"}

_RECORD: Final = re.compile(
    r"(?P<name>[^\s/]+)(?P<segments>/\d+)?\s+(?P<signals>\d+)"
    r"(?:\s+(?P<frequency>[0-9.eE+-]+)(?:/[^\s]+)?(?:\s+(?P<samples>\d+)"
    r"(?:\s+(?P<time>[\d:.]+)(?:\s+(?P<date>\d+/\d+/\d+))?)?)?)?\s*"
)
_SIGNAL: Final = re.compile(
    r"(?P<file>\S+)\s+(?P<format>\d+)(?P<frame>x\d+)?(?::\d+)?(?:\+(?P<offset>\d+))?"
    r"(?:\s+(?P<gain>[0-9.eE+-]+)(?:\((?P<baseline>-?\d+)\))?(?:/(?P<units>\S+))?"
    r"(?:\s+(?P<resolution>\d+)(?:\s+(?P<zero>-?\d+)(?:\s+-?\d+(?:\s+-?\d+(?:\s+\d+(?:\s+(?P<name>.*))?)?)?)?)?)?)?\s*"
)


@dataclass(frozen=True, slots=True)
class Signal:
    """One signal's place in a record: physical value = (sample - ``baseline``) / ``gain``."""

    name: str
    file: str
    form: int
    offset: int
    gain: Fraction
    baseline: int
    unit: str


@dataclass(frozen=True, slots=True)
class Header:
    """A record: ``frequency`` in Hz, its first sample at ``start`` (local, no zone told)."""

    name: str
    frequency: Fraction
    start: datetime
    signals: tuple[Signal, ...]


def _start(time: str | None, day: str | None) -> datetime:
    when = NO_DATE
    if day:
        month_day = [int(part) for part in day.split("/")]
        when = date(month_day[2], month_day[1], month_day[0])
    parts = [Fraction(part) for part in (time or "0").split(":")]
    if len(parts) > 3:
        raise ValueError(time)
    seconds = sum(part * 60**place for place, part in enumerate(reversed(parts)))
    micro = int(seconds * 1_000_000)
    whole, rest = divmod(micro, 1_000_000)
    return datetime(when.year, when.month, when.day, whole // 3600, whole // 60 % 60, whole % 60, rest)  # noqa: DTZ001 - no zone told


def parse_header(text: str) -> Header:
    """Return what a ``.hea`` file says.

    Raises:
        RecordingError: not a header, or a kind of record that is not read here.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    found = _RECORD.fullmatch(lines[0]) if lines else None
    if found is None:
        raise RecordingError("not a WFDB header")
    if found["segments"]:
        raise RecordingError("a record of several segments: replay its segments one by one")
    count = int(found["signals"])
    if len(lines) != count + 1:
        raise RecordingError(f"the header announces {count} signals and describes {len(lines) - 1}")
    try:
        frequency = Fraction(found["frequency"] or "250")
        start = _start(found["time"], found["date"])
        signals = tuple(_signal(line) for line in lines[1:])
    except RecordingError:
        raise
    except (ValueError, ZeroDivisionError, OverflowError) as err:
        raise RecordingError("the header holds a number or time that cannot be read") from err
    if not 0 < frequency <= 100_000:
        raise RecordingError("the sampling frequency is not positive")
    return Header(found["name"], frequency, start, signals)


def _signal(line: str) -> Signal:
    found = _SIGNAL.fullmatch(line)
    if found is None:
        raise RecordingError("a signal's line cannot be read")
    form = int(found["format"])
    if form not in _READERS or found["frame"] not in (None, "x1"):
        raise RecordingError(f"signal format {found['format']}{found['frame'] or ''} is not supported")
    gain = Fraction(found["gain"] or 0) or DEFAULT_GAIN
    baseline = int(found["baseline"] if found["baseline"] is not None else found["zero"] or 0)
    name = (found["name"] or "").strip()
    return Signal(name, found["file"], form, int(found["offset"] or 0), gain, baseline, found["units"] or "mV")


def _format_80(raw: bytes) -> Sequence[int]:
    return [byte - 128 for byte in raw]


def _format_16(raw: bytes) -> Sequence[int]:
    samples = array("h")
    samples.frombytes(raw[: len(raw) // 2 * 2])
    if byteorder == "big":
        samples.byteswap()
    return samples


def _format_212(raw: bytes) -> Sequence[int]:
    out = []
    for at in range(0, len(raw) - 1, 3):
        first = raw[at] | (raw[at + 1] & 0x0F) << 8
        out.append(first - 4096 if first > 2047 else first)
        if at + 2 < len(raw):
            second = raw[at + 2] | (raw[at + 1] & 0xF0) << 4
            out.append(second - 4096 if second > 2047 else second)
    return out


_READERS: Final = {80: _format_80, 16: _format_16, 212: _format_212}
_MISSING: Final = {80: -128, 16: -32768, 212: -2048}


def _samples(folder: Path, header: Header) -> Iterator[tuple[Signal, Sequence[int]]]:
    """Yield each signal with its samples; signals of one file alternate sample by sample."""
    files: dict[str, list[Signal]] = {}
    for signal in header.signals:
        files.setdefault(signal.file, []).append(signal)
    for name, signals in files.items():
        if name in ("", ".", "..", "~", "-") or "/" in name or "\\" in name:
            raise RecordingError("a signal lies outside the record's folder")
        with (folder / name).open("rb") as file:
            raw = file.read(MAX_DATA_BYTES + 1)
        if len(raw) > MAX_DATA_BYTES:
            raise RecordingError(f"a signal file is larger than {MAX_DATA_BYTES} bytes")
        if len({(signal.form, signal.offset) for signal in signals}) > 1:
            raise RecordingError("signals of one file differ in format")
        samples = _READERS[signals[0].form](raw[signals[0].offset :])
        for place, signal in enumerate(signals):
            yield signal, samples[place :: len(signals)]


def read(path: Path, *, zone: tzinfo = UTC, birth_date: date | None = None) -> Iterator[Row]:
    """Yield the readings and rejections of the record at ``path`` (with or without ``.hea``).

    A header tells no time zone: its times are taken as local in ``zone``. A sample that is
    marked invalid, or 0, means "not measured" in numerics and yields nothing. ``Rejected.line``
    is the sample's number from 1. Sources are ``wfdb:<record>:<signal>``, the cuff's one.

    Raises:
        RecordingError: not a record, or one without any numerics known here.
        OSError: a file cannot be read.
    """
    hea = path if path.suffix == ".hea" else path.with_name(path.name + ".hea")
    with hea.open("rb") as file:
        raw = file.read(MAX_HEADER_BYTES + 1)
    if len(raw) > MAX_HEADER_BYTES:
        raise RecordingError("the header is too large")
    try:
        header = parse_header(raw.decode("utf-8"))
    except UnicodeDecodeError:
        raise RecordingError("not a WFDB header") from None
    known = {signal for signal in header.signals if signal.name.casefold() in _VITALS}
    if not known:
        raise RecordingError("no signal of this record is one of the numerics that are known here")
    start_ms = to_ms(header.start.replace(tzinfo=zone))
    for signal, samples in _samples(hea.parent, header):
        if signal in known:
            yield from _readings(header, signal, samples, start_ms=start_ms, birth_date=birth_date)


def _readings(
    header: Header, signal: Signal, samples: Sequence[int], *, start_ms: int, birth_date: date | None
) -> Iterator[Row]:
    vital = _VITALS[signal.name.casefold()]
    device = "NBP" if vital in ("systolic", "diastolic") else signal.name
    source = f"wfdb:{header.name}:{device}"
    unit = _UNITS.get(signal.unit.casefold(), signal.unit)
    for number, sample in enumerate(samples):
        if sample == _MISSING[signal.form] or sample == signal.baseline:
            continue
        at_ms = start_ms + round(number * 1000 / header.frequency)
        try:
            yield validate(
                vital,
                float((sample - signal.baseline) / signal.gain),
                unit,
                effective_ms=at_ms,
                received_ms=at_ms,
                source=source,
                birth_date=birth_date,
            )
        except MeasurementRejectedError as err:
            yield Rejected(number + 1, err.field, err.reason.value, at_ms)
        except OverflowError:
            yield Rejected(number + 1, "value", Reason.NOT_A_NUMBER.value, at_ms)
