"""Counters of what came in, and the log of answers."""

import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from healthsense_engine.assessment import Assessment, Input, refuse
from healthsense_engine.measurement import MeasurementRejectedError
from healthsense_engine.store import Intake, Store, Written
from healthsense_engine.store.journal import ASSESSMENT_KEPT_MS, ASSESSMENTS_KEPT
from hypothesis import given
from hypothesis import strategies as st
from strategies import DAY_MS, HOUR_MS, MINUTE_MS, NOON_MS, reading

PERSON = "p"
EVER = (0, 2 * NOON_MS)


def test_every_submission_counts_by_its_minute_of_receipt(store: Store) -> None:
    one = reading("heart_rate", NOON_MS, 70, received_ms=NOON_MS + 90_000)
    store.write(PERSON, [one])
    store.write(PERSON, [one])
    store.count_rejected(PERSON, NOON_MS + 91_000)
    store.count_rejected(PERSON, NOON_MS, 3)
    assert store.intake(PERSON, NOON_MS, NOON_MS + MINUTE_MS) == Intake(0, 3)
    assert store.intake(PERSON, NOON_MS + MINUTE_MS, NOON_MS + 2 * MINUTE_MS) == Intake(2, 1)
    assert store.intake("somebody else", *EVER) == Intake(0, 0)


def test_counters_can_be_read_minute_by_minute(store: Store) -> None:
    store.write(PERSON, [reading("heart_rate", NOON_MS + n * 30_000, 70) for n in range(4)])
    store.count_rejected(PERSON, NOON_MS + MINUTE_MS, 5)
    first = NOON_MS // MINUTE_MS
    assert store.intake_minutes(PERSON, NOON_MS, NOON_MS + HOUR_MS) == [(first, 2, 0), (first + 1, 2, 5)]
    assert store.intake_minutes(PERSON, NOON_MS + 1, NOON_MS + HOUR_MS) == [(first + 1, 2, 5)]


def test_counters_survive_closing_and_go_after_two_days(open_store: Callable[..., Store]) -> None:
    store = open_store()
    store.count_rejected(PERSON, NOON_MS)
    store.close()
    store = open_store()
    store.compact(NOON_MS + 47 * HOUR_MS)
    assert store.intake(PERSON, *EVER).rejected == 1
    store.compact(NOON_MS + 49 * HOUR_MS)
    assert store.intake(PERSON, *EVER).rejected == 0


def test_an_unknown_vital_is_refused_and_nothing_of_the_call_written(store: Store) -> None:
    good = reading("heart_rate", NOON_MS, 70)
    odd = type(good)("mood", NOON_MS, "ha:one", 1, NOON_MS)
    with pytest.raises(MeasurementRejectedError) as caught:
        store.write(PERSON, [good, odd])
    assert caught.value.field == "vital"
    assert store.vitals(PERSON) == {}
    assert store.write(PERSON, iter(())) == Written()


def slope(value: float, band: str = "steady") -> Assessment:
    return Assessment("heart_rate_trend", value=value, band=band)


def test_an_answer_is_kept_with_what_it_rests_on(store: Store) -> None:
    used = Input("heart_rate", 72.0, "bpm", NOON_MS, "ha:one", 90, points=1)
    answer = Assessment("news2", value=3, band="low", inputs=(used,), explanation="three points")
    store.log_assessment(PERSON, NOON_MS, answer)
    assert store.assessments(PERSON, "news2", *EVER) == [{"at_ms": NOON_MS, **answer.as_dict()}]


def test_changes_are_kept_at_once_and_drift_once_an_hour(open_store: Callable[..., Store]) -> None:
    store = open_store()
    for minute in range(121):
        store.log_assessment(PERSON, NOON_MS + minute * MINUTE_MS, slope(0.1 + minute / 1000))
    store.commit(NOON_MS)
    store.close()
    store = open_store()
    store.log_assessment(PERSON, NOON_MS + 122 * MINUTE_MS, slope(0.25))
    store.log_assessment(PERSON, NOON_MS + 123 * MINUTE_MS, slope(0.25, "rising"))
    store.log_assessment(PERSON, NOON_MS + 124 * MINUTE_MS, refuse("heart_rate_trend", "stale_input", "too old"))
    kept = [(entry["at_ms"] - NOON_MS) // MINUTE_MS for entry in store.assessments(PERSON, "heart_rate_trend", *EVER)]
    assert kept == [0, 60, 120, 123, 124]


def test_whole_numbers_are_no_drift(store: Store) -> None:
    for minute, value in enumerate((3, 3, 4, 3)):
        store.log_assessment(PERSON, NOON_MS + minute, Assessment("news2", value=value, band="low"))
    assert [entry["value"] for entry in store.assessments(PERSON, "news2", *EVER)] == [3, 4, 3]
    assert [entry["value"] for entry in store.assessments(PERSON, "news2", *EVER, 2)] == [4, 3]


def test_a_course_is_spread_over_the_whole_time(store: Store) -> None:
    for hour in range(1000):
        store.log_assessment(PERSON, NOON_MS + hour * HOUR_MS, Assessment("news2", value=hour, band="low"))
    span = (PERSON, "news2", NOON_MS, NOON_MS + 1000 * HOUR_MS)
    course = [entry["value"] for entry in store.assessment_course(*span, 10)]
    assert course == [99, 199, 299, 399, 499, 599, 699, 799, 899, 999]
    # What began in the middle of what is asked for has all of the points too.
    earlier = store.assessment_course(PERSON, "news2", NOON_MS - 9000 * HOUR_MS, NOON_MS + 1000 * HOUR_MS, 10)
    assert [entry["value"] for entry in earlier] == course
    assert store.assessment_course(*span, 1000) == store.assessments(*span)
    assert store.assessment_course(PERSON, "news2", 0, NOON_MS, 10) == []
    with pytest.raises(ValueError, match="max_points"):
        store.assessment_course(*span, 0)


@given(
    at=st.lists(st.integers(0, 500), unique=True, max_size=60),
    start=st.integers(0, 400),
    length=st.integers(1, 300),
    limit=st.integers(1, 40),
)
def test_a_course_is_a_part_of_what_is_kept_and_ends_with_the_newest(
    at: list[int], start: int, length: int, limit: int
) -> None:
    with tempfile.TemporaryDirectory() as folder, closing(Store.open(Path(folder) / "s.db", now_ms=0)) as store:
        for n, when in enumerate(sorted(at)):
            store.log_assessment(PERSON, when, Assessment("news2", value=n, band="low"))
        kept = store.assessments(PERSON, "news2", start, start + length)
        course = store.assessment_course(PERSON, "news2", start, start + length, limit)
    assert len(course) <= limit
    assert course == [entry for entry in kept if entry in course]
    assert course[-1:] == kept[-1:]


def test_the_log_is_bounded_by_age_and_number(store: Store) -> None:
    for n in range(ASSESSMENTS_KEPT + 5):
        store.log_assessment(PERSON, NOON_MS + n, Assessment("news2", value=n % 7, band="low"))
    store.log_assessment(PERSON, NOON_MS, slope(0.1))
    store.compact(NOON_MS + DAY_MS)
    kept = store.assessments(PERSON, "news2", *EVER, 2 * ASSESSMENTS_KEPT)
    assert (len(kept), kept[0]["at_ms"]) == (ASSESSMENTS_KEPT, NOON_MS + 5)
    store.compact(NOON_MS + ASSESSMENT_KEPT_MS + DAY_MS)
    assert store.persons() == ()
