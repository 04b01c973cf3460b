"""Buttons: acknowledge, snooze, and "I'm OK"."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final, override

from homeassistant.components.button import DOMAIN as BUTTON_DOMAIN
from homeassistant.components.button import ButtonEntity
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .alert_actions import async_command
from .alert_entities import AlertDoor, async_shared_people
from .alert_view import AlertView, async_view_of
from .engine.alerts.commands import Acknowledge, Command, ImOk, Snooze
from .household import HealthSenseConfigEntry, Household, now_ms
from .privacy import Level as Access

PARALLEL_UPDATES = 0
SNOOZE_MS: Final = 15 * 60_000
"""As long as a critical alert may be snoozed at most."""

COMMANDS: Final[Mapping[str, Callable[[str], Command]]] = MappingProxyType(
    {
        "acknowledge": lambda by: Acknowledge(None, by),
        "snooze": lambda by: Snooze(None, now_ms() + SNOOZE_MS, by),
        "im_ok": ImOk,
    }
)
"""What each button says of all open alerts, given who presses it."""


async def async_setup_entry(
    hass: HomeAssistant, entry: HealthSenseConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add everybody's buttons."""
    household = entry.runtime_data
    for person in async_shared_people(hass, entry, BUTTON_DOMAIN):
        view = async_view_of(hass, entry, person)
        async_add_entities(
            [CommandButton(household, view, key) for key in COMMANDS], config_subentry_id=person.subentry_id
        )


class CommandButton(AlertDoor, ButtonEntity):
    """Says one thing of every open alert of the person."""

    def __init__(self, household: Household, view: AlertView, key: str) -> None:
        """Say one of the commands."""
        super().__init__(household, view, key)
        self._command = COMMANDS[key]

    @override
    async def async_press(self) -> None:
        """Say it, in the name of who pressed."""
        by = await self._async_by(Access.READ)
        await async_command(self._household, self._person, self._command(by))
