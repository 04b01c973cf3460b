"""Oxygen saturation over a night."""

from typing import Final

from .job import Job

JOBS: Final[tuple[Job, ...]] = ()
