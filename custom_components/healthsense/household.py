"""The household: joins Home Assistant to the engine. The only room that knows both."""

import asyncio
import logging
import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import CALLBACK_TYPE, Event, EventStateChangedData, HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir
from homeassistant.helpers.event import async_call_later, async_track_state_change_event, async_track_time_change

from .alert_jobs import command_job, control_job, told_job, use_job
from .const import (
    CONF_KEEP_FULL_DAYS,
    CONF_MODEL_VERSIONS,
    DEFAULT_KEEP_FULL_DAYS,
    DOMAIN,
    ISSUE_STORE_SET_ASIDE,
    STORE_FILE,
    STORE_FOLDER,
)
from .engine.alerts.commands import Command
from .engine.alerts.controls import Setting
from .engine.alerts.model import News
from .engine.alerts.plan import EscalationPlan
from .engine.monitor import Result
from .engine.profile import Profile
from .engine.risk.registry import Manifest
from .engine.store import Erased, Store, StoreCorruptError, StoreError
from .engine.store.outcomes import Outcome
from .intake_jobs import Advanced, Heard, RecordResult, correct, record, take_in
from .late_jobs import Handed, Late, take_in_late
from .model_choice import ModelChoices, in_use
from .model_watch import async_tell, async_tell_unusable, fits
from .people import async_people, escalations_of, setup_of, user_of
from .person import Person
from .source_watch import SourceWatch
from .sources import Binding, RawReading, Seen
from .worker import Engine, Worker

__all__ = ["HealthSenseConfigEntry", "Household", "Person", "RawReading", "RecordResult"]

_LOGGER = logging.getLogger(__name__)

MAX_WAITING: Final = 20_000
"""Readings that wait while the worker is busy or failing; beyond it the oldest make room (counted)."""

RETRY_S: Final = 30
COMPACT_AT_HOUR: Final = 3
COMPACT_AT_MINUTE: Final = 40
COMPACT_DAYS_A_STEP: Final = 1

type HealthSenseConfigEntry = ConfigEntry[Household]
type ResultListener = Callable[[Person, Result], None]


def now_ms() -> int:
    """Return the present, for the engine."""
    return int(time.time() * 1000)


class Household:
    """Everybody's readings on their way in and everybody's results on their way out.

    ``models`` are the learned models in use. ``failed``: the history does not work at the moment,
    so nothing shown would be true.
    ``dropped`` counts readings that found no room while it did not.
    """

    def __init__(self, hass: HomeAssistant, entry: HealthSenseConfigEntry) -> None:
        """Prepare; ``async_start`` opens the history."""
        self.hass = hass
        self.entry = entry
        self.people: dict[str, Person] = {}
        self.failed = False
        self.dropped = 0
        self._refused: Counter[str] = Counter()
        self._keep_full_days = int(entry.options.get(CONF_KEEP_FULL_DAYS, DEFAULT_KEEP_FULL_DAYS))
        self.models = ModelChoices(hass, entry, Manifest({}))
        self._worker = Worker(
            store_path(hass), self._keep_full_days, in_use(entry.options), entry.options.get(CONF_MODEL_VERSIONS, {})
        )
        self._profiles: dict[str, Profile] = {}
        self._waiting: list[Heard] = []
        self._wakes: set[str] = set()
        self._busy = False
        self._flush_scheduled = False
        self._running = False
        self._recovering: asyncio.Task[None] | None = None
        self._commit_due_ms: int | None = None
        self._timer: CALLBACK_TYPE | None = None
        self._timer_ms: int | None = None
        self._stop: list[CALLBACK_TYPE] = []
        self._linked: dict[str, Person] = {}
        self._listeners: dict[str | None, list[ResultListener]] = {}
        self._failure_listeners: list[Callable[[], None]] = []

    # Life

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
            self._tell_set_aside(set_aside.name)
        self.people.update(await async_people(self.hass, self.entry, started_ms))
        self._profiles = {person_id: person.profile for person_id, person in self.people.items()}
        self._linked = {person.linked: person for person in self.people.values() if person.linked is not None}
        setups = [setup_of(person) for person in self.people.values()]

        def begin(engine: Engine) -> Advanced:
            engine.watch(setups)
            return take_in((), {}, [setup.person_id for setup in setups], started_ms)(engine)

        advanced = await self._worker.submit(begin)
        self._running = True
        self._publish(advanced)
        watch = SourceWatch(self.hass, self.entry, self.people, self._hear)
        watch.async_start()
        self._stop += [
            watch.async_stop,
            async_track_time_change(self.hass, self._compact, hour=COMPACT_AT_HOUR, minute=COMPACT_AT_MINUTE, second=0),
            async_track_state_change_event(self.hass, list(self._linked), self._link_changed),
        ]

    async def async_stop(self) -> None:
        """Stop listening, take in what waits, make it durable, close."""
        if not self._running:
            await self._worker.async_stop(now_ms())
            return
        self._running = False
        while self._stop:
            self._stop.pop()()
        if self._timer is not None:
            self._timer()
            self._timer = None
        stopped_ms = now_ms()
        waiting, self._waiting = self._waiting, []
        try:
            if waiting:
                await self._worker.submit(take_in(waiting, self._profiles, (), stopped_ms))
        except StoreError as err:
            _LOGGER.warning("The last readings could not be stored: %s", type(err).__name__)
        try:
            await self._worker.async_stop(stopped_ms)
        except StoreError as err:
            _LOGGER.warning("The history could not be closed: %s", type(err).__name__)

    @callback
    def _link_changed(self, event: Event[EventStateChangedData]) -> None:
        """Follow which user a linked person has: it decides who may read a private person."""
        self._linked[event.data["entity_id"]].user_id = user_of(event.data["new_state"])

    # Readings in

    @callback
    def _hear(self, binding: Binding, seen: Seen, quality: float | None) -> None:
        if len(self._waiting) >= MAX_WAITING:
            self._waiting.pop(0)
            self.dropped += 1
        self._waiting.append(Heard(binding.person_id, binding.source, seen, now_ms(), quality))
        self._schedule_flush()

    @callback
    def _schedule_flush(self) -> None:
        # What arrives while the worker is busy, or in the same turn of the loop, goes as one batch.
        if self._running and not self._busy and not self._flush_scheduled:
            self._flush_scheduled = True
            self.hass.loop.call_soon(self._flush)

    @callback
    def _flush(self) -> None:
        self._flush_scheduled = False
        if self._busy or not self._running:
            return
        waiting, self._waiting = self._waiting, []
        wakes, self._wakes = self._wakes, set()
        if not waiting and not wakes and self._commit_due_ms is None:
            return
        self._busy = True
        future = self._worker.submit(take_in(waiting, self._profiles, tuple(wakes), now_ms()))
        future.add_done_callback(lambda done: self._taken_in(done, waiting))

    @callback
    def _taken_in(self, done: asyncio.Future[Advanced], batch: list[Heard]) -> None:
        self._busy = False
        error = done.exception()
        if error is None:
            self._set_failed(failed=False)
            self._publish(done.result())
            if self._waiting or self._wakes:
                self._schedule_flush()
            return
        _LOGGER.warning("The history failed: %s", type(error).__name__)
        if isinstance(error, StoreError):
            self._waiting = [*batch, *self._waiting][:MAX_WAITING]
        else:
            # A fault of ours, not of the disk: the same batch would fail for ever.
            self.dropped += len(batch)
        self._begin_recovery(error)

    @callback
    def _begin_recovery(self, error: BaseException) -> None:
        self._set_failed(failed=True)
        if self._running and (self._recovering is None or self._recovering.done()):
            self._recovering = self.entry.async_create_background_task(
                self.hass, self._recover(damaged=isinstance(error, StoreCorruptError)), "healthsense recovery"
            )

    async def _async_write[T](self, job: Callable[[Engine], T]) -> T:
        """Return what a job that writes returns; after an error the monitors read the store again.

        Raises:
            StoreError: the history failed; nothing of the job was kept.
        """
        try:
            return await self._worker.submit(job)
        except StoreError as err:
            if self._running:
                self._begin_recovery(err)
            raise

    async def _recover(self, *, damaged: bool) -> None:
        """Try until the history works again; what waits is then taken in."""
        self._busy = True
        while self._running:
            try:
                set_aside = await self._worker.submit(self._recovery(damaged=damaged))
            except StoreError as err:
                damaged = damaged or isinstance(err, StoreCorruptError)
                await asyncio.sleep(RETRY_S)
                continue
            if set_aside is not None:
                self._tell_set_aside(set_aside.name)
            self._busy = False
            self._wakes.update(self.people)
            self._schedule_flush()
            return

    def _recovery(self, *, damaged: bool) -> Callable[[Engine], Path | None]:
        at_ms = now_ms()
        return lambda engine: engine.recover(at_ms, self._keep_full_days, damaged=damaged)

    # Results out

    @callback
    def _publish(self, advanced: Advanced) -> None:
        self._commit_due_ms = advanced.commit_due_ms
        for person_id, result in advanced.results.items():
            if (person := self.people.get(person_id)) is None:
                continue
            person.result = result
            for listener in (*self._listeners.get(person_id, ()), *self._listeners.get(None, ())):
                listener(person, result)
        self._arm()

    @callback
    def _arm(self) -> None:
        """Arm the one timer for whatever comes first: an answer that time changes, or the next commit."""
        wakes = [
            person.result.wake_at_ms
            for person in self.people.values()
            if person.result is not None and person.result.wake_at_ms is not None
        ]
        due_ms = min((*wakes, *([] if self._commit_due_ms is None else [self._commit_due_ms])), default=None)
        if due_ms == self._timer_ms and self._timer is not None:
            return
        if self._timer is not None:
            self._timer()
            self._timer = None
        self._timer_ms = due_ms
        if due_ms is not None and self._running:
            self._timer = async_call_later(self.hass, max(0.0, (due_ms - now_ms()) / 1000), self._wake)

    @callback
    def _wake(self, _now: datetime) -> None:
        self._timer = self._timer_ms = None
        at_ms = now_ms()
        self._wakes.update(
            person.person_id
            for person in self.people.values()
            if person.result is not None and person.result.wake_at_ms is not None and person.result.wake_at_ms <= at_ms
        )
        self._schedule_flush()
        # While a job or a recovery is under way its end arms the timer: what is due already would fire in every turn.
        if not self._busy and not self._wakes and self._commit_due_ms is None:
            self._arm()

    @callback
    def async_subscribe(self, person_id: str | None, listener: ResultListener) -> CALLBACK_TYPE:
        """Call ``listener`` on the loop with each new result of a person (None: of everybody)."""
        self._listeners.setdefault(person_id, []).append(listener)

        @callback
        def leave() -> None:
            self._listeners[person_id].remove(listener)

        return leave

    @callback
    def async_subscribe_failure(self, listener: Callable[[], None]) -> CALLBACK_TYPE:
        """Call ``listener`` when ``failed`` changes."""
        self._failure_listeners.append(listener)

        @callback
        def leave() -> None:
            self._failure_listeners.remove(listener)

        return leave

    def _set_failed(self, *, failed: bool) -> None:
        if failed != self.failed:
            self.failed = failed
            for listener in tuple(self._failure_listeners):
                listener()

    def _tell_set_aside(self, name: str) -> None:
        ir.async_create_issue(
            self.hass,
            DOMAIN,
            f"{ISSUE_STORE_SET_ASIDE}_{name}",
            is_fixable=True,
            is_persistent=True,
            severity=ir.IssueSeverity.ERROR,
            translation_key=ISSUE_STORE_SET_ASIDE,
            translation_placeholders={"file": name},
        )

    # What the other doors ask for

    async def async_run[T](self, job: Callable[[Store], T]) -> T:
        """Return what ``job`` reads from the history. It runs on the worker's thread.

        Raises:
            StoreError: the history failed.
        """
        return await self._worker.submit(lambda engine: job(engine.store))

    @property
    def waiting(self) -> int:
        """Return how many readings wait for the worker."""
        return len(self._waiting)

    async def async_record_outcome(self, person_id: str, outcome: Outcome) -> None:
        """Keep what was confirmed of an estimate, durable when this returns, and look whether the models still fit.

        Raises:
            StoreError: the history failed; nothing was kept.
        """

        def keep(engine: Engine) -> None:
            engine.store.record_outcome(person_id, outcome)
            engine.commit(outcome.recorded_ms)

        await self._worker.submit(keep)
        await self.async_look_at_models()

    async def async_look_at_models(self) -> None:
        """Raise or take back the issues of models that do not fit this household."""
        people = tuple(self.people)
        async_tell(self.hass, await self._worker.submit(lambda engine: fits(engine.store, people, engine.models)))

    async def async_refusals(self) -> dict[str, int]:
        """Return how many readings were refused since the start, by reason."""
        refused = await self._worker.submit(lambda engine: Counter(engine.refused))
        return dict(refused + self._refused)

    @callback
    def async_count_refused(self, reason: str) -> None:
        """Count something that is not even a reading."""
        self._refused[reason] += 1

    async def async_take_in_late(self, late: Sequence[Late]) -> Handed:
        """Take in what nodes had kept; durable when this returns.

        Raises:
            StoreError: the history failed; nothing was taken in.
        """
        handed, advanced = await self._async_write(take_in_late(late, self._profiles, now_ms()))
        self._publish(advanced)
        return handed

    async def async_record(
        self, person_id: str, raws: Sequence[RawReading], *, source: str, revive: bool = True
    ) -> RecordResult:
        """Take in readings that somebody handed in; durable when this returns.

        ``revive``: what was deleted before comes back, since somebody says it anew; not for imports.

        Raises:
            KeyError: there is no such person.
            StoreError: the history failed; nothing was taken in.
        """
        profile = self.people[person_id].profile
        recorded, advanced = await self._async_write(record(person_id, raws, source, profile, now_ms(), revive=revive))
        self._publish(advanced)
        return recorded

    async def _correct(self, people: Sequence[str], change: Callable[[Store], bool]) -> bool:
        done, advanced = await self._async_write(correct(people, now_ms(), change))
        self._publish(advanced)
        return done

    async def async_delete(self, person_id: str, vital: str, effective_ms: int, source: str) -> bool:
        """Delete a reading for good; return whether it was there. Answers are given anew."""
        return await self._correct([person_id], lambda store: store.delete(person_id, vital, effective_ms, source))

    async def async_reassign(
        self, person_id: str, to_person_id: str, vital: str, effective_ms: int, source: str
    ) -> bool:
        """Give a reading to somebody else, with its time; return whether it was there."""
        return await self._correct(
            [person_id, to_person_id],
            lambda store: store.reassign(person_id, to_person_id, vital, effective_ms, source),
        )

    async def async_reassign_all(self, person_id: str, to_person_id: str) -> int:
        """Give somebody's whole history to another; return how many rows moved."""
        moved: list[int] = []

        def change(store: Store) -> bool:
            moved.append(store.reassign_all(person_id, to_person_id))
            return True

        await self._correct([person_id, to_person_id], change)
        return moved[0]

    async def async_erase(self, person_id: str) -> Erased:
        """Erase somebody's history for ever."""
        erased: list[Erased] = []

        def change(store: Store) -> bool:
            erased.append(store.erase(person_id))
            return True

        await self._correct([person_id], change)
        return erased[0]

    # Alerts

    async def _async_act(self, job: Callable[[Engine], Advanced]) -> None:
        self._publish(await self._async_write(job))

    def _news(self, person_id: str) -> News:
        result = self.people[person_id].result
        return News() if result is None else result.alerts

    async def async_alert_command(self, person_id: str, command: Command) -> News:
        """Do what somebody asks of an alert; durable, and told to listeners, when this returns.

        Raises:
            CommandError: it cannot be done; nothing changed.
            StoreError: the history failed; nothing was kept.
        """
        await self._async_act(command_job(person_id, command, now_ms()))
        return self._news(person_id)

    async def async_set_control(self, person_id: str, setting: Setting) -> News:
        """Keep a setting of a person's alerts; durable, and in force, when this returns.

        Raises:
            ControlError: naming the field; nothing changed.
            StoreError: the history failed; nothing was kept.
        """
        await self._async_act(control_job(person_id, setting, now_ms()))
        return self._news(person_id)

    async def async_told(self, person_id: str, delivery_id: str, *, ok: bool, error: str = "") -> None:
        """Keep what became of a delivery; durable when this returns.

        Raises:
            StoreError: the history failed; the delivery will be repeated.
        """
        await self._async_act(told_job(person_id, delivery_id, now_ms(), ok=ok, error=error))

    async def async_look_again(self, person_id: str) -> None:
        """Ask every rule of a person's alerts anew: something changed that is no reading.

        Raises:
            StoreError: the history failed.
        """
        await self._async_act(use_job(person_id, self.people[person_id].escalation, now_ms()))

    async def async_follow_escalations(self) -> None:
        """Take over escalation plans that changed; nobody else is disturbed."""
        plans = escalations_of(self.entry)
        for person in self.people.values():
            plan = plans.get(person.person_id, EscalationPlan())
            if plan != person.escalation:
                person.escalation = plan
                await self._async_act(use_job(person.person_id, plan, now_ms()))

    # Care of the history

    async def _compact(self, _now: datetime) -> None:
        """Pack old days, a step at a time, so that readings need not wait for long."""
        try:
            packed = 1
            while self._running and packed:
                packed = await self.async_run(lambda store: store.compact(now_ms(), max_days=COMPACT_DAYS_A_STEP))
            if self._running:
                await self.async_look_at_models()
        except StoreError as err:
            _LOGGER.warning("Old days were not packed: %s", type(err).__name__)


def store_path(hass: HomeAssistant) -> Path:
    """Return where the history lies."""
    return Path(hass.config.path(STORE_FOLDER, STORE_FILE))
