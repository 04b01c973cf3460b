"""qSOFA: three signs, all combinations, bounds."""

from itertools import product

import pytest
from healthsense_engine.assessment import MISSING_INPUT, NOT_VALID_FOR, Assessment, Input
from healthsense_engine.scores import qsofa
from hypothesis import given
from hypothesis import strategies as st


def score(**values: float | str) -> Assessment:
    return qsofa.assess({name: Input(name, value) for name, value in values.items()}, age_years=60.0)


def test_the_exhaustive_grid() -> None:
    words = {"alert": 0, "confusion": 1, "voice": 1, "pain": 1, "unresponsive": 1}
    for rate, pressure, word in product(range(2, 91), range(40, 301), words):
        expected = (rate >= 22) + (pressure <= 100) + words[word]
        total = (
            qsofa.points("respiratory_rate", rate)
            + qsofa.points("systolic", pressure)
            + qsofa.points("consciousness", word)
        )
        assert total == expected
    for rate, pressure, word in product((21, 22), (100, 101), words):
        answer = score(respiratory_rate=rate, systolic=pressure, consciousness=word)
        expected = (rate == 22) + (pressure == 100) + words[word]
        assert (answer.value, answer.lower, answer.upper) == (expected,) * 3
        assert answer.band == ("two_or_more" if expected >= 2 else "below_two")


def test_limits_are_not_rounded() -> None:
    assert qsofa.points("respiratory_rate", 21.99) == 0
    assert qsofa.points("systolic", 100.01) == 0


@given(
    rate=st.floats(2, 90),
    pressure=st.floats(40, 300),
    word=st.sampled_from(("alert", "confusion", "voice", "pain", "unresponsive")),
    known=st.sets(st.sampled_from(qsofa.PARAMETERS), min_size=1),
)
def test_the_bounds_contain_the_full_score(rate: float, pressure: float, word: str, known: set[str]) -> None:
    values: dict[str, float | str] = {"respiratory_rate": rate, "systolic": pressure, "consciousness": word}
    full, part = score(**values), score(**{name: values[name] for name in known})
    assert isinstance(full.value, (int, float))
    assert part.lower is not None
    assert part.upper is not None
    assert part.lower <= full.value <= part.upper
    assert (part.value is None) == (len(known) < 3)


def test_missing_signs_give_no_band_that_reassures() -> None:
    answer = score(respiratory_rate=22, systolic=120)
    assert (answer.lower, answer.upper, answer.band, answer.missing) == (1, 2, None, ("consciousness",))
    settled = score(respiratory_rate=22, systolic=90)
    assert (settled.value, settled.band) == (None, "two_or_more")


def test_what_is_said() -> None:
    assert "get urgent medical advice" in score(respiratory_rate=30, systolic=90).explanation
    calm = score(respiratory_rate=14, systolic=120, consciousness="alert").explanation
    assert "urgent" not in calm
    assert "A low score rules nothing out" in calm


@pytest.mark.parametrize(("age", "pregnant"), [(17.0, False), (30.0, True)])
def test_not_valid_for(age: float, pregnant: bool) -> None:
    inputs = {"systolic": Input("systolic", 90)}
    assert qsofa.assess(inputs, age_years=age, pregnant=pregnant).refused == NOT_VALID_FOR


def test_nothing_known_is_refused() -> None:
    assert score().refused == MISSING_INPUT
