"""The form of a person's sources: one list of entities per vital sign, best first, in sections."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

import voluptuous as vol
from homeassistant.const import STATE_UNAVAILABLE, STATE_UNKNOWN
from homeassistant.core import HomeAssistant, callback
from homeassistant.data_entry_flow import section
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.selector import BooleanSelector, EntitySelector, EntitySelectorConfig
from homeassistant.helpers.translation import async_get_translations

from .const import CONF_IMPORT_HISTORY, DOMAIN
from .engine.vitals import VITALS, Sampling
from .source_candidates import DOMAINS, entity_unit
from .source_suggestions import accepts_unit
from .sources import ACTIVITY

SECTIONS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "heart_oxygen": (
            "heart_rate", "resting_heart_rate", "spo2", "perfusion_index", "hrv_rmssd", "hrv_sdnn", "rr_interval",
        ),
        "blood": ("systolic", "diastolic", "cuff_pulse", "glucose"),
        "temperature_breathing": ("temperature", "respiratory_rate"),
        "body": ("weight", "height", "waist", "body_fat"),
        "activity_sleep": (
            "steps", "distance", "active_energy", "resting_energy", "flights_climbed", "walking_speed", "step_length",
            "walking_asymmetry", "double_support", "headphone_exposure", "sleep_duration", "sleep_stage",
            "home_activity",
        ),
        "told": ("supplemental_oxygen", "consciousness", "posture"),
        "device": ("signal_quality", "device_battery"),
    }
)  # fmt: skip
"""Section of the form -> the vitals in it. Every vital is in exactly one (tested)."""

_ACTIVITY_DOMAINS: Final = DOMAINS | {"cover", "event", "light", "lock", "media_player"}
_NUMBER_DOMAINS: Final = ["sensor", "number", "input_number"]

type Sources = Mapping[str, list[dict[str, str | None]]]


class SourceError(Exception):
    """A chosen entity that cannot be a source."""

    def __init__(self, reason: str, vital: str, entity_id: str, unit: str) -> None:
        """Keep the reason (an error key of the form) and what it is about."""
        super().__init__(f"{vital}: {reason}")
        self.reason = reason
        self.vital = vital
        self.entity_id = entity_id
        self.unit = unit


def sources_schema(shown: Mapping[str, list[str]], own: Iterable[str]) -> vol.Schema:
    """Return the form; sections without an entity in ``shown`` start collapsed, ``own`` entities are not offered."""
    hidden = sorted(own)
    fields: dict[vol.Marker, Any] = {
        vol.Required(name): section(
            vol.Schema(
                {
                    vol.Optional(vital, description={"suggested_value": shown.get(vital, [])}): _selector(vital, hidden)
                    for vital in vitals
                }
            ),
            {"collapsed": not any(shown.get(vital) for vital in vitals)},
        )
        for name, vitals in SECTIONS.items()
    }
    return vol.Schema({**fields, vol.Required(CONF_IMPORT_HISTORY, default=True): BooleanSelector()})


def _selector(vital: str, hidden: list[str]) -> EntitySelector:
    domains: Iterable[str] = _NUMBER_DOMAINS
    if VITALS[vital].sampling is Sampling.CODED:
        domains = sorted(_ACTIVITY_DOMAINS if vital == ACTIVITY else DOMAINS)
    return EntitySelector(
        EntitySelectorConfig(
            filter={"domain": list(domains)},
            exclude_entities=hidden,
            multiple=True,
            reorder=True,
        )
    )


def chosen(form: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return vital -> entity ids from what the form sent; an entity named twice counts once."""
    return {
        vital: list(dict.fromkeys(picked))
        for name, vitals in SECTIONS.items()
        for vital in vitals
        if (picked := form.get(name, {}).get(vital))
    }


@callback
def async_bind(hass: HomeAssistant, picked: Mapping[str, list[str]]) -> dict[str, list[dict[str, str | None]]]:
    """Return the sources as they are kept.

    Raises:
        SourceError: an entity is ours, does not exist, or reports in a unit that the vital cannot be read in.
    """
    return {vital: [_bind(hass, vital, entity_id) for entity_id in entities] for vital, entities in picked.items()}


def _bind(hass: HomeAssistant, vital: str, entity_id: str) -> dict[str, str | None]:
    entry, state = er.async_get(hass).async_get(entity_id), hass.states.get(entity_id)
    unit = entity_unit(hass, entity_id)
    if entry is not None and entry.platform == DOMAIN:
        raise SourceError("source_is_ours", vital, entity_id, unit or "")
    if entry is None and state is None:
        raise SourceError("source_not_found", vital, entity_id, "")
    # An entity that is away may not tell its unit yet; the first reading will be checked anyway.
    silent = unit is None and (state is None or state.state in (STATE_UNAVAILABLE, STATE_UNKNOWN))
    if not silent and not accepts_unit(vital, unit):
        raise SourceError("source_unit", vital, entity_id, unit or "-")
    return {"entity_id": entity_id, "registry_id": None if entry is None else entry.id, "unit": unit}


async def async_vital_name(hass: HomeAssistant, vital: str) -> str:
    """Return what a vital is called in the household's language."""
    names = await async_get_translations(hass, hass.config.language, "entity", {DOMAIN})
    return names.get(f"component.{DOMAIN}.entity.sensor.{vital}.name", vital)


@callback
def async_shown(hass: HomeAssistant, sources: Sources) -> dict[str, list[str]]:
    """Return vital -> entity ids as they are called today (a renamed entity is followed by its registry id)."""
    return {vital: [current_id(hass, bound) for bound in entries] for vital, entries in sources.items()}


@callback
def current_id(hass: HomeAssistant, bound: Mapping[str, str | None]) -> str:
    """Return what a bound entity is called today, or was called last."""
    registry = er.async_get(hass)
    if (registry_id := bound.get("registry_id")) and (entry := registry.entities.get_entry(registry_id)) is not None:
        return entry.entity_id
    return str(bound["entity_id"])


def bound_entities(sources: Sources) -> Iterator[str]:
    """Yield every bound entity id as it was stored."""
    for entries in sources.values():
        for bound in entries:
            yield str(bound["entity_id"])
