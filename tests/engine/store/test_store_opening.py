"""Opening: a newer file is left alone, a damaged one is set aside, an older one is migrated."""

import hashlib
import shutil
import sqlite3
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from healthsense_engine.store import Store, StoreCorruptError, StoreError, StoreTooNewError
from healthsense_engine.store.schema import APPLICATION_ID, VERSION
from strategies import DAY_MS, NOON_MS, reading

PERSON = "p"
BATCH = [reading("heart_rate", NOON_MS + n * 1000, 60 + n % 9) for n in range(5000)]


def hashes(folder: Path) -> dict[str, str]:
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in folder.iterdir()}


def filled(path: Path) -> None:
    store = Store.open(path, now_ms=NOON_MS)
    store.write(PERSON, BATCH)
    store.close()


def crash_copy(store: Store, path: Path) -> None:
    """Copy an open store's files, as a power cut would leave them."""
    path.parent.mkdir(parents=True, exist_ok=True)
    for suffix in ("", "-wal"):
        shutil.copy(store.path.with_name(store.path.name + suffix), path.with_name(path.name + suffix))


def test_a_new_file_is_ours_alone_and_says_what_it_is(path: Path, store: Store) -> None:
    store.commit(NOON_MS)
    assert store.set_aside is None
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.with_name(path.name + "-wal").stat().st_mode) == 0o600
    store.close()
    db = sqlite3.connect(path)
    assert db.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    assert db.execute("PRAGMA user_version").fetchone() == (VERSION,)
    assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    db.close()
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_closing_twice_is_harmless_and_what_was_written_is_there_again(open_store: Callable[[], Store]) -> None:
    store = open_store()
    store.write(PERSON, BATCH)
    store.close()
    store.close()
    assert open_store().readings(PERSON, "heart_rate", 0, NOON_MS * 2) == BATCH


def test_a_newer_file_is_refused_untouched(path: Path) -> None:
    filled(path)
    db = sqlite3.connect(path)
    db.execute(f"PRAGMA user_version = {VERSION + 1}")
    db.close()
    before = hashes(path.parent)
    with pytest.raises(StoreTooNewError) as caught:
        Store.open(path, now_ms=NOON_MS)
    assert (caught.value.found, caught.value.supported) == (VERSION + 1, VERSION)
    assert hashes(path.parent) == before


def test_a_newer_file_is_recognised_while_its_version_is_only_in_the_log(path: Path, tmp_path: Path) -> None:
    filled(path)
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA wal_autocheckpoint = 0")
    db.execute("CREATE TABLE other(x)")
    db.execute(f"PRAGMA user_version = {VERSION + 7}")
    db.execute("INSERT INTO other VALUES (1)")
    copy = tmp_path / "copy" / "s.db"
    copy.parent.mkdir()
    for suffix in ("", "-wal"):
        shutil.copy(path.with_name(path.name + suffix), copy.with_name(copy.name + suffix))
    db.close()
    assert int.from_bytes(copy.read_bytes()[60:64], "big") == VERSION
    before = hashes(copy.parent)
    with pytest.raises(StoreTooNewError):
        Store.open(copy, now_ms=NOON_MS)
    assert hashes(copy.parent) == before
    # The same log with its last commit torn off says nothing of a newer version.
    wal = copy.with_name(copy.name + "-wal")
    wal.write_bytes(wal.read_bytes()[:32] + b"\xff" * 5000)
    store = Store.open(copy, now_ms=NOON_MS)
    assert store.set_aside is None
    store.close()


def test_an_unfinished_migration_of_a_newer_version_is_not_a_newer_file(path: Path) -> None:
    filled(path)
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA wal_autocheckpoint = 0")
    db.execute(f"PRAGMA user_version = {VERSION + 7}")
    wal = path.with_name(path.name + "-wal")
    torn = bytearray(wal.read_bytes())
    torn[-1] ^= 0xFF
    main = path.read_bytes()
    db.close()
    path.write_bytes(main)
    wal.write_bytes(torn)
    store = Store.open(path, now_ms=NOON_MS)
    assert store.readings(PERSON, "heart_rate", 0, NOON_MS * 2) == BATCH
    store.close()


def damage_header(data: bytearray) -> None:
    data[:16] = b"not a database\0\0"


def damage_a_tree(data: bytearray) -> None:
    for page in range(3, len(data) // 4096):
        data[page * 4096 : page * 4096 + 64] = b"\xa5" * 64


def cut_in_half(data: bytearray) -> None:
    del data[len(data) // 2 :]


def cut_to_a_stump(data: bytearray) -> None:
    del data[50:]


@pytest.mark.parametrize("damage", [damage_header, cut_in_half, cut_to_a_stump, damage_a_tree])
@pytest.mark.parametrize("check", [False, True])
def test_a_damaged_file_is_set_aside_and_reported(
    path: Path, damage: Callable[[bytearray], None], *, check: bool
) -> None:
    filled(path)
    data = bytearray(path.read_bytes())
    damage(data)
    path.write_bytes(data)
    store = Store.open(path, now_ms=NOON_MS, check=check)
    assert store.set_aside == path.with_name("healthsense.db.corrupt-20250616T120000Z")
    assert store.set_aside.read_bytes() == bytes(data)
    assert store.persons() == ()
    store.write(PERSON, BATCH)
    store.close()
    again = Store.open(path, now_ms=NOON_MS)
    assert again.set_aside is None
    assert again.readings(PERSON, "heart_rate", 0, NOON_MS * 2) == BATCH
    again.close()


def test_damage_that_shows_only_later_is_told_and_found_by_the_check(path: Path) -> None:
    filled(path)
    data = bytearray(path.read_bytes())
    # In the largest table, far from what opening reads.
    damaged = len(data) // 4096 * 3 // 4 * 4096
    data[damaged : damaged + 8192] = b"\xa5" * 8192
    path.write_bytes(data)
    store = Store.open(path, now_ms=NOON_MS)
    assert store.set_aside is None
    with pytest.raises(StoreCorruptError):
        store.readings(PERSON, "heart_rate", 0, NOON_MS * 2)
    store.close()
    checked = Store.open(path, now_ms=NOON_MS, check=True)
    assert checked.set_aside is not None
    assert checked.set_aside.read_bytes() == bytes(data)
    checked.close()


def test_an_unclean_end_brings_a_check_of_every_page(path: Path, store: Store, tmp_path: Path) -> None:
    store.write(PERSON, BATCH)
    store.commit(NOON_MS)
    store.begin_backup()
    store.write(PERSON, [reading("weight", NOON_MS, 80)])
    store.commit(NOON_MS)
    copy = tmp_path / "copy" / "s.db"
    crash_copy(store, copy)
    whole = Store.open(copy, now_ms=NOON_MS)
    assert whole.set_aside is None
    assert whole.latest(PERSON, "weight")
    whole.close()
    crash_copy(store, copy)
    data = bytearray(copy.read_bytes())
    damage_a_tree(data)
    copy.write_bytes(data)
    log = copy.with_name(copy.name + "-wal").read_bytes()
    fresh = Store.open(copy, now_ms=NOON_MS)
    assert fresh.set_aside is not None
    assert fresh.set_aside.with_name(fresh.set_aside.name + "-wal").read_bytes() == log
    fresh.close()


def test_a_log_without_its_file_is_kept(path: Path, store: Store, tmp_path: Path) -> None:
    store.write(PERSON, BATCH)
    store.commit(NOON_MS)
    copy = tmp_path / "copy" / "s.db"
    crash_copy(store, copy)
    copy.unlink()
    fresh = Store.open(copy, now_ms=NOON_MS)
    assert fresh.set_aside is not None
    assert fresh.set_aside.with_name(fresh.set_aside.name + "-wal").stat().st_size > 0
    fresh.close()


def test_two_damaged_files_in_one_second_are_both_kept(path: Path) -> None:
    for _ in range(2):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"rubbish" * 100)
        Store.open(path, now_ms=NOON_MS).close()
    assert len(list(path.parent.glob("*.corrupt-*"))) == 2


def test_a_damaged_packed_day_is_told_and_found_by_the_check(path: Path, store: Store) -> None:
    later = NOON_MS + 30 * DAY_MS
    store.write(PERSON, [*BATCH, reading("heart_rate", later, 70)])
    store.compact(later)
    store.close()
    db = sqlite3.connect(path)
    db.execute("UPDATE minute_day SET body = zeroblob(length(body))")
    db.commit()
    db.close()
    again = Store.open(path, now_ms=later)
    with pytest.raises(StoreCorruptError):
        again.minutes(PERSON, "heart_rate", 0, later)
    again.close()
    checked = Store.open(path, now_ms=later, check=True)
    assert checked.set_aside is not None
    checked.close()


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(StoreError):
        Store.open(tmp_path / "file" / "s.db", now_ms=NOON_MS)
    (tmp_path / "dir.db").mkdir()
    with pytest.raises(StoreError):
        Store.open(tmp_path / "dir.db", now_ms=NOON_MS)
