"""The parts of the demo that decide: the recording, the check, the login, the processes."""

import asyncio
import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from custom_components.healthsense.action_input import MAX_MEASUREMENTS
from custom_components.healthsense.engine.catalog import CATALOG
from custom_components.healthsense.engine.vitals import VITALS
from demo import check, frozen, node
from demo.client import DemoError
from demo.clock import Clock
from demo.episodes import DAY, EPISODES, Story
from demo.glucose import glucose
from demo.history import NEAR, PLANNED, RECENT, STRIDE, YEAR, paces, steps
from demo.home import Home, Login
from demo.household import BATCH
from demo.people import ANNA, BEN, CLARA, PEOPLE, DemoPerson
from demo.processes import Processes, free_port, port_is_free
from demo.recording import DISTANT, FIVE_MINUTES, LIVE, Pace, Row, check_up, rows, write_csv

END = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
BERLIN = datetime(2026, 11, 20, 10, 0, tzinfo=ZoneInfo("Europe/Berlin"))
STORY = Story(BERLIN, EPISODES)


def test_a_recording_goes_on_without_a_seam() -> None:
    """Any stretch is the same, whichever way it is cut."""
    whole = list(rows(ANNA, END - timedelta(hours=6), END))
    parts = [*rows(ANNA, END - timedelta(hours=6), END - timedelta(hours=2, seconds=17))]
    parts += rows(ANNA, END - timedelta(hours=2, seconds=17), END)
    assert parts == whole


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.name)
@pytest.mark.parametrize(
    ("days", "pace", "story"),
    [(2, FIVE_MINUTES, Story()), (2, LIVE, STORY), (45, DISTANT, STORY)],
    ids=["quiet", "lately", "long ago"],
)
def test_a_recording_is_plausible(person: DemoPerson, days: int, pace: Pace, story: Story) -> None:
    """The product's own gate takes every row."""
    end = BERLIN - timedelta(days=days - 2)
    seen = set()
    for row in (*rows(person, end - timedelta(days=2), end, pace=pace, story=story), *check_up(person, end, story)):
        vital = VITALS[row.vital]
        seen.add(row.vital)
        if isinstance(row.value, str):
            assert row.value in vital.codes
        else:
            low, high = vital.plausible
            assert low <= row.value <= high
            assert vital.to_scaled(float(row.value), row.unit) is not None
    assert seen == set(person.recorded)


def of(vital: str, found: list[Row]) -> list[float]:
    """Return the numbers of one vital."""
    return [float(row.value) for row in found if row.vital == vital]


def test_clocks_that_change_neither_repeat_nor_lose_a_reading() -> None:
    """On the day of 25 hours there are 25 hours of readings, each later than the one before."""
    midnight = datetime(2026, 10, 25, tzinfo=ZoneInfo("Europe/Berlin"))
    day = [row.time.timestamp() for row in rows(CLARA, midnight, midnight + DAY) if row.vital == "glucose"]
    assert len(day) == 25 * 4
    assert all(after - before == 900 for before, after in pairwise(day))


def test_clara_is_as_somebody_with_a_sensor_is() -> None:
    """Time in range, lows and highs as of many adults with type 1 diabetes (consensus: 70 %, 4 % and 25 % are aims)."""
    found = [glucose(CLARA, BERLIN - timedelta(minutes=15 * at)) for at in range(90 * 96)]
    within = sum(70 <= value <= 180 for value in found) / len(found)
    assert 0.60 < within < 0.85
    assert 0.005 < sum(value < 70 for value in found) / len(found) < 0.06
    assert sum(value > 250 for value in found) / len(found) < 0.10


def test_an_illness_shows_in_what_it_touches() -> None:
    """Nights and thermometer of the ill week are higher than those of the week before; steps are fewer."""
    ill = list(rows(ANNA, BERLIN - 40 * DAY, BERLIN - 37 * DAY, pace=DISTANT, story=STORY))
    well = list(rows(ANNA, BERLIN - 50 * DAY, BERLIN - 47 * DAY, pace=DISTANT, story=STORY))
    assert max(of("temperature", ill)) >= 38
    assert max(of("temperature", well)) < 37.5
    assert min(of("resting_heart_rate", ill)) > max(of("resting_heart_rate", well))
    assert max(of("steps", ill)) < 0.6 * max(of("steps", well))


def test_a_watch_was_off_now_and_then_but_not_lately() -> None:
    """Gaps in the past, none in the last days."""
    past = [row.time for row in rows(BEN, BERLIN - 40 * DAY, BERLIN - 30 * DAY, pace=FIVE_MINUTES, story=STORY)
            if row.vital == "heart_rate"]  # fmt: skip
    late = [row.time for row in rows(BEN, BERLIN - 2 * DAY, BERLIN, story=STORY) if row.vital == "heart_rate"]
    assert max(after - before for before, after in pairwise(past)) >= timedelta(minutes=25)
    assert {after - before for before, after in pairwise(late)} == {timedelta(minutes=1)}


def test_a_year_is_told_in_order_and_finer_towards_its_end() -> None:
    """The clock never goes back; the stretches follow one another without a seam."""
    way = [step.at for step in steps(BERLIN)]
    assert way == sorted(set(way))
    assert way[-1] == BERLIN
    assert max(after - before for before, after in pairwise([BERLIN - YEAR, *way])) <= STRIDE
    assert max(after - before for before, after in pairwise(way) if before >= BERLIN - PLANNED) <= DAY
    assert [step.at for step in steps(BERLIN) if step.plans] == [BERLIN - PLANNED]
    assert [(BERLIN - step.at) / DAY for step in steps(BERLIN) if step.sport] == [31, 27, 23, 19, 15, 11, 7, 3]
    parts = list(paces(BERLIN, BERLIN - YEAR, BERLIN, DISTANT))
    assert [(end, pace) for _, end, pace in parts] == [
        (BERLIN - NEAR, DISTANT), (BERLIN - RECENT, FIVE_MINUTES), (BERLIN, LIVE)
    ]  # fmt: skip
    assert all(before[1] == after[0] for before, after in pairwise(parts))
    assert list(paces(BERLIN, BERLIN, BERLIN, DISTANT)) == []


@pytest.mark.parametrize("step", [-1, -5, -40, 3], ids=str)
def test_what_is_told_at_once_goes_in_one_call(step: int) -> None:
    """So that a moved clock finds nobody without the readings of the time since."""
    way = steps(BERLIN)
    start, end = way[step - 1].at, way[step].at
    for person in PEOPLE:
        told = [
            row
            for begin, until, pace in paces(BERLIN, start, end, DISTANT)
            for row in rows(person, begin, until, pace=pace, story=STORY)
        ]
        assert 0 < len(told) <= BATCH <= MAX_MEASUREMENTS


def test_a_clock_can_be_moved(tmp_path: Path) -> None:
    """A process under it sees the moment that is set, and lasts as long as it lasts."""
    clock = Clock(tmp_path / "clock")
    clock.stop_at(BERLIN)
    script = """if True:
        import time
        began = time.monotonic(); stood = time.time(); time.sleep(0.05)
        assert time.time() == stood and time.monotonic() - began >= 0.05
        print(stood, flush=True); input(); print(time.time())
    """
    with subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env={**os.environ, **clock.environment()},
    ) as process:  # fmt: skip
        assert process.stdout is not None
        assert float(process.stdout.readline()) == BERLIN.timestamp() + 0.5
        clock.go_on_from(BERLIN + DAY)
        later, _ = process.communicate("\n", timeout=30)
    assert 0 <= float(later) - (BERLIN + DAY).timestamp() < 20


def test_another_making_is_another_household(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What is kept is found again while nothing changed that it is made from."""
    monkeypatch.setattr(frozen, "_MADE_OF", ("*.py",))
    monkeypatch.setattr(node, "ROOT", tmp_path)
    (tmp_path / "a.py").write_text("1")
    first = frozen.fingerprint(Path("hass"))
    assert frozen.fingerprint(Path("hass")) == first
    (tmp_path / "a.py").write_text("2")
    assert frozen.fingerprint(Path("hass")) != first


def test_people_are_told_apart() -> None:
    """Each has a body of their own."""
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
    entities = {key: f"sensor.{key}" for key in (*ANNA.live, *check.DERIVED) if key not in ANNA.unanswered}
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
    """A new score that people see without asking must show in the demo, of somebody."""
    shown = {entry.key for entry in CATALOG.values() if entry.core}
    assert shown | {"last_measurement"} == set(check.DERIVED)
    assert not frozenset.intersection(*(person.unanswered for person in PEOPLE))


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
