"""Walk HealthSense's own forms as a person would: the household, then everybody in it."""

import asyncio
import contextlib
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from .client import DemoError, HomeAssistant
from .household import NODE_VITALS
from .people import PEOPLE, DemoPerson

_FORM_NAMES: Final = {"height_cm": "height", "weight_kg": "weight", "waist_cm": "waist"}
_SECTION_OF: Final = {
    "heart_rate": "heart_oxygen",
    "spo2": "heart_oxygen",
    "perfusion_index": "heart_oxygen",
    "systolic": "blood",
    "diastolic": "blood",
    "cuff_pulse": "blood",
    "temperature": "temperature_breathing",
    "respiratory_rate": "temperature_breathing",
    "supplemental_oxygen": "told",
    "consciousness": "told",
    "signal_quality": "device",
}
_SECTIONS: Final = ("heart_oxygen", "blood", "temperature_breathing", "body", "activity_sleep", "told", "device")
START_TRIES: Final = 240
_FLOW: Final = "/api/config/config_entries/subentries/flow"


async def add_healthsense(home_assistant: HomeAssistant) -> str:
    """Add the integration; return the id of its entry."""
    step = await home_assistant.flow("/api/config/config_entries/flow", {"handler": "healthsense"}, {})
    if step["type"] != "create_entry":
        raise DemoError(f"Home Assistant did not add HealthSense: {step}")
    # Home Assistant goes on with the first person's form by itself; the demo opens its own.
    if step.get("next_flow"):
        await home_assistant.request("DELETE", f"{_FLOW}/{step['next_flow'][1]}")
    entry_id: str = step["result"]["entry_id"]
    return entry_id


def _profile_form(profile: Mapping[str, Any]) -> dict[str, Any]:
    form = {_FORM_NAMES.get(key, key): value for key, value in profile.items()}
    form["smoker"] = "yes" if profile["smoker"] else "no"
    return form


def sources_form(bound: Mapping[str, list[str]]) -> dict[str, Any]:
    """Return the sources page filled in: vital -> entities, best first."""
    form: dict[str, Any] = {name: {} for name in _SECTIONS}
    for vital, entities in bound.items():
        form[_SECTION_OF[vital]][vital] = entities
    return {**form, "import_history": True}


async def add_person(home_assistant: HomeAssistant, entry_id: str, person: DemoPerson) -> None:
    """Add one person with all that is known of them; nothing is bound yet."""
    step = await home_assistant.flow(
        _FLOW,
        {"handler": [entry_id, "person"]},
        {"name": person.name, "privacy": "shared", "allow_automations": True},
        _profile_form(person.profile),
        sources_form({}),
    )
    if step["type"] != "create_entry":
        raise DemoError(f"Home Assistant did not add {person.name}: {step}")
    for pages in (
        ({"next_step_id": "laboratory"}, person.laboratory),
        ({"next_step_id": "background"}, person.background),
        *(
            ({"next_step_id": "questionnaires"}, {"questionnaire": name}, answers)
            for name, answers in person.questionnaires.items()
        ),
    ):
        await _change(home_assistant, entry_id, person, pages)


async def plan_care(home_assistant: HomeAssistant, entry_id: str) -> None:
    """Plan what everybody is to measure when, from today on."""
    for person in PEOPLE:
        for name, routine in person.care_plan.items():
            pages = ({"next_step_id": "care_plan"}, {"measure": name}, routine)
            await _change(home_assistant, entry_id, person, pages)


async def move_in(home_assistant: HomeAssistant) -> str:
    """Add HealthSense and everybody; return the id of its entry."""
    entry_id = await add_healthsense(home_assistant)
    for person in PEOPLE:
        await add_person(home_assistant, entry_id, person)
    return entry_id


async def bring_up_to_date(home_assistant: HomeAssistant, entry_id: str, today: date) -> None:
    """Let everybody have been weighed and to the laboratory: what was measured a year ago says little of now."""
    day = {"measured_on": today.isoformat()}
    for person in PEOPLE:
        profile = {**_profile_form(person.profile), **day}
        await _change(home_assistant, entry_id, person, ({"next_step_id": "profile"}, profile))
        await _change(home_assistant, entry_id, person, ({"next_step_id": "laboratory"}, {**person.laboratory, **day}))


async def bind_node(home_assistant: HomeAssistant, entry_id: str, person: DemoPerson, node: Mapping[str, str]) -> None:
    """Let a person's vitals come from the node (``node``: name -> entity id)."""
    bound = {vital: [node[name]] for name, vital in NODE_VITALS.items() if vital in person.live}
    if bound:
        await _change(home_assistant, entry_id, person, ({"next_step_id": "sources"}, sources_form(bound)))


async def _change(
    home_assistant: HomeAssistant, entry_id: str, person: DemoPerson, pages: tuple[Mapping[str, Any], ...]
) -> None:
    start = {"handler": [entry_id, "person"], "subentry_id": await _subentry(home_assistant, entry_id, person.name)}
    step = await home_assistant.flow(_FLOW, start, *pages)
    if (step["type"], step.get("reason")) != ("abort", "reconfigure_successful"):
        raise DemoError(f"Home Assistant did not take {pages[0]} of {person.name}: {step}")


async def add_escalation(home_assistant: HomeAssistant, entry_id: str, person: DemoPerson) -> None:
    """Let Home Assistant's own notifications tell of somebody's alerts: the demo has no phone."""
    person_id = await _person_id(home_assistant, person.name)
    told = {"title": "{{ title }}", "message": "{{ message }}", "notification_id": "{{ tag }}"}
    step = await home_assistant.flow(
        _FLOW,
        {"handler": [entry_id, "escalation"]},
        {"person_id": person_id},
        {"name": "This screen", "kind": "action", "role": "person"},
        {"sequence": [{"action": "persistent_notification.create", "data": told}]},
        {"given": True, "values": True, "lock_screen": False},
        {"next_step_id": "save"},
    )
    if step["type"] != "create_entry":
        raise DemoError(f"Home Assistant did not take the escalation plan of {person.name}: {step}")


async def _person_id(home_assistant: HomeAssistant, name: str) -> str:
    """Return somebody's id once HealthSense, which starts anew with each form, runs with them."""
    for _ in range(START_TRIES):
        with contextlib.suppress(DemoError):
            people = await home_assistant.command("healthsense/people")
            found: str | None = next((one["person_id"] for one in people["people"] if one["name"] == name), None)
            if found is not None:
                return found
        await asyncio.sleep(0.25)
    raise DemoError(f"{name} did not appear in HealthSense")


async def _subentry(home_assistant: HomeAssistant, entry_id: str, name: str) -> str:
    listed = await home_assistant.command("config_entries/subentries/list", entry_id=entry_id)
    subentry_id: str = next(
        one["subentry_id"] for one in listed if one["title"] == name and one["subentry_type"] == "person"
    )
    return subentry_id
