"""The table of people alike: its values are those of its source, and whom it is not for is told so."""

from itertools import pairwise

import pytest
from healthsense_engine.people_like_you import COMPARED, Group, group_of
from healthsense_engine.people_like_you_table import AGE_BANDS, CITATION, LICENCE, POINTS, SOURCE, TABLE
from healthsense_engine.profile import Profile, parse_profile
from healthsense_engine.vitals import VITALS
from strategies import NOON_MS


def profile(**told: object) -> Profile:
    """Return a woman of about 46, or what is told instead."""
    data: dict[str, object] = {"birth_date": "1980-05-01", "sex": "female"}
    return parse_profile({key: value for key, value in (data | told).items() if value is not None}, now_ms=NOON_MS)


# health-engine 0.6.0, engine/data/nhanes_percentiles.json: bp_systolic, rhr (bpm), waist (inches).
@pytest.mark.parametrize(
    ("metric", "group", "people", "point", "value"),
    [
        ("systolic", ("female", 20), 597, 50, 105.67),
        ("systolic", ("male", 70), 676, 95, 164.33),
        ("pulse", ("male", 40), 570, 5, 52.67),
        ("pulse", ("male", 40), 570, 50, 68.67),
        ("pulse", ("male", 40), 570, 99, 101.16),
        ("waist", ("male", 40), 646, 50, 40.87 * 2.54),
        ("waist", ("male", 40), 646, 1, 30.32 * 2.54),
    ],
)
def test_golden_values(metric: str, group: tuple[str, int], people: int, point: int, value: float) -> None:
    found, values = TABLE[metric][group]
    assert found == people
    assert values[POINTS.index(point)] == pytest.approx(value, abs=0.06)


def test_the_table_is_whole() -> None:
    """Both sexes of every age, values that rise, within what is plausible; each vital is one there is."""
    groups = {(sex, age_from) for sex in ("female", "male") for age_from, _ in AGE_BANDS}
    for vital, metric in COMPARED.items():
        assert set(TABLE[metric]) == groups
        low, high = VITALS[vital].plausible
        for people, values in TABLE[metric].values():
            assert people > 400
            assert len(values) == len(POINTS)
            assert all(first < last for first, last in pairwise(values))
            assert low < values[0] <= values[-1] < high


def test_where_it_is_from() -> None:
    assert "NHANES" in SOURCE
    assert LICENCE == "MIT"
    assert "Andrew Deal" in CITATION


@pytest.mark.parametrize(
    ("told", "vital", "answer"),
    [
        ({}, "glucose", "not_compared"),
        ({}, "heart_rate", "not_compared"),
        ({"sex": None}, "systolic", "sex_unknown"),
        ({"birth_date": None}, "systolic", "age_unknown"),
        ({"birth_date": "2010-01-01"}, "systolic", "too_young"),
        ({"conditions": ["pregnant"]}, "systolic", "pregnancy"),
    ],
)
def test_whom_it_is_not_for(told: dict[str, object], vital: str, answer: str) -> None:
    assert group_of(vital, profile(**told), NOON_MS) == answer


@pytest.mark.parametrize(
    ("born", "age_from", "age_to"), [("2000-01-01", 20, 29), ("1980-05-01", 40, 49), ("1930-01-01", 70, None)]
)
def test_the_band_of_an_age(born: str, age_from: int, age_to: int | None) -> None:
    found = group_of("systolic", profile(birth_date=born), NOON_MS)
    assert isinstance(found, Group)
    assert (found.sex, found.age_from, found.age_to) == ("female", age_from, age_to)


def test_where_a_value_lies() -> None:
    """At a point, between two, and beyond the ends."""
    found = group_of("systolic", profile(), NOON_MS)
    assert isinstance(found, Group)
    middle, upper = (found.values[POINTS.index(point)] for point in (50, 75))
    assert found.percentile_of(middle) == 50
    assert found.percentile_of((middle + upper) / 2) == pytest.approx(62.5)
    assert (found.percentile_of(1), found.percentile_of(999)) == (1, 99)
    assert found.as_dict(None)["percentile_of_median"] is None
    assert found.as_dict(middle)["percentile_of_median"] == 50
