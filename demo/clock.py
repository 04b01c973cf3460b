"""A Home Assistant whose clock the demo sets: ``clock.cpp``, preloaded, reads the time of day from a file.

Only the time of day is set: what measures durations (the monotonic clock) stays real, so that nothing waits for ever.
Debian's ``faketime`` would do the same, but stands in the way of how Python 3.14 lets its threads take turns.
"""

import hashlib
import os
import signal
import struct
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final

from .client import DemoError

SOURCE: Final = Path(__file__).with_name("clock.cpp")
BUILT: Final = SOURCE.parent.parent / ".demo" / "clock"
HALF_SECOND_NS: Final = 500_000_000
LATE_IN_THE_SECOND_NS: Final = 900_000_000
_CONTENT: Final = struct.Struct("<qq")


class Clock:
    """A clock in a file: a process started with ``environment`` reads from it what time it is, whenever it is set."""

    def __init__(self, file: Path) -> None:
        """Name the file; nothing is written yet."""
        self.file = file

    def stop_at(self, moment: datetime) -> None:
        """Let it be ``moment`` (with a time zone), or half a second later, until told otherwise.

        Many things are due just after a whole minute: at the minute itself they would be due in a moment for ever.
        """
        self._write(_ns(moment) + HALF_SECOND_NS, 0)

    def nudge(self, moment: datetime) -> None:
        """Let it be the end of the second of ``moment``: what was to be done a moment later is done."""
        self._write(_ns(moment) + LATE_IN_THE_SECOND_NS, 0)

    @contextmanager
    def moved_to(self, moment: datetime, process: int) -> Iterator[None]:
        """Let it be ``moment``; the process that lives by this clock is held until the end of the block."""
        os.kill(process, signal.SIGSTOP)
        try:
            self.stop_at(moment)
            yield
        finally:
            os.kill(process, signal.SIGCONT)

    def go_on_from(self, moment: datetime) -> None:
        """Let time go on from ``moment``, which is now."""
        self._write(0, _ns(moment) - time.time_ns())

    def _write(self, still_ns: int, ahead_ns: int) -> None:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        # In place: who lives by this clock has the file mapped.
        with self.file.open("r+b" if self.file.exists() else "xb") as file:
            file.write(_CONTENT.pack(still_ns, ahead_ns))

    def environment(self) -> dict[str, str]:
        """Return the environment of a process that is to live by this clock; compiles what it preloads, once.

        Raises:
            DemoError: it did not compile.
        """
        return {"LD_PRELOAD": str(_library()), "HEALTHSENSE_CLOCK": str(self.file.resolve())}


def _ns(moment: datetime) -> int:
    return round(moment.timestamp() * 1_000_000) * 1000


def _library() -> Path:
    source = SOURCE.read_bytes()
    built = BUILT / f"{hashlib.blake2b(source, digest_size=8).hexdigest()}.so"
    if built.exists():
        return built
    BUILT.mkdir(parents=True, exist_ok=True)
    fresh = built.with_suffix(".new")
    command = ("g++", "-std=c++17", "-O2", "-shared", "-fPIC", "-o", str(fresh), str(SOURCE))
    try:
        compiled = subprocess.run(command, check=False, capture_output=True, text=True)
    except FileNotFoundError:
        raise DemoError("g++ is missing: install it (on Debian: apt-get install g++) and run this again") from None
    if compiled.returncode:
        raise DemoError(f"the demo's clock did not compile:\n{compiled.stderr[-2000:]}")
    fresh.replace(built)
    return built
