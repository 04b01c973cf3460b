"""One alert per cause, and one for causes that go together; nothing absolute hides in a group."""

from itertools import combinations

import pytest
from alert_life import HOUR_MS, MINUTE_MS, NOON_MS, RULES, Life, living
from healthsense_engine.alerts.commands import Acknowledge
from healthsense_engine.alerts.grouping import related
from healthsense_engine.alerts.model import Cause, Level, Purpose, Stage


def test_low_oxygen_with_fast_pulse_is_one_alert() -> None:
    life = Life()
    life.see("spo2_urgent")
    life.advance()
    life.see("pulse_high")
    life.advance(after_ms=MINUTE_MS)
    assert [(one.word.value, one.reason) for one in life.log] == [("raised", "spo2_urgent"), ("grouped", "pulse")]
    assert (life.only.cause, life.only.causes) == (Cause.OXYGEN, (Cause.PULSE,))
    assert life.only.lead.rule == "spo2_urgent"
    assert life.told() == [("ann", "raise", 0), ("ann", "update", 1)]


def test_both_at_once_are_one_alert_of_the_louder_cause() -> None:
    life = Life()
    life.see("pulse_high")
    life.see("spo2_urgent")
    life.advance()
    assert (life.only.cause, life.words) == (Cause.OXYGEN, ["raised", "grouped"])


def test_a_delay_under_way_joins_when_it_is_met() -> None:
    life = Life()
    life.see("pulse_high", met=False)
    life.see("spo2_urgent")
    life.advance()
    assert len(living(life.alerts.values())) == 2
    life.see("pulse_high")
    life.advance(after_ms=MINUTE_MS)
    assert [alert.cause for alert in living(life.alerts.values())] == [Cause.OXYGEN]
    assert [(one.cause.value, one.word.value, one.reason) for one in life.log[2:]] == [
        ("pulse", "withdrawn", "grouped"), ("oxygen", "grouped", "pulse"),
    ]  # fmt: skip


@pytest.mark.parametrize(("key", "minutes"), [("pulse_high", 11), ("overdue", 0), ("silent", 0), ("no_activity", 0)])
def test_what_comes_later_or_is_not_related_stands_alone(key: str, minutes: int) -> None:
    life = Life()
    life.see("spo2_urgent")
    life.advance()
    life.see(key)
    life.advance(after_ms=minutes * MINUTE_MS)
    assert {alert.cause for alert in living(life.alerts.values())} == {Cause.OXYGEN, RULES[key].cause}


def test_a_louder_part_that_joins_raises_the_level_and_rings_at_once() -> None:
    life = Life()
    life.see("breathing_high")
    life.advance()
    life.see("spo2_critical")
    life.advance(after_ms=MINUTE_MS)
    assert life.words == ["raised", "grouped", "level_raised"]
    assert (life.only.level, life.only.lead.rule) == (Level.CRITICAL, "spo2_critical")
    assert life.told(Purpose.RAISE) == [("ann", "raise", 0), ("ann", "raise", 1)]


def test_an_absolute_limit_of_no_higher_level_rings_when_it_joins() -> None:
    life = Life()
    life.see("spo2_urgent")
    life.advance()
    life.see("pulse_urgent")
    life.advance(after_ms=MINUTE_MS)
    assert life.words == ["raised", "grouped"]
    assert life.told(Purpose.RAISE) == [("ann", "raise", 0), ("ann", "raise", 1)]


def test_an_absolute_limit_does_not_hide_in_what_somebody_silenced() -> None:
    life = Life()
    life.see("spo2_urgent")
    life.advance()
    life.obey(Acknowledge(None, "ben"))
    life.see("breathing_high")
    life.advance(after_ms=MINUTE_MS)
    assert life.only.stage is Stage.ACKNOWLEDGED, "a warning joins it silently"
    life.see("pulse_urgent")
    life.advance(after_ms=MINUTE_MS)
    assert {alert.cause: alert.stage for alert in life.alerts.values()} == {
        Cause.OXYGEN: Stage.ACKNOWLEDGED, Cause.PULSE: Stage.RAISED,
    }  # fmt: skip


def test_a_group_is_over_when_all_of_it_is() -> None:
    life = Life()
    life.see("spo2_urgent")
    life.see("pulse_high")
    life.advance()
    life.clear("spo2_urgent")
    life.advance(after_ms=MINUTE_MS)
    assert life.only.open
    life.see("pulse_high", value=120.0)
    life.clear("spo2_urgent")
    life.see("spo2_spot")
    life.advance(after_ms=HOUR_MS)
    assert {part.rule for part in life.only.parts} == {"pulse_high", "spo2_spot"}
    life.clear()
    life.advance()
    assert life.only.stage is Stage.RESOLVED
    assert life.only.began_ms == NOON_MS


def test_every_cause_stands_alone_or_is_related_both_ways() -> None:
    for one, other in combinations(Cause, 2):
        assert related(one, other) == related(other, one)
    alone = {Cause.RISK, Cause.ACTIVITY, Cause.OVERDUE, Cause.MONITORING}
    assert {one for one in Cause if not any(related(one, other) for other in Cause if other is not one)} == alone
