"""The virtual board: faults, and time that passes by polls only (lock-step)."""

from collections.abc import Callable
from itertools import pairwise
from random import Random
from statistics import mean

import pytest
from virtual_sensor import Body, Sensor, drain, record, start_spo2, waiting
from virtual_sensor import Max30102 as R

type NewSensor = Callable[..., Sensor]


@pytest.fixture
def board(new_sensor: NewSensor) -> Sensor:
    """A finger on the sensor, 100 samples a second, lock-step of 25."""
    board = new_sensor("finger")
    start_spo2(board)
    board.lockstep(25)
    return board


def test_each_poll_finds_the_same_number_of_samples(board: Sensor) -> None:
    for poll in range(1, 41):
        assert len(drain(board)) == 25
        assert board.now_s() == pytest.approx(0.25 * poll)


def test_only_the_pointers_let_time_pass(board: Sensor) -> None:
    board.byte(R.STATUS_1)
    board.byte(R.READ_POINTER)
    board.read(R.DATA, 6)
    board.write(R.WRITE_POINTER, 0)
    assert board.now_s() == 0
    board.read(R.STATUS_1, 7)  # status and pointers in one burst
    assert board.now_s() == pytest.approx(0.25)


def test_averaged_samples_take_their_time(board: Sensor) -> None:
    start_spo2(board, averaging=2, spo2=0x2F)  # 400 / 4
    assert len(drain(board)) == 25
    assert board.now_s() == pytest.approx(0.25, abs=1e-4)


@pytest.mark.parametrize("mode", [0, R.SHUTDOWN | R.SPO2_MODE])
def test_time_passes_for_a_driver_that_waits(board: Sensor, mode: int) -> None:
    board.write(R.MODE, mode)
    board.read(R.WRITE_POINTER, 3)
    board.byte(R.STATUS_1)
    assert board.now_s() == pytest.approx(0.5)
    assert board.read(R.WRITE_POINTER, 3)[0] == 0


def test_a_driver_that_looks_for_its_sensor_gets_it_back(board: Sensor) -> None:
    board.plan([("bus silent", 0.5, 2.0), ("wrong part", 3.0, 2.0)])
    drain(board)
    answers = [board.transfer(bytes([R.WRITE_POINTER]), 3) for _ in range(9)]
    # From 0.5 s to 2.5 s, a quarter of a second each
    assert [answer is None for answer in answers] == [True] * 8 + [False]
    board.write(R.MODE, 0)
    parts = [board.byte(R.PART) for _ in range(20)]
    assert parts.count(0x24) == 8
    assert parts[-1] == 0x15


def test_whatever_a_driver_writes_the_pointers_and_counts_stay_in_range(new_sensor: NewSensor) -> None:
    random = Random(1)
    for part in (30100, 30102, 30105):
        board = new_sensor("person", part)
        pointers, most = (0x02, 15) if part == 30100 else (R.WRITE_POINTER, 31)
        for _ in range(3000):
            address = random.choice([*range(0x22), 0x30, 0xFE, 0xFF])
            board.transfer(bytes([address, *random.randbytes(random.randrange(4))]), random.randrange(40))
            board.pass_ms(random.choice([0, 1, 37]))
            assert max(board.read(pointers, 3)) <= most


def test_an_hour_of_samples_is_an_hour_of_the_person(new_sensor: NewSensor) -> None:
    board = new_sensor("person")
    start_spo2(board, averaging=2, spo2=0x2F)
    board.advance_samples(360_000)
    assert board.now_s() == pytest.approx(3600, abs=1e-6)
    assert board.person_seconds() in (3600, 3601)


def test_proximity_ends_in_lock_step(board: Sensor) -> None:
    board.fault("finger off")
    board.write(R.ENABLE_1, R.PROX_INT)
    board.write(R.PILOT, 25)
    board.write(R.THRESHOLD, 0x14)
    board.write(R.MODE, R.SPO2_MODE)
    assert not any(board.byte(R.STATUS_1) & R.PROX_INT for _ in range(10))
    assert board.now_s() == pytest.approx(2.5)
    board.fault("none")
    assert any(board.byte(R.STATUS_1) & R.PROX_INT for _ in range(10))
    assert len(drain(board)) >= 25


def test_it_stops_after_its_time_and_goes_on_when_told(board: Sensor) -> None:
    board.run_for(2)
    assert sum(len(drain(board)) for _ in range(50)) == 200
    assert board.stopped()
    assert board.now_s() == pytest.approx(2.0)
    board.run_for(1)
    assert not board.stopped()
    assert sum(len(drain(board)) for _ in range(50)) == 100


def test_a_silent_bus_acknowledges_nothing_and_time_goes_on(board: Sensor) -> None:
    board.fault("bus silent")
    assert board.transfer(bytes([R.WRITE_POINTER]), 3) is None
    assert board.transfer(bytes([R.MODE, 0])) is None
    assert board.now_s() == pytest.approx(0.5)
    board.fault("none")
    assert board.byte(R.MODE) == R.SPO2_MODE
    # What came meanwhile waits.
    assert waiting(board) == 32


def test_another_part_answers(board: Sensor) -> None:
    board.fault("wrong part")
    assert board.byte(R.PART) not in (0x11, 0x15)
    board.fault("none")
    assert board.byte(R.PART) == 0x15


def test_overflow_happens_once(board: Sensor) -> None:
    board.fault("overflow")
    assert board.current_fault() == "none"
    assert board.byte(R.OVERFLOW) == 8
    assert len(drain(board)) == 32
    assert len(drain(board)) == 25


def test_brown_out_is_a_power_up(board: Sensor) -> None:
    drain(board)
    board.byte(R.STATUS_1)
    board.fault("brown-out")
    assert board.current_fault() == "none"
    assert board.byte(R.STATUS_1) == R.PWR_RDY
    assert (board.byte(R.MODE), board.byte(R.LED1)) == (0, 0)
    assert waiting(board) == 0


def swing(values: list[int]) -> float:
    return (max(values) - min(values)) / mean(values)


def test_swapped_leds_give_infrared_where_red_belongs(new_sensor: NewSensor) -> None:
    def ratio(fault: str) -> float:
        board = new_sensor("finger")
        board.body(Body(perfusion_index_percent=3.0))
        start_spo2(board)
        board.fault(fault)
        red, infrared = (list(column) for column in zip(*record(board, 6)[100:], strict=True))
        return swing(red) / swing(infrared)

    assert ratio("none") < 0.75
    assert ratio("swapped LEDs") == pytest.approx(1 / ratio("none"), rel=0.02)


def test_a_finger_off_leaves_hardly_any_light(board: Sensor) -> None:
    record(board, 1)
    board.fault("finger off")
    assert max(value for row in record(board, 2)[50:] for value in row) < 2000


def test_saturation_is_full_scale_at_any_current(board: Sensor) -> None:
    board.fault("saturation")
    for current in (35, 5, 0):
        board.write(R.LED1, current, current)
        assert {value for row in record(board, 1)[50:] for value in row} == {262_143}


def test_too_much_ambient_light_is_flagged_and_disturbs(board: Sensor) -> None:
    quiet = [infrared for _, infrared in record(board, 3)[100:]]
    board.fault("ambient light")
    lit = [infrared for _, infrared in record(board, 3)[100:]]
    assert board.byte(R.STATUS_1) & R.ALC_OVF
    assert mean(lit) > mean(quiet)
    steps = [mean(abs(b - a) for a, b in pairwise(values)) for values in (quiet, lit)]
    assert steps[1] > 5 * steps[0]


def test_faults_begin_and_end_by_plan(board: Sensor) -> None:
    board.plan([("finger off", 1.0, 2.0), ("overflow", 4.0, 0.0), ("saturation", 5.0, 0.0)])
    seen = []
    for _ in range(28):
        rows = drain(board)
        seen.append((round(board.now_s(), 3), board.current_fault(), len(rows)))
    begun = [at for at, fault, _ in seen if fault == "finger off"]
    assert (begun[0], begun[-1]) == (1.0, 2.75)
    assert [count for _, _, count in seen].count(32) == 1
    assert [fault for _, fault, _ in seen][-1] == "saturation"


def test_the_same_plan_gives_the_same_samples(new_sensor: NewSensor) -> None:
    def play(seed: int) -> list[tuple[int, ...]]:
        board = new_sensor("person", seed=seed)
        start_spo2(board)
        board.plan([("finger off", 2.0, 3.0), ("brown-out", 60.0, 0.0)])
        return record(board, 30)

    assert play(5) == play(5)
    assert play(5) != play(6)
