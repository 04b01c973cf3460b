"""The words: comparisons of people, never causes, orders or medicines."""

from pathlib import Path

import pytest
from healthsense_engine.risk import registry, words
from healthsense_engine.risk.lowering import lowering
from healthsense_engine.risk.models import ModelError
from healthsense_engine.risk.runner import Prediction, evaluate
from hypothesis import given
from hypothesis import strategies as st
from risk_toys import toy

MODEL = toy("logistic_regression")
FORBIDDEN = ("reduce", "lower your", "you should", "cause", "because of", "medic", "drug", "tablet", "will fall")


@given(
    st.fixed_dictionaries(
        {"age": st.floats(20, 90), "smoker": st.sampled_from([0.0, 1.0]), "waist": st.floats(60, 140),
         "systolic": st.floats(90, 180)}
    )
)  # fmt: skip
def test_what_goes_with_a_lower_estimate_compares_people(person: dict[str, float]) -> None:
    told = evaluate(MODEL, person)
    assert isinstance(told, Prediction)
    found = lowering(MODEL, person, told)
    text = words.goes_with_lower(MODEL, found)
    assert bool(text) == bool(found)
    assert text.count("people with") == len(found)
    for word in FORBIDDEN:
        assert word not in text.casefold()
    if found:
        assert "does not say what a change would bring" in text


def test_a_word_is_told_as_a_word() -> None:
    person = {"age": 60.0, "smoker": 1.0, "waist": 80.0, "systolic": 110.0}
    told = evaluate(MODEL, person)
    assert isinstance(told, Prediction)
    assert "people with smoker: no: about" in words.goes_with_lower(MODEL, lowering(MODEL, person, told))


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0.0, "fewer than 1 in 100"),
        (0.0099, "fewer than 1 in 100"),
        (0.126, "about 13 in 100"),
        (1.0, "about 99 in 100"),
    ],
)
def test_a_share_is_told_as_people_of_a_hundred_and_never_as_certain(share: float, text: str) -> None:
    assert words.in_hundred(share) == text


def test_a_file_that_is_listed_and_gone_is_noticed(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot be read"):
        registry.manifest(tmp_path)
