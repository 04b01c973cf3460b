"""What the signal core reads from the simulated person through the virtual sensor: real readings, all of them."""

import ctypes
import subprocess
from collections.abc import Callable
from itertools import groupby
from math import isfinite
from pathlib import Path
from statistics import mean, median

import pytest
from virtual_sensor import ROOT

SCENARIOS = (
    "rest",
    "exercise",
    "night desaturation",
    "fever",
    "sensor off",
    "irregular pulse",
    "low perfusion",
    "ambient light",
)
STATUS = ("ok", "no_finger", "settling", "motion", "low_perfusion", "ambient_light", "saturated", "sensor_fault")
TRANSITION_S = 400


class Second(ctypes.Structure):
    """struct Second of sim_person_core_c.cpp."""

    _fields_ = (
        ("heart_rate_bpm", ctypes.c_float),
        ("spo2_percent", ctypes.c_float),
        ("perfusion_index_percent", ctypes.c_float),
        ("respiratory_rate_per_min", ctypes.c_float),
        ("irregularity", ctypes.c_float),
        ("true_heart_rate_bpm", ctypes.c_float),
        ("true_spo2_percent", ctypes.c_float),
        ("true_perfusion_index_percent", ctypes.c_float),
        ("status", ctypes.c_uint8),
    )


type Play = Callable[..., list[Second]]


@pytest.fixture(scope="module")
def play(tmp_path_factory: pytest.TempPathFactory) -> Play:
    """`play(*scenarios, seconds=..., seed=1)`: the seconds told, all scenarios one after the other."""
    library = tmp_path_factory.mktemp("person") / "person.so"
    subprocess.run(
        [
            *("g++", "-std=c++17", "-O2", "-fPIC", "-shared", "-Wall", "-Wextra", "-Werror"),
            *("-I", str(ROOT), str(Path(__file__).with_name("sim_person_core_c.cpp")), "-o", str(library)),
        ],
        check=True,
    )
    loaded = ctypes.CDLL(str(library))

    def run(*scenarios: str, seconds: int, seed: int = 1) -> list[Second]:
        out = (Second * (len(scenarios) * seconds))()
        chosen = bytes(SCENARIOS.index(name) for name in scenarios)
        told = loaded.play(ctypes.c_uint32(seed), chosen, len(chosen), seconds, out)
        return list(out[:told])

    return run


def settled(play: Play, scenario: str, seconds: int = 600) -> list[Second]:
    return play(scenario, seconds=TRANSITION_S + seconds)[TRANSITION_S:]


# scenario: least share of seconds with a heart rate; breaths a minute where they can be read
STEADY = {
    "rest": (0.99, 14),
    "exercise": (0.5, None),
    "night desaturation": (0.97, 13),
    "fever": (0.99, 20),
    "irregular pulse": (0.6, None),
}


@pytest.mark.parametrize("scenario", STEADY)
def test_the_core_reads_what_the_person_has(play: Play, scenario: str) -> None:
    told = settled(play, scenario)
    share, breaths = STEADY[scenario]
    read = [second for second in told if isfinite(second.heart_rate_bpm)]
    assert len(read) >= share * len(told)
    bpm_off = [abs(second.heart_rate_bpm - second.true_heart_rate_bpm) for second in read]
    # The reading is of some seconds ago: where the heart changes its pace, that is seen.
    assert median(bpm_off) < {"irregular pulse": 4.0, "night desaturation": 2.0}.get(scenario, 1.0)
    with_spo2 = [second for second in read if isfinite(second.spo2_percent)]
    assert len(with_spo2) >= share * len(told) - 10
    assert median(abs(s.spo2_percent - s.true_spo2_percent) for s in with_spo2) < 0.7
    assert mean(s.perfusion_index_percent / s.true_perfusion_index_percent for s in with_spo2) == pytest.approx(
        1, abs=0.15
    )
    if breaths is not None:
        rates = [s.respiratory_rate_per_min for s in told if isfinite(s.respiratory_rate_per_min)]
        assert median(rates) == pytest.approx(breaths, abs=1)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_some_dips_of_the_night_stay_below_90_percent_long_enough_for_an_alert(play: Play, seed: int) -> None:
    """An urgent alert waits for 15 s below 90 %: in half an hour there are several, and not all dips are."""
    told = play("night desaturation", seconds=2200, seed=seed)[TRANSITION_S:]
    below = [len(list(run)) for low, run in groupby(told, lambda second: second.spo2_percent < 90.0) if low]
    assert sum(length >= 20 for length in below) >= 4
    assert max(below) >= 22
    assert min(second.spo2_percent for second in told if isfinite(second.spo2_percent)) > 84


def test_nobody_there_is_told_and_nothing_else(play: Play) -> None:
    told = play("rest", "sensor off", "rest", seconds=60)
    off = told[62:119]
    assert {STATUS[second.status] for second in off} == {"no_finger"}
    assert not any(isfinite(second.heart_rate_bpm) or isfinite(second.spo2_percent) for second in off)
    assert STATUS[told[-1].status] == "ok"


def test_a_pulse_too_weak_is_not_guessed(play: Play) -> None:
    told = settled(play, "low perfusion")
    statuses = [STATUS[second.status] for second in told]
    assert statuses.count("low_perfusion") > 0.9 * len(statuses)
    assert sum(isfinite(second.heart_rate_bpm) for second in told) < 0.05 * len(told)


def test_an_irregular_pulse_is_seen_as_one(play: Play) -> None:
    irregular, regular = (
        median(s.irregularity for s in settled(play, scenario) if isfinite(s.irregularity))
        for scenario in ("irregular pulse", "rest")
    )
    assert regular < 0.04
    assert irregular > 0.12
