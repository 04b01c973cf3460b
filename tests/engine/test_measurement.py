"""The gate: what is accepted, and which field is named when it is not."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from healthsense_engine.measurement import (
    EARLIEST_MS,
    MAX_FUTURE_MS,
    Measurement,
    MeasurementRejectedError,
    Reason,
    to_datetime,
    to_ms,
    validate,
)
from healthsense_engine.vitals import Site
from hypothesis import given
from hypothesis import strategies as st
from strategies import DAY_MS, NOON_MS

GOOD: dict[str, Any] = {
    "vital": "temperature",
    "value": 37.05,
    "unit": "°C",
    "effective_ms": NOON_MS,
    "received_ms": NOON_MS + 1000,
    "source": "ha:one",
}


def checked(**changes: object) -> Measurement:
    return validate(**{**GOOD, **changes})


def test_a_good_reading() -> None:
    row = checked(quality=80.4, site="ear", birth_date=date(1960, 1, 1))
    assert row == Measurement("temperature", NOON_MS, "ha:one", 37_050, NOON_MS + 1000, 80, Site.EAR)
    assert row.value == 37.05


@pytest.mark.parametrize(
    ("changes", "field", "reason"),
    [
        ({"vital": "aura"}, "vital", Reason.UNKNOWN_VITAL),
        ({"value": True}, "value", Reason.NOT_A_NUMBER),
        ({"value": "37"}, "value", Reason.NOT_A_NUMBER),
        ({"value": None}, "value", Reason.NOT_A_NUMBER),
        ({"value": float("nan")}, "value", Reason.NOT_A_NUMBER),
        ({"value": float("-inf")}, "value", Reason.NOT_A_NUMBER),
        ({"value": 10**400}, "value", Reason.NOT_A_NUMBER),
        ({"value": 45.001}, "value", Reason.IMPLAUSIBLE),
        ({"value": 24.999}, "value", Reason.IMPLAUSIBLE),
        ({"unit": "bpm"}, "unit", Reason.UNKNOWN_UNIT),
        ({"unit": None}, "unit", Reason.UNKNOWN_UNIT),
        ({"effective_ms": NOON_MS + 1000 + MAX_FUTURE_MS + 1}, "time", Reason.IN_THE_FUTURE),
        ({"effective_ms": EARLIEST_MS - 1}, "time", Reason.TOO_OLD),
        ({"birth_date": date(2025, 6, 18)}, "time", Reason.BEFORE_BIRTH),
        ({"source": ""}, "source", Reason.BAD_SOURCE),
        ({"source": "x" * 129}, "source", Reason.BAD_SOURCE),
        ({"source": "a\nb"}, "source", Reason.BAD_SOURCE),
        ({"quality": 101}, "quality", Reason.BAD_QUALITY),
        ({"quality": -1}, "quality", Reason.BAD_QUALITY),
        ({"quality": True}, "quality", Reason.BAD_QUALITY),
        ({"quality": float("nan")}, "quality", Reason.BAD_QUALITY),
        ({"site": "elbow"}, "site", Reason.UNKNOWN_SITE),
        ({"vital": "consciousness", "value": "dozing"}, "value", Reason.UNKNOWN_WORD),
    ],
)
def test_what_is_wrong_is_named(changes: dict[str, object], field: str, reason: Reason) -> None:
    with pytest.raises(MeasurementRejectedError) as caught:
        checked(**changes)
    assert (caught.value.field, caught.value.reason) == (field, reason)
    assert str(caught.value) == f"{field}: {reason.value}"


def test_the_limits_themselves_are_accepted() -> None:
    assert checked(value=45).scaled == 45_000
    assert checked(value=25).scaled == 25_000
    assert checked(effective_ms=NOON_MS + 1000 + MAX_FUTURE_MS).scaled == 37_050
    assert checked(birth_date=date(2025, 6, 17)).scaled == 37_050
    assert checked(source="x" * 128).scaled == 37_050


def test_a_site_is_ignored_where_there_is_none() -> None:
    assert checked(vital="heart_rate", value=60, unit="bpm", site="ear").site is Site.UNKNOWN


@pytest.mark.parametrize(("word", "code"), [("Alert", 0), (" V ", 2), ("unresponsive", 4)])
def test_words(word: str, code: int) -> None:
    assert checked(vital="consciousness", value=word, unit=None).scaled == code


def test_a_boolean_is_a_word_where_words_are_asked_for() -> None:
    assert checked(vital="supplemental_oxygen", value=True, unit=None).scaled == 1


def test_a_time_needs_a_zone() -> None:
    with pytest.raises(MeasurementRejectedError, match="no_time_zone"):
        to_ms(datetime(2025, 6, 16, 12))  # noqa: DTZ001 - that is the point


@given(ms=st.integers(EARLIEST_MS, 200 * 365 * DAY_MS), minutes=st.integers(-1439, 1439))
def test_milliseconds_there_and_back_in_any_zone(ms: int, minutes: int) -> None:
    moment = to_datetime(ms)
    assert to_ms(moment) == ms
    assert to_ms(moment.astimezone(timezone(timedelta(minutes=minutes)))) == ms
    assert moment.tzinfo is UTC
