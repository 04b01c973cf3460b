"""The actions about alerts: acknowledge, snooze, resolve, mark, test, set, and ask."""

from collections.abc import Callable, Coroutine, Mapping
from typing import Any, Final

import voluptuous as vol
from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse, SupportsResponse

from . import alert_input as told
from .access import async_person_of, failed, invalid
from .alert_entities import refused
from .alert_history import async_names, contexts, history
from .alert_json import news_json
from .alert_notes import async_add_note, note_json, notes, notes_about
from .alert_rules_json import plan_json, rules_json, settings
from .alert_summary import DAY_MS, Period, summary
from .const import CONF_KEEP_FULL_DAYS, DEFAULT_KEEP_FULL_DAYS
from .engine.alerts.commands import (
    Acknowledge,
    Command,
    CommandError,
    ImOk,
    MarkUseful,
    Resolve,
    Snooze,
    TestAlert,
)
from .engine.alerts.controls import ControlError, Setting
from .engine.alerts.model import Level, News
from .engine.store.errors import StoreError
from .household import Household, now_ms
from .person import Person
from .privacy import Level as Access
from .series import iso

type Handler = Callable[[ServiceCall], Coroutine[Any, Any, ServiceResponse]]
type Make = Callable[[Mapping[str, Any], str, int], Command]
type Set = Callable[[Mapping[str, Any], str, int], Setting]

COMMAND_REFUSED: Final = frozenset({"in_the_past", "never_raised", "not_open", "too_long", "unknown_alert"})
"""Reasons that have a text of their own."""


async def async_command(household: Household, person: Person, command: Command) -> News:
    """Carry a command out; durable when this returns.

    Raises:
        ServiceValidationError: it cannot be carried out now.
        HomeAssistantError: the history failed.
    """
    try:
        return await household.async_alert_command(person.person_id, command)
    except CommandError as err:
        raise invalid(f"alert_refused_{err.reason}" if err.reason in COMMAND_REFUSED else "alert_refused") from err
    except StoreError as err:
        raise failed(err) from err


async def async_set(household: Household, person: Person, setting: Setting) -> News:
    """Keep a setting; durable when this returns.

    Raises:
        ServiceValidationError: it cannot be used.
        HomeAssistantError: the history failed.
    """
    try:
        return await household.async_set_control(person.person_id, setting)
    except ControlError as err:
        raise refused(err) from err
    except StoreError as err:
        raise failed(err) from err


def _answer(person: Person, news: News, names: Mapping[str, str]) -> dict[str, Any]:
    return {"person_id": person.person_id, **news_json(news, now_ms(), names)}


def _commanding(access: Access, make: Make) -> Handler:
    async def handle(call: ServiceCall) -> ServiceResponse:
        household, person, user = await async_person_of(call, access)
        command = make(call.data, "" if user is None else user.id, now_ms())
        news = await async_command(household, person, command)
        return _answer(person, news, await async_names(call.hass, person))

    return handle


def _setting(make: Set) -> Handler:
    async def handle(call: ServiceCall) -> ServiceResponse:
        household, person, user = await async_person_of(call, Access.WRITE)
        setting = make(call.data, "" if user is None else user.id, now_ms())
        news = await async_set(household, person, setting)
        return _answer(person, news, await async_names(call.hass, person))

    return handle


def acknowledge(data: Mapping[str, Any], by: str, _now_ms: int) -> Command:
    """Return that somebody takes care of an alert, or of all that are open."""
    return Acknowledge(data.get("alert"), by)


def snooze(data: Mapping[str, Any], by: str, at_ms: int) -> Command:
    """Return that an alert, or all that are open, may ring again later."""
    return Snooze(data.get("alert"), told.after_ms(at_ms, data["duration"]), by)


def resolve(data: Mapping[str, Any], by: str, _now_ms: int) -> Command:
    """Return that an alert, or all that are open, are over."""
    return Resolve(data.get("alert"), by)


def mark(data: Mapping[str, Any], by: str, _now_ms: int) -> Command:
    """Return whether an alert was useful."""
    return MarkUseful(data["alert"], data["useful"], by)


def test(data: Mapping[str, Any], by: str, _now_ms: int) -> Command:
    """Return an alert that is marked as a test."""
    return TestAlert(Level.of(data["level"]), by)


def im_ok(_data: Mapping[str, Any], by: str, _now_ms: int) -> Command:
    """Return that the person is well."""
    return ImOk(by)


async def async_alerts(
    hass: HomeAssistant, household: Household, person: Person, data: Mapping[str, Any]
) -> dict[str, Any]:
    """Return what is open and what was: each alert with its reasons, its log, and what was told to whom.

    Also what the person was doing meanwhile, what was written, and what is set.

    Raises:
        ServiceValidationError: nothing is known yet, or the period runs backwards.
        HomeAssistantError: the history failed.
    """
    if person.result is None:
        raise invalid("not_loaded")
    start_ms, end_ms = told.period_ms(data)
    names = await async_names(hass, person)
    news = person.result.alerts
    # The day that is being packed is left out.
    full_days = int(household.entry.options.get(CONF_KEEP_FULL_DAYS, DEFAULT_KEEP_FULL_DAYS)) - 1
    period = Period(person, news.controls, start_ms, end_ms, now_ms() - full_days * DAY_MS)
    try:
        found = await household.async_run(history(person.person_id, start_ms, end_ms, names, told.MAX_ALERTS))
        doing = await household.async_run(contexts(person.person_id, start_ms, end_ms, names, now_ms()))
        kept = await household.async_run(settings(person.person_id, names))
        written = await household.async_run(notes(person.person_id, start_ms, end_ms, names))
        ids = {alert["id"] for alert in found} | {alert.id for alert in news.open}
        about = await household.async_run(notes_about(person.person_id, ids, names))
        summed = await household.async_run(summary(period))
    except StoreError as err:
        raise failed(err) from err
    answer = _answer(person, news, names)
    return {
        **answer,
        "start": iso(start_ms),
        "end": iso(end_ms),
        "open": [alert | {"notes": about.get(alert["id"], [])} for alert in answer["open"]],
        "history": [alert | {"notes": about.get(alert["id"], [])} for alert in found],
        "contexts": doing,
        "notes": written,
        "settings": kept,
        "rules": rules_json(news.controls, person.profile),
        "plan": plan_json(person.escalation),
        **summed,
    }


async def _add_note(call: ServiceCall) -> ServiceResponse:
    household, person, user = await async_person_of(call, Access.READ)
    note = await async_add_note(household, person, call.data, "" if user is None else user.id)
    return {"person_id": person.person_id, "note": note_json(note, await async_names(call.hass, person))}


async def _get_alerts(call: ServiceCall) -> ServiceResponse:
    household, person, _ = await async_person_of(call, Access.READ)
    return await async_alerts(call.hass, household, person, call.data)


ALERT_ACTIONS: Final[tuple[tuple[str, Handler, vol.Schema, SupportsResponse], ...]] = (
    ("acknowledge_alert", _commanding(Access.READ, acknowledge), told.ACKNOWLEDGE_SCHEMA, SupportsResponse.OPTIONAL),
    ("snooze_alert", _commanding(Access.READ, snooze), told.SNOOZE_SCHEMA, SupportsResponse.OPTIONAL),
    ("resolve_alert", _commanding(Access.WRITE, resolve), told.ACKNOWLEDGE_SCHEMA, SupportsResponse.OPTIONAL),
    ("mark_alert_useful", _commanding(Access.READ, mark), told.MARK_SCHEMA, SupportsResponse.OPTIONAL),
    ("test_alert", _commanding(Access.WRITE, test), told.TEST_SCHEMA, SupportsResponse.OPTIONAL),
    ("im_ok", _commanding(Access.READ, im_ok), told.OK_SCHEMA, SupportsResponse.OPTIONAL),
    ("add_note", _add_note, told.NOTE_SCHEMA, SupportsResponse.OPTIONAL),
    ("set_alert_limit", _setting(told.limit_setting), told.LIMIT_SCHEMA, SupportsResponse.OPTIONAL),
    ("set_context", _setting(told.context_setting), told.CONTEXT_SCHEMA, SupportsResponse.OPTIONAL),
    ("pause_monitoring", _setting(told.pause_setting), told.PAUSE_SCHEMA, SupportsResponse.OPTIONAL),
    ("get_alerts", _get_alerts, told.ALERTS_SCHEMA, SupportsResponse.ONLY),
)
