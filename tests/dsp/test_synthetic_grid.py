"""The signal core within every bound of bench/pulses/gates.py, with undefined behaviour aborting the run."""

import ctypes

import pytest

from bench.pulses.gates import GATES, Gate


@pytest.mark.parametrize("gate", GATES, ids=[gate.name for gate in GATES])
def test_within_bounds(core: ctypes.CDLL, gate: Gate) -> None:
    figures = gate.measure(core)
    missed = {
        bound.figure: f"{figures[bound.figure]:.3f}, asked {bound}"
        for bound in gate.bounds
        if not bound.met(figures[bound.figure])
    }
    assert not missed
