"""Diabetes in Pima women of 21 and more: the classic table, for comparison with other people's figures.

Zeros are missing values in five columns. ``glucose`` is the two-hour value of a tolerance test:
neither a fingerstick nor a glucose sensor gives it, so nothing at home may stand in for it.
"""

import math
from typing import Final

import numpy as np

from .data import PIMA, Row, read_rows
from .spec import Cohort, Column, Floats

COLUMNS: Final = (
    Column("pregnancies", "pregnancies", "", "Times pregnant."),
    Column("glucose_2h_mg_dl", "two-hour glucose", "mg/dL", "Plasma, two hours into an oral tolerance test."),
    Column("diastolic", "diastolic blood pressure", "mmHg", "One reading; a zero is no reading."),
    Column("triceps_mm", "skinfold at the triceps", "mm", "Calliper; a zero is no reading."),
    Column("insulin_2h", "two-hour insulin", "mU/L", "Serum; a zero is no reading: half of the table."),
    Column("bmi", "body mass index", "kg/m2", "A zero is no reading."),
    Column("pedigree", "diabetes in relatives", "", "The pedigree function of Smith et al. 1988."),
    Column("age", "age", "years", "Completed years."),
)
_CELLS: Final = (
    "Pregnancies", "Glucose", "BloodPressure", "SkinThickness", "Insulin", "BMI", "DiabetesPedigreeFunction", "Age",
)  # fmt: skip
ZERO_IS_MISSING: Final = frozenset({"Glucose", "BloodPressure", "SkinThickness", "Insulin", "BMI"})
_AGE_GROUPS: Final = (("21-29", 21, 30), ("30-44", 30, 45), ("45 and over", 45, 200))


def _value(row: Row, cell: str) -> float:
    value = float(row[cell])
    return math.nan if value == 0 and cell in ZERO_IS_MISSING else value


def cohort() -> Cohort:
    """Return the table's 768 women (shape of ``x``: 768 x 8)."""
    rows = read_rows(PIMA)
    x: Floats = np.array([[_value(row, cell) for cell in _CELLS] for row in rows], dtype=float)
    age = x[:, -1]
    groups = {"Age": {label: (age >= low) & (age < high) for label, low, high in _AGE_GROUPS}}
    return Cohort(COLUMNS, x, np.array([int(row["Outcome"]) for row in rows], dtype=np.int64), groups, {})
