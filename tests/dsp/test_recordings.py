"""The core on real pulses; without the folder of real data these tests are skipped, saying so."""

import ctypes
import os
import sys
from pathlib import Path

import numpy as np
import pytest

from bench import ppg
from bench.pulses.synthetic import Floats
from bench.signal_core import Oximeter, column

SHARED = Path(os.environ.get("HEALTHSENSE_SHARED_DATA") or Path(__file__).parents[2] / ".." / "shared" / "data")
needs_data = pytest.mark.skipif(
    not SHARED.is_dir(), reason="no folder of real data (HEALTHSENSE_SHARED_DATA, else ../shared/data)"
)


@needs_data
def test_heart_rate_against_clinical_oximeters() -> None:
    figures = ppg.run(SHARED / "ppg-hypoxia")
    for total in (figures["total"], figures["left_out"]["total"]):
        assert total["mae"] <= 0.95
        assert total["within5"] >= 0.988
        assert total["abstained"] <= 0.06
    assert max(row["abstained"] for row in figures["subjects"]) <= 0.2


def _rate(beats: Floats, end_s: int) -> float:
    """Mean heart rate of the ten seconds before, NaN with fewer than five beats."""
    inside = beats[(beats > end_s - 10) & (beats <= end_s)]
    return float(60 / np.diff(inside).mean()) if inside.size >= 5 else np.nan


@needs_data
def test_heart_rate_against_the_electrocardiogram(core: ctypes.CDLL) -> None:
    import wfdb
    from wfdb.processing import XQRS

    record = wfdb.rdrecord(str(SHARED / "wfdb" / "a103l"))
    leads = []
    for lead in (0, 1):
        detector = XQRS(record.p_signal[:, lead], record.fs)
        detector.detect(verbose=False)
        leads.append(detector.qrs_inds / record.fs)
    oximeter = Oximeter(core, rate_hz=record.fs, two_channels=0, rises_with_blood=1)
    told = column(oximeter.run(record.p_signal[:, 2] * 1e4), "heart_rate_bpm")
    errors, bad, silent = [], 0, 0
    for end_s in range(12, told.size):
        one, other = (_rate(lead, end_s) for lead in leads)
        if not abs(one - other) <= 2:
            bad += 1  # the leads disagree or one is lost: no truth
        elif np.isnan(told[end_s - 1]):
            silent += 1
        else:
            errors.append(abs(told[end_s - 1] - (one + other) / 2))
    sys.stdout.write(
        f"a103l: {len(errors)} s compared, mean error {np.mean(errors):.2f} bpm; left out {bad} bad ECG seconds, "
        f"{silent} s without a rate\n"
    )
    assert np.mean(errors) <= 2
    assert silent <= 0.25 * (len(errors) + silent)
    assert len(errors) > 180
