"""A chart is what a plain sum over the readings says, whatever table it comes from."""

import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest
from healthsense_engine.measurement import Measurement
from healthsense_engine.store import Store
from healthsense_engine.store.series import WIDTHS_MS, width_for
from healthsense_engine.view import Ranks, View
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


def stage(effective_ms: int, code: int, source: str = "ha:one", received_ms: int | None = None) -> Measurement:
    return Measurement("sleep_stage", effective_ms, source, code, received_ms or effective_ms)


def told_last(
    batch: Iterable[Measurement], vital: str, start: int, end: int, width: int
) -> list[tuple[int, int, int, str]]:
    """Return the plain answer: what was told last in each point, of one moment by the source first in the alphabet."""
    groups: dict[int, list[Measurement]] = {}
    for one in winners(batch):
        if one.vital == vital and start // width <= one.effective_ms // width <= (end - 1) // width:
            groups.setdefault(one.effective_ms // width * width, []).append(one)
    found = []
    for at, rows in sorted(groups.items()):
        newest = max(row.effective_ms for row in rows)
        last = min((row for row in rows if row.effective_ms == newest), key=lambda row: row.source)
        found.append((at, last.scaled, len(rows), last.source))
    return found


@settings(max_examples=60, deadline=None)
@given(
    batch=st.lists(
        readings(vitals=("sleep_stage", "posture"), step_ms=700, span_ms=4 * HOUR_MS, start_ms=-HOUR_MS), max_size=60
    ),
    start=st.integers(-2 * HOUR_MS, 2 * HOUR_MS),
    span=st.integers(1, 5 * HOUR_MS),
    points=st.sampled_from((2, 3, 20, 300)),
)
def test_a_chart_of_words_holds_what_was_told_last(
    batch: list[Measurement], start: int, span: int, points: int
) -> None:
    store = Store.open(Path(tempfile.mkdtemp()) / "s.db", now_ms=0)
    store.write(PERSON, batch)
    width = width_for(start, start + span, points)
    for vital in ("sleep_stage", "posture"):
        chart = store.told(PERSON, vital, start, start + span, points)
        assert chart == told_last(batch, vital, start, start + span, width)
        assert len(chart) <= points
    store.close()


@pytest.mark.parametrize("points", [3, 25, 100, 2000])
def test_a_chart_of_words_knows_what_is_packed_and_what_overrides_it(store: Store, points: int) -> None:
    batch = [stage(NOON_MS + n * 5 * MINUTE_MS, n % 5) for n in range(100)]
    store.write(PERSON, [*batch, stage(NOON_MS + 60 * DAY_MS, 1)])
    assert store.compact(NOON_MS + 60 * DAY_MS) > 0
    better = stage(batch[7].effective_ms, 4, received_ms=NOON_MS + DAY_MS)
    store.write(PERSON, [better])
    store.delete(PERSON, "sleep_stage", batch[9].effective_ms, "ha:one")
    left = [*batch[:9], *batch[10:], better]
    span = (NOON_MS, NOON_MS + 40 * DAY_MS)
    width = width_for(*span, points)
    assert store.told(PERSON, "sleep_stage", *span, points) == told_last(left, "sleep_stage", *span, width)


def test_words_of_one_source_may_be_asked_for_and_of_nothing_there_are_none(store: Store) -> None:
    rows = [stage(NOON_MS, 0, source="a"), stage(NOON_MS + 1000, 2, source="b")]
    store.write(PERSON, rows)
    span = (NOON_MS, NOON_MS + HOUR_MS)
    codes = {source: store.told(PERSON, "sleep_stage", *span, 1, source=source)[0].code for source in (None, "a", "b")}
    assert codes == {None: 2, "a": 0, "b": 2}
    assert store.told(PERSON, "sleep_stage", NOON_MS, NOON_MS, 10) == []
    with pytest.raises(ValueError, match="max_points"):
        store.told(PERSON, "sleep_stage", *span, 0)


WATCH, BED, PHONE = "ha:watch", "ha:bed", "ha:phone"
FRESH_MS = VITALS["sleep_stage"].fresh_for_ms
AWAKE, LIGHT, DEEP, REM = 0, 2, 3, 4


def words_of(store: Store, points: int = 120, *, preferred: Sequence[str] = (WATCH,)) -> list[tuple[int, int, str]]:
    """Return (minutes after noon, code, source) of what a chart of four hours shows."""
    told = store.told(PERSON, "sleep_stage", NOON_MS, NOON_MS + 4 * HOUR_MS, points, preferred=preferred)
    return [((point.start_ms - NOON_MS) // MINUTE_MS, point.code, point.source) for point in told]


def at(minutes: int, code: int, source: str) -> Measurement:
    return stage(NOON_MS + minutes * MINUTE_MS, code, source)


def test_what_another_source_tells_does_not_count_while_the_preferred_one_is_heard(store: Store) -> None:
    store.write(PERSON, [at(0, LIGHT, WATCH), at(20, AWAKE, BED), at(40, DEEP, WATCH), at(100, AWAKE, BED)])
    assert words_of(store) == [(0, LIGHT, WATCH), (40, DEEP, WATCH)]
    assert [code for _, code, _ in words_of(store, preferred=())] == [LIGHT, AWAKE, DEEP, AWAKE]


def test_once_the_preferred_one_is_silent_the_others_count_and_of_those_alike_the_last(store: Store) -> None:
    silent = 40 + FRESH_MS // MINUTE_MS
    rows = [at(40, DEEP, WATCH), at(silent, AWAKE, BED), at(silent + 2, REM, BED), at(silent + 4, LIGHT, PHONE)]
    store.write(PERSON, rows)
    assert words_of(store) == [(40, DEEP, WATCH), (silent + 2, REM, BED), (silent + 4, LIGHT, PHONE)]
    assert words_of(store, preferred=(WATCH, PHONE, BED)) == words_of(store)
    later = at(silent + 6, AWAKE, BED)
    store.write(PERSON, [later])
    assert words_of(store)[-1] == (silent + 6, AWAKE, BED)
    assert words_of(store, preferred=(WATCH, PHONE, BED))[-1] == (silent + 4, LIGHT, PHONE)


def test_a_word_of_the_preferred_one_from_before_the_chart_still_hides_what_others_tell(store: Store) -> None:
    store.write(PERSON, [at(-30, DEEP, WATCH), at(10, AWAKE, BED), at(10 + FRESH_MS // MINUTE_MS, REM, BED)])
    assert words_of(store) == [(10 + FRESH_MS // MINUTE_MS, REM, BED)]


def test_of_one_moment_the_preferred_one_counts_and_both_were_readings(store: Store) -> None:
    store.write(PERSON, [at(60, AWAKE, BED), at(60, DEEP, WATCH)])
    told = store.told(PERSON, "sleep_stage", NOON_MS, NOON_MS + 4 * HOUR_MS, 120, preferred=(WATCH,))
    assert told == [(NOON_MS + HOUR_MS, DEEP, 2, WATCH)]


def test_points_wider_than_a_word_holds_have_what_counted_at_their_end(store: Store) -> None:
    store.write(PERSON, [at(0, DEEP, WATCH), at(30, AWAKE, BED), at(200, LIGHT, BED)])
    assert words_of(store, 1) == [(0, LIGHT, BED)]
    assert words_of(store, 4) == [(0, DEEP, WATCH), (180, LIGHT, BED)]


@settings(max_examples=60, deadline=None)
@given(
    rows=st.lists(
        st.builds(at, st.integers(-90, 300), st.integers(0, 4), st.sampled_from((WATCH, BED, PHONE))), max_size=40
    ),
    preferred=st.permutations((WATCH, BED, PHONE)).flatmap(lambda all_: st.sampled_from((all_[:1], all_[:2], all_))),
)
def test_where_each_reading_is_a_point_a_chart_shows_what_is_current_then(
    rows: list[Measurement], preferred: list[str]
) -> None:
    """Against `View.current`, which says at each moment what counts."""
    store = Store.open(Path(tempfile.mkdtemp()) / "s.db", now_ms=0)
    view = View(store, PERSON, Ranks({"sleep_stage": preferred}))
    store.write(PERSON, rows)
    kept = sorted(winners(rows), key=lambda row: row.effective_ms)
    chart = {minute: (code, source) for minute, code, source in words_of(store, 240, preferred=preferred)}
    for row in kept:
        view.note(row)
        minute = (row.effective_ms - NOON_MS) // MINUTE_MS
        if any(other.effective_ms == row.effective_ms for other in kept if other is not row) or not 0 <= minute < 240:
            continue
        current = view.current("sleep_stage", row.effective_ms)
        assert current is not None
        if current.measurement == row:
            assert chart.get(minute) == (row.scaled, row.source)
        else:
            assert minute not in chart
    store.close()
