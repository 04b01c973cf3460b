"""What can be a reason to recommend something: kinds of triggers, each pure and each with a why."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, Protocol

from .assessment import Assessment
from .care_plan import Plan
from .care_review import ADHERENCE_DAYS, Review, State, Tally
from .profile import PROFILE_SOURCE, Profile
from .view import Current, fresh_until_ms

DAY_MS: Final = 86_400_000


class Kind(StrEnum):
    """How a reason reads."""

    BAND = "band"
    INCOMPLETE = "incomplete"
    VALUE = "value"
    LONG_AGO = "long_ago"
    NEVER = "never"
    OVERDUE = "overdue"
    TOLD = "told"
    UNTOLD = "untold"
    SHARE = "share"


@dataclass(frozen=True, slots=True)
class Why:
    """The reason for a recommendation.

    ``subject`` is the key of an assessment, a vital, a measure of the plan or a fact of the profile. ``band`` is the
    assessment's word, ``value`` a figure in the subject's unit. ``at_ms`` is when the newest thing that it rests on
    was measured, or was to be. ``missing``: what a score that is not complete lacks.
    """

    kind: Kind
    subject: str
    band: str = ""
    value: float | None = None
    at_ms: int | None = None
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Situation:
    """All that advice rests on, at ``now_ms``."""

    assessments: Mapping[str, Assessment]
    current: Mapping[str, Current]
    profile: Profile
    now_ms: int
    plan: Plan = field(default_factory=Plan)
    review: Review = field(default_factory=Review)


class Trigger(Protocol):
    """One kind of reason."""

    def why(self, at: Situation) -> Why | None:
        """Return the reason, None where it does not hold."""

    def flips(self, at: Situation) -> Iterator[int]:
        """Yield the moments, past ones too, at which time alone may change that."""

    def rests_on(self) -> frozenset[str]:
        """Return the assessments and vitals that decide; those that rest on the plan or the profile have none."""


class _Timeless:
    """A trigger that time alone does not change: whoever gives the assessments says when they change."""

    __slots__ = ()

    def flips(self, at: Situation) -> Iterator[int]:
        del at
        return iter(())


class _OfAnswer(_Timeless):
    """A trigger on one assessment."""

    __slots__ = ()
    assessment: str

    def rests_on(self) -> frozenset[str]:
        return frozenset({self.assessment})


class _OfVital:
    """A trigger on the current reading of one vital."""

    __slots__ = ()
    vital: str

    def rests_on(self) -> frozenset[str]:
        return frozenset({self.vital})


class _OfPerson:
    """A trigger on the profile or the plan."""

    __slots__ = ()

    def rests_on(self) -> frozenset[str]:
        return frozenset()


def _newest_ms(answer: Assessment) -> int | None:
    return max((used.effective_ms for used in answer.inputs if used.effective_ms is not None), default=None)


@dataclass(frozen=True, slots=True)
class Band(_OfAnswer):
    """An assessment is in one of ``bands``."""

    assessment: str
    bands: tuple[str, ...]

    def why(self, at: Situation) -> Why | None:
        """Return the assessment and its band."""
        answer = at.assessments.get(self.assessment)
        if answer is None or answer.band not in self.bands:
            return None
        return Why(Kind.BAND, self.assessment, answer.band or "", at_ms=_newest_ms(answer))


@dataclass(frozen=True, slots=True)
class Partial(_OfAnswer):
    """Inputs are missing, what is known adds at least ``lower``, and the whole may reach ``upper``."""

    assessment: str
    lower: float
    upper: float

    def why(self, at: Situation) -> Why | None:
        """Return the assessment."""
        answer = at.assessments.get(self.assessment)
        if answer is None or answer.value is not None or answer.lower is None or answer.upper is None:
            return None
        if answer.lower < self.lower or answer.upper < self.upper:
            return None
        return Why(Kind.INCOMPLETE, self.assessment, at_ms=_newest_ms(answer), missing=answer.missing)


@dataclass(frozen=True, slots=True)
class Refused(_OfAnswer):
    """An assessment is refused for ``reason``."""

    assessment: str
    reason: str

    def why(self, at: Situation) -> Why | None:
        """Return the assessment."""
        answer = at.assessments.get(self.assessment)
        if answer is None or answer.refused != self.reason:
            return None
        return Why(Kind.INCOMPLETE, self.assessment, at_ms=_newest_ms(answer))


@dataclass(frozen=True, slots=True)
class Reading(_OfVital):
    """The current reading of a vital is at ``least`` or above, or ``below`` (canonical unit), while it is fresh."""

    vital: str
    least: float | None = None
    below: float | None = None

    def why(self, at: Situation) -> Why | None:
        """Return the vital and its value."""
        found = at.current.get(self.vital)
        if found is None or fresh_until_ms(found.measurement) <= at.now_ms:
            return None
        value = found.measurement.value
        if (self.least is not None and value < self.least) or (self.below is not None and value >= self.below):
            return None
        return Why(Kind.VALUE, self.vital, value=value, at_ms=found.measurement.effective_ms)

    def flips(self, at: Situation) -> Iterator[int]:
        """Yield when the reading goes stale."""
        if (found := at.current.get(self.vital)) is not None:
            yield fresh_until_ms(found.measurement)


@dataclass(frozen=True, slots=True)
class Old(_OfVital):
    """A vital was last measured ``days`` ago or longer, or never."""

    vital: str
    days: int

    def _end_ms(self, at: Situation) -> int | None:
        found = at.current.get(self.vital)
        return None if found is None else found.measurement.effective_ms + self.days * DAY_MS

    def why(self, at: Situation) -> Why | None:
        """Return the vital and when it was measured."""
        end_ms = self._end_ms(at)
        if end_ms is None:
            return Why(Kind.NEVER, self.vital)
        if at.now_ms < end_ms:
            return None
        return Why(Kind.LONG_AGO, self.vital, at_ms=end_ms - self.days * DAY_MS)

    def flips(self, at: Situation) -> Iterator[int]:
        """Yield when the time is over."""
        if (end_ms := self._end_ms(at)) is not None:
            yield end_ms


@dataclass(frozen=True, slots=True)
class Recent(_OfVital):
    """A vital was measured less than ``days`` ago."""

    vital: str
    days: int

    def why(self, at: Situation) -> Why | None:
        """Return the vital and when it was measured."""
        found = at.current.get(self.vital)
        if found is None or found.measurement.effective_ms + self.days * DAY_MS <= at.now_ms:
            return None
        return Why(Kind.VALUE, self.vital, value=found.measurement.value, at_ms=found.measurement.effective_ms)

    def flips(self, at: Situation) -> Iterator[int]:
        """Yield when the time is over."""
        if (found := at.current.get(self.vital)) is not None:
            yield found.measurement.effective_ms + self.days * DAY_MS


@dataclass(frozen=True, slots=True)
class Overdue(_OfPerson):
    """Something planned is overdue: the one that is so for longest. ``Review.until_ms`` says when that changes."""

    def why(self, at: Situation) -> Why | None:
        """Return the measure and when it was due."""
        for one in at.review.items:
            if one.state is State.OVERDUE:
                return Why(Kind.OVERDUE, one.slot.measure, at_ms=one.slot.due_ms)
        return None

    def flips(self, at: Situation) -> Iterator[int]:
        """Yield when the review changes."""
        if at.review.until_ms is not None:
            yield at.review.until_ms


@dataclass(frozen=True, slots=True)
class Share(_OfPerson):
    """Less than ``below`` percent of the plan was kept, of ``least`` planned measurements or more."""

    key: str
    below: float
    least: int

    def why(self, at: Situation) -> Why | None:
        """Return the share in percent."""
        tallies = at.review.tallies.get(self.key, dict[str, Tally]()).values()
        done, planned = sum(one.done for one in tallies), sum(one.planned for one in tallies)
        if planned < self.least or 100 * done >= self.below * planned:
            return None
        return Why(Kind.SHARE, self.key, value=100 * done / planned)

    def flips(self, at: Situation) -> Iterator[int]:
        """Yield when the review changes."""
        if at.review.until_ms is not None:
            yield at.review.until_ms


@dataclass(frozen=True, slots=True)
class Told(_Timeless, _OfPerson):
    """The profile says ``value`` of a fact."""

    fact: str
    value: bool | str

    def why(self, at: Situation) -> Why | None:
        """Return the fact."""
        return Why(Kind.TOLD, self.fact) if getattr(at.profile, self.fact) == self.value else None


@dataclass(frozen=True, slots=True)
class Untold(_Timeless, _OfPerson):
    """The profile says nothing of a fact, though readings come in."""

    fact: str

    def why(self, at: Situation) -> Why | None:
        """Return the fact."""
        measured = any(one.measurement.source != PROFILE_SOURCE for one in at.current.values())
        return Why(Kind.UNTOLD, self.fact) if measured and getattr(at.profile, self.fact) is None else None


@dataclass(frozen=True, slots=True)
class Both:
    """Two triggers at once; the first says why."""

    first: Trigger
    second: Trigger

    def why(self, at: Situation) -> Why | None:
        """Return the first one's reason."""
        why = self.first.why(at)
        return why if why is not None and self.second.why(at) is not None else None

    def flips(self, at: Situation) -> Iterator[int]:
        """Yield what both say."""
        yield from self.first.flips(at)
        yield from self.second.flips(at)

    def rests_on(self) -> frozenset[str]:
        """Return what both rest on."""
        return self.first.rests_on() | self.second.rests_on()


ADHERENCE: Final = max(ADHERENCE_DAYS, key=lambda key: ADHERENCE_DAYS[key])
"""The longer of the two shares: a week may be a holiday."""
