"""The virtual MAX30100 keeps to its own register map: 16 samples of four bytes, infrared first."""

from collections.abc import Callable
from statistics import mean

import pytest
from virtual_sensor import Sensor

type NewSensor = Callable[..., Sensor]

STATUS, ENABLE = 0x00, 0x01
WRITE_POINTER, OVERFLOW, READ_POINTER, DATA = 0x02, 0x03, 0x04, 0x05
MODE, SPO2, LED = 0x06, 0x07, 0x09
T_WHOLE, T_FRACTION, REVISION, PART = 0x16, 0x17, 0xFE, 0xFF
A_FULL, TEMP_RDY, HR_RDY, SPO2_RDY, PWR_RDY = 0x80, 0x40, 0x20, 0x10, 0x01
TEMP_EN, RESET, SHUTDOWN, HEART_RATE, SPO2_MODE = 0x08, 0x40, 0x80, 2, 3


@pytest.fixture
def chip(new_sensor: NewSensor) -> Sensor:
    chip = new_sensor("still", 30100)
    chip.reflect(100.0, 200.0)
    return chip


def start(chip: Sensor, mode: int = SPO2_MODE, led: int = 0x66, spo2: int = 0x47) -> None:
    """0x47: high resolution, 100 samples a second, 1600 us."""
    chip.write(SPO2, spo2)
    chip.write(LED, led)
    chip.write(MODE, mode)
    chip.write(WRITE_POINTER, 0, 0, 0)


def samples(chip: Sensor) -> list[tuple[int, int]]:
    """(infrared, red) of all that waits."""
    write, overflow, read = chip.read(WRITE_POINTER, 3)
    count = 16 if overflow else (write - read) & 15
    data = chip.read(DATA, 4 * count) if count else b""
    return [(data[i] << 8 | data[i + 1], data[i + 2] << 8 | data[i + 3]) for i in range(0, len(data), 4)]


def test_its_part_id_tells_it_from_the_others(chip: Sensor) -> None:
    assert chip.read(REVISION, 2) == b"\x05\x11"


def test_after_power_up(chip: Sensor) -> None:
    assert [chip.byte(STATUS), chip.byte(STATUS)] == [PWR_RDY, 0]
    assert chip.read(ENABLE, 9) == bytes(9)


def test_infrared_comes_first_and_heart_rate_mode_has_no_red(chip: Sensor) -> None:
    start(chip)
    chip.pass_ms(105)
    both = samples(chip)
    assert len(both) == 10
    assert mean(i for i, _ in both) == pytest.approx(2 * mean(r for _, r in both), rel=0.01)
    start(chip, HEART_RATE)
    chip.pass_ms(105)
    assert {red for _, red in samples(chip)} == {0}


# The datasheet's table of LED currents: red in the upper half of the register
@pytest.mark.parametrize(("code", "milliamperes"), [(0, 0.0), (1, 4.4), (2, 7.6), (7, 24.0), (8, 27.1), (15, 50.0)])
def test_currents_come_from_a_table(chip: Sensor, code: int, milliamperes: float) -> None:
    start(chip, led=code << 4 | 7)
    chip.pass_ms(105)
    infrared, red = (mean(column) for column in zip(*samples(chip), strict=True))
    assert red / infrared == pytest.approx(milliamperes / 24.0 / 2, rel=0.02, abs=0.003)


@pytest.mark.parametrize(("width", "bits"), list(enumerate([13, 14, 15, 16])))
def test_counts_are_left_justified_in_16_bits(chip: Sensor, width: int, bits: int) -> None:
    start(chip, spo2=0x44 | width)
    chip.pass_ms(155)
    lowest = 1 << 16 - bits
    values = [value for sample in samples(chip) for value in sample]
    assert all(value % lowest == 0 for value in values)
    assert any(value % (2 * lowest) for value in values)


@pytest.mark.parametrize(("mode", "highest"), [(SPO2_MODE, (7, 4, 3, 1)), (HEART_RATE, (7, 7, 3, 1))])
def test_a_rate_too_high_for_the_pulse_width_becomes_the_highest_possible(
    chip: Sensor, mode: int, highest: tuple[int, ...]
) -> None:
    chip.write(MODE, mode)
    for width, code in enumerate(highest):
        chip.write(SPO2, 7 << 2 | width)
        assert chip.byte(SPO2) == code << 2 | width


@pytest.mark.parametrize(("code", "rate_hz"), list(enumerate([50, 100, 167, 200, 400, 600, 800, 1000])))
def test_sample_rates(chip: Sensor, code: int, rate_hz: int) -> None:
    start(chip, spo2=code << 2)
    chip.pass_ms(10_500 / rate_hz)
    assert len(samples(chip)) == 10


@pytest.mark.parametrize(("count", "lost"), [(16, 0), (17, 1), (20, 4), (40, 15)])
def test_a_full_fifo_keeps_the_oldest_and_counts(chip: Sensor, count: int, lost: int) -> None:
    start(chip)
    chip.advance_samples(count)
    write, overflow, read = chip.read(WRITE_POINTER, 3)
    assert (overflow, write) == (lost, read)
    chip.read(DATA, 4)
    assert chip.byte(OVERFLOW) == 0


def test_flags(chip: Sensor) -> None:
    start(chip)
    chip.byte(STATUS)
    chip.pass_ms(15)
    assert chip.byte(STATUS) == SPO2_RDY
    chip.pass_ms(130)
    assert not chip.byte(STATUS) & A_FULL
    chip.pass_ms(10)
    assert chip.byte(STATUS) & A_FULL
    chip.write(MODE, HEART_RATE)
    chip.byte(STATUS)
    chip.pass_ms(15)
    assert chip.byte(STATUS) & HR_RDY
    chip.read(DATA, 4)
    assert not chip.byte(STATUS) & (HR_RDY | SPO2_RDY)


def test_die_temperature_leaves_the_sampling_alone(chip: Sensor) -> None:
    start(chip)
    chip.pass_ms(14)
    chip.byte(STATUS)
    chip.write(MODE, SPO2_MODE | TEMP_EN)
    chip.pass_ms(28)
    assert chip.byte(MODE) == SPO2_MODE | TEMP_EN
    chip.pass_ms(2)
    assert chip.byte(MODE) == SPO2_MODE
    assert chip.byte(STATUS) & TEMP_RDY
    assert chip.read(T_WHOLE, 2) == bytes([29, 7])
    assert len(samples(chip)) == 4


def test_reset_and_shut_down(chip: Sensor) -> None:
    start(chip)
    chip.pass_ms(55)
    chip.write(MODE, SHUTDOWN | SPO2_MODE)
    chip.pass_ms(100)
    assert chip.byte(LED) == 0x66
    assert len(samples(chip)) == 5
    chip.write(MODE, RESET)
    chip.pass_ms(1)
    assert chip.read(ENABLE, 9) == bytes(9)
    assert chip.byte(STATUS) == 0


def test_a_finger_fills_it_at_its_highest_currents_only(new_sensor: NewSensor) -> None:
    chip = new_sensor("finger", 30100)
    start(chip, led=0xFF)
    chip.pass_ms(1000)
    samples(chip)
    chip.pass_ms(15)
    infrared, _ = samples(chip)[-1]
    assert 0.85 * 65536 < infrared < 65535
