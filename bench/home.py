"""A throw-away Home Assistant for the benchmarks, and people moving into it through HealthSense's forms."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from demo.client import DemoError, HomeAssistant
from demo.home import Home, wait_until_started, wait_until_up
from demo.processes import Processes, free_port
from demo.setup_people import add_healthsense, sources_form

from .people import UNITS, Household, configuration, source

ROOT: Final = Path(__file__).resolve().parent.parent
INTEGRATION: Final = ROOT / "custom_components" / "healthsense"
PROBE: Final = "hs_bench_probe"
PROCESS: Final = "home-assistant"
PROFILE: Final[Mapping[str, Any]] = {
    "birth_date": "1961-04-12",
    "sex": "female",
    "height": 164,
    "weight": 68,
    "waist": 84,
    "smoker": "no",
    "activity": "moderate",
}
HISTORY: Final = timedelta(days=28)
HISTORY_STEP: Final = timedelta(hours=1)
HISTORY_ENDS: Final = timedelta(hours=1)
"""Before now: long enough ago that the next reading is a first current value."""
BATCH: Final = 200


@dataclass(slots=True)
class Booted:
    """A Home Assistant that runs. ``pid`` is its process."""

    client: HomeAssistant
    home: Home
    pid: int

    async def probe(self, command: str, **fields: Any) -> Any:  # noqa: ANN401  # JSON
        """Return what the probe answers."""
        return await self.client.command(f"{PROBE}/{command}", wait_s=900, **fields)

    @asynccontextmanager
    async def other_client(self) -> AsyncIterator[HomeAssistant]:
        """Give a second connection, as another browser would have."""
        async with HomeAssistant(self.client.url) as other:
            other.use_token(self.home.load_login().token)
            yield other


@asynccontextmanager
async def scratch_folder() -> AsyncIterator[Path]:
    """Give a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="healthsense-bench-") as scratch:
        yield Path(scratch)


@asynccontextmanager
async def booted(hass: Path, folder: Path, people: int) -> AsyncIterator[Booted]:
    """Run the Home Assistant of ``folder`` with sources and helpers for so many people; the first boot makes it."""
    home = Home(folder)
    port = free_port()
    home.prepare(integration=INTEGRATION, port=port, time_zone="UTC")
    link = home.config / "custom_components" / PROBE
    if not link.exists():
        link.symlink_to(ROOT / "bench" / "probe", target_is_directory=True)
    with (home.config / "configuration.yaml").open("a") as file:
        file.write(configuration(people))
    processes = Processes(home.logs)
    await processes.start(PROCESS, hass, "--config", home.config, "--skip-pip", env={"UV_OFFLINE": "1"})
    try:
        async with HomeAssistant(f"http://127.0.0.1:{port}") as client:
            await wait_until_up(client, processes.assert_running)
            login = await home.sign_in(client)
            await wait_until_started(client)
            home.save_login(login)
            yield Booted(client, home, processes.pid(PROCESS))
    finally:
        await processes.stop()


async def move_in(client: HomeAssistant, entry_id: str, person: int, *, history: bool = True) -> str:
    """Add a person, with a month of history if asked for; return the person's id."""
    name = f"Person {person}"
    bound = {vital: [source(Household.OURS, person, vital)] for vital in UNITS}
    step = await client.flow(
        "/api/config/config_entries/subentries/flow",
        {"handler": [entry_id, "person"]},
        {"name": name, "privacy": "shared", "allow_automations": True},
        PROFILE,
        {**sources_form(bound), "import_history": False},
    )
    if step["type"] != "create_entry":
        raise DemoError(f"HealthSense did not add {name}: {step}")
    person_id = await _wait_for(client, name)
    if history:
        await _give_history(client, person_id)
    return person_id


async def add_household(client: HomeAssistant) -> str:
    """Add HealthSense without anybody; return its entry."""
    return await add_healthsense(client)


async def _wait_for(client: HomeAssistant, name: str) -> str:
    """Return the person's id once HealthSense has started anew with the person and all entities are there."""
    for _ in range(240):
        entries = await client.command("config_entries/get", domain="healthsense")
        if all(one["state"] == "loaded" for one in entries):
            for person in (await client.command("healthsense/people"))["people"]:
                if person["name"] == name and len(await entities(client, person["person_id"])) > len(UNITS):
                    return str(person["person_id"])
        await asyncio.sleep(0.1)
    raise DemoError(f"{name} did not appear in HealthSense")


async def entities(client: HomeAssistant, person_id: str) -> dict[str, str]:
    """Return key -> entity id of a person."""
    return {
        entry["unique_id"].partition("_")[2]: entry["entity_id"]
        for entry in await client.command("config/entity_registry/list")
        if entry["platform"] == "healthsense" and entry["unique_id"].startswith(person_id)
    }


async def _give_history(client: HomeAssistant, person_id: str) -> None:
    """Hand in a month of heart rate and SpO2, so that baselines stand."""
    now = datetime.now(UTC).replace(microsecond=0)
    rows = []
    moment = now - HISTORY
    while moment < now - HISTORY_ENDS:
        wave = moment.hour % 7
        rows.append({"vital": "heart_rate", "value": 66 + wave, "unit": "bpm", "time": moment.isoformat()})
        rows.append({"vital": "spo2", "value": 95 + wave % 4, "unit": "%", "time": moment.isoformat()})
        moment += HISTORY_STEP
    for at in range(0, len(rows), BATCH):
        await client.action(
            "healthsense", "record_measurement", {"person_id": person_id, "measurements": rows[at : at + BATCH]}
        )
