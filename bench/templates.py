"""The alternative: NEWS2 and an hour's mean from Home Assistant's own template and statistics helpers."""

import json
from typing import Any, Final

# source -> (template over ``v``); the table is the RCP's (2017), SpO2 scale 1.
_POINTS: Final = {
    "heart_rate": "3 if v <= 40 else 1 if v <= 50 else 0 if v <= 90 else 1 if v <= 110 else 2 if v <= 130 else 3",
    "spo2": "3 if v <= 91 else 2 if v <= 93 else 1 if v <= 95 else 0",
    "respiratory_rate": "3 if v <= 8 else 1 if v <= 11 else 0 if v <= 20 else 2 if v <= 24 else 3",
    "systolic": "3 if v <= 90 else 2 if v <= 100 else 1 if v <= 110 else 0 if v <= 219 else 3",
    "temperature": "3 if v <= 35 else 1 if v <= 36 else 0 if v <= 38 else 1 if v <= 39 else 2",
}
_WORDS: Final = {"oxygen": ("on", 2), "alertness": ("other", 3)}


def configuration(people: int) -> str:
    """Return the YAML (JSON is YAML) for so many people."""
    sensors: list[dict[str, Any]] = []
    statistics: list[dict[str, Any]] = []
    for person in range(people):
        parts = []
        for source, points in _POINTS.items():
            entity = f"sensor.source_{person}_{source}"
            state = f"{{% set v = states('{entity}') | float %}}{{{{ {points} }}}}"
            parts.append((source, state, f"{{{{ has_value('{entity}') }}}}"))
        for source, (word, worth) in _WORDS.items():
            entity = f"sensor.source_{person}_{source}"
            state = f"{{{{ {worth} if is_state('{entity}', '{word}') else 0 }}}}"
            parts.append((source, state, f"{{{{ has_value('{entity}') }}}}"))
        for source, state, available in parts:
            name = f"points {person} {source}"
            sensors.append(
                {"name": name, "unique_id": name.replace(" ", "_"), "state": state, "availability": available}
            )
        total = " + ".join(f"states('sensor.points_{person}_{source}') | int(0)" for source, _, _ in parts)
        sensors.append({"name": f"news2 {person}", "unique_id": f"news2_{person}", "state": f"{{{{ {total} }}}}"})
        statistics.append(
            {
                "platform": "statistics",
                "name": f"mean {person}",
                "entity_id": f"sensor.source_{person}_heart_rate",
                "state_characteristic": "mean",
                "max_age": {"minutes": 60},
            }
        )
    return f"template: {json.dumps([{'sensor': sensors}])}\nsensor: {json.dumps(statistics)}\n"
