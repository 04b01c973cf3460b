"""Weeks of readings, written straight into a history while nobody has it open."""

from pathlib import Path
from typing import Final

from custom_components.healthsense.engine.measurement import Measurement
from custom_components.healthsense.engine.store import Store

MINUTE_MS: Final = 60_000
DAY_MS: Final = 1440 * MINUTE_MS
SOURCE: Final = "bench"
VITALS: Final = {"heart_rate": (6600, 1100), "spo2": (9500, 400)}
"""Vital -> lowest value and how far it wanders, in stored steps (hundredths)."""


def fill(path: Path, people: list[str], *, days: int, end_ms: int) -> int:
    """Give everybody a reading a minute of two vitals for so many days, packed as the nights would; return how many."""
    store = Store.open(path, now_ms=end_ms)
    count = 0
    for person in people:
        for start_ms in range(end_ms - days * DAY_MS, end_ms, DAY_MS):
            readings = [
                Measurement(vital, at_ms, SOURCE, low + at_ms // MINUTE_MS * 37 % wander, at_ms)
                for vital, (low, wander) in VITALS.items()
                for at_ms in range(start_ms, start_ms + DAY_MS, MINUTE_MS)
            ]
            store.write(person, readings)
            count += len(readings)
    store.commit(end_ms)
    while store.compact(end_ms):
        pass
    store.commit(end_ms)
    store.close()
    return count
