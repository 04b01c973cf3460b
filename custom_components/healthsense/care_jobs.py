"""What the worker does for the care plan and the recommendations of one person."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from .engine.advice import Advice, advise
from .engine.advice_triggers import Situation
from .engine.assessment import Assessment
from .engine.care_plan import Plan
from .engine.care_review import ADHERENCE_DAYS, FirstSeen, Review, adherence, review
from .engine.monitor import Result
from .engine.profile import PROFILE_SOURCE, Profile
from .engine.store import Mark, Store, Word
from .engine.vitals import VITALS

_HOUR_MS: Final = 3_600_000
_DAY_MS: Final = 24 * _HOUR_MS
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


def first_seen(store: Store, person_id: str) -> FirstSeen:
    """Return what tells when a vital was first measured in a window. What the profile tells is no measurement.

    Of compacted readings the minute or the hour is known, which is enough for a window.
    """

    def spot(vital: str, start_ms: int, end_ms: int) -> int | None:
        rows = store.readings(person_id, vital, start_ms, end_ms)
        return next((row.effective_ms for row in rows if row.source != PROFILE_SOURCE), None)

    def bucketed(vital: str, start_ms: int, end_ms: int) -> int | None:
        if hours := store.hours(person_id, vital, start_ms, end_ms - _HOUR_MS + 1):
            return hours[0].start_ms
        if rows := store.readings(person_id, vital, start_ms, end_ms, limit=1):
            return rows[0].effective_ms
        minutes = store.minutes(person_id, vital, start_ms, end_ms)
        return minutes[0].start_ms if minutes else None

    return lambda vital, start_ms, end_ms: (bucketed if VITALS[vital].bucketed else spot)(vital, start_ms, end_ms)


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
