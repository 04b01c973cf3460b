"""A planned measurement that is late, as an alert: from the care plan, ended by a reading or by ticking it off."""

from datetime import UTC, datetime

from care_home import WEIGHT, async_measure, async_plan, async_say, async_wait, items
from doors_home import ALICE
from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant

from custom_components.healthsense.engine.alerts.model import Cause, Level
from custom_components.healthsense.household import Household


def overdue(household: Household) -> list[tuple[Level, int]]:
    """Return the level of what is told as overdue, and how many planned measurements in a row that is."""
    result = household.people[ALICE].result
    assert result is not None
    return [
        (alert.level, part.count)
        for alert in result.alerts.open
        if alert.cause is Cause.OVERDUE
        for part in alert.parts
    ]


async def test_late_then_missing_twice_then_measured(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """From the second day of the plan on: nobody is late for what was planned after its time."""
    household = (await async_plan(hass, freezer, WEIGHT)).runtime_data
    await async_wait(hass, household, freezer, hours=5)
    assert overdue(household) == []
    await async_measure(hass, household, ("weight", 70, "kg"))
    await async_wait(hass, household, freezer, hours=22, minutes=59)
    assert overdue(household) == []
    await async_wait(hass, household, freezer, minutes=1)
    assert overdue(household) == [(Level.INFO, 1)]
    await async_wait(hass, household, freezer, hours=24)
    assert overdue(household) == [(Level.WARNING, 2)]
    await async_measure(hass, household, ("weight", 70, "kg"))
    assert overdue(household) == []


async def test_what_is_ticked_off_is_overdue_no_more(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """At once, and without a reading."""
    household = (await async_plan(hass, freezer, WEIGHT)).runtime_data
    await async_wait(hass, household, freezer, hours=28)
    assert overdue(household) == [(Level.INFO, 1)]
    due = datetime(2026, 11, 21, 8, tzinfo=UTC)
    slot = f"weight@{int(due.timestamp()) * 1000}"
    assert slot in items(hass)
    await async_say(hass, "update_item", slot, status="completed")
    assert overdue(household) == []
