"""``script/demo --check``: do our own triggers and conditions start automations on this release?

They rest on classes of Home Assistant that are young: no test of one release proves another.
"""

import asyncio
from collections.abc import Callable, Mapping
from time import monotonic
from typing import Any, Final

from .client import DemoError, HomeAssistant

WAIT_SECONDS: Final = 20
_TRIGGERS: Final = ("alert_raised", "alert_escalated", "alert_acknowledged", "alert_resolved", "measurement_overdue")
_EXPECTED: Final = ("alert_raised", "alert_acknowledged", "alert_resolved")
_ALERT: Final = {"test": True, "level": "urgent"}


def automation(trigger: str, device_id: str) -> dict[str, Any]:
    """Return an automation as the editor saves it: a trigger of ours, and every condition of ours."""
    target = {"device_id": device_id}
    options = {} if trigger == "measurement_overdue" else {"options": {"level": "urgent"}}
    return {
        "alias": f"Check {trigger}",
        "triggers": [{"trigger": f"healthsense.{trigger}", "target": target, **options}],
        "conditions": [
            {
                "condition": "not",
                "conditions": [
                    {"condition": "healthsense.alert_level", "target": target, "options": {"level": "critical"}},
                    {"condition": "healthsense.is_monitoring_paused", "target": target},
                    {"condition": "healthsense.is_measurement_overdue", "target": target},
                ],
            }
        ],
        "actions": [{"event": f"check_{trigger}"}],
        "mode": "single",
    }


async def _state(home_assistant: HomeAssistant, trigger: str) -> Mapping[str, Any] | None:
    states = await home_assistant.request("GET", "/api/states")
    alias = f"Check {trigger}"
    return next((one for one in states if one["attributes"].get("friendly_name") == alias), None)


async def _wait(found: Callable[[], Any]) -> bool:
    until = monotonic() + WAIT_SECONDS
    while not await found():
        if monotonic() > until:
            return False
        await asyncio.sleep(0.5)
    return True


async def faults(home_assistant: HomeAssistant) -> list[str]:
    """Return what is wrong: automations that are not set up, do not start, or start though they should not."""
    person = (await home_assistant.command("healthsense/people"))["people"][0]
    told = {"device_id": person["device_id"]}
    for trigger in _TRIGGERS:
        path = f"/api/config/automation/config/check_{trigger}"
        await home_assistant.request("POST", path, automation(trigger, person["device_id"]))

    async def all_on() -> bool:
        states = [await _state(home_assistant, trigger) for trigger in _TRIGGERS]
        return all(state is not None and state["state"] == "on" for state in states)

    if not await _wait(all_on):
        return [f"{trigger}: the automation could not be set up" for trigger in _TRIGGERS
                if (state := await _state(home_assistant, trigger)) is None or state["state"] != "on"]  # fmt: skip
    answer = await home_assistant.action("healthsense", "test_alert", {**told, "level": "urgent"})
    if [{key: one[key] for key in _ALERT} for one in answer["open"]] != [_ALERT]:
        raise DemoError(f"a test alert is not what it should be: {answer['open']}")
    about = {**told, "alert": answer["open"][0]["id"]}
    await home_assistant.action("healthsense", "acknowledge_alert", about)
    await home_assistant.action("healthsense", "resolve_alert", about)

    async def all_started() -> bool:
        return not [one for one in await _not_started(home_assistant) if one in _EXPECTED]

    await _wait(all_started)
    idle = await _not_started(home_assistant)
    return [
        *(f"{trigger}: the automation did not start" for trigger in _EXPECTED if trigger in idle),
        *(f"{trigger}: started without a reason" for trigger in _TRIGGERS if trigger not in (*_EXPECTED, *idle)),
    ]


async def _not_started(home_assistant: HomeAssistant) -> list[str]:
    states = {trigger: await _state(home_assistant, trigger) for trigger in _TRIGGERS}
    return [key for key, state in states.items() if state is None or state["attributes"].get("last_triggered") is None]
