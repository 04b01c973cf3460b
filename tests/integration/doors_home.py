"""A household for the tests of the doors: people, users, and connections of those users."""

from datetime import UTC, datetime, timedelta
from typing import Any

from homeassistant.auth.const import GROUP_ID_ADMIN, GROUP_ID_READ_ONLY, GROUP_ID_USER
from homeassistant.config_entries import ConfigSubentryData
from homeassistant.core import Context, HomeAssistant
from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.common import CLIENT_ID, MockConfigEntry, MockUser
from pytest_homeassistant_custom_component.typing import MockHAClientWebSocket, WebSocketGenerator

DOMAIN = "healthsense"
ALICE = "a11ce000000040008000000000000001"
BOB = "b0b00000000040008000000000000002"
NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def person(
    person_id: str,
    name: str,
    *,
    private: bool = False,
    person_entity: str | None = None,
    allow_automations: bool = False,
    sources: dict[str, list[dict[str, str | None]]] | None = None,
    birth_date: str = "1980-05-01",
    allow_assist: bool = False,
) -> ConfigSubentryData:
    """Return a person as the flow would store one."""
    data: dict[str, Any] = {
        "person_id": person_id,
        "privacy": "private" if private else "shared",
        "allow_automations": allow_automations,
        "allow_assist": allow_assist,
        "profile": {"birth_date": birth_date, "sex": "female", "height_cm": 170.0, "conditions": [], "treatments": []},
        "sources": sources or {},
    }
    if person_entity is not None:
        data["person_entity"] = person_entity
    return ConfigSubentryData(data=data, subentry_type="person", title=name, unique_id=person_id)


async def async_household(hass: HomeAssistant, *people: ConfigSubentryData) -> MockConfigEntry:
    """Set HealthSense up with these people."""
    entry = MockConfigEntry(
        domain=DOMAIN,
        title="HealthSense",
        options={"streaming_platforms": ["esphome", "bthome", "mqtt"], "keep_full_days": 7},
        subentries_data=people,
    )
    entry.add_to_hass(hass)
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    return entry


async def async_link(hass: HomeAssistant, **users: MockUser) -> None:
    """Make Home Assistant's person entities, each with its user."""
    people = [{"id": name, "name": name.title(), "user_id": user.id} for name, user in users.items()]
    assert await async_setup_component(hass, "person", {"person": people})
    await hass.async_block_till_done()


async def async_user(hass: HomeAssistant, name: str, group_id: str = GROUP_ID_USER) -> MockUser:
    """Return a new user of Home Assistant."""
    group = await hass.auth.async_get_group(group_id)
    assert group is not None
    return MockUser(name=name, groups=[group]).add_to_hass(hass)


async def async_connect(hass: HomeAssistant, client: WebSocketGenerator, user: MockUser) -> MockHAClientWebSocket:
    """Return a WebSocket connection of ``user``."""
    refresh = await hass.auth.async_create_refresh_token(user, CLIENT_ID)
    return await client(hass, hass.auth.async_create_access_token(refresh))


async def async_ask(client: MockHAClientWebSocket, command: str, **fields: object) -> dict[str, Any]:
    """Send a command and return the whole answer."""
    await client.send_json_auto_id({"type": f"healthsense/{command}", **fields})
    answer: dict[str, Any] = await client.receive_json()
    return answer


async def async_act(
    hass: HomeAssistant, action: str, data: dict[str, Any], user: MockUser | None = None
) -> dict[str, Any]:
    """Call an action, as a user or as an automation, and return its response."""
    context = Context(user_id=user.id if user is not None else None)
    answer = await hass.services.async_call(DOMAIN, action, data, blocking=True, context=context, return_response=True)
    assert isinstance(answer, dict)
    return answer


def ago(**period: float) -> str:
    """Return a moment before now, on a whole second, as text with its time zone."""
    return (datetime.now(UTC).replace(microsecond=0) - timedelta(**period)).isoformat()


__all__ = ["GROUP_ID_ADMIN", "GROUP_ID_READ_ONLY", "GROUP_ID_USER"]
