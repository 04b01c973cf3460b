"""The history store against the plain way: one row of text and floats per reading.

Both run here, one after the other, on the same disk with the same durability (write-ahead log,
synchronous FULL), so that only the ratios say anything. A ratio above 1 is in the store's favour.
"""

import tempfile
from collections.abc import Callable
from functools import partial
from itertools import pairwise
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any, Final

from healthsense_engine.measurement import Measurement
from healthsense_engine.store import Store

from .plain_sqlite import PlainSqlite, against_plain

_START_MS: Final = 1_750_032_000_000
_MINUTE_MS: Final = 60_000
_DAY_MS: Final = 1440 * _MINUTE_MS
_YEAR_MS: Final = 365 * _DAY_MS
_PERSON: Final = "4f1c7a52a8f04e0f9d6f3f0b8f7d2c11"
_SOURCE: Final = "ha:6a0b1c2d3e4f5061728394a5b6c7d8e9"

SINGLE: Final = 300
BATCHED: Final = 100_000
BATCH: Final = 1000
CHARTS: Final = 20
POINTS: Final = 400


def _readings(count: int, step_ms: int) -> list[Measurement]:
    return [
        Measurement("heart_rate", at, _SOURCE, 6000 + n * 37 % 1900, at + 40 + n % 150, 60 + n % 41)
        for n in range(count)
        for at in (_START_MS + n * step_ms + n * 7919 % 900,)
    ]


def _worn_days() -> list[list[Measurement]]:
    """Return a year at a reading a minute for 16 hours a day, a day at a time."""
    year = _readings(365 * 1440, _MINUTE_MS)
    return [year[day * 1440 : day * 1440 + 960] for day in range(365)]


def _seconds(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def _median_ms(work: Callable[[], object]) -> float:
    return 1000 * median(_seconds(work) for _ in range(CHARTS))


def _upserts(folder: Path) -> dict[str, Any]:
    store, plain = (
        Store.open(folder / "upserts.db", now_ms=_START_MS),
        PlainSqlite(folder / "plain-upserts.db", _PERSON),
    )
    readings = _readings(BATCHED, 1000)

    def ours_single(batch: list[Measurement]) -> None:
        for one in batch:
            store.write(_PERSON, (one,))
            store.commit(one.received_ms)

    def plain_single(batch: list[Measurement]) -> None:
        for one in batch:
            plain.write((one,))

    rates = []
    for at in range(0, 3 * SINGLE, SINGLE):
        # New readings each time: an upsert that changes nothing is not written by SQLite at all.
        batch = readings[at : at + SINGLE]
        rates.append((SINGLE / _seconds(partial(ours_single, batch)), SINGLE / _seconds(partial(plain_single, batch))))
    batches = readings[3 * SINGLE :]
    batches = batches[: len(batches) // BATCH * BATCH]

    def ours_batched() -> None:
        for at in range(0, len(batches), BATCH):
            store.write(_PERSON, batches[at : at + BATCH])
            store.commit(_START_MS)

    def plain_batched() -> None:
        for at in range(0, len(batches), BATCH):
            plain.write(batches[at : at + BATCH])

    batched = (len(batches) / _seconds(ours_batched), len(batches) / _seconds(plain_batched))
    repeated = (len(batches) / _seconds(ours_batched), len(batches) / _seconds(plain_batched))
    store.close()
    count = 3 * SINGLE + len(batches)
    bytes_each = ((folder / "upserts.db").stat().st_size / count, plain.close() / count)
    single = (median(ours for ours, _ in rates), median(plain for _, plain in rates))
    return {
        "upserts_single_commit": against_plain(single, "1/s", more_is_better=True),
        "upserts_batches_of_1000": against_plain(batched, "1/s", more_is_better=True),
        "upserts_repeated_batches": against_plain(repeated, "1/s", more_is_better=True),
        "bytes_a_reading_in_full": against_plain(bytes_each, "B", more_is_better=False),
    }


def _year(folder: Path) -> dict[str, Any]:
    store, plain = Store.open(folder / "year.db", now_ms=_START_MS), PlainSqlite(folder / "plain-year.db", _PERSON)
    days = _worn_days()
    count = sum(len(day) for day in days)
    for day in days:
        store.write(_PERSON, day)
        plain.write(day)
    store.commit(_START_MS)
    end_ms = _START_MS + _YEAR_MS
    days_packed, packing = 0, 0.0
    while True:
        began = perf_counter()
        step = store.compact(end_ms, max_days=1)
        packing += perf_counter() - began
        if not step:
            break
        days_packed += step
    store.commit(end_ms)
    points = store.series(_PERSON, "heart_rate", _START_MS, end_ms, POINTS)
    width_ms = min(after.start_ms - before.start_ms for before, after in pairwise(points))
    charts = (
        _median_ms(lambda: store.series(_PERSON, "heart_rate", _START_MS, end_ms, POINTS)),
        _median_ms(lambda: plain.chart(_START_MS, end_ms, width_ms)),
    )
    store.erase("nobody")  # rewrites the file: what packing freed would be used again, and is no size of a reading
    store.close()
    sizes = ((folder / "year.db").stat().st_size / count, plain.close() / count)
    return {
        "year_chart": {**against_plain(charts, "ms", more_is_better=False), "points": len(points), "readings": count},
        "bytes_a_reading_packed": against_plain(sizes, "B", more_is_better=False),
        "packing_a_day": {"healthsense": round(1000 * packing / days_packed, 3), "unit": "ms"},
    }


def run() -> dict[str, Any]:
    """Return each figure with its unit, that of plain SQLite, and the ratio (above 1: ours is better)."""
    with tempfile.TemporaryDirectory(prefix="healthsense-bench-") as folder:
        return {**_upserts(Path(folder)), **_year(Path(folder))}
