"""The products as ESPHome sees them: factory images, and devices after their adoption. No image is compiled here."""

import base64
import re
from pathlib import Path

import pytest
import yaml
from product_builds import ADOPTED_NAME, FIRMWARE, OFFLINE, ROOT, Generated, factory_image, generate, generate_all

PRODUCTS = {
    "healthsense-oximeter": ("", "-s3", "-c3"),
    "healthsense-pulse": ("", "-s3", "-c3"),
    "healthsense-ble-gateway": ("", "-s3", "-c3"),
    "healthsense-wearable": ("-s3", "-c3"),
}
IMAGES = [product + board for product, boards in PRODUCTS.items() for board in boards]
# After adoption boards differ in nothing that they do not differ in before: one of each product.
ADOPTED = [product + boards[0] for product, boards in PRODUCTS.items()]
EVERYTHING = [*((image, "factory") for image in IMAGES), *((image, "adopted") for image in ADOPTED)]

VARIANTS = {"": "esp32", "-s3": "esp32s3", "-c3": "esp32c3"}

type Builds = dict[tuple[str, str], Generated]


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> Builds:
    return generate_all(EVERYTHING, tmp_path_factory.mktemp("products"))


def test_these_are_all() -> None:
    files = {path.name for path in FIRMWARE.glob("healthsense-*.yaml")} - {"healthsense-demo.yaml"}
    assert files == {f"{image}{kind}" for image in IMAGES for kind in (".yaml", ".factory.yaml")}


@pytest.mark.parametrize("build", EVERYTHING, ids="-".join)
def test_esphome_takes_it_and_warns_of_nothing(builds: Builds, build: tuple[str, str]) -> None:
    generated = builds[build]
    assert generated.status == 0, generated.output[-3000:]
    assert "WARNING" not in generated.output


@pytest.mark.parametrize("build", EVERYTHING, ids="-".join)
def test_a_bad_update_is_taken_back_and_what_hangs_is_restarted(builds: Builds, build: tuple[str, str]) -> None:
    generated = builds[build]
    # Two places for the program, so that the old one is still there.
    partitions = [line.split(",")[2].strip() for line in generated.text("partitions.csv").splitlines() if line]
    assert {"ota_0", "ota_1"} <= set(partitions)
    assert generated.option("CONFIG_BOOTLOADER_APP_ROLLBACK_ENABLE") == "y"
    assert generated.option("CONFIG_ESP_TASK_WDT_INIT") == "y"
    assert generated.option("CONFIG_ESP_TASK_WDT_PANIC") == "y"
    assert generated.option("CONFIG_ESP_TASK_WDT_TIMEOUT_S") == "5"
    assert "device_safe_mode->should_enter_safe_mode(10, 300000, 60000, " in generated.main


@pytest.mark.parametrize("image", IMAGES)
def test_the_chip_is_the_one_that_the_name_says(builds: Builds, image: str) -> None:
    board = re.sub(r"^healthsense-(oximeter|pulse|ble-gateway|wearable)", "", image)
    generated = builds[image, "factory"]
    assert generated.option(f"CONFIG_IDF_TARGET_{VARIANTS[board].upper()}") == "y"


@pytest.mark.parametrize("image", IMAGES)
def test_what_is_flashed_first_can_be_told_the_network_and_updates_itself(builds: Builds, image: str) -> None:
    main = builds[image, "factory"].main
    for statement in (
        "improv_over_bluetooth = ",
        "improv_over_usb = ",
        "device_wifi->set_ap(",
        "device_captive_portal = ",
        f'package_import_url: github://healthsense-home/healthsense/esphome/{image}.yaml@main"',
        "healthsense-home/healthsense/releases/latest/download/healthsense-",
        "ota_http_request = ",
        "ota_esphome = ",
    ):
        assert statement.removeprefix("package_import_url: ").strip('"') in main, statement
    # Open, encrypted as soon as Home Assistant gave it a key, and without one until then.
    assert "set_noise_psk" not in main
    assert "set_password" not in main.replace("set_ap_password", "")


@pytest.mark.parametrize("image", ADOPTED)
def test_an_adopted_device_is_its_owners(builds: Builds, image: str) -> None:
    """It has the owner's key, network and name, and nothing more that a factory image needs."""
    main = re.sub(r"^ *//.*$", "", builds[image, "adopted"].main, flags=re.MULTILINE)
    assert "set_noise_psk" in main
    assert ADOPTED_NAME in main
    for word in ("improv", "dashboard_import", "firmware_update", "http_request"):
        assert word not in main, word


@pytest.mark.parametrize("image", [image for image in IMAGES if "oximeter" in image or "wearable" in image])
def test_an_oximeter_has_its_driver_on_a_fast_bus_and_keeps_what_nobody_heard(builds: Builds, image: str) -> None:
    main = builds[image, "factory"].main
    assert "new(oximeter) max3010x::MAX3010xComponent(" in main
    assert "sensor_bus->set_frequency(400000);" in main
    assert "oximeter->set_i2c_address(0x57);" in main
    assert rows(main) == {"heart_rate", "spo2", "respiratory_rate", "hrv_rmssd", "hrv_sdnn"}


@pytest.mark.parametrize("image", [image for image in IMAGES if "pulse" in image])
def test_a_pulse_sensor_never_speaks_of_oxygen(builds: Builds, image: str) -> None:
    main = builds[image, "factory"].main
    assert "new(pulse) analog_ppg::AnalogPPG(pulse_voltage, " in main
    assert "spo2" not in main.lower()
    assert rows(main) == {"heart_rate", "respiratory_rate", "hrv_rmssd", "hrv_sdnn"}
    highest = re.search(r"\.highest_v = ([\d.]+)f", main)
    assert highest
    assert float(highest[1]) == (2.4 if image.endswith("-c3") else 3.0)


@pytest.mark.parametrize("image", [image for image in IMAGES if "wearable" in image])
def test_a_wearable_sleeps_and_its_readings_are_kept(builds: Builds, image: str) -> None:
    generated = builds[image, "factory"]
    assert "device_sleep->set_sleep_duration(600000);" in generated.main
    defines = generated.text("src/esphome/core/defines.h")
    assert "USE_HEALTHSENSE_OUTBOX_RETAINED" in defines
    # Ten wakings of less than a minute are not ten starts that failed.
    assert "USE_SAFE_MODE_BOOT_IS_GOOD_ON_SHUTDOWN" in defines
    # The driver puts out its light when the node stops (test_max3010x_node.py), without a word to Home Assistant.
    assert "enterdeepsleepaction_id = " in generated.main
    assert "applyaction_id = " not in generated.main
    assert "new(battery_level) copy::CopySensor" in generated.main


@pytest.mark.parametrize("build", EVERYTHING, ids="-".join)
def test_it_goes_on_measuring_while_nobody_listens(builds: Builds, build: tuple[str, str]) -> None:
    """Home Assistant may be away for ever, and the network for half a day."""
    main = builds[build].main
    assert "device_api->set_reboot_timeout(0);" in main
    assert "device_wifi->set_reboot_timeout(43200000);" in main


def documented(heading: str, page: str = "flashing") -> list[str]:
    """The YAML blocks of a section of a page."""
    text = (ROOT / "docs" / "hardware" / f"{page}.md").read_text()
    section = re.split(r"^## ", text, flags=re.MULTILINE)
    [wanted] = [part for part in section if part.startswith(heading + "\n")]
    return re.findall(r"^```yaml\n(.*?)^```$", wanted, re.MULTILINE | re.DOTALL)


def test_a_file_of_ones_own_works_as_documented(tmp_path: Path) -> None:
    """Both examples together; only where the package lies is another place."""
    own, changes = documented("Your own build")
    url = "github://healthsense-home/healthsense/esphome/healthsense-oximeter.yaml@main"
    assert url in own
    own = own.replace(url, f"!include {FIRMWARE / 'healthsense-oximeter.yaml'}").replace("esphome:\n", OFFLINE, 1)
    (tmp_path / "own.yaml").write_text(own)
    secrets = "wifi_ssid: somewhere\nwifi_password: something long\n"
    (tmp_path / "secrets.yaml").write_text(secrets + f"api_key: {base64.b64encode(bytes(range(32))).decode()}\n")
    path = tmp_path / "changed.yaml"
    path.write_text(f"packages:\n  own: !include own.yaml\n{changes}")
    generated = generate(path, "bedroom-oximeter", tmp_path)
    assert generated.status == 0, generated.output[-3000:]
    main = generated.main
    assert "wifi_signal_strength->set_update_interval(30000);" in main
    assert "GPIO_NUM_23" in main
    assert "factory_reset" not in main
    assert "restart_button" in main


def rows(main: str) -> set[str]:
    """The vitals that the outbox keeps."""
    return set(re.findall(r'outbox->add_row\(\w+, "(\w+)"\)', main))


def test_the_vitals_that_are_kept_are_those_of_the_engine() -> None:
    registry = (ROOT / "custom_components" / "healthsense" / "engine" / "vitals.py").read_text()
    known = set(re.findall(r'\bVital\(\s*"(\w+)"', registry))
    asked = {
        vital
        for path in (FIRMWARE / "packages").glob("*.yaml")
        for vital in re.findall(r"^ +vital: (\S+)$", path.read_text(), re.MULTILINE)
    }
    assert len(asked) >= 9
    assert asked <= known


# --- a gateway with devices

DEVICES = {
    "cuff": ("blood_pressure", {"systolic", "diastolic"}),
    "meter": ("glucose", {"glucose"}),
    "scale": ("weight", {"weight"}),
    "thermometer": ("thermometer", {"temperature"}),
    "strap": ("heart_rate", {"heart_rate"}),
    "oximeter": ("pulse_oximeter", {"spo2", "heart_rate"}),
}


METER = {"address": "AA:BB:CC:DD:EE:03"}


def gateway_with(devices: list[str], folder: Path, **substitutions: str) -> Path:
    lines = ["packages:", f"  core: !include {FIRMWARE / 'healthsense-ble-gateway.yaml'}"]
    for number, device in enumerate(devices):
        kind = device.partition("_")[0]
        fields = f'address: "AA:BB:CC:DD:EE:{number:02X}"'
        if device != kind:
            fields += f", device: {device}, device_name: Another {kind}"
        lines.append(f"  {device}: !include {{file: {FIRMWARE / 'packages' / f'ble-{kind}.yaml'}, vars: {{{fields}}}}}")
    lines += (
        ["substitutions:", *(f'  {key}: "{value}"' for key, value in substitutions.items())] if substitutions else []
    )
    lines += ["esphome:", "  platformio_options:", "    lib_ignore: [ArduinoJson, improv]"]
    path = folder / "gateway.yaml"
    path.write_text("\n".join(lines) + "\n")
    return path


def test_a_gateway_takes_a_package_for_each_device_also_two_of_a_kind(tmp_path: Path) -> None:
    devices = [*DEVICES, "cuff_2"]
    path = gateway_with(devices, tmp_path, connections="9")
    generated = generate(path, "healthsense-ble-gateway", tmp_path)
    assert generated.status == 0, generated.output[-3000:]
    assert "WARNING" not in generated.output
    for device in devices:
        assert f"new({device}) ble_health::BleHealth(" in generated.main
        assert f"new({device}_client) ble_client::BLEClient(" in generated.main
        assert f"{device}->set_outbox(outbox);" in generated.main
    kept = {vital for _, vitals in DEVICES.values() for vital in vitals}
    assert rows(generated.main) == kept


def test_a_probe_beside_it_works_as_documented(tmp_path: Path) -> None:
    """Air, a table and an arm are no body temperature: nothing outside 34 to 43 degrees is told or kept."""
    [block] = documented("A thermometer beside it", "wiring")
    [file] = yaml.safe_load(block)["packages"]["probe"]["files"]
    path = tmp_path / "probe.yaml"
    path.write_text(
        f"packages:\n  core: !include {FIRMWARE / 'healthsense-oximeter.yaml'}\n"
        f"  probe: !include {{file: {ROOT / file['path']}, vars: {{pin: {file['vars']['pin']}}}}}\n{OFFLINE}"
    )
    generated = generate(path, "healthsense-oximeter", tmp_path)
    assert generated.status == 0, generated.output[-3000:]
    assert "WARNING" not in generated.output
    assert "new(probe_temperature) dallas_temp::DallasTemperatureSensor" in generated.main
    assert re.search(r"ClampFilter\(34(\.0f?)?, 43(\.0f?)?, true\)", generated.main)
    assert rows(generated.main) >= {"temperature", "spo2", "heart_rate"}


def test_more_devices_than_connections_are_told(tmp_path: Path) -> None:
    generated = generate(gateway_with(list(DEVICES), tmp_path), "healthsense-ble-gateway", tmp_path)
    assert "connection slot" in generated.output


def test_a_gateway_works_as_documented(tmp_path: Path) -> None:
    """Devices, a passkey and two people on one cuff; only where the packages lie is another place."""
    [devices] = documented("Add a device", "gateway")
    described = yaml.safe_load(devices)["packages"]["devices"]
    assert described["url"] == "https://github.com/healthsense-home/healthsense"
    lines = ["packages:", f"  core: !include {FIRMWARE / 'healthsense-ble-gateway.yaml'}"]
    for number, file in enumerate([*described["files"], {"path": "esphome/packages/ble-meter.yaml", "vars": METER}]):
        fields = ", ".join(f'{key}: "{value}"' for key, value in file["vars"].items())
        lines.append(f"  device_{number}: !include {{file: {ROOT / file['path']}, vars: {{{fields}}}}}")
    for heading in ("A device that asks for a passkey", "Two people, one cuff"):
        [block] = documented(heading, "gateway")
        name = f"{heading[:5].strip()}.yaml"
        (tmp_path / name).write_text(block)
        lines.append(f"  {name[0]}: !include '{name}'")
    path = tmp_path / "gateway.yaml"
    path.write_text("\n".join(lines) + "\n" + OFFLINE)
    generated = generate(path, "healthsense-ble-gateway", tmp_path)
    assert generated.status == 0, generated.output[-3000:]
    assert "WARNING" not in generated.output
    main = generated.main
    for thing in ("new(cuff) ble_health", "new(kitchen_scale) ble_health", "PasskeyReply", "new(berta_systolic)"):
        assert thing in main, thing
    assert re.search(r"cuff->add_sensor\(ble_health::Channel::SYSTOLIC, 1, [^,]+, berta_systolic\)", main)
    assert 'outbox->add_row(anna_diastolic, "diastolic");' in main


def test_the_factory_image_is_the_one_of_the_repository(tmp_path: Path) -> None:
    """The test's own wrapping adds nothing but what keeps it offline."""
    path, name = factory_image(FIRMWARE / "healthsense-oximeter.yaml", tmp_path)
    assert name == "healthsense-oximeter"
    assert path.read_text().splitlines()[1].endswith("esphome/healthsense-oximeter.factory.yaml")
