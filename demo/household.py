"""Fill a fresh Home Assistant with the demo household, through the doors a person would use."""

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Final

from .client import DemoError, HomeAssistant
from .people import PEOPLE
from .recording import SOURCE, Row

DASHBOARD: Final = "demo-household"
BATCH: Final = 2000
START_TRIES: Final = 240
NOT_RUNNING: Final = "HealthSense is not running"

# What the node calls its entities -> the vital that each measures.
NODE_VITALS: Final[Mapping[str, str]] = {
    "Heart rate": "heart_rate",
    "SpO2": "spo2",
    "Perfusion index": "perfusion_index",
    "Signal quality": "signal_quality",
    "Respiratory rate": "respiratory_rate",
    "Systolic": "systolic",
    "Diastolic": "diastolic",
    "Cuff pulse": "cuff_pulse",
}


async def add_node(home_assistant: HomeAssistant, port: int, key: str) -> None:
    """Add the ESPHome node by its address and key, as Settings > Devices would."""
    step = await home_assistant.flow(
        "/api/config/config_entries/flow",
        {"handler": "esphome"},
        {"host": "127.0.0.1", "port": port},
        {"noise_psk": key},
    )
    if step["type"] != "create_entry":
        raise DemoError(f"Home Assistant did not add the node: {step}")


async def node_entities(home_assistant: HomeAssistant) -> dict[str, str]:
    """Return the node's entities by their original name."""
    entries = await home_assistant.command("config/entity_registry/list")
    return {entry["original_name"]: entry["entity_id"] for entry in entries if entry["platform"] == "esphome"}


async def wait_for_node(home_assistant: HomeAssistant, seconds: int = 60) -> dict[str, str]:
    """Return the node's entities once all that the demo binds are there."""
    for _ in range(seconds * 2):
        found = await node_entities(home_assistant)
        if NODE_VITALS.keys() <= found.keys():
            return found
        await asyncio.sleep(0.5)
    raise DemoError(f"the node's entities did not appear within {seconds} s")


def _is_person(device: Mapping[str, Any]) -> bool:
    """Return whether a device is one of HealthSense's people, and not the household's own."""
    return any(
        domain == "healthsense" and identifier not in device["config_entries"]
        for domain, identifier in device["identifiers"]
    )


async def people_entities(home_assistant: HomeAssistant) -> dict[str, dict[str, str]]:
    """Return the entities of each person: name -> key -> entity id."""
    devices = {
        device["id"]: device["name"]
        for device in await home_assistant.command("config/device_registry/list")
        if _is_person(device)
    }
    people: dict[str, dict[str, str]] = {person.name: {} for person in PEOPLE}
    for entry in await home_assistant.command("config/entity_registry/list"):
        if entry["platform"] == "healthsense" and entry["device_id"] in devices:
            key = entry["unique_id"].partition("_")[2]
            people.setdefault(devices[entry["device_id"]], {})[key] = entry["entity_id"]
    return people


async def device_ids(home_assistant: HomeAssistant, seconds: int = 60) -> dict[str, str]:
    """Return everybody's device, by name, once HealthSense is set up with all of them."""
    for _ in range(seconds * 4):
        entries = await home_assistant.command("config_entries/get", domain="healthsense")
        devices = {
            device["name"]: device["id"]
            for device in await home_assistant.command("config/device_registry/list")
            if _is_person(device)
        }
        if {person.name for person in PEOPLE} <= devices.keys() and all(one["state"] == "loaded" for one in entries):
            return devices
        await asyncio.sleep(0.25)
    raise DemoError(f"HealthSense did not start with everybody within {seconds} s")


def _measurement(row: Row) -> dict[str, Any]:
    measurement: dict[str, Any] = {"vital": row.vital, "value": row.value, "time": row.time.isoformat()}
    if row.unit:
        measurement["unit"] = row.unit
    return measurement


async def _take_in(
    home_assistant: HomeAssistant, told: Sequence[Mapping[str, Any]], while_sent: AbstractContextManager[None] | None
) -> list[dict[str, Any]]:
    """Return what became of readings. After each form HealthSense starts anew and may not run for a moment."""
    calls = [
        {
            "type": "call_service",
            "domain": "healthsense",
            "service": "record_measurement",
            "service_data": dict(data),
            "return_response": True,
        }
        for data in told
    ]
    for _ in range(START_TRIES):
        try:
            answers = await home_assistant.commands(calls, while_sent=while_sent)
        except DemoError as err:
            if NOT_RUNNING not in str(err):
                raise
            await asyncio.sleep(0.25)
        else:
            return [answer["response"] for answer in answers]
    raise DemoError("HealthSense did not start")


async def record(
    home_assistant: HomeAssistant,
    recorded: Mapping[str, Iterable[Row]],
    while_sent: Callable[[], AbstractContextManager[None]] | None = None,
) -> int:
    """Hand everybody's readings (by device) to ``healthsense.record_measurement``; return how many it took.

    Everybody's go together: where the clock is moved ``while_sent``, nobody's are missed while another's are taken in.

    Raises:
        DemoError: a reading was rejected: the recording and the product disagree.
    """
    pending = {device_id: [_measurement(row) for row in found] for device_id, found in recorded.items()}
    for start in range(0, max(1, *map(len, pending.values())), BATCH):
        told = [
            {"device_id": device_id, "source": SOURCE, "measurements": batch}
            for device_id, found in pending.items()
            if (batch := found[start : start + BATCH])
        ]
        for answer in await _take_in(home_assistant, told, None if while_sent is None else while_sent()):
            if answer["rejected"]:
                raise DemoError(f"HealthSense rejected {len(answer['rejected'])} readings: {answer['rejected'][:3]}")
    return sum(map(len, pending.values()))


async def add_dashboard(home_assistant: HomeAssistant) -> None:
    """Make the dashboard that writes itself and show it first."""
    existing = await home_assistant.command("lovelace/dashboards/list")
    if not any(item["url_path"] == DASHBOARD for item in existing):
        await home_assistant.command(
            "lovelace/dashboards/create",
            url_path=DASHBOARD,
            title="HealthSense",
            icon="mdi:home-heart",
            show_in_sidebar=True,
            require_admin=False,
        )
    config = {"strategy": {"type": "custom:healthsense"}}
    await home_assistant.command("lovelace/config/save", url_path=DASHBOARD, config=config)
    await home_assistant.command("frontend/set_system_data", key="core", value={"default_panel": DASHBOARD})
