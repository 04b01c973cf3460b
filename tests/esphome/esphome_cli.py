"""`esphome` as from the command line, in processes that have read ESPHome's packages already: most of what it does."""

import multiprocessing
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from multiprocessing import forkserver
from multiprocessing.context import ForkServerContext
from pathlib import Path
from tempfile import NamedTemporaryFile
from threading import Lock

import coverage

LIMIT_S = 300
MEASURED = "COVERAGE_PROCESS_START"
# What nearly every configuration of these tests asks for.
READ = ["esphome.__main__", "esphome.config", "esphome.writer", "esphome.core.config"] + [
    f"esphome.components.{name}"
    for name in (
        *("api", "binary_sensor", "ble_client", "esp32", "esp32_ble_tracker", "host", "i2c", "improv_serial", "logger"),
        *("mdns", "network", "noise", "output", "preferences", "psram", "sensor", "socket", "substitutions", "switch"),
        *("template", "template.sensor", "text_sensor", "time", "wifi", "zephyr", "zigbee"),
    )
]
_starting = Lock()


@dataclass(frozen=True)
class Said:
    """What `esphome` left: its exit status and all that it printed, as it stands and as one line of words."""

    status: int
    output: str

    @property
    def words(self) -> str:
        return " ".join(self.output.split())


@cache
def _server() -> ForkServerContext:
    """What processes are made by. It is not measured itself: each of them is, from its own start."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(READ)
    measured = os.environ.pop(MEASURED, None)
    try:
        forkserver.ensure_running()
    finally:
        if measured is not None:
            os.environ[MEASURED] = measured
    return context


def _run(arguments: list[str], output: Path, environment: Mapping[str, str]) -> None:
    """In a process of its own: what the console script of that name does."""
    printed = os.open(output, os.O_WRONLY)
    os.dup2(printed, 1)
    os.dup2(printed, 2)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["esphome", *arguments]
    measured = coverage.process_startup()
    from esphome.__main__ import main

    try:
        status = main()
    finally:
        sys.stdout.flush()
        if measured is not None:
            measured.stop()
            measured.save()
    sys.exit(status)


def esphome(*arguments: str | Path, data: Path | None = None) -> Said:
    """Runs `esphome` with these arguments; `data` is where it keeps what it makes, beside the configuration otherwise.

    Raises TimeoutError after LIMIT_S.
    """
    environment = dict(os.environ) | ({"ESPHOME_DATA_DIR": str(data)} if data is not None else {})
    with _starting:
        server = _server()
    with NamedTemporaryFile() as printed:
        output = Path(printed.name)
        process = server.Process(target=_run, args=([str(each) for each in arguments], output, environment))
        process.start()
        process.join(LIMIT_S)
        if process.exitcode is None:
            process.kill()
            raise TimeoutError(f"esphome {' '.join(map(str, arguments))}: {output.read_text()}")
        return Said(process.exitcode, output.read_text())
