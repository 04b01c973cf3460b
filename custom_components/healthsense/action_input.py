"""What the actions take: schemas, and how hostile input becomes readings, times and periods."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, Final, NamedTuple

import voluptuous as vol
from homeassistant.helpers import config_validation as cv
from homeassistant.util import dt as dt_util

from .access import CONF_DEVICE_ID, CONF_PERSON_ID, invalid
from .engine.measurement import EARLIEST_MS, MAX_FUTURE_MS, MAX_SOURCE_LENGTH, MeasurementRejectedError, Reason, to_ms
from .engine.vitals import VITALS, Sampling
from .model_choice import ASSESSMENTS, NEWEST
from .person import Person
from .series import ASSESSMENT_KEYS, MAX_POINTS, Query

MAX_MEASUREMENTS: Final = 2000
MAX_TEXT: Final = 100
MANUAL_SOURCE: Final = "manual"
DEFAULT_POINTS: Final = 300
DEFAULT_PERIOD: Final = timedelta(hours=24)

_DECIMAL: Final = re.compile(r"[+-]?\d{1,12}(?:[.,]\d{1,12})?", re.ASCII)

_text = vol.All(str, vol.Length(min=1, max=MAX_TEXT))
_device = vol.All(cv.ensure_list, vol.Length(min=1, max=1), [_text], lambda found: found[0])
_vitals = vol.All(
    cv.ensure_list, vol.Length(min=1, max=len(VITALS)), [vol.In(VITALS)], lambda keys: list(dict.fromkeys(keys))
)


_assessments = vol.All(cv.ensure_list, vol.Length(max=len(ASSESSMENT_KEYS)), [vol.In(ASSESSMENT_KEYS)])


def person_fields(prefix: str = "") -> dict[vol.Marker, Any]:
    """Return the fields that name a person."""
    return {vol.Optional(f"{prefix}{CONF_DEVICE_ID}"): _device, vol.Optional(f"{prefix}{CONF_PERSON_ID}"): _text}


_KEY: Final = {
    vol.Required("vital"): _vitals,
    vol.Required("time"): cv.datetime,
    vol.Optional("source", default=MANUAL_SOURCE): vol.All(str, vol.Length(min=1, max=MAX_SOURCE_LENGTH)),
}

# A reading's own fields are left to the engine's gate, so that one bad reading is reported and
# the others are kept.
_READING: Final[dict[str | vol.Marker, Any]] = {
    vol.Optional("vital"): object,
    vol.Optional("value"): object,
    vol.Optional("unit"): object,
    vol.Optional("time"): object,
    vol.Optional("site"): object,
    vol.Optional("quality"): object,
}

RECORD_FIELDS: Final[dict[str | vol.Marker, Any]] = {
    **_READING,
    vol.Optional("source", default=MANUAL_SOURCE): str,
    # How many is checked by ``readings``: what a schema refuses Home Assistant writes into its log, values and all.
    vol.Optional("measurements"): cv.ensure_list,
}
"""One reading, or a list of them."""

RECORD_SCHEMA: Final = vol.Schema({**person_fields(), **RECORD_FIELDS})
DELETE_SCHEMA: Final = vol.Schema({**person_fields(), **_KEY})
REASSIGN_SCHEMA: Final = vol.Schema({**person_fields("from_"), **person_fields("to_"), **_KEY})
ERASE_SCHEMA: Final = vol.Schema(person_fields())
ASSESSMENT_SCHEMA: Final = vol.Schema({**person_fields(), vol.Optional("assessments", default=list): _assessments})
SPREAD: Final = tuple(
    key for key, vital in VITALS.items() if vital.sampling not in (Sampling.CODED, Sampling.CUMULATIVE)
)
DISTRIBUTION_SCHEMA: Final = vol.Schema(
    {
        **person_fields(),
        vol.Required("vitals"): vol.All(cv.ensure_list, vol.Length(min=1, max=len(SPREAD)), [vol.In(SPREAD)]),
        vol.Optional("start"): cv.datetime,
        vol.Optional("end"): cv.datetime,
    }
)
CARD_SCHEMA: Final = vol.Schema({vol.Required("model"): vol.In(tuple(ASSESSMENTS)), vol.Optional("version"): _text})
PAST_SCHEMA: Final = vol.Schema(
    {
        **person_fields(),
        vol.Required("assessment"): vol.In(tuple(dict.fromkeys(ASSESSMENTS.values()))),
        vol.Optional("time"): cv.datetime,
    }
)
OUTCOME_SCHEMA: Final = vol.Schema(
    {
        **person_fields(),
        vol.Required("model"): vol.In(tuple(ASSESSMENTS)),
        vol.Required("outcome"): cv.boolean,
        vol.Optional("time"): cv.datetime,
    }
)
MODEL_SCHEMA: Final = vol.Schema(
    {vol.Required("model"): vol.In(tuple(ASSESSMENTS)), vol.Optional("version", default=NEWEST): _text}
)
HISTORY_SCHEMA: Final = vol.Schema(
    {
        **person_fields(),
        vol.Optional("vitals", default=list): vol.Any([], _vitals),
        vol.Optional("assessments", default=list): _assessments,
        vol.Optional("start"): cv.datetime,
        vol.Optional("end"): cv.datetime,
        vol.Optional("resolution", default="auto"): vol.In(("auto", "raw")),
        vol.Optional("max_points", default=DEFAULT_POINTS): vol.All(vol.Coerce(int), vol.Range(min=1, max=MAX_POINTS)),
    }
)


class Reading(NamedTuple):
    """One reading as it was told, its fields of the types that the engine's gate takes."""

    vital: str
    value: Any
    unit: str | None
    effective: datetime | None
    quality: float | None
    site: str | None


class Refused(NamedTuple):
    """Why a reading was not taken: the field and the reason's code."""

    field: str
    reason: str


def with_zone(moment: datetime) -> datetime:
    """Return the moment with its time zone; without one it is what Home Assistant's clock showed."""
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=dt_util.get_default_time_zone())


def moment_ms(field: str, moment: datetime) -> int:
    """Return milliseconds since the epoch.

    Raises:
        ServiceValidationError: the time zone puts the moment outside the calendar.
    """
    try:
        return to_ms(with_zone(moment))
    except OverflowError, ValueError:
        raise invalid("bad_field", field=field) from None


def number(value: object) -> object:
    """Return a number written as text, as people and templates do; everything else as it is."""
    if isinstance(value, str) and _DECIMAL.fullmatch(value.strip()):
        return float(value.strip().replace(",", "."))
    return value


def _moment(value: object) -> datetime | None:
    """Return the time told.

    Raises:
        MeasurementRejectedError: it is none.
    """
    if value is None:
        return None
    if isinstance(value, str) and len(value) <= MAX_TEXT:
        try:
            value = dt_util.parse_datetime(value)
        except ValueError:
            value = None
    if isinstance(value, datetime):
        try:
            to_ms(with_zone(value))
        except OverflowError:
            value = None
    if not isinstance(value, datetime):
        raise MeasurementRejectedError("time", Reason.BAD_TIME)
    return with_zone(value)


def _short(value: object) -> bool:
    """Return whether the value can be a word at all; most are numbers."""
    return not isinstance(value, str) or len(value) <= MAX_TEXT


def _word(value: object) -> bool:
    return isinstance(value, str) and _short(value)


def _percent(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


_FIELDS: Final[tuple[tuple[str, Reason, Callable[[object], bool]], ...]] = (
    ("vital", Reason.UNKNOWN_VITAL, _word),
    ("value", Reason.NOT_A_NUMBER, _short),
    ("unit", Reason.UNKNOWN_UNIT, lambda unit: unit is None or _word(unit)),
    ("site", Reason.UNKNOWN_SITE, lambda site: site is None or _word(site)),
    ("quality", Reason.BAD_QUALITY, lambda quality: quality is None or _percent(number(quality))),
)
"""What is checked before the engine's gate, which takes no other types."""


def reading(data: object, shared: Mapping[str, Any]) -> Reading | Refused:
    """Return one reading; ``shared`` holds the time, site and quality of the whole call."""
    if not isinstance(data, Mapping) or not set(data) <= {str(marker) for marker in _READING}:
        return Refused("measurements", Reason.BAD_ROW)
    told = {**{key: shared[key] for key in ("time", "site", "quality") if key in shared}, **data}
    for name, reason, fits in _FIELDS:
        if not fits(told.get(name)):
            return Refused(name, reason)
    vital, value = told["vital"], told.get("value")
    coded = vital in VITALS and bool(VITALS[vital].codes)
    try:
        effective = _moment(told.get("time"))
    except MeasurementRejectedError as err:
        return Refused(err.field, err.reason)
    quality: Any = number(told.get("quality"))
    return Reading(vital, value if coded else number(value), told.get("unit"), effective, quality, told.get("site"))


def readings(data: Mapping[str, Any]) -> list[Reading | Refused]:
    """Return the readings of a call: its list, or the one that its own fields describe.

    Raises:
        ServiceValidationError: neither or both are given, or the list is empty or longer than `MAX_MEASUREMENTS`.
    """
    listed = data.get("measurements")
    if (listed is None) == data.keys().isdisjoint({"vital", "value", "unit"}):
        raise invalid("measurements_needed")
    if listed is None:
        return [reading({key: data[key] for key in map(str, _READING) if key in data}, {})]
    if not 1 <= len(listed) <= MAX_MEASUREMENTS:
        raise invalid("measurements_number", most=str(MAX_MEASUREMENTS))
    return [reading(row, data) for row in listed]


def query(person: Person, data: Mapping[str, Any]) -> Query:
    """Return what of the history is asked for.

    Raises:
        ServiceValidationError: the period is empty or runs backwards.
    """
    end = data.get("end") or dt_util.utcnow()
    start = data.get("start")
    end_ms = moment_ms("end", end)
    start_ms = moment_ms("start", start) if start is not None else end_ms - int(DEFAULT_PERIOD.total_seconds() * 1000)
    if start_ms >= end_ms:
        raise invalid("period_invalid")
    now_ms = to_ms(dt_util.utcnow())
    # No reading can lie outside; a chart of a thousand empty years would only be coarse.
    end_ms = min(end_ms, now_ms + MAX_FUTURE_MS + 1)
    return Query(
        person.person_id,
        min(max(start_ms, EARLIEST_MS), end_ms),
        end_ms,
        data.get("vitals", ()),
        data.get("assessments", ()),
        data.get("max_points", DEFAULT_POINTS),
        raw=data.get("resolution") == "raw",
        preferred=person.priorities,
    )


def midnight(day: date) -> datetime:
    """Return the beginning of a day where Home Assistant is."""
    return datetime.combine(day, time(), dt_util.get_default_time_zone())
