"""Diabetes in adults of NHANES 2017-18: who, which inputs, why.

Outcome of the model that leads: HbA1c >= 6.5 % (ADA, Standards of Care 2025, section 2) in adults
of 20 and more who answered "no" or "borderline" to DIQ010 ("ever been told ... that you have
diabetes"). Of the second card on everybody: that, or having been told.
"""

import math
from collections.abc import Callable
from typing import Final

import numpy as np

from .data import Row, number
from .spec import Cohort, Column, Flags, Floats

MIN_AGE: Final = 20
HBA1C_THRESHOLD_PERCENT: Final = 6.5
AGE_CAP: Final = 60
"""Undiagnosed cases stop rising with age about here, and the ADA risk test (Bang et al., Ann
Intern Med 2009;151:775) has one top class from 60. It also makes NHANES' top code of 80 harmless."""

MALE: Final = "Male"
SMOKES_NOW: Final = frozenset({"Every day", "Some days"})
NEVER_TOLD: Final = frozenset({"0", "Borderline"})
TOLD: Final = "1"

COLUMNS: Final = (
    Column("age", "age", "years", "Completed years. The survey records 80 for 80 and over; the model treats 60 and "
           "over alike, so that changes nothing.", cap=(None, AGE_CAP), fixed_range=(MIN_AGE, 120)),
    Column("sex", "sex", "", "As recorded by the survey.", codes=(("female", 0), ("male", 1))),
    Column("bmi", "body mass index", "kg/m2", "From measured weight and height."),
    Column("waist", "waist", "cm", "Tape at the top of the hip bone, breathing out (NHANES protocol)."),
    Column("systolic", "systolic blood pressure", "mmHg", "Mean of up to three readings of one sitting. The survey's "
           "are by a physician; at home readings are a little lower."),
    Column("diastolic", "diastolic blood pressure", "mmHg", "Mean of up to three readings; a zero is no reading."),
    Column("pulse", "pulse at rest", "bpm", "Seated, counted for 30 s after resting: a cuff's pulse is the nearest. "
           "A wearable's resting heart rate reads lower, which lowers the estimate."),
    Column("activity", "leisure activity", "", "Typical week: any vigorous sport or recreation for 10 minutes or more; "
           "else any moderate; else low. One step is as large as the next by assumption.",
           codes=(("low", 0), ("moderate", 1), ("vigorous", 2))),
)  # fmt: skip

LIPIDS: Final = (
    Column("total_cholesterol_mg_dl", "total cholesterol", "mg/dL", "From a laboratory, need not be fasting."),
    Column("hdl_cholesterol_mg_dl", "HDL cholesterol", "mg/dL", "From a laboratory, need not be fasting."),
)  # fmt: skip
"""What a laboratory told and a person can type in."""

_AGE_GROUPS: Final = (("20-39", 20, 40), ("40-59", 40, 60), ("60 and over", 60, 200))


def _mean_of_readings(row: Row, kind: str) -> float:
    """Return the mean of a person's readings (mmHg); a zero is no reading."""
    cells = (number(row, f"{kind}BloodPres{nth}RdgMmHg") for nth in ("1St", "2Nd", "3Rd"))
    readings = [cell for cell in cells if cell > 0]
    return math.fsum(readings) / len(readings) if readings else math.nan


def _activity(row: Row) -> float:
    if number(row, "VigorousRecreationalActivities") == 1:
        return 2.0
    return number(row, "ModerateRecreationalActivities")


_READ: Final[dict[str, Callable[[Row], float]]] = {
    "age": lambda row: number(row, "AgeInYearsAtScreening"),
    "sex": lambda row: float(row["Gender"] == MALE),
    "bmi": lambda row: number(row, "BodyMassIndexKgm2"),
    "waist": lambda row: number(row, "WaistCircumferenceCm"),
    "systolic": lambda row: _mean_of_readings(row, "Systolic"),
    "diastolic": lambda row: _mean_of_readings(row, "Diastolic"),
    "pulse": lambda row: number(row, "60SecPulse30SecPulse2"),
    "activity": _activity,
    "total_cholesterol_mg_dl": lambda row: number(row, "TotalCholesterolMgdl"),
    "hdl_cholesterol_mg_dl": lambda row: number(row, "DirectHdlcholesterolMgdl"),
}


def measured(row: Row) -> bool:
    """Return whether the survey's participant is an adult with a measured HbA1c."""
    return number(row, "AgeInYearsAtScreening") >= MIN_AGE and not math.isnan(number(row, "Glycohemoglobin"))


def eligible(row: Row) -> bool:
    """Return whether the participant was moreover never told of diabetes."""
    return measured(row) and row["DoctorToldYouHaveDiabetes"] in NEVER_TOLD


def answered(row: Row) -> bool:
    """Return whether the participant moreover said whether they were ever told."""
    return measured(row) and row["DoctorToldYouHaveDiabetes"] in NEVER_TOLD | {TOLD}


def _flags(values: list[bool]) -> Flags:
    return np.array(values, dtype=bool)


def _people(people: list[dict[str, str]], columns: tuple[Column, ...], outcome: list[bool]) -> Cohort:
    x: Floats = np.array([[_READ[column.name](row) for column in columns] for row in people], dtype=float)
    age = x[:, 0]
    smokes = _flags([row["DoYouNowSmokeCigarettes"] in SMOKES_NOW for row in people])
    treated = _flags(
        [
            number(row, "TakingInsulinNow") == 1 or number(row, "TakeDiabeticPillsToLowerBloodSugar") == 1
            for row in people
        ]
    )
    ethnicity = [row["RacehispanicOriginWNhAsian"] for row in people]
    groups = {
        "Sex": {"female": x[:, 1] == 0, "male": x[:, 1] == 1},
        "Age": {label: (age >= low) & (age < high) for label, low, high in _AGE_GROUPS},
        "Ethnicity (survey's words)": {
            word: _flags([own == word for own in ethnicity]) for word in sorted(set(ethnicity))
        },
        "Smoking (not an input)": {"smokes now": smokes, "does not": ~smokes},
    }
    return Cohort(
        columns=columns,
        x=x,
        y=np.array(outcome, dtype=np.int64),
        groups=groups,
        extra={"smokes_now": smokes.astype(float), "treated": treated.astype(float)},
    )


def _diabetic(row: Row) -> bool:
    return number(row, "Glycohemoglobin") >= HBA1C_THRESHOLD_PERCENT


def cohort(rows: list[dict[str, str]], columns: tuple[Column, ...] = COLUMNS) -> Cohort:
    """Return those never told of diabetes (4,210), from the survey's rows; ``x`` is people x columns."""
    people = [row for row in rows if eligible(row)]
    return _people(people, columns, [_diabetic(row) for row in people])


def everybody(rows: list[dict[str, str]], columns: tuple[Column, ...] = COLUMNS) -> Cohort:
    """Return all adults with a measured HbA1c, diagnosed or not.

    The outcome: told of diabetes, or an HbA1c of 6.5 % and more.
    """
    people = [row for row in rows if answered(row)]
    return _people(people, columns, [_diabetic(row) or row["DoctorToldYouHaveDiabetes"] == TOLD for row in people])
