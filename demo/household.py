"""Fill a fresh Home Assistant with the demo household, through the doors a person would use."""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from . import dashboard
from .client import DemoError, HomeAssistant
from .people import PEOPLE, DemoPerson
from .recording import SOURCE, Row, check_up, rows, write_csv

HISTORY: Final = timedelta(days=21)
HISTORY_STEP_MINUTES: Final = 5
RECENT: Final = timedelta(days=2)
BATCH: Final = 200

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


async def _device_ids(home_assistant: HomeAssistant, seconds: int = 60) -> dict[str, str]:
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


async def record(home_assistant: HomeAssistant, device_id: str, recorded: Iterable[Row]) -> int:
    """Hand readings to ``healthsense.record_measurement``; return how many it took.

    Raises:
        DemoError: a reading was rejected: the recording and the product disagree.
    """
    pending = [_measurement(row) for row in recorded]
    for start in range(0, len(pending), BATCH):
        answer = await home_assistant.action(
            "healthsense",
            "record_measurement",
            {"device_id": device_id, "source": SOURCE, "measurements": pending[start : start + BATCH]},
        )
        if answer["rejected"]:
            raise DemoError(f"HealthSense rejected {len(answer['rejected'])} readings: {answer['rejected'][:3]}")
    return len(pending)


class Recording:
    """The simulated recording of everybody: first the past, then minute by minute."""

    def __init__(self, home_assistant: HomeAssistant, folder: Path) -> None:
        """Keep a copy of what is imported in ``folder``, in the format of ``script/replay``."""
        self._home_assistant = home_assistant
        self._folder = folder
        self._mark = folder / "recorded_until"

    async def import_history(self, now: datetime, tell: Callable[[str], None]) -> None:
        """Import what is not there yet, ending now: weeks on the first run, the gap on later ones."""
        until = datetime.fromisoformat(self._mark.read_text()) if self._mark.exists() else None
        devices = await _device_ids(self._home_assistant)
        for person in PEOPLE:
            recording = list(_history(person, until, now))
            if until is None:
                write_csv(self._folder / f"{person.name.casefold()}.csv", recording)
            count = await record(self._home_assistant, devices[person.name], recording)
            tell(f"{person.name}: {count} recorded readings imported")
        self._keep(now)

    async def play(self) -> None:
        """Go on as a phone would: each minute, the vitals that the node does not measure."""
        devices = await _device_ids(self._home_assistant)
        done = datetime.fromisoformat(self._mark.read_text())
        while True:
            await asyncio.sleep(60)
            now = datetime.now().astimezone()
            for person in PEOPLE:
                fresh = [row for row in rows(person, done, now) if row.vital not in person.live]
                await record(self._home_assistant, devices[person.name], fresh)
            done = now
            self._keep(now)

    def _keep(self, now: datetime) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        self._mark.write_text(now.isoformat())


def _history(person: DemoPerson, until: datetime | None, now: datetime) -> Iterable[Row]:
    start = max(until, now - HISTORY) if until else now - HISTORY
    recent = max(start, now - RECENT)
    yield from rows(person, start, recent, step_minutes=HISTORY_STEP_MINUTES)
    yield from rows(person, recent, now)
    if until is None:
        yield from check_up(person, now.replace(second=0, microsecond=0))


async def add_dashboard(home_assistant: HomeAssistant) -> None:
    """Make the demo's dashboard and show it first. A dashboard that exists is rewritten: entities may have come."""
    existing = await home_assistant.command("lovelace/dashboards/list")
    if not any(item["url_path"] == dashboard.URL_PATH for item in existing):
        await home_assistant.command(
            "lovelace/dashboards/create",
            url_path=dashboard.URL_PATH,
            title="HealthSense demo",
            icon="mdi:home-heart",
            show_in_sidebar=True,
            require_admin=False,
        )
    node = await node_entities(home_assistant)
    config = dashboard.build(await people_entities(home_assistant), node)
    await home_assistant.command("lovelace/config/save", url_path=dashboard.URL_PATH, config=config)
    await home_assistant.command("frontend/set_system_data", key="core", value={"default_panel": dashboard.URL_PATH})
