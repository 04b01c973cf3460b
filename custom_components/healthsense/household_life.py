"""The household's life: it starts with the history, listens, takes care of it at night, and stops when all is kept."""

import logging
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import CALLBACK_TYPE, Event, EventStateChangedData, HomeAssistant, callback
from homeassistant.helpers.event import async_track_state_change_event, async_track_time_change

from .clock import now_ms
from .const import CONF_KEEP_FULL_DAYS, CONF_MODEL_VERSIONS, DEFAULT_KEEP_FULL_DAYS, STORE_FILE, STORE_FOLDER
from .engine.risk.registry import Manifest
from .engine.store import Store, StoreError
from .intake_jobs import Advanced, Heard, take_in
from .model_choice import ModelChoices, in_use
from .model_watch import async_tell, async_tell_unusable, fits
from .people import async_people, setup_of, user_of
from .person import Person
from .reading_line import ReadingLine, tell_set_aside
from .results import ResultListener, Results
from .source_watch import SourceWatch
from .sources import Binding, Seen
from .worker import Engine, Worker

_LOGGER = logging.getLogger(__name__)

COMPACT_AT_HOUR: Final = 3
COMPACT_AT_MINUTE: Final = 40
COMPACT_DAYS_A_STEP: Final = 1


class HouseholdLife:
    """Everybody's readings on their way in and everybody's results on their way out.

    ``models`` are the learned models in use.
    """

    def __init__(self, hass: HomeAssistant, entry: ConfigEntry[Any]) -> None:
        """Prepare; ``async_start`` opens the history."""
        self.hass = hass
        self.entry = entry
        self.people: dict[str, Person] = {}
        self.started_ms = now_ms()
        self.models = ModelChoices(hass, entry, Manifest({}))
        keep_full_days = int(entry.options.get(CONF_KEEP_FULL_DAYS, DEFAULT_KEEP_FULL_DAYS))
        self._worker = Worker(
            store_path(hass), keep_full_days, in_use(entry.options), entry.options.get(CONF_MODEL_VERSIONS, {})
        )
        self._results = Results(self.people)
        self._line = ReadingLine(hass, entry, self._worker, self._results, keep_full_days)
        self._stop: list[CALLBACK_TYPE] = []
        self._linked: dict[str, Person] = {}

    async def async_start(self) -> None:
        """Open the history and answer for everybody, so that entities have values at once.

        Raises:
            StoreError: the history cannot be opened.
        """
        started_ms = now_ms()
        set_aside = await self._worker.async_start(started_ms)
        self.models = ModelChoices(self.hass, self.entry, self._worker.loaded.manifest)
        async_tell_unusable(self.hass, in_use(self.entry.options), self._worker.loaded.unusable)
        if set_aside is not None:
            tell_set_aside(self.hass, set_aside.name)
        self.people.update(await async_people(self.hass, self.entry, started_ms))
        self._linked = {person.linked: person for person in self.people.values() if person.linked is not None}
        setups = [setup_of(person) for person in self.people.values()]

        def begin(engine: Engine) -> Advanced:
            engine.watch(setups)
            return take_in((), {}, [setup.person_id for setup in setups], started_ms)(engine)

        advanced = await self._worker.submit(begin)
        self._line.open()
        self._line.publish(advanced)
        watch = SourceWatch(self.hass, self.entry, self.people, self._hear)
        watch.async_start()
        self._stop += [
            watch.async_stop,
            async_track_time_change(self.hass, self._compact, hour=COMPACT_AT_HOUR, minute=COMPACT_AT_MINUTE, second=0),
            async_track_state_change_event(self.hass, list(self._linked), self._link_changed),
        ]

    async def async_stop(self) -> None:
        """Stop listening, take in what waits, make it durable, close."""
        if not self._line.running:
            await self._worker.async_stop(now_ms())
            return
        while self._stop:
            self._stop.pop()()
        await self._line.async_close()
        try:
            await self._worker.async_stop(now_ms())
        except StoreError as err:
            _LOGGER.warning("The history could not be closed: %s", type(err).__name__)

    @callback
    def _hear(self, binding: Binding, seen: Seen, quality: float | None) -> None:
        self._line.add(Heard(binding.person_id, binding.source, seen, now_ms(), quality))

    @callback
    def _link_changed(self, event: Event[EventStateChangedData]) -> None:
        """Follow which user a linked person has: it decides who may read a private person."""
        self._linked[event.data["entity_id"]].user_id = user_of(event.data["new_state"])

    @property
    def failed(self) -> bool:
        """Return whether the history does not work at the moment: nothing shown would be true."""
        return self._results.failed

    @property
    def dropped(self) -> int:
        """Return how many readings found no room while the history did not work."""
        return self._line.dropped

    @property
    def waiting(self) -> int:
        """Return how many readings wait for the worker."""
        return self._line.waiting

    @callback
    def async_subscribe(self, person_id: str | None, listener: ResultListener) -> CALLBACK_TYPE:
        """Call ``listener`` on the loop with each new result of a person (None: of everybody)."""
        return self._results.subscribe(person_id, listener)

    @callback
    def async_subscribe_failure(self, listener: Callable[[], None]) -> CALLBACK_TYPE:
        """Call ``listener`` when ``failed`` changes."""
        return self._results.subscribe_failure(listener)

    async def async_run[T](self, job: Callable[[Store], T]) -> T:
        """Return what ``job`` reads from the history. It runs on the worker's thread.

        Raises:
            StoreError: the history failed.
        """
        return await self._worker.submit(lambda engine: job(engine.store))

    async def async_look[T](self, job: Callable[[Engine], T]) -> T:
        """Return what ``job`` reads from the worker's own books, the history among them.

        Raises:
            StoreError: the history failed.
        """
        return await self._worker.submit(job)

    async def async_look_at_models(self) -> None:
        """Raise or take back the issues of models that do not fit this household."""
        people = tuple(self.people)
        async_tell(self.hass, await self._worker.submit(lambda engine: fits(engine.store, people, engine.models)))

    async def _compact(self, _now: datetime) -> None:
        """Pack old days, a step at a time, so that readings need not wait for long."""
        try:
            packed = 1
            while self._line.running and packed:
                packed = await self.async_run(lambda store: store.compact(now_ms(), max_days=COMPACT_DAYS_A_STEP))
            if self._line.running:
                await self.async_look_at_models()
        except StoreError as err:
            _LOGGER.warning("Old days were not packed: %s", type(err).__name__)


def store_path(hass: HomeAssistant) -> Path:
    """Return where the history lies."""
    return Path(hass.config.path(STORE_FOLDER, STORE_FILE))
