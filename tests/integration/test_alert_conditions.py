"""The conditions: whether an alert is open, monitoring paused, a measurement overdue."""

from pathlib import Path
from typing import Any

import pytest
from alert_home import automate, register
from doors_home import ALICE, async_household, person
from homeassistant.core import HomeAssistant
from homeassistant.helpers.condition import async_get_all_descriptions, async_validate_condition_config
from homeassistant.util.yaml import load_yaml_dict
from pytest_homeassistant_custom_component.common import MockConfigEntry
from voluptuous import Invalid

from custom_components.healthsense.condition import CONDITIONS
from custom_components.healthsense.engine.alerts.model import LEVEL_WORDS

ROOT = Path(__file__).parents[2] / "custom_components" / "healthsense"
GO = {"trigger": "event", "event_type": "go"}


@pytest.fixture
async def entry(hass: HomeAssistant) -> MockConfigEntry:
    """Set a household up."""
    return await async_household(hass, person(ALICE, "Alice"))


def if_(key: str, *entities: str, **options: Any) -> dict[str, Any]:
    """Return a condition as the editor writes it."""
    return {"condition": f"healthsense.{key}", "target": {"entity_id": list(entities)}, "options": options}


async def passes(hass: HomeAssistant, calls: list[Any], states: dict[str, str]) -> bool:
    """Return whether the automation runs while the entities have these states."""
    for entity_id, state in states.items():
        hass.states.async_set(entity_id, state)
    calls.clear()
    hass.bus.async_fire("go")
    await hass.async_block_till_done()
    return bool(calls)


async def test_the_level_is_a_least_one(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Urgent means urgent and critical."""
    level = register(hass, entry, "sensor", "fake", "alert_level")
    calls = await automate(hass, GO, if_("alert_level", level, level="urgent"))
    passed = [
        word for word in ("none", *LEVEL_WORDS, "unknown", "unavailable") if await passes(hass, calls, {level: word})
    ]
    assert passed == ["urgent", "critical"]


async def test_one_of_several_people_is_enough_or_all(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """As the editor's choice says."""
    alice = register(hass, entry, "sensor", "fake", "alert_level")
    bob = register(hass, entry, "sensor", "other", "alert_level")
    calls = await automate(hass, GO, if_("alert_level", alice, bob, level="warning", behavior="all"))
    assert not await passes(hass, calls, {alice: "urgent", bob: "none"})
    assert await passes(hass, calls, {alice: "urgent", bob: "warning"})


async def test_monitoring_is_paused_while_its_switch_is_off(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """The switch goes on again by itself."""
    switch = register(hass, entry, "switch", "fake", "monitoring")
    calls = await automate(hass, GO, if_("is_monitoring_paused", switch))
    assert await passes(hass, calls, {switch: "off"})
    assert not await passes(hass, calls, {switch: "on"})
    assert not await passes(hass, calls, {switch: "unavailable"})


async def test_a_measurement_is_overdue(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """While its binary sensor is on; another problem is none of it."""
    overdue = register(hass, entry, "binary_sensor", "fake", "overdue_alert")
    oxygen = register(hass, entry, "binary_sensor", "fake", "oxygen_alert")
    calls = await automate(hass, GO, if_("is_measurement_overdue", overdue, oxygen))
    assert not await passes(hass, calls, {overdue: "off", oxygen: "on"})
    assert await passes(hass, calls, {overdue: "on", oxygen: "on"})


@pytest.mark.parametrize("options", [{}, {"level": "loud"}, {"level": "none"}])
async def test_a_level_that_is_none_is_refused(
    hass: HomeAssistant, entry: MockConfigEntry, options: dict[str, Any]
) -> None:
    """A slip shows when the automation is saved."""
    level = register(hass, entry, "sensor", "fake", "alert_level")
    with pytest.raises(Invalid):
        await async_validate_condition_config(hass, if_("alert_level", level, **options))


@pytest.mark.usefixtures("entry")
async def test_the_editor_is_told_of_every_condition(hass: HomeAssistant) -> None:
    """What conditions.yaml describes is what there is."""
    described = load_yaml_dict(str(ROOT / "conditions.yaml"))
    assert {name for name in described if not name.startswith(".")} == set(CONDITIONS)
    found = await async_get_all_descriptions(hass)
    assert {key for key in found if key.startswith("healthsense.")} == {f"healthsense.{key}" for key in CONDITIONS}
    level = (found["healthsense.alert_level"] or {})["fields"]["level"]
    assert level["selector"]["select"]["options"] == list(LEVEL_WORDS)
