"""What Home Assistant recorded of a source before it was bound."""

from datetime import timedelta

import pytest
from doors_home import ALICE, async_household, person
from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.recorder import Recorder
from homeassistant.components.recorder.models import StatisticData, StatisticMeanType, StatisticMetaData
from homeassistant.components.recorder.statistics import async_import_statistics
from homeassistant.config_entries import ConfigSubentryData
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
from pytest_homeassistant_custom_component.components.recorder.common import async_wait_recording_done
from test_household import BPM, PULSE, bound, settle

from custom_components.healthsense.history_import import async_import_history
from custom_components.healthsense.household import Household


def waiting(*entities: str, **sources: str) -> ConfigSubentryData:
    """Return Alice, whose form asked for the past of ``entities``."""
    alice = person(ALICE, "Alice", sources=bound(**sources))
    return ConfigSubentryData(**{**alice, "data": {**alice["data"], "import_history": list(entities)}})


async def recorded(hass: HomeAssistant, entity: str, values: list[str], freezer: FrozenDateTimeFactory) -> None:
    """Let a source live for a while before anybody binds it."""
    for value in values:
        hass.states.async_set(entity, value, BPM)
        freezer.tick(60)
    await async_wait_recording_done(hass)


async def readings(household: Household, vital: str = "heart_rate") -> list[tuple[float, str]]:
    """Return values and sources in the history."""
    rows = await household.async_run(lambda store: store.readings(ALICE, vital, 0, 2**50))
    return [(row.value, row.source) for row in rows]


async def test_the_past_is_there_on_the_first_day(
    recorder_mock: Recorder, hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """Once, without a new start, and without what was no reading."""
    await recorded(hass, PULSE, ["70", "unavailable", "70", "71", "unknown", "72"], freezer)
    entry = await async_household(hass, waiting(PULSE, heart_rate=PULSE))
    household: Household = entry.runtime_data
    await async_wait_recording_done(hass)
    await settle(hass, household)
    source = f"ha:{PULSE}"
    assert await readings(household) == [(70, source), (71, source), (72, source)]
    (alice,) = entry.subentries.values()
    assert alice.data["import_history"] == []
    assert entry.runtime_data is household
    report = await async_import_history(hass, household, ALICE, "heart_rate", PULSE)
    assert (report.stored, report.rejected) == (0, 0)


async def test_statistics_go_further_back(
    recorder_mock: Recorder, hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """An hour's mean is one reading in its middle, under a source of its own."""
    now = dt_util.utcnow()
    hour = now.replace(minute=0, second=0, microsecond=0)
    metadata = StatisticMetaData(
        has_sum=False,
        mean_type=StatisticMeanType.ARITHMETIC,
        name=None,
        source="recorder",
        statistic_id=PULSE,
        unit_class=None,
        unit_of_measurement="bpm",
    )
    past = [StatisticData(start=hour - timedelta(days=40, hours=back), mean=60.0 + back) for back in range(3)]
    async_import_statistics(hass, metadata, past)
    await recorded(hass, PULSE, ["70"], freezer)
    entry = await async_household(hass, waiting(PULSE, heart_rate=PULSE))
    household: Household = entry.runtime_data
    await async_wait_recording_done(hass)
    await settle(hass, household)
    source = f"ha:{PULSE}"
    found = await readings(household)
    assert found == [*((mean, f"{source}:statistics") for mean in (62.0, 61.0, 60.0)), (70.0, source)]


async def test_without_a_recorder_there_is_no_past(hass: HomeAssistant) -> None:
    """And nothing fails."""
    hass.states.async_set(PULSE, "70", BPM)
    entry = await async_household(hass, waiting(PULSE, heart_rate=PULSE))
    household: Household = entry.runtime_data
    await settle(hass, household)
    assert await readings(household) == []


async def test_only_what_is_bound_is_imported(recorder_mock: Recorder, hass: HomeAssistant) -> None:
    """Another entity is an error of the caller."""
    entry = await async_household(hass, person(ALICE, "Alice", sources=bound(heart_rate=PULSE)))
    with pytest.raises(KeyError):
        await async_import_history(hass, entry.runtime_data, ALICE, "heart_rate", "sensor.other")
