"""What a device has handed over is known by its number: with the readings or not at all, and for a bounded time."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from healthsense_engine.store import Store, StoreError
from healthsense_engine.store.handovers import HANDOVER_KEPT_MS, RUNS_A_DEVICE
from healthsense_engine.store.schema import MIGRATIONS, VERSION
from strategies import NOON_MS, reading

NODE, OTHER = "node", "other"
RUN = "00000000000000a1"
ANN = "ann"
EVER = (0, 2**50)


def test_nothing_is_handed_over_at_first(store: Store) -> None:
    assert store.handed_over(NODE, RUN) == 0


def test_the_number_is_that_of_a_device_and_a_run_and_is_there_again(open_store: Callable[[], Store]) -> None:
    store = open_store()
    store.hand_over(NODE, RUN, 7, NOON_MS)
    store.hand_over(OTHER, RUN, 9, NOON_MS)
    store.commit(NOON_MS)
    store.close()
    again = open_store()
    assert [again.handed_over(NODE, RUN), again.handed_over(OTHER, RUN), again.handed_over(NODE, "b")] == [7, 9, 0]


def test_the_number_never_goes_back(store: Store) -> None:
    for sequence in (7, 3, 8, 8):
        store.hand_over(NODE, RUN, sequence, NOON_MS)
    assert store.handed_over(NODE, RUN) == 8


def test_the_number_and_the_readings_are_durable_together_or_not_at_all(open_store: Callable[[], Store]) -> None:
    store = open_store()
    store.hand_over(NODE, RUN, 1, NOON_MS)
    store.commit(NOON_MS)
    store.write(ANN, [reading("heart_rate", NOON_MS, 70)])
    store.hand_over(NODE, RUN, 2, NOON_MS)
    with pytest.raises(StoreError), store._guard():  # the way every failure takes
        raise sqlite3.OperationalError("disk I/O error")
    assert store.handed_over(NODE, RUN) == 1
    assert store.readings(ANN, "heart_rate", *EVER) == []


def test_a_device_is_remembered_by_its_newest_runs(store: Store) -> None:
    for run in range(RUNS_A_DEVICE + 3):
        store.hand_over(NODE, f"{run:016x}", 5, NOON_MS + run)
    store.hand_over(OTHER, RUN, 1, NOON_MS)
    known = [store.handed_over(NODE, f"{run:016x}") for run in range(RUNS_A_DEVICE + 3)]
    assert known == [0] * 3 + [5] * RUNS_A_DEVICE
    assert store.handed_over(OTHER, RUN) == 1


def test_of_runs_of_one_moment_the_one_that_speaks_stays(store: Store) -> None:
    for run in reversed(range(RUNS_A_DEVICE + 3)):
        store.hand_over(NODE, f"{run:016x}", 5, NOON_MS)
        assert store.handed_over(NODE, f"{run:016x}") == 5


def test_what_was_silent_for_long_is_dropped(store: Store) -> None:
    store.hand_over(NODE, RUN, 1, NOON_MS)
    store.hand_over(OTHER, RUN, 1, NOON_MS + 2)
    assert store.compact(NOON_MS + HANDOVER_KEPT_MS + 1) == 0
    assert [store.handed_over(NODE, RUN), store.handed_over(OTHER, RUN)] == [0, 1]


def test_it_is_of_nobody(store: Store) -> None:
    store.hand_over(NODE, RUN, 4, NOON_MS)
    assert store.persons() == ()
    store.write(ANN, [reading("heart_rate", NOON_MS, 70)])
    store.erase(ANN)
    assert store.handed_over(NODE, RUN) == 4, "what somebody had erased does not come back from the device"


def test_a_file_of_schema_5_learns_of_handovers_and_loses_nothing(path: Path) -> None:
    rows = [reading("heart_rate", NOON_MS + n * 1000, 60 + n % 9) for n in range(100)]
    path.parent.mkdir(parents=True)
    old = Store.open(path, now_ms=NOON_MS)
    old.write(ANN, rows)
    old.close()
    db = sqlite3.connect(path, isolation_level=None)
    for table in ("handover", "alert_context", "undo"):
        db.execute(f"DROP TABLE {table}")
    db.execute("PRAGMA user_version = 5")
    fifth = sqlite3.connect(":memory:")
    for statements in MIGRATIONS[:5]:
        for statement in statements:
            fifth.execute(statement)
    master = "SELECT type, name, sql FROM sqlite_master ORDER BY name"
    assert db.execute(master).fetchall() == fifth.execute(master).fetchall(), "exactly a file of schema 5"
    db.close()
    store = Store.open(path, now_ms=NOON_MS)
    assert store.set_aside is None
    assert store.readings(ANN, "heart_rate", *EVER) == rows
    store.hand_over(NODE, RUN, 3, NOON_MS)
    store.close()
    db = sqlite3.connect(path)
    assert db.execute("PRAGMA user_version").fetchone() == (VERSION,) == (8,)
    assert db.execute("SELECT * FROM handover").fetchall() == [(NODE, RUN, 3, NOON_MS)]
    db.close()
