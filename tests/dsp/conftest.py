"""The signal core as a shared library."""

import ctypes
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

# Elsewhere than in the training environment (script/setup train) there is nothing to run here.
collect_ignore_glob = [] if find_spec("numpy") else ["test_*.py"]


@pytest.fixture(scope="session")
def core(tmp_path_factory: pytest.TempPathFactory) -> ctypes.CDLL:
    """The core compiled as strictly as C++17 allows; undefined behaviour aborts the test run."""
    from bench.signal_core import compile_core

    return compile_core(tmp_path_factory.mktemp("core"))
