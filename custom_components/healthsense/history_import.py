"""The past of a source, as Home Assistant recorded it, so that what is usual is known on the first day."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from homeassistant.components.recorder import DOMAIN as RECORDER_DOMAIN
from homeassistant.components.recorder import get_instance, history
from homeassistant.components.recorder.statistics import statistics_during_period
from homeassistant.core import HomeAssistant, State
from homeassistant.util import dt as dt_util

from .const import CONF_IMPORT_HISTORY, SUBENTRY_PERSON
from .engine.store import StoreError
from .engine.vitals import VITALS, Sampling
from .household import HealthSenseConfigEntry, Household
from .sources import Binding, RawReading, Seen, read, unit_of
from .worker import WorkerStoppedError

_LOGGER = logging.getLogger(__name__)

STATES_DAYS: Final = 10
"""Home Assistant keeps states for ten days unless told otherwise."""
STATISTICS_DAYS: Final = 90
MAX_STATES: Final = 200_000
BATCH: Final = 1_000
STATISTICS_SUFFIX: Final = ":statistics"


@dataclass(frozen=True, slots=True)
class ImportReport:
    """How many readings were new to the history, and how many its gate refused."""

    stored: int = 0
    rejected: int = 0


def _from_states(binding: Binding, states: Sequence[State]) -> list[RawReading]:
    """Return the readings of recorded states. Restarts and gaps repeat values: a repetition is no reading."""
    found: list[RawReading] = []
    old: State | None = None
    last: Any = None
    for state in states:
        seen: Seen | None = read(binding, old, state)
        old = state
        if seen is None or (seen.returned and seen.raw.value == last):
            continue
        last = seen.raw.value
        found.append(seen.raw)
    return found


def _from_statistics(binding: Binding, rows: Iterable[Any], unit: str | None) -> list[RawReading]:
    """Return an hour's mean as one reading in its middle."""
    return [
        RawReading(
            binding.vital, float(row["mean"]), unit, dt_util.utc_from_timestamp(row["start"]) + timedelta(minutes=30)
        )
        for row in rows
        if row.get("mean") is not None
    ]


def _recorded(hass: HomeAssistant, binding: Binding, now: datetime) -> tuple[list[RawReading], list[RawReading]]:
    """Return what states and, before the first of them, hourly statistics tell (runs in the recorder's executor)."""
    start = now - timedelta(days=STATES_DAYS)
    states = history.state_changes_during_period(
        hass, start, now, binding.entity_id, include_start_time_state=False, limit=MAX_STATES
    ).get(binding.entity_id, [])
    readings = _from_states(binding, states)
    if VITALS[binding.vital].sampling is not Sampling.CONTINUOUS:
        return readings, []
    first = readings[0].effective if readings else None
    end = (first or now).replace(minute=0, second=0, microsecond=0)
    rows = statistics_during_period(
        hass, now - timedelta(days=STATISTICS_DAYS), end, {binding.entity_id}, "hour", None, {"mean"}
    ).get(binding.entity_id, [])
    state = hass.states.get(binding.entity_id)
    return readings, _from_statistics(binding, rows, None if state is None else unit_of(state))


async def async_import_history(
    hass: HomeAssistant, household: Household, person_id: str, vital: str, entity_id: str
) -> ImportReport:
    """Import what Home Assistant recorded of a bound entity. Doing it again adds nothing.

    Raises:
        KeyError: no such person, or the entity is not bound to that vital.
        StoreError: the history failed.
    """
    if RECORDER_DOMAIN not in hass.config.components:
        return ImportReport()
    bound = {(one.vital, one.entity_id): one for one in household.people[person_id].bindings}
    binding = bound[vital, entity_id]
    states, means = await get_instance(hass).async_add_executor_job(_recorded, hass, binding, dt_util.utcnow())
    stored = rejected = 0
    for source, readings in ((binding.source, states), (binding.source + STATISTICS_SUFFIX, means)):
        for at in range(0, len(readings), BATCH):
            result = await household.async_record(person_id, readings[at : at + BATCH], source=source, revive=False)
            stored += len(result.stored)
            rejected += len(result.rejected)
    return ImportReport(stored, rejected)


async def async_import_waiting(hass: HomeAssistant, entry: HealthSenseConfigEntry) -> None:
    """Import the past of the sources for which the person's form asked for it, once."""
    household = entry.runtime_data
    for subentry in list(entry.get_subentries_of_type(SUBENTRY_PERSON)):
        waiting = set(subentry.data.get(CONF_IMPORT_HISTORY, ()))
        if not waiting:
            continue
        person = household.people.get(subentry.data["person_id"])
        if person is None:
            continue
        try:
            for binding in person.bindings:
                if binding.entity_id in waiting:
                    await async_import_history(hass, household, person.person_id, binding.vital, binding.entity_id)
        except WorkerStoppedError:
            # The next start of the household goes on: what waits is in the entry.
            return
        except StoreError as err:
            _LOGGER.warning("The past of a source was not imported: %s", type(err).__name__)
            continue
        hass.config_entries.async_update_subentry(entry, subentry, data={**subentry.data, CONF_IMPORT_HISTORY: []})
