"""What was acknowledged is on the disk: through kill -9, a full disk, a backup; and few syncs."""

import os
import re
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest
from healthsense_engine.store import Store, StoreBusyError, StoreFullError
from healthsense_engine.store.durability import (
    CHECKPOINT_AT_ONCE_BYTES,
    CHECKPOINT_BYTES,
    CHECKPOINT_EVERY,
    HOLD_LIMIT_MS,
)
from strategies import DAY_MS, HOUR_MS, MINUTE_MS, NOON_MS, reading

PERSON = "p"
EVER = (0, 2 * NOON_MS)
KILLS = 150


def write_until_killed(path: Path, seed: int, acknowledge: int) -> None:
    """Write, compact, commit and checkpoint without end; tell of each commit what it holds."""
    store = Store.open(path, now_ms=NOON_MS)
    if store.set_aside is not None:
        return
    last = store.latest(PERSON, "heart_rate")
    at = last[0].effective_ms + 1000 if last else NOON_MS
    for n in count(seed):
        batch = [reading("heart_rate", at + 1000 * k, 60 + k) for k in range(1 + n % 7)]
        at = batch[-1].effective_ms + 1000
        store.write(PERSON, batch)
        if n % 11 == 0:
            store.compact(at)
        store.commit(at)
        if n % 5 == 0:
            store._durability.checkpoint()
        os.write(acknowledge, b"%d\n" % batch[-1].effective_ms)


def kill_while_writing(path: Path, seed: int, delay_s: float) -> list[int]:
    """Return what a writer acknowledged before it was killed, ``delay_s`` after its first commit."""
    read_end, write_end = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(read_end)
            write_until_killed(path, seed, write_end)
        finally:
            os._exit(1)
    os.close(write_end)
    with os.fdopen(read_end) as pipe:
        first = pipe.readline()
        time.sleep(delay_s)
        os.kill(child, signal.SIGKILL)
        lines = [first, *pipe]
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL, "the writer must not end by itself"
    return [int(line) for line in lines if line.endswith("\n")]


def test_kill_9_at_any_moment_loses_nothing_acknowledged(
    path: Path, record_property: Callable[[str, object], None]
) -> None:
    acknowledged = NOON_MS
    for kill in range(KILLS):
        # From 0 to 20 ms, in uneven steps: everywhere in a cycle of write, commit, checkpoint.
        acknowledged = max(acknowledged, *kill_while_writing(path, kill, kill * 37 % 100 / 5000))
    store = Store.open(path, now_ms=NOON_MS)
    assert store.set_aside is None
    everything = store.readings(PERSON, "heart_rate", *EVER)
    kept = [one.effective_ms for one in everything]
    assert kept[-1] >= acknowledged
    assert kept == list(range(NOON_MS, kept[-1] + 1, 1000))
    hours = store.hours(PERSON, "heart_rate", *EVER)
    assert sum(hour.total for hour in hours) == sum(one.scaled for one in everything)
    record_property("kills", KILLS)
    store.close()


LIVE = """
    import sys
    from pathlib import Path
    from healthsense_engine.measurement import Measurement
    from healthsense_engine.store import Store

    path, start, seconds = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    store = Store.open(path, now_ms=start)
    store.commit(start)
    print("START", file=sys.stderr, flush=True)
    for second in range(seconds):
        now = start + second * 1000
        for tenth in range(0, 1000, 100):
            for person in "abcd":
                for vital in ("heart_rate", "spo2"):
                    store.write(person, [Measurement(vital, now + tenth, "ha:one", 6000 + second % 50, now + tenth)])
            store.commit_if_due(now + tenth)
    print("END", file=sys.stderr, flush=True)
"""


SYNCS = ("fsync", "fdatasync", "sync_file_range", "msync", "sync", "syncfs")


def test_live_readings_cost_at_most_one_sync_in_five_seconds(
    path: Path, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    strace = shutil.which("strace")
    assert strace, "strace is missing: script/test installs it (Debian package strace)"
    if subprocess.run([strace, "-qq", "true"], capture_output=True, check=False).returncode:
        pytest.skip("this machine forbids a process to trace another: the syncs were not counted")
    seconds = 3 * 5 * CHECKPOINT_EVERY + 600
    log = tmp_path / "trace"
    trace = ["-f", "-qq", "-e", f"trace={','.join(SYNCS)},write", "-e", "signal=none", "-o", str(log)]
    program = [sys.executable, "-c", textwrap.dedent(LIVE), str(path), str(NOON_MS), str(seconds)]
    subprocess.run([strace, *trace, *program], check=True, capture_output=True)
    lines = log.read_text().splitlines()
    start = next(n for n, line in enumerate(lines) if '"START' in line)
    end = next(n for n, line in enumerate(lines) if '"END' in line)
    syncs = sum(1 for line in lines[start:end] if re.search(rf"\b({'|'.join(SYNCS)})\(", line))
    record_property("seconds_per_sync", seconds / syncs)
    assert seconds / 12 < syncs <= seconds / 5


def test_live_readings_wait_five_seconds_and_actions_do_not(store: Store, tmp_path: Path) -> None:
    def durable() -> int:
        copy = tmp_path / "copy.db"
        for suffix in ("", "-wal"):
            shutil.copy(store.path.with_name(store.path.name + suffix), copy.with_name(copy.name + suffix))
        seen = Store.open(copy, now_ms=NOON_MS)
        count = len(seen.readings(PERSON, "heart_rate", *EVER))
        seen.close()
        return count

    def write(n: int) -> None:
        store.write(PERSON, [reading("heart_rate", NOON_MS + n, 60)])

    assert store.commit_if_due(NOON_MS) is None
    write(0)
    assert store.commit_if_due(NOON_MS) == NOON_MS + 5000
    write(1)
    assert store.commit_if_due(NOON_MS + 4999) == NOON_MS + 5000
    assert durable() == 0
    assert store.commit_if_due(NOON_MS + 5000) is None
    assert durable() == 2
    write(2)
    assert store.commit_if_due(NOON_MS + 5001) == NOON_MS + 10_500
    store.commit(NOON_MS + 5002)
    assert durable() == 3
    write(3)
    # A clock set back must not put a commit off for ever.
    assert store.commit_if_due(NOON_MS - DAY_MS) == NOON_MS - DAY_MS + 5500
    assert store.commit_if_due(NOON_MS - DAY_MS + 5500) is None
    assert durable() == 4


def test_the_log_stays_bounded(store: Store) -> None:
    wal = store.path.with_name(store.path.name + "-wal")
    sizes = []
    for n in range(800):
        store.write(PERSON, [reading("heart_rate", NOON_MS + n * 1000, 60)])
        store.commit(NOON_MS)
        sizes.append(wal.stat().st_size)
    assert max(sizes) < 1.1 * CHECKPOINT_BYTES
    assert sizes.count(0) >= 2
    # An import commits little and writes much.
    for n in range(12):
        many = [reading("spo2", NOON_MS + k * 60_000, 97, source=f"ha:{n}") for k in range(20_000)]
        store.write(PERSON, many)
        store.commit(NOON_MS)
        sizes.append(wal.stat().st_size)
    assert max(sizes) < 1.3 * CHECKPOINT_AT_ONCE_BYTES


def test_a_full_disk_is_told_and_loses_nothing_committed(store: Store) -> None:
    kept = [reading("heart_rate", NOON_MS + n * 1000, 60) for n in range(1000)]
    store.write(PERSON, kept)
    store.commit(NOON_MS)
    (pages,) = store._db.execute("PRAGMA page_count").fetchone()
    store._db.execute(f"PRAGMA max_page_count = {pages}")
    before = list(store.dump(PERSON))
    more = [reading("spo2", NOON_MS + n * 1000, 97, source="new") for n in range(20_000)]
    with pytest.raises(StoreFullError):
        store.write(PERSON, more)
    assert list(store.dump(PERSON)) == before
    assert store.vitals(PERSON) == {"heart_rate": ("ha:one",)}
    store._db.execute("PRAGMA max_page_count = 1000000")
    assert len(store.write(PERSON, more).stored) == len(more)
    store.commit(NOON_MS)
    assert store.readings(PERSON, "spo2", *EVER) == more


def test_a_copy_taken_during_a_backup_holds_all_from_before_it(store: Store, path: Path, tmp_path: Path) -> None:
    before = [reading("heart_rate", NOON_MS + n * 1000, 60 + n % 5) for n in range(2000)]
    store.write(PERSON, before)
    store.begin_backup()
    main = path.read_bytes()
    during = [reading("heart_rate", NOON_MS + HOUR_MS + n * 1000, 70) for n in range(5 * CHECKPOINT_EVERY)]
    for one in during:
        store.write(PERSON, [one])
        store.commit(NOON_MS)
    assert path.read_bytes() == main, "nothing may write to the main file during a backup"
    assert store.compact(NOON_MS + 300 * DAY_MS) == 0
    with pytest.raises(StoreBusyError):
        store.erase(PERSON)
    wal = path.with_name(path.name + "-wal").read_bytes()
    shm = path.with_name(path.name + "-shm").read_bytes()
    for name, log in {"none": b"", "torn": wal[: len(wal) * 2 // 3 + 7], "whole": wal, "stump": wal[:20]}.items():
        copy = tmp_path / name / "s.db"
        copy.parent.mkdir()
        copy.write_bytes(main)
        if log:
            copy.with_name("s.db-wal").write_bytes(log)
            copy.with_name("s.db-shm").write_bytes(shm)
        restored = Store.open(copy, now_ms=NOON_MS, check=True)
        assert restored.set_aside is None
        kept = restored.readings(PERSON, "heart_rate", *EVER)
        assert kept[: len(before)] == before
        if name == "whole":
            assert kept == before + during
        restored.close()
    store.end_backup()
    assert path.with_name(path.name + "-wal").stat().st_size == 0
    assert store.readings(PERSON, "heart_rate", *EVER) == before + during


def test_a_backup_that_never_ends_does_not_hold_the_log_for_ever(store: Store, path: Path) -> None:
    wal = path.with_name(path.name + "-wal")
    store.begin_backup()
    store.write(PERSON, [reading("heart_rate", NOON_MS, 60)])
    store.commit(NOON_MS)
    assert wal.stat().st_size > 0
    store.commit_if_due(NOON_MS + HOLD_LIMIT_MS)
    assert wal.stat().st_size > 0
    store.commit_if_due(NOON_MS + HOLD_LIMIT_MS + MINUTE_MS)
    assert wal.stat().st_size == 0


def test_a_second_process_is_told_to_wait(store: Store, path: Path) -> None:
    store.commit(NOON_MS)
    script = (
        "import sqlite3, sys; db = sqlite3.connect(sys.argv[1], isolation_level=None);"
        " db.execute('BEGIN IMMEDIATE'); db.execute('DELETE FROM intake'); print('locked', flush=True);"
        " sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, os.fspath(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "locked\n"
        store._db.execute("PRAGMA busy_timeout = 100")
        with pytest.raises(StoreBusyError):
            store.write(PERSON, [reading("heart_rate", NOON_MS, 60)])
        other.communicate("")
    assert store.write(PERSON, [reading("heart_rate", NOON_MS, 60)]).stored
