"""How the recorder's database grows by a person-day at a heart rate a second.

Played in real time for two minutes and extrapolated to a day: rows of states as they were
written, rows of statistics as the recorder writes them (288 of five minutes, 24 of an hour, for
each entity that has them). Bytes a row, indexes included, come from the same file: every table is
multiplied until a page more or less does not matter, and measured packed.
"""

import asyncio
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from .home import Booted, add_household, booted, entities, move_in, scratch_folder
from .people import Household, Reading, first_values, heart_rates

PEOPLE: Final = 4
SKIP_S: Final = 20
"""At the start everything is written once, which a day does not repeat."""
MULTIPLY: Final = 6
"""Doublings of a table before its rows are measured."""
DAY_S: Final = 86_400
SHORT_TERM_A_DAY: Final = 288
LONG_TERM_A_DAY: Final = 24


async def _play(boot: Booted, seconds: int) -> tuple[float, float]:
    """Drive everybody of every household at once; return from when to when rows count."""
    readings: list[Reading] = []
    for household in Household:
        for person in range(PEOPLE):
            readings += first_values(household, person, apart_s=0.05)
            readings += heart_rates(household, person, seconds)
    began = time.time()
    await boot.probe("play", readings=readings, begin=0, end=seconds)
    return began + SKIP_S, began + seconds


def _file_bytes(db: sqlite3.Connection) -> int:
    db.execute("VACUUM")
    pages: int = db.execute("PRAGMA page_count").fetchone()[0]
    size: int = db.execute("PRAGMA page_size").fetchone()[0]
    return pages * size


def _bytes_a_row(db: sqlite3.Connection, table: str, key: str, moment: str, step_s: int) -> float:
    """Return what a row of ``table`` takes; its copies are moved in time, so that they stay distinct."""
    names = [row[1] for row in db.execute(f"PRAGMA table_info({table})") if row[1] != key]
    before, rows_before = _file_bytes(db), _count(db, table)
    for doubling in range(MULTIPLY):
        shift = step_s * 2**doubling
        moved = ", ".join(f"{name} - {shift}" if name == moment else name for name in names)
        db.execute(f"INSERT INTO {table} ({', '.join(names)}) SELECT {moved} FROM {table}")  # noqa: S608  # own names
        db.commit()
    return (_file_bytes(db) - before) / (_count(db, table) - rows_before)


def _count(db: sqlite3.Connection, table: str) -> int:
    count: int = db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608  # own names
    return count


def _group(db: sqlite3.Connection, belongs: Callable[[str], bool], window: tuple[float, float]) -> tuple[float, float]:
    """Return rows of states a second and the number of entities with statistics, of one group, for each person."""
    states = db.execute(
        "SELECT m.entity_id, count(*) FROM states s JOIN states_meta m USING (metadata_id)"
        " WHERE s.last_updated_ts >= ? AND s.last_updated_ts < ? GROUP BY m.entity_id",
        window,
    ).fetchall()
    kept = db.execute(
        "SELECT statistic_id FROM statistics_meta WHERE id IN (SELECT metadata_id FROM statistics_short_term)"
    ).fetchall()
    seconds = window[1] - window[0]
    return (
        sum(count for entity, count in states if belongs(entity)) / seconds / PEOPLE,
        sum(belongs(entity) for (entity,) in kept) / PEOPLE,
    )


def _copy(source: Path, file: Path) -> None:
    """Copy a database with what is in its write-ahead log."""
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(file)) as new:
        old.backup(new)


def _figures(file: Path, groups: dict[str, Callable[[str], bool]], window: tuple[float, float]) -> dict[str, Any]:
    with closing(sqlite3.connect(file)) as db:
        found = {name: _group(db, belongs, window) for name, belongs in groups.items()}
        state_bytes = _bytes_a_row(db, "states", "state_id", "last_updated_ts", DAY_S)
        short_bytes = _bytes_a_row(db, "statistics_short_term", "id", "start_ts", DAY_S)
    out: dict[str, Any] = {
        "bytes_a_state": round(state_bytes),
        "bytes_a_statistic": round(short_bytes),
        "seconds_played": round(window[1] - window[0]),
    }
    for name, (states_a_s, statistics) in found.items():
        states = states_a_s * DAY_S
        rows = statistics * (SHORT_TERM_A_DAY + LONG_TERM_A_DAY)
        out[name] = {
            "states_a_person_day": round(states),
            "statistics_a_person_day": round(rows),
            "mib_a_person_day": round((states * state_bytes + rows * short_bytes) / 2**20, 2),
        }
    bare = out["bare_sensors"]["mib_a_person_day"]
    for name in ("healthsense", "helpers"):
        out[name]["ratio_to_bare_sensors"] = round(out[name]["mib_a_person_day"] / bare, 2)
    return out


async def measure(hass: Path, *, quick: bool) -> dict[str, Any]:
    """Return the growth of each group of entities; the sources' own rows are those of the bare sensors."""
    async with scratch_folder() as folder:
        async with booted(hass, folder / "home", PEOPLE) as boot:
            entry_id = await add_household(boot.client)
            people = [await move_in(boot.client, entry_id, person) for person in range(PEOPLE)]
            ours = {entity for one in people for entity in (await entities(boot.client, one)).values()}
            window = await _play(boot, SKIP_S + (20 if quick else 120))
            five = int(window[0]) // 300 * 300
            await boot.probe("compile_statistics", start=datetime.fromtimestamp(five, UTC).isoformat())
            config = boot.home.config
        file = folder / "copy.db"
        _copy(config / "home-assistant_v2.db", file)
        groups: dict[str, Callable[[str], bool]] = {
            "bare_sensors": lambda entity: entity.startswith("sensor.bare_"),
            "healthsense": ours.__contains__,
            "helpers": lambda entity: entity.startswith("sensor.helper_"),
        }
        return await asyncio.to_thread(_figures, file, groups, window)
