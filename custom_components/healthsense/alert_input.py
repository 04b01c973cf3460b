"""What actions and WebSocket commands say about alerts: schemas, and how hostile input becomes settings and moments."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from math import isfinite
from typing import Any, Final

import voluptuous as vol
from homeassistant.helpers import config_validation as cv
from homeassistant.util import dt as dt_util

from .access import invalid
from .action_input import MAX_TEXT, moment_ms, number, person_fields
from .alert_entities import refused
from .engine.alerts.controls import Context, ControlError, Origin, Setting, check
from .engine.alerts.defaults import DEFAULTS, SPO2_TARGET, check_limit
from .engine.alerts.model import LEVEL_WORDS
from .engine.alerts.rules import RULES
from .engine.measurement import EARLIEST_MS, to_ms
from .engine.store import MAX_NOTE
from .engine.vitals import VITALS

DEFAULT_SNOOZE: Final = timedelta(minutes=15)
MAX_SNOOZE: Final = timedelta(days=1)
DEFAULT_PAUSE: Final = timedelta(hours=1)
MAX_CONTEXT: Final = timedelta(days=31)
DEFAULT_PERIOD: Final = timedelta(days=28)
MAX_ALERTS: Final = 500
MAX_CONTEXTS: Final = 300

_text = vol.All(str, vol.Length(min=1, max=MAX_TEXT))


def up_to(longest: timedelta) -> Callable[[object], timedelta]:
    """Return the schema of a time that something lasts."""
    return vol.All(cv.positive_time_period, vol.Range(max=longest))


_ALERT: Final = {**person_fields(), vol.Optional("alert"): _text}

ACKNOWLEDGE_SCHEMA: Final = vol.Schema(_ALERT)
SNOOZE_SCHEMA: Final = vol.Schema({**_ALERT, vol.Optional("duration", default=DEFAULT_SNOOZE): up_to(MAX_SNOOZE)})
MARK_SCHEMA: Final = vol.Schema(
    {**person_fields(), vol.Required("alert"): _text, vol.Optional("useful", default=True): cv.boolean}
)
TEST_SCHEMA: Final = vol.Schema({**person_fields(), vol.Optional("level", default="warning"): vol.In(LEVEL_WORDS)})
NOTE_SCHEMA: Final = vol.Schema({**_ALERT, vol.Required("text"): vol.All(str, vol.Length(min=1, max=MAX_NOTE))})
OK_SCHEMA: Final = vol.Schema(person_fields())
LIMIT_SCHEMA: Final = vol.Schema(
    {
        **person_fields(),
        vol.Required("rule"): _text,
        vol.Optional("value"): object,
        vol.Optional("unit"): _text,
        vol.Optional("origin", default=Origin.PERSON.value): vol.In([origin.value for origin in Origin]),
        vol.Optional("named_by"): _text,
        vol.Optional("reset"): cv.boolean,
        vol.Optional("on"): cv.boolean,
    }
)
CONTEXT_SCHEMA: Final = vol.Schema(
    {
        **person_fields(),
        vol.Required("context"): vol.In([context.value for context in Context]),
        vol.Optional("duration"): up_to(MAX_CONTEXT),
    }
)
PAUSE_SCHEMA: Final = vol.Schema(
    {**person_fields(), vol.Optional("duration", default=DEFAULT_PAUSE): cv.positive_time_period}
)
ALERTS_SCHEMA: Final = vol.Schema(
    {**person_fields(), vol.Optional("start"): cv.datetime, vol.Optional("end"): cv.datetime}
)


def after_ms(now_ms: int, period: timedelta) -> int:
    """Return the moment so long after now."""
    return now_ms + int(period.total_seconds() * 1000)


def period_ms(data: Mapping[str, Any]) -> tuple[int, int]:
    """Return start and end of the history that is asked for; the last four weeks, if nothing is said.

    Raises:
        ServiceValidationError: the start lies after the end.
    """
    end_ms = moment_ms("end", data["end"]) if data.get("end") else to_ms(dt_util.utcnow()) + 1
    start_ms = moment_ms("start", data["start"]) if data.get("start") else after_ms(end_ms, -DEFAULT_PERIOD)
    if start_ms >= end_ms:
        raise invalid("period_invalid")
    return max(start_ms, EARLIEST_MS), max(end_ms, EARLIEST_MS)


def _limit(rule: str, value: object, unit: str | None) -> float:
    """Return the limit in the canonical unit of what the rule looks at."""
    told = number(value)
    if isinstance(told, bool) or not isinstance(told, (int, float)) or not isfinite(told):
        raise refused(ControlError("value", "not_a_number"))
    if unit is None:
        return float(told)
    row = DEFAULTS.get(rule)
    vital = VITALS.get(row.vital if row is not None else "spo2" if rule == SPO2_TARGET else "")
    scaled = None if vital is None else vital.to_scaled(told, unit)
    if vital is None or scaled is None:
        raise invalid("rejected_unknown_unit", field="unit")
    return vital.from_scaled(scaled)


def limit_setting(data: Mapping[str, Any], by: str, now_ms: int) -> Setting:
    """Return what is to be kept of a rule: its limit, that it has none of its own, or whether it is on.

    Raises:
        ServiceValidationError: not exactly one of them is said, or it cannot be used.
    """
    rule = data["rule"]
    said = [key for key in ("value", "on") if data.get(key) is not None] + (["reset"] if data.get("reset") else [])
    if len(said) != 1:
        raise invalid("alert_limit_needed")
    if said == ["on"]:
        return checked(Setting(f"rule.{rule}", {"on": data["on"]}, by, now_ms))
    if said == ["reset"]:
        return checked(Setting(f"limit.{rule}", None, by, now_ms))
    value = _limit(rule, data["value"], data.get("unit"))
    named = {"named_by": data["named_by"]} if "named_by" in data else {}
    return checked(Setting(f"limit.{rule}", {"value": value, "origin": data["origin"], **named}, by, now_ms))


def context_setting(data: Mapping[str, Any], by: str, now_ms: int) -> Setting:
    """Return that a person does something, for a while or until further notice."""
    until_ms = after_ms(now_ms, data["duration"]) if "duration" in data else None
    return checked(Setting("context", {"context": data["context"], "until_ms": until_ms}, by, now_ms))


def pause_setting(data: Mapping[str, Any], by: str, now_ms: int) -> Setting:
    """Return that monitoring is paused for a while; no time at all ends a pause."""
    period: timedelta = data["duration"]
    body = {"until_ms": after_ms(now_ms, period)} if period else None
    return checked(Setting("pause", body, by, now_ms))


def checked(setting: Setting) -> Setting:
    """Return the setting if it may be kept.

    Raises:
        ServiceValidationError: it says why not.
    """
    kind, _, name = setting.key.partition(".")
    rules = {rule.key: rule for rule in RULES}
    try:
        check(setting)
        if kind == "limit" and setting.body is not None:
            check_limit(name, setting.body["value"], Origin(setting.body.get("origin", Origin.PERSON)))
    except ControlError as err:
        raise (invalid("alert_rule_unknown") if err.field == "key" else refused(err)) from err
    if kind in {"limit", "rule"} and name not in rules and (kind == "rule" or name != SPO2_TARGET):
        raise invalid("alert_rule_unknown")
    if kind == "rule" and setting.body is not None and rules[name].absolute and not setting.body["on"]:
        raise invalid("alert_rule_absolute")
    return setting
