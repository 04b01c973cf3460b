"""The core on real pulses; without the folder of real data these tests are skipped, saying so."""

import json
import os
import sys
from pathlib import Path

import pytest

from bench import ecg, ppg

SHARED = Path(os.environ.get("HEALTHSENSE_SHARED_DATA") or Path(__file__).parents[2] / ".." / "shared" / "data")
needs_data = pytest.mark.skipif(
    not SHARED.is_dir(), reason="no folder of real data (HEALTHSENSE_SHARED_DATA, else ../shared/data)"
)


@needs_data
def test_heart_rate_against_clinical_oximeters() -> None:
    figures = ppg.run(SHARED / "ppg-hypoxia")
    for total in (figures["total"], figures["left_out"]["total"]):
        assert total["windows"] == 1700
        assert total["mae"] <= 0.95
        assert total["within5"] >= 0.988
        assert total["abstained"] <= 0.06
    assert max(row["abstained"] for row in figures["subjects"]) <= 0.2


@needs_data
def test_heart_rate_against_the_electrocardiogram(tmp_path: Path) -> None:
    figures = ecg.figures_of(SHARED / "wfdb" / "a103l", tmp_path)
    assert figures is not None
    sys.stdout.write(f"a103l: {figures}\n")
    assert figures["heart rate MAE, bpm"] <= 2
    assert figures["seconds compared"] >= 180
    assert figures["seconds without a heart rate"] <= 0.25 * figures["seconds compared"]
    assert figures["bad seconds of electrocardiogram left out"] <= 60


def test_the_benchs_last_line_is_subjects_and_total(capsys: pytest.CaptureFixture[str]) -> None:
    row = {"mae": 1.0, "within5": 0.9, "abstained": 0.1, "windows": 7}
    subjects = [{"subject": "1", "hand": "Left", **row}]
    left_out = {"least_periodicity": {"1": 0.5}, "total": row}
    figures = {"subjects": subjects, "total": row, "no_lag": row, "red": row, "left_out": left_out}
    for as_json in (False, True):
        ppg.report(figures, as_json=as_json)
        lines = capsys.readouterr().out.splitlines()
        assert json.loads(lines[-1]) == {"subjects": subjects, "total": row}
        assert json.loads(lines[-2]) == {"no_lag": row, "red": row, "left_out": left_out}
