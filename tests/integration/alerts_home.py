"""Alerts for the tests of their entities: news as the engine would make them, and where Alice's entities are."""

from dataclasses import replace
from typing import Any

from doors_home import ALICE
from homeassistant.core import HomeAssistant, State
from homeassistant.helpers import entity_registry as er

from custom_components.healthsense.engine.alerts.model import Alert, Cause, Level, News, Part, Stage, Transition, Word
from custom_components.healthsense.household import Household

BEGAN_MS = 1_795_176_000_000


def entity_of(hass: HomeAssistant, domain: str, key: str, person_id: str = ALICE) -> str | None:
    """Return an entity of a person's."""
    return er.async_get(hass).async_get_entity_id(domain, "healthsense", f"{person_id}_{key}")


def shown(hass: HomeAssistant, domain: str, key: str, person_id: str = ALICE) -> State:
    """Return what an entity of a person's shows."""
    entity_id = entity_of(hass, domain, key, person_id)
    assert entity_id is not None, key
    state = hass.states.get(entity_id)
    assert state is not None, entity_id
    return state


def alert(**told: Any) -> Alert:
    """Return an alert of low oxygen that was raised."""
    level = told.setdefault("level", Level.URGENT)
    part = Part(
        "spo2_low_urgent", BEGAN_MS, BEGAN_MS + 15_000, level,
        met_ms=BEGAN_MS + 15_000, vital="spo2", value=88.0, worst=87.0, unit="%", limit=90.0,
    )  # fmt: skip
    known: dict[str, Any] = {
        "id": f"oxygen-{BEGAN_MS:x}", "cause": Cause.OXYGEN, "stage": Stage.RAISED, "began_ms": BEGAN_MS,
        "parts": (part,), "raised_ms": BEGAN_MS + 15_000,
    }  # fmt: skip
    return Alert(**(known | told))


def happened(one: Alert, word: Word, seq: int = 1, **told: Any) -> Transition:
    """Return a line of the alert's log."""
    return Transition(one.id, seq, BEGAN_MS + 15_000 + seq, word, one.level, one.cause, **told)


def publish(household: Household, news: News, person_id: str = ALICE) -> None:
    """Hand news out as an advance would."""
    person = household.people[person_id]
    assert person.result is not None
    household._results.publish({person_id: replace(person.result, alerts=news, changed=frozenset())})
