"""A vital far from what is usual for the person: told when it stays so, and never before usual is known."""

from collections.abc import Callable
from functools import partial

import pytest
from healthsense_engine import baseline
from healthsense_engine.alerts.departures import DepartureRule
from healthsense_engine.alerts.model import Level
from healthsense_engine.assessment import LEARNING, STALE_INPUT, Assessment, Input
from hypothesis import given, settings
from hypothesis import strategies as st
from rule_scenes import BY_KEY, HOUR, MINUTE, SECOND, START, Person


def oxygen(now: float, at_ms: int, *, median: float = 97.0, mad: float = 0.5, days: int = 20) -> Assessment:
    """Return the answer about oxygen that the engine gives for a median of now, and of what is usual."""
    usual = baseline.Baseline(median, mad, days * 12, days)
    return baseline.assess("spo2", usual, [now] * 15, Input("spo2", now, "%", at_ms, "ring"), fresh=True)


def pulse(now: float, at_ms: int) -> Assessment:
    usual = baseline.Baseline(65.0, 4.0, 240, 20)
    newest = Input("heart_rate", now, "bpm", at_ms, "ring")
    return baseline.assess("heart_rate", usual, [now] * 15, newest, fresh=True)


def keep(person: Person, make: Callable[[int], Assessment], since_min: int, until_min: int) -> None:
    """Have an answer say the same every two minutes, as it does while readings come."""
    for minute in range(since_min, until_min + 1, 2):
        person.tell(make(START + minute * MINUTE), START + minute * MINUTE)


def low(at_ms: int) -> Assessment:
    return oxygen(93, at_ms)


def test_three_percent_below_usual_for_a_quarter_of_an_hour() -> None:
    person = Person("spo2_departure")
    keep(person, lambda at_ms: oxygen(94.0, at_ms), 0, 14)
    assert person.pending
    person.advance_to(START + 15 * MINUTE)
    assert person.met
    part = person.part
    assert part is not None
    assert part.value == 94.0
    assert part.usual == pytest.approx((97 - 3 * 1.4826 * 0.5, 97 + 3 * 1.4826 * 0.5))
    assert part.limit == pytest.approx(97 - 3 * 1.4826 * 0.5)
    assert part.source == "ring"
    assert part.level is Level.WARNING


DEPARTURES = {
    # rule, answer, whether it is worth telling
    "three below": ("spo2_departure", partial(oxygen, 94.0), True),
    "less than three below": ("spo2_departure", partial(oxygen, 94.5), False),
    "three below, for somebody who varies": ("spo2_departure", partial(oxygen, 94.0, mad=1.0), False),
    "above": ("spo2_departure", partial(oxygen, 99.9, median=95), False),
    "a pulse 20 above": ("heart_rate_departure", partial(pulse, 85), True),
    "a pulse 14 above": ("heart_rate_departure", partial(pulse, 79), False),
    "a pulse 20 below": ("heart_rate_departure", partial(pulse, 45), False),
    "a pulse 20 below, for the other rule": ("heart_rate_departure_low", partial(pulse, 45), True),
    "while learning": ("spo2_departure", partial(oxygen, 80.0, days=5), False),
    "no current reading": ("spo2_departure", lambda at_ms: Assessment("spo2_deviation", refused=STALE_INPUT), False),
}


@pytest.mark.parametrize(("key", "make", "told"), DEPARTURES.values(), ids=DEPARTURES)
def test_departure(key: str, make: Callable[[int], Assessment], told: bool) -> None:
    person = Person(key)
    keep(person, make, 0, 120)
    assert person.met is told


def test_a_few_readings_that_stay_current_are_no_departure_that_lasts() -> None:
    person = Person("spo2_departure")
    keep(person, low, 0, 4)
    person.advance_to(START + HOUR)
    assert person.first_met() is None


def test_a_short_return_neither_begins_the_delay_again_nor_ends_what_is_met() -> None:
    person = Person("spo2_departure")
    for minutes, value in ((0, 93), (5, 96), (6, 93), (15, 93)):
        person.tell(oxygen(value, START + minutes * MINUTE), START + minutes * MINUTE)
    assert person.met
    person.tell(oxygen(96, START + 20 * MINUTE), START + 20 * MINUTE)
    person.advance_to(START + 29 * MINUTE)
    assert person.met
    person.tell(oxygen(93, START + 29 * MINUTE), START + 29 * MINUTE)
    person.advance_to(START + 60 * MINUTE)
    assert person.met


def test_a_return_that_lasts_ends_both() -> None:
    person = Person("spo2_departure")
    person.tell(oxygen(93, START), START)
    person.tell(oxygen(96, START + 5 * MINUTE), START + 5 * MINUTE)
    person.advance_to(START + 8 * MINUTE)
    assert person.part is None
    keep(person, low, 10, 26)
    assert person.met
    person.tell(oxygen(97, START + 30 * MINUTE), START + 30 * MINUTE)
    person.advance_to(START + 41 * MINUTE)
    assert person.part is None


def test_a_refusal_is_no_recovery() -> None:
    person = Person("spo2_departure")
    keep(person, low, 0, 16)
    person.tell(Assessment("spo2_deviation", refused=STALE_INPUT), START + 20 * MINUTE)
    person.advance_to(START + 70 * MINUTE)
    assert person.met
    person.advance_to(START + 81 * MINUTE)
    assert person.part is None


def test_an_answer_without_a_baseline_has_no_usual_bounds() -> None:
    bare = Assessment("spo2_deviation", -5.0, "%", -2.0, 2.0, band="lower_than_usual")
    part = Person("spo2_departure").tell(bare, START)
    assert part is not None
    assert (part.value, part.usual, part.limit) == (-5.0, None, None)


def test_learning_says_nothing_and_ends_what_was_pending() -> None:
    person = Person("spo2_departure")
    person.tell(Assessment("spo2_deviation", refused=LEARNING), START)
    assert person.part is None


def test_a_delay_goes_on_after_a_restart() -> None:
    person = Person("spo2_departure")
    person.tell(oxygen(93, START), START)
    person.restart(START + 10 * MINUTE)
    assert person.pending
    keep(person, low, 12, 14)
    person.advance_to(START + 15 * MINUTE)
    assert person.met


def test_a_delay_that_ended_while_we_were_stopped_is_over_8_s_later() -> None:
    person = Person("spo2_departure")
    person.tell(oxygen(93, START), START)
    person.restart(START + 30 * MINUTE)
    assert person.pending
    person.advance_to(START + 30 * MINUTE + 8 * SECOND)
    assert person.met


@settings(max_examples=80, deadline=None)
@given(values=st.lists(st.sampled_from([91.0, 93.9, 94.0, 95.0, 97.0]), min_size=1, max_size=60))
def test_what_is_usual_now_is_never_told(values: list[float]) -> None:
    """A part is there only while the answer says so, or did a moment ago."""
    person = Person("spo2_departure")
    since: int | None = None
    for at, value in enumerate(values):
        now_ms = START + at * MINUTE
        person.tell(oxygen(value, now_ms), now_ms)
        away = value <= 94.0
        since = None if away else (now_ms if since is None else since)
        rule = BY_KEY["spo2_departure"]
        assert isinstance(rule, DepartureRule)
        if since is not None and now_ms - since >= rule.clear_ms:
            assert person.part is None
        if away:
            assert person.part is not None
