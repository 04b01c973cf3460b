"""Sensors of the recommendations and of how much of the care plan was kept. Nobody private has them."""

from typing import Any, Final, override

from homeassistant.components.sensor import SensorDeviceClass, SensorEntity, SensorStateClass
from homeassistant.const import MATCH_ALL, PERCENTAGE
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .advice_texts import NOTHING, RECOMMENDATION, async_house_texts
from .care import Care, async_care_of
from .engine.advice_rules import RULES
from .engine.care_review import ADHERENCE_DAYS
from .entity import HealthSenseEntity
from .household import HealthSenseConfigEntry, Household, Person

RECOMMENDATIONS: Final = (NOTHING, *(rule.key for rule in RULES))
ENABLED: Final = "adherence_7d"


class CareEntity(HealthSenseEntity):
    """An entity that shows how a person's plan stands or what is recommended."""

    def __init__(self, household: Household, care: Care, key: str) -> None:
        """Belong to the person's device."""
        super().__init__(household, care.person, key)
        self._care = care

    @property
    @override
    def available(self) -> bool:
        """Return False until the history answered, and while it does not work."""
        return super().available and self._care.state is not None

    @override
    async def async_added_to_hass(self) -> None:
        """Follow the plan."""
        await super().async_added_to_hass()
        self.async_on_remove(self._care.async_subscribe(self._changed))

    @callback
    def _changed(self) -> None:
        self.async_write_ha_state()


class RecommendationSensor(CareEntity, SensorEntity):
    """What comes first of what is recommended; all three, with their reasons, beside it."""

    _attr_device_class = SensorDeviceClass.ENUM
    _unrecorded_attributes = frozenset({MATCH_ALL})

    def __init__(self, household: Household, care: Care) -> None:
        """Know every recommendation that there can be."""
        super().__init__(household, care, RECOMMENDATION)
        self._attr_options = list(RECOMMENDATIONS)

    @property
    @override
    def native_value(self) -> str | None:
        """Return the first recommendation's key, or that there is none."""
        if self._care.state is None:
            return None
        return next((one.key for one in self._care.state.advice.recommendations), NOTHING)

    @property
    @override
    def extra_state_attributes(self) -> dict[str, Any] | None:
        """Return the recommendations in the language of this Home Assistant."""
        if self._care.state is None:
            return None
        texts = async_house_texts(self.hass)
        return {"recommendations": [texts.as_dict(one) for one in self._care.state.advice.recommendations]}


class AdherenceSensor(CareEntity, SensorEntity):
    """How much of what was planned was measured."""

    _attr_native_unit_of_measurement = PERCENTAGE
    _attr_state_class = SensorStateClass.MEASUREMENT
    _attr_suggested_display_precision = 0
    _unrecorded_attributes = frozenset({MATCH_ALL})

    def __init__(self, household: Household, care: Care, key: str) -> None:
        """Show one span of days; the longer one is there for whoever asks."""
        super().__init__(household, care, key)
        self._attr_entity_registry_enabled_default = key == ENABLED

    @property
    @override
    def native_value(self) -> float | None:
        """Return the share in percent, unknown where nothing planned is over yet."""
        value = None if self._care.state is None else self._care.state.adherence[self._key].value
        return round(value, 1) if isinstance(value, float) else None

    @property
    @override
    def extra_state_attributes(self) -> dict[str, Any] | None:
        """Return how many were done of how many."""
        return None if self._care.state is None else dict(self._care.state.adherence[self._key].extra)


@callback
def advice_keys(person: Person) -> frozenset[str]:
    """Return the sensors of this kind that a person has: adherence only with a plan."""
    planned = bool(person.care_plan.routines)
    return frozenset({RECOMMENDATION, *(ADHERENCE_DAYS if planned else ())})


async def async_add_advice_sensors(
    hass: HomeAssistant,
    entry: HealthSenseConfigEntry,
    person: Person,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add a person's sensors of this kind."""
    care = await async_care_of(hass, entry, person)
    sensors: list[CareEntity] = [RecommendationSensor(entry.runtime_data, care)]
    if care.plan.routines:
        sensors += [AdherenceSensor(entry.runtime_data, care, key) for key in ADHERENCE_DAYS]
    async_add_entities(sensors, config_subentry_id=person.subentry_id)
