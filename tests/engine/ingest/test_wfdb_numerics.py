"""WFDB numerics: our reader, hostile headers, and the wfdb package as oracle."""

import os
import struct
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from healthsense_engine.ingest import wfdb_numerics
from healthsense_engine.ingest.rows import RecordingError, Rejected, Row
from healthsense_engine.measurement import Measurement, to_datetime
from strategies import NOON_MS

SHARED = Path(os.environ.get("HEALTHSENSE_SHARED_DATA") or Path(__file__).parents[3] / ".." / "shared" / "data")
RECORD = SHARED / "wfdb" / "s00001" / "s00001-2896-10-10-00-31n"
needs_record = pytest.mark.skipif(
    not RECORD.with_name(RECORD.name + ".hea").exists(), reason="the recorded data are not beside the project"
)

LINE = "n {count} 0.0166666666667/125 {samples} 12:00:00.000 16/06/2025\n"


def record(folder: Path, signals: list[str], data: bytes, samples: int = 2) -> Path:
    first = LINE.format(count=len(signals), samples=samples)
    (folder / "n.hea").write_text(first + "\n".join(signals) + "\n# <age>: 60\n")
    (folder / "n.dat").write_bytes(data)
    return folder / "n"


def read(path: Path, **options: object) -> list[Row]:
    return list(wfdb_numerics.read(path, **options))  # type: ignore[arg-type] # zone and birth_date


def values(found: list[Row], vital: str) -> list[tuple[int, float]]:
    return [
        ((row.effective_ms - NOON_MS) // 1000, row.value)
        for row in found
        if isinstance(row, Measurement) and row.vital == vital
    ]


def test_signals_of_one_file_alternate_and_absent_samples_yield_nothing(tmp_path: Path) -> None:
    signals = [
        "n.dat 16 10/bpm 16 0 0 0 0 HR",
        "n.dat 16 10/% 16 0 0 0 0 SpO2",
        "n.dat 16 1/mmHg 16 0 0 0 0 NBPSys",
        "n.dat 16 10/mmHg 16 0 0 0 0 ABPSys",
    ]
    data = struct.pack("<8h", 725, 0, -32768, 1200, 730, 975, 118, 1210)
    found = read(record(tmp_path, signals, data))
    assert values(found, "heart_rate") == [(0, 72.5), (60, 73.0)]
    assert values(found, "spo2") == [(60, 97.5)]
    assert values(found, "systolic") == [(60, 118.0)]
    assert {row.source for row in found if isinstance(row, Measurement)} == {"wfdb:n:HR", "wfdb:n:SpO2", "wfdb:n:NBP"}


def test_format_212_and_80_and_the_baseline(tmp_path: Path) -> None:
    # 212: two samples in three bytes, 12 bits each; 72 and -5 (the latter implausible).
    data = bytes([72, 0xF0, 0xFB])
    found = read(record(tmp_path, ["n.dat 212 1/bpm 12 0 0 0 0 HR"], data))
    assert values(found, "heart_rate") == [(0, 72.0)]
    assert found[1] == Rejected(2, "value", "implausible", NOON_MS + 60_000)
    found = read(record(tmp_path, ["n.dat 80 1(-60)/bpm 8 0 0 0 0 PULSE"], bytes([0, 128 + 5, 128 - 60])))
    assert values(found, "heart_rate") == [(60, 65.0)]


def test_an_odd_byte_at_the_end_is_left(tmp_path: Path) -> None:
    odd = read(record(tmp_path, ["n.dat 16 10/bpm 16 0 0 0 0 HR"], b"\xd5\x02\x01"))
    assert values(odd, "heart_rate") == [(0, 72.5)]
    odd = read(record(tmp_path, ["n.dat 212 1/bpm 12 0 0 0 0 HR"], bytes([72, 0])))
    assert values(odd, "heart_rate") == [(0, 72.0)]


def test_times_are_local_and_the_suffix_is_free(tmp_path: Path) -> None:
    record(tmp_path, ["n.dat 16 10/bpm 16 0 0 0 0 HR"], struct.pack("<h", 720))
    (row,) = read(tmp_path / "n.hea", zone=ZoneInfo("Europe/Warsaw"))
    assert isinstance(row, Measurement)
    assert to_datetime(row.effective_ms) == datetime(2025, 6, 16, 10, tzinfo=UTC)


def test_without_a_date_the_epoch_stands_in(tmp_path: Path) -> None:
    (tmp_path / "n.hea").write_text("n 1 1 2\nn.dat 16 10/bpm 16 0 0 0 0 HR\n")
    (tmp_path / "n.dat").write_bytes(struct.pack("<h", 720))
    (row,) = read(tmp_path / "n")
    assert isinstance(row, Measurement)
    assert row.effective_ms == 0


def test_before_birth(tmp_path: Path) -> None:
    path = record(tmp_path, ["n.dat 16 10/bpm 16 0 0 0 0 HR"], struct.pack("<h", 720))
    assert read(path, birth_date=date(2030, 1, 1)) == [Rejected(1, "time", "before_birth", NOON_MS)]


GOOD = "n.dat 16 10/bpm 16 0 0 0 0 HR"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "not a WFDB header"),
        ("time,vital,value\n", "not a WFDB header"),
        (f"n/3 1 1 2\n{GOOD}\n", "several segments"),
        (f"n 2 1 2\n{GOOD}\n", "announces 2 signals"),
        ("n 1 1 2\nn.dat 311 10/bpm 16 0 0 0 0 HR\n", "311 is not supported"),
        ("n 1 1 2\nn.dat 16x4 10/bpm 16 0 0 0 0 HR\n", "16x4 is not supported"),
        ("n 1 1 2\nn.dat\n", "signal's line"),
        (f"n 1 0 2\n{GOOD}\n", "not positive"),
        (f"n 1 1.2.3 2\n{GOOD}\n", "cannot be read"),
        (f"n 1 1 2 25:00:00 16/06/2025\n{GOOD}\n", "cannot be read"),
        (f"n 1 1 2 1:2:3:4 16/06/2025\n{GOOD}\n", "cannot be read"),
        (f"n 1 1 2 10:00:00 31/02/2025\n{GOOD}\n", "cannot be read"),
        ("n 1 1 2\n../n.dat 16 10/bpm 16 0 0 0 0 HR\n", "outside"),
        ("n 1 1 2\nn.dat 16 200/mV 16 0 0 0 0 MLII\n", "no signal"),
        (f"n 2 1 2\n{GOOD}\nn.dat 212 10/bpm 16 0 0 0 0 PULSE\n", "differ in format"),
        ("n 1 1 2\n" + "#" * 70_000, "too large"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "n.hea").write_text(text)
    (tmp_path / "n.dat").write_bytes(b"\0" * 8)
    with pytest.raises(RecordingError, match=says):
        read(tmp_path / "n")


def test_a_header_that_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "n.hea").write_bytes(b"\xff\xfe")
    with pytest.raises(RecordingError, match="not a WFDB header"):
        read(tmp_path / "n")


def test_a_signal_file_that_is_missing_or_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = record(tmp_path, [GOOD], struct.pack("<4h", 1, 2, 3, 4))
    monkeypatch.setattr(wfdb_numerics, "MAX_DATA_BYTES", 7)
    with pytest.raises(RecordingError, match="larger than 7"):
        read(path)
    (tmp_path / "n.dat").unlink()
    with pytest.raises(FileNotFoundError):
        read(path)


@needs_record
def test_the_recorded_night_reads_as_the_wfdb_package_reads_it() -> None:
    wfdb = pytest.importorskip("wfdb", reason="the wfdb package is not installed")
    theirs = wfdb.rdrecord(str(RECORD))
    ours: dict[tuple[str, str], dict[int, float]] = {}
    rejected = 0
    found = read(RECORD)
    start_ms = min(row.effective_ms for row in found if isinstance(row, Measurement)) // 60_000
    for row in found:
        if isinstance(row, Rejected):
            rejected += 1
            continue
        device = row.source.rpartition(":")[2]
        ours.setdefault((row.vital, device), {})[row.effective_ms // 60_000 - start_ms] = row.value
    for name, vital, device in (
        ("HR", "heart_rate", "HR"), ("PULSE", "heart_rate", "PULSE"), ("RESP", "respiratory_rate", "RESP"),
        ("SpO2", "spo2", "SpO2"), ("NBPSys", "systolic", "NBP"), ("NBPDias", "diastolic", "NBP"),
    ):  # fmt: skip
        column = theirs.p_signal[:, theirs.sig_name.index(name)]
        told = {at: float(value) for at, value in enumerate(column) if value > 0}
        mine = ours[vital, device]
        assert len(told) - len(mine) <= rejected
        assert all(told[at] == pytest.approx(value, abs=0.005) for at, value in mine.items())
    assert len(ours["systolic", "NBP"]) == 152


@needs_record
def test_every_sample_of_the_recorded_night_adds_up_to_its_header_s_checksum() -> None:
    """header(5): a signal's checksum is the 16-bit signed sum of its samples."""
    text = RECORD.with_name(RECORD.name + ".hea").read_text()
    told = [int(line.split()[6]) for line in text.splitlines()[1:] if not line.startswith("#")]
    header = wfdb_numerics.parse_header(text)
    sums = [sum(samples) & 0xFFFF for _, samples in wfdb_numerics._samples(RECORD.parent, header)]
    assert [total - 65_536 if total > 32_767 else total for total in sums] == told
