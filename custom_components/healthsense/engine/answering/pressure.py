"""Patterns of blood pressure over days."""

from typing import Final

from .job import Job

JOBS: Final[tuple[Job, ...]] = ()
