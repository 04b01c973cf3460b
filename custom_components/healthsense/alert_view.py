"""One person's alerts as entities see them: one subscription for all of them, and only what changed goes on."""

from collections import deque
from collections.abc import Callable
from typing import Final

from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.util.hass_dict import HassKey

from .const import DOMAIN
from .engine.alerts.model import Alert, News, Transition
from .engine.monitor import Result
from .household import HealthSenseConfigEntry, Household
from .person import Person

MAX_UNTOLD: Final = 100
"""Transitions that wait for the event entity; more than that happen to nobody within a start."""

type Told = tuple[Transition, Alert | None]

DATA_VIEWS: HassKey[dict[str, AlertView]] = HassKey(f"{DOMAIN}_alert_views")


def news_of(result: Result | None) -> News:
    """Return what a result says of alerts; nothing where there is no result yet."""
    return News() if result is None else result.alerts


def reasons(alert: Alert) -> list[str]:
    """Return the rules that are met, the first one first; never a value."""
    met = [part for part in alert.parts if part.met_ms is not None and part.suppressed is None]
    return [part.rule for part in sorted(met or alert.parts, key=lambda part: (part.since_ms, part.rule))]


def _gist(news: News) -> list[tuple[object, ...]]:
    """Return what entities show of the alerts; a reading a second moves their parts, and nothing of this."""
    return [
        (one.id, one.stage, one.level, one.cause, one.causes, one.raised_ms, one.test, *reasons(one))
        for one in news.alerts
    ]


class AlertView:
    """The newest news of one person's alerts.

    What happens between the start of the household and that of the event entity is kept for the latter.
    """

    def __init__(self, household: Household, person: Person) -> None:
        """Know what the start of the household said."""
        self.person = person
        self.news = news_of(person.result)
        self._gist = _gist(self.news)
        self._listeners: list[Callable[[], None]] = []
        self._teller: Callable[[Told], None] | None = None
        self._untold: deque[Told] = deque(maxlen=MAX_UNTOLD)
        self._note(self.news)
        self.async_close = household.async_subscribe(person.person_id, self._take)

    def _note(self, news: News) -> None:
        if news.transitions:
            alerts = {alert.id: alert for alert in news.alerts}
            self._untold.extend((one, alerts.get(one.alert)) for one in news.transitions)
            self._tell()

    def _tell(self) -> None:
        while self._teller is not None and self._untold:
            self._teller(self._untold.popleft())

    @callback
    def _take(self, _person: Person, result: Result) -> None:
        before, news = self.news, news_of(result)
        if news is before:
            return
        self.news = news
        gist = self._gist if news.alerts == before.alerts else _gist(news)
        if gist != self._gist or news.controls != before.controls:
            self._gist = gist
            for listener in tuple(self._listeners):
                listener()
        # The event comes last: an automation that it starts asks the other entities at once.
        self._note(news)

    @callback
    def async_subscribe(self, listener: Callable[[], None]) -> CALLBACK_TYPE:
        """Call ``listener`` when an alert or a setting changed."""
        self._listeners.append(listener)

        @callback
        def leave() -> None:
            self._listeners.remove(listener)

        return leave

    @callback
    def async_follow(self, teller: Callable[[Told], None]) -> CALLBACK_TYPE:
        """Tell the one ``teller`` each transition once, those first that nobody was told since the start."""
        self._teller = teller
        self._tell()

        @callback
        def leave() -> None:
            self._teller = None

        return leave


@callback
def async_view_of(hass: HomeAssistant, entry: HealthSenseConfigEntry, person: Person) -> AlertView:
    """Return the view of a person, begun at the first asking; every platform shares it."""
    views = hass.data.setdefault(DATA_VIEWS, {})
    if (view := views.get(person.person_id)) is None:
        view = views[person.person_id] = AlertView(entry.runtime_data, person)

        @callback
        def forget() -> None:
            views.pop(person.person_id).async_close()

        entry.async_on_unload(forget)
    return view
