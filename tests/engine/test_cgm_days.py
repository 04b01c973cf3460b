"""The 14 days of glucose: which source and readings count, at what time of day; keeping days changes nothing."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

import pytest
from healthsense_engine.cgm import FINGERSTICKS, NoRecording
from healthsense_engine.cgm_days import Days, Fetch, Rows, Window
from healthsense_engine.scores import glucose_mage
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import DAY_MS, HOUR_MS, MINUTE_MS, NOON_MS

FIVE_MS = 5 * MINUTE_MS
QUARTER_MS = 15 * MINUTE_MS

type Readings = Sequence[tuple[int, int, str]]
"""(time in ms, stored value, source)."""


def fetch_from(readings: Readings) -> Fetch:
    by_source: dict[str, Rows] = {}
    for at_ms, scaled, source in sorted(readings):
        times, values = by_source.setdefault(source, ([], []))
        times.append(at_ms)
        values.append(scaled)

    def fetch(start_ms: int, end_ms: int) -> Mapping[str, Rows]:
        out = {}
        for source, (times, values) in by_source.items():
            begin, end = bisect_left(times, start_ms), bisect_left(times, end_ms)
            if begin < end:
                out[source] = times[begin:end], values[begin:end]
        return out

    return fetch


def look(readings: Readings, zone: tzinfo = UTC, days: Days | None = None, revision: int = 0) -> Window | NoRecording:
    newest_ms = max(at_ms for at_ms, _, _ in readings)
    return (days or Days(zone)).window(fetch_from(readings), newest_ms, revision)


def told(found: Window | NoRecording) -> object:
    """Return what is made of a window; signs of a piece's first points are nobody's."""
    if isinstance(found, NoRecording):
        return found
    return found.recording, found.grid, found.curves, found.days, glucose_mage.mage(found.grid, found.signs)


def window(readings: Readings, zone: tzinfo = UTC) -> Window:
    found = look(readings, zone)
    assert isinstance(found, Window)
    return found


def regular(count: int, step_ms: int = FIVE_MS, start_ms: int = NOON_MS, source: str = "cgm") -> Readings:
    return [(start_ms + at * step_ms, 10_000 + at * 37 % 9_000, source) for at in range(count)]


def test_the_window_is_the_14_days_up_to_the_newest_reading() -> None:
    found = window(regular(20 * 96, QUARTER_MS)).recording
    newest = NOON_MS + (20 * 96 - 1) * QUARTER_MS
    assert (found.first_ms, found.last_ms) == (newest - 14 * DAY_MS + QUARTER_MS, newest)
    assert found.readings == 14 * 96
    assert (found.span_ms, found.active, found.coverage) == (14 * DAY_MS, 1, 1)


def test_a_reading_exactly_14_days_before_the_newest_is_outside() -> None:
    readings = [*regular(50), (NOON_MS + 14 * DAY_MS, 10_000, "cgm")]
    assert window(readings).recording.first_ms == NOON_MS + FIVE_MS


def test_the_monitor_with_the_most_readings_counts_and_fingersticks_do_not_mix_in() -> None:
    sticks = [(NOON_MS + at * 3 * HOUR_MS + 60_000, 40_000, "meter") for at in range(100)]
    other = regular(40, source="another")
    found = window([*sticks, *other, *regular(300)]).recording
    assert (found.source, found.readings, found.unit) == ("cgm", 300, "mg/dL")
    assert max(scaled for scaled, _ in found.histogram) < 40_000


def test_of_two_monitors_alike_the_first_by_name_counts() -> None:
    assert window([*regular(100, source="b"), *regular(100, source="a")]).recording.source == "a"


def test_a_meter_with_more_readings_than_a_monitor_is_still_no_monitor() -> None:
    sticks = [(NOON_MS - at * 2 * HOUR_MS, 9_000, "meter") for at in range(160)]
    assert window([*sticks, *regular(100, start_ms=NOON_MS - DAY_MS)]).recording.source == "cgm"


@pytest.mark.parametrize(
    "readings",
    [
        [(NOON_MS + at * 4 * HOUR_MS, 10_000, "meter") for at in range(80)],
        [(NOON_MS + at * 31 * MINUTE_MS, 10_000, "meter") for at in range(400)],
        regular(11),
        [(NOON_MS, 10_000, "meter")],
        [(NOON_MS + at * DAY_MS + twice * 120_000, 10_000, "meter") for at in range(12) for twice in (0, 1)],
    ],
)
def test_fingersticks_are_no_recording(readings: Readings) -> None:
    assert look(readings) is FINGERSTICKS


@pytest.mark.parametrize("step_ms", [MINUTE_MS, 3 * MINUTE_MS, FIVE_MS, QUARTER_MS, 30 * MINUTE_MS])
def test_the_interval_is_the_source_s_own(step_ms: int) -> None:
    found = window(regular(200, step_ms)).recording
    assert (found.cadence_ms, found.readings, found.active) == (step_ms, 200, 1)


def test_a_reading_less_than_half_an_interval_after_another_is_ignored() -> None:
    late = [(at_ms + 149_999, 5_000, source) for at_ms, _, source in regular(30)]
    apart = [(at_ms + 150_000, 5_000, source) for at_ms, _, source in regular(30)]
    found = window([*regular(200), *late]).recording
    assert (found.readings, found.ignored) == (200, 30)
    assert found.histogram[0][0] >= 10_000
    assert (window([*regular(200), *apart]).recording.readings, window([*regular(200), *apart]).recording.ignored) == (
        230,
        0,
    )


def test_readings_told_twice_a_second_apart_count_once() -> None:
    once = regular(400)
    twice = [*once, *((at_ms + 1_000, scaled, source) for at_ms, scaled, source in once)]
    one, both = window(once), window(twice)
    assert both.recording.histogram == one.recording.histogram
    assert both.recording.ignored == 400
    assert both.grid == one.grid


def test_half_hours_are_those_of_the_local_clock() -> None:
    """Kathmandu is 5 h 45 min ahead: 12:00 UTC is 17:45, the half hour of 17:30."""
    readings = [(NOON_MS + day * DAY_MS + at * FIVE_MS, 10_000 + at, "cgm") for day in range(5) for at in range(12)]
    curves = window(readings, ZoneInfo("Asia/Kathmandu")).curves
    assert [at for at, curve in enumerate(curves) if curve[0] is not None] == [35, 36, 37]
    assert [at for at, curve in enumerate(window(readings).curves) if curve[0] is not None] == [24, 25]


def test_the_day_on_which_the_clock_changes_is_read_by_the_clock() -> None:
    """Warsaw, 2025-10-26: 01:00 UTC is 03:00 becoming 02:00; the half hour of 02:00 comes twice."""
    begin = round(datetime(2025, 10, 26, tzinfo=UTC).timestamp() * 1000)
    readings = [(begin + at * QUARTER_MS, 10_000 + at, "cgm") for at in range(96)]
    curves = window(readings, ZoneInfo("Europe/Warsaw")).curves
    assert [at for at, curve in enumerate(curves) if curve[0] is not None] == [4, 5]
    assert window(readings, ZoneInfo("Europe/Warsaw")).days == 2


def test_local_days_are_counted() -> None:
    readings = regular(2 * 288, start_ms=NOON_MS)
    assert window(readings).days == 3
    assert window(readings, ZoneInfo("Pacific/Auckland")).days == 2


def test_the_grid_is_that_of_the_readings_in_the_window() -> None:
    readings = [(NOON_MS + at * 301_000, 10_000 + at * 37 % 9_000, "cgm") for at in range(4_300)]
    found = window(readings)
    inside = [(at_ms, scaled) for at_ms, scaled, _ in readings if at_ms >= found.recording.first_ms]
    assert found.grid == glucose_mage.grid(inside)
    assert found.signs[31:] == glucose_mage.signs(found.grid)[31:]
    assert glucose_mage.mage(found.grid, found.signs) == glucose_mage.mage(found.grid)


STEPS = st.lists(
    st.tuples(
        st.sampled_from((0, 20, 1_000, 90_000, FIVE_MS, FIVE_MS, FIVE_MS, FIVE_MS, HOUR_MS, 2 * DAY_MS)),
        st.integers(4_000, 30_000),
    ),
    min_size=20,
    max_size=150,
)


@settings(max_examples=60, deadline=None)
@given(STEPS, st.integers(1, 40))
def test_what_is_kept_of_days_that_are_over_changes_nothing(steps: list[tuple[int, int]], every: int) -> None:
    readings: list[tuple[int, int, str]] = []
    at_ms = NOON_MS
    for step_ms, scaled in steps:
        at_ms += step_ms + 1
        readings.append((at_ms, scaled, "cgm" if scaled % 7 else "other"))
    days = Days(ZoneInfo("Europe/Warsaw"))
    for count in range(1, len(readings) + 1, every):
        part = readings[:count]
        assert told(look(part, days=days)) == told(look(part, ZoneInfo("Europe/Warsaw"))), count


def test_a_corrected_log_is_read_anew() -> None:
    readings = list(regular(3 * 288))
    days = Days(UTC)
    look(readings, days=days)
    readings[10] = (readings[10][0], 39_900, "cgm")
    found = look(readings, days=days, revision=1)
    assert told(found) == told(window(readings))
    assert isinstance(found, Window)
    assert found.recording.histogram[-1] == (39_900, 1)
