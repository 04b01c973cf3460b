"""script/firmware: what a person types, and what script/demo calls."""

import os
import signal
import socket
import subprocess
import time
from pathlib import Path

import pytest
from node_process import Node

ROOT = Path(__file__).resolve().parents[2]
FIRMWARE = ROOT / "script" / "firmware"


def firmware(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([FIRMWARE, *arguments], capture_output=True, text=True, check=False)


def test_a_second_build_finds_everything_done(node_program: Path, node_port: int) -> None:
    before = node_program.stat()
    started = time.monotonic()
    again = firmware("build", "--port", str(node_port))
    assert time.monotonic() - started < 2
    assert (again.returncode, again.stdout, again.stderr) == (0, f"{node_program}\n", "")
    after = node_program.stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    assert firmware("path", "--port", str(node_port)).stdout == f"{node_program}\n"


def test_a_program_whose_sources_changed_is_out_of_date(node_program: Path, node_port: int) -> None:
    stamp = Path(f"{node_program}.stamp")
    kept = stamp.read_text()
    try:
        stamp.write_text("another source\n")
        done = firmware("path", "--port", str(node_port))
    finally:
        stamp.write_text(kept)
    assert (done.returncode, done.stdout) == (1, "")
    assert f"script/firmware build --port {node_port}" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "status", "reason"),
    [
        (("path", "--dir", "{folder}"), 1, "not built"),
        (("build", "--port", "0"), 1, "--port takes a number from 1 to 65535, not '0'"),
        (("build", "--port", "65536"), 1, "not '65536'"),
        (("build", "--port", "6053;id"), 1, "--port takes a number"),
        (("build", "--port"), 1, "--port needs a value"),
        (("build", "--prot", "6053"), 1, "unknown option --prot"),
        (("bild",), 2, "compiles the node unless"),
        ((), 2, "compiles the node unless"),
    ],
)
def test_a_mistake_is_told(arguments: tuple[str, ...], status: int, reason: str, tmp_path: Path) -> None:
    done = firmware(*(argument.format(folder=tmp_path) for argument in arguments))
    assert (done.returncode, done.stdout) == (status, "")
    assert reason in done.stderr


def test_run_keeps_the_settings_where_it_is_told(node_program: Path, node_port: int, tmp_path: Path) -> None:
    state = tmp_path / "a state folder"
    elsewhere = tmp_path / "elsewhere"
    process = subprocess.Popen(
        [FIRMWARE, "run", "--port", str(node_port), "--state", str(state)],
        env={**os.environ, "ESPHOME_PREFDIR": str(elsewhere)},
        stdout=subprocess.PIPE,
    )
    try:
        deadline = time.monotonic() + 10
        with socket.socket() as probe:
            while probe.connect_ex(("127.0.0.1", node_port)) != 0:
                assert process.poll() is None
                assert time.monotonic() < deadline
                time.sleep(0.05)
        process.send_signal(signal.SIGTERM)
        assert process.wait(5) == 0
    finally:
        process.kill()
        process.communicate()
    assert not elsewhere.exists()
    assert (state / ".esphome" / "prefs").is_dir()


def test_run_says_that_the_port_is_taken(node: Node, tmp_path: Path) -> None:
    done = firmware("run", "--port", str(node.port), "--state", str(tmp_path / "state"))
    assert (done.returncode, done.stdout) == (1, "")
    assert f"already listens on port {node.port}" in done.stderr
    assert not (tmp_path / "state").exists()
