"""The ADA and CDC risk test against its printed form."""

from collections.abc import Mapping
from itertools import product

import pytest
from healthsense_engine.assessment import MISSING_INPUT, NOT_VALID_FOR, Assessment, Input
from healthsense_engine.scores import ada_risk
from hypothesis import given
from hypothesis import strategies as st

ADULT = ada_risk.Person(diabetes=False, asian=False)
ASIAN = ada_risk.Person(diabetes=False, asian=True)

type Values = Mapping[str, float | str]


def score(values: Values, person: ada_risk.Person = ADULT) -> Assessment:
    return ada_risk.assess({key: Input(key, value) for key, value in values.items()}, person)


BEST: dict[str, float | str] = {
    "age": 30.0,
    "sex": "female",
    "gestational_diabetes": "no",
    "family_diabetes": "none",
    "high_blood_pressure_ever": "no",
    "physically_active": "yes",
    "bmi": 22.0,
}


def test_every_completed_age() -> None:
    for years in range(121):
        assert ada_risk.age_points(years) == max(0, min(3, years // 10 - 3))


def test_the_edges_of_the_body_mass_index() -> None:
    edges = (22.99, 23, 24.99, 25, 29.99, 30, 39.99, 40)
    assert [ada_risk.bmi_points(bmi, asian=False) for bmi in edges] == [0, 0, 0, 1, 1, 2, 2, 3]
    assert [ada_risk.bmi_points(bmi, asian=True) for bmi in edges] == [0, 1, 1, 1, 1, 2, 2, 3]


def test_the_exhaustive_grid() -> None:
    """Every box for men and women, Asian or not; from 5 points on the risk is raised."""
    seen = set()
    sexes = ("male", "female")
    yes_no = ("yes", "no")
    family = ("none", "second_degree", "first_degree")
    for person in (ADULT, ASIAN):
        for age, sex, pregnancy, kin, pressure, active, bmi in product(
            (39.0, 40.0, 50.0, 60.0), sexes, yes_no, family, yes_no, yes_no, (22.0, 24.0, 28.0, 35.0, 41.0)
        ):
            total = (
                {39.0: 0, 40.0: 1, 50.0: 2, 60.0: 3}[age]
                + (sex == "male" or pregnancy == "yes")
                + (kin == "first_degree")
                + (pressure == "yes")
                + (active == "no")
                + {22.0: 0, 24.0: int(person is ASIAN), 28.0: 1, 35.0: 2, 41.0: 3}[bmi]
            )
            values: Values = dict(zip(ada_risk.ITEMS, (age, sex, pregnancy, kin, pressure, active, bmi), strict=True))
            answer = score(values, person)
            assert (answer.value, answer.lower, answer.upper) == (total, total, total)
            assert answer.band == ("raised" if total >= 5 else "not_raised")
            seen.add(total)
    assert seen == set(range(ada_risk.MAX_SCORE + 1))


def test_a_man_is_not_asked_about_pregnancies() -> None:
    answer = score({key: BEST[key] for key in BEST if key != "gestational_diabetes"} | {"sex": "male"})
    assert (answer.value, answer.missing) == (1, ())


def test_a_woman_who_was_not_asked_has_bounds() -> None:
    answer = score({key: BEST[key] for key in BEST if key != "gestational_diabetes"})
    assert (answer.value, answer.lower, answer.upper, answer.missing) == (None, 0, 1, ("gestational_diabetes",))


def test_without_the_sex_one_point_is_open_unless_a_pregnancy_tells_it() -> None:
    rest = {key: BEST[key] for key in BEST if key not in ("sex", "gestational_diabetes")}
    for told in ({}, {"gestational_diabetes": "no"}):
        answer = score({**rest, **told})
        assert (answer.value, answer.lower, answer.upper, answer.missing) == (None, 0, 1, ("sex",))
    woman = score({**rest, "gestational_diabetes": "yes"})
    assert (woman.lower, woman.upper) == (1, 1)


def test_without_the_ethnicity_only_a_body_mass_index_between_the_limits_is_open() -> None:
    unknown = ada_risk.Person(diabetes=False)
    assert score({**BEST, "bmi": 22.0}, unknown).value == 0
    assert score({**BEST, "bmi": 26.0}, unknown).value == 1
    answer = score({**BEST, "bmi": 24.0}, unknown)
    assert (answer.lower, answer.upper, answer.missing) == (0, 1, ("ethnicity",))


@given(
    values=st.fixed_dictionaries(
        {
            "age": st.integers(18, 110).map(float),
            "sex": st.sampled_from(("male", "female")),
            "gestational_diabetes": st.sampled_from(("yes", "no")),
            "family_diabetes": st.sampled_from(("none", "second_degree", "first_degree")),
            "high_blood_pressure_ever": st.sampled_from(("yes", "no")),
            "physically_active": st.sampled_from(("yes", "no")),
            "bmi": st.floats(15, 60),
        }
    ),
    known=st.sets(st.sampled_from(ada_risk.ITEMS), min_size=1),
    asian=st.booleans(),
    told=st.booleans(),
)
def test_the_bounds_contain_the_full_score(
    values: dict[str, float | str], known: set[str], asian: bool, told: bool
) -> None:
    if values["sex"] == "male":
        values["gestational_diabetes"] = "no"
    full = score(values, ada_risk.Person(diabetes=False, asian=asian))
    part = score({key: values[key] for key in known}, ada_risk.Person(diabetes=False, asian=asian if told else None))
    assert isinstance(full.value, (int, float))
    assert part.lower is not None
    assert part.upper is not None
    assert 0 <= part.lower <= full.value <= part.upper <= ada_risk.MAX_SCORE
    if part.band is not None:
        assert part.band == full.band


@given(bmi=st.floats(15, 50), more=st.floats(0, 20), asian=st.booleans())
def test_heavier_never_scores_less_and_the_asian_limit_never_gives_less(bmi: float, more: float, asian: bool) -> None:
    assert ada_risk.bmi_points(bmi, asian=asian) <= ada_risk.bmi_points(bmi + more, asian=asian)
    assert ada_risk.bmi_points(bmi, asian=False) <= ada_risk.bmi_points(bmi, asian=True)


@pytest.mark.parametrize(
    ("person", "age"), [(ada_risk.Person(diabetes=True), 50.0), (ada_risk.Person(pregnant=True), 30.0), (ADULT, 17.0)]
)
def test_not_valid_for(person: ada_risk.Person, age: float) -> None:
    assert score({**BEST, "age": age}, person).refused == NOT_VALID_FOR


def test_nothing_known_is_refused() -> None:
    assert score({}).refused == MISSING_INPUT
    assert score({}).explanation == "Nothing is known of what the ADA risk test asks for."


def test_it_suggests_a_blood_test_and_tells_no_diagnosis() -> None:
    text = score({**BEST, "age": 65.0, "bmi": 41.0}).explanation
    assert "The ADA risk test is 6 of 10: a raised risk (5 or more)." in text
    assert "a blood test is what the test's authors suggest" in text
    assert "prediabetes" not in text
