"""The household: joins Home Assistant to the engine. What doors ask of it; what it does by itself: household_life."""

from collections import Counter
from collections.abc import Callable, Sequence

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback

from .alert_jobs import command_job, control_job, told_job, use_job
from .clock import now_ms
from .engine.alerts.commands import Command
from .engine.alerts.controls import Setting
from .engine.alerts.model import News
from .engine.alerts.plan import EscalationPlan
from .engine.store import Erased, Store, Undone
from .engine.store.outcomes import Outcome
from .household_life import HouseholdLife
from .intake_jobs import Advanced, RecordResult, correct, record
from .late_jobs import Handed, Late, take_in_late
from .people import escalations_of
from .person import Person
from .sources import RawReading
from .worker import Engine

__all__ = ["HealthSenseConfigEntry", "Household", "Person", "RawReading", "RecordResult", "now_ms"]

type HealthSenseConfigEntry = ConfigEntry[Household]


class Household(HouseholdLife):
    """What may be asked of the household. Whoever writes is answered when it is durable, and listeners are told."""

    entry: HealthSenseConfigEntry

    def __init__(self, hass: HomeAssistant, entry: HealthSenseConfigEntry) -> None:
        """Prepare; ``async_start`` opens the history."""
        super().__init__(hass, entry)
        self._refused: Counter[str] = Counter()

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
        handed, advanced = await self._line.async_write(take_in_late(late, self._line.profiles, now_ms()))
        self._line.publish(advanced)
        return handed

    async def async_record(
        self, person_id: str, raws: Sequence[RawReading], *, source: str, revive: bool = True, undo: str = ""
    ) -> RecordResult:
        """Take in readings that somebody handed in; durable when this returns.

        ``revive``: what was deleted before comes back, since somebody says it anew; not for imports.
        ``undo``: an id under which it can be taken back for an hour.

        Raises:
            KeyError: there is no such person.
            StoreError: the history failed; nothing was taken in.
        """
        profile = self.people[person_id].profile
        recorded, advanced = await self._line.async_write(
            record(person_id, raws, source, profile, now_ms(), revive=revive, undo=undo)
        )
        self._line.publish(advanced)
        return recorded

    async def _correct[T](self, people: Sequence[str], change: Callable[[Store], T]) -> T:
        done, advanced = await self._line.async_write(correct(people, now_ms(), change))
        self._line.publish(advanced)
        return done

    async def async_undo(self, person_id: str, undo: str) -> Undone | None:
        """Take back what was handed in; None where nothing (any more) is known of it. Answers are given anew.

        Raises:
            StoreError: the history failed; nothing was taken back.
        """
        at_ms = now_ms()
        return await self._correct([person_id], lambda store: store.undo(person_id, undo, at_ms))

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
            moved.append(store.reassign_all(person_id, to_person_id, now_ms()))
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
        await self._worker.submit(lambda engine: engine.rejected.forget(person_id))
        return erased[0]

    # Alerts

    async def _async_act(self, job: Callable[[Engine], Advanced]) -> None:
        self._line.publish(await self._line.async_write(job))

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
