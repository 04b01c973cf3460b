"""One person's readings in, assessments and alerts out.

Everything answered is a function of what the store holds, the profile and ``now``: what is kept
here are caches. So any order of the same readings, in any batches, with restarts between, gives
the same answers to the byte. A reading recomputes the answers that rest on it; an answer that
time alone can change carries the moment at which it may.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from .alerts.commands import Command
from .alerts.controls import Setting
from .alerts.model import News
from .alerts.plan import EscalationPlan
from .alerts.watch import AlertWatch
from .answers import Answers
from .assessment import Assessment
from .caches import Caches
from .care_plan import Plan
from .facts import Facts
from .measurement import Measurement
from .profile import Profile
from .risk.models import RiskModel
from .store import Store, StoreError, Written
from .view import Current, Ranks, fresh_until_ms


@dataclass(frozen=True, slots=True)
class Result:
    """What is known after an advance.

    ``current`` has every vital with a reading, ``assessments`` every assessment (those of
    ``catalog``). ``changed`` names the vitals whose current reading or freshness changed
    and the assessments whose value, bounds, band or refusal did. ``alerts`` says what became of the
    alerts in this advance. ``wake_at_ms`` is the earliest moment at which something may change
    without a reading; None: never. ``answers_wake_ms`` is the same without the alerts, which depend
    on what they saw before; answers and it do not.
    """

    now_ms: int
    current: Mapping[str, Current]
    assessments: Mapping[str, Assessment]
    changed: frozenset[str]
    written: Written
    wake_at_ms: int | None
    alerts: News = field(default_factory=News)
    answers_wake_ms: int | None = None


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
        escalation: EscalationPlan | None = None,
        care_plan: Plan | None = None,
    ) -> None:
        """Watch ``person``; nothing is read before the first advance.

        ``priorities``: vital -> sources, best first; others rank after them, the newer first.
        ``models``: learned models by name; an assessment without its model is refused.
        ``escalation``: who is told of alerts. ``care_plan``: what is to be measured when.
        """
        self._store = store
        self._person = person
        self._models = models
        self._now_ms = 0
        self._caches: Caches | None = None
        self._facts: Facts | None = None
        self._current: dict[str, Current] = {}
        self._fresh_until_ms: dict[str, int] = {}
        self._alerts = AlertWatch(store, person)
        self._escalation = EscalationPlan() if escalation is None else escalation
        self._care_plan = Plan() if care_plan is None else care_plan
        self.update_profile(profile, priorities)

    def update_profile(self, profile: Profile, priorities: Mapping[str, Sequence[str]]) -> None:
        """Use another profile and other priorities from the next advance on."""
        self._profile = profile
        self._ranks = Ranks(priorities)
        self._answers = Answers()
        self._untold = profile.measurements
        self._alerts.use(profile, self._escalation, self._care_plan)
        self.forget()

    def update_escalation(self, escalation: EscalationPlan) -> None:
        """Tell others of alerts from the next advance on."""
        self._escalation = escalation
        self._alerts.use(self._profile, escalation, self._care_plan)

    def use_store(self, store: Store) -> None:
        """Watch the same person in another store: the one before was damaged and set aside."""
        self._store = store
        self._alerts.use_store(store)
        self.lost()

    def forget(self, vitals: Iterable[str] | None = None) -> None:  # noqa: ARG002 - see below
        """Drop what is remembered of the store; the next advance reads it again.

        To be called after a deletion, reassignment or erasure. ``vitals`` is which ones changed;
        everything is dropped all the same, because most answers rest on several.
        """
        self._caches = None

    def advance(self, readings: Iterable[Measurement], now_ms: int, *, revive: bool = False) -> Result:
        """Take readings in and answer for ``now_ms``.

        ``revive``: a person told these readings, so they come back even under a deleted key. An
        earlier ``now_ms`` than last time is allowed (a clock that was set) and costs a fresh
        start.

        Raises:
            StoreError: what ``Store.write`` raises. The store then undid all that was not durable,
                for everybody: `lost` says so to the other monitors of the same store.
        """
        try:
            return self._advance(tuple(readings), now_ms, revive=revive)
        except BaseException:
            self.lost()
            raise

    def lost(self) -> None:
        """Read the store again at the next advance: it undid writes after an error."""
        self._untold = self._profile.measurements
        self._alerts.forget()
        self.forget()

    def _advance(self, batch: tuple[Measurement, ...], now_ms: int, *, revive: bool) -> Result:
        written = self._store.write(self._person, batch, revive=revive) if batch else Written()
        told = self._tell(now_ms)
        caches, touched = self._caches, None
        if caches is None or caches.outlived or now_ms < self._now_ms:
            zone = self._profile.zone
            caches = self._caches = Caches(self._store, self._person, self._ranks, zone=zone, now_ms=now_ms)
            self._facts = None
        else:
            caches.intake.received(batch, written.closed)
            touched = caches.take_in(written.stored + told, now_ms)
        self._now_ms = now_ms
        changed = self._refresh_current(caches, touched, now_ms)
        facts = self._facts
        if facts is None:
            facts = self._facts = Facts(self._store, self._person, self._profile, self._models, caches)
        facts.move_to(now_ms, touched)
        changed |= self._answers.refresh(facts, self._current)
        current, assessments = MappingProxyType(self._current), MappingProxyType(self._answers.all())
        news = self._alerts.advance(
            current, assessments, frozenset(changed), None if touched is None else written.stored + told, now_ms
        )
        answers_ms = self._wake(now_ms)
        moments = [moment for moment in (answers_ms, news.wake_ms) if moment is not None and moment > now_ms]
        wake_ms = min(moments, default=None)
        return Result(now_ms, current, assessments, frozenset(changed), written, wake_ms, news, answers_ms)

    # What people say of alerts, and doors of deliveries; the next advance gives the news

    def command(self, command: Command, now_ms: int) -> News:
        """Do what somebody asks of an alert; the caller makes it durable.

        Raises:
            CommandError: it cannot be done; nothing changed.
            StoreError: what the store raises.
        """
        return self._guarded(lambda: self._alerts.command(command, now_ms))

    def set_control(self, setting: Setting, now_ms: int) -> News:
        """Keep a setting of the alerts; the caller makes it durable.

        Raises:
            ControlError: naming the field; nothing changed.
            StoreError: what the store raises.
        """
        return self._guarded(lambda: self._alerts.set_control(setting, now_ms))

    def told(self, delivery_id: str, now_ms: int, *, ok: bool, error: str = "") -> News:
        """Keep what became of a delivery; the caller makes it durable.

        Raises:
            StoreError: what the store raises.
        """
        return self._guarded(lambda: self._alerts.told(delivery_id, ok=ok, error=error, now_ms=now_ms))

    def _guarded(self, act: Callable[[], News]) -> News:
        try:
            return act()
        except StoreError:
            self.lost()
            raise

    def _tell(self, now_ms: int) -> tuple[Measurement, ...]:
        """Write the profile's own measurements that are due and new; return those stored."""
        due = [row for row in self._untold if row.effective_ms <= now_ms] if self._untold else ()
        if not due:
            return ()
        self._untold = tuple(row for row in self._untold if row.effective_ms > now_ms)
        new = []
        for row in due:
            kept = self._store.readings(self._person, row.vital, row.effective_ms, row.effective_ms + 1)
            if not any(one.source == row.source and one.scaled == row.scaled for one in kept):
                new.append(row)
        return self._store.write(self._person, new, counted=False).stored

    def _refresh_current(self, caches: Caches, touched: Iterable[str] | None, now_ms: int) -> set[str]:
        """Bring ``current`` up to date and return the vitals that changed.

        What was handed out stays as it was: a change makes a new mapping, in order of the keys.
        """
        if touched is None:
            due = {*caches.view, *self._current}
        else:
            due = {vital for vital, until in self._fresh_until_ms.items() if until <= now_ms}.union(touched)
        changed: dict[str, Current | None] = {}
        for vital in due:
            found = caches.view.current(vital, now_ms)
            if found != self._current.get(vital):
                changed[vital] = found
            if found is not None and found.fresh:
                self._fresh_until_ms[vital] = fresh_until_ms(found.measurement)
            else:
                self._fresh_until_ms.pop(vital, None)
        if changed:
            merged = {**self._current, **changed}
            self._current = {vital: one for vital in sorted(merged) if (one := merged[vital]) is not None}
        return set(changed)

    def _wake(self, now_ms: int) -> int | None:
        moments = (*self._fresh_until_ms.values(), *self._answers.wakes(), *(row.effective_ms for row in self._untold))
        return min((moment for moment in moments if moment > now_ms), default=None)
