"""Faults of devices: repairs that come and go with their alerts, and no clinical entity moves."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from doors_home import ALICE, BOB, async_household, person
from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers import issue_registry as ir
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.healthsense.alert_faults import FAULTS
from custom_components.healthsense.engine.alerts.model import Alert, Cause, Level, News, Part, Stage
from custom_components.healthsense.household import Household, RawReading

WATCH = "sensor.watch"


@pytest.fixture
async def entry(hass: HomeAssistant) -> MockConfigEntry:
    """Set a household up; a watch of Home Assistant's is one of its sources."""
    hass.states.async_set(WATCH, "60", {"friendly_name": "Alice's watch"})
    return await async_household(hass, person(ALICE, "Alice"), person(BOB, "Bob"))


@pytest.fixture
def household(entry: MockConfigEntry) -> Household:
    """Return what runs."""
    found: Household = entry.runtime_data
    return found


async def tell(hass: HomeAssistant, household: Household, vital: str, *readings: tuple[float, float]) -> None:
    """Let the watch tell values, each so many minutes ago."""
    now = datetime.now(UTC)
    for minutes, value in readings:
        reading = RawReading(vital, value, "%", now - timedelta(minutes=minutes), None, None)
        await household.async_record(ALICE, [reading], source=f"ha:{WATCH}")
    await hass.async_block_till_done()


def issues(hass: HomeAssistant) -> Mapping[str, ir.IssueEntry]:
    """Return the repairs about faults, by what they are about."""
    return {
        str(issue.translation_key): issue
        for (domain, _), issue in ir.async_get(hass).issues.items()
        if domain == "healthsense" and issue.active and issue.translation_key in FAULTS
    }


def problems(hass: HomeAssistant, entry: MockConfigEntry) -> set[str]:
    """Return the families whose binary sensor is on."""
    return {
        str(found.translation_key)
        for found in er.async_entries_for_config_entry(er.async_get(hass), entry.entry_id)
        if found.domain == "binary_sensor" and (state := hass.states.get(found.entity_id)) and state.state == "on"
    }


async def test_a_low_battery_is_a_repair(hass: HomeAssistant, entry: MockConfigEntry, household: Household) -> None:
    """With the name of the device; charged, it is gone."""
    await tell(hass, household, "device_battery", (1, 15))
    (issue,) = issues(hass).values()
    assert issue.translation_key == "device_battery_low"
    assert issue.translation_placeholders == {"name": "Alice", "source": "Alice's watch"}
    assert (issue.is_fixable, issue.severity) == (False, ir.IssueSeverity.WARNING)
    assert problems(hass, entry) <= {"monitoring_alert"}
    await tell(hass, household, "device_battery", (0, 90))
    assert issues(hass) == {}


async def test_a_poor_signal_is_a_repair(
    hass: HomeAssistant, entry: MockConfigEntry, household: Household, freezer: FrozenDateTimeFactory
) -> None:
    """After half an hour of it, and until it is better."""

    async def minutes_of(value: float, count: int) -> None:
        for _ in range(count):
            freezer.tick(timedelta(minutes=1))
            await tell(hass, household, "signal_quality", (0, value))

    await minutes_of(20, 25)
    assert issues(hass) == {}
    await minutes_of(20, 10)
    assert set(issues(hass)) == {"signal_poor"}
    assert problems(hass, entry) <= {"monitoring_alert"}
    await minutes_of(95, 20)
    assert issues(hass) == {}


async def test_a_repair_outlives_a_restart(hass: HomeAssistant, entry: MockConfigEntry, household: Household) -> None:
    """While HealthSense does not run there is nothing to say; then it is there again."""
    await tell(hass, household, "device_battery", (1, 15))
    await hass.config_entries.async_unload(entry.entry_id)
    assert issues(hass) == {}
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    assert set(issues(hass)) == {"device_battery_low"}


def fault(rule: str, source: str, *, met: bool = True) -> Part:
    """Return what a rule sees of a fault."""
    return Part(rule, since_ms=1, at_ms=1, level=Level.INFO, met_ms=1 if met else None, source=source)


def show(
    household: Household, *parts: Part, cause: Cause = Cause.MONITORING, test: bool = False, private: bool = False
) -> None:
    """Publish news of an alert with these parts to those who listen."""
    who = household.people[BOB]
    who.private = private
    assert who.result is not None
    alert = Alert("a-1", cause, Level.INFO, Stage.RAISED, 1, parts, test=test)
    household._results.publish({BOB: replace(who.result, alerts=News(alerts=(alert,) if parts else ()))})


async def test_each_silent_source_has_its_own(hass: HomeAssistant, household: Household) -> None:
    """Another source that falls silent in place of the first one is another repair."""
    show(household, fault("source_silent", "belt"))
    assert issues(hass)["source_silent"].translation_placeholders == {"name": "Bob", "source": "belt"}
    show(household, fault("source_silent", f"ha:{WATCH}"), fault("device_battery_low", "belt"))
    assert issues(hass)["source_silent"].translation_placeholders == {"name": "Bob", "source": "Alice's watch"}
    assert set(issues(hass)) == {"source_silent", "device_battery_low"}
    show(household)
    assert issues(hass) == {}


async def test_what_is_no_fault_is_no_repair(hass: HomeAssistant, household: Household) -> None:
    """Low oxygen, a test of the alerts, and what is not met yet."""
    show(household, fault("spo2_low_urgent", "belt"), cause=Cause.OXYGEN)
    show(household, fault("source_silent", "belt"), test=True)
    show(household, fault("source_silent", "belt", met=False))
    assert issues(hass) == {}


async def test_nobody_private_is_named_in_a_repair(hass: HomeAssistant, household: Household) -> None:
    """Every user can list issues; who measures what is theirs alone."""
    show(household, fault("source_silent", "belt"), private=True)
    assert issues(hass) == {}
