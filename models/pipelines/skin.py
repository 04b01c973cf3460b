"""The skin questionnaire: what a person can say of a spot, without a picture."""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np

from .. import metrics, skin
from ..data import PAD_UFES_20
from ..families import LOGISTIC
from ..pipeline import Baseline, Pipeline, Words
from ..spec import Cohort, Floats


def _counted_otherwise(cohort: Cohort, predicted: Floats) -> Mapping[str, Any]:
    """Return the AUC as others count it: every photograph of a lesion by itself."""
    times = cohort.extra["photographs"].astype(int)
    y = np.repeat(cohort.y, times)
    return {"auc_by_photograph": float(np.mean([metrics.auc(np.repeat(row, times), y) for row in predicted]))}


QUESTIONNAIRE: Final = Pipeline(
    name="skin",
    version="1.0.0",
    question="The share of spots with the same answers, among those that people brought to skin clinics in Brazil, "
    "that turned out to be skin cancer",
    population="1,891 spots (2,298 photographs) of 1,373 people seen at the dermatological assistance programme of "
    "Espirito Santo, Brazil, mostly of European descent",
    family=LOGISTIC,
    data=(PAD_UFES_20,),
    cohort=skin.cohort,
    words=Words(
        title="Skin questionnaire",
        outcome="Basal cell carcinoma, squamous cell carcinoma or melanoma, by biopsy; harmless spots partly by eye.",
        use="For an adult with a spot that worries them, who wonders whether to show it. Whatever it says, a spot that "
        "changes, bleeds or does not heal is worth showing. It informs; it decides nothing. It is no medical device.",
        non_use=(
            "saying that a spot is harmless: it never says so",
            "melanoma: 52 of 2,298 photographs; ABCDE and change over time are the better signs",
            "children, and spots inside the mouth or on the genitals",
        ),
        limits=(
            "Everybody came to a clinic with a spot: at home far fewer spots are cancer than it says.",
            "Every cancer was cut out and looked at; harmless spots were partly judged by eye, and the answers were "
            "taken by the doctor who judged. Among spots that were cut out it separates less well: see subgroups.",
            "Skin types IV to VI: 52 spots. What it says there is hardly tested.",
            "Sex, history and skin type are missing for a third of the spots, all of them harmless or judged by eye: "
            "using them would tell the answer, so they are not inputs.",
            "No external validation.",
        ),
        display="The questionnaire leads; no picture is judged. Change over time (ABCDE) stands beside it.",
        missing="'Unknown' counts, in training and in use, as the fold's commonest answer. Age is needed.",
        rows="spots",
        row="spot",
    ),
    baseline=Baseline(
        0.859, 0.151, 0.249, "logistic regression, counted by photograph, grouped by patient",
        {"random forest": "AUC .869", "on spots that were cut out alone": "AUC about .80"},
    ),
    thresholds=(0.1, 0.2, 0.3, 0.4, 0.5),
    optional=frozenset(skin.SYMPTOMS),
    band_reason="Bands compare with spots that people brought to skin clinics: low is the lowest quarter of predicted "
    "chances there, and means neither harmless nor that nobody need see it.",
    further=_counted_otherwise,
)  # fmt: skip
PIPELINES: Final = (QUESTIONNAIRE,)
