"""The driver's register access, against a fake of the registers of both families."""

import ctypes
import math
from collections.abc import Iterator

import pytest
from max3010x_driver import Driver, FakeChip, compile_driver


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> ctypes.CDLL:
    return compile_driver(tmp_path_factory.mktemp("max3010x"))


@pytest.fixture
def chip(library: ctypes.CDLL) -> Iterator[Driver]:
    """A MAX30102 at 400 Hz, averaging 4, 411 us, 4096 nA, configured."""
    driver = Driver(library, FakeChip())
    assert driver.configure(32, 30)
    yield driver
    driver.close()


@pytest.fixture
def old_chip(library: ctypes.CDLL) -> Iterator[Driver]:
    """A MAX30100 at 100 Hz, 1600 us, configured."""
    driver = Driver(library, FakeChip(coarse=True), (1, 3, 0, 0))
    assert driver.configure(7, 6)
    yield driver
    driver.close()


def test_settings_of_a_max30102(chip: Driver) -> None:
    """Datasheet 19-7740, register map: SMP_AVE 7:5; mode 3 is SpO2; range 6:5, rate 4:2, pulse width 1:0."""
    registers = chip.fake.registers
    assert registers[0x02] == 0x20  # ALC_OVF_EN
    assert registers[0x08] == 2 << 5
    assert registers[0x09] == 0x03
    assert registers[0x0A] == 1 << 5 | 3 << 2 | 3
    assert (registers[0x0C], registers[0x0D]) == (32, 30)


def test_settings_of_a_max30100(old_chip: Driver) -> None:
    """Datasheet 19-7065: SPO2_HI_RES_EN 6, rate 4:2, pulse width 1:0; RED_PA 7:4, IR_PA 3:0."""
    registers = old_chip.fake.registers
    assert registers[0x06] == 0x03
    assert registers[0x07] == 0x40 | 1 << 2 | 3
    assert registers[0x09] == 0x76


def test_identity(chip: Driver) -> None:
    part, revision = ctypes.c_uint8(), ctypes.c_uint8()
    assert chip.identify(ctypes.byref(part), ctypes.byref(revision))
    assert (part.value, revision.value) == (0x15, 0x03)


@pytest.mark.parametrize("waiting", [0, 1, 10, 31])
def test_waiting_samples_are_read_in_one_burst(chip: Driver, waiting: int) -> None:
    """Red first, three bytes each."""
    for at in range(waiting):
        chip.fake.sample(100_000 + at, 200_000 + at)
    poll = chip.poll()
    assert poll is not None
    assert (poll.available, poll.lost, poll.lost_more) == (waiting, 0, False)
    chip.fake.transfers.clear()
    assert chip.read(waiting) == [(100_000 + at, 200_000 + at) for at in range(waiting)]
    assert chip.fake.transfers == ([(0x07, 6 * waiting)] if waiting else [])


def test_infrared_comes_first_from_a_max30100(old_chip: Driver) -> None:
    old_chip.fake.sample(20_000, 30_000)
    poll = old_chip.poll()
    assert poll is not None
    assert poll.available == 1
    assert old_chip.read(1) == [(20_000, 30_000)]


def test_unused_bits_of_a_sample_are_no_light(chip: Driver) -> None:
    """18 of 24 bits; what the chip leaves in the other six is not defined."""
    chip.fake.sample(0xFC0000 | 1234, 0xFC0000 | 5678)
    chip.poll()
    assert chip.read(1) == [(1234, 5678)]


def test_pointers_wrap(chip: Driver) -> None:
    for turn in range(5):
        for at in range(20):
            chip.fake.sample(turn * 100 + at, 7)
        poll = chip.poll()
        assert poll is not None
        assert poll.available == 20
        read = chip.read(20)
        assert read is not None
        assert [red for red, _ in read] == [turn * 100 + at for at in range(20)]


def test_a_long_burst_is_split_where_the_bus_cannot(chip: Driver) -> None:
    for at in range(30):
        chip.fake.sample(at, at)
    chip.poll()
    chip.fake.transfers.clear()
    assert chip.read(30, 20) == [(at, at) for at in range(30)]
    assert chip.fake.transfers == [(0x07, 120), (0x07, 60)]


@pytest.mark.parametrize(("too_many", "told", "more"), [(1, 1, False), (30, 30, False), (31, 31, True), (99, 31, True)])
def test_overflow(chip: Driver, too_many: int, told: int, more: bool) -> None:
    """The oldest wait, the newest are lost and counted; from 31 on nobody knows how many."""
    for at in range(32 + too_many):
        chip.fake.sample(at, at)
    poll = chip.poll()
    assert poll is not None
    assert (poll.available, poll.lost, poll.lost_more) == (32, told, more)
    assert chip.read(32) == [(at, at) for at in range(32)]
    after = chip.poll()
    assert after is not None
    assert (after.available, after.lost) == (0, 0)


def test_overflow_of_a_max30100(old_chip: Driver) -> None:
    for at in range(16 + 3):
        old_chip.fake.sample(at, at)
    poll = old_chip.poll()
    assert poll is not None
    assert (poll.available, poll.lost, poll.lost_more) == (16, 3, False)


def test_brown_out_is_seen_at_the_next_poll(chip: Driver) -> None:
    chip.fake.power_on()
    poll = chip.poll()
    assert poll is not None
    assert poll.restarted


def test_brown_out_whose_flag_somebody_read_is_seen(chip: Driver) -> None:
    """The interrupt enable register went with it."""
    chip.fake.power_on()
    chip.fake.registers[0x00] = 0
    poll = chip.poll()
    assert poll is not None
    assert poll.restarted


def test_ordinary_polls_are_no_brown_out(chip: Driver, old_chip: Driver) -> None:
    for driver in (chip, old_chip):
        poll = driver.poll()
        assert poll is not None
        assert not poll.restarted


@pytest.mark.parametrize("address", [0x08, 0x09, 0x0A, 0x0C, 0x0D])
def test_a_setting_that_is_gone_is_seen(chip: Driver, address: int) -> None:
    assert chip.same() is True
    chip.fake.registers[address] ^= 0x01
    assert chip.same() is False


@pytest.mark.parametrize("address", [0x06, 0x07, 0x09])
def test_a_setting_that_is_gone_is_seen_in_a_max30100(old_chip: Driver, address: int) -> None:
    assert old_chip.same() is True
    old_chip.fake.registers[address] ^= 0x01
    assert old_chip.same() is False


def test_a_new_current_is_a_setting_too(chip: Driver, old_chip: Driver) -> None:
    assert chip.set_currents(99, 100)
    assert (chip.fake.registers[0x0C], chip.fake.registers[0x0D]) == (99, 100)
    assert chip.same() is True
    assert old_chip.set_currents(15, 1)
    assert old_chip.fake.registers[0x09] == 0xF1
    assert old_chip.same() is True


def test_ambient_light_that_is_not_cancelled_is_told(chip: Driver) -> None:
    chip.fake.registers[0x00] = 0x20  # ALC_OVF
    poll = chip.poll()
    assert poll is not None
    assert poll.ambient
    assert not poll.restarted


@pytest.mark.parametrize("degrees", [25.0, 36.5625, 0.0, -0.0625, -12.5, 84.9375])
def test_die_temperature(chip: Driver, old_chip: Driver, degrees: float) -> None:
    """Whole degrees in two's complement, plus sixteenths (datasheets: TINT, TFRAC)."""
    for driver in (chip, old_chip):
        driver.fake.die_c = degrees
        assert not driver.converting()
        assert driver.start_temperature()
        assert driver.converting()
        running = driver.die_temperature()
        assert running is not None
        assert math.isnan(running)
        assert driver.same() is True
        driver.fake.convert_temperature()
        assert driver.die_temperature() == degrees
        assert not driver.converting()
        assert driver.same() is True


def test_asleep(chip: Driver, old_chip: Driver) -> None:
    for driver in (chip, old_chip):
        assert driver.shut_down()
        assert driver.fake.registers[driver.fake.mode] == 0x80
        assert driver.configure(1, 1)
        assert driver.fake.registers[driver.fake.mode] == 0x03


def test_reset_waits_for_nothing(chip: Driver) -> None:
    done = ctypes.c_int()
    chip.fake.registers[0x09] = 0x40
    assert chip.reset_done(ctypes.byref(done))
    assert not done.value
    assert chip.reset()
    assert chip.reset_done(ctypes.byref(done))
    assert done.value


def test_whatever_is_not_acknowledged_is_told(chip: Driver) -> None:
    chip.fake.sample(1, 1)
    chip.fake.silent = True
    assert chip.poll() is None
    assert chip.read(1) is None
    assert chip.same() is None
    assert chip.die_temperature() is None
    assert not chip.configure(1, 1)
    assert not chip.set_currents(1, 1)
    assert not chip.reset()
    assert not chip.shut_down()
    assert not chip.start_temperature()
    chip.fake.silent = False
    assert chip.read(1) == [(1, 1)]


@pytest.mark.parametrize(
    ("coarse", "milliamperes", "code", "real"),
    [
        (0, 6.4, 32, 6.4),
        (0, 0.2, 1, 0.2),
        (0, 0.0, 1, 0.2),
        (0, 51.0, 255, 51.0),
        (0, 99.0, 255, 51.0),
        (1, 24.0, 7, 24.0),
        (1, 23.9, 6, 20.8),
        (1, 0.2, 1, 4.4),
        (1, 50.0, 15, 50.0),
        (1, 99.0, 15, 50.0),
    ],
)
def test_led_currents(library: ctypes.CDLL, coarse: int, milliamperes: float, code: int, real: float) -> None:
    """Typical values of the datasheets: 0.2 mA a step, and the table of the MAX30100."""
    assert library.led_code(coarse, ctypes.c_float(milliamperes)) == code
    assert library.led_milliamperes(coarse, ctypes.c_uint8(code)) == pytest.approx(real, abs=1e-5)
