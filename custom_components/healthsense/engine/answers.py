"""Which answer rests on which vitals, how it is made, and until when it holds."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from functools import partial
from typing import Final

from . import baseline, quality, status, trend
from .assessment import MISSING_INPUT, NOT_VALID_FOR, Assessment, refuse
from .caches import WINDOWED, Caches
from .cuff import CUFF_VITALS, CuffGroup
from .cuff_book import KEPT_MS
from .inputs import diabetes_groups, diabetes_inputs, group_fresh_until_ms, near_cuff, news2_inputs
from .measurement import Measurement, to_ms
from .profile import Profile
from .risk import diabetes
from .risk.models import RiskModel
from .scores import blood_pressure, news2
from .view import TOLD_VITALS, Current, as_input, fresh_until_ms

MINUTE_MS: Final = 60_000
HOUR_MS: Final = 3_600_000
_CUFF: Final = frozenset(CUFF_VITALS)


@dataclass(frozen=True, slots=True)
class Answer:
    """An assessment, when it must be computed again, and when that is worth waking for."""

    assessment: Assessment
    until_ms: int | None = None
    wake_ms: int | None = None


def earliest(*moments: int | None) -> int | None:
    """Return the earliest of the moments that are known, None of none."""
    return min((moment for moment in moments if moment is not None), default=None)


def next_midnight_ms(now_ms: int, zone: tzinfo) -> int:
    """Return the next local midnight."""
    tomorrow = datetime.fromtimestamp(now_ms // 1000, zone).date() + timedelta(days=1)
    return to_ms(datetime(tomorrow.year, tomorrow.month, tomorrow.day, tzinfo=zone))


class Answers:
    """All assessments of one person, each computed again only when it may have changed."""

    def __init__(self, profile: Profile, models: Mapping[str, RiskModel]) -> None:
        """Answer for the person of ``profile``."""
        self._profile = profile
        self._models = models
        self._zone = profile.zone
        self._known: dict[str, Answer] = {}
        self._cuff_groups: list[CuffGroup] = []
        self._status_rests_on: tuple[object, ...] = ()
        pressures = (blood_pressure.mean_arterial_pressure, blood_pressure.pulse_pressure)
        self._jobs: Mapping[str, tuple[frozenset[str], Callable[[Caches, int], Answer]]] = {
            news2.KEY: (frozenset(news2.PARAMETERS) | _CUFF, self._news2),
            blood_pressure.ESC_KEY: (_CUFF, partial(self._category, blood_pressure.esc)),
            blood_pressure.ACC_KEY: (_CUFF, partial(self._category, blood_pressure.acc)),
            blood_pressure.MAP_KEY: (_CUFF, partial(self._pressure, pressures[0])),
            blood_pressure.PULSE_PRESSURE_KEY: (_CUFF, partial(self._pressure, pressures[1])),
            **{f"{vital}_trend": (frozenset({vital}), partial(self._trend, vital)) for vital in WINDOWED},
            **{f"{vital}_deviation": (frozenset({vital}), partial(self._deviation, vital)) for vital in WINDOWED},
            diabetes.KEY: (_CUFF | TOLD_VITALS | {"resting_heart_rate"}, self._diabetes),
        }

    def __getitem__(self, key: str) -> Assessment:
        """Return the assessment of a key."""
        return self._known[key].assessment

    def wakes(self) -> Iterable[int]:
        """Return the moments at which time alone may change an answer."""
        return [answer.wake_ms for answer in self._known.values() if answer.wake_ms is not None]

    def refresh(
        self,
        caches: Caches,
        current: Mapping[str, Current],
        touched: Mapping[str, Iterable[Measurement]] | None,
        now_ms: int,
    ) -> set[str]:
        """Compute what ``touched`` vitals (None: all) or time may have changed; return the changed keys."""
        if touched is None:
            due = set(self._jobs)
        else:
            due = {
                key
                for key, (vitals, _) in self._jobs.items()
                if ((until := self._known[key].until_ms) is not None and until <= now_ms)
                or not vitals.isdisjoint(touched)
            }
            if near_cuff(self._cuff_groups, touched.get("heart_rate", ())):
                due.add(diabetes.KEY)
        changed = {key for key in due if self._put(key, self._jobs[key][1](caches, now_ms))}
        if self._put(quality.KEY, self._quality(caches, now_ms)):
            changed.add(quality.KEY)
        return changed | self._overall(current)

    def _put(self, key: str, answer: Answer) -> bool:
        known = self._known.get(key)
        self._known[key] = answer
        return known is None or known.assessment.gist != answer.assessment.gist

    def _overall(self, current: Mapping[str, Current]) -> set[str]:
        considered = {key: self[key] for key in status.CONSIDERED}
        any_current = status.has_current_reading(current)
        rests_on = (any_current, *((one.band, one.value is None, one.confidence) for one in considered.values()))
        if rests_on == self._status_rests_on:
            return set()
        self._status_rests_on = rests_on
        answer = Answer(status.assess(considered, any_current=any_current))
        return {status.KEY} if self._put(status.KEY, answer) else set()

    def _news2(self, caches: Caches, now_ms: int) -> Answer:
        inputs, until = news2_inputs(caches.view, caches.book, now_ms)
        age = self._profile.age_at(now_ms)
        conditions = self._profile.conditions
        person = news2.Person(
            age, self._profile.spo2_scale, "pregnancy" in conditions, "spinal_cord_injury" in conditions
        )
        if age is not None and age < news2.MIN_AGE_YEARS:
            until = earliest(until, next_midnight_ms(now_ms, self._zone))
        return Answer(news2.assess(inputs, person), until, until)

    def _category(
        self, assess: Callable[[Sequence[blood_pressure.Day]], Assessment], caches: Caches, now_ms: int
    ) -> Answer:
        days = caches.book.days(now_ms)
        until = next_midnight_ms(now_ms, self._zone) if days else None
        return Answer(assess(days), until, until)

    def _pressure(self, assess: Callable[..., Assessment], caches: Caches, now_ms: int) -> Answer:
        newest = caches.book.newest()
        if newest is None:
            return Answer(assess(None, fresh=False))
        end = group_fresh_until_ms(newest)
        fresh = end > now_ms
        until = end if fresh else newest.key[0] + KEPT_MS + 1
        return Answer(assess(newest, fresh=fresh), until, until)

    def _trend(self, vital: str, caches: Caches, now_ms: int) -> Answer:
        newest = caches.view.newest(vital)
        if newest is None:
            return Answer(trend.assess(vital, (), None, fresh=False))
        end = fresh_until_ms(newest)
        fresh = end > now_ms
        blocks = caches.windows[vital].blocks(newest.effective_ms) if fresh else ()
        until = end if fresh else None
        return Answer(trend.assess(vital, blocks, as_input(newest), fresh=fresh), until, until)

    def _deviation(self, vital: str, caches: Caches, now_ms: int) -> Answer:
        newest = caches.view.newest(vital)
        if newest is None:
            return Answer(baseline.assess(vital, None, (), None, fresh=False))
        end, window = fresh_until_ms(newest), caches.windows[vital]
        fresh = end > now_ms
        recent = window.recent(newest.effective_ms) if fresh else ()
        next_hour = (now_ms // HOUR_MS + 1) * HOUR_MS if window.has_hours() else None
        until = earliest(end if fresh else None, next_hour)
        return Answer(baseline.assess(vital, window.baseline(), recent, as_input(newest), fresh=fresh), until, until)

    def _diabetes(self, caches: Caches, now_ms: int) -> Answer:
        model = self._models.get(diabetes.MODEL)
        if model is None:
            return Answer(refuse(diabetes.KEY, MISSING_INPUT, "The model is not installed.", missing=("model",)))
        groups = self._cuff_groups = diabetes_groups(caches.book)
        inputs = diabetes_inputs(caches.view, caches.windows["heart_rate"], groups)
        answer = diabetes.assess(model, self._profile, inputs, now_ms)
        ageing = earliest(diabetes.expires_ms(inputs, now_ms), groups[-1].key[0] + KEPT_MS + 1 if groups else None)
        birthday = next_midnight_ms(now_ms, self._zone)
        # The age is among the inputs, but wakes nobody unless there is an answer or a lower limit of age.
        wakes = answer.value is not None or answer.refused == NOT_VALID_FOR
        return Answer(answer, earliest(ageing, birthday), earliest(ageing, birthday if wakes else None))

    def _quality(self, caches: Caches, now_ms: int) -> Answer:
        accepted, rejected = caches.intake.counts(now_ms)
        # Counts change by the minute; nobody need be woken for that more than once an hour.
        wake = (now_ms // HOUR_MS + 1) * HOUR_MS if accepted + rejected else None
        return Answer(quality.assess(accepted, rejected), None, wake)
