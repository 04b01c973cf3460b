"""What an answer may ask about one person: profile, readings, and the caches that make asking cheap."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from math import floor
from typing import Any, Final
from zoneinfo import ZoneInfo

from .caches import Caches
from .cuff_book import CuffBook
from .inputs import diabetes_groups
from .log import Log
from .measurement import MAX_FUTURE_MS, Measurement, to_ms
from .profile import Profile
from .risk.models import RiskModel
from .store import Bucket, Store
from .view import View, fresh_until_ms
from .vitals import VITALS
from .window import Window

DAY_MS: Final = 86_400_000
HOUR_MS: Final = 3_600_000
PRESSURE_MAX_AGE_MS: Final = 30 * DAY_MS
"""How old a blood pressure may be for a risk of years to come: HealthSense's own limit."""

_READINGS: Final = 3


@dataclass(frozen=True, slots=True)
class Mean:
    """A measured input: one reading, or the mean of several, dated by the newest.

    ``value`` is in the canonical unit of ``vital``; ``expires_ms`` is the first moment at which
    it is too old to be used.
    """

    vital: str
    value: float
    effective_ms: int
    source: str
    expires_ms: int
    readings: int = 1
    quality: int | None = None


def next_midnight_ms(now_ms: int, zone: tzinfo) -> int:
    """Return the next local midnight."""
    tomorrow = datetime.fromtimestamp(now_ms // 1000, zone).date() + timedelta(days=1)
    return to_ms(datetime(tomorrow.year, tomorrow.month, tomorrow.day, tzinfo=zone))


def next_hour_ms(now_ms: int) -> int:
    """Return the beginning of the next UTC hour."""
    return (now_ms // HOUR_MS + 1) * HOUR_MS


def earliest(*moments: int | None) -> int | None:
    """Return the earliest of the moments that are known, None of none."""
    return min((moment for moment in moments if moment is not None), default=None)


class Facts:
    """One person at ``now_ms``. Everything read from it is a function of store, profile and ``now_ms``."""

    def __init__(
        self, store: Store, person: str, profile: Profile, models: Mapping[str, RiskModel], caches: Caches
    ) -> None:
        """Ask about ``person``; ``move_to`` before each round of asking."""
        self._store = store
        self._person = person
        self._caches = caches
        self._kept: dict[str, Any] = {}
        self._memo: dict[str, Any] = {}
        self.profile = profile
        self.models = models
        self.zone: ZoneInfo = profile.zone
        self.now_ms = 0
        self.touched: Mapping[str, Iterable[Measurement]] | None = None

    def move_to(self, now_ms: int, touched: Mapping[str, Iterable[Measurement]] | None) -> None:
        """Begin a round: ``touched`` are the readings just stored by vital, None where all is new."""
        self.now_ms = now_ms
        self.touched = touched
        self._memo.clear()

    @property
    def view(self) -> View:
        """Return the newest reading of every vital and source."""
        return self._caches.view

    @property
    def book(self) -> CuffBook:
        """Return the complete cuff readings of 31 days."""
        return self._caches.book

    @property
    def windows(self) -> Mapping[str, Window]:
        """Return minutes, blocks and hours of the vitals with a trend."""
        return self._caches.windows

    @property
    def caches(self) -> Caches:
        """Return all that is remembered of the store."""
        return self._caches

    @property
    def age(self) -> int | None:
        """Return the age in completed years."""
        exact = self.profile.age_at(self.now_ms)
        return None if exact is None else floor(exact)

    def next_midnight_ms(self) -> int:
        """Return the person's next midnight."""
        return next_midnight_ms(self.now_ms, self.zone)

    def local(self, ms: int) -> datetime:
        """Return a moment in the person's time zone."""
        return datetime.fromtimestamp(ms / 1000, self.zone)

    def newest(self, vital: str) -> Measurement | None:
        """Return the newest reading of any source."""
        return self._caches.view.newest(vital)

    def fresh(self, vital: str) -> Measurement | None:
        """Return the reading that counts for a vital now, None where none is current."""
        current = self._caches.view.current(vital, self.now_ms)
        return current.measurement if current is not None and current.fresh else None

    def best_source(self, vital: str, sources: Iterable[str]) -> str:
        """Return the preferred one of several sources of a vital; of those alike the first by name."""
        return self._caches.ranks.best(vital, sources)

    def log(self, vital: str) -> Log:
        """Return the recent readings of a vital (``log.LOG_MS``), loaded at the first asking."""
        return self._caches.log(vital, self.now_ms)

    def readings(self, vital: str, start_ms: int, end_ms: int | None = None) -> list[Measurement]:
        """Return the store's readings from ``start_ms`` on. A query: not for each reading of a stream."""
        end_ms = self.now_ms + MAX_FUTURE_MS + 1 if end_ms is None else end_ms
        return self._store.readings(self._person, vital, start_ms, end_ms)

    def hours(self, vital: str, start_ms: int, end_ms: int) -> list[Bucket]:
        """Return the store's UTC-hour buckets that begin in ``[start_ms, end_ms)``. A query."""
        return self._store.hours(self._person, vital, start_ms, end_ms)

    def minutes(self, vital: str, start_ms: int, end_ms: int) -> list[Bucket]:
        """Return the store's minute buckets that begin in ``[start_ms, end_ms)``. A query."""
        return self._store.minutes(self._person, vital, start_ms, end_ms)

    def keep[T](self, key: str, make: Callable[[], T]) -> T:
        """Return what was kept under ``key``, made at the first asking.

        It is dropped when the store changes under us (deletion, another profile, an error): what
        is kept must be a cache of what the store, the profile and ``now_ms`` say.
        """
        if key not in self._kept:
            self._kept[key] = make()
        found: T = self._kept[key]
        return found

    def once[T](self, key: str, make: Callable[[], T]) -> T:
        """Return what was computed under ``key`` in this round."""
        if key not in self._memo:
            self._memo[key] = make()
        found: T = self._memo[key]
        return found

    def systolic(self) -> Mean | None:
        """Return the systolic pressure in mmHg that a risk rests on.

        The mean of the up to three newest complete cuff readings within a day of the newest;
        without any, of lone systolic readings in the same way. None: none in 30 days.
        """
        return self.once("systolic", lambda: self._pressure("systolic"))

    def diastolic(self) -> Mean | None:
        """Return the diastolic pressure in mmHg, as ``systolic``."""
        return self.once("diastolic", lambda: self._pressure("diastolic"))

    def _pressure(self, vital: str) -> Mean | None:
        oldest_ms = self.now_ms - PRESSURE_MAX_AGE_MS
        groups = diabetes_groups(self._caches.book)
        # The book forgets a day later than a pressure is too old: nothing may change once more by then.
        if groups and groups[0].effective_ms >= oldest_ms:
            newest_ms = groups[0].effective_ms
            rows = [group.systolic if vital == "systolic" else group.diastolic for group in groups]
        else:
            newest = self.newest(vital)
            if newest is None or newest.effective_ms < oldest_ms:
                return None
            newest_ms = newest.effective_ms
            of_day = self.readings(vital, newest_ms - DAY_MS, newest_ms + 1)
            rows = [row for row in of_day if row.source == newest.source][: -_READINGS - 1 : -1]
        return Mean(
            vital,
            sum(row.scaled for row in rows) / (len(rows) * VITALS[vital].scale),
            newest_ms,
            rows[0].source,
            newest_ms + PRESSURE_MAX_AGE_MS + 1,
            readings=len(rows),
            quality=min((row.quality for row in rows if row.quality is not None), default=None),
        )

    def measured(self, vital: str) -> Mean | None:
        """Return the newest reading of a vital while it is current by ``fresh_for``."""
        newest = self.newest(vital)
        if newest is None or (end := fresh_until_ms(newest)) <= self.now_ms:
            return None
        return Mean(vital, newest.value, newest.effective_ms, newest.source, end, quality=newest.quality)

    def bmi(self) -> Mean | None:
        """Return the body mass index in kg/m2 (Quetelet) of the newest weight and height.

        Its ``vital`` is ``weight``, which dates it. None where either is missing or too old.
        """
        weight, height = self.measured("weight"), self.measured("height")
        if weight is None or height is None:
            return None
        return Mean(
            "weight",
            weight.value * 10_000 / height.value**2,
            weight.effective_ms,
            weight.source,
            min(weight.expires_ms, height.expires_ms),
            quality=weight.quality,
        )
