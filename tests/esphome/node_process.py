"""The demo node as a process of these tests."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path

# Looked for first: while it is free, the program of the last run serves again and nothing is compiled.
# Whoever runs two suites at a time gives each a port of its own; pytest-xdist's workers (gw0, gw1...) get theirs so.
USUAL_PORT = int(os.environ.get("HEALTHSENSE_NODE_PORT", "16053")) + int(
    os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
)


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("", port))
        except OSError:
            return False
    return True


def free_port() -> int:
    if _is_free(USUAL_PORT):
        return USUAL_PORT
    with socket.socket() as probe:
        probe.bind(("", 0))
        return int(probe.getsockname()[1])


class Node:
    """A node as a process; its settings live in `state`, `environment` adds to its environment."""

    def __init__(self, program: Path, port: int, state: Path, environment: Mapping[str, str] | None = None) -> None:
        self.program = program
        self.environment = dict(environment or {})
        self.port = port
        self.state = state
        self.log = state / "node.log"
        # What it was given to encrypt its connections with.
        self.key: str | None = None
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [self.program],
                env={**os.environ, **self.environment, "HOME": str(self.state)},
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            assert self._process.poll() is None, self.log.read_text()
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise AssertionError(f"the node does not answer on port {self.port}: {self.log.read_text()}")

    def memory_kb(self) -> int:
        """How much of the machine's memory it holds now."""
        assert self._process is not None
        status = Path(f"/proc/{self._process.pid}/status").read_text()
        return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1])

    def stop(self, by: signal.Signals = signal.SIGTERM) -> int:
        """Sends the signal and returns the exit status."""
        assert self._process is not None
        self._process.send_signal(by)
        status = self._process.wait(5)
        self._process = None
        return status

    def close(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait(5)
