"""The scenario model as a shared library, and the demo node as a running process."""

import ctypes
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from ble_publisher import Publisher, compile_library
from household import give_key
from node_process import Node, free_port
from scenario_model import Model
from virtual_sensor import Sensor, compile_virtual_sensor

ROOT = Path(__file__).resolve().parents[2]
COMPONENT = ROOT / "esphome" / "components" / "healthsense_sim"


@pytest.fixture(scope="session")
def model_library(tmp_path_factory: pytest.TempPathFactory) -> ctypes.CDLL:
    """The model compiled as strictly as C++17 allows; undefined behaviour aborts the test run."""
    library = tmp_path_factory.mktemp("model") / "scenario_model.so"
    subprocess.run(
        [
            *("g++", "-std=c++17", "-O1", "-fPIC", "-shared"),
            *("-Wall", "-Wextra", "-Wconversion", "-Wshadow", "-Wdouble-promotion", "-Werror"),
            *("-fsanitize=undefined,float-cast-overflow,float-divide-by-zero", "-fno-sanitize-recover=all"),
            *("-I", str(COMPONENT), str(Path(__file__).with_name("scenario_model_c.cpp")), "-o", str(library)),
        ],
        check=True,
    )
    loaded = ctypes.CDLL(str(library))
    loaded.model_new.restype = ctypes.c_void_p
    loaded.scenario_name.restype = ctypes.c_char_p
    loaded.model_size.restype = ctypes.c_size_t
    return loaded


@pytest.fixture
def new_model(model_library: ctypes.CDLL) -> Iterator[Callable[..., Model]]:
    """Makes runs of the model: `new_model(seed=1)`."""
    models: list[Model] = []

    def make(seed: int = 1) -> Model:
        models.append(Model(model_library, seed))
        return models[-1]

    yield make
    for model in models:
        model.close()


@pytest.fixture(scope="session")
def ble_library(tmp_path_factory: pytest.TempPathFactory) -> ctypes.CDLL:
    """The publisher of Bluetooth health devices, and the download of stored records."""
    return compile_library(tmp_path_factory.mktemp("publisher"))


@pytest.fixture
def new_publisher(ble_library: ctypes.CDLL) -> Iterator[Callable[..., Publisher]]:
    """Makes publishers at a gateway, connected: `new_publisher(users=0b10, knows_the_time=False)`."""
    publishers: list[Publisher] = []

    def make(**settings: Any) -> Publisher:
        publishers.append(Publisher(ble_library, **settings))
        publishers[-1].connect()
        return publishers[-1]

    yield make
    for publisher in publishers:
        publisher.close()


@pytest.fixture(scope="session")
def sensor_library(tmp_path_factory: pytest.TempPathFactory) -> ctypes.CDLL:
    return compile_virtual_sensor(tmp_path_factory.mktemp("sensor"))


@pytest.fixture
def new_sensor(sensor_library: ctypes.CDLL) -> Iterator[Callable[..., Sensor]]:
    """Makes virtual boards: `new_sensor("still", part=30102, seed=1)`; also "finger" and "person"."""
    sensors: list[Sensor] = []

    def make(scene: str, part: int = 30102, seed: int = 1) -> Sensor:
        rig = getattr(sensor_library, f"rig_{scene}")(part, ctypes.c_uint32(seed))
        sensors.append(Sensor(sensor_library, rig))
        return sensors[-1]

    yield make
    for sensor in sensors:
        sensor.close()


@pytest.fixture(scope="session")
def node_port() -> int:
    return free_port()


def build_node(port: int, *options: str | Path) -> Path:
    """What `script/firmware build` makes. `--config FILE` builds another node than the demo's."""
    done = subprocess.run(
        [ROOT / "script" / "firmware", "build", "--port", str(port), *options],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return Path(done.stdout.strip())


@pytest.fixture(scope="session")
def node_program(node_port: int) -> Path:
    """The demo node as the demo gets it."""
    return build_node(node_port)


@pytest.fixture
def node(node_program: Path, node_port: int, tmp_path: Path) -> Iterator[Node]:
    """A node with no settings yet, started and given a key."""
    node = Node(node_program, node_port, tmp_path)
    try:
        node.start()
        give_key(node)
        yield node
    finally:
        node.close()
