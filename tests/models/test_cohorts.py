"""Who is counted, what is missing, what is never an input: the counts are those of the data's own descriptions."""

import math
from pathlib import Path

import numpy as np
import pytest

from models import data, diabetes, heart, hypoxia, pima, skin
from models.data import NHANES_2017_2018, PAD_UFES_20, UCI_HEART, read_rows
from models.spec import Cohort


def missing(cohort: Cohort, name: str) -> int:
    place = [column.name for column in cohort.columns].index(name)
    return int(np.isnan(cohort.x[:, place]).sum())


def test_nhanes_never_told_everybody_and_with_lipids() -> None:
    rows = read_rows(NHANES_2017_2018)
    never, everybody = diabetes.cohort(rows), diabetes.everybody(rows)
    assert (len(never.y), int(never.y.sum())) == (4210, 190)
    assert len(everybody.y) == 5014
    assert everybody.y.mean() == pytest.approx(0.198, abs=0.0005)
    lipids = diabetes.cohort(rows, diabetes.COLUMNS + diabetes.LIPIDS)
    assert lipids.x.shape == (4210, 10)
    assert np.array_equal(lipids.x[:, :8], never.x, equal_nan=True)


def test_pima_zeros_are_missing() -> None:
    cohort = pima.cohort()
    assert (len(cohort.y), int(cohort.y.sum())) == (768, 268)
    known = {"glucose_2h_mg_dl": 5, "diastolic": 35, "triceps_mm": 227, "insulin_2h": 374, "bmi": 11}
    assert {name: missing(cohort, name) for name in known} == known
    assert missing(cohort, "pregnancies") == 0


def test_heart_four_hospitals_the_row_304_is_hungarian() -> None:
    cohort = heart.home()
    assert (len(cohort.y), int(cohort.y.sum())) == (920, 509)
    sizes = {name: (int(inside.sum()), int(cohort.y[inside].sum())) for name, inside in cohort.sites.items()}
    assert sizes == {
        "Cleveland": (303, 139),
        "Hungary": (294, 106),
        "Switzerland": (123, 115),
        "VA Long Beach": (200, 149),
    }
    row = next(row for row in read_rows(UCI_HEART) if row["id"] == "304")
    assert (row["dataset"], heart.site(row)) == ("Cleveland", "Hungary")


def test_heart_zeros_are_missing() -> None:
    cohort = heart.hospital()
    assert missing(cohort, "cholesterol_mg_dl") == 30 + 172
    assert missing(cohort, "systolic") == 59 + 1
    cleveland = heart.cleveland()
    assert (len(cleveland.y), int(cleveland.y.sum()), int(np.isnan(cleveland.x).any(axis=1).sum())) == (303, 139, 6)
    with pytest.raises(ValueError, match="exercise_angina"):
        heart.value({"exang": "perhaps"}, heart.HOME[5])


def test_heart_home_inputs_do_not_give_the_hospital_away() -> None:
    """What is nearly always there in one hospital and nearly never in another is no input."""
    home, everything = heart.home(), heart.hospital()
    names = [column.name for column in home.columns]
    assert not {"cholesterol_mg_dl", "st_slope", "vessels", "thallium"} & set(names)
    for name in ("cholesterol_mg_dl", "vessels"):
        place = [column.name for column in everything.columns].index(name)
        lacking = [np.isnan(everything.x[inside, place]).mean() for inside in everything.sites.values()]
        assert max(lacking) - min(lacking) > 0.9


def test_no_model_knows_what_is_missing(cohort: Cohort) -> None:
    """No indicator of missingness: there is one column an input, and a filled value is a commonplace one."""
    from models.families import stand_ins

    for own in (cohort, heart.home(), pima.cohort()):
        assert own.x.shape[1] == len(own.columns)
        for column, values, stands_in in zip(own.columns, own.x.T, stand_ins(own.columns, own.x), strict=True):
            known = values[~np.isnan(values)]
            if column.codes:
                assert stands_in in dict(column.codes).values()
            else:
                assert stands_in == np.median(known)


@pytest.mark.usefixtures("shared")
def test_skin_lesions_of_patients() -> None:
    photographs = read_rows(PAD_UFES_20)
    cohort = skin.cohort()
    assert len(photographs) == 2298 == int(cohort.extra["photographs"].sum())
    assert sum(row["diagnostic"] in skin.MALIGNANT for row in photographs) == 845 + 192 + 52
    assert cohort.units is not None
    assert (len(cohort.y), int(cohort.y.sum()), len(np.unique(cohort.units))) == (1891, 833, 1373)
    for name in skin.LEAKING:
        lacking = sum(row[name] in {"", "UNK"} for row in photographs) / len(photographs)
        assert lacking > 1 / 3, f"{name} would not leak"
        assert name not in {column.name for column in cohort.columns}
    assert np.isnan(cohort.x).mean(axis=0).max() < 1 / 3


@pytest.mark.usefixtures("shared")
def test_photographs_of_a_lesion_carry_the_same_answers() -> None:
    seen: dict[tuple[str, str], list[float]] = {}
    for row in read_rows(PAD_UFES_20):
        found = seen.setdefault((row["patient_id"], row["lesion_id"]), skin._values(row))
        assert np.array_equal(found, skin._values(row), equal_nan=True)


@pytest.mark.usefixtures("shared")
def test_hypoxia_hours_of_stays() -> None:
    cohort = hypoxia.cohort()
    assert (len(cohort.y), int(cohort.y.sum())) == (24409, 714)
    assert cohort.units is not None
    assert len(np.unique(cohort.units)) == 2122
    now = cohort.x[:, [column.name for column in cohort.columns].index("spo2_now")]
    assert now.min() >= 92
    assert not np.isnan(now).any()


def test_hypoxia_outcome_looks_four_hours_ahead_and_no_further() -> None:
    nothing = math.nan
    hours = np.array([96, 97, 96, 95, 94, nothing, 91, 90, 89, 96])
    assert hypoxia.outcome(hours, 3) is False, "89 % comes in the fifth hour"
    assert hypoxia.outcome(hours, 4) is True
    assert hypoxia.outcome(hours, 6) is None, "below 92 % now"
    assert hypoxia.outcome(hours, 5) is None, "no saturation now"
    assert hypoxia.outcome(hours, 9) is None, "nothing ahead"
    grid = {"spo2": hours, "heart_rate": np.arange(10.0)}
    assert hypoxia.hourly(grid, 5) == {"spo2": [96.0, 95.0, 94.0, None], "heart_rate": [2.0, 3.0, 4.0, 5.0]}


def test_what_lies_in_the_shared_folder_is_named_where_it_is_missing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HEALTHSENSE_SHARED_DATA", str(tmp_path))
    for read, says in ((skin.cohort, "pad-ufes-20/metadata.csv"), (hypoxia.cohort, "eicu-demo/")):
        with pytest.raises(data.DataMissingError, match=says):
            read()
    other = tmp_path / PAD_UFES_20.path
    other.parent.mkdir()
    other.write_text("patient_id\n")
    with pytest.raises(data.DataMissingError, match="not the pinned"):
        skin.cohort()
