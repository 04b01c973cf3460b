"""What a person was doing is kept, goes with the person and is erased with them; an older file learns of it."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from healthsense_engine.store import ContextSpan, Store, StoreError
from healthsense_engine.store.schema import MIGRATIONS, VERSION
from strategies import DAY_MS, HOUR_MS, NOON_MS, reading

ANN, BEN = "ann-7c1f", "ben-90ab"
SPORT, SLEEP = "exercise", "sleep"


def say(
    store: Store, context: str | None, at_h: float, until_h: float | None = None, *, person: str = ANN, by: str = "u"
) -> None:
    until_ms = None if until_h is None else round(NOON_MS + until_h * HOUR_MS)
    store.say_context(person, context, round(NOON_MS + at_h * HOUR_MS), until_ms, by)


def spans(store: Store, person: str = ANN) -> list[tuple[str, float, float | None]]:
    """Return what held, from which hour to which."""
    return [
        (one.context, hours(one.began_ms), None if one.end_ms is None else hours(one.end_ms))
        for one in store.contexts(person)
    ]


def hours(at_ms: int) -> float:
    return (at_ms - NOON_MS) / HOUR_MS


def test_what_was_said_is_there_again_with_plan_end_and_who_said_it(open_store: Callable[[], Store]) -> None:
    store = open_store()
    say(store, SPORT, 0, 2, by="anna")
    say(store, None, 1, by="ben")
    say(store, SLEEP, 10)
    store.close()
    assert open_store().contexts(ANN) == [
        ContextSpan(SPORT, NOON_MS, NOON_MS + 2 * HOUR_MS, NOON_MS + HOUR_MS, "anna"),
        ContextSpan(SLEEP, NOON_MS + 10 * HOUR_MS, None, None, "u"),
    ]


def test_what_runs_out_ended_as_planned_whatever_is_said_later(store: Store) -> None:
    say(store, SPORT, 0, 2)
    say(store, SLEEP, 10)
    say(store, None, 18)
    assert spans(store) == [(SPORT, 0, 2), (SLEEP, 10, 18)]


def test_something_else_ends_what_held(store: Store) -> None:
    say(store, "ill", 0, 48)
    say(store, SLEEP, 10, 20)
    assert spans(store) == [("ill", 0, 10), (SLEEP, 10, 20)]


def test_the_same_said_again_goes_on_to_another_end(store: Store) -> None:
    say(store, SPORT, 0, 2, by="anna")
    say(store, SPORT, 1, 4, by="ben")
    assert spans(store) == [(SPORT, 0, 4)]
    assert store.contexts(ANN)[0].set_by == "anna", "who began it"
    say(store, SPORT, 3)
    assert spans(store) == [(SPORT, 0, None)]
    say(store, SPORT, 3.5, 5)
    say(store, SPORT, 5, 6)
    assert spans(store) == [(SPORT, 0, 5), (SPORT, 5, 6)], "what is over does not go on"


def test_a_clock_that_was_set_back_leaves_no_end_before_its_beginning(store: Store) -> None:
    say(store, SPORT, 5, 6)
    say(store, SLEEP, 1)
    assert spans(store) == [(SLEEP, 1, None), (SPORT, 5, 5)]


def test_a_period_has_what_has_a_part_in_it(store: Store) -> None:
    say(store, SPORT, 0, 2)
    say(store, SLEEP, 4, 6)
    say(store, "ill", 8)

    def found(start_h: int, end_h: int, limit: int = 9) -> list[str]:
        rows = store.contexts(ANN, NOON_MS + start_h * HOUR_MS, NOON_MS + end_h * HOUR_MS, limit)
        return [one.context for one in rows]

    assert found(1, 4) == [SPORT]
    assert found(2, 4) == [], "the end is not part of it"
    assert found(1, 5) == [SPORT, SLEEP]
    assert found(100, 101) == ["ill"], "holds until something else is said"
    assert found(0, 9, limit=2) == [SLEEP, "ill"], "the newest"
    assert store.contexts(BEN) == []


def test_it_goes_with_the_person_and_what_held_ends_then(store: Store) -> None:
    say(store, SPORT, 0, 2)
    say(store, SLEEP, 4)
    say(store, "ill", 1, 90, person=BEN)
    store.reassign_all(ANN, BEN, NOON_MS + 6 * HOUR_MS)
    assert spans(store) == []
    assert spans(store, BEN) == [(SPORT, 0, 2), ("ill", 1, 90), (SLEEP, 4, 6)]
    assert store.persons() == (BEN,)


def test_erasing_a_person_leaves_no_byte_of_it(store: Store, path: Path) -> None:
    say(store, SPORT, 0, by="bicycle-of-ann")
    say(store, SLEEP, 0, person=BEN)
    store.commit(NOON_MS)
    assert store.persons() == (ANN, BEN)
    assert store.erase(ANN).rows == 1
    assert spans(store, BEN) == [(SLEEP, 0, None)]
    for file in path.parent.iterdir():
        assert b"ann" not in file.read_bytes()


def test_it_is_durable_with_the_setting_or_not_at_all(store: Store) -> None:
    store.put_setting(ANN, "context", {"context": SPORT}, "u", NOON_MS)
    say(store, SPORT, 0)
    store.commit(NOON_MS)
    store.put_setting(ANN, "context", {"context": "rest"}, "u", NOON_MS + HOUR_MS)
    say(store, None, 1)
    with pytest.raises(StoreError), store._guard():  # the way every failure takes
        raise sqlite3.OperationalError("disk I/O error")
    assert store.settings(ANN)["context"].body == {"context": SPORT}
    assert spans(store) == [(SPORT, 0, None)]


def test_what_is_old_stays(store: Store) -> None:
    say(store, SPORT, 0, 2)
    while store.compact(NOON_MS + 4000 * DAY_MS):
        pass
    assert spans(store) == [(SPORT, 0, 2)]


def test_of_too_many_the_oldest_of_that_person_go(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("healthsense_engine.store.contexts.CONTEXTS_KEPT", 3)
    say(store, SLEEP, 0, 1, person=BEN)
    for hour in range(5):
        say(store, (SPORT, SLEEP)[hour % 2], hour)
    while store.compact(NOON_MS + 10 * HOUR_MS):
        pass
    assert spans(store) == [(SPORT, 2, 3), (SLEEP, 3, 4), (SPORT, 4, None)]
    assert spans(store, BEN) == [(SLEEP, 0, 1)]
    say(store, None, 5)
    assert spans(store)[-1] == (SPORT, 4, 5)


def test_a_file_of_schema_6_learns_of_it_with_what_holds_and_loses_nothing(path: Path) -> None:
    rows = [reading("heart_rate", NOON_MS + n * 1000, 60 + n % 9) for n in range(100)]
    path.parent.mkdir(parents=True)
    old = Store.open(path, now_ms=NOON_MS)
    old.write(ANN, rows)
    told: dict[str, dict[str, Any] | None] = {
        ANN: {"context": "ill", "until_ms": NOON_MS + 48.5 * HOUR_MS},
        BEN: {"context": "travelling", "until_ms": None},
        "cat": {"context": "rest", "until_ms": None},
        "dan": None,
        "eve": {"until_ms": NOON_MS},
    }
    for person, body in told.items():
        old.put_setting(person, "context", body, f"{person}-u", NOON_MS + 7)
    old.put_setting(ANN, "quiet", {"start": "22:00", "end": "07:00"}, "u", NOON_MS)
    kept = {person: old.settings(person) for person in told}
    old.close()
    db = sqlite3.connect(path, isolation_level=None)
    sixth = sqlite3.connect(":memory:")
    for statements in MIGRATIONS[:6]:
        for statement in statements:
            sixth.execute(statement)
    tables = "SELECT name FROM sqlite_master WHERE type = 'table'"
    for (table,) in set(db.execute(tables).fetchall()) - set(sixth.execute(tables).fetchall()):
        db.execute(f"DROP TABLE {table}")
    db.execute("INSERT INTO alert_setting VALUES ('fay', 'context', '{no json', 'u', 0)")
    db.execute("PRAGMA user_version = 6")
    master = "SELECT type, name, sql FROM sqlite_master ORDER BY name"
    assert db.execute(master).fetchall() == sixth.execute(master).fetchall(), "exactly a file of schema 6"
    db.close()
    store = Store.open(path, now_ms=NOON_MS)
    assert store.set_aside is None
    assert store.readings(ANN, "heart_rate", 0, 2 * NOON_MS) == rows
    assert {person: store.settings(person) for person in told} == kept
    assert {person: store.contexts(person) for person in (*told, "fay")} == {
        ANN: [ContextSpan("ill", NOON_MS + 7, round(NOON_MS + 48.5 * HOUR_MS), None, f"{ANN}-u")],
        BEN: [ContextSpan("travelling", NOON_MS + 7, None, None, f"{BEN}-u")],
        "cat": [],
        "dan": [],
        "eve": [],
        "fay": [],
    }
    store.close()
    db = sqlite3.connect(path)
    assert db.execute("PRAGMA user_version").fetchone() == (VERSION,)
    db.close()
