"""Framingham general cardiovascular disease against the paper's examples and a second implementation."""

from math import exp, log

import pytest
from cardiovascular_people import Person, inputs, number, people, values
from healthsense_engine.assessment import MISSING_INPUT, NOT_VALID_FOR, OUT_OF_VALIDITY
from healthsense_engine.equation import Circumstances
from healthsense_engine.scores import framingham
from healthsense_engine.scores.framingham import BMI_KEY, LAB_KEY
from hypothesis import given
from hypothesis import strategies as st

HEALTHY = Circumstances()
WOMAN: Person = {
    "age": 61,
    "sex": "female",
    "total_cholesterol": 180,
    "hdl_cholesterol": 47,
    "bmi": 27,
    "systolic": 124,
    "systolic_treated": "no",
    "diabetes": "no",
    "smoker": "yes",
}
MAN: Person = {
    "age": 53,
    "sex": "male",
    "total_cholesterol": 161,
    "hdl_cholesterol": 55,
    "bmi": 27,
    "systolic": 125,
    "systolic_treated": "yes",
    "diabetes": "yes",
    "smoker": "no",
}
"""The two examples of D'Agostino 2008: 10.5 and 15.6 %."""

LEAN: Person = {**MAN, "age": 30, "bmi": 22.5, "systolic_treated": "no", "diabetes": "no", "smoker": "yes"}


def risk(key: str, person: Person, **changes: float | str) -> float:
    return number(framingham.assess(key, inputs(person, **changes), HEALTHY))


@pytest.mark.parametrize(
    ("key", "person", "percent", "recomputed"),
    [
        (LAB_KEY, WOMAN, 10.484, 0.104841802),
        (LAB_KEY, MAN, 15.623, 0.156226542),
        (BMI_KEY, LEAN, 3.578, 0.035777813),
    ],
)
def test_the_paper_s_examples(key: str, person: Person, percent: float, recomputed: float) -> None:
    assert round(100 * risk(key, person), 3) == percent
    assert risk(key, person) == pytest.approx(recomputed, abs=1e-6)
    assert framingham.risk(key, str(person["sex"]), values(person)) == risk(key, person)


def straightforward(person: Person, *, lab: bool) -> float:
    """Return the risk from products of powers instead of a sum of logarithms."""
    one, male = values(person), person["sex"] == "male"
    age, total, hdl, bmi, pressure = (
        one[name] for name in ("age", "total_cholesterol", "hdl_cholesterol", "bmi", "systolic")
    )
    treated, smoker, diabetes = one["systolic_treated"] == 1, one["smoker"], one["diabetes"]
    if lab and male:
        hazard = age**3.06117 * total**1.12370 / hdl**0.93263 * pressure ** (1.99881 if treated else 1.93303)
        return 1 - float(0.88936 ** (hazard * exp(0.65451 * smoker + 0.57367 * diabetes - 23.9802)))
    if lab:
        hazard = age**2.32888 * total**1.20904 / hdl**0.70833 * pressure ** (2.82263 if treated else 2.76157)
        return 1 - float(0.95012 ** (hazard * exp(0.52873 * smoker + 0.69154 * diabetes - 26.1931)))
    if male:
        hazard = age**3.11296 * bmi**0.79277 * pressure ** (1.92672 if treated else 1.85508)
        return 1 - float(0.88431 ** (hazard * exp(0.70953 * smoker + 0.53160 * diabetes - 23.9388)))
    hazard = age**2.72107 * bmi**0.51125 * pressure ** (2.88267 if treated else 2.81291)
    return 1 - float(0.94833 ** (hazard * exp(0.61868 * smoker + 0.77763 * diabetes - 26.0145)))


@given(person=people(30, 74))
def test_a_second_implementation(person: Person) -> None:
    assert risk(LAB_KEY, person) == pytest.approx(straightforward(person, lab=True), abs=1e-9)
    assert risk(BMI_KEY, person) == pytest.approx(straightforward(person, lab=False), abs=1e-9)


@pytest.mark.parametrize(
    ("percent", "word"), [(9.99, "low"), (10, "intermediate"), (20, "intermediate"), (20.01, "high")]
)
def test_bands(percent: float, word: str) -> None:
    assert framingham.band(percent / 100) == word


@pytest.mark.parametrize("key", [LAB_KEY, BMI_KEY])
def test_who_it_is_for(key: str) -> None:
    for age, refused in ((29, True), (30, False), (74, False), (75, True)):
        answer = framingham.assess(key, inputs(MAN, age=age), HEALTHY)
        assert (answer.refused, answer.missing) == ((NOT_VALID_FOR, ("age",)) if refused else (None, ()))
    answer = framingham.assess(key, inputs(MAN), Circumstances(prior_cvd=True))
    assert (answer.refused, answer.missing) == (NOT_VALID_FOR, ("prior_cardiovascular_disease",))


@pytest.mark.parametrize("name", MAN)
def test_only_what_a_version_uses_is_asked_for(name: str) -> None:
    unused = {LAB_KEY: {"bmi"}, BMI_KEY: {"total_cholesterol", "hdl_cholesterol"}}
    for key, spared in unused.items():
        answer = framingham.assess(key, inputs(MAN, **{name: None}), HEALTHY)
        if name in spared:
            assert answer.value == risk(key, MAN)
        else:
            assert (answer.refused, answer.missing) == (MISSING_INPUT, ("birth_date" if name == "age" else name,))


def test_what_is_beyond_the_limits_is_named() -> None:
    for key, name, value in (
        (LAB_KEY, "total_cholesterol", 406),
        (LAB_KEY, "hdl_cholesterol", 9),
        (LAB_KEY, "systolic", 221),
        (BMI_KEY, "systolic", 79),
        (BMI_KEY, "bmi", 55.1),
        (BMI_KEY, "bmi", 14.9),
    ):
        answer = framingham.assess(key, inputs(MAN, **{name: value}), HEALTHY)
        assert (answer.value, answer.refused, answer.missing) == (None, OUT_OF_VALIDITY, (name,))


@given(person=people(30, 73), pressures=st.tuples(st.floats(90, 180), st.floats(90, 180)))
def test_age_pressure_treatment_smoking_diabetes_cholesterol_and_weight_raise_the_risk(
    person: Person, pressures: tuple[float, float]
) -> None:
    less, more = sorted(pressures)
    for key in (LAB_KEY, BMI_KEY):
        assert 0 < risk(key, person) < 1
        assert risk(key, person, systolic=less) <= risk(key, person, systolic=more)
        assert risk(key, person) < risk(key, person, age=float(person["age"]) + 1)
        for name in ("systolic_treated", "smoker", "diabetes"):
            assert risk(key, person, **{name: "no"}) < risk(key, person, **{name: "yes"})
    assert risk(LAB_KEY, person, total_cholesterol=140.0) < risk(LAB_KEY, person, total_cholesterol=300.0)
    assert risk(LAB_KEY, person, hdl_cholesterol=40.0) > risk(LAB_KEY, person, hdl_cholesterol=80.0)
    assert risk(BMI_KEY, person, bmi=20.0) < risk(BMI_KEY, person, bmi=35.0)


@given(person=people(30, 74), key=st.sampled_from((LAB_KEY, BMI_KEY)))
def test_the_points_of_the_inputs_add_up(person: Person, key: str) -> None:
    answer = framingham.assess(key, inputs(person), HEALTHY)
    points = sum(used.points or 0.0 for used in answer.inputs)
    value, optimal = number(answer), float(dict(answer.extra)["optimal_value"])
    assert log(-log(1 - value)) - log(-log(1 - optimal)) == pytest.approx(points, abs=1e-5)


def test_what_goes_with_a_lower_estimate() -> None:
    heavy = framingham.assess(BMI_KEY, inputs(WOMAN, bmi=35), HEALTHY)
    assert dict(heavy.extra)["lower_with"] == "smoker, systolic, bmi"
    assert "not smoking, a lower systolic blood pressure and a lower weight." in heavy.explanation
    lean = framingham.assess(BMI_KEY, inputs(LEAN, smoker="no", systolic=105), HEALTHY)
    assert "lower_with" not in dict(lean.extra)
