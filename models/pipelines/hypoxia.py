"""Low oxygen within four hours: the logistic regression that leads, and the SVM that was asked for."""

from dataclasses import replace
from typing import Final

import numpy as np

from .. import hypoxia
from ..data import EICU_STAYS, EICU_VITALS
from ..families import LOGISTIC, SVM
from ..pipeline import Baseline, Pipeline, Words
from ..spec import Cohort, Floats
from ..validation import out_of_fold

_SPO2: Final = next(place for place, column in enumerate(hypoxia.COLUMNS) if column.name == "spo2_now")


def _rule(cohort: Cohort, repeats: int) -> Floats:
    """Return the present saturation as a score: the lower, the likelier."""
    return np.tile(-np.where(np.isnan(cohort.x[:, _SPO2]), 100.0, cohort.x[:, _SPO2]), (repeats, 1))


def _logistic(cohort: Cohort, repeats: int) -> Floats:
    return out_of_fold(cohort, LOGISTIC, repeats)[0]


_NON_USE: Final = (
    "a saturation below 92 % now: that needs no forecast but attention",
    "an alarm: it warns of nothing by itself",
    "people under 18, pregnancy, and chest illness with a target below 92 % agreed with a clinician",
    "fewer than three of the last four hours with heart rate and saturation",
)
_LIMITS: Final = (
    "Trained on very ill people in intensive care, most of them on oxygen or a ventilator and watched by nurses who "
    "act: not a home population. At home such falls are far rarer than it says.",
    "Whether a person breathes oxygen is not in it.",
    "Hospital finger clips differ from a watch: two points of saturation are within the error of either.",
    "There are no person ids: somebody with two stays may be in training and test at once.",
    "Ethnicity is not in the data, and oximeters read too high on dark skin (Sjoding et al., N Engl J Med "
    "2020;383:2477): how wrong the model is there cannot be told.",
    "Saturation counts as 97 % where it is above, and trends and rates count as the caps in the table: beyond them the "
    "oxygen dissociation curve is flat, or the hour is more likely a loose clip than a person.",
    "The caps, and which widths of the SVM were tried, were settled while looking at figures of the same hours: the "
    "figures on this card flatter a little by that.",
)
_DISPLAY: Final = "The present saturation and the logistic regression lead the display; the SVM is shown second."

LEAD: Final = Pipeline(
    name="hypoxia_lr",
    version="1.0.0",
    question="The share of intensive-care hours, with the same vitals over four hours, that were followed by a "
    "saturation below 90 % within the next four",
    population="Hours with a saturation of 92 % or more, one in every four, of 2,122 adult stays in intensive care "
    "units of the United States, 2014-2015",
    family=LOGISTIC,
    data=(EICU_VITALS, EICU_STAYS),
    cohort=hypoxia.cohort,
    words=Words(
        title="Low oxygen within four hours",
        outcome="Any hourly median saturation below 90 % in the four hours after.",
        use="For an adult at home who wears an oximeter for hours and is told what the last four hours went with in "
        "intensive care. It informs; it decides nothing. It is not a medical device.",
        non_use=_NON_USE,
        limits=_LIMITS,
        display=_DISPLAY,
        rows="hours",
        row="hour",
        missing="In training the fold's median stands in. In use respiratory rate and blood pressure may be missing: "
        "the median stands in, and the answer says so.",
        external="None: there is no second set of labelled hours. The demo's hospitals cannot be told apart.",
    ),
    baseline=Baseline(
        0.736, 0.028, 0.029, "logistic regression on the same vitals",
        {"random forest": "AUC .724", "SVM on 4,000 rows": "AUC .622", "present saturation alone": "AUC .683"},
    ),
    thresholds=(0.02, 0.03, 0.05, 0.08, 0.10),
    optional=hypoxia.OPTIONAL,
    repeats=3,
    bootstraps=400,
    band_reason="Bands compare with intensive-care hours: low is the lowest quarter of predicted chances there. They "
    "are not thresholds of any guideline, and not of a home's hours.",
    comparators={"present saturation alone (the rule)": _rule},
)  # fmt: skip
SECOND: Final = replace(
    LEAD,
    name="hypoxia",
    family=SVM,
    role="second",
    led_by="hypoxia_lr",
    words=replace(
        LEAD.words,
        title="Low oxygen within four hours, support vector machine",
        limits=(
            *_LIMITS,
            "An SVM separates here about as well as the logistic regression and explains itself worse: it is here "
            "because it was asked for.",
            "The stated interval is that of the sigmoid alone: another sample of hours would give another SVM.",
        ),
    ),
    baseline=replace(LEAD.baseline, auc=0.622, words="SVM on 4,000 rows",
                     others={"logistic regression": "AUC .736", "present saturation alone": "AUC .683"}),
    repeats=2,
    comparators={**LEAD.comparators, "logistic regression on the same inputs (leads)": _logistic},
)  # fmt: skip
PIPELINES: Final = (LEAD, SECOND)
