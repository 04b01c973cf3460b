"""What voice and chat may tell: a person's own readings, to that person, once the person has allowed it."""

from datetime import datetime
from typing import Any, Final

from homeassistant.core import Context, HomeAssistant, callback
from homeassistant.helpers.translation import async_get_translations
from homeassistant.util import dt as dt_util

from .const import DOMAIN
from .descriptions import ASSESSMENT_SENSORS, VITAL_SENSORS, HealthSensorDescription
from .engine.assessment import Assessment
from .engine.catalog import CATALOG
from .engine.measurement import to_datetime
from .engine.view import Current
from .engine.vitals import VITALS, Sampling
from .household import Household
from .person import Person

_TEXTS: Final = f"component.{DOMAIN}"


class AssistRefusedError(Exception):
    """Nothing may be told. ``reason`` names the sentence, among the common translations, that says why."""

    def __init__(self, reason: str) -> None:
        """Keep the reason."""
        super().__init__(reason)
        self.reason = reason


@callback
def async_own_person(hass: HomeAssistant, context: Context | None) -> Person:
    """Return the person who asks.

    Raises:
        AssistRefusedError: nobody knows who asks, it is nobody of the household, or it was not allowed.
    """
    user_id = None if context is None else context.user_id
    if user_id is None:
        raise AssistRefusedError("assist_who_asks")
    for entry in hass.config_entries.async_loaded_entries(DOMAIN):
        household: Household = entry.runtime_data
        for person in household.people.values():
            if person.user_id == user_id:
                if not person.allow_assist:
                    raise AssistRefusedError("assist_not_allowed")
                return person
    raise AssistRefusedError("assist_no_person")


def reading(found: Current) -> dict[str, Any]:
    """Return a reading as data: value in the canonical unit, time, and whether it is current."""
    measured = found.measurement
    vital = VITALS[measured.vital]
    coded = vital.sampling is Sampling.CODED
    return {
        "value": vital.word(measured.scaled) if coded else measured.value,
        "unit": vital.unit,
        "measured_at": to_datetime(measured.effective_ms).isoformat(),
        "current": found.fresh,
    }


class Phrases:
    """Sentences in a language, from the integration's translations."""

    def __init__(self, common: dict[str, str], entity: dict[str, str]) -> None:
        """Speak with these texts, flat as Home Assistant hands them out."""
        self._common = common
        self._entity = entity

    def say(self, sentence: str, **placeholders: str) -> str:
        """Return one of the common sentences."""
        return self._common[f"{_TEXTS}.common.{sentence}"].format(**placeholders)

    def _name(self, key: str) -> str:
        return self._entity.get(f"{_TEXTS}.entity.sensor.{key}.name", key)

    def _word(self, description: HealthSensorDescription, word: str) -> str:
        base = f"{_TEXTS}.entity.sensor.{description.key}"
        return self._entity.get(
            f"{base}.state.{word}", self._entity.get(f"{base}.state_attributes.band.state.{word}", word)
        )

    def reading(self, vital: str, found: Current | None) -> str:
        """Return what a reading is, and when it was taken where it is not current."""
        description = VITAL_SENSORS[vital]
        name = self._name(description.key)
        if found is None:
            return self.say("assist_no_reading", name=name)
        measured = found.measurement
        row = VITALS[vital]
        if row.sampling is Sampling.CODED:
            value = self._word(description, row.word(measured.scaled) or "")
        else:
            value = f"{measured.value:.{description.decimals}f} {description.native_unit_of_measurement or ''}".strip()
        when = _clock(dt_util.as_local(to_datetime(measured.effective_ms)), dt_util.now())
        return self.say("assist_reading" if found.fresh else "assist_last_reading", name=name, value=value, time=when)

    def answer(self, key: str, found: Assessment) -> str:
        """Return what an assessment says, in words where it has words."""
        description = ASSESSMENT_SENSORS[CATALOG[key].entity_key]
        name = self._name(description.key)
        if found.refused is not None:
            base = f"{_TEXTS}.entity.sensor.{description.key}.state_attributes.refused.state"
            return self.say(
                "assist_no_answer", name=name, reason=self._entity.get(f"{base}.{found.refused}", found.refused)
            )
        band = None if found.band is None else self._word(description, found.band)
        if isinstance(found.value, str):
            return self.say("assist_answer", name=name, value=self._word(description, found.value))
        if found.value is None:
            figure = f"{_figure(description, found.lower)} - {_figure(description, found.upper)}"
        else:
            figure = _figure(description, found.value)
        unit = description.native_unit_of_measurement or ""
        value = f"{figure} {unit}".strip()
        return self.say("assist_answer", name=name, value=value if band is None else f"{value}, {band}")


def _figure(description: HealthSensorDescription, value: float | None) -> str:
    return "?" if value is None else f"{value * description.factor:.{description.decimals}f}"


def _clock(moment: datetime, now: datetime) -> str:
    """Return the time, with the day where it is not today's."""
    return moment.strftime("%H:%M") if moment.date() == now.date() else moment.strftime("%Y-%m-%d %H:%M")


async def async_phrases(hass: HomeAssistant, language: str) -> Phrases:
    """Return the sentences of a language."""
    return Phrases(
        await async_get_translations(hass, language, "common", [DOMAIN]),
        await async_get_translations(hass, language, "entity", [DOMAIN]),
    )
