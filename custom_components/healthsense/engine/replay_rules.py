"""What `script/replay --rules` overrides: limits, switches, quiet hours, contexts, and the plans that alerts go by."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from .alerts.controls import Context, ControlError, Origin, Setting, check
from .alerts.defaults import check_limit
from .alerts.plan import EscalationError, EscalationPlan, parse_escalation
from .alerts.rules import RULES
from .care_plan import Plan, PlanError, parse_plan
from .measurement import MeasurementRejectedError, to_datetime, to_ms

SET_BY: Final = "replay"
KEYS: Final = frozenset({"limits", "rules", "quiet", "context", "budget", "care_plan", "escalation"})
_ROW_KEYS: Final = frozenset({"context", "start", "end"})
_BY_KEY: Final = {rule.key: rule for rule in RULES}


class RulesError(ValueError):
    """A file of rules that cannot be used. Names the field (``limits.spo2_low_urgent``) and the reason."""

    def __init__(self, field_name: str, reason: str) -> None:
        """Keep which field was refused and why."""
        super().__init__(f"{field_name}: {reason}")
        self.field = field_name
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Overrides:
    """What replaces the defaults. ``settings`` are in the order of their ``set_ms``, at which they begin to count."""

    settings: tuple[Setting, ...] = ()
    care_plan: Plan = field(default_factory=Plan)
    escalation: EscalationPlan = field(default_factory=EscalationPlan)


def parse_rules(document: Mapping[str, Any], *, start_ms: int) -> Overrides:
    """Return the overrides of a JSON object.

    ``limits``: rule -> number in the unit of its vital. ``rules``: rule -> on or off. ``quiet``: {start, end} as HH:MM.
    ``context``: a word for the whole recording, or rows of {context, start, end} with ISO 8601 times. ``budget``:
    {warning, urgent}. ``care_plan`` and ``escalation`` in their stored forms.

    Raises:
        RulesError: naming the field.
    """
    if unknown := set(document) - KEYS:
        raise RulesError(min(unknown), "unknown_word")
    settings = [
        *_limits(_table(document, "limits"), start_ms),
        *_switches(_table(document, "rules"), start_ms),
        *_plain(document, "quiet", start_ms),
        *_plain(document, "budget", start_ms),
        *_contexts(document.get("context"), start_ms),
    ]
    try:
        care_plan = parse_plan(document.get("care_plan"), today=to_datetime(start_ms).date())
        told = document.get("escalation")
        escalation = EscalationPlan() if told is None else parse_escalation(told)
    except PlanError as err:
        raise RulesError(f"care_plan.{err.field}", err.reason) from err
    except EscalationError as err:
        raise RulesError(f"escalation.{err.field}", err.reason) from err
    return Overrides(tuple(sorted(settings, key=lambda one: one.set_ms)), care_plan, escalation)


def _table(document: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = document.get(name, {})
    if not isinstance(found, Mapping):
        raise RulesError(name, "not_an_object")
    return found


def _limits(table: Mapping[str, Any], start_ms: int) -> Iterator[Setting]:
    for key, value in table.items():
        name = f"limits.{key}"
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise RulesError(name, "not_a_number")
        try:
            # A recording harms nobody: what only a clinician may set can be tried.
            check_limit(key, value, Origin.CLINICIAN)
        except ControlError as err:
            raise RulesError(name, err.reason) from err
        yield Setting(f"limit.{key}", {"value": value, "origin": Origin.CLINICIAN.value}, SET_BY, start_ms)


def _switches(table: Mapping[str, Any], start_ms: int) -> Iterator[Setting]:
    for key, on in table.items():
        name = f"rules.{key}"
        rule = _BY_KEY.get(key)
        if rule is None:
            raise RulesError(name, "unknown_word")
        if not isinstance(on, bool):
            raise RulesError(name, "not_a_flag")
        if rule.absolute and not on:
            raise RulesError(name, "always_on")
        yield Setting(f"rule.{key}", {"on": on}, SET_BY, start_ms)


def _plain(document: Mapping[str, Any], name: str, start_ms: int) -> Iterator[Setting]:
    if document.get(name) is not None:
        yield _checked(Setting(name, _table(document, name), SET_BY, start_ms), name)


def _checked(setting: Setting, name: str) -> Setting:
    try:
        check(setting)
    except ControlError as err:
        raise RulesError(name if err.field == name else f"{name}.{err.field}", err.reason) from err
    return setting


def _contexts(told: object, start_ms: int) -> Iterator[Setting]:
    if told is None:
        return
    rows = [{"context": told}] if isinstance(told, str) else told
    if not isinstance(rows, list):
        raise RulesError("context", "bad_list")
    for at, row in enumerate(rows):
        name = "context" if isinstance(told, str) else f"context.{at}"
        if not isinstance(row, Mapping):
            raise RulesError(name, "not_an_object")
        if unknown := set(row) - _ROW_KEYS:
            raise RulesError(f"{name}.{min(unknown)}", "unknown_word")
        if row.get("context") not in set(Context):
            raise RulesError(name if isinstance(told, str) else f"{name}.context", "unknown_word")
        since_ms = _moment(f"{name}.start", row.get("start"))
        body = {"context": row["context"], "until_ms": _moment(f"{name}.end", row.get("end"))}
        yield _checked(Setting("context", body, SET_BY, start_ms if since_ms is None else since_ms), name)


def _moment(name: str, value: object) -> int | None:
    if value is None:
        return None
    try:
        return to_ms(datetime.fromisoformat(str(value).strip()))
    except MeasurementRejectedError as err:
        raise RulesError(name, err.reason.value) from err
    except ValueError as err:
        raise RulesError(name, "bad_time") from err
