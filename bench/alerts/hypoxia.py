"""Our alerts on real falls of oxygen: how long after the true crossing of 90 %."""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any, Final, NamedTuple

from .alarm import URGENT, Alarm
from .desaturations import DEVICES, HELD_S, Second, dropped, falls, read, truth
from .ours import Home, measurement
from .stream import START_MS, Reading

AFTER_S: Final = 60
"""So long after a fall's end an alert still counts as about it."""
LEAD_IN_S: Final = 120
"""Seconds of the first value before the recording: the person wore the device before."""
BIRTH: Final = {"birth_date": "1990-01-01"}


def alarms(spo2: Sequence[float], pulse: Sequence[float]) -> list[Alarm]:
    """Return our alerts on one device's recording; its second 0 is ``START_MS``."""
    with (
        tempfile.TemporaryDirectory(prefix="healthsense-bench-") as folder,
        Home(Path(folder), BIRTH, START_MS - LEAD_IN_S * 1000) as home,
    ):
        for second in range(-LEAD_IN_S, len(spo2)):
            at = START_MS + second * 1000
            batch = []
            for vital, values in (("spo2", spo2), ("heart_rate", pulse)):
                one = measurement(Reading(at, at, vital, "oximeter", values[max(0, second)]))
                batch += [one] if one is not None else []
            if batch:
                home.feed(batch, at)
        end = START_MS + len(spo2) * 1000
        home.wait(end + 600_000)
        return home.alarms(end)


class Judged(NamedTuple):
    """What became of one device's recording."""

    delays_s: list[float]
    """From the true crossing to the alert, of falls that rang anew."""
    falls: int
    standing: int
    """Falls that began while the alert about the one before still stood: nothing new rings."""
    below: int
    """Falls in which the device itself stayed under 90 % for 15 s."""
    idle: int
    """Urgent tellings without a true fall."""


def judge(seconds: Sequence[Second], device: int, *, name: str, with_dropouts: bool) -> Judged:
    """Run one device of one recording."""
    spo2 = [second.spo2[device] for second in seconds]
    pulse = [second.pulse[device] for second in seconds]
    true = falls(truth(seconds, device))
    own = falls([value or None for value in spo2])
    below = sum(any(mine.start_s < one.end_s and one.start_s < mine.end_s for mine in own) for one in true)
    shown = dropped(spo2, name) if with_dropouts else spo2
    rung, spans = [], []
    for alarm in alarms(shown, pulse):
        if alarm.level >= URGENT and "spo2" in alarm.vitals:
            rung += [(at - START_MS) / 1000 for at in alarm.told_ms]
            spans.append(((alarm.raised_ms - START_MS) / 1000, (alarm.ended_ms - START_MS) / 1000))
    delays: list[float] = []
    matched: set[float] = set()
    standing = 0
    for fall in true:
        stands = any(start < fall.start_s < end for start, end in spans)
        near = [at for at in rung if fall.start_s <= at <= fall.end_s + AFTER_S]
        # A device that reads lower than the others crosses before them: that alert is right, and early.
        early = [at for at in rung if fall.start_s - AFTER_S <= at < fall.start_s]
        matched.update(near, early)
        if stands and not early:
            standing += 1
        elif near or early:
            delays.append(min([*near, *early]) - fall.start_s)
    return Judged(delays, len(true), standing, below, len([at for at in rung if at not in matched]))


def run(folder: Path) -> dict[str, Any]:
    """Return the figures of all recordings of a folder, clean and with dropouts."""
    recordings = {path.stem: read(path) for path in sorted(folder.glob("1*.csv"))}
    figures: dict[str, Any] = {
        "recordings": len(recordings),
        "natural_falls": sum(len(falls(truth(seconds, None))) for seconds in recordings.values()),
    }
    for label, with_dropouts in (("clean", False), ("with_dropouts", True)):
        judged = [
            judge(seconds, device, name=f"{name}/{device}", with_dropouts=with_dropouts)
            for name, seconds in recordings.items()
            for device in range(len(DEVICES))
        ]
        delays = sorted(delay for one in judged for delay in one.delays_s)
        count, standing = sum(one.falls for one in judged), sum(one.standing for one in judged)
        figures[label] = {
            "device_falls": count,
            "device_itself_under_90": sum(one.below for one in judged),
            "rang": len(delays),
            "alert_still_stood": standing,
            "missed": count - len(delays) - standing,
            "from_crossing_median_s": median(delays) if delays else None,
            "from_crossing_shortest_s": delays[0] if delays else None,
            "from_crossing_longest_s": delays[-1] if delays else None,
            "from_held_15_s_median_s": median(delays) - HELD_S if delays else None,
            "urgent_without_a_fall": sum(one.idle for one in judged),
        }
    return figures
