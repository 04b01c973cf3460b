"""What the feed says of a person, in a language and in the household's units."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from homeassistant.components.sensor import SensorDeviceClass
from homeassistant.components.sensor.const import UNIT_CONVERTERS
from homeassistant.core import HomeAssistant
from homeassistant.helpers.translation import async_get_translations
from homeassistant.util.unit_system import UnitSystem

from .alert_texts import COMMA_LANGUAGES, AlertTexts, async_alert_texts
from .const import DOMAIN
from .descriptions import ASSESSMENT_SENSORS, OVERALL_STATUS, VITAL_SENSORS, HealthSensorDescription
from .engine.alerts.model import Alert
from .engine.assessment import Assessment
from .engine.catalog import CATALOG
from .engine.view import Current
from .engine.vitals import VITALS, Sampling
from .person import Person
from .series import iso

_ENTITY: Final = f"component.{DOMAIN}.entity.sensor"
_LEVEL: Final = "alert_level"


@dataclass(frozen=True, slots=True)
class FeedWords:
    """The texts of one language, and the units of this Home Assistant."""

    language: str
    entity: Mapping[str, str]
    alerts: AlertTexts
    units: UnitSystem

    def _name(self, key: str) -> str:
        return self.entity.get(f"{_ENTITY}.{key}.name", key)

    def _word(self, key: str, word: str) -> str:
        base = f"{_ENTITY}.{key}"
        return self.entity.get(
            f"{base}.state.{word}", self.entity.get(f"{base}.state_attributes.band.state.{word}", word)
        )

    def _number(self, shown: HealthSensorDescription, value: float) -> tuple[float, str, str]:
        """Return a value as the household reads it: the number, its unit, and both as text."""
        native, kind = shown.native_unit_of_measurement or "", shown.device_class
        unit = shown.suggested_unit_of_measurement
        if kind is SensorDeviceClass.TEMPERATURE:
            unit = self.units.temperature_unit
        elif unit is None and kind is not None:
            unit = self.units.get_converted_unit(kind, native)
        if unit is not None and unit != native and kind in UNIT_CONVERTERS:
            value = UNIT_CONVERTERS[kind].convert(value, native, unit)
        else:
            unit = native
        digits = f"{value:.{shown.decimals}f}"
        text = digits.replace(".", ",") if self.language in COMMA_LANGUAGES else digits
        return float(digits), unit, f"{text} {unit}".strip()

    def person(self, person: Person) -> dict[str, Any]:
        """Return what is known of a person now; for users who may read it."""
        result = person.result
        current = {} if result is None else result.current
        answers = {} if result is None else result.assessments
        return {
            "person_id": person.person_id,
            "name": person.name,
            "status": self._status(answers.get(OVERALL_STATUS)),
            "alerts": [] if result is None else [self._alert(alert) for alert in result.alerts.open],
            "readings": [self._reading(key, current[key]) for key in VITALS if key in current],
            "scores": [found for key in CATALOG if key in answers and (found := self._score(key, answers[key]))],
        }

    def _status(self, found: Assessment | None) -> dict[str, Any]:
        word = "no_data" if found is None or found.value is None else str(found.value)
        return {"value": word, "text": self._word(OVERALL_STATUS, word)}

    def _alert(self, alert: Alert) -> dict[str, Any]:
        level = alert.level.word
        return {
            "level": level,
            "level_text": self._word(_LEVEL, level),
            "text": self.alerts.whats(alert),
            "since": iso(alert.began_ms if alert.raised_ms is None else alert.raised_ms),
            "acknowledged": alert.acknowledged_ms is not None,
        }

    def _reading(self, vital: str, found: Current) -> dict[str, Any]:
        row, shown, measured = VITALS[vital], VITAL_SENSORS[vital], found.measurement
        value: float | str | None
        if row.sampling is Sampling.CODED:
            value, unit = row.word(measured.scaled), ""
            text = "" if value is None else self._word(shown.key, value)
        else:
            value, unit, text = self._number(shown, measured.value)
        return {
            "vital": vital,
            "name": self._name(shown.key),
            "value": value,
            "unit": unit,
            "text": text,
            "time": iso(measured.effective_ms),
            "fresh": found.fresh,
        }

    def _score(self, key: str, found: Assessment) -> dict[str, Any] | None:
        """Return a score that every person has and that has an answer; the overall status stands by itself."""
        if not CATALOG[key].core or key == OVERALL_STATUS or found.value is None:
            return None
        shown = ASSESSMENT_SENSORS[CATALOG[key].entity_key]
        band = None if found.band is None else self._word(shown.key, found.band)
        value: float | str
        if isinstance(found.value, str):
            value, unit, text = found.value, "", self._word(shown.key, found.value)
        else:
            value, unit, text = self._number(shown, found.value * shown.factor)
            text = text if band is None else f"{text} ({band})"
        return {
            "key": key,
            "name": self._name(shown.key),
            "value": value,
            "unit": unit,
            "text": text,
            "band": found.band,
        }


async def async_feed_words(hass: HomeAssistant, language: str) -> FeedWords:
    """Return the words of a language; Home Assistant reads them once, and falls back on English."""
    entity = await async_get_translations(hass, language, "entity", [DOMAIN])
    return FeedWords(language, entity, await async_alert_texts(hass, language), hass.config.units)
