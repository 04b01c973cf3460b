"""What `esphome config` says of outboxes that cannot work, and what is generated for an ESP32 (nothing is compiled)."""

import subprocess
from pathlib import Path

import pytest
from esphome_cli import Said, esphome

COMPONENTS = Path(__file__).resolve().parents[2] / "esphome" / "components"
PLATFORMS = {
    "host": "host:",
    "esp32": "esp32: {board: esp32dev, framework: {type: esp-idf}}\nwifi: {ssid: a, password: aaaaaaaa}",
    "esp32c3": "esp32: {board: esp32-c3-devkitm-1, framework: {type: esp-idf}}\nwifi: {ssid: a, password: aaaaaaaa}",
    "esp32c2": "esp32: {variant: esp32c2, framework: {type: esp-idf}}\nwifi: {ssid: a, password: aaaaaaaa}",
    "esp8266": "esp8266: {board: d1_mini}\nwifi: {ssid: a, password: aaaaaaaa}",
}
PULSE = "readings: [{sensor: pulse, vital: heart_rate}]"


def run(folder: Path, command: list[str], outbox: str, *, on: str = "host", api: str = "api:") -> Said:
    node = folder / "probe.yaml"
    node.write_text(
        f"esphome: {{name: probe}}\n{PLATFORMS[on]}\n"
        f"external_components: [{{source: {{type: local, path: {COMPONENTS}}}}}]\nlogger:\n{api}\n"
        "sensor:\n"
        "  - {platform: template, id: pulse, name: Pulse, unit_of_measurement: bpm}\n"
        "  - {platform: template, id: hidden, name: Hidden, internal: true}\n"
        "  - {platform: template, id: quality, name: Quality}\n"
        f"healthsense_outbox: {{id: outbox, {outbox}}}\n"
    )
    return esphome(*command, node, data=folder / "data")


@pytest.mark.parametrize(
    ("on", "outbox", "capacity"),
    [
        ("host", PULSE, 2000),
        ("host", f"{PULSE}, restore: true", 2000),
        ("esp32", PULSE, 2000),
        ("esp32", f"{PULSE}, restore: true, interval: 10s, quality: quality", 500),
        ("esp32c3", f"{PULSE}, restore: true, capacity: 500", 500),
    ],
)
def test_the_usual_is_accepted_and_says_how_much_it_holds(tmp_path: Path, on: str, outbox: str, capacity: int) -> None:
    done = run(tmp_path, ["config"], outbox, on=on)
    assert done.status == 0, done.output
    assert f"capacity: {capacity}" in done.output


@pytest.mark.parametrize(
    ("on", "outbox", "reason"),
    [
        ("host", "readings: [{sensor: pulse, vital: Heart rate}]", "is no vital sign's key"),
        ("host", "readings: []", "length of value must be at least 1"),
        ("host", "readings: [{sensor: pulse, vital: a}, {sensor: pulse, vital: b}]", "is listed twice"),
        ("host", "readings: [{sensor: hidden, vital: heart_rate}]", "Home Assistant does not know it"),
        ("host", "readings: [{sensor: nowhere, vital: heart_rate}]", "Couldn't find ID 'nowhere'"),
        ("host", f"{PULSE}, capacity: 19", "value must be at least 20"),
        ("host", f"{PULSE}, interval: 100ms", "value must be at least 1s"),
        ("esp32", f"{PULSE}, restore: true, capacity: 501", "RTC memory, which holds 500"),
        ("esp32c3", f"{PULSE}, capacity: 5001", "an ESP32 has memory for 5000 readings"),
        ("esp32c2", f"{PULSE}, restore: true", "ESP32C2 has too little RTC memory"),
        ("esp8266", PULSE, "only available on"),
    ],
)
def test_what_cannot_work_is_refused_with_the_reason(tmp_path: Path, on: str, outbox: str, reason: str) -> None:
    done = run(tmp_path, ["config"], outbox, on=on)
    assert done.status != 0
    assert reason in done.words, done.output


def test_without_the_api_there_is_nobody_to_tell(tmp_path: Path) -> None:
    done = run(tmp_path, ["config"], PULSE, api="")
    assert done.status != 0
    assert "requires component api" in done.output


@pytest.mark.parametrize("on", ["esp32", "esp32c3"])
def test_an_esp32_keeps_its_readings_in_rtc_memory(tmp_path: Path, on: str) -> None:
    """500 records of 12 bytes and two headers of 56 fit into what is set aside of its 8 kB."""
    done = run(tmp_path, ["compile", "--only-generate"], f"{PULSE}, restore: true", on=on)
    assert done.status == 0, done.output
    source = tmp_path / "data" / "build" / "probe" / "src"
    main = (source / "main.cpp").read_text()
    assert "new(outbox) healthsense_outbox::Outbox(500, 30000, 1);" in main
    assert 'outbox->add_row(pulse, "heart_rate");' in main
    defines = (source / "esphome" / "core" / "defines.h").read_text()
    for name in ("USE_HEALTHSENSE_OUTBOX_RETAINED", "USE_API_CUSTOM_SERVICES", "USE_API_HOMEASSISTANT_SERVICES"):
        assert f"#define {name}\n" in defines
    assert f"#define HEALTHSENSE_OUTBOX_BYTES {500 * 12 + 2 * 56}\n" in defines
    assert 500 * 12 + 2 * 56 <= 6144


def test_without_deep_sleep_it_keeps_more_in_memory_that_a_restart_does_not_clear(tmp_path: Path) -> None:
    done = run(tmp_path, ["compile", "--only-generate"], PULSE, on="esp32")
    assert done.status == 0, done.output
    defines = (tmp_path / "data" / "build" / "probe" / "src" / "esphome" / "core" / "defines.h").read_text()
    assert f"#define HEALTHSENSE_OUTBOX_BYTES {2000 * 12 + 2 * 56}\n" in defines
    assert "USE_HEALTHSENSE_OUTBOX_RETAINED" not in defines


@pytest.mark.parametrize("retained", ["#define USE_HEALTHSENSE_OUTBOX_RETAINED", ""])
def test_the_esp32_s_part_is_c_plus_plus(tmp_path: Path, retained: str) -> None:
    """No ESP32 compiler is at hand: its few lines are read by another one, over what they need of ESP-IDF."""
    (tmp_path / "esphome" / "core").mkdir(parents=True)
    (tmp_path / "esphome" / "core" / "defines.h").write_text(
        f"#pragma once\n#define USE_ESP32\n{retained}\n#define HEALTHSENSE_OUTBOX_BYTES 6112\n"
    )
    (tmp_path / "esp_attr.h").write_text(
        '#pragma once\n#define RTC_NOINIT_ATTR __attribute__((section(".rtc_noinit")))\n'
        '#define __NOINIT_ATTR __attribute__((section(".noinit")))\n'
    )
    (tmp_path / "esphome" / "core" / "hal.h").write_text(
        "#pragma once\n#include <cstdint>\nnamespace esphome { inline uint64_t millis_64() { return 0; } }\n"
    )
    source = COMPONENTS / "healthsense_outbox" / "memory.cpp"
    subprocess.run(
        ["g++", "-std=gnu++20", "-fsyntax-only", "-Wall", "-Wextra", "-Werror", "-I", tmp_path, source], check=True
    )
