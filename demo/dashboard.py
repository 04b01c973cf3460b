"""The demo's dashboard: core cards only, one view per person and one for the node."""

from collections.abc import Mapping
from typing import Any, Final

URL_PATH: Final = "demo-household"
SCENARIO: Final = "Scenario"

# Sections of a person's view: key -> what its tile is called. Short, so that a phone shows it whole.
_NOW: Final = {
    "heart_rate": "Heart rate",
    "spo2": "Blood oxygen",
    "respiratory_rate": "Breathing rate",
    "temperature": "Temperature",
    "systolic": "Systolic",
    "diastolic": "Diastolic",
}
_SCORES: Final = {
    "overall_status": "Overall status",
    "news2": "NEWS2 score",
    "bp_category_esc": "Pressure, ESC",
    "bp_category_acc": "Pressure, AHA",
    "map": "Mean pressure",
    "pulse_pressure": "Pulse pressure",
    "diabetes_risk": "Sugar test",
}
_USUAL: Final = {
    "heart_rate_trend": "Heart trend",
    "heart_rate_deviation": "Heart vs usual",
    "spo2_trend": "Oxygen trend",
    "spo2_deviation": "Oxygen vs usual",
}
_ABOUT: Final = {"last_measurement": "Last measured", "data_quality": "Data quality"}

_RESTS_ON: Final = """\
{{% set news = states.{news2} %}}
**Early-warning score:** {{{{ news.attributes.explanation if news else "" }}}}

{{% set risk = states.{diabetes_risk} %}}
**Chance of high blood sugar on a test:** {{{{ risk.attributes.explanation if risk else "" }}}}
"""


def _tiles(entities: Mapping[str, str], names: Mapping[str, str]) -> list[dict[str, Any]]:
    return [{"type": "tile", "entity": entities[key], "name": name} for key, name in names.items() if key in entities]


def _section(title: str, icon: str, cards: list[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "grid", "cards": [{"type": "heading", "heading": title, "icon": icon}, *cards]}


def _graph(entities: Mapping[str, str], keys: tuple[str, ...]) -> dict[str, Any]:
    return {
        "type": "history-graph",
        "hours_to_show": 1,
        "entities": [{"entity": entities[key], "name": _NOW[key]} for key in keys if key in entities],
        "grid_options": {"columns": "full"},
    }


def _person_view(name: str, entities: Mapping[str, str]) -> dict[str, Any]:
    sections = [
        _section("Now", "mdi:heart-pulse", _tiles(entities, _NOW)),
        _section("Scores", "mdi:shield-check-outline", _tiles(entities, _SCORES)),
        _section("Against what is usual", "mdi:chart-bell-curve", _tiles(entities, _USUAL)),
        _section("The last hour", "mdi:chart-line", [_graph(entities, ("heart_rate", "spo2"))]),
        _section("Sources", "mdi:database-check-outline", _tiles(entities, _ABOUT)),
    ]
    if {"news2", "diabetes_risk"} <= entities.keys():
        text = _RESTS_ON.format(news2=entities["news2"], diabetes_risk=entities["diabetes_risk"])
        card = {"type": "markdown", "content": text, "grid_options": {"columns": "full"}}
        sections.append(_section("What the scores rest on", "mdi:information-outline", [card]))
    return {
        "title": name,
        "path": name.casefold(),
        "type": "sections",
        "max_columns": 3,
        "sections": sections,
    }


def _node_view(entities: Mapping[str, str]) -> dict[str, Any]:
    tiles: dict[str, dict[str, Any]] = {
        name: {"type": "tile", "entity": entity, "name": name} for name, entity in entities.items()
    }
    scenario = {**tiles.pop(SCENARIO), "features": [{"type": "select-options"}], "grid_options": {"columns": "full"}}
    cards = [scenario, *tiles.values()]
    note = {
        "type": "markdown",
        "content": "The node is a real ESPHome firmware running on this computer. What it measures is **simulated**: "
        "choose a scenario and watch the scores follow.",
        "grid_options": {"columns": "full"},
    }
    return {
        "title": "Sensor node",
        "path": "node",
        "type": "sections",
        "max_columns": 2,
        "sections": [_section("Live ESPHome node", "mdi:chip", [note, *cards])],
    }


def build(people: Mapping[str, Mapping[str, str]], node_entities: Mapping[str, str]) -> dict[str, Any]:
    """Return a dashboard for ``people`` (name -> key -> entity id) and the node's entities (name -> entity id)."""
    views = [_person_view(name, entities) for name, entities in people.items()]
    return {"title": "HealthSense demo", "views": [*views, _node_view(node_entities)]}
