"""Real falls of oxygen, second by second: from the true crossing of 90 % to our alert, with and without dropouts.

The recordings are of Hoffman et al., npj Digital Medicine 2022;5:146 (MIT): four people breathing less and less oxygen,
four clinical oximeters at once. The truth for each device is the median of the other three; a fall counts when it
stays under 90 % for 15 s, and it begins with the first of these seconds. People on one device at a time: what another
device showed never reaches the rules. Dropouts are drawn with a fixed seed: in every minute one each of 3 to 10 s
of zeros (no signal), of the last value again, and of values 20 points too low.
"""

import csv
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Final, NamedTuple

from .stream import dice

DEVICES: Final = (1, 2, 4, 5)
LIMIT: Final = 90.0
HELD_S: Final = 15
DROPOUT_S: Final = (3, 10)
DROPOUTS: Final = ("zero", "frozen", "minus_20")


class Second(NamedTuple):
    """One second: saturation and pulse by device (the order of ``DEVICES``), 0 where it was not measured."""

    spo2: tuple[float, ...]
    pulse: tuple[float, ...]


class Fall(NamedTuple):
    """A true fall: first second under the limit, first second not under it any more."""

    start_s: int
    end_s: int


def read(path: Path) -> list[Second]:
    """Return a recording's seconds.

    Raises:
        ValueError: it has no such columns.
    """
    seconds = []
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.reader(file)
        header = next(rows)
        if header[1:11] != [f"{name} {device}" for name in ("SpO2", "Pulse") for device in range(1, 6)]:
            raise ValueError(f"{path.name}: not the columns of this data set")
        for row in rows:
            try:
                values = [float(cell) for cell in row[1:11]]
            except ValueError:
                # The last row says that the collection was halted.
                continue
            if len(values) == 10:
                spo2 = tuple(values[device - 1] for device in DEVICES)
                seconds.append(Second(spo2, tuple(values[device + 4] for device in DEVICES)))
    return seconds


def truth(seconds: Sequence[Second], device: int | None) -> list[float | None]:
    """Return the median of the other devices (None: of all) each second, None where fewer than two measured."""
    found: list[float | None] = []
    for second in seconds:
        others = [value for place, value in enumerate(second.spo2) if place != device and value > 0]
        found.append(median(others) if len(others) >= 2 else None)
    return found


def falls(values: Sequence[float | None]) -> list[Fall]:
    """Return the runs under 90 % of 15 s and more; a second without truth ends a run."""
    found, start = [], None
    for place, value in enumerate((*values, None)):
        under = value is not None and value < LIMIT
        if under and start is None:
            start = place
        elif not under and start is not None:
            if place - start >= HELD_S:
                found.append(Fall(start, place))
            start = None
    return found


def dropped(values: Sequence[float], name: str) -> list[float]:
    """Return the values with dropouts of each kind in every minute."""
    rng, shown = dice("dropouts", name), list(values)
    for minute in range(0, len(shown), 60):
        for kind in DROPOUTS:
            start, length = minute + rng.randrange(50), rng.randint(*DROPOUT_S)
            for place in range(start, min(start + length, len(shown))):
                before = shown[start - 1] if start else shown[0]
                shown[place] = {"zero": 0.0, "frozen": before, "minus_20": values[place] - 20}[kind]
    return shown
