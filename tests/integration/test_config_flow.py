"""Setting up the household and changing its options."""

from collections.abc import AsyncIterator
from unittest.mock import patch

import pytest
from forms_helpers import household, shown
from homeassistant.config_entries import SOURCE_USER, FlowType
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType, InvalidData
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.healthsense.const import DOMAIN


@pytest.fixture
async def household_entry(hass: HomeAssistant) -> AsyncIterator[MockConfigEntry]:
    """Return a household without people; what waits to be imported stays waiting, so that it can be seen."""
    with patch("custom_components.healthsense.async_import_waiting"):
        yield await household(hass)


async def test_household_is_set_up_and_asks_for_the_first_person(hass: HomeAssistant) -> None:
    """One page of explanation, an entry with the default options, then straight on to a person."""
    form = await hass.config_entries.flow.async_init(DOMAIN, context={"source": SOURCE_USER})
    assert (form["type"], form["step_id"]) == (FlowResultType.FORM, "user")

    done = await hass.config_entries.flow.async_configure(form["flow_id"], {})

    assert done["type"] is FlowResultType.CREATE_ENTRY
    assert done["title"] == "HealthSense"
    assert done["data"] == {}
    assert done["options"] == {"streaming_platforms": ["esphome", "bthome", "mqtt"], "keep_full_days": 7}
    kind, flow_id = done["next_flow"]
    assert kind is FlowType.CONFIG_SUBENTRIES_FLOW
    assert hass.config_entries.subentries.async_get(flow_id)["step_id"] == "user"


async def test_there_is_one_household(hass: HomeAssistant) -> None:
    """A second one is refused."""
    MockConfigEntry(domain=DOMAIN).add_to_hass(hass)
    again = await hass.config_entries.flow.async_init(DOMAIN, context={"source": SOURCE_USER})
    assert (again["type"], again["reason"]) == (FlowResultType.ABORT, "single_instance_allowed")


async def test_options_are_changed(hass: HomeAssistant, household_entry: MockConfigEntry) -> None:
    """Typed platforms are tidied, days are whole."""
    form = await hass.config_entries.options.async_init(household_entry.entry_id)
    assert (form["type"], form["step_id"]) == (FlowResultType.FORM, "init")
    done = await hass.config_entries.options.async_configure(
        form["flow_id"],
        {"streaming_platforms": ["esphome", " ZHA ", "zha"], "keep_full_days": 30.0, "models": ["skin"]},
    )
    await hass.async_block_till_done()
    assert done["type"] is FlowResultType.CREATE_ENTRY
    assert household_entry.options == {
        "streaming_platforms": ["esphome", "zha"],
        "keep_full_days": 30,
        "models": ["skin"],
    }


async def test_a_platform_that_cannot_exist_is_refused(hass: HomeAssistant, household_entry: MockConfigEntry) -> None:
    """The error names the field, what was typed stays, and the form can be sent again."""
    form = await hass.config_entries.options.async_init(household_entry.entry_id)
    form = await hass.config_entries.options.async_configure(
        form["flow_id"], {"streaming_platforms": ["my platform"], "keep_full_days": 7}
    )
    assert form["errors"] == {"streaming_platforms": "bad_platform"}
    assert shown(form)["streaming_platforms"] == ["my platform"]
    done = await hass.config_entries.options.async_configure(
        form["flow_id"], {"streaming_platforms": [], "keep_full_days": 1}
    )
    await hass.async_block_till_done()
    assert done["type"] is FlowResultType.CREATE_ENTRY
    assert household_entry.options["streaming_platforms"] == []


@pytest.mark.parametrize("days", [0, 91])
async def test_days_have_bounds(hass: HomeAssistant, household_entry: MockConfigEntry, days: int) -> None:
    """Less than a day or more than a season is no choice."""
    form = await hass.config_entries.options.async_init(household_entry.entry_id)
    with pytest.raises(InvalidData):
        await hass.config_entries.options.async_configure(
            form["flow_id"], {"streaming_platforms": [], "keep_full_days": days}
        )
