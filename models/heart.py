"""Narrowed heart arteries in people referred for angiography: the four hospitals of the UCI table.

Outcome: more than half of a major artery's diameter narrowed (``num`` 1-4), seen by angiography
(Detrano et al., Am J Cardiol 1989;64:304). Everybody in the table was referred by a doctor: there,
'asymptomatic' means 79 % diseased. It is not the population of a home.
"""

import math
from collections import Counter
from typing import Final

import numpy as np

from .data import UCI_HEART, Row, read_rows
from .spec import Cohort, Column, Floats

CLEVELAND_LAST_ID: Final = 303
"""Row 304 says Cleveland and is the first Hungarian one."""

CHEST_PAIN: Final = (
    ("typical_angina", 1.0), ("atypical_angina", 2.0), ("non_anginal", 3.0), ("asymptomatic", 4.0),
)  # fmt: skip
NO_YES: Final = (("no", 0.0), ("yes", 1.0))
SEX: Final = (("female", 0.0), ("male", 1.0))
ECG: Final = (("normal", 0.0), ("st_t_abnormality", 1.0), ("hypertrophy", 2.0))
SLOPE: Final = (("upsloping", 1.0), ("flat", 2.0), ("downsloping", 3.0))
THAL: Final = (("normal", 3.0), ("fixed_defect", 6.0), ("reversable_defect", 7.0))

HOME: Final = (
    Column("age", "age", "years", "Completed years."),
    Column("sex", "sex", "", "As recorded by the hospital.", codes=SEX),
    Column("systolic", "systolic blood pressure", "mmHg", "At rest, on admission; a zero is no reading."),
    Column("fasting_blood_sugar_over_120", "fasting blood sugar above 120 mg/dL", "", "At home: a fingerstick after a "
           "night without food. 61 % of the Swiss rows lack it.", codes=NO_YES),
    Column("chest_pain", "kind of chest pain", "", "As a doctor classed it; at home the questionnaire of the profile.",
           codes=CHEST_PAIN),
    Column("exercise_angina", "chest pain brought on by exercise", "", "In the hospitals on a treadmill; at home: "
           "does effort bring it on?", codes=NO_YES),
)  # fmt: skip
HOSPITAL: Final = (
    *HOME,
    Column("cholesterol_mg_dl", "total cholesterol", "mg/dL", "A zero is no reading (172 rows)."),
    Column("resting_ecg", "ECG at rest", "", "12-lead.", codes=ECG),
    Column("max_heart_rate", "highest heart rate under exercise", "bpm", "Treadmill."),
    Column("st_depression", "ST depression under exercise", "mm", "Treadmill."),
    Column("st_slope", "slope of the ST segment", "", "Treadmill.", codes=SLOPE),
    Column("vessels", "major vessels coloured", "", "Fluoroscopy.",
           codes=tuple((str(count), float(count)) for count in range(4))),
    Column("thallium", "thallium scan", "", "Nuclear stress test.", codes=THAL),
)  # fmt: skip

_CELLS: Final = {
    "age": "age", "sex": "sex", "systolic": "trestbps", "fasting_blood_sugar_over_120": "fbs", "chest_pain": "cp",
    "exercise_angina": "exang", "cholesterol_mg_dl": "chol", "resting_ecg": "restecg", "max_heart_rate": "thalch",
    "st_depression": "oldpeak", "st_slope": "slope", "vessels": "ca", "thallium": "thal",
}  # fmt: skip
_WORDS: Final = {
    "Male": "male", "Female": "female", "TRUE": "yes", "FALSE": "no", "lv hypertrophy": "hypertrophy",
    "non-anginal": "non_anginal",
}  # fmt: skip
_ZERO_IS_MISSING: Final = frozenset({"systolic", "cholesterol_mg_dl"})
_AGE_GROUPS: Final = (("under 50", 0, 50), ("50-59", 50, 60), ("60 and over", 60, 200))


def site(row: Row) -> str:
    """Return the hospital that a row comes from."""
    if int(row["id"]) <= CLEVELAND_LAST_ID:
        return "Cleveland"
    return "Hungary" if row["dataset"] == "Cleveland" else row["dataset"]


def value(row: Row, column: Column) -> float:
    """Return a cell as the number that the model knows; NaN where it is missing.

    Raises:
        ValueError: a word that the column does not have.
    """
    text = row[_CELLS[column.name]]
    if text == "":
        return math.nan
    if not column.codes:
        number = float(text)
        return math.nan if number == 0 and column.name in _ZERO_IS_MISSING else number
    word = _WORDS.get(text, text.replace(" ", "_").replace("-", "_"))
    found = dict(column.codes).get(word)
    if found is None:
        raise ValueError(f"{column.name}: {text!r} is no value of it")
    return found


def _people(rows: list[Row] | list[dict[str, str]], columns: tuple[Column, ...]) -> Cohort:
    x: Floats = np.array([[value(row, column) for column in columns] for row in rows], dtype=float)
    age, where = x[:, 0], np.array([site(row) for row in rows])
    sites = {name: where == name for name in sorted(Counter(where.tolist()))}
    groups = {
        "Sex": {"female": x[:, 1] == 0, "male": x[:, 1] == 1},
        "Age": {label: (age >= low) & (age < high) for label, low, high in _AGE_GROUPS},
        "Kind of chest pain": {word.replace("_", " "): x[:, 4] == code for word, code in CHEST_PAIN},
        "Hospital": sites,
    }
    y = np.array([int(row["num"]) > 0 for row in rows], dtype=np.int64)
    return Cohort(columns=columns, x=x, y=y, groups=groups, extra={}, sites=sites)


def home() -> Cohort:
    """Return all 920 people with the six inputs that a home can give."""
    return _people(read_rows(UCI_HEART), HOME)


def hospital() -> Cohort:
    """Return all 920 people with the thirteen inputs of the hospitals."""
    return _people(read_rows(UCI_HEART), HOSPITAL)


def cleveland() -> Cohort:
    """Return the 303 people of Cleveland, where nearly everybody had every test."""
    everybody = hospital()
    chosen = everybody.sites["Cleveland"]
    groups = {
        heading: {label: flags[chosen] for label, flags in members.items()}
        for heading, members in everybody.groups.items()
        if heading != "Hospital"
    }
    return Cohort(everybody.columns, everybody.x[chosen], everybody.y[chosen], groups, {})
