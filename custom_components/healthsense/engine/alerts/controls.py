"""What people set about alerts: limits, quiet hours, context, pause, consent. Kept in the store, never in an entry."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from enum import StrEnum
from math import isfinite
from types import MappingProxyType
from typing import Any, Final, Self
from zoneinfo import ZoneInfo

from ..measurement import to_ms

MAX_PAUSE_MS: Final = 7 * 86_400_000
DEFAULT_BUDGET: Final[Mapping[str, float]] = MappingProxyType({"warning": 1.0, "urgent": 0.1})
"""Alerts a person-week that nobody found useful, at most (HealthSense's own default)."""


CONTEXT: Final = "context"
"""The key of the setting that says what the person is doing."""


class Context(StrEnum):
    """What the person is doing, as somebody or an automation said."""

    REST = "rest"
    EXERCISE = "exercise"
    SLEEP = "sleep"
    ILL = "ill"
    TRAVELLING = "travelling"


class Origin(StrEnum):
    """Who a personal limit comes from."""

    PERSON = "person"
    HISTORY = "history"
    """Proposed from the person's own history and taken by somebody."""
    CLINICIAN = "clinician"


class ControlError(ValueError):
    """A setting that cannot be used. Names the field and the reason, never the value."""

    def __init__(self, field_name: str, reason: str) -> None:
        """Keep which field was refused and why."""
        super().__init__(f"{field_name}: {reason}")
        self.field = field_name
        self.reason = reason


@dataclass(frozen=True, slots=True)
class PersonalLimit:
    """A limit in place of a rule's default, in the canonical unit of its vital."""

    value: float
    origin: Origin
    set_by: str
    set_ms: int


@dataclass(frozen=True, slots=True)
class QuietHours:
    """Local times between which warnings and less wait; they may go past midnight."""

    start: time
    end: time

    def until_ms(self, now_ms: int, zone: ZoneInfo) -> int | None:
        """Return when the quiet hours that ``now_ms`` lies in end, None outside of them."""
        if self.start == self.end:
            return None
        local = datetime.fromtimestamp(now_ms // 1000, zone)
        at = local.time()
        inside = self.start <= at < self.end if self.start < self.end else at >= self.start or at < self.end
        if not inside:
            return None
        day = local.date() + timedelta(days=1 if self.start > self.end and at >= self.start else 0)
        return to_ms(datetime.combine(day, self.end, zone))


@dataclass(frozen=True, slots=True)
class Consent:
    """What may be sent to a recipient, until when, and who said so.

    ``values``: health values may be shown at all; ``lock_screen``: also where a passer-by may read them.
    """

    recipient: str
    given: bool
    values: bool
    lock_screen: bool
    until_ms: int | None
    set_by: str
    set_ms: int

    def allows(self, now_ms: int) -> bool:
        """Return whether anything may be sent."""
        return self.given and (self.until_ms is None or now_ms < self.until_ms)


@dataclass(frozen=True, slots=True)
class Controls:
    """Everything that people set about one person's alerts.

    ``limits``: rule -> personal limit. ``switched``: rule -> on or off, where somebody said so. ``context_until_ms``:
    then it is ``rest`` again. ``consents``: recipient -> consent. ``budget``: level -> alerts a person-week.
    """

    limits: Mapping[str, PersonalLimit] = field(default_factory=dict)
    switched: Mapping[str, bool] = field(default_factory=dict)
    quiet: QuietHours | None = None
    context: Context = Context.REST
    context_since_ms: int = 0
    context_until_ms: int | None = None
    paused_until_ms: int | None = None
    consents: Mapping[str, Consent] = field(default_factory=dict)
    budget: Mapping[str, float] = field(default_factory=lambda: DEFAULT_BUDGET)

    def context_at(self, now_ms: int) -> Context:
        """Return what the person is doing now."""
        over = self.context_until_ms is not None and now_ms >= self.context_until_ms
        return Context.REST if over else self.context

    def paused_at(self, now_ms: int) -> bool:
        """Return whether monitoring is paused now."""
        return self.paused_until_ms is not None and now_ms < self.paused_until_ms

    @classmethod
    def of(cls, rows: Mapping[str, "Setting"]) -> Self:
        """Return the controls that stored settings make; what cannot be read counts as not set."""
        found: dict[str, Any] = {"limits": {}, "switched": {}, "consents": {}}
        for key, row in rows.items():
            kind, _, name = key.partition(".")
            try:
                _READ[kind](found, name, row)
            except (ControlError, KeyError, TypeError, ValueError):
                continue
        return cls(**found)


@dataclass(frozen=True, slots=True)
class Setting:
    """One stored setting, ``body`` a JSON object, None where it was taken back.

    ``key``: ``limit.<rule>`` {value, origin}, ``rule.<rule>`` {on}, ``quiet`` {start, end}, ``context`` {context,
    until_ms}, ``pause`` {until_ms}, ``consent.<recipient>`` {given, values, lock_screen, until_ms} or ``budget``
    {warning, urgent}.
    """

    key: str
    body: Mapping[str, Any] | None
    set_by: str
    set_ms: int


def _number(name: str, value: object, low: float, high: float) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not isfinite(value):
        raise ControlError(name, "not_a_number")
    if not low <= value <= high:
        raise ControlError(name, "implausible")
    return float(value)


def _time(name: str, value: object) -> time:
    try:
        at = time.fromisoformat(str(value).strip())
    except ValueError:
        raise ControlError(name, "bad_time") from None
    if at.tzinfo is not None:
        raise ControlError(name, "bad_time")
    return at


def _flag(name: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise ControlError(name, "not_a_flag")
    return value


def _moment(name: str, value: object) -> int | None:
    if value is None:
        return None
    return int(_number(name, value, 0, 1 << 52))


def _limit(found: dict[str, Any], name: str, row: Setting) -> None:
    if row.body is not None:
        value = _number("value", row.body.get("value"), -1e6, 1e6)
        found["limits"][name] = PersonalLimit(value, Origin(row.body.get("origin", "person")), row.set_by, row.set_ms)


def _rule(found: dict[str, Any], name: str, row: Setting) -> None:
    if row.body is not None:
        found["switched"][name] = _flag("on", row.body.get("on"))


def _quiet(found: dict[str, Any], _name: str, row: Setting) -> None:
    if row.body is not None:
        found["quiet"] = QuietHours(_time("start", row.body.get("start")), _time("end", row.body.get("end")))


def _context(found: dict[str, Any], _name: str, row: Setting) -> None:
    if row.body is not None:
        context = Context(row.body.get("context", "rest"))
        until_ms = _moment("until_ms", row.body.get("until_ms"))
        found |= {"context": context, "context_since_ms": row.set_ms, "context_until_ms": until_ms}


def _pause(found: dict[str, Any], _name: str, row: Setting) -> None:
    if row.body is not None:
        until_ms = _moment("until_ms", row.body.get("until_ms"))
        if until_ms is None or until_ms > row.set_ms + MAX_PAUSE_MS:
            raise ControlError("until_ms", "implausible")
        found["paused_until_ms"] = until_ms


def _consent(found: dict[str, Any], name: str, row: Setting) -> None:
    body = row.body or {}
    found["consents"][name] = Consent(
        name,
        _flag("given", body.get("given", False)),
        _flag("values", body.get("values", False)),
        _flag("lock_screen", body.get("lock_screen", False)),
        _moment("until_ms", body.get("until_ms")),
        row.set_by,
        row.set_ms,
    )


def _budget(found: dict[str, Any], _name: str, row: Setting) -> None:
    if row.body is not None:
        known = {level: _number(level, row.body[level], 0, 1000) for level in DEFAULT_BUDGET if level in row.body}
        found["budget"] = MappingProxyType({**DEFAULT_BUDGET, **known})


_READ: Final = {
    "limit": _limit,
    "rule": _rule,
    "quiet": _quiet,
    CONTEXT: _context,
    "pause": _pause,
    "consent": _consent,
    "budget": _budget,
}


def check(setting: Setting) -> None:
    """Check a setting before it is kept.

    Raises:
        ControlError: naming the field.
    """
    kind, _, name = setting.key.partition(".")
    if kind not in _READ or (kind in {"limit", "rule", "consent"}) != bool(name):
        raise ControlError("key", "unknown_word")
    try:
        _READ[kind]({"limits": {}, "switched": {}, "consents": {}}, name, setting)
    except ControlError:
        raise
    except (TypeError, ValueError) as err:
        raise ControlError(kind, "unknown_word") from err
