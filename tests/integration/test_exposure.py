"""Voice assistants: nothing of ours, unless somebody asks for it."""

import pytest
from doors_home import ALICE, async_household, person
from homeassistant.components.homeassistant.exposed_entities import (
    KNOWN_ASSISTANTS,
    async_expose_entity,
    async_should_expose,
)
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.setup import async_setup_component
from test_household import bound


@pytest.fixture(autouse=True)
async def _assistants(hass: HomeAssistant) -> None:
    assert await async_setup_component(hass, "homeassistant", {})


async def test_nothing_is_exposed_by_itself(hass: HomeAssistant) -> None:
    """Not even a temperature, which Home Assistant would expose."""
    entry = await async_household(hass, person(ALICE, "Alice", sources=bound(temperature="sensor.thermometer")))
    entities = er.async_entries_for_config_entry(er.async_get(hass), entry.entry_id)
    assert any(one.unique_id.endswith("_temperature") for one in entities)
    for entity in entities:
        for assistant in KNOWN_ASSISTANTS:
            assert not async_should_expose(hass, assistant, entity.entity_id)


async def test_what_a_person_chose_holds(hass: HomeAssistant) -> None:
    """Also after a new start."""
    entry = await async_household(hass, person(ALICE, "Alice", sources=bound(temperature="sensor.thermometer")))
    entity_id = er.async_get(hass).async_get_entity_id("sensor", "healthsense", f"{ALICE}_temperature")
    assert entity_id is not None
    async_expose_entity(hass, "conversation", entity_id, should_expose=True)
    assert await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done()
    assert async_should_expose(hass, "conversation", entity_id)
    assert not async_should_expose(hass, "cloud.alexa", entity_id)
