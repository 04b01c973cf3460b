"""A trend towards a limit, with the time to reach it."""

import pytest
from healthsense_engine import trend
from healthsense_engine.alerts.controls import Controls, Origin
from healthsense_engine.alerts.model import Level
from healthsense_engine.alerts.trends import time_to_limit_min
from healthsense_engine.assessment import Assessment, Confidence, Input
from hypothesis import given
from hypothesis import strategies as st
from rule_scenes import HOUR, MINUTE, START, Person, limit, reading


def sloping(vital: str, per_hour: float, now: float, *, blocks: int = 18, noise: float = 0.0) -> Assessment:
    """Return the engine's answer about a straight line that ends at ``now``."""
    step = per_hour / 6
    first = START - (blocks - 1) * 10 * MINUTE
    rows = [
        (first + at * 10 * MINUTE, now - step * (blocks - 1 - at) + noise * (1 if at % 2 else -1))
        for at in range(blocks)
    ]
    return trend.assess(vital, rows, Input(vital, now, "", START, "ring"), fresh=True)


TRENDS = {
    # rule, vital, per hour, now, minutes to the limit (None: not told)
    "oxygen falls to 90 in an hour": ("spo2_trend", "spo2", -3.0, 93.0, 60),
    "oxygen falls to 90 in two hours": ("spo2_trend", "spo2", -2.0, 94.0, 120),
    "oxygen falls to 90 in four hours": ("spo2_trend", "spo2", -1.0, 94.0, None),
    "oxygen rises": ("spo2_trend", "spo2", 2.0, 92.0, None),
    "oxygen is beyond already": ("spo2_trend", "spo2", -2.0, 88.0, None),
    "the pulse rises to 130 in an hour": ("heart_rate_trend", "heart_rate", 20.0, 110.0, 60),
    "the pulse rises slowly": ("heart_rate_trend", "heart_rate", 5.0, 110.0, None),
    "the pulse falls": ("heart_rate_trend", "heart_rate", -20.0, 110.0, None),
}


@pytest.mark.parametrize(("key", "vital", "per_hour", "now", "minutes"), TRENDS.values(), ids=TRENDS)
def test_trend(key: str, vital: str, per_hour: float, now: float, minutes: int | None) -> None:
    person = Person(key)
    person.take(reading(vital, START, now))
    person.tell(sloping(vital, per_hour, now), START)
    assert person.pending is (minutes is not None)
    person.take(reading(vital, START + 10 * MINUTE, now))
    person.advance_to(START + 20 * MINUTE)
    assert person.met is (minutes is not None)
    if minutes is not None:
        assert person.part is not None
        assert person.part.notes == (f"time_to_limit_min:{minutes}",)
        assert person.part.limit == (90 if vital == "spo2" else 130)
        assert person.level() is Level.INFO


def test_an_uncertain_slope_says_nothing() -> None:
    answer = sloping("spo2", -3.0, 93.0, noise=6.0)
    assert answer.band == "uncertain"
    person = Person("spo2_trend")
    person.take(reading("spo2", START, 93))
    person.tell(answer, START)
    assert person.part is None


def test_an_hour_alone_is_too_little() -> None:
    answer = sloping("spo2", -3.0, 93.0, blocks=7)
    assert answer.confidence is Confidence.LOW
    person = Person("spo2_trend")
    person.take(reading("spo2", START, 93))
    person.tell(answer, START)
    assert person.part is None


def test_a_clinicians_target_moves_what_it_goes_towards() -> None:
    person = Person("spo2_trend")
    person.controls = Controls(limits={"spo2_target": limit(88, Origin.CLINICIAN)})
    person.take(reading("spo2", START, 93))
    person.tell(sloping("spo2", -3.0, 93.0), START)
    assert person.part is None


def test_the_vital_now_is_the_median_of_a_quarter_of_an_hour_where_it_is_known() -> None:
    person = Person("spo2_trend")
    person.take(reading("spo2", START, 99))
    now = Input("spo2_now", 93.0, "%", START)
    person.assessments["spo2_deviation"] = Assessment("spo2_deviation", -2.0, inputs=(now,))
    part = person.tell(sloping("spo2", -3.0, 93.0), START)
    assert part is not None
    assert part.value == 93.0
    assert part.usual is None, "an answer without bounds says nothing of what is usual"


def test_without_any_value_now_nothing_is_said() -> None:
    person = Person("spo2_trend")
    person.tell(sloping("spo2", -3.0, 93.0), START)
    assert person.part is None


def test_a_trend_that_turns_is_over() -> None:
    person = Person("spo2_trend")
    person.take(reading("spo2", START, 93))
    person.tell(sloping("spo2", -3.0, 93.0), START)
    person.take(reading("spo2", START + 10 * MINUTE, 92.5))
    person.advance_to(START + 20 * MINUTE)
    assert person.met
    person.tell(sloping("spo2", 1.0, 94.0), START + 30 * MINUTE)
    person.advance_to(START + HOUR)
    assert person.part is None


@given(
    value=st.floats(50, 150),
    per_hour=st.floats(-60, 60).filter(lambda one: abs(one) > 0.01),
    limit_at=st.floats(50, 150),
)
def test_the_time_to_a_limit_is_when_the_line_crosses_it(value: float, per_hour: float, limit_at: float) -> None:
    minutes = time_to_limit_min(value, per_hour, limit_at)
    if minutes is None:
        assert (limit_at - value) * per_hour < 0
    else:
        assert minutes >= 0
        assert value + per_hour * minutes / 60 == pytest.approx(limit_at)


def test_a_level_line_reaches_nothing() -> None:
    assert time_to_limit_min(95, 0, 90) is None
