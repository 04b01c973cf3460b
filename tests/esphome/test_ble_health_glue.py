"""The way to a real device, without one: against ESPHome's headers, and in conversation with a played Bluedroid.

No program for a chip is built here and none was run: ESP-IDF's types are stubs of ours.
"""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from ble_publisher import COMPONENT
from test_ble_health_config import GATEWAY, run

IDF = Path(__file__).with_name("idf")
HEADERS = (
    *("freertos/FreeRTOS.h", "freertos/task.h", "freertos/semphr.h", "freertos/queue.h", "sdkconfig.h", "nvs_flash.h"),
    *("esp_gap_ble_api.h", "esp_gattc_api.h", "esp_gatts_api.h", "esp_gatt_common_api.h", "esp_gatt_defs.h"),
    *("esp_bt_defs.h", "esp_bt_main.h", "esp_bt.h", "esp_task_wdt.h", "esp_system.h", "esp_log.h", "esp_heap_caps.h"),
    *("esp_err.h", "esp_cpu.h", "esp_attr.h", "esp_timer.h", "esp_idf_version.h", "driver/gpio.h", "soc/soc_caps.h"),
)


def forward(folder: Path, include: str, *names: str) -> None:
    """Headers that are another one."""
    for name in names:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f'#include "{include}"\n')


def test_the_component_compiles_against_the_headers_of_esphome(tmp_path: Path) -> None:
    well, said = run(tmp_path, GATEWAY, "compile", "--only-generate")
    assert well, said
    source = tmp_path / ".esphome" / "build" / "gateway" / "src"
    stubs = tmp_path / "stubs"
    forward(stubs, "idf.h", *HEADERS)
    shutil.copy(IDF / "idf.h", stubs)
    tracker = "esphome/components/esp32_ble_tracker/esp32_ble_tracker.h"
    (stubs / tracker).parent.mkdir(parents=True)
    shutil.copy(IDF / "esp32_ble_tracker.h", stubs / tracker)
    files = sorted((source / "esphome" / "components" / "ble_health").glob("*.cpp"))
    assert {file.name for file in files} >= {"gatt_client.cpp", "ble_health.cpp", "entities.cpp"}
    for file in files:
        done = subprocess.run(
            [
                *(
                    "g++",
                    "-std=gnu++20",
                    "-fsyntax-only",
                    "-Wall",
                    "-Wextra",
                    "-Wno-unused-parameter",
                    "-Wno-empty-body",
                ),
                *("-DUSE_ESP32", "-DUSE_ESP_IDF", "-DUSE_ESP32_VARIANT_ESP32C3", "-I", stubs, "-I", source, file),
            ],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-3000:]
        ours = [line for line in done.stderr.splitlines() if "warning:" in line and "ble_health" in line.split(":")[0]]
        assert ours == []


type Play = Callable[[str], list[str]]


@pytest.fixture(scope="module")
def play(tmp_path_factory: pytest.TempPathFactory) -> Play:
    """Plays a story, one event a line, and returns what the client did."""
    folder = tmp_path_factory.mktemp("glue")
    forward(folder, "glue.h", "ble_health.h", "esphome/core/defines.h", "esphome/core/log.h")
    forward(folder, "glue.h", "esphome/components/ble_client/ble_client.h")
    for name in ("gatt_client.h", "gatt_client.cpp"):
        shutil.copy(COMPONENT / name, folder)
    program = folder / "glue"
    subprocess.run(
        [
            *("g++", "-std=gnu++20", "-O1", "-Wall", "-Wextra", "-Werror", "-Wno-unused-parameter", "-DUSE_ESP32"),
            *("-fsanitize=address,undefined", "-fno-sanitize-recover=all", "-I", folder, "-I", IDF),
            *(folder / "gatt_client.cpp", Path(__file__).with_name("ble_glue.cpp"), "-o", program),
        ],
        check=True,
    )

    def story(events: str) -> list[str]:
        lines = "\n".join(line.strip() for line in events.splitlines() if line.strip())
        done = subprocess.run([program], input=lines, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout.splitlines()

    return story


READ, NOTIFY, INDICATE = 2, 16, 32
CUFF = f"""
    want-read 1805 2A2B
    want 1810 2A35
    want-read 180F 2A19
    has 1805 2A2B 30 {READ}
    has 1810 2A35 42 {INDICATE}
    has 180F 2A19 51 {READ | NOTIFY}
"""


def test_one_thing_after_the_other_and_the_services_are_let_go_at_the_end(play: Play) -> None:
    done = play(CUFF + "found\n read 30 0 ea07\n subscribed 0\n read 51 0 4b\n notify 42 0 1601\n gone")
    assert done == [
        *("connected", "read 30"),
        *("received 2A2B ea07", "subscribe 42"),
        "read 51",
        *("received 2A19 4b", "subscribed", "established"),
        "received 2A35 1601",
        "disconnected",
    ]


def test_what_the_device_has_not_is_left_out(play: Play) -> None:
    cuff = "want-read 1805 2A2B\n want 1810 2A35\n want 1822 2A5E\n has 1810 2A35 42 32\n"
    assert play(cuff + "found\n subscribed 0") == ["connected", "subscribe 42", "subscribed", "established"]
    assert play("want 1810 2A35\n found") == ["connected", "subscribed", "established"]


def test_what_cannot_be_read_or_subscribed_to_is_not_asked_for(play: Play) -> None:
    cuff = f"want-read 1805 2A2B\n want 1810 2A35\n has 1805 2A2B 30 8\n has 1810 2A35 42 {READ}\n"
    assert play(cuff + "found") == ["connected", "subscribed", "established"]


def test_an_indication_that_comes_early_is_not_lost(play: Play) -> None:
    assert "received 2A35 1601" in play(CUFF + "found\n read 30 0 ea07\n notify 42 0 1601")


def test_a_read_that_fails_is_passed_over(play: Play) -> None:
    assert play(CUFF + "found\n read 30 5") == ["connected", "read 30", "subscribe 42"]


def test_a_device_that_does_not_answer_is_not_waited_for(play: Play) -> None:
    assert play(CUFF + "found\n wait 4999") == ["connected", "read 30"]
    assert play(CUFF + "found\n wait 5000") == ["connected", "read 30", "subscribe 42"]
    assert play(CUFF + "found\n wait 5000\n wait 4999\n wait 1")[-1] == "read 51"


def test_what_bluedroid_does_not_take_is_passed_over(play: Play) -> None:
    assert play(CUFF + "refuse\n found\n read 30 0 ea07") == [
        *("connected", "read 30", "received 2A2B ea07", "subscribe 42", "read 51"),
    ]


def test_pairing_comes_first(play: Play) -> None:
    done = play("bonding\n" + CUFF + "found\n auth 0 1\n wait 6000\n auth 1 1")
    assert done == ["connected", "pair", "paired 1", "read 30"]


def test_a_pairing_that_fails_is_said_and_tried_without(play: Play) -> None:
    assert play("bonding\n" + CUFF + "found\n auth 1 0") == ["connected", "pair", "paired 0", "read 30"]


def test_a_passkey_may_take_half_a_minute(play: Play) -> None:
    assert play("bonding\n" + CUFF + "found\n wait 29999") == ["connected", "pair"]
    assert play("bonding\n" + CUFF + "found\n wait 30000") == ["connected", "pair", "read 30"]


def test_a_cuff_that_wants_pairing_and_was_not_set_up_for_it(play: Play) -> None:
    done = play(CUFF + "found\n read 30 0 ea07\n subscribed 5")
    assert done[-2:] == ["needs pairing", "read 51"]


def test_writing(play: Play) -> None:
    meter = f"want 1808 2A52\n has 1808 2A52 60 {INDICATE | 8}\n found\n subscribed 0\n"
    assert play(meter + "write 2A52 0101")[-2:] == ["write 60 0101", "taken"]
    assert play(meter + "write 2A2B 0101")[-1] == "not taken"
    assert play(meter + "write 2A52 " + "00" * 21)[-1] == "not taken"
    assert play(meter + "written 60 0")[-1] == "established"
    assert play(meter + "written 60 5")[-1] == "refused 2A52 5"
    assert play(meter + "gone\n write 2A52 0101")[-2:] == ["disconnected", "not taken"]


def test_a_hang_up_is_one_and_the_next_connection_begins_anew(play: Play) -> None:
    done = play(CUFF + "found\n gone\n gone\n found")
    assert done == ["connected", "read 30", "disconnected", "connected", "read 30"]
    assert play(CUFF + "gone") == []


def test_a_hang_up_while_pairing(play: Play) -> None:
    assert play("bonding\n" + CUFF + "found\n gone\n wait 60000\n auth 1 1") == [
        *("connected", "pair", "disconnected", "paired 1"),
    ]
