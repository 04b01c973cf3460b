"""Recordings as CSV (RFC 4180): ``time,vital,value,unit,source``, optionally ``quality`` and ``site``.

The header names the columns, in any order. A row that cannot be accepted is reported with its
line, field and reason, and reading goes on; only a file without a usable header is refused. One
row is one line: a quoted field cannot hold a line break.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import BinaryIO, Final

from ..measurement import MeasurementRejectedError, Reason, to_ms, validate
from ..vitals import VITALS, Sampling
from .rows import RecordingError, Rejected, Row

COLUMNS: Final = ("time", "vital", "value", "unit", "source")
OPTIONAL: Final = ("quality", "site")
MAX_LINE_BYTES: Final = 8192
MAX_LINES: Final = 20_000_000
"""Some 38 years at a reading a minute."""

LATEST: Final = datetime.fromisoformat("9000-01-01T00:00:00+00:00")
"""Recordings that hide a person's dates are set centuries ahead; calendars end in 9999."""

# float() takes more than a number in a file should be: underscores, "nan", other digits.
_NUMBER: Final = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,4})?")


def _lines(stream: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Yield line numbers from 1 and lines; None for one that is too long.

    Raises:
        RecordingError: more lines than `MAX_LINES`.
    """
    number = 0
    while line := stream.readline(MAX_LINE_BYTES + 1):
        number += 1
        if number > MAX_LINES:
            raise RecordingError(f"more than {MAX_LINES} lines")
        if len(line) > MAX_LINE_BYTES and not line.endswith(b"\n"):
            while (rest := stream.readline(1 << 16)) and not rest.endswith(b"\n"):
                pass
            yield number, None
        else:
            yield number, line


def _fields(line: str) -> list[str] | None:
    if '"' not in line:
        return line.split(",")
    try:
        return next(csv.reader([line], strict=True), None)
    except csv.Error:
        return None


def _text(line: bytes) -> str | None:
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text.rstrip("\r\n")


def _header(line: bytes | None) -> Mapping[str, int]:
    """Return where each column is.

    Raises:
        RecordingError: no header, not text, or a column missing or there twice.
    """
    text = None if line is None else _text(line.removeprefix(b"\xef\xbb\xbf"))
    fields = None if text is None else _fields(text)
    if fields is None:
        raise RecordingError("the first line is not the header of a CSV file in UTF-8")
    names = [name.strip().casefold() for name in fields]
    missing = [name for name in COLUMNS if name not in names]
    if missing:
        raise RecordingError(f"the header lacks {', '.join(missing)} (needed: {','.join(COLUMNS)})")
    wanted = (*COLUMNS, *OPTIONAL)
    twice = [name for name in wanted if names.count(name) > 1]
    if twice:
        raise RecordingError(f"the header names {', '.join(twice)} twice")
    return {name: names.index(name) for name in wanted if name in names}


def parse_time(text: str) -> int:
    """Return the milliseconds since the epoch of an ISO 8601 time with offset.

    Raises:
        MeasurementRejectedError: not such a time, without an offset, or after the year 8999.
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise MeasurementRejectedError("time", Reason.BAD_TIME) from None
    at_ms = to_ms(moment)
    if at_ms >= _LATEST_MS:
        raise MeasurementRejectedError("time", Reason.BAD_TIME)
    return at_ms


_LATEST_MS: Final = to_ms(LATEST)


def _number(field: str, text: str) -> float:
    if not _NUMBER.fullmatch(text):
        raise MeasurementRejectedError(field, Reason.NOT_A_NUMBER if field == "value" else Reason.BAD_QUALITY)
    return float(text)


def _row(number: int, fields: list[str], at: Mapping[str, int], width: int, birth_date: date | None) -> Row:
    if len(fields) != width:
        return Rejected(number, "row", Reason.BAD_ROW.value)
    at_ms = None
    try:
        at_ms = parse_time(fields[at["time"]].strip())
        vital = fields[at["vital"]].strip()
        value: float | str = fields[at["value"]].strip()
        known = VITALS.get(vital)
        if known is not None and known.sampling is not Sampling.CODED:
            value = _number("value", str(value))
        quality = fields[at["quality"]].strip() if "quality" in at else ""
        site = fields[at["site"]].strip() if "site" in at else ""
        return validate(
            vital,
            value,
            fields[at["unit"]].strip(),
            effective_ms=at_ms,
            received_ms=at_ms,
            source=fields[at["source"]].strip(),
            quality=_number("quality", quality) if quality else None,
            site=site.casefold() or None,
            birth_date=birth_date,
        )
    except MeasurementRejectedError as err:
        return Rejected(number, err.field, err.reason.value, at_ms)


def read(stream: BinaryIO, *, birth_date: date | None = None) -> Iterator[Row]:
    """Yield the readings and rejections of a recording, in the order of its lines.

    A reading counts as received at its own time. Empty lines are skipped. Rejections have the
    line's number, the header being line 1.

    Raises:
        RecordingError: no usable header, or more than `MAX_LINES` lines.
    """
    lines = _lines(stream)
    first = next(lines, None)
    if first is None:
        raise RecordingError("the file is empty")
    at = _header(first[1])
    header = _fields(_text((first[1] or b"").removeprefix(b"\xef\xbb\xbf")) or "") or []
    for number, line in lines:
        text = None if line is None else _text(line)
        if text is None:
            yield Rejected(number, "row", Reason.BAD_ROW.value)
        elif text.strip():
            fields = _fields(text)
            if fields is None:
                yield Rejected(number, "row", Reason.BAD_ROW.value)
            else:
                yield _row(number, fields, at, len(header), birth_date)
