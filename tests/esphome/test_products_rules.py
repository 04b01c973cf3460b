"""The rules for products: the repository's keep them, and each rule finds what breaks it."""

import copy
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "script"))

import check_products as rules  # noqa: E402 - a program of the repository, not a package
from check_products import Product, ProductError, findings, load, main, products  # noqa: E402

FACTORY = rules.FIRMWARE / "healthsense-wearable-c3.factory.yaml"

type Change = Callable[[Product], object]


@pytest.fixture(scope="module")
def every_product() -> list[Product]:
    return [load(path) for path in products()]


def test_every_product_keeps_every_rule(every_product: list[Product]) -> None:
    assert len(every_product) == 22
    assert [finding for product in every_product for finding in findings(product)] == []


@pytest.fixture(scope="module")
def _good(every_product: list[Product]) -> Product:
    return next(product for product in every_product if product.path == FACTORY)


@pytest.fixture
def good(_good: Product) -> Product:
    return copy.deepcopy(_good)


def item(product: Product, domain: str, **match: str) -> dict[str, Any]:
    return next(
        block for block in product.written[domain] if all(block.get(key) == value for key, value in match.items())
    )


BREAKS: list[tuple[Change, str]] = [
    # every component has an id
    (lambda p: p.written["logger"].pop("id"), "logger has no id"),
    (lambda p: p.written["api"].pop("id"), "api has no id"),
    (lambda p: p.written["wifi"]["ap"].pop("id"), "wifi > ap has no id"),
    (lambda p: p.written.update(wifi=None), "wifi has no id"),
    (lambda p: item(p, "ota", platform="http_request").pop("id"), "ota > http_request has no id"),
    (lambda p: item(p, "sensor", platform="max3010x")["spo2"].pop("id"), "sensor > max3010x > spo2 has no id"),
    (lambda p: item(p, "button", platform="restart").pop("id"), "button > restart has no id"),
    # nothing private, no fixed address
    (lambda p: p.written["wifi"].update(ssid="ours"), "wifi > ssid belongs to one household"),
    (lambda p: p.written["wifi"]["ap"].update(password="secret"), "wifi > ap > password belongs to one household"),
    (lambda p: item(p, "ota", platform="esphome").update(password="x"), "ota > esphome > password belongs to one"),
    (lambda p: p.written["wifi"].update(manual_ip={"static_ip": "10.0.0.9"}), "wifi > manual_ip fixes an address"),
    (lambda p: p.written["wifi"].update(use_address="10.0.0.9"), "wifi > use_address fixes an address"),
    # encryption without a key
    (lambda p: p.written["api"].pop("encryption"), "api has no encryption"),
    (lambda p: p.written["api"].update(encryption={"key": "AAAA"}), "has a key that everybody knows"),
    # the network can be told
    (lambda p: p.written["wifi"].pop("ap"), "no access point"),
    (lambda p: p.written.pop("captive_portal"), "captive_portal is missing"),
    (lambda p: p.written.pop("improv_ble"), "improv_ble is missing"),
    (lambda p: p.written.pop("improv_serial"), "improv_serial is missing"),
    # adoption
    (lambda p: p.written.pop("dashboard_import"), "package_import_url is ''"),
    (
        lambda p: p.written["dashboard_import"].update(
            package_import_url="github://healthsense-home/healthsense/esphome/healthsense-wearable-s3.yaml@main"
        ),
        "not 'github://healthsense-home/healthsense/esphome/healthsense-wearable-c3.yaml@main'",
    ),
    (lambda p: p.written["dashboard_import"].update(import_full_config=True), "copies the configuration"),
    (lambda p: p.sources.remove(p.core), "healthsense-wearable-c3.yaml is not included"),
    # project
    (lambda p: p.written["esphome"].pop("project"), "project > name is ''"),
    (lambda p: p.written["esphome"]["project"].update(name="someone.else"), "project > name is 'someone.else'"),
    # updates
    (lambda p: p.written["ota"].remove(item(p, "ota", platform="esphome")), "ota has no platform esphome"),
    (lambda p: p.written["ota"].remove(item(p, "ota", platform="http_request")), "ota has no platform http_request"),
    (lambda p: p.written["http_request"].update(verify_ssl=False), "does not verify"),
    (lambda p: p.written.pop("update"), "update needs one manifest, over https"),
    (lambda p: p.written["update"][0].update(source="http://x/m.json"), "update needs one manifest, over https"),
    (lambda p: p.written["update"][0].update(source="https://x/other.manifest.json"), "which is what a release has"),
    # name
    (lambda p: p.written["esphome"].update(name_add_mac_suffix=False), "name_add_mac_suffix is not true"),
    (lambda p: p.written["esphome"].update(friendly_name="ESPHome oximeter"), "the word ESPHome only in"),
    (lambda p: p.written["esphome"].update(friendly_name=""), "esphome needs a name"),
    (lambda p: p.written["substitutions"].pop("friendly_name"), "substitutions > friendly_name is missing"),
    # a bad update
    (lambda p: p.written.pop("safe_mode"), "safe_mode is missing"),
    (lambda p: p.written["safe_mode"].update(disabled=True), "safe_mode is missing"),
    (lambda p: p.completed["esp32"]["framework"]["advanced"].update(enable_ota_rollback=False), "rollback is off"),
    (
        lambda p: p.completed["esp32"]["framework"].update(sdkconfig_options={"CONFIG_ESP_TASK_WDT_INIT": "n"}),
        "turns a watchdog off",
    ),
    # the rest
    (lambda p: p.written.pop("status_led"), "status_led is missing"),
    (lambda p: p.written["logger"].update(level="DEBUG"), "shows readings"),
    (lambda p: p.written["logger"].pop("level"), "shows readings"),
    (lambda p: p.completed["esp32"].update(variant="ESP32S2"), "variant ESP32S2 is none of"),
    (lambda p: p.completed["esp32"]["framework"].update(type="arduino"), "framework is not esp-idf"),
    (lambda p: p.warnings.append("GPIO2 is a strapping pin"), "ESPHome warns: GPIO2 is a strapping pin"),
]


@pytest.mark.parametrize(("change", "finding"), BREAKS, ids=[finding for _, finding in BREAKS])
def test_what_breaks_a_rule_is_found(good: Product, change: Change, finding: str) -> None:
    assert findings(good) == []
    change(good)
    assert any(finding in found for found in findings(good)), findings(good)


def copied(tmp_path: Path, file: str, old: str, new: str) -> Path:
    """The firmware's YAML files in another place, with one piece of one file's text replaced."""
    (tmp_path / "packages").mkdir()
    for path in (*rules.FIRMWARE.glob("healthsense-wearable*.yaml"), *rules.FIRMWARE.glob("packages/*.yaml")):
        text = path.read_text()
        if path.name == file:
            assert old in text
            text = text.replace(old, new, 1)
        (tmp_path / path.relative_to(rules.FIRMWARE)).write_text(text)
    return tmp_path / FACTORY.name


@pytest.mark.parametrize(
    ("file", "old", "new", "finding"),
    [
        (
            "device.yaml",
            "comment: Informs, is not a medical device",
            "comment: !secret wifi",
            "device.yaml asks for a secret",
        ),
        ("device.yaml", "@main", "@other", "components_source is not"),
        (
            "device.yaml",
            "  - source: ${components_source}",
            "  - source: components",
            "must be ${components_source} alone",
        ),
        (FACTORY.name, "    version: dev\n", '    version: "1.0"\n', "the file itself must say 'version: dev'"),
        (
            "board-esp32-c3.yaml",
            "status_led_pin: GPIO10",
            "status_led_pin: GPIO8",
            "ESPHome warns: GPIO8 is a strapping",
        ),
    ],
)
def test_what_a_file_itself_says_is_looked_at(tmp_path: Path, file: str, old: str, new: str, finding: str) -> None:
    path = copied(tmp_path, file, old, new)
    (tmp_path / "secrets.yaml").write_text("wifi: something long\n")
    if "source: components" in new:
        (tmp_path / "components").symlink_to(rules.FIRMWARE / "components")
    assert any(finding in found for found in findings(load(path)))


def test_a_core_has_no_project_and_no_way_to_be_told_a_network_by_improv_is_no_fault(good: Product) -> None:
    core = load(good.core)
    assert findings(core) == []
    core.written["esphome"]["project"] = {"name": "healthsense.x", "version": "1"}
    assert findings(core) == [
        f"{core.path.name}: esphome > project belongs into the factory image: an adopted device is its owner's"
    ]


def test_what_esphome_refuses_is_told(tmp_path: Path) -> None:
    path = copied(tmp_path, "max3010x.yaml", "model: ${sensor_model}", "model: MAX30199")
    with pytest.raises(ProductError, match="MAX30199"):
        load(path)


def test_the_program_prints_its_findings_and_says_so_by_its_status(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(FACTORY)]) == 0
    assert capsys.readouterr().out == ""
    assert main([str(copied(tmp_path, "device.yaml", "level: INFO", "level: DEBUG"))]) == 1
    assert "logger > level shows readings" in capsys.readouterr().out
