"""The pages of an escalation plan: whom to tell, how, on whose consent, and in which steps."""

from collections.abc import Iterable, Mapping
from datetime import datetime, time
from typing import Any, Final

import voluptuous as vol
from homeassistant.helpers.selector import (
    ActionSelector,
    BooleanSelector,
    DateSelector,
    DeviceFilterSelectorConfig,
    DeviceSelector,
    DeviceSelectorConfig,
    EntityFilterSelectorConfig,
    EntitySelector,
    EntitySelectorConfig,
    LanguageSelector,
    LanguageSelectorConfig,
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    SelectOptionDict,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
    TextSelector,
    TextSelectorConfig,
    TextSelectorType,
    TimeSelector,
)
from homeassistant.util import dt as dt_util

from .const import CONF_PERSON_ID
from .engine.alerts.controls import Consent
from .engine.alerts.model import LEVEL_WORDS, Level
from .engine.alerts.plan import DEFAULT_REPEAT_MIN, KINDS, MAX_AFTER_MIN, ROLES
from .engine.measurement import to_datetime, to_ms

LANGUAGES: Final = ("de", "en", "es", "fr", "it", "nl", "pl", "vi")
CHANGES: Final = ("change", "consent", "remove")
CONF_RECIPIENT: Final = "recipient"
CONF_WHAT: Final = "what"
CONF_STEP: Final = "step"
NEW: Final = "new"
MAX_REPEAT_MIN: Final = 120
_DUTY_DOMAINS: Final = ["binary_sensor", "calendar", "device_tracker", "input_boolean", "person", "schedule"]
# Of a recipient's page, what is kept within the target.
IN_TARGET: Final = ("language",)


def _select(key: str, options: Iterable[str]) -> SelectSelector:
    return SelectSelector(
        SelectSelectorConfig(options=list(options), translation_key=key, mode=SelectSelectorMode.DROPDOWN)
    )


def _choice(options: Mapping[str, str], *, many: bool = False) -> SelectSelector:
    return SelectSelector(
        SelectSelectorConfig(
            options=[SelectOptionDict(value=value, label=label) for value, label in options.items()],
            multiple=many,
            mode=SelectSelectorMode.DROPDOWN,
        )
    )


def _entity(domain: str | list[str], *, many: bool = False, **only: str) -> EntitySelector:
    only_these = EntityFilterSelectorConfig(domain=domain, **only)  # type: ignore[typeddict-item]  # keys of the filter
    return EntitySelector(EntitySelectorConfig(filter=only_these, multiple=many))


def _number(least: float, most: float, step: float, unit: str) -> NumberSelector:
    return NumberSelector(
        NumberSelectorConfig(min=least, max=most, step=step, mode=NumberSelectorMode.BOX, unit_of_measurement=unit)
    )


RECIPIENT_SCHEMA: Final = vol.Schema(
    {
        vol.Required("name"): TextSelector(),
        vol.Required("kind", default="mobile"): _select("recipient_kind", KINDS),
        vol.Required("role", default="carer"): _select("recipient_role", ROLES),
        vol.Optional("on_duty"): _entity(_DUTY_DOMAINS),
        vol.Optional("language"): LanguageSelector(LanguageSelectorConfig(languages=list(LANGUAGES))),
    }
)
CONSENT_SCHEMA: Final = vol.Schema(
    {
        vol.Required("given", default=False): BooleanSelector(),
        vol.Required("values", default=False): BooleanSelector(),
        vol.Required("lock_screen", default=False): BooleanSelector(),
        vol.Optional("until"): DateSelector(),
    }
)
GENERAL_SCHEMA: Final = vol.Schema(
    {
        vol.Required("repeat_min", default=DEFAULT_REPEAT_MIN): _number(0, MAX_REPEAT_MIN, 1, "min"),
        vol.Required("tell_resolved", default=True): BooleanSelector(),
    }
)


def target_schema(kind: str, mail_actions: Iterable[str] = ()) -> vol.Schema:
    """Return what is asked about the way to a recipient. ``mail_actions``: notify actions that there are."""
    fields: Mapping[str, dict[vol.Marker, Any]] = {
        "mobile": {
            vol.Required("device_id"): DeviceSelector(
                DeviceSelectorConfig(filter=DeviceFilterSelectorConfig(integration="mobile_app"))
            ),
            vol.Optional("phone"): TextSelector(TextSelectorConfig(type=TextSelectorType.TEL)),
        },
        "notify": {vol.Required("entity_id"): _entity("notify")},
        "tts": {
            vol.Required("tts_entity"): _entity("tts"),
            vol.Required("media_players"): _entity("media_player", many=True),
            vol.Optional("volume"): _number(5, 100, 5, "%"),
        },
        "light": {vol.Required("lights"): _entity("light", many=True)},
        "email": {
            vol.Optional("mail_action"): SelectSelector(
                SelectSelectorConfig(options=list(mail_actions), custom_value=True, mode=SelectSelectorMode.DROPDOWN)
            ),
            vol.Optional("mail_entity"): _entity("notify"),
            vol.Optional("addresses"): TextSelector(TextSelectorConfig(multiple=True, type=TextSelectorType.EMAIL)),
        },
        "action": {vol.Required("sequence"): ActionSelector()},
    }
    return vol.Schema(fields[kind])


def person_schema(people: Mapping[str, str]) -> vol.Schema:
    """Return the page on which the person is chosen, by id and name."""
    return vol.Schema({vol.Required(CONF_PERSON_ID): _choice(people)})


def choose_recipient_schema(names: Mapping[str, str]) -> vol.Schema:
    """Return the page on which a recipient is chosen, and what is to be done."""
    return vol.Schema(
        {
            vol.Required(CONF_RECIPIENT): _choice(names),
            vol.Required(CONF_WHAT, default=CHANGES[0]): _select("recipient_change", CHANGES),
        }
    )


def choose_step_schema(labels: Mapping[str, str]) -> vol.Schema:
    """Return the page on which a step is chosen, or a new one."""
    return vol.Schema({vol.Required(CONF_STEP, default=NEW): _choice(labels)})


def step_schema(names: Mapping[str, str], *, existing: bool) -> vol.Schema:
    """Return the page of one step."""
    fields: dict[vol.Marker, Any] = {
        vol.Required("after_min", default=0): _number(0, MAX_AFTER_MIN, 1, "min"),
        vol.Required("recipients"): _choice(names, many=True),
        vol.Required("level", default=Level.INFO.word): _select("escalation_level", LEVEL_WORDS),
        vol.Optional("quiet_start"): TimeSelector(),
        vol.Optional("quiet_end"): TimeSelector(),
    }
    if existing:
        fields[vol.Required("remove", default=False)] = BooleanSelector()
    return vol.Schema(fields)


def to_target(kind: str, form: Mapping[str, Any]) -> dict[str, Any]:
    """Return the way to a recipient as it is kept."""
    if kind == "tts" and form.get("volume") is not None:
        return {**form, "volume": form["volume"] / 100}
    return {key: value for key, value in form.items() if value not in ("", [], None)}


def from_target(kind: str, target: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a page is filled in with."""
    if kind == "tts" and target.get("volume") is not None:
        return {**target, "volume": round(target["volume"] * 100)}
    return dict(target)


def to_step(form: Mapping[str, Any]) -> dict[str, Any]:
    """Return a step as it is kept."""
    start, end = form.get("quiet_start"), form.get("quiet_end")
    quiet = {"start": start[:5], "end": end[:5]} if start and end else None
    return {
        "after_min": int(form["after_min"]),
        "recipients": list(form["recipients"]),
        "level": form["level"],
        "quiet": quiet,
    }


def from_step(step: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a page is filled in with."""
    quiet = step.get("quiet") or {}
    shown = {key: step[key] for key in ("after_min", "recipients", "level")}
    return shown | {f"quiet_{key}": f"{value}:00" for key, value in quiet.items()}


def consent_body(form: Mapping[str, Any]) -> dict[str, Any]:
    """Return a consent as it is kept: until the end of the day that was said."""
    until_ms = None
    if until := form.get("until"):
        # The last moment of that day in the household's time.
        end = datetime.combine(datetime.fromisoformat(until).date(), time.max, dt_util.get_default_time_zone())
        until_ms = to_ms(end)
    given = bool(form["given"])
    return {
        "given": given,
        "values": given and bool(form["values"]),
        "lock_screen": given and bool(form["values"]) and bool(form["lock_screen"]),
        "until_ms": until_ms,
    }


def consent_form(body: Mapping[str, Any] | None, *, private: bool) -> dict[str, Any]:
    """Return what the page of a consent is filled in with; a private person's says no until somebody says yes."""
    if body is None:
        return {"given": not private, "values": not private, "lock_screen": False}
    shown = {key: body[key] for key in ("given", "values", "lock_screen")}
    if (until_ms := body.get("until_ms")) is not None:
        shown["until"] = dt_util.as_local(to_datetime(until_ms)).date().isoformat()
    return shown


def body_of(consent: Consent | None) -> dict[str, Any] | None:
    """Return a consent that is kept as its body."""
    if consent is None:
        return None
    return {
        "given": consent.given,
        "values": consent.values,
        "lock_screen": consent.lock_screen,
        "until_ms": consent.until_ms,
    }
