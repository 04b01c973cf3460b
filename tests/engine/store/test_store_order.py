"""Any order of the same readings ends in the same store, and its buckets are what they should be."""

import tempfile
from collections.abc import Iterable
from pathlib import Path

from healthsense_engine.measurement import Measurement
from healthsense_engine.store import Store
from healthsense_engine.vitals import SITES, VITALS
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import DAY_MS, HOUR_MS, MINUTE_MS, NOON_MS, reading, readings

PERSON = "p"
BATCHES = st.lists(readings(), max_size=60)


def fresh() -> Store:
    """Return a new store in a folder of its own (hypothesis runs many in one test)."""
    return Store.open(Path(tempfile.mkdtemp()) / "s.db", now_ms=NOON_MS)


def dump_of(batch: Iterable[Measurement], *, single: bool) -> list[tuple[object, ...]]:
    store = fresh()
    batch = list(batch)
    if single:
        for one in batch:
            store.write(PERSON, [one])
            store.minutes(PERSON, one.vital, one.effective_ms, one.effective_ms + 1)
    else:
        store.write(PERSON, batch)
    result = list(store.dump(PERSON))
    store.close()
    return result


def better(one: Measurement) -> tuple[int, int, int, int]:
    """The rule of the house, spelled out."""
    quality = -1 if one.quality is None else one.quality
    return (one.received_ms, quality, -one.scaled, -SITES.index(one.site))


def winners(batch: Iterable[Measurement]) -> list[Measurement]:
    best: dict[tuple[str, int, str], Measurement] = {}
    for one in batch:
        key = (one.vital, one.effective_ms, one.source)
        if key not in best or better(one) > better(best[key]):
            best[key] = one
    return sorted(best.values(), key=lambda one: (one.effective_ms, one.source))


def naive_buckets(batch: Iterable[Measurement], vital: str, width_ms: int) -> list[tuple[object, ...]]:
    groups: dict[tuple[int, str], list[int]] = {}
    for one in winners(batch):
        if one.vital == vital:
            start = one.effective_ms // width_ms * width_ms
            groups.setdefault((start, one.source), []).append(one.scaled)
    return [
        (start, source, min(values), sum(values), max(values), len(values))
        for (start, source), values in sorted(groups.items())
    ]


@settings(max_examples=60, deadline=None)
@given(batch=BATCHES, data=st.data())
def test_any_order_ends_in_the_same_store(batch: list[Measurement], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(batch))
    assert dump_of(batch, single=False) == dump_of(shuffled, single=True)


@settings(max_examples=60, deadline=None)
@given(batch=BATCHES)
def test_readings_and_buckets_are_those_of_the_winners(batch: list[Measurement]) -> None:
    store = fresh()
    store.write(PERSON, batch)
    for vital in {one.vital for one in batch}:
        kept = store.readings(PERSON, vital, 0, NOON_MS * 2)
        assert kept == [one for one in winners(batch) if one.vital == vital]
        assert store.hours(PERSON, vital, 0, NOON_MS * 2) == naive_buckets(batch, vital, HOUR_MS)
        minutes = store.minutes(PERSON, vital, 0, NOON_MS * 2)
        assert minutes == (naive_buckets(batch, vital, MINUTE_MS) if VITALS[vital].bucketed else [])
        newest = {one.source: one for one in kept}
        assert store.latest(PERSON, vital) == [newest[source] for source in sorted(newest)]
    store.close()


@settings(max_examples=40, deadline=None)
@given(batch=BATCHES, data=st.data())
def test_deleting_leaves_the_buckets_of_what_remains(batch: list[Measurement], data: st.DataObject) -> None:
    store = fresh()
    store.write(PERSON, batch)
    gone = data.draw(st.lists(st.sampled_from(batch), unique=True)) if batch else []
    keys = {(one.vital, one.effective_ms, one.source) for one in gone}
    for key in keys:
        assert store.delete(PERSON, *key)
        assert not store.delete(PERSON, *key)
    assert store.write(PERSON, gone).stored == ()
    left = [one for one in batch if (one.vital, one.effective_ms, one.source) not in keys]
    for vital in {one.vital for one in batch}:
        assert store.hours(PERSON, vital, 0, NOON_MS * 2) == naive_buckets(left, vital, HOUR_MS)
        assert store.readings(PERSON, vital, 0, NOON_MS * 2) == [one for one in winners(left) if one.vital == vital]
    store.close()


def test_the_later_received_wins_then_quality_then_the_lower_value(store: Store) -> None:
    first = reading("weight", NOON_MS, 80.0, quality=50)
    later = reading("weight", NOON_MS, 90.0, received_ms=NOON_MS + 1)
    finer = reading("weight", NOON_MS, 91.0, received_ms=NOON_MS + 1, quality=0)
    lower = reading("weight", NOON_MS, 89.0, received_ms=NOON_MS + 1, quality=0)
    for one in (first, later, finer, lower):
        assert store.write(PERSON, [one]).stored == (one,)
    for loser in (first, later, finer, lower):
        written = store.write(PERSON, [loser])
        assert (written.stored, written.duplicates) == ((), 1)
    assert store.latest(PERSON, "weight") == [lower]


def test_a_deleted_reading_comes_back_only_on_purpose(store: Store) -> None:
    one = reading("heart_rate", NOON_MS, 70)
    later = reading("heart_rate", NOON_MS, 71, received_ms=NOON_MS + 5)
    store.write(PERSON, [one])
    assert store.delete(PERSON, "heart_rate", NOON_MS, "ha:one")
    assert store.latest(PERSON, "heart_rate") == []
    assert store.vitals(PERSON) == {}
    assert store.write(PERSON, [later]).duplicates == 1
    assert store.write(PERSON, [one], revive=True).stored == (one,)
    assert store.latest(PERSON, "heart_rate") == [one]
    assert store.minutes(PERSON, "heart_rate", 0, NOON_MS + DAY_MS)[0].count == 1


def test_deleting_what_is_not_there_does_nothing(store: Store) -> None:
    assert not store.delete(PERSON, "heart_rate", NOON_MS, "ha:one")
    store.write(PERSON, [reading("heart_rate", NOON_MS, 70)])
    assert not store.delete(PERSON, "heart_rate", NOON_MS + 1, "ha:one")
    assert not store.delete(PERSON, "heart_rate", NOON_MS, "ha:other")


def test_a_limit_gives_the_first_readings_of_all_sources(store: Store) -> None:
    one = [reading("weight", NOON_MS + n, 80, source="a") for n in range(0, 10, 2)]
    two = [reading("weight", NOON_MS + n, 81, source="b") for n in range(1, 10, 2)]
    store.write(PERSON, one + two)
    both = sorted(one + two, key=lambda r: r.effective_ms)
    assert store.readings(PERSON, "weight", NOON_MS, NOON_MS + DAY_MS, limit=5) == both[:5]
    assert store.readings(PERSON, "weight", NOON_MS + 1, NOON_MS + 3) == both[1:3]


def test_times_before_1970_are_kept_in_the_right_bucket(store: Store) -> None:
    old = reading("heart_rate", -1, 70)
    store.write(PERSON, [old])
    assert store.minutes(PERSON, "heart_rate", -DAY_MS, 0)[0].start_ms == -MINUTE_MS
    assert store.series(PERSON, "heart_rate", -DAY_MS, 0, 1)[0].count == 1
