"""The spread of a vital: what statistics call it, and what may weigh how much."""

import statistics
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from healthsense_engine.distribution import MAX_BINS, Distribution, describe, distribution
from healthsense_engine.store import Store
from hypothesis import example, given
from hypothesis import strategies as st
from strategies import DAY_MS, HOUR_MS, MINUTE_MS, NOON_MS, reading

PERSON = "p"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(Store.open(tmp_path / "s.db", now_ms=NOON_MS)) as opened:
        yield opened


def spread(values: list[float], smallest: float = 0.01) -> Distribution:
    found = describe([(NOON_MS + at * MINUTE_MS, value) for at, value in enumerate(values)], UTC, smallest=smallest)
    assert found is not None
    return found


@given(st.lists(st.integers(4000, 18000), min_size=5, max_size=300))
def test_figures_are_those_of_statistics(scaled: list[int]) -> None:
    values = [one / 100 for one in scaled]
    found = spread(values)
    assert found.mean == pytest.approx(statistics.fmean(values))
    assert found.sd == pytest.approx(statistics.stdev(values), abs=1e-9)
    assert dict(found.percentiles)[50] == pytest.approx(statistics.median(values))
    quartiles = statistics.quantiles(values, n=4, method="inclusive")
    assert dict(found.percentiles)[25] == pytest.approx(quartiles[0])


@given(st.lists(st.integers(4000, 18000), min_size=5, max_size=300))
def test_every_value_is_in_one_bin_and_bins_are_readable(scaled: list[int]) -> None:
    found = spread([one / 100 for one in scaled])
    assert sum(count for _, count in found.bins) == len(scaled)
    assert len(found.bins) <= MAX_BINS + 2
    assert found.bins[0][0] <= found.low
    assert found.bins[-1][0] + found.width > found.high - 1e-9


@given(st.integers(1, 20000), st.sampled_from([10, 100, 1000]))
@example(29, 100)
@example(6187, 100)
def test_a_value_on_an_edge_begins_its_bin(scaled: int, parts: int) -> None:
    assert spread([scaled / parts] * 5, 1 / parts).bins == ((scaled / parts, 5),)


def test_no_bin_is_narrower_than_the_sensor_can_tell() -> None:
    assert spread([97.0] * 20, smallest=1.0).bins == ((97.0, 20),)


def test_few_values_have_no_spread() -> None:
    assert describe([(NOON_MS, 1.0)] * 4, UTC, smallest=1.0) is None


def test_an_hour_counts_once_however_often_it_was_measured(store: Store) -> None:
    """An evening with a reading a second must not outweigh the week."""
    store.write(PERSON, [reading("heart_rate", NOON_MS + at * 1000, 120) for at in range(600)])
    store.write(PERSON, [reading("heart_rate", NOON_MS + at * HOUR_MS, 60) for at in range(1, 10)])
    found = distribution(store, PERSON, "heart_rate", NOON_MS, NOON_MS + DAY_MS, zone=UTC)
    assert found is not None
    assert (found.count, dict(found.percentiles)[50]) == (10, 60)


def test_of_spot_readings_each_counts_in_its_local_hour(store: Store) -> None:
    store.write(PERSON, [reading("weight", NOON_MS + day * DAY_MS, 70 + day) for day in range(8)])
    found = distribution(store, PERSON, "weight", NOON_MS, NOON_MS + 8 * DAY_MS, zone=ZoneInfo("Europe/Paris"))
    assert found is not None
    assert found.week[0][14] == pytest.approx(73.5), "Mondays, 14:00 in Paris: 70 and 77"
    assert found.week[1][14] == 71
    assert found.week[0][13] is None
    told = found.as_dict(2)
    assert (told["count"], told["min"], told["max"]) == (8, 70, 77)


@pytest.mark.parametrize("vital", ["steps", "consciousness"])
def test_what_has_no_spread_is_refused(store: Store, vital: str) -> None:
    with pytest.raises(ValueError, match="no distribution"):
        distribution(store, PERSON, vital, 0, 1, zone=UTC)
