"""A person with a care plan, and their list, for the tests of reminders and recommendations."""

from datetime import timedelta
from typing import Any

from doors_home import ALICE, async_household, person
from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.todo import DATA_COMPONENT, TodoItem
from homeassistant.config_entries import ConfigSubentryData
from homeassistant.core import HomeAssistant, State
from homeassistant.helpers import entity_registry as er
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_fire_time_changed
from test_household import settle

from custom_components.healthsense.household import Household, RawReading

NOW = "2026-11-20 06:00:00+00:00"
WEIGHT = {"weight": {"repeat": "daily", "times": ["08:00"], "since": "2026-11-20"}}


def planner(plan: dict[str, Any] | None = None, **told: Any) -> ConfigSubentryData:
    """Return Alice as the flow would store her, with a plan."""
    alice = person(ALICE, "Alice", private=bool(told.pop("private", False)))
    # Young enough not to be asked for the yearly blood pressure.
    alice["data"]["profile"] |= {"birth_date": "2000-05-01"} | told  # type: ignore[index]  # a dict until it is stored
    alice["data"]["care_plan"] = plan or {}  # type: ignore[index]  # a dict until it is stored
    return alice


async def async_plan(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, plan: dict[str, Any] | None = None, **told: Any
) -> MockConfigEntry:
    """Set up Alice with a plan, on a morning in UTC."""
    await hass.config.async_set_time_zone("UTC")
    freezer.move_to(NOW)
    return await async_household(hass, planner(plan, **told))


async def async_wait(
    hass: HomeAssistant, household: Household, freezer: FrozenDateTimeFactory, **period: float
) -> None:
    """Let time pass."""
    freezer.tick(timedelta(**period))
    async_fire_time_changed(hass)
    await settle(hass, household)


async def async_measure(hass: HomeAssistant, household: Household, *readings: tuple[str, float, str]) -> None:
    """Take readings now."""
    raws = [RawReading(vital, value, unit) for vital, value, unit in readings]
    answer = await household.async_record(ALICE, raws, source="manual")
    assert not answer.rejected
    await settle(hass, household)


def entity(hass: HomeAssistant, domain: str, key: str) -> str | None:
    """Return an entity of Alice's."""
    return er.async_get(hass).async_get_entity_id(domain, "healthsense", f"{ALICE}_{key}")


def shown(hass: HomeAssistant, key: str, domain: str = "sensor") -> State:
    """Return what an entity of Alice's shows."""
    entity_id = entity(hass, domain, key)
    assert entity_id is not None, key
    state = hass.states.get(entity_id)
    assert state is not None, key
    return state


def items(hass: HomeAssistant) -> dict[str, TodoItem]:
    """Return the items of Alice's list by id."""
    entity_id = entity(hass, "todo", "reminders")
    assert entity_id is not None
    todo = hass.data[DATA_COMPONENT].get_entity(entity_id)
    assert todo is not None
    return {str(item.uid): item for item in todo.todo_items or ()}


async def async_say(hass: HomeAssistant, action: str, item: str, **data: Any) -> None:
    """Do something to an item, as a person would."""
    target = {"entity_id": entity(hass, "todo", "reminders")}
    await hass.services.async_call("todo", action, {"item": item, **data}, target=target, blocking=True)
    await hass.async_block_till_done()
