"""Follows one person's care plan and recommendations, and tells entities when they change."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from homeassistant.const import EVENT_CORE_CONFIG_UPDATE
from homeassistant.core import CALLBACK_TYPE, Event, HassJob, HomeAssistant, callback
from homeassistant.helpers.event import async_call_later
from homeassistant.util.hass_dict import HassKey

from .access import failed
from .advice_texts import async_load_texts
from .care_jobs import CareState, care_job, mark_job
from .const import DOMAIN
from .engine.advice_rules import RESTS_ON
from .engine.care_plan import MEASURES, Plan
from .engine.care_review import State
from .engine.monitor import Result
from .engine.store import Mark, StoreError, Word
from .household import HealthSenseConfigEntry, Household, Person, now_ms

_LOGGER = logging.getLogger(__name__)

LOOK_AGAIN_S: Final = 3600.0
"""A reading that was corrected or deleted in the past tells nobody; within the hour it counts."""

AFTER_FAILURE_S: Final = 60.0
DATA_CARE: Final[HassKey[dict[str, Care]]] = HassKey(f"{DOMAIN}_care")


class Care:
    """One person's plan and advice. ``state`` is None until the history answered for the first time."""

    def __init__(self, hass: HomeAssistant, entry: HealthSenseConfigEntry, person: Person, plan: Plan) -> None:
        """Prepare; ``async_start`` asks for the first time."""
        self.hass = hass
        self.person = person
        self.plan = plan
        self.state: CareState | None = None
        self._entry = entry
        self._household: Household = entry.runtime_data
        self._listeners: list[Callable[[], None]] = []
        self._gists: dict[str, tuple[Any, ...]] = {}
        self._asking = False
        self._again = False
        self._timed_job = HassJob(self._timed, "healthsense care plan", cancel_on_shutdown=True)
        self._starting = asyncio.Lock()
        self._following = False
        self._missed = False
        self._task: asyncio.Task[None] | None = None
        self._timer: CALLBACK_TYPE | None = None

    async def async_start(self) -> None:
        """Answer for now and follow the person from then on; who calls later waits for that answer too."""
        async with self._starting:
            if not self._following:
                self._following = True
                await self._start()

    async def _start(self) -> None:
        stops = [
            self._household.async_subscribe(self.person.person_id, self._take),
            self.hass.bus.async_listen(EVENT_CORE_CONFIG_UPDATE, self._language_changed),
        ]
        self._entry.async_on_unload(lambda: self._stop(stops))
        await async_load_texts(self.hass)
        await self._ask()

    @callback
    def _stop(self, stops: list[CALLBACK_TYPE]) -> None:
        for stop in stops:
            stop()
        if self._timer is not None:
            self._timer()
            self._timer = None

    @callback
    def async_subscribe(self, listener: Callable[[], None]) -> CALLBACK_TYPE:
        """Call ``listener`` after every new answer."""
        self._listeners.append(listener)
        if self._missed:
            self._ask_soon()
        return lambda: self._listeners.remove(listener)

    async def async_mark(self, key: str, word: Word) -> None:
        """Keep what somebody said of a slot or a recommendation, and answer anew.

        Raises:
            HomeAssistantError: the history failed.
        """
        try:
            await self._household.async_run(mark_job(self.person.person_id, Mark(key, now_ms(), word)))
            # What is ticked off is not overdue any more.
            await self._household.async_look_again(self.person.person_id)
        except StoreError as err:
            raise failed(err) from err
        await self._ask()

    @callback
    def _take(self, _person: Person, result: Result) -> None:
        if self._is_news(result):
            self._ask_soon()

    def _is_news(self, result: Result) -> bool:
        """Return whether a result may change anything here. Most do not: a pulse a second is no news."""
        news = self.state is None
        for key in result.changed & RESTS_ON:
            answer = result.assessments.get(key)
            gist = None if answer is None else (answer.band, answer.refused, answer.value is None, answer.lower)
            news = news or gist is None or self._gists.get(key) != gist
            if gist is not None:
                self._gists[key] = gist
        waited_for = () if self.state is None else self.state.review.items
        return news or any(
            one.state is not State.DONE and not result.changed.isdisjoint(MEASURES[one.slot.measure])
            for one in waited_for
        )

    @callback
    def _ask_soon(self, _now: datetime | None = None) -> None:
        if self._asking:
            self._again = True
            return
        # Nobody looks: while Home Assistant unloads us, or with every entity disabled.
        self._missed = not self._listeners
        if self._missed:
            return
        self._asking = True
        self._task = self._entry.async_create_task(self.hass, self._ask(), "healthsense care plan")

    async def _ask(self) -> None:
        """Ask the history until nothing newer came in meanwhile."""
        self._asking = True
        wait_s: float | None = None
        try:
            while True:
                self._again = False
                if (result := self.person.result) is None:
                    return
                job = care_job(self.person.person_id, self.person.profile, self.plan, result, now_ms())
                self.state = await self._household.async_run(job)
                if not self._again:
                    break
            if self.state.until_ms is not None:
                wait_s = max(0.0, (self.state.until_ms - now_ms()) / 1000)
        except StoreError as err:
            _LOGGER.debug("The care plan could not be looked at: %s", type(err).__name__)
            wait_s = AFTER_FAILURE_S
        finally:
            self._asking = False
        self._arm(min(LOOK_AGAIN_S, wait_s if wait_s is not None else LOOK_AGAIN_S))
        for listener in tuple(self._listeners):
            listener()

    @callback
    def _arm(self, wait_s: float) -> None:
        if self._timer is not None:
            self._timer()
        self._timer = async_call_later(self.hass, wait_s, self._timed_job)

    @callback
    def _timed(self, now: datetime) -> None:
        self._timer = None
        self._ask_soon(now)

    async def _language_changed(self, event: Event[Any]) -> None:
        if "language" in event.data:
            await async_load_texts(self.hass)
            for listener in tuple(self._listeners):
                listener()


async def async_care_of(hass: HomeAssistant, entry: HealthSenseConfigEntry, person: Person) -> Care:
    """Return who follows a person's plan, started at the first asking; every platform shares it."""
    known = hass.data.setdefault(DATA_CARE, {})
    if (care := known.get(person.person_id)) is None:
        care = known[person.person_id] = Care(hass, entry, person, person.care_plan)

        @callback
        def forget() -> None:
            known.pop(person.person_id, None)

        entry.async_on_unload(forget)
    await care.async_start()
    return care
