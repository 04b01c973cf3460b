"""Repairs of what interrupts the monitoring: a source that fell silent, a low battery, a poor signal.

Nobody is ill because of them, so they go where one looks for things to mend. An issue is there as long as its alert.
"""

from typing import Final

from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers import issue_registry as ir

from .const import DOMAIN
from .engine.alerts.model import Cause, Level, News, Part
from .engine.alerts.rules import RULES
from .engine.monitor import Result
from .household import Household
from .person import Person

FAULTS: Final = frozenset(rule.key for rule in RULES if rule.cause is Cause.MONITORING)
"""Rules that have an issue of their own."""
_PREFIX: Final = "alert_"
_SOURCE_HA: Final = "ha:"


@callback
def async_watch_faults(hass: HomeAssistant, household: Household) -> CALLBACK_TYPE:
    """Raise and clear issues as faults come and go. Return how to stop, which leaves none behind."""
    faults = _Faults(hass)
    leave = household.async_subscribe(None, faults.take)
    for person in household.people.values():
        if person.result is not None:
            faults.take(person, person.result)

    @callback
    def stop() -> None:
        leave()
        faults.clear()

    return stop


class _Faults:
    def __init__(self, hass: HomeAssistant) -> None:
        self._hass = hass
        self._seen: dict[str, News] = {}
        self._raised: dict[str, dict[str, Level]] = {}

    @callback
    def take(self, person: Person, result: Result) -> None:
        """Look at news where there are any: a reading alone is none."""
        news = result.alerts
        if news is self._seen.get(person.person_id):
            return
        self._seen[person.person_id] = news
        parts = {
            self._issue_id(person, part): part
            for alert in news.alerts
            # Every user can list issues; of a private person those on duty are told, and nobody else.
            if not person.private and alert.open and not alert.test
            for part in alert.parts
            if part.rule in FAULTS and part.met_ms is not None and part.suppressed is None
        }
        raised = self._raised.setdefault(person.person_id, {})
        for issue_id, part in parts.items():
            if raised.get(issue_id) is not part.level:
                self._raise(issue_id, person, part)
                raised[issue_id] = part.level
        for issue_id in [one for one in raised if one not in parts]:
            ir.async_delete_issue(self._hass, DOMAIN, issue_id)
            del raised[issue_id]

    @callback
    def clear(self) -> None:
        """Take every issue back: who looks after the next start raises what still holds."""
        for raised in self._raised.values():
            for issue_id in raised:
                ir.async_delete_issue(self._hass, DOMAIN, issue_id)
        self._raised.clear()

    @staticmethod
    def _issue_id(person: Person, part: Part) -> str:
        return f"{_PREFIX}{part.rule}_{person.person_id}_{part.source}"

    def _raise(self, issue_id: str, person: Person, part: Part) -> None:
        ir.async_create_issue(
            self._hass,
            DOMAIN,
            issue_id,
            is_fixable=False,
            severity=ir.IssueSeverity.WARNING,
            translation_key=part.rule,
            translation_placeholders={"name": person.name, "source": self._name(part.source)},
        )

    @callback
    def _name(self, source: str) -> str:
        """Return what people call a source: the device or entity of Home Assistant's, else its own name."""
        if not source.startswith(_SOURCE_HA):
            return source or "?"
        reference = source.removeprefix(_SOURCE_HA)
        if (device := dr.async_get(self._hass).async_get(reference)) is not None:
            return device.name_by_user or device.name or reference
        state = self._hass.states.get(reference)
        return reference if state is None else state.name
