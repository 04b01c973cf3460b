"""No sign of life where there usually is one: the first of the day is late, or a waking silence is longer than ever.

Learned from 28 days of events at home (motion, doors, switches: the vital ``home_activity``), 14 of them at least.
A limit is the 99th percentile of those days and a margin of one robust standard deviation, at least half an hour in the
morning and an hour by day: with a regular life that is about three standard deviations, one false alarm in some hundred
days. A day is from four to four local time, so that a late evening is not an early morning. All of it is HealthSense's
own; what the sensors cannot see (a day out, a nap) is in the days that are learned from.

It is a warning, and urgent when the longest usual waking silence has passed once more.
"""

from abc import abstractmethod
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from itertools import pairwise
from typing import Final
from zoneinfo import ZoneInfo

from ..baseline import ROBUST_SD, median
from ..distribution import percentile
from ..measurement import to_ms
from .model import Cause, Level, Part
from .rule import Rule, Scene

VITAL: Final = "home_activity"

_MINUTE_MS: Final = 60_000
_HOUR_MS: Final = 60 * _MINUTE_MS
_DAY_MS: Final = 24 * _HOUR_MS

LEARNED_DAYS: Final = 28
MIN_DAYS: Final = 14
MIN_EVENTS: Final = 4
"""Events of a day on which somebody was at home."""

DAY_BEGINS: Final = time(4)
MIDNIGHT_MS: Final = 20 * _HOUR_MS
SHARE: Final = 99
MORNING_MARGIN_MS: Final = _HOUR_MS // 2
DAY_MARGIN_MS: Final = _HOUR_MS
LEAST_GAP_MS: Final = 2 * _HOUR_MS
"""No waking silence shorter than this is ever told."""

PENDING_MS: Final = _HOUR_MS // 2
"""From this long before its limit a silence is kept as pending, so that a restart goes on with it."""
RESUME_MS: Final = 8_000
START_GRACE_MS: Final = _HOUR_MS // 2
"""Where nothing was pending before a start, nobody listened: sensors get this long to see somebody."""

GIVEN_UP_MS: Final = 3 * _DAY_MS
"""Without any event for so long nobody is at home, or nothing works; it has been told for days."""

EVENING: Final = timedelta(hours=17)
"""After the day's begin; silence that would be told later counts as the night's while nothing is learned."""


@dataclass(frozen=True, slots=True)
class Habits:
    """What is usual: times in ms after the day's begin for ``first_*`` and ``settled_ms``, durations for ``gap_*``.

    ``first_usual`` and ``gap_usual`` are the 1st and 99th percentile; the limits lie a margin beyond. ``settled_ms`` is
    the median of the days' last events before midnight; silences that end later are the night's.
    """

    days: int
    first_usual: tuple[float, float]
    first_limit_ms: int
    gap_usual: tuple[float, float]
    gap_limit_ms: int
    settled_ms: int


def day_begin_ms(now_ms: int, zone: ZoneInfo, days: int = 0) -> int:
    """Return when the day that ``now_ms`` lies in began (or one so many ``days`` later), four o'clock local time."""
    local = datetime.fromtimestamp(now_ms // 1000, zone)
    day = local.date() + timedelta(days=days - (local.time() < DAY_BEGINS))
    return to_ms(datetime.combine(day, DAY_BEGINS, zone))


def _limit(values: Sequence[float], margin_ms: int) -> tuple[tuple[float, float], int]:
    ordered = sorted(values)
    middle = median(ordered)
    spread = ROBUST_SD * median(abs(value - middle) for value in ordered)
    top = percentile(ordered, SHARE)
    return (percentile(ordered, 100 - SHARE), top), round(top + max(margin_ms, spread))


def learn(times_ms: Sequence[int], begins_ms: Sequence[int]) -> Habits | None:
    """Return the habits of events in order of time, on the days that begin at ``begins_ms`` (the last one's end too).

    None while fewer than `MIN_DAYS` of them have `MIN_EVENTS`.
    """
    known: list[list[int]] = []
    for begin, end in pairwise(begins_ms):
        events = times_ms[bisect_left(times_ms, begin) : bisect_left(times_ms, end)]
        if len(events) >= MIN_EVENTS:
            known.append([event - begin for event in events])
    if len(known) < MIN_DAYS:
        return None
    settled_ms = round(median(_last(day) for day in known))
    first_usual, first_limit_ms = _limit([day[0] for day in known], MORNING_MARGIN_MS)
    gap_usual, gap_limit_ms = _limit([_longest(day, settled_ms) for day in known], DAY_MARGIN_MS)
    return Habits(len(known), first_usual, first_limit_ms, gap_usual, max(gap_limit_ms, LEAST_GAP_MS), settled_ms)


def _last(day: Sequence[int]) -> int:
    """Return the last event before midnight: who gets up at night had settled before."""
    return max((event for event in day if event < MIDNIGHT_MS), default=day[0])


def _longest(day: Sequence[int], until_ms: int) -> int:
    return max((later - before for before, later in pairwise(day) if later <= until_ms), default=0)


def habits_of(scene: Scene) -> Habits | None:
    """Return the habits of the 28 days before today; it reads them all, so it is asked a few times a day."""
    begins = [day_begin_ms(scene.now_ms, scene.zone, days) for days in range(-LEARNED_DAYS, 1)]
    return learn([row.effective_ms for row in scene.readings(VITAL, begins[0], begins[-1])], begins)


@dataclass(frozen=True, slots=True)
class Limit:
    """When a silence is told, when it is urgent, and what is usual (hours of the day, or hours)."""

    due_ms: int
    urgent_ms: int
    hours: float
    usual: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiet(Rule):
    """No event at home for longer than is usual. ``since_ms`` is the last event, ``memory`` when it is urgent."""

    @abstractmethod
    def possible_ms(self, last_ms: int, scene: Scene) -> int | None:
        """Return the earliest moment that is worth a look, given the last event; without reading anything."""

    @abstractmethod
    def limit_of(self, last_ms: int, scene: Scene) -> Limit | None:
        """Return the limit of this silence, None where there is none (yet)."""

    def step(self, part: Part | None, scene: Scene) -> Part | None:
        """Return the silence when it is near its limit or beyond; an event ends it."""
        current = scene.current.get(VITAL)
        if current is None:
            return None
        last_ms = current.measurement.effective_ms
        if part is not None and last_ms > part.since_ms:
            part = None
        if scene.now_ms - last_ms > GIVEN_UP_MS:
            return None
        if part is None:
            part = self._begun(last_ms, current.measurement.source, scene)
        if part is None or part.due_ms is None or scene.now_ms < self._met_ms(part.due_ms, scene):
            return part
        if part.met_ms is None:
            part = replace(part, met_ms=scene.now_ms)
        urgent = scene.now_ms >= part.memory[0] and part.level < Level.URGENT
        return replace(part, level=Level.URGENT) if urgent else part

    def _begun(self, last_ms: int, source: str, scene: Scene) -> Part | None:
        possible_ms = self.possible_ms(last_ms, scene)
        if possible_ms is None or scene.now_ms < possible_ms:
            return None
        limit = self.limit_of(last_ms, scene)
        if limit is None or scene.now_ms < limit.due_ms - PENDING_MS:
            return None
        due_ms, urgent_ms = limit.due_ms, limit.urgent_ms
        if scene.started_ms > due_ms - PENDING_MS:
            due_ms = max(due_ms, scene.started_ms + START_GRACE_MS)
            urgent_ms += due_ms - limit.due_ms
        return Part(
            self.key,
            since_ms=last_ms,
            at_ms=due_ms,
            level=self.level,
            due_ms=due_ms,
            vital=VITAL,
            source=source,
            unit="h",
            limit=round(limit.hours, 2),
            usual=None if limit.usual is None else (round(limit.usual[0], 2), round(limit.usual[1], 2)),
            memory=(float(urgent_ms),),
        )

    @staticmethod
    def _met_ms(due_ms: int, scene: Scene) -> int:
        # What was due while nobody listened gets a moment in which an event may contradict it.
        return due_ms if due_ms >= scene.started_ms else scene.started_ms + RESUME_MS

    def wake_ms(self, part: Part | None, scene: Scene) -> int | None:
        """Return when the silence is worth a look, at its limit, or urgent."""
        current = scene.current.get(VITAL)
        if current is None:
            return None
        last_ms = current.measurement.effective_ms
        given_up_ms = last_ms + GIVEN_UP_MS + 1
        if part is not None and part.due_ms is not None:
            moments = [self._met_ms(part.due_ms, scene), round(part.memory[0]), given_up_ms]
            return min((moment for moment in moments if moment > scene.now_ms), default=None)
        possible_ms = self.possible_ms(last_ms, scene)
        if possible_ms is None or possible_ms > scene.now_ms or scene.now_ms >= given_up_ms:
            return possible_ms if possible_ms is None or possible_ms > scene.now_ms else None
        limit = self.limit_of(last_ms, scene)
        pending_ms = None if limit is None else limit.due_ms - PENDING_MS
        if pending_ms is not None and pending_ms > scene.now_ms:
            return pending_ms
        # Tomorrow one more day is known.
        return day_begin_ms(scene.now_ms, scene.zone, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class LateMorning(Quiet):
    """Nothing yet today, later than on 99 of 100 days. A personal limit is the hour of the day."""

    def possible_ms(self, last_ms: int, scene: Scene) -> int | None:
        """Return the begin of the first day without an event."""
        begin_ms = day_begin_ms(scene.now_ms, scene.zone)
        return begin_ms if last_ms < begin_ms else day_begin_ms(scene.now_ms, scene.zone, 1)

    def limit_of(self, last_ms: int, scene: Scene) -> Limit | None:
        """Return the latest usual first event with its margin; after a night's last event also a waking silence."""
        begin_ms = day_begin_ms(scene.now_ms, scene.zone)
        habits, own = habits_of(scene), scene.controls.limits.get(self.key)
        gap_ms = 2 * LEAST_GAP_MS if habits is None else habits.gap_limit_ms
        if own is not None:
            due_ms = begin_ms + round((own.value - DAY_BEGINS.hour) * _HOUR_MS)
        elif habits is not None:
            due_ms = max(begin_ms + habits.first_limit_ms, last_ms + gap_ms)
        else:
            return None
        usual = None
        if habits is not None:
            low, high = habits.first_usual
            usual = (DAY_BEGINS.hour + low / _HOUR_MS, DAY_BEGINS.hour + high / _HOUR_MS)
        return Limit(due_ms, due_ms + gap_ms, DAY_BEGINS.hour + (due_ms - begin_ms) / _HOUR_MS, usual)


@dataclass(frozen=True, slots=True, kw_only=True)
class LongGap(Quiet):
    """Nothing for longer than the longest waking silence of 99 of 100 days. A personal limit is in hours.

    Silence that would be told after the person has usually settled for the night is the night's: `LateMorning` sees it.
    """

    def possible_ms(self, last_ms: int, scene: Scene) -> int | None:
        """Return two hours after today's last event."""
        if last_ms < day_begin_ms(scene.now_ms, scene.zone):
            return None
        own = scene.controls.limits.get(self.key)
        least_ms = LEAST_GAP_MS if own is None else min(LEAST_GAP_MS, max(0, round(own.value * _HOUR_MS) - PENDING_MS))
        return last_ms + least_ms

    def limit_of(self, last_ms: int, scene: Scene) -> Limit | None:
        """Return the longest usual waking silence with its margin, if it ends before the evening does."""
        begin_ms = day_begin_ms(scene.now_ms, scene.zone)
        habits, own = habits_of(scene), scene.controls.limits.get(self.key)
        if own is not None:
            gap_ms = round(own.value * _HOUR_MS)
        elif habits is not None:
            gap_ms = habits.gap_limit_ms
        else:
            return None
        settled_ms = begin_ms + (EVENING // timedelta(milliseconds=1) if habits is None else habits.settled_ms)
        if last_ms + gap_ms > settled_ms:
            return None
        usual = None if habits is None else (habits.gap_usual[0] / _HOUR_MS, habits.gap_usual[1] / _HOUR_MS)
        return Limit(last_ms + gap_ms, last_ms + 2 * gap_ms, gap_ms / _HOUR_MS, usual)


_VITALS: Final = frozenset({VITAL})

RULES: Final[tuple[Rule, ...]] = (
    LateMorning(key="no_activity_morning", cause=Cause.ACTIVITY, level=Level.WARNING, vitals=_VITALS),
    LongGap(key="no_activity_day", cause=Cause.ACTIVITY, level=Level.WARNING, vitals=_VITALS),
)
