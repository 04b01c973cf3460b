"""Configurations of Bluetooth health devices: what a chip's program is made of, and which mistakes are refused."""

import importlib.util
import re
import sys
from pathlib import Path

import pytest
from esphome_cli import esphome

ROOT = Path(__file__).resolve().parents[2]
COMPONENTS = ROOT / "esphome" / "components"

CHIP = f"""
esphome: {{name: gateway}}
esp32: {{variant: esp32c3, framework: {{type: esp-idf}}}}
external_components: [{{source: {{type: local, path: {COMPONENTS}}}}}]
logger:
esp32_ble_tracker:
ble_client:
  - {{id: cuff_client, mac_address: "AA:BB:CC:DD:EE:01"}}
  - {{id: meter_client, mac_address: "AA:BB:CC:DD:EE:02"}}
"""
BONDS = "esp32_ble: {io_capability: keyboard_only, auth_req_mode: bond}\n"
CLOCK = "time: [{platform: sntp, id: wall}]\nnetwork:\nwifi: {ssid: none, password: none1234}\n"
HOST = f"""
esphome: {{name: gateway}}
host:
external_components: [{{source: {{type: local, path: {COMPONENTS}}}}}]
logger:
"""


def run(folder: Path, yaml: str, *command: str) -> tuple[bool, str]:
    file = folder / "gateway.yaml"
    file.write_text(yaml)
    done = esphome(*command, file)
    # Long reasons are wrapped.
    return done.status == 0, done.words


REFUSED = {
    "no profile": (
        CHIP + "ble_health: {ble_client_id: cuff_client}",
        "'profiles' is a required option for [ble_health]",
    ),
    "an unknown profile": (
        CHIP + "ble_health: {ble_client_id: cuff_client, profiles: blood_presure}",
        "did you mean 'blood_pressure'",
    ),
    "no profile in the list": (
        CHIP + "ble_health: {ble_client_id: cuff_client, profiles: []}",
        "length of value must be at least 1",
    ),
    "a profile twice": (
        CHIP + "ble_health: {ble_client_id: cuff_client, profiles: [weight, weight]}",
        "a profile is listed twice",
    ),
    "a number that the profile has not": (
        HOST
        + "ble_health: {id: strap, profiles: heart_rate}\n"
        + "sensor: [{platform: ble_health, systolic: {name: Systolic}}]",
        "strap has profiles: [heart_rate], and systolic comes with blood_pressure",
    ),
    "no device": (CHIP + "ble_health: {profiles: heart_rate}", "which device is it? Give the id of its ble_client"),
    "a client without Bluetooth": (
        HOST + "ble_health: {profiles: heart_rate, ble_client_id: x}",
        "This feature is only available on [<Platform.ESP32: 'esp32'>]",
    ),
    "a meter without a clock": (
        CHIP + BONDS + "ble_health: {ble_client_id: meter_client, profiles: glucose}",
        "without a clock nobody knows how old they are: add time_id",
    ),
    "the records of a cuff": (
        CHIP + CLOCK + "ble_health: {ble_client_id: cuff_client, profiles: blood_pressure, stored_records: true}",
        "no profile of blood_pressure can be asked for stored records; only glucose and cgm",
    ),
    "a clock to be set by none": (
        CHIP + "ble_health: {ble_client_id: cuff_client, profiles: thermometer, set_clock: true}",
        "to set the device's clock this one's must be known: add time_id",
    ),
    "a meter that is not paired": (
        CHIP + CLOCK + "ble_health: {ble_client_id: meter_client, profiles: glucose, time_id: wall}",
        "set auth_req_mode of esp32_ble to bond",
    ),
    "a meter that is not to be paired": (
        CHIP
        + CLOCK
        + BONDS
        + "ble_health: {ble_client_id: meter_client, profiles: cgm, time_id: wall, bonding: false}",
        "cgm: the service gives nothing to whom the device is not paired with",
    ),
    "a pairing that is not kept": (
        CHIP
        + "esp32_ble: {auth_req_mode: no_bond}\n"
        + "ble_health: {ble_client_id: cuff_client, profiles: blood_pressure, bonding: true}",
        "set auth_req_mode of esp32_ble to bond",
    ),
    "a user that no device knows": (
        HOST
        + "ble_health: {profiles: weight}\n"
        + "sensor: [{platform: ble_health, user: 255, weight: {name: Weight}}]",
        "value must be at most 254",
    ),
    "a unit of its own": (
        HOST
        + "ble_health: {profiles: glucose, stored_records: false}\n"
        + "sensor: [{platform: ble_health, glucose: {name: Glucose, unit_of_measurement: g/L}}]",
        "glucose is published in mg/dL or mmol/L",
    ),
    "kilopascals": (
        HOST
        + "ble_health: {profiles: blood_pressure}\n"
        + "sensor: [{platform: ble_health, systolic: {name: S, unit_of_measurement: kPa}}]",
        "systolic is published in mmHg",
    ),
    "an age that is none": (
        HOST + "ble_health: {profiles: weight, current_for: 2s}",
        "value must be at least 10s",
    ),
    "a block of nothing": (
        HOST + "ble_health: {profiles: weight}\nsensor: [{platform: ble_health, user: 1}]",
        "Must contain at least one of",
    ),
    "a simulated cuff of nobody": (
        HOST + "ble_health: {profiles: blood_pressure}\nsim_ble_health: {cuff_interval: 60s}",
        "cuff_interval: whom does the cuff measure? Add person_id",
    ),
    "a simulation on a chip": (
        CHIP + "ble_health: {profiles: heart_rate, ble_client_id: cuff_client}\nsim_ble_health:",
        "This feature is only available on [<Platform.HOST: 'host'>]",
    ),
}


@pytest.mark.parametrize("mistake", REFUSED)
def test_a_mistake_is_refused_with_its_reason(tmp_path: Path, mistake: str) -> None:
    yaml, reason = REFUSED[mistake]
    well, said = run(tmp_path, yaml, "config")
    assert not well
    assert reason in said, said[-1500:]


def test_a_cuff_that_may_want_pairing_is_warned_of_until_somebody_decides(tmp_path: Path) -> None:
    warning = "most devices of blood_pressure give nothing before they are paired"
    cuff = CHIP + "ble_health: {id: cuff, ble_client_id: cuff_client, profiles: blood_pressure"
    well, said = run(tmp_path, cuff + "}", "config")
    assert well
    assert warning in said
    for decided in (cuff + ", bonding: false}", BONDS + cuff + ", bonding: true}"):
        well, said = run(tmp_path, decided, "config")
        assert well, said
        assert warning not in said


GATEWAY = (
    CHIP
    + BONDS
    + CLOCK
    + """
ble_health:
  - {id: cuff, ble_client_id: cuff_client, profiles: blood_pressure, bonding: true, unknown_user: 2, current_for: 5min}
  - {id: meter, ble_client_id: meter_client, profiles: [glucose], time_id: wall, device_clock: ignore, set_clock: true}
sensor:
  - {platform: ble_health, ble_health_id: cuff, user: 1, systolic: {name: Systolic}, diastolic: {name: Diastolic}}
  - {platform: ble_health, ble_health_id: meter, glucose: {name: Glucose, unit_of_measurement: mmol/L}}
binary_sensor:
  - {platform: ble_health, ble_health_id: cuff, irregular_pulse: {name: Irregular}}
text_sensor:
  - {platform: ble_health, ble_health_id: meter, user: 3, status: {name: Status}, meal: {name: Meal}}
"""
)


def test_the_examples_of_the_documentation_are_configurations(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "hardware" / "bluetooth.md").read_text()
    cuff, people, passkey = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    chip = CHIP.split("esp32_ble_tracker:", maxsplit=1)[0] + "api:\nwifi: {ssid: none, password: none1234}\n"
    two = cuff.split("sensor:\n")[0] + people
    (tmp_path / "secrets.yaml").write_text("meter_passkey: 123456\n")
    meter = (
        "esp32_ble: {io_capability: keyboard_only, auth_req_mode: bond}\nesp32_ble_tracker:\n"
        + passkey
        + "time: [{platform: homeassistant, id: wall}]\n"
        + "ble_health: {ble_client_id: meter_client, profiles: glucose, time_id: wall}\n"
    )
    for example in (cuff, two, meter):
        well, said = run(tmp_path, chip + example, "config")
        assert well, said


def test_the_program_of_a_chip_is_made_of_it(tmp_path: Path) -> None:
    well, said = run(tmp_path, GATEWAY, "compile", "--only-generate")
    assert well, said[-1500:]
    source = tmp_path / ".esphome" / "build" / "gateway" / "src"
    main = (source / "main.cpp").read_text()
    client = re.search(r"new\((\w+)\) ble_health::GattClient\(cuff\)", main)
    meter = re.search(r"new\((\w+)\) ble_health::GattClient\(meter\)", main)
    assert client is not None
    assert meter is not None
    assert f"cuff_client->register_ble_node({client[1]})" in main
    assert f"{client[1]}->set_bonding(true)" in main
    assert "cuff->set_rules(300, true)" in main
    assert "cuff->set_unknown_user(2)" in main
    assert "meter->set_rules(120, false)" in main
    assert "meter->set_download(true)" in main
    assert "meter->set_set_clock(true)" in main
    assert "meter->set_time(wall)" in main
    assert "cuff->add_sensor(ble_health::Channel::SYSTOLIC, 1, 1.0f," in main
    assert "cuff->add_binary_sensor(ble_health::Flag::IRREGULAR_PULSE, 255," in main
    assert "meter->add_text_sensor(ble_health::Text::STATUS, 255," in main
    assert "meter->add_text_sensor(ble_health::Text::MEAL, 3," in main
    factor = re.search(r"Channel::GLUCOSE, 255, ([0-9.]+)f", main)
    header = (COMPONENTS / "healthsense_dsp" / "gatt_glucose.h").read_text()
    molar = re.search(r"MG_PER_DL_PER_MMOL_PER_L = ([0-9.]+)f", header)
    assert factor is not None
    assert molar is not None
    assert float(factor[1]) * float(molar[1]) == pytest.approx(1, abs=1e-5)
    # The clock is read before anything is subscribed to, the control point after the measurements.
    steps = re.findall(rf"{meter[1]}->add_(read|subscription)\((\d+), (\d+)\)", main)
    assert [(kind, int(service), int(what)) for kind, service, what in steps] == [
        ("read", 0x1805, 0x2A2B),
        ("read", 0x1808, 0x2A08),
        ("subscription", 0x1808, 0x2A18),
        ("subscription", 0x1808, 0x2A34),
        ("subscription", 0x1808, 0x2A52),
        ("read", 0x180F, 0x2A19),
    ]
    defines = (source / "esphome" / "core" / "defines.h").read_text()
    counts = dict(re.findall(r"#define BLE_HEALTH_(\w+) (\d+)", defines))
    assert counts == {"SENSORS": "3", "BINARY_SENSORS": "1", "TEXT_SENSORS": "2"}


def test_every_number_comes_with_a_profile() -> None:
    """What a block may ask for is what decode.h can give: the table here and the channels there are the same."""
    spec = importlib.util.spec_from_file_location("ble_health", COMPONENTS / "ble_health" / "__init__.py")
    assert spec is not None
    assert spec.loader is not None
    component = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = component
    spec.loader.exec_module(component)
    given = set().union(*(profile.gives for profile in component.PROFILES.values()))
    channels = re.findall(r'\{"(\w+)", -?[0-9.]+f, ', (COMPONENTS / "ble_health" / "channels.h").read_text())
    assert given == set(channels) - {"battery_level"}
