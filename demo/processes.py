"""The processes of the demo: started together, watched, and stopped together."""

import asyncio
import contextlib
import os
import signal
import socket
from pathlib import Path
from typing import Final

from .client import DemoError

STOP_SECONDS: Final = 30
_COMPILED: Final = {
    "PYTHONDONTWRITEBYTECODE": "",
    "PYTHONPYCACHEPREFIX": str(Path(__file__).resolve().parent.parent / ".cache" / "bytecode"),
}
"""Home Assistant is compiled once, not at each start, wherever it is installed."""


def port_is_free(port: int) -> bool:
    """Return whether nobody listens on this port of the loopback interface."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Processes:
    """Child processes, each in a session of its own so that one signal reaches all of it."""

    def __init__(self, log_folder: Path) -> None:
        """Keep each process's output in ``log_folder``."""
        self._folder = log_folder
        self._running: dict[str, asyncio.subprocess.Process] = {}

    def log_file(self, name: str) -> Path:
        """Return where a process's output goes."""
        return self._folder / f"{name}.log"

    async def start(self, name: str, *command: str | Path, env: dict[str, str] | None = None) -> None:
        """Start a process, its output in a log file that begins anew."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with self.log_file(name).open("wb") as log:
            self._running[name] = await asyncio.create_subprocess_exec(
                *map(str, command),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env={**os.environ, **_COMPILED, **(env or {})},
                start_new_session=True,
            )

    def pid(self, name: str) -> int:
        """Return a process's number."""
        return self._running[name].pid

    def assert_running(self) -> None:
        """Raise DemoError, with the end of its log, where a process has ended by itself."""
        for name, process in self._running.items():
            if process.returncode is not None:
                tail = self.log_file(name).read_text(errors="replace").splitlines()[-15:]
                raise DemoError(f"{name} stopped with status {process.returncode}:\n" + "\n".join(tail))

    async def stop(self) -> None:
        """Stop everything: ask, wait, insist."""
        for process in self._running.values():
            _signal(process, signal.SIGTERM)
        for process in self._running.values():
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(process.wait(), STOP_SECONDS)
            _signal(process, signal.SIGKILL)
            await process.wait()
        self._running.clear()


def _signal(process: asyncio.subprocess.Process, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, number)
