"""The one thread that owns the history and everybody's monitor.

Home Assistant's loop hands it jobs and gets frozen results; nothing of the engine is touched
anywhere else.
"""

import asyncio
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue
from typing import Any, Final

from .engine.alerts.plan import EscalationPlan
from .engine.care_plan import Plan
from .engine.measurement import Measurement
from .engine.monitor import Monitor, Result
from .engine.profile import Profile, parse_profile
from .engine.risk.models import RiskModel
from .engine.risk.registry import Manifest
from .engine.store import Store, StoreError
from .model_choice import ASSESSMENTS, Loaded, State, load
from .model_watch import recalibrated
from .rejected_log import RejectedLog

LOGGED: Final = frozenset(
    {
        "news2", "bp_category_esc", "bp_category_acc", "overall_status", "fever", "illness_signal", "irregular_pulse",
        "spo2_night", "prevent_cvd_10y", "score2", "framingham_cvd_bmi", "findrisc", "ada_risk", *ASSESSMENTS.values(),
    }
)  # fmt: skip
"""Assessments whose changes are kept as a history of what was told."""


class WorkerStoppedError(StoreError, RuntimeError):
    """The household was stopped: whoever asks comes from the time before."""


TIMED_ADVANCES: Final = 1_000
LOG_EVERY_MS: Final = 60_000
"""A value that only wavers within its band is logged at most this often."""


@dataclass(frozen=True, slots=True)
class PersonSetup:
    """What the worker needs to watch a person. ``priorities``: vital -> sources, best first."""

    person_id: str
    profile: Profile
    priorities: Mapping[str, Sequence[str]]
    escalation: EscalationPlan = field(default_factory=EscalationPlan)
    care_plan: Plan = field(default_factory=Plan)


@dataclass(slots=True)
class _Told:
    at_ms: int
    gist: tuple[Any, ...]


@dataclass(slots=True)
class Engine:
    """The store and the monitors. Only jobs on the worker's thread touch it."""

    path: Path
    store: Store
    models: Mapping[str, RiskModel]
    monitors: dict[str, Monitor] = field(default_factory=dict)
    uncommitted: list[tuple[str, Measurement]] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)
    """Readings that could not be accepted since the start, by reason."""
    rejected: RejectedLog = field(default_factory=RejectedLog)
    advance_ms: deque[float] = field(default_factory=lambda: deque(maxlen=TIMED_ADVANCES))
    """How long each of the last advances took."""
    _logged: dict[tuple[str, str], _Told] = field(default_factory=dict)

    def watch(self, people: Iterable[PersonSetup]) -> None:
        """Watch exactly these people."""
        self.monitors = {
            person.person_id: Monitor(
                self.store,
                person.person_id,
                person.profile,
                priorities=person.priorities,
                models=self.models,
                escalation=person.escalation,
                care_plan=person.care_plan,
            )
            for person in people
        }

    def advance(
        self,
        person_id: str,
        readings: Sequence[Measurement],
        now_ms: int,
        *,
        revive: bool = False,
        durable: bool = True,
    ) -> Result:
        """Take readings in and answer; keep what changed of the answers that are kept.

        ``durable`` False: the caller commits before anybody is told, whatever there is to tell.
        """
        began = time.perf_counter()
        result = self.monitors[person_id].advance(readings, now_ms, revive=revive)
        self.advance_ms.append((time.perf_counter() - began) * 1000)
        self.uncommitted.extend((person_id, row) for row in result.written.stored)
        for key in LOGGED & result.changed:
            self._log(person_id, key, result, now_ms)
        if result.alerts.urgent and durable:
            # What somebody is about to be told must not be forgotten.
            self.commit(now_ms)
        return result

    def _log(self, person_id: str, key: str, result: Result, now_ms: int) -> None:
        assessment = result.assessments[key]
        told = self._logged.get((person_id, key))
        gist = (assessment.band, assessment.refused, assessment.value is None)
        if told is not None and told.gist == gist and now_ms - told.at_ms < LOG_EVERY_MS:
            return
        self._logged[person_id, key] = _Told(now_ms, gist)
        self.store.log_assessment(person_id, now_ms, assessment)

    def commit(self, now_ms: int) -> None:
        """Make everything durable now."""
        self.store.commit(now_ms)
        self.uncommitted.clear()

    def commit_if_due(self, now_ms: int) -> int | None:
        """Make everything durable if it is time; return when it will be, None where nothing waits."""
        due_ms = self.store.commit_if_due(now_ms)
        if due_ms is None:
            self.uncommitted.clear()
        return due_ms

    def recover(self, now_ms: int, keep_full_days: int, *, damaged: bool) -> Path | None:
        """Go on after an error: write again what it undid; where the file is damaged, set it aside and begin anew.

        Return where the damaged file was put.

        Raises:
            StoreError: it fails still.
        """
        set_aside = None
        if damaged:
            # A damaged file cannot be closed in order; it is set aside as it is.
            with suppress(StoreError):
                self.store.close()
            self.store = Store.open(self.path, now_ms=now_ms, keep_full_days=keep_full_days, check=True)
            set_aside = self.store.set_aside
            self.watch_again()
        for person_id, row in self.uncommitted:
            self.store.write(person_id, (row,))
        self.commit(now_ms)
        for monitor in self.monitors.values():
            monitor.lost()
        return set_aside

    def watch_again(self) -> None:
        """Move every monitor to the store that is open now."""
        for monitor in self.monitors.values():
            monitor.use_store(self.store)


def make_profile(data: Mapping[str, Any], time_zone: str, now_ms: int) -> Profile:
    """Return a person's profile (reads the time zone's file: not for the event loop)."""
    return parse_profile({**data, "time_zone": time_zone}, now_ms=now_ms)


class Worker:
    """Runs jobs one after the other on a thread of its own.

    A plain queue rather than an executor: with a reading a second from everybody, the executor's
    two futures and their locks were a third of what a reading cost the event loop.
    """

    def __init__(self, path: Path, keep_full_days: int, models: tuple[str, ...], versions: State) -> None:
        """Prepare; ``async_start`` opens the file and loads the named models in their chosen versions."""
        self._models = models
        self._versions = versions
        self.loaded = Loaded(Manifest({}), {})
        self._path = path
        self._keep_full_days = keep_full_days
        self._jobs: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._engine: Engine | None = None
        self._stopped = False

    async def async_start(self, now_ms: int) -> Path | None:
        """Open the history; return where a damaged one was put.

        Raises:
            StoreTooNewError: it is of a newer version; it was not touched.
            StoreError: it cannot be opened.
        """

        def start() -> Path | None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            store = Store.open(self._path, now_ms=now_ms, keep_full_days=self._keep_full_days)
            self.loaded = load(self._models, self._versions)
            models = recalibrated(store, store.persons(), self.loaded.models)
            self._engine = Engine(self._path, store, models)
            return store.set_aside

        self._thread = threading.Thread(target=self._work, name="healthsense", daemon=True)
        self._thread.start()
        return await self._queue(start)

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            job()

    def _queue[T](self, call: Callable[[], T]) -> asyncio.Future[T]:
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()

        def job() -> None:
            try:
                result = call()
            except BaseException as err:  # noqa: BLE001  # it belongs to whoever waits, whatever it is
                settle, outcome = future.set_exception, err
                loop.call_soon_threadsafe(lambda: None if future.done() else settle(outcome))
            else:
                loop.call_soon_threadsafe(lambda: None if future.done() else future.set_result(result))

        self._jobs.put(job)
        return future

    def submit[T](self, job: Callable[[Engine], T]) -> asyncio.Future[T]:
        """Queue a job; the future is done on the event loop.

        Raises:
            WorkerStoppedError: the worker was stopped.
        """
        if self._stopped or self._thread is None:
            raise WorkerStoppedError("the worker is not running")
        return self._queue(lambda: self._run(job))

    def _run[T](self, job: Callable[[Engine], T]) -> T:
        if self._engine is None:
            raise WorkerStoppedError("the worker has no history")
        return job(self._engine)

    async def async_stop(self, now_ms: int) -> None:
        """Commit, close and end the thread; jobs queued before are done first. A second call does nothing."""
        if self._stopped or self._thread is None:
            self._stopped = True
            return
        self._stopped = True

        def stop() -> None:
            engine, self._engine = self._engine, None
            if engine is None:
                return
            try:
                engine.commit(now_ms)
            finally:
                engine.store.close()

        try:
            await self._queue(stop)
        finally:
            self._jobs.put(None)
            await asyncio.get_running_loop().run_in_executor(None, self._thread.join)
