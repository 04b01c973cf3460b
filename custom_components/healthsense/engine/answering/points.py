"""Questionnaire scores about diabetes."""

from typing import Final

from .job import Job

JOBS: Final[tuple[Job, ...]] = ()
