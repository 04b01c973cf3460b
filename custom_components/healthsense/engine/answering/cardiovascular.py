"""Risk of cardiovascular disease in the years to come."""

from typing import Final

from .job import Job

JOBS: Final[tuple[Job, ...]] = ()
