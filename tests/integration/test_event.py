"""The event of a person: that the overall status changed."""

from doors_home import ALICE, async_household, async_link, async_user, person
from homeassistant.const import STATE_UNKNOWN
from homeassistant.core import HomeAssistant, State
from homeassistant.helpers import entity_registry as er
from test_household import settle
from test_sensor import check_up

from custom_components.healthsense.engine.catalog import STATUS_BANDS
from custom_components.healthsense.household import Household, RawReading


def event(hass: HomeAssistant) -> State:
    """Return Alice's event."""
    entity_id = er.async_get(hass).async_get_entity_id("event", "healthsense", f"{ALICE}_status")
    assert entity_id is not None
    found = hass.states.get(entity_id)
    assert found is not None
    return found


async def test_a_change_of_status_is_an_event(hass: HomeAssistant) -> None:
    """With the answers that decided, never at the start."""
    entry = await async_household(hass, person(ALICE, "Alice"))
    household: Household = entry.runtime_data
    assert event(hass).state == STATE_UNKNOWN
    assert event(hass).attributes["event_types"] == list(STATUS_BANDS)
    await check_up(hass, household)
    assert event(hass).attributes["event_type"] == "urgent"
    assert event(hass).attributes["reasons"] == ["news2"]
    fired = event(hass).state
    # The same status again is no event, and neither is a new start.
    await household.async_record(ALICE, [RawReading("spo2", 92.0, "%")], source="manual")
    await settle(hass, household)
    assert event(hass).state == fired
    assert await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done()
    assert event(hass).state == fired


async def test_a_private_persons_event_has_no_reason(hass: HomeAssistant) -> None:
    """That something changed, not what."""
    anna = await async_user(hass, "anna")
    await async_link(hass, anna=anna)
    entry = await async_household(hass, person(ALICE, "Anna", private=True, person_entity="person.anna"))
    await check_up(hass, entry.runtime_data)
    assert event(hass).attributes["event_type"] == "urgent"
    assert set(event(hass).attributes) <= {"event_type", "event_types", "friendly_name"}


async def test_going_private_takes_the_reasons_back(hass: HomeAssistant) -> None:
    """Home Assistant brings the last event back after a start; its reasons are nobody's business any more."""
    anna = await async_user(hass, "anna")
    await async_link(hass, anna=anna)
    entry = await async_household(hass, person(ALICE, "Anna", person_entity="person.anna"))
    await check_up(hass, entry.runtime_data)
    assert event(hass).attributes["reasons"] == ["news2"]
    (subentry,) = entry.subentries.values()
    data = {**subentry.data, "privacy": "private", "user_id": anna.id}
    hass.config_entries.async_update_subentry(entry, subentry, data=data)
    await hass.async_block_till_done()
    assert event(hass).attributes["event_type"] == "urgent"
    assert set(event(hass).attributes) <= {"event_type", "event_types", "friendly_name"}
