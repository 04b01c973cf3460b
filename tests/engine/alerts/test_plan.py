"""An escalation plan is read as it was written; anything that cannot be used is refused by the name of its field."""

import json
from copy import deepcopy
from datetime import time
from typing import Any

import pytest
from healthsense_engine.alerts.controls import QuietHours
from healthsense_engine.alerts.model import Level
from healthsense_engine.alerts.plan import EscalationError, EscalationPlan, EscalationStep, Recipient, parse_escalation

STORED: dict[str, Any] = {
    "recipients": [
        {
            "id": "ann", "name": "Ann's phone", "kind": "mobile", "role": "person",
            "target": {"device": "abc"}, "on_duty": None,
        },
        {
            "id": "night", "name": "Night nurse", "kind": "action", "role": "carer",
            "target": {"action": "script.call"}, "on_duty": "calendar.nights",
        },
    ],
    "steps": [
        {"after_min": 0, "recipients": ["ann"], "level": "info", "quiet": {"start": "22:00", "end": "07:00"}},
        {"after_min": 5, "recipients": ["ann", "night"], "level": "urgent", "quiet": None},
    ],
    "repeat_min": 10,
    "tell_resolved": False,
}  # fmt: skip


def test_a_plan_is_read_as_it_was_written() -> None:
    plan = parse_escalation(STORED)
    assert plan.recipients["night"] == Recipient(
        "night", "Night nurse", "action", "carer", {"action": "script.call"}, "calendar.nights"
    )
    assert plan.steps == (
        EscalationStep(0, ("ann",), Level.INFO, QuietHours(time(22), time(7))),
        EscalationStep(300_000, ("ann", "night"), Level.URGENT),
    )
    assert (plan.repeat_ms, plan.resolved) == (600_000, False)
    assert json.loads(json.dumps(plan.as_dict())) == STORED


def test_no_plan_tells_nobody() -> None:
    assert parse_escalation({}) == EscalationPlan()
    assert EscalationPlan().next_step(-1, Level.CRITICAL) is None


def test_steps_come_in_the_order_of_their_delays() -> None:
    stored = {**STORED, "steps": [*reversed(STORED["steps"])]}
    assert [step.after_ms for step in parse_escalation(stored).steps] == [0, 300_000]


def test_a_step_is_for_its_level_and_more() -> None:
    plan = parse_escalation(STORED)
    assert plan.next_step(-1, Level.WARNING) == 0
    assert plan.next_step(0, Level.WARNING) is None
    assert plan.next_step(0, Level.CRITICAL) == 1


@pytest.mark.parametrize(
    ("path", "value", "error"),
    [
        (("recipients",), "ann", "recipients: not_a_list"),
        (("recipients", 0), "ann", "recipients.0: not_an_object"),
        (("recipients", 0, "id"), "", "recipients.0.id: missing"),
        (("recipients", 0, "id"), "a:b", "recipients.0.id: bad_character"),
        (("recipients", 1, "id"), "ann", "recipients: duplicate"),
        (("recipients", 0, "name"), "x" * 201, "recipients.0.name: too_long"),
        (("recipients", 0, "kind"), "fax", "recipients.0.kind: unknown_word"),
        (("recipients", 0, "role"), "dog", "recipients.0.role: unknown_word"),
        (("recipients", 0, "target"), [], "recipients.0.target: not_an_object"),
        (("recipients", 0, "target"), {str(n): n for n in range(21)}, "recipients.0.target: too_many"),
        (("recipients", 1, "on_duty"), 5, "recipients.1.on_duty: missing"),
        (("recipients",), [{}] * 21, "recipients: too_many"),
        (("steps", 0, "after_min"), -1, "steps.0.after_min: implausible"),
        (("steps", 0, "after_min"), 1441, "steps.0.after_min: implausible"),
        (("steps", 0, "after_min"), float("nan"), "steps.0.after_min: not_a_number"),
        (("steps", 0, "after_min"), 0.5, "steps.0.after_min: not_a_number"),
        (("steps", 0, "after_min"), True, "steps.0.after_min: not_a_number"),
        (("steps", 0, "recipients"), [], "steps.0.recipients: missing"),
        (("steps", 0, "recipients"), [["ann"]], "steps.0.recipients: unknown_recipient"),
        (("steps", 0, "recipients"), ["zoe"], "steps.0.recipients: unknown_recipient"),
        (("steps", 0, "level"), "loud", "steps.0.level: unknown_word"),
        (("steps", 0, "quiet"), "night", "steps.0.quiet: not_an_object"),
        (("steps", 0, "quiet", "end"), "25:00", "steps.0.quiet.end: bad_time"),
        (("steps", 0, "quiet", "start"), "22:00+01:00", "steps.0.quiet.start: bad_time"),
        (("repeat_min",), "often", "repeat_min: not_a_number"),
        (("tell_resolved",), "yes", "tell_resolved: not_a_flag"),
    ],
)
def test_what_cannot_be_used_is_refused_by_name(path: tuple[str | int, ...], value: object, error: str) -> None:
    stored: Any = deepcopy(STORED)
    place = stored
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    with pytest.raises(EscalationError) as caught:
        parse_escalation(stored)
    assert str(caught.value) == error
    assert error == f"{caught.value.field}: {caught.value.reason}"
