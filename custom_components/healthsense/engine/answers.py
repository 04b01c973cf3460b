"""All assessments of one person, each computed again only when it may have changed."""

from collections.abc import Iterable, Mapping
from typing import Final

from . import quality, status
from .answering import JOBS, Answer, Job
from .assessment import Assessment
from .caches import Caches
from .catalog import CATALOG
from .facts import Facts, next_hour_ms
from .view import Current


def _by_vital() -> Mapping[str, tuple[Job, ...]]:
    found: dict[str, list[Job]] = {}
    for job in JOBS:
        for vital in job.vitals | job.perhaps:
            found.setdefault(vital, []).append(job)
    return {vital: tuple(jobs) for vital, jobs in found.items()}


_BY_VITAL: Final = _by_vital()


class Answers:
    """The answers of one person."""

    def __init__(self) -> None:
        """Know nothing yet: the first refresh computes all."""
        self._known: dict[str, Assessment] = {}
        self._wakes: dict[str, int] = {}
        self._until: dict[Job, int] = {}
        self._status_rests_on: tuple[object, ...] = ()

    def all(self) -> Mapping[str, Assessment]:
        """Return every assessment in the order of the catalogue; what was handed out before stays as it was."""
        return dict(self._known)

    def wakes(self) -> Iterable[int]:
        """Return the moments at which time alone may change an answer."""
        return self._wakes.values()

    def refresh(self, facts: Facts, current: Mapping[str, Current]) -> set[str]:
        """Compute what the touched readings (None: all) or time may have changed; return the changed keys."""
        changed: set[str] = set()
        first = not self._known
        for job in self._due(facts):
            made = job.answer(facts)
            until = [made[key].until_ms for key in job.keys]
            known = [moment for moment in until if moment is not None]
            if known:
                self._until[job] = min(known)
            else:
                self._until.pop(job, None)
            changed.update(key for key in job.keys if self._put(key, made[key]))
        if self._put(quality.KEY, _quality(facts.caches, facts.now_ms)):
            changed.add(quality.KEY)
        changed |= self._overall(current)
        if first:
            self._known = {key: self._known[key] for key in CATALOG}
        return changed

    def _due(self, facts: Facts) -> Iterable[Job]:
        touched = facts.touched
        if touched is None:
            return JOBS
        due = {job: None for job, until in self._until.items() if until <= facts.now_ms}
        for vital in touched:
            for job in _BY_VITAL.get(vital, ()):
                if job not in due and (vital in job.vitals or job.concerns is None or job.concerns(facts)):
                    due[job] = None
        return due

    def _put(self, key: str, answer: Answer) -> bool:
        known = self._known.get(key)
        self._known[key] = answer.assessment
        if answer.wake_ms is not None:
            self._wakes[key] = answer.wake_ms
        else:
            self._wakes.pop(key, None)
        return known is None or known.gist != answer.assessment.gist

    def _overall(self, current: Mapping[str, Current]) -> set[str]:
        considered = {key: self._known[key] for key in status.CONSIDERED}
        any_current = status.has_current_reading(current)
        rests_on = (any_current, *((one.band, one.value is None, one.confidence) for one in considered.values()))
        if rests_on == self._status_rests_on:
            return set()
        self._status_rests_on = rests_on
        answer = Answer(status.assess(considered, any_current=any_current))
        return {status.KEY} if self._put(status.KEY, answer) else set()


def _quality(caches: Caches, now_ms: int) -> Answer:
    accepted, rejected = caches.intake.counts(now_ms)
    # Counts change by the minute; nobody need be woken for that more than once an hour.
    return Answer(quality.assess(accepted, rejected), None, next_hour_ms(now_ms) if accepted + rejected else None)
