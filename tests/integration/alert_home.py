"""Alerts for the tests of their doors: entities that carry them, and automations that follow."""

from datetime import UTC, datetime, timedelta
from typing import Any

from homeassistant.core import HomeAssistant, ServiceCall
from homeassistant.helpers import entity_registry as er
from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_mock_service

DOMAIN = "healthsense"
_BEGIN = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def register(
    hass: HomeAssistant, entry: MockConfigEntry, domain: str, name: str, key: str, device_id: str | None = None
) -> str:
    """Register an entity as HealthSense would and return its id."""
    found = er.async_get(hass).async_get_or_create(
        domain, DOMAIN, f"test_{name}_{key}", suggested_object_id=f"{name}_{key}", translation_key=key,
        config_entry=entry, device_id=device_id,
    )  # fmt: skip
    return found.entity_id


class AlertEntity:
    """An alert event entity whose events a test makes; each is a moment later than the one before."""

    def __init__(self, hass: HomeAssistant, entity_id: str) -> None:
        """Begin as one that never fired."""
        self._hass = hass
        self.entity_id = entity_id
        self._count = 0
        hass.states.async_set(entity_id, "unknown")

    async def fire(self, word: str, **about: Any) -> None:
        """Show an event."""
        self._count += 1
        await self.show((_BEGIN + timedelta(seconds=self._count)).isoformat(), event_type=word, **about)

    async def show(self, state: str, **attributes: Any) -> None:
        """Show a state."""
        self._hass.states.async_set(self.entity_id, state, attributes)
        await self._hass.async_block_till_done()


async def automate(hass: HomeAssistant, trigger: dict[str, Any], *conditions: dict[str, Any]) -> list[ServiceCall]:
    """Set up an automation as the editor would write it; return the list that its calls are put in."""
    calls: list[ServiceCall] = async_mock_service(hass, "test", "automation")
    automation = {
        "alias": "Tell",
        "triggers": [trigger],
        "conditions": list(conditions),
        "actions": [{"action": "test.automation", "data": {"entity": "{{ trigger.entity_id | default('') }}"}}],
    }
    assert await async_setup_component(hass, "automation", {"automation": automation})
    await hass.async_block_till_done()
    assert hass.states.async_entity_ids("automation") == ["automation.tell"]
    return calls
