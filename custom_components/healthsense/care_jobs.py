"""What the worker does for the care plan and the recommendations of one person."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from .engine.advice import Advice, advise
from .engine.advice_triggers import Situation
from .engine.assessment import Assessment
from .engine.care_plan import Plan
from .engine.care_review import ADHERENCE_DAYS, Review, adherence, review
from .engine.monitor import Result
from .engine.profile import Profile
from .engine.seen import first_seen
from .engine.store import Mark, Store, Word

_DAY_MS: Final = 86_400_000
_REMEMBERED_MS: Final = 200 * _DAY_MS
"""No rule rests longer; what was said before counts no more."""


@dataclass(frozen=True, slots=True)
class CareState:
    """How a person's plan stands and what is recommended. ``said``: slot key -> the newest mark of it."""

    review: Review
    adherence: Mapping[str, Assessment]
    advice: Advice
    said: Mapping[str, Word]
    until_ms: int | None


def care_job(person_id: str, profile: Profile, plan: Plan, result: Result, now_ms: int) -> Callable[[Store], CareState]:
    """Return the job that says how the plan stands and what is recommended at ``now_ms``."""

    def job(store: Store) -> CareState:
        marks = store.marks(person_id, now_ms - _REMEMBERED_MS)
        found = review(plan, first_seen(store, person_id), profile.zone, now_ms)
        advice = advise(Situation(result.assessments, result.current, profile, now_ms, plan, found), marks)
        moments = [moment for moment in (found.until_ms, advice.until_ms) if moment is not None]
        return CareState(
            found,
            {key: adherence(key, plan, found) for key in ADHERENCE_DAYS},
            advice,
            {mark.key: mark.word for mark in marks},
            min(moments, default=None),
        )

    return job


def mark_job(person_id: str, mark: Mark) -> Callable[[Store], None]:
    """Return the job that keeps what was said of a reminder, durable when it is done."""

    def job(store: Store) -> None:
        store.put_mark(person_id, mark)
        store.commit(mark.at_ms)

    return job
