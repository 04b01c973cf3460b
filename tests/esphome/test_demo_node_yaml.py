"""What ESPHome says to the demo node's YAML, before any compiling."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
NODE_YAML = ROOT / "esphome" / "healthsense-demo.yaml"

type Validate = Callable[..., subprocess.CompletedProcess[str]]

ON_AN_ESP32 = "esp32:\n  board: esp32dev\n  framework:\n    type: esp-idf\n\nwifi:\n  ap: {}\n"


@pytest.fixture
def validate(tmp_path: Path) -> Validate:
    """`esphome config` on the node's YAML with one piece of its text replaced."""

    def run(old: str = "", new: str = "") -> subprocess.CompletedProcess[str]:
        text = NODE_YAML.read_text()
        assert old in text
        text = text.replace(old, new, 1)
        text = text.replace("sources: .", f"sources: {NODE_YAML.parent}")
        (tmp_path / "node.yaml").write_text(text)
        return subprocess.run(
            [sys.executable, "-m", "esphome", "config", str(tmp_path / "node.yaml")],
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def test_it_is_valid(validate: Validate) -> None:
    done = validate()
    assert done.returncode == 0, done.stderr + done.stdout
    assert "WARNING" not in done.stderr


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("cuff_interval: 1min", "cuff_interval: 0s", "must be at least"),
        ('seed: "1"', 'seed: "-1"', "must be at least 0"),
        ('api_port: "6053"', 'api_port: "70000"', "at most 65535"),
        ("host:\n  mac_address: ${mac_address}\n", ON_AN_ESP32, "only available on"),
        ("    perfusion_index:\n", "    perfusion:\n", "[perfusion] is an invalid option"),
    ],
    ids=["no cuff interval", "no such seed", "no such port", "a real device", "an unknown sensor"],
)
def test_a_mistake_is_refused_with_its_reason(validate: Validate, old: str, new: str, reason: str) -> None:
    done = validate(old, new)
    assert done.returncode != 0
    assert reason in done.stdout


def test_the_substitutions_reach_the_program(tmp_path: Path) -> None:
    done = subprocess.run(
        [
            *(sys.executable, "-m", "esphome"),
            *(
                "-s",
                "api_port",
                "7001",
                "-s",
                "cuff_interval",
                "2h",
                "-s",
                "seed",
                "4294967295",
                "-s",
                "name",
                "second-node",
            ),
            *("compile", "--only-generate", str(NODE_YAML)),
        ],
        env={**os.environ, "ESPHOME_DATA_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr + done.stdout
    program = (tmp_path / "build" / "second-node" / "src" / "main.cpp").read_text()
    assert "demo_api->set_port(7001);" in program
    assert "HealthSenseSim(4294967295" in program
    assert "simulation->set_cuff_interval(7200);" in program


def _blocks(config: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every component and every entity of a YAML, with where it stands."""
    for domain in ("logger", "preferences", "api", "healthsense_sim"):
        yield domain, config[domain]
    for domain in ("sensor", "binary_sensor", "text_sensor", "select", "number"):
        for platform in config[domain]:
            if "name" in platform:
                yield domain, platform
            else:
                yield from ((f"{domain}.{key}", value) for key, value in platform.items() if key != "platform")


def test_every_component_has_an_id_of_its_own() -> None:
    config = yaml.safe_load(NODE_YAML.read_text())
    ids = [(where, block.get("id")) for where, block in _blocks(config)]
    assert len(ids) == 4 + 11
    assert [where for where, id_ in ids if id_ is None] == []
    assert len({id_ for _, id_ in ids}) == len(ids)
