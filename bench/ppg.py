"""The signal core on real pulses: heart rate against clinical oximeters, subject by subject and hand by hand.

A folder holds ``ppg/<hand>/<subject>.csv.gz`` (columns R, G, B; 30 samples/s; sample 0 belongs to the reference's first
row) and ``reference/<subject>.csv`` (once a second; columns ``Pulse 1`` to ``Pulse 5``, 0 for not measured): the layout
of Hoffman et al., npj Digital Medicine 2022;5:146.

The core runs causally through each recording. Windows of 10 s begin every 5 s; the core's answer is the heart rate of
the window's last second. The reference is the median of the oximeters, averaged over the same 10 s taken 6 s later,
because they report late; the figures without that lag are printed too.
"""

import csv
import ctypes
import gzip
import itertools
import json
import subprocess
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .signal_core import Oximeter, column, compile_core

type Floats = NDArray[np.float64]

RATE_HZ = 30.0
WINDOW_S = 10
EVERY_S = 5
LAG_S = 6
CLOSE_BPM = 5.0
OXIMETERS = (1, 2, 4, 5)  # the third was not read in this study
CHANNELS = {"red": 0, "green": 1}
# What may be chosen from data: on three subjects, then judged on the fourth.
PERIODICITIES = (0.45, 0.5, 0.55, 0.6, 0.65)
GOAL_MAE_BPM = 0.95
GOAL_WITHIN5 = 0.988


@dataclass(frozen=True)
class Windows:
    """Reference and answer of each window; the answer is NaN where the core abstained."""

    reference: Floats
    answer: Floats

    @classmethod
    def joined(cls, parts: Iterable[Windows]) -> Windows:
        """All windows of several."""
        several = list(parts)
        return cls(np.concatenate([p.reference for p in several]), np.concatenate([p.answer for p in several]))

    def figures(self) -> dict[str, float | int | None]:
        """Mean absolute error (bpm), share of answers within 5 bpm, share without an answer, windows."""
        told = np.isfinite(self.answer)
        error = np.abs(self.answer - self.reference)[told]
        return {
            "mae": round(float(error.mean()), 3) if told.any() else None,
            "within5": round(float((error <= CLOSE_BPM).mean()), 4) if told.any() else None,
            "abstained": round(float(1 - told.mean()), 4),
            "windows": int(told.size),
        }


@dataclass(frozen=True)
class Hand:
    """One hand of one subject."""

    subject: str
    hand: str
    light: Path
    pulse_bpm: Floats

    @cached_property
    def colours(self) -> Floats:
        """Samples by red, green and blue."""
        with gzip.open(self.light, "rt") as lines:
            return np.loadtxt(lines, delimiter=",", skiprows=1)

    def windows(self, core: ctypes.CDLL, channel: int, lag_s: int, **settings: float) -> Windows:
        """What the core says of every window that the reference covers."""
        oximeter = Oximeter(core, rate_hz=RATE_HZ, two_channels=0, **settings)
        answers = column(oximeter.run(self.colours[:, channel]), "heart_rate_bpm")
        reference, answer = [], []
        for begin in range(0, self.pulse_bpm.size - WINDOW_S - LAG_S + 1, EVERY_S):
            late = self.pulse_bpm[begin + lag_s : begin + lag_s + WINDOW_S]
            end = begin + WINDOW_S
            if not np.isfinite(late).any() or end > answers.size:
                continue
            reference.append(float(np.nanmean(late)))
            answer.append(answers[end - 1])
        return Windows(np.array(reference), np.array(answer))


def _pulse(path: Path) -> Floats:
    """Median of the oximeters each second, NaN where none measured."""
    with path.open(encoding="utf-8-sig") as lines:
        rows = list(csv.reader(lines))
    columns = [rows[0].index(f"Pulse {number}") for number in OXIMETERS]
    out = []
    for row in rows[1:]:
        found = []
        for at in columns:
            try:
                value = float(row[at])
            except ValueError, IndexError:
                continue
            if value > 0:
                found.append(value)
        out.append(float(np.median(found)) if found else np.nan)
    return np.array(out)


def hands_in(folder: Path) -> list[Hand]:
    """Every recording of the folder that has a reference.

    Raises:
        SystemExit: there is none.
    """
    hands = []
    for light in sorted(folder.glob("ppg/*/*.csv.gz"), key=lambda path: (path.name, path.parent.name)):
        subject = light.name.removesuffix(".csv.gz")
        reference = folder / "reference" / f"{subject}.csv"
        if reference.is_file():
            hands.append(Hand(subject, light.parent.name, light, _pulse(reference)))
    if not hands:
        raise SystemExit(
            f"script/bench ppg: {folder} has no ppg/<hand>/<subject>.csv.gz with a reference/<subject>.csv"
        )
    return hands


def _score(figures: dict[str, float | int | None]) -> tuple[bool, float, float]:
    """The setting that abstains least among those that reach the goal, else the one that errs least."""
    mae, within5 = float(figures["mae"] or np.inf), float(figures["within5"] or 0)
    reached = mae <= GOAL_MAE_BPM and within5 >= GOAL_WITHIN5
    return not reached, float(figures["abstained"] or 0) if reached else 0.0, mae


def left_out(hands: list[Hand], run: Callable[[Hand, float], Windows]) -> dict[str, Any]:
    """The setting chosen on all other subjects, for each subject, and what it gives on that one."""
    subjects = sorted({hand.subject for hand in hands})
    runs = {(hand.subject, hand.hand, p): run(hand, p) for hand, p in itertools.product(hands, PERIODICITIES)}
    chosen: dict[str, float] = {}
    parts = []
    for subject in subjects:
        others = {
            p: Windows.joined(w for (s, _, q), w in runs.items() if q == p and (s != subject or len(subjects) == 1))
            for p in PERIODICITIES
        }
        chosen[subject] = min(PERIODICITIES, key=lambda p: _score(others[p].figures()))
        parts += [w for (s, _, q), w in runs.items() if s == subject and q == chosen[subject]]
    return {"least_periodicity": chosen, "total": Windows.joined(parts).figures()}


def run(folder: Path) -> dict[str, Any]:
    """All figures of a folder; the settings are the core's own except where said."""
    hands = hands_in(folder)
    with tempfile.TemporaryDirectory() as made:
        try:
            core = compile_core(Path(made), "-Wall")
        except (OSError, subprocess.CalledProcessError) as error:
            raise SystemExit(f"script/bench ppg needs a working g++: {error}") from error
        green = [hand.windows(core, CHANNELS["green"], LAG_S) for hand in hands]
        return {
            "subjects": [
                {"subject": hand.subject, "hand": hand.hand, **windows.figures()}
                for hand, windows in zip(hands, green, strict=True)
            ],
            "total": Windows.joined(green).figures(),
            "no_lag": Windows.joined(hand.windows(core, CHANNELS["green"], 0) for hand in hands).figures(),
            "red": Windows.joined(hand.windows(core, CHANNELS["red"], LAG_S) for hand in hands).figures(),
            "left_out": left_out(
                hands, lambda hand, p: hand.windows(core, CHANNELS["green"], LAG_S, least_periodicity=p)
            ),
        }


def report(figures: dict[str, Any], *, as_json: bool) -> None:
    """The table unless JSON is wanted; as JSON the other summaries, and in the last line subjects and total."""
    if not as_json:
        print(f"{'subject':>10} {'hand':>6} {'MAE bpm':>8} {'within 5':>9} {'abstained':>10} {'windows':>8}")
        rows = [(row["subject"], row["hand"], row) for row in figures["subjects"]]
        rows += [(name, colour, figures[key]) for name, colour, key in SUMMARIES]
        rows.append(("leave 1 out", "green", figures["left_out"]["total"]))
        for name, hand, row in rows:
            mae = "-" if row["mae"] is None else f"{row['mae']:.3f}"
            close = "-" if row["within5"] is None else f"{100 * row['within5']:.2f} %"
            print(f"{name:>11} {hand:>6} {mae:>7} {close:>9} {100 * row['abstained']:>8.2f} % {row['windows']:>8}")
        print("least periodicity chosen on the others:", figures["left_out"]["least_periodicity"])
    last = ("subjects", "total")
    print(json.dumps({name: figures[name] for name in figures if name not in last}))
    print(json.dumps({name: figures[name] for name in last}))


SUMMARIES = (("total", "green", "total"), ("no lag", "green", "no_lag"), ("total", "red", "red"))
