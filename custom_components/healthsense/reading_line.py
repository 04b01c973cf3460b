"""The line to the worker: when it takes in what was heard, when it is asked anew, and what happens while it fails."""

import asyncio
import logging
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir
from homeassistant.helpers.event import async_call_later

from .clock import now_ms
from .const import DOMAIN, ISSUE_STORE_SET_ASIDE
from .engine.profile import Profile
from .engine.store import StoreCorruptError, StoreError
from .intake_jobs import Advanced, Heard, take_in
from .results import Results
from .worker import Engine, Worker

_LOGGER = logging.getLogger(__name__)

MAX_WAITING: Final = 20_000
"""Readings that wait while the worker is busy or failing; beyond it the oldest make room (counted)."""

RETRY_S: Final = 30


def tell_set_aside(hass: HomeAssistant, name: str) -> None:
    """Tell that a damaged history was put aside under this name."""
    ir.async_create_issue(
        hass,
        DOMAIN,
        f"{ISSUE_STORE_SET_ASIDE}_{name}",
        is_fixable=True,
        is_persistent=True,
        severity=ir.IssueSeverity.ERROR,
        translation_key=ISSUE_STORE_SET_ASIDE,
        translation_placeholders={"file": name},
    )


class ReadingLine:
    """Everybody's readings on their way to the worker: one batch at a time.

    ``dropped`` counts readings that found no room while the history did not work.
    """

    def __init__(
        self, hass: HomeAssistant, entry: ConfigEntry[Any], worker: Worker, results: Results, keep_full_days: int
    ) -> None:
        """Take whom it serves; nothing moves before ``open``."""
        self._hass = hass
        self._entry = entry
        self._worker = worker
        self._results = results
        self._keep_full_days = keep_full_days
        self.profiles: dict[str, Profile] = {}
        self.running = False
        self.dropped = 0
        self._waiting: list[Heard] = []
        self._wakes: set[str] = set()
        self._busy = False
        self._flush_scheduled = False
        self._recovering: asyncio.Task[None] | None = None
        self._commit_due_ms: int | None = None
        self._timer: CALLBACK_TYPE | None = None
        self._timer_ms: int | None = None

    def open(self) -> None:
        """Let readings through from now on."""
        self.profiles = {person_id: person.profile for person_id, person in self._results.people.items()}
        self.running = True

    async def async_close(self) -> None:
        """Let nothing through any more; take in what waits."""
        self.running = False
        self._disarm()
        waiting, self._waiting = self._waiting, []
        try:
            if waiting:
                await self._worker.submit(take_in(waiting, self.profiles, (), now_ms()))
        except StoreError as err:
            _LOGGER.warning("The last readings could not be stored: %s", type(err).__name__)

    @property
    def waiting(self) -> int:
        """Return how many readings wait for the worker."""
        return len(self._waiting)

    @callback
    def add(self, heard: Heard) -> None:
        """Let a reading wait for the worker."""
        if len(self._waiting) >= MAX_WAITING:
            self._waiting.pop(0)
            self.dropped += 1
        self._waiting.append(heard)
        self._schedule_flush()

    @callback
    def _schedule_flush(self) -> None:
        # What arrives while the worker is busy, or in the same turn of the loop, goes as one batch.
        if self.running and not self._busy and not self._flush_scheduled:
            self._flush_scheduled = True
            self._hass.loop.call_soon(self._flush)

    @callback
    def _flush(self) -> None:
        self._flush_scheduled = False
        if self._busy or not self.running:
            return
        waiting, self._waiting = self._waiting, []
        wakes, self._wakes = self._wakes, set()
        if not waiting and not wakes and self._commit_due_ms is None:
            return
        self._busy = True
        future = self._worker.submit(take_in(waiting, self.profiles, tuple(wakes), now_ms()))
        future.add_done_callback(lambda done: self._taken_in(done, waiting))

    @callback
    def _taken_in(self, done: asyncio.Future[Advanced], batch: list[Heard]) -> None:
        self._busy = False
        error = done.exception()
        if error is None:
            self._results.set_failed(failed=False)
            self.publish(done.result())
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

    async def async_write[T](self, job: Callable[[Engine], T]) -> T:
        """Return what a job that writes returns; after an error the monitors read the store again.

        Raises:
            StoreError: the history failed; nothing of the job was kept.
        """
        try:
            return await self._worker.submit(job)
        except StoreError as err:
            if self.running:
                self._begin_recovery(err)
            raise

    @callback
    def _begin_recovery(self, error: BaseException) -> None:
        self._results.set_failed(failed=True)
        if self.running and (self._recovering is None or self._recovering.done()):
            self._recovering = self._entry.async_create_background_task(
                self._hass, self._recover(damaged=isinstance(error, StoreCorruptError)), "healthsense recovery"
            )

    async def _recover(self, *, damaged: bool) -> None:
        """Try until the history works again; what waits is then taken in."""
        self._busy = True
        while self.running:
            try:
                set_aside = await self._worker.submit(self._recovery(damaged=damaged))
            except StoreError as err:
                damaged = damaged or isinstance(err, StoreCorruptError)
                await asyncio.sleep(RETRY_S)
                continue
            if set_aside is not None:
                tell_set_aside(self._hass, set_aside.name)
            self._busy = False
            self._wake_up(self._results.people)
            return

    def _recovery(self, *, damaged: bool) -> Callable[[Engine], Path | None]:
        at_ms = now_ms()
        return lambda engine: engine.recover(at_ms, self._keep_full_days, damaged=damaged)

    @callback
    def publish(self, advanced: Advanced) -> None:
        """Tell what a job answered, and mind when the next one is due."""
        self._commit_due_ms = advanced.commit_due_ms
        self._results.publish(advanced.results)
        self._arm()

    @callback
    def _wake_up(self, people: Iterable[str]) -> None:
        self._wakes.update(people)
        self._schedule_flush()

    def _disarm(self) -> None:
        if self._timer is not None:
            self._timer()
            self._timer = None

    @callback
    def _arm(self) -> None:
        """Arm the one timer for whatever comes first: an answer that time changes, or the next commit."""
        wakes = [
            person.result.wake_at_ms
            for person in self._results.people.values()
            if person.result is not None and person.result.wake_at_ms is not None
        ]
        due_ms = min((*wakes, *([] if self._commit_due_ms is None else [self._commit_due_ms])), default=None)
        if due_ms == self._timer_ms and self._timer is not None:
            return
        self._disarm()
        self._timer_ms = due_ms
        if due_ms is not None and self.running:
            self._timer = async_call_later(self._hass, max(0.0, (due_ms - now_ms()) / 1000), self._due)

    @callback
    def _due(self, _now: datetime) -> None:
        self._timer = self._timer_ms = None
        at_ms = now_ms()
        self._wake_up(
            person.person_id
            for person in self._results.people.values()
            if person.result is not None and person.result.wake_at_ms is not None and person.result.wake_at_ms <= at_ms
        )
        # While a job or a recovery is under way its end arms the timer: what is due already would fire in every turn.
        if not self._busy and not self._wakes and self._commit_due_ms is None:
            self._arm()
