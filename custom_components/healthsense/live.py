"""A live view of people for one WebSocket connection: everything at first, then what changes.

Permission is asked for again at every push: a grant that was taken back ends the view.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from homeassistant.auth.models import User
from homeassistant.config_entries import SIGNAL_CONFIG_ENTRY_CHANGED, ConfigEntry, ConfigEntryChange, ConfigEntryState
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.dispatcher import async_dispatcher_connect

from .access import async_device_id
from .alert_json import news_json, transition_json
from .alert_notes import SIGNAL_NOTE_ADDED
from .const import DOMAIN
from .engine.alerts.model import News
from .engine.assessment import Assessment
from .engine.monitor import Result
from .household import Household
from .person import Person
from .privacy import SIGNAL_GRANTS_CHANGED, async_is_own, async_may_read, async_may_write
from .series import current_json, iso

SAME_GIST_EVERY_MS: Final = 10_000
"""How often an answer is sent again whose value did not change, for the times of its inputs."""


@callback
def person_json(hass: HomeAssistant, household: Household, person: Person, user: User) -> dict[str, Any]:
    """Return everything that is current about a person; only for users who may read it."""
    result = person.result
    return {
        "person_id": person.person_id,
        "name": person.name,
        "device_id": async_device_id(hass, person.person_id),
        "private": person.private,
        "own": async_is_own(person, user),
        "may_write": async_may_write(hass, household, person, user),
        "time": None if result is None else iso(result.now_ms),
        "current": {} if result is None else {key: current_json(found) for key, found in result.current.items()},
        "assessments": {} if result is None else {key: found.as_dict() for key, found in result.assessments.items()},
        "alerts": None if result is None else alerts_json(hass, result.alerts, result.now_ms),
    }


@callback
def alerts_json(hass: HomeAssistant, news: News, now_ms: int) -> dict[str, Any]:
    """Return what is open and what holds of the settings, and what just happened."""
    names = _names(hass) if news.open or news.transitions else {}
    return news_json(news, now_ms, names) | {"happened": [transition_json(one, names) for one in news.transitions]}


@callback
def _names(hass: HomeAssistant) -> dict[str, str]:
    """Return what the people of the house are called, by user."""
    people = hass.states.async_all("person")
    return {user_id: one.name for one in people if (user_id := one.attributes.get("user_id"))}


def _shown(news: News) -> tuple[tuple[str, int], ...]:
    """Return which alerts are open, and how much happened to each."""
    return tuple((alert.id, alert.seq) for alert in news.alerts if alert.open)


class _Sent:
    """What one person's part of the view shows."""

    def __init__(self, result: Result, hass: HomeAssistant) -> None:
        self._hass = hass
        self.alerts = result.alerts
        self.current = result.current
        self.assessments = dict(result.assessments)
        self.whole_ms = result.now_ms

    def news(self, result: Result) -> dict[str, Any] | None:
        """Return what differs from what was sent, None where nothing does, and remember it as sent."""
        gone = [key for key in self.current if key not in result.current]
        current = {
            key: current_json(found)
            for key, found in result.current.items()
            if (known := self.current.get(key)) is not found and known != found
        }
        due = not 0 <= result.now_ms - self.whole_ms < SAME_GIST_EVERY_MS
        answers: dict[str, Assessment] = {
            key: found
            for key, found in result.assessments.items()
            if (shown := self.assessments.get(key)) is not found
            and (shown is None or shown.gist != found.gist or (due and shown != found))
        }
        self.current = result.current
        self.assessments |= answers
        if due:
            self.whole_ms = result.now_ms
        alerts = self._alerts(result.alerts, result.now_ms)
        if not current and not answers and not gone and alerts is None:
            return None
        return {
            "time": iso(result.now_ms),
            "current": current | dict.fromkeys(gone),
            "assessments": {key: found.as_dict() for key, found in answers.items()},
            **({} if alerts is None else {"alerts": alerts}),
        }

    def _alerts(self, news: News, now_ms: int) -> dict[str, Any] | None:
        """Return the alerts where something happened to one or was set: a reading alone is no news of an alert."""
        known = self.alerts
        if news is known:
            return None
        self.alerts = news
        if not news.transitions and news.controls is known.controls and _shown(news) == _shown(known):
            return None
        return alerts_json(self._hass, news, now_ms)


class LiveView:
    """One subscription to a person, or to everybody whom the user may see."""

    def __init__(
        self, hass: HomeAssistant, user: User, person_id: str | None, send: Callable[[Mapping[str, Any]], None]
    ) -> None:
        """Send events of type ``snapshot``, ``update`` and ``gone`` to ``send`` once started."""
        self._hass = hass
        self._user = user
        self._person_id = person_id
        self._send = send
        self._household: Household | None = None
        self._sent: dict[str, _Sent | None] = {}
        self._leave_household: Callable[[], None] | None = None
        self._leave: list[Callable[[], None]] = []

    @callback
    def async_start(self, household: Household) -> None:
        """Send what is current, and go on until closed: a household that is set up anew is followed."""
        self._leave = [
            async_dispatcher_connect(self._hass, SIGNAL_CONFIG_ENTRY_CHANGED, self._entry_changed),
            async_dispatcher_connect(self._hass, SIGNAL_GRANTS_CHANGED, self._grants_changed),
            async_dispatcher_connect(self._hass, SIGNAL_NOTE_ADDED, self._note_added),
        ]
        self._join(household)

    @callback
    def async_close(self) -> None:
        """Stop; may be called again."""
        for leave in self._leave:
            leave()
        self._leave.clear()
        self._part()

    def _part(self) -> None:
        if self._leave_household is not None:
            self._leave_household()
        self._leave_household = self._household = None

    def _join(self, household: Household) -> None:
        self._part()
        self._household = household
        self._leave_household = household.async_subscribe(self._person_id, self._push)
        for person_id in [known for known in self._sent if known not in household.people]:
            self._gone(person_id)
        for person in list(household.people.values()):
            self._show(person)

    @callback
    def _entry_changed(self, change: ConfigEntryChange, entry: ConfigEntry) -> None:
        if entry.domain != DOMAIN:
            return
        if change is ConfigEntryChange.UPDATED and entry.state is ConfigEntryState.LOADED:
            household: Household = entry.runtime_data
            if household is not self._household:
                self._join(household)
        elif entry.state is not ConfigEntryState.LOADED:
            self._part()

    @callback
    def _grants_changed(self, person_id: str) -> None:
        if self._household is not None and (person := self._household.people.get(person_id)) is not None:
            self._show(person)

    @callback
    def _note_added(self, person_id: str, at_ms: int) -> None:
        """Say that there is a note, not what it says: whoever shows notes asks for them then."""
        person = None if self._household is None else self._household.people.get(person_id)
        if person is None or person.result is None or self._sent.get(person_id) is None or not self._may_see(person):
            return
        nothing: dict[str, Any] = {"time": iso(person.result.now_ms), "current": {}, "assessments": {}}
        self._send({"type": "update", "person_id": person_id, **nothing, "noted": iso(at_ms)})

    @callback
    def _push(self, person: Person, result: Result) -> None:
        known = self._sent.get(person.person_id)
        if known is None or self._household is None or not self._may_see(person):
            self._show(person)
        elif (news := known.news(result)) is not None:
            self._send({"type": "update", "person_id": person.person_id, **news})

    def _may_see(self, person: Person) -> bool:
        return self._household is not None and async_may_read(self._hass, self._household, person, self._user)

    def _show(self, person: Person) -> None:
        """Send everything about a person who came into view, or say that one went out of it."""
        if self._person_id not in (None, person.person_id):
            return
        if self._household is None or not self._may_see(person):
            self._gone(person.person_id)
            return
        if person.person_id in self._sent and person.result is None:
            return
        self._sent[person.person_id] = None if person.result is None else _Sent(person.result, self._hass)
        self._send({"type": "snapshot", **person_json(self._hass, self._household, person, self._user)})

    def _gone(self, person_id: str) -> None:
        """Say so once, and only of somebody who had been shown."""
        if person_id not in self._sent:
            return
        del self._sent[person_id]
        self._send({"type": "gone", "person_id": person_id})
        if self._person_id is not None:
            self.async_close()
