"""A year of four people stays under 500 MB; and it is small in memory."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from healthsense_engine.store import Store
from strategies import DAY_MS, NOON_MS
from workload import EVERY_MINUTE, EVERY_SECOND, days

START_MS = NOON_MS // DAY_MS * DAY_MS
PEOPLE = 4
FULL_DAYS = 8
"""Seven days and the one under way."""


def bytes_in_use(store: Store) -> int:
    """Return the bytes of all pages that hold something."""
    (pages,) = store._db.execute("PRAGMA page_count").fetchone()
    (free,) = store._db.execute("PRAGMA freelist_count").fetchone()
    (size,) = store._db.execute("PRAGMA page_size").fetchone()
    return int((pages - free) * size)


def test_a_year_of_four_people_stays_under_500_mb(store: Store, record_property: Callable[[str, object], None]) -> None:
    """Measured on three days of one person through the real path; the last stays in full."""
    assert (len(EVERY_SECOND), len(EVERY_MINUTE)) == (2, 20)
    count, empty = 3, bytes_in_use(store)
    readings = 0
    for minute in days(START_MS, count):
        store.write("p", minute)
        store.commit_if_due(minute[-1].received_ms)
        readings += len(minute)
    assert readings == count * (2 * 57_600 + 20 * 960)
    store.commit(START_MS)
    full_day = (bytes_in_use(store) - empty) / count
    packed = 0
    while step := store.compact(START_MS + (count + FULL_DAYS) * DAY_MS):
        packed += step
    assert packed == (count - 1) * 22
    store.commit(START_MS)
    packed_day = (bytes_in_use(store) - empty - full_day) / (count - 1)
    year = PEOPLE * (FULL_DAYS * full_day + (365 - FULL_DAYS) * packed_day)
    record_property("year_of_four_people_mb", round(year / 1e6))
    record_property("bytes_a_reading_in_full", round(full_day * count / readings, 1))
    record_property("bytes_a_reading_packed", round(packed_day * count / readings, 2))
    assert full_day > 1e6, "or nothing was measured"
    assert packed_day > 20_000
    assert year < 500e6


GROWTH = """
    import resource, sys
    from pathlib import Path
    sys.path[:0] = sys.argv[2:]
    from healthsense_engine.store import Store
    from workload import days
    from strategies import DAY_MS, NOON_MS

    def peak():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    Store.open(Path(sys.argv[1] + ".first"), now_ms=NOON_MS).close()
    batch = list(days(NOON_MS // DAY_MS * DAY_MS, 1))
    before = peak()
    store = Store.open(Path(sys.argv[1]), now_ms=NOON_MS)
    for person in "ab":
        for minute in batch:
            store.write(person, minute)
            store.commit_if_due(minute[-1].received_ms)
    for person in "ab":
        store.series(person, "heart_rate", 0, 2 * NOON_MS, 400)
        store.minutes(person, "heart_rate", 0, 2 * NOON_MS)
    print(peak() - before)
    store.close()
"""


def test_the_store_takes_little_memory(path: Path) -> None:
    path.parent.mkdir()
    here = Path(__file__).parent
    script = "\n".join(line.removeprefix("    ") for line in GROWTH.splitlines())
    told = subprocess.run(
        [sys.executable, "-c", script, str(path), str(here), str(here.parent)],
        check=True,
        capture_output=True,
        text=True,
    )
    assert int(told.stdout) < 8 * 1024, "KiB, of the 25 MiB that the whole integration may take"
