"""What glucose readings of some days say."""

from typing import Final

from .job import Job

JOBS: Final[tuple[Job, ...]] = ()
