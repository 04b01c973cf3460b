"""What ESPHome says to the demo node's YAML, before any compiling."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from esphome_cli import Said, esphome

ROOT = Path(__file__).resolve().parents[2]
NODE_YAML = ROOT / "esphome" / "healthsense-demo.yaml"

type Validate = Callable[..., Said]

ON_AN_ESP32 = "esp32:\n  board: esp32dev\n  framework:\n    type: esp-idf\n\nwifi:\n  ap: {}\n"


@pytest.fixture
def validate(tmp_path: Path) -> Validate:
    """`esphome config` on the node's YAML with one piece of its text replaced."""

    def run(old: str = "", new: str = "") -> Said:
        text = NODE_YAML.read_text()
        assert old in text
        text = text.replace(old, new, 1)
        text = text.replace("sources: .", f"sources: {NODE_YAML.parent}")
        (tmp_path / "packages").symlink_to(NODE_YAML.parent / "packages")
        (tmp_path / "node.yaml").write_text(text)
        return esphome("config", tmp_path / "node.yaml")

    return run


def test_it_is_valid(validate: Validate) -> None:
    done = validate()
    assert done.status == 0, done.output
    assert "WARNING" not in done.output


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("cuff_interval: 1min", "cuff_interval: 0s", "must be at least"),
        ("outbox_interval: 30s", "outbox_interval: 2d", "must be at most"),
        ('seed: "1"', 'seed: "-1"', "must be at least 0"),
        ('api_port: "6053"', 'api_port: "70000"', "at most 65535"),
        ("host:\n  mac_address: ${mac_address}\n", ON_AN_ESP32, "only available on"),
        ("    systolic:\n", "    upper_pressure:\n", "[upper_pressure] is an invalid option"),
    ],
    ids=["no cuff interval", "no such interval", "no such seed", "no such port", "a real device", "an unknown sensor"],
)
def test_a_mistake_is_refused_with_its_reason(validate: Validate, old: str, new: str, reason: str) -> None:
    done = validate(old, new)
    assert done.status != 0
    assert reason in done.output


def test_the_substitutions_reach_the_program(tmp_path: Path) -> None:
    chosen = {"api_port": "7001", "cuff_interval": "2h", "seed": "4294967295", "name": "second-node"}
    options = [word for name, value in chosen.items() for word in ("-s", name, value)]
    done = esphome(*options, "compile", "--only-generate", NODE_YAML, data=tmp_path)
    assert done.status == 0, done.output
    program = (tmp_path / "build" / "second-node" / "src" / "main.cpp").read_text()
    assert "demo_api->set_port(7001);" in program
    assert "HealthSenseSim(4294967295" in program
    assert "->set_interval(7200);" in program
    # The product's own packages: its driver on a bus that is not there, what it keeps, what it tells.
    assert "oximeter->set_i2c_bus(sim_bus);" in program
    assert 'outbox->add_row(spo2, "spo2");' in program
    # No key is compiled in: the node gets one when it is added.
    assert "set_noise_psk" not in program


class _Loader(yaml.SafeLoader):
    """Reads ESPHome's own tags as nothing."""


_Loader.add_multi_constructor("!", lambda _loader, _suffix, _node: None)


def _blocks(config: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every component and every entity of the node's own YAML, with where it stands."""
    for domain in ("logger", "preferences", "api", "healthsense_sim", "sim_max3010x", "sim_ble_health"):
        yield domain, config[domain]
    for block in config["ble_health"]:
        yield "ble_health", block
    for domain in ("sensor", "select"):
        for platform in config[domain]:
            if "name" in platform:
                yield domain, platform
            else:
                entities = {key: value for key, value in platform.items() if isinstance(value, dict)}
                yield from ((f"{domain}.{key}", value) for key, value in entities.items())


def test_every_component_has_an_id_of_its_own() -> None:
    config = yaml.load(NODE_YAML.read_text(), _Loader)  # a SafeLoader
    ids = [(where, block.get("id")) for where, block in _blocks(config)]
    assert len(ids) == 7 + 3 + 2
    assert [where for where, id_ in ids if id_ is None] == []
    assert len({id_ for _, id_ in ids}) == len(ids)
