"""Narrowed heart arteries in referred people: with what a home knows, and with the hospital's tests."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

import numpy as np

from .. import heart
from ..data import UCI_HEART
from ..families import FOREST, LOGISTIC, Fitted
from ..pipeline import Baseline, Pipeline, Words
from ..spec import Cohort, Floats
from ..validation import elsewhere, out_of_fold

_LED_BY: Final = "framingham_cvd_bmi"
_NON_USE: Final = (
    "people without chest pain: everybody in the table was referred by a doctor, and there 'asymptomatic' means 79 % "
    "diseased",
    "new pain, or pain at rest: that is an emergency and no matter for a model",
    "the risk of a heart attack in years to come: that is what Framingham and PREVENT are for",
    "people known to have heart disease",
)
_LIMITS: Final = (
    "Four hospitals in the 1980s; 79 % men; every one of them referred for angiography because a doctor suspected "
    "something. In a home the chance is far lower than it says.",
    "It must be off until somebody asks for it, and Framingham (with body mass index) or PREVENT leads the display.",
    "Where the share of diseased people differs, its chances are wrong by as much: see the Swiss hospital below.",
    "The kind of chest pain was judged by cardiologists; a questionnaire at home judges less well.",
    "The stated interval is that of the sigmoid alone: another sample of people would give another forest.",
)


def _logistic(cohort: Cohort, repeats: int) -> Floats:
    return out_of_fold(cohort, LOGISTIC, repeats)[0]


def _complete(cohort: Cohort) -> Mapping[str, Cohort]:
    return {
        "people with every input measured": cohort.take(cohort.complete),
        "Cleveland alone": cohort.take(cohort.sites["Cleveland"]),
    }


def _missingness(cohort: Cohort, _predicted: Floats) -> Mapping[str, Any]:
    """Return the share of each site that lacks each input: what would give the site away."""
    lacking = {
        column.name: {name: float(np.isnan(cohort.x[inside, place]).mean()) for name, inside in cohort.sites.items()}
        for place, column in enumerate(cohort.columns)
    }
    return {"missing_by_site": {name: shares for name, shares in lacking.items() if max(shares.values()) > 0}}


def _other_hospitals(_cohort: Cohort, fitted: Fitted, bootstraps: int) -> Mapping[str, Any]:
    """Return what the Cleveland model says of the other three hospitals, their missing tests filled."""
    everybody = heart.hospital()
    found = {}
    for name, inside in everybody.sites.items():
        if name != "Cleveland":
            there = everybody.take(inside)
            found[name] = elsewhere(there, fitted.probabilities(there.capped()), bootstraps)
    return found


_BANDS: Final = (
    "Bands compare with the referred people of four hospitals: low is the lowest quarter of predicted chances there, "
    "average the middle half. They are not thresholds of any guideline, and not of a home's people."
)

HOME: Final = Pipeline(
    name="heart_disease",
    version="1.0.0",
    question="The share of people referred to a hospital for chest pain, with the same answers, in whom an angiography "
    "found a narrowed heart artery",
    population="920 people referred for coronary angiography to four hospitals (Cleveland, Budapest, Zurich and Basel, "
    "Long Beach), 1981-1987",
    family=FOREST,
    data=(UCI_HEART,),
    cohort=heart.home,
    words=Words(
        title="Narrowed heart arteries",
        outcome="More than half of the diameter of a major heart artery narrowed, seen by angiography.",
        use="For an adult who reports chest pain that is not new, asks for it, and wants to know how answers like "
        "theirs went with findings in hospitals. It informs; it decides nothing. It is not a medical device.",
        non_use=_NON_USE,
        limits=_LIMITS,
        display="Framingham (with body mass index) or PREVENT leads the display; this is shown second.",
        missing="Cholesterol (missing or zero in every fifth row, and in all of Switzerland), the treadmill's and the "
        "scans' figures are left out: their absence tells the hospital, and the hospital tells the outcome. There are "
        "no indicators of missing values. In training the fold's median or commonest answer stands in; in use systolic "
        "pressure and fasting sugar may be missing, and the answer says so.",
        external="Each hospital was left out of training once, and the model of the other three judged on it.",
    ),
    baseline=Baseline(
        0.854, 0.149, 0.247, "random forest, four sites pooled, home inputs and questionnaire",
        {"logistic regression": "AUC .862 ± .019", "trained on three sites, tested on the fourth": "AUC .71 to .89"},
    ),
    thresholds=(0.2, 0.3, 0.5, 0.7),
    role="second",
    led_by=_LED_BY,
    optional=frozenset({"systolic", "fasting_blood_sugar_over_120"}),
    changeable={"systolic": "lower"},
    repeats=3,
    band_reason=_BANDS,
    comparators={"logistic regression on the same inputs": _logistic},
    variants=_complete,
    further=_missingness,
)  # fmt: skip
HOSPITAL: Final = replace(
    HOME,
    name="heart_disease_hospital",
    question="The share of people referred to Cleveland Clinic for angiography, with the same thirteen findings, in "
    "whom it found a narrowed heart artery",
    population="303 people referred for coronary angiography to the Cleveland Clinic, 1981-1984",
    cohort=heart.cleveland,
    words=replace(
        HOME.words,
        title="Narrowed heart arteries, with the hospital's tests",
        use="To compare with published figures on the Cleveland table. Treadmill, thallium scan and fluoroscopy are "
        "not to be had at home: it serves nobody there.",
        non_use=("anybody at home: seven of the thirteen inputs are hospital tests", *_NON_USE[1:]),
        display="A second card, shown for comparison and never evaluated.",
        missing="Six of 303 people lack the vessels or the thallium scan: the fold's commonest answer stands in.",
        external="The Cleveland model was judged on the other three hospitals, which lack most of the vessels, "
        "thallium and slope findings: Cleveland's medians stand in there.",
    ),
    baseline=Baseline(
        0.900, 0.120, 0.248, "random forest, Cleveland, all thirteen",
        {"logistic regression": "AUC .907", "Cleveland to Hungary": "AUC .887", "Cleveland to Switzerland": "AUC .761"},
    ),
    optional=frozenset(),
    changeable={},
    repeats=5,
    band_reason="Bands compare with the referred people of Cleveland. They are not thresholds of any guideline.",
    variants=None,
    further=None,
    external=_other_hospitals,
)  # fmt: skip
PIPELINES: Final = (HOME, HOSPITAL)
