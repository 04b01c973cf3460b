"""Instructions a sample of the signal core on RISC-V, with a floating-point unit and, like an ESP32-C3, without one.

qemu-riscv32 writes one line for each block of code that it executes and one for each instruction of a block that it
translates; blocks are counted between the two marks of program.cpp and their lengths added up. Blocks, unlike an
instruction at a time, cost a tenth of the lines and give the same figure.
"""

import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import numpy as np

from bench.pulses.synthetic import Recording
from bench.signal_core import COMPONENT

PROGRAM = Path(__file__).with_name("program.cpp")
COMPILER = "riscv64-unknown-elf-g++"
LIBRARY = Path("/usr/lib/picolibc/riscv64-unknown-elf")
EMULATOR = "qemu-riscv32"
PACKAGES = ("qemu-user", "gcc-riscv64-unknown-elf", "picolibc-riscv64-unknown-elf")
# -Os is what ESPHome builds an ESP32 with, unless told otherwise.
FLAGS = ("-std=gnu++20", "-Os", "-fno-exceptions", "-fno-rtti", "-fno-math-errno", "-fno-threadsafe-statics")
LINKING = ("-nostdlib", "-nostartfiles", "-static", "-lm", "-lc", "-lgcc")

RATE_HZ = 100
WARM_UP_S = 38  # breathing is told after 32 s; the minutes of variability are full from the start
COUNTED_S = 60
STATE_LIMIT_BYTES = 8192
WORST_PUSH_LIMIT = 1_000_000

_BLOCK = re.compile(rb"IN: .*\n((?:0x[0-9a-f]{8}:.*\n)+)")
_EXECUTED = re.compile(rb"\[[0-9a-f]{8}/([0-9a-f]{8})/")


@dataclass(frozen=True)
class Target:
    """An instruction set and the mean number of instructions a sample that it may cost."""

    name: str
    march: str
    mabi: str
    mean_limit: int


# rv32imac: rv32imc and atomic instructions, of which the core uses none; Debian's library comes for that.
TARGETS = (
    Target("rv32 with floating-point unit", "rv32imafc", "ilp32f", 1_000),
    Target("rv32imc, floating point in software", "rv32imac", "ilp32", 20_000),
)


class UnavailableError(RuntimeError):
    """A tool is missing; the message says which package brings it."""


def need_tools() -> None:
    """Raises UnavailableError when the compiler, its library or the emulator is not installed."""
    missing = [tool for tool in (EMULATOR, COMPILER) if shutil.which(tool) is None]
    if missing or not LIBRARY.is_dir():
        missing = missing or [LIBRARY.name]
        raise UnavailableError(f"{', '.join(missing)} not installed (Debian packages {', '.join(PACKAGES)})")


def _output(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def build(target: Target, folder: Path) -> Path:
    """The program for a target, in `folder`.

    Raises:
        subprocess.CalledProcessError: it does not compile.
    """
    program = folder / target.march
    library = LIBRARY / "lib" / target.march / target.mabi
    command = [COMPILER, *FLAGS, f"-march={target.march}", f"-mabi={target.mabi}", "-isystem", str(LIBRARY / "include")]
    command += ["-I", str(COMPONENT), str(PROGRAM), f"-L{library}", *LINKING, "-o", str(program)]
    subprocess.run(command, check=True)
    return program


def _symbols(program: Path) -> dict[str, int]:
    """Addresses by name."""
    rows = [row.split() for row in _output("riscv64-unknown-elf-nm", str(program)).splitlines()]
    return {row[2]: int(row[0], 16) for row in rows if len(row) == 3}


def _pieces(log: IO[bytes], mark: bytes) -> Iterator[bytes]:
    """What lies between occurrences of `mark`."""
    rest = b""
    while chunk := log.read(1 << 22):
        *whole, rest = (rest + chunk).split(mark)
        yield from whole
    yield rest


def pushes(program: Path, samples: bytes) -> list[int]:
    """Instructions of each push.

    Raises:
        RuntimeError: some output was no number at the end, so the count would be of less than all outputs.
    """
    symbols = _symbols(program)
    begins, ends = (b"/%08x/" % symbols[name] for name in ("push_begins", "push_ends"))
    lengths: dict[bytes, int] = {}
    counts = []
    with tempfile.TemporaryFile() as stdin:
        stdin.write(samples)
        stdin.seek(0)
        command = [EMULATOR, "-d", "in_asm,exec,nochain", str(program)]
        with subprocess.Popen(command, stdin=stdin, stderr=subprocess.PIPE, bufsize=0) as emulator:
            if emulator.stderr is None:
                raise RuntimeError("no pipe from the emulator")
            for number, piece in enumerate(_pieces(emulator.stderr, begins)):
                if b"IN:" in piece:
                    for block in _BLOCK.findall(piece):
                        lengths[block[2:10]] = block.count(b"\n")
                if number == 0:  # before the first push
                    continue
                inside, _, _ = piece.partition(ends)
                counts.append(sum(map(lengths.__getitem__, _EXECUTED.findall(inside))))
    if emulator.returncode:
        raise RuntimeError(f"{program.name}: not every output was told at the end (exit {emulator.returncode})")
    return counts


def _samples() -> bytes:
    recording = Recording(heart_rate_bpm=78, rate_hz=RATE_HZ, duration_s=WARM_UP_S + COUNTED_S)
    return np.stack(recording.counts, axis=1).astype("<f4").tobytes()


def _figures(target: Target, folder: Path) -> dict[str, Any]:
    program = build(target, folder)
    counts = pushes(program, _samples())
    sizes = _output("riscv64-unknown-elf-size", str(program)).splitlines()[1].split()
    mean = sum(counts[-COUNTED_S * RATE_HZ :]) / (COUNTED_S * RATE_HZ)
    return {
        "flags": f"{' '.join(FLAGS)} -march={target.march} -mabi={target.mabi}",
        "mean instructions a sample": round(mean, 1),
        "mean limit": target.mean_limit,
        "worst push": max(counts),
        "worst push limit": WORST_PUSH_LIMIT,
        "code with its libraries, bytes": int(sizes[0]),
        "met": mean <= target.mean_limit and max(counts) <= WORST_PUSH_LIMIT,
    }


def run(state_bytes: Callable[[], int]) -> dict[str, Any]:
    """Figures of every target; `state_bytes` gives the size of a core, which has no pointer in it: the same everywhere.

    Raises:
        UnavailableError: a tool is missing.
    """
    need_tools()
    with tempfile.TemporaryDirectory() as folder:
        figures: dict[str, Any] = {target.name: _figures(target, Path(folder)) for target in TARGETS}
    size = state_bytes()
    return {
        "compiler": _output(COMPILER, "--version").splitlines()[0],
        "emulator": _output(EMULATOR, "--version").splitlines()[0],
        "signal": f"{RATE_HZ} samples/s, two channels, all outputs, mean of {COUNTED_S} s",
        **figures,
        "state": {"bytes": size, "limit": STATE_LIMIT_BYTES, "met": size <= STATE_LIMIT_BYTES},
    }
