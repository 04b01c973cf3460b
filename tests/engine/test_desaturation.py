"""Falls of oxygen saturation: what counts as one, for how long, and what is known of no time at all."""

import csv
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest
from healthsense_engine.desaturation import Scanner, Tally
from hypothesis import given
from hypothesis import strategies as st

SHARED = Path(os.environ.get("HEALTHSENSE_SHARED_DATA") or Path(__file__).parents[2] / ".." / "shared" / "data")
REFERENCE = SHARED / "ppg-hypoxia" / "reference"
HOUR_S = 3600


def scan(values: Iterable[float], *, every_s: int = 1, start_ms: int = 0) -> Tally:
    scanner = Scanner()
    for at, value in enumerate(values):
        scanner.feed(start_ms + at * every_s * 1000, round(value * 100))
    return scanner.tally


def level(seconds: int, value: float = 97) -> list[float]:
    return [value] * seconds


def falls(count: int, *, depth: float = 5, down_s: int = 30, up_s: int = 150) -> list[float]:
    return [value for _ in range(count) for value in (*level(up_s), *level(down_s, 97 - depth))] + level(up_s)


def test_a_night_of_falls_is_counted_and_its_hours_are_those_with_data() -> None:
    night = scan([*falls(40), *level(8 * HOUR_S - len(falls(40)))])
    assert night.falls == (40, 40)
    assert night.recorded_ms == 8 * HOUR_S * 1000
    assert night.readings + night.artefacts == 8 * HOUR_S


@pytest.mark.parametrize(
    ("depth", "counted"), [(2.99, (0, 0)), (3, (1, 0)), (3.99, (1, 0)), (4, (1, 1)), (12, (1, 1)), (30, (1, 1))]
)
def test_depth(depth: float, counted: tuple[int, int]) -> None:
    assert scan(falls(1, depth=depth)).falls == counted


@pytest.mark.parametrize(
    ("every_s", "readings_down", "counted"),
    [(1, 9, 0), (1, 10, 1), (2, 4, 0), (2, 5, 1), (4, 2, 0), (4, 3, 1), (5, 2, 1), (10, 1, 1), (60, 1, 1)],
)
def test_a_fall_lasts_ten_seconds_where_the_sampling_can_tell(every_s: int, readings_down: int, counted: int) -> None:
    values = [*level(200), *level(readings_down, 93), *level(200)]
    assert scan(values, every_s=every_s).falls == (counted, counted)


def test_falls_in_quick_succession_do_not_lower_their_own_baseline() -> None:
    # 25 s down and 15 s up: the average of two minutes is 94.5, from which 93 is no fall of 3 %.
    assert scan(falls(30, depth=4, down_s=25, up_s=15)).falls == (30, 30)


def test_a_slow_drift_is_no_fall() -> None:
    assert scan([97 - second / 120 for second in range(900)]).falls == (0, 0)


def test_what_stays_low_is_one_fall_and_then_a_level() -> None:
    assert scan([*level(300), *level(3000, 91)]).falls == (1, 1)


def test_hovering_about_the_threshold_is_one_fall() -> None:
    assert scan([*level(200), *level(12, 94), *[94.5, 93.5] * 40, *level(200)]).falls == (1, 0)


def test_a_partial_rise_of_three_percent_ends_a_fall() -> None:
    assert scan([*level(200), *level(30, 88), *level(10, 95), *level(30, 88), *level(100)]).falls == (2, 2)


def test_a_gap_counts_in_no_hour_and_no_baseline_reaches_across_it() -> None:
    scanner = Scanner()
    for second in range(600):
        scanner.feed(second * 1000, 9700)
    for second in range(600):
        scanner.feed(600_000 + 1_800_000 + second * 1000, 9200)
    assert scanner.tally.recorded_ms == 1_200_000
    assert scanner.tally.falls == (0, 0)


def test_once_a_minute_is_a_recording_and_once_in_two_minutes_is_none() -> None:
    assert scan(level(60), every_s=60).recorded_ms == HOUR_S * 1000
    assert scan(level(60), every_s=120) == Tally()


def test_a_spike_is_left_out_and_a_steep_fall_keeps_its_length() -> None:
    spiked = scan([*level(100), 60, *level(100)])
    assert (spiked.lowest, spiked.artefacts, spiked.recorded_ms) == (9700, 1, 201_000)
    steep = scan([*level(200), *level(30, 85), *level(200)])
    assert (steep.lowest, steep.below_ms, steep.falls) == (8500, (30_000, 30_000), (1, 1))


def test_a_false_start_is_forgotten() -> None:
    assert scan([55, *level(100)]).lowest == 9700


def test_limits_are_strict_and_the_mean_is_exact() -> None:
    tally = scan([*level(100, 90), *level(50, 89.99), *level(50, 88), *level(20, 87.99)])
    assert tally.below_ms == (120_000, 20_000)
    assert tally.weighted == 1000 * (100 * 9000 + 50 * 8999 + 50 * 8800 + 20 * 8799)


SIGNAL = st.lists(st.integers(7000, 10000), min_size=2, max_size=400)


@given(values=SIGNAL, every_s=st.sampled_from((1, 4, 30, 60)))
def test_what_must_always_hold(values: Sequence[int], every_s: int) -> None:
    tally = scan([value / 100 for value in values], every_s=every_s)
    assert tally.falls[1] <= tally.falls[0]
    assert tally.below_ms[1] <= tally.below_ms[0] <= tally.recorded_ms <= len(values) * every_s * 1000
    assert tally.lowest is None or tally.lowest >= min(values)
    assert tally == scan([value / 100 for value in values], every_s=every_s, start_ms=1_750_000_000_123)


@given(first=SIGNAL, second=SIGNAL, third=SIGNAL)
def test_parts_add_up_in_any_grouping(first: Sequence[int], second: Sequence[int], third: Sequence[int]) -> None:
    def total(*parts: Tally) -> Tally:
        out = Tally()
        for part in parts:
            out.add(part)
        return out

    one, two, three = (scan([value / 100 for value in values]) for values in (first, second, third))
    assert total(total(one, two), three) == total(one, total(two, three)) == total(three, two, one)


@pytest.mark.skipif(not REFERENCE.is_dir(), reason="the recordings of induced hypoxaemia are not here")
@pytest.mark.parametrize(
    ("subject", "column", "counted", "below_90_s", "lowest"),
    [
        # Four staircases each; the oximeters agree on them within one fall.
        ("100001", 4, (4, 4), 512, 6500),
        ("100002", 2, (4, 4), 474, 7200),
        ("100003", 2, (5, 5), 574, 6700),
        ("100004", 1, (4, 4), 479, 7680),
    ],
)
def test_induced_hypoxaemia(subject: str, column: int, counted: tuple[int, int], below_90_s: int, lowest: int) -> None:
    with (REFERENCE / f"{subject}.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.reader(file))[1:-1]
    tally = scan([float(row[column]) for row in rows])
    assert (tally.falls, tally.below_ms[0] // 1000, tally.lowest) == (counted, below_90_s, lowest)
