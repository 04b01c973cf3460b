"""Who is told when: steps, repeats, quiet hours, consent, failures; and who is told that it is over."""

from dataclasses import replace
from datetime import time

import pytest
from alert_life import (
    BEN,
    HOUR_MS,
    MINUTE_MS,
    NOON_MS,
    PLAN,
    QUIET,
    SECOND_MS,
    Life,
    consents,
    plan,
    step,
)
from healthsense_engine.alerts import commands
from healthsense_engine.alerts.commands import Acknowledge, Resolve, Snooze
from healthsense_engine.alerts.controls import Controls, QuietHours
from healthsense_engine.alerts.escalation import ATTEMPTS
from healthsense_engine.alerts.lifecycle import told
from healthsense_engine.alerts.model import DeliveryStatus, Level, Purpose, Stage
from healthsense_engine.alerts.plan import EscalationPlan

RAISE, ESCALATE, REPEAT, UPDATE, RESOLVE = (
    Purpose.RAISE, Purpose.ESCALATE, Purpose.REPEAT, Purpose.UPDATE, Purpose.RESOLVE,
)  # fmt: skip
NIGHT_MS = 11 * HOUR_MS
"""From noon to 23:00."""


def ringing(key: str = "spo2_urgent", **fields: object) -> Life:
    life = Life(**fields)  # type: ignore[arg-type] # fields of a life
    life.see(key)
    life.advance()
    return life


def test_the_steps_follow_each_other_while_nobody_acknowledges() -> None:
    life = ringing(plan=replace(PLAN, repeat_ms=0))
    life.run(HOUR_MS)
    assert life.told() == [("ann", "raise", 0), ("ben", "escalate", 2), ("cal", "escalate", 15)]
    assert [(one.word.value, one.reason) for one in life.log] == [
        ("raised", "spo2_urgent"), ("escalated", "step_2"), ("escalated", "step_3"),
    ]  # fmt: skip
    assert life.only.stage is Stage.ESCALATED


def test_steps_for_louder_alerts_are_left_out() -> None:
    life = ringing("overdue")
    life.run(HOUR_MS)
    assert life.told() == [("ann", "raise", 0)]


def test_who_is_told_is_told_again_until_somebody_acknowledges() -> None:
    life = ringing()
    life.run(11 * MINUTE_MS)
    assert life.told() == [
        ("ann", "raise", 0), ("ben", "escalate", 2), ("ann", "repeat", 5), ("ben", "repeat", 5),
        ("ann", "repeat", 10), ("ben", "repeat", 10),
    ]  # fmt: skip
    life.obey(Acknowledge(None, "ben"))
    life.run(HOUR_MS)
    assert life.told()[6:] == [("ann", "update", 11)], "the others learn who takes care"
    assert len({one.id for one in life.sent}) == len(life.sent)


def test_a_warning_is_repeated_ever_more_seldom_and_an_info_never() -> None:
    life = ringing("pulse_high", plan=plan(step(0, "ann")))
    life.run(5 * HOUR_MS)
    assert [at for _, _, at in life.told(REPEAT)] == [5, 15, 35, 75, 135, 195, 255]
    info = ringing("overdue", plan=plan(step(0, "ann")))
    info.run(5 * HOUR_MS)
    assert info.told() == [("ann", "raise", 0)]


def test_a_device_that_fails_is_told_once_and_chases_nobody() -> None:
    life = ringing("silent")
    life.run(5 * HOUR_MS)
    assert life.told() == [("ann", "raise", 0)]


def test_without_a_plan_nobody_is_told_and_the_alert_is_there() -> None:
    life = ringing(plan=EscalationPlan())
    life.run(HOUR_MS)
    assert (life.sent, life.deliveries) == ([], {})
    assert life.only.open
    life.plan = PLAN
    life.advance()
    assert life.told() == [("ann", "raise", 60), ("ben", "escalate", 60), ("cal", "escalate", 60)]


def test_quiet_hours_hold_a_warning_until_they_end() -> None:
    quiet = Controls(quiet=QUIET, consents=consents("ann", "ben"))
    life = Life(controls=quiet, now_ms=NOON_MS + NIGHT_MS)
    life.see("pulse_high")
    life.advance()
    life.run(7 * HOUR_MS)
    assert life.sent == []
    life.run(HOUR_MS)
    seven = (11 + 8) * 60
    assert life.told() == [("ann", "raise", seven)]
    life.run(3 * MINUTE_MS)
    assert life.told()[1:] == [("ben", "escalate", seven + 2)], "nobody is chased for what they could not hear"


def test_what_is_over_before_the_morning_is_told_to_nobody() -> None:
    life = Life(controls=Controls(quiet=QUIET, consents=consents("ann")), now_ms=NOON_MS + NIGHT_MS)
    life.see("pulse_high")
    life.advance()
    life.clear()
    life.advance(after_ms=HOUR_MS)
    life.run(12 * HOUR_MS)
    assert life.sent == []
    assert {one.status for one in life.deliveries.values()} == {DeliveryStatus.DROPPED}


@pytest.mark.parametrize("key", ["spo2_urgent", "spo2_critical", "glucose_low"])
def test_quiet_hours_do_not_hold_what_is_urgent(key: str) -> None:
    life = Life(
        plan=plan(step(0, "ann", quiet=QUIET)),
        controls=Controls(quiet=QUIET, consents=consents("ann")),
        now_ms=NOON_MS + NIGHT_MS,
    )
    life.see(key)
    life.advance()
    assert life.told() == [("ann", "raise", 11 * 60)]


def test_a_held_warning_that_gets_urgent_is_told_once_and_now() -> None:
    life = Life(controls=Controls(quiet=QUIET, consents=consents("ann")), now_ms=NOON_MS + NIGHT_MS)
    life.see("spo2_spot")
    life.advance()
    life.see("spo2_urgent")
    life.advance(after_ms=MINUTE_MS)
    life.obey(Acknowledge(None, "ann"))
    life.run(12 * HOUR_MS)
    assert life.told() == [("ann", "raise", 11 * 60 + 1)]


def test_what_gets_louder_rings_at_once_wherever_it_rang_and_goes_on_from_there() -> None:
    life = ringing("pulse_high", plan=replace(PLAN, repeat_ms=0))
    life.run(10 * MINUTE_MS)
    assert life.told() == [("ann", "raise", 0), ("ben", "escalate", 2)]
    life.see("pulse_urgent")
    life.run(HOUR_MS)
    assert life.told()[2:] == [("ann", "raise", 10), ("ben", "raise", 10), ("cal", "escalate", 23)]
    assert life.words == ["raised", "escalated", "level_raised", "escalated"]


def test_each_step_has_its_own_quiet_hours() -> None:
    noon = QuietHours(time(11), time(13))
    life = ringing("pulse_high", plan=plan(step(0, "ann", quiet=noon), step(0, "ben"), repeat_min=0))
    assert life.told() == []
    life.run(HOUR_MS)
    assert life.told() == [("ann", "raise", 60), ("ben", "escalate", 60)]


def test_a_repeat_waits_for_the_end_of_quiet_hours() -> None:
    life = Life(
        plan=plan(step(0, "ann")),
        controls=Controls(quiet=QUIET, consents=consents("ann")),
        now_ms=NOON_MS + 10 * HOUR_MS - 7 * MINUTE_MS,
    )
    life.see("pulse_high")
    life.advance()
    life.run(10 * HOUR_MS)
    assert [at for _, _, at in life.told(REPEAT)][:2] == [10 * 60 - 2, 19 * 60]


def test_who_did_not_consent_is_not_told_and_that_is_kept() -> None:
    life = ringing(controls=Controls(consents=consents("ben")))
    life.run(16 * MINUTE_MS)
    assert {recipient for recipient, _, _ in life.told()} == {"ben"}
    dropped = {(one.recipient, one.error) for one in life.deliveries.values() if one.status is DeliveryStatus.DROPPED}
    assert dropped == {("ann", "no_consent"), ("cal", "no_consent")}


def test_a_consent_that_is_taken_back_stops_what_is_held() -> None:
    life = Life(controls=Controls(quiet=QUIET, consents=consents("ann")), now_ms=NOON_MS + NIGHT_MS)
    life.see("pulse_high")
    life.advance()
    life.controls = Controls(quiet=QUIET)
    life.run(9 * HOUR_MS)
    assert life.sent == []


def test_it_is_over_for_those_who_were_told_and_for_nobody_else() -> None:
    life = ringing(controls=Controls(consents=consents("ann", "cal")))
    life.run(3 * MINUTE_MS)
    life.clear()
    life.advance()
    assert life.told(RESOLVE) == [("ann", "resolve", 3)]
    life = ringing(plan=replace(PLAN, resolved=False))
    life.obey(Resolve(None, "ben"))
    assert life.told(RESOLVE) == []


def test_what_was_under_way_when_it_ended_is_in_doubt_and_taken_back() -> None:
    life = ringing(away=True)
    life.clear()
    life.advance(after_ms=SECOND_MS)
    due = [(one.recipient, one.purpose) for one in life.deliveries.values() if one.status is DeliveryStatus.DUE]
    assert due == [("ann", RESOLVE)]


def test_a_snooze_begins_the_steps_anew() -> None:
    life = ringing(plan=replace(PLAN, repeat_ms=0))
    life.run(3 * MINUTE_MS)
    life.obey(Snooze(None, life.now_ms + 10 * MINUTE_MS, "ben"))
    life.run(13 * MINUTE_MS)
    assert life.told() == [
        ("ann", "raise", 0), ("ben", "escalate", 2), ("ann", "update", 3), ("ann", "raise", 13),
        ("ben", "escalate", 15),
    ]  # fmt: skip


def test_what_was_missed_while_it_was_down_is_told_at_the_start() -> None:
    life = ringing()
    life.restart(after_ms=HOUR_MS)
    life.advance()
    assert life.told(ESCALATE) == [("ben", "escalate", 60), ("cal", "escalate", 60)]
    assert life.told(REPEAT) == [("ann", "repeat", 60)]


def test_a_delivery_in_doubt_keeps_its_id_and_tag() -> None:
    life = ringing(away=True)
    (before,) = life.deliveries.values()
    tag = life.only.tag
    life.restart(after_ms=5 * SECOND_MS)
    life.advance()
    assert list(life.deliveries.values()) == [before]
    assert (life.only.tag, before.id) == (tag, f"{life.only.id}:1:ann")


def test_a_failure_is_tried_again_and_then_given_up() -> None:
    life = ringing(away=True)
    (delivery,) = life.deliveries.values()
    waits = []
    for _ in range(ATTEMPTS):
        delivery = told(delivery, ok=False, error="timeout", now_ms=NOON_MS)
        waits.append(((delivery.not_before_ms or 0) - NOON_MS) // 1000)
    assert waits[:-1] == [10, 30, 90, 270]
    assert (delivery.status, delivery.attempts, delivery.error) == (DeliveryStatus.FAILED, ATTEMPTS, "timeout")
    again = told(replace(delivery, status=DeliveryStatus.DUE), ok=True, error="", now_ms=NOON_MS + 5)
    assert (again.status, again.done_ms) == (DeliveryStatus.DONE, NOON_MS + 5)


def test_a_test_goes_the_same_way() -> None:
    life = Life()
    life.obey(commands.TestAlert(Level.URGENT, "ann"))
    life.run(3 * MINUTE_MS)
    assert life.told() == [("ann", "raise", 0), ("ben", "escalate", 2)]


def test_who_left_the_plan_is_not_told() -> None:
    life = ringing(away=True)
    life.plan = plan()
    life.plan = replace(life.plan, recipients={})
    life.advance(after_ms=SECOND_MS)
    assert [(one.status, one.error) for one in life.deliveries.values()] == [(DeliveryStatus.DROPPED, "gone")]


def test_who_comes_to_a_step_after_it_was_told_hears_the_next_repeat() -> None:
    """A phone was replaced in the middle of an alert: somebody else is in the plan now, and it goes on for them."""
    life = Life(plan=plan(step(0, "ann")))
    life.see("spo2_urgent")
    life.run(MINUTE_MS)
    life.plan = EscalationPlan((step(0, "ben"),), {"ben": BEN}, 5 * MINUTE_MS, True)
    life.run(5 * MINUTE_MS)
    assert life.told() == [("ann", "raise", 0), ("ben", "repeat", 5)]


def test_who_consents_in_the_middle_of_an_alert_hears_the_next_repeat() -> None:
    """Without consent nothing was sent; with it the alert that still rings is."""
    life = Life(plan=plan(step(0, "ann")), controls=Controls())
    life.see("spo2_urgent")
    life.run(MINUTE_MS)
    assert life.told() == []
    life.controls = Controls(consents=consents("ann"))
    life.run(5 * MINUTE_MS)
    assert life.told() == [("ann", "repeat", 5)]


def test_a_clock_that_is_set_back_stops_neither_repeats_nor_steps() -> None:
    """An hour back is no hour of silence."""
    life = ringing()
    life.run(MINUTE_MS)
    life.now_ms -= HOUR_MS
    before = len(life.sent)
    life.run(20 * MINUTE_MS)
    assert {one.purpose for one in life.sent[before:]} == {Purpose.REPEAT, Purpose.ESCALATE}
    assert {one.recipient for one in life.sent[before:]} == {"ann", "ben", "cal"}


def test_a_clock_that_is_set_back_makes_no_snooze_longer_than_it_may_be() -> None:
    """A critical alert comes back after 15 minutes at most, by whatever clock."""
    life = ringing("spo2_critical")
    life.obey(Snooze(None, life.now_ms + 15 * MINUTE_MS, "ann"))
    life.now_ms -= HOUR_MS
    life.advance()
    life.run(15 * MINUTE_MS)
    assert life.words[-1] != "snoozed"
    assert "snooze_ended" in life.words
