"""A job: which assessments are made together, of what, and until when they hold."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ..assessment import Assessment
from ..facts import Facts


@dataclass(frozen=True, slots=True)
class Answer:
    """An assessment, when it must be computed again, and when that is worth waking for."""

    assessment: Assessment
    until_ms: int | None = None
    wake_ms: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Job:
    """Assessments that are made together.

    The job runs when a reading of one of its ``vitals`` was stored, when ``until_ms`` of one of
    its answers has passed, and when a reading of one of ``perhaps`` was stored and ``concerns``
    says that it matters. ``answer`` returns every one of ``keys``, each time.
    """

    keys: tuple[str, ...]
    vitals: frozenset[str]
    answer: Callable[[Facts], Mapping[str, Answer]]
    perhaps: frozenset[str] = frozenset()
    concerns: Callable[[Facts], bool] | None = None
