"""Signals that several vitals together may give."""

from typing import Final

from .job import Job

JOBS: Final[tuple[Job, ...]] = ()
