"""Fatigue, lack of fluid, low oxygen: each sign at its limit, and what is not known."""

import re
from math import exp

import pytest
from healthsense_engine.assessment import LEARNING, MISSING_INPUT, STALE_INPUT, Assessment, Confidence, Input
from healthsense_engine.scores import body_signals as signals
from healthsense_engine.scores.body_signals import Daily
from hypothesis import given
from hypothesis import strategies as st
from strategies import NOON_MS

TODAY = 739_000


def daily(vital: str, *values: float, unit: str = "bpm") -> Daily:
    """The last value is today's."""
    days = {TODAY - len(values) + 1 + at: value for at, value in enumerate(values)}
    return Daily(vital, unit, days, NOON_MS, "watch")


RESTING = daily("resting_heart_rate", *[60.0] * 10)
RAISED = daily("resting_heart_rate", *[60.0] * 10, 63.0)
VARIABLE = daily("hrv_rmssd", *[40.0, 50.0] * 10, unit="ms")
LOW = daily("hrv_rmssd", *[40.0, 50.0] * 10, *[35.0] * 7, unit="ms")
SLEPT = daily("sleep_duration", *[450.0] * 12, unit="min")
SHORT = daily("sleep_duration", *[450.0] * 9, *[350.0] * 3, unit="min")
WEIGHT = Input("weight", 78.4, "kg", NOON_MS, "scale")


@pytest.mark.parametrize(("last", "there"), [(63.0, True), (62.99, False), (60.0, False)])
def test_a_raised_pulse(last: float, there: bool) -> None:
    assert signals.raised_pulse(daily("resting_heart_rate", *[60.0] * 7, last)).there is there
    assert signals.raised_pulse(daily("resting_heart_rate", *[60.0] * 6, last)).there is None


def test_low_variability_is_half_a_standard_deviation_of_the_logarithm() -> None:
    """Usual days of e^3 and e^5: mean 4, SD of ten such days 1.0541; the limit is 4 - 0.527."""
    usual = [exp(3), exp(5)] * 5

    def there(level: float) -> bool | None:
        return signals.low_variability(daily("hrv_rmssd", *usual, *[exp(level)] * 7, unit="ms")).there

    assert there(3.48) is False
    assert there(3.47) is True
    assert signals.low_variability(daily("hrv_rmssd", *[40.0] * 13, unit="ms")).there is None


@pytest.mark.parametrize(
    ("usual", "lately", "there"),
    [(450, 360, True), (450, 391, False), (450, 390, True), (380, 359.9, True), (380, 360, False)],
)
def test_short_sleep(usual: float, lately: float, there: bool) -> None:
    assert signals.short_sleep(daily("sleep_duration", *[usual] * 7, *[lately] * 3)).there is there


@pytest.mark.parametrize(("before", "there"), [(80.0, True), (79.99, False), (70.0, False)])
def test_two_percent_of_weight(before: float, there: bool) -> None:
    sign = signals.weight_lost(WEIGHT, [78.0, before])
    assert sign.there is there
    assert signals.weight_lost(WEIGHT, []).there is None


def test_signs_are_counted() -> None:
    answer = signals.fatigue(RAISED, LOW, SHORT)
    assert (answer.value, answer.lower, answer.upper, answer.band) == (3, 3, 3, "several_signs")
    assert (answer.coverage, answer.confidence) == (1.0, Confidence.MODERATE)
    assert dict(answer.extra) == {"resting_heart_rate": "yes", "heart_rate_variability": "yes", "sleep_duration": "yes"}
    assert signals.fatigue(RESTING, VARIABLE, SLEPT).band == "usual"
    assert signals.fatigue(RAISED, VARIABLE, SLEPT).band == "one_sign"


def test_what_is_not_known_leaves_bounds_and_too_little_nothing() -> None:
    partial = signals.fatigue(RAISED, None, SLEPT)
    assert (partial.value, partial.lower, partial.upper) == (None, 1, 2)
    assert (partial.missing, partial.confidence) == (("heart_rate_variability",), Confidence.LOW)
    assert signals.fatigue(RAISED, None, None).refused == LEARNING
    assert signals.fatigue(None, None, None).refused == MISSING_INPUT


@given(st.tuples(*[st.sampled_from((True, False))] * 3), st.tuples(*[st.booleans()] * 3))
def test_bounds_contain_every_completion(there: tuple[bool, ...], known: tuple[bool, ...]) -> None:
    inputs = [(RAISED if there[0] else RESTING), (LOW if there[1] else VARIABLE), (SHORT if there[2] else SLEPT)]
    full = signals.fatigue(*inputs)
    partial = signals.fatigue(*(one if shown else None for one, shown in zip(inputs, known, strict=True)))
    if partial.refused is None:
        assert isinstance(full.value, (int, float))
        assert partial.lower is not None
        assert partial.upper is not None
        assert partial.lower <= full.value <= partial.upper


def test_lack_of_fluid() -> None:
    lost = signals.weight_lost(WEIGHT, [80.5])
    fever = Input("temperature", 38.0, "°C", NOON_MS, "ear")
    answer = signals.dehydration(lost, RAISED, signals.fluid_loss(fever, told=None))
    assert (answer.value, answer.band) == (3, "several_signs")
    assert "down 2.6 % in three days" in answer.explanation
    assert signals.fluid_loss(None, told=True).there is True
    cool = Input("temperature", 37.99, "°C", NOON_MS, "ear")
    assert signals.fluid_loss(cool, told=False).there is False
    # No fever is not yet no heat.
    assert signals.fluid_loss(cool, told=None).there is None
    partial = signals.dehydration(lost, RESTING, signals.fluid_loss(None, told=None))
    assert (partial.lower, partial.upper, partial.missing) == (1, 2, ("fluid_loss",))


@pytest.mark.parametrize(
    ("percent", "usual", "word"),
    [
        (100, None, "usual"), (95, None, "usual"), (94, None, "worth_checking"), (93, None, "worth_checking"),
        (92, None, "urgent"), (94, 94.4, "usual"), (93, 94.4, "usual"), (92, 94.4, "urgent"),
        (94, 94.5, "worth_checking"),
        (95, 98.0, "worth_checking"), (96, 98.4, "usual"), (95, 97.4, "usual"),
    ],
)  # fmt: skip
def test_home_bands_of_oxygen(percent: int, usual: float | None, word: str) -> None:
    assert signals.oxygen_band(percent, usual, target_88_92=False) == word


@pytest.mark.parametrize(
    ("percent", "usual", "word"),
    [(92, None, "usual"), (88, None, "usual"), (87, None, "worth_checking"), (84, None, "worth_checking"),
     (83, None, "urgent"), (88, 91.0, "worth_checking"), (89, 91.0, "usual"), (96, 91.0, "usual")],
)  # fmt: skip
def test_a_clinician_s_target_has_its_own_bands(percent: int, usual: float | None, word: str) -> None:
    assert signals.oxygen_band(percent, usual, target_88_92=True) == word


@given(st.integers(70, 99), st.one_of(st.none(), st.floats(85, 100)), st.booleans())
def test_more_oxygen_is_never_a_worse_band(percent: int, usual: float | None, target: bool) -> None:
    low, high = (
        signals.OXYGEN_BANDS.index(signals.oxygen_band(one, usual, target_88_92=target))
        for one in (percent, percent + 1)
    )
    assert high <= low


def oxygen(*minutes: float, usual: float | None = None, fresh: bool = True) -> Assessment:
    newest = Input("spo2", minutes[-1] if minutes else 90, "%", NOON_MS, "finger")
    return signals.hypoxaemia(newest, minutes, usual, fresh=fresh, target_88_92=False)


def test_one_or_two_minutes_only_ask_to_measure_again() -> None:
    assert (oxygen(85, 85).band, oxygen(85, 85).confidence) == ("measure_again", Confidence.LOW)
    assert oxygen(85, 85, 85).band == "urgent"
    assert oxygen(97).band == "usual"
    # A glitch among good minutes is none.
    assert oxygen(97, 70, 97, 96).band == "usual"


def test_halves_round_up_as_on_an_oximeter() -> None:
    assert oxygen(94.5, 94.5, 94.5).band == "usual"
    assert oxygen(94.49, 94.49, 94.49).band == "worth_checking"


def test_no_current_reading_is_no_answer() -> None:
    assert signals.hypoxaemia(None, (), None, fresh=False, target_88_92=False).refused == MISSING_INPUT
    assert oxygen(97, fresh=False).refused == STALE_INPUT


def test_plain_words() -> None:
    told = [signals.fatigue(RAISED, LOW, SHORT), oxygen(90, 90, 90), oxygen(94, 94, 94), oxygen(90)]
    for answer in told:
        assert not re.search("hypox|dehydrat|diagnos|disease|syndrome", answer.explanation)
