"""The pooled cohort equations against the guideline's example and a second implementation."""

from collections.abc import Sequence
from math import exp, log

import pytest
from cardiovascular_people import Person, inputs, number, people, values
from healthsense_engine.assessment import MISSING_INPUT, NOT_VALID_FOR, OUT_OF_VALIDITY
from healthsense_engine.equation import Circumstances
from healthsense_engine.scores import pooled_cohort
from hypothesis import given

HEALTHY = Circumstances()
EXAMPLE: Person = {
    "age": 55,
    "sex": "female",
    "total_cholesterol": 213,
    "hdl_cholesterol": 50,
    "systolic": 120,
    "systolic_treated": "no",
    "diabetes": "no",
    "smoker": "no",
    "ethnicity": "white",
}
"""The guideline's example (Goff 2014, table A): 2.1, 3.0, 5.3 and 6.1 %."""

GOLDEN = {
    ("white", "female"): (2.05, 0.020522298),
    ("black", "female"): (3.03, 0.030263293),
    ("white", "male"): (5.38, 0.053844220),
    ("black", "male"): (6.07, 0.060734373),
}


def risk(person: Person, **changes: float | str) -> float:
    return number(pooled_cohort.assess(inputs(person, **changes), HEALTHY))


@pytest.mark.parametrize(("ethnicity", "sex"), GOLDEN)
def test_the_guideline_s_example(ethnicity: str, sex: str) -> None:
    percent, recomputed = GOLDEN[ethnicity, sex]
    value = risk(EXAMPLE, ethnicity=ethnicity, sex=sex)
    assert round(100 * value, 2) == percent
    assert value == pytest.approx(recomputed, abs=1e-6)
    assert pooled_cohort.risk(ethnicity, sex, values(EXAMPLE)) == value


# ln age, its square, ln TC, by age, ln HDL, by age, ln treated SBP, by age, ln untreated SBP, by age, smoker, by age,
# diabetes | mean | baseline survival
ROWS: dict[tuple[str, str], tuple[Sequence[float], float, float]] = {
    ("white", "female"): (
        (-29.799, 4.884, 13.54, -3.114, -13.578, 3.149, 2.019, 0, 1.957, 0, 7.574, -1.665, 0.661), -29.18, 0.9665,
    ),
    ("black", "female"): (
        (17.114, 0, 0.94, 0, -18.92, 4.475, 29.291, -6.432, 27.82, -6.087, 0.691, 0, 0.874), 86.61, 0.9533,
    ),
    ("white", "male"): (
        (12.344, 0, 11.853, -2.664, -7.99, 1.769, 1.797, 0, 1.764, 0, 7.837, -1.795, 0.658), 61.18, 0.9144,
    ),
    ("black", "male"): ((2.469, 0, 0.302, 0, -0.307, 0, 1.916, 0, 1.809, 0, 0.549, 0, 0.645), 19.54, 0.8954),
}  # fmt: skip


def straightforward(person: Person) -> float:
    """Return the risk as the guideline's worksheet does: a row of coefficients times a row of values."""
    one = values(person)
    row, mean, survival = ROWS[str(person["ethnicity"]), str(person["sex"])]
    age, pressure, treated = log(one["age"]), log(one["systolic"]), one["systolic_treated"]
    total, hdl = log(one["total_cholesterol"]), log(one["hdl_cholesterol"])
    worksheet = (
        age, age * age, total, age * total, hdl, age * hdl, treated * pressure, treated * age * pressure,
        (1 - treated) * pressure, (1 - treated) * age * pressure, one["smoker"], age * one["smoker"], one["diabetes"],
    )  # fmt: skip
    return 1 - float(survival ** exp(sum(b * x for b, x in zip(row, worksheet, strict=True)) - mean))


@given(person=people(40, 79))
def test_a_second_implementation(person: Person) -> None:
    assert risk(person) == pytest.approx(straightforward(person), abs=1e-9)


@pytest.mark.parametrize("ethnicity", ["asian", "south_asian", "hispanic", "other"])
def test_other_people_are_not_guessed(ethnicity: str) -> None:
    answer = pooled_cohort.assess(inputs(EXAMPLE, ethnicity=ethnicity, smoker=None), HEALTHY)
    assert (answer.value, answer.refused, answer.missing) == (None, NOT_VALID_FOR, ("ethnicity",))
    assert "PREVENT" in answer.explanation


@pytest.mark.parametrize("name", EXAMPLE)
def test_every_input_is_needed(name: str) -> None:
    answer = pooled_cohort.assess(inputs(EXAMPLE, **{name: None}), HEALTHY)
    assert (answer.value, answer.refused) == (None, MISSING_INPUT)
    assert answer.missing == ("birth_date" if name == "age" else name,)


def test_who_it_is_for() -> None:
    for age, refused in ((39, True), (40, False), (79, False), (80, True)):
        answer = pooled_cohort.assess(inputs(EXAMPLE, age=age), HEALTHY)
        assert (answer.refused, answer.missing) == ((NOT_VALID_FOR, ("age",)) if refused else (None, ()))
    answer = pooled_cohort.assess(inputs(EXAMPLE), Circumstances(prior_cvd=True))
    assert answer.missing == ("prior_cardiovascular_disease",)


@pytest.mark.parametrize(
    ("name", "low", "high"), [("total_cholesterol", 130, 320), ("hdl_cholesterol", 20, 100), ("systolic", 90, 200)]
)
def test_the_ranges_are_inclusive_and_named(name: str, low: float, high: float) -> None:
    for value in (low, high):
        assert 0 < risk(EXAMPLE, **{name: value}) < 1
    for value in (low - 0.1, high + 0.1):
        answer = pooled_cohort.assess(inputs(EXAMPLE, **{name: value}), HEALTHY)
        assert (answer.value, answer.refused, answer.missing) == (None, OUT_OF_VALIDITY, (name,))


@given(person=people(40, 79))
def test_points_add_up_and_the_word_is_that_of_the_value(person: Person) -> None:
    answer = pooled_cohort.assess(inputs(person), HEALTHY)
    value, optimal = number(answer), float(dict(answer.extra)["optimal_value"])
    assert 0 < value < 1
    points = sum(used.points or 0.0 for used in answer.inputs)
    assert log(-log(1 - value)) - log(-log(1 - optimal)) == pytest.approx(points, abs=1e-5)
    word = "low" if value < 0.05 else "borderline" if value < 0.075 else "intermediate" if value < 0.2 else "high"
    assert answer.band == word


@given(person=people(40, 78))
def test_diabetes_pressure_and_smoking_raise_the_risk(person: Person) -> None:
    # At 79 the smoking term of white men is -0.006: the interaction with age has used it up.
    assert risk(person, diabetes="no") < risk(person, diabetes="yes")
    assert risk(person, systolic=120.0) < risk(person, systolic=150.0)
    assert risk(person, smoker="no") < risk(person, smoker="yes")


def test_every_answer_says_that_it_is_superseded() -> None:
    assert pooled_cohort.assess(inputs(EXAMPLE), HEALTHY).explanation.endswith("PREVENT has replaced it.")
