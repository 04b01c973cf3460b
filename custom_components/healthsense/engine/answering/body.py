"""Size and weight."""

from typing import Final

from .job import Job

JOBS: Final[tuple[Job, ...]] = ()
