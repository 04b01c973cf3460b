"""HealthSense: private, local health early warning for the home."""

from collections.abc import Mapping
from typing import Any

from homeassistant.const import EVENT_HOMEASSISTANT_STOP
from homeassistant.core import Event, HomeAssistant
from homeassistant.exceptions import ConfigEntryError, ConfigEntryNotReady
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.start import async_at_started
from homeassistant.helpers.typing import ConfigType

from .actions import async_setup_actions
from .alert_delivery import async_start_delivery
from .alert_faults import async_watch_faults
from .alert_view import async_view_of
from .cards import async_forget_cards, async_register_cards, async_serve_cards
from .const import CONF_IMPORT_HISTORY, DOMAIN, PLATFORMS, SUBENTRY_PERSON
from .engine.store import StoreError, StoreTooNewError
from .escalation_flow import async_remove_orphan_plans
from .feed import async_setup_feed
from .history_import import async_import_waiting
from .household import HealthSenseConfigEntry, Household
from .late_readings import async_listen_to_nodes
from .mobile_actions import async_listen_to_phones
from .orphans import async_look_for_orphans
from .websocket import async_setup_websocket

CONFIG_SCHEMA = cv.config_entry_only_config_schema(DOMAIN)


async def async_setup(hass: HomeAssistant, _config: ConfigType) -> bool:
    """Register what is there whether or not a household runs: actions, WebSocket commands and the cards' files."""
    await async_setup_actions(hass)
    async_setup_websocket(hass)
    async_setup_feed(hass)
    await async_serve_cards(hass)
    return True


async def async_setup_entry(hass: HomeAssistant, entry: HealthSenseConfigEntry) -> bool:
    """Open the history and watch everybody."""
    await async_register_cards(hass)
    # Taken before anybody is loaded: who is added while we start must not be missed.
    shape = _shape(entry)
    household = Household(hass, entry)
    try:
        await household.async_start()
    except StoreTooNewError as err:
        await household.async_stop()
        raise ConfigEntryError(translation_domain=DOMAIN, translation_key="store_too_new") from err
    except StoreError as err:
        await household.async_stop()
        raise ConfigEntryNotReady(translation_domain=DOMAIN, translation_key="store_failed") from err
    entry.runtime_data = household
    for person in household.people.values():
        # Before anything else happens: what the first advance says of alerts is told to entities that come later.
        if not person.private:
            async_view_of(hass, entry, person)

    async def stop(_event: Event) -> None:
        await household.async_stop()

    entry.async_on_unload(hass.bus.async_listen_once(EVENT_HOMEASSISTANT_STOP, stop))
    try:
        await hass.config_entries.async_forward_entry_setups(entry, PLATFORMS)
        entry.async_on_unload(async_watch_faults(hass, household))
        await async_look_for_orphans(hass, household)
    except BaseException:
        await household.async_stop()
        raise

    entry.async_on_unload(async_start_delivery(hass, entry))
    entry.async_on_unload(async_listen_to_phones(hass, entry))
    entry.async_on_unload(async_listen_to_nodes(hass, entry))

    async def changed(hass: HomeAssistant, entry: HealthSenseConfigEntry) -> None:
        async_remove_orphan_plans(hass, entry)
        # What only says that an import is done needs no new start, and a new escalation plan disturbs nobody else.
        if _shape(entry) != shape:
            hass.config_entries.async_schedule_reload(entry.entry_id)
        elif entry.runtime_data is household:
            try:
                await household.async_follow_escalations()
            except StoreError:
                # Who is told must be known once the history works again.
                hass.config_entries.async_schedule_reload(entry.entry_id)

    async def started(hass: HomeAssistant) -> None:
        await async_import_waiting(hass, entry)

    entry.async_on_unload(async_at_started(hass, started))
    entry.async_on_unload(entry.add_update_listener(changed))
    await changed(hass, entry)
    return True


def _shape(entry: HealthSenseConfigEntry) -> Mapping[str, Any]:
    """Return what a household is set up from."""
    people = {
        subentry.subentry_id: (
            subentry.title,
            {key: value for key, value in subentry.data.items() if key != CONF_IMPORT_HISTORY},
        )
        for subentry in entry.get_subentries_of_type(SUBENTRY_PERSON)
    }
    return {"options": dict(entry.options), "people": people}


async def async_unload_entry(hass: HomeAssistant, entry: HealthSenseConfigEntry) -> bool:
    """Stop watching; what came in is durable afterwards."""
    if not await hass.config_entries.async_unload_platforms(entry, PLATFORMS):
        return False
    await entry.runtime_data.async_stop()
    if entry.disabled_by is not None:
        await async_forget_cards(hass)
    return True


async def async_remove_entry(hass: HomeAssistant, _entry: HealthSenseConfigEntry) -> None:
    """Leave no resource behind; the history stays until it is erased by name."""
    await async_forget_cards(hass)
