"""Each blueprint in a real Home Assistant: it loads, is used with what it must be told, and calls what it should."""

import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
from blueprint_home import ROOT, SOURCES, BlueprintHome, async_home
from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.automation.config import AUTOMATION_BLUEPRINT_SCHEMA
from homeassistant.components.blueprint import BLUEPRINT_SCHEMA
from homeassistant.components.blueprint.models import Blueprint
from homeassistant.core import HomeAssistant
from homeassistant.util.yaml import load_yaml_dict
from test_translations import DIAGNOSIS

SCHEMAS: dict[str, Callable[[Any], Any]] = {"automation": AUTOMATION_BLUEPRINT_SCHEMA, "script": BLUEPRINT_SCHEMA}
REPOSITORY = "https://github.com/healthsense-home/healthsense/blob/main"


@pytest.fixture
async def home(hass: HomeAssistant, freezer: FrozenDateTimeFactory, tmp_path: Path) -> AsyncIterator[BlueprintHome]:
    """Return a home at noon on a Friday that has our blueprints."""
    async with async_home(hass, freezer, tmp_path) as home:
        yield home


def blueprint(path: Path) -> Blueprint:
    """Return a blueprint as Home Assistant reads it."""
    domain = path.parent.parent.name
    return Blueprint(load_yaml_dict(path), path=path.name, expected_domain=domain, schema=SCHEMAS[domain])


def test_what_the_integration_carries_is_what_is_in_the_repository() -> None:
    """HACS installs the integration's folder alone."""
    done = subprocess.run(
        [sys.executable, "script/blueprints.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"run script/blueprints.py for: {done.stdout}{done.stderr}"


@pytest.mark.parametrize("environment", ["ha", "ha-next"])
def test_every_blueprint_works_in_each_home_assistant(environment: str) -> None:
    """In the oldest that it asks for and in the next one."""
    python = ROOT / ".venv" / environment / "bin" / "python"
    if not python.exists():
        pytest.skip(f"there is no environment {environment}: script/setup {environment}")
    done = subprocess.run([python, "script/check_blueprints.py"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_a_blueprint_says_what_it_is(path: Path) -> None:
    """Home Assistant reads it; it tells where it is from, what it needs, and what each input is."""
    read = blueprint(path)
    assert read.validate() is None
    assert read.name.startswith("HealthSense: ")
    assert read.metadata["source_url"] == f"{REPOSITORY}/{path.relative_to(ROOT)}"
    assert read.metadata["homeassistant"]["min_version"] == "2026.10.0"
    assert len(read.metadata["description"]) > 80
    for key, about in read.inputs.items():
        assert about["name"], key
        assert about["selector"], key
    assert not DIAGNOSIS.search(path.read_text(encoding="utf-8"))


PHONES = {"alert_event": "event.anna_alert"}


async def test_alert_to_phones_until_somebody_takes_care(home: BlueprintHome) -> None:
    """Buttons and a tag; the second phone after the first did nothing; over is told to both."""
    first, second = home.phone("Bens Pixel"), home.phone("Cora")
    await home.automate("alert_to_phones", PHONES | {"phones": [first], "more_phones": [second]})
    await home.alert("raised")

    (told,) = home.told("Bens Pixel")
    assert (told["title"], told["message"]) == ("Anna: urgent", "Oxygen. Please look after Anna.")
    assert told["data"]["tag"] == "healthsense-oxygen-1"
    assert [one["action"] for one in told["data"]["actions"]] == [
        "HEALTHSENSE_ACK_oxygen-1",
        "HEALTHSENSE_SNOOZE_oxygen-1",
    ]
    assert told["data"]["channel"] == "alarm_stream"
    assert told["data"]["push"]["sound"]["critical"] == 1
    assert home.told("Cora") == []

    await home.wait(minutes=5, seconds=1)
    assert (len(home.told("Bens Pixel")), len(home.told("Cora"))) == (2, 1)
    await home.alert("acknowledged", by="Ben")
    await home.wait(minutes=30)
    assert [one["message"] for one in home.told("Cora")[1:]] == ["Oxygen: Ben takes care."]
    assert "actions" not in home.told("Cora")[1]["data"]
    await home.alert("resolved")
    assert home.told("Cora")[2]["message"] == "Oxygen: it is over."
    assert home.told("Cora")[2]["data"]["tag"] == "healthsense-oxygen-1"


@pytest.mark.parametrize(
    ("happened", "level"), [("raised", "info"), ("escalated", "urgent"), ("resolved", "urgent"), ("raised", "")]
)
async def test_alert_to_phones_is_quiet_about_the_rest(home: BlueprintHome, happened: str, level: str) -> None:
    """Below the level, and what is no ringing."""
    await home.automate("alert_to_phones", PHONES | {"phones": [home.phone("Ben")]})
    await home.alert(happened, level)
    assert home.told("Ben") == []
