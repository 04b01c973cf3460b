"""A care plan: what a person means to measure, and when. Told by the person; proposals come with their source."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

MEASURES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "blood_pressure": ("systolic", "diastolic"),
        "weight": ("weight",),
        "glucose": ("glucose",),
        "spo2": ("spo2",),
        "temperature": ("temperature",),
        "heart_rate": ("heart_rate",),
        "respiratory_rate": ("respiratory_rate",),
        "waist": ("waist",),
    }
)
"""What can be planned -> the vitals that one measurement gives, all of them."""

WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MAX_TIMES: Final = 8
MAX_EVERY_DAYS: Final = 366
MAX_PERIOD_DAYS: Final = 28
PROTOCOL_DAYS: Final = 7
"""Days of home blood pressure that count (Stergiou et al., J Hypertens 2021;39:1293): morning and evening."""

_KEYS: Final = frozenset({"repeat", "times", "weekdays", "every_days", "days", "since"})
_LAST_START: Final = 28  # the last day that every month has


class Repeat(StrEnum):
    """On which days. MONTHLY: ``days`` days running from the day of the month of ``since``; ONCE: from ``since``."""

    DAILY = "daily"
    WEEKLY = "weekly"
    EVERY_DAYS = "every_days"
    MONTHLY = "monthly"
    ONCE = "once"


class PlanError(ValueError):
    """A plan that cannot be used. Names the field (``blood_pressure.times``) and the reason, never the value."""

    def __init__(self, field_name: str, reason: str) -> None:
        """Keep which field was refused and why."""
        super().__init__(f"{field_name}: {reason}")
        self.field = field_name
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Routine:
    """One row of a plan. ``times`` are local, ascending; ``weekdays`` counts from Monday = 0.

    ``weekdays`` belongs to WEEKLY, ``every_days`` (1-366) to EVERY_DAYS, ``days`` (1-28) to MONTHLY and ONCE.
    Nothing is planned before ``since``.
    """

    measure: str
    repeat: Repeat
    times: tuple[time, ...]
    since: date
    weekdays: frozenset[int] = frozenset()
    every_days: int = 1
    days: int = PROTOCOL_DAYS

    def is_on(self, day: date) -> bool:
        """Return whether something is to be measured on a local day."""
        if day < self.since:
            return False
        return _IS_ON[self.repeat](self, day)

    def next_day(self, after: date) -> date | None:
        """Return the next planned day after ``after``; None where there is none within two years."""
        first = max(after + timedelta(days=1), self.since)
        return next((day for day in _days(first, 2 * MAX_EVERY_DAYS) if self.is_on(day)), None)

    def as_dict(self) -> dict[str, Any]:
        """Return the stored form."""
        kept: dict[str, Any] = {"repeat": self.repeat.value, "times": [f"{one:%H:%M}" for one in self.times]}
        if self.repeat is Repeat.WEEKLY:
            kept["weekdays"] = [WEEKDAYS[day] for day in sorted(self.weekdays)]
        elif self.repeat is Repeat.EVERY_DAYS:
            kept["every_days"] = self.every_days
        elif self.repeat in (Repeat.MONTHLY, Repeat.ONCE):
            kept["days"] = self.days
        return kept | {"since": self.since.isoformat()}


def _days(first: date, count: int) -> Iterable[date]:
    return (first + timedelta(days=offset) for offset in range(count))


def _of_month(routine: Routine, day: date) -> bool:
    start_day = min(routine.since.day, _LAST_START)
    begun = day.replace(day=start_day)
    if begun > day:
        begun = (begun.replace(day=1) - timedelta(days=1)).replace(day=start_day)
    # The first period begins with the plan, even on the 29th and later.
    return (day - max(begun, routine.since)).days < routine.days


_IS_ON: Final[Mapping[Repeat, Callable[[Routine, date], bool]]] = {
    Repeat.DAILY: lambda _routine, _day: True,
    Repeat.WEEKLY: lambda routine, day: day.weekday() in routine.weekdays,
    Repeat.EVERY_DAYS: lambda routine, day: (day - routine.since).days % routine.every_days == 0,
    Repeat.MONTHLY: _of_month,
    Repeat.ONCE: lambda routine, day: (day - routine.since).days < routine.days,
}


@dataclass(frozen=True, slots=True)
class Plan:
    """A person's plan: at most one routine of each measure, in the order of ``MEASURES``."""

    routines: tuple[Routine, ...] = ()

    def of(self, measure: str) -> Routine | None:
        """Return the routine of a measure."""
        return next((routine for routine in self.routines if routine.measure == measure), None)

    @property
    def vitals(self) -> frozenset[str]:
        """Return the vitals that the plan asks for."""
        return frozenset(vital for routine in self.routines for vital in MEASURES[routine.measure])

    def as_dict(self) -> dict[str, Any]:
        """Return the stored form."""
        return {routine.measure: routine.as_dict() for routine in self.routines}


def _times(name: str, value: object) -> tuple[time, ...]:
    if not isinstance(value, (list, tuple)) or not 1 <= len(value) <= MAX_TIMES:
        raise PlanError(name, "bad_list")
    found = set()
    for one in value:
        try:
            at = time.fromisoformat(str(one).strip())
        except ValueError:
            raise PlanError(name, "bad_time") from None
        if at.tzinfo is not None:
            raise PlanError(name, "bad_time")
        found.add(at.replace(second=0, microsecond=0))
    return tuple(sorted(found))


def _weekdays(name: str, value: object) -> frozenset[int]:
    if not isinstance(value, (list, tuple)) or not 1 <= len(value) <= len(WEEKDAYS):
        raise PlanError(name, "bad_list")
    words = [str(word).strip().casefold()[:3] for word in value]
    if not set(words) <= set(WEEKDAYS):
        raise PlanError(name, "unknown_word")
    return frozenset(WEEKDAYS.index(word) for word in words)


def _count(name: str, value: object, most: int) -> int:
    # Forms give whole numbers as floats.
    if isinstance(value, bool) or not isinstance(value, (int, float)) or value != value // 1:
        raise PlanError(name, "not_a_number")
    if not 1 <= value <= most:
        raise PlanError(name, "implausible")
    return int(value)


def _since(name: str, value: object, today: date) -> date:
    if value is None:
        return today
    try:
        return date.fromisoformat(str(value).strip()[:10])
    except ValueError:
        raise PlanError(name, "bad_date") from None


def parse_routine(measure: str, data: object, *, today: date) -> Routine:
    """Return one row of a plan; ``since`` is ``today`` where it is not told.

    Raises:
        PlanError: naming the field.
    """
    if measure not in MEASURES:
        raise PlanError(measure, "unknown_word")
    if not isinstance(data, Mapping):
        raise PlanError(measure, "not_an_object")
    if unknown := set(data) - _KEYS:
        raise PlanError(f"{measure}.{min(map(str, unknown))}", "unknown_word")
    try:
        repeat = Repeat(str(data.get("repeat", Repeat.DAILY)).strip().casefold())
    except ValueError:
        raise PlanError(f"{measure}.repeat", "unknown_word") from None
    weekdays, every, days = frozenset[int](), 1, PROTOCOL_DAYS
    if repeat is Repeat.WEEKLY:
        weekdays = _weekdays(f"{measure}.weekdays", data.get("weekdays"))
    elif repeat is Repeat.EVERY_DAYS:
        every = _count(f"{measure}.every_days", data.get("every_days"), MAX_EVERY_DAYS)
    elif repeat in (Repeat.MONTHLY, Repeat.ONCE):
        days = _count(f"{measure}.days", data.get("days", PROTOCOL_DAYS), MAX_PERIOD_DAYS)
    return Routine(
        measure,
        repeat,
        _times(f"{measure}.times", data.get("times")),
        _since(f"{measure}.since", data.get("since"), today),
        weekdays,
        every,
        days,
    )


def parse_plan(data: object, *, today: date) -> Plan:
    """Return the plan that ``data`` (measure -> row, JSON or a form) describes; None is an empty one.

    A row: ``repeat`` (daily, weekly, every_days, monthly, once), ``times`` (1-8 of HH:MM, local), ``weekdays``
    (mon-sun), ``every_days``, ``days``, ``since`` (ISO date).

    Raises:
        PlanError: naming the field.
    """
    if data is None:
        return Plan()
    if not isinstance(data, Mapping):
        raise PlanError("care_plan", "not_an_object")
    if unknown := set(data) - set(MEASURES):
        raise PlanError(min(map(str, unknown)), "unknown_word")
    return Plan(tuple(parse_routine(measure, data[measure], today=today) for measure in MEASURES if data.get(measure)))


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a guideline suggests to people with a condition; nothing is planned unless the person takes it.

    ``source`` is a key of ``advice_rules.SOURCES``. ``row`` is the stored form of a routine without ``since``.
    """

    condition: str
    measure: str
    row: Mapping[str, Any] = field(default_factory=dict)
    source: str = ""


_MORNING_AND_EVENING: Final = {"repeat": "monthly", "days": PROTOCOL_DAYS, "times": ["07:00", "19:00"]}

PROPOSALS: Final = (
    Proposal("hypertension", "blood_pressure", _MORNING_AND_EVENING, "esh_home_2021"),
    Proposal("stroke", "blood_pressure", _MORNING_AND_EVENING, "esh_home_2021"),
    Proposal("chronic_kidney_disease", "blood_pressure", _MORNING_AND_EVENING, "esh_home_2021"),
    Proposal("heart_failure", "weight", {"repeat": "daily", "times": ["07:30"]}, "esc_heart_failure_2021"),
    Proposal("copd", "spo2", {"repeat": "weekly", "weekdays": ["mon", "thu"], "times": ["10:00"]}, "healthsense"),
)
"""First come, first served for each measure."""

AS_TOLD: Final[Mapping[str, str]] = MappingProxyType({"diabetes": "glucose", "pregnancy": "blood_pressure"})
"""Conditions for which how often to measure is the care team's to say, so nothing is proposed."""


def proposals(conditions: Iterable[str], plan: Plan) -> tuple[Proposal, ...]:
    """Return what is proposed to somebody with these conditions beyond what is planned already."""
    known, taken = frozenset(conditions), {routine.measure for routine in plan.routines}
    taken |= {measure for condition, measure in AS_TOLD.items() if condition in known}
    found = []
    for proposal in PROPOSALS:
        if proposal.condition in known and proposal.measure not in taken:
            taken.add(proposal.measure)
            found.append(proposal)
    return tuple(found)
