"""NightSignal: nights, baseline, two in a row, what is filled in, what is said."""

import re
from collections.abc import Sequence
from fractions import Fraction
from statistics import median

import pytest
from healthsense_engine.assessment import LEARNING, MISSING_INPUT, STALE_INPUT, Assessment, Confidence
from healthsense_engine.scores import night_signal
from healthsense_engine.scores.night_signal import Night
from hypothesis import given
from hypothesis import strategies as st
from strategies import DAY_MS, HOUR_MS, NOON_MS

SEVEN_MS = NOON_MS - 5 * HOUR_MS


def nights(values: Sequence[float | None], *, steps_known: bool = True) -> dict[int, Night]:
    """The last of the values is the night that ended at 07:00 today."""
    count = len(values)
    return {
        1000 + at: Night(Fraction(str(value)), SEVEN_MS - (count - 1 - at) * DAY_MS, "watch", steps_known)
        for at, value in enumerate(values)
        if value is not None
    }


def answer(values: Sequence[float | None], **more: object) -> Assessment:
    return night_signal.assess(nights(values), now_ms=NOON_MS, **more)  # type: ignore[arg-type] # tags and measure


CALM = [60.0] * 14


@pytest.mark.parametrize(
    ("last", "word"),
    [
        ((63, 63), "yellow"), ((62.99, 63), "green"), ((63, 62.99), "green"), ((63.99, 63.99), "yellow"),
        ((64, 64), "red"), ((63.99, 64), "yellow"), ((64, 63.99), "yellow"), ((64, 60), "green"),
        ((70, 60, 70), "green"), ((70, 70), "red"), ((60, 64, 64, 64), "red"), ((64, 64, 60), "green"),
    ],
)  # fmt: skip
def test_two_nights_in_a_row(last: tuple[float, ...], word: str) -> None:
    told = answer([*CALM, *last])
    assert (told.value, told.band) == (word, word)


def test_the_published_example_s_shape() -> None:
    """Days after an infection: red from the second raised night to the last one, as on the program's own plot."""
    values = [62, 61, 63, 62, 62, 61, 63, 62, 62, 62, 61, 62, 63, 62, 66, 67, 69, 68, 66, 63, 62]
    words = [
        one.word for one in night_signal.signals({at: Fraction(value) for at, value in enumerate(values)}).values()
    ]
    assert words == ["green"] * 15 + ["red"] * 4 + ["green"] * 2


def test_a_single_missing_night_counts_as_the_mean_of_its_neighbours() -> None:
    day = {1: Fraction(60), 2: Fraction(60), 4: Fraction(66)}
    assert night_signal.filled(day)[3] == 63
    assert night_signal.filled({2: Fraction(60), 4: Fraction(66), 5: Fraction(60)})[3] == 63
    # Alone on both sides, or two in a row: left missing, as published.
    assert 3 not in night_signal.filled({2: Fraction(60), 4: Fraction(66)})
    assert list(night_signal.filled({1: Fraction(60), 2: Fraction(60), 5: Fraction(66)})) == [1, 2, 5]
    told = answer([*CALM, 68, None, 68])
    assert (told.value, told.confidence) == ("red", Confidence.LOW)
    assert answer([*CALM, 68, None, None, 68]).value == "green"


@given(st.lists(st.one_of(st.none(), st.integers(4500, 8000)), min_size=1, max_size=40))
def test_the_newest_state_is_what_the_whole_history_ends_with(values: list[int | None]) -> None:
    """Against the rules written out night by night."""
    means = {at: Fraction(value, 100) for at, value in enumerate(values) if value is not None}
    if not means:
        return
    newest, _ = night_signal.newest_signal(means)
    assert newest == night_signal.signals(means)[max(means)]
    known = night_signal.filled(means)
    above = {day: known[day] - median([known[one] for one in known if one <= day]) for day in known}
    last = max(means)
    for least, word in ((4, "red"), (3, "yellow")):
        if above[last] >= least and above.get(last - 1, Fraction(-1)) >= least:
            assert newest.word == word
            break
    else:
        assert newest.word == "green"


@given(st.lists(st.integers(5000, 8000), min_size=14, max_size=30), st.integers(0, 1000))
def test_a_higher_last_night_is_never_a_lesser_signal(values: list[int], more: int) -> None:
    low, high = (
        answer([*(value / 100 for value in values[:-1]), last / 100]).value for last in (values[-1], values[-1] + more)
    )
    assert night_signal.BANDS.index(str(high)) >= night_signal.BANDS.index(str(low))


def test_learning_missing_and_stale() -> None:
    assert night_signal.assess({}, now_ms=NOON_MS).refused == MISSING_INPUT
    learning = answer([60.0] * 13)
    assert (learning.refused, dict(learning.extra)) == (LEARNING, {"nights": 13})
    known = nights(CALM)
    assert night_signal.assess(known, now_ms=SEVEN_MS + 36 * HOUR_MS).value == "green"
    assert night_signal.assess(known, now_ms=SEVEN_MS + 36 * HOUR_MS + 1).refused == STALE_INPUT


def test_other_explanations_are_told_in_plain_words() -> None:
    raised = [*CALM, 66, 66]
    assert "Alcohol, stress, travel" in answer(raised).explanation
    told = answer(raised, tags=("travel", "alcohol", "unheard_of")).explanation
    assert "You told of alcohol and travel" in told
    for text in (told, answer(CALM).explanation):
        assert not re.search("infect|COVID|disease|diagnos", text)


def test_confidence() -> None:
    assert answer([60.0] * 28).confidence is Confidence.HIGH
    assert answer([60.0] * 27).confidence is Confidence.MODERATE
    unknown = night_signal.assess(nights([60.0] * 28, steps_known=False), now_ms=NOON_MS)
    assert unknown.confidence is Confidence.LOW
    assert "getting up may count" in unknown.explanation
