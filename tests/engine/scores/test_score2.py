"""SCORE2 and SCORE2-OP against the papers' example and a second implementation."""

from math import exp, log

import pytest
from cardiovascular_people import Person, inputs, number, people, values
from healthsense_engine.assessment import MISSING_INPUT, NOT_VALID_FOR, OUT_OF_VALIDITY, STALE_INPUT
from healthsense_engine.equation import Circumstances
from healthsense_engine.scores import score2
from hypothesis import given
from hypothesis import strategies as st

HEALTHY = Circumstances()
MG_DL = 1 / 0.02586

EXAMPLE: Person = {
    "age": 50,
    "sex": "male",
    "total_cholesterol": 5.5 * MG_DL,
    "hdl_cholesterol": 1.3 * MG_DL,
    "systolic": 140,
    "smoker": "yes",
    "diabetes": "no",
    "score2_region": "low",
}
"""The example of the SCORE2 paper's abstract: 5.9 % for men in low-risk regions, 14.0 % in very-high-risk ones."""

# At 50 and at 75 years, men and women, in percent: to two digits as published, and recomputed. The figures at 75 tell
# the corrected scales of SCORE2-OP from the first version's (-0.61 and 0.89 for men of the low region).
GOLDEN = {
    "low": ((5.91, 4.22), (18.56, 15.16)),
    "moderate": ((7.56, 5.07), (23.94, 20.00)),
    "high": ((8.12, 6.88), (27.81, 30.59)),
    "very_high": ((14.05, 13.70), (39.71, 45.53)),
}
RECOMPUTED = {
    "low": ((0.059132550, 0.042154889), (0.185621037, 0.151580164)),
    "moderate": ((0.075612505, 0.050739974), (0.239419790, 0.199965592)),
    "high": ((0.081226116, 0.068754616), (0.278078272, 0.305918314)),
    "very_high": ((0.140486335, 0.137004764), (0.397085460, 0.455334727)),
}


def risk(person: Person, **changes: float | str) -> float:
    return number(score2.assess(inputs(person, **changes), HEALTHY))


@pytest.mark.parametrize("region", score2.REGIONS)
def test_the_papers_example(region: str) -> None:
    for age, published, recomputed in zip((50, 75), GOLDEN[region], RECOMPUTED[region], strict=True):
        for sex, percent, exact in zip(("male", "female"), published, recomputed, strict=True):
            value = risk(EXAMPLE, age=age, sex=sex, score2_region=region)
            assert round(100 * value, 2) == percent
            assert value == pytest.approx(exact, abs=1e-6)
            assert score2.risk(sex, region, values({**EXAMPLE, "age": age})) == value


def straightforward(person: Person) -> float:
    """Return the risk as the papers' supplements write it, step by step through the uncalibrated risk."""
    one, male, region = values(person), person["sex"] == "male", str(person["score2_region"])
    total, hdl = one["total_cholesterol"] * 0.02586, one["hdl_cholesterol"] * 0.02586
    smoker, diabetes = one["smoker"], one["diabetes"]
    if one["age"] < 70:
        a, s, t, h = (one["age"] - 60) / 5, (one["systolic"] - 120) / 20, total - 6, (hdl - 1.3) / 0.5
        if male:
            x = 0.3742 * a + 0.6012 * smoker + 0.2777 * s + 0.1458 * t - 0.2698 * h
            x += -0.0755 * a * smoker - 0.0255 * a * s - 0.0281 * a * t + 0.0426 * a * h
            p = 1 - 0.9605 ** exp(x)
        else:
            x = 0.4648 * a + 0.7744 * smoker + 0.3131 * s + 0.1002 * t - 0.2606 * h
            x += -0.1088 * a * smoker - 0.0277 * a * s - 0.0226 * a * t + 0.0613 * a * h
            p = 1 - 0.9776 ** exp(x)
        scales = {
            "low": (-0.5699, 0.7476, -0.7380, 0.7019),
            "moderate": (-0.1565, 0.8009, -0.3143, 0.7701),
            "high": (0.3207, 0.9360, 0.5710, 0.9369),
            "very_high": (0.5836, 0.8294, 0.9412, 0.8329),
        }
    else:
        a, s, t, h = one["age"] - 73, one["systolic"] - 150, total - 6, hdl - 1.4
        if male:
            x = 0.0634 * a + 0.4245 * diabetes + 0.3524 * smoker + 0.0094 * s + 0.0850 * t - 0.3564 * h
            x += -0.0174 * a * diabetes - 0.0247 * a * smoker - 0.0005 * a * s + 0.0073 * a * t + 0.0091 * a * h
            p = 1 - 0.7576 ** exp(x - 0.0929)
        else:
            x = 0.0789 * a + 0.6010 * diabetes + 0.4921 * smoker + 0.0102 * s + 0.0605 * t - 0.3040 * h
            x += -0.0107 * a * diabetes - 0.0255 * a * smoker - 0.0004 * a * s - 0.0009 * a * t + 0.0154 * a * h
            p = 1 - 0.8082 ** exp(x - 0.229)
        scales = {
            "low": (-0.34, 1.19, -0.52, 1.01),
            "moderate": (0.01, 1.25, -0.10, 1.10),
            "high": (0.08, 1.15, 0.38, 1.09),
            "very_high": (0.05, 0.70, 0.38, 0.69),
        }
    first, second = scales[region][:2] if male else scales[region][2:]
    return 1 - exp(-exp(first + second * log(-log(1 - p))))


@given(person=people(40, 89))
def test_a_second_implementation(person: Person) -> None:
    if float(person["age"]) < 70:
        person = {**person, "diabetes": "no"}
    assert risk(person) == pytest.approx(straightforward(person), abs=1e-9)


@pytest.mark.parametrize(
    ("age", "percent", "word"),
    [(49, 2.49, "low_to_moderate"), (49, 2.5, "high"), (49, 7.49, "high"), (49, 7.5, "very_high"),
     (50, 4.99, "low_to_moderate"), (69, 5, "high"), (50, 9.99, "high"), (69, 10, "very_high"),
     (70, 7.49, "low_to_moderate"), (70, 7.5, "high"), (89, 14.99, "high"), (89, 15, "very_high")],
)  # fmt: skip
def test_bands_depend_on_age(age: int, percent: float, word: str) -> None:
    assert score2.band(age, percent / 100) == word


def test_ages() -> None:
    for age, refused in ((39, True), (40, False), (69, False), (70, False), (89, False), (90, True)):
        answer = score2.assess(inputs(EXAMPLE, age=age), HEALTHY)
        assert (answer.refused, answer.missing) == ((NOT_VALID_FOR, ("age",)) if refused else (None, ()))


def test_score2_is_not_for_diabetes_and_score2_op_counts_it() -> None:
    answer = score2.assess(inputs(EXAMPLE, diabetes="yes"), HEALTHY)
    assert (answer.value, answer.refused, answer.missing) == (None, NOT_VALID_FOR, ("diabetes",))
    # Said even where something else is missing or too old.
    part = score2.assess(inputs(EXAMPLE, diabetes="yes", smoker=None), Circumstances(stale={"systolic"}))
    assert part.refused == NOT_VALID_FOR
    assert risk(EXAMPLE, age=75, diabetes="yes") > risk(EXAMPLE, age=75)


def test_who_else_it_is_not_for() -> None:
    for age in (50, 75):
        answer = score2.assess(inputs(EXAMPLE, age=age), Circumstances(prior_cvd=True))
        assert (answer.refused, answer.missing) == (NOT_VALID_FOR, ("prior_cardiovascular_disease",))


@pytest.mark.parametrize("name", EXAMPLE)
def test_every_input_is_needed(name: str) -> None:
    for age in (50, 75):
        answer = score2.assess(inputs({**EXAMPLE, "age": age}, **{name: None}), HEALTHY)
        assert (answer.value, answer.refused) == (None, MISSING_INPUT)
        assert answer.missing == ("birth_date" if name == "age" else name,)


def test_what_is_too_old_or_beyond_the_limits_is_named() -> None:
    old = score2.assess(inputs(EXAMPLE), Circumstances(stale={"systolic", "egfr"}))
    assert (old.refused, old.missing) == (STALE_INPUT, ("systolic",))
    for name, low, high in (("total_cholesterol", 77, 387), ("hdl_cholesterol", 19, 116), ("systolic", 80, 220)):
        for value in (low - 0.1, high + 0.1):
            answer = score2.assess(inputs(EXAMPLE, **{name: value}), HEALTHY)
            assert answer.refused == OUT_OF_VALIDITY
            assert name in answer.missing


@given(person=people(40, 89), pressures=st.tuples(st.floats(90, 180), st.floats(90, 180)))
def test_pressure_smoking_and_cholesterol_never_lower_the_risk(person: Person, pressures: tuple[float, float]) -> None:
    if float(person["age"]) < 70:
        person = {**person, "diabetes": "no"}
    less, more = sorted(pressures)
    assert risk(person, systolic=less) <= risk(person, systolic=more)
    assert risk(person, total_cholesterol=140.0) <= risk(person, total_cholesterol=300.0)
    assert risk(person, hdl_cholesterol=40.0) >= risk(person, hdl_cholesterol=80.0)
    if float(person["age"]) <= 85:  # beyond, the interaction with age turns SCORE2-OP's smoking term round
        assert risk(person, smoker="no") <= risk(person, smoker="yes")


def test_the_region_orders_the_risk() -> None:
    for age in (50, 75):
        for sex in ("female", "male"):
            risks = [risk(EXAMPLE, age=age, sex=sex, score2_region=region) for region in score2.REGIONS]
            assert risks == sorted(risks)


@given(person=people(40, 89))
def test_the_points_of_the_inputs_add_up(person: Person) -> None:
    if float(person["age"]) < 70:
        person = {**person, "diabetes": "no"}
    answer = score2.assess(inputs(person), HEALTHY)
    value, optimal = number(answer), float(dict(answer.extra)["optimal_value"])
    assert 0 < value < 1
    points = sum(used.points or 0.0 for used in answer.inputs)
    assert log(-log(1 - value)) - log(-log(1 - optimal)) == pytest.approx(points, abs=1e-5)


def test_the_sentence_names_the_older_people_s_version() -> None:
    assert "within 10 years (SCORE2: high);" in score2.assess(inputs(EXAMPLE), HEALTHY).explanation
    assert "(SCORE2-OP: very high);" in score2.assess(inputs(EXAMPLE, age=75), HEALTHY).explanation
