"""The virtual MAX30102, MAX30101 and MAX30105 keep to the datasheets' register maps."""

from collections.abc import Callable
from statistics import mean, stdev

import pytest
from virtual_sensor import Max30102 as R
from virtual_sensor import Sensor, drain, samples_of, start_spo2, waiting

type NewSensor = Callable[..., Sensor]

FULL_SCALE = 262_144
MILLIAMPERES = 0.2


@pytest.fixture
def chip(new_sensor: NewSensor) -> Sensor:
    """A MAX30102 before which 100 nA (red) and 200 nA (infrared) come back for each mA."""
    chip = new_sensor("still")
    chip.reflect(100.0, 200.0, 50.0)
    return chip


def ready(new_sensor: NewSensor, part: int) -> Sensor:
    chip = new_sensor("still", part)
    chip.reflect(100.0, 200.0, 50.0)
    return chip


def test_it_answers_at_its_address_only(chip: Sensor) -> None:
    assert chip.transfer(b"\xff", 1) == b"\x15"
    assert chip.transfer(b"\xff", 1, address=0x58) is None


def test_after_power_up(chip: Sensor) -> None:
    assert chip.byte(R.STATUS_1) == R.PWR_RDY
    assert chip.byte(R.STATUS_1) == 0
    # Nothing is measured before a mode is chosen, and no current flows.
    assert chip.read(R.STATUS_2, 6) == bytes(6)
    assert chip.read(R.FIFO, 11) == bytes(11)
    assert (chip.byte(R.PART), chip.byte(R.REVISION)) == (0x15, 0x03)
    chip.pass_ms(1000)
    assert waiting(chip) == 0


@pytest.mark.parametrize("register", [R.STATUS_1, R.STATUS_2, R.T_WHOLE, R.T_FRACTION, R.REVISION, R.PART, 0x0B, 0x80])
def test_what_is_read_only_stays(chip: Sensor, register: int) -> None:
    chip.byte(R.STATUS_1)
    before = chip.byte(register)
    chip.write(register, before ^ 0xFF)
    assert chip.byte(register) == before


@pytest.mark.parametrize("register", [R.FIFO, R.SPO2, R.LED1, R.LED2, R.PILOT, R.SLOTS_12, R.THRESHOLD])
def test_settings_are_read_back(chip: Sensor, register: int) -> None:
    chip.write(register, 0x21)
    assert chip.byte(register) == 0x21


def test_writes_and_reads_go_on_to_the_next_register(chip: Sensor) -> None:
    chip.write(R.LED1, 0x11, 0x22)
    assert chip.read(R.LED1, 2) == b"\x11\x22"


def test_reset_clears_everything_and_itself_and_is_no_power_up(chip: Sensor) -> None:
    start_spo2(chip)
    chip.pass_ms(200)
    chip.byte(R.STATUS_1)
    chip.write(R.MODE, R.RESET)
    assert chip.byte(R.MODE) & R.RESET
    chip.pass_ms(1)
    assert chip.byte(R.MODE) == 0
    assert chip.read(R.FIFO, 10) == bytes(10)
    assert chip.read(R.WRITE_POINTER, 3) == bytes(3)
    assert chip.byte(R.STATUS_1) == 0


def test_shut_down_keeps_the_settings_and_measures_nothing(chip: Sensor) -> None:
    start_spo2(chip)
    chip.pass_ms(105)
    drain(chip)
    chip.write(R.MODE, R.SHUTDOWN | R.SPO2_MODE)
    chip.pass_ms(1000)
    assert waiting(chip) == 0
    assert chip.byte(R.STATUS_1) == 0
    assert chip.byte(R.LED1) == 35
    chip.write(R.MODE, R.SPO2_MODE)
    chip.pass_ms(105)
    assert waiting(chip) == 10


@pytest.mark.parametrize(("code", "rate_hz"), list(enumerate([50, 100, 200, 400, 800, 1000, 1600])))
def test_sample_rates(chip: Sensor, code: int, rate_hz: int) -> None:
    start_spo2(chip, spo2=0x20 | code << 2)
    chip.pass_ms(20_500 / rate_hz)
    assert waiting(chip) == 20


@pytest.mark.parametrize(("code", "averaged"), list(enumerate([1, 2, 4, 8, 16, 32, 32, 32])))
def test_averaging_makes_fewer_and_quieter_samples(chip: Sensor, code: int, averaged: int) -> None:
    start_spo2(chip, averaging=code, spo2=0x2F)  # 400 samples a second
    values: list[int] = []
    for _ in range(8):
        chip.pass_ms(25 * averaged * 2.5)
        samples = drain(chip)
        assert len(samples) == 25
        values += [red for red, _ in samples]
    single = 12.0  # counts of noise at 4096 nA and the longest pulse
    assert stdev(values) == pytest.approx(single / averaged**0.5, rel=0.25, abs=0.3)


# Tables 11 and 12: the highest rate of each pulse width, two LEDs and one
@pytest.mark.parametrize(("mode", "highest"), [(R.SPO2_MODE, (6, 5, 4, 3)), (R.HEART_RATE, (7, 6, 6, 5))])
def test_a_rate_too_high_for_the_pulse_width_becomes_the_highest_possible(
    chip: Sensor, mode: int, highest: tuple[int, ...]
) -> None:
    chip.write(R.MODE, mode)
    for width, code in enumerate(highest):
        chip.write(R.SPO2, 7 << 2 | width)
        assert chip.byte(R.SPO2) == code << 2 | width


@pytest.mark.parametrize(("width", "bits"), list(enumerate([15, 16, 17, 18])))
def test_counts_are_left_justified_in_18_bits(chip: Sensor, width: int, bits: int) -> None:
    start_spo2(chip, spo2=0x24 | width)
    chip.pass_ms(305)
    samples = drain(chip)
    lowest = 1 << 18 - bits
    assert all(value % lowest == 0 for sample in samples for value in sample)
    assert any(value % (2 * lowest) for sample in samples for value in sample)
    # 7 mA: 700 nA of 4096, whatever the resolution.
    assert mean(red for red, _ in samples) == pytest.approx(700 / 4096 * FULL_SCALE, rel=0.002)


@pytest.mark.parametrize("current", [1, 5, 50, 90])
@pytest.mark.parametrize(("code", "full_scale_na"), list(enumerate([2048, 4096, 8192, 16384])))
def test_counts_follow_current_and_range(chip: Sensor, code: int, full_scale_na: int, current: int) -> None:
    start_spo2(chip, current=current, spo2=code << 5 | 0x07)
    chip.pass_ms(305)
    samples = drain(chip)
    expected = [min(1.0, na * current * MILLIAMPERES / full_scale_na) * FULL_SCALE for na in (100, 200)]
    assert [mean(column) for column in zip(*samples, strict=True)] == pytest.approx(expected, rel=0.01, abs=10)


def test_too_much_light_clips_at_full_scale(chip: Sensor) -> None:
    start_spo2(chip, current=255, spo2=0x07)
    chip.pass_ms(105)
    assert {infrared for _, infrared in drain(chip)} == {FULL_SCALE - 1}


def test_no_current_no_light(chip: Sensor) -> None:
    start_spo2(chip, current=0)
    chip.pass_ms(305)
    assert all(value < 60 for sample in drain(chip) for value in sample)


def test_red_comes_first_and_heart_rate_mode_has_red_only(chip: Sensor) -> None:
    start_spo2(chip)
    chip.pass_ms(15)
    red, infrared = drain(chip)[0]
    assert infrared == pytest.approx(2 * red, rel=0.01)
    chip.write(R.MODE, R.HEART_RATE)
    chip.write(R.WRITE_POINTER, 0, 0, 0)
    chip.pass_ms(105)
    assert [len(sample) for sample in drain(chip, 1)] == [1] * 10
    assert waiting(chip) == 0


def test_a_burst_stays_at_the_fifo_and_every_sample_comes_once(chip: Sensor) -> None:
    start_spo2(chip)
    chip.pass_ms(105)
    write, overflow, read = chip.read(R.WRITE_POINTER, 3)
    assert (write, overflow, read) == (10, 0, 0)
    assert len(samples_of(chip.read(R.DATA, 60), 2)) == 10
    assert chip.read(R.WRITE_POINTER, 3) == bytes([10, 0, 10])


def test_a_burst_that_begins_before_the_fifo_ends_in_it(chip: Sensor) -> None:
    start_spo2(chip)
    chip.pass_ms(15)
    answer = chip.read(R.WRITE_POINTER, 3 + 6)
    assert answer[:3] == bytes([1, 0, 0])
    assert samples_of(answer[3:], 2)[0][0] == pytest.approx(700 / 4096 * FULL_SCALE, rel=0.01)


def test_the_read_pointer_advances_with_a_samples_first_byte(chip: Sensor) -> None:
    start_spo2(chip)
    chip.pass_ms(25)
    whole = chip.read(R.DATA, 6)
    chip.write(R.READ_POINTER, 0)
    piece = chip.read(R.DATA, 1)
    assert chip.byte(R.READ_POINTER) == 1
    assert piece + chip.read(R.DATA, 5) == whole


def test_a_sample_can_be_read_again(chip: Sensor) -> None:
    start_spo2(chip)
    chip.pass_ms(55)
    first = chip.read(R.DATA, 30)
    chip.write(R.READ_POINTER, 3)
    assert waiting(chip) == 2
    assert chip.read(R.DATA, 12) == first[18:]


def test_an_empty_fifo_advances_nothing(chip: Sensor) -> None:
    start_spo2(chip)
    chip.pass_ms(15)
    chip.read(R.DATA, 6)
    pointers = chip.read(R.WRITE_POINTER, 3)
    chip.read(R.DATA, 60)
    assert chip.read(R.WRITE_POINTER, 3) == pointers


@pytest.mark.parametrize(("samples", "overflow"), [(32, 0), (33, 1), (40, 8), (63, 31), (90, 31)])
@pytest.mark.parametrize("roll_over", [False, True])
def test_a_full_fifo_counts_what_it_loses(chip: Sensor, samples: int, overflow: int, roll_over: bool) -> None:
    start_spo2(chip, roll_over=roll_over)
    chip.pass_ms(5)
    chip.reflect(100.0, 200.0)
    for step in range(samples):
        chip.reflect(100.0 + step, 200.0)
        chip.pass_ms(10)
    write, lost, read = chip.read(R.WRITE_POINTER, 3)
    assert lost == overflow
    assert write == read
    kept = [red / (7 / 4096 * FULL_SCALE) - 100.0 for red, _ in samples_of(chip.read(R.DATA, 6 * 32), 2)]
    first = samples - 32 if roll_over else 0
    assert kept == pytest.approx([first + step for step in range(32)], abs=0.3)
    # Read once: the counter is back at zero with the first sample.
    assert chip.byte(R.OVERFLOW) == 0


def test_new_data_flag_is_cleared_by_the_status_or_the_data(chip: Sensor) -> None:
    start_spo2(chip)
    chip.byte(R.STATUS_1)
    chip.pass_ms(15)
    assert chip.byte(R.STATUS_1) == R.PPG_RDY
    assert chip.byte(R.STATUS_1) == 0
    chip.pass_ms(10)
    chip.read(R.DATA, 6)
    assert chip.byte(R.STATUS_1) == 0


@pytest.mark.parametrize("free", [0, 8, 15])
def test_almost_full_at_the_chosen_space(chip: Sensor, free: int) -> None:
    start_spo2(chip)
    chip.write(R.FIFO, free)
    chip.byte(R.STATUS_1)
    chip.pass_ms(10 * (31 - free) + 5)
    assert not chip.byte(R.STATUS_1) & R.A_FULL
    chip.pass_ms(10)
    assert chip.byte(R.STATUS_1) & R.A_FULL


def test_ambient_light_beyond_the_cancellation_is_told(chip: Sensor) -> None:
    start_spo2(chip)
    chip.pass_ms(15)
    assert not chip.byte(R.STATUS_1) & R.ALC_OVF
    chip.ambient(300.0, overflow=True)
    chip.pass_ms(10)
    assert chip.byte(R.STATUS_1) & R.ALC_OVF


@pytest.mark.parametrize(
    ("celsius", "whole", "fraction"),
    [(29.4375, 29, 7), (25.0, 25, 0), (-0.25, 0xFF, 12), (-10.0, 0xF6, 0), (84.9375, 84, 15)],
)
def test_die_temperature_takes_29_ms(chip: Sensor, celsius: float, whole: int, fraction: int) -> None:
    chip.die_temperature(celsius)
    chip.write(R.ENABLE_2, 0x02)
    chip.write(R.T_CONFIG, 1)
    chip.pass_ms(28)
    assert chip.byte(R.T_CONFIG) == 1
    assert chip.byte(R.STATUS_2) == 0
    chip.pass_ms(2)
    assert chip.byte(R.T_CONFIG) == 0
    assert chip.byte(R.STATUS_2) == 0x02
    assert chip.byte(R.STATUS_2) == 0
    assert chip.read(R.T_WHOLE, 2) == bytes([whole, fraction])


def test_the_temperature_flag_needs_its_enable_bit_and_goes_with_the_fraction(chip: Sensor) -> None:
    chip.write(R.T_CONFIG, 1)
    chip.pass_ms(40)
    assert chip.byte(R.STATUS_2) == 0
    chip.write(R.ENABLE_2, 0x02)
    chip.write(R.T_CONFIG, 1)
    chip.pass_ms(40)
    chip.byte(R.T_FRACTION)
    assert chip.byte(R.STATUS_2) == 0


def test_proximity_waits_for_something_with_the_pilot_current(chip: Sensor) -> None:
    chip.reflect(1.0, 1.0)
    chip.write(R.ENABLE_1, R.PROX_INT)
    chip.write(R.PILOT, 25)
    chip.write(R.THRESHOLD, 0x14)  # 20 x 1024 counts
    start_spo2(chip)
    chip.byte(R.STATUS_1)
    chip.pass_ms(1000)
    assert waiting(chip) == 0
    assert chip.byte(R.STATUS_1) == 0
    chip.reflect(100.0, 200.0)  # 5 mA: 1000 nA, 64,000 counts
    chip.pass_ms(10)
    assert chip.byte(R.STATUS_1) & R.PROX_INT
    chip.pass_ms(105)
    assert waiting(chip) == 10
    # It comes back by a new write of the mode only.
    chip.reflect(1.0, 1.0)
    chip.pass_ms(100)
    assert waiting(chip) == 20
    chip.write(R.MODE, R.SPO2_MODE)
    assert waiting(chip) == 0
    chip.pass_ms(500)
    assert waiting(chip) == 0


def test_without_its_interrupt_there_is_no_proximity_mode(chip: Sensor) -> None:
    chip.write(R.THRESHOLD, 0xFF)
    start_spo2(chip)
    chip.pass_ms(105)
    assert waiting(chip) == 10


@pytest.mark.parametrize("part", [30101, 30105])
def test_slots_choose_the_leds(new_sensor: NewSensor, part: int) -> None:
    chip = ready(new_sensor, part)
    chip.write(R.SPO2, 0x27)
    chip.write(R.LED1, 20, 20, 20)
    chip.write(R.PILOT, 40)
    chip.write(R.SLOTS_12, 0x23, 0x65)  # green, infrared, red by the pilot, infrared by the pilot
    chip.write(R.MODE, R.MULTI_LED)
    chip.write(R.WRITE_POINTER, 0, 0, 0)
    chip.pass_ms(105)
    samples = drain(chip, 4)
    assert len(samples) == 10
    nanoamperes = [value * 4096 / FULL_SCALE for value in samples[-1]]
    assert nanoamperes == pytest.approx([200, 800, 800, 1600], abs=2)


def test_the_slots_end_at_the_first_that_is_off(new_sensor: NewSensor) -> None:
    chip = ready(new_sensor, 30105)
    chip.write(R.SPO2, 0x27)
    chip.write(R.SLOTS_12, 0x01, 0x02)
    chip.write(R.MODE, R.MULTI_LED)
    chip.pass_ms(105)
    assert waiting(chip) == 10
    assert len(chip.read(R.DATA, 30)) == 30
    assert waiting(chip) == 0


def test_the_first_slot_in_use_begins_the_sampling(new_sensor: NewSensor) -> None:
    chip = ready(new_sensor, 30105)
    chip.write(R.SPO2, 0x27)
    chip.write(R.MODE, R.MULTI_LED)
    chip.pass_ms(5000)
    assert waiting(chip) == 0
    chip.write(R.SLOTS_12, 0x01)
    chip.pass_ms(105)
    assert waiting(chip) == 10


def test_the_30102_has_no_green_led(chip: Sensor) -> None:
    chip.write(R.LED3, 0x20)
    assert chip.byte(R.LED3) == 0


def test_the_same_seed_gives_the_same_noise(new_sensor: NewSensor) -> None:
    def play(seed: int) -> list[tuple[int, ...]]:
        chip = new_sensor("still", seed=seed)
        chip.reflect(100.0, 200.0)
        start_spo2(chip)
        chip.pass_ms(305)
        return drain(chip)

    assert play(3) == play(3)
    assert play(3) != play(4)
