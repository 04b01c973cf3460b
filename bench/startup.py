"""What HealthSense adds to a Home Assistant's start and memory: four people with 28 days of history.

The alternative is the same Home Assistant, with the same sources and helpers, without the entry
of HealthSense. Boots of both take turns; what is printed are medians.
"""

import asyncio
import time
from pathlib import Path
from statistics import median
from typing import Any, Final

import psutil

from .history import fill
from .home import Booted, add_household, booted, move_in, scratch_folder

PEOPLE: Final = 4
DAYS: Final = 28
SETTLE_S: Final = 4
MAX_ADDED_MIB: Final = 25
MAX_ADDED_S: Final = 0.3
HOUR_MS: Final = 3_600_000


async def _read(boot: Booted) -> dict[str, float]:
    started = await boot.probe("started")
    await asyncio.sleep(SETTLE_S)
    return {**started, "rss_mib": psutil.Process(boot.pid).memory_info().rss / 2**20}


async def measure(hass: Path, *, quick: bool) -> dict[str, Any]:
    """Return medians without and with HealthSense, and what it adds."""
    boots = 2 if quick else 7
    async with scratch_folder() as folder:
        homes = {"without": folder / "without", "with": folder / "with"}
        async with booted(hass, homes["without"], PEOPLE):
            pass
        async with booted(hass, homes["with"], PEOPLE) as boot:
            entry_id = await add_household(boot.client)
            people = [await move_in(boot.client, entry_id, person, history=False) for person in range(PEOPLE)]
            store = boot.home.config / "healthsense" / "healthsense.db"
        end_ms = int(time.time() * 1000) - HOUR_MS
        readings = await asyncio.to_thread(fill, store, people, days=DAYS, end_ms=end_ms)
        found: dict[str, list[dict[str, float]]] = {kind: [] for kind in homes}
        for _ in range(boots):
            for kind, home in homes.items():
                async with booted(hass, home, PEOPLE) as boot:
                    found[kind].append(await _read(boot))
    middle = {
        kind: {name: round(median(row[name] for row in rows), 3) for name in rows[0]} for kind, rows in found.items()
    }
    added = {name: round(value - middle["without"][name], 3) for name, value in middle["with"].items()}
    return {
        "people": PEOPLE,
        "readings": readings,
        "boots_each": boots,
        **middle,
        "added": added,
        "memory_mib": {"healthsense": added["rss_mib"], "target": MAX_ADDED_MIB,
                       "met": added["rss_mib"] <= MAX_ADDED_MIB},
        "start_s": {"healthsense": added["wall_s"], "target": MAX_ADDED_S, "met": added["wall_s"] <= MAX_ADDED_S},
    }  # fmt: skip
