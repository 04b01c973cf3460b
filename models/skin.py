"""Skin lesions photographed with phones in Brazil: what the patient answers, without the picture.

Outcome: a malignant diagnosis (basal or squamous cell carcinoma, melanoma; Pacheco et al., Data in
Brief 2020;32:106221). Columns that a third of the rows lack are never used: only lesions that were
cut out have them, so their absence tells the diagnosis.
"""

import math
from typing import Final

import numpy as np

from .data import PAD_UFES_20, Row, read_rows
from .spec import Cohort, Column, Flags, Floats

MALIGNANT: Final = frozenset({"BCC", "SCC", "MEL"})
SYMPTOMS: Final = ("itch", "grew", "hurt", "changed", "bleed", "elevation")
REGIONS: Final = (
    "face", "forearm", "chest", "back", "arm", "nose", "hand", "neck", "thigh", "ear", "abdomen",
)  # fmt: skip
"""Lip, scalp and foot have fewer than 30 photographs each: they are the region that all others are compared with."""

LEAKING: Final = (
    "smoke", "drink", "background_father", "background_mother", "pesticide", "gender", "skin_cancer_history",
    "cancer_history", "has_piped_water", "has_sewage_system", "fitspatrick", "diameter_1", "diameter_2",
)  # fmt: skip
"""Missing in 804 of 2,298 rows and more: never an input."""

NO_YES: Final = (("no", 0.0), ("yes", 1.0))
_LABELS: Final = {
    "itch": "itches", "grew": "has grown", "hurt": "hurts", "changed": "has changed", "bleed": "bleeds",
    "elevation": "is raised",
}  # fmt: skip
COLUMNS: Final = (
    Column("age", "age", "years", "Completed years."),
    *(Column(name, f"the spot {_LABELS[name]}", "", "Yes, no or unknown, as the patient told; unknown counts as the "
             "commoner answer.", codes=NO_YES) for name in SYMPTOMS),
    *(Column(f"region_{name}", f"on the {name}", "", "Against lip, scalp or foot.", codes=NO_YES) for name in REGIONS),
)  # fmt: skip
_ANSWERS: Final = {"True": 1.0, "False": 0.0, "UNK": math.nan, "": math.nan}
_AGE_GROUPS: Final = (("under 50", 0, 50), ("50-64", 50, 65), ("65 and over", 65, 200))


def _values(row: Row) -> list[float]:
    return [
        float(row["age"]),
        *(_ANSWERS[row[name]] for name in SYMPTOMS),
        *(float(row["region"] == name.upper()) for name in REGIONS),
    ]


def _flags(rows: list[dict[str, str]], column: str, *words: str) -> Flags:
    return np.array([row[column] in words for row in rows], dtype=bool)


def lesions(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """Return one row a lesion: photographs of the same one carry the same answers.

    A lesion's number is unique within its patient only.
    """
    return list({(row["patient_id"], row["lesion_id"]): row for row in rows}.values())


def cohort() -> Cohort:
    """Return the lesions, those of one patient kept together by ``units``.

    ``extra["photographs"]`` is how many photographs each lesion has, for the comparison with
    figures of others that count photographs.
    """
    photographs = read_rows(PAD_UFES_20)
    rows = lesions(photographs)
    counts: dict[tuple[str, str], int] = {}
    for row in photographs:
        key = (row["patient_id"], row["lesion_id"])
        counts[key] = counts.get(key, 0) + 1
    x: Floats = np.array([_values(row) for row in rows], dtype=float)
    patients = sorted({row["patient_id"] for row in rows})
    place = {patient: index for index, patient in enumerate(patients)}
    age = x[:, 0]
    groups = {
        "Sex (where recorded)": {"female": _flags(rows, "gender", "FEMALE"), "male": _flags(rows, "gender", "MALE")},
        "Age": {label: (age >= low) & (age < high) for label, low, high in _AGE_GROUPS},
        "Skin type (Fitzpatrick, where recorded)": {
            "I and II": _flags(rows, "fitspatrick", "1.0", "2.0"),
            "III": _flags(rows, "fitspatrick", "3.0"),
            "IV to VI": _flags(rows, "fitspatrick", "4.0", "5.0", "6.0"),
        },
        "How the diagnosis was made": {
            "biopsy": _flags(rows, "biopsed", "True"),
            "by eye": _flags(rows, "biopsed", "False"),
        },
    }
    return Cohort(
        columns=COLUMNS,
        x=x,
        y=_flags(rows, "diagnostic", *MALIGNANT).astype(np.int64),
        groups=groups,
        extra={"photographs": np.array([counts[row["patient_id"], row["lesion_id"]] for row in rows], dtype=float)},
        units=np.array([place[row["patient_id"]] for row in rows], dtype=np.int64),
    )
