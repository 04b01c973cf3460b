"""Scores of how somebody is at the moment."""

from typing import Final

from .job import Job

JOBS: Final[tuple[Job, ...]] = ()
