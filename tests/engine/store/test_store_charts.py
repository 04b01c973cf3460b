"""A chart is what a plain sum over the readings says, whatever table it comes from."""

import tempfile
from collections.abc import Iterable
from pathlib import Path

import pytest
from healthsense_engine.measurement import Measurement
from healthsense_engine.store import Store
from healthsense_engine.store.series import WIDTHS_MS, width_for
from healthsense_engine.vitals import VITALS
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import DAY_MS, HOUR_MS, MINUTE_MS, NOON_MS, reading, readings
from test_store_order import winners

PERSON = "p"


def naive(
    batch: Iterable[Measurement], vital: str, start: int, end: int, width: int, source: str | None
) -> list[tuple[float, ...]]:
    groups: dict[int, list[int]] = {}
    for one in winners(batch):
        inside = start // width <= one.effective_ms // width <= (end - 1) // width
        if one.vital == vital and inside and source in (None, one.source):
            groups.setdefault(one.effective_ms // width * width, []).append(one.scaled)
    scale = VITALS[vital].scale
    return [
        (at, min(values) / scale, sum(values) / (len(values) * scale), max(values) / scale, len(values))
        for at, values in sorted(groups.items())
    ]


@settings(max_examples=80, deadline=None)
@given(
    batch=st.lists(readings(step_ms=700, span_ms=4 * HOUR_MS, start_ms=-HOUR_MS), max_size=60),
    start=st.integers(-2 * HOUR_MS, 2 * HOUR_MS),
    span=st.integers(1, 5 * HOUR_MS),
    points=st.sampled_from((2, 3, 20, 300, 20_000)),
    source=st.sampled_from((None, "ha:one")),
    packed=st.booleans(),
)
def test_a_chart_equals_the_plain_sum(
    batch: list[Measurement], start: int, span: int, points: int, source: str | None, packed: bool
) -> None:
    store = Store.open(Path(tempfile.mkdtemp()) / "s.db", now_ms=0, keep_full_days=1)
    store._compactor._dense = 2
    store.write(PERSON, batch)
    width = width_for(start, start + span, points)
    if packed and width % MINUTE_MS == 0:
        far = [reading(v, 90 * DAY_MS, 50 if v != "supplemental_oxygen" else 1, source=s)
               for v in ("heart_rate", "spo2", "weight") for s in ("ha:one", "ha:two")]  # fmt: skip
        store.write(PERSON, far)
        while store.compact(100 * DAY_MS):
            pass
    for vital in {one.vital for one in batch}:
        chart = store.series(PERSON, vital, start, start + span, points, source=source)
        assert chart == naive(batch, vital, start, start + span, width, source)
        assert len(chart) <= points
    store.close()


@given(start=st.integers(-(10**13), 10**13), span=st.integers(1, 10**12), points=st.integers(2, 5000))
def test_the_width_is_the_smallest_that_suffices(start: int, span: int, points: int) -> None:
    def needed(width: int) -> int:
        return (start + span - 1) // width - start // width + 1

    width = width_for(start, start + span, points)
    assert needed(width) <= points
    narrower = [one for one in WIDTHS_MS if one < width]
    assert not narrower or needed(narrower[-1]) > points


def test_a_year_comes_from_hours_and_a_minute_packed_in_between_is_seen_in_a_close_view(store: Store) -> None:
    batch = [reading("heart_rate", NOON_MS + n * 30_000, 60 + n % 9) for n in range(200)]
    store.write(PERSON, [*batch, reading("heart_rate", NOON_MS + 60 * DAY_MS, 70)])
    while store.compact(NOON_MS + 60 * DAY_MS):
        pass
    close = store.series(PERSON, "heart_rate", NOON_MS, NOON_MS + 2 * MINUTE_MS, 120)
    assert [(point.start_ms - NOON_MS, point.count) for point in close] == [(0, 2), (60_000, 2)]


def test_a_live_chart_only_appends(store: Store) -> None:
    store.write(PERSON, [reading("heart_rate", NOON_MS + n * 1000, 60 + n % 9) for n in range(3600)])
    first = store.series(PERSON, "heart_rate", NOON_MS, NOON_MS + HOUR_MS, 200)
    store.write(PERSON, [reading("heart_rate", NOON_MS + HOUR_MS + n * 1000, 60) for n in range(60)])
    second = store.series(PERSON, "heart_rate", NOON_MS + MINUTE_MS, NOON_MS + HOUR_MS + MINUTE_MS, 200)
    known = {point.start_ms: point for point in first}
    assert all(known.get(point.start_ms, point) == point for point in second if point.start_ms < NOON_MS + HOUR_MS)


def test_nothing_asked_for_is_nothing_and_no_points_is_an_error(store: Store) -> None:
    assert store.series(PERSON, "heart_rate", NOON_MS, NOON_MS, 10) == []
    assert store.series(PERSON, "heart_rate", NOON_MS, NOON_MS + 1, 10) == []
    with pytest.raises(ValueError, match="max_points"):
        store.series(PERSON, "heart_rate", NOON_MS, NOON_MS + 1, 0)


@pytest.mark.parametrize("points", [3, 25, 100, 2000])
def test_packed_spot_readings_are_in_the_chart_with_what_overrides_them(store: Store, points: int) -> None:
    batch = [reading("glucose", NOON_MS + n * 5 * MINUTE_MS, 90 + n % 40) for n in range(100)]
    store.write(PERSON, [*batch, reading("glucose", NOON_MS + 60 * DAY_MS, 100)])
    assert store.compact(NOON_MS + 60 * DAY_MS) > 0
    better = reading("glucose", batch[7].effective_ms, 200, received_ms=NOON_MS + DAY_MS)
    store.write(PERSON, [better])
    store.delete(PERSON, "glucose", batch[9].effective_ms, "ha:one")
    left = [*batch[:9], *batch[10:], better]
    span = (NOON_MS, NOON_MS + 8 * HOUR_MS)
    width = width_for(*span, points)
    assert store.series(PERSON, "glucose", *span, points) == naive(left, "glucose", *span, width, None)


def test_one_source_may_be_asked_for(store: Store) -> None:
    store.write(
        PERSON, [reading("heart_rate", NOON_MS, 60, source="a"), reading("heart_rate", NOON_MS, 80, source="b")]
    )
    means = {
        source: store.series(PERSON, "heart_rate", NOON_MS, NOON_MS + HOUR_MS, 60, source=source)[0].mean
        for source in (None, "a", "b")
    }
    assert means == {None: 70.0, "a": 60.0, "b": 80.0}
