"""CSV recordings: hostile until parsed; a bad row is named and reading goes on."""

from datetime import date
from io import BytesIO

import pytest
from healthsense_engine.ingest import csv_recording
from healthsense_engine.ingest.rows import RecordingError, Rejected, Row
from healthsense_engine.measurement import Measurement, Reason
from healthsense_engine.vitals import Site
from hypothesis import given
from hypothesis import strategies as st
from strategies import NOON_MS

HEADER = b"time,vital,value,unit,source\n"
NOON = "2025-06-16T12:00:00+00:00"


def rows(body: bytes | str, header: bytes = HEADER, birth_date: date | None = None) -> list[Row]:
    text = body.encode() if isinstance(body, str) else body
    return list(csv_recording.read(BytesIO(header + text), birth_date=birth_date))


def only(body: bytes | str, **options: object) -> Row:
    (row,) = rows(body, **options)  # type: ignore[arg-type] # header and birth_date
    return row


def test_a_row_is_a_reading_received_at_its_own_time() -> None:
    assert only(f"{NOON},heart_rate,61.5,bpm,watch\n") == Measurement("heart_rate", NOON_MS, "watch", 6150, NOON_MS)


def test_columns_in_any_order_with_more_of_them() -> None:
    header = b"Source, quality ,note,value,UNIT,vital,site,time\r\n"
    row = only(f'"my, watch",80,"a ""b""",98.6,°F,temperature,Oral,{NOON}\r\n', header=header)
    assert row == Measurement("temperature", NOON_MS, "my, watch", 37_000, NOON_MS, 80, Site.ORAL)


@pytest.mark.parametrize(
    "time", ["2025-06-16T12:00:00Z", "2025-06-16 14:00:00+02:00", "20250616T120000.000+0000", "2025-06-16T07:30-04:30"]
)
def test_any_iso_8601_time_with_an_offset(time: str) -> None:
    row = only(f"{time},spo2,97,%,x")
    assert isinstance(row, Measurement)
    assert row.effective_ms == NOON_MS


@pytest.mark.parametrize(("word", "code"), [("on", 1), ("air", 0), ("True", 1), ("1", 1)])
def test_coded_vitals_take_words(word: str, code: int) -> None:
    row = only(f"{NOON},supplemental_oxygen,{word},,nurse")
    assert isinstance(row, Measurement)
    assert row.scaled == code


def test_bom_crlf_and_empty_lines() -> None:
    body = f"\r\n  \r\n{NOON},heart_rate,60,bpm,x\r\n"
    assert isinstance(only(body, header=b"\xef\xbb\xbf" + HEADER.strip() + b"\r\n"), Measurement)


@pytest.mark.parametrize(
    ("row", "field", "reason"),
    [
        (f"{NOON},heart_beat,60,bpm,x", "vital", Reason.UNKNOWN_VITAL),
        (f"{NOON},heart_rate,sixty,bpm,x", "value", Reason.NOT_A_NUMBER),
        (f"{NOON},heart_rate,,bpm,x", "value", Reason.NOT_A_NUMBER),
        (f"{NOON},heart_rate,nan,bpm,x", "value", Reason.NOT_A_NUMBER),
        (f"{NOON},heart_rate,inf,bpm,x", "value", Reason.NOT_A_NUMBER),
        (f"{NOON},heart_rate,1e999,bpm,x", "value", Reason.NOT_A_NUMBER),
        (f"{NOON},heart_rate,6_0,bpm,x", "value", Reason.NOT_A_NUMBER),
        (f"{NOON},heart_rate,٦٠,bpm,x", "value", Reason.NOT_A_NUMBER),
        (f"{NOON},heart_rate,0x3c,bpm,x", "value", Reason.NOT_A_NUMBER),
        (f"{NOON},heart_rate,true,bpm,x", "value", Reason.NOT_A_NUMBER),
        (f"{NOON},heart_rate,301,bpm,x", "value", Reason.IMPLAUSIBLE),
        (f"{NOON},heart_rate,60,mmHg,x", "unit", Reason.UNKNOWN_UNIT),
        (f"{NOON},consciousness,sleepy,,x", "value", Reason.UNKNOWN_WORD),
        (f"{NOON},heart_rate,60,bpm,", "source", Reason.BAD_SOURCE),
        (f"{NOON},heart_rate,60,bpm,{'x' * 129}", "source", Reason.BAD_SOURCE),
        ("2025-06-16T12:00:00,heart_rate,60,bpm,x", "time", Reason.NO_TIME_ZONE),
        ("2025-06-16,heart_rate,60,bpm,x", "time", Reason.NO_TIME_ZONE),
        ("yesterday,heart_rate,60,bpm,x", "time", Reason.BAD_TIME),
        (",heart_rate,60,bpm,x", "time", Reason.BAD_TIME),
        ("9999-12-31T23:59:59+00:00,heart_rate,60,bpm,x", "time", Reason.BAD_TIME),
        ("0001-01-01T00:00:00+23:59,heart_rate,60,bpm,x", "time", Reason.TOO_OLD),
        (f"{NOON},heart_rate,60,bpm", "row", Reason.BAD_ROW),
        (f"{NOON},heart_rate,60,bpm,x,more", "row", Reason.BAD_ROW),
        (f'{NOON},heart_rate,60,bpm,"x', "row", Reason.BAD_ROW),
        (f'{NOON},heart_rate,60,bpm,"x"y', "row", Reason.BAD_ROW),
        (f"{NOON},heart_rate,60,bpm,x\0", "row", Reason.BAD_ROW),
        (f"{NOON},heart_rate,60,bpm,{'x' * 10_000}", "row", Reason.BAD_ROW),
    ],
)
def test_a_bad_row_is_named_and_the_next_one_read(row: str, field: str, reason: Reason) -> None:
    first, second = rows(f"{row}\n{NOON},spo2,97,%,x\n")
    assert isinstance(first, Rejected)
    assert (first.line, first.field, first.reason) == (2, field, reason.value)
    assert isinstance(second, Measurement)


def test_bytes_that_are_no_text() -> None:
    first, second = rows(f"{NOON},heart_rate,60,bpm,\xff\n".encode("latin-1") + f"{NOON},spo2,97,%,x".encode())
    assert first == Rejected(2, "row", "bad_row")
    assert isinstance(second, Measurement)


def test_a_line_of_megabytes_costs_one_row() -> None:
    first, second = rows(b"x" * 3_000_000 + b"\n" + f"{NOON},spo2,97,%,x".encode())
    assert first == Rejected(2, "row", "bad_row")
    assert isinstance(second, Measurement)


@pytest.mark.parametrize("quality", ["101", "-1", "good"])
def test_a_bad_quality(quality: str) -> None:
    row = only(f"{NOON},heart_rate,60,bpm,x,{quality}", header=b"time,vital,value,unit,source,quality\n")
    assert isinstance(row, Rejected)
    assert (row.field, row.reason) == ("quality", "bad_quality")


def test_an_unknown_site() -> None:
    row = only(f"{NOON},temperature,37,C,x,elbow", header=b"time,vital,value,unit,source,site\n")
    assert isinstance(row, Rejected)
    assert (row.field, row.reason) == ("site", "unknown_site")


def test_before_birth_is_no_reading_and_keeps_its_time() -> None:
    row = only(f"{NOON},heart_rate,60,bpm,x", birth_date=date(2025, 6, 20))
    assert row == Rejected(2, "time", "before_birth", NOON_MS)


@pytest.mark.parametrize(
    ("header", "says"),
    [
        (b"", "empty"),
        (b"time,vital,value,unit\n", "lacks source"),
        (b"time;vital;value;unit;source\n", "lacks time, vital, value, unit, source"),
        (b"time,vital,value,unit,source,time\n", "names time twice"),
        ("time,vital,value,unit,source\n".encode("utf-16"), "UTF-8"),
        (b"\x00\x01\x02", "UTF-8"),
        (b'"time,vital\n', "UTF-8"),
        (b"x" * 100_000, "UTF-8"),
    ],
)
def test_without_a_usable_header_there_is_no_recording(header: bytes, says: str) -> None:
    with pytest.raises(RecordingError, match=says):
        rows("", header=header)


def test_a_header_alone_is_an_empty_recording() -> None:
    assert rows("") == []


def test_too_many_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_recording, "MAX_LINES", 3)
    with pytest.raises(RecordingError, match="more than 3 lines"):
        rows("\n\n\n\n")


@given(body=st.binary(max_size=400))
def test_whatever_the_bytes_nothing_but_rows_comes_out(body: bytes) -> None:
    for row in rows(body):
        assert isinstance(row, (Measurement, Rejected))


@given(body=st.text(alphabet='0123456789-:T+Z.,"heart_rate bpm\n', max_size=200))
def test_whatever_the_text_nothing_but_rows_comes_out(body: str) -> None:
    for row in rows(f"{NOON},{body}"):
        assert isinstance(row, (Measurement, Rejected))
