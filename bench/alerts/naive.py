"""Alternative (a): every reading beyond a usual fixed limit is an alert, as a dashboard with red numbers has it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from .alarm import Alarm
from .stream import MINUTE_MS, Stream

LIMITS: Final[Mapping[str, tuple[float | None, float | None]]] = MappingProxyType(
    {
        # Outside NEWS2's zero band for pulse, breaths and temperature (Royal College of Physicians 2017).
        "heart_rate": (51, 90),
        "cuff_pulse": (51, 90),
        "respiratory_rate": (12, 20),
        "temperature": (36.1, 38.0),
        # The NHS's oximetry at home: 92 % and less is an emergency.
        "spo2": (93, None),
        # Home blood pressure: ESC 2024.
        "systolic": (90, 135),
        "diastolic": (50, 85),
        # In range: 70-180 mg/dL (Battelino, Diabetes Care 2019;42:1593).
        "glucose": (70, 180),
    }
)
"""Vital -> lowest and highest value that rings nothing."""


def alarms(stream: Stream) -> list[Alarm]:
    """Return an alert for every reading that lies outside."""
    found = []
    for row in stream.readings:
        low, high = LIMITS.get(row.vital, (None, None))
        if (low is not None and row.value < low) or (high is not None and row.value > high):
            at = row.received_ms
            found.append(Alarm(at, at + MINUTE_MS, frozenset({row.vital}), told_ms=(at,), reason=row.vital))
    return found


def crossings(stream: Stream) -> list[Alarm]:
    """Return an alert for every first reading outside after one inside, of each source: the kinder count."""
    found: list[Alarm] = []
    outside: dict[tuple[str, str], int] = {}
    for row in stream.readings:
        if row.vital not in LIMITS:
            continue
        low, high = LIMITS[row.vital]
        key, at = (row.vital, row.source), row.received_ms
        if (low is not None and row.value < low) or (high is not None and row.value > high):
            if key not in outside:
                outside[key] = len(found)
                found.append(Alarm(at, at + MINUTE_MS, frozenset({row.vital}), told_ms=(at,), reason=row.vital))
        elif key in outside:
            place = outside.pop(key)
            found[place] = found[place]._replace(ended_ms=at)
    return found
