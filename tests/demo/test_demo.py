"""The parts of the demo that decide: the recording, the check, the login, the processes."""

import asyncio
import json
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from custom_components.healthsense.engine.catalog import CATALOG
from custom_components.healthsense.engine.vitals import VITALS
from demo import check, dashboard
from demo.client import DemoError
from demo.home import Home, Login
from demo.household import NODE_VITALS
from demo.people import ANNA, BEN, PEOPLE
from demo.processes import Processes, free_port, port_is_free
from demo.recording import check_up, rows, write_csv

END = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def test_a_recording_goes_on_without_a_seam() -> None:
    """Any stretch is the same, whichever way it is cut."""
    whole = list(rows(ANNA, END - timedelta(hours=6), END))
    parts = [*rows(ANNA, END - timedelta(hours=6), END - timedelta(hours=2, seconds=17))]
    parts += rows(ANNA, END - timedelta(hours=2, seconds=17), END)
    assert parts == whole


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.name)
def test_a_recording_is_plausible(person: object) -> None:
    """The product's own gate takes every row."""
    assert person in (ANNA, BEN)
    someone = ANNA if person is ANNA else BEN
    seen = set()
    for row in (*rows(someone, END - timedelta(days=2), END, step_minutes=5), *check_up(someone, END)):
        vital = VITALS[row.vital]
        seen.add(row.vital)
        if isinstance(row.value, str):
            assert row.value in vital.codes
        else:
            low, high = vital.plausible
            assert low <= row.value <= high
            assert vital.to_scaled(float(row.value), row.unit) is not None
    assert seen == set(someone.recorded)


def test_people_are_told_apart() -> None:
    """Two people, two bodies."""
    first = [row.value for row in rows(ANNA, END - timedelta(hours=1), END)]
    second = [row.value for row in rows(BEN, END - timedelta(hours=1), END)]
    assert first != second


def test_a_recording_is_written_for_replay(tmp_path: Path) -> None:
    """In the format of script/replay, labelled as what it is."""
    write_csv(tmp_path / "new" / "anna.csv", list(rows(ANNA, END - timedelta(minutes=2), END)))
    lines = (tmp_path / "new" / "anna.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "time,vital,value,unit,source"
    assert all(line.endswith(",demo") for line in lines[1:])


def findings(**values: object) -> list[check.Finding]:
    """Return what the check finds when Anna has everything, but for ``values``."""
    entities = {key: f"sensor.{key}" for key in (*ANNA.live, *check.DERIVED)}
    states = [
        {
            "entity_id": entity,
            "state": "1",
            "attributes": {"source": "ha:node", "inputs": [{"key": "spo2", "source": "demo"}, {"key": "age"}]},
        }
        for entity in entities.values()
    ]
    for state in states:
        change = values.get(str(state["entity_id"]).removeprefix("sensor."))
        if isinstance(change, dict):
            state.update(change)
    wanted = {key: entity for key, entity in entities.items() if values.get(key, 1) is not None}
    return check.inspect({"Anna": wanted}, states)


def test_the_check_is_content_with_values() -> None:
    """And says on what each rests."""
    found = findings()
    assert not [one for one in found if one.problem]
    assert "spo2 (demo), age" in check.table(found)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"news2": None}, "no such entity"),
        ({"news2": {"state": "unavailable"}}, "unavailable: no value"),
        (
            {"news2": {"state": "unknown", "attributes": {"refused": "missing_input", "missing": ["spo2"]}}},
            "unknown: missing_input spo2",
        ),
        ({"heart_rate": {"attributes": {"source": "demo"}}}, "from demo, not from the live node"),
        ({"heart_rate": {"attributes": {}}}, "from nowhere, not from the live node"),
    ],
)
def test_the_check_names_what_is_missing(change: dict[str, object], problem: str) -> None:
    """A refusal fails it, and so does a recorded value where the node should speak."""
    (wrong,) = [one for one in findings(**change) if one.problem]
    assert wrong.problem == problem
    assert f"({problem})" in check.table([wrong])


def test_the_check_asks_for_every_assessment() -> None:
    """A new score that people see without asking must show in the demo; nobody here wears a glucose sensor."""
    shown = {entry.key for entry in CATALOG.values() if entry.core and entry.document != "glucose"}
    assert shown | {"last_measurement"} == set(check.DERIVED)


def test_the_dashboard_shows_what_is_there() -> None:
    """Core cards only; an entity that does not exist has no tile."""
    node = {name: f"sensor.{name}" for name in (*NODE_VITALS, dashboard.SCENARIO)}
    built = dashboard.build({"Anna": {"heart_rate": "sensor.heart_rate"}}, node)
    assert [view["title"] for view in built["views"]] == ["Anna", "Sensor node"]
    text = json.dumps(built)
    assert "custom:" not in text
    assert "sensor.spo2" not in text.replace("sensor.SpO2", "")


def test_a_home_is_for_its_owner_alone(tmp_path: Path) -> None:
    """Folder and password; a reset forgets both."""
    home = Home(tmp_path / "home")
    home.prepare(integration=tmp_path / "healthsense", port=1, time_zone="UTC")
    home.prepare(integration=tmp_path / "healthsense", port=8124, time_zone="UTC")
    stored = json.loads((home.config / ".storage" / "http").read_text())
    assert stored["data"]["stable"]["server_port"] == 8124
    assert stored["data"]["stable"]["server_host"] == ["127.0.0.1"]
    before = home.is_new
    home.save_login(Login("demo", "secret", "token"))
    assert (before, home.is_new) == (True, False)
    assert home.load_login() == Login("demo", "secret", "token")
    assert home.folder.stat().st_mode & 0o077 == 0
    home.reset()
    assert not home.folder.exists()


async def test_processes_stop_together(tmp_path: Path) -> None:
    """And one that ends by itself is told with the end of its log."""
    processes = Processes(tmp_path)
    await processes.start("sleeper", sys.executable, "-c", "import time; time.sleep(60)")
    processes.assert_running()
    await processes.start("faulty", sys.executable, "-c", "print('no disk'); raise SystemExit(3)")

    async def watch() -> None:
        while True:
            processes.assert_running()
            await asyncio.sleep(0.05)

    with pytest.raises(DemoError, match=r"(?s)faulty stopped with status 3.*no disk"):
        await asyncio.wait_for(watch(), 30)
    await processes.stop()


@pytest.mark.usefixtures("socket_enabled")
def test_ports() -> None:
    """A free one is free."""
    assert port_is_free(free_port())
