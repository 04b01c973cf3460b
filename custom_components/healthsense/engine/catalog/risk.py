"""Learned models."""

from typing import Final

from .entry import Entry, Shape

_BANDS: Final = ("low", "average", "above_average", "high")
"""The words of the shipped models (risk/artefacts): see RiskModel.bands."""

ENTRIES: Final[tuple[Entry, ...]] = (
    Entry("diabetes_risk", "", 3, (), Shape.RISK, document="diabetes-risk", core=True),
    Entry("heart_disease_risk", "", 3, _BANDS, Shape.RISK, document="heart-disease-risk"),
    Entry("hypoxia_risk", "", 3, _BANDS, Shape.RISK, document="hypoxia-risk"),
    Entry("skin_questionnaire", "", 3, ("show_to_clinician",), Shape.RISK, document="skin-questionnaire"),
)
