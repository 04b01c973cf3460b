"""One person's alerts: asks the rules that may have something to say, and keeps what becomes of it in the store.

What is kept here is a mirror of the store's rows of alerts, deliveries and settings, plus what each rule saw last. It
is read again after an error or a restart, so nothing hangs on this process.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from ..assessment import Assessment
from ..care_plan import Plan
from ..measurement import Measurement
from ..profile import Profile
from ..seen import first_seen, settled
from ..store import Store
from ..view import Current
from . import gate, lifecycle
from .commands import Command, MarkUseful
from .controls import CONTEXT, Context, Controls, Setting, check
from .lifecycle import LifecycleContext, Outcome
from .model import ENDED_STAGES, Alert, Delivery, DeliveryStatus, Level, News, Part, Transition, Word
from .plan import EscalationPlan
from .rule import Rule, Scene
from .rules import RULES

RESUME_MS: Final = 8_000
"""A delay that was over before the start waits this long for a reading that contradicts it."""

REMEMBERED_MS: Final = 24 * 3_600_000
"""How long an alert that is over still counts: for its cooldown, and so that one run rings once."""

JUDGE_AGAIN_MS: Final = 60_000

_QUIET_WORDS: Final = frozenset({Word.PENDING, Word.WITHDRAWN, Word.SUPPRESSED})
"""What may ride on the next commit: nobody is told of it. An urgent one that is pending may not: its delay would begin
anew after a loss of power."""

_BY_KEY: Final[Mapping[str, Rule]] = {rule.key: rule for rule in RULES}


def _index(rules: Iterable[Rule]) -> dict[str, tuple[Rule, ...]]:
    found: dict[str, list[Rule]] = {}
    for rule in rules:
        for key in rule.vitals | rule.assessments:
            found.setdefault(key, []).append(rule)
    return {key: tuple(of_key) for key, of_key in found.items()}


_BY_INPUT: Final = _index(RULES)


def is_on(rule: Rule, controls: Controls) -> bool:
    """Return whether a rule is asked at all; an absolute one cannot be switched off."""
    return rule.absolute or controls.switched.get(rule.key, rule.on)


class AlertWatch:
    """The alerts of one person. Used by the thread that owns the store; never commits."""

    def __init__(self, store: Store, person: str) -> None:
        """Read nothing yet; ``use`` says who the person is before the first advance."""
        self._store = store
        self._person = person
        self._profile: Profile | None = None
        self._plan = EscalationPlan()
        self._care_plan = Plan()
        self._started_ms: int | None = None
        self._loaded = False
        self._controls = Controls()
        self._alerts: dict[str, Alert] = {}
        self._deliveries: dict[str, Delivery] = {}
        self._parts: dict[str, Part] = {}
        self._wakes: dict[str, int] = {}
        self._lifecycle_wake_ms: int | None = None
        self._regate = True
        self._news = News()

    def use(self, profile: Profile, plan: EscalationPlan, care_plan: Plan) -> None:
        """Use another profile, escalation and care plan from the next advance on."""
        self._profile, self._plan, self._care_plan = profile, plan, care_plan
        self.forget()

    def use_store(self, store: Store) -> None:
        """Go on in another store."""
        self._store = store
        self.forget()

    def forget(self) -> None:
        """Read everything again at the next advance."""
        self._loaded = False

    def _load(self, now_ms: int) -> None:
        """Read the rows of what is pending, open or not long over."""
        if self._started_ms is None or now_ms < self._started_ms:
            self._started_ms = now_ms
        self._controls = self._read_controls()
        rows = self._store.open_alerts(self._person, now_ms - REMEMBERED_MS)
        self._alerts = {alert.id: alert for alert in (Alert.from_dict(row) for row in rows)}
        self._deliveries = {
            delivery.id: delivery
            for delivery in (
                Delivery.from_dict(row)
                for alert in self._alerts
                for row in self._store.deliveries(self._person, alert=alert)
            )
        }
        self._parts = {
            part.rule: part
            for alert in self._alerts.values()
            if alert.stage not in ENDED_STAGES and not alert.test
            for part in alert.parts
            if part.rule in _BY_KEY
        }
        self._wakes = {}
        self._loaded = True

    # One advance

    def advance(
        self,
        current: Mapping[str, Current],
        assessments: Mapping[str, Assessment],
        changed: frozenset[str],
        stored: Sequence[Measurement] | None,
        now_ms: int,
    ) -> News:
        """Ask the rules that the readings, changed answers or time concern, and keep what becomes of it.

        ``stored`` None: look at all anew.

        Raises:
            StoreError: the store failed; ``forget`` and go on from what it has.
        """
        fresh = not self._loaded or stored is None
        if not self._loaded:
            self._load(now_ms)
        by_vital = None if fresh or stored is None else _by_vital(stored)
        rules = RULES if by_vital is None else self._due(by_vital, changed, now_ms)
        timed = self._lifecycle_wake_ms is not None and self._lifecycle_wake_ms <= now_ms
        if not rules and not timed and not fresh and not self._regate:
            return self._same()
        scene = self._scene(current, assessments, changed, by_vital, now_ms)
        moved = False
        for rule in rules:
            moved |= self._ask(rule, scene)
        if not moved and not timed and not fresh and not self._regate:
            return self._same()
        if self._parts:
            self._judge(scene)
        self._regate = False
        outcome = lifecycle.advance(tuple(self._alerts.values()), self._parts, _BY_KEY, self._context(now_ms))
        # What was over when its readings came is told by now, and nothing any more: time changes nothing about it.
        self._parts = {key: part for key, part in self._parts.items() if not part.late}
        return self._take(outcome, now_ms)

    def _due(self, stored: Mapping[str, Sequence[Measurement]], changed: frozenset[str], now_ms: int) -> Sequence[Rule]:
        due: dict[str, Rule] = {}
        for key in (*stored, *changed):
            for rule in _BY_INPUT.get(key, ()):
                due[rule.key] = rule
        for key, wake_ms in self._wakes.items():
            if wake_ms <= now_ms:
                due[key] = _BY_KEY[key]
        return tuple(due.values())

    def _scene(
        self,
        current: Mapping[str, Current],
        assessments: Mapping[str, Assessment],
        changed: frozenset[str],
        stored: Mapping[str, Sequence[Measurement]] | None,
        now_ms: int,
    ) -> Scene:
        if self._profile is None or self._started_ms is None:
            raise RuntimeError("use() comes before the first advance")
        return Scene(
            now_ms=now_ms,
            profile=self._profile,
            zone=self._profile.zone,
            current=current,
            assessments=assessments,
            changed=changed,
            stored=stored,
            controls=self._controls,
            care_plan=self._care_plan,
            readings=lambda vital, start_ms, end_ms: self._store.readings(self._person, vital, start_ms, end_ms),
            started_ms=self._started_ms,
            parts=dict(self._parts),
            seen=first_seen(self._store, self._person),
            settled=settled(self._store, self._person),
        )

    def _ask(self, rule: Rule, scene: Scene) -> bool:
        """Ask one rule; return whether it sees something else than before."""
        known = self._parts.get(rule.key)
        seen = rule.step(known, scene) if is_on(rule, self._controls) else None
        wake_ms = rule.wake_ms(seen, scene)
        if wake_ms is not None and wake_ms <= scene.now_ms:
            # A delay that was over before the start: readings that contradict it get a moment to come.
            resume_ms = scene.started_ms + RESUME_MS
            wake_ms = resume_ms if scene.now_ms < resume_ms else None
        if wake_ms is None:
            self._wakes.pop(rule.key, None)
        else:
            self._wakes[rule.key] = wake_ms
        if seen == known:
            return False
        if seen is None:
            del self._parts[rule.key]
        else:
            self._parts[rule.key] = seen
        return True

    def _judge(self, scene: Scene) -> None:
        """Say of everything that is met what suppresses it, or how much it asks for."""
        scene = replace(scene, parts=dict(self._parts))
        for key, part in scene.parts.items():
            if part.met_ms is None:
                continue
            rule = _BY_KEY[key]
            suppressed = gate.judge(rule, part, scene)
            level, notes = gate.level(rule, part, scene)
            self._parts[key] = replace(part, suppressed=suppressed, level=max(level, part.level), notes=notes)

    def _context(self, now_ms: int) -> LifecycleContext:
        if self._profile is None or self._started_ms is None:
            raise RuntimeError("use() comes before the first advance")
        return LifecycleContext(
            plan=self._plan,
            controls=self._controls,
            zone=self._profile.zone,
            now_ms=now_ms,
            started_ms=self._started_ms,
            deliveries=self._deliveries,
        )

    # What becomes of it

    def _same(self) -> News:
        """Return that nothing happened: what was handed out last, without what happened then."""
        if self._news.transitions or self._news.urgent:
            self._news = replace(
                self._news,
                alerts=tuple(one for one in self._news.alerts if one.stage not in ENDED_STAGES),
                transitions=(),
                urgent=False,
                wake_ms=self._wake_ms(),
            )
        elif (wake_ms := self._wake_ms()) != self._news.wake_ms:
            self._news = replace(self._news, wake_ms=wake_ms)
        return self._news

    def _take(self, outcome: Outcome, now_ms: int) -> News:
        """Write what became of it and hand it out."""
        for alert in outcome.alerts:
            self._alerts[alert.id] = alert
            self._store.put_alert(
                self._person, alert.id, alert.stage.value, alert.began_ms, alert.ended_ms, alert.as_dict()
            )
        for happened in outcome.transitions:
            self._store.log_alert(self._person, happened.alert, happened.seq, happened.at_ms, happened.as_dict())
        for delivery in outcome.deliveries:
            self._put(delivery)
        ended = {alert.id for alert in outcome.alerts if alert.stage in ENDED_STAGES}
        self._forget_old(now_ms)
        self._arm(now_ms)
        shown = tuple(alert for alert in self._alerts.values() if alert.stage not in ENDED_STAGES or alert.id in ended)
        due = tuple(one for one in self._deliveries.values() if one.status is DeliveryStatus.DUE)
        same_due = due == self._news.due
        self._news = News(
            alerts=shown,
            transitions=tuple(outcome.transitions),
            due=self._news.due if same_due else due,
            controls=self._controls,
            urgent=bool(outcome.deliveries) or any(_must_last(one) for one in outcome.transitions),
            wake_ms=self._wake_ms(),
        )
        return self._news

    def _put(self, delivery: Delivery) -> None:
        self._deliveries[delivery.id] = delivery
        self._store.put_delivery(
            self._person, delivery.id, delivery.alert, delivery.made_ms, delivery.status.value, delivery.as_dict()
        )

    def _forget_old(self, now_ms: int) -> None:
        """Drop what is over for long and told; the store keeps it."""
        waiting = {one.alert for one in self._deliveries.values() if one.status is DeliveryStatus.DUE}
        for key, alert in list(self._alerts.items()):
            old = alert.ended_ms is not None and alert.ended_ms < now_ms - REMEMBERED_MS
            if old and key not in waiting:
                del self._alerts[key]
                for delivery in [one for one in self._deliveries.values() if one.alert == key]:
                    del self._deliveries[delivery.id]

    def _arm(self, now_ms: int) -> None:
        moments = [lifecycle.wake_ms(tuple(self._alerts.values()), self._context(now_ms))]
        if any(part.suppressed is not None for part in self._parts.values()):
            # What suppresses it may pass without a reading.
            moments.append(now_ms + JUDGE_AGAIN_MS)
        known = [moment for moment in moments if moment is not None]
        self._lifecycle_wake_ms = min(known, default=None)

    def _wake_ms(self) -> int | None:
        moments = [*self._wakes.values()]
        if self._lifecycle_wake_ms is not None:
            moments.append(self._lifecycle_wake_ms)
        return min(moments, default=None)

    # What people and doors say

    def command(self, command: Command, now_ms: int) -> News:
        """Do what somebody asks of an alert.

        Raises:
            CommandError: it cannot be done; nothing changed.
        """
        if not self._loaded:
            self._load(now_ms)
        if isinstance(command, MarkUseful):
            self._recall(command.alert)
        return self._take(lifecycle.obey(tuple(self._alerts.values()), command, self._context(now_ms)), now_ms)

    def _recall(self, key: str) -> None:
        """Read an alert that is over for long: whether it was useful is often said days later."""
        if key not in self._alerts and (row := self._store.alert(self._person, key)) is not None:
            self._alerts[key] = Alert.from_dict(row)

    def set_control(self, setting: Setting, now_ms: int) -> News:
        """Keep a setting; it counts from the next advance on.

        Raises:
            ControlError: naming the field; nothing changed.
        """
        check(setting)
        if not self._loaded:
            self._load(now_ms)
        self._store.put_setting(self._person, setting.key, setting.body, setting.set_by, setting.set_ms)
        if setting.key == CONTEXT:
            self._say_context(setting)
        self._controls = self._read_controls()
        self._regate = True
        self._news = replace(self._news, controls=self._controls, transitions=(), urgent=True)
        return self._news

    def _say_context(self, setting: Setting) -> None:
        """Keep since when the person does what was said, for whoever looks back."""
        said = Controls.of({CONTEXT: setting})
        context = said.context_at(setting.set_ms)
        self._store.say_context(
            self._person,
            None if context is Context.REST else context.value,
            setting.set_ms,
            said.context_until_ms,
            setting.set_by,
        )

    def told(self, delivery_id: str, *, ok: bool, error: str, now_ms: int) -> News:
        """Keep what became of a delivery; one that is not known any more is no error."""
        if not self._loaded:
            self._load(now_ms)
        known = self._deliveries.get(delivery_id)
        if known is None or known.status is not DeliveryStatus.DUE:
            return self._same()
        return self._take(Outcome((), (), (lifecycle.told(known, ok=ok, error=error, now_ms=now_ms),)), now_ms)

    def _read_controls(self) -> Controls:
        return Controls.of({key: Setting(*row) for key, row in self._store.settings(self._person).items()})


def _must_last(happened: Transition) -> bool:
    return happened.word not in _QUIET_WORDS or (happened.word is Word.PENDING and happened.level >= Level.URGENT)


def _by_vital(stored: Sequence[Measurement]) -> dict[str, Sequence[Measurement]]:
    """Return readings by vital, in the order of their effective times."""
    found: dict[str, list[Measurement]] = {}
    for reading in stored:
        found.setdefault(reading.vital, []).append(reading)
    for of_vital in found.values():
        if len(of_vital) > 1:
            of_vital.sort(key=lambda one: (one.effective_ms, one.source))
    return dict(found)
