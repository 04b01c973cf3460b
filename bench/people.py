"""The people of the benchmarks: their sources, what these say, and the helpers that are the alternative.

Three sets of equal sources: nobody listens to ``bare``, HealthSense is bound to ``ours``, and
Home Assistant's own template and statistics helpers compute NEWS2 and an hour's mean from ``helpers``.
"""

import json
import math
import random
from collections.abc import Iterator, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final


class Household(StrEnum):
    """A set of sources, by who listens to it."""

    BARE = "bare"
    OURS = "ours"
    HELPERS = "helpers"


type Reading = tuple[float, str, str]
"""At which second which entity gets which state."""

UNITS: Final[Mapping[str, str | None]] = MappingProxyType(
    {
        "heart_rate": "bpm",
        "spo2": "%",
        "systolic": "mmHg",
        "diastolic": "mmHg",
        "temperature": "°C",
        "respiratory_rate": "/min",
        "supplemental_oxygen": None,
        "consciousness": None,
    }
)
"""Vital -> unit of its source: what NEWS2 needs, and the diastolic pressure of the same cuff."""

AT_REST: Final[Mapping[str, str]] = MappingProxyType(
    {
        "spo2": "97",
        "systolic": "122",
        "diastolic": "78",
        "temperature": "36.6",
        "respiratory_rate": "14",
        "supplemental_oxygen": "off",
        "consciousness": "alert",
    }
)
"""What everything but the heart rate says; each is worth no point of NEWS2."""

# The score of each input ``v``: RCP 2017, SpO2 scale 1. The last ``else`` of a number is its highest row.
_POINTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "heart_rate": "3 if v <= 40 else 1 if v <= 50 else 0 if v <= 90 else 1 if v <= 110 else 2 if v <= 130 else 3",
        "spo2": "3 if v <= 91 else 2 if v <= 93 else 1 if v <= 95 else 0",
        "systolic": "3 if v <= 90 else 2 if v <= 100 else 1 if v <= 110 else 0 if v <= 219 else 3",
        "temperature": "3 if v <= 35 else 1 if v <= 36 else 0 if v <= 38 else 1 if v <= 39 else 2",
        "respiratory_rate": "3 if v <= 8 else 1 if v <= 11 else 0 if v <= 20 else 2 if v <= 24 else 3",
        "supplemental_oxygen": "2 if v == 'on' else 0",
        "consciousness": "0 if v == 'alert' else 3",
    }
)


def source(household: Household, person: int, vital: str) -> str:
    """Return the entity that measures ``vital`` of a person of this household."""
    return f"sensor.{household}_{person}_{vital}"


def helper(person: int, what: str) -> str:
    """Return the helpers' entity: ``news2``, ``heart_rate_points`` and so on, ``heart_rate_mean``."""
    return f"sensor.helper_{person}_{what}"


def configuration(people: int) -> str:
    """Return what configuration.yaml needs for the sources and the helpers of so many people (JSON is YAML)."""
    entities = {
        source(household, person, vital): {"friendly_name": f"{vital} {person}"}
        | ({} if unit is None else {"unit_of_measurement": unit, "state_class": "measurement"})
        for household in Household
        for person in range(people)
        for vital, unit in UNITS.items()
    }
    parts = {
        "hs_bench_probe": {"entities": entities},
        "template": [{"sensor": [sensor for person in range(people) for sensor in _templates(person)]}],
        "sensor": [_mean(person) for person in range(people)],
    }
    return "".join(f"{name}: {json.dumps(part)}\n" for name, part in parts.items())


def _templates(person: int) -> Iterator[dict[str, Any]]:
    """Yield a sensor for the points of each input and one for their sum, as lean as they can be and stay right."""
    for vital, points in _POINTS.items():
        entity = source(Household.HELPERS, person, vital)
        number = "" if UNITS[vital] is None else " | float(none)"
        absent = "v in ('unknown', 'unavailable')" if UNITS[vital] is None else "v is none"
        yield _template(
            f"helper {person} {vital} points",
            f"{{% set v = states('{entity}'){number} %}}{{{{ none if {absent} else {points} }}}}",
        )
    parts = ", ".join(f"states('{helper(person, f'{vital}_points')}')" for vital in _POINTS)
    yield _template(
        f"helper {person} news2",
        f"{{% set all = [{parts}] | select('is_number') | list %}}"
        "{{ all | map('int') | sum if all | count == 7 else none }}",
    )


def _template(name: str, state: str) -> dict[str, Any]:
    return {"name": name, "unique_id": name.replace(" ", "_"), "state": state}


def _mean(person: int) -> dict[str, Any]:
    return {
        "platform": "statistics",
        "name": f"helper {person} heart rate mean",
        "entity_id": source(Household.HELPERS, person, "heart_rate"),
        "state_characteristic": "mean",
        "max_age": {"hours": 1},
    }


def first_values(household: Household, person: int, *, apart_s: float) -> Iterator[Reading]:
    """Yield a first value of every source but the heart rate's, one after the other."""
    for place, (vital, value) in enumerate(AT_REST.items()):
        yield (place * apart_s, source(household, person, vital), value)


def heart_rates(
    household: Household, person: int, seconds: int, *, first: int = 0, band_changes: bool = False
) -> Iterator[Reading]:
    """Yield a heart rate a second, each at the person's own moment of it; no value comes twice within 100 s.

    At rest it wanders about 70 bpm and NEWS2 stays 0. With ``band_changes`` it is 60 bpm higher
    in every other two seconds: NEWS2 goes from 0 to 3 and back, its band from low to low-medium.
    """
    moment_s = random.Random(person).random()  # noqa: S311  # a device's phase, the same every time
    for second in range(first, first + seconds):
        wander = 3 * math.sin(second / 7 + person)
        high = 60 if band_changes and second % 4 >= 2 else 0
        value = math.floor(75 + wander + high) + second % 100 / 100
        yield (second - first + moment_s, source(household, person, "heart_rate"), f"{value:.2f}")
