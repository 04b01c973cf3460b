"""What a chip pays for the core, against what was promised. Tools are installed by script/test where it may."""

import os

import pytest

from bench.cost import count
from bench.signal_core import state_bytes


def test_instructions_and_state_stay_within_their_bounds() -> None:
    try:
        count.need_tools()
    except count.UnavailableError as missing:
        if os.environ.get("CI"):
            raise
        pytest.skip(str(missing))
    figures = count.run(state_bytes)
    for name, mean_limit in (("rv32 with floating-point unit", 1_000), ("rv32imc, floating point in software", 20_000)):
        assert figures[name]["mean instructions a sample"] <= mean_limit
        assert figures[name]["worst push"] <= 1_000_000
    assert figures["state"]["bytes"] <= 8192
