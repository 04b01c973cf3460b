"""The parsers as a shared library, and the fuzzer as a program."""

import ctypes
import subprocess
from pathlib import Path

import pytest
from gatt import Gatt
from hypothesis import HealthCheck, settings

# An example's time is no test.
settings.register_profile("healthsense", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("healthsense")

HERE = Path(__file__).parent
COMPONENT = HERE.parents[1] / "esphome" / "components" / "healthsense_dsp"
STRICT = ("-Wall", "-Wextra", "-Wconversion", "-Wshadow", "-Wdouble-promotion", "-Werror")


def compile_cpp(source: Path, output: Path, *flags: str) -> Path:
    """As strictly as C++17 allows; undefined behaviour aborts what runs it."""
    subprocess.run(
        ["g++", "-std=c++17", *STRICT, *flags, "-fno-sanitize-recover=all", "-I", COMPONENT, source, "-o", output],
        check=True,
    )
    return output


@pytest.fixture(scope="session")
def gatt(tmp_path_factory: pytest.TempPathFactory) -> Gatt:
    output = tmp_path_factory.mktemp("gatt") / "gatt.so"
    checks = "-fsanitize=undefined,float-cast-overflow"
    loaded = ctypes.CDLL(str(compile_cpp(HERE / "gatt_c.cpp", output, "-O1", "-fPIC", "-shared", checks)))
    loaded.gatt_parse.restype = ctypes.c_bool
    loaded.gatt_room.restype = ctypes.c_size_t
    loaded.gatt_number.restype = ctypes.c_float
    loaded.gatt_cgm_crc.restype = ctypes.c_uint16
    loaded.gatt_request.restype = ctypes.c_size_t
    return Gatt(loaded)


@pytest.fixture(scope="session")
def fuzzer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("fuzz") / "fuzz"
    checks = "-fsanitize=address,undefined,float-cast-overflow"
    return compile_cpp(HERE / "fuzz.cpp", output, "-O1", checks)
