"""The rules of the house are held: import-linter refuses each import that goes up or sideways."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of the integration with the contracts."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    integration = Path("custom_components") / "healthsense"
    shutil.copytree(ROOT / integration, tmp_path / integration, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def test_the_house_stands(house: Path) -> None:
    done = lint(house)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("engine/vitals.py", "import aiohttp", "The engine knows no door"),
        ("engine/monitor.py", "from homeassistant import core", "The engine knows no door"),
        ("engine/profile.py", "from .. import household", "Doors, then the household, then the engine"),
        ("household.py", "from . import sensor", "Doors, then the household, then the engine"),
        ("engine/measurement.py", "from . import monitor", "Inside the engine an import goes down"),
        ("engine/scores/news2.py", "from ..store import Store", "Inside the engine an import goes down"),
        ("engine/ingest/rows.py", "from ..scores import news2", "Inside the engine an import goes down"),
        ("engine/scores/news2.py", "from . import blood_pressure", "No score knows another"),
    ],
)
def test_an_import_that_breaks_a_rule_is_refused(house: Path, module: str, line: str, contract: str) -> None:
    path = house / "custom_components" / "healthsense" / module
    path.write_text(f"{path.read_text()}\n{line}\n")
    done = lint(house)
    assert done.returncode == 1
    assert f"{contract} BROKEN" in done.stdout


def test_a_new_room_of_the_engine_needs_its_place(house: Path) -> None:
    (house / "custom_components" / "healthsense" / "engine" / "attic.py").write_text("")
    done = lint(house)
    assert done.returncode == 1
    assert "attic" in done.stdout
