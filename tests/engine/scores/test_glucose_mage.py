"""MAGE by moving averages: the grid, the pieces, the swings. tests/models compares it with iglu."""

from fractions import Fraction
from itertools import pairwise
from math import pi, sin

import pytest
from healthsense_engine.cgm import MMOL_L, NO_READINGS, Recording
from healthsense_engine.scores import glucose_mage as mage
from hypothesis import given
from hypothesis import strategies as st
from strategies import DAY_MS, MINUTE_MS, NOON_MS

FIVE_MS = 5 * MINUTE_MS
POINTS = st.lists(st.integers(4_000, 30_000), min_size=40, max_size=200)


def every_five(values: list[float], start_ms: int = NOON_MS) -> list[tuple[int, int]]:
    return [(start_ms + at * FIVE_MS, round(value * 100)) for at, value in enumerate(values)]


def fine(values: list[int | None]) -> list[int | None]:
    return [None if value is None else value * 1000 for value in values]


def waves(hours: int, height: float, period_hours: float = 4.0) -> list[float]:
    return [120 + height / 2 * sin(2 * pi * at / (12 * period_hours)) for at in range(hours * 12)]


def recording(unit: str = "mg/dL") -> Recording:
    return Recording("cgm", unit, FIVE_MS, NOON_MS, NOON_MS + DAY_MS, ((10_000, 144), (14_000, 144)))


def found(values: list[float]) -> mage.Mage:
    answer = mage.mage(mage.grid(every_five(values)))
    assert answer is not None
    return answer


def test_readings_on_the_grid_are_the_grid() -> None:
    assert mage.grid(every_five([100, 110, 90])) == [10_000_000, 11_000_000, 9_000_000]


def test_readings_beside_the_grid_are_interpolated() -> None:
    assert mage.grid([(NOON_MS - 2 * MINUTE_MS, 10_000), (NOON_MS + 3 * MINUTE_MS, 10_500)]) == [10_200_000]
    assert mage.grid([(NOON_MS + 1, 10_000), (NOON_MS + 2, 10_500)]) == []


def test_a_gap_of_45_minutes_is_bridged_and_a_longer_one_is_not() -> None:
    bridged = mage.grid([(NOON_MS, 10_000), (NOON_MS + 45 * MINUTE_MS, 19_000)])
    assert bridged == [10_000_000 + step * 1_000_000 for step in range(10)]
    gap = mage.grid([(NOON_MS, 10_000), (NOON_MS + 45 * MINUTE_MS + 1, 19_000), (NOON_MS + 50 * MINUTE_MS, 19_000)])
    assert gap == [10_000_000, *[None] * 9, 19_000_000]
    on_grid = mage.grid([(NOON_MS, 10_000), (NOON_MS + 50 * MINUTE_MS, 19_000)])
    assert on_grid == [10_000_000, *[None] * 9, 19_000_000]


def test_the_grid_can_be_made_piece_by_piece() -> None:
    readings = [(NOON_MS + at * 290_000, 10_000 + at * at) for at in range(50)]
    whole = mage.grid(readings)
    assert whole == mage.grid(readings[:20]) + [
        point for earlier, later in pairwise(readings[19:]) for point in mage.between(earlier, later)
    ]
    assert len(whole) == mage.first_point(readings[-1][0] + 1) - mage.first_point(readings[0][0])


def test_more_than_180_missing_minutes_cut_the_trace() -> None:
    assert mage.pieces([None, 1, None, None, 2, None]) == [(1, 5)]
    assert mage.pieces([1, *[None] * 36, 2]) == [(0, 38)]
    assert mage.pieces([1, *[None] * 37, 2, 3]) == [(0, 1), (38, 40)]
    assert mage.pieces([None, None]) == mage.pieces([]) == []


@pytest.mark.parametrize("height", [20, 80, 200])
def test_regular_waves_have_their_own_height(height: float) -> None:
    answer = found(waves(48, height))
    assert answer.value == pytest.approx(height, rel=0.03)
    assert 11 <= answer.rises <= 13
    assert 11 <= answer.falls <= 13
    assert answer.hours == pytest.approx(48, abs=0.1)


def test_small_swings_are_passed_over() -> None:
    small = [value + 4 * sin(at) for at, value in enumerate(waves(48, 120))]
    assert found(small).rises == found(waves(48, 120)).rises


def test_one_rise_alone_is_no_fall() -> None:
    slightly_falling = [103 - at / 20 for at in range(60)]
    answer = found(slightly_falling + [100 + 2 * at for at in range(51)] + [200.0] * 60)
    assert (answer.rises, answer.falls) == (1, 0)
    assert answer.value == pytest.approx(100)


def test_pieces_count_by_their_length() -> None:
    high, low = every_five(waves(36, 200)), every_five(waves(12, 50), NOON_MS + 2 * DAY_MS)
    both = mage.mage(mage.grid([*high, *low]))
    one, other = mage.mage(mage.grid(high)), mage.mage(mage.grid(low))
    assert both is not None
    assert one is not None
    assert other is not None
    weighted = (one.value * (36 * 12 - 1) + other.value * (12 * 12 - 1)) / (48 * 12 - 2)
    assert both.value == pytest.approx(weighted)
    assert (both.rises, both.falls) == (one.rises + other.rises, one.falls + other.falls)


@pytest.mark.parametrize("values", [[100.0] * 300, [100.0, 101.0] * 150, waves(2, 100), []])
def test_a_flat_or_short_trace_has_no_swing(values: list[float]) -> None:
    assert mage.mage(mage.grid(every_five(values))) is None


@given(POINTS)
def test_it_lies_between_one_deviation_and_the_whole_range(values: list[int]) -> None:
    points = fine([*values])
    answer = mage.mage(points)
    if answer is not None:
        assert 1 <= answer.value <= (max(values) - min(values)) / 100


@given(POINTS, st.integers(2, 5))
def test_it_grows_with_the_swings_and_not_with_the_level(values: list[int], times: int) -> None:
    answer = mage.mage(fine([*values]))
    higher = mage.mage(fine([value + 5_000 for value in values]))
    assert (answer is None) == (higher is None)
    if answer is not None and higher is not None:
        assert higher.value == pytest.approx(answer.value)
        stretched = mage.mage(fine([value * times for value in values]))
        assert stretched is not None
        assert stretched.value == pytest.approx(answer.value * times)


@given(POINTS)
def test_upside_down_rises_are_falls(values: list[int]) -> None:
    answer, turned = mage.mage(fine([*values])), mage.mage(fine([40_000 - value for value in values]))
    assert (answer is None) == (turned is None)
    if answer is not None and turned is not None and 2 not in mage.signs(values):
        assert turned.value == pytest.approx(answer.value)
        assert (turned.rises, turned.falls) == (answer.falls, answer.rises)


HOLES = st.lists(
    st.one_of(st.none(), st.integers(10_000, 10_005), st.integers(4_000, 30_000)), min_size=32, max_size=120
)


def averages(points: list[int | None], at: int, width: int) -> Fraction | None:
    values = [value for value in points[max(0, at + 1 - width) : at + 1] if value is not None]
    return Fraction(sum(values), len(values)) if values else None


@given(HOLES)
def test_signs_are_those_of_the_two_averages(points: list[int | None]) -> None:
    for at, sign in enumerate(mage.signs(points)):
        short, long = averages(points, at, mage.SHORT), averages(points, at, mage.LONG)
        if points[at] is None:
            assert sign == 3
        else:
            assert short is not None
            assert long is not None
            assert sign == (1 if short > long else 0 if short < long else 2)


def crossings_point_by_point(signs: bytes) -> list[tuple[int, bool]]:
    """Return what the method says, told slowly: a change of sign from the point before or since the last crossing."""
    direction = {0: -1, 1: 1, 2: 0}
    last = direction[signs[0]]
    out = [(0, last > 0)]
    for at in range(1, len(signs)):
        if 3 not in signs[at - 1 : at + 1]:
            before, now = direction[signs[at - 1]], direction[signs[at]]
            if now * before < 0 or now * last < 0:
                out.append((at, now > 0))
                last = now
    return out


@given(st.sampled_from((0, 1, 2)), st.lists(st.sampled_from((0, 0, 1, 1, 2, 3)), max_size=60))
def test_crossings_are_those_found_point_by_point(first: int, following: list[int]) -> None:
    signs = bytes([first, *following])
    assert mage._crossings(signs) == crossings_point_by_point(signs)


@given(HOLES, st.integers(0, 100))
def test_signs_may_be_told_from_any_31_points_before(points: list[int | None], cut: int) -> None:
    cut = min(cut, len(points))
    before = points[max(0, cut - 31) : cut]
    assert mage.signs(points)[cut:] == mage.signs([*before, *points[cut:]])[len(before) :]
    assert mage.mage(fine(points), mage.signs(points)) == mage.mage(fine(points))


@given(POINTS, st.lists(st.integers(1, 38), min_size=1, max_size=30, unique=True))
def test_missing_points_break_nothing(values: list[int], missing: list[int]) -> None:
    holes: list[int | None] = [None if at in missing else value for at, value in enumerate(values)]
    answer = mage.mage(fine(holes))
    if answer is not None:
        assert answer.value <= (max(values) - min(values)) / 100


def test_answers() -> None:
    answer = mage.assess(recording(), mage.Mage(72.4, 33, 34, 283.0))
    assert (answer.key, answer.value, answer.unit, answer.band) == ("glucose_mage", 72.4, "mg/dL", None)
    assert "72 mg/dL high on average (33 rises, 34 falls)" in answer.explanation
    assert "4.0 mmol/L high" in mage.assess(recording(MMOL_L), mage.Mage(72.4, 33, 34, 283.0)).explanation
    assert mage.assess(recording(), None).refused == "not_enough_data"
    assert "no swing to average" in mage.assess(recording(), None).explanation
    assert mage.assess(NO_READINGS, None).refused == "missing_input"
