"""Events: the moment at which a person's overall status changes, and what happens to alerts."""

from typing import Final, override

from homeassistant.components.event import DOMAIN as EVENT_DOMAIN
from homeassistant.components.event import EventEntity, EventExtraStoredData
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .alert_entities import AlertDoor, async_remove_others, async_who
from .alert_entity_keys import ALERT_EVENT
from .alert_view import AlertView, Told, async_view_of, reasons
from .descriptions import OVERALL_STATUS
from .engine.alerts.model import Word
from .engine.catalog import STATUS_BANDS
from .engine.monitor import Result
from .entity import HealthSenseEntity
from .household import HealthSenseConfigEntry, Household, Person

PARALLEL_UPDATES = 0
STATUS_EVENT: Final = "status"
ALERT_EVENTS: Final = (
    Word.RAISED,
    Word.LEVEL_RAISED,
    Word.GROUPED,
    Word.ESCALATED,
    Word.ACKNOWLEDGED,
    Word.SNOOZED,
    Word.SNOOZE_ENDED,
    Word.RESOLVED,
    Word.EXPIRED,
    Word.HAPPENED,
)
"""What is told of an alert. One that never rang is nobody's business: it stands in the history alone."""


async def async_setup_entry(
    hass: HomeAssistant, entry: HealthSenseConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add everybody's events; of a private person the status alone."""
    household = entry.runtime_data
    for person in household.people.values():
        events: list[EventEntity] = [StatusEvent(household, person)]
        if person.private:
            async_remove_others(hass, entry, person, EVENT_DOMAIN, {STATUS_EVENT})
        else:
            events.append(AlertEvent(household, async_view_of(hass, entry, person)))
        async_add_entities(events, config_subentry_id=person.subentry_id)


class StatusEvent(HealthSenseEntity, EventEntity):
    """Fires when the overall status changes from one level to another; never at the start.

    Of a private person it tells the level alone, of others also which answers decided.
    """

    def __init__(self, household: Household, person: Person) -> None:
        """Take the level of the start as known."""
        super().__init__(household, person, STATUS_EVENT)
        self._attr_event_types = list(STATUS_BANDS)
        self._level = self._level_of(person.result)

    @staticmethod
    def _level_of(result: Result | None) -> str | None:
        return None if result is None else str(result.assessments[OVERALL_STATUS].value)

    @override
    async def async_get_last_event_data(self) -> EventExtraStoredData | None:
        """Return the event before the start; of somebody who went private since, without the reasons of then."""
        last = await super().async_get_last_event_data()
        if last is not None and self._person.private:
            last.last_event_attributes = None
        return last

    @override
    async def async_added_to_hass(self) -> None:
        """Follow the person."""
        await super().async_added_to_hass()
        self.async_on_remove(self._household.async_subscribe(self._person.person_id, self._take))

    @callback
    def _take(self, _person: Person, result: Result) -> None:
        if OVERALL_STATUS not in result.changed:
            return
        before, self._level = self._level, self._level_of(result)
        if self._level is None or before in (None, self._level):
            return
        reasons = [used.key for used in result.assessments[OVERALL_STATUS].inputs]
        self._trigger_event(self._level, None if self._person.private else {"reasons": reasons})
        self.async_write_ha_state()


class AlertEvent(AlertDoor, EventEntity):
    """Fires for each thing that happens to an alert. It says why by the names of rules, never by a value."""

    _unrecorded_attributes = frozenset({"causes", "reasons", "by"})

    def __init__(self, household: Household, view: AlertView) -> None:
        """Know what can happen."""
        super().__init__(household, view, ALERT_EVENT)
        self._attr_event_types = [word.value for word in ALERT_EVENTS]

    @override
    async def async_added_to_hass(self) -> None:
        """Follow the person."""
        await super().async_added_to_hass()
        self.async_on_remove(self._view.async_follow(self._take))

    @callback
    def _take(self, told: Told) -> None:
        transition, alert = told
        if transition.word not in ALERT_EVENTS:
            return
        about = {
            "alert": transition.alert,
            "cause": transition.cause.value,
            "causes": [transition.cause.value]
            if alert is None
            else [one.value for one in (alert.cause, *alert.causes)],
            "level": transition.level.word,
            "test": alert is not None and alert.test,
            "reasons": [] if alert is None else reasons(alert),
            "by": async_who(self.hass, self._person, transition.by),
        }
        self._trigger_event(transition.word.value, about)
        self.async_write_ha_state()
