"""Everybody's results on their way out: the newest of each person, and who is told of them."""

from collections.abc import Callable, Mapping

from homeassistant.core import CALLBACK_TYPE, callback

from .engine.monitor import Result
from .person import Person

type ResultListener = Callable[[Person, Result], None]


class Results:
    """Hands results to listeners, on the event loop.

    ``failed``: the history does not work at the moment, so nothing shown would be true.
    """

    def __init__(self, people: Mapping[str, Person]) -> None:
        """Take the people, who may still move in."""
        self.people = people
        self.failed = False
        self._listeners: dict[str | None, list[ResultListener]] = {}
        self._failure_listeners: list[Callable[[], None]] = []

    @callback
    def publish(self, results: Mapping[str, Result]) -> None:
        """Keep the results of people and tell listeners."""
        for person_id, result in results.items():
            if (person := self.people.get(person_id)) is None:
                continue
            person.result = result
            for listener in (*self._listeners.get(person_id, ()), *self._listeners.get(None, ())):
                listener(person, result)

    @callback
    def subscribe(self, person_id: str | None, listener: ResultListener) -> CALLBACK_TYPE:
        """Call ``listener`` with each new result of a person (None: of everybody)."""
        self._listeners.setdefault(person_id, []).append(listener)

        @callback
        def leave() -> None:
            self._listeners[person_id].remove(listener)

        return leave

    @callback
    def subscribe_failure(self, listener: Callable[[], None]) -> CALLBACK_TYPE:
        """Call ``listener`` when ``failed`` changes."""
        self._failure_listeners.append(listener)

        @callback
        def leave() -> None:
            self._failure_listeners.remove(listener)

        return leave

    @callback
    def set_failed(self, *, failed: bool) -> None:
        """Say whether the history works."""
        if failed != self.failed:
            self.failed = failed
            for listener in tuple(self._failure_listeners):
                listener()
