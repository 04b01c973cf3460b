"""Backups: a consistent copy while readings go on being taken in."""

import asyncio
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from doors_home import BOB, ago, async_act, async_household, person
from homeassistant.components.backup import DOMAIN as BACKUP_DOMAIN
from homeassistant.components.backup.const import DATA_MANAGER
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.setup import async_setup_component

from custom_components.healthsense.backup import async_post_backup, async_pre_backup
from custom_components.healthsense.engine.store import Store, StoreBusyError


async def record(hass: HomeAssistant, number: int) -> None:
    """Add a reading of its own."""
    reading = {"person_id": BOB, "vital": "weight", "value": 60 + number, "unit": "kg", "time": ago(hours=number)}
    await async_act(hass, "record_measurement", reading)


def weights(file: Path) -> int:
    """Return how many readings a copy of the file alone holds."""
    with closing(sqlite3.connect(file)) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        found: int = db.execute(
            "SELECT count(*) FROM reading JOIN series ON series.id = reading.series WHERE vital = 'weight'"
        ).fetchone()[0]
        return found


async def test_a_copy_made_meanwhile_holds_everything_before(
    hass: HomeAssistant, tmp_path: Path, store_file: Path
) -> None:
    """Writes during the backup reach neither the copied file nor get lost."""
    await async_household(hass, person(BOB, "Bob"))
    for number in range(1, 6):
        await record(hass, number)
    await async_pre_backup(hass)
    before = await hass.async_add_executor_job(store_file.read_bytes)

    async def copy() -> None:
        await hass.async_add_executor_job(shutil.copy, store_file, tmp_path / "copy.db")

    await asyncio.gather(copy(), *(record(hass, number) for number in range(6, 16)))
    assert await hass.async_add_executor_job(store_file.read_bytes) == before
    await async_post_backup(hass)
    assert await hass.async_add_executor_job(weights, tmp_path / "copy.db") == 5
    assert await hass.async_add_executor_job(weights, store_file) == 15


async def test_home_assistant_finds_the_platform(hass: HomeAssistant) -> None:
    """Its backup manager calls ours before and after, whichever was set up first."""
    await async_household(hass, person(BOB, "Bob"))
    assert await async_setup_component(hass, BACKUP_DOMAIN, {})
    await hass.async_block_till_done()
    manager = hass.data[DATA_MANAGER]
    assert "healthsense" in manager.platforms
    await manager.async_pre_backup_actions()
    await manager.async_post_backup_actions()


async def test_a_history_that_cannot_rest_stops_the_backup(
    hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A backup without a sound history would be one only by name."""
    await async_household(hass, person(BOB, "Bob"))

    def busy(_: Store) -> None:
        raise StoreBusyError

    monkeypatch.setattr(Store, "begin_backup", busy)
    monkeypatch.setattr(Store, "end_backup", busy)
    with pytest.raises(HomeAssistantError) as raised:
        await async_pre_backup(hass)
    assert raised.value.translation_key == "backup_not_ready"
    with pytest.raises(HomeAssistantError) as raised:
        await async_post_backup(hass)
    assert raised.value.translation_key == "backup_not_ended"


async def test_a_household_that_does_not_run_has_its_file_at_rest(hass: HomeAssistant, store_file: Path) -> None:
    """There is nothing to do, and nothing fails."""
    entry = await async_household(hass, person(BOB, "Bob"))
    await record(hass, 1)
    assert await hass.config_entries.async_unload(entry.entry_id)
    await async_pre_backup(hass)
    assert await hass.async_add_executor_job(weights, store_file) == 1
    await async_post_backup(hass)
