"""The log of a vital: whatever the order of arrival, it holds what the store holds."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from healthsense_engine.log import DAY_MS, LOG_MS, Log
from healthsense_engine.measurement import Measurement
from healthsense_engine.store import Store
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import HOUR_MS, MINUTE_MS, NOON_MS, reading, readings

PERSON = "p"

type Rows = list[tuple[int, int, str, int]]


def rows(log: Log) -> Rows:
    return [
        (log.times[at], log.values[at], log.names[log.sources[at]], log.quality[at])
        for at in log.span(0, NOON_MS + 10 * DAY_MS)
    ]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(tmp_path / "s.db", now_ms=NOON_MS)
    yield opened
    opened.close()


@settings(max_examples=60)
@given(st.lists(readings(vitals=("spo2",), span_ms=HOUR_MS), max_size=40), st.integers(1, 5))
def test_any_order_and_batching_ends_in_the_log_that_is_loaded(batch: list[Measurement], size: int) -> None:
    now_ms = NOON_MS + HOUR_MS
    with TemporaryDirectory() as folder, closing(Store.open(Path(folder) / "s.db", now_ms=NOON_MS)) as store:
        log = Log(store, PERSON, "spo2", now_ms)
        for at in range(0, len(batch), size):
            log.take_in(store.write(PERSON, batch[at : at + size]).stored)
        assert rows(log) == rows(Log(store, PERSON, "spo2", now_ms))


def test_only_what_is_not_an_append_gives_a_new_revision(store: Store) -> None:
    log = Log(store, PERSON, "spo2", NOON_MS)
    log.take_in([reading("spo2", NOON_MS + at, 97) for at in (0, 1000, 2000)])
    assert log.revision == 0
    log.take_in([reading("spo2", NOON_MS + 2000, 95, source="ha:two")])
    assert log.revision == 0, "of two sources at one time the later by name comes after"
    log.take_in([reading("spo2", NOON_MS + 500, 96)])
    assert log.revision == 1
    assert [value for _, value in log.rows(NOON_MS, NOON_MS + 3000, "ha:one")] == [9700, 9600, 9700, 9700]
    assert log.counts(0, NOON_MS + DAY_MS) == {"ha:one": 4, "ha:two": 1}


def test_a_corrected_reading_replaces_its_row(store: Store) -> None:
    log = Log(store, PERSON, "spo2", NOON_MS)
    log.take_in([reading("spo2", NOON_MS, 97), reading("spo2", NOON_MS + 1000, 97)])
    log.take_in([reading("spo2", NOON_MS, 91, quality=80)])
    assert rows(log)[0] == (NOON_MS, 9100, "ha:one", 80)
    assert len(log) == 2


def test_what_is_older_than_the_log_reaches_is_out_of_sight(store: Store) -> None:
    span = LOG_MS["spo2"]
    log = Log(store, PERSON, "spo2", NOON_MS)
    log.take_in([reading("spo2", NOON_MS + at * MINUTE_MS // 10, 97) for at in range(5000)])
    later = NOON_MS + span + 4500 * MINUTE_MS // 10
    log.move_to(later)
    assert len(rows(log)) == 500
    assert log.offset == 4500, "and what nobody sees is dropped, places staying true"
    log.take_in([reading("spo2", NOON_MS, 97)])
    assert len(rows(log)) == 500
