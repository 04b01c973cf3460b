"""Our alerts on recordings of real falls of oxygen (``script/bench alerts --only-desaturations``)."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[3]
SHARED = Path(os.environ.get("HEALTHSENSE_SHARED_DATA") or ROOT / ".." / "shared" / "data")
REFERENCE = SHARED / "ppg-hypoxia" / "reference"


def figures(folder: Path) -> Any:  # JSON
    call = [sys.executable, "-m", "bench", "alerts", "--only-desaturations", "--json", "--desaturations", str(folder)]
    told = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=True, timeout=900)
    return json.loads(told.stdout)["alerts"]["desaturations"]


def test_without_the_recordings_it_says_so(tmp_path: Path) -> None:
    assert "there is no folder of recordings" in figures(tmp_path / "nowhere")


@pytest.mark.skipif(sys.version_info >= (3, 14), reason="the same figures on either Python, and half a minute each")
@pytest.mark.skipif(
    not REFERENCE.is_dir(), reason="no folder of real data (HEALTHSENSE_SHARED_DATA, else ../shared/data)"
)
def test_real_falls_of_oxygen_ring_fifteen_seconds_after_the_crossing() -> None:
    found = figures(REFERENCE)
    assert found["natural_falls"] == 7
    clean, dropped = found["clean"], found["with_dropouts"]
    assert clean["device_falls"] == dropped["device_falls"] == 24
    for part in (clean, dropped):
        # One device of one recording read 90 and more through a short fall that the other three saw.
        assert part["missed"] <= 1
        assert part["rang"] + part["alert_still_stood"] >= 23
        assert part["from_crossing_median_s"] <= 16
    assert clean["urgent_without_a_fall"] <= 2
