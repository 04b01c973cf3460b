"""The sentences of recommendations and reminders, in the language of this Home Assistant."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from homeassistant.core import HomeAssistant
from homeassistant.helpers.translation import async_get_cached_translations, async_get_translations
from homeassistant.util import dt as dt_util

from .const import DOMAIN
from .engine.advice import Recommendation
from .engine.advice_sources import SOURCES
from .engine.advice_triggers import Kind, Why
from .engine.care_plan import MEASURES
from .engine.care_review import ADHERENCE_DAYS
from .engine.catalog import CATALOG
from .engine.measurement import to_datetime
from .engine.vitals import VITALS

RECOMMENDATION: Final = "recommendation"
NOTHING: Final = "nothing"
_PREFIX: Final = f"component.{DOMAIN}."
_CATEGORIES: Final = ("common", "entity")


async def async_load_texts(hass: HomeAssistant) -> None:
    """Have the texts at hand, so that the event loop reads no file later."""
    for category in _CATEGORIES:
        await async_get_translations(hass, hass.config.language, category, {DOMAIN})


def _text(hass: HomeAssistant, category: str, path: str, default: str) -> str:
    texts = async_get_cached_translations(hass, hass.config.language, category, DOMAIN)
    return texts.get(f"{_PREFIX}{category}.{path}", default)


def sentence(hass: HomeAssistant, key: str, placeholders: Mapping[str, str]) -> str:
    """Return a text of the section ``common`` with its placeholders filled."""
    return _text(hass, "common", f"advice_{key}", key).format_map(placeholders)


def measure_name(hass: HomeAssistant, measure: str) -> str:
    """Return what is to be measured."""
    return sentence(hass, f"measure_{measure}", {}) if measure in MEASURES else ""


def subject_name(hass: HomeAssistant, subject: str) -> str:
    """Return the name of an assessment, a vital, a measure or a fact of the profile."""
    if subject in CATALOG:
        return _text(hass, "entity", f"sensor.{CATALOG[subject].entity_key}.name", subject)
    if subject in VITALS or subject in ADHERENCE_DAYS:
        return _text(hass, "entity", f"sensor.{subject}.name", subject)
    return measure_name(hass, subject) or sentence(hass, f"fact_{subject}", {})


def _band_name(hass: HomeAssistant, why: Why) -> str:
    key = CATALOG[why.subject].entity_key if why.subject in CATALOG else why.subject
    path = f"sensor.{key}.state_attributes.band.state.{why.band}"
    return _text(hass, "entity", path, _text(hass, "entity", f"sensor.{key}.state.{why.band}", why.band))


def moment(ms: int | None) -> str:
    """Return a moment of the household's time: the time of today, the day of another one."""
    if ms is None:
        return ""
    local: datetime = dt_util.as_local(to_datetime(ms))
    if local.date() == dt_util.now().date():
        return f"{local:%H:%M}"
    return f"{local:%Y-%m-%d}" if (local.hour, local.minute) == (0, 0) else f"{local:%Y-%m-%d %H:%M}"


def title(hass: HomeAssistant, key: str) -> str:
    """Return a recommendation in a few words."""
    return _text(hass, "entity", f"sensor.{RECOMMENDATION}.state.{key}", key)


def reason(hass: HomeAssistant, why: Why) -> str:
    """Return why something is recommended."""
    placeholders = {
        "subject": subject_name(hass, why.subject),
        "band": _band_name(hass, why) if why.kind is Kind.BAND else "",
        "value": "" if why.value is None else f"{why.value:.0f}",
        "when": moment(why.at_ms),
    }
    return sentence(hass, f"why_{why.kind}", placeholders)


def as_dict(hass: HomeAssistant, one: Recommendation) -> dict[str, Any]:
    """Return a recommendation for reading: its title, why, the five parts, source and when to look again."""
    placeholders = {
        "measure": measure_name(hass, one.measure) or subject_name(hass, one.why.subject),
        "missing": ", ".join(subject_name(hass, vital) for vital in one.why.missing),
        "planned": moment(one.why.at_ms),
        "when": moment(one.arrange_ms),
    }
    return {
        "key": one.key,
        "title": title(hass, one.key),
        "why": reason(hass, one.why),
        **{part.value: sentence(hass, name, placeholders) for part, name in one.parts.items()},
        "source": SOURCES[one.source],
    }


def description(hass: HomeAssistant, one: Recommendation) -> str:
    """Return a recommendation as the text of a to-do item."""
    told = as_dict(hass, one)
    # A list shows the lines as one: each must end as a sentence does.
    lines = (str(told[key]) for key in ("why", "advise", "assist", "arrange", "source"))
    return "\n".join(line if line.endswith((".", "!", "?")) else f"{line}." for line in lines)
