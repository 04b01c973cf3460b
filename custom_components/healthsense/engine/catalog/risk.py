"""Learned models."""

from typing import Final

from .entry import Entry, Shape

# The words are the models' own (risk/artefacts): see RiskModel.bands.
ENTRIES: Final[tuple[Entry, ...]] = (
    Entry("diabetes_risk", "", 3, (), Shape.RISK, document="diabetes-risk", core=True),
)
