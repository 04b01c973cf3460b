"""Measurements in, size and weight out; and until when they hold."""

from typing import Any

import pytest
from healthsense_engine.answering import body as answering
from healthsense_engine.assessment import NOT_VALID_FOR, STALE_INPUT
from healthsense_engine.catalog import CATALOG
from healthsense_engine.measurement import Measurement
from healthsense_engine.scores import body, weight_change
from strategies import DAY_MS, HOUR_MS, NOON_MS, reading
from watching import at_once, says_the_same_in_any_order, watched

KEYS = tuple(key for job in answering.JOBS for key in job.keys)
ADULT: dict[str, Any] = {"birth_date": "1955-03-02", "sex": "female", "height_cm": 165, "measured_on": "2025-06-16"}
FAILING = {**ADULT, "conditions": ["heart_failure"]}


def weighed(day: int, kg: float, hour: int = 0, source: str = "scale") -> Measurement:
    return reading("weight", NOON_MS + day * DAY_MS + hour * HOUR_MS, kg, source=source)


def test_every_key_has_its_row_and_every_band_is_listed() -> None:
    assert set(KEYS) <= set(CATALOG)
    assert CATALOG["bmi"].bands == CATALOG["waist_to_height"].bands == body.BANDS
    assert CATALOG["weight_change"].bands == weight_change.BANDS


def test_the_newest_weight_and_waist_count() -> None:
    rows = [weighed(-1, 80), weighed(0, 70), reading("waist", NOON_MS, 82.5)]
    answers = at_once(rows, NOON_MS, ADULT)
    assert answers["bmi"].value == pytest.approx(70 / 1.65**2)
    assert answers["bmi"].unit == "kg/m²"
    assert answers["waist_to_height"].value == pytest.approx(0.5)
    assert answers["waist_to_height"].band == "above_range"
    assert {used.key: used.source for used in answers["bmi"].inputs} == {"weight": "scale", "height": "profile"}


def test_a_weight_is_good_for_a_month() -> None:
    with watched(ADULT) as monitor:
        monitor.advance([weighed(0, 70)], NOON_MS)
        assert monitor.advance((), NOON_MS + 30 * DAY_MS).assessments["bmi"].value is not None
        after = monitor.advance((), NOON_MS + 30 * DAY_MS + 1).assessments["bmi"]
        assert (after.refused, after.missing) == (STALE_INPUT, ("weight",))


def test_the_twentieth_birthday() -> None:
    with watched({"birth_date": "2005-06-17", "height_cm": 180}) as monitor:
        assert monitor.advance([weighed(0, 70)], NOON_MS).assessments["bmi"].refused == NOT_VALID_FOR
        assert monitor.advance((), NOON_MS + 12 * HOUR_MS).assessments["bmi"].value is not None


def test_pregnancy() -> None:
    answers = at_once([weighed(-1, 70), weighed(0, 72)], NOON_MS, {**ADULT, "conditions": ["pregnancy"]})
    assert {answers[key].refused for key in KEYS} == {NOT_VALID_FOR}


def test_the_rule_of_heart_failure_day_by_day() -> None:
    with watched(FAILING) as monitor:
        monitor.advance([weighed(-1, 70.0)], NOON_MS - DAY_MS)
        met = monitor.advance([weighed(0, 71.4)], NOON_MS).assessments["weight_change"]
        assert met.band == "rule_met"
        assert met.value == pytest.approx(1.4)
        # The same gain in somebody who told of no heart failure is a gain.
        assert at_once([weighed(-1, 70.0), weighed(0, 71.4)], NOON_MS, ADULT)["weight_change"].band == "usual"
        # It counts until the end of the next day.
        midnight = NOON_MS + 12 * HOUR_MS
        assert monitor.advance((), midnight + DAY_MS - 1).assessments["weight_change"].band == "rule_met"
        assert monitor.advance((), midnight + DAY_MS).assessments["weight_change"].refused == STALE_INPUT


def test_a_day_s_weight_is_the_median_of_its_weighings() -> None:
    rows = [weighed(-1, 70), weighed(0, 70.2, -2), weighed(0, 90, -1), weighed(0, 70.4)]
    assert at_once(rows, NOON_MS, FAILING)["weight_change"].value == pytest.approx(0.4)


def test_another_scale_is_another_story() -> None:
    rows = [weighed(-2, 70), weighed(-1, 70), weighed(0, 75, source="gym")]
    answer = at_once(rows, NOON_MS, FAILING)["weight_change"]
    assert (answer.refused, answer.missing) == ("not_enough_data", ("weight",))


def test_four_weeks_make_what_is_usual() -> None:
    rows = [weighed(-day, 70 + day % 2 / 5) for day in range(1, 40)]
    answer = at_once([*rows, weighed(0, 72)], NOON_MS, ADULT)["weight_change"]
    assert answer.band == "higher_than_usual"
    assert dict(answer.extra)["days_in_chart"] == 28
    assert at_once([*rows[:6], weighed(0, 72)], NOON_MS, ADULT)["weight_change"].lower is None


def test_pounds_give_the_same() -> None:
    kilograms = at_once([weighed(-1, 70), weighed(0, 71.36)], NOON_MS, FAILING)
    assert kilograms["weight_change"].band == "rule_met"
    pounds = [
        Measurement("weight", row.effective_ms, row.source, row.scaled, row.received_ms)
        for row in (weighed(-1, 154.324 * 0.45359237), weighed(0, 157.324 * 0.45359237))
    ]
    # Three pounds are 1.361 kg.
    assert at_once(pounds, NOON_MS, FAILING)["weight_change"].band == "rule_met"


def test_a_late_weight_changes_what_was_said() -> None:
    with watched(FAILING) as monitor:
        assert monitor.advance([weighed(0, 71.4)], NOON_MS).assessments["weight_change"].refused == "not_enough_data"
        late = Measurement("weight", NOON_MS - DAY_MS, "scale", 70_000, NOON_MS)
        assert monitor.advance([late], NOON_MS).assessments["weight_change"].band == "rule_met"


def test_any_order_says_the_same() -> None:
    rows = [
        Measurement(vital, at_ms, source, scaled + day * 50 % 700, at_ms + (day % 7) * HOUR_MS * 30)
        for day in range(-34, 3)
        for vital, source, scaled in (("weight", "a", 70_000), ("weight", "b", 71_000), ("waist", "tape", 8_000))
        for at_ms in (NOON_MS + day * DAY_MS + len(source) * HOUR_MS,)
        if day % 5 or source == "a"
    ]
    moments = [NOON_MS + hour * HOUR_MS for hour in (-24 * 20, -24 * 3, -24, 0, 12, 13, 36, 60, 100, 24 * 40)]
    says_the_same_in_any_order(rows, moments, KEYS, FAILING)
