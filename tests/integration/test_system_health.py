"""The system health page."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from doors_home import ALICE, BOB, async_act, async_household, person
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.common import get_system_health_info

from custom_components.healthsense.engine.store import Store, StoreError


async def info(hass: HomeAssistant) -> dict[str, Any]:
    """Return what the page shows."""
    assert await async_setup_component(hass, "system_health", {})
    await hass.async_block_till_done()
    shown: dict[str, Any] = await get_system_health_info(hass, "healthsense")
    return shown


async def test_a_household_that_works(hass: HomeAssistant) -> None:
    """Counts over the last day, when something came last, and how much there is."""
    await async_household(hass, person(ALICE, "Alice"), person(BOB, "Bob"))
    rows = [{"vital": "weight", "value": 70, "unit": "kg"}, {"vital": "weight", "value": 7000, "unit": "kg"}]
    await async_act(hass, "record_measurement", {"person_id": BOB, "measurements": rows})
    shown = await info(hass)
    assert (shown["people"], shown["worker_alive"], shown["rejected_24h"]) == (2, True, 1)
    assert shown["accepted_24h"] >= 1
    assert shown["store_size"].endswith(" MiB")
    assert datetime.now(UTC) - shown["last_write"] < timedelta(minutes=1)


async def test_a_history_that_fails(hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page says so instead of failing itself."""
    await async_household(hass, person(BOB, "Bob"))

    def broken(_: Store) -> int:
        raise StoreError

    monkeypatch.setattr(Store, "size_bytes", broken)
    shown = await info(hass)
    assert shown["worker_alive"] is False
    assert "store_size" not in shown


async def test_a_household_that_does_not_run(hass: HomeAssistant) -> None:
    """What is configured is known all the same."""
    entry = await async_household(hass, person(BOB, "Bob"))
    shown_entry = await hass.config_entries.async_unload(entry.entry_id)
    assert shown_entry
    shown = await info(hass)
    assert (shown["people"], shown["worker_alive"]) == (1, False)
