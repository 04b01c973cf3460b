"""Recordings for the virtual sensor: two columns of counts, and mistakes named by their line."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "esphome" / "components" / "sim_max3010x" / "recording.py"


@pytest.fixture(scope="module")
def recording() -> ModuleType:
    spec = importlib.util.spec_from_file_location("recording", SOURCE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    "text",
    ["1,2\n3,4\n", "red,ir\n1,2\n3,4\n", "\ufeffRed, Infrared\r\n1, 2\r\n3, 4\r\n", "infrared,red\n2,1\n\n4,3\n"],
)
def test_the_columns_may_be_named(recording: ModuleType, tmp_path: Path, text: str) -> None:
    (tmp_path / "rows.csv").write_text(text)
    assert recording.read_recording(tmp_path / "rows.csv") == [(1, 2), (3, 4)]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("red,ir\n1,2\n3,4,5\n", "line 3: expected red and infrared counts, two whole numbers from 0 to 262143"),
        ("red,ir\n1,2\n3\n", "line 3: expected"),
        ("red,ir\n1,2\n3,-4\n", "line 3: expected"),
        ("red,ir\n1,2\n3,262144\n", "line 3: expected"),
        ("1,2\n3,4.5\n", "line 2: expected"),
        ("1,2\n3,\u0664\n", "line 2: expected"),
        ("1," + "9" * 5000 + "\n", "line 1: expected"),
        ("time,ppg\n1,2\n3,4\n", "line 1: the columns are red and ir, in either order, not time, ppg"),
        ("red,ir\n1,2\n", "has 1 rows of counts: a recording needs at least 2"),
        ("", "has 0 rows of counts"),
        ("red,ir\n" + "1,2\n" * 120_001, "more than 120000 rows: it is compiled into the program"),
    ],
)
def test_bad_rows_are_named(recording: ModuleType, tmp_path: Path, text: str, reason: str) -> None:
    (tmp_path / "rows.csv").write_text(text)
    with pytest.raises(recording.BadRecordingError, match=r"rows\.csv") as caught:
        recording.read_recording(tmp_path / "rows.csv")
    assert reason in str(caught.value)


def test_what_cannot_be_read_is_refused(recording: ModuleType, tmp_path: Path) -> None:
    with pytest.raises(recording.BadRecordingError, match="there is no recording"):
        recording.read_recording(tmp_path / "missing.csv")
    (tmp_path / "bytes.csv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(recording.BadRecordingError, match="cannot be read"):
        recording.read_recording(tmp_path / "bytes.csv")
    with pytest.raises(recording.BadRecordingError, match="cannot be read"):
        recording.read_recording(tmp_path)
