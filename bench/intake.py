"""How fast somebody's past is taken in: what ``record_measurement`` and the import of a source's past do on the worker.

A hundred thousand readings of four vitals, one a minute each (17 days), in batches of a thousand as the import hands
them in: checked, kept with their minute and hour buckets, answered for with every score, model and alert, durable after
each batch. The alternative is the plain way, which checks and answers nothing: ``executemany`` of the same rows in the
same batches, as durable. Both run here in turns, so that only the ratios say anything; below 1 ours is slower.
"""

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any, Final

from healthsense_engine.measurement import Measurement, validate
from healthsense_engine.monitor import Monitor
from healthsense_engine.profile import parse_profile
from healthsense_engine.risk import registry
from healthsense_engine.store import Store
from healthsense_engine.vitals import VITALS

from .plain_sqlite import PlainSqlite, against_plain

READINGS: Final = 100_000
BATCH: Final = 1000
ROUNDS: Final = 3
_UNITS: Final = {"heart_rate": "bpm", "spo2": "%", "respiratory_rate": "breaths/min", "temperature": "°C"}
_NOW_MS: Final = 1_752_624_000_000
_MINUTE_MS: Final = 60_000
_PERSON: Final = "4f1c7a52a8f04e0f9d6f3f0b8f7d2c11"
_SOURCE: Final = "import:watch"
_FACTS: Final = {"birth_date": "1961-03-02", "sex": "male", "height_cm": 178, "weight_kg": 82}

type _Raw = tuple[str, float, str, int]
"""Vital, value, unit, when it was measured."""


def _raws() -> list[_Raw]:
    """Return the readings as a source tells them, oldest first; the last is a minute old."""
    minutes = READINGS // len(_UNITS)
    found: list[_Raw] = []
    for minute in range(minutes):
        at_ms = _NOW_MS - (minutes - minute) * _MINUTE_MS
        for vital, unit in _UNITS.items():
            low, high = VITALS[vital].usual or VITALS[vital].plausible
            # A slow wave with a little noise, the same every time.
            found.append((vital, round(low + (high - low) * (minute * 37 % 97) / 97, 1), unit, at_ms))
    return found


def _checked(batch: Sequence[_Raw]) -> list[Measurement]:
    return [
        validate(vital, value, unit, effective_ms=at_ms, received_ms=_NOW_MS, source=_SOURCE)
        for vital, value, unit, at_ms in batch
    ]


def _rate(batches: Sequence[Any], take: Callable[[Any], object]) -> float:
    """Return the readings a second at which ``take`` takes all batches."""
    began = perf_counter()
    for batch in batches:
        take(batch)
    return READINGS / (perf_counter() - began)


def _ours(folder: Path, batches: Sequence[Sequence[_Raw]]) -> float:
    store = Store.open(folder / "ours.db", now_ms=_NOW_MS)
    models = {name: registry.load(name) for name in registry.available()}
    monitor = Monitor(store, _PERSON, parse_profile(_FACTS, now_ms=_NOW_MS), models=models)
    monitor.advance((), _NOW_MS)

    def take(batch: Sequence[_Raw]) -> None:
        monitor.advance(_checked(batch), _NOW_MS, revive=False)
        store.commit(_NOW_MS)

    rate = _rate(batches, take)
    store.close()
    return rate


def _store_alone(folder: Path, batches: Sequence[Sequence[Measurement]]) -> float:
    store = Store.open(folder / "store.db", now_ms=_NOW_MS)

    def take(batch: Sequence[Measurement]) -> None:
        store.write(_PERSON, batch)
        store.commit(_NOW_MS)

    rate = _rate(batches, take)
    store.close()
    return rate


def _plain(folder: Path, batches: Sequence[Sequence[Measurement]]) -> float:
    plain = PlainSqlite(folder / "plain.db", _PERSON)
    rate = _rate(batches, plain.write)
    plain.close()
    return rate


def run() -> dict[str, Any]:
    """Return readings a second, ours and plain SQLite's: medians of the rounds. Checking alone has no alternative."""
    raws = _raws()
    raw_batches = [raws[at : at + BATCH] for at in range(0, READINGS, BATCH)]
    batches = [_checked(batch) for batch in raw_batches]
    whole, kept, plain, checked = [], [], [], []
    for _ in range(ROUNDS):
        with tempfile.TemporaryDirectory(prefix="healthsense-bench-") as name:
            folder = Path(name)
            whole.append(_ours(folder, raw_batches))
            plain.append(_plain(folder, batches))
            kept.append(_store_alone(folder, batches))
            checked.append(_rate(raw_batches, _checked))
    theirs = median(plain)
    return {
        "readings": READINGS,
        "taken_in_and_answered": against_plain((median(whole), theirs), "1/s", more_is_better=True),
        "kept_only": against_plain((median(kept), theirs), "1/s", more_is_better=True),
        "checked_only": {"healthsense": round(median(checked)), "unit": "1/s"},
    }
