"""A Home Assistant with our blueprints, phones and an alert event, for the tests of the blueprints."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.calendar import CalendarEntity, CalendarEvent
from homeassistant.components.calendar.const import DATA_COMPONENT
from homeassistant.core import HomeAssistant, ServiceCall, SupportsResponse
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers import entity_registry as er
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_fire_time_changed,
    async_mock_service,
)

from custom_components.healthsense.blueprint_install import DOMAINS, install

ROOT = Path(__file__).resolve().parents[2]
SETTLED = 100
RINGING = {"raised", "level_raised", "snooze_ended", "escalated"}
SOURCES = sorted((ROOT / "blueprints").glob("*/healthsense/*.yaml"))


class Calendar(CalendarEntity):
    """A calendar that knows what the test put into it."""

    _attr_name = "Home"

    def __init__(self, events: tuple[Mapping[str, Any], ...]) -> None:
        """Know the events."""
        self._events = [CalendarEvent(**one) for one in events]
        self.entity_id = "calendar.home"

    @property
    def event(self) -> CalendarEvent | None:
        """Return none: nothing here looks at what is on now."""
        return None

    async def async_get_events(
        self, hass: HomeAssistant, start_date: datetime, end_date: datetime
    ) -> list[CalendarEvent]:
        """Return what begins in a period."""
        return [one for one in self._events if start_date <= one.start_datetime_local < end_date]


class BlueprintHome:
    """A home in which one automation of ours runs; what it calls is kept, not done."""

    def __init__(self, hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
        """Begin at the clock of the test."""
        self.hass = hass
        self.freezer = freezer
        self.calls: dict[str, list[ServiceCall]] = {}
        self.open: list[dict[str, Any]] = []
        """What HealthSense answers when it is asked for open alerts."""
        self.history: list[dict[str, Any]] = []

    def pretend(self) -> None:
        """Have the event entity and the actions of a HealthSense that is not there."""

        async def alerts(_call: ServiceCall) -> dict[str, Any]:
            return {"open": self.open, "history": self.history}

        self.hass.services.async_register("healthsense", "get_alerts", alerts, supports_response=SupportsResponse.ONLY)
        self.mock("healthsense.im_ok")
        self.entity("event.anna_alert", "unknown")

    def mock(self, *actions: str, response: Any = None) -> None:
        """Keep what is called of these actions."""
        for name in actions:
            domain, action = name.split(".")
            self.calls[name] = async_mock_service(self.hass, domain, action, response=response)

    def phone(self, name: str) -> str:
        """Add a phone; what it is told is kept. Return its device."""
        entry = MockConfigEntry(domain="mobile_app", title=name)
        entry.add_to_hass(self.hass)
        device = dr.async_get(self.hass).async_get_or_create(
            config_entry_id=entry.entry_id, identifiers={("mobile_app", name)}, name=name
        )
        er.async_get(self.hass).async_get_or_create(
            "notify", "mobile_app", name, suggested_object_id=name, device_id=device.id, config_entry=entry
        )
        self.mock(f"notify.mobile_app_{name.lower().replace(' ', '_')}")
        return device.id

    def told(self, name: str) -> list[Mapping[str, Any]]:
        """Return what a phone was told."""
        return [call.data for call in self.calls[f"notify.mobile_app_{name.lower().replace(' ', '_')}"]]

    def entity(self, entity_id: str, state: str, platform: str = "healthsense", person: str = "Anna") -> str:
        """Add an entity of a person of HealthSense; return its id."""
        entry = next(iter(self.hass.config_entries.async_entries(platform)), None)
        if entry is None:
            entry = MockConfigEntry(domain=platform)
            entry.add_to_hass(self.hass)
        device = dr.async_get(self.hass).async_get_or_create(
            config_entry_id=entry.entry_id, identifiers={(platform, person)}, name=person
        )
        domain, key = entity_id.split(".")
        er.async_get(self.hass).async_get_or_create(
            domain, platform, f"{person}_{key}", suggested_object_id=key, device_id=device.id, config_entry=entry
        )
        self.hass.states.async_set(entity_id, state, {"friendly_name": f"{person} {key.split('_')[-1].title()}"})
        return entity_id

    @property
    def device(self) -> str:
        """Return the device of Anna."""
        entry = er.async_get(self.hass).async_get("event.anna_alert")
        assert entry is not None
        assert entry.device_id is not None
        return entry.device_id

    async def automate(self, name: str, inputs: Mapping[str, Any]) -> None:
        """Make an automation of a blueprint."""
        config = {
            "id": name,
            "alias": name,
            "use_blueprint": {"path": f"healthsense/{name}.yaml", "input": dict(inputs)},
        }
        assert await async_setup_component(self.hass, "automation", {"automation": [config]})
        await self.settle()

    async def alert(
        self, happened: str, level: str = "urgent", cause: str = "oxygen", at: str = "", before: str = "", **more: Any
    ) -> None:
        """Let something happen to an alert, as the event entity tells it; ``before`` is what it showed until now."""
        if before:
            self.hass.states.async_set("event.anna_alert", before)
            await self.settle()
        self.freezer.tick(timedelta(milliseconds=5))
        self.open = [one for one in self.open if one["id"] != "oxygen-1"]
        if happened in RINGING:
            self.open.append({"id": "oxygen-1", "stage": "raised", "cause": cause, "level": level})
        about = {
            "event_type": happened,
            "alert": "oxygen-1",
            "level": level,
            "cause": cause,
            "reasons": [],
            "test": False,
        }
        state = at or dt_util.utcnow().isoformat(timespec="milliseconds")
        self.hass.states.async_set("event.anna_alert", state, about | more)
        await self.settle()

    def measure(self, entity_id: str, at: str) -> None:
        """Let a sensor say that it was measured."""
        self.hass.states.async_set(entity_id, "70", {"measured_at": at, "friendly_name": "Anna Weight"})

    async def tap(self, action: str) -> None:
        """Tap a button of a notification."""
        self.hass.bus.async_fire("mobile_app_notification_action", {"action": action})
        await self.settle()

    async def at(self, moment: str) -> None:
        """Let it be a moment of the day."""
        self.freezer.move_to(f"{moment}+00:00")
        async_fire_time_changed(self.hass)
        await self.settle()

    async def calendar(self, *events: Mapping[str, Any]) -> None:
        """Have a calendar."""
        assert await async_setup_component(self.hass, "calendar", {})
        await self.hass.data[DATA_COMPONENT].async_add_entities([Calendar(events)])

    async def settle(self) -> None:
        """Let everything run that need not wait for a clock: Home Assistant's own way would wait for automations."""
        for _ in range(SETTLED):
            await asyncio.sleep(0)

    async def wait(self, **period: float) -> None:
        """Let time pass."""
        self.freezer.tick(timedelta(**period))
        async_fire_time_changed(self.hass)
        await self.settle()


@asynccontextmanager
async def async_home(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, folder: Path, kind: type[BlueprintHome] | None = None
) -> AsyncIterator[BlueprintHome]:
    """Return a home at noon on a Friday that has our blueprints; what they call is kept.

    Without a ``kind`` of its own HealthSense is not there: the test sets its event entity and its answers.
    """
    freezer.move_to("2026-11-20 12:00:00+00:00")
    hass.config.config_dir = str(folder)
    for domain in DOMAINS:
        (folder / "blueprints" / domain).mkdir(parents=True)
    install(folder / "blueprints", DOMAINS)
    await hass.config.async_set_time_zone("UTC")
    home = (kind or BlueprintHome)(hass, freezer)
    if kind is None:
        home.pretend()
    home.mock("light.turn_on", "light.turn_off", "tts.speak", "media_player.volume_set", "switch.turn_on")
    home.mock("switch.turn_off", "notify.send_message", "persistent_notification.create")
    yield home
    for entity_id in hass.states.async_entity_ids("automation"):
        await hass.services.async_call("automation", "turn_off", {"entity_id": entity_id}, blocking=True)
