"""Diagnostics: enough to find a fault, and nothing about anybody."""

import json
from typing import Any

import pytest
from doors_home import ALICE, BOB, ago, async_act, async_household, async_link, async_user, person
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers import entity_registry as er
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.components.diagnostics import get_diagnostics_for_config_entry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator


async def told(hass: HomeAssistant, hass_client: ClientSessionGenerator) -> tuple[dict[str, Any], list[str]]:
    """Return the diagnostics of a household with a private person, and every word that must not be in them."""
    alice = await async_user(hass, "Alice")
    await async_link(hass, alice=alice)
    other = MockConfigEntry(domain="esphome", title="Alice's wrist")
    other.add_to_hass(hass)
    device = dr.async_get(hass).async_get_or_create(
        config_entry_id=other.entry_id, identifiers={("esphome", "wrist")}, name="Alice's wrist"
    )
    pulse = er.async_get(hass).async_get_or_create(
        "sensor", "esphome", "wrist-pulse", suggested_object_id="alice_pulse", device_id=device.id, config_entry=other
    )
    hass.states.async_set(pulse.entity_id, "unknown", {"unit_of_measurement": "bpm"})
    sources: dict[str, list[dict[str, str | None]]] = {
        "heart_rate": [{"entity_id": pulse.entity_id, "registry_id": pulse.id, "unit": "bpm"}]
    }
    entry = await async_household(
        hass,
        person(ALICE, "Alice", private=True, person_entity="person.alice", sources=sources),
        person(BOB, "Bob", birth_date="1971-03-04"),
    )
    hass.states.async_set(pulse.entity_id, "61.5", {"unit_of_measurement": "bpm"})
    await hass.async_block_till_done()
    rows = [
        {"vital": "glucose", "value": 123.4, "unit": "mg/dL", "time": ago(hours=5)},
        {"vital": "weight", "value": 67.89, "unit": "kg"},
        {"vital": "weight", "value": 6789, "unit": "kg"},
    ]
    await async_act(hass, "record_measurement", {"person_id": BOB, "measurements": rows, "source": "Bob's own app"})
    with pytest.raises(ServiceValidationError):
        await async_act(
            hass, "record_measurement", {"person_id": ALICE, "vital": "weight", "value": 6, "unit": "y"}, alice
        )
    diagnostics = await get_diagnostics_for_config_entry(hass, hass_client, entry)
    subentries = list(entry.subentries)
    secret = [
        *("Alice", "alice", "Bob", "1971", "1980", "61.5", "123.4", "67.89", "glucose", "heart_rate", "weight"),
        *(ALICE, BOB, alice.id, device.id, pulse.id, pulse.entity_id, *subentries, "female", "170"),
    ]
    return diagnostics, secret


async def test_nothing_about_anybody(hass: HomeAssistant, hass_client: ClientSessionGenerator) -> None:
    """No name, id, vital or value, nor an entity's id: it holds a name."""
    diagnostics, secret = await told(hass, hass_client)
    text = json.dumps(diagnostics)
    assert [word for word in secret if word in text] == []


async def test_what_helps(hass: HomeAssistant, hass_client: ClientSessionGenerator) -> None:
    """How much came from what kind of source, and what was refused."""
    diagnostics, _ = await told(hass, hass_client)
    history, (alice, bob) = diagnostics["history"], diagnostics["people"]
    assert history["refused_by_reason"] == {"implausible": 1, "unknown_unit": 1}
    assert history["size_bytes"] > 0
    assert (history["failed"], history["waiting"], history["dropped"], history["set_aside_files"]) == (False, 0, 0, 0)
    assert history["schema_version"] >= 1
    assert diagnostics["entry"]["options"]["keep_full_days"] == 7
    assert (alice["private"], alice["linked_user"], bob["private"]) == (True, True, False)
    assert alice["bound_by_source_type"] == {"esphome": 1}
    assert alice["readings_by_source_type"]["esphome"] == 1
    assert bob["readings_by_source_type"] == {"other": 2, "profile": 1}
    assert (bob["accepted_24h"], bob["rejected_24h"]) == (2, 1)  # what the profile tells is no intake
    assert diagnostics["histories_kept"] == 2
