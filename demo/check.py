"""``script/demo --check``: is the node heard, has every derived sensor a value, and on what does it rest?"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Any, Final

from .client import HomeAssistant
from .people import PEOPLE

DERIVED: Final = (
    "news2",
    "bp_category_esc",
    "bp_category_acc",
    "map",
    "pulse_pressure",
    "heart_rate_trend",
    "spo2_trend",
    "heart_rate_deviation",
    "spo2_deviation",
    "diabetes_risk",
    "fever",
    "bmi",
    "prevent_cvd_10y",
    "framingham_cvd_bmi",
    "glucose_tir",
    "glucose_gmi",
    "overall_status",
    "last_measurement",
    "data_quality",
)
"""Every derived sensor that a person must have, but for what rightly has no answer for them (``unanswered``)."""

WAIT_SECONDS: Final = 180
_NO_VALUE: Final = {"unknown", "unavailable", ""}


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the table. ``state`` is None where there is no value; ``problem`` says what is wrong."""

    person: str
    key: str
    entity_id: str
    state: str | None
    unit: str
    rests_on: str
    problem: str = ""


def _rests_on(attributes: Mapping[str, Any]) -> str:
    inputs = attributes.get("inputs") or []
    names = [f"{used['key']} ({used['source']})" if used.get("source") else str(used["key"]) for used in inputs]
    return ", ".join(names) or str(attributes.get("source") or "")


def _not_live(person: str, key: str, attributes: Mapping[str, Any]) -> str:
    """Return what is wrong with a vital that the node should be measuring now."""
    live = next((one.live for one in PEOPLE if one.name == person), ())
    source = str(attributes.get("source") or "")
    return f"from {source or 'nowhere'}, not from the live node" if key in live and not source.startswith("ha:") else ""


def _expected(name: str) -> tuple[str, ...]:
    """Return what must have a value for somebody."""
    person = next((one for one in PEOPLE if one.name == name), None)
    if person is None:
        return DERIVED
    return (*person.live, *(key for key in DERIVED if key not in person.unanswered))


def inspect(people: Mapping[str, Mapping[str, str]], states: Sequence[Mapping[str, Any]]) -> list[Finding]:
    """Return a finding for each live and each derived sensor of each person (name -> key -> entity id)."""
    by_id = {state["entity_id"]: state for state in states}
    findings = []
    for person, entities in people.items():
        for key in _expected(person):
            entity_id = entities.get(key)
            state = by_id.get(entity_id) if entity_id else None
            if entity_id is None or state is None:
                findings.append(Finding(person, key, entity_id or "-", None, "", "", "no such entity"))
                continue
            attributes = state["attributes"]
            value = None if state["state"] in _NO_VALUE else str(state["state"])
            problem = _not_live(person, key, attributes)
            if value is None:
                missing = ", ".join(attributes.get("missing") or [])
                problem = f"{state['state']}: {attributes.get('refused') or 'no value'} {missing}".strip()
            findings.append(
                Finding(
                    person,
                    key,
                    entity_id,
                    value,
                    str(attributes.get("unit_of_measurement") or ""),
                    _rests_on(attributes),
                    problem,
                )
            )
    return findings


def table(findings: Sequence[Finding]) -> str:
    """Return the findings as aligned text."""
    head = ("entity", "state", "unit", "rests on")
    rows = [
        (found.entity_id, found.state or "-", found.unit, f"({found.problem})" if found.problem else found.rests_on)
        for found in findings
    ]
    widths = [max(len(row[column]) for row in (head, *rows)) for column in range(3)]
    lines = ["  ".join((*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[3])).rstrip()
             for row in (head, *rows)]  # fmt: skip
    return "\n".join(lines)


async def wait_for_values(
    home_assistant: HomeAssistant,
    read_people: Callable[[], Any],
    assert_running: Callable[[], None],
    *,
    seconds: float = WAIT_SECONDS,
) -> list[Finding]:
    """Return the findings as soon as nothing is wrong, or those of the last look when time is up."""
    until = monotonic() + seconds
    while True:
        assert_running()
        findings = inspect(await read_people(), await home_assistant.request("GET", "/api/states"))
        if not any(found.problem for found in findings) or monotonic() > until:
            return findings
        await asyncio.sleep(1)
