"""HealthSense in a running Home Assistant, beside template and statistics helpers that compute NEWS2 alone."""

import asyncio
import sqlite3
import tempfile
import time
from bisect import bisect_right
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from typing import Any, Final

import psutil

from demo.client import DemoError, HomeAssistant
from demo.home import Home, wait_until_started, wait_until_up
from demo.processes import Processes, free_port
from demo.setup_people import add_healthsense, sources_form

from .templates import configuration

ROOT: Final = Path(__file__).resolve().parent.parent
INTEGRATION: Final = ROOT / "custom_components" / "healthsense"
PROBE: Final = "healthsense_bench_probe"
KINDS: Final = ("bare", "templates", "healthsense")
HOUSEHOLDS: Final = (1, 4, 10)
SOURCES: Final = {
    "heart_rate": "heart_rate",
    "spo2": "spo2",
    "systolic": "systolic",
    "diastolic": "diastolic",
    "temperature": "temperature",
    "respiratory_rate": "respiratory_rate",
    "supplemental_oxygen": "oxygen",
    "consciousness": "alertness",
}


@dataclass(slots=True)
class Booted:
    """A Home Assistant of one kind, running."""

    client: HomeAssistant
    home: Home
    process: psutil.Process
    started_s: float


@asynccontextmanager
async def booted(hass: Path, kind: str, people: int, *, folder: Path | None = None) -> AsyncIterator[Booted]:
    """Run a Home Assistant of ``kind`` with ``people``; ``folder`` keeps it for another boot."""
    with tempfile.TemporaryDirectory() as scratch:
        home = Home(folder or Path(scratch))
        port = free_port()
        home.prepare(integration=INTEGRATION, port=port, time_zone="UTC")
        probe = home.config / "custom_components" / PROBE
        if not probe.exists():
            probe.symlink_to(ROOT / "bench" / "probe", target_is_directory=True)
        with (home.config / "configuration.yaml").open("a") as file:
            file.write(f"{PROBE}:\n" + (configuration(people) if kind == "templates" else ""))
        processes = Processes(home.logs)
        began = time.monotonic()
        await processes.start("home-assistant", hass, "--config", home.config, "--skip-pip", env={"UV_OFFLINE": "1"})
        try:
            async with HomeAssistant(f"http://127.0.0.1:{port}") as client:
                await wait_until_up(client, processes.assert_running)
                login = await home.sign_in(client)
                await wait_until_started(client)
                started_s = time.monotonic() - began
                if home.is_new:
                    home.save_login(login)
                    await act(client, "start", people=people)
                    if kind == "healthsense":
                        await _move_in(client, people)
                yield Booted(client, home, psutil.Process(processes.pid("home-assistant")), started_s)
        finally:
            await processes.stop()


async def act(client: HomeAssistant, service: str, **data: Any) -> Any:  # noqa: ANN401  # JSON
    """Call the probe."""
    response = service == "feed"
    answer = await client.command(
        "call_service", domain=PROBE, service=service, service_data=data, return_response=response, wait_s=900
    )
    return answer["response"] if response else None


async def _move_in(client: HomeAssistant, people: int) -> None:
    entry_id = await add_healthsense(client)
    for person in range(people):
        bound = {vital: [f"sensor.source_{person}_{source}"] for vital, source in SOURCES.items()}
        step = await client.flow(
            "/api/config/config_entries/subentries/flow",
            {"handler": [entry_id, "person"]},
            {"name": f"Person {person}", "privacy": "shared", "allow_automations": True},
            {"birth_date": "1961-04-12", "sex": "female", "height": 164, "weight": 68, "waist": 84},
            sources_form(bound),
        )
        if step["type"] != "create_entry":
            raise DemoError(f"a person was not added: {step}")
    for _ in range(240):
        states = await client.request("GET", "/api/states")
        scores = [one for one in states if one["entity_id"].endswith("_early_warning_score_news2")]
        if len(scores) == people:
            break
        await asyncio.sleep(0.25)
    # Values that were there before the binding are no readings: say each once more.
    for person in range(people):
        for source, value in (("spo2", "98"), ("systolic", "121"), ("diastolic", "77"), ("temperature", "36.7"),
                              ("respiratory_rate", "15"), ("oxygen", "on"), ("oxygen", "off"),
                              ("alertness", "voice"), ("alertness", "alert")):  # fmt: skip
            state = await client.request("GET", f"/api/states/sensor.source_{person}_{source}")
            body = {"state": value, "attributes": state["attributes"]}
            await client.request("POST", f"/api/states/sensor.source_{person}_{source}", body)
    await asyncio.sleep(2)


@dataclass(slots=True)
class Listener:
    """A subscriber in this process: when it learned something about whom."""

    heard: list[tuple[int, float]] = field(default_factory=list)

    async def listen(self, client: HomeAssistant, kind: str, people: int) -> None:
        """Hear until cancelled."""
        if kind == "healthsense":
            names = {one["person_id"]: int(one["name"].split()[-1])
                     for one in (await client.command("healthsense/people"))["people"]}  # fmt: skip
            async for event in client.events("healthsense/subscribe"):
                if event.get("type") == "update" and "heart_rate" in event.get("current", {}):
                    self.heard.append((names[event["person_id"]], time.time()))
            return
        entities = {f"sensor.news2_{person}": person for person in range(people)}
        async for event in client.events("subscribe_entities", entity_ids=list(entities)):
            self.heard.extend((entities[entity], time.time()) for entity in event.get("c", {}))


def latencies_ms(sets: Iterable[list[Any]], heard: Iterable[tuple[int, float]]) -> list[float]:
    """Return how long after the newest setting before it each hearing came."""
    by_person: dict[int, list[float]] = {}
    for person, at in sets:
        by_person.setdefault(person, []).append(at)
    found = []
    for person, at in heard:
        moments = by_person.get(person, [])
        place = bisect_right(moments, at)
        if place:
            found.append((at - moments[place - 1]) * 1000)
    return found


def spread(values: list[float]) -> dict[str, float]:
    """Return count, median and 99th percentile."""
    if len(values) < 2:
        return {"n": len(values), "p50": float("nan"), "p99": float("nan")}
    return {"n": len(values), "p50": round(median(values), 2), "p99": round(quantiles(values, n=100)[98], 2)}


async def _measure(boot: Booted, kind: str, people: int, seconds: int) -> dict[str, Any]:
    idle = await act(boot.client, "feed", people=0, seconds=5, crossing=False, watch=[])
    calm = await act(boot.client, "feed", people=people, seconds=seconds, crossing=False, watch=[])
    readings = people * seconds
    per_reading_us = (calm["loop_cpu_s"] - idle["loop_cpu_s"] * seconds / 5) / readings * 1e6
    out: dict[str, Any] = {"loop_us_per_reading": round(per_reading_us, 1)}
    if kind == "bare":
        return out
    watch = [f"sensor.news2_{one}" for one in range(people)]
    if kind == "healthsense":
        watch = [f"sensor.person_{one}_early_warning_score_news2" for one in range(people)]
    listener = Listener()
    async with HomeAssistant(boot.client.url) as other:
        other.use_token(boot.home.load_login().token)
        task = asyncio.create_task(listener.listen(other, kind, people))
        await asyncio.sleep(1)
        listener.heard.clear()
        crossing = await act(boot.client, "feed", people=people, seconds=seconds, crossing=True, watch=watch)
        await asyncio.sleep(0.5)
        task.cancel()
    numbers = {entity: person for person, entity in enumerate(watch)}
    written = [(numbers[entity], at) for entity, at in crossing["written"]]
    out["subscriber_ms"] = spread(latencies_ms(crossing["sets"], listener.heard))
    out["entity_ms"] = spread(latencies_ms(crossing["sets"], written))
    return out


def recorder_rows(config: Path) -> tuple[int, int]:
    """Return the rows of states and the bytes of the recorder's database and its log."""
    file = config / "home-assistant_v2.db"
    with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as db:
        rows = int(db.execute("SELECT count(*) FROM states").fetchone()[0])
        pages = int(db.execute("PRAGMA page_count").fetchone()[0])
        size = int(db.execute("PRAGMA page_size").fetchone()[0])
    return rows, pages * size


async def live(hass: Path, seconds: int) -> dict[str, Any]:
    """Return loop time, latencies and recorder growth for each kind and household."""
    out: dict[str, Any] = {}
    most = max(HOUSEHOLDS)
    for kind in KINDS:
        async with booted(hass, kind, most) as boot:
            out[kind] = {str(people): await _measure(boot, kind, people, seconds) for people in HOUSEHOLDS}
            await asyncio.sleep(7)  # the recorder commits every five seconds
            rows, size = recorder_rows(boot.home.config)
            await act(boot.client, "feed", people=most, seconds=seconds, crossing=False, watch=[])
            await asyncio.sleep(7)
            more_rows, more_size = recorder_rows(boot.home.config)
            share = 86_400 / (most * seconds)
            out[kind]["recorder_per_person_day"] = {
                "rows": round((more_rows - rows) * share),
                "megabytes": round((more_size - size) * share / 1e6, 1),
            }
    return {**out, "ratios": _ratios(out)}


def _ratios(out: dict[str, Any]) -> dict[str, Any]:
    ratios: dict[str, Any] = {}
    for people in map(str, HOUSEHOLDS):
        bare = out["bare"][people]["loop_us_per_reading"]
        ours, theirs = out["healthsense"][people], out["templates"][people]
        ratios[people] = {
            "loop_time": round(ours["loop_us_per_reading"] / theirs["loop_us_per_reading"], 2),
            "loop_time_added": round((ours["loop_us_per_reading"] - bare) / (theirs["loop_us_per_reading"] - bare), 2),
            **{
                f"{name}_{point}": round(ours[f"{name}_ms"][point] / theirs[f"{name}_ms"][point], 2)
                for name in ("subscriber", "entity")
                for point in ("p50", "p99")
            },
        }
    return ratios


async def startup(hass: Path, boots: int, people: int = 4) -> dict[str, Any]:
    """Return the memory and start time that HealthSense adds, medians over ``boots`` starts each."""
    found: dict[str, dict[str, list[float]]] = {}
    for kind in ("bare", "healthsense"):
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch) / "home"
            async with booted(hass, kind, people, folder=folder) as boot:
                await act(boot.client, "feed", people=people, seconds=3, crossing=False, watch=[])
            figures = found[kind] = {"start_s": [], "rss_mib": []}
            for _ in range(boots):
                async with booted(hass, kind, people, folder=folder) as boot:
                    await asyncio.sleep(5)
                    figures["start_s"].append(boot.started_s)
                    figures["rss_mib"].append(boot.process.memory_info().rss / 2**20)
    middle = {kind: {name: median(values) for name, values in figures.items()} for kind, figures in found.items()}
    return {
        **{kind: {name: round(value, 2) for name, value in figures.items()} for kind, figures in middle.items()},
        "added": {
            name: round(middle["healthsense"][name] - middle["bare"][name], 2) for name in ("start_s", "rss_mib")
        },
    }
