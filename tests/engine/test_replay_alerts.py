"""script/replay --rules: what a file of rules may say, and what alerts a recording would have raised."""

import json
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from healthsense_engine.alerts.controls import Context, Controls, QuietHours
from healthsense_engine.replay_rules import Overrides, RulesError, parse_rules
from test_replay import Ran, run

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


def stream(*values: tuple[int, float], vital: str = "spo2", unit: str = "%", every_s: int = 1) -> list[str]:
    """Return rows of one source; ``values`` are (seconds, value)."""
    rows, at_s = [], 0
    for seconds, value in values:
        for _ in range(0, seconds, every_s):
            when = datetime.fromtimestamp(START_MS / 1000 + at_s, UTC).isoformat()
            rows.append(f"{when},{vital},{value},{unit},ring")
            at_s += every_s
    return rows


FALL = stream((120, 97), (60, 88), (300, 97))


def told(lines: list[dict[str, Any]]) -> list[tuple[str, str, str, str]]:
    return [(line["time"][11:19], line["level"], line["event"], line["reason"]) for line in lines]


def test_a_fall_below_90_held_for_15_s_is_told_line_by_line(run: Ran) -> None:
    lines = run.alerts(run.recording(FALL))
    oxygen = [line for line in lines if line["alert"] == lines[0]["alert"]]
    assert told(oxygen)[:2] == [
        ("12:02:00", "urgent", "pending", "spo2_low_urgent"),
        ("12:02:15", "urgent", "raised", "spo2_low_urgent"),
    ]
    assert oxygen[-1]["event"] == "resolved"
    assert set(lines[0]) >= {"time", "alert", "level", "event", "reason", "suppressed"}


def test_a_personal_limit_silences_it(run: Ran) -> None:
    rules = run.file("rules.json", json.dumps({"limits": {"spo2_target": 88}}))
    raised = [line for line in run.alerts("--rules", rules, run.recording(FALL)) if line["event"] == "raised"]
    assert raised == []


def test_what_was_suppressed_says_why(run: Ran) -> None:
    rows = stream((1800, 150), vital="heart_rate", unit="bpm", every_s=10)
    for context, events in (
        (None, {("raised", None)}),
        ("exercise", {("suppressed", "exercise")}),
    ):
        rules = run.file("rules.json", json.dumps({} if context is None else {"context": context}))
        lines = [
            line for line in run.alerts("--rules", rules, run.recording(rows)) if line["reason"] == "heart_rate_high"
        ]
        assert {(line["event"], line["suppressed"]) for line in lines if line["event"] != "pending"} == events


def test_an_escalation_plan_and_a_care_plan_can_be_tried(run: Ran) -> None:
    document = {
        "care_plan": {"weight": {"times": ["08:00"], "since": "2025-06-01"}},
        "escalation": {
            "recipients": [{"id": "a", "name": "Anna", "kind": "notify", "target": {"entity_id": ["notify.anna"]}}],
            "steps": [{"after_min": 0, "recipients": ["a"]}, {"after_min": 1, "recipients": ["a"]}],
        },
    }
    rules = run.file("rules.json", json.dumps(document))
    lines = run.alerts("--rules", rules, run.recording(stream((120, 97), (120, 88), (60, 97))))
    assert ("12:03:15", "urgent", "escalated") in [one[:3] for one in told(lines)]
    assert any(line["reason"] == "overdue_weight" and line["event"] == "raised" for line in lines)


def test_in_text_an_alert_is_marked(run: Ran) -> None:
    status, out, _ = run(run.recording(FALL))
    assert status == 0
    marked = [line for line in out.splitlines() if "  ! " in line]
    assert marked[1].split() == ["2025-06-16", "12:02:15", "!", "oxygen", "urgent", "raised", "spo2_low_urgent"]


def test_the_final_state_has_what_is_still_open(run: Ran) -> None:
    over = run.alerts("--final", run.recording(FALL))
    assert [line for line in over if line["cause"] == "oxygen" and line["level"] == "urgent"] == []
    (still,) = run.alerts("--final", run.recording(stream((120, 97), (60, 88))))
    assert told([still]) == [("12:02:15", "urgent", "raised", "spo2_low_urgent")]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("[]", "not a JSON object"),
        ("{", "not JSON"),
        ('{"limits": {"spo2_low": 1}}', "field limits.spo2_low: unknown_word"),
        ('{"context": [{"context": "ill", "start": "x"}]}', "field context.0.start: bad_time"),
    ],
)
def test_a_bad_file_of_rules_is_named(run: Ran, content: str, said: str) -> None:
    path = run.file("rules.json", content)
    status, out, err = run("--rules", path, run.recording(FALL[:3]))
    assert (status, out) == (2, "")
    assert path in err
    assert said in err


def test_a_bad_file_of_rules_is_named_even_where_nothing_is_to_be_replayed(run: Ran) -> None:
    status, _, err = run("--rules", run.file("rules.json", '{"rules": {"x": 1}}'), run.recording([]))
    assert status == 2
    assert "field rules.x: unknown_word" in err


def at_home(days: int, hours: tuple[int, ...]) -> list[str]:
    start = datetime.fromtimestamp(START_MS / 1000, UTC).replace(hour=0)
    return [
        f"{(start + timedelta(days=day, hours=hour)).isoformat()},home_activity,active,,hall"
        for day in range(days)
        for hour in hours
    ]


def test_a_morning_without_a_sign_of_life_is_found_in_a_recording(run: Ran) -> None:
    rows = [*at_home(20, (7, 9, 12, 15, 18, 21)), "2025-07-06T23:00:00+00:00,home_activity,active,,hall"]
    lines = [line for line in run.alerts(run.recording(rows)) if line["cause"] == "activity"]
    assert [(line["time"][:16], line["level"], line["event"]) for line in lines] == [
        ("2025-07-06T07:00", "warning", "pending"),
        ("2025-07-06T07:30", "warning", "raised"),
        ("2025-07-06T11:30", "urgent", "level_raised"),
        ("2025-07-06T23:00", "urgent", "resolved"),
    ]
    assert lines[1]["reason"] == "no_activity_morning"


def test_while_travelling_it_says_why_it_is_quiet(run: Ran) -> None:
    rows = [*at_home(20, (7, 9, 12, 15, 18, 21)), "2025-07-06T23:00:00+00:00,home_activity,active,,hall"]
    rules = run.file(
        "rules.json", json.dumps({"context": [{"context": "travelling", "start": "2025-07-06T00:00:00Z"}]})
    )
    lines = [line for line in run.alerts("--rules", rules, run.recording(rows)) if line["cause"] == "activity"]
    assert [(line["event"], line["suppressed"]) for line in lines] == [
        ("pending", None),
        ("suppressed", "travelling"),
        ("withdrawn", None),
    ]
