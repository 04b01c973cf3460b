"""The hours of every day, with the days that have 23 or 25 of them."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from healthsense_engine.hour_grid import MAX_DAYS, grid, hour_grid
from healthsense_engine.measurement import to_ms
from healthsense_engine.store import Store
from hypothesis import given
from hypothesis import strategies as st
from strategies import DAY_MS, HOUR_MS, NOON_MS, reading

BERLIN = ZoneInfo("Europe/Berlin")
NEW_YORK = ZoneInfo("America/New_York")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(Store.open(tmp_path / "s.db", now_ms=NOON_MS)) as opened:
        yield opened


def day(zone: ZoneInfo, *told: int) -> tuple[int, int]:
    """Return the beginning of a local day and of the next."""
    at = date(*told)
    first = datetime(at.year, at.month, at.day, tzinfo=zone)
    after = date.fromordinal(at.toordinal() + 1)
    return to_ms(first), to_ms(datetime(after.year, after.month, after.day, tzinfo=zone))


@pytest.mark.parametrize(
    ("zone", "told", "hours", "counts"),
    [
        (BERLIN, (2026, 3, 29), 23, {2: 0}),
        (BERLIN, (2026, 10, 25), 25, {2: 2}),
        (NEW_YORK, (2026, 3, 8), 23, {2: 0}),
        (NEW_YORK, (2026, 11, 1), 25, {1: 2}),
        (BERLIN, (2026, 7, 1), 24, {}),
    ],
)
def test_days_of_other_lengths(zone: ZoneInfo, told: tuple[int, ...], hours: int, counts: dict[int, int]) -> None:
    """Every hour of the day is somewhere; the one that comes twice is one."""
    start_ms, end_ms = day(zone, *told)
    assert (end_ms - start_ms) == hours * HOUR_MS
    rows = [(at_ms, 100 * (n + 1), 1) for n, at_ms in enumerate(range(start_ms, end_ms, HOUR_MS))]
    found = grid(rows, start_ms, end_ms, zone, scale=100)
    assert found.days == (date(*told),)
    assert list(found.count[0]) == [counts.get(hour, 1) for hour in range(24)]
    assert sum(
        mean * count for mean, count in zip(map(float, (m or 0 for m in found.mean[0])), found.count[0], strict=True)
    ) == sum(range(1, hours + 1))


@given(st.lists(st.tuples(st.integers(0, 23 * 40), st.integers(1, 30000), st.integers(1, 99))))
def test_nothing_is_lost(rows: list[tuple[int, int, int]]) -> None:
    start_ms, _ = day(BERLIN, 2026, 3, 1)
    told = [(start_ms + hour * HOUR_MS, value * count, count) for hour, value, count in rows]
    found = grid(told, start_ms, start_ms + 40 * DAY_MS, BERLIN, scale=1)
    assert sum(map(sum, found.count)) == sum(count for *_, count in told)
    assert all(
        (mean is None) is (count == 0)
        for pair in zip(found.mean, found.count, strict=True)
        for mean, count in zip(*pair, strict=True)
    )


def test_the_hours_of_the_history(store: Store) -> None:
    """All sources count by their readings; what lies outside does not."""
    at_ms = NOON_MS // DAY_MS * DAY_MS - 2 * DAY_MS
    rows = [reading("heart_rate", at_ms + 30 * 60_000 + n, 60, source="a") for n in range(3)]
    rows += [reading("heart_rate", at_ms + 45 * 60_000, 80, source="b"), reading("heart_rate", at_ms - 1, 200)]
    store.write("p", rows)
    found = hour_grid(store, "p", "heart_rate", at_ms, at_ms + DAY_MS, zone=UTC)
    assert (found.mean[0][0], found.count[0][0]) == (65, 4)
    assert sum(map(sum, found.count)) == 4
    assert len(found.days) == 1


def test_what_is_refused(store: Store) -> None:
    for start_ms, end_ms in ((0, 0), (5, 4), (0, (MAX_DAYS + 1) * DAY_MS)):
        with pytest.raises(ValueError, match="days"):
            grid((), start_ms, end_ms, UTC, scale=1)
    for vital in ("steps", "consciousness"):
        with pytest.raises(ValueError, match="compare"):
            hour_grid(store, "p", vital, 0, DAY_MS, zone=UTC)
