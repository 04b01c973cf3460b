"""Recommendations for daily life: which are met, and what is not known."""

from itertools import product

import pytest
from healthsense_engine.assessment import MISSING_INPUT, NOT_VALID_FOR, Assessment, Input
from healthsense_engine.scores import lifestyle
from hypothesis import given
from hypothesis import strategies as st

type Told = str | float


def assess(answers: dict[str, Told], age: float | None = 40.0) -> Assessment:
    return lifestyle.assess({key: Input(key, value) for key, value in answers.items()}, age_years=age)


WELL: dict[str, Told] = {
    "smoking": "never",
    "alcohol_units_per_week": 0.0,
    "moderate_activity_minutes_per_week": 150.0,
    "vigorous_activity_minutes_per_week": 0.0,
    "vegetable_portions_per_day": 5.0,
}


@pytest.mark.parametrize(
    ("key", "values", "met"),
    [
        ("smoking", ("never", "former", "no", "current"), (1, 1, 1, 0)),
        ("alcohol_units_per_week", (0.0, 14.0, 14.1), (1, 1, 0)),
        ("moderate_activity_minutes_per_week", (150.0, 149.0), (1, 0)),
        ("vegetable_portions_per_day", (5.0, 4.9), (1, 0)),
    ],
)
def test_the_published_limits(key: str, values: tuple[Told, ...], met: tuple[int, ...]) -> None:
    assert tuple(assess({**WELL, key: value}).value for value in values) == tuple(3 + one for one in met)


@pytest.mark.parametrize(
    ("moderate", "vigorous", "met"), [(0, 75, 1), (0, 74, 0), (50, 50, 1), (49, 50, 0), (150, 0, 1)]
)
def test_a_vigorous_minute_counts_as_two(moderate: float, vigorous: float, met: int) -> None:
    answers = {**WELL, "moderate_activity_minutes_per_week": moderate, "vigorous_activity_minutes_per_week": vigorous}
    assert assess(answers).value == 3 + met


def test_either_kind_of_activity_may_settle_it() -> None:
    lazy = {key: WELL[key] for key in WELL if "activity" not in key}
    assert assess({**lazy, "vigorous_activity_minutes_per_week": 80.0}).value == 4
    open_one = assess({**lazy, "moderate_activity_minutes_per_week": 100.0})
    assert (open_one.value, open_one.lower, open_one.upper) == (None, 3, 4)
    assert open_one.missing == ("vigorous_activity_minutes_per_week",)


def test_the_exhaustive_grid() -> None:
    choices: dict[str, tuple[Told, ...]] = {
        "smoking": ("never", "current"),
        "alcohol_units_per_week": (3.0, 30.0),
        "moderate_activity_minutes_per_week": (200.0, 10.0),
        "vegetable_portions_per_day": (6.0, 1.0),
    }
    for picked in product((0, 1), repeat=4):
        told = {key: values[at] for (key, values), at in zip(choices.items(), picked, strict=True)}
        answer = assess({**WELL, **told})
        assert answer.value == 4 - sum(picked)
        assert answer.band == {0: "none_met", 4: "all_met"}.get(4 - sum(picked), "some_met")


@given(
    answers=st.fixed_dictionaries(
        {
            "smoking": st.sampled_from(("never", "former", "current")),
            "alcohol_units_per_week": st.floats(0, 300),
            "moderate_activity_minutes_per_week": st.floats(0, 2000),
            "vigorous_activity_minutes_per_week": st.floats(0, 2000),
            "vegetable_portions_per_day": st.floats(0, 30),
        }
    ),
    known=st.sets(st.sampled_from(lifestyle.ITEMS), min_size=1),
)
def test_the_bounds_contain_the_full_count(answers: dict[str, Told], known: set[str]) -> None:
    full, part = assess(answers), assess({key: answers[key] for key in known})
    assert isinstance(full.value, (int, float))
    assert part.lower is not None
    assert part.upper is not None
    assert part.lower <= full.value <= part.upper


def test_refusals() -> None:
    assert assess({}).refused == MISSING_INPUT
    assert assess(WELL, 17).refused == NOT_VALID_FOR
    pregnant = lifestyle.assess({"smoking": Input("smoking", "never")}, age_years=30, pregnant=True)
    assert pregnant.refused == NOT_VALID_FOR
