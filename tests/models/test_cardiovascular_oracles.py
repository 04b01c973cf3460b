"""Cardiovascular equations against other people's implementations, over random valid people.

pyprevent (MIT, Rust) has six of the equations of PREVENT; cvd-risk (MIT) has SCORE2, SCORE2-OP and Framingham with
laboratory values. The pooled cohort equations of cvd-risk are not those of the paper, so they are no oracle.
"""

import logging
import random
from collections.abc import Iterator, Mapping

import pytest
from healthsense_engine.scores import framingham, prevent, score2

PEOPLE = 500
MG_DL_PER_MMOL_L = 38.67
"""What cvd-risk reckons with; SCORE2 takes mmol/L, so we are given what it becomes there."""


def people(youngest: int, oldest: int) -> Iterator[tuple[str, Mapping[str, float]]]:
    """Yield sex and values of random people within the limits of every equation."""
    chance = random.Random(2024)
    for _ in range(PEOPLE):
        yield (
            chance.choice(("female", "male")),
            {
                "age": chance.randint(youngest, oldest),
                "total_cholesterol": chance.uniform(130, 320),
                "hdl_cholesterol": chance.uniform(20, 100),
                "systolic": chance.uniform(90, 180),
                "bmi": chance.uniform(18.5, 39.9),
                "egfr": chance.uniform(15, 140),
                **{name: chance.randint(0, 1) for name in ("systolic_treated", "statin", "diabetes", "smoker")},
            },
        )


@pytest.mark.parametrize("years", [10, 30])
@pytest.mark.parametrize(("outcome", "name"), [("cvd", "cvd"), ("ascvd", "ascvd"), ("hf", "heart_failure")])
def test_prevent_against_pyprevent(outcome: str, name: str, years: int) -> None:
    pyprevent = pytest.importorskip("pyprevent", reason="pyprevent has wheels for x86_64 only")
    theirs = getattr(pyprevent, f"calculate_{years}_yr_{name}_risk")
    for sex, one in people(30, 79 if years == 10 else 59):
        percent = theirs(
            sex,
            one["age"],
            one["total_cholesterol"],
            one["hdl_cholesterol"],
            one["systolic"],
            bool(one["diabetes"]),
            bool(one["smoker"]),
            one["bmi"],
            one["egfr"],
            bool(one["systolic_treated"]),
            bool(one["statin"]),
        )
        assert prevent.risk(f"prevent_{outcome}_{years}y", sex, one) == pytest.approx(percent / 100, abs=1e-12)


@pytest.fixture
def quiet() -> Iterator[None]:
    """Keep cvd-risk from logging a warning for each person."""
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


def their_percent(model: str, sex: str, one: Mapping[str, float], **more: str) -> float:
    """Return what cvd-risk makes of a person, whose cholesterol it takes in mmol/L."""
    from cvd_risk import PatientData, models

    patient = PatientData(
        age=round(one["age"]),
        sex=sex,
        systolic_bp=one["systolic"],
        total_cholesterol=one["total_cholesterol"] / MG_DL_PER_MMOL_L,
        hdl_cholesterol=one["hdl_cholesterol"] / MG_DL_PER_MMOL_L,
        smoking=bool(one["smoker"]),
        diabetes=bool(one["diabetes"]),
        antihypertensive=bool(one["systolic_treated"]),
        **more,
    )
    return float(getattr(models, model)().calculate(patient).risk_score)


@pytest.mark.usefixtures("quiet")
@pytest.mark.parametrize("region", score2.REGIONS)
@pytest.mark.parametrize(("model", "youngest", "oldest"), [("SCORE2", 40, 69), ("SCORE2OP", 70, 89)])
def test_score2_against_cvd_risk(model: str, youngest: int, oldest: int, region: str) -> None:
    # Without diabetes: SCORE2 has no term for it here, SCORE2-OP's is proven in the engine's tests.
    for sex, given in people(youngest, oldest):
        one = {**given, "diabetes": 0}
        percent = their_percent(model, sex, one, region=region)
        mmol = {name: one[name] / MG_DL_PER_MMOL_L / 0.02586 for name in ("total_cholesterol", "hdl_cholesterol")}
        assert score2.risk(sex, region, {**one, **mmol}) == pytest.approx(percent / 100, abs=1e-12)


@pytest.mark.usefixtures("quiet")
def test_framingham_against_cvd_risk() -> None:
    for sex, one in people(30, 74):
        percent = their_percent("Framingham", sex, one)
        assert framingham.risk(framingham.LAB_KEY, sex, one) == pytest.approx(percent / 100, abs=1e-12)
