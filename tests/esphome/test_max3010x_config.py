"""What `esphome config` says of configurations that cannot work, and what comes of those that can."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest
from esphome_cli import Said, esphome

ROOT = Path(__file__).resolve().parents[2]
COMPONENTS = ROOT / "esphome" / "components"
PLATFORMS = {
    "host": "host:",
    "esp32": "esp32: {board: esp32dev, framework: {type: esp-idf}}",
    "esp32s3": "esp32: {board: esp32-s3-devkitc-1, framework: {type: esp-idf}}",
    "esp32c3": "esp32: {board: esp32-c3-devkitm-1, framework: {type: esp-idf}}",
}
BUSES = {
    "host": "{id: bus, device: /dev/null, scan: false, frequency: 400kHz}",
    "esp32": "{id: bus, sda: 21, scl: 22, frequency: 400kHz}",
    "esp32s3": "{id: bus, sda: 6, scl: 7, frequency: 400kHz}",
    "esp32c3": "{id: bus, sda: 5, scl: 6, frequency: 400kHz}",
}


@pytest.fixture(scope="module")
def limits() -> ModuleType:
    """limits.py, which imports nothing of ESPHome's."""
    spec = importlib.util.spec_from_file_location("max3010x_limits", COMPONENTS / "max3010x" / "limits.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def run(
    folder: Path, command: list[str], hub: str, *, on: str = "host", bus: str = "", hubs: str = "", more: str = ""
) -> Said:
    """Runs ESPHome on a node of this hub, or of these; all that it printed, and its status."""
    node = folder / "probe.yaml"
    node.write_text(
        f"esphome: {{name: probe}}\n{PLATFORMS[on]}\n"
        f"external_components: [{{source: {{type: local, path: {COMPONENTS}}}}}]\n"
        f"logger:\ni2c: {bus or BUSES[on]}\nmax3010x: {hubs or f'{{id: oximeter, i2c_id: bus, {hub}}}'}\n{more}\n"
    )
    return esphome(*command, node, data=folder / "data")


def test_the_usual_is_possible(limits: ModuleType) -> None:
    assert limits.refusal("MAX30102", 400, 411, 4) is None
    assert limits.refusal("MAX30100", 100, 1600, 1) is None
    for model in limits.MODELS:
        usual = limits.limits_of(model)
        defaults = (usual.default_sample_rate, usual.default_pulse_width_us, usual.default_averaging)
        assert limits.refusal(model, *defaults) is None


# Datasheet 19-7740 Rev 1, table 11, and 19-7065 Rev 0, table 8: SpO2 mode, two pulses between two samples.
ALLOWED = {
    "MAX30102": {
        50: {69, 118, 215, 411},
        100: {69, 118, 215, 411},
        200: {69, 118, 215, 411},
        400: {69, 118, 215, 411},
        800: {69, 118, 215},
        1000: {69, 118},
        1600: {69},
        3200: set(),
    },
    "MAX30100": {
        50: {200, 400, 800, 1600},
        100: {200, 400, 800, 1600},
        167: {200, 400, 800},
        200: {200, 400, 800},
        400: {200, 400},
        600: {200},
        800: {200},
        1000: {200},
    },
}


@pytest.mark.parametrize("model", ALLOWED)
def test_pulse_widths_that_fit_between_two_samples(limits: ModuleType, model: str) -> None:
    for rate, allowed in ALLOWED[model].items():
        averaging = next((n for n in limits.limits_of(model).averaging if 25 <= rate / n <= 400), 1)
        for width in limits.limits_of(model).pulse_widths_us:
            wrong = limits.refusal(model, rate, width, averaging)
            if width not in allowed:
                assert wrong is not None
                assert wrong[0] == "pulse_width"
                assert "datasheet" in wrong[1]
            elif rate / averaging <= 400:
                assert wrong is None, (rate, width)


def test_two_pulses_and_their_gaps_fit_in_a_sample(limits: ModuleType) -> None:
    """The tables against arithmetic: what is allowed is shorter than the time there is."""
    for model, rows in ALLOWED.items():
        for rate, allowed in rows.items():
            assert all(2 * width * rate < 1_000_000 for width in allowed), (model, rate)


@pytest.mark.parametrize("output_rate", [25, 50, 100, 200, 400])
def test_no_poll_keeps_the_loop_waiting(limits: ModuleType, output_rate: int) -> None:
    """At 400 kHz an ordinary poll takes under 4 ms and a full FIFO under 5 ms; looked at before it is half full."""
    for model in limits.MODELS:
        family = limits.limits_of(model)
        interval = limits.poll_interval_ms(family, output_rate)
        waiting = output_rate * interval / 1000
        assert waiting <= family.fifo_depth / 2
        assert limits.burst_ms(family, int(waiting) + 1, 400_000) < 4.0
        assert limits.burst_ms(family, family.fifo_depth, 400_000) < 5.0


REFUSED = {
    "no such rate": ("sample_rate: 300Hz", "no rate of 300 Hz, but 50, 100, 200"),
    "pulse too wide": ("sample_rate: 1000Hz, averaging: 8, pulse_width: 411us", "do not fit between two samples"),
    "rate without a pulse": ("sample_rate: 3200Hz, averaging: 8, pulse_width: 69us", "choose a lower sample_rate"),
    "too few samples": ("sample_rate: 100Hz, averaging: 8", "leaves 12.5 samples a second"),
    "too many samples": ("sample_rate: 800Hz, averaging: 1, pulse_width: 69us", "more than the signal core takes"),
    "odd averaging": ("averaging: 3", "averages 1, 2, 4, 8, 16 or 32 samples"),
    "averaging of a MAX30100": ("model: MAX30100, averaging: 4", "the MAX30100 cannot average"),
    "range of a MAX30100": ("model: MAX30100, adc_range: 4096", "the MAX30100 has one range only"),
    "pulse of the other family": ("model: MAX30100, pulse_width: 411us", "no pulse of 411 us, but 200, 400, 800"),
    "current of a MAX30100": ("model: MAX30100, red_current: 1mA", "take 4.4 to 50.0 mA, not 1.0 mA"),
    "too much current": ("maximum_current: 80mA", "take 0.2 to 51.0 mA"),
    "start above the limit": ("red_current: 30mA", "red_current is above maximum_current"),
    "SPI": ("cs_pin: 5", "have an I2C interface only"),
    "SPI bus": ("spi_id: spi", "have an I2C interface only"),
    "another part": ("model: MAX30999", "did you mean"),
    "curve that rises": ("calibration_curve: {a: 45.06, b: 30.354, c: 50}", "has to be negative"),
    "curve elsewhere": ("calibration_curve: {a: -45.06, b: 30.354, c: 9.4845}", "Check signs and order"),
    "interval": ("reporting_interval: 2min", "60s"),
    "poll too seldom": ("poll_interval: 1s", "the FIFO of 32 samples is full after 320 ms"),
    "another address": ("address: 0x58", "these sensors answer at 0x57 only, not at 0x58"),
    "reference without use": ("temperature_compensation: false, reference_temperature: 30°C", "is of no use without"),
}


@pytest.mark.parametrize(("hub", "reason"), REFUSED.values(), ids=REFUSED.keys())
def test_refused_with_the_reason(tmp_path: Path, hub: str, reason: str) -> None:
    done = run(tmp_path, ["config"], hub)
    assert done.status != 0
    assert reason in done.words, done.output


@pytest.mark.parametrize(
    ("on", "bus"), [("host", "{id: bus, device: /dev/null}"), ("esp32", "{id: bus, sda: 21, scl: 22}")]
)
def test_a_slow_bus_is_refused_with_the_reason(tmp_path: Path, on: str, bus: str) -> None:
    """ESPHome's default of 50 kHz is too slow."""
    done = run(tmp_path, ["config"], "", on=on, bus=bus)
    assert done.status != 0
    said = done.words
    assert "the I2C bus runs at 50 kHz: a full FIFO of 32 samples would keep the whole node waiting for 37 ms" in said
    assert "Set frequency: 400kHz" in said


TWO_BUSES = "[{id: bus, sda: 21, scl: 22, frequency: 400kHz}, {id: other, sda: 18, scl: 19, frequency: 400kHz}]"


@pytest.mark.parametrize(("second", "possible"), [("bus", False), ("other", True)])
def test_two_sensors_need_two_buses(tmp_path: Path, second: str, *, possible: bool) -> None:
    """They all answer at one address."""
    hubs = f"[{{id: oximeter, i2c_id: bus}}, {{id: second, i2c_id: {second}}}]"
    done = run(tmp_path, ["config"], "", on="esp32", bus=TWO_BUSES, hubs=hubs)
    assert (done.status == 0) is possible, done.output
    said = done.words
    assert ("oximeter and second are on one bus, bus, but both answer at 0x57" in said) is not possible


def test_a_current_that_the_driver_chooses_cannot_be_set(tmp_path: Path) -> None:
    more = "number: [{platform: max3010x, led_current: {name: LED current}}]"
    done = run(tmp_path, ["config"], "", more=more)
    assert done.status != 0
    assert "set auto_gain: false" in done.output
    assert run(tmp_path, ["config"], "auto_gain: false", more=more).status == 0


EVERYTHING = """
sensor:
  - platform: max3010x
    heart_rate: {name: Heart rate}
    spo2: {name: SpO2}
    rr_interval: {name: RR interval}
    lost_samples: {name: Lost samples}
binary_sensor:
  - platform: max3010x
    finger: {name: Finger present}
text_sensor:
  - platform: max3010x
    status: {name: Status}
number:
  - platform: max3010x
    reporting_interval: {name: Reporting interval}
button:
  - platform: max3010x
    calibrate: {name: Calibrate}
switch:
  - platform: max3010x
    measuring: {name: Measuring}
"""


@pytest.mark.parametrize("on", [platform for platform in PLATFORMS if platform != "host"])
def test_what_an_esp32_gets(tmp_path: Path, on: str) -> None:
    """Generated for the chip; not compiled, as no ESP-IDF is here."""
    hub = (
        "model: MAX30105, sample_rate: 200Hz, averaging: 2, pulse_width: 215us, adc_range: 8192, red_current: 10mA, "
        "calibration_curve: {a: -40, b: 25, c: 96}, swap_leds: true, reporting_interval: 5s"
    )
    done = run(tmp_path, ["compile", "--only-generate"], hub, on=on, more=EVERYTHING)
    assert done.status == 0, done.output
    main = (tmp_path / "data" / "build" / "probe" / "src" / "main.cpp").read_text()
    for line in (
        '.model = "MAX30105",',
        ".map = &max3010x::MAX30102_MAP,",
        ".rate_code = 2,",
        ".width_code = 2,",
        ".averaging_code = 1,",
        ".range_code = 2,",
        ".red = max3010x::LedScale(false).code(10.0f),",
        ".rate_hz = 100.0f,",
        ".swap_leds = true,",
        ".poll_interval_ms = 100,",
        "oximeter->publisher().set_interval(5);",
        "oximeter->publisher().set_sensor(max3010x::Value::HEART_RATE,",
        "oximeter->set_i2c_address(0x57);",
    ):
        assert line in main, line


def test_what_a_max30100_gets(tmp_path: Path) -> None:
    done = run(tmp_path, ["compile", "--only-generate"], "model: MAX30100", on="esp32", more=EVERYTHING)
    assert done.status == 0, done.output
    main = (tmp_path / "data" / "build" / "probe" / "src" / "main.cpp").read_text()
    for line in (
        ".map = &max3010x::MAX30100_MAP,",
        ".rate_code = 1,",
        ".width_code = 3,",
        ".coarse_leds = true,",
        ".full_scale = 65535.0f,",
        ".poll_interval_ms = 80,",
    ):
        assert line in main, line
