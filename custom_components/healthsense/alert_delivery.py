"""Makes deliveries: takes what is due of everybody, tells it, and reports what became of it.

Nothing is remembered here that is not in the store: what is in doubt after a restart is due again and is told again
under the same tag, so that a phone shows one.
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable, Coroutine
from datetime import datetime
from typing import Any, Final

from homeassistant.core import CALLBACK_TYPE, HassJob, HomeAssistant, callback
from homeassistant.helpers.event import async_call_later

from .alert_calls import RINGS, Call, clear_call
from .alert_texts import Told, async_alert_texts
from .alert_ways import WayError, async_call, async_phone, async_tell
from .duty import async_told_now
from .engine.alerts.escalation import NO_CONSENT, OFF_DUTY
from .engine.alerts.model import Alert, Delivery, DeliveryStatus, News, Purpose, Transition, Word
from .engine.alerts.plan import Recipient
from .engine.monitor import Result
from .engine.store import StoreError
from .household import HealthSenseConfigEntry, Household, now_ms
from .person import Person
from .worker import WorkerStoppedError

_LOGGER = logging.getLogger(__name__)

UNKNOWN: Final = "unknown"
AFTER_STORE_FAILURE_S: Final = 30
ENDED_SINCE_MS: Final = 7 * 86_400_000
_WATCHED: Final = RINGS | {Purpose.HAPPENED}
"""What only those on duty are told."""
_OVER: Final = frozenset({Word.RESOLVED, Word.EXPIRED})


class AlertDelivery:
    """Everybody's deliveries, one after the other for each recipient."""

    def __init__(self, hass: HomeAssistant, entry: HealthSenseConfigEntry) -> None:
        """Prepare; ``async_start`` begins."""
        self.hass = hass
        self._entry = entry
        self._household: Household = entry.runtime_data
        self._seen: dict[str, tuple[Delivery, ...]] = {}
        self._alerts: dict[tuple[str, str], Alert] = {}
        self._under_way: set[tuple[str, str]] = set()
        self._locks: defaultdict[tuple[str, str], asyncio.Lock] = defaultdict(asyncio.Lock)
        self._tasks: set[asyncio.Task[None]] = set()
        self._timer: CALLBACK_TYPE | None = None
        self._look_job = HassJob(self._look, "healthsense deliveries", cancel_on_shutdown=True)

    @callback
    def async_start(self) -> CALLBACK_TYPE:
        """Take what is due already and everything from now on; return what stops it."""
        leave = self._household.async_subscribe(None, self._take)
        for person in self._household.people.values():
            if person.result is not None:
                self._take(person, person.result)

        @callback
        def stop() -> None:
            leave()
            for task in tuple(self._tasks):
                task.cancel()
            if self._timer is not None:
                self._timer()
                self._timer = None

        return stop

    @callback
    def _take(self, person: Person, result: Result) -> None:
        news = result.alerts
        for happened in news.transitions:
            if happened.word in _OVER:
                self._clear(person, news, happened)
        if self._seen.get(person.person_id) is news.due:
            return
        self._seen[person.person_id] = news.due
        wanted = {one.alert for one in news.due}
        self._alerts |= {(person.person_id, one.id): one for one in news.alerts if one.id in wanted}
        for key in [key for key in self._alerts if key[0] == person.person_id and key[1] not in wanted]:
            del self._alerts[key]
        self._look()

    @callback
    def _look(self, _now: datetime | None = None) -> None:
        """Begin what is due, and wake for what is due next."""
        at_ms, next_ms = now_ms(), None
        for person_id, due in self._seen.items():
            for delivery in due:
                key = (person_id, delivery.id)
                if delivery.status is not DeliveryStatus.DUE or key in self._under_way:
                    continue
                if delivery.not_before_ms is not None and delivery.not_before_ms > at_ms:
                    next_ms = min(next_ms or delivery.not_before_ms, delivery.not_before_ms)
                    continue
                self._under_way.add(key)
                self._begin(self._deliver(person_id, delivery), "healthsense delivery")
        self._arm(None if next_ms is None else (next_ms - at_ms) / 1000)

    @callback
    def _begin(self, doing: Coroutine[Any, Any, None], name: str) -> None:
        task = self._entry.async_create_background_task(self.hass, doing, name)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    @callback
    def _arm(self, wait_s: float | None) -> None:
        if self._timer is not None:
            self._timer()
        self._timer = None if wait_s is None else async_call_later(self.hass, max(0.0, wait_s), self._look_job)

    async def _deliver(self, person_id: str, delivery: Delivery) -> None:
        """Tell one recipient, and report it."""
        async with self._locks[person_id, delivery.recipient]:
            try:
                person = self._household.people.get(person_id)
                if person is None or not self._still_due(person_id, delivery):
                    return
                error = await self._tell(person, delivery)
                await self._household.async_told(person_id, delivery.id, ok=not error, error=error)
            except WorkerStoppedError as err:
                # The household was stopped meanwhile: the same, after its next start.
                _LOGGER.debug("What became of a delivery is not kept: %s", err)
                return
            except StoreError as err:
                # It stays due, and is told again under the same tag.
                _LOGGER.warning("What became of a delivery could not be kept: %s", type(err).__name__)
                await asyncio.sleep(AFTER_STORE_FAILURE_S)
            finally:
                self._under_way.discard((person_id, delivery.id))
        self._look()

    def _still_due(self, person_id: str, delivery: Delivery) -> bool:
        """Return whether it is wanted still: it may have waited for another one to the same recipient."""
        return delivery in self._seen.get(person_id, ())

    async def _tell(self, person: Person, delivery: Delivery) -> str:
        """Tell a recipient; return why not, empty where it was done."""
        alert = await self._alert(person, delivery.alert)
        plan = person.escalation
        recipient = plan.recipients.get(delivery.recipient)
        if alert is None or recipient is None or person.result is None:
            return UNKNOWN
        consent = person.result.alerts.controls.consents.get(recipient.id)
        if consent is None or not consent.allows(now_ms()):
            return NO_CONSENT
        off_duty = False
        if delivery.purpose in _WATCHED:
            wanted, off_duty = async_told_now(self.hass, recipient, self._together(person, delivery))
            if not wanted:
                return OFF_DUTY
        texts = await async_alert_texts(self.hass, recipient.target.get("language"))
        told = Told(
            alert,
            delivery.purpose,
            person.name,
            who=await self._who(person, alert),
            minutes=max(0, (now_ms() - (alert.raised_ms or alert.began_ms)) // 60_000),
            off_duty=off_duty,
        )
        try:
            await async_tell(self.hass, recipient, texts, told, consent, person.person_id)
        except WayError as err:
            return err.kind
        return ""

    def _together(self, person: Person, delivery: Delivery) -> list[Recipient | None]:
        """Return those of a delivery's step who may be told at all."""
        plan = person.escalation
        if person.result is None or not 0 <= delivery.step < len(plan.steps):
            return []
        consents, at_ms = person.result.alerts.controls.consents, now_ms()
        return [
            plan.recipients.get(one)
            for one in plan.steps[delivery.step].recipients
            if one in consents and consents[one].allows(at_ms)
        ]

    async def _alert(self, person: Person, alert_id: str) -> Alert | None:
        """Return an alert as it is now, or was when it ended."""
        if person.result is not None:
            for alert in person.result.alerts.alerts:
                if alert.id == alert_id:
                    return alert
        if (known := self._alerts.get((person.person_id, alert_id))) is not None:
            return known
        since_ms = now_ms() - ENDED_SINCE_MS
        rows = await self._household.async_run(lambda store: store.open_alerts(person.person_id, since_ms))
        return next((Alert.from_dict(row) for row in rows if row["id"] == alert_id), None)

    async def _who(self, person: Person, alert: Alert) -> str:
        """Return the name of who acknowledged."""
        by = alert.acknowledged_by
        if not by:
            return ""
        if (recipient := person.escalation.recipients.get(by)) is not None:
            return recipient.name
        user = await self.hass.auth.async_get_user(by)
        return "" if user is None or user.name is None else user.name

    # What is over

    @callback
    def _clear(self, person: Person, news: News, happened: Transition) -> None:
        """Take an alert off the phones to which its end is not told: by the plan, or since nothing may be sent."""
        alert = next((one for one in news.alerts if one.id == happened.alert), None)
        if alert is None or alert.raised_ms is None:
            return
        at_ms, consents = now_ms(), news.controls.consents
        for recipient in person.escalation.recipients.values():
            allowed = recipient.id in consents and consents[recipient.id].allows(at_ms)
            phone = async_phone(self.hass, recipient)
            if phone is not None and not (person.escalation.resolved and allowed):
                self._begin(self._call_off(clear_call(alert, phone)), "healthsense clear a notification")

    async def _call_off(self, call: Call) -> None:
        try:
            await async_call(self.hass, [call])
        except WayError as err:
            _LOGGER.debug("A notification was not taken off a phone: %s", err.kind)


@callback
def async_start_delivery(hass: HomeAssistant, entry: HealthSenseConfigEntry) -> Callable[[], None]:
    """Make the deliveries of a household until it is stopped."""
    return AlertDelivery(hass, entry).async_start()
