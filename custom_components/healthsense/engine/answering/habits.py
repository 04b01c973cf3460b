"""Sleep and activity against what is usual."""

from typing import Final

from .job import Job

JOBS: Final[tuple[Job, ...]] = ()
