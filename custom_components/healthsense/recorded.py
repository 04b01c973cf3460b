"""What Home Assistant's recorder keeps of a person: found in its database, and taken out."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, override

from homeassistant.components.recorder import DOMAIN as RECORDER_DOMAIN
from homeassistant.components.recorder import Recorder, get_instance
from homeassistant.components.recorder.db_schema import EventData, Events, StatesMeta
from homeassistant.components.recorder.services import SERVICE_PURGE_ENTITIES
from homeassistant.components.recorder.tasks import RecorderTask, SynchronizeTask
from homeassistant.components.recorder.util import session_scope
from homeassistant.const import ATTR_ENTITY_ID
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from sqlalchemy import or_
from sqlalchemy.exc import SQLAlchemyError

TIMEOUT_S: Final = 120
_AT_ONCE: Final = 500
"""Rows a statement: databases limit the variables of one."""


@dataclass(slots=True)
class _ForgetEvents(RecorderTask):
    """Deletes events that name a person: calls of our actions above all, which hold readings.

    Runs on the recorder's own thread, as it demands of whoever writes. ``ids`` are unique wherever
    they stand, ``entity_ids`` only as a whole. ``done`` tells whether it succeeded.
    """

    ids: Sequence[str]
    entity_ids: Sequence[str]
    done: asyncio.Future[bool]

    @override
    def run(self, instance: Recorder) -> None:
        """Delete them."""
        try:
            self._delete(instance)
        except SQLAlchemyError:
            self._tell(instance, succeeded=False)
            raise
        self._tell(instance, succeeded=True)

    def _tell(self, instance: Recorder, *, succeeded: bool) -> None:
        def tell() -> None:
            if not self.done.done():
                self.done.set_result(succeeded)

        instance.hass.loop.call_soon_threadsafe(tell)

    def _delete(self, instance: Recorder) -> None:
        with session_scope(session=instance.get_session()) as session:
            texts = (*self.ids, *(f'"{entity_id}"' for entity_id in self.entity_ids))
            named = or_(*(EventData.shared_data.contains(text, autoescape=True) for text in texts))
            found = [row.data_id for row in session.query(EventData.data_id).filter(named)]
            for start in range(0, len(found), _AT_ONCE):
                some = found[start : start + _AT_ONCE]
                session.query(Events).filter(Events.data_id.in_(some)).delete(synchronize_session=False)
                session.query(EventData).filter(EventData.data_id.in_(some)).delete(synchronize_session=False)
        instance.event_data_manager.evict_purged(set(found))


async def async_forget_recorded(hass: HomeAssistant, entity_ids: Sequence[str], ids: Sequence[str]) -> bool:
    """Take states and statistics of entities, and events that name them or one of ``ids``, out of the recorder.

    Return whether nothing of them is left; True where no recorder runs.
    """
    if RECORDER_DOMAIN not in hass.config.components:
        return True
    recorder = get_instance(hass)
    try:
        async with asyncio.timeout(TIMEOUT_S):
            if entity_ids:
                await _async_forget_entities(hass, recorder, list(entity_ids))
            done: asyncio.Future[bool] = hass.loop.create_future()
            recorder.queue_task(_ForgetEvents(ids, entity_ids, done))
            return await done
    except TimeoutError, HomeAssistantError:
        return False


async def _async_forget_entities(hass: HomeAssistant, recorder: Recorder, entity_ids: list[str]) -> None:
    left = True
    while left:
        # One purge takes some thousand rows, then stands at the end of the recorder's queue again.
        await hass.services.async_call(
            RECORDER_DOMAIN, SERVICE_PURGE_ENTITIES, {ATTR_ENTITY_ID: entity_ids}, blocking=True
        )
        done = hass.loop.create_future()
        recorder.queue_task(SynchronizeTask(done))
        await done
        left = await recorder.async_add_executor_job(_still_recorded, hass, entity_ids)
    # After the states: statistics are made of them every five minutes.
    cleared = asyncio.Event()

    def on_done() -> None:
        hass.loop.call_soon_threadsafe(cleared.set)

    recorder.async_clear_statistics(entity_ids, on_done=on_done)
    await cleared.wait()


def _still_recorded(hass: HomeAssistant, entity_ids: Sequence[str]) -> bool:
    with session_scope(hass=hass, read_only=True) as session:
        return session.query(StatesMeta.metadata_id).filter(StatesMeta.entity_id.in_(entity_ids)).first() is not None
