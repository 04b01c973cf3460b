"""A whole person: given to somebody else, or erased so that no byte stays."""

import random
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from healthsense_engine.assessment import Assessment
from healthsense_engine.measurement import Measurement
from healthsense_engine.store import Store, StoreBusyError, people
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import DAY_MS, HOUR_MS, MINUTE_MS, NOON_MS, reading, readings
from test_store_order import dump_of, fresh

ANN, BEN = "ann-7c1f", "ben-90ab"
LATER_MS = NOON_MS + 30 * DAY_MS
EVER = (0, 2 * NOON_MS)


def compact_all(store: Store) -> None:
    while store.compact(LATER_MS):
        pass


def test_a_reading_given_to_somebody_else_stays_there(store: Store) -> None:
    one = reading("weight", NOON_MS, 80)
    store.write(ANN, [one])
    assert store.reassign(ANN, BEN, "weight", NOON_MS, "ha:one")
    assert store.latest(ANN, "weight") == []
    assert store.latest(BEN, "weight") == [one]
    assert store.write(ANN, [one]).duplicates == 1, "the scale says it again"
    assert store.latest(ANN, "weight") == []
    assert not store.reassign(ANN, BEN, "weight", NOON_MS, "ha:one")
    assert not store.reassign(BEN, BEN, "weight", NOON_MS, "ha:one")
    assert store.reassign(BEN, ANN, "weight", NOON_MS, "ha:one"), "and back"
    assert store.latest(ANN, "weight") == [one]
    assert store.vitals(BEN) == {}


@settings(max_examples=30, deadline=None)
@given(hers=st.lists(readings(), max_size=40), his=st.lists(readings(), max_size=40))
def test_giving_everything_is_as_if_it_had_been_written_there(hers: list[Measurement], his: list[Measurement]) -> None:
    store = fresh()
    store.write(ANN, hers)
    store.write(BEN, his)
    live = sum(1 for row in store.dump(ANN) if row[0] == "reading")
    assert store.reassign_all(ANN, BEN) == live
    assert list(store.dump(ANN)) == []
    expected = fresh()
    expected.write(BEN, [*hers, *his])
    assert list(store.dump(BEN)) == list(expected.dump(BEN))
    assert list(store.dump(BEN)) == dump_of([*his, *hers], single=False)
    store.close()
    expected.close()


def test_giving_everything_joins_packed_days(store: Store) -> None:
    def day(person: str, seconds: range, value: float) -> list[Measurement]:
        batch = [reading("heart_rate", NOON_MS + n * 1000, value) for n in seconds]
        store.write(person, batch)
        return batch

    hers = day(ANN, range(0, 600, 10), 60)
    spots = [reading("glucose", NOON_MS + n * MINUTE_MS, 100 + n % 7) for n in range(200)]
    store.write(ANN, [*spots, reading("heart_rate", LATER_MS, 61), reading("glucose", LATER_MS, 90)])
    compact_all(store)
    day(ANN, range(1200, 1260, 10), 62)  # after packing: still open at hers
    his = day(BEN, range(300, 1800, 5), 80)
    store.write(BEN, [reading("heart_rate", LATER_MS + 1, 81)])
    assert store.reassign_all(ANN, BEN) == len(hers) + 6 + len(spots) + 2
    assert store.persons() == (BEN,)
    buckets = store.minutes(BEN, "heart_rate", *EVER)
    hours = store.hours(BEN, "heart_rate", *EVER)
    for rows in (buckets, hours):
        # The six of 1200..1260 s fall on keys that he has too: the one with the lower value wins.
        assert sum(row.count for row in rows) == len(hers) + len(his) + 2
        assert sum(row.total for row in rows) == 6000 * len(hers) + 8000 * len(his) - 6 * 1800 + 6100 + 8100
    joined = buckets[6]
    assert (joined.low, joined.high, joined.count) == (6000, 8000, 6 + 12)
    kept = [one for one in store.readings(BEN, "glucose", *EVER) if one.effective_ms < LATER_MS]
    assert kept == spots
    late = reading("heart_rate", NOON_MS + 1, 99)
    assert store.write(BEN, [late]).closed == (late,), "what was closed stays closed"


def test_open_readings_join_minutes_that_the_other_has_closed(store: Store) -> None:
    his = [reading("heart_rate", NOON_MS + n * 1000, 80) for n in range(120)]
    store.write(BEN, [*his, reading("heart_rate", LATER_MS, 81)])
    compact_all(store)
    hers = [reading("heart_rate", NOON_MS + 60_500 + n * 1000, 60) for n in range(120)]
    store.write(ANN, hers)
    store.delete(ANN, "heart_rate", hers[0].effective_ms, "ha:one")
    store.delete(ANN, "heart_rate", hers[-1].effective_ms, "ha:one")
    assert store.reassign_all(ANN, BEN) == 118
    minutes = store.minutes(BEN, "heart_rate", NOON_MS, NOON_MS + HOUR_MS)
    assert [(row.low, row.high, row.count) for row in minutes] == [
        (8000, 8000, 60),
        (6000, 8000, 119),
        (6000, 6000, 59),
    ]
    (hour,) = store.hours(BEN, "heart_rate", NOON_MS, NOON_MS + HOUR_MS)
    assert (hour.count, hour.total) == (238, 120 * 8000 + 118 * 6000)
    assert store.write(BEN, [hers[-1]]).duplicates == 1, "deleted at hers, deleted at his"
    assert store.write(BEN, [hers[0]]).closed


def test_what_was_given_one_by_one_survives_giving_everything(store: Store) -> None:
    one, two = reading("weight", NOON_MS, 80), reading("weight", NOON_MS + 1, 81)
    store.write(ANN, [one, two])
    store.reassign(ANN, BEN, "weight", NOON_MS, "ha:one")
    assert store.reassign_all(ANN, BEN) == 1
    assert store.readings(BEN, "weight", *EVER) == [one, two]
    assert store.reassign_all(BEN, BEN) == 0


def test_answers_and_counters_move_too(store: Store) -> None:
    store.write(ANN, [reading("weight", NOON_MS, 80)])
    store.write(BEN, [reading("weight", NOON_MS, 80, source="other")])
    store.log_assessment(ANN, NOON_MS, Assessment("news2", value=3, band="low"))
    store.reassign_all(ANN, BEN)
    assert [answer["value"] for answer in store.assessments(BEN, "news2", *EVER)] == [3]
    assert store.assessments(ANN, "news2", *EVER) == []
    assert store.intake(BEN, NOON_MS, NOON_MS + MINUTE_MS) == (2, 0)


MARKS = ("ann-7c1f", "ha:bedside-marker", "worth-checking-marker")


def traces(folder: Path) -> dict[str, list[str]]:
    found = {file.name: [m for m in MARKS if m.encode() in file.read_bytes()] for file in folder.iterdir()}
    return {name: marks for name, marks in found.items() if marks}


@pytest.fixture
def lived_in(store: Store) -> Store:
    """A store whose pages were split, freed and balanced in every table, ann's and ben's mixed."""
    rng = random.Random(7)
    for n in range(400):
        person = rng.choice((ANN, BEN))
        mark = "ha:bedside-marker" if person == ANN else "ha:kitchen"
        source = f"{mark}-{rng.randrange(60)}" * rng.randrange(1, 4)
        at = NOON_MS + rng.randrange(30) * DAY_MS
        store.write(person, [reading(rng.choice(("heart_rate", "glucose")), at + k * 1000, 70, source=source)
                             for k in range(rng.randrange(1, 200))])  # fmt: skip
        band = "worth-checking-marker" if person == ANN else "usual"
        store.log_assessment(person, at, Assessment(f"key{n % 40}", value=n, band=band, explanation="x" * n))
        if n % 20 == 0:
            store.commit(NOON_MS)
            store.compact(LATER_MS + 10 * DAY_MS)
        if n % 31 == 0:
            for vital, sources in store.vitals(person).items():
                for one in store.latest(person, vital)[: len(sources) // 2]:
                    store.reassign(person, BEN, vital, one.effective_ms, one.source.replace("bedside", "x"))
                    store.delete(person, vital, one.effective_ms, one.source)
    store.commit(NOON_MS)
    return store


@pytest.mark.parametrize("room", [True, False])
def test_no_byte_of_an_erased_person_stays(
    lived_in: Store, path: Path, monkeypatch: pytest.MonkeyPatch, *, room: bool
) -> None:
    if not room:
        monkeypatch.setattr(people, "_ROOM_FOR_REWRITE", 1e12)
    path.with_name(path.name + ".corrupt-20250101T000000Z").write_bytes(b"ann-7c1f was here")
    before = list(lived_in.dump(BEN))
    assert traces(path.parent)
    erased = lived_in.erase(ANN)
    assert erased.rows > 1000
    assert erased.files == (path.name + ".corrupt-20250101T000000Z",)
    assert erased.left == ()
    assert erased.vacuumed is room
    assert traces(path.parent) == {}
    assert lived_in.persons() == (BEN,)
    assert list(lived_in.dump(BEN)) == before
    assert lived_in.write(ANN, [reading("weight", NOON_MS, 80)]).stored, "somebody new of that name may come"
    lived_in.close()
    db = sqlite3.connect(path)
    assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    db.close()


def test_set_aside_files_are_kept_where_asked_for_and_named(store: Store, path: Path) -> None:
    aside = path.with_name(path.name + ".corrupt-20250101T000000Z")
    aside.write_bytes(b"anything")
    assert store.erase(ANN, keep_set_aside=True).left == (aside.name,)
    assert aside.exists()


def test_erasing_waits_for_other_readers(store: Store, path: Path) -> None:
    store.write(ANN, [reading("weight", NOON_MS + n, 80) for n in range(100)])
    store.commit(NOON_MS)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN")
    other.execute("SELECT * FROM series").fetchone()
    store._db.execute("PRAGMA busy_timeout = 50")
    with pytest.raises(StoreBusyError):
        store.erase(ANN)
    other.close()
    store.erase(ANN)
    assert traces(path.parent) == {}


def test_the_newest_hour_is_right_after_everything(open_store: Callable[..., Store]) -> None:
    store = open_store()
    store.write(ANN, [reading("heart_rate", NOON_MS + n * MINUTE_MS, 60 + n) for n in range(60)])
    store.reassign(ANN, BEN, "heart_rate", NOON_MS, "ha:one")
    store.delete(ANN, "heart_rate", NOON_MS + 59 * MINUTE_MS, "ha:one")
    (hour,) = store.hours(ANN, "heart_rate", NOON_MS, NOON_MS + HOUR_MS)
    assert (hour.low, hour.high, hour.count) == (6100, 11800, 58)
