"""The store's methods about alerts: what `Store` hands on to the rows of alerts."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping
from contextlib import AbstractContextManager
from typing import Any

from .alerts import EVER_MS, StoredSetting
from .contexts import ContextSpan
from .durability import Durability
from .notes import Note
from .parts import Parts


class AlertMethods(ABC):
    """Part of `Store`. Writes are visible at once and durable after ``commit``; every method may raise a StoreError."""

    _durability: Durability
    _parts: Parts

    @abstractmethod
    def _guard(self) -> AbstractContextManager[None]:
        """Translate errors; after one, go back to the last commit."""

    def put_alert(  # noqa: PLR0917 - a row, in the order of its columns
        self, person: str, key: str, stage: str, began_ms: int, ended_ms: int | None, body: Mapping[str, Any]
    ) -> None:
        """Keep an alert as it stands now; ``body`` is its JSON form."""
        with self._guard():
            self._durability.begin()
            self._parts.alerts.put(person, key, stage, began_ms, ended_ms, body)

    def log_alert(self, person: str, alert: str, seq: int, at_ms: int, body: Mapping[str, Any]) -> None:
        """Keep what happened to an alert, once.

        Raises:
            StoreError: a line ``seq`` of the alert is kept already; what was not committed is undone.
        """
        with self._guard():
            self._durability.begin()
            self._parts.alerts.log(person, alert, seq, at_ms, body)

    def put_delivery(  # noqa: PLR0917 - a row, in the order of its columns
        self, person: str, key: str, alert: str, made_ms: int, status: str, body: Mapping[str, Any]
    ) -> None:
        """Keep something to tell as it stands now; one of the same id is replaced."""
        with self._guard():
            self._durability.begin()
            self._parts.alerts.put_delivery(person, key, alert, made_ms, status, body)

    def put_setting(self, person: str, key: str, body: Mapping[str, Any] | None, set_by: str, set_ms: int) -> None:
        """Keep what somebody set about alerts; None takes it back, and who did so stays."""
        with self._guard():
            self._durability.begin()
            self._parts.alerts.put_setting(person, key, body, set_by, set_ms)

    def say_context(self, person: str, context: str | None, at_ms: int, until_ms: int | None, by: str) -> None:
        """Keep what a person does from ``at_ms`` on, None for nothing particular; what held until then ends."""
        with self._guard():
            self._durability.begin()
            self._parts.contexts.say(person, context, at_ms, until_ms, by)

    def contexts(self, person: str, start_ms: int = 0, end_ms: int = EVER_MS, limit: int = 1000) -> list[ContextSpan]:
        """Return the newest ``limit`` times of doing something with a part in ``[start_ms, end_ms)``, oldest first."""
        with self._guard():
            return self._parts.contexts.between(person, start_ms, end_ms, limit)

    def alerts(
        self, person: str, start_ms: int = 0, end_ms: int = EVER_MS, *, withdrawn: bool = False, limit: int = 1000
    ) -> list[dict[str, Any]]:
        """Return the newest ``limit`` alerts that began in ``[start_ms, end_ms)``, oldest first.

        ``withdrawn``: those also that ended before they were raised (kept for 30 days).
        """
        with self._guard():
            return self._parts.alerts.between(person, start_ms, end_ms, limit, withdrawn=withdrawn)

    def alert(self, person: str, key: str) -> dict[str, Any] | None:
        """Return one alert of a person, however old; None where there is none."""
        with self._guard():
            return self._parts.alerts.get(person, key)

    def open_alerts(self, person: str, ended_since_ms: int = EVER_MS) -> list[dict[str, Any]]:
        """Return alerts that did not end, or ended at ``ended_since_ms`` or later, oldest first."""
        with self._guard():
            return self._parts.alerts.open(person, ended_since_ms)

    def alert_log(
        self, person: str, start_ms: int = 0, end_ms: int = EVER_MS, alert: str | None = None, limit: int = 1000
    ) -> list[dict[str, Any]]:
        """Return the newest ``limit`` lines of alert logs in ``[start_ms, end_ms)``, oldest first.

        Each is what was logged with ``alert``, ``seq`` and ``at_ms``.
        """
        with self._guard():
            return self._parts.alerts.log_between(person, start_ms, end_ms, alert, limit)

    def deliveries(self, person: str, alert: str | None = None, status: str | None = None) -> list[dict[str, Any]]:
        """Return deliveries, of one alert or status where named, in the order in which they were made."""
        with self._guard():
            return self._parts.alerts.deliveries(person, alert, status)

    def add_note(self, person: str, note: Note) -> None:
        """Keep what somebody wrote about a person or an alert."""
        with self._guard():
            self._durability.begin()
            self._parts.notes.add(person, note)

    def notes(self, person: str, start_ms: int = 0, end_ms: int = EVER_MS, limit: int = 1000) -> list[Note]:
        """Return the newest ``limit`` notes in ``[start_ms, end_ms)``, oldest first."""
        with self._guard():
            return self._parts.notes.between(person, start_ms, end_ms, limit)

    def notes_about(self, person: str, alerts: Collection[str], limit: int = 1000) -> list[Note]:
        """Return the newest ``limit`` notes about any of these alerts of a person, oldest first."""
        with self._guard():
            return self._parts.notes.about(person, alerts, limit)

    def settings(self, person: str) -> dict[str, StoredSetting]:
        """Return what people set about a person's alerts, by key."""
        with self._guard():
            return self._parts.alerts.settings(person)
