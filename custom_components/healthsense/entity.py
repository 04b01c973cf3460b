"""What all our entities are, and when a change is worth a new state."""

import asyncio
from collections.abc import Callable
from typing import Final, override

from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers.device_registry import DeviceEntryType, DeviceInfo
from homeassistant.helpers.entity import Entity

from .const import DOMAIN
from .engine.monitor import Result
from .exposure import async_hide_from_assistants
from .household import Household, Person

WRITE_EVERY_S: Final = 10.0
"""A value that only moves is written at most this often; a change of band, or of whether there is a value, at once."""

TIMER_SLACK_S: Final = 0.01
"""A timer of the loop may ring this much early; what is due within it is not worth another one."""

type Gist = tuple[object, ...]


class HealthSenseEntity(Entity):
    """An entity of a person. ``key`` names it within the person and in the translations."""

    _attr_has_entity_name = True
    _attr_should_poll = False

    def __init__(self, household: Household, person: Person, key: str) -> None:
        """Belong to the person's device."""
        self._household = household
        self._person = person
        self._key = key
        self._attr_unique_id = f"{person.person_id}_{key}"
        self._attr_translation_key = key
        self._attr_device_info = DeviceInfo(
            identifiers={(DOMAIN, person.person_id)},
            entry_type=DeviceEntryType.SERVICE,
            manufacturer="HealthSense",
            name=person.name,
        )

    @property
    @override
    def available(self) -> bool:
        """Return False only while HealthSense itself does not work."""
        return not self._household.failed

    @override
    async def async_added_to_hass(self) -> None:
        """Keep out of voice assistants; say so when HealthSense fails."""
        async_hide_from_assistants(self.hass, self.entity_id)
        self.async_on_remove(self._household.async_subscribe_failure(self._failure_changed))

    @callback
    def _failure_changed(self) -> None:
        self.async_write_ha_state()


class Shown(HealthSenseEntity):
    """An entity whose state is a view of the person's newest result."""

    def __init__(self, household: Household, person: Person, key: str) -> None:
        """Show what is known already."""
        super().__init__(household, person, key)
        self.live = False
        self.shown_at: float | None = None
        self.shown: tuple[object, Gist] | None = None
        if person.result is not None:
            self.show(person.result)

    @override
    async def async_added_to_hass(self) -> None:
        """Remember what Home Assistant is about to write, so that it is not written again."""
        await super().async_added_to_hass()
        self.live = True
        self.take_over_newest()

    @override
    async def async_will_remove_from_hass(self) -> None:
        """Write no more: a sensor that a person disables goes long before its feed."""
        self.live = False

    @callback
    @override
    def _failure_changed(self) -> None:
        if self._household.failed:
            self.async_write_ha_state()
        else:
            # The result that says what is still current comes in this turn of the loop, after this call:
            # what was shown before the failure may be stale by now.
            self.hass.loop.call_soon(self._catch_up)

    @callback
    def _catch_up(self) -> None:
        self.take_over_newest()
        if self.live:
            self.async_write_ha_state()

    @callback
    def take_over_newest(self) -> None:
        """Be ready for a state that is about to be written, whatever for."""
        if (result := self._person.result) is not None:
            self._take_over(result, self.face(result), self.hass.loop.time())

    @callback
    def write(self, result: Result, face: tuple[object, Gist], now: float) -> None:
        """Show ``result``, whose ``face`` is given, from ``now`` (the loop's time) on."""
        self._take_over(result, face, now)
        if self.live:
            self.async_write_ha_state()

    def _take_over(self, result: Result, face: tuple[object, Gist], now: float) -> None:
        self.shown, self.shown_at = face, now
        self.show(result)

    def show(self, result: Result) -> None:
        """Take over what ``result`` says into the entity's own fields."""
        raise NotImplementedError

    def face(self, result: Result) -> tuple[object, Gist]:
        """Return the state at display precision, and what must be shown at once when it changes."""
        raise NotImplementedError


class Feed:
    """Brings one person's results to the entities, those that changed, no more often than is of use.

    One subscription and one timer per person: a result a second must cost next to nothing.
    """

    def __init__(self, hass: HomeAssistant, household: Household, person: Person) -> None:
        """Prepare; ``async_start`` subscribes."""
        self._hass = hass
        self._household = household
        self._person = person
        self._vitals: dict[str, Shown] = {}
        self._answers: dict[str, Shown] = {}
        self._always: list[Shown] = []
        self._late: dict[str, Shown] = {}
        self._timer: asyncio.TimerHandle | None = None
        self._on_new: Callable[[Result], None] | None = None

    @callback
    def async_start(self, on_new: Callable[[Result], None]) -> CALLBACK_TYPE:
        """Follow the person; ``on_new`` gets a result for part of which there is no entity. Return how to stop."""
        self._on_new = on_new
        leave = self._household.async_subscribe(self._person.person_id, self._take)

        @callback
        def stop() -> None:
            leave()
            if self._timer is not None:
                self._timer.cancel()
                self._timer = None

        return stop

    @callback
    def add_vital(self, key: str, entity: Shown) -> None:
        """Feed an entity when the vital ``key`` changed."""
        self._vitals[key] = entity

    @callback
    def add_answer(self, key: str, entity: Shown) -> None:
        """Feed an entity when the assessment ``key`` changed. A vital may have the same key."""
        self._answers[key] = entity

    @callback
    def add_always(self, entity: Shown) -> None:
        """Feed an entity with every result."""
        self._always.append(entity)

    def knows_vital(self, key: str) -> bool:
        """Return whether there is an entity for the vital ``key``."""
        return key in self._vitals

    def knows_answer(self, key: str) -> bool:
        """Return whether there is an entity for the assessment ``key``."""
        return key in self._answers

    @callback
    def _take(self, _person: Person, result: Result) -> None:
        unknown = False
        for key in result.changed:
            vital, answer = self._vitals.get(key), self._answers.get(key)
            if vital is not None:
                self._consider(vital, result)
            elif key in result.current:
                unknown = True
            if answer is not None:
                self._consider(answer, result)
            elif key in result.assessments and result.assessments[key].refused is None:
                unknown = True
        for entity in self._always:
            self._consider(entity, result)
        if unknown and self._on_new is not None:
            self._on_new(result)

    def _consider(self, entity: Shown, result: Result) -> None:
        if not entity.live:
            # Disabled, or not added yet: it takes over the newest when it is.
            return
        face = entity.face(result)
        if entity.shown is not None and face == entity.shown:
            self._late.pop(entity.unique_id or "", None)
            return
        now = self._hass.loop.time()
        at_once = entity.shown is None or entity.shown[1] != face[1] or entity.shown_at is None
        if at_once or now - (entity.shown_at or 0.0) >= WRITE_EVERY_S:
            self._late.pop(entity.unique_id or "", None)
            entity.write(result, face, now)
            return
        self._late[entity.unique_id or ""] = entity
        self._arm((entity.shown_at or now) + WRITE_EVERY_S)

    def _arm(self, due: float) -> None:
        """Wake at ``due``, or before where another entity is due earlier."""
        if self._timer is not None:
            if self._timer.when() <= due:
                return
            self._timer.cancel()
        self._timer = self._hass.loop.call_at(due, self._write_late)

    @callback
    def _write_late(self) -> None:
        """Write what waited its ten seconds; the last value is never left out."""
        self._timer = None
        result = self._person.result
        if result is None:
            return
        now = self._hass.loop.time()
        for key, entity in list(self._late.items()):
            due = (entity.shown_at or 0.0) + WRITE_EVERY_S
            if due <= now + TIMER_SLACK_S:
                del self._late[key]
                entity.write(result, entity.face(result), now)
            else:
                self._arm(due)
