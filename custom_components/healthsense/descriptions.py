"""What each sensor shows: a row for every vital and every assessment."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, Final

from homeassistant.components.sensor import SensorDeviceClass, SensorEntityDescription, SensorStateClass
from homeassistant.const import (
    PERCENTAGE,
    EntityCategory,
    UnitOfBloodGlucoseConcentration,
    UnitOfEnergy,
    UnitOfLength,
    UnitOfMass,
    UnitOfPressure,
    UnitOfSoundPressure,
    UnitOfSpeed,
    UnitOfTemperature,
    UnitOfTime,
)

from .engine.catalog import CATALOG, Entry, Shape
from .engine.vitals import VITALS, Sampling, Vital

BPM: Final = "bpm"
"""Home Assistant has neither a constant nor a device class for heart rates; core writes it so too."""

_PERCENT: Final = 100
LAST_MEASUREMENT: Final = "last_measurement"
DATA_QUALITY: Final = "data_quality"
OVERALL_STATUS: Final = "overall_status"


@dataclass(frozen=True, kw_only=True)
class HealthSensorDescription(SensorEntityDescription):
    """A sensor, and at what precision a change of it is worth a new state.

    ``assessment`` is the catalogue's key of what it shows (empty: a vital), ``factor`` what turns
    the engine's value into the sensor's, ``document`` the page that says what it is.
    """

    decimals: int = 0
    assessment: str = ""
    factor: int = 1
    document: str = ""


@dataclass(frozen=True, slots=True)
class _Look:
    """What Home Assistant knows of a unit."""

    unit: str
    device_class: SensorDeviceClass | None = None


# Canonical unit of the engine -> what Home Assistant calls it.
_LOOKS: Final[Mapping[str, _Look]] = MappingProxyType(
    {
        "bpm": _Look(BPM),
        "%": _Look(PERCENTAGE),
        "/min": _Look("/min"),
        "mmHg": _Look(UnitOfPressure.MMHG, SensorDeviceClass.PRESSURE),
        "mg/dL": _Look(
            UnitOfBloodGlucoseConcentration.MILLIGRAMS_PER_DECILITER, SensorDeviceClass.BLOOD_GLUCOSE_CONCENTRATION
        ),
        "°C": _Look(UnitOfTemperature.CELSIUS, SensorDeviceClass.TEMPERATURE),
        "kg": _Look(UnitOfMass.KILOGRAMS, SensorDeviceClass.WEIGHT),
        "cm": _Look(UnitOfLength.CENTIMETERS, SensorDeviceClass.DISTANCE),
        "km": _Look(UnitOfLength.KILOMETERS, SensorDeviceClass.DISTANCE),
        "km/h": _Look(UnitOfSpeed.KILOMETERS_PER_HOUR, SensorDeviceClass.SPEED),
        "kcal": _Look(UnitOfEnergy.KILO_CALORIE, SensorDeviceClass.ENERGY),
        "ms": _Look(UnitOfTime.MILLISECONDS, SensorDeviceClass.DURATION),
        "min": _Look(UnitOfTime.MINUTES, SensorDeviceClass.DURATION),
        "dB": _Look(UnitOfSoundPressure.DECIBEL, SensorDeviceClass.SOUND_PRESSURE),
        "steps": _Look("steps"),
        "flights": _Look("flights"),
        "bpm/h": _Look("bpm/h"),
        "%/h": _Look("%/h"),
    }
)

# Digits after the point that a person reads; others have none.
_DECIMALS: Final[Mapping[str, int]] = MappingProxyType(
    {
        "perfusion_index": 1,
        "respiratory_rate": 1,
        "temperature": 1,
        "weight": 1,
        "body_fat": 1,
        "distance": 2,
        "walking_speed": 1,
        "walking_asymmetry": 1,
        "double_support": 1,
    }
)
_DIAGNOSTIC: Final = frozenset({"signal_quality", "device_battery", "glucose_active", DATA_QUALITY})
# Of these a person has one value for long; statistics of them say nothing.
_NO_STATISTICS: Final = frozenset({"height", LAST_MEASUREMENT})


def vital_words(vital: Vital) -> list[str]:
    """Return the words that a coded vital shows, each stored number once."""
    return list(dict.fromkeys(word for code in vital.codes.values() if (word := vital.word(code)) is not None))


def _category(key: str) -> EntityCategory | None:
    return EntityCategory.DIAGNOSTIC if key in _DIAGNOSTIC else None


def _enum(key: str, options: list[str]) -> HealthSensorDescription:
    return HealthSensorDescription(key=key, translation_key=key, device_class=SensorDeviceClass.ENUM, options=options)


def _number(key: str, unit: str, decimals: int, *, state_class: SensorStateClass | None) -> HealthSensorDescription:
    look = _LOOKS.get(unit, _Look(unit)) if unit else None
    device_class = None if look is None else look.device_class
    if key == "device_battery":
        device_class = SensorDeviceClass.BATTERY
    return HealthSensorDescription(
        key=key,
        translation_key=key,
        native_unit_of_measurement=None if look is None else look.unit,
        # A US household would see inches of mercury otherwise.
        suggested_unit_of_measurement=UnitOfPressure.MMHG if unit == "mmHg" else None,
        suggested_display_precision=decimals,
        device_class=device_class,
        state_class=state_class,
        entity_category=_category(key),
        decimals=decimals,
    )


def _vital(vital: Vital) -> HealthSensorDescription:
    if vital.sampling is Sampling.CODED:
        return _enum(vital.key, vital_words(vital))
    state_class: SensorStateClass | None = SensorStateClass.MEASUREMENT
    if vital.sampling is Sampling.CUMULATIVE:
        state_class = SensorStateClass.TOTAL_INCREASING
    elif vital.key in _NO_STATISTICS or _LOOKS[vital.unit].device_class is SensorDeviceClass.ENERGY:
        state_class = None
    return _number(vital.key, vital.unit, _DECIMALS.get(vital.key, 0), state_class=state_class)


def _assessment(entry: Entry) -> HealthSensorDescription:
    if entry.shape is Shape.WORD:
        base = _enum(entry.entity_key, list(entry.bands))
    elif entry.shape is Shape.RISK:
        # A fraction of 1 for the engine, percent for people.
        base = _number(entry.entity_key, "%", max(0, entry.decimals - 2), state_class=SensorStateClass.MEASUREMENT)
    else:
        base = _number(entry.entity_key, entry.unit, entry.decimals, state_class=SensorStateClass.MEASUREMENT)
    return replace(
        base,
        assessment=entry.key,
        factor=_PERCENT if entry.shape is Shape.RISK else 1,
        document=entry.document,
        entity_registry_enabled_default=entry.core,
    )


VITAL_SENSORS: Final[Mapping[str, HealthSensorDescription]] = MappingProxyType(
    {key: _vital(vital) for key, vital in VITALS.items()}
)
ASSESSMENT_SENSORS: Final[Mapping[str, HealthSensorDescription]] = MappingProxyType(
    {entry.entity_key: _assessment(entry) for entry in CATALOG.values()}
)
"""By entity key, which no vital has."""
LAST_MEASUREMENT_SENSOR: Final = HealthSensorDescription(
    key=LAST_MEASUREMENT, translation_key=LAST_MEASUREMENT, device_class=SensorDeviceClass.TIMESTAMP
)

type Attributes = dict[str, Any]
