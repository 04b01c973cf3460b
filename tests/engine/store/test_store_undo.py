"""Taking back what was handed in: what was there before is there again, with the write or not at all, once."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from healthsense_engine.measurement import Measurement
from healthsense_engine.store import UNDO_KEPT_MS, Key, Store, StoreError, Undone
from healthsense_engine.store.schema import MIGRATIONS, VERSION
from healthsense_engine.store.undo import UNDOS_A_PERSON
from hypothesis import given
from hypothesis import strategies as st
from strategies import DAY_MS, HOUR_MS, NOON_MS, reading, readings

ANN, BEN = "ann", "ben"
UNDO = "a1"
EVER = (0, 2**50)
LATER_MS = NOON_MS + HOUR_MS
FIRST = reading("weight", NOON_MS, 67.3, source="manual", quality=80)
KEY = Key("weight", NOON_MS, "manual")


def told(value: float, received_ms: int = LATER_MS, vital: str = "weight") -> Measurement:
    """Return a reading that was entered later for the same moment."""
    return reading(vital, NOON_MS, value, source="manual", received_ms=received_ms)


def record(store: Store, *rows: Measurement, undo: str = UNDO, at_ms: int = LATER_MS, person: str = ANN) -> bool:
    """Write as a person's door does: one transaction with what is needed to take it back."""
    before = store.before(person, rows)
    store.write(person, rows, revive=True)
    kept = store.remember_undo(person, undo, before, at_ms)
    store.commit(at_ms)
    return kept


def kept(store: Store, vital: str = "weight", person: str = ANN) -> list[Measurement]:
    return store.readings(person, vital, *EVER)


def test_a_reading_that_was_replaced_comes_back_as_it_was(open_store: Callable[[], Store]) -> None:
    store = open_store()
    assert record(store, FIRST, undo="first", at_ms=NOON_MS)
    assert record(store, told(76.3))
    assert store.undo(ANN, UNDO, LATER_MS) == Undone(restored=(FIRST,))
    store.commit(LATER_MS)
    store.close()
    again = open_store()
    assert kept(again) == [FIRST]
    assert [bucket.total for bucket in again.hours(ANN, "weight", 0, 2 * NOON_MS)] == [FIRST.scaled]


def test_a_reading_that_replaced_nothing_is_deleted_and_stays_so(store: Store) -> None:
    record(store, told(76.3))
    assert store.undo(ANN, UNDO, LATER_MS) == Undone(removed=(KEY,))
    assert kept(store) == []
    assert store.write(ANN, [told(76.3)]).stored == ()


def test_what_came_back_after_a_deletion_is_deleted_again(store: Store) -> None:
    store.write(ANN, [FIRST])
    store.delete(ANN, *KEY)
    record(store, told(76.3))
    assert [row.scaled for row in kept(store)] == [told(76.3).scaled]
    assert store.undo(ANN, UNDO, LATER_MS) == Undone(removed=(KEY,))
    assert kept(store) == []


def test_all_that_was_handed_in_together_goes_together(store: Store) -> None:
    store.write(ANN, [FIRST])
    rows = (told(76.3), told(81.0, vital="waist"), told(70, vital="heart_rate"))
    record(store, *rows)
    undone = store.undo(ANN, UNDO, LATER_MS)
    assert undone == Undone((FIRST,), (Key("waist", NOON_MS, "manual"), Key("heart_rate", NOON_MS, "manual")))
    assert [kept(store), kept(store, "waist"), kept(store, "heart_rate")] == [[FIRST], [], []]


def test_of_a_key_that_was_told_twice_at_once_the_state_before_both_comes_back(store: Store) -> None:
    store.write(ANN, [FIRST])
    record(store, told(76.3), told(77.4, LATER_MS + 1))
    assert store.undo(ANN, UNDO, LATER_MS) == Undone(restored=(FIRST,))
    assert kept(store) == [FIRST]


def test_a_second_undo_takes_nothing_more_back(store: Store) -> None:
    """The answer of the first may have been lost."""
    store.write(ANN, [FIRST])
    record(store, told(76.3))
    store.undo(ANN, UNDO, LATER_MS)
    assert store.undo(ANN, UNDO, LATER_MS) == Undone()
    assert kept(store) == [FIRST]


def test_what_was_changed_meanwhile_is_left(store: Store) -> None:
    store.write(ANN, [FIRST])
    record(store, told(76.3), told(81.0, vital="waist"))
    store.write(ANN, [told(68.0, LATER_MS + 1)])
    store.delete(ANN, "waist", NOON_MS, "manual")
    undone = store.undo(ANN, UNDO, LATER_MS)
    assert undone == Undone(kept=(KEY, Key("waist", NOON_MS, "manual")))
    assert [row.scaled for row in kept(store)] == [told(68.0).scaled]


def test_what_changed_nothing_needs_no_way_back(store: Store) -> None:
    store.write(ANN, [FIRST])
    assert not record(store, FIRST)
    assert store.undo(ANN, UNDO, LATER_MS) is None


def test_it_is_known_for_an_hour_and_of_nobody_else(store: Store) -> None:
    store.write(ANN, [FIRST])
    record(store, told(76.3))
    assert store.undo(BEN, UNDO, LATER_MS) is None
    assert store.undo(ANN, "b2", LATER_MS) is None
    assert store.undo(ANN, UNDO, LATER_MS + UNDO_KEPT_MS + 1) is None
    assert store.undo(ANN, UNDO, LATER_MS + UNDO_KEPT_MS) == Undone(restored=(FIRST,))


def test_only_the_last_ones_are_known(store: Store) -> None:
    for number in range(UNDOS_A_PERSON + 2):
        record(store, told(60 + number, LATER_MS + number), undo=str(number))
    record(store, told(50), person=BEN, undo="0")
    assert [store.undo(ANN, str(number), LATER_MS) for number in range(2)] == [None, None]
    assert store.undo(ANN, str(UNDOS_A_PERSON + 1), LATER_MS) is not None
    assert store.undo(BEN, "0", LATER_MS) is not None


def test_the_write_and_its_way_back_are_durable_together_or_not_at_all(store: Store) -> None:
    store.write(ANN, [FIRST])
    store.commit(NOON_MS)
    before = store.before(ANN, [told(76.3)])
    store.write(ANN, [told(76.3)])
    store.remember_undo(ANN, UNDO, before, LATER_MS)
    with pytest.raises(StoreError), store._guard():  # the way every failure takes
        raise sqlite3.OperationalError("disk I/O error")
    assert kept(store) == [FIRST]
    assert store.undo(ANN, UNDO, LATER_MS) is None


def test_an_undo_that_fails_half_way_can_be_asked_for_again(store: Store) -> None:
    store.write(ANN, [FIRST])
    record(store, told(76.3))
    store.undo(ANN, UNDO, LATER_MS)
    with pytest.raises(StoreError), store._guard():
        raise sqlite3.OperationalError("disk I/O error")
    assert [row.scaled for row in kept(store)] == [told(76.3).scaled]
    assert store.undo(ANN, UNDO, LATER_MS) == Undone(restored=(FIRST,))


def test_packing_between_takes_the_way_back_of_a_minute_and_leaves_that_of_a_spot_reading(
    open_store: Callable[..., Store],
) -> None:
    """A minute that is closed takes nothing more; spot readings are packed with nothing lost."""
    store = open_store(keep_full_days=1)
    far_ms = NOON_MS + 9 * DAY_MS
    spots = [reading("weight", NOON_MS + n * 60_000, 60 + n / 10, source="manual") for n in range(40)]
    pulse = reading("heart_rate", NOON_MS, 70, source="manual")
    newest = [reading(vital, far_ms, 70, source="manual") for vital in ("weight", "heart_rate")]
    store.write(ANN, [*spots, pulse, *newest])
    rows = (told(76.3, far_ms), told(90, far_ms, "heart_rate"))
    record(store, *rows, at_ms=far_ms)
    while store.compact(far_ms):
        pass
    undone = store.undo(ANN, UNDO, far_ms)
    assert undone == Undone(restored=(spots[0],), kept=(Key("heart_rate", NOON_MS, "manual"),))
    assert kept(store)[:-1] == spots


def test_it_goes_with_the_person(store: Store, path: Path) -> None:
    store.write(ANN, [FIRST])
    record(store, told(76.3))
    store.erase(ANN)
    assert store.undo(ANN, UNDO, LATER_MS) is None
    record(store, told(76.3))
    store.reassign_all(ANN, BEN)
    assert [store.undo(person, UNDO, LATER_MS) for person in (ANN, BEN)] == [None, None]
    assert len(kept(store, person=BEN)) == 1


def test_what_is_too_old_is_dropped_at_leisure(store: Store, path: Path) -> None:
    record(store, told(76.3))
    store.compact(LATER_MS + UNDO_KEPT_MS + 1)
    store.commit(LATER_MS)
    store.close()
    db = sqlite3.connect(path)
    assert db.execute("SELECT count(*) FROM undo").fetchone() == (0,)
    db.close()


def test_what_a_clock_that_ran_ahead_left_does_not_wait_for_its_time(store: Store) -> None:
    store.write(ANN, [FIRST])
    record(store, told(76.3), undo="ahead", at_ms=LATER_MS + 400 * DAY_MS)
    record(store, told(77, LATER_MS + 1), undo="a little", at_ms=LATER_MS + 1000)
    record(store, told(78, LATER_MS + 2), at_ms=LATER_MS)
    assert store.undo(ANN, "ahead", LATER_MS) is None
    assert store.undo(ANN, UNDO, LATER_MS) is not None
    assert store.undo(ANN, "a little", LATER_MS) is not None


@given(st.lists(readings(), max_size=12), st.lists(readings(), min_size=1, max_size=6))
def test_whatever_was_there_is_there_again(
    tmp_path_factory: pytest.TempPathFactory, there: list[Measurement], handed: list[Measurement]
) -> None:
    store = Store.open(tmp_path_factory.mktemp("undo") / "s.db", now_ms=NOON_MS)
    vitals = sorted({row.vital for row in (*there, *handed)})
    store.write(ANN, there)
    before = {vital: (kept(store, vital), store.hours(ANN, vital, *EVER)) for vital in vitals}
    if record(store, *handed):
        undone = store.undo(ANN, UNDO, LATER_MS)
        assert undone is not None
        assert undone.kept == ()
    assert {vital: (kept(store, vital), store.hours(ANN, vital, *EVER)) for vital in vitals} == before
    store.close()


def test_a_file_of_schema_7_learns_of_it_and_loses_nothing(path: Path) -> None:
    rows = [reading("heart_rate", NOON_MS + n * 1000, 60 + n % 9) for n in range(100)]
    path.parent.mkdir(parents=True)
    old = Store.open(path, now_ms=NOON_MS)
    old.write(ANN, rows)
    old.close()
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("DROP TABLE undo")
    db.execute("PRAGMA user_version = 7")
    seventh = sqlite3.connect(":memory:")
    for statements in MIGRATIONS[:7]:
        for statement in statements:
            seventh.execute(statement)
    master = "SELECT type, name, sql FROM sqlite_master ORDER BY name"
    assert db.execute(master).fetchall() == seventh.execute(master).fetchall(), "exactly a file of schema 7"
    db.close()
    store = Store.open(path, now_ms=NOON_MS)
    assert store.set_aside is None
    assert store.readings(ANN, "heart_rate", *EVER) == rows
    assert record(store, told(76.3))
    store.close()
    db = sqlite3.connect(path)
    assert db.execute("PRAGMA user_version").fetchone() == (VERSION,) == (8,)
    db.close()
