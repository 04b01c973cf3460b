"""The diabetes model that leads, and its second cards: everybody, with laboratory values, Pima."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import numpy as np

from .. import diabetes, pima
from ..data import NHANES_2017_2018, PIMA, read_rows
from ..families import LOGISTIC
from ..pipeline import Baseline, Pipeline, Words
from ..spec import Cohort, Column

_CHANGEABLE: Final = {"bmi": "lower", "waist": "lower", "systolic": "lower", "activity": "higher"}
_THRESHOLDS: Final = (0.02, 0.04, 0.06, 0.08, 0.10)
_SMOKING: Final = Column("smokes_now", "smokes now", "", "", codes=(("no", 0.0), ("yes", 1.0)))


def _never_told() -> Cohort:
    return diabetes.cohort(read_rows(NHANES_2017_2018))


def _everybody() -> Cohort:
    return diabetes.everybody(read_rows(NHANES_2017_2018))


def _with_lipids() -> Cohort:
    return diabetes.cohort(read_rows(NHANES_2017_2018), diabetes.COLUMNS + diabetes.LIPIDS)


def _without(cohort: Cohort, *names: str) -> Cohort:
    kept = [place for place, column in enumerate(cohort.columns) if column.name not in names]
    return replace(cohort, columns=tuple(cohort.columns[place] for place in kept), x=cohort.x[:, kept])


def _smoking(cohort: Cohort) -> Cohort:
    x = np.column_stack([cohort.x, cohort.extra["smokes_now"]])
    return replace(cohort, columns=(*cohort.columns, _SMOKING), x=x)


def _variants(cohort: Cohort) -> Mapping[str, Cohort]:
    uncapped = tuple(replace(column, cap=(None, None)) for column in cohort.columns)
    return {
        "with current smoking": _smoking(cohort),
        "age without the cap at 60": replace(cohort, columns=uncapped),
        "without waist": _without(cohort, "waist"),
        "without body mass index": _without(cohort, "bmi"),
        "without pulse": _without(cohort, "pulse"),
        "people with every input measured": cohort.take(cohort.complete),
        "people not taking glucose-lowering medicines": cohort.take(cohort.extra["treated"] == 0),
    }


def _all_variants(cohort: Cohort) -> Mapping[str, Cohort]:
    lipids = diabetes.everybody(read_rows(NHANES_2017_2018), diabetes.COLUMNS + diabetes.LIPIDS)
    uncapped = tuple(replace(column, cap=(None, None)) for column in cohort.columns)
    return {
        "age without the cap at 60": replace(cohort, columns=uncapped),
        "with current smoking": _smoking(cohort),
        "without waist and activity": _without(cohort, "waist", "activity"),
        "with cholesterol (laboratory)": lipids,
    }


_SURVEY: Final = "figures are of the people examined, not of the United States: the file holds no survey weights"
_LIMITS: Final = (
    "Within one age group it separates less well than overall: much of what it knows is age.",
    "Trained in one country in 2017 and 2018, on people examined in a mobile centre; elsewhere it differs.",
    "Family history, the strongest question of published questionnaires, is not in it.",
    "The stated interval is that of the average among people with the same inputs, not of one person.",
    "Smoking was considered and left out: smokers of this survey had the outcome less often than their other inputs "
    "say, against what studies over years find (Willi et al., JAMA 2007;298:2654), and a model must not appear to "
    "reward smoking. What that costs is in the tables of variants (separation) and of subgroups (rightness).",
    f"The weights are associations in one survey, not causes; {_SURVEY}.",
)
_NON_USE: Final = (
    "people who have diabetes or take glucose-lowering medicines or insulin",
    "people under 20",
    "pregnancy: HbA1c is unreliable then (the file does not tell who was pregnant, so some are among the people)",
    "the risk of getting diabetes in the years to come: it is not that",
)

LEAD: Final = Pipeline(
    name="diabetes",
    version="1.1.0",
    question="The chance that a test today would show diabetes-range HbA1c (6.5 % or more) in an adult who was never "
    "told that they have diabetes",
    population="Adults of 20 and more examined in NHANES 2017-2018 with a measured HbA1c who were never told by a "
    "health professional that they have diabetes (told 'borderline' included)",
    family=LOGISTIC,
    data=(NHANES_2017_2018,),
    cohort=_never_told,
    words=Words(
        title="Undiagnosed diabetes",
        outcome="One HbA1c of 6.5 % or more; a diagnosis needs a second test.",
        use="For an adult at home who was never told that they have diabetes and wonders whether an HbA1c test is "
        "worth asking about. It informs; it decides nothing. It is not a medical device.",
        non_use=_NON_USE,
        limits=_LIMITS,
        display="It leads the display; FINDRISC and the ADA risk test stand beside it and ask other questions.",
    ),
    baseline=Baseline(0.745, 0.042, 0.043, "logistic regression, undiagnosed only", {"random forest": "AUC .726"}),
    thresholds=_THRESHOLDS,
    changeable=_CHANGEABLE,
    variants=_variants,
)
LABORATORY: Final = replace(
    LEAD,
    name="diabetes_lab",
    version="1.0.0",
    cohort=_with_lipids,
    role="second",
    led_by="diabetes",
    words=replace(
        LEAD.words,
        title="Undiagnosed diabetes, with cholesterol from a laboratory",
        display="A second card: the model without laboratory values leads the display.",
    ),
    changeable={**_CHANGEABLE, "total_cholesterol_mg_dl": "lower", "hdl_cholesterol_mg_dl": "higher"},
    variants=None,
)
EVERYBODY: Final = Pipeline(
    name="diabetes_all",
    version="1.0.0",
    question="The chance of having diabetes, known or not, among adults of all kinds",
    population="Adults of 20 and more examined in NHANES 2017-2018 with a measured HbA1c, diagnosed people included",
    family=LOGISTIC,
    data=(NHANES_2017_2018,),
    cohort=_everybody,
    words=Words(
        title="Diabetes, known or not",
        outcome="Told by a health professional of diabetes, or an HbA1c of 6.5 % or more.",
        use="To compare with published figures, most of which count known diabetes in. Who knows of their diabetes "
        "needs no chance; who does not is served by the model that leads.",
        non_use=(*_NON_USE, "telling somebody who was never told their chance: it is too high for them"),
        limits=(*_LIMITS, "Most of the people with the outcome know of it and many are treated: their pressure and "
                "weight are those of treated people."),
        display="A second card: the model of people never told leads the display.",
    ),
    baseline=Baseline(
        0.784, 0.134, 0.159, "logistic regression with waist, smoking and activity",
        {"random forest": "AUC .782", "with lipids": "AUC .803, Brier .128", "without waist and activity": "AUC .780"},
    ),
    thresholds=(0.1, 0.2, 0.3, 0.4, 0.5),
    role="second",
    led_by="diabetes",
    changeable=_CHANGEABLE,
    variants=_all_variants,
)  # fmt: skip
PIMA_WOMEN: Final = Pipeline(
    name="diabetes_pima",
    version="1.0.0",
    question="The chance of diabetes within five years among Pima women whose tolerance test is known",
    population="768 women of 21 and more of Pima heritage near Phoenix, Arizona",
    family=LOGISTIC,
    data=(PIMA,),
    cohort=pima.cohort,
    words=Words(
        title="Diabetes in Pima women (classic table)",
        outcome="Diabetes by the criteria of the World Health Organization within five years.",
        use="To compare with the many published figures on this table. It serves nobody at home.",
        non_use=("anybody: nothing at home gives a two-hour glucose of a tolerance test",),
        limits=(
            "Two-hour glucose is most of what it knows; a fingerstick or a glucose sensor is not that.",
            "One people, women only, of the 1980s.",
            "Half of the table lacks insulin and a third the skinfold. Figures above .9 that are published for this "
            "table come from filling those in with the help of the outcome.",
        ),
        display="A second card, shown for comparison and never evaluated.",
    ),
    baseline=Baseline(0.834, 0.158, 0.227, "logistic regression, all eight inputs", {"random forest": "AUC .837"}),
    thresholds=(0.1, 0.2, 0.3, 0.4, 0.5),
    role="second",
    led_by="diabetes",
    band_reason="Bands compare with the women of the table: they are quarters and tenths of predicted chances.",
)
PIPELINES: Final = (LEAD, EVERYBODY, LABORATORY, PIMA_WOMEN)
