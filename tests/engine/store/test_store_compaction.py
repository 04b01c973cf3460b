"""Old days are packed: minutes close, spot readings lose nothing."""

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from healthsense_engine.measurement import Measurement
from healthsense_engine.store import Store
from healthsense_engine.store.compaction import DENSE, STEP
from healthsense_engine.store.packing import pack_minutes, pack_readings, unpack_minutes, unpack_readings
from healthsense_engine.store.writer import row_of
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import DAY_MS, HOUR_MS, MINUTE_MS, NOON_MS, reading, readings

PERSON = "p"
LATER_MS = NOON_MS + 30 * DAY_MS
EVER = (0, 2 * NOON_MS)


def compact_all(store: Store, now_ms: int = LATER_MS) -> int:
    total = 0
    while packed := store.compact(now_ms):
        total += packed
    return total


def a_day(vital: str, count: int, *, start_ms: int = NOON_MS - 12 * HOUR_MS) -> list[Measurement]:
    step = DAY_MS // count
    return [
        reading(vital, start_ms + n * step, 70 + n % 5, received_ms=start_ms + n * step + n % 3, quality=n % 101)
        for n in range(count)
    ]


def newest(vital: str) -> Measurement:
    """A reading of today: the newest day of a series is never packed."""
    return reading(vital, LATER_MS, 70)


def test_an_old_day_of_a_continuous_vital_keeps_its_minutes_and_closes_them(store: Store) -> None:
    day = a_day("heart_rate", 8640)
    store.write(PERSON, [*day, newest("heart_rate")])
    before = (store.minutes(PERSON, "heart_rate", *EVER), store.hours(PERSON, "heart_rate", *EVER))
    assert compact_all(store) == 1
    assert (store.minutes(PERSON, "heart_rate", *EVER), store.hours(PERSON, "heart_rate", *EVER)) == before
    assert store.readings(PERSON, "heart_rate", *EVER) == [newest("heart_rate")]
    late = reading("heart_rate", day[0].effective_ms + 1, 71, received_ms=LATER_MS)
    written = store.write(PERSON, [late])
    assert (written.stored, written.duplicates, written.closed) == ((), 0, (late,))
    assert store.intake(PERSON, LATER_MS // MINUTE_MS * MINUTE_MS, LATER_MS + MINUTE_MS) == (1, 1)
    assert not store.delete(PERSON, "heart_rate", day[0].effective_ms, "ha:one")


def test_a_minute_that_nobody_closed_still_takes_readings(store: Store) -> None:
    day = [one for one in a_day("heart_rate", 1440) if one.effective_ms // MINUTE_MS % 2]
    store.write(PERSON, [*day, newest("heart_rate")])
    compact_all(store)
    late = reading("heart_rate", day[0].effective_ms + MINUTE_MS, 99)
    assert store.write(PERSON, [late]).stored == (late,)
    assert compact_all(store) == 1
    buckets = store.minutes(PERSON, "heart_rate", late.effective_ms, late.effective_ms + 1000)
    assert [(bucket.low, bucket.count) for bucket in buckets] == [(9900, 1)]
    hours = store.hours(PERSON, "heart_rate", *EVER)
    assert sum(hour.count for hour in hours) == len(day) + 2
    assert max(hour.high for hour in hours) == 9900


def test_what_was_deleted_before_packing_stays_deleted(store: Store) -> None:
    one = reading("heart_rate", NOON_MS, 70)
    store.write(PERSON, [one, newest("heart_rate")])
    store.delete(PERSON, "heart_rate", NOON_MS, "ha:one")
    assert compact_all(store) == 1
    assert store.write(PERSON, [one]).closed == (one,)
    assert store.minutes(PERSON, "heart_rate", *EVER) == store.minutes(PERSON, "heart_rate", LATER_MS - 1, EVER[1])


@pytest.mark.parametrize("count", [DENSE - 1, DENSE, 1440])
def test_spot_readings_lose_nothing_and_stay_editable(store: Store, count: int) -> None:
    day = a_day("temperature", count)
    day = [reading("temperature", one.effective_ms, 36 + n % 3, quality=one.quality) for n, one in enumerate(day)]
    store.write(PERSON, [*day, newest("weight"), reading("temperature", LATER_MS, 37)])
    store.delete(PERSON, "temperature", day[1].effective_ms, "ha:one")
    before = list(store.dump(PERSON))
    assert compact_all(store) == (1 if count >= DENSE else 0)
    assert list(store.dump(PERSON)) == before
    assert compact_all(store) == 0
    # a known one, a deleted one, a worse one, a better one, a new one
    better = reading("temperature", day[3].effective_ms, 38.5, received_ms=LATER_MS)
    worse = reading("temperature", day[4].effective_ms, 38.5, received_ms=day[4].received_ms - 1)
    new = reading("temperature", day[5].effective_ms + 7, 39)
    written = store.write(PERSON, [day[0], day[1], worse, better, new])
    assert (written.stored, written.duplicates, written.closed) == ((better, new), 3, ())
    assert store.delete(PERSON, "temperature", day[6].effective_ms, "ha:one")
    expected = sorted([day[0], day[2], better, *day[4:6], new, *day[7:]], key=lambda one: one.effective_ms)
    for _ in range(2):
        assert store.readings(PERSON, "temperature", 0, LATER_MS) == expected
        assert sum(hour.count for hour in store.hours(PERSON, "temperature", 0, LATER_MS)) == len(expected)
        assert store.latest(PERSON, "temperature")[0].effective_ms == LATER_MS
        compact_all(store)
    assert store.write(PERSON, [day[1]], revive=True).stored == (day[1],)
    assert store.delete(PERSON, "temperature", LATER_MS, "ha:one")
    assert store.latest(PERSON, "temperature") == [expected[-1]]


@settings(max_examples=25, deadline=None)
@given(
    early=st.lists(readings(step_ms=4 * MINUTE_MS, span_ms=3 * DAY_MS, vitals=("glucose", "weight")), max_size=150),
    late=st.lists(readings(step_ms=4 * MINUTE_MS, span_ms=3 * DAY_MS, vitals=("glucose", "weight")), max_size=50),
)
def test_packing_in_between_changes_nothing_for_spot_readings(
    early: list[Measurement], late: list[Measurement]
) -> None:
    def dumped(*, pack: bool) -> list[tuple[object, ...]]:
        store = Store.open(Path(tempfile.mkdtemp()) / "s.db", now_ms=NOON_MS, keep_full_days=1)
        store._compactor._dense = 4
        store.write(PERSON, early)
        if pack:
            compact_all(store)
        store.write(PERSON, late)
        if pack:
            compact_all(store)
        result = list(store.dump(PERSON))
        store.close()
        return result

    assert dumped(pack=True) == dumped(pack=False)


def test_full_days_and_the_newest_day_stay(store: Store) -> None:
    now = NOON_MS + 8 * DAY_MS
    old, kept = reading("heart_rate", NOON_MS - DAY_MS, 70), reading("heart_rate", NOON_MS + 12 * HOUR_MS, 71)
    last = reading("spo2", NOON_MS - 100 * DAY_MS, 97)
    store.write(PERSON, [old, kept, last])
    assert compact_all(store, now) == 1
    assert store.readings(PERSON, "heart_rate", *EVER) == [kept]
    assert store.latest(PERSON, "spo2") == [last]


def test_one_call_packs_no_more_than_it_is_allowed(store: Store) -> None:
    store.write(PERSON, [reading("heart_rate", NOON_MS + n * DAY_MS, 70) for n in range(20)])
    store.write(PERSON, [newest("heart_rate")])
    assert store.compact(LATER_MS, max_days=3) == 3
    assert store.compact(LATER_MS) == STEP
    assert compact_all(store) == 20 - 3 - STEP
    assert len(store.minutes(PERSON, "heart_rate", *EVER)) == 21


def test_what_arrives_late_is_packed_at_the_next_compaction(store: Store) -> None:
    store.write(PERSON, [newest("heart_rate")])
    assert compact_all(store) == 0
    store.write(PERSON, [reading("heart_rate", NOON_MS, 70)])
    assert compact_all(store) == 1


def test_packed_days_survive_closing(open_store: Callable[..., Store], store: Store) -> None:
    store.write(PERSON, [*a_day("heart_rate", 300), *a_day("cuff_pulse", 300)])
    store.write(PERSON, [newest("heart_rate"), newest("cuff_pulse")])
    compact_all(store)
    before = list(store.dump(PERSON))
    store.close()
    again = open_store()
    assert list(again.dump(PERSON)) == before
    assert again.write(PERSON, a_day("heart_rate", 300)[:1]).closed
    assert again.write(PERSON, a_day("cuff_pulse", 300)[:1]).duplicates == 1


BUCKET = st.tuples(
    st.integers(0, 1439), st.integers(-(10**6), 10**6), st.integers(0, 10**6), st.integers(0, 10**9),
    st.integers(0, 10**5),
)  # fmt: skip


@given(rows=st.lists(BUCKET, max_size=50, unique_by=lambda row: row[0]), day=st.integers(-25_000, 40_000))
def test_minutes_come_out_as_they_went_in(rows: list[tuple[int, int, int, int, int]], day: int) -> None:
    minutes = sorted(
        (day * 1440 + at, low, low * count + more, low + spread, count) for at, low, spread, more, count in rows
    )
    assert unpack_minutes(day, pack_minutes(day, minutes)) == minutes


@given(batch=st.lists(readings(span_ms=12 * HOUR_MS), max_size=40, unique_by=lambda one: one.effective_ms))
def test_readings_come_out_as_they_went_in(batch: list[Measurement]) -> None:
    rows = sorted(row_of(one) for one in batch)
    rows = [row._replace(scaled=None) if n % 7 == 3 else row for n, row in enumerate(rows)]
    day = NOON_MS // DAY_MS
    assert unpack_readings(day, pack_readings(day, rows)) == rows
