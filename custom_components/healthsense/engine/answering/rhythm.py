"""Variability and regularity of the pulse."""

from typing import Final

from .job import Job

JOBS: Final[tuple[Job, ...]] = ()
