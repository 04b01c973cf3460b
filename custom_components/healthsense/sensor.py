"""Sensors: what was measured, and what it adds up to."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from typing import Any, override

from homeassistant.components.sensor import DOMAIN as SENSOR_DOMAIN
from homeassistant.components.sensor import SensorEntity
from homeassistant.const import MATCH_ALL
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .advice_sensors import advice_keys, async_add_advice_sensors
from .alert_entity_keys import ALERT_LEVEL
from .alert_sensors import AlertLevelSensor
from .alert_view import async_view_of
from .const import DOCUMENTS, DOMAIN
from .descriptions import (
    ASSESSMENT_SENSORS,
    LAST_MEASUREMENT,
    LAST_MEASUREMENT_SENSOR,
    OVERALL_STATUS,
    VITAL_SENSORS,
    HealthSensorDescription,
)
from .engine.catalog import BASIC
from .engine.measurement import to_datetime
from .engine.monitor import Result
from .engine.profile import PROFILE_SOURCE
from .engine.vitals import VITALS, Sampling
from .entity import Feed, Gist, Shown
from .household import HealthSenseConfigEntry, Household, Person

PARALLEL_UPDATES = 0


async def async_setup_entry(
    hass: HomeAssistant, entry: HealthSenseConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add everybody's sensors, and those of vitals that are measured for the first time later on."""
    for person in entry.runtime_data.people.values():
        _follow(hass, entry, person, async_add_entities)
        if not person.private:
            await async_add_advice_sensors(hass, entry, person, async_add_entities)
            level = AlertLevelSensor(entry.runtime_data, async_view_of(hass, entry, person))
            async_add_entities([level], config_subentry_id=person.subentry_id)


def _follow(
    hass: HomeAssistant,
    entry: HealthSenseConfigEntry,
    person: Person,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    household = entry.runtime_data
    feed = Feed(hass, household, person)
    if person.private:
        _remove_others(hass, entry, person, {OVERALL_STATUS})
        status = PrivateStatusSensor(household, person, ASSESSMENT_SENSORS[OVERALL_STATUS])
        feed.add_answer(OVERALL_STATUS, status)
        async_add_entities([status], config_subentry_id=person.subentry_id)
        entry.async_on_unload(feed.async_start(lambda _keys: None))
        return

    registry = er.async_get(hass)

    @callback
    def add_vitals(keys: Iterable[str]) -> None:
        sensors = []
        for key in sorted(keys):
            if key in VITAL_SENSORS and not feed.knows_vital(key):
                sensor = VitalSensor(household, person, VITAL_SENSORS[key])
                feed.add_vital(key, sensor)
                sensors.append(sensor)
        async_add_entities(sensors, config_subentry_id=person.subentry_id)

    @callback
    def add_answers(result: Result | None) -> None:
        sensors = []
        for description in ASSESSMENT_SENSORS.values():
            if feed.knows_answer(description.assessment) or not _is_of_use(registry, person, description, result):
                continue
            sensor = AssessmentSensor(household, person, description)
            feed.add_answer(description.assessment, sensor)
            sensors.append(sensor)
        async_add_entities(sensors, config_subentry_id=person.subentry_id)

    @callback
    def add_new(result: Result) -> None:
        add_vitals(result.current)
        add_answers(result)

    last = LastMeasurementSensor(household, person, LAST_MEASUREMENT_SENSOR)
    feed.add_always(last)
    vitals = {*person.sources, *(person.result.current if person.result is not None else ())}
    ours = advice_keys(person)
    _remove_others(hass, entry, person, {*ASSESSMENT_SENSORS, LAST_MEASUREMENT, ALERT_LEVEL, *vitals, *ours})
    add_answers(person.result)
    async_add_entities([last], config_subentry_id=person.subentry_id)
    add_vitals(vitals)
    entry.async_on_unload(feed.async_start(add_new))


def _is_of_use(
    registry: er.EntityRegistry, person: Person, description: HealthSensorDescription, result: Result | None
) -> bool:
    """Return whether a person has use for an assessment's sensor: it is basic, has answered once, or answers now."""
    if description.assessment in BASIC:
        return True
    if result is not None and result.assessments[description.assessment].refused is None:
        return True
    return registry.async_get_entity_id(SENSOR_DOMAIN, DOMAIN, f"{person.person_id}_{description.key}") is not None


@callback
def _remove_others(hass: HomeAssistant, entry: HealthSenseConfigEntry, person: Person, keys: AbstractSet[str]) -> None:
    """Remove sensors that the person has no more.

    Of somebody who went private every name of a vital would stay visible; of somebody else, sensors
    of vitals that have neither a source nor a reading any more.
    """
    registry = er.async_get(hass)
    wanted = {f"{person.person_id}_{key}" for key in keys}
    for one in er.async_entries_for_config_entry(registry, entry.entry_id):
        ours = one.domain == SENSOR_DOMAIN and one.config_subentry_id == person.subentry_id
        if ours and one.unique_id not in wanted:
            registry.async_remove(one.entity_id)


class HealthSensor(Shown, SensorEntity):
    """A sensor made from the person's result. Its attributes are for reading, not for the recorder."""

    entity_description: HealthSensorDescription
    _unrecorded_attributes = frozenset({MATCH_ALL})

    def __init__(self, household: Household, person: Person, description: HealthSensorDescription) -> None:
        """Show what is known already."""
        self.entity_description = description
        self._decimals = description.decimals
        super().__init__(household, person, description.key)

    @override
    async def async_added_to_hass(self) -> None:
        """Know in which unit it is shown."""
        self._read_unit()
        await super().async_added_to_hass()

    @callback
    @override
    def async_registry_entry_updated(self) -> None:
        """Follow a person who picks another unit."""
        super().async_registry_entry_updated()
        self._read_unit()
        # Home Assistant writes the state now; what counts as a change from it is measured anew.
        self.take_over_newest()

    def _read_unit(self) -> None:
        # A tenth of a degree Fahrenheit or of a pound is less than a tenth of ours, and still a change.
        elsewhere = self.unit_of_measurement != self.native_unit_of_measurement
        self._decimals = self.entity_description.decimals + elsewhere

    def _rounded(self, value: float | str | None) -> float | str | None:
        return round(value, self._decimals) if isinstance(value, float) else value


class VitalSensor(HealthSensor):
    """The canonical reading of a vital: of the best source that is current. A stale one is unknown."""

    def _value(self, result: Result) -> float | str | None:
        current = result.current.get(self._key)
        if current is None:
            return None
        vital = VITALS[self._key]
        if vital.sampling is Sampling.CODED:
            return vital.word(current.measurement.scaled)
        return current.measurement.value

    @override
    def face(self, result: Result) -> tuple[object, Gist]:
        """Return the rounded value and its source; whether it is current shows at once."""
        current = result.current.get(self._key)
        if current is None:
            return None, ()
        return (self._rounded(self._value(result)), current.measurement.source), (current.fresh,)

    @override
    def show(self, result: Result) -> None:
        """Take over the reading, or that it is stale."""
        current = result.current.get(self._key)
        if current is None:
            self._attr_native_value = None
            self._attr_extra_state_attributes = {}
            return
        value = self._value(result)
        self._attr_native_value = value if current.fresh else None
        self._attr_extra_state_attributes = {
            "measured_at": to_datetime(current.measurement.effective_ms).isoformat(),
            "source": current.measurement.source,
        }
        if not current.fresh:
            self._attr_extra_state_attributes["last_value"] = value


class AssessmentSensor(HealthSensor):
    """A score or a model's answer. Bounds or a refusal leave the state unknown and say why beside it."""

    _result: Result | None = None

    def __init__(self, household: Household, person: Person, description: HealthSensorDescription) -> None:
        """Show what is known already; say where it is explained."""
        self._answer_key = description.assessment
        self._factor = description.factor
        if description.document:
            self._attr_attribution = f"{DOCUMENTS}/{description.document}.md"
        super().__init__(household, person, description)

    def _figure(self, value: float | str | None) -> float | str | None:
        """Return a value of the assessment in the sensor's unit."""
        return value * self._factor if isinstance(value, float) and self._factor != 1 else value

    @override
    def face(self, result: Result) -> tuple[object, Gist]:
        """Return value and bounds rounded; band, refusal and whether there is a value show at once."""
        answer = result.assessments[self._answer_key]
        return (
            tuple(self._rounded(self._figure(one)) for one in (answer.value, answer.lower, answer.upper)),
            (answer.band, answer.refused, answer.value is None),
        )

    @override
    def show(self, result: Result) -> None:
        """Take over the answer; its attributes are made when they are written."""
        self._result = result
        self._attr_native_value = self._rounded(self._figure(result.assessments[self._answer_key].value))

    @property
    @override
    def extra_state_attributes(self) -> dict[str, Any]:
        """Return what the answer rests on."""
        if self._result is None:
            return {}
        about = self._result.assessments[self._answer_key].as_dict()
        about |= {bound: self._figure(about[bound]) for bound in ("lower", "upper")}
        for shown_elsewhere in ("assessment", "value", "unit"):
            about.pop(shown_elsewhere)
        return about


class LastMeasurementSensor(HealthSensor):
    """When the newest reading was taken. The profile's own facts are no readings."""

    def _newest_ms(self, result: Result) -> int | None:
        return max(
            (
                current.measurement.effective_ms
                for current in result.current.values()
                if current.measurement.source != PROFILE_SOURCE
            ),
            default=None,
        )

    @override
    def face(self, result: Result) -> tuple[object, Gist]:
        """Return the minute: nobody need know it better. Only the first reading of all shows at once."""
        newest_ms = self._newest_ms(result)
        return (None if newest_ms is None else newest_ms // 60_000), (newest_ms is None,)

    @override
    def show(self, result: Result) -> None:
        """Take over the time."""
        newest_ms = self._newest_ms(result)
        self._attr_native_value = None if newest_ms is None else to_datetime(newest_ms)


class PrivateStatusSensor(HealthSensor):
    """The one sensor of a private person: how things are, not why."""

    @override
    def face(self, result: Result) -> tuple[object, Gist]:
        """Return the level, which shows at once."""
        level = result.assessments[self._key].value
        return level, (level,)

    @override
    def show(self, result: Result) -> None:
        """Take over the level."""
        self._attr_native_value = result.assessments[self._key].value
