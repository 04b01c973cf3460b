"""From a source entity's state to a reading: what counts, when it was measured, in which unit.

Pure functions over states; ``source_watch.py`` listens.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Final

from homeassistant.const import ATTR_RESTORED, ATTR_UNIT_OF_MEASUREMENT, STATE_UNAVAILABLE, STATE_UNKNOWN
from homeassistant.core import State
from homeassistant.util import dt as dt_util

from .engine.vitals import VITALS, Sampling, normalize_unit

OWN_TIME_ATTRIBUTES: Final = (
    "measured_at",
    "measurement_time",
    "measurement_timestamp",
    "last_measured",
    "last_measurement",
    "sample_time",
    "last_sample_time",
    "recorded_at",
    "timestamp",
    "date",
    "end_time",
    "endDate",
    "end",
)
"""Attributes in which sources carry the time of measuring, most telling first."""

_OWN_TIMES: Final = frozenset(OWN_TIME_ATTRIBUTES)
ACTIVITY: Final = "home_activity"
ACTIVE_STATES: Final = frozenset(
    {"on", "open", "opening", "unlocked", "unlocking", "playing", "detected", "motion", "occupied", "home", "true"}
)
"""States that somebody brought about; what ends by itself tells nothing."""
_OCCURRENCES: Final = frozenset({"event", "button", "input_button", "scene"})
"""Domains whose state is when something last happened: each change is an event."""

_NO_VALUE: Final = frozenset({STATE_UNAVAILABLE, STATE_UNKNOWN, ""})
_MAX_STATE_LENGTH: Final = 64


@dataclass(frozen=True, slots=True)
class RawReading:
    """A reading as a door hands it in; the engine's gate judges it. ``effective`` None: now."""

    vital: str
    value: Any
    unit: str | None
    effective: datetime | None = None
    quality: float | None = None
    site: str | None = None


@dataclass(frozen=True, slots=True)
class Binding:
    """An entity that measures a vital of a person.

    ``source`` is what the history calls it: the device, so that one cuff's entities belong
    together. ``streaming``: an unchanged re-report is a reading of its own.
    """

    person_id: str
    vital: str
    entity_id: str
    source: str
    streaming: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """A reading that a state carries. ``returned``: it came back from nowhere, so an equal value is no news."""

    raw: RawReading
    returned: bool = False


def has_value(state: State | None) -> bool:
    """Return whether the state says anything."""
    return state is not None and state.state not in _NO_VALUE


def own_time(attributes: Mapping[str, Any]) -> datetime | None:
    """Return the time of measuring that the source itself carries, with its time zone."""
    if _OWN_TIMES.isdisjoint(attributes):
        return None
    for name in OWN_TIME_ATTRIBUTES:
        if (moment := _moment(attributes.get(name))) is not None:
            return moment
    return None


def _moment(value: object) -> datetime | None:
    if isinstance(value, str) and ":" in value and len(value) <= _MAX_STATE_LENGTH:
        value = dt_util.parse_datetime(value)
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        # Seconds or milliseconds since 1970; anything before 2001 is a number of another kind.
        seconds = value / 1000 if value > 1e11 else value
        value = dt_util.utc_from_timestamp(seconds) if 1e9 < seconds < 1e10 else None
    if not isinstance(value, datetime):
        return None
    return value if value.tzinfo is not None else value.replace(tzinfo=dt_util.get_default_time_zone())


def unit_of(state: State) -> str | None:
    """Return the unit that the state is in."""
    unit = state.attributes.get(ATTR_UNIT_OF_MEASUREMENT)
    return unit if isinstance(unit, str) else None


def unit_fits(vital: str, state: State) -> bool:
    """Return whether the engine can take the state's unit for this vital."""
    return _accepts(vital, unit_of(state))


@lru_cache(maxsize=1024)
def _accepts(vital: str, unit: str | None) -> bool:
    row = VITALS[vital]
    return row.sampling is Sampling.CODED or normalize_unit(unit) in row.units


def _value(vital: str, state: State) -> float | str:
    """Return the state as a number, or as it is where it is none (the gate then says so)."""
    if VITALS[vital].sampling is Sampling.CODED:
        return state.state[:_MAX_STATE_LENGTH]
    try:
        return float(state.state[:_MAX_STATE_LENGTH])
    except ValueError:
        return state.state[:_MAX_STATE_LENGTH]


def read(
    binding: Binding, old: State | None, new: State, *, reported: bool = False, known_own_time: datetime | None = None
) -> Seen | None:
    """Return the reading that a change (or, ``reported``, an unchanged re-report) carries, None where it carries none.

    A restored state is no reading. A state that is the same as before is one only with a new time
    of its own, or from a streaming source of a continuous vital. A value that comes back after
    ``unavailable`` or ``unknown`` is marked ``returned``: only a value that differs from the last
    one counts then.
    """
    if not has_value(new) or new.attributes.get(ATTR_RESTORED):
        return None
    if binding.vital == ACTIVITY:
        return None if reported else _activity(old, new)
    same = reported or (old is not None and old.state == new.state)
    measured = own_time(new.attributes)
    if measured is not None:
        if same and measured == known_own_time:
            return None
        return Seen(_raw(binding.vital, new, measured))
    if same and not (binding.streaming and VITALS[binding.vital].sampling is Sampling.CONTINUOUS):
        return None
    effective = new.last_reported if reported else new.last_updated
    return Seen(_raw(binding.vital, new, effective), returned=not same and not has_value(old))


def _activity(old: State | None, new: State) -> Seen | None:
    """Return that somebody was active: something began. What was so before, or came back so, tells nothing."""
    if old is None or not has_value(old) or not (_begins(old) and is_active(new)):
        return None
    return Seen(RawReading(ACTIVITY, "active", None, new.last_changed))


def _begins(old: State) -> bool:
    return _domain(old) in _OCCURRENCES or not is_active(old)


def _domain(state: State) -> str:
    # What the recorder gives back has no domain.
    return state.entity_id.partition(".")[0]


def is_active(state: State) -> bool:
    """Return whether a state is one that somebody brought about; of a number, whether it is above 0."""
    if _domain(state) in _OCCURRENCES:
        return True
    word = state.state.casefold()[:_MAX_STATE_LENGTH]
    if word in ACTIVE_STATES:
        return True
    try:
        return float(word) > 0
    except ValueError:
        return False


def _raw(vital: str, state: State, effective: datetime) -> RawReading:
    return RawReading(vital, _value(vital, state), unit_of(state), effective)
