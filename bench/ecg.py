"""The signal core on a finger's plethysmogram, against beats of the electrocardiogram recorded with it.

A folder of WFDB records; those with two leads and a plethysmogram (``PLETH``) are taken. Beats of both leads are found
by wfdb's XQRS. A second counts only when both leads tell the same rate of its last ten seconds within 2 bpm: else
one of them is disturbed, and there is no truth. How many seconds that leaves out is part of the figures.
"""

import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import wfdb
from numpy.typing import NDArray
from wfdb.processing import XQRS

from .signal_core import Oximeter, column, compile_core

type Floats = NDArray[np.float64]

WINDOW_S = 10
SETTLED_S = 12
LEADS_AGREE_BPM = 2.0
COUNTS = 1e4  # the plethysmogram is in arbitrary units around 0 to 2


def _beats_s(lead: Floats, rate_hz: float) -> Floats:
    detector = XQRS(lead, rate_hz)
    detector.detect(verbose=False)
    found: Floats = detector.qrs_inds / rate_hz
    return found


def _rate_bpm(beats_s: Floats, end_s: int) -> float:
    """Mean of the ten seconds before, NaN with fewer than five beats."""
    inside = beats_s[(beats_s > end_s - WINDOW_S) & (beats_s <= end_s)]
    return float(60 / np.diff(inside).mean()) if inside.size >= 5 else np.nan


def figures_of(record: Path, folder: Path) -> dict[str, Any] | None:
    """Figures of a record, None when it is not of that kind. The core is compiled in `folder`."""
    read = wfdb.rdrecord(str(record))
    if "PLETH" not in read.sig_name or read.n_sig < 3:
        return None
    pulse = read.p_signal[:, read.sig_name.index("PLETH")]
    leads = [_beats_s(read.p_signal[:, lead], read.fs) for lead in (0, 1)]
    core = compile_core(folder, "-Wall")
    oximeter = Oximeter(core, rate_hz=read.fs, two_channels=0, rises_with_blood=1)
    told = column(oximeter.run(pulse * COUNTS), "heart_rate_bpm")
    errors, left_out, silent = [], 0, 0
    for end_s in range(SETTLED_S, told.size):
        one, other = (_rate_bpm(lead, end_s) for lead in leads)
        if not abs(one - other) <= LEADS_AGREE_BPM:
            left_out += 1
        elif np.isnan(told[end_s - 1]):
            silent += 1
        else:
            errors.append(abs(told[end_s - 1] - (one + other) / 2))
    return {
        "heart rate MAE, bpm": round(float(np.mean(errors)), 3),
        "seconds compared": len(errors),
        "seconds without a heart rate": silent,
        "bad seconds of electrocardiogram left out": left_out,
    }


def run(folder: Path) -> dict[str, Any]:
    """Figures of every such record in the folder.

    Raises:
        SystemExit: there is none.
    """
    with tempfile.TemporaryDirectory() as made:
        found = {
            header.stem: figures
            for header in sorted(folder.glob("*.hea"))
            if (figures := figures_of(header.with_suffix(""), Path(made))) is not None
        }
    if not found:
        raise SystemExit(f"script/bench ecg: {folder} has no record with two leads and a plethysmogram")
    return found
