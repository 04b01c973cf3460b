"""One person's readings in, assessments out.

Everything answered is a function of what the store holds, the profile and ``now``: what is kept
here are caches. So any order of the same readings, in any batches, with restarts between, gives
the same answers to the byte. A reading recomputes the answers that rest on it; an answer that
time alone can change carries the moment at which it may.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final

from . import baseline, quality, status, trend
from .assessment import MISSING_INPUT, NOT_VALID_FOR, Assessment, refuse
from .cuff import CUFF_VITALS, CuffGroup
from .cuff_book import KEPT_MS, CuffBook
from .inputs import (
    diabetes_groups,
    diabetes_inputs,
    group_fresh_until_ms,
    near_cuff,
    news2_inputs,
)
from .intake import IntakeWindow
from .measurement import MAX_FUTURE_MS, Measurement, to_ms
from .profile import Profile
from .risk import diabetes
from .risk.models import RiskModel
from .scores import blood_pressure, news2
from .scores.catalog import CATALOG
from .store import Store, Written
from .view import Current, Ranks, View, as_input, fresh_until_ms
from .window import Window

MINUTE_MS: Final = 60_000
HOUR_MS: Final = 3_600_000
WINDOWED: Final = tuple(trend.TREND_VITALS)
"""Vitals with a trend and a baseline."""

_CUFF: Final = frozenset(CUFF_VITALS)
_TOLD: Final = frozenset({"weight", "height", "waist"})


@dataclass(frozen=True, slots=True)
class Result:
    """What is known after an advance.

    ``current`` has every vital with a reading, ``assessments`` every assessment (those of
    ``scores.catalog``). ``changed`` names the vitals whose current reading or freshness changed
    and the assessments whose value, bounds, band or refusal did. ``wake_at_ms`` is the earliest
    moment at which something may change without a reading; None: never.
    """

    now_ms: int
    current: Mapping[str, Current]
    assessments: Mapping[str, Assessment]
    changed: frozenset[str]
    written: Written
    wake_at_ms: int | None


@dataclass(frozen=True, slots=True)
class _Answer:
    """An assessment, the moment it must be computed again, and whether that is worth waking for."""

    assessment: Assessment
    until_ms: int | None = None
    wake_ms: int | None = None


def _earliest(*moments: int | None) -> int | None:
    return min((moment for moment in moments if moment is not None), default=None)


class Monitor:
    """Watches one person. Used by one thread, the one that owns the store."""

    def __init__(
        self,
        store: Store,
        person: str,
        profile: Profile,
        *,
        priorities: Mapping[str, Sequence[str]] = MappingProxyType({}),
        models: Mapping[str, RiskModel] = MappingProxyType({}),
    ) -> None:
        """Watch ``person``; nothing is read before the first advance.

        ``priorities``: vital -> sources, best first; others rank after them, the newer first.
        ``models``: learned models by name; an assessment without its model is refused.
        """
        self._store = store
        self._person = person
        self._models = models
        self._current: dict[str, Current] = {}
        self._current_until: dict[str, int | None] = {}
        self._answers: dict[str, _Answer] = {}
        self._jobs: Mapping[str, tuple[frozenset[str], Callable[[int], _Answer]]] = self._table()
        self._cuff_groups: list[CuffGroup] = []
        self._status_rests_on: tuple[object, ...] = ()
        self._now_ms: int | None = None
        self._view: View | None = None
        self.update_profile(profile, priorities)

    def update_profile(self, profile: Profile, priorities: Mapping[str, Sequence[str]]) -> None:
        """Use another profile and other priorities from the next advance on."""
        self._profile = profile
        self._ranks = Ranks(priorities)
        self._zone = profile.zone
        self._person_facts = news2.Person(
            None, profile.spo2_scale, "pregnancy" in profile.conditions, "spinal_cord_injury" in profile.conditions
        )
        self._untold = list(profile.measurements)
        self.forget()

    def forget(self, vitals: Iterable[str] | None = None) -> None:
        """Drop what is remembered of the store; the next advance reads it again.

        To be called after a deletion, reassignment or erasure. ``vitals`` is which ones changed;
        everything is dropped all the same, because most answers rest on several.
        """
        self._view = None

    def advance(self, readings: Iterable[Measurement], now_ms: int) -> Result:
        """Take readings in and answer for ``now_ms``.

        An earlier ``now_ms`` than last time is allowed (a clock that was set) and costs a fresh
        start. Raises what ``Store.write`` raises.
        """
        batch = tuple(readings)
        written = self._store.write(self._person, batch) if batch else Written()
        stored = written.stored + self._tell(now_ms)
        if self._view is None or self._ahead or self._now_ms is None or now_ms < self._now_ms:
            self._load(now_ms)
            dirty = None
        else:
            self._intake_window.received(min((row.received_ms for row in batch), default=now_ms))
            dirty = self._take_in(stored, now_ms)
        self._now_ms = now_ms
        changed = self._refresh_current(dirty, now_ms)
        changed |= self._refresh_answers(dirty, now_ms, wrote=bool(batch))
        return Result(
            now_ms,
            MappingProxyType(self._current),
            MappingProxyType({key: self._answers[key].assessment for key in CATALOG}),
            frozenset(changed),
            written,
            self._wake(now_ms),
        )

    # Readings

    def _tell(self, now_ms: int) -> tuple[Measurement, ...]:
        """Write the profile's own measurements that are due and not in the store yet."""
        due = [row for row in self._untold if row.effective_ms <= now_ms]
        if not due:
            return ()
        self._untold = [row for row in self._untold if row.effective_ms > now_ms]
        new = []
        for row in due:
            kept = self._store.readings(self._person, row.vital, row.effective_ms, row.effective_ms + 1)
            if not any(one.source == row.source and one.scaled == row.scaled for one in kept):
                new.append(row)
        return self._store.write(self._person, new).stored if new else ()

    def _load(self, now_ms: int) -> None:
        store, person = self._store, self._person
        self._view = View(store, person, self._ranks)
        self._windows = {
            vital: Window(store, person, vital, self._ranks, self._zone, now_ms) for vital in WINDOWED
        }
        self._book = CuffBook(store, person, self._ranks, self._zone, now_ms)
        self._intake_window = IntakeWindow(store, person)
        # After a clock was set back the store knows the future: no cache holds for a later now.
        self._ahead = any(
            row.effective_ms > now_ms + MAX_FUTURE_MS
            for row in (self._view.newest(vital) for vital in self._view)
            if row is not None
        )

    def _take_in(self, stored: Sequence[Measurement], now_ms: int) -> set[str]:
        """Bring the caches up to date; return the vitals that a stored reading touched."""
        assert self._view is not None
        for window in self._windows.values():
            window.move_to(now_ms)
        self._book.move_to(now_ms)
        by_vital: dict[str, list[tuple[Measurement, bool]]] = {}
        for row in stored:
            by_vital.setdefault(row.vital, []).append((row, self._view.note(row)))
        for vital, rows in by_vital.items():
            if vital in self._windows:
                self._windows[vital].take_in(rows)
                if vital == "heart_rate" and near_cuff(self._cuff_groups, (row for row, _ in rows)):
                    self._answers.pop(diabetes.KEY, None)
        cuff = [row for vital in CUFF_VITALS for row, _ in by_vital.get(vital, ())]
        if cuff:
            self._book.take_in(cuff)
        return set(by_vital)

    def _refresh_current(self, dirty: set[str] | None, now_ms: int) -> set[str]:
        assert self._view is not None
        if dirty is None:
            names: Iterable[str] = self._view
            gone = set(self._current) - set(names)
            for vital in gone:
                del self._current[vital]
            self._current_until.clear()
        else:
            names = dirty.union(
                vital for vital, until in self._current_until.items() if until is not None and until <= now_ms
            )
            gone = set()
        changed = gone
        for vital in names:
            found = self._view.current(vital, now_ms)
            if found is None:
                continue
            if self._current.get(vital) != found:
                if vital not in self._current:
                    # A copy, in order: what was handed out before stays as it was.
                    self._current = dict(sorted({**self._current, vital: found}.items()))
                else:
                    self._current = {**self._current, vital: found}
                changed.add(vital)
            self._current_until[vital] = fresh_until_ms(found.measurement) if found.fresh else None
        return changed

    # Answers

    def _table(self) -> Mapping[str, tuple[frozenset[str], Callable[[int], _Answer]]]:
        """Return, for each assessment but the overall status, the vitals it rests on and how it is made."""
        jobs: dict[str, tuple[frozenset[str], Callable[[int], _Answer]]] = {
            news2.KEY: (frozenset(news2.PARAMETERS) | _CUFF, self._news2),
            blood_pressure.ESC_KEY: (_CUFF, lambda now_ms: self._category(blood_pressure.esc, now_ms)),
            blood_pressure.ACC_KEY: (_CUFF, lambda now_ms: self._category(blood_pressure.acc, now_ms)),
            blood_pressure.MAP_KEY: (_CUFF, lambda now_ms: self._pressure(blood_pressure.mean_arterial_pressure, now_ms)),
            blood_pressure.PULSE_PRESSURE_KEY: (
                _CUFF,
                lambda now_ms: self._pressure(blood_pressure.pulse_pressure, now_ms),
            ),
            diabetes.KEY: (_CUFF | _TOLD | {"resting_heart_rate"}, self._diabetes),
        }
        for vital in WINDOWED:
            jobs[f"{vital}_trend"] = (frozenset({vital}), lambda now_ms, vital=vital: self._trend(vital, now_ms))
            jobs[f"{vital}_deviation"] = (frozenset({vital}), lambda now_ms, vital=vital: self._deviation(vital, now_ms))
        return jobs

    def _refresh_answers(self, dirty: set[str] | None, now_ms: int, *, wrote: bool) -> set[str]:
        changed = set()
        for key, (vitals, compute) in self._jobs.items():
            known = self._answers.get(key)
            if (
                known is None
                or dirty is None
                or not dirty.isdisjoint(vitals)
                or (known.until_ms is not None and known.until_ms <= now_ms)
            ):
                changed |= self._put(key, compute(now_ms))
        known = self._answers.get(quality.KEY)
        if known is None or dirty is None or wrote or (known.until_ms is not None and known.until_ms <= now_ms):
            changed |= self._put(quality.KEY, self._quality(now_ms))
        return changed | self._overall()

    def _overall(self) -> set[str]:
        considered = {key: self._answers[key].assessment for key in status.CONSIDERED}
        any_current = status.has_current_reading(self._current)
        rests_on = (any_current, *((one.band, one.value is None, one.confidence) for one in considered.values()))
        if rests_on == self._status_rests_on and status.KEY in self._answers:
            return set()
        self._status_rests_on = rests_on
        return self._put(status.KEY, _Answer(status.assess(considered, any_current=any_current)))

    def _put(self, key: str, answer: _Answer) -> set[str]:
        known = self._answers.get(key)
        self._answers[key] = answer
        return set() if known is not None and known.assessment.gist == answer.assessment.gist else {key}

    def _midnight(self, now_ms: int) -> int:
        tomorrow = datetime.fromtimestamp(now_ms // 1000, self._zone).date() + timedelta(days=1)
        return to_ms(datetime(tomorrow.year, tomorrow.month, tomorrow.day, tzinfo=self._zone))

    def _news2(self, now_ms: int) -> _Answer:
        assert self._view is not None
        inputs, until = news2_inputs(self._view, self._book, now_ms)
        age, facts = self._profile.age_at(now_ms), self._person_facts
        young = age is not None and age < news2.MIN_AGE_YEARS
        person = news2.Person(age, facts.spo2_scale, facts.pregnant, facts.spinal_cord_injury)
        until = _earliest(until, self._midnight(now_ms) if young else None)
        return _Answer(news2.assess(inputs, person), until, until)

    def _category(self, assess: Callable[[Sequence[blood_pressure.Day]], Assessment], now_ms: int) -> _Answer:
        days = self._book.days(now_ms)
        until = self._midnight(now_ms) if days else None
        return _Answer(assess(days), until, until)

    def _pressure(self, assess: Callable[..., Assessment], now_ms: int) -> _Answer:
        newest = self._book.newest()
        if newest is None:
            return _Answer(assess(None, fresh=False))
        end = group_fresh_until_ms(newest)
        fresh = end > now_ms
        until = end if fresh else newest.key[0] + KEPT_MS + 1
        return _Answer(assess(newest, fresh=fresh), until, until)

    def _trend(self, vital: str, now_ms: int) -> _Answer:
        assert self._view is not None
        newest = self._view.newest(vital)
        if newest is None:
            return _Answer(trend.assess(vital, (), None, fresh=False))
        end = fresh_until_ms(newest)
        fresh = end > now_ms
        blocks = self._windows[vital].blocks(newest.effective_ms) if fresh else ()
        until = end if fresh else None
        return _Answer(trend.assess(vital, blocks, as_input(newest), fresh=fresh), until, until)

    def _deviation(self, vital: str, now_ms: int) -> _Answer:
        assert self._view is not None
        newest = self._view.newest(vital)
        if newest is None:
            return _Answer(baseline.assess(vital, None, (), None, fresh=False))
        end, window = fresh_until_ms(newest), self._windows[vital]
        fresh = end > now_ms
        recent = window.recent(newest.effective_ms) if fresh else ()
        next_hour = (now_ms // HOUR_MS + 1) * HOUR_MS if window.has_hours() else None
        until = _earliest(end if fresh else None, next_hour)
        return _Answer(
            baseline.assess(vital, window.baseline(), recent, as_input(newest), fresh=fresh), until, until
        )

    def _diabetes(self, now_ms: int) -> _Answer:
        assert self._view is not None
        model = self._models.get(diabetes.MODEL)
        if model is None:
            return _Answer(refuse(diabetes.KEY, MISSING_INPUT, "The model is not installed.", missing=("model",)))
        groups = self._cuff_groups = diabetes_groups(self._book)
        inputs = diabetes_inputs(self._view, self._windows["heart_rate"], groups)
        answer = diabetes.assess(model, self._profile, inputs, now_ms)
        ageing = _earliest(
            diabetes.expires_ms(inputs, now_ms), groups[-1].key[0] + KEPT_MS + 1 if groups else None
        )
        birthday = self._midnight(now_ms)
        # The age is among the inputs, but wakes nobody unless there is an answer or a lower limit of age.
        wakes = answer.value is not None or answer.refused == NOT_VALID_FOR
        return _Answer(answer, _earliest(ageing, birthday), _earliest(ageing, birthday if wakes else None))

    def _quality(self, now_ms: int) -> _Answer:
        accepted, rejected = self._intake_window.counts(now_ms)
        next_minute = (now_ms // MINUTE_MS + 1) * MINUTE_MS
        # Counts change by the minute; nobody need be woken for that more than once an hour.
        wake = (now_ms // HOUR_MS + 1) * HOUR_MS if accepted + rejected else None
        return _Answer(quality.assess(accepted, rejected), next_minute, wake)

    def _wake(self, now_ms: int) -> int | None:
        moments = [
            *(until for until in self._current_until.values() if until is not None),
            *(answer.wake_ms for answer in self._answers.values() if answer.wake_ms is not None),
            *(row.effective_ms for row in self._untold),
        ]
        return min((moment for moment in moments if moment > now_ms), default=None)
