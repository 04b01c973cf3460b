"""What a day is like: pooled by the local clock, told only of enough, and exact whatever the order."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from healthsense_engine.day_profile import GMI_DAYS, MIN_DAYS, Pool, ranges
from healthsense_engine.measurement import to_ms
from healthsense_engine.store import Store
from hypothesis import given
from hypothesis import strategies as st
from strategies import DAY_MS, HOUR_MS, MINUTE_MS, NOON_MS, reading

BERLIN = ZoneInfo("Europe/Berlin")
START_MS = NOON_MS // DAY_MS * DAY_MS


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(Store.open(tmp_path / "s.db", now_ms=NOON_MS)) as opened:
        yield opened


def glucose(days: int, values: list[int]) -> Pool:
    """Return so many days of the same values at even distances."""
    pool = Pool("glucose", UTC, 60)
    step = DAY_MS // len(values)
    pool.add(
        (START_MS + day * DAY_MS + n * step, value * 100, 1) for day in range(days) for n, value in enumerate(values)
    )
    return pool


def test_ranges_of_the_consensus() -> None:
    """Both ends of the target belong to it: 54, 70, 180 and 250 mg/dL (Battelino et al. 2019)."""
    edges = [53.99, 54, 69.99, 70, 180, 180.01, 250, 250.01]
    found = ranges([(round(edge * 100), 1) for edge in edges])
    assert found == {"very_low": 1 / 8, "low": 2 / 8, "in_range": 2 / 8, "high": 2 / 8, "very_high": 1 / 8}


@given(st.lists(st.tuples(st.integers(1000, 50000), st.integers(1, 50)), min_size=1, unique_by=lambda row: row[0]))
def test_ranges_add_up(histogram: list[tuple[int, int]]) -> None:
    assert sum(ranges(sorted(histogram)).values()) == pytest.approx(1)


def test_figures_of_two_weeks() -> None:
    """GMI 3.31 + 0.02392 x mean (Bergenstal 2018): 154 mg/dL is 6.99 %."""
    found = glucose(GMI_DAYS, [154] * 24).profile(START_MS, START_MS + GMI_DAYS * DAY_MS)
    assert (found.mean, found.cv, found.coverage) == (154, 0, 0.5)
    assert found.gmi == pytest.approx(6.994, abs=0.001)
    assert glucose(GMI_DAYS - 1, [154] * 24).profile(START_MS, START_MS + DAY_MS).gmi is None


def test_percentiles_of_a_bin() -> None:
    """Type 7 of ten days: 1, 2, ... 10 at noon."""
    pool = Pool("glucose", UTC, 30)
    pool.add((START_MS + day * DAY_MS + 12 * HOUR_MS, (day + 1) * 1000, 1) for day in range(10))
    pool.add((START_MS + day * DAY_MS + n * HOUR_MS, 9000, 1) for day in range(10) for n in (1, 2))
    curves = pool.profile(START_MS, START_MS + 10 * DAY_MS).curves
    assert [round(curve[24] or 0, 2) for curve in curves] == [14.5, 32.5, 55.0, 77.5, 95.5]
    assert {curve[20] for curve in curves} == {None}


@pytest.mark.parametrize("days", range(1, MIN_DAYS + 1))
def test_too_little_is_refused(days: int) -> None:
    """One or two days, however many readings, are no profile."""
    found = glucose(days, [100] * 96).profile(START_MS, START_MS + 5 * DAY_MS)
    assert (found.refused is None) is (days >= MIN_DAYS)
    assert (found.days, found.days_with_data, found.readings) == (5, days, days * 96)
    assert (found.mean is None) is (found.ranges is None) is (days < MIN_DAYS)


def test_the_clock_is_the_local_one() -> None:
    """On the day that has 25 hours seven o'clock is seven o'clock."""
    pool = Pool("heart_rate", BERLIN, 60)
    sevens = [to_ms(datetime(2026, 10, day, 7, 30, tzinfo=BERLIN)) for day in range(20, 30)]
    pool.add((at_ms, 6000, 1) for at_ms in sevens for _ in range(3))
    start_ms, end_ms = (to_ms(datetime(2026, 10, day, tzinfo=BERLIN)) for day in (20, 30))
    found = pool.profile(start_ms, end_ms)
    assert [place for place, value in enumerate(found.curves[2]) if value is not None] == [7]
    assert (found.days, found.days_with_data) == (10, 10)
    assert found.coverage == 10 / (2 * (24 * 10 + 1))


def test_half_an_hour_from_the_others() -> None:
    """In India it is half past five when it is midnight in Greenwich."""
    pool = Pool("heart_rate", ZoneInfo("Asia/Kolkata"), 15)
    pool.add((START_MS + day * DAY_MS, 6000, 1) for day in range(30))
    middle = pool.profile(START_MS, START_MS + 30 * DAY_MS).curves[2]
    assert [place for place, value in enumerate(middle) if value is not None] == [22]


@given(st.data(), st.permutations(range(60)))
def test_the_order_does_not_matter(data: st.DataObject, order: list[int]) -> None:
    values = [(START_MS + n * 5 * HOUR_MS, 6000 + n * 37 % 900, n % 3 + 1) for n in range(60)]
    cut = data.draw(st.integers(0, 60))
    whole, pieced = (Pool("heart_rate", BERLIN, 60) for _ in range(2))
    whole.add(values)
    shuffled = [values[place] for place in order]
    pieced.add(shuffled[:cut])
    pieced.add(shuffled[cut:])
    period = START_MS, START_MS + 20 * DAY_MS
    assert whole.profile(*period) == pieced.profile(*period)


def test_minutes_and_hours_of_the_history(store: Store) -> None:
    """A minute counts once however many readings it has; by the hour an hour does."""
    for day in range(4):
        at_ms = START_MS - (day + 2) * DAY_MS
        rows = [
            reading("heart_rate", at_ms + hour * HOUR_MS + n * MINUTE_MS // 4, 60 + 10 * (n >= 4))
            for hour in range(24)
            for n in range(8)
        ]
        store.write("p", rows)
    period = START_MS - 6 * DAY_MS, START_MS
    for by_hour, values in ((False, 8), (True, 4)):
        pool = Pool("heart_rate", UTC, 60, by_hour=by_hour)
        pool.read(store, "p", *period)
        found = pool.profile(*period)
        assert (found.readings, found.mean, found.refused) == (4 * 24 * 8, 65, None)
        low, high = found.curves[0][3], found.curves[-1][3]
        assert (low, high) == ((65, 65) if values == 4 else (60, 70))
        assert found.coverage == pytest.approx(4 / 6 if by_hour else 2 / 6)


@pytest.mark.parametrize(("vital", "bins"), [("steps", 15), ("sleep_stage", 15), ("glucose", 7), ("glucose", 0)])
def test_what_has_no_profile(vital: str, bins: int) -> None:
    with pytest.raises(ValueError, match=r"profile|hour"):
        Pool(vital, UTC, bins)


def test_nothing_at_all() -> None:
    """An empty period of an empty person."""
    found = Pool("glucose", UTC, 15).profile(START_MS, START_MS + 1)
    assert (found.days, found.days_with_data, found.coverage, found.refused) == (1, 0, 0.0, "too_little_data")
