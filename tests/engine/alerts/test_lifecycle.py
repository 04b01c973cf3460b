"""From pending to over: what becomes of an alert as its rules, time and people have it."""

from collections.abc import Callable

import pytest
from alert_life import HOUR_MS, MINUTE_MS, NOON_MS, SECOND_MS, Life, living
from healthsense_engine.alerts import commands
from healthsense_engine.alerts.commands import Acknowledge, Command, CommandError, ImOk, MarkUseful, Resolve, Snooze
from healthsense_engine.alerts.model import Level, Stage, Suppression


def test_what_is_met_at_once_is_raised_at_once() -> None:
    life = Life()
    life.see("spo2_urgent")
    life.advance()
    assert life.words == ["raised"]
    assert life.only.id == f"oxygen-{NOON_MS:x}"
    assert (life.only.stage, life.only.level, life.only.raised_ms) == (Stage.RAISED, Level.URGENT, NOON_MS)


def test_a_pending_delay_is_kept_and_raised_or_withdrawn() -> None:
    life = Life()
    life.see("spo2_urgent", met=False)
    life.advance()
    assert (life.only.stage, life.words) == (Stage.PENDING, ["pending"])
    life.advance(after_ms=5 * SECOND_MS)
    assert life.words == ["pending"]
    life.clear()
    life.advance()
    assert life.words == ["pending", "withdrawn"]
    assert life.sent == [], "nobody was told"
    life.see("spo2_urgent", met=False)
    life.advance()
    life.see("spo2_urgent")
    life.advance(after_ms=15 * SECOND_MS)
    assert life.words[2:] == ["pending", "raised"]


def test_an_advance_in_which_nothing_is_new_changes_nothing() -> None:
    life = Life()
    life.see("spo2_urgent")
    life.advance()
    assert life.advance() == life.advance(after_ms=SECOND_MS) == type(life.advance())()


def test_newer_evidence_is_kept_without_a_line_in_the_log() -> None:
    life = Life()
    life.see("spo2_urgent", value=89.0)
    life.advance()
    life.see("spo2_urgent", value=86.0)
    outcome = life.advance(after_ms=SECOND_MS)
    assert [alert.lead.value for alert in outcome.alerts] == [86.0]
    assert outcome.transitions == ()


def test_what_is_over_is_resolved() -> None:
    life = Life()
    life.see("spo2_urgent", value=88.0)
    life.advance()
    life.clear()
    life.advance(after_ms=MINUTE_MS)
    assert life.words == ["raised", "resolved"]
    assert (life.only.stage, life.only.ended_ms, life.only.lead.value) == (
        Stage.RESOLVED, NOON_MS + MINUTE_MS, 88.0,
    )  # fmt: skip


def test_what_keeps_it_silent_is_kept_once_for_each_reason() -> None:
    life = Life()
    for reason in (Suppression.EXERCISE, Suppression.EXERCISE, Suppression.SLEEP):
        life.see("pulse_high", suppressed=reason)
        life.advance(after_ms=MINUTE_MS)
    assert [(one.word.value, one.suppressed) for one in life.log] == [
        ("pending", None), ("suppressed", Suppression.EXERCISE), ("suppressed", Suppression.SLEEP),
    ]  # fmt: skip
    life.see("pulse_high")
    life.advance()
    assert (life.only.stage, life.words[-1]) == (Stage.RAISED, "raised")


def test_what_rang_is_not_taken_back_by_exercise_but_by_a_pause() -> None:
    life = Life()
    life.see("pulse_high")
    life.advance()
    life.see("pulse_high", suppressed=Suppression.EXERCISE)
    life.advance(after_ms=MINUTE_MS)
    assert life.words == ["raised"]
    life.see("pulse_high", suppressed=Suppression.PAUSED)
    life.advance(after_ms=MINUTE_MS)
    assert [(one.word.value, one.reason) for one in life.log[1:]] == [
        ("resolved", "paused"), ("pending", "pulse_high"), ("suppressed", "pulse_high"),
    ]  # fmt: skip


def test_a_louder_part_raises_the_level_at_once_also_of_what_was_acknowledged() -> None:
    life = Life()
    life.see("spo2_spot")
    life.advance()
    life.obey(Acknowledge(None, "ben"))
    life.see("spo2_critical")
    life.advance(after_ms=SECOND_MS)
    assert life.words == ["raised", "acknowledged", "level_raised"]
    assert (life.only.stage, life.only.level, life.only.acknowledged_by) == (Stage.RAISED, Level.CRITICAL, None)
    life.clear("spo2_critical")
    life.advance(after_ms=SECOND_MS)
    assert life.only.level is Level.CRITICAL, "the highest that was asked for"


def test_what_was_acknowledged_as_a_warning_rings_again_for_an_absolute_limit_of_no_higher_level() -> None:
    life = Life()
    life.see("spo2_spot", level=Level.URGENT)  # louder because it lasts
    life.advance()
    life.obey(Acknowledge(None, "ben"))
    life.see("spo2_urgent")
    life.advance(after_ms=SECOND_MS)
    assert (life.words[-1], life.only.stage) == ("raised", Stage.RAISED)
    life.obey(Acknowledge(None, "ben"))
    life.see("spo2_urgent", value=87.0)
    life.advance(after_ms=SECOND_MS)
    assert life.only.stage is Stage.ACKNOWLEDGED


def test_acknowledging_is_kept_with_who_did_it_first() -> None:
    life = Life()
    life.see("spo2_urgent")
    life.advance()
    life.now_ms += MINUTE_MS
    life.obey(Acknowledge(life.only.id, "ben"))
    life.obey(Acknowledge(None, "cal"))
    assert life.words == ["raised", "acknowledged"]
    assert (life.only.acknowledged_by, life.only.acknowledged_ms) == ("ben", NOON_MS + MINUTE_MS)


def test_a_snooze_ends_by_ringing_again_while_the_condition_holds() -> None:
    life = Life()
    life.see("spo2_urgent")
    life.advance()
    life.obey(Snooze(None, NOON_MS + 10 * MINUTE_MS, "ben"))
    life.advance(after_ms=10 * MINUTE_MS - 1)
    assert life.words == ["raised", "snoozed"]
    life.advance(after_ms=1)
    assert life.words == ["raised", "snoozed", "snooze_ended"]
    assert life.only.stage is Stage.RAISED


def test_a_snoozed_alert_whose_condition_is_over_is_resolved() -> None:
    life = Life()
    life.see("spo2_urgent")
    life.advance()
    life.obey(Snooze(None, NOON_MS + 10 * MINUTE_MS, "ben"))
    life.clear()
    life.advance(after_ms=MINUTE_MS)
    life.run(HOUR_MS)
    assert life.words == ["raised", "snoozed", "resolved"]


@pytest.mark.parametrize(
    ("key", "minutes", "error"),
    [
        ("spo2_critical", 15, None),
        ("spo2_critical", 16, "until: too_long"),
        ("spo2_urgent", 16, None),
        ("spo2_urgent", 24 * 60 + 1, "until: too_long"),
        ("spo2_urgent", 0, "until: in_the_past"),
    ],
)
def test_a_critical_alert_is_snoozed_for_15_minutes_at_most(key: str, minutes: int, error: str | None) -> None:
    life = Life()
    life.see(key)
    life.advance()
    command = Snooze(life.only.id, NOON_MS + minutes * MINUTE_MS, "ben")
    if error is None:
        life.obey(command)
        assert life.only.snoozed_until_ms == NOON_MS + minutes * MINUTE_MS
    else:
        with pytest.raises(CommandError) as caught:
            life.obey(command)
        assert str(caught.value) == error
        assert life.only.stage is Stage.RAISED


@pytest.mark.parametrize("make", [lambda key: Acknowledge(key, "x"), lambda key: Resolve(key, "x")])
def test_what_is_not_there_or_not_open_is_refused(make: Callable[[str | None], Command]) -> None:
    life = Life()
    with pytest.raises(CommandError, match="alert: unknown_alert"):
        life.obey(make("nothing"))
    with pytest.raises(CommandError, match="alert: not_open"):
        life.obey(make(None))
    life.see("spo2_urgent", met=False)
    life.advance()
    with pytest.raises(CommandError, match="alert: not_open"):
        life.obey(make(life.only.id))


def test_what_somebody_settled_does_not_ring_again_in_the_same_run_unless_louder() -> None:
    life = Life()
    life.see("spo2_urgent")
    life.advance()
    life.obey(Resolve(None, "ben"))
    life.run(HOUR_MS)
    life.see("spo2_urgent")
    life.run(HOUR_MS)
    assert life.words == ["raised", "resolved"]
    life.see("spo2_critical")
    life.advance()
    assert life.words == ["raised", "resolved", "raised"]
    life.clear()
    life.advance()
    life.see("spo2_urgent", met=True)
    life.advance(after_ms=MINUTE_MS)
    assert life.words[-1] == "raised", "a new run"


def test_im_ok_acknowledges_all_and_ends_what_asked_for_a_sign() -> None:
    life = Life()
    life.see("no_activity")
    life.see("glucose_low")
    life.advance()
    life.obey(ImOk("ann"))
    stages = {alert.cause.value: alert.stage for alert in life.alerts.values()}
    assert stages == {"activity": Stage.RESOLVED, "glucose": Stage.ACKNOWLEDGED}
    assert {one.by for one in life.log[2:]} == {"ann"}
    Life().obey(ImOk("ann"))


def test_whether_it_was_useful_can_be_said_until_it_is_forgotten() -> None:
    life = Life()
    life.see("spo2_urgent", met=False)
    life.advance()
    with pytest.raises(CommandError, match="alert: never_raised"):
        life.obey(MarkUseful(life.only.id, useful=True, by="ben"))
    life.see("spo2_urgent")
    life.advance()
    life.clear()
    life.advance()
    life.obey(MarkUseful(life.only.id, useful=False, by="ben"))
    assert (life.only.useful, life.log[-1].word.value, life.log[-1].reason) == (False, "marked", "not_useful")


def test_a_test_rings_as_a_test_and_is_over_by_itself() -> None:
    life = Life()
    life.obey(commands.TestAlert(Level.URGENT, "ann"))
    first = life.only
    assert first.test
    assert first.lead.rule == "test"
    life.obey(commands.TestAlert(Level.INFO, "ann"))
    assert [alert.stage for alert in life.alerts.values()] == [Stage.RESOLVED, Stage.RAISED]
    life.see("silent")
    life.run(20 * MINUTE_MS)
    assert [alert.test for alert in living(life.alerts.values())] == [False]
    with pytest.raises(CommandError, match="never_raised"):
        life.obey(MarkUseful(first.id, useful=True, by="ann"))


def test_what_was_over_before_its_readings_came_is_told_as_something_that_happened() -> None:
    life = Life()
    life.see("glucose_low", late=True, since_ms=NOON_MS - HOUR_MS, at_ms=NOON_MS - 50 * MINUTE_MS)
    life.advance()
    life.advance()
    life.clear()
    life.advance(after_ms=1)
    assert life.words == ["happened"]
    assert (life.only.stage, life.only.happened_ms) == (Stage.RESOLVED, NOON_MS - HOUR_MS)
    assert life.told() == [("ann", "happened", 0)]


def test_little_things_that_happened_are_withdrawn_and_what_rings_already_is_not_told_twice() -> None:
    life = Life()
    life.see("overdue", late=True)
    life.see("spo2_critical")
    life.advance()
    life.see("spo2_urgent", late=True)
    life.advance(after_ms=SECOND_MS)
    assert [(one.cause.value, one.word.value) for one in life.log] == [("overdue", "withdrawn"), ("oxygen", "raised")]


def test_a_pending_delay_whose_readings_are_late_is_told_once() -> None:
    life = Life()
    life.see("glucose_low", met=False)
    life.advance()
    life.see("glucose_low", late=True)
    life.advance(after_ms=MINUTE_MS)
    life.clear()
    life.advance(after_ms=1)
    assert life.words == ["pending", "withdrawn", "happened"]


def test_an_alert_without_evidence_for_a_day_expires_for_good() -> None:
    life = Life()
    life.see("spo2_urgent")
    life.advance()
    life.obey(Acknowledge(None, "ben"))
    life.run(24 * HOUR_MS)
    assert life.words == ["raised", "acknowledged", "expired"]
    life.run(72 * HOUR_MS)
    assert life.words == ["raised", "acknowledged", "expired"]


def test_a_cause_that_has_just_rung_cools_down_unless_the_limit_is_absolute() -> None:
    life = Life()
    for _ in range(2):
        life.see("pulse_high")
        life.advance(after_ms=MINUTE_MS)
        life.clear()
        life.advance(after_ms=MINUTE_MS)
    assert [(one.word.value, one.suppressed) for one in life.log[2:]] == [
        ("pending", None), ("suppressed", Suppression.COOLDOWN), ("withdrawn", None),
    ]  # fmt: skip
    life.see("pulse_urgent")
    life.advance(after_ms=MINUTE_MS)
    assert life.words[-1] == "raised"


def test_what_cooled_down_and_still_holds_rings() -> None:
    life = Life()
    life.see("pulse_high")
    life.advance()
    life.clear()
    life.advance(after_ms=MINUTE_MS)
    life.see("pulse_high")
    life.run(3 * HOUR_MS)
    assert life.words[2:5] == ["pending", "suppressed", "raised"]
    assert life.log[4].at_ms == NOON_MS + MINUTE_MS + 2 * HOUR_MS


def test_a_restart_in_any_state_goes_on_where_it_was() -> None:
    life = Life()
    life.see("spo2_urgent", met=False)
    life.advance()
    life.restart()
    life.see("spo2_urgent")
    life.advance(after_ms=15 * SECOND_MS)
    life.restart(after_ms=3 * MINUTE_MS)
    life.advance()
    assert (life.words, life.only.stage) == (["pending", "raised", "escalated"], Stage.ESCALATED)
    life.obey(Snooze(None, life.now_ms + 5 * MINUTE_MS, "ben"))
    life.restart(after_ms=6 * MINUTE_MS)
    life.advance()
    assert (life.words[-1], life.only.stage) == ("snooze_ended", Stage.RAISED)


def test_what_happened_is_told_once_for_its_cause() -> None:
    """Two rules over the same late readings are one thing; the louder one tells it."""
    life = Life()
    life.see("spo2_urgent", late=True)
    life.see("spo2_spot", late=True)
    life.advance()
    assert life.words == ["happened"]
    assert life.told() == [("ann", "happened", 0)]


def test_an_alert_that_a_pause_ends_keeps_why() -> None:
    """Whoever is told has to learn that nothing got better."""
    life = Life()
    life.see("spo2_urgent")
    life.advance()
    life.see("spo2_urgent", suppressed=Suppression.PAUSED)
    life.advance(after_ms=MINUTE_MS)
    (ended,) = [one for one in life.alerts.values() if one.stage is Stage.RESOLVED]
    assert ended.lead.suppressed is Suppression.PAUSED
