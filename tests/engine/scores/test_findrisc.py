"""FINDRISC against the form of the Finnish Diabetes Association, written out by hand."""

from collections.abc import Mapping
from itertools import product

import pytest
from healthsense_engine.assessment import MISSING_INPUT, NOT_VALID_FOR, Assessment, Confidence, Input
from healthsense_engine.scores import findrisc
from hypothesis import given
from hypothesis import strategies as st

MAN = findrisc.Person("male", diabetes=False)
WOMAN = findrisc.Person("female", diabetes=False)

type Values = Mapping[str, float | str]


def score(values: Values, person: findrisc.Person = MAN, inferred: tuple[str, ...] = ()) -> Assessment:
    return findrisc.assess({key: Input(key, value) for key, value in values.items()}, person, inferred)


BEST: dict[str, float | str] = {
    "age": 30.0,
    "bmi": 22.0,
    "waist": 75.0,
    "active_30_min_daily": "yes",
    "vegetables_daily": "yes",
    "blood_pressure_medicine_ever": "no",
    "high_glucose_ever": "no",
    "family_diabetes": "none",
}
WORST: dict[str, float | str] = {
    "age": 70.0,
    "bmi": 35.0,
    "waist": 120.0,
    "active_30_min_daily": "no",
    "vegetables_daily": "no",
    "blood_pressure_medicine_ever": "yes",
    "high_glucose_ever": "yes",
    "family_diabetes": "first_degree",
}


def test_every_completed_age() -> None:
    form = {**dict.fromkeys(range(45), 0), **dict.fromkeys(range(45, 55), 2), **dict.fromkeys(range(55, 65), 3)}
    for years in range(121):
        assert findrisc.age_points(years) == form.get(years, 4)


def test_the_edges_of_size() -> None:
    assert [findrisc.bmi_points(bmi) for bmi in (24.99, 25, 30, 30.01)] == [0, 1, 1, 3]
    assert [findrisc.waist_points(waist, "male") for waist in (93.99, 94, 102, 102.01)] == [0, 3, 3, 4]
    assert [findrisc.waist_points(waist, "female") for waist in (79.99, 80, 88, 88.01)] == [0, 3, 3, 4]


@pytest.mark.parametrize(
    ("score_", "band"),
    [(0, "low"), (6, "low"), (7, "slightly_raised"), (11, "slightly_raised"), (12, "moderate"), (14, "moderate"),
     (15, "high"), (20, "high"), (21, "very_high"), (26, "very_high")],
)  # fmt: skip
def test_bands(score_: int, band: str) -> None:
    assert findrisc.band(score_) == band


def test_the_exhaustive_grid() -> None:
    """Every combination of the form's boxes, for both sexes: every total from 0 to 26."""
    ages = {30.0: 0, 50.0: 2, 60.0: 3, 70.0: 4}
    sizes = {22.0: 0, 27.0: 1, 35.0: 3}
    waists = {"male": {80.0: 0, 98.0: 3, 110.0: 4}, "female": {70.0: 0, 84.0: 3, 100.0: 4}}
    family = {"none": 0, "second_degree": 3, "first_degree": 5}
    yes_no = ("yes", "no")
    seen = set()
    for person in (MAN, WOMAN):
        waist = waists[str(person.sex)]
        for one in product(ages, sizes, waist, yes_no, yes_no, yes_no, yes_no, family):
            values: Values = dict(zip(findrisc.ITEMS, one, strict=True))
            boxes = [
                ages[one[0]], sizes[one[1]], waist[one[2]], 2 * (one[3] == "no"), one[4] == "no",
                2 * (one[5] == "yes"), 5 * (one[6] == "yes"), family[one[7]],
            ]  # fmt: skip
            answer = score(values, person)
            assert (answer.value, answer.lower, answer.upper) == (sum(boxes),) * 3
            assert [used.points for used in answer.inputs] == boxes
            assert answer.band == findrisc.band(sum(boxes))
            seen.add(sum(boxes))
    assert seen == set(range(27))


def test_the_best_and_the_worst() -> None:
    assert (score(BEST).value, score(BEST).band, score(BEST).confidence) == (0, "low", Confidence.HIGH)
    assert (score(WORST).value, score(WORST).band) == (findrisc.MAX_SCORE, "very_high")


@given(
    values=st.fixed_dictionaries(
        {
            "age": st.integers(18, 110).map(float),
            "bmi": st.floats(15, 60),
            "waist": st.floats(50, 180),
            **{key: st.sampled_from(("yes", "no")) for key in findrisc.ITEMS[3:7]},
            "family_diabetes": st.sampled_from(tuple(findrisc.FAMILY)),
        }
    ),
    known=st.sets(st.sampled_from(findrisc.ITEMS), min_size=1),
    sex=st.sampled_from(("male", "female")),
    told=st.booleans(),
)
def test_the_bounds_contain_the_full_score(
    values: dict[str, float | str], known: set[str], sex: str, told: bool
) -> None:
    full = score(values, findrisc.Person(sex, diabetes=False))
    part = score({key: values[key] for key in known}, findrisc.Person(sex if told else None, diabetes=False))
    assert isinstance(full.value, (int, float))
    assert part.lower is not None
    assert part.upper is not None
    assert 0 <= part.lower <= full.value <= part.upper <= findrisc.MAX_SCORE
    assert (part.value is None) == bool(part.missing)
    if part.band is not None:
        assert part.band == full.band


@given(age=st.integers(18, 100), bmi=st.floats(15, 50), waist=st.floats(50, 150), more=st.floats(0, 30))
def test_older_heavier_and_wider_never_scores_less(age: int, bmi: float, waist: float, more: float) -> None:
    assert findrisc.age_points(age) <= findrisc.age_points(age + more)
    assert findrisc.bmi_points(bmi) <= findrisc.bmi_points(bmi + more)
    for sex in ("male", "female"):
        assert findrisc.waist_points(waist, sex) <= findrisc.waist_points(waist + more, sex)


def test_without_the_sex_a_waist_may_or_may_not_settle() -> None:
    unknown = findrisc.Person(None, diabetes=False)
    between = score({**BEST, "waist": 90.0}, unknown)
    assert (between.value, between.lower, between.upper, between.missing) == (None, 0, 4, ("sex",))
    assert "waist (needs sex)" in between.explanation
    assert score({**BEST, "waist": 70.0}, unknown).value == 0
    assert score({**BEST, "waist": 110.0}, unknown).value == 4


def test_missing_answers_are_named_and_reassure_nobody() -> None:
    known = {key: BEST[key] for key in BEST if key not in ("high_glucose_ever", "family_diabetes")}
    answer = score(known)
    assert (answer.value, answer.lower, answer.upper, answer.band) == (None, 0, 10, None)
    assert answer.missing == ("high_glucose_ever", "family_diabetes")
    assert answer.coverage == pytest.approx(6 / 8)
    assert "from low (about 1 in 100 people) to slightly raised" in answer.explanation
    assert "Not known: whether glucose was ever high, diabetes in the family." in answer.explanation


def test_what_follows_from_other_answers_is_said_and_lowers_the_confidence() -> None:
    answer = score(BEST, inferred=("active_30_min_daily",))
    assert answer.confidence is Confidence.MODERATE
    assert "Taken from what else the profile says: daily activity." in answer.explanation


@pytest.mark.parametrize(
    ("person", "age"),
    [
        (findrisc.Person("male", diabetes=True), 50.0),
        (findrisc.Person("female", diabetes=False, pregnant=True), 30.0),
        (MAN, 17.0),
    ],
)
def test_not_valid_for(person: findrisc.Person, age: float) -> None:
    answer = score({**BEST, "age": age}, person)
    assert (answer.value, answer.lower, answer.refused) == (None, None, NOT_VALID_FOR)


def test_nothing_known_is_refused() -> None:
    assert score({}).refused == MISSING_INPUT
    assert set(score({}).missing) == set(findrisc.ITEMS)


def test_caveats() -> None:
    assert "may understate" in score(BEST, findrisc.Person("male", diabetes=False, asian=True)).explanation
    assert "whether there is diabetes was not told" in score(BEST, findrisc.Person("male")).explanation
    assert "elsewhere it was fewer" in score(BEST).explanation
