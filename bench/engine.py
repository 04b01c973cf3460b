"""The monitor: readings a second, a year in one go, and what a reading costs after five years.

The alternative is what one would write first: keep every reading in a list and compute NEWS2's
newest values, the three-hour trend and the 28-day baseline from it anew. Both run here, one
after the other, so that the ratio says something where the times depend on the machine.
"""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from time import perf_counter
from typing import Any, Final

from healthsense_engine import baseline, trend
from healthsense_engine.assessment import Assessment
from healthsense_engine.measurement import Measurement
from healthsense_engine.monitor import Monitor
from healthsense_engine.profile import parse_profile
from healthsense_engine.risk import registry
from healthsense_engine.scores import news2
from healthsense_engine.store import Store
from healthsense_engine.view import as_input, fresh_until_ms
from healthsense_engine.vitals import VITALS

_START_MS: Final = 1_750_032_000_000
_MINUTE_MS: Final = 60_000
_HOUR_MS: Final = 60 * _MINUTE_MS
_DAY_MS: Final = 24 * _HOUR_MS
_PERSON: Final = "4f1c7a52a8f04e0f9d6f3f0b8f7d2c11"
_WATCH: Final = "ha:6a0b1c2d3e4f5061728394a5b6c7d8e9"
_FACTS: Final = {
    "birth_date": "1961-03-02",
    "sex": "male",
    "height_cm": 178,
    "weight_kg": 82,
    "waist_cm": 97,
    "activity": "moderate",
    "measured_on": "2025-06-01",
}

MEASURED: Final = 3000
"""In-order readings over which a cost is averaged."""
YEAR_MINUTES: Final = 365 * 1440
YEARS: Final = 5
HISTORY_STEP_MS: Final = 10 * _MINUTE_MS
"""A reading every ten minutes of two vitals: 525,600 readings in five years."""
NAIVE_MEASURED: Final = 20
TOGETHER: Final = ("heart_rate", "spo2", "respiratory_rate", "temperature")


def _reading(vital: str, at_ms: int) -> Measurement:
    row = VITALS[vital]
    low, high = row.usual or row.plausible
    # A slow wave with a little noise, the same every time.
    phase = at_ms // _MINUTE_MS * 37 % 97 / 97
    return Measurement(vital, at_ms, _WATCH, round((low + (high - low) * phase) * row.scale), at_ms)


@contextmanager
def _store() -> Iterator[Store]:
    with (
        tempfile.TemporaryDirectory(prefix="healthsense-bench-") as folder,
        closing(Store.open(Path(folder) / "bench.db", now_ms=_START_MS)) as store,
    ):
        yield store


def _monitor(store: Store) -> Monitor:
    models = {name: registry.load(name) for name in registry.available()}
    return Monitor(store, _PERSON, parse_profile(_FACTS, now_ms=_START_MS), models=models)


def _seconds(monitor: Monitor, start_ms: int, count: int, vitals: Sequence[str], step_ms: int) -> float:
    """Return what ``count`` advances take, each with a reading of all ``vitals``."""
    batches = [[_reading(vital, start_ms + step * step_ms) for vital in vitals] for step in range(1, count + 1)]
    started = perf_counter()
    for batch in batches:
        monitor.advance(batch, batch[0].effective_ms)
    return perf_counter() - started


def _fill(store: Store, days: int) -> None:
    first = _START_MS - days * _DAY_MS
    for day in range(days):
        store.write(
            _PERSON,
            [
                _reading(vital, first + day * _DAY_MS + at_ms)
                for vital in ("heart_rate", "spo2")
                for at_ms in range(0, _DAY_MS, HISTORY_STEP_MS)
            ],
        )
    while store.compact(_START_MS):
        pass
    store.commit(_START_MS)


def _after(days: int) -> tuple[float, float]:
    """Return seconds to the first answer and seconds a reading after ``days`` of history."""
    with _store() as store:
        _fill(store, days)
        monitor = _monitor(store)
        started = perf_counter()
        monitor.advance((), _START_MS)
        first = perf_counter() - started
        return first, _seconds(monitor, _START_MS, MEASURED, ("heart_rate",), _MINUTE_MS) / MEASURED


class _Naive:
    """Everything from one list, every time."""

    def __init__(self, days: int) -> None:
        """Begin with ``days`` of history."""
        first = _START_MS - days * _DAY_MS
        self._rows = [
            _reading(vital, first + at_ms)
            for at_ms in range(0, days * _DAY_MS, HISTORY_STEP_MS)
            for vital in ("heart_rate", "spo2")
        ]

    def advance(self, reading: Measurement, now_ms: int) -> tuple[Assessment, ...]:
        """Take a reading in and answer NEWS2, trend and deviation of the heart rate."""
        self._rows.append(reading)
        rows = sorted(self._rows, key=lambda row: row.effective_ms)
        newest = {row.vital: row for row in rows if fresh_until_ms(row) > now_ms}
        score = news2.assess({vital: as_input(row) for vital, row in newest.items()}, news2.Person(64.0))
        minutes: dict[int, list[float]] = {}
        for row in rows:
            if row.vital == "heart_rate" and row.effective_ms > now_ms - 28 * _DAY_MS:
                minutes.setdefault(row.effective_ms // _MINUTE_MS, []).append(row.value)
        means = {minute: sum(values) / len(values) for minute, values in minutes.items()}
        blocks: dict[int, list[float]] = {}
        hours: dict[int, list[float]] = {}
        for minute, mean in means.items():
            hours.setdefault(minute // 60, []).append(mean)
            if minute > now_ms // _MINUTE_MS - 180:
                blocks.setdefault(minute // 10, []).append(mean)
        usual = baseline.baseline(
            [baseline.median(values) for hour, values in hours.items() if hour < now_ms // _HOUR_MS],
            len({hour // 24 for hour in hours}),
        )
        recent = [mean for minute, mean in means.items() if minute > now_ms // _MINUTE_MS - 15]
        last = as_input(newest["heart_rate"])
        line = [(block * 600_000, sum(values) / len(values)) for block, values in sorted(blocks.items())]
        return (
            score,
            trend.assess("heart_rate", line[-18:], last, fresh=True),
            baseline.assess("heart_rate", usual, recent, last, fresh=True),
        )


def _naive(days: int) -> float:
    monitor = _Naive(days)
    readings = [_reading("heart_rate", _START_MS + step * _MINUTE_MS) for step in range(1, NAIVE_MEASURED + 1)]
    started = perf_counter()
    for reading in readings:
        monitor.advance(reading, reading.effective_ms)
    return (perf_counter() - started) / NAIVE_MEASURED


def run() -> dict[str, Any]:
    """Return the figures; times in seconds and microseconds, ratios without unit."""
    with _store() as store:
        single = _seconds(_monitor(store), _START_MS, MEASURED, ("heart_rate",), _MINUTE_MS)
    with _store() as store:
        together = _seconds(_monitor(store), _START_MS, MEASURED, TOGETHER, _MINUTE_MS)
    with _store() as store:
        year = _seconds(_monitor(store), _START_MS, YEAR_MINUTES, ("heart_rate",), _MINUTE_MS)
    (_, after_a_day), (first_answer, after_years) = _after(1), _after(YEARS * 365)
    naive_day, naive_month = _naive(1), _naive(30)
    return {
        "readings_per_s_single": round(MEASURED / single),
        "readings_per_s_four_at_a_time": round(MEASURED * len(TOGETHER) / together),
        "year_at_a_reading_a_minute_s": round(year, 1),
        "year_readings_per_s": round(YEAR_MINUTES / year),
        "reading_after_1_day_us": round(after_a_day * 1e6, 1),
        "reading_after_5_years_us": round(after_years * 1e6, 1),
        "cost_5_years_over_1_day": round(after_years / after_a_day, 2),
        "first_answer_after_5_years_ms": round(first_answer * 1e3, 1),
        "recompute_from_a_list_after_1_day_us": round(naive_day * 1e6, 1),
        "recompute_from_a_list_after_30_days_us": round(naive_month * 1e6, 1),
        "list_over_monitor_after_30_days": round(naive_month / after_years, 1),
    }


if __name__ == "__main__":
    for name, figure in run().items():
        print(f"{name}: {figure}")
