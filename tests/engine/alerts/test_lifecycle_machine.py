"""Whatever rules see, people do and machines suffer, in any order: what must hold of alerts holds after every step."""

import json
from dataclasses import replace
from datetime import time

from alert_life import HOUR_MS, MINUTE_MS, PLAN, QUIET, RULES, SECOND_MS, Life, consents, plan, step
from healthsense_engine.alerts import commands, lifecycle
from healthsense_engine.alerts.commands import Acknowledge, CommandError, ImOk, MarkUseful, Resolve, Snooze
from healthsense_engine.alerts.controls import Controls, QuietHours
from healthsense_engine.alerts.escalation import RINGS
from healthsense_engine.alerts.grouping import causes_of
from healthsense_engine.alerts.ledger import Outcome
from healthsense_engine.alerts.model import (
    Alert,
    Cause,
    DeliveryStatus,
    Level,
    Purpose,
    Stage,
    Suppression,
    Word,
)
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

KEYS = st.sampled_from(sorted(RULES))
SOFT = st.sampled_from([None, None, None, Suppression.EXERCISE, Suppression.LEARNING, Suppression.PAUSED])
WAITS = st.sampled_from([1, SECOND_MS, 20 * SECOND_MS, 3 * MINUTE_MS, 11 * MINUTE_MS, 2 * HOUR_MS, 25 * HOUR_MS])
PLANS = (
    PLAN,
    plan(step(0, "ann", "ben"), repeat_min=0),
    plan(step(3, "cal"), step(5, "ann", "cal", quiet=QUIET), repeat_min=1, resolved=False),
    plan(step(0, "ann", level=Level.URGENT), step(0, "ann", "ben", quiet=QuietHours(time(11), time(13)))),
    replace(plan(), recipients={}),
)
PEOPLE = st.sets(st.sampled_from(["ann", "ben", "cal"]))


class Watched(Life):
    """A life of which every advance is held against what must be true of it."""

    def _take(self, outcome: Outcome) -> Outcome:
        before = dict(self.alerts)
        doubt: dict[str, set[str]] = {}
        for one in self.sent:
            doubt.setdefault(one.alert, set()).add(one.recipient)
        for one in self.deliveries.values():
            # Under way, and nobody knows whether it arrived.
            if one.status is DeliveryStatus.DUE and (one.attempts or (one.not_before_ms or 0) <= self.now_ms):
                doubt.setdefault(one.alert, set()).add(one.recipient)
        made = {one.id for one in outcome.deliveries if one.id not in self.deliveries}
        for one in outcome.deliveries:
            if one.id in made and one.purpose in RINGS and one.alert in before:
                silent = before[one.alert].stage is Stage.ACKNOWLEDGED
                rose = {Word.LEVEL_RAISED, Word.RAISED} & {
                    line.word for line in outcome.transitions if line.alert == one.alert
                }
                assert not silent or rose, "what is acknowledged is not repeated"
        for line in outcome.transitions:
            if line.word in (Word.RESOLVED, Word.EXPIRED):
                wanted = {
                    one for one in doubt.get(line.alert, ())
                    if self.plan.resolved and one in self.plan.recipients and one in self.controls.consents
                }  # fmt: skip
                told = {
                    one.recipient for one in outcome.deliveries
                    if one.alert == line.alert and one.purpose is Purpose.RESOLVE
                    and one.status is DeliveryStatus.DUE
                }  # fmt: skip
                assert told == wanted, "that it is over is told to those who were told"
        return super()._take(outcome)


class Alerts(RuleBasedStateMachine):
    """Random lives."""

    @initialize(which=st.sampled_from(PLANS), hour=st.integers(0, 23))
    def begin(self, which: object, hour: int) -> None:
        self.life = Watched(plan=which)  # type: ignore[arg-type] # a plan
        self.life.now_ms += hour * HOUR_MS
        self.handed = 0

    # What rules see

    @rule(key=KEYS, suppressed=SOFT, level=st.none() | st.sampled_from(list(Level)))
    def see(self, key: str, suppressed: Suppression | None, level: Level | None) -> None:
        life, absolute = self.life, RULES[key].absolute
        if absolute:
            # As the gate does: nothing but a pause keeps an absolute limit silent, and nothing lowers it.
            suppressed = suppressed if suppressed is Suppression.PAUSED else None
            level = max(level or RULES[key].level, RULES[key].level)
        life.now_ms += 1
        known = life.parts.get(key)
        new = known is None or known.met_ms is None or known.suppressed is not None
        life.see(key, suppressed=suppressed, level=level)
        open_before = [alert for alert in life.alerts.values() if alert.open and not alert.test]
        cause = RULES[key].cause
        alone = all(cause not in causes_of(alert) for alert in open_before)
        settled = known is not None and any(
            part.since_ms == known.since_ms for alert in life.alerts.values() if not alert.open for part in alert.parts
        )
        outcome = life.advance()
        if absolute and new and alone and suppressed is None and not settled:
            self.rings_at_once(key, outcome)

    def rings_at_once(self, key: str, outcome: Outcome) -> None:
        """No quiet hours, cooldown, context or group delays an absolute limit."""
        life = self.life
        (alert,) = [one for one in life.alerts.values() if one.open and any(part.rule == key for part in one.parts)]
        assert alert.stage in (Stage.RAISED, Stage.ESCALATED)
        first = life.plan.next_step(-1, alert.level)
        if first is None or life.plan.steps[first].after_ms:
            return
        for recipient in life.plan.steps[first].recipients:
            made = [one for one in outcome.deliveries if one.recipient == recipient and one.alert == alert.id]
            if recipient in life.controls.consents:
                assert any(one.status is DeliveryStatus.DUE and one.not_before_ms is None for one in made)
            else:
                assert all(one.status is DeliveryStatus.DROPPED for one in made)

    @rule(key=KEYS)
    def begin_to_see(self, key: str) -> None:
        self.life.now_ms += 1
        if key not in self.life.parts:
            self.life.see(key, met=False)
        self.life.advance()

    @rule(key=KEYS, ago_ms=WAITS)
    def hear_late(self, key: str, ago_ms: int) -> None:
        self.life.now_ms += 1
        self.life.clear(key)
        self.life.see(key, late=True, since_ms=self.life.now_ms - ago_ms)
        self.life.advance()
        self.life.clear(key)
        self.life.now_ms += 1
        self.life.advance()

    @rule(key=KEYS)
    def see_no_more(self, key: str) -> None:
        self.life.now_ms += 1
        self.life.clear(key)
        self.life.advance()

    # Time and accidents

    @rule(for_ms=WAITS)
    def wait(self, for_ms: int) -> None:
        self.life.run(for_ms)

    @rule(for_ms=WAITS)
    def be_down(self, for_ms: int) -> None:
        before = dict(self.life.alerts), dict(self.life.deliveries)
        self.life.restart(after_ms=for_ms)
        assert (self.life.alerts, self.life.deliveries) == before
        self.life.advance()

    @rule()
    def lose_the_door(self) -> None:
        self.life.away = True

    @rule(ok=st.booleans())
    def find_the_door(self, *, ok: bool) -> None:
        life = self.life
        for one in list(life.deliveries.values()):
            if not ok and one.status is DeliveryStatus.DUE and (one.not_before_ms or 0) <= life.now_ms:
                life.deliveries[one.id] = lifecycle.told(one, ok=False, error="down", now_ms=life.now_ms)
        life.away = False
        life.tell()

    # People

    def obey(self, command: commands.Command) -> None:
        before = dict(self.life.alerts)
        self.life.now_ms += 1
        try:
            self.life.obey(command)
        except CommandError:
            assert self.life.alerts == before

    @precondition(lambda self: self.life.alerts)
    @rule(data=st.data(), by=st.sampled_from(["ann", "zoe"]), what=st.sampled_from([Acknowledge, Resolve]))
    def answer(self, data: st.DataObject, by: str, what: type[Acknowledge | Resolve]) -> None:
        key = data.draw(st.none() | st.sampled_from(sorted(self.life.alerts)))
        self.obey(what(key, by))

    @rule(for_ms=WAITS)
    def snooze(self, for_ms: int) -> None:
        self.obey(Snooze(None, self.life.now_ms + 1 + for_ms, "ann"))

    @rule()
    def say_ok(self) -> None:
        self.obey(ImOk("ann"))

    @precondition(lambda self: self.life.alerts)
    @rule(data=st.data(), useful=st.booleans())
    def mark(self, data: st.DataObject, *, useful: bool) -> None:
        self.obey(MarkUseful(data.draw(st.sampled_from(sorted(self.life.alerts))), useful, "ben"))

    @rule(level=st.sampled_from(list(Level)))
    def try_out(self, level: Level) -> None:
        self.obey(commands.TestAlert(level, "ann"))

    @rule(who=PEOPLE, quiet=st.sampled_from([None, QUIET, QuietHours(time(0), time(23, 59))]))
    def set_controls(self, who: set[str], quiet: QuietHours | None) -> None:
        self.life.controls = Controls(quiet=quiet, consents=consents(*who))
        self.life.now_ms += 1
        self.life.advance()

    @rule(which=st.sampled_from(PLANS))
    def change_plan(self, which: object) -> None:
        self.life.plan = which  # type: ignore[assignment] # a plan
        self.life.now_ms += 1
        self.life.advance()

    # What must hold

    @invariant()
    def one_alert_of_each_cause(self) -> None:
        if not hasattr(self, "life"):
            return
        seen: list[Cause] = []
        for alert in self._living():
            seen += causes_of(alert)
        assert len(seen) == len(set(seen)), seen

    def _living(self) -> list[Alert]:
        return [alert for alert in self.life.alerts.values() if alert.ended_ms is None and not alert.test]

    @invariant()
    def a_critical_alert_is_silent_for_15_minutes_at_most(self) -> None:
        if not hasattr(self, "life"):
            return
        for alert in self._living():
            if alert.stage is Stage.SNOOZED and alert.level is Level.CRITICAL:
                assert alert.snoozed_until_ms is not None
                assert alert.snoozed_until_ms <= self.life.now_ms + 15 * MINUTE_MS

    @invariant()
    def only_what_rings_has_something_to_ring_about(self) -> None:
        if not hasattr(self, "life"):
            return
        ringing = {Stage.RAISED, Stage.ESCALATED}
        for one in self.life.deliveries.values():
            alert = self.life.alerts[one.alert]
            assert alert.stage not in (Stage.PENDING, Stage.WITHDRAWN)
            if one.status is DeliveryStatus.DUE and one.purpose in RINGS:
                assert alert.stage in ringing

    @invariant()
    def every_part_has_one_alert_at_most_and_what_is_open_has_one_that_holds(self) -> None:
        if not hasattr(self, "life"):
            return
        rules = [part.rule for alert in self._living() for part in alert.parts]
        assert len(rules) == len(set(rules))
        for alert in self._living():
            if alert.open:
                assert any(part.met_ms is not None and part.suppressed is None for part in alert.parts)

    @invariant()
    def everything_can_be_written_down_and_read_again(self) -> None:
        if not hasattr(self, "life"):
            return
        for alert in self.life.alerts.values():
            assert Alert.from_dict(json.loads(json.dumps(alert.as_dict()))) == alert

    @invariant()
    def the_log_is_numbered_without_a_gap(self) -> None:
        if not hasattr(self, "life"):
            return
        numbers: dict[str, int] = {}
        for line in self.life.log:
            assert line.seq == numbers.get(line.alert, 0) + 1
            numbers[line.alert] = line.seq


TestAlerts = Alerts.TestCase
TestAlerts.settings = settings(max_examples=150, stateful_step_count=60, deadline=None)
