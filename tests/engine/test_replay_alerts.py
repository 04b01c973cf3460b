"""script/replay --rules: what a file of rules may say, and what alerts a recording would have raised."""

from datetime import time
from typing import Any

import pytest
from healthsense_engine.alerts.controls import Context, Controls, QuietHours
from healthsense_engine.replay_rules import Overrides, RulesError, parse_rules
from test_replay import run

__all__ = ["run"]  # the fixture

START_MS = 1_750_075_200_000  # 2025-06-16T12:00Z


def parsed(**document: Any) -> Overrides:
    return parse_rules(document, start_ms=START_MS)


def controls(overrides: Overrides, now_ms: int = START_MS) -> Controls:
    return Controls.of({one.key: one for one in overrides.settings if one.set_ms <= now_ms})


def test_an_empty_file_overrides_nothing() -> None:
    assert parsed() == Overrides()


def test_what_a_file_may_say() -> None:
    found = parsed(
        limits={"spo2_low_urgent": 88, "no_activity_day": 6.5},
        rules={"device_battery_low": False},
        quiet={"start": "22:00", "end": "06:30"},
        context="ill",
        care_plan={"weight": {"times": ["08:00"]}},
        escalation={"recipients": [{"id": "a", "name": "Anna", "kind": "notify"}], "steps": [
            {"after_min": 0, "recipients": ["a"]}, {"after_min": 10, "recipients": ["a"]}]},
    )  # fmt: skip
    set_to = controls(found)
    assert {key: limit.value for key, limit in set_to.limits.items()} == {"spo2_low_urgent": 88, "no_activity_day": 6.5}
    assert set_to.switched == {"device_battery_low": False}
    assert set_to.quiet == QuietHours(time(22), time(6, 30))
    assert set_to.context_at(START_MS) is Context.ILL
    assert [routine.measure for routine in found.care_plan.routines] == ["weight"]
    assert [step.after_ms for step in found.escalation.steps] == [0, 600_000]


def test_contexts_have_their_times() -> None:
    rows = [
        {"context": "sleep", "start": "2025-06-16T22:00:00+02:00", "end": "2025-06-17T06:00:00+02:00"},
        {"context": "exercise", "start": "2025-06-16T15:00:00Z", "end": "2025-06-16T16:00:00Z"},
    ]
    found = parsed(context=rows)
    assert [one.body["context"] for one in found.settings if one.body] == ["exercise", "sleep"]
    hour = 3_600_000
    for hours, context in ((0, "rest"), (3, "exercise"), (4, "rest"), (8, "sleep"), (16, "rest")):
        now_ms = START_MS + hours * hour
        assert controls(found, now_ms).context_at(now_ms) == context


@pytest.mark.parametrize(
    ("document", "field", "reason"),
    [
        ({"thresholds": {}}, "thresholds", "unknown_word"),
        ({"limits": []}, "limits", "not_an_object"),
        ({"limits": {"spo2_low": 88}}, "limits.spo2_low", "unknown_word"),
        ({"limits": {"spo2_low_urgent": "88"}}, "limits.spo2_low_urgent", "not_a_number"),
        ({"limits": {"spo2_low_urgent": True}}, "limits.spo2_low_urgent", "not_a_number"),
        ({"limits": {"spo2_low_urgent": 8}}, "limits.spo2_low_urgent", "implausible"),
        ({"limits": {"spo2_low_urgent": float("nan")}}, "limits.spo2_low_urgent", "not_a_number"),
        ({"limits": {"no_activity_day": 48}}, "limits.no_activity_day", "implausible"),
        ({"rules": {"nothing": True}}, "rules.nothing", "unknown_word"),
        ({"rules": {"source_silent": "off"}}, "rules.source_silent", "not_a_flag"),
        ({"rules": {"spo2_low_urgent": False}}, "rules.spo2_low_urgent", "always_on"),
        ({"quiet": "night"}, "quiet", "not_an_object"),
        ({"quiet": {"start": "25:00", "end": "06:00"}}, "quiet.start", "bad_time"),
        ({"budget": {"warning": -1}}, "budget.warning", "implausible"),
        ({"context": "drunk"}, "context", "unknown_word"),
        ({"context": {"context": "ill"}}, "context", "bad_list"),
        ({"context": ["ill"]}, "context.0", "not_an_object"),
        ({"context": [{"context": "ill", "from": 1}]}, "context.0.from", "unknown_word"),
        ({"context": [{"context": "ill"}, {"context": "x"}]}, "context.1.context", "unknown_word"),
        ({"context": [{"context": "ill", "start": "noon"}]}, "context.0.start", "bad_time"),
        ({"context": [{"context": "ill", "end": "2025-06-16T12:00:00"}]}, "context.0.end", "no_time_zone"),
        ({"care_plan": {"weight": {"times": []}}}, "care_plan.weight.times", "bad_list"),
        ({"escalation": {"steps": 3}}, "escalation.steps", "not_a_list"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_named(document: dict[str, Any], field: str, reason: str) -> None:
    with pytest.raises(RulesError) as refused:
        parse_rules(document, start_ms=START_MS)
    assert (refused.value.field, refused.value.reason) == (field, reason)
