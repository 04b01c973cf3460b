"""Mistakes in the virtual sensor's YAML are refused before anything is compiled, with the reason."""

from collections.abc import Callable
from pathlib import Path

import pytest
from esphome_cli import esphome

ROOT = Path(__file__).resolve().parents[2]

NODE = """
esphome:
  name: sim
host:
external_components:
  - source: {{type: local, path: {components}}}
i2c: {{id: unused_bus, device: /dev/null, scan: false}}
healthsense_sim: {{id: simulation}}
sim_max3010x:
{options}
"""
ON_AN_ESP32 = (
    ("host:", "esp32: {board: esp32dev, framework: {type: esp-idf}}"),
    ("device: /dev/null, ", "sda: 21, scl: 22, "),
    ("healthsense_sim: {id: simulation}", ""),
)

type Validate = Callable[..., str]


@pytest.fixture
def validate(tmp_path: Path) -> Validate:
    """`esphome config` with these options of sim_max3010x; the words of its refusal, or nothing."""

    def run(options: str, *replaced: tuple[str, str]) -> str:
        lines = "\n".join(f"  {line}" for line in options.splitlines())
        text = NODE.format(components=ROOT / "esphome" / "components", options=lines)
        for old, new in replaced:
            assert old in text
            text = text.replace(old, new)
        (tmp_path / "node.yaml").write_text(text)
        done = esphome("config", tmp_path / "node.yaml")
        return done.words if done.status else ""

    return run


@pytest.mark.parametrize(
    "options",
    [
        "person_id: simulation",
        "model: max30100\nperson_id: simulation\nlockstep: 15\nrun_for: 24h",
        "person_id: simulation\nspeed: 10",
        "person_id: simulation\nfaults:\n  - {fault: bus silent, at: 10s, for: 5s}\n  - {fault: overflow, at: 15s}",
    ],
)
def test_what_is_allowed(validate: Validate, options: str) -> None:
    assert validate(options) == ""


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ("model: MAX30102", "either 'person_id' (a simulated person) or 'file' (a recording)"),
        ("person_id: simulation\nrate: 50Hz", "'rate' belongs to a recording"),
        ("person_id: simulation\nmodel: MAX30103", "Unknown value 'MAX30103'"),
        ("person_id: nobody", "Couldn't find ID 'nobody'"),
        ("person_id: simulation\nlockstep: 25\nspeed: 2", "there is no clock to speed up"),
        ("person_id: simulation\nlockstep: 32", "value must be at most 31"),
        (
            "person_id: simulation\nmodel: MAX30100\nlockstep: 16",
            "a poll of the MAX30100 can find at most 15 samples: one more fills its FIFO",
        ),
        ("person_id: simulation\nrun_for: 1h", "'run_for' belongs to 'lockstep'"),
        ("person_id: simulation\nspeed: 11", "value must be at most 10"),
        ("person_id: simulation\nfaults:\n  - {fault: rust, at: 1s}", "Unknown value 'rust'"),
        ("person_id: simulation\nfaults:\n  - {fault: overflow, at: 1s, for: 1s}", "happens once: it has no duration"),
        (
            "person_id: simulation\nfaults:\n  - {fault: finger off, at: 9s, for: 5s}\n  - {fault: overflow, at: 10s}",
            "'overflow' begins before 'finger off' ended",
        ),
        ("file: missing.csv", "there is no recording"),
    ],
)
def test_what_is_refused_and_why(validate: Validate, options: str, reason: str) -> None:
    assert reason in validate(options)


def test_one_sensor_a_person(validate: Validate) -> None:
    two = "- id: first\n  person_id: simulation\n- id: second\n  person_id: simulation"
    assert "two sensors on 'simulation' would each let her time pass" in validate(two)


def test_a_recording_is_looked_into(validate: Validate, tmp_path: Path) -> None:
    (tmp_path / "recording.csv").write_text("red,ir\n1,2\n3,-4\n")
    assert "line 3: expected red and infrared counts" in validate("file: recording.csv")
    (tmp_path / "recording.csv").write_text("red,ir\n1,2\n3,4\n")
    assert validate("file: recording.csv\nrate: 30Hz\ncurrent: 6.4mA\nfull_scale: 8192nA\nrepeat: false") == ""


def test_no_device_can_pretend(validate: Validate, tmp_path: Path) -> None:
    (tmp_path / "recording.csv").write_text("1,2\n3,4\n")
    refusal = validate("file: recording.csv", *ON_AN_ESP32)
    assert "sim_max3010x" in refusal
    assert "only available on" in refusal
