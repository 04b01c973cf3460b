"""How each answer comes about: which readings it is given, and until when it holds. A file for each family."""

from itertools import chain
from typing import Final

from . import acute, body, cardiovascular, core, glucose, habits, oximetry, points, pressure, rhythm, risk, signals
from .job import Answer, Job

__all__ = ["JOBS", "Answer", "Job"]

_FAMILIES: Final = (
    core, risk, acute, pressure, cardiovascular, points, glucose, oximetry, rhythm, signals, body, habits,
)  # fmt: skip

JOBS: Final[tuple[Job, ...]] = tuple(chain.from_iterable(family.JOBS for family in _FAMILIES))
"""Every job. The status and the data quality are not among them: they rest on all others."""
