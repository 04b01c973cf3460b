"""Confirmed outcomes are kept, corrected, given away and erased with the person; an older file learns of them."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

from healthsense_engine.assessment import Assessment, Input
from healthsense_engine.store import Outcome, Store
from healthsense_engine.store.schema import MIGRATIONS, VERSION
from strategies import NOON_MS, reading

ANN, BEN = "ann", "ben"
KEY = "diabetes_risk"
EVER = (0, 2 * NOON_MS)


def outcome(at_ms: int, *, present: bool = True, key: str = KEY) -> Outcome:
    return Outcome(key, at_ms, present, NOON_MS)


def test_what_was_confirmed_is_read_again_oldest_first(open_store: Callable[[], Store]) -> None:
    store = open_store()
    for own in (outcome(300), outcome(100, present=False), outcome(200, key="hypoxia_risk")):
        store.record_outcome(ANN, own)
    store.close()
    again = open_store()
    assert again.outcomes(ANN, KEY, *EVER) == [outcome(100, present=False), outcome(300)]
    assert again.outcomes(ANN, KEY, 100, 300) == [outcome(100, present=False)]
    assert again.outcomes(BEN, KEY, *EVER) == []


def test_a_mistake_is_corrected_or_taken_back(store: Store) -> None:
    store.record_outcome(ANN, outcome(100))
    store.record_outcome(ANN, outcome(100, present=False))
    assert store.outcomes(ANN, KEY, *EVER) == [outcome(100, present=False)]
    assert store.delete_outcome(ANN, KEY, 100)
    assert not store.delete_outcome(ANN, KEY, 100)
    assert store.outcomes(ANN, KEY, *EVER) == []


def test_outcomes_go_with_the_person(store: Store) -> None:
    store.record_outcome(ANN, outcome(100))
    assert store.persons() == (ANN,)
    store.reassign_all(ANN, BEN)
    assert store.outcomes(ANN, KEY, *EVER) == []
    assert store.outcomes(BEN, KEY, *EVER) == [outcome(100)]
    assert store.erase(BEN).rows == 1
    assert store.outcomes(BEN, KEY, *EVER) == []
    assert store.persons() == ()


def test_a_prediction_is_kept_with_its_model_version_and_inputs(store: Store) -> None:
    told = Assessment(KEY, value=0.1, inputs=(Input("age", 60, "years"),), extra=(("model", "diabetes 1.0.0"),))
    store.log_assessment(ANN, NOON_MS, told)
    (kept,) = store.assessments(ANN, KEY, *EVER)
    assert kept["model"] == "diabetes 1.0.0"
    assert [(used["key"], used["value"]) for used in kept["inputs"]] == [("age", 60)]


def test_a_file_of_schema_1_learns_of_outcomes_and_loses_nothing(path: Path) -> None:
    rows = [reading("heart_rate", NOON_MS + n * 1000, 60 + n % 9) for n in range(100)]
    path.parent.mkdir(parents=True)
    old = Store.open(path, now_ms=NOON_MS)
    old.write(ANN, rows)
    old.log_assessment(ANN, NOON_MS, Assessment("news2", value=3, band="low"))
    old.close()
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("DROP TABLE outcome")
    alerts = ("alert", "alert_log", "alert_delivery", "alert_setting", "alert_context")
    for table in ("mark", *alerts, "note", "handover", "undo"):
        db.execute(f"DROP TABLE {table}")
    db.execute("PRAGMA user_version = 1")
    first = sqlite3.connect(":memory:")
    for statement in MIGRATIONS[0]:
        first.execute(statement)
    master = "SELECT type, name, sql FROM sqlite_master ORDER BY name"
    assert db.execute(master).fetchall() == first.execute(master).fetchall(), "exactly a file of schema 1"
    db.close()
    store = Store.open(path, now_ms=NOON_MS)
    assert store.set_aside is None
    assert store.readings(ANN, "heart_rate", *EVER) == rows
    assert [answer["value"] for answer in store.assessments(ANN, "news2", *EVER)] == [3]
    store.record_outcome(ANN, outcome(100))
    store.close()
    db = sqlite3.connect(path)
    assert db.execute("PRAGMA user_version").fetchone() == (VERSION,) == (8,)
    assert db.execute("SELECT count(*) FROM outcome").fetchone() == (1,)
    db.close()
